//! Fathom: a transcript as text, `0:14 - Name (Company)` above what was said, in which a bracket stands behind those who are
//! not of the team that recorded; and the meetings of its interface.

use super::Text;
use super::mask::{Mask, numbered};
use super::speakers::{is_clock, person};
use crate::note::{Known, KnownPerson, Side};
use crate::source::file::File;
use crate::source::json::Get;
use crate::source::lines::{Lines, Turns};
use crate::source::{Draft, when};
use serde_json::Value;
use std::collections::HashSet;

const WATCH: &str = " - WATCH: http";
/// Before what somebody marked while it was said.
const HIGHLIGHT: &str = "HIGHLIGHT:";

pub(super) fn text(note: &Text<'_>, mask: &mut Mask, known: &mut Known) -> bool {
    if !note.says("fathom.video") {
        return false;
    }
    known.program = Some("Fathom transcript");
    known.is_transcript = true;
    known.title =
        note.text.lines().find(|line| !line.trim().is_empty()).map(|line| without_day(line.trim()).to_owned());
    mask.lines(note.text, |line| {
        let line = line.trim();
        line.starts_with("VIEW RECORDING") || line.starts_with("SCREEN SHARING:")
    });
    known.sides_of_recorder = true;
    let mut items = HashSet::new();
    for (start, line) in numbered(note.text) {
        if let Some((_, label)) =
            line.split_once(" - ").filter(|(time, _)| is_clock(time.trim().trim_start_matches('@')))
        {
            if let Some(mut speaker) = person(label) {
                speaker.side = Some(if label.contains('(') { Side::Them } else { Side::Us });
                known.account = known.account.take().or_else(|| company(speaker.organization.as_deref()?));
                known.add(speaker);
            }
            continue;
        }
        if let Some(at) = line.find(HIGHLIGHT).filter(|&at| line[..at].trim().is_empty()) {
            mask.blank(start + at..start + at + HIGHLIGHT.len());
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

/// `{"items":[{"title","recording_id","calendar_invitees","transcript","action_items","default_summary"}]}`, or one of those.
pub(in crate::source) fn meetings(value: &Value, _file: &File<'_>) -> Option<Vec<Draft>> {
    let one = std::slice::from_ref(value);
    let listed = [value.list("items"), value.list("meetings"), value.list("")];
    let meetings = listed.into_iter().find(|list| !list.is_empty()).unwrap_or(one);
    let own = |one: &Value| one.id("recording_id").is_some() && one["calendar_invitees"].is_array();
    meetings.first().filter(|first| own(first))?;
    Some(meetings.iter().map(meeting).collect())
}

fn meeting(one: &Value) -> Draft {
    let date = ["recording_start_time", "scheduled_start_time", "created_at"].iter().find_map(|name| one.text(name));
    let mut known = Known {
        program: Some("Fathom meeting"),
        title: one.text("title").or_else(|| one.text("meeting_title")).map(str::to_owned),
        is_body: true,
        is_transcript: true,
        sides_of_recorder: true,
        date: date.and_then(when::day),
        account: one.text("crm_matches/companies/0/name").map(str::to_owned),
        author: one.text("recorded_by/name").map(str::to_owned),
        ..Known::default()
    };
    let somebody = |name: &str, email: Option<&str>, side| KnownPerson::new(name, side).with_email(email);
    let recorder =
        one.text("recorded_by/name").map(|name| somebody(name, one.text("recorded_by/email"), Some(Side::Us)));
    recorder.into_iter().for_each(|recorder| known.add(recorder));
    for invitee in one.list("calendar_invitees") {
        let side = invitee["is_external"].as_bool().map(|external| if external { Side::Them } else { Side::Us });
        let name = ["matched_speaker_display_name", "name", "email"].iter().find_map(|name| invitee.text(name));
        name.into_iter().for_each(|name| known.add(somebody(name, invitee.text("email"), side)));
    }
    for said in one.list("transcript") {
        let name = said.text("speaker/display_name").unwrap_or_default();
        known.add(somebody(name, said.text("speaker/matched_calendar_invitee_email"), None));
    }
    let id = one.id("recording_id").map(|id| format!("fathom:{id}"));
    Draft { entry: None, text: meeting_text(one), known, id }
}

fn meeting_text(one: &Value) -> String {
    let mut lines = Lines::default();
    lines.markdown(one.text("default_summary/markdown_formatted").unwrap_or_default());
    let items = one.list("action_items").iter().filter_map(|item| Some((item, item.text("description")?)));
    for (at, (item, words)) in items.enumerate() {
        if at == 0 {
            lines.heading("Action items");
        }
        let mark = if item["completed"] == true { "[x] " } else { "[ ] " };
        let owner = item.text("assignee/name").map(|name| format!("{name}: ")).unwrap_or_default();
        lines.item(&format!("{mark}{owner}{words}"));
    }
    let said = one.list("transcript");
    if !said.is_empty() && !lines.is_empty() {
        lines.heading("Transcript");
    }
    let mut turns = Turns::default();
    for one in said {
        let words = one.text("text").unwrap_or_default();
        turns.push(one.text("speaker/display_name").unwrap_or_default(), words, &mut lines);
    }
    turns.end(&mut lines);
    lines.finish()
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
