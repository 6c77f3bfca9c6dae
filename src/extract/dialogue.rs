//! What a conversation makes of what was said in it: a yes makes a request a promise, a no ends it, and a day in the
//! answer is when.

use super::commitments::Scene;
use super::reading::Reading;
use super::trace::Basis;
use super::{Commitment, Strength};
use crate::lexicon::pattern::Gives;
use crate::lexicon::{Entry, Lexicon, Match, Sense};
use crate::note::{BlockKind, Note, Side};
use crate::span::Span;
use jiff::civil::Date;

/// How many turns later an answer may come.
const PATIENCE: usize = 6;

/// Signs that say yes in chats.
const THUMBS_UP: &[char] = &['👍', '👌', '✅', '✔', '🙌'];

/// Words and marks of a sentence that only asks when, at most.
const SHORT: usize = 10;

/// How a turn answers what was asked before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reply {
    Yes,
    No,
    /// Yes, once something else happens.
    Only,
    Other,
}

/// A day that a sentence names while it says little else.
#[derive(Debug, Clone, Copy)]
struct Day {
    words: Span,
    date: Option<Date>,
    /// Whether it is only proposed: "Thursday?"
    is_asked: bool,
}

/// One turn of a conversation.
#[derive(Debug)]
struct Turn<'n> {
    block: usize,
    end: usize,
    speaker: &'n str,
    /// Its first sentence.
    opening: Span,
    reply: Reply,
    day: Option<Day>,
    /// Whether it ends by asking when.
    asks_when: bool,
    /// Whether it proposes something else instead.
    proposes: bool,
}

/// The turns of a note, in order.
#[derive(Debug, Default)]
pub(super) struct Dialogue<'n> {
    turns: Vec<Turn<'n>>,
}

impl<'n> Dialogue<'n> {
    /// Notes a sentence of a speaker's turn.
    pub(super) fn hear(&mut self, lexicon: &Lexicon, note: &'n Note, index: usize, span: Span, read: &Reading) {
        let (block, text) = (&note.blocks[index], note.text.as_str());
        if block.kind != BlockKind::SpeakerTurn {
            return;
        }
        if self.turns.last().is_none_or(|turn| turn.block != index) {
            let (end, speaker) = (block.span.end, block.label.map_or("", |label| label.of(text)));
            let reply = reply(lexicon, text, read);
            let turn =
                Turn { block: index, end, speaker, opening: span, reply, day: None, asks_when: false, proposes: false };
            self.turns.push(turn);
        }
        let Some(turn) = self.turns.last_mut() else { return };
        let is_asked = span.of(text).ends_with('?');
        let when = |entry: &Entry| entry.sense == Sense::If && entry.kind.as_deref() == Some("when");
        let when = read.matches.iter().any(|found| when(lexicon.entry(found.entry)));
        turn.asks_when = when && read.tokens.len() <= if is_asked { SHORT } else { SHORT / 2 };
        turn.proposes |= read.letters.contains(&b'L') && !read.letters.contains(&b'@');
        if turn.day.is_none() && (read.is_only_when() || read.asks_for_time()) {
            let day = read.whens.iter().find(|when| when.date.is_some() && when.is_due());
            turn.day = day.map(|when| Day { words: when.span, date: when.date, is_asked });
        }
    }

    /// Lets the answers settle what was asked, promised and proposed.
    pub(super) fn settle(&self, lexicon: &Lexicon, facts: &mut Vec<Commitment>) {
        if self.turns.is_empty() {
            return;
        }
        facts.sort_by_key(|fact| fact.span);
        let turns = facts.iter().map(|fact| self.turn_of(fact.span)).collect();
        let mut said = Said { lexicon, turns, gone: vec![false; facts.len()], facts };
        for fact in 0..said.facts.len() {
            let (turn, true) = said.turns[fact] else { continue };
            match said.facts[fact].strength {
                Strength::Request if said.facts[fact].basis == Basis::Event => self.accept(&mut said, fact, turn),
                Strength::Request => self.answer(&mut said, fact, turn),
                Strength::Empty => {}
                _ if said.facts[fact].due.is_none() => self.date(&mut said, fact, turn),
                _ => {}
            }
        }
        let mut gone = std::mem::take(&mut said.gone).into_iter();
        facts.retain(|_| !gone.next().unwrap_or(false));
    }

    /// A proposal counts where the next turn says yes to it and names no meeting of its own.
    fn accept(&self, said: &mut Said<'_>, fact: usize, turn: usize) {
        let next = self.turns.get(turn + 1);
        let yes = next.is_some_and(|next| next.reply == Reply::Yes) && said.promised_in(turn + 1).is_none();
        // whoever says the day again agrees to it
        let due = said.facts[fact].due;
        let again = next.and_then(|next| next.day).is_some_and(|day| !day.is_asked && due.is_some() && day.date == due);
        if yes || again {
            said.confirm(fact, Strength::Firm);
        } else {
            said.gone[fact] = true;
        }
    }

