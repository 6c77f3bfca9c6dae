//! Exports in files of their own, and what is read of them.
//!
//! A test includes this file by `#[path = "support/exports.rs"] mod support;`.

#![allow(clippy::unwrap_used)]
#![allow(dead_code, reason = "not every test asks for everything")]

use goodmeeting::config::{ConfigId, Configs};
use goodmeeting::note::{Note, Side, Us};
use goodmeeting::source::{self, Content, NoteText, Selection, Source};
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

/// Files in a folder of their own.
pub(crate) fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    dir
}

pub(crate) fn us() -> Us {
    Us::new(vec![], vec![], vec!["northpeak.example".into()])
}

/// The notes of one of them, each with its entry.
pub(crate) fn notes(dir: &Path, name: &str) -> Vec<(Option<String>, Note)> {
    let source = Source {
        path: dir.join(name),
        config: ConfigId::default(),
        is_named: true,
        content: Content::File,
        ..Source::default()
    };
    let read = source::read(&source).into_iter().map(|note| note.unwrap_or_else(|error| panic!("{error}")));
    read.map(|note| (note.entry.clone(), note.parse(&us()))).collect()
}

pub(crate) fn people(note: &Note) -> Vec<(&str, Side)> {
    let people = note.meta.participants.iter().filter(|person| !person.is_organization);
    people.map(|person| (person.name.as_str(), person.side)).collect()
}

#[track_caller]
pub(crate) fn assert_meta(note: &Note, title: Option<&str>, date: Option<&str>, account: Option<&str>) {
    let meta = &note.meta;
    assert_eq!(meta.title.as_deref(), title);
    assert_eq!(meta.date.map(|date| date.to_string()).as_deref(), date);
    assert_eq!(meta.account.as_deref(), account);
}

/// What is read of one file.
pub(crate) fn only(name: &str, content: &[u8]) -> Note {
    let dir = folder(&[(name, content)]);
    let mut found = notes(dir.path(), name);
    assert_eq!(found.len(), 1);
    found.remove(0).1
}

/// A zip of some files.
pub(crate) fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The notes of a folder as a walk finds them.
pub(crate) fn walked(dir: &Path) -> Vec<NoteText> {
    let configs = Arc::new(Configs::nearest());
    let found = source::find(&[dir.to_owned()], &Selection::default(), &configs).unwrap();
    found.sources.iter().flat_map(source::read).map(Result::unwrap).collect()
}
