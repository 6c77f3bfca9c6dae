//! Words that repeat, each written once.

use crate::redact::Numbers;
use rustc_hash::FxHashMap;

/// A table of texts; where they are used stands their number.
#[derive(Debug, Default)]
pub(super) struct Strings {
    numbers: FxHashMap<String, usize>,
    pub(super) all: Vec<String>,
    /// The number that stands for each person, where names are left out.
    people: Option<Numbers>,
}

impl Strings {
    /// An empty table; `redacted` is one in which nobody's name stands.
    pub(super) fn new(redacted: bool) -> Strings {
        Strings { people: redacted.then(Numbers::default), ..Strings::default() }
    }

    /// Whether names and words of notes are left out.
    pub(super) fn is_redacted(&self) -> bool {
        self.people.is_some()
    }

    /// The number of somebody's name, or of what stands for it: the same in all notes.
    pub(super) fn person(&mut self, name: &str) -> usize {
        let Some(people) = &mut self.people else { return self.number(name) };
        let number = people.of(name);
        self.number(&format!("Person {number}"))
    }

    /// The number of a text.
    pub(super) fn number(&mut self, text: &str) -> usize {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        self.numbers.insert(text.to_owned(), self.all.len());
        self.all.push(text.to_owned());
        self.all.len() - 1
    }

    /// The numbers of several texts.
    pub(super) fn numbers<'t>(&mut self, texts: impl IntoIterator<Item = &'t String>) -> Vec<usize> {
        texts.into_iter().map(|text| self.number(text)).collect()
    }
}
