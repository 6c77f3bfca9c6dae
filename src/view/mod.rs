//! A note as it was read, for other programs and for the curious: its sentences, and its text without markup.

mod markup;
mod passages;
mod plain;

pub use markup::resolve;
pub use passages::{Passage, passages};
pub use plain::plain_text;

use crate::note::{Block, BlockKind, Note};
use crate::record::{Person, Region};
use crate::span::LineIndex;
use serde::Serialize;

/// A sentence, in place.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct SentenceView<'n> {
    pub path: &'n str,
    pub entry: Option<&'n str>,
    #[serde(flatten)]
    pub region: Region,
    pub text: &'n str,
    /// What kind of block it stands in.
    pub kind: &'static str,
}

/// A note, as it was read.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct NoteView<'n> {
    pub path: &'n str,
    pub entry: Option<&'n str>,
    /// The program whose export it is, where that is known.
    pub program: Option<&'static str>,
    pub title: Option<&'n str>,
    pub date: Option<String>,
    pub account: Option<&'n str>,
    pub author: Option<&'n str>,
    pub participants: Vec<Person>,
    /// The text without markup, one paragraph, list item, row or turn to a line.
    pub text: String,
}

/// The sentences of a note, in order.
pub fn sentences<'n>(path: &'n str, entry: Option<&'n str>, note: &'n Note) -> Vec<SentenceView<'n>> {
    let lines = LineIndex::new(&note.text);
    let view = |sentence: &crate::note::Sentence| {
        let (start, end) = (lines.place(sentence.span.start), lines.place(sentence.span.end));
        SentenceView {
            path,
            entry,
            region: Region { line: start.line, column: start.column, end_line: end.line, end_column: end.column },
            text: sentence.span.of(&note.text),
            kind: note.blocks.get(sentence.block).map_or("prose", kind),
        }
    };
    note.sentences.iter().map(view).collect()
}

/// What a note says about itself, and its text.
pub fn note<'n>(path: &'n str, entry: Option<&'n str>, note: &'n Note) -> NoteView<'n> {
    let people = note.meta.participants.iter().filter(|person| !person.is_organization);
    NoteView {
        path,
        entry,
        program: note.meta.program,
        title: note.meta.title.as_deref(),
        date: note.meta.date.map(|date| date.to_string()),
        account: note.meta.account.as_deref(),
        author: note.meta.author.as_deref(),
        participants: people.map(|person| Person { name: person.name.clone(), side: person.side }).collect(),
        text: plain_text(note),
    }
}

/// The name of a kind of block.
fn kind(block: &Block) -> &'static str {
    match block.kind {
        BlockKind::Heading { .. } => "heading",
        BlockKind::ListItem { .. } => "list_item",
        BlockKind::Checkbox { .. } => "checkbox",
        BlockKind::TableCell { .. } => "table_cell",
        BlockKind::TableHeader => "table_header",
        BlockKind::Quote { .. } => "quote",
        BlockKind::Code => "code",
        BlockKind::SpeakerTurn => "speaker_turn",
        BlockKind::MailHeader => "mail_header",
        BlockKind::Signature => "signature",
        BlockKind::FrontMatter => "front_matter",
        BlockKind::KeyValue => "key_value",
        BlockKind::Paragraph => "prose",
    }
}
