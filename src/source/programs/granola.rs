//! Granola: notes as Markdown, and transcripts in which "Me" is whoever took them.

use super::Text;
use super::mask::{Mask, numbered};
use crate::note::{Known, KnownPerson, Side};
use crate::source::when;

const PROGRAM: &str = "Granola note";
/// More meetings than this in one file are no copies by hand.
const MEETINGS: usize = 200;

/// Whether a note is Granola's.
pub(super) fn is_granola(known: &Known) -> bool {
    known.program == Some(PROGRAM)
}

/// Where meetings begin: a title of the first level with a day below it.
pub(super) fn meetings(text: &str) -> Vec<usize> {
    let mut lines = numbered(text).filter(|(_, line)| !line.trim().is_empty()).peekable();
    let mut starts = Vec::new();
    while let Some((start, line)) = lines.next() {
        let is_day = |below: &str| below.len() < 40 && when::day(below).is_some();
        if line.starts_with("# ") && lines.peek().is_some_and(|(_, below)| is_day(below)) {
            starts.push(start);
        }
    }
    starts.truncate(MEETINGS);
    starts
}

pub(super) fn text(note: &Text<'_>, mask: &mut Mask, known: &mut Known) -> bool {
    let voices = ["Me:", "Them:", "Other:", "Self:"];
    let turns = |voice: &str| note.text.lines().any(|line| line.trim_start_matches(['*', ' ']).starts_with(voice));
    let is_transcript = note.says("Me:")
        && (note.says("Them:") || note.says("Other:"))
        && turns("Me:")
        && (turns("Them:") || turns("Other:"));
    if !note.says("notes.granola.ai") && !is_transcript {
        return false;
    }
    known.program = Some(PROGRAM);
    mask.lines(note.text, |line| line.trim_start().starts_with("Chat with meeting transcript:"));
    if is_transcript {
        // Notes above a transcript have a title.
        let is_titled = note.text.lines().any(|line| line.starts_with("# "));
        known.title = (!is_titled).then(|| note.file.stem().to_owned());
        known.is_transcript = true;
        for voice in voices.iter().filter(|voice| note.says(voice)) {
            let name = voice.trim_end_matches(':');
            let ours = matches!(name, "Me" | "Self").then_some(Side::Us);
            known.add(KnownPerson::new(name, ours));
        }
    }
    true
}
