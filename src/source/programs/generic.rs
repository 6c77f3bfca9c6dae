//! Tables and JSON of programs that are not known: a column or field whose name says that it holds notes.

use super::shape::{Columns, Places, Shape};
use crate::note::{Known, KnownPerson, Origins, Side};
use crate::source::file::File;
use crate::source::json::Get;
use crate::source::table::{Plan, Table, body};
use crate::source::{Draft, when};
use serde_json::Value;
use std::sync::Arc;

const SHAPE: Shape = Shape {
    program: "table",
    id: &["id", "note id", "activity id", "record id"],
    title: &[
        "title",
        "subject",
        "name",
        "meeting",
        "meeting name",
        "topic",
        "betreff",
        "titel",
        "asunto",
        "objet",
        "oggetto",
    ],
    bodies: &[
        &[
            "note",
            "notes",
            "note body",
            "note text",
            "meeting notes",
            "call notes",
            "content",
            "body",
            "description",
            "summary",
            "text",
            "comments",
            "comment",
            "details",
            "transcript",
            "minutes",
            "notizen",
            "notiz",
            "notas",
            "nota",
            "remarques",
            "note di riunione",
            "notities",
            "anteckningar",
            "memo",
            "activity notes",
            "long text",
            "plain text",
            "compte rendu",
            "compte-rendu",
            "notatki",
            "muistiinpanot",
            "protokoll",
            "kommentar",
            "commentaires",
            "observaciones",
            "メモ",
            "anotação",
            "anotações",
            "observações",
            "resumo",
            "what was discussed",
            "discussion",
            "discussion notes",
            "remarks",
        ],
        &["next steps", "action items", "actions and next steps"],
    ],
    date: &[
        "date",
        "meeting date",
        "call date",
        "activity date",
        "created",
        "created at",
        "created date",
        "created time",
        "start",
        "start time",
        "timestamp",
        "datum",
        "fecha",
        "data",
        "time",
        "when",
        "~date",
        "~datum",
        "~fecha",
        "wann",
        "add time",
        "~日付",
        "~日期",
    ],
    owner: &[
        "owner",
        "rep",
        "sales rep",
        "assigned to",
        "created by",
        "author",
        "account owner",
        "account executive",
        "ae",
        "user",
        "logged by",
        "~owner",
        "~assigned",
        "~bearbeiter",
        "~zuständig",
        "~verantwort",
        "~verfasser",
        "~responsable",
        "~propietario",
        "~vendedor",
        "~commercial",
        "~responsabile",
        "~verkoper",
        "~propriétaire",
        "~proprietário",
        "~担当",
    ],
    account: &[
        "account",
        "account name",
        "company",
        "company name",
        "customer",
        "client",
        "organization",
        "organisation",
        "firma",
        "empresa",
        "related to",
        "prospect",
        "~company",
        "~account",
        "~customer",
        "~kunde",
        "~firma",
        "~cliente",
        "~client",
        "~empresa",
        "~entreprise",
        "~société",
        "~azienda",
        "~klant",
        "~bedrijf",
        "~asiakas",
        "~会社",
    ],
    contacts: &[
        "contact",
        "contacts",
        "contact name",
        "contact person",
        "customer contact",
        "~ansprechpartner",
        "~kontakt",
        "~contacto",
        "~contatto",
        "~interlocut",
    ],
    people: &[
        "attendees",
        "participants",
        "people",
        "present",
        "invitees",
        "~teilnehmer",
        "~participant",
        "~asistentes",
        "~partecipanti",
        "~deelnemers",
    ],
    done: &["status", "done", "completed"],
};

pub(in crate::source) fn table(table: &Table, _file: &File<'_>) -> Option<Plan> {
    Some(Plan::of(SHAPE.columns(table)?))
}

/// How long the cells of a column of notes are at least, in the mean.
const LONG: usize = 40;
/// How long a date is at most.
const DATE: usize = 40;

