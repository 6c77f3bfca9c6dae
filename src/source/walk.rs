//! From the paths that were given to the files that are notes.

use super::format::{self, EXTENSIONS};
use super::left::Left;
use super::parts::{self, Part, Role};
use super::{Beside, Content, STDIN, Source};
use crate::changes::Changes;
use crate::config::Configs;
use crate::error::Error;
use crate::globs::{self, gitignore, glob_base, path_glob};
use globset::GlobMatcher;
use ignore::gitignore::Gitignore;
use ignore::{DirEntry, WalkBuilder};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Which files of a folder are notes.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Globs of notes in place of the usual extensions, written as in a `.gitignore` of the current folder.
    pub globs: Vec<String>,
    /// Globs to leave out, written as in a `.gitignore` of the current folder.
    pub exclude: Vec<String>,
    /// Whether `.gitignore` and `.ignore` files count for nothing.
    pub no_ignore: bool,
    /// Whether what is left out is left out also where it is named.
    pub force_exclude: bool,
    /// The file that the standard input is read as.
    pub stdin_filename: Option<PathBuf>,
    /// What changed, where only that is read.
    pub changes: Option<Arc<Changes>>,
    /// Whether to tell also what is left out, and why.
    pub explain: bool,
}

/// What a walk came to.
#[derive(Debug, Default)]
pub struct Found {
    /// The files, in order of the paths given, sorted inside folders, each once.
    pub sources: Vec<Source>,
    /// What could not be walked, or held no notes.
    pub errors: Vec<Error>,
    /// What was left out, where it was asked for.
    pub left: Vec<Left>,
}

/// Finds the notes under `paths`: files, folders, globs, and `-` for the standard input.
///
/// Fails on a mistake in a configuration or in a glob; anything else that is wrong is reported beside what was found.
pub fn find(paths: &[PathBuf], selection: &Selection, configs: &Arc<Configs>) -> Result<Found, Error> {
    let mut finder = Finder {
        globs: if selection.globs.is_empty() { None } else { Some(from_here(&selection.globs)?) },
        exclude: Arc::new(from_here(&selection.exclude)?),
        selection,
        configs,
        seen: (paths.len() > 1).then(HashSet::new),
        beside: Beside::default(),
        found: Found::default(),
    };
    for path in paths {
        finder.add(path)?;
    }
    join(&mut finder.found.sources);
    Ok(finder.found)
}

/// Takes those sources out that are parts of others, or copies, unless they were named themselves.
fn join(sources: &mut Vec<Source>) {
    let split = |source: &Source| -> Option<(String, String)> {
        let folder = source.path.parent()?.to_string_lossy().into_owned();
        Some((folder, source.path.file_name()?.to_string_lossy().into_owned()))
    };
    let names: Vec<(String, String)> =
        sources.iter().map(|source| split(source).filter(|_| !source.is_named).unwrap_or_default()).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|(folder, name)| (folder.as_str(), name.as_str())).collect();
    let roles = parts::roles(&files);
    for (at, role) in &roles {
        if let Role::Part { of, heading } = role {
            sources[*of].parts.push(Part::new(files[*at], files[*of].0, heading));
        }
    }
    let left: HashSet<usize> = roles.into_iter().map(|(at, _)| at).collect();
    let mut at = 0..;
    sources.retain(|_| at.next().is_none_or(|at| !left.contains(&at)));
}

pub(super) struct Finder<'a> {
    globs: Option<Gitignore>,
    pub(super) exclude: Arc<Gitignore>,
    pub(super) selection: &'a Selection,
    pub(super) configs: &'a Arc<Configs>,
    /// The absolute paths of all sources so far; not needed for a single path, under which every file comes once.
    seen: Option<HashSet<PathBuf>>,
    beside: Beside,
    found: Found,
}

