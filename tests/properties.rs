//! What holds for every note, whatever is in it: nothing panics, and every place that is told is a place in the text.

#![allow(clippy::unwrap_used, reason = "a helper of tests may panic like the tests themselves")]

#[path = "support/invariants.rs"]
mod invariants;

use goodmeeting::Analyzer;
use goodmeeting::config::Config;
use goodmeeting::note::{BlockKind, Us, blocks, sentences};
use goodmeeting::source::{NoteText, Source, read};
use goodmeeting::span::Span;
use invariants::{note_holds, text_holds};
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Pieces of which notes are made: markup, names, dates, cues, and what might trip a reader of bytes.
const PIECES: &[&str] = &[
    "- ",
    "* ",
    "1. ",
    "- [ ] ",
    "- [x] ",
    "  - ",
    "# ",
    "## ",
    "> ",
    "| ",
    " | ",
    "|---|---|",
    "```",
    "---",
    "**",
    "_",
    "Owner | Action | Due",
    "Next steps:",
    "Next steps – customer",
    "Attendees: ",
    "Date: ",
    "From: ",
    "Subject: Re: ",
    "Priya Shah",
    "Priya",
    "Priya:",
    "Dana Ruiz",
    "@dana",
    "[Dana]",
    "(Dana)",
    "Siobhán Keane",
    "Jean-Luc O’Brien",
    "we",
    "I",
    "they",
    "she",
    "the customer",
    "procurement",
    "will",
    "’ll",
    "to",
    "might",
    "agreed to",
    "asked for",
    "would like to",
    "send",
    "sends",
    "pull",
    "follow up",
    "touch base",
    "review",
    "sign",
    "introduce us to",
    "the security questionnaire",
    "the org chart",
    "pricing",
    "a PO",
    "if legal signs off",
    "once the MSA is in",
    "not",
    "won't",
    "never",
    "good meeting",
    "great call",
    "seems keen",
    "budget is frozen until July",
    "20% off if they sign by month end",
    "by Friday",
    "by Fri",
    "next Tuesday",
    "on 3/14",
    "14th",
    "2026-03-02",
    "EOW",
    "end of Q3",
    "in two weeks",
    "31.12.2025",
    "00/00",
    "99:99",
    "9999-99-99",
    "£9,000",
    "₹",
    ", ",
    "; ",
    ". ",
    "! ",
    "? ",
    " – ",
    " … ",
    ": ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "\u{2028}",
    "\0",
    "İstanbul",
    "ß",
    "ﬁ",
    "é",
    "e\u{301}",
    "日本語",
    "🎉",
    "👩‍👩‍👧",
    "‏שלום",
    "’",
    "“",
    "\\",
    "goodmeeting:",
    "goodmeeting: ignore-next vague-outcome",
    "<!-- goodmeeting: ignore ",
    "unsupported-praise, no-actions: ",
    "-->",
    "[goodmeeting: ignore-file no-actions: é🎉",
    "]",
    "%% goodmeeting: ignore-start missing-owner %%",
    "(goodmeeting: ignore-end)",
];

fn note_like() -> impl Strategy<Value = String> {
    let piece = (prop::sample::select(PIECES), any::<bool>());
    prop::collection::vec(piece, 0..60).prop_map(|pieces| {
        pieces.into_iter().fold(String::from("# Acme\n\n"), |mut text, (piece, space)| {
            text.push_str(piece);
            if space {
                text.push(' ');
            }
            text
        })
    })
}

fn us() -> Us {
    Us::new(vec!["Northwind".into()], vec!["Dana Ruiz".into()], vec!["northwind.example".into()])
}

/// Everything that holds for a text.
fn holds(text: &str) {
    text_holds(text, &us());
}

/// What is found in a text that stands behind another one is what is found in it alone, further on.
fn shifts(text: &str, prefix: &str) {
    let (mut blocks, behind) = (blocks::parse(text), format!("{prefix}{text}"));
    let shift = |span: Span| Span::new(span.start + prefix.len(), span.end + prefix.len());
    let count = blocks::parse(prefix).len();
    let mut moved = blocks::parse(&behind).split_off(count);
    let mut sentences = sentences::split(text, &blocks);
    let found = sentences::split(&behind, &blocks::parse(&behind)).into_iter().filter(|one| one.block >= count);
    let found: Vec<_> = found.map(|one| (one.span, one.block - count)).collect();
    for block in &mut blocks {
        (block.span, block.content, block.label) = (shift(block.span), shift(block.content), block.label.map(shift));
        if let BlockKind::TableCell { header, .. } = &mut block.kind {
            *header = header.map(shift);
        }
        // What stands above may be in the prefix.
        (block.heading, block.parent) = (None, None);
    }
    moved.iter_mut().for_each(|block| (block.heading, block.parent) = (None, None));
    assert_eq!(moved, blocks, "{text:?} behind {prefix:?}");
    sentences.iter_mut().for_each(|sentence| sentence.span = shift(sentence.span));
    assert_eq!(found, sentences.iter().map(|one| (one.span, one.block)).collect::<Vec<_>>(), "{text:?}");
}

