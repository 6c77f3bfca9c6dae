//! Gong: calls with people and highlights in one file, what was said in another one; joined by the call's id.

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

/// Of more files than this only those are looked into whose names tell that they may hold it.
const BESIDE: usize = 16;
/// And not more of them than make up so many bytes.
const MOST: usize = 64 << 20;

/// The lists of that name in the files of a folder.
fn beside(folder: &Folder<'_>, list: &str, telling: [&str; 2]) -> Vec<Value> {
    let mut names = folder.names();
    names.retain(|name| name.to_lowercase().ends_with(".json"));
    if names.len() > BESIDE {
        names.retain(|name| telling.iter().any(|word| name.to_lowercase().contains(word)));
    }
    let (mut found, mut read) = (Vec::new(), 0);
    for name in &names {
        if read > MOST {
            break;
        }
        let text = folder.read(name).filter(|text| text.contains(&format!("\"{list}\"")));
        read += text.as_ref().map_or(0, String::len);
        if let Some(mut value) = text.and_then(|text| serde_json::from_str::<Value>(&text).ok())
            && let Some(Value::Array(values)) = value.get_mut(list).map(Value::take)
        {
            found.extend(values);
        }
    }
    found
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
    for party in call.list("parties") {
        let Some(name) =
            party.text("name").or_else(|| party.text("emailAddress")).or_else(|| party.text("phoneNumber"))
        else {
            continue;
        };
        let side = match party.text("affiliation") {
            Some("Internal") => Some(Side::Us),
            Some("External") => Some(Side::Them),
            _ => Some(Side::Unknown),
        };
        if party.id("userId").is_some() && party.id("userId") == call.id("metaData/primaryUserId") {
            known.author = Some(name.to_owned());
        }
        known.add(KnownPerson::new(name, side).with_email(party.text("emailAddress")));
    }
    Draft {
        entry: id.as_ref().map(|id| format!("call {id}")),
        text: text(call, transcript),
        known,
        id: id.map(|id| format!("gong:{id}")),
    }
}

fn text(call: &Value, transcript: Option<&Value>) -> String {
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
