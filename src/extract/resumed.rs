//! What is promised once more in the same sentence is one commitment: "asked her to bring him, she'll try", "he is to send
//! the list, he said he'd do that tonight".

use super::commitments::{Head, Scene};
use super::{Commitment, Strength};
use crate::lexicon::{Entry, Sense};
use crate::span::Span;

impl Scene<'_, '_> {
    /// Whether what a head promises is only what the commitment before it is about.
    pub(super) fn resumes(&self, head: &Head, before: &Commitment, again: &Commitment) -> bool {
        let same = again.owner == before.owner || before.owner.is_empty() && again.side == before.side;
        let answers = before.strength == Strength::Request && again.strength != Strength::Request;
        let resumption = self.resumption(head.act);
        same && (resumption.is_some_and(|entry| answers || !is_seeing(entry))
            || answers && self.is_of_the_same(head.act))
    }

    /// Whether an act only says that somebody tries: "she'll try & get him".
    pub(super) fn is_attempt(&self, act: usize) -> bool {
        self.resumption(act).is_some_and(|entry| entry.kind.is_some() && !is_seeing(entry))
    }

    /// The words with which an act stands for the one before it.
    fn resumption(&self, act: usize) -> Option<&Entry> {
        let units = self.units();
        let words = Span::new(self.reading.span_of(&units[act]).start, self.span.end);
        let mut found = self.reading.cues(self.lexicon, Sense::Resume, words);
        let entry =
            found.next().filter(|found| found.first == units[act].first).map(|found| self.lexicon.entry(found.entry));
        let has_object =
            units.get(act + 1).is_some_and(|next| !matches!(next.tag, b',' | b'.' | b';' | b'&' | b'!' | b'@'));
        entry.filter(|entry| entry.kind.is_none() || is_seeing(entry) || !has_object)
    }

    /// Adds to a commitment what its resumption says: how firm it is, and by when.
    pub(super) fn take_up(&self, head: &Head, before: &mut Commitment, again: Commitment) {
        before.span.end = again.span.end;
        if before.owner.is_empty() {
            before.owner = again.owner;
        }
        if before.due_text.is_none() {
            (before.due, before.due_text) = (again.due, again.due_text);
        }
        if self.resumption(head.act).is_some_and(|entry| entry.kind.is_some()) {
            before.strength = Strength::Tentative;
        } else if self.is_of_the_same(head.act) {
            before.strength = again.strength;
        }
    }
}

/// Whether words promise to look, which answers what was asked and is an act of its own otherwise: "he'd see what they have".
fn is_seeing(entry: &Entry) -> bool {
    entry.kind.as_deref() == Some("see")
}

#[cfg(test)]
mod tests {
    use crate::extract::{Strength, extract};
    use crate::lexicon::Lexicon;
    use crate::note::{Note, Us};

    fn commitments(sentence: &str) -> Vec<(String, Strength, String)> {
        let us = Us::new(vec![], vec!["Dana Ruiz".to_owned()], vec![]);
        let text = format!("Acme, 1 September 2026\nWith: Bob Hale, Carl Dunn\n\n{sentence}\n");
        let facts = extract(Lexicon::embedded(), &Note::parse(text, Some("a.txt"), &us), &us);
        let told = |day: Option<jiff::civil::Date>| day.map_or_else(String::new, |day| day.to_string());
        facts.commitments.into_iter().map(|fact| (fact.owner.join(", "), fact.strength, told(fact.due))).collect()
    }

    #[test]
    fn what_is_promised_again_is_one_commitment() {
        let one = |strength, due: &str| vec![("Bob Hale".to_owned(), strength, due.to_owned())];
        assert_eq!(commitments("Asked Bob to bring the list, he'll try."), one(Strength::Tentative, ""));
        assert_eq!(
            commitments("Bob will send the list, he said he'd do that on Friday."),
            one(Strength::Firm, "2026-09-04")
        );
        assert_eq!(
            commitments("Bob will pull ten invoices and send them over on Friday."),
            one(Strength::Firm, "2026-09-04")
        );
        assert_eq!(commitments("Bob will try & find the list."), one(Strength::Tentative, ""));
        assert_eq!(
            commitments("I asked Bob for the list and he said he'd see what they have."),
            one(Strength::Tentative, "")
        );
    }

    #[test]
    fn an_act_of_its_own_is_another() {
        assert_eq!(commitments("Bob will send the list and Carl will try the demo.").len(), 2);
        assert_eq!(commitments("Bob will send the list and ask the bank.").len(), 2);
    }
}
