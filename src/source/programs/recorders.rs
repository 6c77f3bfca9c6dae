//! Recorders whose meetings are one object: Read.ai and tl;dv.

use super::neighbours;
use crate::note::{Known, KnownPerson};
use crate::source::file::{File, Folder};
use crate::source::json::Get;
use crate::source::lines::{Lines, Turns};
use crate::source::{Draft, when};
use serde_json::Value;

/// Read.ai: `{"session_id","participants","action_items":[{"text"}],"transcript":{"speaker_blocks":[…]}}`.
pub(in crate::source) fn read_ai(value: &Value, _file: &File<'_>) -> Option<Vec<Draft>> {
    let list = ["", "data", "meetings"].iter().map(|path| value.list(path)).find(|list| !list.is_empty());
    let meetings = list.unwrap_or(std::slice::from_ref(value));
    let first = meetings.first()?;
    let own = first["session_id"].is_string() || first.text("report_url").is_some_and(|url| url.contains("read.ai"));
    let shaped = first["transcript"]["speaker_blocks"].is_array() || first["transcript"]["turns"].is_array();
    (own || shaped).then(|| meetings.iter().map(read_ai_meeting).collect())
}

fn read_ai_meeting(one: &Value) -> Draft {
    let date = ["start_time", "start_time_ms", "created_at"].iter().find_map(|name| one.id(name));
    let mut known = known("Read.ai meeting", one.text("title"), date);
    for person in one.list("participants") {
        known.add_json(person);
    }
    known.author = one.text("owner/name").map(str::to_owned);
    let mut lines = Lines::default();
    lines.paragraphs(one.text("summary").unwrap_or_default());
    for chapter in one.list("chapter_summaries") {
        lines.heading(chapter.text("title").unwrap_or("Chapter"));
        lines.paragraphs(chapter.text("description").unwrap_or_default());
    }
    part(&mut lines, "Key questions", one.list("key_questions"));
    part(&mut lines, "Action items", one.list("action_items"));
    let said = [one.list("transcript/speaker_blocks"), one.list("transcript/turns")].concat();
    said.iter().filter_map(speaker).for_each(|name| known.add_speaker(name));
    transcript(&mut lines, &said);
    draft(one.id("session_id").or_else(|| one.id("id")).map(|id| format!("read.ai:{id}")), lines, known)
}

/// tl;dv: `{"name","happenedAt","invitees","organizer","transcript":{"data":[…]}}`.
pub(in crate::source) fn tldv(value: &Value, file: &File<'_>) -> Option<Vec<Draft>> {
    let list = ["", "results", "meetings"].iter().map(|path| value.list(path)).find(|list| !list.is_empty());
    let meetings = list.unwrap_or(std::slice::from_ref(value));
    meetings.first().filter(|first| first.id("happenedAt").is_some())?;
    let beside = file.told_beside(Answers::of);
    Some(meetings.iter().map(|one| tldv_meeting(one, beside.said_in(one))).collect())
}

/// What was said in a meeting of tl;dv is an answer of its own: `{"meetingId","data":[{"speaker","text"}]}`.
pub(in crate::source) fn tldv_transcript(value: &Value, file: &File<'_>) -> Option<Vec<Draft>> {
    value.id("meetingId").filter(|_| value["data"].is_array())?;
    let answers = file.told_beside(Answers::of);
    let is_part = answers.meetings.iter().any(|meeting| *meeting == value["meetingId"]);
    Some(if is_part { Vec::new() } else { vec![tldv_meeting(&Value::Null, value.list("data"))] })
}

/// The answers of tl;dv in a folder: what was said, and which meetings are there.
struct Answers {
    said: Vec<Value>,
    meetings: Vec<Value>,
}

impl Answers {
    fn of(folder: &Folder<'_>) -> Answers {
        let said = neighbours::with_key(folder, "meetingId", ["transcript", "said"]);
        let ids = |mut meeting: Value| meeting.get_mut("id").map(Value::take);
        let meetings =
            if said.is_empty() { Vec::new() } else { neighbours::with_key(folder, "happenedAt", ["meeting", "tldv"]) };
        Answers { said, meetings: meetings.into_iter().filter_map(ids).collect() }
    }

    fn said_in(&self, meeting: &Value) -> &[Value] {
        let here = self.said.iter().find(|said| said["meetingId"] == meeting["id"]);
        here.map_or(&[], |said| said.list("data"))
    }
}

fn tldv_meeting(one: &Value, beside: &[Value]) -> Draft {
    let mut known = known("tl;dv meeting", one.text("name"), one.id("happenedAt"));
    known.add_json(&one["organizer"]);
    one.list("invitees").iter().for_each(|person| known.add_json(person));
    let mut lines = Lines::default();
    let either = |name: &str| if one[name].is_array() { one.list(name) } else { one.list(&format!("{name}/data")) };
    part(&mut lines, "Highlights", either("highlights"));
    let said = Some(either("transcript")).filter(|said| !said.is_empty()).unwrap_or(beside);
    said.iter().filter_map(speaker).for_each(|name| known.add_speaker(name));
    transcript(&mut lines, said);
    draft(one.id("id").map(|id| format!("tldv:{id}")), lines, known)
}

fn known(program: &'static str, title: Option<&str>, date: Option<String>) -> Known {
    let (title, date) = (title.map(str::to_owned), date.as_deref().and_then(when::day));
    Known { program: Some(program), title, is_body: true, is_transcript: true, date, ..Known::default() }
}

fn draft(id: Option<String>, lines: Lines, known: Known) -> Draft {
    Draft { entry: None, text: lines.finish(), known, id }
}

/// A part of a summary: a list of texts under a heading.
fn part(lines: &mut Lines, heading: &str, items: &[Value]) {
    let mut texts = items.iter().filter_map(|item| item.text("text").or_else(|| item.text(""))).peekable();
    if texts.peek().is_some() {
        lines.heading(heading);
        texts.for_each(|text| lines.item(text));
    }
}

/// What was said: a speaker, who is a name or an object with one, and words.
fn transcript(lines: &mut Lines, said: &[Value]) {
    if !said.is_empty() && !lines.is_empty() {
        lines.heading("Transcript");
    }
    let mut turns = Turns::default();
    for one in said {
        turns.push(
            speaker(one).unwrap_or_default(),
            one.text("words").or_else(|| one.text("text")).unwrap_or_default(),
            lines,
        );
    }
    turns.end(lines);
}

/// Who speaks: a name, or an object with one.
fn speaker(said: &Value) -> Option<&str> {
    ["speaker/name", "speaker", "speaker_name"].iter().find_map(|path| said.text(path))
}

/// People as recorders list them.
trait AddJson {
    fn add_json(&mut self, person: &Value);
    /// Adds who speaks; an address that is known may be his.
    fn add_speaker(&mut self, name: &str);
}

impl AddJson for Known {
    fn add_json(&mut self, person: &Value) {
        let name = person.text("name").or_else(|| person.text("email"));
        name.into_iter().for_each(|name| self.add(KnownPerson::new(name, None).with_email(person.text("email"))));
    }

    fn add_speaker(&mut self, name: &str) {
        let spells = |email: &str| super::speakers::spells(email, name);
        let email = self.people.iter().find_map(|person| person.email.clone().filter(|email| spells(email)));
        self.add(KnownPerson::new(name, None).with_email(email.as_deref()));
    }
}
