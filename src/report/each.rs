//! Formats in which a finding stands by itself, wherever it is from.

use super::text::{clean, safe};
use super::{Report, Summary};
use crate::record::{ErrorRecord, FindingRecord, FolderRecord, Record, Region, Waiver};
use std::io;

/// A finding and where it is.
pub(super) struct Found<'r> {
    /// The file of the note, or the folder or file that it is about.
    pub(super) path: &'r str,
    /// The note's place in a file of many.
    pub(super) entry: Option<&'r str>,
    pub(super) finding: &'r FindingRecord,
    /// Where in the note; `None` where it is about a folder, or about a file that is no note.
    pub(super) region: Option<Region>,
    /// Why it counts for nothing, if so.
    pub(super) waiver: Option<&'r Waiver>,
}

impl<'r> Found<'r> {
    /// The region, where it is one of the file: in a file of many notes, lines are those of the note.
    pub(super) fn region_of_file(&self) -> Option<Region> {
        self.region.filter(|_| self.entry.is_none())
    }

    /// The note: its file, and its place in it where it is one of many.
    pub(super) fn note(&self) -> String {
        match self.entry {
            Some(entry) => format!("{} › {}", safe(self.path), safe(entry)),
            None => safe(self.path),
        }
    }

    /// What was found, with the place in it where the file's lines do not tell.
    pub(super) fn message(&self) -> String {
        let message = clean(&self.finding.message);
        match (self.entry, self.region) {
            (Some(entry), Some(at)) => format!("{}, line {}: {message}", clean(entry), at.line),
            _ => message,
        }
    }

    /// The findings of a note that count.
    pub(super) fn all_of_note(record: &'r Record) -> impl Iterator<Item = Self> {
        record.findings.iter().map(|finding| Self::of_note(record, finding, None))
    }

    /// The findings about a folder.
    pub(super) fn all_of_folder(folder: &'r FolderRecord) -> impl Iterator<Item = Self> {
        folder.findings.iter().map(|finding| {
            let region = Some(finding.region).filter(|_| !finding.whole_note);
            Found { path: &folder.path, entry: None, finding, region, waiver: None }
        })
    }

    fn of_note(record: &'r Record, finding: &'r FindingRecord, waiver: Option<&'r Waiver>) -> Self {
        let (path, entry) = (record.path.as_str(), record.entry.as_deref());
        let region = finding.region;
        match record.part_of(region) {
            // A part that lies on the disk is a file of its own.
            Some((part, Some(region))) if record.parts[0].file == path => {
                Found { path: &part.file, entry: None, finding, region: Some(region), waiver }
            }
            Some((part, _)) => Found { path, entry: Some(&part.file), finding, region: Some(region), waiver },
            None => Found { path, entry, finding, region: Some(region), waiver },
        }
    }
}

/// Writes findings, each by itself.
pub(super) trait Each {
    /// Writes a finding.
    fn finding(&mut self, found: &Found<'_>) -> io::Result<()>;

    /// Writes a finding that counts for nothing, where the format has a place for it.
    fn waived(&mut self, _: &Found<'_>) -> io::Result<()> {
        Ok(())
    }

    /// Writes that something could not be read, where the format has a place for it.
    fn error(&mut self, _: &ErrorRecord) -> io::Result<()> {
        Ok(())
    }

    /// Writes what stands after the last finding.
    fn finish(&mut self) -> io::Result<()>;
}

impl<E: Each> Report for E {
    fn record(&mut self, record: &Record) -> io::Result<()> {
        Found::all_of_note(record).try_for_each(|found| self.finding(&found))?;
        let mut waived = record.waived.iter();
        waived.try_for_each(|one| self.waived(&Found::of_note(record, &one.finding, Some(&one.waiver))))
    }

    fn folder(&mut self, folder: &FolderRecord) -> io::Result<()> {
        Found::all_of_folder(folder).try_for_each(|found| self.finding(&found))
    }

    fn error(&mut self, error: &ErrorRecord) -> io::Result<()> {
        Each::error(self, error)
    }

    fn finish(&mut self, _: &Summary) -> io::Result<()> {
        Each::finish(self)
    }
}
