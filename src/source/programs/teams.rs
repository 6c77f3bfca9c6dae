//! Teams: transcripts as Word files, whose first line is the recording's name: "Topic-20261119_150002-Meeting Recording".

use super::Text;
use super::mask::{Mask, numbered};
use crate::note::Known;
use crate::source::when;

pub(super) fn text(note: &Text<'_>, mask: &mut Mask, known: &mut Known) -> bool {
    let Some((start, line)) = numbered(note.text).find(|(_, line)| !line.trim().is_empty()) else { return false };
    let Some((title, day)) = recording(line) else { return false };
    known.program = Some("Teams transcript");
    known.title = Some(title.to_owned());
    known.date = when::day(day);
    known.is_transcript = true;
    mask.blank(start..start + line.len());
    true
}

/// The topic and the time of a recording's name.
fn recording(line: &str) -> Option<(&str, &str)> {
    let front = ["-Meeting Recording", "-Meeting Transcript"].iter().find_map(|end| line.trim().strip_suffix(end))?;
    let (title, stamp) = front.rsplit_once('-')?;
    let (day, _) = stamp.split_once('_')?;
    (day.len() == 8 && day.bytes().all(|byte| byte.is_ascii_digit())).then_some((title, day))
}
