//! Granola: notes as Markdown, and transcripts in which "Me" is whoever took them.

use super::Text;
use super::mask::{Mask, bare};
use crate::note::{Known, KnownPerson, Side};

pub(super) fn text(note: &Text<'_>, mask: &mut Mask, known: &mut Known) -> bool {
    let voices = ["Me:", "Them:", "Other:", "Self:"];
    let spoken = |voice: &str| {
        note.text.lines().take(200).any(|line| bare(line).starts_with(voice) || line.contains(&format!("**{voice}**")))
    };
    let is_transcript = note.is_markdown && spoken("Me:") && (spoken("Them:") || spoken("Other:"));
    if !note.says("notes.granola.ai") && !is_transcript {
        return false;
    }
    known.program = Some("Granola note");
    mask.lines(note.text, |line| line.trim_start().starts_with("Chat with meeting transcript:"));
    if is_transcript {
        known.title = Some(note.file.stem().to_owned());
        for voice in voices.iter().filter(|voice| spoken(voice)) {
            let name = voice.trim_end_matches(':');
            let ours = matches!(name, "Me" | "Self").then_some(Side::Us);
            known.add(KnownPerson::new(name, ours));
        }
    }
    true
}
