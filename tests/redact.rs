//! What must not leave the machine does not, in any format.

#![allow(clippy::unwrap_used)]

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const FORMATS: [&str; 11] =
    ["text", "concise", "jsonl", "json", "csv", "sarif", "junit", "github", "gitlab", "rdjson", "markdown"];

/// Corpora that may be read; with the rules on that name people.
const CORPORA: [&str; 5] = ["sales-dev", "sales-dev-2", "fresh-managed-services", "fresh-lab", "fresh-talk"];

fn notes(corpus: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora").join(corpus)
}

/// A run with all formats at once; what each wrote, and standard error last.
fn check(dir: &Path, more: &[&str]) -> Vec<(String, String)> {
    let out = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_goodmeeting"));
    command.current_dir(dir).args([
        "check",
        "--verbose",
        "--fail-on",
        "never",
        "--config",
        "rules.single-stakeholder=on",
    ]);
    command.args(more);
    for name in FORMATS {
        command.args(["--format", &format!("{name}={}", out.path().join(name).display())]);
    }
    let assert = command.assert();
    let read = |name: &str| (name.to_owned(), fs::read_to_string(out.path().join(name)).unwrap());
    let errors = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
    FORMATS.iter().map(|name| read(name)).chain([("stderr".to_owned(), errors)]).collect()
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Names and excerpts of a record, as words.
fn secrets(record: &Value) -> Vec<Vec<String>> {
    let mut found: Vec<&Value> = vec![&record["title"], &record["account"], &record["author"]];
    let all = |list: &str| record[list].as_array().unwrap().iter().collect::<Vec<_>>();
    found.extend(all("participants").iter().map(|person| &person["name"]));
    found.extend(all("commitments").iter().flat_map(|fact| fact["owner"].as_array().unwrap()));
    for list in ["commitments", "vague", "learnings", "pressure"] {
        found.extend(all(list).iter().map(|fact| &fact["text"]));
    }
    found.iter().filter_map(|value| value.as_str()).map(words).filter(|words| !words.is_empty()).collect()
}

#[test]
fn no_name_and_no_excerpt_is_in_any_redacted_report() {
    // What reports say of themselves, without any note: words of a name that are among them betray nothing.
    let empty = tempfile::tempdir().unwrap();
    fs::write(empty.path().join("a.md"), "x\n").unwrap();
    let own: BTreeSet<String> = check(empty.path(), &[]).iter().flat_map(|(_, report)| words(report)).collect();
    let (mut checked, mut betrayed) = (0, Vec::new());
    for corpus in CORPORA {
        let dir = notes(corpus);
        let plain = check(&dir, &["--no-redact"]);
        let records: Vec<Value> = plain[2].1.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let all: BTreeSet<Vec<String>> = records.iter().flat_map(secrets).collect();
        // Words of one note's own that reports, too, might say are told by their neighbours.
        let telling: Vec<&Vec<String>> =
            all.iter().filter(|words| words.iter().any(|word| !own.contains(word)) || words.len() > 2).collect();
        checked += telling.len();
        for (name, report) in check(&dir, &["--redact=paths"]) {
            let said = words(&report);
            let singles: BTreeSet<&str> = said.iter().map(String::as_str).collect();
            let has = |secret: &&&Vec<String>| {
                secret.iter().all(|word| singles.contains(word.as_str()))
                    && said.windows(secret.len()).any(|window| window == secret.as_slice())
            };
            let told: Vec<_> = telling.iter().filter(has).filter(|secret| !is_wording(secret)).collect();
            betrayed.extend(told.into_iter().map(|secret| format!("{corpus} {name}: {secret:?}")));
            assert!(!report.contains(".md"), "{corpus} {name}: names of files");
        }
    }
    assert!(betrayed.is_empty(), "{betrayed:#?}");
    assert!(checked > 2000, "{checked} secrets");
}

/// Whether a run of words is one of the reports' own.
fn is_wording(secret: &[String]) -> bool {
    let own = words(&(goodmeeting::rules::explain::markdown() + " joint theirs ours others risk spoke"));
    own.windows(secret.len()).any(|window| window == secret)
}

#[test]
fn what_is_withheld_is_up_to_the_format_the_command_line_and_the_configuration() {
    let dir = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(dir.path().join(name), text).unwrap();
    put(
        "priya.md",
        "# Acme\n\nAttendees: Priya Shah (Acme), Dana Ruiz (Northwind)\n\nGood meeting. <!-- goodmeeting: ignore unsupported-praise: \
         Priya Shah signed -->\n<!-- goodmeeting: ignore Shah: x -->\n",
    );
    let named = |more: &[&str], what: &str| -> BTreeSet<String> {
        let more = [&["--config", "us.organizations=['Northwind']"], more].concat();
        check(dir.path(), &more)
            .into_iter()
            .filter(|(_, report)| report.to_lowercase().contains(what))
            .map(|(name, _)| name)
            .collect()
    };
    let set = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<BTreeSet<_>>();
    let all = set(&FORMATS);
    let open: BTreeSet<String> = all.difference(&set(&["github", "gitlab", "junit"])).cloned().collect();
    assert_eq!(named(&[], "shah"), open);
    assert_eq!(named(&["--no-redact"], "shah"), all);
    assert_eq!(named(&["--redact"], "shah"), set(&[]));
    assert_eq!(named(&["--redact"], "priya.md"), all);
    assert_eq!(named(&["--redact=paths"], "priya"), set(&[]));
    assert_eq!(
        named(&["--config", "redact.formats=['sarif']"], "shah"),
        all.difference(&set(&["sarif"])).cloned().collect()
    );
    put("goodmeeting.toml", "[redact]\nformats = []\npaths = true\n");
    assert_eq!(named(&[], "shah"), all);
    put("goodmeeting.toml", "[redact]\nformats = ['txt']\n");
    let mut command = Command::new(env!("CARGO_BIN_EXE_goodmeeting"));
    command.current_dir(&dir).arg("check").assert().code(2).stderr(contains("did you mean `text`?"));
}

#[test]
fn numbers_and_addresses_are_masked_for_programs() {
    let dir = tempfile::tempdir().unwrap();
    let note = "# Acme\n\nPriya will send the form to priya.shah@acme.example by Friday. Card 4111 1111 1111 1111 expires on Friday.\n\
                They pay DE89 3704 0044 0532 0130 00 every month, which takes them nine days.\n\
                <!-- goodmeeting: ignore-file missing-due-date, nothing-learned, unsupported-praise: x@acme.example -->\n";
    fs::write(dir.path().join("a.md"), note).unwrap();
    let secret = |report: &str| ["acme.example", "4111 1111", "DE89"].iter().any(|secret| report.contains(secret));
    let (masked, open) = (check(dir.path(), &["--no-redact"]), check(dir.path(), &["--no-redact", "--no-mask"]));
    for (name, report) in &masked {
        let is_for_people = ["text", "concise", "stderr"].contains(&name.as_str());
        assert!(is_for_people || !secret(report), "{name}");
    }
    assert!(secret(&masked[0].1) && secret(&open[2].1));
    let read =
        |reports: &[(String, String)]| serde_json::from_str::<Value>(reports[2].1.lines().next().unwrap()).unwrap();
    let (masked, open) = (read(&masked), read(&open));
    for (one, other) in masked["commitments"].as_array().unwrap().iter().zip(open["commitments"].as_array().unwrap()) {
        assert_eq!(
            (&one["line"], &one["column"], &one["end_column"]),
            (&other["line"], &other["column"], &other["end_column"])
        );
        assert_eq!(one["text"].as_str().unwrap().chars().count(), other["text"].as_str().unwrap().chars().count());
        assert_eq!(one["owner"], other["owner"]);
    }
}

#[test]
fn errors_are_redacted_as_what_they_stand_beside() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("priya.docx"), "PK\u{3}\u{4}and no more").unwrap();
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_goodmeeting"));
        command.current_dir(&dir).args(["check", "priya.docx"]).args(args).assert().code(2)
    };
    run(&[]).stderr(contains("priya.docx"));
    run(&["--format", "github"]).stderr(contains("priya.docx").and(contains("[withheld]")));
    run(&["--format", "github", "--redact=paths"]).stderr(contains("priya").not()).stdout(contains("priya").not());
}
