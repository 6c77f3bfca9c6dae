//! The English golden rules of sentence splitting (see `data/golden_rules_en.LICENSE`).
#![allow(clippy::unwrap_used)]
#![allow(missing_docs)]

use goodmeeting::note::{blocks, sentences};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    text: String,
    sentences: Vec<String>,
}

#[test]
fn every_golden_rule_holds() {
    let cases = include_str!("data/golden_rules_en.jsonl").lines();
    let cases: Vec<Case> = cases.map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(cases.len(), 48);
    for Case { text, sentences: expected } in cases {
        let found = sentences::split(&text, &blocks::parse(&text));
        let found: Vec<_> = found.iter().map(|sentence| sentence.span.of(&text)).collect();
        assert_eq!(found, expected);
    }
}
