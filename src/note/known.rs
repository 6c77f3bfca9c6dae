//! What a file tells of a note beside its text: an export's columns, a recorder's list of people, a mail's headers.

use super::Side;
use super::people::is_particle;
use jiff::civil::Date;
use serde::Serialize;
use std::borrow::Cow;
use std::sync::Arc;

/// What the file knows of a note; the text tells the rest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// The program whose export it is, in words for the reader ("HubSpot export").
    pub program: Option<&'static str>,
    /// The title.
    pub title: Option<String>,
    /// Whether the program keeps titles apart from texts, so that the first line is none.
    pub is_body: bool,
    /// Whether the text is what people said, so that a name before a colon speaks.
    pub is_transcript: bool,
    /// The day of the conversation.
    pub date: Option<Date>,
    /// The years of the notes that are read with it, for a day that is told without one.
    pub years: Option<Arc<Years>>,
    /// The customer's organization.
    pub account: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Who took part.
    pub people: Vec<KnownPerson>,
    /// Whether sides are told as the recorder's team sees them: where one of ours is among the others, it is the customer
    /// who recorded.
    pub sides_of_recorder: bool,
    /// Which paragraph of the file each line of the text is, from 1, where its lines are not those of the file.
    pub paragraphs: Option<Arc<[u32]>>,
    /// The files that the text was put together of, where there are several.
    pub parts: Option<Arc<[NotePart]>>,
    /// Where in the file all that stands, as far as there is more to say than its format.
    pub origins: Option<Arc<Origins>>,
}

/// The years of some notes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Years {
    /// Each, that of most notes first.
    pub all: Vec<i16>,
    /// Whether nearly all notes are of the first.
    pub is_one: bool,
}

/// A stretch of a text that was put together of several files, up to the next one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct NotePart {
    /// The file, or the member of a container.
    pub file: String,
    /// The line of the text on which it begins, from 1.
    pub line: usize,
    /// Which line of the file that is, where its lines are those of the file.
    pub line_in_file: Option<usize>,
}

/// Where in a file each thing stands, in words for the reader ("column `Activity date`").
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Origins {
    pub text: Option<String>,
    pub title: Option<String>,
    pub date: Option<String>,
    pub account: Option<String>,
    pub author: Option<String>,
    pub people: Option<String>,
}

/// Somebody whom the file names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownPerson {
    /// The name, or the address where there is none.
    pub name: String,
    /// The address, which tells the side by its domain.
    pub email: Option<String>,
    /// The organization.
    pub organization: Option<String>,
    /// Whose side, where the file itself tells.
    pub side: Option<Side>,
    /// Whether it is another file that knows them.
    pub is_lent: bool,
}

impl KnownPerson {
    /// Somebody of a name, with the side that the file tells.
    pub fn new(name: impl Into<String>, side: Option<Side>) -> Self {
        Self { name: name.into(), side, ..Self::default() }
    }

    /// With an address.
    pub fn with_email(mut self, email: Option<&str>) -> Self {
        self.email = email.map(str::trim).filter(|email| email.contains('@')).map(str::to_lowercase);
        self
    }

    /// Somebody written as "Name <address>", "Name (address)", or either alone.
    pub fn parse(text: &str, side: Option<Side>) -> Option<Self> {
        let text = text.trim().trim_matches('"').trim();
        let open = text.rfind(['<', '(']);
        let (name, inner) = open.map_or((text, ""), |at| (&text[..at], text[at + 1..].trim_end_matches([')', '>'])));
        let name = name.trim().trim_matches('"').trim();
        let person = match (name, inner.contains('@')) {
            ("", true) => Self::new(inner, side).with_email(Some(inner)),
            ("", false) => return None,
            (name, true) => Self::new(in_order(name), side).with_email(Some(inner)),
            (name, false) if name.contains('@') => Self::new(name, side).with_email(Some(name)),
            (name, false) => Self {
                organization: (!inner.trim().is_empty()).then(|| inner.trim().to_owned()),
                ..Self::new(in_order(name), side)
            },
        };
        Some(person)
    }

