//! The same notes give the same bytes, whatever the threads, the run, and the order in which files came.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// Some shipped notes, and exports among them.
fn files() -> Vec<(String, Vec<u8>)> {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora");
    let mut files = Vec::new();
    for corpus in ["sales-dev", "fresh-hands"] {
        let folder = fs::read_dir(corpora.join(corpus).join("notes")).unwrap();
        let mut paths: Vec<PathBuf> = folder.map(|file| file.unwrap().path()).collect();
        paths.sort();
        let name = |path: &Path| format!("{corpus}/{}", path.file_name().unwrap().to_str().unwrap());
        files.extend(paths.iter().take(40).map(|path| (name(path), fs::read(path).unwrap())));
    }
    let rows = (0..300)
        .map(|row| format!("2026-03-{:02},Acme {row},Priya Shah will send quote {row} by Friday.\n", row % 28 + 1));
    let table = "Date,Account,Notes\n".to_owned() + &rows.collect::<String>();
    files.push(("crm.csv".to_owned(), table.into_bytes()));
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for number in 0..20 {
        zip.start_file(format!("{number}.md"), zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(format!("# Call {number}\n\nGood meeting. Omar will sign by Monday.\n").as_bytes()).unwrap();
    }
    files.push(("export.zip".to_owned(), zip.finish().unwrap().into_inner()));
    files
}

/// A folder into which the files came in an order that a number chooses.
fn folder(order: usize) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in shuffled(files(), order) {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    dir
}

/// The same things in another order; 0 leaves them as they are.
fn shuffled<T>(mut things: Vec<T>, order: usize) -> Vec<T> {
    for at in (1..things.len()).rev().filter(|_| order > 0) {
        things.swap(at, (at * 7919 + order * 104_729) % (at + 1));
    }
    things
}

fn run(dir: &Path, args: &[&str]) -> Vec<u8> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_goodmeeting"));
    let out = command.current_dir(dir).args(["check", "--fail-on", "never"]).args(args).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    assert!(out.stdout.len() > 10_000);
    out.stdout
}

#[test]
fn threads_and_runs_change_nothing() {
    let dir = folder(0);
    for format in ["jsonl", "json", "text", "sarif", "csv"] {
        let first = run(dir.path(), &["-j1", "--format", format]);
        for threads in ["-j1", "-j2", "-j8"] {
            for _ in 0..if format == "jsonl" { 3 } else { 1 } {
                assert!(run(dir.path(), &[threads, "--format", format]) == first, "{format} {threads}");
            }
        }
    }
}

#[test]
fn the_order_in_which_files_were_made_changes_nothing() {
    let first = run(folder(0).path(), &["--format", "jsonl"]);
    for order in 1..4 {
        assert!(run(folder(order).path(), &["--format", "jsonl"]) == first, "order {order}");
    }
}

#[test]
fn the_order_in_which_files_are_named_changes_only_the_order() {
    let dir = folder(0);
    let names: Vec<String> = files().into_iter().map(|(name, _)| name).collect();
    let records = |order: usize| {
        let names = shuffled(names.clone(), order);
        let args: Vec<&str> = ["--format", "jsonl"].into_iter().chain(names.iter().map(String::as_str)).collect();
        let out = String::from_utf8(run(dir.path(), &args)).unwrap();
        out.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let sorted = |order: usize| {
        let mut records = records(order);
        records.sort();
        records
    };
    assert_ne!(records(0), records(1));
    for order in 1..4 {
        assert_eq!(sorted(order), sorted(0));
    }
}
