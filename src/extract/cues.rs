//! Facts that lexicon cues carry by themselves: vague outcomes, learnings, pressure closes, how it ended.

use super::context::Context;
use super::reading::{Reading, Unit};
use super::signs::{self, Sum, Weigh};
use super::who::Cast;
use super::{Because, Commitment, Facts, Pressure, Strength, Vague, VagueKind};
use crate::lexicon::weights::Sign;
use crate::lexicon::words::Token;
use crate::lexicon::{Lexicon, Match, Sense};
use crate::span::Span;
use jiff::civil::Date;

/// How many words before a cue a "not" may stand that denies it.
const NEAR: usize = 4;

/// How many units before a cue a verb may stand by which something is called so.
const CALLED: usize = 4;

/// One read sentence and what was found in it so far.
pub(super) struct Sentence<'s> {
    pub(super) lexicon: &'s Lexicon,
    pub(super) text: &'s str,
    pub(super) reading: &'s Reading,
    pub(super) context: &'s Context,
    pub(super) span: Span,
    pub(super) commitments: &'s [Commitment],
    pub(super) cast: &'s Cast<'s>,
    /// Whether the words are a speaker's, not the author's.
    pub(super) in_speech: bool,
    /// Whether our own side is speaking or writing.
    pub(super) ours_speak: bool,
    /// Whether it stands in the note's heading lines, which say what the note is.
    pub(super) is_header: bool,
    /// Whether it stands where notes say what came of it: in a heading, first or last.
    pub(super) is_prominent: bool,
    /// The day of the conversation.
    pub(super) today: Option<Date>,
}

