//! What holds for every note, whatever is in it: nothing panics, and every place that is told is a place in the text.

#![allow(clippy::unwrap_used, reason = "a helper of tests may panic like the tests themselves")]

use goodmeeting::Analyzer;
use goodmeeting::config::Config;
use goodmeeting::extract::{Facts, extract};
use goodmeeting::lexicon::Lexicon;
use goodmeeting::note::{Note, Us};
use goodmeeting::record::{Record, Region};
use goodmeeting::rules::{RuleSettings, judge};
use goodmeeting::source::NoteText;
use goodmeeting::span::Span;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Pieces of which notes are made: markup, names, dates, cues, and what might trip a reader of bytes.
const PIECES: &[&str] = &[
    "- ",
    "* ",
    "1. ",
    "- [ ] ",
    "- [x] ",
    "  - ",
    "# ",
    "## ",
    "> ",
    "| ",
    " | ",
    "|---|---|",
    "```",
    "---",
    "**",
    "_",
    "Owner | Action | Due",
    "Next steps:",
    "Next steps – customer",
    "Attendees: ",
    "Date: ",
    "From: ",
    "Subject: Re: ",
    "Priya Shah",
    "Priya",
    "Priya:",
    "Dana Ruiz",
    "@dana",
    "[Dana]",
    "(Dana)",
    "Siobhán Keane",
    "Jean-Luc O’Brien",
    "we",
    "I",
    "they",
    "she",
    "the customer",
    "procurement",
    "will",
    "’ll",
    "to",
    "might",
    "agreed to",
    "asked for",
    "would like to",
    "send",
    "sends",
    "pull",
    "follow up",
    "touch base",
    "review",
    "sign",
    "introduce us to",
    "the security questionnaire",
    "the org chart",
    "pricing",
    "a PO",
    "if legal signs off",
    "once the MSA is in",
    "not",
    "won't",
    "never",
    "good meeting",
    "great call",
    "seems keen",
    "budget is frozen until July",
    "20% off if they sign by month end",
    "by Friday",
    "by Fri",
    "next Tuesday",
    "on 3/14",
    "14th",
    "2026-03-02",
    "EOW",
    "end of Q3",
    "in two weeks",
    "31.12.2025",
    "00/00",
    "99:99",
    "9999-99-99",
    "£9,000",
    "₹",
    ", ",
    "; ",
    ". ",
    "! ",
    "? ",
    " – ",
    " … ",
    ": ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "\u{2028}",
    "\0",
    "İstanbul",
    "ß",
    "ﬁ",
    "é",
    "e\u{301}",
    "日本語",
    "🎉",
    "👩‍👩‍👧",
    "‏שלום",
    "’",
    "“",
    "\\",
    "goodmeeting:",
    "goodmeeting: ignore-next vague-outcome",
    "<!-- goodmeeting: ignore ",
    "unsupported-praise, no-actions: ",
    "-->",
    "[goodmeeting: ignore-file no-actions: é🎉",
    "]",
    "%% goodmeeting: ignore-start missing-owner %%",
    "(goodmeeting: ignore-end)",
];

fn note_like() -> impl Strategy<Value = String> {
    let piece = (prop::sample::select(PIECES), any::<bool>());
    prop::collection::vec(piece, 0..60).prop_map(|pieces| {
        pieces.into_iter().fold(String::from("# Acme\n\n"), |mut text, (piece, space)| {
            text.push_str(piece);
            if space {
                text.push(' ');
            }
            text
        })
    })
}

fn us() -> Us {
    Us {
        organizations: vec!["Northwind".into()],
        people: vec!["Dana Ruiz".into()],
        domains: vec!["northwind.example".into()],
    }
}

