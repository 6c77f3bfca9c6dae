//! Fathom: a transcript as text, `0:14 - Name (Company)` above what was said. A bracket stands behind those who are not of
//! the team that recorded.

use super::Text;
use super::mask::{Mask, numbered};
use super::speakers::{is_clock, person};
use crate::note::{Known, Side};
use std::collections::HashSet;

const WATCH: &str = " - WATCH: http";

pub(super) fn text(note: &Text<'_>, mask: &mut Mask, known: &mut Known) -> bool {
    if !note.says("fathom.video") {
        return false;
    }
    known.program = Some("Fathom transcript");
    known.title =
        note.text.lines().find(|line| !line.trim().is_empty()).map(|line| without_day(line.trim()).to_owned());
    mask.lines(note.text, |line| {
        let line = line.trim();
        line.starts_with("VIEW RECORDING") || line.starts_with("SCREEN SHARING:")
    });
    known.sides_of_recorder = true;
    let mut items = HashSet::new();
    for (start, line) in numbered(note.text) {
        if let Some((time, label)) =
            line.split_once(" - ").filter(|(time, _)| is_clock(time.trim().trim_start_matches('@')))
        {
            if let Some(mut speaker) = person(label) {
                speaker.side = Some(if label.contains('(') { Side::Them } else { Side::Us });
                known.account = known.account.take().or_else(|| company(speaker.organization.as_deref()?));
                known.add(speaker);
            }
            let _ = time;
            continue;
        }
        let item = line.find("ACTION ITEM:").map(|at| (at, line[at..].split(WATCH).next().unwrap_or_default()));
        if let Some((at, item)) = item.filter(|(_, item)| !items.insert(item.to_owned())) {
            mask.blank(start + at..start + at + item.len());
        }
        for (at, _) in line.match_indices(WATCH) {
            let url = at + " - WATCH: ".len();
            let end = line[url..].find(char::is_whitespace).map_or(line.len(), |space| url + space);
            // What follows the link is another sentence.
            mask.write(start + at..start + end, ".");
        }
    }
    true
}

/// The name of a company, not its domain.
fn company(name: &str) -> Option<String> {
    (!name.contains('.')).then(|| name.to_owned())
}

/// A title without the day behind it, which has no year.
fn without_day(title: &str) -> &str {
    let Some((front, day)) = title.rsplit_once(" - ") else { return title };
    let mut words = day.split_whitespace();
    let month = words.next().is_some_and(|word| word.len() > 2 && word.chars().all(char::is_alphabetic));
    let number = words.next().is_some_and(|word| word.trim_end_matches(',').parse::<u8>().is_ok());
    if month && number { front.trim() } else { title }
}
