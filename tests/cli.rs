//! The program as people and other programs meet it: what it reads, what it says, and how it exits.

#![allow(clippy::unwrap_used)]

use assert_cmd::Command;
use assert_cmd::assert::Assert;
use predicates::prelude::*;
use predicates::str::contains;
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const NOTE: &str = "# Acme, 2026-03-02\n\nPriya Shah will send the security questionnaire by Friday.\n";

/// A folder with files in it.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        put(dir.path(), name, text.as_bytes());
    }
    dir
}

fn put(dir: &Path, name: &str, bytes: &[u8]) {
    let file = dir.join(name);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, bytes).unwrap();
}

fn goodmeeting(dir: &TempDir, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_goodmeeting"));
    command.current_dir(dir).args(args);
    command
}

/// Runs `check` so that no finding fails it.
fn check(dir: &TempDir, args: &[&str]) -> Assert {
    let mut all = vec!["check", "--fail-on", "never"];
    if !args.contains(&"--format") {
        all.extend(["--format", "jsonl"]);
    }
    all.extend(args);
    goodmeeting(dir, &all).assert()
}

fn records(assert: &Assert) -> Vec<Value> {
    let out = String::from_utf8(assert.get_output().stdout.clone()).unwrap();
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn paths(assert: &Assert) -> Vec<String> {
    records(assert).iter().map(|record| record["path"].as_str().unwrap().to_owned()).collect()
}

fn has_keys(value: &Value, keys: &[&str]) {
    for key in keys {
        assert!(value.get(key).is_some(), "{key} is missing in {value}");
    }
}

#[test]
fn a_record_has_the_names_that_other_programs_depend_on() {
    let dir = folder(&[("a.md", NOTE)]);
    let found = records(&check(&dir, &["a.md"]).code(0));
    has_keys(&found[0], &["schema", "path", "entry", "title", "date", "account", "author", "participants"]);
    has_keys(&found[0], &["verdict", "tests", "commitments", "vague", "learnings", "pressure", "findings"]);
    let tests = ["customer_commitment", "learning", "customer_action", "exchange_of_value"];
    has_keys(&found[0]["tests"], &tests);
    assert_eq!(found[0]["schema"], "goodmeeting.note/1");
    assert_eq!(found[0]["path"], "a.md");
    assert_eq!(found[0]["entry"], Value::Null);
}

#[test]
fn json_is_the_same_records_as_one_array() {
    let dir = folder(&[("a.md", NOTE), ("b.md", "Good meeting.\n")]);
    let lines = records(&check(&dir, &[]).code(0));
    assert_eq!(lines.len(), 2);
    let out = check(&dir, &["--format", "json"]).code(0).get_output().stdout.clone();
    assert_eq!(serde_json::from_slice::<Vec<Value>>(&out).unwrap(), lines);
    let none = check(&dir, &["--format", "json", "nope.md"]).code(2).get_output().stdout.clone();
    assert_eq!(none, b"[]\n");
}

#[test]
fn the_exit_code_follows_the_failing_severity() {
    let dir = folder(&[("empty.md", "")]);
    let run = |args: &[&str]| goodmeeting(&dir, &["check", "--quiet"]).args(args).assert().stdout(contains("empty.md"));
    run(&["--fail-on", "warning"]).code(1);
    run(&["--fail-on", "error"]).code(0);
    run(&["--fail-on", "never"]).code(0);
    run(&[]).code(1);

    put(dir.path(), "goodmeeting.toml", b"fail_on = 'error'");
    run(&[]).code(0);
    run(&["--fail-on", "warning"]).code(1);

    put(dir.path(), "goodmeeting.toml", b"[rules]\nempty-note = 'off'");
    run(&[]).code(0);
    put(dir.path(), "goodmeeting.toml", b"[rules]\nempty-note = 'error'");
    run(&["--fail-on", "error"]).code(1);
}

#[test]
fn folders_are_read_in_order_without_what_is_hidden_ignored_or_excluded() {
    let dir = folder(&[
        ("b.md", NOTE),
        ("a/2.TXT", NOTE),
        ("a/1.markdown", NOTE),
        ("a/skipped.md", NOTE),
        ("a/.gitignore", "skipped.md\n"),
        ("a/deep/3.text", NOTE),
        ("c.pdf", "%PDF"),
        (".hidden/d.md", NOTE),
        ("gold/e.md", NOTE),
        ("f.log", NOTE),
        ("ignored/g.md", NOTE),
        (".ignore", "ignored/\n"),
        ("goodmeeting.toml", "exclude = ['gold/']"),
    ]);
    let usual = ["a/1.markdown", "a/2.TXT", "a/deep/3.text", "b.md"];
    let found = |args: &[&str]| paths(&check(&dir, args).code(0));
    assert_eq!(found(&[]), usual);
    assert_eq!(found(&["."]), usual);
    assert_eq!(found(&["b.md", "a", "./a", "a/2.TXT"]), ["b.md", usual[0], usual[1], usual[2]]);
    assert_eq!(found(&["--exclude", "a/*"]), ["b.md"]);
    assert_eq!(found(&["--exclude", "deep/", "a"]), usual[..2]);
    assert_eq!(found(&["--glob", "*.log"]), ["f.log"]);
    assert_eq!(found(&["--no-ignore", "a"])[3..], ["a/skipped.md"]);
    assert_eq!(found(&["a/skipped.md", "gold/e.md", "f.log"]).len(), 3, "named files are always read");
    assert_eq!(found(&["a/*"]), usual[..2]);
    assert_eq!(found(&["**/*.text", "./?.md"]), ["a/deep/3.text", "b.md"]);
}

#[test]
fn the_nearest_configuration_holds() {
    let dir = folder(&[
        ("goodmeeting.toml", "fail_on = 'never'"),
        ("outer.md", ""),
        ("team/goodmeeting.toml", "exclude = ['old.md']"),
        ("team/calls/new.md", ""),
        ("team/old.md", ""),
    ]);
    let run = |args: &[&str]| goodmeeting(&dir, &["check"]).args(args).assert();
    run(&["outer.md"]).code(0);
    run(&["team/calls"]).code(1);
    run(&["--config", "goodmeeting.toml", "team/calls"]).code(0);
    assert_eq!(paths(&check(&dir, &[]).code(0)), ["outer.md", "team/calls/new.md"]);
    run(&["--config", "nope.toml"]).code(2).stderr(contains("nope.toml: no such file"));
}

#[test]
fn a_mistake_in_a_configuration_is_named_with_its_line() {
    let dir = folder(&[("a.md", NOTE), ("goodmeeting.toml", "[us]\norganisations = ['Acme']")]);
    check(&dir, &[])
        .code(2)
        .stdout("")
        .stderr(contains("goodmeeting.toml:2: unknown key `organisations`; did you mean `organizations`?"));
    put(dir.path(), "goodmeeting.toml", b"[rules]\nvague-outcomes = 'off'");
    check(&dir, &[]).code(2).stderr(contains("goodmeeting.toml:2: ").and(contains("did you mean `vague-outcome`?")));
}

#[test]
fn lexicons_of_ones_own_are_found_from_the_configuration_and_never_ignored_in_silence() {
    let dir = folder(&[("a.md", NOTE), ("goodmeeting.toml", "[lexicons]\ndir = 'words'"), ("words/mine.toml", "")]);
    fs::create_dir(dir.path().join("sub")).unwrap();
    let mut elsewhere = goodmeeting(&dir, &["check", "--fail-on", "never", ".."]);
    elsewhere.current_dir(dir.path().join("sub")).assert().code(0);
    put(dir.path(), "words/mine.toml", b"[[entri]]");
    check(&dir, &[]).code(2).stderr(contains("mine.toml").and(contains("entri")));
    check(&dir, &["--lexicons", "nope"]).code(2).stderr(contains("nope: no such file or folder"));
}

#[test]
fn standard_input_is_a_note_without_a_file() {
    let dir = folder(&[("a.md", NOTE)]);
    let mut command = goodmeeting(&dir, &["check", "--format", "jsonl", "--fail-on", "never", "-", "a.md", "-"]);
    assert_eq!(paths(&command.write_stdin("Call with Priya.\n").assert().code(0)), ["-", "a.md"]);
}

#[test]
fn what_cannot_be_read_is_reported_and_everything_else_analyzed() {
    let dir = folder(&[("good.md", NOTE), ("empty.md", "")]);
    put(dir.path(), "bom.md", b"\xEF\xBB\xBFone\r\ntwo\r\n");
    put(dir.path(), "latin.md", b"caf\xE9\n");
    put(dir.path(), "wide.md", b"\xFF\xFEa\0b\0");
    put(dir.path(), "program.md", b"\x7FELF\x02\x01\x01\0\0\0\xFF\x03\0>\0\x01");
    put(dir.path(), "torn.zip", b"PK\x03\x04");
    put(dir.path(), "package.json", b"{\"name\": \"something else\"}");
    fs::create_dir(dir.path().join("bare")).unwrap();
    let assert = check(&dir, &["nope.md", "bare", "."]).code(2);
    assert_eq!(paths(&assert), ["bom.md", "empty.md", "good.md", "latin.md", "wide.md"]);
    assert
        .stderr(contains("nope.md: no such file or folder"))
        .stderr(contains("bare: no notes found"))
        .stderr(contains("program.md: no text in any encoding"))
        .stderr(contains("torn.zip: a zip that cannot be read"))
        .stderr(contains("package.json").not());
    check(&dir, &["package.json"]).code(2).stderr(contains("package.json: no notes in it"));
    check(&dir, &["bare"]).code(2).stdout("");
    check(&dir, &["bare/*.md"]).code(2).stderr(contains("bare/*.md: no notes found"));
    check(&dir, &["--glob", "a["]).code(2).stderr(contains("`a[` is not a valid glob"));
}

#[cfg(unix)]
#[test]
fn a_file_that_the_system_does_not_open_is_named_and_the_rest_analyzed() {
    let dir = folder(&[("a.md", NOTE), ("c.md", "")]);
    // Nobody reads a socket as a file, not even root, whom no permission stops.
    let _socket = std::os::unix::net::UnixListener::bind(dir.path().join("b.md")).unwrap();
    let assert = check(&dir, &["a.md", "b.md", "c.md"]).code(2).stderr(contains("b.md: "));
    assert_eq!(paths(&assert), ["a.md", "c.md"]);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_reported() {
    let dir = folder(&[("a.md", NOTE)]);
    std::os::unix::fs::symlink("nowhere", dir.path().join("b.md")).unwrap();
    assert_eq!(paths(&check(&dir, &["b.md", "a.md"]).code(2).stderr(contains("b.md: no such file"))), ["a.md"]);
}

#[test]
fn a_line_of_megabytes_is_read_in_good_time() {
    let dir = folder(&[]);
    put(dir.path(), "long.md", "Priya will send the form. ".repeat(20_000).as_bytes());
    let mut command = goodmeeting(&dir, &["check", "--format", "jsonl", "--fail-on", "never"]);
    assert_eq!(records(&command.timeout(std::time::Duration::from_secs(60)).assert().code(0)).len(), 1);
}

/// What takes a reader longer than it is long, if it looks too far around.
#[test]
fn hostile_notes_are_read_in_good_time() {
    let many = |piece: &str, times: usize| piece.repeat(times);
    let dir = folder(&[
        ("blocks.md", &many("goodmeeting: ignore-start no-actions\nGood meeting.\n", 10_000)),
        ("brackets.md", &many("Anna Lee (", 50_000)),
        ("clauses.md", &many("Priya will send the form and Bob may review it, ", 10_000)),
        ("emphasis.md", &many("**_", 100_000)),
        ("headings.md", &(many("# Next steps\n", 10_000) + &many("- send it\n", 10_000))),
        ("keys.md", &many("Attendees: ", 50_000)),
        ("links.md", &many("[", 300_000)),
        ("lines.md", &many("\n", 500_000)),
        ("marks.md", &many("goodmeeting: ", 80_000)),
        ("names.md", &many("Priya Shah ", 50_000)),
        ("nested.md", &(0..1000).map(|depth| many(" ", depth) + "- send it\n").collect::<String>()),
        ("quotes.md", &many("> ", 200_000)),
        ("speakers.md", &(0..10_000).map(|who| format!("Person{who} Poe{who}: will do\n")).collect::<String>()),
        ("suppressions.md", &many("Good meeting. [goodmeeting: ignore vague-outcome: so] ", 20_000)),
        ("word.md", &many("x", 1_000_000)),
    ]);
    let mut command = goodmeeting(&dir, &["check", "--format", "jsonl", "--fail-on", "never"]);
    assert_eq!(records(&command.timeout(std::time::Duration::from_secs(120)).assert().code(0)).len(), 15);
}

#[test]
fn the_same_bytes_come_out_whatever_the_threads() {
    let dir = folder(&[]);
    for number in 0..200 {
        let text = format!("# Call {number}\n\nGood meeting.\n\n- [ ] Bob to send quote {number} by Friday\n");
        put(dir.path(), &format!("{}/{number}.md", number % 9), text.repeat(1 + number % 7).as_bytes());
    }
    put(dir.path(), "4/bad.md", b"\0\x01\xFF");
    for command in ["check", "sentences", "show"] {
        let run = |threads: &str| {
            let output = goodmeeting(&dir, &[command, "--format", "jsonl", "-j", threads]).output().unwrap();
            assert_eq!(output.status.code(), Some(2));
            (output.stdout, output.stderr)
        };
        let one = run("1");
        assert_eq!(one, run("2"), "{command}");
        assert_eq!(one, run("7"), "{command}");
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let dir = folder(&[]);
    for number in 0..300 {
        put(dir.path(), &format!("{number}.md"), NOTE.as_bytes());
    }
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_goodmeeting"))
        .current_dir(&dir)
        .args(["check", "--format", "jsonl"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn sentences_and_notes_are_shown_under_the_promised_names() {
    let dir = folder(&[("a.md", NOTE)]);
    let show = records(&goodmeeting(&dir, &["show", "a.md", "--format", "jsonl"]).assert().code(0));
    has_keys(&show[0], &["path", "entry", "title", "date", "account", "author", "participants", "text"]);
    let sentences = records(&goodmeeting(&dir, &["sentences", "a.md", "--format", "jsonl"]).assert().code(0));
    for sentence in &sentences {
        has_keys(sentence, &["path", "entry", "line", "column", "end_line", "end_column", "text", "kind"]);
    }
}

#[test]
fn init_proposes_a_configuration_and_never_overwrites_one() {
    let dir = folder(&[("a.md", "From: ana@us.example\n"), ("b.md", "From: bo@us.example\n")]);
    goodmeeting(&dir, &["init"]).assert().code(0);
    let file = dir.path().join("goodmeeting.toml");
    let written = fs::read_to_string(&file).unwrap();
    assert!(written.contains("# \"us.example\",  # 2 notes"), "{written}");
    check(&dir, &[]).code(0);
    fs::write(&file, "# mine").unwrap();
    goodmeeting(&dir, &["init"]).assert().code(2).stderr(contains("already exists"));
    assert_eq!(fs::read_to_string(&file).unwrap(), "# mine");
    assert_eq!(fs::read_dir(&dir).unwrap().count(), 3, "no draft is left behind");

    let bare = folder(&[]);
    goodmeeting(&bare, &["init"]).assert().code(2).stderr(contains("no notes found"));
    assert_eq!(fs::read_dir(&bare).unwrap().count(), 0);
}

#[test]
fn a_corpus_is_scored() {
    let gold = r#"{"file": "a.md", "vague": [], "learnings": [], "pressure": [], "verdict": "advance", "commitments": [
        {"line": 3, "quote": "Priya Shah will send the security questionnaire by Friday", "owner": ["Priya Shah"],
         "side": "them", "strength": "firm", "due_text": "by Friday", "due": "2026-03-06",
         "resource": ["information"], "status": "open"}]}"#;
    let dir = folder(&[("notes/a.md", NOTE), ("gold/a.json", gold)]);
    let out = goodmeeting(&dir, &["score", ".", "--json"]).assert().code(0).get_output().stdout.clone();
    has_keys(&serde_json::from_slice(&out).unwrap(), &["commitments", "verdict"]);
    goodmeeting(&dir, &["score", "notes"]).assert().code(2).stderr(contains("notes/gold"));
    put(dir.path(), "notes/goodmeeting.toml", b"exclude = ['a.md']");
    goodmeeting(&dir, &["score", "."]).assert().code(2).stderr(contains("a.md: annotated"));
}

#[test]
fn rules_are_explained_and_a_near_miss_is_proposed() {
    let dir = folder(&[]);
    goodmeeting(&dir, &["explain"]).assert().code(0).stdout(contains("vague-outcome").and(contains("no-actions")));
    goodmeeting(&dir, &["explain", "vague-outcome"]).assert().code(0).stdout(contains("What to ask next time"));
    let out = goodmeeting(&dir, &["explain", "vague-outcome", "--format", "json"]).output().unwrap().stdout;
    has_keys(&serde_json::from_slice(&out).unwrap(), &["id", "severity", "confidence", "question", "options", "flags"]);
    let out = goodmeeting(&dir, &["explain", "--format", "json"]).output().unwrap().stdout;
    assert!(serde_json::from_slice::<Vec<Value>>(&out).unwrap().len() > 15);
    goodmeeting(&dir, &["explain", "vage-outcome"]).assert().code(2).stderr(contains("did you mean `vague-outcome`?"));
}

#[test]
fn color_is_there_when_it_is_asked_for() {
    let dir = folder(&[]);
    goodmeeting(&dir, &["explain", "--color", "always"]).assert().stdout(contains("\u{1b}["));
    goodmeeting(&dir, &["explain", "--color", "never"]).assert().stdout(contains("\u{1b}[").not());
    goodmeeting(&dir, &["explain"]).assert().stdout(contains("\u{1b}[").not());
}

#[test]
fn every_command_has_help_with_an_example_and_a_manual_page() {
    let dir = folder(&[]);
    for command in ["check", "sentences", "show", "explain", "init", "score", "completions", "man"] {
        let help = contains(format!("goodmeeting {command}")).and(contains("Example"));
        goodmeeting(&dir, &[command, "--help"]).assert().code(0).stdout(help);
        goodmeeting(&dir, &["man", command]).assert().code(0).stdout(contains(".SH NAME"));
    }
    goodmeeting(&dir, &["man", "chek"]).assert().code(2).stderr(contains("did you mean `check`?"));
    for command in ["test", "list"] {
        goodmeeting(&dir, &["lexicon", command, "--help"]).assert().code(0).stdout(contains("Example"));
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        goodmeeting(&dir, &["completions", shell]).assert().code(0).stdout(contains("goodmeeting"));
    }
    goodmeeting(&dir, &[]).assert().code(2).stderr(contains("Usage"));
    goodmeeting(&dir, &["check", "--fail-on", "sometimes"]).assert().code(2);
}

#[test]
fn the_standard_input_is_read_as_the_file_that_it_is_said_to_be() {
    let dir = folder(&[
        ("goodmeeting.toml", "exclude = ['drafts/']\n[[overrides]]\npaths = ['calls/']\nrules.empty-note = 'off'"),
        ("calls/other.md", NOTE),
    ]);
    let run = |args: &[&str], text: &str| {
        let all = [&["check", "--format", "jsonl", "--stdin-filename"], args].concat();
        goodmeeting(&dir, &all).write_stdin(text).assert()
    };
    assert_eq!(paths(&run(&["calls/new.md"], "").code(0)), ["calls/new.md"], "configured by its path");
    run(&["new.md"], "").code(1);
    assert_eq!(paths(&run(&["new.md", "calls", "-"], NOTE)), ["calls/other.md", "new.md"]);
    let html = "<h1>Acme</h1><p>Priya will send the <b>data</b> by Friday.</p>";
    let as_html = records(&run(&["x.html"], html));
    assert_eq!(as_html[0]["commitments"][0]["text"], "Priya will send the data by Friday.");
    assert_eq!(paths(&run(&["drafts/x.md"], NOTE)), ["drafts/x.md"], "what is named is read");
    assert_eq!(paths(&run(&["drafts/x.md", "--force-exclude"], NOTE).code(0)), [""; 0]);
}

#[test]
fn named_files_are_left_out_where_that_is_forced() {
    let dir = folder(&[
        ("goodmeeting.toml", "exclude = ['drafts/', 'README.md']"),
        ("drafts/deep/a.md", NOTE),
        ("README.md", NOTE),
        ("b.md", NOTE),
    ]);
    let named = ["drafts/deep/a.md", "README.md", "b.md"];
    assert_eq!(paths(&check(&dir, &named).code(0)).len(), 3);
    assert_eq!(paths(&check(&dir, &[&named[..], &["--force-exclude"]].concat()).code(0)), ["b.md"]);
    assert_eq!(paths(&check(&dir, &["--force-exclude", "README.md"]).code(0)), [""; 0]);
}

#[test]
fn a_day_without_its_year_is_of_the_year_of_the_notes_beside_it() {
    let notes = [
        ("1.md", "17 November 2025"),
        ("2.md", "24 November 2025"),
        ("3.md", "13 January 2026"),
        ("4.md", "14 January 2026"),
        // a Sunday in 2026 and not in 2025
        ("5.md", "Sunday 18 October"),
        ("6.md", "18 October"),
    ];
    let texts = notes.map(|(name, day)| (name, format!("Acme, {day}\n\nPriya Shah will send the list by Friday.\n")));
    let dir = folder(&texts.each_ref().map(|(name, text)| (*name, text.as_str())));
    let dates = |names: &[&str]| records(&check(&dir, names)).iter().map(|one| one["date"].clone()).collect::<Vec<_>>();
    assert_eq!(dates(&["5.md", "6.md", "1.md", "2.md", "3.md", "4.md"])[..2], ["2026-10-18".into(), Value::Null]);
    assert_eq!(dates(&["5.md"]), [Value::Null], "nobody beside it tells");
    for (name, text) in ["7.md", "8.md", "9.md", "10.md"].map(|name| (name, &texts[3].1)) {
        put(dir.path(), name, text.as_bytes());
    }
    assert_eq!(dates(&["6.md", "3.md", "4.md", "7.md", "8.md", "1.md"])[0], "2026-10-18", "four in five are of 2026");
}
