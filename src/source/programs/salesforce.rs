//! Salesforce: a folder or zip of a Data Export, or files of Data Loader. Tasks, events and notes name people and accounts
//! by ids, which stand in the tables beside them.

use super::shape::{Shape, task};
use crate::note::{Known, KnownPerson, Side};
use crate::source::file::{File, Folder};
use crate::source::json::Get;
use crate::source::table::{Dates, Plan, Row, Rows, Table, body};
use crate::source::{Draft, sheet, when};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Arc;

const PROGRAM: &str = "Salesforce export";

/// Activities with the names of what they relate to, as queries give them, and reports of activities.
const RELATED: Shape = Shape {
    program: PROGRAM,
    id: &["id", "activity id"],
    title: &["subject"],
    bodies: &[&["description", "full comments", "comments", "full description", "call notes"]],
    date: &["startdatetime", "activitydatetime", "activitydate", "date", "due date", "createddate", "created date"],
    owner: &["owner.name", "assigned", "assigned to", "owner"],
    account: &["account.name", "what.name", "company / account", "account name", "related to"],
    contacts: &["who.name", "contact", "name", "contact: full name"],
    people: &[],
    done: &["isclosed", "status", "task status"],
};
/// A column that only those have.
const RELATION: [&str; 6] =
    ["owner.name", "who.name", "account.name", "what.name", "company / account", "full comments"];

pub(in crate::source) fn table(table: &Table, file: &File<'_>) -> Option<Plan> {
    let find = |name: &str| table.find(&[name]);
    if let Some(columns) = find("subject").and(table.find(&RELATION)).and_then(|_| RELATED.columns(table)) {
        return Some(Plan::of(columns));
    }
    let notes = table.has(&["id", "title", "content"]) || table.has(&["id", "title", "body", "parentid"]);
    let activity =
        table.has(&["id", "subject", "description"]) && (find("ownerid").is_some() || find("whoid").is_some());
    if !notes && !activity {
        let record = table.has(&["id", "ownerid"]) || table.has(&["id", "accountid"]) || table.has(&["id", "username"]);
        let beside = record || table.has(&["id", "linkedentityid"]);
        return beside.then_some(Plan::Beside("a Salesforce table that other tables refer to"));
    }
    Some(Plan::of(Activities {
        id: find("id"),
        subject: table.find(&["subject", "title"]),
        text: table.find(&["description", "content", "body"]),
        date: table.dates(&["startdatetime", "activitydatetime", "activitydate", "createddate"]),
        due: table.dates(&["activitydate", "createddate"]),
        done: table.find(&["isclosed", "status"]),
        owner: find("ownerid"),
        who: find("whoid"),
        what: table.find(&["accountid", "whatid", "parentid"]),
        deal: table.find(&["whatid", "parentid"]),
        deleted: find("isdeleted"),
        names: file.told_beside(Names::of),
    }))
}

/// `{"records":[{"attributes":{"type"},"Subject","Description","Owner":{"Name"},"Who":{"Name"}}]}`: the answer to a query.
pub(in crate::source) fn records(value: &Value, _file: &File<'_>) -> Option<Vec<Draft>> {
    let records = if value.is_array() { value.list("") } else { value.list("records") };
    records.first().filter(|first| first["attributes"]["type"].is_string())?;
    Some(records.iter().filter_map(record).collect())
}

fn record(one: &Value) -> Option<Draft> {
    let first = |paths: &[&str]| paths.iter().find_map(|path| one.text(path));
    let date = first(&["StartDateTime", "ActivityDateTime", "ActivityDate", "CreatedDate"]);
    let mut known = Known {
        program: Some(PROGRAM),
        title: first(&["Subject", "Title"]).map(str::to_owned),
        is_body: true,
        date: date.and_then(when::day),
        account: first(&["Account/Name", "What/Account/Name", "What/Name"]).map(str::to_owned),
        author: first(&["Owner/Name", "CreatedBy/Name"]).map(str::to_owned),
        ..Known::default()
    };
    for (record, side) in [("Owner", Side::Us), ("Who", Side::Them)] {
        if let Some(name) = one.text(&format!("{record}/Name")) {
            let email = one.text(&format!("{record}/Email"));
            known.add(KnownPerson::new(name, Some(side)).with_email(email));
        }
    }
    let done = one["IsClosed"].as_bool().map(|closed| if closed { "1" } else { "0" }).or_else(|| first(&["Status"]));
    let due = first(&["ActivityDate"]).and_then(when::day);
    let text = match first(&["Description", "TextPreview", "Content", "Body"]) {
        Some(text) => body(mail_body(&decoded(text))),
        None => task(known.title.as_deref(), known.author.as_deref(), due, done)?,
    };
    let id = one.id("Id").map(|id| format!("{PROGRAM}:{}", short(&id)));
    Some(Draft { entry: one.id("Id").map(|id| format!("record {id}")), text, known, id })
}

struct Activities {
    id: Option<usize>,
    subject: Option<usize>,
    text: Option<usize>,
    date: Dates,
    due: Dates,
    done: Option<usize>,
    owner: Option<usize>,
    who: Option<usize>,
    what: Option<usize>,
    deal: Option<usize>,
    deleted: Option<usize>,
    names: Arc<Names>,
}

