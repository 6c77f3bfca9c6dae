//! The ledger as to-dos of a calendar (iCalendar, RFC 5545).

use super::ledger::{Entry, owner};
use crate::deal::Fate;
use crate::report::text::clean;
use icalendar::{Calendar, Component, Todo, TodoStatus};
use jiff::civil::Date;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The commitments as a calendar of to-dos. `as_of` is the day on which they stand so.
///
/// A to-do keeps its identity as long as its note and its words stay what they are, so that a calendar that reads the
/// file again changes it and does not double it.
pub fn calendar(entries: &[Entry<'_>], as_of: Date) -> String {
    let mut calendar = Calendar::new();
    let stamp = format!("{}T000000Z", compact(as_of));
    for entry in entries {
        let one = entry.followed;
        let mut todo = Todo::new();
        todo.uid(&uid(entry));
        todo.add_property("DTSTAMP", &stamp);
        todo.summary(&format!("{}: {}", clean(entry.account), clean(&one.commitment.text)));
        todo.description(&format!("{}, {}:{}", owner(one), clean(&one.path), one.commitment.region.line));
        if let Some(due) = one.commitment.due.as_deref().and_then(|due| due.parse::<Date>().ok()) {
            todo.append_property(
                icalendar::Property::new("DUE", compact(due)).append_parameter(("VALUE", "DATE")).done(),
            );
        }
        todo.status(match one.fate {
            Fate::Kept => TodoStatus::Completed,
            Fate::Dropped => TodoStatus::Cancelled,
            _ => TodoStatus::NeedsAction,
        });
        calendar.push(todo.done());
    }
    calendar.done().to_string()
}

fn compact(date: Date) -> String {
    date.strftime("%Y%m%d").to_string()
}

fn uid(entry: &Entry<'_>) -> String {
    let mut hasher = DefaultHasher::new();
    let one = entry.followed;
    (&one.path, &one.entry, &one.commitment.text).hash(&mut hasher);
    format!("{:016x}@goodmeeting", hasher.finish())
}
