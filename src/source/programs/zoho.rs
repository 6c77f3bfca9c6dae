//! Zoho: a folder or zip of CSVs; notes name what they belong to by id, and a deal names its account.

use super::shape::Shape;
use crate::note::{Known, KnownPerson, Side};
use crate::source::file::{File, Folder};
use crate::source::json::Get;
use crate::source::table::{Dates, Plan, Row, Rows, Table, body};
use crate::source::{Draft, sheet, when};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Arc;

const PROGRAM: &str = "Zoho export";

/// Calls, meetings and tasks.
const MODULES: Shape = Shape {
    program: PROGRAM,
    id: &["record id", "call id", "task id", "event id", "activity id"],
    title: &["subject", "title"],
    bodies: &[&["description", "call agenda"], &["call result"]],
    date: &["call start time", "from", "start datetime", "due date", "created time"],
    owner: &["call owner", "task owner", "event owner", "meeting owner", "host", "created by"],
    account: &["related to", "account name"],
    contacts: &["contact name", "participants"],
    people: &[],
    done: &["status"],
};

/// The columns of notes, behind the English names what is common to those of other languages.
const CONTENT: &[&str] = &[
    "note content",
    "~contenido de la nota",
    "~contenido de nota",
    "~notizinhalt",
    "~contenu de la note",
    "~conteúdo da nota",
];
const TITLE: &[&str] =
    &["note title", "~título de", "~título da nota", "~notiztitel", "~titel der notiz", "~titre de la note"];
const PARENT: &[&str] =
    &["parent id.id", "parent id", "id principal", "~id padre", "~übergeordnete", "~id parent", "~id pai"];
const OWNER: &[&str] = &[
    "note owner",
    "owner",
    "created by",
    "~propietario de",
    "~notizbesitzer",
    "~besitzer der notiz",
    "~propriétaire de",
    "~proprietário d",
];
const CREATED: &[&str] = &[
    "created time",
    "modified time",
    "~hora de creación",
    "~erstellungszeit",
    "~erstellt",
    "~heure de création",
    "~hora de criação",
];

/// The id of a record that notes refer to, and the name of an account.
const RECORD: &[&str] = &["account id", "deal id", "contact id", "lead id", "record id", "~id de ", "~-id", "~id d"];
const ACCOUNT: &[&str] = &[
    "account name",
    "company",
    "~nombre de cuenta",
    "~nombre de la cuenta",
    "~nombre de empresa",
    "~firmenname",
    "~kontoname",
    "~nom du compte",
    "~nome da conta",
];
/// How the files of records are called: accounts, deals, contacts, leads.
const RECORDS: [&str; 18] = [
    "accounts",
    "deals",
    "contacts",
    "leads",
    "potentials",
    "cuentas",
    "tratos",
    "negocios",
    "contactos",
    "firmen",
    "kunden",
    "konten",
    "kontakte",
    "abschlüsse",
    "comptes",
    "affaires",
    "contas",
    "contatos",
];

/// Whether a table is of calls, meetings or tasks.
fn is_module(table: &Table) -> bool {
    table.find(&["record id", "call id", "task id", "event id"]).is_some()
        && table.find(&["call owner", "task owner", "event owner", "meeting owner", "host"]).is_some()
}

/// `{"data":[{"Note_Title","Note_Content","Parent_Id":{"name"},"Owner":{"name","email"}}]}`: notes, calls and meetings of its
/// interface.
pub(in crate::source) fn records(value: &Value, _file: &File<'_>) -> Option<Vec<Draft>> {
    let records = value.list("data");
    records.first().filter(|first| first["Owner"].is_object() && first["Created_Time"].is_string())?;
    Some(records.iter().filter_map(record).collect())
}

