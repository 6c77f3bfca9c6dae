//! Finished records in, bytes out; computes nothing.

pub mod deals;
pub mod html;
pub mod json;
pub mod jsonl;
pub mod statistics;
mod summary;
pub mod text;
pub mod why;

pub use summary::{SeverityCounts, SideCounts, Summary, VerdictCounts, WaivedCounts};

use crate::record::{FolderRecord, Record};
use std::io;

/// Writes records in the order in which it gets them, and whatever stands at the end.
pub trait Report {
    /// Writes the record of one note.
    fn record(&mut self, record: &Record) -> io::Result<()>;

    /// Writes what is said of a folder as a whole; comes after the last note.
    fn folder(&mut self, folder: &FolderRecord) -> io::Result<()>;

    /// Writes what stands after the last record.
    fn finish(&mut self, summary: &Summary) -> io::Result<()>;
}
