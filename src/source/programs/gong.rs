//! Gong: calls with people and highlights in one file, what was said in another one, joined by the call's id; and transcripts
//! as text.

use super::Text;
use super::mask::{Mask, numbered};
use super::{neighbours, speakers};
use crate::note::{Known, KnownPerson, Side};
use crate::source::file::{File, Folder};
use crate::source::json::Get;
use crate::source::lines::{Lines, Turns};
use crate::source::{Draft, when};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

const PROGRAM: &str = "Gong call";

pub(in crate::source) fn calls(value: &Value, file: &File<'_>) -> Option<Vec<Draft>> {
    let one = std::slice::from_ref(value);
    let is_call = value["metaData"].is_object() && value["parties"].is_array();
    let is_said = value.id("callId").is_some() && value["transcript"].is_array();
    let calls = if is_call { one } else { value.list("calls") };
    let transcripts = if is_said { one } else { value.list("callTranscripts") };
    if calls.iter().any(|call| call["metaData"].is_object()) {
        let said = file.told_beside(Said::of);
        let here: HashMap<_, _> = transcripts.iter().filter_map(|one| Some((one.id("callId")?, one))).collect();
        let spoken = |id: String| said.0.get(&id).or_else(|| here.get(&id).copied());
        return Some(calls.iter().map(|call| draft(call, call.id("metaData/id").and_then(spoken))).collect());
    }
    if transcripts.is_empty() {
        return None;
    }
    // What is said in a call that is known is part of the call.
    let calls = file.told_beside(Calls::of);
    let known = |one: &&Value| one.id("callId").is_some_and(|id| calls.0.contains(&id));
    Some(transcripts.iter().filter(|one| !known(one)).map(|one| draft(&Value::Null, Some(one))).collect())
}

/// What was said in the calls of a folder, by their ids.
struct Said(HashMap<String, Value>);

impl Said {
    fn of(folder: &Folder<'_>) -> Said {
        let said = beside(folder, "callTranscripts", ["transcript", "said"]).into_iter();
        Said(said.filter_map(|one| Some((one.id("callId")?, one))).collect())
    }
}

/// The ids of the calls of a folder.
struct Calls(HashSet<String>);

impl Calls {
    fn of(folder: &Folder<'_>) -> Calls {
        Calls(
            beside(folder, "calls", ["calls", "extensive"]).iter().filter_map(|call| call.id("metaData/id")).collect(),
        )
    }
}

/// The lists of that name in the files of a folder.
fn beside(folder: &Folder<'_>, list: &str, telling: [&str; 2]) -> Vec<Value> {
    let mut values = neighbours::with_key(folder, list, telling);
    let lists = values.iter_mut().filter_map(|value| value.get_mut(list).map(Value::take));
    lists.flat_map(|list| if let Value::Array(values) = list { values } else { Vec::new() }).collect()
}

fn draft(call: &Value, transcript: Option<&Value>) -> Draft {
    let id = call.id("metaData/id").or_else(|| transcript?.id("callId"));
    let mut known = Known {
        program: Some(PROGRAM),
        title: call.text("metaData/title").map(str::to_owned),
        is_body: true,
        is_transcript: true,
        date: call.id("metaData/started").or_else(|| call.id("metaData/scheduled")).as_deref().and_then(when::day),
        account: account(call),
        ..Known::default()
    };
    let domain =
        |party: &Value| party.text("emailAddress").and_then(|email| Some(email.rsplit_once('@')?.1.to_lowercase()));
    let is_external = |party: &&Value| party.text("affiliation") == Some("External") && domain(party).is_some();
    let external: Vec<_> = call.list("parties").iter().filter(is_external).map(domain).collect();
    for party in call.list("parties") {
        let Some(name) =
            party.text("name").or_else(|| party.text("emailAddress")).or_else(|| party.text("phoneNumber"))
        else {
            continue;
        };
        let side = match party.text("affiliation") {
            Some("Internal") => Some(Side::Us),
            Some("External") => Some(Side::Them),
            // Of the customer's is who has an address like others of theirs.
            _ if external.contains(&domain(party)) => Some(Side::Them),
            _ => Some(Side::Unknown),
        };
        if party.id("userId").is_some() && party.id("userId") == call.id("metaData/primaryUserId") {
            known.author = Some(name.to_owned());
        }
        known.add(KnownPerson::new(name, side).with_email(party.text("emailAddress")));
    }
    Draft {
        entry: id.as_ref().map(|id| format!("call {id}")),
        text: told(call, transcript),
        known,
        id: id.map(|id| format!("gong:{id}")),
    }
}

