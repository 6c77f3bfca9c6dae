//! One line of JSON per note.

use super::elements::write_json;
use super::{Report, Summary};
use crate::record::{FolderRecord, Record};
use serde::Serialize;
use std::io::{self, Write};

/// Writes each record as a line of JSON.
#[derive(Debug)]
pub(super) struct Jsonl<W> {
    out: W,
}

impl<W: Write> Jsonl<W> {
    /// Writes to `out`.
    pub(super) fn new(out: W) -> Self {
        Self { out }
    }
}

impl<W: Write> Jsonl<W> {
    fn line(&mut self, line: &impl Serialize) -> io::Result<()> {
        write_json(&mut self.out, line)?;
        self.out.write_all(b"\n")
    }
}

impl<W: Write> Report for Jsonl<W> {
    fn record(&mut self, record: &Record) -> io::Result<()> {
        self.line(record)
    }

    fn folder(&mut self, folder: &FolderRecord) -> io::Result<()> {
        self.line(folder)
    }

    fn finish(&mut self, _: &Summary) -> io::Result<()> {
        self.out.flush()
    }
}
