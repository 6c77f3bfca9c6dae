//! One file, or one member of a container, on its way to notes.

use super::beside::Beside;
use super::format::Format;
use super::limits::{DEPTH, WHOLE};
use super::parts::Part;
use super::zip::Archive;
use super::{NoteText, Piece, disk, text};
use crate::config::Mapping;
use crate::error::Error;
use crate::note::Known;
use std::any::Any;
use std::borrow::Cow;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

/// How many bytes at the front are looked at to tell the format.
const HEAD: u64 = 4096;

/// Why reading ended before its end.
#[derive(Debug)]
pub(super) enum Halt {
    /// Nobody wants more notes.
    Stopped,
    /// The file, or what is left of it, cannot be read.
    Failed(Error),
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        Halt::Failed(error)
    }
}

/// Where pieces go; refuses them once nobody wants more.
pub(super) type Emit<'e> = dyn FnMut(Piece) -> Result<(), Halt> + 'e;

/// Where a note comes from: a file of the disk, and the member of a container.
#[derive(Debug, Clone)]
pub(super) struct Whence {
    path: String,
    member: Option<String>,
}

impl Whence {
    /// A note from there; `entry` tells it from others in the same file.
    pub(super) fn note(&self, entry: Option<String>, text: String, known: Known) -> NoteText {
        let entry = match (&self.member, entry) {
            (Some(member), Some(entry)) => Some(format!("{member}: {entry}")),
            (member, entry) => entry.or_else(|| member.clone()),
        };
        NoteText { path: self.path.clone(), entry, text, known, id: None }
    }

    /// How it is named in messages.
    pub(super) fn place(&self) -> String {
        self.member.as_ref().map_or_else(|| self.path.clone(), |member| format!("{}: {member}", self.path))
    }
}

/// A file, or a member of a container.
pub(super) struct File<'f> {
    /// The file on the disk, as given or found.
    pub(super) path: String,
    /// The place inside the file: members of containers, with slashes.
    pub(super) member: Option<String>,
    /// What lies beside it.
    pub(super) folder: Folder<'f>,
    /// Where its bytes lie on the disk, if they can be read there more than once.
    pub(super) on_disk: Option<PathBuf>,
    /// How many containers it lies in.
    pub(super) depth: usize,
    /// Which of its columns or keys hold what, where the configuration says so.
    pub(super) mapping: Option<Arc<Mapping>>,
    /// Whether it was named itself, and is to be read whatever lies beside it.
    pub(super) is_named: bool,
    /// The files beside it that are parts of the same meeting.
    pub(super) parts: Vec<Part>,
    /// What is known of other files beside it.
    pub(super) beside: Beside,
    head: Vec<u8>,
    rest: Box<dyn Read + 'f>,
}

/// What lies beside a file; some exports tell names in one file and use them in another.
#[derive(Clone)]
pub(super) enum Folder<'f> {
    /// A folder of the disk.
    Disk(PathBuf),
    /// A folder of a zip, by its path with a slash at the end, or empty.
    Zip(&'f Archive, String),
    /// A zip that lies beside.
    Other(Rc<Archive>),
    /// Nothing: the standard input.
    Nowhere,
}

impl<'f> File<'f> {
    /// A file of that content.
    pub(super) fn new(
        path: &str,
        member: Option<String>,
        folder: Folder<'f>,
        mut content: Box<dyn Read + 'f>,
    ) -> Result<Self, Error> {
        let mut head = Vec::new();
        content.by_ref().take(HEAD).read_to_end(&mut head).map_err(|source| Error::from_io(path.to_owned(), source))?;
        let path = path.to_owned();
        Ok(Self {
            path,
            member,
            folder,
            on_disk: None,
            depth: 0,
            mapping: None,
            is_named: false,
            parts: Vec::new(),
            beside: Beside::default(),
            head,
            rest: content,
        })
    }

