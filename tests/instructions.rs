//! How many instructions a small corpus takes: a number that tells a slower program without a clock.
//!
//! `GOODMEETING_UPDATE=1 cargo test --test instructions` keeps the number that is counted now.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;
use std::process::Command;

#[path = "support/tools.rs"]
mod tools;

/// By how much a count may differ: other versions of compilers and system libraries make other code of the same source.
const MARGIN: f64 = 0.1;

#[test]
fn a_small_corpus_takes_no_more_instructions_than_it_did() {
    let Some(valgrind) = tools::find("valgrind") else { return };
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let kept = home.join("tests/instructions.txt");
    let count = count(&valgrind, &home.join("corpora/fresh-lab"));
    if std::env::var_os("GOODMEETING_UPDATE").is_some() {
        std::fs::write(&kept, format!("{count}\n")).unwrap();
    }
    let known: u64 = std::fs::read_to_string(&kept).unwrap().trim().parse().unwrap();
    let change = count as f64 / known as f64 - 1.0;
    assert!(
        change.abs() <= MARGIN,
        "{count} instructions where there were {known}: {:+.0} %. Where that is meant, keep it: \
         GOODMEETING_UPDATE=1 cargo test --test instructions",
        100.0 * change
    );
}

/// The instructions that this build takes for a folder, on one thread.
fn count(valgrind: &Path, folder: &Path) -> u64 {
    let scratch = tempfile::tempdir().unwrap();
    let out = scratch.path().join("callgrind.out");
    let run = Command::new(valgrind)
        .args(["--tool=callgrind", &format!("--callgrind-out-file={}", out.display())])
        .arg(env!("CARGO_BIN_EXE_goodmeeting"))
        .args(["check", "-j1", "--format=jsonl", "--fail-on=never"])
        .arg(folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}");
    let counted = said.lines().find_map(|line| line.split_once("Collected : ")).expect("callgrind tells a count");
    counted.1.trim().parse().unwrap()
}
