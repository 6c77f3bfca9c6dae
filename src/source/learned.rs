//! What the files that know lend to those that do not: whose side somebody is on.
//!
//! A recorder or a CRM tells the sides of people, a note jotted down by hand names the same people by their first names. Only
//! what is told without a doubt is lent: one person of that name, on one side.

use super::{Content, NoteText, Source};
use crate::note::{Known, KnownPerson, Side};
use rayon::ThreadPool;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;
use std::ops::ControlFlow;

/// How much of each source is looked at: people who matter come again and again.
const BYTES: usize = 8 << 20;
/// More people than this are a register.
const PEOPLE: usize = 50_000;
/// People of one source.
const MOST: usize = 1_000;
/// Sources that are looked at, at most.
const SOURCES: usize = 5_000;

/// The people whose side is known.
#[derive(Debug, Default)]
pub struct Learned {
    /// Folded names, full and first; `None` where several are called so.
    people: FxHashMap<String, Option<KnownPerson>>,
}

impl Learned {
    /// Looks through those sources that may know sides: exports, not texts. Where there are no others to lend to, it
    /// need not.
    pub fn from(sources: &[Source], pool: &ThreadPool) -> Learned {
        // The standard input can be read only once.
        let is_export = |source: &&Source| !source.is_text() && source.content != Content::Stdin;
        let exports: Vec<&Source> = sources.iter().filter(is_export).take(SOURCES).collect();
        let mut learned = Learned::default();
        if sources.len() > 1 {
            let told: Vec<Vec<KnownPerson>> = pool.install(|| exports.into_par_iter().map(people).collect());
            told.iter().flatten().take(PEOPLE).for_each(|person| learned.add(person));
        }
        learned
    }

    fn add(&mut self, person: &KnownPerson) {
        let tells = person.email.is_some() || matches!(person.side, Some(Side::Us | Side::Them));
        let words: Vec<&str> = person.name.split_whitespace().collect();
        if !tells || words.len() < 2 || person.name.contains('@') {
            return;
        }
        for name in [person.name.as_str(), words[0]] {
            match self.people.entry(name.to_lowercase()) {
                Entry::Vacant(place) => drop(place.insert(Some(person.clone()))),
                Entry::Occupied(mut known) => {
                    let same = |other: &KnownPerson| other.name.eq_ignore_ascii_case(&person.name);
                    match known.get_mut() {
                        Some(other) if same(other) && sides_agree(other, person) => {
                            other.side = other.side.or(person.side);
                            other.email = other.email.take().or_else(|| person.email.clone());
                        }
                        other => *other = None,
                    }
                }
            }
        }
    }

    /// Adds to what is known of a note the people whom its text names, and the sides of those whom it knows by name only.
    pub fn lend(&self, note: &mut NoteText) {
        if self.people.is_empty() {
            return;
        }
        for person in note.known.people.iter_mut().filter(|person| person.side.is_none() && person.email.is_none()) {
            if let Some(Some(told)) = self.people.get(&person.name.to_lowercase()) {
                (person.side, person.email, person.is_lent) = (told.side, told.email.clone(), true);
            }
        }
        let mut found: Vec<KnownPerson> = Vec::new();
        let mut before: Option<&str> = None;
        for word in note.text.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '\'')) {
            let word = word.trim_end_matches("'s");
            if !word.starts_with(char::is_uppercase) {
                before = None;
                continue;
            }
            let full = before.map(|before| format!("{before} {word}"));
            for name in [Some(word.to_owned()), full].into_iter().flatten() {
                if let Some(Some(person)) = self.people.get(&name.to_lowercase())
                    && !found.iter().any(|known| known.name == name)
                {
                    found.push(KnownPerson { name, ..person.clone() });
                }
            }
            before = Some(word);
        }
        let known = &note.known.people;
        let is_new =
            |one: &KnownPerson| !known.iter().any(|known| known.name.to_lowercase().contains(&one.name.to_lowercase()));
        let new: Vec<KnownPerson> = found.into_iter().filter(is_new).collect();
        new.into_iter().for_each(|person| note.known.add(KnownPerson { organization: None, is_lent: true, ..person }));
    }
}

/// The people whom a source names, each once.
fn people(source: &Source) -> Vec<KnownPerson> {
    let (mut left, mut all) = (BYTES, Known::default());
    source.read(&mut |note| {
        if let Ok(note) = note {
            note.known
                .people
                .into_iter()
                .filter(|person| !person.name.contains('@'))
                .for_each(|person| all.add(person));
            left = left.saturating_sub(note.text.len());
        }
        if left > 0 && all.people.len() < MOST { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    all.people
}

fn sides_agree(one: &KnownPerson, other: &KnownPerson) -> bool {
    one.side.is_none() || other.side.is_none() || one.side == other.side
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learned(people: &[(&str, Side)]) -> Learned {
        let mut learned = Learned::default();
        people.iter().for_each(|(name, side)| learned.add(&KnownPerson::new(*name, Some(*side))));
        learned
    }

    fn lent(learned: &Learned, text: &str) -> Vec<(String, Option<Side>)> {
        let mut note = NoteText::new("a.md", text);
        learned.lend(&mut note);
        note.known.people.into_iter().map(|person| (person.name, person.side)).collect()
    }

    #[test]
    fn a_first_name_is_lent_where_one_person_has_it() {
        let learned = learned(&[("Omar Said", Side::Them), ("Iris Holm", Side::Us), ("Iris Vane", Side::Them)]);
        assert_eq!(lent(&learned, "Omar's plan, and Iris too"), [("Omar".to_owned(), Some(Side::Them))]);
        assert_eq!(lent(&learned, "Iris Holm sends it"), [("Iris Holm".to_owned(), Some(Side::Us))]);
        assert_eq!(lent(&learned, "omar"), []);
    }

    #[test]
    fn who_is_known_by_name_only_gets_a_side() {
        let learned = learned(&[("Omar Said", Side::Them)]);
        let mut note = NoteText::new("call.vtt", "Omar Said: We will sign.");
        note.known.add(KnownPerson::new("Omar Said", None));
        learned.lend(&mut note);
        let people: Vec<_> = note.known.people.iter().map(|one| (one.name.as_str(), one.side)).collect();
        assert_eq!(people[0], ("Omar Said", Some(Side::Them)));
    }

    #[test]
    fn who_stands_on_both_sides_is_not_lent() {
        assert_eq!(lent(&learned(&[("Omar Said", Side::Them), ("Omar Said", Side::Us)]), "Omar Said"), []);
    }
}
