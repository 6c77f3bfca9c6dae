//! Tables of what was said, as several recorders download it: a row for each sentence, with who says it. All rows are one note.

use super::speakers;
use crate::note::Known;
use crate::source::NoteText;
use crate::source::file::File;
use crate::source::lines::{Lines, Turns};
use crate::source::names;
use crate::source::table::{Plan, Row, Table};

const SPEAKER: &[&str] =
    &["speaker name", "speaker_name", "speaker", "speakername", "speaker label", "sprecher", "locuteur"];
const WORDS: &[&str] =
    &["sentence", "text", "transcript", "words", "utterance", "caption", "content", "message", "transcription"];

pub(in crate::source) fn table(table: &Table, _file: &File<'_>) -> Option<Plan> {
    let (speaker, words) = (table.find(SPEAKER)?, table.find(WORDS)?);
    Some(Plan::Said(Box::new(Said {
        speaker,
        words,
        size: 0,
        lines: Lines::default(),
        turns: Turns::default(),
        known: Known::default(),
    })))
}

/// What was said so far.
pub(in crate::source) struct Said {
    speaker: usize,
    words: usize,
    /// The bytes of it.
    pub(in crate::source) size: usize,
    lines: Lines,
    turns: Turns,
    known: Known,
}

impl Said {
    /// Adds a row.
    pub(in crate::source) fn row(&mut self, row: Row<'_>) {
        let Some(words) = row.get(Some(self.words)) else { return };
        let speaker = row.get(Some(self.speaker)).unwrap_or_default();
        self.size += words.len();
        speakers::add(&mut self.known, [speaker]);
        self.turns.push(&speakers::label(speaker), words, &mut self.lines);
    }

    /// The note of all rows, if there is any.
    pub(in crate::source) fn note(&mut self, file: &File<'_>, sheet: Option<String>) -> Option<NoteText> {
        self.turns.end(&mut self.lines);
        let title = names::topic(file.stem()).unwrap_or(file.stem()).to_owned();
        let known = Known { title: Some(title), is_body: true, is_transcript: true, ..std::mem::take(&mut self.known) };
        let text = std::mem::take(&mut self.lines).finish();
        (!text.is_empty()).then(|| file.note(sheet, text, known))
    }
}
