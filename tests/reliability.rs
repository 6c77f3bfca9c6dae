//! `docs/reliability.md` says what is true: every test and script that it names exists.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// All sources of tests and of the library.
fn sources(folder: &Path, out: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            out.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_row_names_a_test_that_exists() {
    let mut code = String::new();
    sources(&root().join("tests"), &mut code);
    sources(&root().join("src"), &mut code);
    let table = fs::read_to_string(root().join("docs/reliability.md")).unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| what |"));
    let mut tests = 0;
    for row in rows {
        let shown_by = row.trim_end_matches('|').rsplit('|').next().unwrap();
        let names: Vec<&str> = shown_by.split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "no test in: {row}");
        for name in names {
            let script = name.split(' ').next().filter(|name| name.starts_with("scripts/"));
            let exists = match script {
                Some(script) => root().join(script).is_file(),
                None => code.contains(&format!("fn {name}(")),
            };
            assert!(exists, "{name} is nowhere: {row}");
            tests += 1;
        }
    }
    assert!(tests > 30, "the table is read");
}
