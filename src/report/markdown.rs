//! A page of Markdown about a run, for the summary of a job: verdicts, customer commitments, what to look at first.

use super::each::Found;
use super::escape::markdown;
use super::text::count;
use super::{Report, Summary};
use crate::record::{ErrorRecord, FolderRecord, Record};
use crate::rules::{Severity, Tally};
use std::cmp::Reverse;
use std::io::{self, Write};

/// How many findings and errors are named.
const FIRST: usize = 10;

/// Writes one page; keeps counts and the first few findings.
#[derive(Debug)]
pub(super) struct Markdown<W> {
    out: W,
    tally: Tally,
    /// Rows of a table, the worst first.
    first: Vec<(Severity, String)>,
    errors: Vec<String>,
}

impl<W: Write> Markdown<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, tally: Tally::default(), first: Vec::new(), errors: Vec::new() }
    }

    fn consider(&mut self, found: &Found<'_>) {
        let severity = found.finding.severity;
        if self.first.len() == FIRST && self.first.last().is_some_and(|(least, _)| *least >= severity) {
            return;
        }
        let place = found.region.map(|at| format!(":{}", at.line)).unwrap_or_default();
        let (note, message) = (markdown(&(found.note() + &place)), markdown(&found.finding.message));
        let row = format!("| {severity} | {note} | {} | {message} |", found.finding.rule);
        self.first.push((severity, row));
        // Stable: of equals, the finding that came first stays first.
        self.first.sort_by_key(|(severity, _)| Reverse(*severity));
        self.first.truncate(FIRST);
    }

    fn verdicts(&mut self, summary: &Summary) -> io::Result<()> {
        let all = summary.verdicts;
        writeln!(
            self.out,
            "| notes | order | advance | continuation | no sale | no contact |\n|---|---|---|---|---|---|"
        )?;
        writeln!(
            self.out,
            "| {} | {} | {} | {} | {} | {} |\n",
            summary.notes, all.order, all.advance, all.continuation, all.no_sale, all.no_contact
        )
    }

    fn findings(&mut self, summary: &Summary) -> io::Result<()> {
        let found = summary.findings;
        let (errors, warnings) = (count(found.error, "error"), count(found.warning, "warning"));
        let waived = summary.waived.suppressed + summary.waived.baseline;
        writeln!(self.out, "Findings: {errors}, {warnings}, {} for information; {waived} waived.", found.info)?;
        if self.first.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "\n| severity | note | rule | finding |\n|---|---|---|---|")?;
        self.first.iter().try_for_each(|(_, row)| writeln!(self.out, "{row}"))?;
        let left = (found.error + found.warning + found.info).saturating_sub(self.first.len());
        if left > 0 { writeln!(self.out, "\n… and {left} more.") } else { Ok(()) }
    }
}

impl<W: Write> Report for Markdown<W> {
    fn record(&mut self, record: &Record) -> io::Result<()> {
        self.tally.add(record.verdict, record.tests, !record.vague.is_empty());
        Found::all_of_note(record).for_each(|found| self.consider(&found));
        Ok(())
    }

    fn folder(&mut self, folder: &FolderRecord) -> io::Result<()> {
        Found::all_of_folder(folder).for_each(|found| self.consider(&found));
        Ok(())
    }

    fn error(&mut self, error: &ErrorRecord) -> io::Result<()> {
        if self.errors.len() < FIRST {
            self.errors.push(markdown(&error.message));
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        writeln!(self.out, "## Meeting notes\n")?;
        self.verdicts(summary)?;
        let Tally { notes, committed, .. } = self.tally;
        if notes > 0 {
            let share = 100.0 * committed as f64 / notes as f64;
            writeln!(
                self.out,
                "**The customer committed to something in {committed} of {notes} conversations ({share:.0}%).**\n"
            )?;
        }
        self.findings(summary)?;
        if summary.errors > 0 {
            writeln!(self.out, "\n**{} could not be read:**\n", count(summary.errors, "source"))?;
            self.errors.iter().try_for_each(|error| writeln!(self.out, "- {error}"))?;
        }
        self.out.flush()
    }
}