    /// What the answers make of a request: the next promise in its place, a promise of its own, or nothing.
    fn answer(&self, said: &mut Said<'_>, fact: usize, turn: usize) {
        let asker = self.turns[turn].speaker;
        let mut proposed = None;
        for (at, next) in self.turns.iter().enumerate().skip(turn + 1).take(PATIENCE) {
            let promise = said.promised_in(at);
            if next.speaker == asker {
                proposed = next.day.filter(|day| day.is_asked);
                if promise.is_some() || said.asked_in(at) {
                    break;
                }
                continue;
            }
            if let Some(promise) = promise {
                // "Will do." says less than what was asked
                if said.is_bare(promise) {
                    said.confirm(fact, Strength::Firm);
                    said.gone[promise] = true;
                    return;
                }
                if at == turn + 1 && said.facts[promise].basis != Basis::Event {
                    // "By Friday?" – "Will do."
                    if said.facts[promise].due.is_none() && next.opening.contains(said.facts[promise].span) {
                        (said.facts[promise].due, said.facts[promise].due_text) =
                            (said.facts[fact].due, said.facts[fact].due_text);
                    }
                    said.gone[fact] = true;
                    return;
                }
                break;
            }
            match next.reply {
                Reply::No => {
                    said.gone[fact] = true;
                    return;
                }
                Reply::Only => return said.confirm(fact, Strength::Conditional),
                Reply::Yes => said.confirm(fact, Strength::Firm),
                Reply::Other if next.proposes => break,
                Reply::Other => {}
            }
            let agreed = proposed.filter(|_| next.reply == Reply::Yes);
            if let Some(day) = next.day.filter(|day| !day.is_asked).or(agreed) {
                said.confirm(fact, Strength::Firm);
                return said.set_day(fact, day, at);
            }
        }
        if said.facts[fact].side == Side::Us && said.facts[fact].strength == Strength::Request {
            said.gone[fact] = true;
        }
    }

    /// The day that whoever promised names in one of the turns behind.
    fn date(&self, said: &mut Said<'_>, fact: usize, turn: usize) {
        if said.facts[fact].basis == Basis::Event {
            return;
        }
        let speaker = self.turns[turn].speaker;
        for at in turn + 1..self.turns.len().min(turn + PATIENCE / 2) {
            let next = &self.turns[at];
            let day = next.day.filter(|day| next.speaker == speaker && (!day.is_asked || self.turns[at - 1].asks_when));
            if let Some(day) = day {
                return said.set_day(fact, day, at);
            }
            if said.promised_in(at).is_some() || said.asked_in(at) {
                return;
            }
        }
    }

    fn turn_of(&self, span: Span) -> (usize, bool) {
        let at = self.turns.partition_point(|turn| turn.opening.start <= span.start);
        (at.saturating_sub(1), at > 0 && span.start < self.turns[at - 1].end)
    }
}

/// The commitments of a conversation while its answers are heard.
struct Said<'f> {
    lexicon: &'f Lexicon,
    facts: &'f mut Vec<Commitment>,
    /// The turn of each, or the last one before it, and whether it stands in it.
    turns: Vec<(usize, bool)>,
    /// Whether anything is left of each.
    gone: Vec<bool>,
}

impl Said<'_> {
    fn in_turn(&self, turn: usize) -> impl Iterator<Item = usize> {
        let from = self.turns.partition_point(|&(at, _)| at < turn);
        (from..self.facts.len()).take_while(move |&fact| self.turns[fact] == (turn, true))
    }

    fn promised_in(&self, turn: usize) -> Option<usize> {
        let promises = |&fact: &usize| !matches!(self.facts[fact].strength, Strength::Request | Strength::Empty);
        self.in_turn(turn).find(|fact| promises(fact) && !self.gone[*fact])
    }

    /// Whether a promise has neither words of its own nor a day: "Will do.", "On it."
    fn is_bare(&self, fact: usize) -> bool {
        const WORD_OR_TWO: usize = 16;
        let fact = &self.facts[fact];
        let act = |entry: &Entry| entry.sense == Sense::Act && entry.kind.as_deref() != Some("plain");
        let tells = |entry: &&Entry| act(entry) || entry.sense == Sense::Ask;
        let mut acts = self.lexicon.entries().iter().filter(tells);
        fact.span.len() <= WORD_OR_TWO && fact.due.is_none() && !acts.any(|act| fact.because.contains(&act.id))
    }

    fn asked_in(&self, turn: usize) -> bool {
        self.in_turn(turn).any(|fact| self.facts[fact].strength == Strength::Request)
    }

    fn confirm(&mut self, fact: usize, strength: Strength) {
        let fact = &mut self.facts[fact];
        fact.strength = strength;
        fact.because.push("yes".to_owned());
    }

    /// Gives a commitment its day. "Thursday's great" then agrees to that day, and to no meeting.
    fn set_day(&mut self, fact: usize, day: Day, turn: usize) {
        (self.facts[fact].due, self.facts[fact].due_text) = (day.date, Some(day.words));
        let meetings = self.in_turn(turn).chain(self.in_turn(turn + 1));
        let same = |&other: &usize| self.facts[other].basis == Basis::Event && self.facts[other].due == day.date;
        let same: Vec<usize> = meetings.filter(same).collect();
        same.into_iter().for_each(|other| self.gone[other] = true);
    }
}

