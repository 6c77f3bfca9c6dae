//! What notes say about themselves, as `tests/data/meta/notes.toml` tells it; and that no text breaks the reader.

#![allow(clippy::unwrap_used)]

use goodmeeting::note::people::Directory;
use goodmeeting::note::{Note, Side, Us};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Cases {
    note: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Case {
    name: String,
    text: String,
    file: Option<String>,
    configured: bool,
    title: Option<String>,
    date: Option<String>,
    account: Option<String>,
    author: Option<String>,
    us: Vec<String>,
    them: Vec<String>,
    third: Vec<String>,
    unknown: Vec<String>,
    addressed: bool,
}

impl Default for Case {
    fn default() -> Self {
        Case {
            name: String::new(),
            text: String::new(),
            file: None,
            configured: true,
            title: None,
            date: None,
            account: None,
            author: None,
            us: vec![],
            them: vec![],
            third: vec![],
            unknown: vec![],
            addressed: false,
        }
    }
}

fn northpeak() -> Us {
    let people = ["Dana Whitfield", "Sam Ortiz", "Grace Lindt"].map(str::to_owned);
    Us::new(vec!["Northpeak".into()], people.to_vec(), vec!["northpeak.example".into()])
}

#[test]
fn notes_say_of_themselves_what_the_cases_tell() {
    let cases: Cases = toml::from_str(include_str!("data/meta/notes.toml")).unwrap();
    for case in cases.note {
        let us = if case.configured { northpeak() } else { Us::default() };
        let meta = Note::parse(case.text, case.file.as_deref(), &us).meta;
        let name = &case.name;
        if let Some(title) = &case.title {
            assert_eq!(meta.title.as_deref().unwrap_or_default(), title, "{name}: title");
        }
        assert_eq!(meta.date.map(|date| date.to_string()), case.date, "{name}: date");
        assert_eq!(meta.account, case.account, "{name}: account");
        assert_eq!(meta.author, case.author, "{name}: author");
        assert_eq!(meta.addressed_to_customer, case.addressed, "{name}: addressed to the customer");
        let of = |side: Side| -> Vec<&str> {
            meta.participants.iter().filter(|one| one.side == side).map(|one| one.name.as_str()).collect()
        };
        for (side, mut wanted) in
            [(Side::Us, case.us), (Side::Them, case.them), (Side::Third, case.third), (Side::Unknown, case.unknown)]
        {
            let mut found = of(side);
            found.sort_unstable();
            wanted.sort_unstable();
            assert_eq!(found, wanted, "{name}: {side:?}");
        }
    }
}

#[test]
fn participants_come_in_order_of_first_mention_and_resolve_by_initials() {
    let text = "# Acme, 2 March 2026\nPresent: Priya Nair (PN), Bob Stone, Dana Whitfield\n- PN to ask Bob";
    let note = Note::parse(text.to_owned(), None, &northpeak());
    let names: Vec<&str> = note.meta.participants.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Acme", "Priya Nair", "Bob Stone", "Dana Whitfield"]);
    let directory = Directory::new(&note.meta.participants, &northpeak());
    assert_eq!(directory.resolve("PN").map(|one| one.name.as_str()), Some("Priya Nair"));
    assert_eq!(directory.resolve("Sam's").map(|one| one.side), Some(Side::Us));
}

/// Pieces that the reader looks for, so that random texts reach its corners.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("From: ".to_owned()),
        Just("Attendees:\n".to_owned()),
        Just("---\n".to_owned()),
        Just("| Name | Owner |\n".to_owned()),
        Just("[[Ann Lee|".to_owned()),
        Just("](mailto:a@b".to_owned()),
        Just("me (".to_owned()),
        Just("notes by ".to_owned()),
        Just("Søren’s ".to_owned()),
        Just("May 4 – ".to_owned()),
        Just("Hi Priya,\n".to_owned()),
        "\\PC{0,12}",
        "[ \n\t>#*_`~()<>@:=|/-]{0,6}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in pieces(), file in "\\PC{0,20}") {
        let note = Note::parse(text, Some(&file), &northpeak());
        let directory = Directory::new(&note.meta.participants, &northpeak());
        for person in note.meta.participants.iter().filter(|person| !person.name.trim().is_empty()) {
            // A full name means that person, or several of the same name.
            prop_assert!(directory.resolve(&person.name).is_none_or(|found| !found.name.is_empty()));
        }
    }

    #[test]
    fn any_string_resolves_without_panic(words in "\\PC*") {
        let directory = Directory::new(&[], &northpeak());
        prop_assert!(directory.resolve(&words).is_none_or(|person| person.side == Side::Us));
    }
}
