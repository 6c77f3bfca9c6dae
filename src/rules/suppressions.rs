//! What the suppressions of a note are good for.

use super::settings::{RuleSettings, UnknownRule};
use super::{Check, Finding, Hit, Rule, SuppressedFinding};
use crate::note::Note;
use crate::span::Span;
use crate::suppress::Suppression;

/// The suppressions of a note, and what they suppressed.
pub(super) struct Suppressed<'a> {
    all: &'a [Suppression],
    found: &'a [SuppressedFinding],
    settings: &'a RuleSettings,
}

/// Parts what counts from what a suppression covers.
pub(super) fn apply(all: &[Suppression], found: Vec<Finding>) -> (Vec<Finding>, Vec<SuppressedFinding>) {
    let (mut counts, mut suppressed) = (Vec::new(), Vec::new());
    for finding in found {
        // The nearest one is the last that covers it: files come before blocks, blocks before lines.
        match all.iter().rposition(|one| one.covers(finding.rule, finding.span)) {
            Some(by) => suppressed.push(SuppressedFinding { finding, by }),
            None => counts.push(finding),
        }
    }
    (counts, suppressed)
}

/// What the rules about suppressions find. They cannot be suppressed.
pub(super) fn judge(note: &Note, found: &[SuppressedFinding], settings: &RuleSettings) -> Vec<Finding> {
    let suppressed = Suppressed { all: &note.suppressions, found, settings };
    let rules = settings.active().filter_map(|active| match active.rule.check {
        Check::Suppressions(check) => Some((active, check)),
        _ => None,
    });
    rules.flat_map(|(active, check)| check(&suppressed).into_iter().map(move |hit| active.finding(hit))).collect()
}

/// The finding that an entry of the baseline stands for nothing any more, where such things are looked for.
pub fn stale_entry(settings: &RuleSettings, path: &str, rule: &str) -> Option<Finding> {
    let active = settings.active().find(|active| active.rule.id == "unused-suppression")?;
    Some(active.finding(Hit::new(Span::default(), format!("{path} has no such `{rule}` any more"))))
}

/// Suppressions that suppress nothing, or cannot be understood.
pub(super) fn unused(of: &Suppressed) -> Vec<Hit> {
    let faults = of.all.iter().filter_map(|one| Some(Hit::new(one.span, one.fault.as_ref()?.to_string())));
    let unused = of.all.iter().enumerate().flat_map(|(index, one)| {
        one.rules.iter().filter_map(move |name| Some(Hit::new(one.span, of.complaint(index, name)?)))
    });
    faults.chain(unused).collect()
}

/// Suppressions that do not say why.
pub(super) fn without_reason(of: &Suppressed) -> Vec<Hit> {
    let silent = of.all.iter().filter(|one| one.reason.is_none() && !one.rules.is_empty());
    silent.map(|one| Hit::new(one.span, "a suppression that does not say why")).collect()
}

impl Suppressed<'_> {
    /// What is wrong with the name of a rule in a suppression. One that is switched off has nothing to suppress, and
    /// is not blamed for it.
    fn complaint(&self, index: usize, name: &str) -> Option<String> {
        let Some(rule) = Rule::find(name) else { return Some(UnknownRule::new(name).to_string()) };
        let is_used = self.found.iter().any(|found| found.by == index && found.finding.rule == name);
        let is_on = self.settings.active().any(|active| active.rule.id == rule.id);
        (is_on && !is_used).then(|| format!("there is no `{name}` here to suppress"))
    }
}
