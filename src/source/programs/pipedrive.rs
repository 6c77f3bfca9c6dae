//! Pipedrive: exports of activities and notes, whose headers read "Activity - Note", and the notes of its interface.

use super::shape::Shape;
use crate::note::{Known, KnownPerson, Side};
use crate::source::file::File;
use crate::source::json::Get;
use crate::source::table::{Plan, Table, body};
use crate::source::{Draft, when};
use serde_json::Value;

const PROGRAM: &str = "Pipedrive export";

const ACTIVITIES: Shape = Shape {
    program: PROGRAM,
    id: &["activity - id"],
    title: &["activity - subject"],
    bodies: &[&["activity - note", "activity - public description"]],
    date: &["activity - due date", "activity - add time", "activity - marked as done time"],
    owner: &["activity - assigned to user", "activity - owner", "activity - creator"],
    account: &["activity - organization", "organization - name"],
    contacts: &["activity - contact person", "person - name"],
    people: &[],
    done: &["activity - done", "activity - status"],
};

const NOTES: Shape = Shape {
    program: PROGRAM,
    id: &["note - id"],
    title: &[],
    bodies: &[&["note - content"]],
    date: &["note - add time", "note - update time"],
    owner: &["note - user", "note - creator"],
    account: &["note - organization", "organization - name"],
    contacts: &["note - person", "note - contact person", "person - name"],
    people: &[],
    done: &[],
};

pub(in crate::source) fn table(table: &Table, _file: &File<'_>) -> Option<Plan> {
    let columns = NOTES.columns(table).or_else(|| ACTIVITIES.columns(table));
    if let Some(columns) = columns {
        return Some(Plan::Notes(Box::new(columns)));
    }
    let dashed = |entity: &str| table.columns().iter().filter(|column| column.starts_with(entity)).count() > 1;
    let other = ["deal - ", "person - ", "organization - ", "lead - "].iter().any(|entity| dashed(entity));
    other.then_some(Plan::Beside("a Pipedrive export without notes"))
}

/// `{"success":true,"data":[{"content",…}]}`.
pub(in crate::source) fn notes(value: &Value, _file: &File<'_>) -> Option<Vec<Draft>> {
    value["success"].as_bool()?;
    let draft = |note: &Value| {
        let text = note.text("content").or_else(|| note.text("note"))?;
        let mut known = Known {
            program: Some(PROGRAM),
            title: note.text("subject").map(str::to_owned),
            is_body: true,
            date: note.text("due_date").or_else(|| note.text("add_time")).and_then(when::day),
            account: note.text("organization/name").or_else(|| note.text("org_name")).map(str::to_owned),
            ..Known::default()
        };
        let user = note.text("user/name").or_else(|| note.text("owner_name"));
        if let Some(user) = user {
            known.author = Some(user.to_owned());
            known.add(KnownPerson::new(user, Some(Side::Us)).with_email(note.text("user/email")));
        }
        if let Some(person) = note.text("person/name").or_else(|| note.text("person_name")) {
            known.add(KnownPerson::new(person, Some(Side::Them)));
        }
        let id = note.id("id");
        Some(Draft {
            entry: id.as_ref().map(|id| format!("note {id}")),
            text: body(text),
            known,
            id: id.map(|id| format!("{PROGRAM}:{id}")),
        })
    };
    Some(value.list("data").iter().filter_map(draft).collect())
}
