//! How a note says the meeting ended, and whether anybody of the customer's side spoke in it.

mod past;
mod speaks;
mod whose;

use super::context::{Context, Topic};
use super::cues::Sentence;
use super::reading::{Unit, is_actor};
use super::trace::{Fates, SentenceTrace};
use super::{Commitment, Ending, Extractor, Facts, LearningKind, Outcome};
use crate::dates::{Lead, Order, When, find_absolute};
use crate::lexicon::words::Token;
use crate::lexicon::{Match, Sense};
use crate::note::{self, BlockKind, Note};
use crate::span::Span;
use std::ops::Range;

/// How many sentences at either end of a note are where it says what came of the meeting.
const PROMINENT: usize = 3;

/// In how many lines a label may say that the note is a plan.
const LABELS: usize = 8;

/// How many words a greeting or a name has at most, and one of the lines that say who met when.
const GREETING: usize = 3;
const HEAD: usize = 9;

impl Sentence<'_> {
    /// Adds what the sentence tells of the end.
    pub(super) fn outcomes(&self, facts: &mut Facts) {
        for found in self.cues(Sense::Outcome) {
            let Some(outcome) = self.outcome(found) else { continue };
            if self.holds(found, outcome) {
                let mut ending = self.ending(self.reading.match_span(found), outcome, self.id(found));
                // whoever signs an order ends the sale wherever the note tells it
                ending.is_prominent |= self.kind(found) == "ordered";
                ending.is_final = self.kind(found) == "closed";
                ending.weight = self.lexicon.entry(found.entry).weight;
                // who chose us has not signed yet
                ending.is_prominent &= outcome != Outcome::Order || self.kind(found) != "elsewhere";
                facts.outcomes.push(ending);
            }
        }
        if let Some(words) = self.customer_speaks() {
            facts.outcomes.push(self.ending(words, Outcome::Contact, "customer-speaks".to_owned()));
        }
    }

    /// What a cue tells by itself, of what stands around it only who does it and with whom.
    fn outcome(&self, found: &Match) -> Option<Outcome> {
        Some(match self.kind(found) {
            "order" | "ordered" if !self.buys_elsewhere() => Outcome::Order,
            "won" if self.is_ours_to_tell(found) => Outcome::Order,
            "bought" if self.is_theirs_to_tell(found) && !self.buys_elsewhere() => Outcome::Bought,
            "no_sale" | "closed" if !self.is_said_of_another(found) => Outcome::NoSale,
            "refusal" if self.is_theirs_to_tell(found) && !self.answers_a_request(found) => Outcome::NoSale,
            "elsewhere" => self.with_whom(found)?,
            "rival" if self.is_anothers(found) => Outcome::NoSale,
            "lost" if self.is_ours_to_tell(found) => Outcome::NoSale,
            "lost_alone" if self.is_all_of_clause(found) => Outcome::NoSale,
            "no_contact" => Outcome::NoContact,
            "silent" if !self.is_ours(found) => Outcome::NoContact,
            "absent" if self.is_prominent => Outcome::NoContact,
            "contact" => Outcome::Contact,
            "meets" if self.is_followed_by_customer(found) => Outcome::Contact,
            "misses" if self.is_followed_by_customer(found) => Outcome::NoContact,
            "alive" => Outcome::Alive,
            "signs" if self.is_followed_by_customer(found) => Outcome::Bought,
            "wins" if self.is_ours_to_tell(found) && self.is_followed_by_customers_name(found) => Outcome::Order,
            "waits" if self.is_ours_to_tell(found) => Outcome::NoContact,
            "outreach" if self.is_ours_to_tell(found) => Outcome::Outreach,
            "planned" => Outcome::Planned,
            "aftermath" => Outcome::Aftermath,
            _ => return None,
        })
    }

    fn ending(&self, span: Span, outcome: Outcome, because: String) -> Ending {
        Ending { span, outcome, is_prominent: self.is_prominent, is_final: false, weight: 0, because: vec![because] }
    }

    /// Whether a cue is said of this deal and this meeting, as a fact.
    fn holds(&self, found: &Match, outcome: Outcome) -> bool {
        let theirs_lost =
            self.in_speech && !self.ours_speak && self.unit_at(found.first).is_some_and(|unit| unit.tag == b'W');
        match outcome {
            Outcome::Planned => !self.before(found).any(|unit| is_actor(unit.tag) || matches!(unit.tag, b'v' | b's')),
            _ if self.is_question() || self.is_denied(found) => false,
            Outcome::Order | Outcome::Bought | Outcome::NoSale if theirs_lost || self.is_background(found) => false,
            Outcome::Order | Outcome::Bought | Outcome::NoSale if self.is_others_business(found) => false,
            Outcome::Order | Outcome::Bought => {
                !self.is_still_to_come(found)
                    && !self.is_of_others(found)
                    && !self.is_history(found)
                    && !self.is_told_to_them(found)
                    && !self.is_side_paper(found)
            }
            Outcome::NoSale => {
                let elsewhere_before = || self.kind(found) == "elsewhere" && self.is_of_another_month(found);
                !self.is_supposed(found) && !self.is_of_others(found) && !self.is_history(found) && !elsewhere_before()
            }
            Outcome::Contact => !self.is_supposed(found) && !self.is_past(found),
            Outcome::NoContact => !self.is_supposed(found) && !self.is_of_others(found),
            Outcome::Aftermath | Outcome::Alive | Outcome::Outreach | Outcome::Unheard => true,
        }
    }

    /// Whether nothing but a cue stands where a title or a short sentence says what came of it: "Acme: lost", "Lost."
    fn is_all_of_clause(&self, found: &Match) -> bool {
        let tokens = &self.reading.tokens;
        let is_end = |at: Option<&Token>| at.is_none_or(Token::is_mark);
        self.is_prominent
            && is_end(found.first.checked_sub(1).map(|before| &tokens[before]))
            && is_end(tokens.get(found.last + 1))
    }

    fn unit_at(&self, token: usize) -> Option<&Unit> {
        self.reading.units.iter().find(|unit| unit.first <= token && token <= unit.last)
    }

    /// The units of the clause before a cue, the nearest first.
    pub(super) fn before(&self, found: &Match) -> impl Iterator<Item = &Unit> {
        let first = found.first;
        let units = self.reading.units.iter().rev().skip_while(move |unit| unit.last >= first);
        units.take_while(|unit| !matches!(unit.tag, b',' | b';' | b'.' | b'!' | b'-' | b'|'))
    }

    /// Whether a modal, a wish, an "if", a commitment or a last day puts a cue into the future.
    fn is_still_to_come(&self, found: &Match) -> bool {
        let words = self.reading.match_span(found);
        let clause = self.clause(words);
        let is_last_day = |when: &When| when.lead == Lead::By && when.date > self.today && clause.contains(when.span);
        self.reading.whens.iter().any(is_last_day)
            || self.commitments.iter().any(|fact| fact.span.overlaps(words))
            || self.before(found).take(6).any(|unit| matches!(unit.tag, b'm' | b'w' | b't'))
            || self.is_supposed(found)
    }

    /// Whether an "if", "might", "could", "must" or "would" makes a cue a mere case.
    fn is_supposed(&self, found: &Match) -> bool {
        self.before(found).take(6).any(|unit| matches!(unit.tag, b'h' | b'c' | b'd' | b'k') || self.is_condition(unit))
            || self.is_behind_condition(found)
    }

    /// Whether a clause with "if" opens the sentence and a comma ends it before a cue: "if nothing comes, I close the file".
    fn is_behind_condition(&self, found: &Match) -> bool {
        let mut units = self.reading.units.iter().take_while(|unit| unit.last < found.first);
        units.next().is_some_and(|first| self.is_condition(first)) && units.any(|unit| unit.tag == b',')
    }

    /// Whether a unit is an "if", not a mere "when".
    pub(super) fn is_condition(&self, unit: &Unit) -> bool {
        let kind = unit.entry.and_then(|entry| self.lexicon.entry(entry).kind.as_deref());
        unit.tag == b'f' && kind != Some("when")
    }

    /// Whether a cue tells of somebody ("the man who signed it") or stands under a heading for facts about others.
    fn is_background(&self, found: &Match) -> bool {
        let about = matches!(
            self.context.topic,
            Topic::People
                | Topic::Pitch
                | Topic::Facts(
                    LearningKind::Competition
                        | LearningKind::CurrentState
                        | LearningKind::Stakeholder
                        | LearningKind::Pain
                )
        );
        // behind a verb "that" tells what was said or done, not who did it
        let said = |unit: &Unit| matches!(unit.tag, b'S' | b'A' | b'Q' | b'C' | b'u' | b's');
        let mut units = self.before(found).peekable();
        let mut relative = false;
        while let Some(unit) = units.next() {
            relative |= unit.tag == b'q' && !units.peek().is_some_and(|before| said(before));
        }
        about || relative
    }
}