    /// Its own name, without folders.
    pub(super) fn name(&self) -> &str {
        let whole = self.member.as_deref().unwrap_or(&self.path);
        whole.rsplit(['/', '\\']).next().unwrap_or(whole)
    }

    /// Its own name without the extension.
    pub(super) fn stem(&self) -> &str {
        self.name().rsplit_once('.').map_or(self.name(), |(stem, _)| stem)
    }

    /// The name of the folder that it lies in.
    pub(super) fn folder_name(&self) -> Option<String> {
        match &self.folder {
            Folder::Zip(_, dir) => dir.trim_end_matches('/').rsplit('/').next().map(str::to_owned),
            folder => folder.container(),
        }
    }

    /// What the files beside it tell, in the form of one program.
    pub(super) fn told_beside<T: Any + Send + Sync>(&self, make: impl FnOnce(&Folder<'f>) -> T) -> Arc<T> {
        let folder = match &self.folder {
            Folder::Disk(dir) => dir.to_string_lossy(),
            Folder::Zip(_, dir) => Cow::Borrowed(dir.as_str()),
            Folder::Other(_) | Folder::Nowhere => Cow::Borrowed(""),
        };
        self.beside.of(&folder, || make(&self.folder))
    }

    /// How it is named in messages.
    pub(super) fn place(&self) -> String {
        self.whence().place()
    }

    /// Where its notes come from.
    pub(super) fn whence(&self) -> Whence {
        Whence { path: self.path.clone(), member: self.member.clone() }
    }

    /// What kind of file it is.
    pub(super) fn format(&self) -> Format {
        Format::of(self.name(), &self.head)
    }

    /// Whether it may lie so deep in containers.
    pub(super) fn check_depth(&self) -> Result<(), Error> {
        if self.depth < DEPTH {
            return Ok(());
        }
        Err(self.limit(format!("a container inside {DEPTH} others")))
    }

    /// Its first bytes.
    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }

    /// Its bytes, as a stream; they can be taken once.
    pub(super) fn stream(&mut self) -> Box<dyn Read + 'f> {
        let rest = std::mem::replace(&mut self.rest, Box::new(io::empty()));
        Box::new(Cursor::new(std::mem::take(&mut self.head)).chain(rest))
    }

    /// All its bytes, if they are not more than `most`.
    pub(super) fn take_bytes(&mut self, most: u64) -> Result<Vec<u8>, Error> {
        let mut bytes = std::mem::take(&mut self.head);
        let left = most.saturating_sub(bytes.len() as u64);
        self.rest
            .by_ref()
            .take(left.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|source| self.unreadable(source))?;
        if bytes.len() as u64 > most {
            return Err(self.limit(format!("larger than {} MB", most >> 20)));
        }
        Ok(bytes)
    }

    /// All its bytes, for formats that are read as a whole.
    pub(super) fn take_whole(&mut self) -> Result<Vec<u8>, Error> {
        self.take_bytes(WHOLE)
    }

    /// Its text, for formats that are read as a whole; plain text may have any size.
    pub(super) fn take_text(&mut self, most: u64) -> Result<String, Error> {
        let bytes = self.take_bytes(most)?;
        text::read(bytes).map_err(|fault| Error::Encoding { path: self.place(), fault })
    }

    /// A note of it; `entry` tells it from others in the same file.
    pub(super) fn note(&self, entry: Option<String>, text: String, known: Known) -> NoteText {
        self.whence().note(entry, text, known)
    }

    pub(super) fn limit(&self, what: String) -> Error {
        Error::Limit { path: self.place(), what }
    }

    pub(super) fn damaged(&self, format: &'static str, reason: impl ToString) -> Error {
        Error::Damaged { path: self.place(), format, reason: reason.to_string() }
    }

    pub(super) fn unreadable(&self, source: io::Error) -> Error {
        Error::from_io(self.place(), source)
    }
}

