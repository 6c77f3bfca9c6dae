//! Pipedrive: exports of activities and notes, whose headers read "Activity - Note", and the notes of its interface.

use super::shape::{Shape, task};
use crate::note::{Known, KnownPerson, Side};
use crate::source::file::File;
use crate::source::json::Get;
use crate::source::table::{Plan, Table, body};
use crate::source::{Draft, when};
use serde_json::Value;

const PROGRAM: &str = "Pipedrive export";

/// Fields in other languages follow the same dash.
const ACTIVITIES: Shape = Shape {
    program: PROGRAM,
    id: &["activity - id", "~ - id"],
    title: &["activity - subject", "~ - betreff", "~ - objet", "~ - asunto", "~ - assunto", "~ - oggetto"],
    bodies: &[&[
        "activity - note",
        "activity - public description",
        "~ - notiz",
        "~ - note",
        "~ - nota",
        "~ - anotaç",
        "~ - notitie",
    ]],
    date: &[
        "activity - due date",
        "activity - add time",
        "activity - marked as done time",
        "~ - fälligkeitsdatum",
        "~ - date d'échéance",
        "~ - fecha de vencimiento",
        "~ - data de vencimento",
    ],
    owner: &[
        "activity - assigned to user",
        "activity - owner",
        "activity - creator",
        "~ - assigned to",
        "~ - zugewiesen an",
        "~ - assigné",
        "~ - attribué",
        "~ - asignad",
        "~ - atribuíd",
    ],
    account: &["activity - organization", "organization - name", "~ - organi", "~ - empresa"],
    contacts: &[
        "activity - contact person",
        "person - name",
        "~ - kontaktperson",
        "~ - personne",
        "~ - persona de contacto",
        "~ - pessoa de contato",
    ],
    people: &[],
    done: &["activity - done", "activity - status", "~ - erledigt", "~ - terminé", "~ - hecho", "~ - concluíd"],
};

const NOTES: Shape = Shape {
    program: PROGRAM,
    id: &["note - id"],
    title: &[],
    bodies: &[&["note - content", "notiz - inhalt", "note - contenu", "nota - contenido", "nota - conteúdo"]],
    date: &["note - add time", "note - update time", "~ - add time", "~ - hinzugefügt", "~ - date d'ajout"],
    owner: &["note - user", "note - creator", "note - author", "~ - nutzer", "~ - utilisateur", "~ - usuario"],
    account: &["note - organization", "organization - name", "~ - organi", "~ - empresa"],
    contacts: &["note - person", "note - contact person", "person - name", "~ - person", "~ - pessoa"],
    people: &[],
    done: &[],
};

pub(in crate::source) fn table(table: &Table, _file: &File<'_>) -> Option<Plan> {
    if !table.columns().iter().any(|column| column.contains(" - ")) {
        return None;
    }
    let columns = NOTES.columns(table).or_else(|| ACTIVITIES.columns(table));
    if let Some(columns) = columns {
        return Some(Plan::of(columns));
    }
    let dashed = |entity: &str| table.columns().iter().filter(|column| column.starts_with(entity)).count() > 1;
    let other = ["deal - ", "person - ", "organization - ", "lead - "].iter().any(|entity| dashed(entity));
    other.then_some(Plan::Beside("a Pipedrive export without notes"))
}

/// `{"success":true,"data":[{"content",…}]}`.
pub(in crate::source) fn notes(value: &Value, _file: &File<'_>) -> Option<Vec<Draft>> {
    value["success"].as_bool()?;
    let draft = |note: &Value| {
        let first = |paths: &[&str]| paths.iter().find_map(|path| note.text(path)).map(str::to_owned);
        let mut known = Known {
            program: Some(PROGRAM),
            title: note.text("subject").map(str::to_owned),
            is_body: true,
            date: note.text("due_date").or_else(|| note.text("add_time")).and_then(when::day),
            account: first(&["organization/name", "org_id/name", "org_name"]),
            ..Known::default()
        };
        if let Some(user) = first(&["user/name", "user_id/name", "owner_name", "assigned_to_user_id/name"]) {
            known.author = Some(user.clone());
            let email = first(&["user/email", "user_id/email"]);
            known.add(KnownPerson::new(user, Some(Side::Us)).with_email(email.as_deref()));
        }
        if let Some(person) = first(&["person/name", "person_id/name", "person_name"]) {
            let email = first(&["person/email/0/value", "person_id/email/0/value"]);
            known.add(KnownPerson::new(person, Some(Side::Them)).with_email(email.as_deref()));
        }
        for guest in note.list("attendees") {
            let name = guest.text("name").or_else(|| guest.text("email_address"));
            name.into_iter()
                .for_each(|name| known.add(KnownPerson::new(name, None).with_email(guest.text("email_address"))));
        }
        let id = note.id("id");
        let done = note["done"].as_bool().map(|done| if done { "done" } else { "" });
        let text = first(&["content", "note", "public_description"]).map(|text| body(&text));
        let due = known.date;
        let text = text.or_else(|| task(known.title.as_deref(), known.author.as_deref(), due, done))?;
        Some(Draft {
            entry: id.as_ref().map(|id| format!("note {id}")),
            text,
            known,
            id: id.map(|id| format!("{PROGRAM}:{id}")),
        })
    };
    Some(value.list("data").iter().filter_map(draft).collect())
}