impl Sentence<'_> {
    /// Adds all that cues tell of the sentence.
    pub(super) fn facts(&self, facts: &mut Facts) {
        let vague_from = facts.vague.len();
        self.vague(facts);
        self.pressure(facts);
        self.outcomes(facts);
        let vague: Vec<Span> = facts.vague[vague_from..].iter().map(|fact| fact.span).collect();
        self.learnings(&vague, facts);
    }

    /// Adds what headings may tell: vague outcomes and how it ended.
    pub(super) fn heading(&self, facts: &mut Facts) {
        self.vague(facts);
        self.outcomes(facts);
    }

    /// Whether it is asked, not said.
    pub(super) fn is_question(&self) -> bool {
        signs::is_question(self.span.of(self.text))
    }

    /// The cues of a sense.
    pub(super) fn cues(&self, sense: Sense) -> impl Iterator<Item = &Match> {
        self.reading.cues(self.lexicon, sense, self.span)
    }

    pub(super) fn kind(&self, found: &Match) -> &str {
        self.lexicon.entry(found.entry).kind.as_deref().unwrap_or("")
    }

    pub(super) fn id(&self, found: &Match) -> String {
        self.lexicon.entry(found.entry).id.clone()
    }

    fn vague(&self, facts: &mut Facts) {
        let mut until = self.span.start;
        for found in self.cues(Sense::Vague) {
            let Some(kind) = self.says_nothing(found).filter(|_| !self.is_outweighed(found)) else { continue };
            let words = self.reading.match_span(found);
            self.add_vague(words, words.start < until, kind, self.id(found), &mut facts.vague);
            until = until.max(words.end);
        }
        for empty in self.commitments.iter().filter(|fact| fact.strength == Strength::Empty) {
            if !facts.vague.iter().rev().take(4).any(|fact| fact.span.overlaps(empty.span)) {
                facts.vague.push(Vague { span: empty.span, kind: VagueKind::Deferral, because: empty.because.clone() });
            }
        }
    }

    /// The kind of vague outcome that a cue tells, where the rules let it.
    pub(super) fn says_nothing(&self, found: &Match) -> Option<VagueKind> {
        let kind = vague_kind(self.kind(found))?;
        let later = matches!(kind, VagueKind::Ownerless | VagueKind::Deferral);
        let felt = matches!(kind, VagueKind::Praise | VagueKind::Interest | VagueKind::LowBar);
        let of_customer = matches!(kind, VagueKind::Interest | VagueKind::LowBar | VagueKind::Hope);
        let says_something = later && self.is_owned(found)
            || self.cast.own_meeting && (of_customer || self.is_opinion(found))
            || felt && (self.is_question() || self.is_evidence(found))
            || self.is_denied(found)
            || self.is_supposed_here(found);
        (!says_something).then_some(kind)
    }

    /// Whether the signs around a cue outweigh it, in notes about a customer by one of ours who is known.
    fn is_outweighed(&self, found: &Match) -> bool {
        if !self.cast.us_known {
            return false;
        }
        let mut sum = Sum::new(&self.lexicon.weights().vague);
        self.vague_signs(found, &mut sum);
        sum.total < 0
    }

    /// The signs of a cue of a vague outcome.
    pub(super) fn vague_signs(&self, found: &Match, to: &mut impl Weigh) {
        let words = self.reading.match_span(found);
        to.sign(Sign::Start);
        signs::of_words(self.reading, self.text, self.clause(words), to);
        signs::of_places(self.reading, words, to);
        to.sign(Sign::Trait("cue", &self.lexicon.entry(found.entry).id));
        to.sign(Sign::Trait("kind", self.kind(found)));
        to.sign(Sign::Trait("about", self.context.topic.name()));
        for fact in self.commitments {
            to.sign(Sign::Trait("beside", fact.strength.name()));
        }
        if self.is_prominent {
            to.sign(Sign::Trait("told", "prominent"));
        }
    }

    /// Adds the clause of a cue, unless it is of a kind with one there or shares words with one: of two kinds in one run of
    /// words ("it went well I think they were nice") the second begins with its cue.
    fn add_vague(&self, words: Span, shares: bool, kind: VagueKind, id: String, out: &mut Vec<Vague>) {
        let later = |kind| matches!(kind, VagueKind::Deferral | VagueKind::Ownerless);
        let mut span = if later(kind) && self.is_row() { self.span } else { self.clause(words) };
        if let Some(same) = out.iter_mut().rev().take(4).find(|fact| fact.span.overlaps(span)) {
            let is_one = same.kind == kind || later(same.kind) && later(kind);
            if shares || is_one || words.start <= same.span.start {
                same.because.push(id);
                return;
            }
            same.span.end = words.start;
            same.span = same.span.trimmed(self.text);
            span.start = words.start;
        }
        out.push(Vague { span, kind, because: vec![id] });
    }

    /// Whether a "not" close before a cue denies it, or close before a verb by which it is only called so: "wouldn't say it
    /// was a good call".
    pub(super) fn is_denied(&self, found: &Match) -> bool {
        let says = |unit: &&Unit| unit.entry.is_some_and(|entry| self.lexicon.sense(entry) == Sense::Say);
        let mut called = self.before(found).take(CALLED).filter(says);
        self.is_negated(found.first, NEAR) || called.any(|verb| self.is_negated(verb.first, 1))
    }

    /// Whether a "not" begins a few words before a token, in the same clause.
    fn is_negated(&self, token: usize, within: usize) -> bool {
        let from = token.saturating_sub(within);
        let near = self.reading.matches.partition_point(|other| other.first < from);
        let ends = |token: &Token| token.is(',') || token.is(';') || token.is('.');
        self.reading.matches[near..].iter().take_while(|other| other.first < token).any(|other| {
            self.lexicon.sense(other.entry) == Sense::Not
                && other.last < token
                && !self.reading.tokens[other.last..token].iter().any(ends)
        })
    }

    /// Whether a cue says what would be good, which in a meeting of one's own is an opinion.
    fn is_opinion(&self, found: &Match) -> bool {
        self.reading.units.iter().any(|unit| unit.first == found.first && matches!(unit.tag, b'd' | b'h' | b'e'))
    }

    /// Whether a fact follows that says what pleases: "they were impressed that the scan takes two seconds".
    fn is_evidence(&self, found: &Match) -> bool {
        let behind = self.reading.units.partition_point(|unit| unit.first <= found.last);
        self.reading.letters.get(behind) == Some(&b'q')
    }

    /// Whether a cue that says "nobody yet" or "some day" stands in a commitment of somebody, with a day; in minutes it is
    /// enough that somebody by name takes it on.
    fn is_owned(&self, found: &Match) -> bool {
        let words = self.reading.match_span(found);
        let mut around = self.commitments.iter().filter(|fact| fact.span.overlaps(words));
        around.any(|fact| {
            let sure = fact.due.is_some() || self.cast.own_meeting || self.is_row();
            fact.strength != Strength::Empty && !fact.owner.is_empty() && sure
        })
    }

    /// Adds what a row of an action list leaves open: an act with neither owner nor day, or without content.
    pub(super) fn open_row(&self, facts: &mut Facts) {
        let from = facts.vague.len();
        self.vague(facts);
        let named = || self.reading.units.iter().any(|unit| matches!(unit.tag, b'N' | b'R' | b'I' | b'W'));
        let settled = || named() || self.commitments.iter().any(|fact| fact.due.is_some());
        let is_open = || self.span.of(self.text).split('|').any(|cell| self.is_open_cell(cell));
        if facts.vague.len() == from && (self.commitments.is_empty() || is_open() && !settled()) {
            facts.vague.push(Vague {
                span: self.span,
                kind: VagueKind::Ownerless,
                because: vec!["open-row".to_owned()],
            });
        }
    }

    /// Whether it is a row of a table.
    fn is_row(&self) -> bool {
        self.reading.letters.contains(&b'|')
    }

    /// Whether a cell names neither owner nor day: "tbd", "?"
    fn is_open_cell(&self, cell: &str) -> bool {
        let nobody =
            |found: &Match| self.kind(found) == "nobody" && self.reading.match_span(found).of(self.text) == cell.trim();
        matches!(cell.trim(), "?" | "??") || self.cues(Sense::Cell).any(nobody)
    }

    /// Whether an "if" opens the clause of a cue.
    fn is_supposed_here(&self, found: &Match) -> bool {
        self.before(found).any(|unit| self.is_condition(unit))
    }

    /// The clause around some words: from mark to mark, or to an "and" with a subject of its own behind it.
    pub(super) fn clause(&self, words: Span) -> Span {
        let units = &self.reading.units;
        let is_subject = |unit: &Unit| matches!(unit.tag, b'I' | b'W' | b'T' | b'Y' | b'N' | b'R' | b'z' | b'q');
        let is_break = |&at: &usize| match units[at].tag {
            b',' | b';' | b'!' | b'.' | b'-' | b'(' | b')' | b'|' => true,
            b'&' => units.get(at + 1).is_some_and(is_subject) && units.get(at + 2).is_some_and(|next| next.tag != b'&'),
            _ => false,
        };
        let before = (0..units.len()).filter(is_break).map(|at| self.reading.span_of(&units[at]));
        let after = before.clone();
        let start = before.filter(|mark| mark.end <= words.start).map(|mark| mark.end).max().unwrap_or(self.span.start);
        let end = after.filter(|mark| mark.start >= words.end).map(|mark| mark.start).min().unwrap_or(self.span.end);
        let words_only = |c: char| !c.is_alphanumeric() && !matches!(c, '"' | '%' | '€' | '£' | '$');
        let clause = Span::new(start, end).trimmed(self.text);
        let covered = clause.of(self.text);
        let lead = covered.len() - covered.trim_start_matches(words_only).len();
        Span::new(clause.start + lead, clause.end)
    }

    fn pressure(&self, facts: &mut Facts) {
        if !self.ours_speak {
            return;
        }
        let because: Because = pressing(self.lexicon, self.reading, self.span).map(|found| self.id(found)).collect();
        if because.is_empty() {
            return;
        }
        facts.pressure.push(Pressure { span: self.span, because });
    }
}

