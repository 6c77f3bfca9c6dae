//! Finished records in, bytes out; computes nothing.

mod concise;
mod csv;
pub mod deals;
mod each;
mod elements;
mod escape;
mod fan;
mod github;
mod gitlab;
pub mod html;
mod json;
mod jsonl;
mod junit;
mod links;
mod make;
mod markdown;
mod rdjson;
mod redacted;
mod sarif;
mod statistics;
mod summary;
mod template;
pub mod text;
pub mod why;

pub use fan::Fan;
pub use links::Links;
pub use make::{Look, make};
pub use redacted::Redacted;
pub use statistics::Statistics;
pub use summary::{SeverityCounts, SideCounts, Summary, VerdictCounts, WaivedCounts};
pub use template::Template;

use crate::record::{ErrorRecord, FolderRecord, Record};
use std::io;

/// Writes records in the order in which it gets them, and whatever stands at the end.
pub trait Report {
    /// Writes the record of one note.
    fn record(&mut self, record: &Record) -> io::Result<()>;

    /// Writes what is said of a folder as a whole; comes after the last note.
    fn folder(&mut self, folder: &FolderRecord) -> io::Result<()>;

    /// Writes that something could not be read, where the format has a place for it; standard error tells it anyway.
    fn error(&mut self, _: &ErrorRecord) -> io::Result<()> {
        Ok(())
    }

    /// Writes what stands after the last record.
    fn finish(&mut self, summary: &Summary) -> io::Result<()>;
}
