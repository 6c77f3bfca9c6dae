//! Zoho: a folder or zip of CSVs; notes name what they belong to by id, and a deal names its account.

use super::shape::Shape;
use crate::note::{Known, KnownPerson, Side};
use crate::source::file::{File, Folder};
use crate::source::table::{Dates, Plan, Row, Rows, Table, body};
use crate::source::{Draft, sheet};
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

/// Whether a table is of calls, meetings or tasks.
fn is_module(table: &Table) -> bool {
    table.find(&["record id", "call id", "task id", "event id"]).is_some()
        && table.find(&["call owner", "task owner", "event owner", "meeting owner", "host"]).is_some()
}

pub(in crate::source) fn table(table: &Table, file: &File<'_>) -> Option<Plan> {
    let text = table.find(&["note content"]);
    if let (None, Some(columns)) = (text, MODULES.columns(table).filter(|_| is_module(table))) {
        return Some(Plan::Notes(Box::new(columns)));
    }
    if text.is_none() {
        let beside = ["account id", "deal id", "contact id", "lead id"];
        return table.find(&beside).map(|_| Plan::Beside("a Zoho table that notes refer to"));
    }
    Some(Plan::Notes(Box::new(Notes {
        id: table.find(&["note id", "record id"]),
        title: table.find(&["note title"]),
        text,
        parent: table.find(&["parent id.id", "parent id"]),
        owner: table.find(&["note owner", "owner", "created by"]),
        date: table.dates(&["created time", "modified time"]),
        names: file.told_beside(Names::of),
    })))
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
    fn notes(&mut self, row: Row<'_>) -> Vec<Draft> {
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
            let telling =
                ["accounts", "deals", "contacts", "leads", "potentials"].iter().any(|word| lower.starts_with(word));
            let Some(text) = (telling && lower.ends_with(".csv")).then(|| folder.read(&name)).flatten() else {
                continue;
            };
            sheet::lookup(&text, &["account id", "deal id", "contact id", "lead id", "record id"], |id, table, row| {
                if let Some(account) = row.get(table.find(&["account name", "company"])) {
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
