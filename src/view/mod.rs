//! A note as it was read, for other programs and for the curious: its sentences, and its text without markup.

mod markup;
mod passages;
mod plain;

pub use markup::resolve;
pub use passages::{Passage, passages};
pub use plain::plain_text;

use crate::note::{Block, BlockKind, Note, Origin, Origins, Participant, Side, SideBy};
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
    /// Where all that comes from.
    pub origins: OriginsView,
    /// The text without markup, one paragraph, list item, row or turn to a line.
    pub text: String,
}

/// Where what is known of a note comes from, in words for the reader.
#[derive(Debug, Default, Serialize)]
#[allow(missing_docs)]
pub struct OriginsView {
    pub title: Option<String>,
    pub date: Option<String>,
    pub account: Option<String>,
    pub author: Option<String>,
    /// Of each participant whose side is known.
    pub sides: Vec<Option<String>>,
    pub text: Option<String>,
}

impl OriginsView {
    fn of(note: &Note) -> OriginsView {
        let origins = &note.meta.origins;
        let file = origins.file.as_deref();
        let words = |origin: Option<Origin>, told: fn(&Origins) -> &Option<String>| match origin? {
            Origin::File => Some(file.and_then(|file| told(file).clone()).unwrap_or_else(|| "the export".to_owned())),
            Origin::Text => Some("the text".to_owned()),
            Origin::FileName => Some("the file's name".to_owned()),
        };
        let people = |side| {
            let told = file.and_then(|file| if side == Side::Us { file.author.clone() } else { file.people.clone() });
            told.unwrap_or_else(|| "the export".to_owned())
        };
        let side = |person: &Participant| match person.side_by {
            _ if person.side == Side::Unknown => None,
            SideBy::Configuration => Some("the configuration".to_owned()),
            SideBy::File => Some(people(person.side)),
            SideBy::OtherFile => Some("another file".to_owned()),
            SideBy::Domain => Some("the domain of the address".to_owned()),
            SideBy::Text => Some("the text".to_owned()),
        };
        OriginsView {
            title: words(origins.title, |file| &file.title),
            date: words(origins.date, |file| &file.date),
            account: words(origins.account, |file| &file.account),
            author: words(origins.author, |file| &file.author),
            sides: note.meta.participants.iter().filter(|person| !person.is_organization).map(side).collect(),
            text: file.and_then(|file| file.text.clone()),
        }
    }
}

/// The sentences of a note, in order.
pub fn sentences<'n>(path: &'n str, entry: Option<&'n str>, note: &'n Note) -> Vec<SentenceView<'n>> {
    let lines = LineIndex::new(&note.text);
    let view = |sentence: &crate::note::Sentence| SentenceView {
        path,
        entry,
        region: Region::of(note, &lines, sentence.span),
        text: sentence.span.of(&note.text),
        kind: note.blocks.get(sentence.block).map_or("prose", kind),
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
        origins: OriginsView::of(note),
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