impl Finder<'_> {
    fn add(&mut self, path: &Path) -> Result<(), Error> {
        if path.as_os_str() == STDIN {
            let name = self.selection.stdin_filename.as_deref().unwrap_or(path);
            return self.push(name.to_owned(), globs::absolute(name), Content::Stdin, true);
        }
        let base = glob_base(path).unwrap_or_else(|| path.to_owned());
        if let (Some(changes), Ok(absolute)) = (&self.selection.changes, std::fs::canonicalize(base))
            && !changes.knows(&absolute)
        {
            return self.fail(Error::Outside { path: path.display().to_string() });
        }
        match std::fs::metadata(path) {
            Ok(data) if data.is_dir() => self.add_folder(path, None),
            Ok(_) => match std::fs::canonicalize(path) {
                Ok(absolute) if self.is_unchanged(&absolute) => Ok(()),
                Ok(absolute) => self.push_file(path.to_owned(), absolute, true),
                Err(source) => self.fail(Error::from_io(path.display().to_string(), source)),
            },
            Err(source) => match glob_base(path) {
                Some(base) => self.add_glob(path, &base),
                None if self.copy(&globs::absolute(path)).is_some() => {
                    self.push_file(path.to_owned(), globs::absolute(path), true)
                }
                None => self.fail(Error::from_io(path.display().to_string(), source)),
            },
        }
    }

    /// Adds the files that a glob on the command line matches; the shell has not expanded it, so we do.
    fn add_glob(&mut self, pattern: &Path, base: &Path) -> Result<(), Error> {
        let pattern = pattern.to_string_lossy();
        let matcher = path_glob(pattern.strip_prefix("./").unwrap_or(&pattern))?;
        self.add_folder(base, Some((&pattern, matcher)))
    }

    /// Adds the notes of a folder: those of the usual names, or those that a glob on the command line matches.
    fn add_folder(&mut self, folder: &Path, glob: Option<(&str, GlobMatcher)>) -> Result<(), Error> {
        let name = glob.as_ref().map_or_else(|| folder.display().to_string(), |(pattern, _)| pattern.to_string());
        let absolute = match std::fs::canonicalize(folder) {
            Ok(absolute) => absolute,
            Err(source) => return self.fail(Error::from_io(name, source)),
        };
        let (mut notes, errors, mut reached) = (0, self.found.errors.len(), HashSet::new());
        let mut unread = String::new();
        for entry in self.walk(folder, &absolute).build() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.fail(unwalkable(&name, error))?;
                    continue;
                }
            };
            let absolute = under(&absolute, folder, entry.path());
            if self.selection.explain {
                reached.insert(absolute.clone());
            }
            if !may_be_read(&entry) {
                continue;
            }
            let path = entry.path().strip_prefix(".").unwrap_or(entry.path());
            if glob.as_ref().map_or_else(|| self.is_note(&absolute), |(_, glob)| glob.is_match(path)) {
                notes += 1;
                let path = if folder == Path::new(".") { path } else { entry.path() };
                self.push_file(path.to_owned(), absolute, false)?;
            } else if unread.is_empty()
                && let Some(what) = format::unread(&entry.file_name().to_string_lossy())
            {
                unread = format!("; {} is {what}", path.display());
            }
        }
        notes += self.add_only_staged(folder, &absolute, glob.as_ref().map(|(_, glob)| glob))?;
        if self.selection.explain && glob.is_none() {
            let mut left = Vec::new();
            self.left_out(folder, &absolute, &reached, &mut left);
            self.found.left.append(&mut left);
        }
        // Where only changes are read, none is no mistake; but no note at all is.
        let is_empty = || self.selection.changes.is_none() || !self.has_notes(folder, &absolute, glob.as_ref());
        if notes == 0 && self.found.errors.len() == errors && is_empty() {
            self.fail(self.no_notes(name, glob.is_some(), unread))?;
        }
        Ok(())
    }

    /// Whether a folder holds any note, changed or not.
    fn has_notes(&self, folder: &Path, absolute: &Path, glob: Option<&(&str, GlobMatcher)>) -> bool {
        let mut entries = self.walk_through(folder, absolute, None).build().flatten();
        entries
            .any(|entry| may_be_read(&entry) && self.takes(folder, absolute, entry.path(), glob.map(|(_, glob)| glob)))
    }

    /// Whether what was found at `path` under a folder is a note, by its name or by a glob of the command line.
    fn takes(&self, folder: &Path, absolute: &Path, path: &Path, glob: Option<&GlobMatcher>) -> bool {
        match glob {
            Some(glob) => glob.is_match(path.strip_prefix(".").unwrap_or(path)),
            None => self.is_note(&under(absolute, folder, path)),
        }
    }

    /// Adds what is staged and no longer in the folder, where a walk does not come by it.
    fn add_only_staged(&mut self, folder: &Path, absolute: &Path, glob: Option<&GlobMatcher>) -> Result<usize, Error> {
        let Some(changes) = &self.selection.changes else { return Ok(0) };
        let gone = changes.copies().filter(|file| file.starts_with(absolute) && !file.exists());
        let mut gone: Vec<PathBuf> = gone.map(Path::to_owned).collect();
        gone.sort();
        let mut notes = 0;
        for file in gone {
            let inner = file.strip_prefix(absolute).unwrap_or(&file);
            let is_hidden = inner.iter().any(|part| part.as_encoded_bytes().starts_with(b"."));
            let path = if folder == Path::new(".") { inner.to_owned() } else { folder.join(inner) };
            if !is_hidden && self.takes(folder, absolute, &path, glob) && !self.is_excluded(&file) {
                notes += 1;
                self.push_file(path, file, false)?;
            }
        }
        Ok(notes)
    }

    fn walk(&self, folder: &Path, absolute: &Path) -> WalkBuilder {
        self.walk_through(folder, absolute, self.selection.changes.clone())
    }

    /// A walk through a folder that looks only into what changed, if that is known.
    fn walk_through(&self, folder: &Path, absolute: &Path, changes: Option<Arc<Changes>>) -> WalkBuilder {
        let mut builder = WalkBuilder::new(folder);
        builder
            .standard_filters(!self.selection.no_ignore)
            .hidden(true)
            .git_global(false)
            .git_exclude(false)
            .require_git(false)
            .sort_by_file_name(|one, other| one.cmp(other));
        let (configs, exclude) = (Arc::clone(self.configs), Arc::clone(&self.exclude));
        let (folder, absolute) = (folder.to_owned(), absolute.to_owned());
        builder.filter_entry(move |entry| {
            let (absolute, is_dir) = (under(&absolute, &folder, entry.path()), is_dir(entry));
            entry.depth() == 0
                || changes.as_ref().is_none_or(|changes| changes.reaches(&absolute, is_dir))
                    && !excluded(&configs, &exclude, &absolute, is_dir)
        });
        builder
    }

    fn is_unchanged(&self, absolute: &Path) -> bool {
        self.selection.changes.as_ref().is_some_and(|changes| !changes.reaches(absolute, false))
    }

    pub(super) fn is_note(&self, absolute: &Path) -> bool {
        match &self.globs {
            Some(globs) => globs.matched(absolute, false).is_ignore(),
            None => absolute
                .extension()
                .is_some_and(|extension| EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))),
        }
    }

    /// The copy of a file that is read in its place.
    fn copy(&self, absolute: &Path) -> Option<PathBuf> {
        self.selection.changes.as_ref()?.copy(absolute)
    }

    /// Whether the command line or a configuration leaves out a file, or a folder above it.
    fn is_excluded(&self, absolute: &Path) -> bool {
        let folders = absolute.ancestors().skip(1).map(|folder| (folder, true));
        let here = std::iter::once((absolute, false)).chain(folders);
        // Its matcher is for what lies below the current folder only.
        let below = here.take_while(|(path, _)| path.starts_with(self.exclude.path()));
        self.configs.excludes(absolute)
            || below.into_iter().any(|(path, is_dir)| self.exclude.matched(path, is_dir).is_ignore())
    }

    fn push_file(&mut self, path: PathBuf, absolute: PathBuf, is_named: bool) -> Result<(), Error> {
        let content = self.copy(&absolute).map_or(Content::File, Content::Copy);
        self.push(path, absolute, content, is_named)
    }

    fn push(&mut self, path: PathBuf, absolute: PathBuf, content: Content, is_named: bool) -> Result<(), Error> {
        if is_named && self.selection.force_exclude && self.is_excluded(&absolute) {
            return Ok(());
        }
        let config = self.configs.of_note(&absolute)?;
        let mapping = self.configs.get(config).sources.of(&absolute);
        if self.seen.as_mut().is_none_or(|seen| seen.insert(absolute)) {
            let beside = self.beside.clone();
            self.found.sources.push(Source { path, config, is_named, content, mapping, parts: Vec::new(), beside });
        }
        Ok(())
    }

    fn fail(&mut self, error: Error) -> Result<(), Error> {
        self.found.errors.push(error);
        Ok(())
    }

    fn no_notes(&self, path: String, is_glob: bool, unread: String) -> Error {
        let looked_for = match (is_glob, &self.globs) {
            (true, _) => "matching files".to_owned(),
            (false, Some(_)) => format!("files like {}", self.selection.globs.join(", ")),
            (false, None) => "notes and no exports of note programs".to_owned(),
        };
        let left_out = match self.selection.no_ignore {
            true => "hidden or excluded",
            false => "hidden, excluded, or ignored by a .gitignore (--no-ignore reads those)",
        };
        Error::NoNotes { path, looked_for, left_out, unread }
    }
}