/// The sentences of a note between its first and its last that say more than who writes to whom, where and when.
pub(super) fn telling(note: &Note) -> Range<usize> {
    let tells = |sentence: &note::Sentence| {
        let words = sentence.span.of(&note.text);
        let has = |count: usize| words.split_whitespace().nth(count).is_some();
        let is_dated = || !find_absolute(words, Order::default()).is_empty();
        !matches!(note.blocks[sentence.block].kind, BlockKind::Heading { .. } | BlockKind::MailHeader)
            && has(GREETING)
            && (has(HEAD) || !is_dated())
    };
    let first = note.sentences.iter().position(tells).unwrap_or(0);
    let end = note.sentences.iter().rposition(tells).map_or(note.sentences.len(), |last| last + 1);
    first..end
}

impl Extractor<'_> {
    /// Whether words stand where notes say what came of it: among the first or last sentences.
    pub(super) fn is_prominent(&self, span: Span) -> bool {
        let at = self.note.sentences.partition_point(|sentence| sentence.span.start < span.start);
        at < self.telling.start + PROMINENT || at + PROMINENT >= self.telling.end
    }

    /// Reads the labels of the first lines, which may say what the note is ("Call plan: …"), and below those that say who
    /// met whom whether it is a plan.
    pub(super) fn titles(&mut self) {
        for (at, block) in self.note.blocks.iter().take(LABELS).enumerate() {
            let Some(label) = block.label else { continue };
            let (known, vague) = (self.facts.outcomes.len(), self.facts.vague.len());
            self.heading(label);
            if at >= PROMINENT {
                self.facts.vague.truncate(vague);
                let mut place = 0..;
                self.facts.outcomes.retain(|ending| place.next() < Some(known) || ending.outcome == Outcome::Planned);
            }
        }
    }

    /// A mail of ours that tells of no conversation was no contact.
    pub(super) fn unanswered_mail(&mut self) {
        let answered = self.facts.outcomes.iter().any(|ending| ending.outcome == Outcome::Contact);
        let promised = self.facts.customer_promises();
        // whoever is written to again has not answered, whatever they said before
        let chased = self.facts.outcomes.iter().any(|at| at.outcome == Outcome::NoContact && at.is_prominent);
        if self.note.meta.addressed_to_customer && chased && !promised {
            self.facts.outcomes.retain(|ending| ending.outcome != Outcome::Contact);
        } else if self.note.meta.addressed_to_customer && !answered && !promised && self.facts.learnings.len() <= 2 {
            if self.is_recap() {
                return;
            }
            self.facts.outcomes.push(Ending::of_note(Outcome::NoContact, true, "unanswered-mail"));
        }
    }

    /// Whether the head of a mail says that it is about a talk: "Subject: Recap of our call".
    fn is_recap(&mut self) -> bool {
        let head = self.note.blocks.iter().take_while(|block| block.kind == BlockKind::MailHeader);
        let (text, lexicon) = (self.note.text.as_str(), self.lexicon);
        head.into_iter().any(|line| {
            self.reading.read(lexicon, self.people, text, line.content, self.note.meta.date);
            let mut cues = self.reading.cues(lexicon, Sense::Outcome, line.content);
            cues.any(|found| lexicon.entry(found.entry).kind.as_deref() == Some("contact"))
        })
    }

    /// Reads a heading for what it may tell beside its topic.
    pub(super) fn heading(&mut self, span: Span) {
        let text = self.note.text.as_str();
        self.reading.read(self.lexicon, self.people, text, span, self.note.meta.date);
        let heading = Sentence {
            lexicon: self.lexicon,
            text,
            reading: &self.reading,
            context: &Context::default(),
            span,
            commitments: &[],
            cast: &self.cast,
            in_speech: false,
            is_header: true,
            is_prominent: true,
            ours_speak: true,
            today: self.note.meta.date,
        };
        heading.heading(&mut self.facts);
        if let Some(trace) = &mut self.trace {
            trace.push(SentenceTrace::new(&heading, Fates::new(true), &[], false, &self.facts));
        }
    }

    /// Reads a row of an action list, whose commitments are known, for what it leaves open.
    pub(super) fn row(&mut self, span: Span, commitments: &[Commitment]) {
        let text = self.note.text.as_str();
        self.reading.read(self.lexicon, self.people, text, span, self.note.meta.date);
        let row = Sentence {
            lexicon: self.lexicon,
            text,
            reading: &self.reading,
            context: &Context::default(),
            span,
            commitments,
            cast: &self.cast,
            in_speech: false,
            is_header: false,
            is_prominent: false,
            ours_speak: true,
            today: self.note.meta.date,
        };
        row.open_row(&mut self.facts);
        if let Some(trace) = &mut self.trace {
            trace.push(SentenceTrace::new(&row, Fates::new(true), &[], false, &self.facts));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::extract;
    use crate::lexicon::Lexicon;
    use crate::note::{Note, Us};

    fn outcomes(text: &str) -> Vec<Outcome> {
        let us = Us::new(vec!["Northwind".into()], vec!["Dana Ruiz".into()], vec![]);
        let note = Note::parse(text.to_owned(), None, &us);
        extract(Lexicon::embedded(), &note, &us).outcomes.iter().map(|ending| ending.outcome).collect()
    }

    fn ends(text: &str, outcome: Outcome) -> bool {
        outcomes(text).contains(&outcome)
    }

    #[test]
    fn an_order_is_one_that_happened_and_ours() {
        assert!(ends("Acme, 3 Mar 2026. They signed the contract this morning.", Outcome::Order));
        for text in [
            "Acme, 3 Mar 2026. They have not signed the contract.",
            "Acme, 3 Mar 2026. If they signed the contract we could start.",
            "Acme, 3 Mar 2026. Has she signed the contract?",
            "Acme, 3 Mar 2026. They signed the contract with the old supplier in 2019.",
            "Acme, 3 Mar 2026. She is the one who signed the contract.",
        ] {
            assert!(!ends(text, Outcome::Order), "{text}");
        }
    }

    #[test]
    fn who_signs_an_order_ends_the_sale_wherever_it_is_told() {
        let filler = "The pumps hum all day. ".repeat(4);
        let prominent = |words: &str| {
            let note = format!("Acme, 3 Mar 2026. {filler}{words} {filler}");
            let us = Us::default();
            let note = Note::parse(note, None, &us);
            extract(Lexicon::embedded(), &note, &us).outcomes.iter().any(|ending| ending.is_prominent)
        };
        assert!(prominent("She signed the order form this morning."));
        assert!(prominent("PO 4412 attached."));
        assert!(!prominent("The framework contract was signed on Monday."));
        assert!(!prominent("She will have signed the order form by May."));
    }

    #[test]
    fn what_is_to_be_signed_by_a_day_is_no_order() {
        assert!(!ends("Acme, 3 Mar 2026. Countersigned by 6 March, the price stands.", Outcome::Order));
    }

    #[test]
    fn what_they_said_before_is_no_answer_to_a_chaser() {
        let mail = |opening: &str| {
            let head = "From: Dana Ruiz\nTo: Bo Lund (Acme)\nDate: 2026-03-03\nSubject: your pumps\n\nHi Bo,\n\n";
            outcomes(&format!("{head}{opening} Thanks for the visit to our stand in May.\n\nDana\n"))
        };
        assert!(mail("It was a fine day in Leeds.").contains(&Outcome::Contact));
        let chased = mail("This is my third note from Leeds.");
        assert!(chased.contains(&Outcome::NoContact) && !chased.contains(&Outcome::Contact));
    }

    #[test]
    fn a_recap_of_a_talk_is_no_unanswered_mail() {
        let mail = |subject: &str| {
            let head = format!("From: Dana Ruiz\nTo: Bo Lund (Acme)\nDate: 2026-03-03\nSubject: {subject}\n\n");
            outcomes(&format!("{head}Hi Bo,\n\nI will send you the price by Friday.\n\nDana\n"))
                .contains(&Outcome::NoContact)
        };
        assert!(mail("Our pumps") && !mail("Recap of our talk this morning"));
    }

    #[test]
    fn what_would_be_done_if_is_no_end() {
        assert!(ends("Acme, 3 Mar 2026. The board was clear, I close the file.", Outcome::NoSale));
        assert!(!ends("Acme, 3 Mar 2026. If nothing comes by May, I close the file.", Outcome::NoSale));
    }

    #[test]
    fn a_title_tells_in_one_word_that_it_is_lost() {
        assert!(ends("# Acme Foods: lost\n\nBo rang at four.", Outcome::NoSale));
        assert!(!ends("# Acme Foods: lost parcels\n\nBo rang at four.", Outcome::NoSale));
    }

    #[test]
    fn whom_they_took_tells_how_it_ended() {
        let told = |words: &str| outcomes(&format!("Acme, 3 Mar 2026. {words}"));
        assert_eq!(told("They went with Halden."), [Outcome::NoSale]);
        let twice = told("They ordered the line at Halden, the contract was signed on Monday.");
        assert!(!twice.is_empty() && twice.iter().all(|outcome| *outcome == Outcome::NoSale));
        let in_small = |words: &str| outcomes(&format!("acme, 3 mar 2026\n\n{words}\n"));
        assert_eq!(in_small("she's gone with halden for the new one, signed on monday"), [Outcome::NoSale]);
        assert_eq!(in_small("she's gone with blue paint"), []);
        assert_eq!(told("They went with us."), [Outcome::Order]);
        assert_eq!(told("Halden got the job."), [Outcome::NoSale]);
        assert_eq!(told("They won't renew with Halden."), []);
        assert_eq!(told("They bought theirs from Halden last time."), []);
    }

    #[test]
    fn a_no_to_a_request_ends_no_sale() {
        let told = |words: &str| ends(&format!("Acme, 3 Mar 2026. {words}"), Outcome::NoSale);
        assert!(told("The board said no last night."));
        assert!(!told("We asked for a second visit and the board said no."));
    }

    #[test]
    fn who_was_not_there_or_did_not_answer_was_no_contact() {
        let told = |words: &str| ends(&format!("Acme, 3 Mar 2026. {words}"), Outcome::NoContact);
        assert!(told("The shop was shut.") && told("They have not answered."));
        assert!(!told("The shop was shut down in May.") && !told("We have not answered."));
    }

    #[test]
    fn a_plan_is_no_task_to_write_one() {
        assert!(!ends("Acme, 3 Mar 2026. Tom will redo his call plan.", Outcome::Planned));
    }

    #[test]
    fn what_they_lost_is_no_end() {
        assert!(ends("Acme, 3 Mar 2026. We lost the deal.", Outcome::NoSale));
        assert!(!ends("Acme, 3 Mar 2026. They lost the contract in Leeds.", Outcome::NoSale));
    }

    #[test]
    fn whoever_speaks_was_reached() {
        let text = "Acme, 3 Mar 2026. LVM on Monday. She says the board meets in May.";
        assert!(ends(text, Outcome::NoContact) && ends(text, Outcome::Contact));
        assert!(!ends("Acme, 3 Mar 2026. Left a voicemail.", Outcome::Contact));
    }

    #[test]
    fn headings_and_labels_tell_what_a_note_is() {
        assert!(ends("# Call plan Acme\n\nWho signs?", Outcome::Planned));
        assert!(ends("Meeting plan: Acme\n\nWho signs?", Outcome::Planned));
        let head = "Acme, 3 Mar 2026\nBy: Dana Ruiz\nThere: Bo Lund\nWhere: Leeds\n\n";
        assert!(ends(&format!("{head}Call plan: ask who signs.\n"), Outcome::Planned));
    }
}
