//! WebVTT and SubRip: what was said, cue by cue. The words of one speaker in a row become one turn.

use super::file::{Emit, File, Halt};
use super::limits::WHOLE;
use super::lines::{Lines, Turns};
use super::{NoteText, html, names, parts, programs};
use crate::error::Error;
use crate::note::Known;

/// Reads a file of cues.
pub(super) fn read(mut file: File<'_>, emit: &mut Emit<'_>) -> Result<(), Halt> {
    let note = note(&mut file)?;
    emit(Ok(parts::joined(&file, note, false)).into())
}

/// The note of a file of cues.
pub(super) fn note(file: &mut File<'_>) -> Result<NoteText, Error> {
    let text = file.take_text(WHOLE)?;
    let (mut lines, mut turns) = (Lines::default(), Turns::default());
    let title = Some(names::topic(file.stem()).unwrap_or(file.stem()).to_owned());
    let mut known = Known { title, is_body: true, is_transcript: true, ..Known::default() };
    for cue in cues(&text) {
        for (speaker, words) in said(&cue) {
            programs::speakers::add(&mut known, [speaker.as_str()]);
            turns.push(&programs::speakers::label(&speaker), &words, &mut lines);
        }
    }
    turns.end(&mut lines);
    programs::RECORDINGS.iter().for_each(|program| program(file, &mut known));
    Ok(file.note(None, lines.finish(), known))
}

/// The texts of the cues: the lines below each time, to the next empty line. Headers, notes and styles have no time.
fn cues(text: &str) -> Vec<String> {
    let mut cues = Vec::new();
    let mut open: Option<String> = None;
    for line in text.lines() {
        if line.contains("-->") {
            cues.extend(open.replace(String::new()));
        } else if line.trim().is_empty() {
            cues.extend(open.take());
        } else if let Some(cue) = &mut open {
            cue.push_str(line.trim());
            cue.push('\n');
        }
    }
    cues.extend(open);
    cues
}

/// Who says what in a cue: `<v Name>words</v>`, or `Name: words`, or words alone.
fn said(cue: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut voices = cue.split("<v");
    let before = voices.next().unwrap_or_default();
    if !before.trim().is_empty() {
        let words = html::text(before).replace("\n\n", " ");
        out.push(match speaker(&words) {
            Some((name, words)) => (name.to_owned(), words.to_owned()),
            None => (String::new(), words),
        });
    }
    for voice in voices {
        // The tag may have classes: `<v.loud Name>`.
        let (tag, words) = voice.split_once('>').unwrap_or(("", voice));
        let name = tag.trim_start_matches(|c: char| !c.is_whitespace());
        out.push((html::text(name), html::text(words.trim_end_matches("</v>")).replace("\n\n", " ")));
    }
    out
}

/// A name of a few words before a colon.
fn speaker(words: &str) -> Option<(&str, &str)> {
    let (name, words) = words.split_once(": ")?;
    let plausible = name.len() <= 80 && name.split_whitespace().count() <= 8 && !name.contains(['.', '?', '!', ',']);
    (plausible && name.chars().next().is_some_and(char::is_uppercase)).then_some((name.trim(), words.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_have_voices_names_or_neither() {
        let text = "WEBVTT\n\nNOTE made by a\nmachine\n\n1\n00:01.000 --> 00:02.000\n<v.loud Ana Ruiz>Hi &amp; welcome</v>\n\
                    00:02.000 --> 00:03.000\nBo Kim (Acme): we will\nsend it\n\n3\n00:04,000 --> 00:05,000\nSure thing: ok";
        let said: Vec<_> = cues(text).iter().flat_map(|cue| super::said(cue)).collect();
        let pair = |name: &str, words: &str| (name.to_owned(), words.to_owned());
        assert_eq!(said[0], pair("Ana Ruiz", "Hi & welcome"));
        assert_eq!(said[1], pair("Bo Kim (Acme)", "we will send it"));
        assert_eq!(said.len(), 3);
    }
}
