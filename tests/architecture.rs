//! The order of the rooms: each imports only from those that stand before it, so that there are no circles.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms of the library in the order in which a note goes through them; `docs/architecture.md` says what is in each.
const ROOMS: &[&str] = &[
    "span", "key", "error", "guard", "draft", "format", "decode", "globs", "dates", "suppress", "note", "lexicon",
    "extract", "rules", "record", "baseline", "changes", "config", "source", "gate", "redact", "view", "deal", "brief",
    "team", "report", "score", "analyzer", "batch", "init", "lsp",
];

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// All source files with the room that each belongs to.
fn files(folder: &Path, found: &mut Vec<(String, PathBuf)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let inner = path.strip_prefix(src()).unwrap();
            let room = inner.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs");
            found.push((room.to_owned(), path));
        }
    }
}

/// The rooms that a file names: `crate::ROOM::…`, outside comments.
fn named(text: &str) -> BTreeSet<&str> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let paths = code.flat_map(|line| line.split("crate::").skip(1));
    paths.map(|path| path.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default()).collect()
}

#[test]
fn rooms_import_only_what_stands_before_them() {
    let mut all = Vec::new();
    files(&src(), &mut all);
    let place = |room: &str| ROOMS.iter().position(|one| *one == room);
    let mut wrong = Vec::new();
    for (room, path) in all.iter().filter(|(room, _)| !matches!(room.as_str(), "lib" | "main" | "cli")) {
        let Some(own) = place(room) else {
            wrong.push(format!("{room} has no place among the rooms"));
            continue;
        };
        let text = fs::read_to_string(path).unwrap();
        let late = named(&text).into_iter().filter(|other| place(other).is_some_and(|other| other > own));
        wrong.extend(late.map(|other| format!("{}: {room} comes before {other}", path.display())));
    }
    assert!(all.len() > 50, "the sources are there");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_is_described() {
    let described = fs::read_to_string(src().join("../docs/architecture.md")).unwrap();
    for room in ROOMS {
        assert!(described.contains(&format!("`{room}`")), "{room} is not in docs/architecture.md");
    }
}

#[test]
fn only_the_command_line_prints_or_reads_the_clock() {
    let mut all = Vec::new();
    files(&src(), &mut all);
    for (room, path) in all.iter().filter(|(room, _)| !matches!(room.as_str(), "main" | "cli")) {
        let text = fs::read_to_string(path).unwrap();
        for forbidden in ["println!", "eprint", "Zoned::now", "Timestamp::now", "SystemTime", "std::net"] {
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            assert_eq!(
                code.filter(|line| line.contains(forbidden)).count(),
                0,
                "{room}: {}: {forbidden}",
                path.display()
            );
        }
    }
}