/// Everything that holds for a text.
fn holds(text: &str) -> TestCaseResult {
    let us = us();
    let note = Note::parse(text.to_owned(), Some("2026-03-02 acme.md"), &us);
    prop_assert!(note.text == text || !note.suppressions.is_empty());
    // What is suppressed is blanked, and every place stays.
    prop_assert_eq!((note.text.len(), note.text.chars().count()), (text.len(), text.chars().count()));
    let text = note.text.as_str();
    parts_hold(&note)?;
    let facts = extract(Lexicon::embedded(), &note, &us);
    facts_hold(&note, &facts)?;
    let judgement = judge(&note, &facts, &RuleSettings::default());
    let suppressed = judgement.suppressed.iter().map(|one| &one.finding);
    for finding in judgement.findings.iter().chain(suppressed) {
        is_place(text, finding.span)?;
    }
    let record = Record::new("acme.md", None, &note, facts.clone(), judgement);
    record_holds(text, &facts, &record)
}

fn is_place(text: &str, span: Span) -> TestCaseResult {
    prop_assert!(
        span.start <= span.end && text.get(span.start..span.end).is_some(),
        "{span:?} is no place in {text:?}"
    );
    Ok(())
}

/// Blocks and sentences are in order and do not overlap; sentences lie in their blocks.
fn parts_hold(note: &Note) -> TestCaseResult {
    let mut end = 0;
    for (index, block) in note.blocks.iter().enumerate() {
        is_place(&note.text, block.span)?;
        is_place(&note.text, block.content)?;
        prop_assert!(block.span.contains(block.content) && block.span.start >= end, "{block:?}");
        // The key of a list in front matter stands above its items.
        prop_assert!(block.label.is_none_or(|label| label.end <= block.content.start), "{block:?}");
        is_place(&note.text, block.label.unwrap_or_default())?;
        prop_assert!(block.heading.into_iter().chain(block.parent).all(|above| above < index), "{block:?}");
        end = block.span.end;
    }
    let (mut end, mut last) = (0, 0);
    for sentence in &note.sentences {
        is_place(&note.text, sentence.span)?;
        prop_assert!(!sentence.span.is_empty() && sentence.span.start >= end && sentence.block >= last, "{sentence:?}");
        prop_assert!(note.blocks[sentence.block].span.contains(sentence.span), "{sentence:?}");
        (end, last) = (sentence.span.end, sentence.block);
    }
    Ok(())
}

/// Facts are in the text, state something, tell what made them, and come in order.
fn facts_hold(note: &Note, facts: &Facts) -> TestCaseResult {
    for commitment in &facts.commitments {
        if let Some(due) = commitment.due_text {
            is_place(&note.text, due)?;
        }
        prop_assert!(commitment.due.is_none() || commitment.due_text.is_some(), "{commitment:?}");
    }
    let commitments = facts.commitments.iter().map(|fact| (fact.span, fact.because.as_slice())).collect::<Vec<_>>();
    let vague = facts.vague.iter().map(|fact| (fact.span, fact.because.as_slice())).collect();
    let pressure = facts.pressure.iter().map(|fact| (fact.span, fact.because.as_slice())).collect();
    let learnings = facts.learnings.iter().map(|fact| (fact.span, fact.because.as_slice())).collect();
    for (name, list) in [("commitment", commitments), ("vague", vague), ("pressure", pressure), ("learning", learnings)]
    {
        for (span, because) in &list {
            is_place(&note.text, *span)?;
            prop_assert_eq!(span.trimmed(&note.text), *span, "{}", name);
            prop_assert!(!span.is_empty(), "{name} {span:?}");
            prop_assert!(!because.is_empty(), "{name} {span:?} without reasons");
        }
        prop_assert!(list.is_sorted_by_key(|(span, _)| span.start), "{name}: {list:?}");
    }
    Ok(())
}

