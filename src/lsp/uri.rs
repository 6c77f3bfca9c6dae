//! Names of documents, and the files that they stand for.

use gen_lsp_types::Uri;
use percent_encoding::percent_decode_str;
use std::path::PathBuf;

/// The file of a document. What is no `file:` has no folder, and is called by its last part, which may tell its format.
pub(super) fn path(uri: &Uri) -> PathBuf {
    match uri.0.strip_prefix("file://") {
        // A host may stand before the path; nobody but `localhost` does.
        Some(rest) => file(&decoded(&rest[rest.find('/').unwrap_or(0)..])),
        None => PathBuf::from(decoded(uri.0.rsplit(['/', ':', '\\']).next().unwrap_or("note"))),
    }
}

fn decoded(text: &str) -> String {
    let text = text.split(['?', '#']).next().unwrap_or_default();
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// On Windows, `/c:/notes/a.md` is `c:/notes/a.md`.
fn file(path: &str) -> PathBuf {
    let drive = path.strip_prefix('/').filter(|rest| {
        let rest = rest.as_bytes();
        rest.first().is_some_and(u8::is_ascii_alphabetic) && rest.get(1) == Some(&b':')
    });
    PathBuf::from(drive.unwrap_or(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_a_file_by_its_decoded_path() {
        for (uri, wanted) in [
            ("file:///notes/a.md", "/notes/a.md"),
            ("file:///n%20o/M%C3%BCller%20%231.md", "/n o/Müller #1.md"),
            ("file://localhost/notes/a.md", "/notes/a.md"),
            ("file:///c%3A/notes/a.md", "c:/notes/a.md"),
            ("untitled:Untitled-1", "Untitled-1"),
            ("zipfile:///x.zip/inner/b.txt", "b.txt"),
            ("file://", ""),
        ] {
            assert_eq!(path(&Uri(uri.to_owned())), PathBuf::from(wanted), "{uri}");
        }
    }
}
