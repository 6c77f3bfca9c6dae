//! Globs written as in a `.gitignore`, paths with wild cards, and absolute ones.

use crate::error::Error;
use globset::{GlobBuilder, GlobMatcher};
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Globs written as in a `.gitignore` that lies in `folder`, which is absolute.
pub(crate) fn gitignore(folder: &Path, globs: &[String]) -> Result<Gitignore, Error> {
    let mut builder = GitignoreBuilder::new(folder);
    builder.allow_unclosed_class(false);
    for glob in globs {
        builder.add_line(None, glob).map_err(|error| bad_glob(glob, error))?;
    }
    builder.build().map_err(|error| bad_glob(&globs.join(" "), error))
}

/// A path with wild cards, matched against whole paths.
pub(crate) fn path_glob(pattern: &str) -> Result<GlobMatcher, Error> {
    let glob = GlobBuilder::new(pattern).literal_separator(true).build();
    Ok(glob.map_err(|error| bad_glob(pattern, error))?.compile_matcher())
}

/// The folder from which a path with wild cards has to be searched; `None` for a path without any.
pub(crate) fn glob_base(path: &Path) -> Option<PathBuf> {
    let is_wild = |part: &OsStr| part.to_string_lossy().contains(['*', '?', '[', '{']);
    if !path.iter().any(is_wild) {
        return None;
    }
    let base: PathBuf = path.iter().take_while(|part| !is_wild(part)).collect();
    Some(if base.as_os_str().is_empty() { PathBuf::from(".") } else { base })
}

/// The absolute path of a file, whether or not it is there; its folder has to be, or links in it are not resolved.
pub(crate) fn absolute(file: &Path) -> PathBuf {
    let whole = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let by_folder = || Some(std::fs::canonicalize(whole.parent()?).ok()?.join(whole.file_name()?));
    std::fs::canonicalize(file).ok().or_else(by_folder).unwrap_or_else(|| whole.clone())
}

fn bad_glob(pattern: &str, error: impl std::fmt::Display) -> Error {
    // The message of a glob begins with the glob itself.
    let message = error.to_string();
    let reason = message.rsplit_once("': ").map_or(message.as_str(), |(_, reason)| reason);
    Error::Glob { pattern: pattern.to_owned(), reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_begins_at_the_last_folder_without_wild_cards() {
        assert_eq!(glob_base(Path::new("notes/2026/*.md")), Some(PathBuf::from("notes/2026")));
        assert_eq!(glob_base(Path::new("**/*.md")), Some(PathBuf::from(".")));
        assert_eq!(glob_base(Path::new("/srv/n?tes/a.md")), Some(PathBuf::from("/srv")));
        assert_eq!(glob_base(Path::new("notes/a.md")), None);
    }

    #[test]
    fn a_bad_glob_is_named_once_with_its_mistake() {
        let wanted = "`a[` is not a valid glob: unclosed character class; missing ']'";
        assert_eq!(path_glob("a[").unwrap_err().to_string(), wanted);
        assert_eq!(gitignore(Path::new("/"), &["a[".to_owned()]).unwrap_err().to_string(), wanted);
    }
}
