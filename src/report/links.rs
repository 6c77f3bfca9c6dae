//! Links from a report to the notes, on terminals that open them.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

/// What stands for itself in the path of a URI; a `:` could be taken for the end of a scheme.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The path as a URI, relative to where the program runs if the path is.
pub(super) fn uri(path: &str) -> String {
    let slashes = if MAIN_SEPARATOR == '/' { path.to_owned() } else { path.replace(MAIN_SEPARATOR, "/") };
    let encoded = utf8_percent_encode(&slashes, PATH);
    match Path::new(path).is_absolute() {
        true if slashes.starts_with('/') => format!("file://{encoded}"),
        true => format!("file:///{encoded}"),
        false => encoded.to_string(),
    }
}

/// Whether paths of notes are links, and from which folder they start.
#[derive(Debug, Clone, Default)]
pub struct Links {
    folder: Option<PathBuf>,
}

impl Links {
    /// Paths are links to files, from this absolute folder if they are relative.
    pub fn from(folder: PathBuf) -> Links {
        Links { folder: Some(folder) }
    }

    /// The words of a terminal for `shown`, which leads to the note at `path`.
    pub(super) fn link(&self, path: &str, shown: &str) -> String {
        let file = self.folder.as_ref().map(|folder| folder.join(path)).filter(|file| file.exists());
        match file.as_deref().and_then(Path::to_str) {
            Some(file) => format!("\u{1b}]8;;{}\u{1b}\\{shown}\u{1b}]8;;\u{1b}\\", uri(file)),
            None => shown.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uri_has_nothing_in_it_that_means_something_else() {
        assert_eq!(uri("notes/a b%41:c?#é.md"), "notes/a%20b%2541%3Ac%3F%23%C3%A9.md");
        assert_eq!(uri("../x\u{1b}\n\"<.md"), "../x%1B%0A%22%3C.md");
        #[cfg(unix)]
        assert_eq!(uri("/tmp/a.md"), "file:///tmp/a.md");
    }

    #[test]
    fn only_what_is_there_is_linked() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("a.md"), "").unwrap();
        let links = Links::from(dir.path().to_owned());
        let link = links.link("a.md", "shown");
        assert!(link.starts_with("\u{1b}]8;;file:///") && link.ends_with("/a.md\u{1b}\\shown\u{1b}]8;;\u{1b}\\"));
        assert_eq!(links.link("-", "-"), "-");
        assert_eq!(Links::default().link("a.md", "a.md"), "a.md");
    }
}