fn told(call: &Value, transcript: Option<&Value>) -> String {
    let content = &call["content"];
    let mut lines = Lines::default();
    lines.paragraphs(content.text("brief").unwrap_or_default());
    content.list("keyPoints").iter().filter_map(|point| point.text("text")).for_each(|point| lines.item(point));
    for part in content.list("highlights") {
        lines.heading(part.text("title").unwrap_or("Highlights"));
        part.list("items").iter().filter_map(|item| item.text("text")).for_each(|item| lines.item(item));
    }
    for part in content.list("outline") {
        lines.heading(part.text("section").unwrap_or("Outline"));
        part.list("items").iter().filter_map(|item| item.text("text")).for_each(|item| lines.item(item));
    }
    let items = content.list("pointsOfInterest/actionItems");
    let mut items = items.iter().filter_map(|item| item.text("snippet").or_else(|| item.text("text"))).peekable();
    if items.peek().is_some() {
        lines.heading("Action items");
        items.for_each(|item| lines.item(item));
    }
    let Some(transcript) = transcript else { return lines.finish() };
    if !lines.is_empty() {
        lines.heading("Transcript");
    }
    let mut turns = Turns::default();
    for monologue in transcript.list("transcript") {
        let speaker = monologue.id("speakerId");
        let party = call.list("parties").iter().find(|party| speaker.is_some() && party.id("speakerId") == speaker);
        let name =
            party.and_then(|party| party.text("name").or_else(|| party.text("emailAddress"))).unwrap_or_default();
        for sentence in monologue.list("sentences").iter().filter_map(|sentence| sentence.text("text")) {
            turns.push(name, sentence, &mut lines);
        }
    }
    turns.end(&mut lines);
    lines.finish()
}

/// The name of the account that the customer's system knows.
fn account(call: &Value) -> Option<String> {
    let objects = call.list("context").iter().flat_map(|system| system.list("objects"));
    let mut accounts =
        objects.filter(|object| object.text("objectType") == Some("Account")).flat_map(|object| object.list("fields"));
    accounts.find(|field| field.text("name") == Some("Name"))?.text("value").map(str::to_owned)
}

/// A transcript as text: the title, when it was recorded, who took part under their organizations, the host's first, and
/// `0:12 | Ana` above what was said.
pub(super) fn text(note: &Text<'_>, mask: &mut Mask, known: &mut Known) -> bool {
    const VOICES: usize = 2;
    let voices = || numbered(note.text).filter_map(|(start, line)| Some((start, line, voice(line)?)));
    if !note.says(" | ") || voices().take(VOICES).count() < VOICES {
        return false;
    }
    known.program = Some("Gong transcript");
    known.is_transcript = true;
    for (start, line, name) in voices() {
        // As other recorders put it.
        if let Some(bar) = line.find('|') {
            mask.write(start + bar..start + bar + 1, "-");
        }
        known.add(KnownPerson::new(name, None));
    }
    let head = numbered(note.text).take_while(|(_, line)| voice(line).is_none());
    let head: Vec<_> = head.filter(|(_, line)| !line.trim().is_empty()).collect();
    let told = |line: &str| line.contains("ecorded on");
    known.title = head.first().map(|(_, title)| title.trim().trim_start_matches("Call title:").trim().to_owned());
    known.date = head.iter().find(|(_, line)| told(line)).and_then(|(_, line)| when::day(line));
    let is = |line: &str, name: &str| line.trim().eq_ignore_ascii_case(name);
    let listed = head.iter().skip_while(|(_, line)| !is(line, "participants"));
    let listed: Vec<_> = listed.take_while(|(_, line)| !is(line, "transcript")).collect();
    listed.iter().for_each(|(start, line)| mask.blank(*start..start + line.len()));
    participants(listed.iter().skip(1).map(|(_, line)| line.trim()), known);
    true
}

/// Who stands under which organization: `Name, what they do`, the first organization being the one that recorded.
fn participants<'l>(lines: impl Iterator<Item = &'l str>, known: &mut Known) {
    let mut organizations: Vec<&str> = Vec::new();
    for line in lines {
        let Some((name, _)) = line.split_once(", ") else {
            organizations.push(line);
            continue;
        };
        let side = if organizations.len() > 1 { Side::Them } else { Side::Us };
        let organization = organizations.last().map(|name| (*name).to_owned());
        // Turns have first names.
        let first = name.split(' ').next();
        known.people.retain(|voice| Some(voice.name.as_str()) != first);
        known.add(KnownPerson { organization, ..KnownPerson::new(name, Some(side)) });
    }
    known.sides_of_recorder = true;
    if let [_, customer] = organizations[..] {
        known.account = Some(customer.to_owned());
    }
}

/// Who speaks below a line.
fn voice(line: &str) -> Option<&str> {
    let (time, name) = line.split_once(" | ")?;
    (speakers::is_clock(time.trim()) && !name.trim().is_empty()).then(|| name.trim())
}