fn record(one: &Value) -> Option<Draft> {
    let first = |paths: &[&str]| paths.iter().find_map(|path| one.text(path));
    let date = ["Call_Start_Time", "Start_DateTime", "Created_Time"].iter().find_map(|name| one.text(name));
    let mut known = Known {
        program: Some(PROGRAM),
        title: first(&["Note_Title", "Event_Title", "Subject"]).map(str::to_owned),
        is_body: true,
        date: date.and_then(when::day),
        author: first(&["Owner/name"]).map(str::to_owned),
        ..Known::default()
    };
    let owner = first(&["Owner/name"]).map(|name| KnownPerson::new(name, Some(Side::Us)));
    owner.into_iter().for_each(|owner| known.add(owner.with_email(first(&["Owner/email"]))));
    let contact = first(&["Who_Id/name"]).map(|name| KnownPerson::new(name, Some(Side::Them)));
    contact.into_iter().for_each(|contact| known.add(contact));
    // A note belongs to an account, or to a deal or a person, of which no more than the name is told.
    let module = first(&["$se_module", "Parent_Id/module/api_name"]);
    let about = first(&["Parent_Id/name", "What_Id/name"]);
    known.account = about.filter(|_| module == Some("Accounts")).map(str::to_owned);
    let text = body(first(&["Note_Content", "Description"])?);
    let id = one.id("id").map(|id| format!("{PROGRAM}:{id}"));
    Some(Draft { entry: one.id("id").map(|id| format!("record {id}")), text, known, id })
}

pub(in crate::source) fn table(table: &Table, file: &File<'_>) -> Option<Plan> {
    let text = table.find(CONTENT);
    if let (None, Some(columns)) = (text, MODULES.columns(table).filter(|_| is_module(table))) {
        return Some(Plan::of(columns));
    }
    if text.is_none() {
        return table.find(&RECORD[..4]).map(|_| Plan::Beside("a Zoho table that notes refer to"));
    }
    Some(Plan::of(Notes {
        id: table.find(&["note id", "record id", "id de nota", "id de la nota", "~notiz-id"]),
        title: table.find(TITLE),
        text,
        parent: table.find(PARENT),
        owner: table.find(OWNER),
        date: table.dates(CREATED),
        names: file.told_beside(Names::of),
    }))
}

struct Notes {
    id: Option<usize>,
    title: Option<usize>,
    text: Option<usize>,
    parent: Option<usize>,
    owner: Option<usize>,
    date: Dates,
    names: Arc<Names>,
}

impl Rows for Notes {
    fn notes(&self, row: Row<'_>) -> Vec<Draft> {
        let Some(text) = row.get(self.text) else { return Vec::new() };
        let mut known = Known {
            program: Some(PROGRAM),
            title: row.get(self.title).map(str::to_owned),
            is_body: true,
            date: row.day(self.date),
            ..Known::default()
        };
        if let Some(owner) = row.get(self.owner) {
            known.author = Some(owner.to_owned());
            known.add(KnownPerson::new(owner, Some(Side::Us)));
        }
        if let Some(parent) = row.get(self.parent) {
            known.account = self.names.accounts.get(parent).cloned();
            if let Some(person) = self.names.people.get(parent) {
                known.add(person.clone());
            }
        }
        let id = row.get(self.id).map(|id| format!("{PROGRAM}:{id}"));
        vec![Draft { entry: None, text: body(text), known, id }]
    }
}

/// The accounts and people that ids stand for, from the tables beside.
#[derive(Default)]
struct Names {
    accounts: HashMap<String, String>,
    people: HashMap<String, KnownPerson>,
}

impl Names {
    fn of(folder: &Folder<'_>) -> Names {
        let mut names = Names::default();
        for name in folder.names() {
            let lower = name.to_lowercase();
            let telling = RECORDS.iter().any(|word| lower.starts_with(word));
            let Some(text) = (telling && lower.ends_with(".csv")).then(|| folder.read(&name)).flatten() else {
                continue;
            };
            sheet::lookup(&text, RECORD, |id, table, row| {
                if let Some(account) = row.get(table.find(ACCOUNT)) {
                    names.accounts.insert(id.to_owned(), account.to_owned());
                }
                let field = |name: &str| row.get(table.find(&[name]));
                let person =
                    [field("first name"), field("last name")].into_iter().flatten().collect::<Vec<_>>().join(" ");
                if !person.is_empty() {
                    let person = KnownPerson::new(person, Some(Side::Them)).with_email(field("email"));
                    names.people.insert(id.to_owned(), person);
                }
            });
        }
        names
    }
}
