//! Teams: transcripts as Word files, whose first line is the recording's name: "Topic-20261119_150002-Meeting Recording".

use super::Text;
use super::mask::{Mask, numbered};
use crate::note::Known;
use crate::source::file::File;
use crate::source::when;

pub(super) fn text(note: &Text<'_>, mask: &mut Mask, known: &mut Known) -> bool {
    let Some((start, line)) = numbered(note.text).find(|(_, line)| !line.trim().is_empty()) else { return false };
    let Some((title, day)) = recording(line) else { return false };
    known.program = Some("Teams transcript");
    known.title = Some(title.to_owned());
    known.date = when::day(day);
    known.is_transcript = true;
    mask.blank(start..start + line.len());
    mask.lines(note.text, |line| {
        is_length(line.trim()) || line.ends_with(" started transcription") || line.ends_with(" stopped transcription")
    });
    true
}

/// How long it took, as it stands below the day: `1h 27m 42s`.
fn is_length(line: &str) -> bool {
    let unit = |part: &str| part.strip_suffix(['h', 'm', 's']).is_some_and(|number| number.parse::<u32>().is_ok());
    !line.is_empty() && line.split(' ').all(unit)
}

/// A recording's cues are a file of its name.
pub(super) fn recording_of(file: &File<'_>, known: &mut Known) {
    if let Some((title, day)) = recording(file.stem()) {
        known.program = Some("Teams transcript");
        known.title = Some(title.to_owned());
        known.date = when::day(day);
    }
}

/// The topic and the day of a recording's name; what stands behind them is in the language of whoever recorded.
fn recording(line: &str) -> Option<(&str, &str)> {
    let (front, kind) = line.trim().rsplit_once('-').filter(|(_, kind)| kind.starts_with(char::is_uppercase))?;
    let (title, stamp) = front.rsplit_once('-')?;
    let (day, time) = stamp.split_once('_')?;
    let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits(day, 8) && digits(time.trim_end_matches("UTC"), 6) && kind.len() < 60).then_some((title, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_recording_tells_topic_and_day() {
        let wanted = Some(("Acme - weekly", "20261119"));
        assert_eq!(recording("Acme - weekly-20261119_150002-Meeting Recording"), wanted);
        assert_eq!(recording("Acme - weekly-20261119_150002UTC-Besprechungsaufzeichnung"), wanted);
        assert_eq!(recording("Acme - weekly-2026-11-19"), None);
    }
}
