//! Several reports of one run.

use super::{Report, Summary};
use crate::record::{ErrorRecord, FolderRecord, Record};
use std::io;

/// Hands everything on to several reports.
pub struct Fan<'w> {
    reports: Vec<Box<dyn Report + 'w>>,
}

impl<'w> Fan<'w> {
    /// Hands everything on to `reports`.
    pub fn new(reports: Vec<Box<dyn Report + 'w>>) -> Self {
        Self { reports }
    }

    fn all(&mut self, tell: impl FnMut(&mut Box<dyn Report + 'w>) -> io::Result<()>) -> io::Result<()> {
        self.reports.iter_mut().try_for_each(tell)
    }
}

impl Report for Fan<'_> {
    fn record(&mut self, record: &Record) -> io::Result<()> {
        self.all(|report| report.record(record))
    }

    fn folder(&mut self, folder: &FolderRecord) -> io::Result<()> {
        self.all(|report| report.folder(folder))
    }

    fn error(&mut self, error: &ErrorRecord) -> io::Result<()> {
        self.all(|report| report.error(error))
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        self.all(|report| report.finish(summary))
    }
}
