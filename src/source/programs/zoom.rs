//! Zoom: a folder `2026-11-19 15.00.02 Topic 81234567890` with a transcript, a chat and captions, and the summary that its
//! assistant writes.

use super::Text;
use super::mask::{Mask, numbered};
use super::speakers::is_clock;
use crate::note::{Known, KnownPerson, Origins};
use crate::source::file::File;
use crate::source::when;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

/// Where a recording tells what is known of it.
static FOLDER: LazyLock<Arc<Origins>> = LazyLock::new(|| {
    let folder = Some("the folder's name".to_owned());
    Arc::new(Origins { title: folder.clone(), date: folder, ..Origins::default() })
});

/// What stands before the topic in the name of a summary.
const SUMMARY: [&str; 4] = ["Meeting summary", "Meeting Summary", " with AI Companion", " for "];

/// Chats, captions and summaries.
pub(super) fn text(note: &Text<'_>, mask: &mut Mask, known: &mut Known) -> bool {
    let name = note.file.name();
    let is_saved = name.starts_with("meeting_saved") || name == "chat.txt" || name == "closed_caption.txt";
    if is_saved || name.ends_with("newChat.txt") {
        recording(note.file, known);
        known.program = Some("Zoom chat or captions");
        known.is_transcript = true;
        for (start, line) in numbered(note.text) {
            let Some((name, end)) = chatter(line) else { continue };
            known.add(KnownPerson::new(&line[name.clone()], None));
            mask.blank(start..start + name.start);
            mask.write(start + name.end..start + end, ":");
        }
        return true;
    }
    let signed = note.says("AI can make mistakes. Review for accuracy");
    let shaped = || note.says("Quick recap") && note.says("Next steps");
    if !(signed || shaped()) {
        return false;
    }
    known.program = Some("Zoom AI Companion summary");
    let stem = note.file.stem();
    let told = note.text.lines().find_map(|line| line.trim().strip_prefix("Meeting summary for "));
    let title = told.map(|line| line.split(" (").next().unwrap_or(line)).unwrap_or(stem);
    let title = SUMMARY.iter().fold(title, |title, said| title.trim_start_matches(said));
    known.title = Some(title.trim_matches([' ', '-', ':']).to_owned()).filter(|title| !title.is_empty());
    mask.lines(note.text, |line| {
        let line = line.trim();
        line.starts_with("AI can make mistakes")
            || line.starts_with("AI-generated content may be inaccurate")
            || line.starts_with("Please rate the accuracy")
            || line == "Meeting summary"
    });
    true
}

/// Who writes or speaks, and where what is around the name ends: `15:03:12 From  Ana  to  Everyone:`, `15:03:12 From Ana : words`,
/// `15:03:12<tab>Ana:<tab>words`, `[Ana] 15:03:12`.
fn chatter(line: &str) -> Option<(Range<usize>, usize)> {
    if let Some((name, time)) = line.strip_prefix('[').and_then(|rest| rest.split_once("] ")) {
        return is_clock(time.trim()).then(|| (1..1 + name.len(), line.len()));
    }
    let (time, rest) = line.trim_start().split_once([' ', '\t']).filter(|(time, _)| is_clock(time))?;
    let from = rest.trim_start().strip_prefix("From ");
    if from.is_none() && !line[..line.len() - rest.len()].ends_with('\t') {
        return None;
    }
    let head = from.unwrap_or(rest).trim_start();
    let start = line.len() - head.len();
    let colon = head.find(':').filter(|&colon| colon < 120 && time.len() < start)?;
    let name = head[..colon].split(" to ").next()?.trim_end();
    (!name.is_empty()).then(|| (start..start + name.len(), start + colon + 1))
}

/// A recording lies in a folder that tells its day and topic.
pub(super) fn recording(file: &File<'_>, known: &mut Known) {
    let Some((day, topic)) =
        file.folder_name().as_deref().and_then(|name| Some((name.get(..10)?.to_owned(), topic(name)?.to_owned())))
    else {
        return;
    };
    if let Some(day) = when::day(&day) {
        known.program = Some("Zoom recording");
        known.date = Some(day);
        known.title = Some(topic);
        known.origins = Some(Arc::clone(&FOLDER));
    }
}

/// The topic between the time and the number of the meeting.
pub(in crate::source) fn topic(folder: &str) -> Option<&str> {
    let (day, rest) = folder.split_once(' ')?;
    let (time, topic) = rest.split_once(' ')?;
    let digits = |text: &str, mark: char| {
        text.split(mark).all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
    };
    if !digits(day, '-') || !digits(time, '.') {
        return None;
    }
    let number = topic.rsplit_once(' ').filter(|(_, last)| last.len() >= 9 && last.bytes().all(|b| b.is_ascii_digit()));
    Some(number.map_or(topic, |(topic, _)| topic).trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_writes_is_told_in_every_way_of_writing_it() {
        let read = |line: &str| chatter(line).map(|(name, end)| (line[name].to_owned(), line[end..].to_owned()));
        let pair = |name: &str, words: &str| Some((name.to_owned(), words.to_owned()));
        assert_eq!(read("15:03:12\t From  Ana Ruiz  to  Everyone:"), pair("Ana Ruiz", ""));
        assert_eq!(read("15:03:12 From Ana Ruiz : can you"), pair("Ana Ruiz", " can you"));
        assert_eq!(read("15:03:12 From Ana to Bo Kim(Direct Message): x"), pair("Ana", " x"));
        assert_eq!(read("15:03:12\tAna Ruiz:\tcan you"), pair("Ana Ruiz", "\tcan you"));
        assert_eq!(read("[Ana Ruiz] 15:03:12"), pair("Ana Ruiz", ""));
        assert_eq!([read("15:03:12 see you at 4: ok"), read("\tWill do: today"), read("[x] 12")], [None, None, None]);
    }

    #[test]
    fn the_folder_tells_the_topic() {
        assert_eq!(topic("2026-11-19 15.00.02 Acme weekly 81234567890"), Some("Acme weekly"));
        assert_eq!(topic("2026-11-19 15.00.02 Acme 2027"), Some("Acme 2027"));
        assert_eq!(topic("2026-11-19 Acme weekly"), None);
    }
}
