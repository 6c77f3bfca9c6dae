//! What stands below the last note: the figures of the run, and where to begin.

use super::words::count;
use super::{DIM, Text, severity_style, verdict_style, verdict_words};
use crate::report::{Summary, WaivedCounts};
use crate::rules::{Severity, Verdict};
use std::cmp::Reverse;
use std::io::{self, Write};

/// How many notes are named as those to look at first.
const FIRST: usize = 3;

/// A note that has findings worth a look.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) path: String,
    pub(super) verdict: Verdict,
    pub(super) errors: usize,
    pub(super) warnings: usize,
}

impl<W: Write> Text<W> {
    /// Keeps a note in mind if it is among the worst.
    pub(super) fn consider(&mut self, candidate: Candidate) {
        if candidate.errors + candidate.warnings == 0 {
            return;
        }
        self.first.push(candidate);
        // Stable: of equals, the note that came first stays first.
        self.first.sort_by_key(|kept| Reverse((kept.errors, kept.warnings)));
        self.first.truncate(FIRST);
    }

    pub(super) fn closing(&mut self, summary: &Summary) -> io::Result<()> {
        if self.notes > 0 {
            writeln!(self.out)?;
        }
        self.verdicts(summary)?;
        self.commitments(summary)?;
        self.severities(summary)?;
        if summary.errors > 0 {
            let style = severity_style(Severity::Error);
            writeln!(self.out, "{style}{}{style:#} could not be read", count(summary.errors, "source"))?;
        }
        self.look_first(summary)
    }

    fn verdicts(&mut self, summary: &Summary) -> io::Result<()> {
        let all = summary.verdicts;
        let counts = [
            (Verdict::Order, all.order),
            (Verdict::Advance, all.advance),
            (Verdict::Continuation, all.continuation),
            (Verdict::NoSale, all.no_sale),
            (Verdict::NoContact, all.no_contact),
        ];
        let parts: Vec<String> = counts
            .into_iter()
            .filter(|&(_, number)| number > 0)
            .map(|(verdict, number)| {
                let style = verdict_style(verdict);
                format!("{number} {style}{}{style:#}", verdict_words(verdict))
            })
            .collect();
        let (notes, colon) = (count(summary.notes, "note"), if parts.is_empty() { "" } else { ": " });
        writeln!(self.out, "{notes}{colon}{}", parts.join(", "))
    }

    fn commitments(&mut self, summary: &Summary) -> io::Result<()> {
        let open = summary.open_commitments;
        let counts = [
            (open.them, "theirs"),
            (open.both, "joint"),
            (open.us, "ours"),
            (open.third, "of others"),
            (open.unknown, "of an unknown side"),
        ];
        let parts: Vec<String> = counts
            .iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, whose)| format!("{number} {whose}"))
            .collect();
        if parts.is_empty() {
            return Ok(());
        }
        let share = summary.customer_share().map(|share| format!("; the customer carries {:.0}%", share * 100.0));
        writeln!(self.out, "Open commitments: {}{}", parts.join(", "), share.unwrap_or_default())
    }

    fn severities(&mut self, summary: &Summary) -> io::Result<()> {
        let found = summary.findings;
        let counts = [
            (Severity::Error, count(found.error, "error"), found.error),
            (Severity::Warning, count(found.warning, "warning"), found.warning),
            (Severity::Info, format!("{} for information", found.info), found.info),
        ];
        let parts: Vec<String> = counts
            .into_iter()
            .filter(|&(_, _, number)| number > 0)
            .map(|(severity, words, _)| {
                let style = severity_style(severity);
                format!("{style}{words}{style:#}")
            })
            .collect();
        let all = if parts.is_empty() { "none".to_owned() } else { parts.join(", ") };
        let WaivedCounts { suppressed, baseline } = summary.waived;
        let waived = [(suppressed, "suppressed"), (baseline, "in the baseline")];
        let waived = waived.iter().filter(|(number, _)| *number > 0);
        let waived: String = waived.map(|(number, why)| format!("; {number} {why}")).collect();
        writeln!(self.out, "Findings: {all}{DIM}{waived}{DIM:#}")
    }

    /// Names the notes with most to gain; where there is one note, it has just been read.
    fn look_first(&mut self, summary: &Summary) -> io::Result<()> {
        if summary.notes < 2 || self.first.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "Look first at")?;
        let width = self.first.iter().map(|note| note.path.chars().count()).max().unwrap_or(0);
        for Candidate { path, verdict, errors, warnings } in &self.first {
            let found =
                [(*errors, "error"), (*warnings, "warning")].map(|(number, noun)| (number > 0, count(number, noun)));
            let found: Vec<String> =
                found.into_iter().filter(|(is_there, _)| *is_there).map(|(_, words)| words).collect();
            let verdict = verdict_words(*verdict);
            writeln!(self.out, "  {path:width$}  {DIM}{verdict}, {}{DIM:#}", found.join(", "))?;
        }
        Ok(())
    }
}
