//! Whether somebody of the customer's side speaks in a sentence.

use super::super::cues::Sentence;
use super::super::reading::ends_clause;
use crate::lexicon::{Form, Sense};
use crate::note::Side;
use crate::span::Span;

impl Sentence<'_> {
    /// The words by which somebody of the customer's side is said to speak, agree or ask, or that are their own.
    pub(super) fn customer_speaks(&self) -> Option<Span> {
        if self.in_speech {
            return (!self.ours_speak).then_some(self.span);
        }
        if self.is_question() || self.cues(Sense::Outcome).any(|found| self.kind(found) == "earlier") {
            return None;
        }
        let units = &self.reading.units;
        let spoken = (0..units.len()).find(|&at| self.is_speech(at) && self.is_by_customer(at))?;
        let words = self.reading.span_of(&units[spoken]);
        (!self.is_long_ago(self.clause(words))).then_some(words)
    }

    /// Whether a unit is a verb of speech, or one done to us: "said", "agreed", "asked", "rang me".
    fn is_speech(&self, at: usize) -> bool {
        let units = &self.reading.units;
        let to_us = || units[at + 1..].iter().take(2).any(|unit| matches!(unit.tag, b'I' | b'W'));
        let speech = match units[at].tag {
            b'S' | b'A' | b'Q' => matches!(units[at].form, Form::Past | Form::Third | Form::Plain),
            // "she let us know", not what was asked for or is waited for
            b'F' => !units[..at].iter().any(|unit| matches!(unit.tag, b'Q' | b'f')),
            b'u' => to_us(),
            _ => false,
        };
        speech
            && !self.cues(Sense::Outcome).any(|found| {
                // the words themselves or what speaks in them: "her out-of-office says"
                self.kind(found) == "no_contact" && found.first <= units[at].first && units[at].last <= found.last + 1
            })
    }

    /// Whether the subject of a verb is of the customer's side, or left out where notes leave out "they".
    fn is_by_customer(&self, at: usize) -> bool {
        let units = &self.reading.units;
        let subject = match at.checked_sub(1).map(|before| units[before].tag) {
            Some(b'x') => at.checked_sub(2),
            before => {
                if ends_clause(before) && matches!(before, None | Some(b',' | b'.' | b'-' | b';')) {
                    // "said I have the figures" is what the author said
                    let own = units.get(at + 1).is_some_and(|next| next.tag == b'I');
                    // and what a sign or a machine says is silence
                    let silent = self.cues(Sense::Outcome).any(|found| self.kind(found) == "no_contact");
                    return units[at].tag == b'S'
                        && matches!(units[at].form, Form::Past | Form::Third)
                        && !own
                        && !silent;
                }
                at.checked_sub(1)
            }
        };
        let Some(unit) = subject.map(|subject| &units[subject]) else { return false };
        matches!(unit.tag, b'T' | b'N' | b'R' | b'Y')
            && self.side_of(unit).is_some_and(|side| !matches!(side, Side::Us | Side::Third))
    }
}
