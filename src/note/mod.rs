//! One note as it was read: its text, the blocks and sentences in it, and what it says about itself.
//!
//! The text is read once and never rewritten (but for suppressions, which are blanked in place); everything here
//! points into it with byte [`Span`]s.

pub mod blocks;
mod known;
pub mod meta;
pub mod people;
pub mod sentences;

pub use known::{Known, KnownPerson, NotePart, Origins, Years, in_order};
pub use people::Us;

use crate::span::Span;
use crate::suppress::{self, Suppression};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Whose side somebody is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The organization of the note's author.
    Us,
    /// The customer.
    Them,
    /// A joint act.
    Both,
    /// A partner, reseller or consultant.
    Third,
    /// The note does not tell.
    #[default]
    Unknown,
}

impl Side {
    /// Every side.
    pub const ALL: [Side; 5] = [Side::Us, Side::Them, Side::Both, Side::Third, Side::Unknown];

    /// The word for it in records.
    pub const fn name(self) -> &'static str {
        match self {
            Side::Us => "us",
            Side::Them => "them",
            Side::Both => "both",
            Side::Third => "third",
            Side::Unknown => "unknown",
        }
    }
}

/// A person or organization that the note names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Participant {
    /// The fullest form the note gives, without role or organization.
    pub name: String,
    /// Whose side.
    pub side: Side,
    /// Initials or short forms by which the note also calls them ("PS", "Bob O.").
    pub aliases: Vec<String>,
    /// What the note says that they are, in lower case without accents ("cfo", "head of operations").
    pub roles: Vec<String>,
    /// Whether it is an organization or a group, not a person.
    pub is_organization: bool,
    /// How the side is known, where it is.
    pub side_by: SideBy,
}

/// What a note says about itself. `None` is what it does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meta {
    /// The program whose export it is.
    pub program: Option<&'static str>,
    /// Title: front matter, subject, or first heading.
    pub title: Option<String>,
    /// The day of the conversation.
    pub date: Option<Date>,
    /// The customer's organization.
    pub account: Option<String>,
    /// Who wrote the note.
    pub author: Option<String>,
    /// The people and organizations of each side, in order of first mention.
    pub participants: Vec<Participant>,
    /// How it is known.
    pub origins: MetaOrigins,
    /// Whether the note is a message written to the customer, in which "you" is them.
    pub addressed_to_customer: bool,
    /// Whether it is the minutes of an organization's own meeting: no customer, and no sides.
    pub is_own_meeting: bool,
}

/// Where something that is known of a note comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The file tells it beside the text: a column, a field, a header.
    File,
    /// The text.
    Text,
    /// The name of the file.
    FileName,
}

/// Where what a note says about itself comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct MetaOrigins {
    pub title: Option<Origin>,
    pub date: Option<Origin>,
    pub account: Option<Origin>,
    pub author: Option<Origin>,
    /// Where in the file, as far as the file tells more than its format.
    pub file: Option<Arc<Origins>>,
}

/// How it is known whose side somebody is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SideBy {
    /// Our people are named in the configuration.
    Configuration,
    /// The file tells it beside the text.
    File,
    /// Another file tells it.
    OtherFile,
    /// The domain of the address.
    Domain,
    /// The text: a list, a bracket, the organization, or that all the others are known.
    #[default]
    Text,
}

/// What kind of block a stretch of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading; `level` from 1. Also a bold or underlined line standing alone, or a short line ending in a colon above a list.
    Heading {
        /// 1 is the topmost.
        level: u8,
    },
    /// An item of a bulleted or numbered list; `depth` from 0.
    ListItem {
        /// Nesting, from 0.
        depth: u8,
    },
    /// A list item with a box.
    Checkbox {
        /// Nesting, from 0.
        depth: u8,
        /// Whether it is ticked (or struck through).
        done: bool,
    },
    /// A cell of a table body; header cells are `TableHeader`.
    TableCell {
        /// Body row, from 0.
        row: u32,
        /// Column, from 0.
        column: u16,
        /// The header cell above it.
        header: Option<Span>,
    },
    /// A cell of a table's header row.
    TableHeader,
    /// Quoted text (`>`), such as an earlier mail that is replied to.
    Quote {
        /// How often it is quoted, from 1.
        depth: u8,
    },
    /// Code, fenced or indented.
    Code,
    /// What one speaker said; the label is the speaker.
    SpeakerTurn,
    /// A header line of an e-mail (From, To, Date, Subject …); the label is its name.
    MailHeader,
    /// A mail's closing formula and signature.
    Signature,
    /// A line of front matter; the label is its key.
    FrontMatter,
    /// A `Key: value` line; the label is its key.
    KeyValue,
    /// Running text.
    Paragraph,
}

/// A stretch of text that stands by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// All of it, with markers.
    pub span: Span,
    /// The words: without list marker, box, label or closing marks.
    pub content: Span,
    /// The label before the words: speaker, key, or header name, without its colon.
    pub label: Option<Span>,
    /// Index of the nearest heading above it that covers it.
    pub heading: Option<usize>,
    /// Index of the list item that it is nested under.
    pub parent: Option<usize>,
}

/// A sentence, or what stands for one in notes: an item, a cell, a thought on a line of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Where it is, without surrounding white space.
    pub span: Span,
    /// Index of its block.
    pub block: usize,
}

/// A note, ready to be analyzed.
#[derive(Debug, Clone, Default)]
pub struct Note {
    /// The text as read, without a byte-order mark, and with blanks where suppressions stand.
    pub text: String,
    /// In order, not overlapping.
    pub blocks: Vec<Block>,
    /// In order, not overlapping.
    pub sentences: Vec<Sentence>,
    /// What it says about itself.
    pub meta: Meta,
    /// What it asks to pass over; blank in the text.
    pub suppressions: Vec<Suppression>,
    /// Which paragraph of its file each line is, where its lines are not those of the file.
    pub paragraphs: Option<Arc<[u32]>>,
    /// The files that the text was put together of, in its order; none where it is of one file.
    pub parts: Option<Arc<[NotePart]>>,
}

impl Note {
    /// Reads a note from its text. `file_name` (without folders) may tell a date or a title.
    pub fn parse(text: String, file_name: Option<&str>, us: &Us) -> Note {
        Note::with(text, file_name, &Known::default(), us)
    }

    /// Reads a note of which its file knows more than the text tells.
    pub fn with(mut text: String, file_name: Option<&str>, known: &Known, us: &Us) -> Note {
        let suppressions = suppress::take(&mut text);
        let blocks = if known.is_transcript { blocks::parse_transcript(&text) } else { blocks::parse(&text) };
        let sentences = sentences::split(&text, &blocks);
        let meta = meta::read(&text, &blocks, file_name, known, us);
        let (paragraphs, parts) = (known.paragraphs.clone(), known.parts.clone());
        Note { text, blocks, sentences, meta, suppressions, paragraphs, parts }
    }

    /// Which paragraph of its file a line is, both from 1, where its lines are not those of the file.
    pub fn paragraph(&self, line: usize) -> Option<u32> {
        self.paragraphs.as_ref()?.get(line.checked_sub(1)?).copied()
    }

    /// In which of its parts a line is, both from 1, where it has parts.
    pub fn part(&self, line: usize) -> Option<usize> {
        let parts = self.parts.as_ref()?;
        Some(parts.partition_point(|part| part.line <= line).max(1))
    }
}
