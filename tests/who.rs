//! Whom words mean, by when and how firmly: notes of our own with the answer behind each line.
#![allow(clippy::unwrap_used, reason = "a helper of tests may panic like the tests themselves")]
#![allow(clippy::field_reassign_with_default, reason = "a configuration has private fields")]

use goodmeeting::Analyzer;
use goodmeeting::config::Config;
use goodmeeting::note::Us;
use goodmeeting::source::NoteText;
use serde_json::Value;

/// Notes behind lines of `###`; `=> owners | side | due | strength` behind a line is what it must say, "-" is nothing, and
/// `=> nothing` that nobody takes anything on. Where
/// the name begins with "own: ", nobody is told to be of ours.
const NOTES: &str = include_str!("data/who.txt");

fn analyzer() -> Analyzer {
    let mut config = Config::default();
    config.us = Us::new(
        vec!["Northwind".into()],
        vec!["Dana Ruiz".into(), "Tom Okafor".into(), "Petra Lindqvist".into()],
        vec!["northwind.example".into()],
    );
    Analyzer::new(&config).unwrap()
}

/// A note's text without the answers, and the line and words of each answer.
fn parts(note: &str) -> (String, Vec<(u64, &str)>) {
    let (mut text, mut answers) = (String::new(), Vec::new());
    for (line, words) in note.lines().enumerate() {
        let (words, answer) = words.split_once(" => ").map_or((words, None), |(words, answer)| (words, Some(answer)));
        text.push_str(words);
        text.push('\n');
        answers.extend(answer.map(|answer| (line as u64 + 1, answer.trim())));
    }
    (text, answers)
}

/// What is said of a commitment, in the form of the answers.
fn told(fact: &Value) -> String {
    let word = |name: &str| fact[name].as_str().unwrap_or("-").to_owned();
    let owners: Vec<&str> = fact["owner"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let owners = if owners.is_empty() { "-".to_owned() } else { owners.join(", ") };
    format!("{owners} | {} | {} | {}", word("side"), word("due"), word("strength"))
}

#[test]
fn owners_sides_days_and_strengths_are_as_written_behind_each_line() {
    let (configured, plain) = (analyzer(), Analyzer::new(&Config::default()).unwrap());
    let mut wrong = Vec::new();
    let mut count = 0;
    for note in NOTES.split("### ").skip(1) {
        let (name, note) = note.split_once('\n').unwrap();
        let (text, answers) = parts(note);
        let analyzer = if name.starts_with("own: ") { &plain } else { &configured };
        let record = analyzer.analyze(NoteText::new(name, text.clone()));
        let record = serde_json::to_value(&record).unwrap();
        let facts = record["commitments"].as_array().unwrap();
        for (line, answer) in answers {
            count += 1;
            let on_line = |fact: &&Value| (fact["line"].as_u64()..=fact["end_line"].as_u64()).contains(&Some(line));
            let found: Vec<String> = facts.iter().filter(on_line).map(told).collect();
            let right = if answer == "nothing" { found.is_empty() } else { found.iter().any(|found| found == answer) };
            if !right {
                let words = text.lines().nth(line as usize - 1).unwrap_or_default();
                wrong.push(format!("{name}: {words}\n  expected {answer}\n  found    {found:?}"));
            }
        }
    }
    assert!(count > 50, "the notes are there");
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn who_sends_a_quote_is_of_ours_where_nothing_else_tells() {
    let mut config = Config::default();
    config.us = Us::new(vec![], vec![], vec!["northwind.example".into()]);
    let text = "Marlow Bakeries\n2026-03-02\n\n- Ingrid: send the revised quote by Wednesday\n\
                - Ingrid: return the questionnaire by Friday\n";
    let record = Analyzer::new(&config).unwrap().analyze(NoteText::new("a note", text.to_owned()));
    let record = serde_json::to_value(&record).unwrap();
    let facts: Vec<String> = record["commitments"].as_array().unwrap().iter().map(told).collect();
    assert_eq!(facts, ["Ingrid | us | 2026-03-04 | firm", "Ingrid | them | 2026-03-06 | firm"]);
}