/// The record says the same as the facts, in lines and columns that lead back to the text.
fn record_holds(text: &str, facts: &Facts, record: &Record) -> TestCaseResult {
    let places = |at: &dyn Fn(usize) -> (String, Region), spans: Vec<Span>| -> TestCaseResult {
        for (index, span) in spans.into_iter().enumerate() {
            let (told, region) = at(index);
            prop_assert_eq!(told.as_str(), span.of(text));
            prop_assert_eq!(offset(text, region.line, region.column), Some(span.start));
            prop_assert_eq!(offset(text, region.end_line, region.end_column), Some(span.end));
        }
        Ok(())
    };
    let commitments = &record.commitments;
    places(
        &|at| (commitments[at].text.clone(), commitments[at].region),
        facts.commitments.iter().map(|f| f.span).collect(),
    )?;
    places(
        &|at| (record.vague[at].text.clone(), record.vague[at].region),
        facts.vague.iter().map(|f| f.span).collect(),
    )?;
    let learnings = &record.learnings;
    places(&|at| (learnings[at].text.clone(), learnings[at].region), facts.learnings.iter().map(|f| f.span).collect())?;
    prop_assert!(serde_json::to_string(record).is_ok());
    Ok(())
}

/// The byte at a line and column: counted anew, to check the index.
fn offset(text: &str, line: usize, column: usize) -> Option<usize> {
    let start = text.split_inclusive('\n').take(line - 1).map(str::len).sum::<usize>();
    let rest = text.get(start..)?;
    Some(start + rest.char_indices().map(|(at, _)| at).chain([rest.len()]).nth(column - 1)?)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 384, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn notes_of_all_shapes(text in note_like()) {
        holds(&text)?;
    }

    #[test]
    fn any_string(text in any::<String>()) {
        holds(&text)?;
    }
}

/// The notes of all shipped corpora.
static NOTES: LazyLock<Vec<(PathBuf, String)>> = LazyLock::new(|| {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora");
    let mut notes = Vec::new();
    for corpus in std::fs::read_dir(corpora).unwrap() {
        let Ok(folder) = std::fs::read_dir(corpus.unwrap().path().join("notes")) else { continue };
        let files = folder.map(|file| file.unwrap().path());
        notes.extend(files.map(|file| (file.clone(), std::fs::read_to_string(&file).unwrap())));
    }
    notes.sort();
    notes
});

/// A shipped note with something done to it that happens to files: cut off, pasted twice, other line ends, words lost.
fn mutated() -> impl Strategy<Value = String> {
    let note = any::<prop::sample::Index>().prop_map(|at| at.get(&NOTES).1.clone());
    (note, any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..6_u8).prop_map(|(text, one, other, how)| {
        let boundaries: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (one, other) = (*one.get(&boundaries), *other.get(&boundaries));
        let (from, to) = (one.min(other), one.max(other));
        match how {
            0 => text[..to].to_owned(),
            1 => text[from..].to_owned(),
            2 => text[..from].to_owned() + &text[to..],
            3 => text[..to].to_owned() + &text[from..],
            4 => text.replace('\n', "\r\n"),
            _ => text.replace('\n', " "),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn real_notes_that_were_damaged(text in mutated()) {
        holds(&text)?;
    }
}

#[test]
fn every_shipped_note_holds() {
    assert!(NOTES.len() > 100, "the corpora are shipped");
    for (file, text) in NOTES.iter() {
        holds(text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    }
}

/// Where a note comes from does not matter to what is found in it, nor does what was analyzed before it.
#[test]
fn a_note_is_analyzed_alone() {
    let analyzer = Analyzer::new(&Config::default()).unwrap();
    let analyze = |(_, text): &(PathBuf, String)| {
        let record = analyzer.analyze(NoteText::new("note.md", text.clone()));
        serde_json::to_string(&record).unwrap()
    };
    let forwards: Vec<String> = NOTES.iter().take(60).map(analyze).collect();
    let mut backwards: Vec<String> = NOTES.iter().take(60).rev().map(analyze).collect();
    backwards.reverse();
    assert_eq!(forwards, backwards);
}
