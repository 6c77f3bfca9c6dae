//! Reviewdog's diagnostic format.

use super::each::{Each, Found};
use super::elements::Elements;
use crate::record::Region;
use crate::rules::Severity;
use serde_json::json;
use std::io::{self, Write};

/// Writes a diagnostic for each finding.
#[derive(Debug)]
pub(super) struct Rdjson<W> {
    diagnostics: Elements<W>,
}

impl<W: Write> Rdjson<W> {
    pub(super) fn new(out: W) -> Self {
        Self { diagnostics: Elements::new(out, r#"{"source": {"name": "goodmeeting"}, "diagnostics": ["#) }
    }
}

impl<W: Write> Each for Rdjson<W> {
    fn finding(&mut self, found: &Found<'_>) -> io::Result<()> {
        let finding = found.finding;
        let severity = match finding.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        };
        let location = match found.region_of_file() {
            Some(region) => json!({ "path": found.path, "range": range(region) }),
            None => json!({ "path": found.path }),
        };
        self.diagnostics.push(&json!({
            "message": format!("{}; ask: {}", found.message(), finding.question),
            "location": location,
            "severity": severity,
            "code": { "value": finding.rule },
        }))
    }

    fn finish(&mut self) -> io::Result<()> {
        self.diagnostics.end("]}")
    }
}

/// Lines only: its columns count bytes, and ours do not.
fn range(region: Region) -> serde_json::Value {
    json!({ "start": { "line": region.line }, "end": { "line": region.end_line } })
}