impl Rows for Activities {
    fn notes(&self, row: Row<'_>) -> Vec<Draft> {
        if row.get(self.deleted).is_some_and(|deleted| matches!(deleted, "1" | "true" | "TRUE")) {
            return Vec::new();
        }
        let mut known = Known {
            program: Some(PROGRAM),
            title: row.get(self.subject).map(str::to_owned),
            is_body: true,
            date: row.day(self.date),
            ..Known::default()
        };
        if let Some(id) = row.get(self.owner) {
            // Of somebody whom no table names, the id is all that is known.
            let nameless = || KnownPerson::new(id, Some(Side::Us));
            let owner = self.names.people.get(short(id)).cloned().or_else(|| id.starts_with("005").then(nameless));
            known.author = owner.as_ref().map(|owner| owner.name.clone());
            owner.into_iter().for_each(|owner| known.add(owner));
        }
        if let Some(who) = row.get(self.who).and_then(|id| self.names.people.get(short(id))) {
            known.add(who.clone());
        }
        let account = |column| row.get(column).and_then(|id| self.names.accounts.get(short(id)));
        let linked = || self.names.links.get(short(row.get(self.id)?)).and_then(|id| self.names.accounts.get(id));
        known.account = account(self.what).or_else(|| account(self.deal)).or_else(linked).cloned();
        let text = match row.get(self.text) {
            Some(text) => body(mail_body(&decoded(text))),
            None => {
                match task(known.title.as_deref(), known.author.as_deref(), row.day(self.due), row.get(self.done)) {
                    Some(task) => task,
                    None => return Vec::new(),
                }
            }
        };
        let id = row.get(self.id).map(|id| format!("{PROGRAM}:{}", short(id)));
        vec![Draft { entry: None, text, known, id }]
    }
}

/// The text of a mail that was logged: what stands behind its headers.
fn mail_body(text: &str) -> &str {
    let headed = text.starts_with("To:") || text.starts_with("From:") || text.starts_with("Additional To:");
    let at = text.find("\nBody:").or_else(|| text.find(" Body:")).filter(|_| headed);
    at.map_or(text, |at| text[at + " Body:".len()..].trim_start())
}

/// A note's content may be in base64.
fn decoded(text: &str) -> std::borrow::Cow<'_, str> {
    let plausible = text.len() >= 24
        && text.len().is_multiple_of(4)
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='));
    let decoded = plausible.then(|| mail_parser::decoders::base64::base64_decode(text.as_bytes())).flatten();
    match decoded.and_then(|bytes| String::from_utf8(bytes).ok()) {
        Some(decoded) => decoded.into(),
        None => text.into(),
    }
}

/// An id has 15 characters, or 18 of which the last three repeat the case of the others.
fn short(id: &str) -> &str {
    id.get(..15).unwrap_or(id)
}

/// What the tables beside tell of ids.
#[derive(Default)]
struct Names {
    people: HashMap<String, KnownPerson>,
    accounts: HashMap<String, String>,
    /// What a note of the newer kind is about.
    links: HashMap<String, String>,
}

/// The tables that tell names, in the order in which they refer to each other.
const TABLES: [&str; 6] =
    ["account.csv", "user.csv", "contact.csv", "lead.csv", "opportunity.csv", "contentdocumentlink.csv"];

impl Names {
    fn of(folder: &Folder<'_>) -> Names {
        let mut names = Names::default();
        let tables = tables(folder);
        let text = |name: &str| tables.get(name).map(String::as_str).unwrap_or_default();
        sheet::lookup(text("account.csv"), &["id"], |id, table, row| {
            if let Some(name) = row.get(table.find(&["name"])) {
                names.accounts.insert(short(id).to_owned(), name.to_owned());
            }
        });
        for (name, side) in [("user.csv", Side::Us), ("contact.csv", Side::Them), ("lead.csv", Side::Them)] {
            sheet::lookup(text(name), &["id"], |id, table, row| names.person(id, table, row, side));
        }
        for name in ["contact.csv", "opportunity.csv"] {
            sheet::lookup(text(name), &["id"], |id, table, row| names.belongs(id, table, row));
        }
        sheet::lookup(text("contentdocumentlink.csv"), &["contentdocumentid"], |id, table, row| {
            let about = row.get(table.find(&["linkedentityid"])).map(short);
            if let Some(about) = about.filter(|about| names.accounts.contains_key(*about)) {
                names.links.insert(short(id).to_owned(), about.to_owned());
            }
        });
        names
    }

    fn person(&mut self, id: &str, table: &Table, row: Row<'_>, side: Side) {
        let field = |name: &str| row.get(table.find(&[name]));
        let parts = [field("firstname"), field("lastname")].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let name = if parts.is_empty() { field("name").unwrap_or_default().to_owned() } else { parts };
        self.people.insert(short(id).to_owned(), KnownPerson::new(name, Some(side)).with_email(field("email")));
    }

    /// An opportunity and a contact belong to an account.
    fn belongs(&mut self, id: &str, table: &Table, row: Row<'_>) {
        let account = row.get(table.find(&["accountid"])).and_then(|id| self.accounts.get(short(id))).cloned();
        if let Some(account) = account {
            self.accounts.insert(short(id).to_owned(), account);
        }
    }
}

/// The tables beside, and those that are missing there from the other parts of the export, which come as folders or zips with
/// the same beginning (`WE_00D…_1`).
fn tables(folder: &Folder<'_>) -> HashMap<String, String> {
    let mut tables = HashMap::new();
    let mut folders = vec![folder.clone()];
    let name = folder.container().unwrap_or_default();
    if let Some(export) = name.match_indices('_').nth(1).filter(|_| name.starts_with("WE_")).map(|(at, _)| &name[..at])
    {
        folders.extend(folder.siblings(export));
    }
    for folder in folders {
        for name in folder.names() {
            let lower = name.to_lowercase();
            if TABLES.contains(&lower.as_str()) && !tables.contains_key(&lower) {
                tables.extend(folder.read(&name).map(|text| (lower, text)));
            }
        }
    }
    tables
}
