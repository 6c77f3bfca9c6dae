//! The lexicons do what they declare, and the commands about them do what they say.

#![allow(clippy::unwrap_used)]

use assert_cmd::Command;
use goodmeeting::analyzer::Words;
use goodmeeting::config::Config;
use goodmeeting::lexicon::{Lexicon, tags};
use predicates::prelude::*;
use predicates::str::{contains, starts_with};
use std::collections::BTreeSet;
use std::fs;
use tempfile::TempDir;

const README: &str = include_str!("../lexicons/README.md");

const MINE: &str = r#"
[[entry]]
id = "zorbing"
sense = "vague"
kind = "praise"
phrases = ["zorb~ nicely", "top zorb"]
why = "A test."
hits = ["They {zorb nicely}, a {top zorb}."]
misses = ["A zorb is a ball."]
"#;

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let dir = TempDir::new().expect("a folder");
    for (name, text) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, text).expect("a file");
    }
    dir
}

fn lexicon(dir: &TempDir, args: &[&str]) -> assert_cmd::assert::Assert {
    let mut command = Command::cargo_bin("goodmeeting").expect("the program");
    command.current_dir(dir.path()).arg("lexicon").args(args).assert()
}

fn lines(assert: &assert_cmd::assert::Assert) -> Vec<String> {
    String::from_utf8_lossy(&assert.get_output().stdout).lines().map(str::to_owned).collect()
}

#[test]
fn every_embedded_entry_and_pattern_does_what_it_declares() {
    let failures = Words::load(&Config::default()).expect("loads").test();
    let report: Vec<String> = failures.iter().map(ToString::to_string).collect();
    assert!(report.is_empty(), "{} failures:\n\n{}", report.len(), report.join("\n"));
}

#[test]
fn the_command_counts_what_passes_and_reports_what_does_not() {
    let dir = folder(&[("words/mine.toml", MINE), ("bad/mine.toml", &MINE.replace("A zorb is", "They zorbed nicely"))]);
    lexicon(&dir, &["test", "words"]).code(0).stdout(
        predicate::str::is_match(r"^\d+ entries, \d+ patterns, \d,\d{3} phrases, \d,\d{3} examples: all pass\n$")
            .unwrap(),
    );
    lexicon(&dir, &["test", "bad"]).code(1).stdout(
        starts_with("bad/mine.toml:2: zorbing\n  example   They zorbed nicely a ball.\n  expected  no match\n")
            .and(contains("found     They {zorbed nicely} a ball.\n"))
            .and(contains("examples: 1 failure\n")),
    );
}

#[test]
fn files_that_cannot_be_read_are_named_with_the_line() {
    let dir = folder(&[
        ("words/mine.toml", "\n[[entry]]\nid = 7\n"),
        ("twice/mine.toml", &MINE.replace("zorbing", "praise")),
    ]);
    lexicon(&dir, &["test", "words"]).code(2).stdout("").stderr(contains("words/mine.toml:3: "));
    lexicon(&dir, &["test", "nope"]).code(2).stderr(contains("nope: no such file or folder"));
    let taken = MINE.replace("zorbing", "good-meeting");
    fs::write(dir.path().join("twice/mine.toml"), &taken).expect("a file");
    lexicon(&dir, &["test", "twice"]).code(2).stderr(contains("twice/mine.toml:2: the id `good-meeting` is taken"));
    fs::write(dir.path().join("goodmeeting.toml"), "[lexicons]\noff = ['good-meeting']\n").expect("a file");
    let listed = lines(&lexicon(&dir, &["list", "--sense", "vague", "--lexicons", "twice"]).code(0));
    assert_eq!(listed.iter().filter(|line| line.starts_with("good-meeting ")).count(), 1);
    assert!(listed.iter().any(|line| line.starts_with("good-meeting ") && line.ends_with("  A test.")));
}

#[test]
fn an_id_to_leave_out_must_be_there() {
    let dir = folder(&[("goodmeeting.toml", "[lexicons]\noff = ['good-meting']\n")]);
    let hint = "there is no entry or pattern `good-meting`; did you mean `good-meeting`?";
    lexicon(&dir, &["list"]).code(2).stderr(contains("goodmeeting.toml: ").and(contains(hint)));
}

#[test]
fn entries_and_patterns_are_listed_by_sense() {
    let dir = folder(&[]);
    let all = lines(&lexicon(&dir, &["list"]).code(0));
    assert_eq!(all.len(), Lexicon::embedded().entries().len() + Lexicon::embedded().patterns().entries.len());
    let vague = lines(&lexicon(&dir, &["list", "--sense", "vague"]).code(0));
    assert!(!vague.is_empty() && vague.len() < all.len());
    assert!(vague.iter().all(|line| line.contains("  vague/")), "{vague:#?}");
    assert!(lines(&lexicon(&dir, &["list", "--sense", "pattern"]).code(0))[0].contains("  pattern/"));
    lexicon(&dir, &["list", "--sense", "vage"])
        .code(2)
        .stderr(contains("there is no sense `vage`; did you mean `vague`?"));
}

#[test]
fn literal_phrases_are_sorted_and_unique_and_written_out() {
    let dir = folder(&[("words/mine.toml", MINE)]);
    let phrases = lines(&lexicon(&dir, &["list", "--phrases", "--lexicons", "words"]).code(0));
    assert!(phrases.is_sorted());
    assert_eq!(phrases.iter().collect::<BTreeSet<_>>().len(), phrases.len());
    for phrase in ["zorbs nicely", "zorbed nicely", "top zorb", "good meeting", "great call", "got back to us"] {
        assert!(phrases.iter().any(|listed| listed == phrase), "{phrase}");
    }
    let syntax =
        |phrase: &&String| phrase.contains(['|', '~', '?', '_', '#', '\0']) || phrase.trim() != phrase.as_str();
    assert_eq!(phrases.iter().find(syntax), None);
}

#[test]
fn the_readme_tells_every_tag_and_every_sense() {
    let rows = README.lines().filter_map(|line| line.strip_prefix("| `<")?.split_once(">` | `")).collect::<Vec<_>>();
    let told: Vec<(&str, &str)> =
        rows.iter().filter_map(|(name, rest)| Some((*name, rest.split_once("` |")?.0))).collect();
    let told: Vec<(&str, String)> =
        told.into_iter().map(|(name, letters)| (name, letters.replace("\\|", "|"))).collect();
    let known: Vec<(&str, String)> = tags::CLASSES.iter().map(|&(name, letters)| (name, letters.to_owned())).collect();
    let rows = known.iter().map(|(name, letters)| format!("| `<{name}>` | `{}` |", letters.replace('|', "\\|")));
    assert_eq!(told, known, "the rows of tags in lexicons/README.md must be:\n{}", rows.collect::<Vec<_>>().join("\n"));
    for entry in Lexicon::embedded().entries() {
        assert!(README.contains(&format!("`{}`", entry.sense)), "sense {} is not in lexicons/README.md", entry.sense);
    }
}

#[test]
fn the_count_in_the_readme_is_what_the_command_prints() {
    let test = lexicon(&folder(&[]), &["test"]).success();
    let count = lines(&test).pop().expect("a count");
    assert!(README.lines().any(|line| line == count), "lexicons/README.md must say: {count}");
}

#[test]
fn the_entry_in_the_readme_passes() {
    let example = README.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let dir = folder(&[("words/mine.toml", example)]);
    lexicon(&dir, &["test", "words"]).code(0).stdout(contains(": all pass"));
}
