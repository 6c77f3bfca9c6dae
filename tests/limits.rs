//! Bounds: what exceeds one is named with its file, the run ends with 2, and everything else is read. `docs/limits.md` has them.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::{Cursor, Write};
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

const MB: usize = 1 << 20;

/// A zip of some files.
fn zipped(files: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Some bytes, then blanks up to a size, then others.
fn filled(start: &str, size: usize, end: &str) -> Vec<u8> {
    let mut bytes = start.as_bytes().to_vec();
    bytes.resize(size, b' ');
    bytes.extend_from_slice(end.as_bytes());
    bytes
}

/// Files that each exceed a bound, with what is said of them.
fn files() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let (stored, deflated) = (CompressionMethod::Stored, CompressionMethod::Deflated);
    let nested = (0..6).fold(b"Omar will sign by Friday.".to_vec(), |inner, at| {
        zipped(&[(if at == 0 { "a.md" } else { "a.zip" }, &inner)], stored)
    });
    let large_zip = zipped(&[("b.zip", &zipped(&[("a.md", &vec![b'x'; 129 * MB])], stored))], stored);
    let names: Vec<String> = (0..=200_000).map(|number| format!("{number}.md")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    let columns = (0..5000).map(|column| format!("c{column},")).collect::<String>() + "notes\nx\n";
    vec![
        ("whole.html", filled("<html><p>", 65 * MB, ""), "larger than 64 MB"),
        ("whole.json", filled("{\"a\":1", 65 * MB, "}"), "larger than 64 MB"),
        ("whole.eml", filled("From: a@b.example\nMIME-Version: 1.0\n\n", 65 * MB, ""), "larger than 64 MB"),
        ("row.csv", filled("date,note\n2026-03-02,\"", 17 * MB, "\"\n"), "row 2 is larger than 16 MB"),
        ("line.jsonl", filled("{\"note\":\"", 17 * MB, "\"}\n"), "line 1 is larger than 16 MB"),
        ("mail.mbox", filled("From a\nFrom: a@b.example\n\n", 17 * MB, ""), "mail 1 is larger than 16 MB"),
        ("note.enex", filled("<en-export><note><content>", 257 * MB, ""), "note 1 is larger than 256 MB"),
        ("columns.csv", columns.into_bytes(), "more than 4096 columns"),
        ("deep.zip", nested, "a container inside 4 others"),
        ("packed.zip", zipped(&[("a.md", &vec![b'x'; 9 * MB])], deflated), "more than 250 times as large as packed"),
        ("many.zip", zipped(&many, stored), "more than 200000 files in it"),
        ("inner.zip", large_zip, "larger than 128 MB"),
    ]
}

#[test]
fn what_exceeds_a_bound_is_named_and_the_rest_is_read() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("good.md"), "# Brightwater\n\nOmar will sign by Friday.\n").unwrap();
    let documented = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/limits.md")).unwrap();
    for (name, content, what) in files() {
        fs::write(dir.path().join(name), content).unwrap();
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_goodmeeting"));
        let run = command.current_dir(&dir).args(["check", "--format", "jsonl", "--fail-on", "never", "."]).assert();
        let output = run.code(2).get_output().clone();
        let (out, errors) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
        assert!(errors.contains(name) && errors.contains(what), "{name}: {errors}");
        assert!(out.lines().any(|line| line.contains("good.md")), "{name}: {out}");
        let bound = what.split(' ').find(|word| word.bytes().all(|byte| byte.is_ascii_digit())).unwrap();
        assert!(documented.replace(',', "").contains(bound), "{bound} stands in docs/limits.md");
        fs::remove_file(dir.path().join(name)).unwrap();
    }
}
