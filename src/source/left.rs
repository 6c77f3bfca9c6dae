//! Why files were taken for notes, or left out: for people who miss one.

use super::format;
use super::walk::Finder;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// A file, or a folder that was not looked into, and why it was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// As found.
    pub path: PathBuf,
    /// Why.
    pub reason: String,
}

impl Finder<'_> {
    /// What lies in a folder and was not taken. `reached` is all that the walk came by, left out or not.
    pub(super) fn left_out(&self, folder: &Path, absolute: &Path, reached: &HashSet<PathBuf>, left: &mut Vec<Left>) {
        let mut entries: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().collect();
        entries.sort_by_key(std::fs::DirEntry::file_name);
        for entry in entries {
            let (path, absolute) = (entry.path(), absolute.join(entry.file_name()));
            let is_dir = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let reason = match (reached.contains(&absolute), is_dir) {
                (true, true) => {
                    self.left_out(&path, &absolute, reached, left);
                    continue;
                }
                (true, false) if self.is_note(&absolute) && absolute.is_file() => continue,
                (true, false) if self.is_note(&absolute) => {
                    "no file: a pipe, a device, or a link to a folder".to_owned()
                }
                (true, false) => {
                    format::unread(&entry.file_name().to_string_lossy()).unwrap_or("no note by its name").to_owned()
                }
                (false, _) => self.reason(&absolute, is_dir),
            };
            left.push(Left { path: path.strip_prefix(".").unwrap_or(&path).to_owned(), reason });
        }
    }

    /// Why the walk did not come by a file or folder.
    fn reason(&self, absolute: &Path, is_dir: bool) -> String {
        let config = absolute.parent().and_then(|dir| self.configs.of(dir).ok()).map(|id| self.configs.get(id));
        if absolute.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b".")) {
            "hidden".to_owned()
        } else if self.exclude.matched(absolute, is_dir).is_ignore() {
            "left out by --exclude".to_owned()
        } else if let Some(config) = config.filter(|config| config.excludes(absolute, is_dir)) {
            let file = config.file.as_deref().map_or_else(|| "--config".to_owned(), |file| file.display().to_string());
            format!("left out by `exclude` in {file}")
        } else if self.selection.changes.as_ref().is_some_and(|changes| !changes.reaches(absolute, is_dir)) {
            "not changed".to_owned()
        } else {
            "left out by a .gitignore or .ignore file; --no-ignore reads it".to_owned()
        }
    }
}
