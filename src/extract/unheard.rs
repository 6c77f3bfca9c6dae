//! Whether a note as a whole sounds as if nobody of the customer's side was reached: its words and what was found in it
//! are signs, and what they weigh together tells it where no words say so.

use super::signs::{Kept, Sum, Weigh};
use super::trace::Weighed;
use super::{Ending, Extractor, Facts, Outcome};
use crate::lexicon::weights::Sign;
use crate::note::Side;
use rustc_hash::FxHashSet;

/// The signs of a note, each once.
pub(super) fn of_note(text: &str, facts: &Facts, to: &mut impl Weigh) {
    to.sign(Sign::Start);
    let text = text.to_lowercase();
    let mut seen = FxHashSet::default();
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.filter(|word| seen.insert(*word)).for_each(|word| to.sign(Sign::Word(word)));
    let acts = |side| facts.commitments.iter().any(|fact| fact.side == side);
    let found = [
        ("learning", !facts.learnings.is_empty()),
        ("learnings", facts.learnings.len() > 1),
        ("vague", !facts.vague.is_empty()),
        ("theirs", acts(Side::Them)),
        ("joint", acts(Side::Both)),
    ];
    found.iter().filter(|(_, holds)| *holds).for_each(|(what, _)| to.sign(Sign::Trait("found", what)));
}

impl Extractor<'_> {
    /// What speaks for nobody's having been reached and against it; `None` where that is not weighed.
    pub(super) fn unheard_signs(&self) -> Option<Weighed> {
        let mut kept = Kept::new(&self.lexicon.weights().no_contact);
        of_note(&self.note.text, &self.facts, &mut kept);
        self.cast.us_known.then(|| kept.into())
    }

    /// Adds that nobody seems to have been reached, in notes by one of ours who is known in which the customer promises
    /// nothing firm.
    pub(super) fn unheard(&mut self) {
        let mut sum = Sum::new(&self.lexicon.weights().no_contact);
        if self.cast.us_known && !self.facts.customer_promises() {
            of_note(&self.note.text, &self.facts, &mut sum);
        }
        if sum.total > 0 {
            self.facts.outcomes.push(Ending::of_note(Outcome::Unheard, false, "signs"));
        }
    }
}
