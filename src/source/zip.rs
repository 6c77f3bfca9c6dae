//! Zips: a member at a time, zips inside zips, and what is a zip in disguise (Word files, workbooks).

use super::beside::Beside;
use super::file::{Emit, File, Folder, Halt};
use super::format::EXTENSIONS;
use super::limits::{INNER_CONTAINER, MEMBERS, RATIO, RATIO_FROM, WHOLE};
use super::parts::{self, Part, Role};
use super::{disk, docx, read_file, sheet};
use crate::error::Error;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::io::{self, Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zip::ZipArchive;
use zip::read::ZipFile;

/// Anything that a zip can be read from.
pub(super) trait ReadSeek: Read + Seek {}
impl<T: Read + Seek> ReadSeek for T {}

type Opened = ZipArchive<Box<dyn ReadSeek>>;

/// A zip that can be opened more than once: to go through it, and to look up a neighbour of what is being read.
pub(super) struct Archive {
    place: Place,
    /// The names of its members, with slashes, and where each stands.
    names: Vec<String>,
    places: FxHashMap<String, usize>,
    /// What its members tell of each other.
    beside: Beside,
    /// Open for neighbours, once one was asked for.
    opened: RefCell<Option<Opened>>,
}

enum Place {
    Disk(PathBuf),
    Memory(Arc<[u8]>),
}

impl Place {
    fn open(&self) -> io::Result<Box<dyn ReadSeek>> {
        Ok(match self {
            Place::Disk(path) => Box::new(std::io::BufReader::new(disk::open(path)?)),
            Place::Memory(bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
        })
    }
}

impl Archive {
    /// A zip on the disk, if it is one and not too large to look into.
    pub(super) fn at(path: PathBuf) -> Option<Archive> {
        let place = Place::Disk(path);
        let opened = ZipArchive::new(place.open().ok()?).ok().filter(|opened| opened.len() <= MEMBERS)?;
        let archive = Archive::of(place, &opened);
        Some(Archive { opened: RefCell::new(Some(opened)), ..archive })
    }

    fn of(place: Place, opened: &Opened) -> Archive {
        let names: Vec<String> = (0..opened.len()).map(|at| name_of(opened, at)).collect();
        let places = names.iter().enumerate().rev().map(|(at, name)| (name.clone(), at)).collect();
        Archive { place, names, places, beside: Beside::default(), opened: RefCell::default() }
    }

    /// Its path, if it lies on the disk.
    pub(super) fn path(&self) -> Option<&Path> {
        match &self.place {
            Place::Disk(path) => Some(path),
            Place::Memory(_) => None,
        }
    }

    /// The names of the files of a folder in it, given with its slash.
    pub(super) fn names_in(&self, dir: &str) -> Vec<String> {
        let inner = self.names.iter().filter_map(|name| name.strip_prefix(dir));
        inner.filter(|name| !name.is_empty() && !name.contains('/')).map(str::to_owned).collect()
    }

    /// Whether there is a member of that path.
    pub(super) fn has(&self, path: &str) -> bool {
        self.places.contains_key(path)
    }

    /// A member, if there is one of that path and it is not too large.
    pub(super) fn read(&self, path: &str) -> Option<Vec<u8>> {
        let path = resolved(path);
        let at = *self.places.get(&path)?;
        let mut opened = self.opened.borrow_mut();
        if opened.is_none() {
            *opened = ZipArchive::new(self.place.open().ok()?).ok();
        }
        let member = opened.as_mut()?.by_index(at).ok()?;
        let mut bytes = Vec::new();
        member.take(WHOLE + 1).read_to_end(&mut bytes).ok()?;
        (bytes.len() as u64 <= WHOLE).then_some(bytes)
    }
}

/// A path without `..`.
fn resolved(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Reads whatever the zip is.
pub(super) fn read(mut file: File<'_>, emit: &mut Emit<'_>) -> Result<(), Halt> {
    file.check_depth()?;
    let place = match file.on_disk.take() {
        Some(path) => Place::Disk(path),
        None => Place::Memory(file.take_bytes(INNER_CONTAINER)?.into()),
    };
    let content = place.open().map_err(|source| file.unreadable(source))?;
    let mut opened = ZipArchive::new(content).map_err(|error| file.damaged("a zip", error))?;
    if opened.len() > MEMBERS {
        return Err(file.limit(format!("more than {MEMBERS} files in it")).into());
    }
    let archive = Archive::of(place, &opened);
    if archive.has("word/document.xml") {
        return docx::read(&file, &archive, emit);
    }
    if archive.has("xl/workbook.xml") {
        let content = archive.place.open().map_err(|source| file.unreadable(source))?;
        return sheet::read_xlsx(&file, content, emit);
    }
    members(&file, &archive, &mut opened, emit)
}

fn name_of(archive: &Opened, at: usize) -> String {
    archive.name_for_index(at).and_then(Result::ok).map(|name| name.replace('\\', "/")).unwrap_or_default()
}

/// Reads every member that may be a note, in order of name.
fn members(file: &File<'_>, archive: &Archive, opened: &mut Opened, emit: &mut Emit<'_>) -> Result<(), Halt> {
    let mut order: Vec<usize> = (0..archive.names.len()).filter(|&at| is_candidate(&archive.names[at])).collect();
    order.sort_by(|&one, &other| archive.names[one].cmp(&archive.names[other]));
    let mut parts = parts_of(archive, &mut order);
    for at in order {
        let parts = parts.remove(&at).unwrap_or_default();
        match member(file, archive, opened, (at, parts), emit) {
            // A zip holds files of every kind, like a folder.
            Err(Halt::Failed(Error::NoNotesIn { .. })) => {}
            Err(Halt::Failed(error)) => emit(Err(error).into())?,
            other => other?,
        }
    }
    Ok(())
}

/// Takes those members out of the order that are parts of others, or copies, and tells of which.
fn parts_of(archive: &Archive, order: &mut Vec<usize>) -> HashMap<usize, Vec<Part>> {
    let split = |at: &usize| {
        let name = archive.names[*at].as_str();
        name.rsplit_once('/').unwrap_or(("", name))
    };
    let files: Vec<(&str, &str)> = order.iter().map(split).collect();
    let roles = parts::roles(&files);
    let mut found: HashMap<usize, Vec<Part>> = HashMap::new();
    for (at, role) in &roles {
        if let Role::Part { of, heading } = role {
            found.entry(order[*of]).or_default().push(Part::new(files[*at], files[*of].0, heading));
        }
    }
    let left: HashSet<usize> = roles.iter().map(|(at, _)| order[*at]).collect();
    order.retain(|at| !left.contains(at));
    found
}

fn member(
    file: &File<'_>,
    archive: &Archive,
    opened: &mut Opened,
    (at, parts): (usize, Vec<Part>),
    emit: &mut Emit<'_>,
) -> Result<(), Halt> {
    let name = &archive.names[at];
    let inner = file.member.as_ref().map_or_else(|| name.clone(), |outer| format!("{outer}/{name}"));
    let place = || format!("{}: {inner}", file.path);
    let damaged =
        |error: &dyn ToString| Error::Damaged { path: place(), format: "a file in a zip", reason: error.to_string() };
    let member = opened.by_index(at).map_err(|error| damaged(&error))?;
    if member.size() > RATIO_FROM && member.size() / member.compressed_size().max(1) > RATIO {
        return Err(Error::Limit { path: place(), what: format!("more than {RATIO} times as large as packed") }.into());
    }
    let dir = name.rfind('/').map_or("", |slash| &name[..=slash]);
    let folder = Folder::Zip(archive, dir.to_owned());
    let mut inner_file = File::new(&file.path, Some(inner.clone()), folder, Box::new(bounded(member)))?;
    inner_file.depth = file.depth + 1;
    inner_file.mapping.clone_from(&file.mapping);
    inner_file.parts = parts;
    inner_file.beside = archive.beside.clone();
    read_file(inner_file, emit)
}

/// The content of a member, not more of it than the zip says: what says less than it holds is a trap.
fn bounded<'z>(member: ZipFile<'z, Box<dyn ReadSeek>>) -> impl Read + 'z {
    let size = member.size();
    member.take(size)
}

/// Whether a member may hold notes: by its extension, and not among what systems leave in zips.
fn is_candidate(name: &str) -> bool {
    let hidden = name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    !hidden && EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_resolved_inside_the_zip() {
        assert_eq!(resolved("a/b/../users.json"), "a/users.json");
        assert_eq!(resolved("../../x"), "x");
    }

    #[test]
    fn what_systems_leave_is_no_note() {
        assert!(is_candidate("Meetings/Acme.MD"));
        assert!(
            !is_candidate("__MACOSX/._Acme.md") && !is_candidate(".obsidian/app.json") && !is_candidate("logo.png")
        );
    }
}
