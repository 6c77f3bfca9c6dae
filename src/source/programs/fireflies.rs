//! Fireflies: transcripts of its interface, with a summary whose tasks are one text under the names of their owners.

use crate::note::{Known, KnownPerson};
use crate::source::file::File;
use crate::source::json::Get;
use crate::source::lines::{Lines, Turns};
use crate::source::{Draft, when};
use serde_json::Value;

pub(in crate::source) fn transcripts(value: &Value, file: &File<'_>) -> Option<Vec<Draft>> {
    let is_one = |one: &Value| {
        one["sentences"].is_array() || (one["summary"].is_object() && one["meeting_attendees"].is_array())
    };
    if let Some(list) = value.as_array().filter(|list| list.first().is_some_and(|one| one.text("sentence").is_some())) {
        return Some(vec![said(list, file)]);
    }
    let single = ["data/transcript", "transcript", ""].iter().map(|path| value.at(path)).find(|one| is_one(one));
    let many = ["data/transcripts", "transcripts", ""]
        .iter()
        .map(|path| value.list(path))
        .find(|list| list.first().is_some_and(is_one));
    match (single, many) {
        (Some(one), _) => Some(vec![draft(one)]),
        (None, Some(list)) => Some(list.iter().map(draft).collect()),
        (None, None) => None,
    }
}

/// A transcript as it is downloaded: a list of sentences.
fn said(list: &[Value], file: &File<'_>) -> Draft {
    let mut known = Known {
        program: Some("Fireflies transcript"),
        title: Some(file.stem().to_owned()),
        is_body: true,
        is_transcript: true,
        ..Known::default()
    };
    let (mut lines, mut turns) = (Lines::default(), Turns::default());
    for one in list {
        let name = one.text("speaker_name").unwrap_or_default();
        known.add(KnownPerson::new(name, None));
        turns.push(name, one.text("sentence").unwrap_or_default(), &mut lines);
    }
    turns.end(&mut lines);
    Draft { entry: None, text: lines.finish(), known, id: None }
}

fn draft(one: &Value) -> Draft {
    let mut known = Known {
        program: Some("Fireflies transcript"),
        title: one.text("title").map(str::to_owned),
        is_body: true,
        is_transcript: true,
        date: one.id("dateString").or_else(|| one.id("date")).as_deref().and_then(when::day),
        ..Known::default()
    };
    for person in one.list("meeting_attendees") {
        let email = person.text("email");
        let name =
            person.text("displayName").or_else(|| person.text("name")).or_else(|| speaker_of(one, email?)).or(email);
        name.into_iter().for_each(|name| known.add(KnownPerson::new(name, None).with_email(email)));
    }
    for email in one.list("participants").iter().filter_map(|one| one.text("")).flat_map(|list| list.split(',')) {
        let name = speaker_of(one, email).unwrap_or(email);
        known.add(KnownPerson::new(name.trim(), None).with_email(Some(email)));
    }
    let names = one.list("speakers").iter().map(|speaker| speaker.text("name"));
    names
        .chain(one.list("sentences").iter().map(|sentence| sentence.text("speaker_name")))
        .flatten()
        .for_each(|name| known.add(KnownPerson::new(name, None)));
    let id = one.id("id");
    Draft { entry: None, text: text(one), known, id: id.map(|id| format!("fireflies:{id}")) }
}

/// The speaker whose names an address spells: `priya.nair@…`.
fn speaker_of<'v>(one: &'v Value, email: &str) -> Option<&'v str> {
    let mut names = one.list("sentences").iter().filter_map(|sentence| sentence.text("speaker_name"));
    names.find(|name| super::speakers::spells(email, name))
}

fn text(one: &Value) -> String {
    let mut lines = Lines::default();
    let summary = &one["summary"];
    for name in ["overview", "short_summary", "gist", "shorthand_bullet"] {
        if lines.is_empty() {
            lines.paragraphs(summary.text(name).unwrap_or_default());
        }
    }
    let items = items(&summary["action_items"]);
    if !items.is_empty() {
        lines.heading("Action items");
        for (owner, item) in &items {
            if owner.is_empty() { lines.item(item) } else { lines.item(&format!("{owner}: {item}")) }
        }
    }
    if !lines.is_empty() {
        lines.heading("Transcript");
    }
    let mut turns = Turns::default();
    for sentence in one.list("sentences") {
        let words = sentence.text("text").or_else(|| sentence.text("raw_text")).unwrap_or_default();
        turns.push(sentence.text("speaker_name").unwrap_or_default(), words, &mut lines);
    }
    turns.end(&mut lines);
    lines.finish()
}

/// The tasks with their owners: `"\n**Owner**\ntext (mm:ss)\n"`, or a list.
fn items(value: &Value) -> Vec<(String, String)> {
    let lines: Vec<&str> = match value {
        Value::String(text) => text.lines().collect(),
        Value::Array(list) => list.iter().filter_map(Value::as_str).flat_map(str::lines).collect(),
        _ => Vec::new(),
    };
    let (mut owner, mut items) = (String::new(), Vec::new());
    for line in lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()) {
        match line.strip_prefix("**").and_then(|rest| rest.strip_suffix("**")) {
            Some(name) if name.eq_ignore_ascii_case("unassigned") => owner.clear(),
            Some(name) => owner = name.trim().to_owned(),
            None => items.push((owner.clone(), without_time(line).to_owned())),
        }
    }
    items
}

/// A task without the time behind it.
fn without_time(line: &str) -> &str {
    let line = line.trim_start_matches(['-', '*', '•']).trim();
    let Some((front, time)) = line.rsplit_once(" (") else { return line };
    if super::speakers::is_clock(time.trim_end_matches(')')) { front } else { line }
}
