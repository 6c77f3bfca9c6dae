//! Tables whose rows are notes: which columns say what. A program with such a table is a [`Shape`].

use crate::note::{Known, KnownPerson, Origins, Side};
use crate::source::Draft;
use crate::source::table::{Dates, Row, Rows, Table, body};
use jiff::civil::Date;
use std::sync::Arc;

/// The names of the columns of a program's table, each in order of preference.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Shape {
    pub(super) program: &'static str,
    pub(super) id: &'static [&'static str],
    pub(super) title: &'static [&'static str],
    /// The texts; all that there are become one note.
    pub(super) bodies: &'static [&'static [&'static str]],
    pub(super) date: &'static [&'static str],
    /// Whoever of ours the note belongs to.
    pub(super) owner: &'static [&'static str],
    pub(super) account: &'static [&'static str],
    /// People of the customer's.
    pub(super) contacts: &'static [&'static str],
    /// People of whom the table does not tell the side.
    pub(super) people: &'static [&'static str],
    /// Whether it is done, in tables of tasks.
    pub(super) done: &'static [&'static str],
}

/// The columns of one table.
#[derive(Debug)]
pub(super) struct Columns {
    program: &'static str,
    id: Option<usize>,
    title: Option<usize>,
    bodies: Vec<usize>,
    date: Dates,
    owner: Option<usize>,
    account: Option<usize>,
    contacts: Option<usize>,
    people: Option<usize>,
    done: Option<usize>,
    /// In tables of tasks, by when each is due.
    due: Option<Dates>,
    origins: Arc<Origins>,
}

/// Tables of tasks have columns of this name; the text of a task is beside the point, which is its subject.
const TASK: [&str; 5] = ["~task", "~aufgabe", "~tarea", "~tâche", "~taak"];
const DUE: [&str; 6] = ["due date", "~due date", "~fällig", "~vencimiento", "~échéance", "~scadenza"];
/// When a task was made, which is no day by which it is due.
const MADE: [&str; 8] = [
    "create date",
    "created date",
    "created time",
    "created",
    "~erstelldatum",
    "~fecha de creación",
    "~date de création",
    "~data di creazione",
];

/// Which columns of a table say what, by their positions.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) id: Option<usize>,
    pub(super) title: Option<usize>,
    pub(super) bodies: Vec<usize>,
    pub(super) date: Option<usize>,
    pub(super) owner: Option<usize>,
    pub(super) account: Option<usize>,
    pub(super) contacts: Option<usize>,
    pub(super) people: Option<usize>,
    pub(super) done: Option<usize>,
}

impl Shape {
    /// The columns of a table of this shape, if it has one for a text.
    pub(super) fn columns(&self, table: &Table) -> Option<Columns> {
        let places = Places {
            id: table.find(self.id),
            title: table.find(self.title),
            bodies: self.bodies.iter().filter_map(|names| table.find(names)).collect(),
            date: table.find(self.date),
            owner: table.find(self.owner),
            account: table.find(self.account),
            contacts: table.find(self.contacts),
            people: table.find(self.people),
            done: table.find(self.done),
        };
        Columns::new(self.program, places, table)
    }
}

impl Columns {
    /// The columns at these places of a table, if one of them is for a text.
    pub(super) fn new(program: &'static str, places: Places, table: &Table) -> Option<Columns> {
        let Places { id, title, bodies, date, owner, account, contacts, people, done } = places;
        let origins = Arc::new(Origins {
            text: origin(table, bodies.iter().copied()),
            title: origin(table, title),
            date: origin(table, date),
            account: origin(table, account),
            author: origin(table, owner),
            people: origin(table, [contacts, people].into_iter().flatten()),
        });
        let due = done.and(table.find(&TASK)).and(table.find(&DUE)).map(|due| table.dates_in(Some(due)));
        let date = table.dates_in(due.and_then(|_| table.find(&MADE)).or(date));
        let columns =
            Columns { program, id, title, bodies, date, owner, account, contacts, people, done, due, origins };
        (!columns.bodies.is_empty()).then_some(columns)
    }
}

/// The names of some columns, in words for the reader.
pub(super) fn origin(table: &Table, columns: impl IntoIterator<Item = usize>) -> Option<String> {
    let names: Vec<String> = columns.into_iter().map(|column| format!("`{}`", table.name(column))).collect();
    match names.len() {
        0 => None,
        1 => Some(format!("column {}", names[0])),
        _ => Some(format!("columns {}", names.join(", "))),
    }
}

impl Rows for Columns {
    fn notes(&self, row: Row<'_>) -> Vec<Draft> {
        let known = self.known(row);
        let bodies: Vec<String> = self.bodies.iter().filter_map(|&column| row.get(Some(column))).map(body).collect();
        let mut text = bodies.join("\n\n");
        let is_empty = text.trim().is_empty();
        if is_empty || self.due.is_some() {
            let due = row.day(self.due.unwrap_or(self.date));
            match task(known.title.as_deref(), known.author.as_deref(), due, row.get(self.done)) {
                Some(task) if is_empty => text = task,
                Some(task) => text = format!("{task}\n\n{text}"),
                None if is_empty => return Vec::new(),
                None => {}
            }
        }
        let id = row.get(self.id).map(|id| format!("{}:{id}", self.program));
        vec![Draft { entry: None, text, known, id }]
    }
}

impl Columns {
    /// What the row tells beside the text.
    pub(super) fn known(&self, row: Row<'_>) -> Known {
        let mut known = Known {
            program: Some(self.program),
            title: row.get(self.title).map(str::to_owned),
            is_body: true,
            date: row.day(self.date),
            account: row.get(self.account).map(str::to_owned),
            origins: Some(Arc::clone(&self.origins)),
            ..Known::default()
        };
        if let Some(owner) = row.get(self.owner).and_then(|owner| KnownPerson::parse(owner, Some(Side::Us))) {
            known.author = Some(owner.name.clone());
            known.add(owner);
        }
        for (column, side) in [(self.contacts, Some(Side::Them)), (self.people, None)] {
            let people = row.get(column).map(people).unwrap_or_default();
            people.iter().filter_map(|person| KnownPerson::parse(person, side)).for_each(|person| known.add(person));
        }
        known
    }
}

/// The people of a cell. Semicolons come before commas, which also stand in names.
pub(super) fn people(cell: &str) -> Vec<&str> {
    let mark = if cell.contains(';') { ';' } else { ',' };
    cell.split([mark, '\n']).map(str::trim).filter(|person| !person.is_empty()).collect()
}

/// A task without a text is its subject: who has to do it by when.
pub(super) fn task(title: Option<&str>, owner: Option<&str>, due: Option<Date>, done: Option<&str>) -> Option<String> {
    const DONE: [&str; 15] = [
        "done",
        "completed",
        "1",
        "true",
        "yes",
        "closed",
        "finished",
        "complete",
        "x",
        "erledigt",
        "abgeschlossen",
        "terminé",
        "completado",
        "completada",
        "hecho",
    ];
    let (title, done) = (title?, done?);
    let mark = if DONE.contains(&done.to_lowercase().as_str()) { "x" } else { " " };
    let owner = owner.map(|owner| format!("{owner}: ")).unwrap_or_default();
    let due = due.map(|due| format!(", due {due}")).unwrap_or_default();
    Some(format!("- [{mark}] {owner}{title}{due}"))
}
