//! The text of a note as the page has it, and places in it.

use crate::record::Region;
use crate::view::Passage;
use serde_tuple::Serialize_tuple;

/// A place in a text: where it begins and how long it is, in the units that scripts count in (UTF-16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize_tuple)]
pub(super) struct Place {
    pub(super) start: usize,
    pub(super) length: usize,
}

/// Where a line begins in the text of passages, which stand one after the other.
struct Line<'p> {
    number: usize,
    start: usize,
    text: &'p str,
}

/// The lines of a note that are shown, in order.
pub(super) struct Lines<'p>(Vec<Line<'p>>);

impl<'p> Lines<'p> {
    pub(super) fn new(passages: &'p [Passage]) -> Lines<'p> {
        let numbered = passages.iter().flat_map(|passage| (passage.line..).zip(passage.text.split('\n')));
        let mut start = 0;
        let line = |(number, text): (usize, &'p str)| {
            let line = Line { number, start, text };
            start += units(text) + 1;
            line
        };
        Lines(numbered.map(line).collect())
    }

    /// All of it, a line below the other.
    pub(super) fn text(&self) -> String {
        self.0.iter().map(|line| line.text).collect::<Vec<_>>().join("\n")
    }

    /// Of each run of lines, which line it begins with, and its number.
    pub(super) fn runs(&self) -> Vec<(usize, usize)> {
        let begins = |at: &usize| *at == 0 || self.0[at - 1].number + 1 != self.0[*at].number;
        (0..self.0.len()).filter(begins).map(|at| (at, self.0[at].number)).collect()
    }

    /// Where a region of the note is; `None` where it is not shown.
    pub(super) fn place(&self, region: Region) -> Option<Place> {
        let start = self.offset(region.line, region.column)?;
        let end = self.offset(region.end_line, region.end_column)?;
        Some(Place { start, length: end.checked_sub(start)? })
    }

    fn offset(&self, number: usize, column: usize) -> Option<usize> {
        let at = self.0.binary_search_by_key(&number, |line| line.number).ok()?;
        let line = &self.0[at];
        let before = line.text.chars().take(column.saturating_sub(1));
        Some(line.start + before.map(char::len_utf16).sum::<usize>())
    }
}

fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_in_units_of_scripts_over_all_passages() {
        let passage = |line, text: &str| Passage { line, text: text.to_owned() };
        let passages = [passage(2, "🙂 one\ntwo"), passage(7, "three")];
        let lines = Lines::new(&passages);
        assert_eq!(lines.text(), "🙂 one\ntwo\nthree");
        assert_eq!(lines.runs(), [(0, 2), (2, 7)]);
        let place = |line, column, end_line, end_column| lines.place(Region::new(line, column, end_line, end_column));
        assert_eq!(place(2, 3, 2, 6), Some(Place { start: 3, length: 3 }));
        assert_eq!(place(2, 3, 3, 4), Some(Place { start: 3, length: 7 }));
        assert_eq!(place(7, 1, 7, 6), Some(Place { start: 11, length: 5 }));
        assert_eq!(place(5, 1, 5, 2), None);
    }
}
