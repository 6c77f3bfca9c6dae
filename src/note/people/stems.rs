//! How the words of names begin.

use super::names::words;
use super::words::{Beginnings, fold};
use rustc_hash::FxHashSet;

/// The first part of every word of some names: hardly any other word of a note is among them, so that most are told apart
/// without being put together.
#[derive(Debug, Clone, Default)]
pub(super) struct Stems {
    all: FxHashSet<String>,
    begin: Beginnings,
}

impl Stems {
    /// Adds those of folded words.
    pub(super) fn add(&mut self, folded: &str) {
        for stem in words(folded).map(|word| stem(word.of(folded))) {
            if !self.all.contains(stem) {
                self.begin.add(stem);
                self.all.insert(stem.to_owned());
            }
        }
    }

    /// Whether a word may be one of them, by its first letters.
    pub(super) fn may_be_of(&self, word: &str) -> bool {
        self.begin.may_be_of(word)
    }

    /// Whether a word begins with one of them, however it is written.
    pub(super) fn begin(&self, word: &str) -> bool {
        self.may_be_of(word) && self.all.contains(stem(&fold(word)))
    }
}

/// A folded word up to its first inner mark: neither a possessive "'s" nor a title ("-san") is in it.
fn stem(word: &str) -> &str {
    word.split(['\'', '-']).next().unwrap_or_default()
}