/// The absolute path of what was found at `path` under `folder`, whose own absolute path is known. Links inside a
/// folder are not followed, so this needs no look at the file system.
fn under(absolute: &Path, folder: &Path, path: &Path) -> PathBuf {
    path.strip_prefix(folder).map_or_else(|_| path.to_owned(), |rest| absolute.join(rest))
}

fn is_dir(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

/// Whether an entry is a file, or a link that leads to one or nowhere. Nobody means a pipe or a device that is met in a
/// folder, and reading it might never end.
fn may_be_read(entry: &DirEntry) -> bool {
    match entry.file_type() {
        Some(kind) if kind.is_symlink() => std::fs::metadata(entry.path()).map_or(true, |data| data.is_file()),
        kind => kind.is_none_or(|kind| kind.is_file()),
    }
}

/// Whether the command line or the configuration of the folder around it leaves out an entry.
fn excluded(configs: &Configs, exclude: &Gitignore, absolute: &Path, is_dir: bool) -> bool {
    exclude.matched(absolute, is_dir).is_ignore() || configs.exclude(absolute, is_dir)
}

/// Patterns of the command line start from the current folder.
fn from_here(globs: &[String]) -> Result<Gitignore, Error> {
    gitignore(&std::env::current_dir().and_then(std::fs::canonicalize).unwrap_or_default(), globs)
}

fn unwalkable(folder: &str, error: ignore::Error) -> Error {
    let path = match &error {
        ignore::Error::WithDepth { err, .. } => path_of(err),
        other => path_of(other),
    };
    let path = path.map_or_else(|| folder.to_owned(), |path| path.display().to_string());
    let reason = error.to_string();
    let source = error.into_io_error().unwrap_or_else(|| std::io::Error::other(reason));
    Error::from_io(path, source)
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        _ => None,
    }
}
