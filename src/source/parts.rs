//! Meetings that a program keeps in several files: what was said, what was written meanwhile, what was noted. They are one
//! note with parts.

use super::file::File;
use super::lines::Lines;
use super::{Format, NoteText, cues, programs};
use crate::note::Known;
use rustc_hash::FxHashMap;

/// What a file is beside the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Part of another one, under a heading.
    Part { of: usize, heading: &'static str },
    /// The same as another one.
    Copy,
}

/// A file that is part of another one, and the heading that it gets there.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Part {
    pub name: String,
    pub heading: &'static str,
}

/// What stands behind the name of a meeting in the name of its transcript.
const TRANSCRIPT: [&str; 4] = [" transcript", "_transcript", "-transcript", ".transcript"];
/// The files of a recording of Zoom's beside what was said.
const CHATS: [&str; 2] = ["meeting_saved_chat.txt", "chat.txt"];
const CAPTIONS: [&str; 2] = ["meeting_saved_closed_caption.txt", "closed_caption.txt"];
/// The kinds of files that hold notes of a meeting, beside its transcript.
const NOTES: [&str; 3] = ["md", "txt", "docx"];

/// The roles of those files, given with their folders, that do not stand for themselves.
pub(super) fn roles(files: &[(&str, &str)]) -> Vec<(usize, Role)> {
    let telling = |name: &str| CHATS.contains(&name) || CAPTIONS.contains(&name) || meeting(name).is_some();
    let mut roles: Vec<(usize, Role)> = Vec::new();
    let candidates: Vec<usize> = (0..files.len()).filter(|&at| telling(files[at].1)).collect();
    if candidates.is_empty() {
        return roles;
    }
    let places: FxHashMap<(&str, &str), usize> = files.iter().enumerate().map(|(at, file)| (*file, at)).collect();
    let mut said: FxHashMap<&str, usize> = FxHashMap::default();
    for (at, (folder, name)) in files.iter().enumerate() {
        if name.ends_with(".vtt") {
            said.entry(folder).or_insert(at);
        }
    }
    for at in candidates {
        let (folder, name) = files[at];
        let role = if CAPTIONS.contains(&name) {
            said.contains_key(folder).then_some(Role::Copy)
        } else if CHATS.contains(&name) {
            said.get(folder).map(|&of| Role::Part { of, heading: "Chat" })
        } else {
            let notes = meeting(name).into_iter().flat_map(|stem| NOTES.map(|extension| format!("{stem}.{extension}")));
            let of = notes.into_iter().find_map(|notes| places.get(&(folder, notes.as_str())).copied());
            of.map(|of| Role::Part { of, heading: "Transcript" })
        };
        roles.extend(role.map(|role| (at, role)));
    }
    roles
}

/// The name of a meeting in the name of its transcript.
fn meeting(name: &str) -> Option<&str> {
    let (stem, extension) = name.rsplit_once('.')?;
    let text = NOTES.contains(&extension) || matches!(extension, "vtt" | "srt");
    let end = TRANSCRIPT.iter().find(|end| {
        stem.len() > end.len()
            && stem.is_char_boundary(stem.len() - end.len())
            && stem[stem.len() - end.len()..].eq_ignore_ascii_case(end)
    })?;
    text.then(|| &stem[..stem.len() - end.len()])
}

/// A note with its parts, one below the other. Lines are those of the text that is put together.
pub(super) fn joined(file: &File<'_>, note: NoteText) -> NoteText {
    file.parts.iter().fold(note, |note, part| with(file, note, part))
}

fn with(file: &File<'_>, note: NoteText, part: &Part) -> NoteText {
    let Some(read) = file.folder.file(&part.name, file).and_then(text_of) else { return note };
    let (mut text, mut title) = (note.text, Lines::default());
    title.heading(part.heading);
    text.truncate(text.trim_end().len());
    text.push_str(&format!("\n\n{}\n\n{}", title.finish(), read.text.trim()));
    let entry = Some(format!("{} and {}", note.entry.as_deref().unwrap_or(file.name()), part.name));
    let mut known = note.known;
    read.known.people.into_iter().for_each(|person| known.add(person));
    NoteText { entry, text, known, ..note }
}

/// What is read of a file that is a part.
fn text_of(mut file: File<'_>) -> Option<NoteText> {
    match file.format() {
        Format::Text => {
            let text = file.take_text(super::limits::WHOLE).ok()?;
            Some(programs::of_text(file.note(None, text, Known::default()), &file))
        }
        Format::Cues => cues::note(&mut file).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transcript_is_part_of_the_notes_beside_it() {
        let files =
            [("a", "Acme Transcript.md"), ("a", "Acme.md"), ("b", "Acme_transcript.vtt"), ("c", "transcript.md")];
        assert_eq!(roles(&files), [(0, Role::Part { of: 1, heading: "Transcript" })]);
    }

    #[test]
    fn the_files_of_a_recording_are_one_meeting() {
        let files = [
            ("z", "meeting_saved_chat.txt"),
            ("z", "meeting_saved_closed_caption.txt"),
            ("z", "GMT1.transcript.vtt"),
            ("y", "meeting_saved_chat.txt"),
        ];
        assert_eq!(roles(&files), [(0, Role::Part { of: 2, heading: "Chat" }), (1, Role::Copy)]);
    }
}
