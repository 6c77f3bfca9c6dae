//! What went wrong, in which file, and what to do about it.

use std::io;
use thiserror::Error;

/// Anything that keeps a note, a folder or a configuration from being read.
///
/// Each message begins with the file it is about and ends with what to do.
#[derive(Debug, Error)]
pub enum Error {
    /// A path that does not exist.
    #[error("{path}: no such file or folder")]
    Missing {
        /// The path, as given.
        path: String,
    },
    /// A file or folder that exists and cannot be read.
    #[error("{path}: cannot be read: {source}")]
    Unreadable {
        /// The path, as given or found.
        path: String,
        /// What the system says.
        source: io::Error,
    },
    /// Bytes that are no text that we read.
    #[error("{path}: {fault}")]
    Encoding {
        /// The path, as given or found.
        path: String,
        /// What is wrong with the bytes.
        fault: EncodingFault,
    },
    /// A file whose format is known and cannot be understood.
    #[error("{path}: {format} that cannot be read: {reason}")]
    Damaged {
        /// The path, and the place inside.
        path: String,
        /// What it should be.
        format: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// A file, or a part of one, that exceeds a bound of `docs/limits.md`.
    #[error("{path}: {what} (a limit, see docs/limits.md); the rest was read")]
    Limit {
        /// The path, and the place inside.
        path: String,
        /// What exceeds which bound.
        what: String,
    },
    /// A file that was named and holds no notes.
    #[error("{path}: no notes in it: {reason}")]
    NoNotesIn {
        /// The path, as given.
        path: String,
        /// What it is instead.
        reason: String,
    },
    /// A folder, or a glob, that leads to no note at all.
    #[error("{path}: no notes found: there are no {looked_for} here that are not {left_out}{unread}")]
    NoNotes {
        /// The folder or glob, as given.
        path: String,
        /// Which files would have been notes.
        looked_for: String,
        /// Which files were left out.
        left_out: &'static str,
        /// A file of a kind that is not read, and what to do about it.
        unread: String,
    },
    /// A line that a note does not have.
    #[error("{path}: there is no line {line}; the last is {last}")]
    NoLine {
        /// The path, as given.
        path: String,
        /// The line, as given.
        line: usize,
        /// How many lines there are.
        last: usize,
    },
    /// A pattern of paths that cannot be understood.
    #[error("`{pattern}` is not a valid glob: {reason}")]
    Glob {
        /// The pattern, as given.
        pattern: String,
        /// Why not.
        reason: String,
    },
    /// A configuration with a mistake in it.
    #[error("{file}{}: {message}", line.map(|line| format!(":{line}")).unwrap_or_default())]
    Config {
        /// The configuration file.
        file: String,
        /// The line of the mistake, from 1.
        line: Option<usize>,
        /// The mistake, and its mending.
        message: String,
    },
    /// A path of which nothing is known to those who tell what changed.
    #[error("{path}: lies outside of the repository, so what changed in it cannot be told")]
    Outside {
        /// The path, as given.
        path: String,
    },
    /// What changed cannot be told.
    #[error("git: {message}")]
    Git {
        /// What went wrong.
        message: String,
    },
    /// A name that the program does not know.
    #[error("there is no {kind} `{name}`{}", did_you_mean(suggestion.as_deref()))]
    Unknown {
        /// What sort of thing was named.
        kind: &'static str,
        /// The name, as given.
        name: String,
        /// The nearest name that there is.
        suggestion: Option<String>,
    },
    /// A name that several things could be meant by.
    #[error("`{name}` could be any of these {kind}: {}; give more of the name", all.join(", "))]
    Ambiguous {
        /// What sort of things.
        kind: &'static str,
        /// The name, as given.
        name: String,
        /// All that could be meant.
        all: Vec<String>,
    },
    /// A file that the program was asked to write and is already there.
    #[error("{path}: already exists and was left as it is; edit it, or delete it first")]
    Exists {
        /// The path.
        path: String,
    },
    /// A file that cannot be written.
    #[error("{path}: cannot be written: {source}")]
    Unwritable {
        /// The path.
        path: String,
        /// What the system says.
        source: io::Error,
    },
    /// A mistake of ours that one note brought to light.
    #[error("{path}: goodmeeting failed on this note ({message}); that is a bug, please report it")]
    Bug {
        /// The path of the note.
        path: String,
        /// What the panic said.
        message: String,
    },
}

/// What is wrong with bytes that are no UTF-8 text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum EncodingFault {
    /// Every second byte is for the other half of a UTF-16 unit.
    #[error("UTF-16, not UTF-8; save it as UTF-8, or convert it: iconv -f UTF-16{} -t UTF-8", match little_endian { None => "", Some(true) => "LE", Some(false) => "BE" })]
    Utf16 {
        /// The order of bytes, where no mark at the front tells it.
        little_endian: Option<bool>,
    },
    /// A byte that cannot stand where it stands.
    #[error(
        "not UTF-8: byte 0x{byte:02X} on line {line}; save it as UTF-8, or convert it, for Windows text with: \
         iconv -f WINDOWS-1252 -t UTF-8"
    )]
    NotUtf8 {
        /// The first wrong byte.
        byte: u8,
        /// Its line, from 1.
        line: usize,
    },
    /// Bytes that mean nothing in any encoding of text.
    #[error("no text in any encoding; is it a note?")]
    NoText,
}

impl Error {
    /// The error of reading `path`.
    pub fn from_io(path: String, source: io::Error) -> Error {
        match source.kind() {
            io::ErrorKind::NotFound => Error::Missing { path },
            _ => Error::Unreadable { path, source },
        }
    }
}

impl Error {
    /// The file or folder that it is about, with the place inside where there is one.
    pub fn path(&self) -> Option<&str> {
        match self {
            Error::Missing { path }
            | Error::Unreadable { path, .. }
            | Error::Encoding { path, .. }
            | Error::Damaged { path, .. }
            | Error::Limit { path, .. }
            | Error::NoNotesIn { path, .. }
            | Error::NoNotes { path, .. }
            | Error::NoLine { path, .. }
            | Error::Config { file: path, .. }
            | Error::Outside { path }
            | Error::Exists { path }
            | Error::Unwritable { path, .. }
            | Error::Bug { path, .. } => Some(path),
            Error::Glob { .. } | Error::Git { .. } | Error::Unknown { .. } | Error::Ambiguous { .. } => None,
        }
    }

    /// What a parser or a panic said, which may hold words of the note.
    pub fn quoted(&self) -> Option<&str> {
        match self {
            Error::Damaged { reason: words, .. } | Error::Bug { message: words, .. } => Some(words),
            _ => None,
        }
    }
}

fn did_you_mean(suggestion: Option<&str>) -> String {
    suggestion.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}

/// The name nearest to a mistyped one, where any is near enough to be meant.
pub fn nearest<'n>(typed: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    names
        .into_iter()
        .map(|name| (strsim::jaro_winkler(typed, name), name))
        .filter(|&(likeness, _)| likeness >= 0.8)
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_name_is_proposed_and_a_far_one_is_not() {
        let names = ["organizations", "people", "domains"];
        assert_eq!(nearest("organisations", names), Some("organizations"));
        assert_eq!(nearest("poeple", names), Some("people"));
        assert_eq!(nearest("colour", names), None);
    }
}