/// Cells point to their headers, which move with them.
#[test]
fn a_table_moves_with_its_headers() {
    shifts("Owner | Action | Due\n|---|---|---|\nBo | call | Friday\n", "Before.\n\n");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 384, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn notes_of_all_shapes(text in note_like()) {
        holds(&text);
    }

    #[test]
    fn any_string(text in any::<String>()) {
        holds(&text);
    }

    /// Whatever bytes a file holds, under whatever name: notes of which everything holds, or an error that says what.
    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..2000), head in 0..HEADS.len(), name in 0..NAMES.len()) {
        reads(NAMES[name], &[HEADS[head], &bytes].concat());
    }

    /// A text keeps what was found in it when it moves down; a heading between keeps the two apart.
    #[test]
    fn a_prefix_shifts_what_is_found(text in note_like()) {
        shifts(&text, "# Before\n\nSaid earlier. And – “so” it went é🎉.\n\n# Acme\n\n");
    }

    /// Sentences and what is between them are the text again.
    #[test]
    fn sentences_are_cut_from_the_text(text in note_like()) {
        let found = sentences::split(&text, &blocks::parse(&text));
        let (mut end, mut again) = (0, String::new());
        for sentence in &found {
            again.push_str(&text[end..sentence.span.start]);
            again.push_str(sentence.span.of(&text));
            end = sentence.span.end;
        }
        again.push_str(&text[end..]);
        prop_assert_eq!(again, text);
    }

    /// What is written as UTF-16, or as UTF-8 with a mark, is read as it was.
    #[test]
    fn texts_come_back_from_their_bytes(text in "[A-Z][a-z]{3,9} [a-zA-Z0-9 ,.éß€“”🎉\n]{1,400}") {
        let utf16 = |swap: fn(u16) -> [u8; 2]| "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(swap).collect();
        let marked = format!("\u{feff}{text}").into_bytes();
        for bytes in [text.clone().into_bytes(), marked, utf16(u16::to_le_bytes), utf16(u16::to_be_bytes)] {
            let bytes: Vec<u8> = bytes;
            let note = read(&source("note.md", &bytes)).remove(0).unwrap();
            prop_assert_eq!(&note.text, &text);
        }
    }
}

/// What files of each kind begin with.
const HEADS: &[&[u8]] = &[
    b"",
    b"\xFF\xFE",
    b"\xEF\xBB\xBF",
    b"{\\rtf1 ",
    b"PK\x03\x04",
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
    b"<html>",
    b"WEBVTT\n\n",
    b"<?xml version='1.0'?><en-export><note><content>",
    b"From a@b Mon\nSubject: x\n\n",
    b"{\"notes\": [",
    b"Subject,Notes\n",
];

/// Names for every reader.
const NAMES: &[&str] = &[
    "a.md", "a.txt", "a.html", "a.rtf", "a.docx", "a.xlsx", "a.xls", "a.csv", "a.tsv", "a.json", "a.jsonl", "a.vtt",
    "a.srt", "a.eml", "a.mbox", "a.enex", "a.zip",
];

fn source(name: &str, bytes: &[u8]) -> Source {
    Source::of_bytes(Path::new("/nowhere").join(name), bytes)
}

fn reads(name: &str, bytes: &[u8]) {
    for note in read(&source(name, bytes)) {
        match note {
            Ok(note) => note_holds(&note.parse(&us()), &us()),
            Err(error @ goodmeeting::error::Error::Bug { .. }) => panic!("{error}"),
            Err(error) => assert!(error.path().is_some_and(|path| path.contains(name)), "{error}"),
        }
    }
}

/// The notes of all shipped corpora.
static NOTES: LazyLock<Vec<(PathBuf, String)>> = LazyLock::new(|| {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora");
    let mut notes = Vec::new();
    for corpus in std::fs::read_dir(corpora).unwrap() {
        let Ok(folder) = std::fs::read_dir(corpus.unwrap().path().join("notes")) else { continue };
        let files = folder.map(|file| file.unwrap().path());
        notes.extend(files.map(|file| (file.clone(), std::fs::read_to_string(&file).unwrap())));
    }
    notes.sort();
    notes
});

/// A shipped note with something done to it that happens to files: cut off, pasted twice, other line ends, words lost.
fn mutated() -> impl Strategy<Value = String> {
    let note = any::<prop::sample::Index>().prop_map(|at| at.get(&NOTES).1.clone());
    (note, any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..6_u8).prop_map(|(text, one, other, how)| {
        let boundaries: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (one, other) = (*one.get(&boundaries), *other.get(&boundaries));
        let (from, to) = (one.min(other), one.max(other));
        match how {
            0 => text[..to].to_owned(),
            1 => text[from..].to_owned(),
            2 => text[..from].to_owned() + &text[to..],
            3 => text[..to].to_owned() + &text[from..],
            4 => text.replace('\n', "\r\n"),
            _ => text.replace('\n', " "),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn real_notes_that_were_damaged(text in mutated()) {
        holds(&text);
    }
}

#[test]
fn every_shipped_note_holds() {
    assert!(NOTES.len() > 100, "the corpora are shipped");
    for (file, text) in NOTES.iter() {
        eprintln!("{}", file.display());
        holds(text);
    }
}

/// Where a note comes from does not matter to what is found in it, nor does what was analyzed before it.
#[test]
fn a_note_is_analyzed_alone() {
    let analyzer = Analyzer::new(&Config::default()).unwrap();
    let analyze = |(_, text): &(PathBuf, String)| {
        let record = analyzer.analyze(NoteText::new("note.md", text.clone()));
        serde_json::to_string(&record).unwrap()
    };
    let forwards: Vec<String> = NOTES.iter().take(60).map(analyze).collect();
    let mut backwards: Vec<String> = NOTES.iter().take(60).rev().map(analyze).collect();
    backwards.reverse();
    assert_eq!(forwards, backwards);
}
