//! Meetings that a program keeps in several files: what was said, what was written meanwhile, what was noted. They are one
//! note with parts.

use super::file::File;
use super::lines::Lines;
use super::{Format, NoteText, cues, programs};
use crate::note::{Known, NotePart};
use rustc_hash::FxHashMap;
use std::sync::Arc;

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
    /// Its name, or the way to it from the folder of the other one.
    pub name: String,
    pub heading: &'static str,
}

/// What stands behind the name of a meeting in the name of its transcript.
const TRANSCRIPT: [&str; 4] = [" transcript", "_transcript", "-transcript", ".transcript"];
/// The files of a recording of Zoom's beside what was said.
const CHATS: [&str; 2] = ["meeting_saved_chat.txt", "chat.txt"];
const CAPTIONS: [&str; 2] = ["meeting_saved_closed_caption.txt", "closed_caption.txt"];
/// The way to a file of the folder around.
const UP: &str = "../";
/// The kinds of files that hold notes of a meeting, beside its transcript.
const NOTES: [&str; 3] = ["md", "txt", "docx"];

/// The roles of those files, given with their folders, that do not stand for themselves.
pub(super) fn roles(files: &[(&str, &str)]) -> Vec<(usize, Role)> {
    let telling = |name: &str| {
        CHATS.contains(&name) || CAPTIONS.contains(&name) || meeting(name).is_some() || summarized(name).is_some()
    };
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
    // A summary is saved beside the folders of recordings, and belongs to one if there is only one of its topic.
    let mut recorded: FxHashMap<(&str, &str), Option<usize>> = FxHashMap::default();
    for (folder, &at) in &said {
        let (around, name) = folder.rsplit_once(['/', '\\']).unwrap_or(("", folder));
        if let Some(topic) = programs::topic_of_recording(name) {
            recorded.entry((around, topic)).and_modify(|one| *one = None).or_insert(Some(at));
        }
    }
    for at in candidates {
        let (folder, name) = files[at];
        let role = if CAPTIONS.contains(&name) {
            said.contains_key(folder).then_some(Role::Copy)
        } else if CHATS.contains(&name) {
            said.get(folder).map(|&of| Role::Part { of, heading: "Chat" })
        } else if let Some(topic) = summarized(name) {
            let of = said.get(folder).copied().or_else(|| recorded.get(&(folder, topic)).copied().flatten());
            of.map(|of| Role::Part { of, heading: "Summary" })
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

/// The topic in the name of a summary that Zoom's assistant wrote: "Meeting summary - Acme weekly.txt".
fn summarized(name: &str) -> Option<&str> {
    const SUMMARY: &str = "meeting summary";
    let (stem, extension) = name.rsplit_once('.')?;
    let front = stem.get(..SUMMARY.len())?;
    let is_one = front.eq_ignore_ascii_case(SUMMARY) && matches!(extension, "md" | "txt");
    let topic = stem[SUMMARY.len()..].trim_start_matches(" with AI Companion");
    is_one.then(|| topic.trim_matches([' ', '-', '_', ':', '–']))
}

impl Part {
    /// The part of a name that lies in `folder`, of a file that lies in `of` or in a folder of that.
    pub(super) fn new((folder, name): (&str, &str), of: &str, heading: &'static str) -> Part {
        Part { name: if folder == of { name.to_owned() } else { format!("{UP}{name}") }, heading }
    }
}

/// A note with its parts, one below the other. Lines are those of the text that is put together; what is told of each part
/// leads back to its file. A text has the lines of its file; what is read out of another format has not.
pub(super) fn joined(file: &File<'_>, note: NoteText, is_text: bool) -> NoteText {
    if file.parts.is_empty() {
        return note;
    }
    let line_in_file = is_text.then_some(1);
    let own = NotePart { file: note.entry.clone().unwrap_or_else(|| file.path.clone()), line: 1, line_in_file };
    let mut parts = vec![own];
    let mut note = file.parts.iter().fold(note, |note, part| with(file, note, part, &mut parts));
    note.known.parts = Some(parts.into()).filter(|parts: &Arc<[_]>| parts.len() > 1);
    note
}

fn with(file: &File<'_>, note: NoteText, part: &Part, parts: &mut Vec<NotePart>) -> NoteText {
    let Some((read, is_text)) = file.folder.file(&part.name, file).and_then(text_of) else { return note };
    let (mut text, mut title) = (note.text, Lines::default());
    title.heading(part.heading);
    text.truncate(text.trim_end().len());
    text.push_str(&format!("\n\n{}\n\n", title.finish()));
    let lines = |text: &str| memchr::memchr_iter(b'\n', text.as_bytes()).count() + 1;
    let whole = read.text.trim_end();
    let own = whole.trim_start();
    let line_in_file = is_text.then(|| lines(&whole[..whole.len() - own.len()]));
    parts.push(NotePart { file: whereabouts(note_place(file), &part.name), line: lines(&text), line_in_file });
    text.push_str(own);
    let entry = Some(format!("{} and {}", note.entry.as_deref().unwrap_or(file.name()), name_of(&part.name)));
    let mut known = note.known;
    read.known.people.into_iter().for_each(|person| known.add(person));
    NoteText { entry, text, known, ..note }
}

/// What is read of a file that is a part, and whether its lines are those of the file.
fn text_of(mut file: File<'_>) -> Option<(NoteText, bool)> {
    match file.format() {
        Format::Text => {
            let text = file.take_text(super::limits::WHOLE).ok()?;
            Some((programs::of_text(file.note(None, text, Known::default()), &file), true))
        }
        Format::Cues => cues::note(&mut file).ok().map(|note| (note, false)),
        _ => None,
    }
}

/// The path of a note: of its file, or of the member of a container that it is.
fn note_place<'f>(file: &'f File<'_>) -> &'f str {
    file.member.as_deref().unwrap_or(&file.path)
}

/// A path to a file from the folder of another one, without the way up.
fn whereabouts(beside: &str, name: &str) -> String {
    let folder = |path: &str| path.rfind(['/', '\\']).map_or(0, |slash| slash + 1);
    let around = &beside[..folder(beside)];
    match name.strip_prefix(UP) {
        Some(name) => format!("{}{name}", &around[..folder(around.trim_end_matches(['/', '\\']))]),
        None => format!("{around}{name}"),
    }
}

fn name_of(path: &str) -> &str {
    path.strip_prefix(UP).unwrap_or(path)
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

    #[test]
    fn a_summary_belongs_to_the_only_recording_of_its_topic() {
        let files = [
            ("z", "Meeting summary - Acme weekly.txt"),
            ("z/2026-03-02 15.00.02 Acme weekly 81234567890", "GMT1.vtt"),
            ("z", "Meeting summary - Other.txt"),
        ];
        assert_eq!(roles(&files), [(0, Role::Part { of: 1, heading: "Summary" })]);
        let again = [files[0], files[1], ("z/2026-03-09 15.00.02 Acme weekly 81234567890", "GMT2.vtt")];
        assert_eq!(roles(&again), []);
        assert_eq!(whereabouts("z/rec/a.vtt", "../b.txt"), "z/b.txt");
        assert_eq!(whereabouts("rec/a.vtt", "../b.txt"), "b.txt");
        assert_eq!(whereabouts("rec/a.vtt", "c.txt"), "rec/c.txt");
    }
}