/// A table of whose columns no name is known: the one of long texts holds the notes, where another one tells the day.
pub(in crate::source) fn guessed(table: &Table) -> Option<Plan> {
    let columns = 0..table.columns().len();
    let is_date = |column: &usize| {
        let (cells, days) = table.cells(*column).fold((0, 0), |(cells, days), cell| {
            (cells + 1, days + usize::from(cell.len() <= DATE && when::day(cell).is_some()))
        });
        days > 0 && days * 5 >= cells * 4
    };
    let date = table.find(SHAPE.date).filter(is_date).or_else(|| columns.clone().find(is_date))?;
    let bodies: Vec<usize> = columns.max_by_key(|&column| length(table, column)).into_iter().collect();
    let places = Places {
        id: table.find(SHAPE.id),
        title: table.find(SHAPE.title).filter(|title| !bodies.contains(title)),
        date: Some(date),
        owner: table.find(SHAPE.owner),
        account: table.find(SHAPE.account),
        contacts: table.find(SHAPE.contacts),
        people: table.find(SHAPE.people),
        done: None,
        bodies,
    };
    let is_long = places.bodies.iter().any(|&column| length(table, column) >= LONG);
    Columns::new("table", places, table).filter(|_| is_long).map(Plan::of)
}

/// How long the cells of a column are in the mean, if they are texts.
fn length(table: &Table, column: usize) -> usize {
    let (cells, texts, bytes) = table.cells(column).fold((0, 0, 0), |(cells, texts, bytes), cell| {
        (cells + 1, texts + usize::from(cell.trim().contains(' ')), bytes + cell.len())
    });
    if texts * 2 > cells { bytes / cells } else { 0 }
}

/// Fields that hold notes, in order of preference.
const BODIES: [&str; 26] = [
    "note_body",
    "notes",
    "note",
    "body",
    "content",
    "text",
    "description",
    "summary",
    "transcript",
    "minutes",
    "message",
    "textContent",
    "noteBody",
    "meeting_notes",
    "meetingNotes",
    "call_notes",
    "callNotes",
    "comment",
    "comments",
    "details",
    "html",
    "plain_text",
    "plainText",
    "notiz",
    "notizen",
    "nota",
];
const TITLES: [&str; 9] =
    ["title", "subject", "meeting_title", "meetingTitle", "name", "topic", "betreff", "titel", "asunto"];
const DATES: [&str; 22] = [
    "date",
    "meeting_date",
    "meetingDate",
    "start_time",
    "startTime",
    "started_at",
    "startedAt",
    "start",
    "when",
    "day",
    "call_date",
    "callDate",
    "activity_date",
    "activityDate",
    "created_at",
    "createdAt",
    "created",
    "timestamp",
    "createdTimestampUsec",
    "datum",
    "fecha",
    "time",
];
const ACCOUNTS: [&str; 14] = [
    "account",
    "account_name",
    "accountName",
    "company",
    "company_name",
    "companyName",
    "customer",
    "customer_name",
    "customerName",
    "organization",
    "client",
    "kunde",
    "firma",
    "empresa",
];
const AUTHORS: [&str; 12] = [
    "author",
    "owner",
    "created_by",
    "createdBy",
    "user",
    "rep",
    "by",
    "owner_name",
    "ownerName",
    "logged_by",
    "assigned_to",
    "host",
];
const PEOPLE: [&str; 6] = ["participants", "attendees", "people", "invitees", "guests", "teilnehmer"];
const CONTACTS: [&str; 3] = ["contacts", "contact", "contact_name"];
/// Texts shorter than this are names and words.
const SHORTEST: usize = 40;
/// How deep a list of notes lies at most.
const DEEP: usize = 4;

/// An object, or a list of some, with a field whose name says that it holds a note, and with words in it.
pub(in crate::source) fn json(value: &Value, _file: &File<'_>) -> Option<Vec<Draft>> {
    let (objects, field) = noted(value, DEEP)?;
    Some(objects.into_iter().filter_map(|object| draft(object, field)).collect())
}

