//! Paths and bytes in, notes out.
//!
//! [`find`] walks once and keeps paths only; [`read`] turns one of them into the texts of its notes.

mod left;
mod walk;

pub use left::Left;
pub use walk::{Found, Selection, find};

use crate::config::ConfigId;
use crate::decode::decode;
use crate::error::Error;
use std::io::Read;
use std::path::{Path, PathBuf};

/// How the standard input is named, on the command line and in records.
pub const STDIN: &str = "-";

/// Where notes come from, and the configuration that holds there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The file, as given or found; `-` is the standard input.
    pub path: PathBuf,
    /// Its configuration.
    pub config: ConfigId,
}

/// The text of one note, before anything in it is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteText {
    /// The file, as given or found.
    pub path: String,
    /// The note's name inside the file, where a file holds several.
    pub entry: Option<String>,
    /// The text.
    pub text: String,
}

/// The file's name in a path, which may tell a date or a title; the standard input has none.
pub fn file_name(path: &str) -> Option<&str> {
    if path == STDIN { None } else { Path::new(path).file_name()?.to_str() }
}

impl Source {
    /// The path as text.
    pub fn name(&self) -> String {
        self.path.to_string_lossy().into_owned()
    }

    /// The size in bytes, as far as it can be told before reading.
    pub fn size(&self) -> u64 {
        std::fs::metadata(&self.path).map_or(0, |data| data.len())
    }
}

/// Reads the notes of one source.
pub fn read(source: &Source) -> Result<Vec<NoteText>, Error> {
    let path = source.name();
    let bytes = match path.as_str() {
        STDIN => {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
        }
        _ => std::fs::read(&source.path),
    };
    let text = match bytes {
        Ok(bytes) => decode(bytes).map_err(|fault| Error::Encoding { path: path.clone(), fault })?,
        Err(source) => return Err(Error::from_io(path, source)),
    };
    Ok(vec![NoteText { path, entry: None, text }])
}
