//! Otter: a transcript as text, `Name  0:03` above what was said. It tells neither day nor sides.

use super::Text;
use super::mask::Mask;
use super::speakers::{add, is_clock};
use crate::note::Known;

pub(super) fn text(note: &Text<'_>, mask: &mut Mask, known: &mut Known) -> bool {
    if !note.says("https://otter.ai") && !note.says("otter.ai\n") {
        return false;
    }
    known.program = Some("Otter transcript");
    let first = note.text.lines().map(str::trim).find(|line| !line.is_empty()).filter(|line| speaker(line).is_none());
    let title = first.unwrap_or(note.file.stem());
    let title = title.trim_end_matches("otter.ai").trim_end_matches("otter_ai").trim_end_matches(['_', ' ']);
    known.title = Some(title.to_owned()).filter(|title| !title.is_empty());
    mask.lines(note.text, |line| line.trim().starts_with("Transcribed by https://otter.ai"));
    add(known, note.text.lines().filter_map(speaker));
    true
}

/// The name before two spaces and a time.
fn speaker(line: &str) -> Option<&str> {
    let (name, time) = line.trim().rsplit_once("  ")?;
    (is_clock(time.trim()) && !name.trim().is_empty()).then(|| name.trim())
}
