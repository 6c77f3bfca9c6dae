//! `goodmeeting why`: what is told of a sentence, and from the command line.
#![allow(clippy::unwrap_used, reason = "a helper of tests may panic like the tests themselves")]
#![allow(clippy::field_reassign_with_default, reason = "a configuration has private fields")]

use assert_cmd::Command;
use goodmeeting::Analyzer;
use goodmeeting::config::Config;
use goodmeeting::extract::LearningKind;
use goodmeeting::extract::trace::{Basis, LearningTrace, Part, SentenceTrace};
use goodmeeting::lexicon::weights::Points;
use goodmeeting::note::Us;
use goodmeeting::report::why::Why;
use goodmeeting::source::NoteText;
use predicates::str::contains;
use serde_json::Value;

const NOTE: &str = "# Brightwater, 2026-03-02\n\nTomas Lindqvist will send the meter list by Friday.\n\
                    They lose 40 readings to manual entry.\nIt was not a great meeting.\n";

fn why(text: &str) -> Why {
    let us = Us::new(vec!["Northwind".into()], vec!["Dana Ruiz".into()], vec![]);
    let mut config = Config::default();
    config.us = us;
    let analyzer = Analyzer::new(&config).unwrap();
    analyzer.why(NoteText::new("-", text))
}

/// The sentence that begins with some words.
fn sentence(text: &str, words: &str) -> SentenceTrace {
    let found = why(text).sentences.into_iter().find(|one| one.trace.text.starts_with(words));
    found.unwrap_or_else(|| panic!("no sentence {words}")).trace
}

#[test]
fn a_commitment_names_the_pattern_that_stands_and_how_the_owner_is_known() {
    let read = sentence(NOTE, "Tomas");
    let fact = &read.commitments[0];
    let pattern = read.patterns.iter().find(|pattern| pattern.id == fact.because[0]).unwrap();
    assert!(pattern.stands && !pattern.why.is_empty(), "{pattern:?}");
    assert_eq!((fact.owner.as_slice(), fact.owner_by), (["Tomas Lindqvist".to_owned()].as_slice(), Basis::Name));
    assert_eq!((fact.due_text.as_deref(), fact.due.as_deref()), (Some("by Friday"), Some("2026-03-06")));
    let send = read.units.iter().find(|unit| unit.words == "send").unwrap();
    assert_eq!(send.tag, Some("act"));
}

#[test]
fn a_note_as_a_whole_may_sound_as_if_nobody_was_reached() {
    let head = "# Brightwater, 2026-03-02\nRep: Dana Ruiz\n\n";
    let sum = |text: &str| why(&format!("{head}{text}")).no_contact.expect("the author is known");
    let silent = sum("Voicemail again. Left my mobile, waited, nothing. Will try LinkedIn.\n");
    assert!(silent.total > Points(0) && silent.parts.iter().any(|part| part.id == "word left"), "{silent:?}");
    let heard = sum("Rang Tomas. He said they lose 40 readings a month to manual entry.\n");
    assert!(heard.total < Points(0) && heard.parts.iter().any(|part| part.id == "found learning"), "{heard:?}");
}

#[test]
fn a_label_tells_the_owner() {
    let text = "# Brightwater, 2026-03-02\n\n## Next steps\n\n- Dana Ruiz: send the meter list by Friday\n";
    let facts: Vec<Basis> =
        why(text).sentences.iter().flat_map(|one| one.trace.commitments.iter().map(|fact| fact.owner_by)).collect();
    assert!(matches!(facts.as_slice(), [Basis::Label | Basis::Leading]), "{facts:?}");
}

#[test]
fn a_denied_match_names_the_pattern_that_denied_it() {
    let read = sentence("# Brightwater, 2026-03-02\n\nShe asked whether Tomas will send the list.\n", "She");
    let denied = read.patterns.iter().filter(|pattern| pattern.fate.contains("denied by"));
    for pattern in denied.clone() {
        let by = pattern.by.as_deref().unwrap();
        assert!(!pattern.stands);
        assert!(read.patterns.iter().any(|other| other.id == by && other.stands), "{by}");
    }
    assert!(denied.count() > 0, "{:#?}", read.patterns);
    assert!(read.commitments.is_empty());
}

