//! Evernote's notebooks, a note at a time.

use super::file::{Emit, File, Halt};
use super::limits::{ENTRY, Metered};
use super::{NoteText, entity, html, when};
use crate::note::{Known, KnownPerson, Side};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::BufReader;

/// A note, and a task of it, in the making.
#[derive(Default)]
struct Note {
    title: String,
    created: String,
    meeting: String,
    author: String,
    content: String,
    tasks: Vec<Task>,
}

#[derive(Default)]
struct Task {
    title: String,
    status: String,
    due: String,
    reminder: String,
    zone: String,
}

/// What Evernote leaves where a task stands.
const PLACEHOLDER: &str = "Content not supported";

/// What Evernote calls a note without a title.
const UNTITLED: [&str; 4] = ["Untitled", "Untitled note", "Untitled Note", "Unbenannt"];

/// Reads a notebook.
pub(super) fn read(mut file: File<'_>, emit: &mut Emit<'_>) -> Result<(), Halt> {
    // Pictures are part of a note, and are left out.
    let (metered, allowance) = Metered::new(file.stream(), 16 * ENTRY);
    let mut reader = Reader::from_reader(BufReader::new(metered));
    let (mut note, mut path, mut buffer, mut number) = (Note::default(), Vec::new(), Vec::new(), 0);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag)) => {
                let name = tag.local_name().as_ref().to_owned();
                if name == "task" {
                    note.tasks.push(Task::default());
                }
                path.push(name);
            }
            Ok(Event::End(tag)) => {
                path.pop();
                if tag.local_name().as_ref() == "note" {
                    number += 1;
                    allowance.renew();
                    let made = std::mem::take(&mut note).finish(&file, number);
                    emit(Ok(made).into())?;
                }
            }
            Ok(Event::Text(text)) => note.add(&path, &text.xml10_content()),
            Ok(Event::CData(text)) => note.add(&path, &text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => note.add(&path, &entity(&reference)),
            Ok(Event::Eof) => return Ok(()),
            Err(_) if allowance.is_spent() => {
                let what = format!("note {} is larger than {} MB", number + 1, (16 * ENTRY) >> 20);
                return Err(file.limit(what).into());
            }
            Err(error) => return Err(file.damaged("a notebook of Evernote", error).into()),
            Ok(_) => {}
        }
    }
}

impl Note {
    fn add(&mut self, path: &[String], text: &str) {
        let [.., parent, name] = path else { return };
        let task = self.tasks.last_mut();
        let field = match (parent.as_str(), name.as_str(), task) {
            ("note", "title", _) => &mut self.title,
            ("note", "created", _) => &mut self.created,
            ("note", "content", _) => &mut self.content,
            ("note-attributes", "author", _) => &mut self.author,
            ("note-attributes", "subject-date", _) => &mut self.meeting,
            ("task", "title", Some(task)) => &mut task.title,
            ("task", "taskStatus", Some(task)) => &mut task.status,
            ("task", "dueDate", Some(task)) => &mut task.due,
            ("reminder", "reminderDate", Some(task)) => &mut task.reminder,
            ("task", "timeZone", Some(task)) => &mut task.zone,
            _ => return,
        };
        field.push_str(text);
    }

    fn finish(self, file: &File<'_>, number: usize) -> NoteText {
        let mut text = html::text(&self.content);
        text = text.lines().filter(|line| !line.contains(PLACEHOLDER)).collect::<Vec<_>>().join("\n");
        for task in &self.tasks {
            text.push_str(&task.line());
        }
        let mut known = Known {
            program: Some("Evernote notebook"),
            title: Some(self.title.trim().to_owned())
                .filter(|title| !title.is_empty() && !UNTITLED.contains(&title.as_str())),
            is_body: true,
            date: when::day(&self.meeting).or_else(|| when::day(&self.created)),
            ..Known::default()
        };
        // Whoever keeps the notebook is one of ours; the name of an account names nobody.
        let is_named = self.author.trim().contains([' ', '@']);
        if let Some(person) = KnownPerson::parse(&self.author, is_named.then_some(Side::Us)) {
            known.author = Some(person.name.clone());
            known.add(person);
        }
        let id = format!("evernote:{}:{}", self.created.trim(), self.title.trim());
        NoteText { id: Some(id), ..file.note(Some(format!("note {number}")), text.trim().to_owned(), known) }
    }
}

impl Task {
    fn line(&self) -> String {
        let mark = if self.status.trim() == "completed" { "x" } else { " " };
        let due = self.day().map(|day| format!(", due {day}")).unwrap_or_default();
        format!("\n- [{mark}] {}{due}", self.title.trim())
    }

    /// The day that it is due in its own zone: a day without a time is written as its last second there, in UTC.
    fn day(&self) -> Option<jiff::civil::Date> {
        // A task without a day is due when it reminds.
        let due = if self.due.trim().is_empty() { self.reminder.trim() } else { self.due.trim() };
        let day = when::day(due)?;
        let time: jiff::civil::Time = jiff::fmt::strtime::parse("%Y%m%dT%H%M%SZ", due).ok()?.to_time().ok()?;
        let early = time.hour() < 12 && zone_is_west(self.zone.trim());
        if early { day.yesterday().ok() } else { Some(day) }
    }
}

/// Whether a zone is behind UTC. There is no table of zones in the program; the continents tell enough for a day.
fn zone_is_west(zone: &str) -> bool {
    ["America/", "US/", "Canada/", "Pacific/Honolulu", "Atlantic/"].iter().any(|west| zone.starts_with(west))
}
