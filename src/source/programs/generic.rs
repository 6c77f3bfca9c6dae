//! Tables and JSON of programs that are not known: a column or field whose name says that it holds notes.

use super::shape::Shape;
use crate::note::{Known, KnownPerson};
use crate::source::file::File;
use crate::source::json::Get;
use crate::source::table::{Plan, Table, body};
use crate::source::{Draft, when};
use serde_json::Value;

const SHAPE: Shape = Shape {
    program: "table",
    id: &["id", "note id", "activity id", "record id"],
    title: &["title", "subject", "name", "meeting", "meeting name", "topic"],
    bodies: &[&[
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
    ]],
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
    ],
    contacts: &["contact", "contacts", "contact name", "contact person", "customer contact"],
    people: &["attendees", "participants", "people", "present", "invitees"],
    done: &["status", "done", "completed"],
};

pub(in crate::source) fn table(table: &Table, _file: &File<'_>) -> Option<Plan> {
    Some(Plan::Notes(Box::new(SHAPE.columns(table)?)))
}

/// Fields that hold notes, in order of preference.
const BODIES: [&str; 12] = [
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
];
/// Texts shorter than this are names and words.
const SHORTEST: usize = 40;

/// An object, or a list of some, with a field whose name says that it holds a note, and with words in it.
pub(in crate::source) fn json(value: &Value, _file: &File<'_>) -> Option<Vec<Draft>> {
    let lists = ["", "data", "results", "items", "notes", "records", "meetings", "value"];
    let found = lists.iter().find_map(|path| {
        let list = value.list(path);
        (!list.is_empty() && list.iter().all(Value::is_object)).then_some(list)
    });
    let objects = found.unwrap_or(std::slice::from_ref(value));
    let field = BODIES.iter().find(|name| {
        objects.iter().any(|object| object.text(name).is_some_and(|text| text.len() >= SHORTEST && text.contains(' ')))
    })?;
    // A note says when it was or what it is about.
    let about = |object: &Value| title(object).is_some() || date(object).is_some();
    if !objects.iter().any(about) {
        return None;
    }
    Some(objects.iter().filter_map(|object| draft(object, field)).collect())
}

fn draft(object: &Value, field: &str) -> Option<Draft> {
    let text = body(object.text(field)?);
    let mut known = Known {
        program: Some("JSON"),
        title: title(object).map(str::to_owned),
        is_body: true,
        date: date(object),
        account: ["account", "account_name", "company", "company_name", "customer", "organization"]
            .iter()
            .find_map(|name| object.text(name))
            .map(str::to_owned),
        ..Known::default()
    };
    known.author =
        ["author", "owner", "created_by", "user"].iter().find_map(|name| object.text(name)).map(str::to_owned);
    for list in ["participants", "attendees", "people", "invitees"] {
        for person in object.list(list) {
            let name = person.text("").or_else(|| person.text("name")).or_else(|| person.text("email"));
            let person =
                name.and_then(|name| KnownPerson::parse(name, None)).map(|one| one.with_email(person.text("email")));
            person.into_iter().for_each(|person| known.add(person));
        }
    }
    let id = object.id("id");
    Some(Draft { entry: id.map(|id| format!("element {id}")), text, known, id: None })
}

fn title(object: &Value) -> Option<&str> {
    ["title", "subject", "meeting_title", "name", "topic"].iter().find_map(|name| object.text(name))
}

fn date(object: &Value) -> Option<jiff::civil::Date> {
    let names = [
        "date",
        "meeting_date",
        "start_time",
        "startTime",
        "started_at",
        "created_at",
        "createdAt",
        "created",
        "timestamp",
        "createdTimestampUsec",
    ];
    names.iter().find_map(|name| object.id(name)).as_deref().and_then(when::day)
}
