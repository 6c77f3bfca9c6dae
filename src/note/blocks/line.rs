//! One line of a note, and whether it is the wrapped rest of the line before.

use super::words::layout;
use crate::span::Span;
use memchr::memchr;

/// Text is taken for hard-wrapped only where its widest line lies within these columns: narrower lines are a thought
/// each, and nobody wraps by hand beyond the upper bound.
const WRAP_COLUMNS: std::ops::RangeInclusive<usize> = 50..=132;

/// A line without its surrounding white space.
#[derive(Debug, Clone, Copy)]
pub(in crate::note) struct Line {
    /// Where the words begin.
    pub(in crate::note) start: usize,
    /// One past the last byte that is not white space.
    pub(in crate::note) end: usize,
    /// Where the next line begins.
    pub(in crate::note) next: usize,
    /// Columns of white space before the words; a tab reaches to the next multiple of four.
    pub(in crate::note) indent: usize,
}

impl Line {
    /// The line that begins at `at`; `None` at the end of the text.
    pub(in crate::note) fn read(text: &str, at: usize) -> Option<Line> {
        let rest = text.as_bytes().get(at..).filter(|rest| !rest.is_empty())?;
        let (stop, next) = match memchr(b'\n', rest) {
            Some(length) => (at + length, at + length + 1),
            None => (text.len(), text.len()),
        };
        let words = trimmed(text, at, stop);
        let indent = if words.start == at { 0 } else { columns(&text[at..words.start]) };
        Some(Line { start: words.start, end: words.end, next, indent })
    }

    /// Whether there are no words on it.
    pub(in crate::note) fn is_blank(&self) -> bool {
        self.start == self.end
    }

    /// From the first word to the last.
    pub(in crate::note) fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// Trims a line; most begin and end with bytes that need no look into Unicode.
fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let bytes = &text.as_bytes()[start..end];
    let is_space = |b: &&u8| matches!(b, b' ' | b'\t' | b'\r');
    let head = bytes.iter().take_while(is_space).count();
    let tail = bytes[head..].iter().rev().take_while(is_space).count();
    let words = Span::new(start + head, end - tail);
    let is_plain = |b: Option<&u8>| b.is_some_and(u8::is_ascii_graphic);
    let inner = &text.as_bytes()[words.start..words.end];
    if is_plain(inner.first()) && is_plain(inner.last()) { words } else { words.trimmed(text) }
}

fn columns(white_space: &str) -> usize {
    white_space.chars().fold(0, |column, c| if c == '\t' { (column / 4 + 1) * 4 } else { column + 1 })
}

/// The widths that decide whether lines are wrapped, gathered line by line.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::note) struct Width {
    /// Columns of the line read last.
    pub(in crate::note) last: usize,
    /// Columns of the widest line.
    pub(in crate::note) widest: usize,
}

impl Width {
    /// Takes the next line into account.
    pub(in crate::note) fn add(&mut self, line: &str) {
        self.last = line.chars().count();
        self.widest = self.widest.max(self.last);
    }

    /// Whether `next` is the rest of the last line: its first word would not have fitted into the widest.
    pub(in crate::note) fn wraps_into(&self, next: &str) -> bool {
        let word = next.split_whitespace().next().map_or(0, |word| word.chars().count());
        WRAP_COLUMNS.contains(&self.widest) && self.last + 1 + word > self.widest
    }
}

/// Whether no thought ends with these words.
pub(in crate::note) fn is_unfinished(words: &str) -> bool {
    let last = words.rsplit(char::is_whitespace).next().unwrap_or_default();
    last.ends_with(',') || last.starts_with(char::is_lowercase) && layout().unfinished.has(last)
}
