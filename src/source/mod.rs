//! Paths and bytes in, notes out.
//!
//! [`find`] walks once and keeps paths only; [`read`] turns one of them into notes: its [`format`] is told by its first
//! bytes, a reader of that format makes lines, rows or values of it, and the [`programs`] know what their exports mean.

mod beside;
mod cues;
mod disk;
mod docx;
mod enex;
mod file;
mod format;
mod html;
mod json;
mod learned;
mod left;
mod limits;
mod lines;
mod mail;
mod names;
mod parts;
mod piece;
mod programs;
mod rtf;
mod sheet;
mod table;
mod text;
mod walk;
mod when;
mod zip;

pub use beside::Beside;
pub use learned::Learned;
pub use left::Left;
pub use parts::Part;
pub use piece::Piece;
pub use walk::{Found, Selection, find};

use crate::config::{ConfigId, Mapping};
use crate::error::Error;
use crate::guard::guarded;
use crate::note::{Known, Note, Us};
use file::{Emit, File, Folder, Halt};
use format::Format;
use limits::STREAM;
use quick_xml::events::BytesRef;
use std::hash::{Hash, Hasher};
use std::io::{Cursor, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How the standard input is named, on the command line and in records.
pub const STDIN: &str = "-";

/// Where notes come from, and the configuration that holds there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// The file, as given or found; `-` is the standard input.
    pub path: PathBuf,
    /// Its configuration.
    pub config: ConfigId,
    /// Whether it was named itself, so that it is a mistake where it holds no notes.
    pub is_named: bool,
    /// Where its bytes are.
    pub content: Content,
    /// Which of its columns or keys hold what, where the configuration says so.
    pub mapping: Option<Arc<Mapping>>,
    /// The files beside it that are parts of the same meeting.
    pub parts: Vec<Part>,
    /// What is known of other files beside it.
    pub beside: Beside,
}

/// Where the bytes of a source are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Content {
    /// In the file itself.
    #[default]
    File,
    /// In a copy of it, as with what is staged.
    Copy(PathBuf),
    /// On the standard input.
    Stdin,
    /// Here, as with what an editor has not saved.
    Bytes(Arc<[u8]>),
}

/// One note, before anything in its text is understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoteText {
    /// The file, as given or found.
    pub path: String,
    /// The note's name inside the file, where a file holds several.
    pub entry: Option<String>,
    /// The text.
    pub text: String,
    /// What the file knows of it.
    pub known: Known,
    /// What tells it from all other notes of its program, where the program has such a thing.
    pub id: Option<String>,
}

/// A note that a program's part of this room made of a row or a value.
#[derive(Debug, Clone, Default)]
struct Draft {
    /// The name inside the row or value, where there are several.
    entry: Option<String>,
    text: String,
    known: Known,
    id: Option<String>,
}

impl NoteText {
    /// A note of a file of its own.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> NoteText {
        NoteText { path: path.into(), text: text.into(), ..NoteText::default() }
    }

    /// Reads it as a note; `us` is who we are.
    pub fn parse(self, us: &Us) -> Note {
        let name = file_name(self.entry.as_deref().unwrap_or(&self.path)).map(str::to_owned);
        Note::with(self.text, name.as_deref(), &self.known, us)
    }

    /// What two copies of one note have in common.
    pub fn identity(&self) -> u64 {
        let mut hasher = rustc_hash::FxHasher::default();
        match &self.id {
            Some(id) => id.hash(&mut hasher),
            None => {
                let Known { title, date, account, author, .. } = &self.known;
                (&self.text, title, date, account, author).hash(&mut hasher);
            }
        }
        hasher.finish()
    }

    /// What the same note in a file of the same name and another format has in common with it: its letters and digits.
    pub fn twin(&self) -> Option<u64> {
        if self.entry.is_some() {
            return None;
        }
        let (stem, _) = self.path.rsplit_once('.')?;
        let mut hasher = rustc_hash::FxHasher::default();
        stem.hash(&mut hasher);
        let (mut eight, mut count) = (0_u64, 0_usize);
        for byte in self.text.bytes().filter(u8::is_ascii_alphanumeric) {
            (eight, count) = (eight << 8 | u64::from(byte), count + 1);
            if count % 8 == 0 {
                hasher.write_u64(eight);
            }
        }
        (eight, count).hash(&mut hasher);
        Some(hasher.finish())
    }
}

