//! What is fuzzed. Each target takes any bytes, and panics where something does not hold that must hold for all of them.
//!
//! The files in `fuzz_targets/` run them under libFuzzer; `tests/fuzz.rs` runs the kept inputs through the same
//! functions, with the stable toolchain.

#[path = "../../tests/support/invariants.rs"]
mod invariants;

use goodmeeting::config::{Config, command_line};
use goodmeeting::dates;
use goodmeeting::error::Error;
use goodmeeting::lexicon::words::tokenize;
use goodmeeting::lexicon::{EMBEDDED, Lexicon, Scratch, selftest};
use goodmeeting::note::{Note, Us, blocks, sentences};
use goodmeeting::source::{Source, read};
use goodmeeting::span::Span;
use invariants::{is_place, note_holds, parts_hold, text_holds, times_hold};
use jiff::civil::Date;
use std::io::{Cursor, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;

/// A target: any bytes are an input.
pub type Target = fn(&[u8]);

/// All targets by name.
pub const TARGETS: &[(&str, Target)] = &[
    ("splitter", splitter),
    ("matcher", matcher),
    ("dates", dates),
    ("extractor", extractor),
    ("config", config),
    ("lexicon", lexicon),
    ("text", text),
    ("html", html),
    ("rtf", rtf),
    ("docx", docx),
    ("sheet", sheet),
    ("table", table),
    ("json", json),
    ("cues", cues),
    ("mail", mail),
    ("enex", enex),
    ("zip", zip),
];

fn us() -> Us {
    Us::new(vec!["Northwind".into()], vec!["Dana Ruiz".into()], vec!["northwind.example".into()])
}

/// The first byte, by which an input chooses one of several ways, and the rest.
fn choice(data: &[u8]) -> (u8, &[u8]) {
    data.split_first().map_or((0, data), |(first, rest)| (*first, rest))
}

/// Blocks and sentences, of notes and of transcripts.
pub fn splitter(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for blocks in [blocks::parse(&text), blocks::parse_transcript(&text)] {
        parts_hold(&text, &blocks, &sentences::split(&text, &blocks));
    }
    let note = Note::parse(text.into_owned(), Some("2026-03-02 Acme.md"), &us());
    parts_hold(&note.text, &note.blocks, &note.sentences);
}

/// Words, and the phrases of the lexicon among them.
pub fn matcher(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    find(Lexicon::embedded(), &text);
}

fn find(lexicon: &Lexicon, text: &str) {
    let (mut tokens, mut found) = (Vec::new(), Vec::new());
    tokenize(text, Span::new(0, text.len()), &mut tokens);
    let mut end = 0;
    for token in &tokens {
        is_place(text, token.span);
        assert!(!token.span.is_empty() && token.span.start >= end, "{token:?} {text:?}");
        end = token.span.end;
    }
    lexicon.find(text, &tokens, &mut Scratch::default(), &mut found);
    assert!(found.iter().all(|found| found.first <= found.last && found.last < tokens.len()));
    assert!(found.is_sorted_by_key(|found| found.first));
}

/// Times in a text, read from a day that the first byte chooses.
pub fn dates(data: &[u8]) {
    const DAYS: [Option<Date>; 6] = [
        None,
        Some(Date::constant(2026, 3, 2)),
        Some(Date::constant(2024, 2, 29)),
        Some(Date::constant(2025, 12, 31)),
        Some(Date::MIN),
        Some(Date::MAX),
    ];
    let (first, rest) = choice(data);
    let (text, day) = (String::from_utf8_lossy(rest), DAYS[usize::from(first) % DAYS.len()]);
    let mut times = Vec::new();
    let whole = Span::new(0, text.len());
    let order = dates::Order::told_by(&text, None);
    dates::find_after(&text, whole, day, dates::Before { day, order }, &mut times);
    times_hold(&text, whole, &times);
    dates::parse_date(&text, day);
    for (span, _) in dates::find_absolute(&text, order) {
        is_place(&text, span);
    }
}

/// A whole note: facts, findings, the record.
pub fn extractor(data: &[u8]) {
    text_holds(&String::from_utf8_lossy(data), &us());
}

/// A configuration, or settings of the command line.
pub fn config(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let settings: Vec<String> = text.lines().map(str::to_owned).collect();
    let table = command_line(&settings);
    if let Ok(config) = Config::parse(&text, Path::new("/nowhere/goodmeeting.toml")) {
        config.settings();
        config.excludes(Path::new("/nowhere/notes/Acme/2026-03-02.md"), false);
        config.accounts.of("notes/Acme/2026-03-02.md", Some("Acme weekly"), None);
        let _ = table.map(|table| config.with(&table));
    }
}

/// A lexicon file, alone: the words that come with the program are left out, as reading them takes far longer.
pub fn lexicon(data: &[u8]) {
    const SENTENCE: &str = "Priya will send the 3 signed quotes, and they'll follow up on pricing by Friday.";
    let text = String::from_utf8_lossy(data);
    let mut files: Vec<(String, String)> =
        EMBEDDED.iter().map(|(name, _)| ((*name).to_owned(), String::new())).collect();
    files.push(("own.toml".to_owned(), text.to_string()));
    if let Ok(lexicon) = Lexicon::load(&files, &[]) {
        find(&lexicon, SENTENCE);
        find(&lexicon, &text);
        lexicon.literal_phrases();
        for failure in selftest::run(&lexicon, &mut |_| Vec::new()) {
            let _ = failure.to_string();
        }
    }
}

/// The notes of a file of that name; beside it lies nothing.
fn read_as(name: &str, bytes: &[u8]) {
    let source = Source::of_bytes(Path::new("/nowhere/Acme").join(name), bytes);
    let us = us();
    for note in read(&source) {
        match note {
            Ok(note) => {
                note.identity();
                note_holds(&note.parse(&us), &us);
            }
            Err(error @ Error::Bug { .. }) => panic!("{error}"),
            Err(error) => assert!(error.path().is_some_and(|path| path.contains(name)), "{error}"),
        }
    }
}

/// The same under the name that the first byte chooses.
fn read_as_one_of(names: &[&str], data: &[u8]) {
    let (first, rest) = choice(data);
    read_as(names[usize::from(first) % names.len()], rest);
}

/// Markdown and text, in any encoding, of any program.
pub fn text(data: &[u8]) {
    read_as_one_of(&["2026-03-02 Acme.md", "call.txt"], data);
}

/// Pages of HTML.
pub fn html(data: &[u8]) {
    read_as("page.html", data);
}

/// Rich Text.
pub fn rtf(data: &[u8]) {
    read_as("note.rtf", &[b"{\\rtf1", data].concat());
}

/// The text of a Word file.
pub fn docx(data: &[u8]) {
    read_as("note.docx", &zipped(&[("word/document.xml", data)]));
}

/// Workbooks: a sheet, shared words, a workbook's list of sheets, or a workbook of the time before zips.
pub fn sheet(data: &[u8]) {
    const WORKBOOK: &[u8] = b"<workbook xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'>\
        <sheets><sheet name='Notes' sheetId='1' r:id='r1'/></sheets></workbook>";
    const ROOT: &[u8] = b"<Relationships><Relationship Id='r1' Target='xl/workbook.xml' \
        Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'/></Relationships>";
    const RELATIONS: &[u8] = b"<Relationships><Relationship Id='r1' Target='worksheets/sheet1.xml' \
        Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet'/></Relationships>";
    const SHEET: &[u8] =
        b"<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>\
        <row r='2'><c r='A2'><v>45718.5</v></c><c r='B2' t='s'><v>2</v></c></row></sheetData></worksheet>";
    const WORDS: &[u8] =
        b"<sst><si><t>Date</t></si><si><t>Notes</t></si><si><t>Priya will send the quote.</t></si></sst>";
    let (first, rest) = choice(data);
    let mut parts = [
        ("xl/worksheets/sheet1.xml", SHEET),
        ("xl/sharedStrings.xml", WORDS),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/styles.xml", b"<styleSheet/>"),
        ("_rels/.rels", ROOT),
    ];
    match parts.get_mut(usize::from(first) % 7) {
        Some((_, part)) => {
            *part = rest;
            read_as("book.xlsx", &zipped(&parts));
        }
        None => read_as("book.xls", &[b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", rest].concat()),
    }
}

/// Tables, of any program.
pub fn table(data: &[u8]) {
    read_as_one_of(&["notes.csv", "notes.tsv", "Task.csv", "Event.csv", "ContentNote.csv", "export.xls"], data);
}

/// JSON and JSON Lines, of any program.
pub fn json(data: &[u8]) {
    read_as_one_of(&["notes.json", "notes.jsonl", "2026-03-02.json"], data);
}

/// Captions of recordings.
pub fn cues(data: &[u8]) {
    read_as_one_of(&["call.vtt", "call.srt", "GMT20260302-100000_Recording.transcript.vtt"], data);
}

/// Mails and mailboxes.
pub fn mail(data: &[u8]) {
    read_as_one_of(&["mail.eml", "mail.mbox", "page.mht"], data);
}

/// Notebooks of Evernote.
pub fn enex(data: &[u8]) {
    read_as("notebook.enex", data);
}

/// Zips: as they are, or packed here of members, each `name`, a line end, and what is in it, up to the next NUL.
pub fn zip(data: &[u8]) {
    let (first, rest) = choice(data);
    if first % 2 == 0 {
        return read_as("export.zip", &[b"PK", rest].concat());
    }
    let members: Vec<(String, &[u8])> = rest
        .split(|&byte| byte == 0)
        .map(|member| {
            let end = member.iter().position(|&byte| byte == b'\n').unwrap_or(member.len());
            let inner = member.get(end + 1..).unwrap_or_default();
            (String::from_utf8_lossy(&member[..end]).into_owned(), inner)
        })
        .collect();
    let members: Vec<(&str, &[u8])> = members.iter().map(|(name, inner)| (name.as_str(), *inner)).collect();
    let packed = zipped(&members);
    read_as("export.zip", &packed);
    read_as("outer.zip", &zipped(&[("inner.zip", &packed), ("inner/inner.zip", &packed)]));
}

/// A zip of some members; those whose names cannot be in a zip are left out.
fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, inner) in members {
        if zip.start_file(*name, SimpleFileOptions::default()).is_ok() {
            let _ = zip.write_all(inner);
        }
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}
