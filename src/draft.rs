//! Files that are written whole or not at all.

use crate::error::Error;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tempfile::NamedTempFile;

/// The drafts of this process, each with the name of the file that it is to become.
static DRAFTS: Mutex<Vec<(PathBuf, PathBuf)>> = Mutex::new(Vec::new());

fn drafts() -> MutexGuard<'static, Vec<(PathBuf, PathBuf)>> {
    DRAFTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes away all drafts of this process, which is about to end, and tells which files they would have become. From now
/// on none is begun, and none is put in its place.
pub fn abandon() -> Vec<PathBuf> {
    let mut drafts = drafts();
    let given_up = std::mem::take(&mut *drafts);
    std::mem::forget(drafts);
    given_up
        .into_iter()
        .map(|(draft, name)| {
            // What cannot be taken away now stays as a hidden file, beside a file that is whole.
            let _ = std::fs::remove_file(draft);
            name
        })
        .collect()
}

/// A file in the making: it lies beside its place, and is put there once it is whole. Dropped before, it leaves nothing
/// behind, and what was in its place stays.
#[derive(Debug)]
pub struct Draft {
    /// As it was named.
    name: PathBuf,
    /// The file itself, behind links that lead to it.
    place: PathBuf,
    /// `None` where there is nothing to put in its place, but a stream to write to: `/dev/stdout`, a pipe.
    draft: Option<NamedTempFile>,
}

impl Draft {
    /// Begins a file.
    ///
    /// # Errors
    /// Where nothing can be written beside it.
    pub fn new(name: &Path) -> Result<Draft, Error> {
        let place = std::fs::canonicalize(name).unwrap_or_else(|_| name.to_owned());
        let is_stream = std::fs::metadata(&place).is_ok_and(|found| !found.is_file() && !found.is_dir());
        let draft = if is_stream { None } else { Some(begun(name, &place)?) };
        Ok(Draft { name: name.to_owned(), place, draft })
    }

    /// Where to write it.
    ///
    /// # Errors
    /// Where the system lends no more handles.
    pub fn writer(&self) -> Result<File, Error> {
        let file = match &self.draft {
            Some(draft) => draft.as_file().try_clone(),
            None => OpenOptions::new().append(true).open(&self.place),
        };
        file.map_err(|error| unwritable(&self.name, error))
    }

    /// Puts it in its place, over what was there.
    ///
    /// # Errors
    /// Where that cannot be done; what was there is left.
    pub fn keep(mut self) -> Result<(), Error> {
        let Some(draft) = self.draft.take() else { return Ok(()) };
        let _one_at_a_time = taken(&draft);
        draft.persist(&self.place).map(drop).map_err(|failed| unwritable(&self.name, failed.error))
    }

    /// Puts it in its place, unless something is there.
    ///
    /// # Errors
    /// Where something is there, or it cannot be done.
    pub fn keep_new(mut self) -> Result<(), Error> {
        let Some(draft) = self.draft.take() else { return Err(exists(&self.name)) };
        let _one_at_a_time = taken(&draft);
        draft.persist_noclobber(&self.place).map(drop).map_err(|failed| match failed.error.kind() {
            io::ErrorKind::AlreadyExists => exists(&self.name),
            _ => unwritable(&self.name, failed.error),
        })
    }

    /// A text that is all of the file.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn of(name: &Path, text: &str) -> Result<Draft, Error> {
        let draft = Draft::new(name)?;
        draft.writer()?.write_all(text.as_bytes()).map_err(|error| unwritable(name, error))?;
        Ok(draft)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if let Some(draft) = &self.draft {
            drop(taken(draft));
        }
    }
}

/// A draft that is known to this process before anything can stop it.
fn begun(name: &Path, place: &Path) -> Result<NamedTempFile, Error> {
    let mut drafts = drafts();
    let draft = beside(place).map_err(|error| unwritable(name, error))?;
    drafts.push((draft.path().to_owned(), name.to_owned()));
    Ok(draft)
}

/// Takes a draft from the list; while the list is held, nobody can give the draft up.
fn taken(draft: &NamedTempFile) -> MutexGuard<'static, Vec<(PathBuf, PathBuf)>> {
    let mut drafts = drafts();
    drafts.retain(|(path, _)| path != draft.path());
    drafts
}

fn beside(place: &Path) -> io::Result<NamedTempFile> {
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".goodmeeting-");
    // Those may read it who may read other new files; drafts are for their owner alone where nothing is said.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

fn unwritable(name: &Path, source: io::Error) -> Error {
    Error::Unwritable { path: name.display().to_string(), source }
}

fn exists(name: &Path) -> Error {
    Error::Exists { path: name.display().to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_there_whole_or_not_at_all() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a.txt");
        let names = || std::fs::read_dir(dir.path()).unwrap().count();
        drop(Draft::of(&file, "half").unwrap());
        assert_eq!(names(), 0);
        Draft::of(&file, "one").unwrap().keep().unwrap();
        Draft::of(&file, "two").unwrap().keep().unwrap();
        assert!(matches!(Draft::of(&file, "three").unwrap().keep_new(), Err(Error::Exists { .. })));
        assert_eq!((std::fs::read_to_string(&file).unwrap().as_str(), names()), ("two", 1));
        assert!(matches!(Draft::new(&dir.path().join("no/a.txt")), Err(Error::Unwritable { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_and_streams_are_written_to() {
        let dir = tempfile::tempdir().unwrap();
        let (file, link) = (dir.path().join("a.txt"), dir.path().join("link"));
        std::fs::write(&file, "one").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        Draft::of(&link, "two").unwrap().keep().unwrap();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "two");
        Draft::of(Path::new("/dev/null"), "gone").unwrap().keep().unwrap();
        assert!(!std::fs::metadata("/dev/null").unwrap().is_file());
    }
}
