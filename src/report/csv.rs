//! A row for each finding, for spreadsheets.

use super::each::{Each, Found};
use super::escape::inert;
use super::text::{clean, safe};
use std::io::{self, Write};

const COLUMNS: [&str; 13] = [
    "path",
    "entry",
    "line",
    "column",
    "end_line",
    "end_column",
    "rule",
    "severity",
    "confidence",
    "message",
    "question",
    "whole_note",
    "fingerprint",
];

/// Writes a header, and a row for each finding.
pub(super) struct Csv<W: Write> {
    out: csv::Writer<W>,
    begun: bool,
}

impl<W: Write> Csv<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out: csv::Writer::from_writer(out), begun: false }
    }

    fn begin(&mut self) -> io::Result<()> {
        if !std::mem::replace(&mut self.begun, true) {
            self.out.write_record(COLUMNS)?;
        }
        Ok(())
    }
}

impl<W: Write> Each for Csv<W> {
    fn finding(&mut self, found: &Found<'_>) -> io::Result<()> {
        self.begin()?;
        let finding = found.finding;
        let place = found.region.map(|at| [at.line, at.column, at.end_line, at.end_column].map(|n| n.to_string()));
        let [line, column, end_line, end_column] = place.unwrap_or_default();
        let cells = [
            safe(found.path),
            safe(found.entry.unwrap_or_default()),
            line,
            column,
            end_line,
            end_column,
            finding.rule.to_owned(),
            finding.severity.name().to_owned(),
            finding.confidence.name().to_owned(),
            clean(&finding.message),
            finding.question.to_owned(),
            finding.whole_note.to_string(),
            finding.fingerprint.clone(),
        ];
        Ok(self.out.write_record(cells.iter().map(|cell| inert(cell).into_owned()))?)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.begin()?;
        self.out.flush()
    }
}
