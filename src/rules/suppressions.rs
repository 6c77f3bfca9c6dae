//! What the suppressions of a note are good for.

use super::settings::{RuleSettings, UnknownRule};
use super::{Check, Finding, Hit, Rule, SuppressedFinding};
use crate::note::Note;
use crate::span::Span;
use crate::suppress::{Fault, Suppression};
use std::collections::{HashMap, HashSet};

/// The suppressions of a note, and which rules each of them suppressed.
pub(super) struct Suppressed<'a> {
    all: &'a [Suppression],
    used: HashSet<(usize, &'static str)>,
    settings: &'a RuleSettings,
}

/// Parts what counts from what a suppression covers.
pub(super) fn apply(all: &[Suppression], found: Vec<Finding>) -> (Vec<Finding>, Vec<SuppressedFinding>) {
    if all.is_empty() {
        return (found, Vec::new());
    }
    let covers = Covers::new(all);
    let (mut counts, mut suppressed) = (Vec::new(), Vec::new());
    for finding in found {
        match covers.find(finding.rule, finding.span) {
            Some(by) => suppressed.push(SuppressedFinding { finding, by }),
            None => counts.push(finding),
        }
    }
    (counts, suppressed)
}

/// The suppressions of each rule, in order of where they begin to hold, each with the one among it and those before
/// that holds farthest: so that a place is looked up without going through all.
struct Covers<'a> {
    by_rule: HashMap<&'a str, Vec<(Span, usize)>>,
}

impl<'a> Covers<'a> {
    fn new(all: &'a [Suppression]) -> Self {
        let mut by_rule: HashMap<&str, Vec<(Span, usize)>> = HashMap::new();
        for (index, one) in all.iter().enumerate().filter(|(_, one)| !one.reach.is_empty()) {
            for rule in &one.rules {
                by_rule.entry(rule).or_default().push((one.reach, index));
            }
        }
        for reaches in by_rule.values_mut() {
            reaches.sort_by_key(|(reach, _)| reach.start);
            for at in 1..reaches.len() {
                let (start, farthest) = (reaches[at].0.start, reaches[at - 1]);
                if farthest.0.end > reaches[at].0.end {
                    reaches[at] = (Span::new(start, farthest.0.end), farthest.1);
                }
            }
        }
        Self { by_rule }
    }

    /// The suppression that holds for a rule at a place; of several, the one that holds farthest.
    fn find(&self, rule: &str, place: Span) -> Option<usize> {
        let reaches = self.by_rule.get(rule)?;
        let end = place.end.max(place.start + 1);
        let before = reaches.partition_point(|(reach, _)| reach.start < end);
        let (reach, index) = reaches[..before].last()?;
        (place.start < reach.end || place.start == reach.end && place.is_empty()).then_some(*index)
    }
}

/// What the rules about suppressions find. They cannot be suppressed.
pub(super) fn judge(note: &Note, found: &[SuppressedFinding], settings: &RuleSettings) -> Vec<Finding> {
    let used = found.iter().map(|one| (one.by, one.finding.rule)).collect();
    let suppressed = Suppressed { all: &note.suppressions, used, settings };
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
    let understood = of.all.iter().enumerate().filter(|(_, one)| !matches!(one.fault, Some(Fault::UnknownVerb(_))));
    let unused = understood.flat_map(|(index, one)| {
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
        let is_used = self.used.contains(&(index, rule.id));
        // what is found in several notes together cannot be told from one
        let is_on = self.settings.severity(rule.id).is_some() && !rule.is_about_deals();
        (is_on && !is_used).then(|| format!("there is no `{name}` here to suppress"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suppression(start: usize, end: usize) -> Suppression {
        let (span, reach) = (Span::new(start, start + 1), Span::new(start, end));
        Suppression { span, reach, rules: vec!["no-actions".into()], reason: None, fault: None }
    }

    /// Looking a place up finds a suppression exactly where going through all of them would.
    #[test]
    fn a_place_is_covered_where_any_suppression_holds() {
        let all = [(0, 2), (3, 9), (4, 5), (8, 10), (12, 14)].map(|(start, end)| suppression(start, end));
        let covers = Covers::new(&all);
        for (start, end) in (0..16).flat_map(|start| (start..17).map(move |end| (start, end))) {
            let place = Span::new(start, end);
            let end = end.max(start + 1);
            let is_covered = |one: &Suppression| one.reach.start < end && start < one.reach.end;
            match covers.find("no-actions", place) {
                Some(by) => assert!(is_covered(&all[by]) || place.is_empty(), "{place:?} {by}"),
                None => assert!(!all.iter().any(is_covered), "{place:?}"),
            }
            assert_eq!(covers.find("no-other", place), None);
        }
    }

    #[test]
    fn of_several_the_one_that_holds_farthest_is_of_use() {
        let all = [suppression(0, 20), suppression(4, 8)];
        assert_eq!(Covers::new(&all).find("no-actions", Span::new(5, 6)), Some(0));
    }
}