/// The cues by which some words make an offer that expires: one that says so, or an offer and its deadline.
pub(super) fn pressing<'r>(lexicon: &'r Lexicon, reading: &'r Reading, span: Span) -> impl Iterator<Item = &'r Match> {
    let first = |wanted: &str| {
        let is_wanted = |found: &&Match| lexicon.entry(found.entry).kind.as_deref() == Some(wanted);
        reading.cues(lexicon, Sense::Pressure, span).find(is_wanted)
    };
    let (one, other) = match (first("pressure"), first("offer"), first("deadline")) {
        (Some(whole), _, _) => (Some(whole), None),
        (None, Some(offer), Some(deadline)) => (Some(offer), Some(deadline)),
        _ => (None, None),
    };
    one.into_iter().chain(other)
}

fn vague_kind(name: &str) -> Option<VagueKind> {
    Some(match name {
        "praise" => VagueKind::Praise,
        "interest" => VagueKind::Interest,
        "deferral" => VagueKind::Deferral,
        "ownerless" => VagueKind::Ownerless,
        "low_bar" => VagueKind::LowBar,
        "hope" => VagueKind::Hope,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::extract;
    use crate::note::{Note, Us};

    fn vague(text: &str) -> Vec<VagueKind> {
        let note = Note::parse(format!("# Acme, 3 March 2026\n\n{text}\n"), Some("a.md"), &Us::default());
        extract(Lexicon::embedded(), &note, &Us::default()).vague.iter().map(|fact| fact.kind).collect()
    }

    #[test]
    fn praise_that_is_denied_or_has_a_fact_behind_it_is_not_vague() {
        assert_eq!(vague("It was a good call."), [VagueKind::Praise]);
        assert_eq!(vague("She said it was a good call."), [VagueKind::Praise]);
        assert_eq!(vague("I wouldn't say it was a good call."), []);
        assert_eq!(vague("It was a good call in the sense that he told me the price."), []);
    }

    #[test]
    fn a_row_that_asks_who_and_when_is_one_open_step() {
        let table = |row: &str| vague(&format!("| Who | What | When |\n|---|---|---|\n{row}"));
        assert_eq!(table("| tbc | move the old records | tbc |"), [VagueKind::Ownerless]);
        assert_eq!(table("| ? | move the old records | |"), [VagueKind::Ownerless]);
        assert_eq!(table("| Bo Lee | move the old records | tbc |"), []);
        assert_eq!(table("| – | move the old records | – |"), []);
    }
}