/// A promise in a word or two of speech, which takes on whatever was asked: "Leave it with me.", "On it."
pub(super) fn word_given(scene: &Scene<'_, '_>) -> Option<Commitment> {
    let promise = |found: &Match| {
        let entry = scene.lexicon.entry(found.entry);
        entry.sense == Sense::Yes && entry.kind.as_deref() == Some("promise")
    };
    let reading = scene.reading;
    // "I'm on it", "yes, leave it with me"
    let given = reading.matches.iter().take_while(|found| found.first <= 2).find(|found| promise(found))?;
    if !scene.cast.in_speech() || scene.is_question() || reading.letters.contains(&b'n') {
        return None;
    }
    let because = vec![scene.lexicon.entry(given.entry).id.clone()];
    Some(scene.finish(scene.trim(scene.span), scene.cast.author().on(Basis::Author), Gives::Firm, None, because))
}

/// Whether the first words say that there is nothing to give: "There are no drawings."
fn denies(reading: &Reading) -> bool {
    matches!(reading.letters.as_slice(), [b'z', b'b' | b'y', b'n', ..])
}

/// What the first words of a turn answer.
fn reply(lexicon: &Lexicon, text: &str, reading: &Reading) -> Reply {
    let opens = |sense: Sense| {
        let first = reading.matches.iter().take_while(|found| found.first == 0);
        first.into_iter().any(|found| lexicon.sense(found.entry) == sense)
    };
    let word = |at: usize| reading.tokens.get(at).map_or("", |token| token.span.of(text));
    let no = |at: usize| {
        let mut all = reading.matches.iter();
        all.any(|found| found.first == at && lexicon.sense(found.entry) == Sense::No)
    };
    let short = reading.units.len() <= 4;
    if reading.letters.first() == Some(&b'f') || word(0).eq_ignore_ascii_case("only") {
        Reply::Only
    } else if opens(Sense::Yes)
        || word(0).starts_with(THUMBS_UP)
        || (short && !opens(Sense::It) && (opens(Sense::Accept) || opens(Sense::Book)))
        // "ten's grand"
        || (short && matches!(reading.letters.as_slice(), [b'#' | b'@', b'C', ..]))
    {
        Reply::Yes
    } else if no(0) && !no(1) || denies(reading) {
        Reply::No
    } else {
        Reply::Other
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::{Commitment, Strength, extract};
    use crate::lexicon::Lexicon;
    use crate::note::{Note, Us};

    fn commitments(turns: &str) -> Vec<Commitment> {
        let us = Us::new(vec![], vec!["Ann".to_owned()], vec![]);
        let text = format!("Acme, 1 September 2026\n\nBo: Hello.\nAnn: Hello.\n{turns}");
        extract(Lexicon::embedded(), &Note::parse(text, Some("a.txt"), &us), &us).commitments
    }

    fn due(turns: &str) -> Vec<String> {
        commitments(turns).into_iter().map(|fact| fact.due.map_or_else(String::new, |day| day.to_string())).collect()
    }

    #[test]
    fn a_yes_makes_a_request_a_promise_and_a_no_ends_it() {
        let strength = |answer: &str| {
            let found = commitments(&format!("Ann: Could you send us the contract?\nBo: {answer}\n"));
            found.into_iter().map(|fact| fact.strength).collect::<Vec<_>>()
        };
        assert_eq!(strength("Sure."), [Strength::Firm]);
        assert_eq!(strength("It is long."), [Strength::Request]);
        assert_eq!(strength("No, not yet."), []);
        assert_eq!(strength("There is no contract."), []);
    }

    #[test]
    fn the_day_may_stand_in_another_turn() {
        for turns in [
            "Ann: Could you send us the contract?\nBo: By Friday, yes.\n",
            "Ann: Could you send us the contract?\nBo: It is long.\nAnn: That's fine.\nBo: Give me till Friday.\n",
            "Ann: Could you send us the contract by Friday?\nBo: Leave it with me.\n",
            "Bo: I'll send you the contract.\nAnn: When?\nBo: Friday.\nAnn: Friday's great.\n",
        ] {
            assert_eq!(due(turns), ["2026-09-04"], "{turns}");
        }
    }

    #[test]
    fn a_proposal_counts_where_it_is_accepted() {
        let found = |answer: &str| commitments(&format!("Ann: Shall we say Friday at nine?\nBo: {answer}\n")).len();
        assert_eq!(found("Works for me."), 1);
        assert_eq!(found("We will see."), 0);
    }
}