#[test]
fn what_its_signs_outweigh_is_told_with_them_and_not_reported() {
    let dir = tempfile::tempdir().unwrap();
    let weights = "[weights.commitment]\nstart = 0.5\n[weights.commitment.word]\nremind = -0.7\n\
                   [weights.commitment.pair]\n\"<will> <act>\" = 0.1\n[weights.commitment.of.side]\nthem = 0.2\n";
    std::fs::write(dir.path().join("weights.toml"), weights).unwrap();
    let text = "# Brightwater, 2026-03-02\n\nTomas will send the list.\nTomas will send us remind letters.\n\
                Remind or not, Tomas will touch base.\n";
    let mut config = Config::default();
    config.lexicon_dir = Some(dir.path().to_owned());
    let found = |config: &Config| {
        let analyzer = Analyzer::new(config).unwrap();
        let told = analyzer.why(NoteText::new("-", text)).sentences.into_iter().flat_map(|one| one.trace.commitments);
        let told: Vec<(bool, i32)> = told.map(|fact| (fact.outweighed, fact.weighed.total.0)).collect();
        (told, analyzer.analyze(NoteText::new("-", text)).commitments.len())
    };
    config.us = Us::new(vec!["Northwind".into()], vec!["Dana Ruiz".into()], vec![]);
    // an act without content is vague whatever its signs weigh
    assert_eq!(found(&config), (vec![(false, 8), (false, 1), (false, 1)], 3));
    std::fs::write(dir.path().join("weights.toml"), weights.replace("0.7", "0.9")).unwrap();
    assert_eq!(found(&config), (vec![(false, 8), (true, -1), (false, -1)], 2));
    config.us = Us::default();
    assert_eq!(found(&config).1, 3, "where nobody of ours is known, nothing is weighed");
}

fn sums(learnings: &[LearningTrace]) {
    for one in learnings {
        let signs = &one.weighed;
        let sum = |parts: &[Part]| parts.iter().map(|part| part.points.0).sum::<i32>();
        assert_eq!(sum(&signs.parts), signs.total.0);
        assert_eq!(sum(&one.parts) + signs.total.0, one.total.0);
        assert_eq!(one.kind.is_some(), one.total >= one.threshold && !one.is_vague, "{one:?}");
        assert_eq!(one.kind.map(LearningKind::name), one.kinds.first().map(|kind| kind.name), "{one:?}");
        for kind in &one.kinds {
            assert_eq!(sum(&kind.signs) + kind.told.0, kind.total.0);
            assert!(kind.total <= one.kinds[0].total);
        }
    }
}

#[test]
fn the_parts_of_a_learning_sum_to_its_total() {
    let read = sentence(NOTE, "They lose");
    assert!(read.learnings[0].kind.is_some(), "{:?}", read.learnings);
    assert!(read.learnings[0].parts.iter().any(|part| part.id == "quantity" && part.points == Points::whole(2)));
    why(NOTE).sentences.iter().for_each(|one| sums(&one.trace.learnings));
}

#[test]
fn a_cue_tells_that_a_not_denies_it() {
    let read = sentence(NOTE, "It was not");
    let cue = read.cues.iter().find(|cue| cue.words.contains("great meeting")).unwrap();
    assert!(cue.denied && !cue.stands, "{cue:?}");
    let read = sentence("# Brightwater, 2026-03-02\n\nIt was a great meeting.\n", "It was");
    assert!(read.cues.iter().any(|cue| cue.stands && !cue.denied), "{:?}", read.cues);
}

#[test]
fn odd_notes_are_told_of_as_well() {
    for text in ["", "\u{0}", "- [ ]", "| a |\n|---|\n| é |\n", "\u{301}: ?\n\n\"Ich\" ✓", "A: yes\n\nB: if … will"]
    {
        why(text).sentences.iter().for_each(|one| assert!(one.line <= one.end_line));
    }
}

fn run(args: &[&str]) -> assert_cmd::assert::Assert {
    Command::new(env!("CARGO_BIN_EXE_goodmeeting")).arg("why").args(args).write_stdin(NOTE).assert()
}

#[test]
fn only_the_line_that_is_asked_for_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("call.md");
    std::fs::write(&file, NOTE).unwrap();
    let place = format!("{}:3", file.display());
    for args in [&["-", "--line", "3", "--format", "json"], &[place.as_str(), "--format", "json"] as &[&str]] {
        let out = run(args).code(0).get_output().stdout.clone();
        let notes: Value = serde_json::from_slice(&out).unwrap();
        let lines: Vec<&Value> = notes[0]["sentences"].as_array().unwrap().iter().map(|one| &one["line"]).collect();
        assert_eq!(lines, [3]);
    }
    run(&[&place]).code(0).stdout(contains("Lindqvist[name]")).stdout(contains("send[act"));
}

#[test]
fn an_unknown_line_is_an_error() {
    run(&["-", "--line", "99"]).code(2).stderr(contains("there is no line 99; the last is 5"));
    run(&["-", "--line", "0"]).code(2).stderr(contains("there is no line 0"));
}
