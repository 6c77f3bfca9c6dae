//! Annotations of GitHub: a workflow command for each finding.

use super::each::{Each, Found};
use super::escape::{command_data, command_property};
use super::text::{clean, safe};
use crate::record::ErrorRecord;
use crate::rules::Severity;
use std::io::{self, Write};

/// Writes a command for each finding, and for each file that could not be read.
#[derive(Debug)]
pub(super) struct Github<W> {
    out: W,
}

impl<W: Write> Github<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out }
    }
}

impl<W: Write> Each for Github<W> {
    fn finding(&mut self, found: &Found<'_>) -> io::Result<()> {
        let finding = found.finding;
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        write!(self.out, "::{level} title=goodmeeting ({})", finding.rule)?;
        // A folder has no lines to annotate; without a file, the run is annotated.
        if found.path != "." {
            write!(self.out, ",file={}", command_property(&safe(found.path)))?;
        }
        if let Some(at) = found.region_of_file() {
            write!(self.out, ",line={},endLine={}", at.line, at.end_line)?;
            if at.line == at.end_line {
                write!(self.out, ",col={},endColumn={}", at.column, at.end_column)?;
            }
        }
        writeln!(self.out, "::{}; ask: {}", command_data(&found.message()), finding.question)
    }

    fn error(&mut self, error: &ErrorRecord) -> io::Result<()> {
        writeln!(self.out, "::error title=goodmeeting::{}", command_data(&clean(&error.message)))
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