    /// The domain of the address.
    pub fn domain(&self) -> Option<&str> {
        self.email.as_deref()?.rsplit_once('@').map(|(_, domain)| domain)
    }
}

/// A name in its order, without what a directory writes behind it: "Ferrer, Luis (Sales)" is Luis Ferrer.
pub fn in_order(name: &str) -> String {
    let bare = name.split(['(', '[']).next().map(str::trim).filter(|name| !name.is_empty()).unwrap_or(name);
    match bare.split_once(", ") {
        Some((last, first)) if are_names(first, 2) && are_names(last, 1) => format!("{first} {last}"),
        _ => bare.to_owned(),
    }
}

/// Whether some words are names, and not more of them than that beside particles.
fn are_names(words: &str, most: usize) -> bool {
    let mut names = words.split_whitespace().filter(|word| !is_particle(word));
    let named = |word: &str| word.starts_with(char::is_uppercase) && !word.contains([',', '@']);
    let count = names.clone().count();
    (1..=most).contains(&count) && names.all(named)
}

impl Known {
    /// The people with their sides as we see them; `is_ours` tells our domains and organizations.
    pub fn people_seen_by_us(&self, is_ours: impl Fn(&KnownPerson) -> bool) -> Cow<'_, [KnownPerson]> {
        let them = |person: &&KnownPerson| person.side == Some(Side::Them);
        if !self.sides_of_recorder || !self.people.iter().filter(them).any(&is_ours) {
            return Cow::Borrowed(&self.people);
        }
        let turned = |person: &KnownPerson| {
            let side = match person.side {
                Some(Side::Us) => Some(Side::Them),
                Some(Side::Them) if is_ours(person) => Some(Side::Us),
                _ => None,
            };
            KnownPerson { side, ..person.clone() }
        };
        Cow::Owned(self.people.iter().map(turned).collect())
    }

    /// Adds somebody, unless there is somebody of that name or address already.
    pub fn add(&mut self, person: KnownPerson) {
        let same = |known: &&mut KnownPerson| {
            known.name.eq_ignore_ascii_case(&person.name) || (known.email.is_some() && known.email == person.email)
        };
        match self.people.iter_mut().find(same) {
            None if person.name.is_empty() => {}
            None => self.people.push(person),
            Some(known) => {
                if known.name.contains('@') && !person.name.contains('@') {
                    known.name = person.name;
                }
                known.side = known.side.or(person.side);
                known.email = known.email.take().or(person.email);
                known.organization = known.organization.take().or(person.organization);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_a_name_an_address_or_both() {
        let person = |text| KnownPerson::parse(text, None).map(|person| (person.name, person.email));
        let email = Some("ana@b.example".to_owned());
        assert_eq!(person("Ana Ruiz <Ana@b.example>"), Some(("Ana Ruiz".into(), email.clone())));
        assert_eq!(person("\"Ruiz, Ana\" (ana@b.example)"), Some(("Ana Ruiz".into(), email.clone())));
        assert_eq!(in_order("de Vries, Pieter (Operations)"), "Pieter de Vries");
        assert_eq!(in_order("Harbor Foods, west of town"), "Harbor Foods, west of town");
        assert_eq!(person("ana@b.example"), Some(("ana@b.example".into(), email.clone())));
        assert_eq!(person("<ana@b.example>"), Some(("ana@b.example".into(), email)));
        assert_eq!(person("Ana"), Some(("Ana".into(), None)));
        assert_eq!(person(" "), None);
    }

    #[test]
    fn one_person_told_twice_is_one() {
        let mut known = Known::default();
        known.add(KnownPerson::new("ana@b.example", None).with_email(Some("ana@b.example")));
        known.add(KnownPerson::new("Ana Ruiz", Some(Side::Them)).with_email(Some("Ana@b.example")));
        assert_eq!(known.people.len(), 1);
        assert_eq!((known.people[0].name.as_str(), known.people[0].side), ("Ana Ruiz", Some(Side::Them)));
    }
}
