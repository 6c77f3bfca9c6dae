//! What fuzzing found and covered, kept in `fuzz/corpus`, holds with the stable toolchain too.

#![allow(clippy::unwrap_used)]

#[allow(unreachable_pub, dead_code, reason = "it is a crate of its own in fuzz/")]
#[path = "../fuzz/src/lib.rs"]
mod targets;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

fn fuzz() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

/// The kept inputs of a target.
fn inputs(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = fuzz().join("corpus").join(target);
    let files = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = files.map(|file| file.unwrap().path());
    paths.map(|path| (path.display().to_string(), fs::read(&path).unwrap())).collect()
}

#[test]
fn kept_inputs_hold() {
    for (name, target) in targets::TARGETS {
        let inputs = inputs(name);
        assert!(inputs.len() > 3, "{name} has hardly an input");
        for (path, bytes) in inputs {
            let begun = Instant::now();
            if std::panic::catch_unwind(|| target(&bytes)).is_err() {
                panic!("{path} fails, see above");
            }
            assert!(begun.elapsed() < Duration::from_secs(20), "{path} takes {:?}", begun.elapsed());
        }
    }
}

#[test]
fn every_target_has_its_program() {
    let of_file = |file: fs::DirEntry| file.path().file_stem().unwrap().to_str().unwrap().to_owned();
    let programs: BTreeSet<String> =
        fs::read_dir(fuzz().join("fuzz_targets")).unwrap().map(|file| of_file(file.unwrap())).collect();
    let targets: BTreeSet<String> = targets::TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(programs, targets);
    let manifest = fs::read_to_string(fuzz().join("Cargo.toml")).unwrap();
    for target in targets {
        assert!(
            manifest.contains(&format!("path = \"fuzz_targets/{target}.rs\"")),
            "{target} is not in fuzz/Cargo.toml"
        );
    }
}
