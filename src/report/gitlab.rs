//! GitLab's code quality report: an array of issues.

use super::each::{Each, Found};
use super::elements::Elements;
use crate::rules::Severity;
use fnv::FnvHasher;
use serde_json::json;
use std::hash::Hasher;
use std::io::{self, Write};

/// Writes an issue for each finding.
#[derive(Debug)]
pub(super) struct Gitlab<W> {
    issues: Elements<W>,
}

impl<W: Write> Gitlab<W> {
    pub(super) fn new(out: W) -> Self {
        Self { issues: Elements::new(out, "[") }
    }
}

impl<W: Write> Each for Gitlab<W> {
    fn finding(&mut self, found: &Found<'_>) -> io::Result<()> {
        let finding = found.finding;
        let severity = match finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info => "info",
        };
        // Every issue has to have a line.
        let (begin, end) = found.region_of_file().map_or((1, 1), |at| (at.line, at.end_line));
        self.issues.push(&json!({
            "type": "issue",
            "check_name": finding.rule,
            "description": format!("{}; ask: {}", found.message(), finding.question),
            "fingerprint": fingerprint(found),
            "severity": severity,
            "location": { "path": found.path, "lines": { "begin": begin, "end": end } },
        }))
    }

    fn finish(&mut self) -> io::Result<()> {
        self.issues.end("]")
    }
}

/// One that no finding of another note has: issues are told apart by it alone.
fn fingerprint(found: &Found<'_>) -> String {
    let mut hasher = FnvHasher::default();
    for part in [found.path, found.entry.unwrap_or_default(), &found.finding.fingerprint] {
        hasher.write(part.as_bytes());
        hasher.write_u8(0xff);
    }
    format!("{:016x}", hasher.finish())
}
