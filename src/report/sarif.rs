//! SARIF 2.1.0, for code scanning. The rules come first and the results as they are found, so that none is kept.

use super::each::{Each, Found};
use super::elements::Elements;
use super::escape::no_link;
use super::links::uri;
use crate::record::{ErrorRecord, Region, Waiver};
use crate::rules::{RULES, Rule, Severity};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes a result for each finding, waived ones too.
#[derive(Debug)]
pub(super) struct Sarif<W> {
    results: Elements<W>,
    /// What could not be read; it stands at the end.
    notifications: Vec<Value>,
}

impl<W: Write> Sarif<W> {
    pub(super) fn new(out: W) -> Self {
        let rules: Vec<Value> = RULES.iter().map(rule).collect();
        let version = env!("CARGO_PKG_VERSION");
        let tool = json!({ "driver": { "name": "goodmeeting", "semanticVersion": version, "rules": rules } });
        let head = format!(
            "{{\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\", \"version\": \"2.1.0\", \"runs\": [\n\
             {{\"tool\": {tool},\n\"columnKind\": \"unicodeCodePoints\", \"results\": ["
        );
        Self { results: Elements::new(out, head), notifications: Vec::new() }
    }
}

impl<W: Write> Each for Sarif<W> {
    fn finding(&mut self, found: &Found<'_>) -> io::Result<()> {
        let finding = found.finding;
        let mut result = json!({
            "ruleId": finding.rule,
            "level": level(finding.severity),
            "message": { "text": no_link(&finding.message) },
            "locations": [location(found)],
            "partialFingerprints": { "goodmeeting/v1": finding.fingerprint },
            "suppressions": found.waiver.map(suppression).into_iter().collect::<Vec<_>>(),
            "properties": {
                "confidence": finding.confidence,
                "question": finding.question,
                "wholeNote": finding.whole_note,
            },
        });
        // Rules that are not of the table, those of deals, are known by their id alone.
        if let Some(index) = RULES.iter().position(|rule| rule.id == finding.rule) {
            result["ruleIndex"] = index.into();
        }
        self.results.push(&result)
    }

    fn waived(&mut self, found: &Found<'_>) -> io::Result<()> {
        self.finding(found)
    }

    fn error(&mut self, error: &ErrorRecord) -> io::Result<()> {
        self.notifications.push(json!({ "level": "error", "message": { "text": no_link(&error.message) } }));
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        let is_whole = self.notifications.is_empty();
        let invocation = json!({ "executionSuccessful": is_whole, "toolExecutionNotifications": self.notifications });
        self.results.end(&format!("], \"invocations\": [{invocation}]}}]}}"))
    }
}

fn rule(rule: &Rule) -> Value {
    let Rule { summary, why, fix, question, .. } = rule;
    json!({
        "id": rule.id,
        "shortDescription": { "text": summary },
        "fullDescription": { "text": why },
        "help": {
            "text": format!("{why}\n\nWhat to do: {fix}\n\nWhat to ask next time: {question}"),
            "markdown": format!("{why}\n\n**What to do.** {fix}\n\n**What to ask next time.** {question}"),
        },
        "defaultConfiguration": { "enabled": rule.on_by_default, "level": level(rule.severity) },
        "properties": { "precision": rule.confidence, "problem.severity": problem(rule.severity) },
    })
}

/// Where: a region of the file, or, in a file of many notes, the note and the region of its text.
fn location(found: &Found<'_>) -> Value {
    let uri = uri(found.path);
    let is_below = !uri.starts_with("file:") && !uri.split('/').any(|part| part == "..");
    let mut artifact = json!({ "uri": uri });
    if is_below {
        artifact["uriBaseId"] = "%SRCROOT%".into();
    }
    let mut location = json!({ "physicalLocation": { "artifactLocation": artifact } });
    if let Some(at) = found.region_of_file() {
        location["physicalLocation"]["region"] = region(at);
    }
    if let (Some(entry), Some(at)) = (found.entry, found.region) {
        location["logicalLocations"] = json!([{ "name": entry, "fullyQualifiedName": found.note() }]);
        location["properties"] = json!({ "regionOfNote": region(at) });
    }
    location
}

fn region(at: Region) -> Value {
    json!({ "startLine": at.line, "startColumn": at.column, "endLine": at.end_line, "endColumn": at.end_column })
}

fn suppression(waiver: &Waiver) -> Value {
    match waiver {
        Waiver::Baseline => json!({ "kind": "external", "justification": "known to the baseline" }),
        Waiver::Suppression { reason: None, .. } => json!({ "kind": "inSource" }),
        Waiver::Suppression { reason: Some(reason), .. } => {
            json!({ "kind": "inSource", "justification": no_link(reason) })
        }
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// The same in words of code scanning.
fn problem(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "recommendation",
    }
}
