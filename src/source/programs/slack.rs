//! Slack: an export with a folder for each channel and a file of messages for each day; people are ids that stand in
//! `users.json` beside the folders. A day of a channel is a note.

use crate::note::{Known, KnownPerson};
use crate::source::file::{File, Folder};
use crate::source::json::Get;
use crate::source::lines::{Lines, Turns};
use crate::source::{Draft, when};
use serde_json::Value;
use std::collections::HashMap;

pub(in crate::source) fn day(value: &Value, file: &File<'_>) -> Option<Vec<Draft>> {
    let messages = value.list("");
    let is_message = |one: &Value| one["type"] == "message" && one["ts"].is_string();
    if !messages.iter().any(is_message) {
        // The tables of an export: people, channels, logs of programs.
        let beside = ["users", "channels", "groups", "dms", "mpims", "integration_logs", "canvases", "lists"];
        return (beside.contains(&file.stem()) && value.is_array()).then(Vec::new);
    }
    let users = file.told_beside(Users::of);
    let channel = file.folder_name().unwrap_or_default();
    let mut known = Known {
        program: Some("Slack channel"),
        title: Some(users.members.get(&channel).cloned().unwrap_or_else(|| format!("#{channel}"))),
        is_body: true,
        is_transcript: true,
        date: when::day(file.stem()).or_else(|| messages.iter().find_map(|one| when::day(one.text("ts")?))),
        ..Known::default()
    };
    let (mut lines, mut turns) = (Lines::default(), Turns::default());
    for message in messages.iter().filter(|one| is_said(one)) {
        let (name, person) = users.speaker(message);
        known.add(person);
        let text = message.text("text").map(str::to_owned).unwrap_or_else(|| rich_text(&message["blocks"]));
        for line in users.text(&text).lines() {
            turns.push(&name, line, &mut lines);
            turns.end(&mut lines);
        }
    }
    if lines.is_empty() {
        return Some(Vec::new());
    }
    Some(vec![Draft { entry: None, text: lines.finish(), known, id: None }])
}

/// The words of a message that has blocks only.
fn rich_text(value: &Value) -> String {
    let mut out = String::new();
    let mut left: Vec<&Value> = vec![value];
    while let Some(value) = left.pop() {
        match value {
            Value::Array(list) => left.extend(list.iter().rev()),
            Value::Object(_) if value["elements"].is_array() => {
                // Paragraphs and items are lines.
                if value["type"] == "rich_text_section" && !out.is_empty() {
                    out.push('\n');
                }
                left.push(&value["elements"]);
            }
            Value::Object(_) => match (value.text("user_id"), value["text"].as_str().or_else(|| value.text("url"))) {
                (Some(user), _) => out.push_str(&format!("<@{user}>")),
                (None, text) => out.push_str(text.or_else(|| value.text("text/text")).unwrap_or_default()),
            },
            _ => {}
        }
    }
    out
}

/// Whether somebody said it: joins, and what programs post, have a subtype.
fn is_said(message: &Value) -> bool {
    let subtype = message.text("subtype");
    let by_program = message["bot_id"].is_string() || message["bot_profile"].is_object();
    message["type"] == "message"
        && !by_program
        && matches!(subtype, None | Some("thread_broadcast" | "file_share" | "me_message"))
}

/// Who the ids of an export are.
#[derive(Default)]
struct Users {
    people: HashMap<String, (String, Option<String>)>,
    /// Who writes in the conversations that have no name: those of two, whose folder is called by their id.
    members: HashMap<String, String>,
}

impl Users {
    fn of(folder: &Folder<'_>) -> Users {
        let read = |path: &str| folder.read(path).and_then(|text| serde_json::from_str::<Value>(&text).ok());
        let value = read("../users.json").or_else(|| read("users.json")).unwrap_or_default();
        let user = |user: &Value| {
            let names =
                ["profile/real_name", "real_name", "profile/real_name_normalized", "profile/display_name", "name"];
            let name = names.iter().find_map(|name| user.text(name))?;
            Some((user.id("id")?, (name.to_owned(), user.text("profile/email").map(str::to_owned))))
        };
        let people: HashMap<_, _> = value.list("").iter().filter_map(user).collect();
        let direct = read("../dms.json").or_else(|| read("dms.json")).unwrap_or_default();
        let name = |id: &Value| Some(people.get(id.as_str()?)?.0.as_str());
        let members = |one: &Value| {
            let names: Vec<&str> = one.list("members").iter().filter_map(name).collect();
            (!names.is_empty()).then(|| Some((one.id("id")?, names.join(", ")))).flatten()
        };
        let members = direct.list("").iter().filter_map(members).collect();
        Users { people, members }
    }

    fn speaker(&self, message: &Value) -> (String, KnownPerson) {
        let id = message.text("user").unwrap_or_default();
        let told = message.text("user_profile/real_name").map(|name| (name.to_owned(), None));
        let (name, email) = self.people.get(id).cloned().or(told).unwrap_or_else(|| (id.to_owned(), None));
        (name.clone(), KnownPerson::new(name, None).with_email(email.as_deref()))
    }

    /// The text of a message: `<@U…>` is a name, `<url|words>` are words, `*bold*` and `_italic_` are not marked.
    fn text(&self, raw: &str) -> String {
        let (mut out, mut rest) = (String::with_capacity(raw.len()), raw);
        while let Some((before, behind)) = rest.split_once('<') {
            out.push_str(before);
            rest = behind;
            let Some((inner, after)) = behind.split_once('>') else { break };
            let (target, words) = inner.split_once('|').map_or((inner, None), |(target, words)| (target, Some(words)));
            let name = target.strip_prefix('@').and_then(|id| self.people.get(id)).map(|(name, _)| name.as_str());
            out.push_str(name.or(words).unwrap_or(target.trim_start_matches(['@', '#', '!'])));
            rest = after;
        }
        out.push_str(rest);
        let plain = unmarked(&out.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
        plain.lines().map(|line| line.trim_start_matches(['•', ' '])).collect::<Vec<_>>().join("\n")
    }
}

/// Without the marks around words, and with the commonest signs for feelings as signs.
fn unmarked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive([' ', '\n']) {
        let bare = word.trim_end();
        let end = bare.trim_end_matches(['.', ',', '!', '?', ';']);
        let sign = match end {
            ":tada:" => Some("🎉"),
            ":+1:" | ":thumbsup:" => Some("👍"),
            ":smile:" | ":slightly_smiling_face:" => Some("🙂"),
            _ => None,
        };
        match sign {
            Some(sign) => out.push_str(&word.replacen(end, sign, 1)),
            None => out.push_str(&word.replace(['*', '~'], "")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_slack_are_resolved() {
        let users = Users { people: HashMap::from([("U1".into(), ("Omar Said".into(), None))]), ..Users::default() };
        let raw = "Thanks <@U1> &amp; all: *see* <https://x.example|the plan>, <#C1|general> :tada:\n• it &lt; 5";
        assert_eq!(users.text(raw), "Thanks Omar Said & all: see the plan, general 🎉\nit < 5");
        assert_eq!(users.text("a <b"), "a b");
    }
}