/// The file's name in a path, which may tell a date or a title; the standard input has none.
pub fn file_name(path: &str) -> Option<&str> {
    if path == STDIN { None } else { Path::new(path).file_name()?.to_str() }
}

/// Sources above this size are streamed, so that one file does not wait on one core.
const STREAMED: u64 = 256 << 10;

impl Source {
    /// Bytes that are read as a file of that name.
    pub fn of_bytes(path: impl Into<PathBuf>, bytes: &[u8]) -> Source {
        Source { path: path.into(), is_named: true, content: Content::Bytes(bytes.into()), ..Source::default() }
    }

    /// The path as text.
    pub fn name(&self) -> String {
        self.path.to_string_lossy().into_owned()
    }

    /// The size in bytes, as far as it can be told before reading.
    pub fn size(&self) -> u64 {
        let of_file = |path: &Path| std::fs::metadata(path).map_or(0, |data| data.len());
        match &self.content {
            Content::File => of_file(&self.path),
            Content::Copy(copy) => of_file(copy),
            Content::Stdin => 0,
            Content::Bytes(bytes) => bytes.len() as u64,
        }
    }

    /// Whether it can be read more than once: neither the standard input nor a pipe can.
    pub fn is_rereadable(&self) -> bool {
        let is_file = |path: &Path| std::fs::metadata(path).is_ok_and(|data| data.is_file());
        match &self.content {
            Content::File => is_file(&self.path),
            Content::Copy(copy) => is_file(copy),
            Content::Stdin => false,
            Content::Bytes(_) => true,
        }
    }

    /// Whether it is a text by its name, which is one note.
    pub fn is_text(&self) -> bool {
        let extension = self.path.extension().unwrap_or_default();
        let known = ["md", "markdown", "txt", "text"].iter().any(|known| extension.eq_ignore_ascii_case(known));
        known || self.path.as_os_str() == STDIN
    }

    /// Whether lines and columns of its notes are those of the file, and not of a text that was read out of it.
    pub fn keeps_places(&self) -> bool {
        self.open().is_ok_and(|file| file.format() == Format::Text)
    }

    /// Whether a source of that size should be read note by note, as it may hold many.
    pub fn is_stream(&self, size: u64) -> bool {
        size > STREAMED && !self.is_text()
    }

    /// Reads its notes and hands each to `take`, until there are no more or nobody wants more.
    pub fn read(&self, take: &mut dyn FnMut(Result<NoteText, Error>) -> ControlFlow<()>) {
        self.pieces(&mut |piece| piece.read().into_iter().try_for_each(&mut *take));
    }