/// The objects that are notes, and the field of them that has the text: the value itself, or a list in it, or objects that
/// stand under keys of their own.
fn noted(value: &Value, deep: usize) -> Option<(Vec<&Value>, &'static str)> {
    let listed = match value {
        Value::Array(list) => list.iter().collect(),
        _ => vec![value],
    };
    let inner = || value.as_object().filter(|_| deep > 0).into_iter().flat_map(|object| object.values());
    let keyed = || inner().filter(|value| value.is_object()).collect();
    let deeper = || inner().filter(|value| !value.is_string()).find_map(|value| noted(value, deep - 1));
    of_notes(listed).or_else(|| of_notes(keyed())).or_else(deeper)
}

/// Objects, if one of them has a text and one says when it was or what it is about.
fn of_notes(objects: Vec<&Value>) -> Option<(Vec<&Value>, &'static str)> {
    let is_text =
        |object: &Value, name: &str| object.text(name).is_some_and(|text| text.len() >= SHORTEST && text.contains(' '));
    let about = |object: &&Value| title(object).is_some() || date(object).is_some();
    let field = BODIES.into_iter().find(|name| objects.iter().any(|object| is_text(object, name)))?;
    objects.iter().any(about).then_some((objects, field))
}

fn draft(object: &Value, field: &str) -> Option<Draft> {
    let text = body(object.text(field)?);
    let named = |names: &[&'static str]| names.iter().find_map(|name| Some((*name, name_of(object.at(name))?)));
    let (account, author) = (named(&ACCOUNTS), named(&AUTHORS));
    let origin = |name: &str| Some(format!("field `{name}`"));
    let origins = Origins {
        text: origin(field),
        title: TITLES.iter().find(|name| object.text(name).is_some()).and_then(|name| origin(name)),
        date: DATES.iter().find(|name| object.id(name).is_some()).and_then(|name| origin(name)),
        account: account.as_ref().and_then(|(name, _)| origin(name)),
        author: author.as_ref().and_then(|(name, _)| origin(name)),
        people: None,
    };
    let mut known = Known {
        program: Some("JSON"),
        title: title(object).map(str::to_owned),
        is_body: true,
        date: date(object),
        account: account.map(|(_, name)| name),
        author: author.map(|(_, name)| name),
        origins: Some(Arc::new(origins)),
        ..Known::default()
    };
    for (names, side) in [(PEOPLE.as_slice(), None), (CONTACTS.as_slice(), Some(Side::Them))] {
        names.iter().for_each(|name| people(object.at(name), side, &mut known));
    }
    let id = object.id("id");
    Some(Draft { entry: id.map(|id| format!("element {id}")), text, known, id: None })
}

/// The people of a field: a text, an object with a name, or a list of those.
pub(super) fn people(value: &Value, side: Option<Side>, known: &mut Known) {
    match value {
        Value::Array(list) => list.iter().for_each(|one| people(one, side, known)),
        Value::String(names) => {
            let all = super::shape::people(names).into_iter();
            all.filter_map(|name| KnownPerson::parse(name, side)).for_each(|person| known.add(person));
        }
        Value::Object(_) => {
            let email = value.text("email").or_else(|| value.text("email_address"));
            let person = name_of(value).and_then(|name| KnownPerson::parse(&name, side));
            person.into_iter().for_each(|person| known.add(person.with_email(email)));
        }
        _ => {}
    }
}

/// A name, or that of an object.
pub(super) fn name_of(value: &Value) -> Option<String> {
    let names = ["", "name", "full_name", "fullName", "displayName", "display_name", "title", "email"];
    names.iter().find_map(|path| value.text(path)).map(str::to_owned)
}

fn title(object: &Value) -> Option<&str> {
    TITLES.iter().find_map(|name| object.text(name))
}

fn date(object: &Value) -> Option<jiff::civil::Date> {
    DATES.iter().find_map(|name| object.id(name)).as_deref().and_then(when::day)
}
