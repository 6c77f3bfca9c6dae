//! A report that never gets to see what must not leave the machine.

use super::{Report, Summary};
use crate::record::{ErrorRecord, FolderRecord, Record};
use crate::redact::Redaction;
use std::io;

/// Takes out what is to be taken out, and hands the rest on.
pub struct Redacted<'w> {
    report: Box<dyn Report + 'w>,
    redaction: Redaction,
}

impl<'w> Redacted<'w> {
    /// Hands on to `report`.
    pub fn new(report: Box<dyn Report + 'w>, redaction: Redaction) -> Self {
        Self { report, redaction }
    }
}

impl Report for Redacted<'_> {
    fn record(&mut self, record: &Record) -> io::Result<()> {
        self.report.record(&self.redaction.record(record))
    }

    fn folder(&mut self, folder: &FolderRecord) -> io::Result<()> {
        self.report.folder(&self.redaction.folder(folder))
    }

    fn error(&mut self, error: &ErrorRecord) -> io::Result<()> {
        self.report.error(&self.redaction.error(error))
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        self.report.finish(summary)
    }
}
