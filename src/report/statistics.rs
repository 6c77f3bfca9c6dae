//! How often each rule found something, in place of the findings themselves.

use super::{Report, Summary};
use crate::record::{FindingRecord, FolderRecord, Record};
use crate::rules::{RULES, Severity};
use serde::Serialize;
use std::io::{self, Write};

/// Counts findings by rule, and writes a table, or an array of JSON.
#[derive(Debug)]
pub struct Statistics<W> {
    out: W,
    as_json: bool,
    /// In the order of [`RULES`].
    rows: Vec<Row>,
}

/// What a rule came to.
#[derive(Debug, Clone, Copy, Serialize)]
struct Row {
    rule: &'static str,
    severity: Severity,
    findings: usize,
    notes: usize,
    waived: usize,
}

impl<W: Write> Statistics<W> {
    /// Writes to `out`.
    pub fn new(out: W, as_json: bool) -> Self {
        let row = |rule: &crate::rules::Rule| Row {
            rule: rule.id,
            severity: rule.severity,
            findings: 0,
            notes: 0,
            waived: 0,
        };
        Self { out, as_json, rows: RULES.iter().map(row).collect() }
    }

    fn add(&mut self, findings: &[FindingRecord]) {
        for row in &mut self.rows {
            let mut found = findings.iter().filter(|finding| finding.rule == row.rule).peekable();
            if let Some(finding) = found.peek() {
                row.severity = finding.severity;
                row.notes += 1;
            }
            row.findings += found.count();
        }
    }
}

impl<W: Write> Report for Statistics<W> {
    fn record(&mut self, record: &Record) -> io::Result<()> {
        self.add(&record.findings);
        for row in &mut self.rows {
            row.waived += record.waived.iter().filter(|waived| waived.finding.rule == row.rule).count();
        }
        Ok(())
    }

    fn folder(&mut self, folder: &FolderRecord) -> io::Result<()> {
        self.add(&folder.findings);
        Ok(())
    }

    fn finish(&mut self, _: &Summary) -> io::Result<()> {
        self.rows.retain(|row| row.findings + row.waived > 0);
        self.rows.sort_by_key(|row| (std::cmp::Reverse(row.findings), row.rule));
        if self.as_json {
            serde_json::to_writer_pretty(&mut self.out, &self.rows)?;
            writeln!(self.out)?;
        } else {
            let width = self.rows.iter().map(|row| row.rule.len()).max().unwrap_or(0).max("rule".len());
            writeln!(self.out, "{:width$}  severity  findings  notes  waived", "rule")?;
            for Row { rule, severity, findings, notes, waived } in &self.rows {
                writeln!(self.out, "{rule:width$}  {severity:8}  {findings:>8}  {notes:>5}  {waived:>6}")?;
            }
        }
        self.out.flush()
    }
}
