//! Deals without names and words of notes.

use super::{Deal, DealFinding};
use crate::redact::{Numbers, Redaction, WITHHELD};
use crate::rules::Rule;

/// Takes out of deals what is to be taken out: numbers stand for people and accounts, the same in all of them, and a
/// finding says what its rule finds in general.
pub fn redact(deals: &mut [Deal], redaction: Redaction) {
    let mut people = Numbers::default();
    for (at, deal) in deals.iter_mut().enumerate() {
        if redaction.words {
            deal.withhold(at + 1, &mut people);
        }
        if redaction.paths {
            deal.paths().for_each(|path| *path = redaction.path(path));
        }
    }
}

impl Deal {
    fn withhold(&mut self, number: usize, people: &mut Numbers) {
        let withhold = |text: &mut String| WITHHELD.clone_into(text);
        self.account = format!("[account {number}]");
        for one in &mut self.commitments {
            withhold(&mut one.commitment.text);
            one.commitment.due_text.iter_mut().for_each(withhold);
            one.commitment.because.clear();
            one.commitment.owner.iter_mut().for_each(|name| *name = people.person(name));
            one.evidence.iter_mut().for_each(|evidence| withhold(&mut evidence.text));
            one.entry = None;
        }
        let signals = &mut self.signals;
        let named = signals.givers.iter_mut().chain(&mut signals.only_there).chain(&mut signals.untested_champions);
        named.for_each(|name| *name = people.person(name));
        signals.steps.iter_mut().for_each(|step| withhold(&mut step.text));
        for DealFinding { finding, .. } in &mut self.findings {
            if let Some(rule) = Rule::find(finding.rule) {
                rule.summary.clone_into(&mut finding.message);
            }
        }
    }

    /// All names of files in it.
    fn paths(&mut self) -> impl Iterator<Item = &mut String> {
        let notes = self.notes.iter_mut().map(|note| &mut note.path);
        let promises = self.commitments.iter_mut().flat_map(|one| {
            [&mut one.path].into_iter().chain(one.evidence.iter_mut().map(|evidence| &mut evidence.path))
        });
        let steps = self.signals.steps.iter_mut().map(|step| &mut step.path);
        let findings = self.findings.iter_mut().map(|one| &mut one.path);
        notes.chain(promises).chain(steps).chain(findings)
    }
}
