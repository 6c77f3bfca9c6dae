//! Google Meet: the notes that Gemini takes, as Markdown, text or a Word file; four generations of them.

use super::Text;
use super::mask::{Mask, bare, numbered};
use crate::note::{Known, KnownPerson};
use crate::source::when;

/// What the program says about itself, at the beginning of a line.
const REMARKS: [&str; 14] = [
    "You should review Gemini",
    "Please provide feedback about using Gemini",
    "How is the quality of these",
    "Rate this",
    "We've updated the",
    "Let us know what you think",
    "Attachments ",
    "Meeting records",
    "No suggested next steps were found",
    "Transcription ended after",
    "This editable transcript was computer generated",
    "People can also change the text",
    "Get tips and learn how Gemini",
    "[image",
];

pub(super) fn text(note: &Text<'_>, mask: &mut Mask, known: &mut Known) -> bool {
    let named = note.file.name().contains("Notes by Gemini");
    let invited = numbered(note.text).take(40).find(|(_, line)| is_invited(line));
    let signed = note.says("Gemini's notes") || note.says("Gemini’s notes");
    let shaped = || note.says("📝 Notes") && invited.is_some();
    if !(named || signed || shaped()) {
        return false;
    }
    known.program = Some("Google Meet notes");
    let mut lines = note.text.lines().map(bare).filter(|line| !line.is_empty());
    if let Some(day) = lines.by_ref().take(6).find_map(when::day) {
        known.date = Some(day);
        known.title = lines.find(|line| !is_invited(line)).map(|title| title.replace('\\', ""));
    }
    if let Some((start, line)) = invited {
        people(line, note.text, known);
        mask.blank(start..start + line.len());
    }
    mask.lines(note.text, |line| {
        let words = bare(line).trim_start_matches('📝').trim_start_matches('📖').trim();
        REMARKS.iter().any(|remark| words.starts_with(remark)) || matches!(words, "Notes" | "Transcript")
    });
    true
}

fn is_invited(line: &str) -> bool {
    bare(line).starts_with("Invited ")
}

/// The people on the line of those invited: links to their addresses, or nothing but names in a row.
fn people(line: &str, text: &str, known: &mut Known) {
    let mut linked = false;
    for piece in line.split('[').skip(1) {
        if let Some((name, rest)) = piece.split_once("](mailto:") {
            let email = rest.split(')').next();
            known.add(KnownPerson::new(name.replace('\\', ""), None).with_email(email));
            linked = true;
        }
    }
    if !linked {
        names(bare(line).trim_start_matches("Invited "), text)
            .into_iter()
            .for_each(|name| known.add(KnownPerson::new(name, None)));
    }
}

/// More words than this are no line of names.
const MOST: usize = 100;

/// Cuts names in a row where the text elsewhere begins one: as an owner, a speaker, or in the title.
fn names(row: &str, text: &str) -> Vec<String> {
    let marks = ["[", "] ", ", ", "\n", "/ ", "**", "* "];
    let starts = |at: usize| marks.iter().any(|mark| text[..at].ends_with(mark));
    let ends = |at: usize| !text[at..].starts_with(char::is_alphanumeric);
    let opens = |word: &str| text.match_indices(word).any(|(at, _)| starts(at) && ends(at + word.len()));
    let mut names: Vec<String> = Vec::new();
    for word in row.split_whitespace().take(MOST) {
        match names.last_mut() {
            Some(name) if !opens(word) && !word.contains('@') && !name.contains('@') => {
                name.push(' ');
                name.push_str(word);
            }
            _ => names.push(word.to_owned()),
        }
    }
    names
}