    /// The same before large exports are read: piece by piece, for others to read them.
    pub fn pieces(&self, take: &mut dyn FnMut(Piece) -> ControlFlow<()>) {
        let emit: &mut Emit<'_> = &mut |piece| match take(piece) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Halt::Stopped),
        };
        let outcome = guarded(|| self.name(), || read_file(self.open()?, emit));
        match outcome.unwrap_or_else(|panic| Err(Halt::Failed(panic))) {
            // Folders hold files of every kind; only what was named is expected to be notes.
            Err(Halt::Failed(Error::NoNotesIn { .. })) if !self.is_named => {}
            Err(Halt::Failed(error)) => {
                let _ = emit(Err(error).into());
            }
            Ok(()) | Err(Halt::Stopped) => {}
        }
    }

    /// Whether it can hold no notes, by its first bytes.
    pub fn is_foreign(&self) -> bool {
        self.open().is_ok_and(|file| matches!(file.format(), Format::Foreign(_)))
    }

    fn open(&self) -> Result<File<'static>, Error> {
        let (content, on_disk): (Box<dyn Read>, _) = match &self.content {
            Content::File => self.on_disk(&self.path)?,
            Content::Copy(copy) => self.on_disk(copy)?,
            Content::Stdin => (Box::new(std::io::stdin()), None),
            Content::Bytes(bytes) => (Box::new(Cursor::new(Arc::clone(bytes))), None),
        };
        let mut file = File::new(&self.name(), None, self.folder(), content)?;
        file.on_disk = on_disk;
        file.mapping.clone_from(&self.mapping);
        file.is_named = self.is_named;
        file.parts.clone_from(&self.parts);
        file.beside = self.beside.clone();
        Ok(file)
    }

    /// A file of the disk; where it lies is told only where it can be read there again.
    fn on_disk(&self, path: &Path) -> Result<(Box<dyn Read>, Option<PathBuf>), Error> {
        let unreadable = |source| Error::from_io(self.name(), source);
        // A pipe that was named is meant.
        let content = if self.is_named { std::fs::File::open(path) } else { disk::open(path) }.map_err(unreadable)?;
        let is_file = content.metadata().map_err(unreadable)?.is_file();
        Ok((Box::new(content), is_file.then(|| path.to_owned())))
    }

    /// What lies beside it.
    fn folder(&self) -> Folder<'static> {
        match self.path.parent() {
            _ if self.path.as_os_str() == STDIN => Folder::Nowhere,
            Some(folder) if !folder.as_os_str().is_empty() => Folder::Disk(folder.to_owned()),
            _ => Folder::Disk(PathBuf::from(".")),
        }
    }
}

/// All notes of one source.
pub fn read(source: &Source) -> Vec<Result<NoteText, Error>> {
    let mut notes = Vec::new();
    source.read(&mut |note| {
        notes.push(note);
        ControlFlow::Continue(())
    });
    notes
}

/// Reads a file by its format.
fn read_file(mut file: File<'_>, emit: &mut Emit<'_>) -> Result<(), Halt> {
    match file.format() {
        Format::Text => {
            let text = file.take_text(if file.on_disk.is_some() { u64::MAX } else { STREAM })?;
            let note = file.note(None, text, Known::default());
            let note = programs::of_text(note, &file);
            if is_copy(&file, &note) {
                return Ok(());
            }
            programs::split(parts::joined(&file, note, true)).into_iter().try_for_each(|note| emit(Ok(note).into()))
        }
        Format::Html => html::read(file, emit),
        Format::Rtf => rtf::read(file, emit),
        Format::Zip => zip::read(file, emit),
        Format::Xls => sheet::read_xls(file, emit),
        Format::Table => sheet::read_csv(file, emit),
        Format::Json => json::read(file, emit),
        Format::JsonLines => json::read_lines(file, emit),
        Format::Cues => cues::read(file, emit),
        Format::Mail => mail::read(file, emit),
        Format::Mailbox => mail::read_mailbox(file, emit),
        Format::Enex => enex::read(file, emit),
        Format::Foreign(what) => Err(not_notes(&file, &format!("it is {what}")).into()),
    }
}

/// Whether a transcript lies beside it in the format that recorders tell most in.
fn is_copy(file: &File<'_>, note: &NoteText) -> bool {
    let beside = |extension: &str| file.folder.has(&format!("{}.{extension}", file.stem()));
    note.known.is_transcript && !file.is_named && (beside("vtt") || beside("srt"))
}

/// The error of a file that holds no notes.
fn not_notes(file: &File<'_>, reason: &str) -> Error {
    Error::NoNotesIn { path: file.place(), reason: reason.to_owned() }
}

/// The character of an entity of XML; what is unknown stays as it is written.
fn entity(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.to_string();
    }
    let name = reference.xml10_content();
    quick_xml::escape::resolve_predefined_entity(&name).map_or_else(|| format!("&{name};"), str::to_owned)
}
