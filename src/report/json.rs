//! One array of JSON for all notes, written as it grows.

use super::{Report, Summary};
use crate::record::{FolderRecord, Record};
use serde::Serialize;
use std::io::{self, Write};

/// Writes the records as one array, one to a line.
#[derive(Debug)]
pub struct Json<W> {
    out: W,
    begun: bool,
}

impl<W: Write> Json<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Self { out, begun: false }
    }
}

impl<W: Write> Json<W> {
    fn element(&mut self, element: &impl Serialize) -> io::Result<()> {
        self.out.write_all(if self.begun { b",\n" } else { b"[\n" })?;
        self.begun = true;
        Ok(serde_json::to_writer(&mut self.out, element)?)
    }
}

impl<W: Write> Report for Json<W> {
    fn record(&mut self, record: &Record) -> io::Result<()> {
        self.element(record)
    }

    fn folder(&mut self, folder: &FolderRecord) -> io::Result<()> {
        self.element(folder)
    }

    fn finish(&mut self, _: &Summary) -> io::Result<()> {
        self.out.write_all(if self.begun { b"\n]\n" } else { b"[]\n" })?;
        self.out.flush()
    }
}
