//! What the files that know lend to those that do not: whose side somebody is on, and the years of notes.
//!
//! A recorder or a CRM tells the sides of people, a note jotted down by hand names the same people by their first names. Only
//! what is told without a doubt is lent: one person of that name, on one side.

use super::when::day_in_name;
use super::{NoteText, Source};
use crate::dates::{Order, find_absolute};
use crate::note::{Known, KnownPerson, Side, Years};
use jiff::civil::Date;
use rayon::ThreadPool;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// How much of each source is looked at: people who matter come again and again.
const BYTES: usize = 8 << 20;
/// More people than this are a register.
const PEOPLE: usize = 50_000;
/// People of one source.
const MOST: usize = 1_000;
/// Sources that are looked at, at most.
const SOURCES: usize = 5_000;

/// So many texts of one year tell that of the others.
const FEW: usize = 3;
/// Texts that are looked at for their years, at most, and how much of each.
const DATED: usize = 60;
const HEAD: usize = 1 << 10;

/// The people whose side is known, and the years of notes.
#[derive(Debug, Default)]
pub struct Learned<'s> {
    /// Folded names, full and first; `None` where several are called so.
    people: FxHashMap<String, Option<KnownPerson>>,
    /// The texts among the sources.
    texts: Vec<&'s Source>,
    /// Their years, once a note asks for them.
    years: OnceLock<Arc<Years>>,
}

impl<'s> Learned<'s> {
    /// Looks through those sources that may know sides: exports, not texts. Where there are no others to lend to, it
    /// need not.
    pub fn from(sources: &'s [Source], pool: &ThreadPool) -> Learned<'s> {
        let is_export = |source: &&Source| !source.is_text() && source.is_rereadable();
        let exports: Vec<&Source> = sources.iter().filter(is_export).take(SOURCES).collect();
        let is_note = |source: &&Source| source.is_text() && source.is_rereadable();
        let texts = sources.iter().step_by(sources.len().div_ceil(DATED).max(1)).filter(is_note).collect();
        let mut learned = Learned { texts, ..Learned::default() };
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

    /// Adds to what is known of a note the people whom its text names, the sides of those whom it knows by name only, and
    /// the years of others where its head tells none.
    pub fn lend(&self, note: &mut NoteText) {
        if self.texts.len() > 1 && note.known.date.is_none() && !tells_year(head(note)) {
            note.known.years = Some(Arc::clone(self.years.get_or_init(|| Arc::new(years(&self.texts)))));
        }
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

/// The years of some texts.
fn years(texts: &[&Source]) -> Years {
    let mut counts: BTreeMap<i16, usize> = BTreeMap::new();
    for source in texts {
        source.read(&mut |note| {
            let day = note.ok().as_ref().and_then(day_of);
            day.into_iter().for_each(|date| *counts.entry(date.year()).or_default() += 1);
            ControlFlow::Break(())
        });
    }
    let dated: usize = counts.values().sum();
    let mut all: Vec<(i16, usize)> = counts.into_iter().collect();
    all.sort_by_key(|&(year, count)| (Reverse(count), Reverse(year)));
    let is_one = all.first().is_some_and(|&(_, most)| most >= FEW && most * 5 >= dated * 4);
    Years { all: all.into_iter().map(|(year, _)| year).collect(), is_one }
}

/// The first day that a note's name or head tells with its year.
fn day_of(note: &NoteText) -> Option<Date> {
    let name = Path::new(&note.path).file_name().and_then(|name| day_in_name(&name.to_string_lossy()));
    name.or_else(|| find_absolute(head(note), Order::default()).first().map(|&(_, date)| date))
}

fn head(note: &NoteText) -> &str {
    let text = note.text.as_str();
    let end = (0..=HEAD.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    &text[..end.unwrap_or_default()]
}

/// Whether something like a year stands in a text, so that it need not be read for days.
fn tells_year(text: &str) -> bool {
    let is_year =
        |four: &[u8]| matches!(four, [b'2', b'0', decade, year] if decade.is_ascii_digit() && year.is_ascii_digit());
    text.as_bytes().windows(4).any(is_year)
}

fn sides_agree(one: &KnownPerson, other: &KnownPerson) -> bool {
    one.side.is_none() || other.side.is_none() || one.side == other.side
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learned(people: &[(&str, Side)]) -> Learned<'static> {
        let mut learned = Learned::default();
        people.iter().for_each(|(name, side)| learned.add(&KnownPerson::new(*name, Some(*side))));
        learned
    }

    fn lent(learned: &Learned<'_>, text: &str) -> Vec<(String, Option<Side>)> {
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
