//! Whether a note is a message, and whom it greets.

use super::author::is_somebody;
use super::head::Head;
use super::lines::{Line, fields};
use crate::note::Side;
use crate::note::people::roster::Roster;
use crate::note::people::words::{Key, lexis};
use crate::note::people::{greeting_length, lists, names};

/// Whether the note is a message of ours to the customer.
pub(super) fn is_to_customer(head: &Head<'_>, all: &[Line], roster: &Roster<'_>) -> bool {
    let from = head.values(Key::From).next().map(|field| field.value.as_str());
    let to: Vec<_> = head.values(Key::To).flat_map(|field| lists::read(&field.value)).collect();
    let ours = |person: &lists::Listed| {
        let domain = person.domain.as_deref().and_then(|domain| roster.side_of_domain(domain));
        let known = || roster.colleague(&person.name).is_some() || roster.is_ours(&person.name);
        domain.map_or_else(known, |side| side == Side::Us)
    };
    let from_us = from.is_none_or(|from| lists::read(from).iter().all(ours));
    let greeting = head.lines.iter().find_map(|line| greeted(&line.words));
    let to_them = if to.is_empty() {
        greeting.as_ref().is_some_and(|people| people.iter().any(|person| !ours(person)))
    } else {
        to.iter().any(|person| !ours(person))
    };
    let message = from.is_some() || !to.is_empty() || greeting.is_some();
    message && from_us && to_them && all.iter().any(|line| !line.foreign && says_you(&line.words))
}

/// The organization of whoever wrote the message that a note passes on.
pub(super) fn organization(all: &[Line], roster: &Roster<'_>) -> Option<String> {
    let foreign = all.iter().filter(|line| line.foreign).flat_map(|line| fields(&line.words));
    foreign.filter(|field| field.key == Key::From).find_map(|field| roster.organization_of(&lists::read(field.value)))
}

/// The people whom a line greets: "Hi Priya,", "Dear Karthik, dear Latha ma'am,", "Pam, Reggie,".
pub(super) fn greeted(line: &str) -> Option<Vec<lists::Listed>> {
    if line.chars().nth(80).is_some()
        || !line.trim_end().ends_with([',', '!', ':', '–', '-']) && line.split(' ').count() > 4
    {
        return None;
    }
    let parts: Vec<(&str, usize)> = lists::split(line).into_iter().map(|part| (part, greeting_length(part))).collect();
    let greets = parts.iter().any(|&(_, greeting)| greeting > 0);
    if !greets && !line.ends_with(',') {
        return None;
    }
    let people: Vec<lists::Listed> =
        parts.iter().filter_map(|&(part, greeting)| lists::item(part[greeting..].trim())).collect();
    let names_only = line.ends_with(',')
        && people.len() == line.matches(',').count()
        && people.iter().all(|person| is_somebody(&person.name));
    ((greets || names_only) && !people.is_empty()).then_some(people)
}

fn says_you(line: &str) -> bool {
    names::words(line).any(|word| lexis().is_addressing(word.of(line)))
}
