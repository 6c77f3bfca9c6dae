//! Words that repeat, each written once.

use rustc_hash::FxHashMap;

/// A table of texts; where they are used stands their number.
#[derive(Debug, Default)]
pub(super) struct Strings {
    numbers: FxHashMap<String, usize>,
    pub(super) all: Vec<String>,
}

impl Strings {
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
