//! The scorer on a fixed small corpus: the figures are those of the reference scorer for the same records.

#![allow(clippy::unwrap_used, reason = "a helper of tests may panic like the tests themselves")]

use goodmeeting::record::{Record, SCHEMA};
use goodmeeting::rules::Tests;
use goodmeeting::score::{Class, Corpus, Gold, Scores, Show, score};
use serde_json::Value;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/score")
}

fn read(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).unwrap()
}

/// A record as it was written, back in the program: no more of it than the scorer reads.
fn record(json: &str) -> Record {
    let json: Value = serde_json::from_str(json).unwrap();
    fn field<T: serde::de::DeserializeOwned>(json: &Value, name: &str) -> T {
        serde_json::from_value(json[name].clone()).unwrap()
    }
    Record {
        schema: SCHEMA,
        path: field(&json, "path"),
        entry: None,
        parts: Vec::new(),
        title: None,
        date: None,
        account: None,
        author: None,
        participants: vec![],
        verdict: field(&json, "verdict"),
        tests: Tests { customer_commitment: false, learning: false, customer_action: false, exchange_of_value: false },
        commitments: field(&json, "commitments"),
        vague: field(&json, "vague"),
        learnings: field(&json, "learnings"),
        pressure: field(&json, "pressure"),
        findings: vec![],
        waived: vec![],
        digest: String::new(),
    }
}

fn records() -> Vec<Record> {
    read("records.jsonl").lines().map(record).collect()
}

fn scores(records: &[Record]) -> Scores {
    let corpus = Corpus::load(&folder()).unwrap();
    let gold: Vec<(Gold, &str)> = corpus.notes.iter().map(|(gold, text)| (gold.clone(), text.as_str())).collect();
    score(&gold, records).unwrap()
}

#[test]
fn figures_are_those_of_the_reference() {
    let expected: Value = serde_json::from_str(&read("expected.json")).unwrap();
    assert_eq!(serde_json::to_value(scores(&records())).unwrap(), expected);
}

#[test]
fn the_printed_table_is_that_of_the_reference() {
    assert_eq!(scores(&records()).to_string(), read("expected.txt"));
}

#[test]
fn a_note_without_record_is_told_and_counts_as_missed() {
    let all = records();
    let fewer = scores(&all[1..]);
    assert_eq!(fewer.without_record, ["one.md"]);
    let lost = |scores: &Scores| scores.misses.iter().filter(|miss| miss.class == Class::Missed).count();
    assert!(lost(&fewer) > lost(&scores(&all)));
    assert!(fewer.show(Show::Verdict).contains("one.md: gold advance, found None"));
}

#[test]
fn misses_are_listed_by_kind_and_counted_by_class() {
    let scores = scores(&records());
    let lines = |what| scores.show(what).lines().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(
        lines(Show::Commitments),
        [
            "one.md:7: missed: maybe they bring the CFO",
            "one.md:3: false: she liked the demo",
            "two.txt:2: missed: Will try again on Monday",
        ]
    );
    assert_eq!(lines(Show::Owner), ["one.md:6: wrong owner: gold Dana Ruiz, found nobody: I'll send pricing tomorrow"]);
    assert_eq!(lines(Show::Verdict), ["three.md: gold continuation, found advance"]);
    assert_eq!(lines(Show::Classes)[..2], ["     2  commitments  missed", "     2  commitments  wrong due"]);
}

#[test]
fn a_quote_that_is_not_there_is_an_error_that_says_where() {
    let (gold, _) = Corpus::load(&folder()).unwrap().notes.remove(0);
    let error = score(&[(gold, "another text")], &[]).unwrap_err().to_string();
    assert!(error.starts_with("gold of one.md: the quote is not on line "), "{error}");
}
