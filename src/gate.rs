//! What counts: records in, what of them is reported out, and whether the run fails.
//!
//! Known findings are set aside, lines that did not change are passed over, folders are held to their thresholds, and
//! what makes a run fail is told apart from what is shown.

use crate::baseline::Baseline;
use crate::changes::Changes;
use crate::config::{Config, ConfigId, Configs};
use crate::globs;
use crate::record::{FindingRecord, FolderRecord, Record};
use crate::rules::{self, RULES, RuleSettings, Severity, Tally, judge_folder};
use std::path::Path;
use std::sync::Arc;

/// What decides about a run, beside the configurations.
#[derive(Debug, Default)]
pub struct Terms {
    /// Findings that are known.
    pub baseline: Option<Baseline>,
    /// What changed, where only that is judged.
    pub changes: Option<Arc<Changes>>,
    /// The least severity that is shown.
    pub shown: Option<Severity>,
    /// How many findings that would fail the run may pass.
    pub max_findings: usize,
}

/// Goes through the records of a run, in order.
#[derive(Debug)]
pub struct Gate {
    terms: Terms,
    configs: Vec<Arc<Config>>,
    groups: Vec<Group>,
    failing: usize,
}

/// The notes for which one rule about folders is set in one way by one file.
#[derive(Debug)]
struct Group {
    rule: &'static str,
    file: Option<String>,
    rules: RuleSettings,
    fail_on: Option<Severity>,
    /// Which configurations have it so.
    configs: Vec<usize>,
    tally: Tally,
}

impl Gate {
    /// The gate for the notes of some configurations, each in the place that sources name.
    pub fn new(terms: Terms, configs: Vec<Arc<Config>>) -> Gate {
        let groups = if terms.changes.is_some() { Vec::new() } else { groups(&configs) };
        Gate { terms, configs, groups, failing: 0 }
    }

    /// Takes out of a record what does not count or is not shown.
    pub fn pass(&mut self, config: ConfigId, record: &mut Record) {
        let config = config.index();
        for group in self.groups.iter_mut().filter(|group| group.configs.contains(&config)) {
            group.tally.add(record.verdict, record.tests, !record.vague.is_empty());
        }
        if let Some(baseline) = &mut self.terms.baseline {
            baseline.apply(record);
        }
        if let Some(changes) = &self.terms.changes {
            only_changed(changes, record);
        }
        self.count(&record.findings, self.configs.get(config).and_then(|config| config.fail_on));
        self.show(&mut record.findings);
        record.waived.retain(|waived| self.terms.shown.is_none_or(|least| waived.finding.severity >= least));
    }

    /// What is to be said of folders, and of the baseline, once all notes are through.
    pub fn folders(&mut self, configs: &Configs) -> Vec<FolderRecord> {
        let groups = std::mem::take(&mut self.groups);
        let mut found: Vec<(FolderRecord, Option<Severity>)> = groups
            .into_iter()
            .filter_map(|group| {
                let finding = judge_folder(&group.tally, &group.rules, group.rule)?;
                let path = group.file.unwrap_or_else(|| ".".to_owned());
                Some((FolderRecord::new(path, vec![finding]), group.fail_on))
            })
            .collect();
        found.extend(self.terms.baseline.as_ref().and_then(|baseline| stale(baseline, configs)));
        let mut records = Vec::new();
        for (mut record, fail_on) in found {
            self.count(&record.findings, fail_on);
            self.show(&mut record.findings);
            if !record.findings.is_empty() {
                records.push(record);
            }
        }
        records
    }

    /// Whether more findings were at or above their failing severity than may be.
    pub fn fails(&self) -> bool {
        self.failing > self.terms.max_findings
    }

    fn count(&mut self, findings: &[FindingRecord], fail_on: Option<Severity>) {
        let fails = |finding: &&FindingRecord| fail_on.is_some_and(|least| finding.severity >= least);
        self.failing += findings.iter().filter(fails).count();
    }

    fn show(&self, findings: &mut Vec<FindingRecord>) {
        findings.retain(|finding| self.terms.shown.is_none_or(|least| finding.severity >= least));
    }
}

/// Rules about folders that are on, each with the configurations that set it alike.
fn groups(configs: &[Arc<Config>]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (index, config) in configs.iter().enumerate() {
        for rule in RULES.iter().filter(|rule| rule.is_about_folders() && config.rules.severity(rule.id).is_some()) {
            let file = config.file.as_deref().map(from_here);
            let alike = |group: &&mut Group| {
                group.rule == rule.id && group.file == file && group.rules.agrees(&config.rules, rule.id)
            };
            match groups.iter_mut().find(alike) {
                Some(group) => group.configs.push(index),
                None => groups.push(Group {
                    rule: rule.id,
                    file,
                    rules: config.rules.clone(),
                    fail_on: config.fail_on,
                    configs: vec![index],
                    tally: Tally::default(),
                }),
            }
        }
    }
    groups
}

/// Findings on lines that changed, and those about the note as a whole: it has changed, or it would not be here.
fn only_changed(changes: &Changes, record: &mut Record) {
    // In a file of many notes, lines are those of the note, and not those of the file.
    if record.entry.is_some() {
        return;
    }
    let file = globs::absolute(Path::new(&record.path));
    let counts = |finding: &FindingRecord| finding.whole_note || changes.touches(&file, finding.region);
    record.findings.retain(counts);
    record.waived.retain(|waived| counts(&waived.finding));
}

/// Entries of the baseline that stand for nothing any more, as the configuration beside it sees them.
fn stale(baseline: &Baseline, configs: &Configs) -> Option<(FolderRecord, Option<Severity>)> {
    let folder = baseline.file().parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = std::fs::canonicalize(folder).ok()?;
    let config = configs.get(configs.of(&folder).ok()?);
    let findings: Vec<_> =
        baseline.stale().into_iter().filter_map(|(path, rule)| rules::stale_entry(&config.rules, path, rule)).collect();
    let record = FolderRecord::new(baseline.file().display().to_string(), findings);
    (!record.findings.is_empty()).then_some((record, config.fail_on))
}

/// A path as it is seen from the current folder, where it lies below it.
fn from_here(path: &Path) -> String {
    let here = std::env::current_dir().and_then(std::fs::canonicalize).unwrap_or_default();
    path.strip_prefix(&here).unwrap_or(path).display().to_string()
}
