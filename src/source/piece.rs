//! What reading hands on: notes, and pieces of large exports that are still to be read.

use super::NoteText;
use crate::error::Error;

/// A note, or a piece of a file of many of which the notes are still to be made. A mailbox is cut up on one thread, and its mails
/// are read on all.
pub struct Piece {
    size: usize,
    state: State,
}

enum State {
    Read(Box<Result<NoteText, Error>>),
    Unread(Box<dyn FnOnce() -> Vec<Result<NoteText, Error>> + Send>),
}

impl Piece {
    /// A piece of that size in bytes, and what is to be made of it.
    pub(super) fn unread(size: usize, read: impl FnOnce() -> Vec<Result<NoteText, Error>> + Send + 'static) -> Piece {
        Piece { size, state: State::Unread(Box::new(read)) }
    }

    /// How many bytes it has.
    pub fn size(&self) -> usize {
        self.size
    }

    /// The notes of it.
    pub fn read(self) -> Vec<Result<NoteText, Error>> {
        match self.state {
            State::Read(note) => vec![*note],
            State::Unread(read) => read(),
        }
    }
}

impl From<Result<NoteText, Error>> for Piece {
    fn from(note: Result<NoteText, Error>) -> Piece {
        Piece { size: note.as_ref().map_or(0, |note| note.text.len()), state: State::Read(Box::new(note)) }
    }
}
