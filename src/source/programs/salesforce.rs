//! Salesforce: a folder or zip of a Data Export, or files of Data Loader. Tasks, events and notes name people and accounts
//! by ids, which stand in the tables beside them.

use super::shape::task;
use crate::note::{Known, KnownPerson, Side};
use crate::source::file::File;
use crate::source::table::{Plan, Row, Rows, Table, body};
use crate::source::{Draft, sheet, when};
use std::collections::HashMap;

const PROGRAM: &str = "Salesforce export";

pub(in crate::source) fn table(table: &Table, file: &File<'_>) -> Option<Plan> {
    let find = |name: &str| table.find(&[name]);
    let notes = table.has(&["id", "title", "content"]) || table.has(&["id", "title", "body", "parentid"]);
    let activity =
        table.has(&["id", "subject", "description"]) && (find("ownerid").is_some() || find("whoid").is_some());
    if !notes && !activity {
        let record = table.has(&["id", "ownerid"]) || table.has(&["id", "accountid"]) || table.has(&["id", "username"]);
        return record.then_some(Plan::Beside("a Salesforce table that other tables refer to"));
    }
    Some(Plan::Notes(Box::new(Activities {
        id: find("id"),
        subject: table.find(&["subject", "title"]),
        text: table.find(&["description", "content", "body"]),
        date: table.find(&["startdatetime", "activitydatetime", "activitydate", "createddate"]),
        due: table.find(&["activitydate", "createddate"]),
        done: table.find(&["isclosed", "status"]),
        owner: find("ownerid"),
        who: find("whoid"),
        what: table.find(&["accountid", "whatid", "parentid"]),
        deal: table.find(&["whatid", "parentid"]),
        deleted: find("isdeleted"),
        names: Names::beside(file),
    })))
}

struct Activities {
    id: Option<usize>,
    subject: Option<usize>,
    text: Option<usize>,
    date: Option<usize>,
    due: Option<usize>,
    done: Option<usize>,
    owner: Option<usize>,
    who: Option<usize>,
    what: Option<usize>,
    deal: Option<usize>,
    deleted: Option<usize>,
    names: Names,
}

impl Rows for Activities {
    fn notes(&mut self, row: Row<'_>) -> Vec<Draft> {
        if row.get(self.deleted).is_some_and(|deleted| matches!(deleted, "1" | "true" | "TRUE")) {
            return Vec::new();
        }
        let mut known = Known {
            program: Some(PROGRAM),
            title: row.get(self.subject).map(str::to_owned),
            is_body: true,
            date: row.get(self.date).and_then(when::day),
            ..Known::default()
        };
        if let Some(owner) = row.get(self.owner).and_then(|id| self.names.people.get(short(id))) {
            known.author = Some(owner.name.clone());
            known.add(owner.clone());
        }
        if let Some(who) = row.get(self.who).and_then(|id| self.names.people.get(short(id))) {
            known.add(who.clone());
        }
        let account = |column| row.get(column).and_then(|id| self.names.accounts.get(short(id)));
        known.account = account(self.what).or_else(|| account(self.deal)).cloned();
        let text = match row.get(self.text) {
            Some(text) => body(mail_body(&decoded(text))),
            None => {
                match task(known.title.as_deref(), known.author.as_deref(), row.get(self.due), row.get(self.done)) {
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
}

impl Names {
    fn beside(file: &File<'_>) -> Names {
        let mut names = Names::default();
        let mut tables: HashMap<String, String> = HashMap::new();
        for name in file.folder.names() {
            let lower = name.to_lowercase();
            if ["account.csv", "contact.csv", "lead.csv", "user.csv", "opportunity.csv"].contains(&lower.as_str())
                && let Some(text) = file.folder.read(&name)
            {
                tables.insert(lower, text);
            }
        }
        let text = |name: &str| tables.get(name).map(String::as_str).unwrap_or_default();
        sheet::lookup(text("account.csv"), &["id"], |id, table, row| {
            if let Some(name) = row.get(table.find(&["name"])) {
                names.accounts.insert(short(id).to_owned(), name.to_owned());
            }
        });
        for (name, side) in [("user.csv", Side::Us), ("contact.csv", Side::Them), ("lead.csv", Side::Them)] {
            sheet::lookup(text(name), &["id"], |id, table, row| names.person(id, table, row, side));
        }
        sheet::lookup(text("opportunity.csv"), &["id"], |id, table, row| names.belongs(id, table, row));
        names
    }

    fn person(&mut self, id: &str, table: &Table, row: Row<'_>, side: Side) {
        let field = |name: &str| row.get(table.find(&[name]));
        let parts = [field("firstname"), field("lastname")].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let name = if parts.is_empty() { field("name").unwrap_or_default().to_owned() } else { parts };
        if let Some(account) = field("accountid").and_then(|id| self.accounts.get(short(id))).cloned() {
            self.accounts.insert(short(id).to_owned(), account);
        }
        self.people.insert(short(id).to_owned(), KnownPerson::new(name, Some(side)).with_email(field("email")));
    }

    /// An opportunity belongs to an account.
    fn belongs(&mut self, id: &str, table: &Table, row: Row<'_>) {
        let account = row.get(table.find(&["accountid"])).and_then(|id| self.accounts.get(short(id))).cloned();
        if let Some(account) = account {
            self.accounts.insert(short(id).to_owned(), account);
        }
    }
}