impl Folder<'_> {
    /// The name of the folder or zip on the disk.
    pub(super) fn container(&self) -> Option<String> {
        Some(self.path()?.file_name()?.to_string_lossy().into_owned())
    }

    /// The path of the folder or zip on the disk.
    fn path(&self) -> Option<PathBuf> {
        match self {
            Folder::Disk(dir) if dir.file_name().is_some() => Some(dir.clone()),
            Folder::Disk(dir) => std::fs::canonicalize(dir).ok(),
            Folder::Zip(archive, _) => archive.path().map(Path::to_owned),
            Folder::Other(_) | Folder::Nowhere => None,
        }
    }

    /// The other folders and zips of that beginning, where the folder or zip itself lies.
    pub(super) fn siblings(&self, beginning: &str) -> Vec<Folder<'static>> {
        let Some(own) = self.path() else { return Vec::new() };
        let around = own.parent().filter(|around| !around.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let entries = std::fs::read_dir(around).into_iter().flatten().flatten();
        let alike = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(beginning));
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(alike).collect();
        paths.sort();
        paths.retain(|path| path.file_name() != own.file_name());
        let folder = |path: PathBuf| match path.is_dir() {
            true => Some(Folder::Disk(path)),
            false => Some(Folder::Other(Rc::new(Archive::at(path)?))),
        };
        paths.into_iter().filter_map(folder).collect()
    }

    /// The names of the files in it, sorted.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = match self {
            Folder::Disk(dir) => std::fs::read_dir(dir)
                .into_iter()
                .flatten()
                .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
                .collect(),
            Folder::Zip(archive, dir) => archive.names_in(dir),
            Folder::Other(archive) => archive.names_in(""),
            Folder::Nowhere => Vec::new(),
        };
        names.sort();
        names
    }

    /// Whether a file of that name lies in it.
    pub(super) fn has(&self, name: &str) -> bool {
        match self {
            Folder::Disk(dir) => dir.join(name).is_file(),
            Folder::Zip(archive, dir) => archive.has(&format!("{dir}{name}")),
            Folder::Other(archive) => archive.has(name),
            Folder::Nowhere => false,
        }
    }

    /// Whether a folder in it holds pages.
    pub(super) fn has_pages(&self, name: &str) -> bool {
        let is_page = |name: &str| name.ends_with(".md") || name.ends_with(".html");
        match self {
            Folder::Disk(dir) => Folder::Disk(dir.join(name)).names().iter().any(|name| is_page(name)),
            Folder::Zip(archive, dir) => archive.names_in(&format!("{dir}{name}/")).iter().any(|name| is_page(name)),
            Folder::Other(_) | Folder::Nowhere => false,
        }
    }

    /// A file that lies beside another one.
    pub(super) fn file(&self, name: &str, beside: &File<'_>) -> Option<File<'static>> {
        let bytes = self.bytes(name)?;
        let member = beside.member.as_ref().map(|member| match member.rfind(['/', '\\']) {
            Some(slash) => format!("{}{name}", &member[..=slash]),
            None => name.to_owned(),
        });
        let path =
            beside.path.strip_suffix(beside.name()).map_or_else(|| name.to_owned(), |dir| format!("{dir}{name}"));
        let folder = match self {
            Folder::Disk(dir) => Folder::Disk(dir.clone()),
            _ => Folder::Nowhere,
        };
        File::new(if member.is_some() { &beside.path } else { &path }, member, folder, Box::new(Cursor::new(bytes)))
            .ok()
    }

    /// The text of a file in it, or of one that lies by a relative path from it (`../users.json`), if it can be read.
    pub(super) fn read(&self, relative: &str) -> Option<String> {
        text::read(self.bytes(relative)?).ok()
    }

    fn bytes(&self, relative: &str) -> Option<Vec<u8>> {
        match self {
            Folder::Disk(dir) => disk::read(&dir.join(relative), WHOLE),
            Folder::Zip(archive, dir) => archive.read(&format!("{dir}{relative}")),
            Folder::Other(archive) => archive.read(relative),
            Folder::Nowhere => None,
        }
    }
}
