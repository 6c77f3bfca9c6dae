//! What holds for every note, whatever is in it; property tests and fuzz targets hold notes to it.
//!
//! A test includes this file by `#[path = "support/invariants.rs"] mod invariants;`.

use goodmeeting::dates::When;
use goodmeeting::extract::{Facts, extract};
use goodmeeting::lexicon::Lexicon;
use goodmeeting::note::{Block, Note, Sentence, Us};
use goodmeeting::record::{Record, Region};
use goodmeeting::rules::{RuleSettings, judge};
use goodmeeting::span::Span;

/// Everything that holds for a text that is read as a note.
#[allow(dead_code, reason = "not every test asks for everything")]
pub(crate) fn text_holds(text: &str, us: &Us) {
    let note = Note::parse(text.to_owned(), Some("2026-03-02 acme.md"), us);
    assert!(note.text == text || !note.suppressions.is_empty(), "only what is suppressed is blanked");
    let size = |text: &str| (text.len(), text.chars().count());
    assert_eq!(size(&note.text), size(text), "and every place stays");
    note_holds(&note, us);
}

/// Everything that holds for a note.
pub(crate) fn note_holds(note: &Note, us: &Us) {
    let text = note.text.as_str();
    parts_hold(text, &note.blocks, &note.sentences);
    let facts = extract(Lexicon::embedded(), note, us);
    facts_hold(text, &facts);
    let judgement = judge(note, &facts, &RuleSettings::default());
    let suppressed = judgement.suppressed.iter().map(|one| &one.finding);
    for finding in judgement.findings.iter().chain(suppressed) {
        is_place(text, finding.span);
    }
    let record = Record::new("acme.md", None, note, facts.clone(), judgement);
    record_holds(text, &facts, &record);
}

/// A span lies in the text and on the boundaries of its characters.
#[track_caller]
pub(crate) fn is_place(text: &str, span: Span) {
    assert!(span.start <= span.end && text.get(span.start..span.end).is_some(), "{span:?} is no place in {text:?}");
}

/// Blocks and sentences are in order and do not overlap; sentences lie in their blocks.
pub(crate) fn parts_hold(text: &str, blocks: &[Block], sentences: &[Sentence]) {
    let mut end = 0;
    for (index, block) in blocks.iter().enumerate() {
        is_place(text, block.span);
        is_place(text, block.content);
        assert!(block.span.contains(block.content) && block.span.start >= end, "{block:?}");
        // The key of a list in front matter stands above its items.
        assert!(block.label.is_none_or(|label| label.end <= block.content.start), "{block:?}");
        is_place(text, block.label.unwrap_or_default());
        assert!(block.heading.into_iter().chain(block.parent).all(|above| above < index), "{block:?}");
        end = block.span.end;
    }
    let (mut end, mut last) = (0, 0);
    for sentence in sentences {
        is_place(text, sentence.span);
        assert!(!sentence.span.is_empty() && sentence.span.start >= end && sentence.block >= last, "{sentence:?}");
        assert!(blocks[sentence.block].span.contains(sentence.span), "{sentence:?}");
        (end, last) = (sentence.span.end, sentence.block);
    }
}

/// Times are in the part that was asked about, in order, and do not overlap.
#[allow(dead_code)]
pub(crate) fn times_hold(text: &str, within: Span, times: &[When]) {
    let mut end = within.start;
    for time in times {
        is_place(text, time.span);
        assert!(!time.span.is_empty() && time.span.start >= end && time.span.end <= within.end, "{time:?} {text:?}");
        assert!(time.window.is_none_or(|(first, last)| first <= last), "{time:?} {text:?}");
        end = time.span.end;
    }
}

/// Facts are in the text, state something, tell what made them, and come in order.
fn facts_hold(text: &str, facts: &Facts) {
    for commitment in &facts.commitments {
        is_place(text, commitment.due_text.unwrap_or_default());
        assert!(commitment.due.is_none() || commitment.due_text.is_some(), "{commitment:?}");
    }
    let commitments = facts.commitments.iter().map(|fact| (fact.span, fact.because.as_slice())).collect::<Vec<_>>();
    let vague = facts.vague.iter().map(|fact| (fact.span, fact.because.as_slice())).collect();
    let pressure = facts.pressure.iter().map(|fact| (fact.span, fact.because.as_slice())).collect();
    let learnings = facts.learnings.iter().map(|fact| (fact.span, fact.because.as_slice())).collect();
    for (name, list) in [("commitment", commitments), ("vague", vague), ("pressure", pressure), ("learning", learnings)]
    {
        for (span, because) in &list {
            is_place(text, *span);
            assert_eq!(span.trimmed(text), *span, "{name}");
            assert!(!span.is_empty(), "{name} {span:?}");
            assert!(!because.is_empty(), "{name} {span:?} without reasons");
        }
        assert!(list.is_sorted_by_key(|(span, _)| span.start), "{name}: {list:?}");
    }
}

/// The record says the same as the facts, in lines and columns that lead back to the text.
fn record_holds(text: &str, facts: &Facts, record: &Record) {
    let told: Vec<(&str, Region)> = record
        .commitments
        .iter()
        .map(|one| (one.text.as_str(), one.region))
        .chain(record.vague.iter().map(|one| (one.text.as_str(), one.region)))
        .chain(record.learnings.iter().map(|one| (one.text.as_str(), one.region)))
        .collect();
    let commitments = facts.commitments.iter().map(|fact| fact.span);
    let spans = commitments.chain(facts.vague.iter().map(|fact| fact.span));
    let spans: Vec<Span> = spans.chain(facts.learnings.iter().map(|fact| fact.span)).collect();
    assert_eq!(told.len(), spans.len());
    let lines = line_starts(text);
    for ((words, region), span) in told.into_iter().zip(spans) {
        assert_eq!(words, span.of(text));
        assert_eq!(offset(text, &lines, region.line, region.column), Some(span.start));
        assert_eq!(offset(text, &lines, region.end_line, region.end_column), Some(span.end));
    }
    assert!(serde_json::to_string(record).is_ok());
}

fn line_starts(text: &str) -> Vec<usize> {
    let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
    std::iter::once(0).chain(ends).collect()
}

/// The byte at a line and column: counted anew, to check the index.
fn offset(text: &str, lines: &[usize], line: usize, column: usize) -> Option<usize> {
    let start = *lines.get(line.checked_sub(1)?)?;
    let rest = text.get(start..)?;
    Some(start + rest.char_indices().map(|(at, _)| at).chain([rest.len()]).nth(column.checked_sub(1)?)?)
}
