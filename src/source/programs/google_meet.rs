//! Google Meet: the notes that Gemini takes, as Markdown, text or a Word file, four generations of them; and transcripts.

use super::Text;
use super::mask::{Mask, bare, numbered};
use crate::note::{Known, KnownPerson};
use crate::source::{names, when};

/// What the program says about itself, at the beginning of a line.
const REMARKS: [&str; 15] = [
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
    "Meeting ended after",
    TRANSCRIPT,
    "People can also change the text",
    "Get tips and learn how Gemini",
    "[image",
];

/// What stands below a transcript, or above.
const TRANSCRIPT: &str = "This editable transcript was computer generated";

pub(super) fn text(note: &Text<'_>, mask: &mut Mask, known: &mut Known) -> bool {
    let named = note.file.name().contains("Notes by Gemini");
    let invited = numbered(note.text).take(40).find(|(_, line)| is_invited(line));
    let signed = note.says("Gemini's notes") || note.says("Gemini’s notes");
    let shaped = || note.says("📝 Notes") && invited.is_some();
    let is_notes = named || signed || shaped();
    if !is_notes && !note.says(TRANSCRIPT) {
        return false;
    }
    if is_notes {
        notes(note.text, known)
    } else {
        transcript(note, mask, known)
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

/// The day and the title at the front of notes.
fn notes(text: &str, known: &mut Known) {
    known.program = Some("Google Meet notes");
    let mut lines = text.lines().map(bare).filter(|line| !line.is_empty());
    if let Some(day) = lines.by_ref().take(6).find_map(when::day) {
        known.date = Some(day);
        known.title = lines.find(|line| !is_invited(line)).map(|title| title.replace('\\', ""));
    }
}

/// A transcript is called by its topic and its day, and names who was there below "Attendees".
fn transcript(note: &Text<'_>, mask: &mut Mask, known: &mut Known) {
    known.program = Some("Google Meet transcript");
    known.is_transcript = true;
    let mut lines = numbered(note.text).filter(|(_, line)| !line.trim().is_empty());
    let named = lines.by_ref().take(1).find(|(_, line)| names::topic(bare(line)).is_some());
    let name = named.map_or(note.file.stem(), |(_, line)| bare(line));
    known.title = Some(names::topic(name).unwrap_or(name).to_owned());
    if let Some((start, line)) = named {
        known.date = when::day_in_name(line);
        mask.blank(start..start + line.len());
    }
    let heading = lines.take(4).skip_while(|(_, line)| bare(line) != "Attendees");
    for (start, line) in heading.take(2) {
        let present = bare(line).split(", ").filter(|name| *name != "Attendees" && !name.ends_with(PRESENTATION));
        present.for_each(|name| known.add(KnownPerson::new(name, None)));
        mask.blank(start..start + line.len());
    }
}

/// What somebody shows is listed like somebody who is there.
const PRESENTATION: &str = "'s Presentation";

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
