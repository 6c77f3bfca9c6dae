//! What each program's export means. A program is a short file here, and one line in one of these lists.
//!
//! - [`TABLES`] are asked about the header of a table, whether from CSV or a workbook;
//! - [`JSON`] about a value;
//! - [`TEXTS`] about a text or Markdown, and what is read like it (Word files, Rich Text);
//! - [`RECORDINGS`] about where a file of cues lies.
//!
//! The first that knows the export takes it. Texts are never rewritten, only blanked, so that lines and columns stay those
//! of the file.

mod fathom;
mod fireflies;
mod generic;
mod gong;
mod google_meet;
mod granola;
mod hubspot;
pub(super) mod keep;
mod mapped;
mod mask;
mod neighbours;
mod otter;
mod pipedrive;
mod recorders;
mod said;
mod salesforce;
mod shape;
mod slack;
pub(super) mod speakers;
mod teams;
mod vaults;
mod zoho;
mod zoom;

use super::file::File;
use super::table::{Plan, Table};
use super::{Draft, NoteText};
use crate::note::Known;
use mask::Mask;
use serde_json::Value;

/// What a program makes of a value; `None` where the value is not its own.
pub(super) type OfValue = fn(&Value, &File<'_>) -> Option<Vec<Draft>>;

/// Programs whose exports are tables.
pub(super) const TABLES: &[fn(&Table, &File<'_>) -> Option<Plan>] =
    &[mapped::table, hubspot::table, salesforce::table, pipedrive::table, zoho::table, said::table, generic::table];

pub(super) use generic::guessed;
pub(super) use said::Said;
pub(super) use vaults::is_database_of_pages;
pub(super) use zoom::topic as topic_of_recording;

/// Programs whose exports are JSON.
pub(super) const JSON: &[OfValue] = &[
    mapped::json,
    gong::calls,
    fireflies::transcripts,
    fathom::meetings,
    recorders::read_ai,
    recorders::tldv,
    recorders::tldv_transcript,
    hubspot::objects,
    hubspot::engagements,
    salesforce::records,
    zoho::records,
    pipedrive::notes,
    keep::note,
    slack::day,
    generic::json,
];

/// Programs whose exports are texts: whether a text is one, and then what is no part of the note, and what is known of it.
const TEXTS: &[fn(&Text<'_>, &mut Mask, &mut Known) -> bool] =
    &[teams::text, fathom::text, gong::text, otter::text, google_meet::text, granola::text, zoom::text, vaults::text];

/// Programs that tell a recording's meeting by where it lies.
pub(super) const RECORDINGS: &[fn(&File<'_>, &mut Known)] = &[zoom::recording, teams::recording_of];

/// A text that may be a program's export.
struct Text<'t> {
    /// Its words.
    text: &'t str,
    /// The file that it is.
    file: &'t File<'t>,
    /// Whether it is Markdown.
    is_markdown: bool,
}

impl Text<'_> {
    /// Whether its beginning or end says something; programs sign there.
    fn says(&self, words: &str) -> bool {
        const FAR: usize = 4096;
        let bytes = self.text.as_bytes();
        let (start, end) = (&bytes[..bytes.len().min(FAR)], &bytes[bytes.len().saturating_sub(FAR)..]);
        memchr::memmem::find(start, words.as_bytes()).is_some() || memchr::memmem::find(end, words.as_bytes()).is_some()
    }
}

/// A text with what its program knows of it, and without what is no part of the note.
pub(super) fn of_text(note: NoteText, file: &File<'_>) -> NoteText {
    let NoteText { path, entry, text, mut known, id } = note;
    let markdown = ["md", "markdown"].iter().any(|known| file.name().rsplit('.').next() == Some(known));
    let mut mask = Mask::default();
    let seen = Text { text: &text, file, is_markdown: markdown };
    TEXTS.iter().any(|program| program(&seen, &mut mask, &mut known));
    let text = mask.apply(text);
    NoteText { path, entry, text, known, id }
}

/// The notes of a text that several meetings were copied into, each where it stands in the file.
pub(super) fn split(note: NoteText) -> Vec<NoteText> {
    let starts = if granola::is_granola(&note.known) { granola::meetings(&note.text) } else { Vec::new() };
    if starts.len() < 2 {
        return vec![note];
    }
    let ends = starts.iter().skip(1).copied().chain([note.text.len()]);
    let part = |(at, (start, end)): (usize, (usize, usize))| {
        let lines_before = memchr::memchr_iter(b'\n', &note.text.as_bytes()[..start]).count();
        let entry = Some(format!("meeting {}", at + 1));
        let text = "\n".repeat(lines_before) + &note.text[start..end];
        NoteText { entry, text, path: note.path.clone(), known: note.known.clone(), id: None }
    };
    starts.iter().copied().zip(ends).enumerate().map(part).collect()
}
