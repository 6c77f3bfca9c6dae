//! Otter: a transcript as text, `Name  0:03` above what was said. It tells neither day nor sides.

use super::Text;
use super::mask::{Mask, numbered};
use super::speakers::{add, is_clock};
use crate::note::Known;
use crate::source::when;

pub(super) fn text(note: &Text<'_>, mask: &mut Mask, known: &mut Known) -> bool {
    if !note.says("https://otter.ai") && !note.says("otter.ai\n") {
        return false;
    }
    known.program = Some("Otter transcript");
    let first = note
        .text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .filter(|line| speaker(line).is_none() && !is_clock(line));
    let title = first.unwrap_or(note.file.stem());
    let title = title.trim_end_matches("otter.ai").trim_end_matches("otter_ai").trim_end_matches(['_', ' ']);
    known.title = Some(title.to_owned()).filter(|title| !title.is_empty());
    mask.lines(note.text, |line| line.trim().starts_with("Transcribed by https://otter.ai"));
    keywords(note.text, mask, known);
    add(known, note.text.lines().filter_map(speaker));
    true
}

/// How many lines the head has at most.
const HEAD: usize = 16;

/// The head of newer exports: the day, and keywords and speakers under their names.
fn keywords(text: &str, mask: &mut Mask, known: &mut Known) {
    let mut below = false;
    for (start, line) in numbered(text).take(HEAD) {
        let bare = line.trim();
        let is_name = matches!(bare, "SUMMARY KEYWORDS" | "SPEAKERS" | "KEYWORDS");
        if bare.contains(" • ") || bare.contains(" · ") {
            known.date = known.date.or_else(|| when::day(bare));
            mask.blank(start..start + line.len());
        }
        if speaker(line).is_none() && (is_name || below) {
            mask.blank(start..start + line.len());
        }
        below = is_name;
    }
}

/// The name before two spaces and a time.
fn speaker(line: &str) -> Option<&str> {
    let (name, time) = line.trim().rsplit_once("  ")?;
    (is_clock(time.trim()) && !name.trim().is_empty()).then(|| name.trim())
}
