//! One array of JSON for all notes, written as it grows.

use super::elements::Elements;
use super::{Report, Summary};
use crate::record::{FolderRecord, Record};
use std::io::{self, Write};

/// Writes the records as one array, one to a line.
#[derive(Debug)]
pub(super) struct Json<W> {
    elements: Elements<W>,
}

impl<W: Write> Json<W> {
    pub(super) fn new(out: W) -> Self {
        Self { elements: Elements::new(out, "[") }
    }
}

impl<W: Write> Report for Json<W> {
    fn record(&mut self, record: &Record) -> io::Result<()> {
        self.elements.push(record)
    }

    fn folder(&mut self, folder: &FolderRecord) -> io::Result<()> {
        self.elements.push(folder)
    }

    fn finish(&mut self, _: &Summary) -> io::Result<()> {
        self.elements.end("]")
    }
}
