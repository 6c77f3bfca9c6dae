//! Places in a text: byte spans, and their translation into lines and columns.

use std::ops::Range;

/// A half-open range of bytes of a note's text. Always on character boundaries of that text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span of `start..end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether nothing is covered.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies wholly inside.
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The text covered.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// The span without leading and trailing white space.
    pub fn trimmed(self, text: &str) -> Span {
        let covered = self.of(text);
        let start = self.start + (covered.len() - covered.trim_start().len());
        Span::new(start, (start + covered.trim().len()).max(start))
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A line and a column, both counted from 1; columns count Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in Unicode scalar values, from 1.
    pub column: usize,
}

/// How many bytes lie between two counts of characters: a column is counted from the last one, so that a place in a
/// line of many megabytes costs no more than one in a short line.
const STRIDE: usize = 64;

/// Where the lines of a text begin; built once a note, and only when something is reported.
#[derive(Debug)]
pub struct LineIndex<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// How many characters begin before every `STRIDE`th byte.
    chars: Vec<usize>,
}

impl<'t> LineIndex<'t> {
    /// Scans the text for line feeds, and counts its characters.
    pub fn new(text: &'t str) -> Self {
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1));
        let mut chars = vec![0];
        for stride in text.as_bytes().chunks_exact(STRIDE) {
            chars.push(chars[chars.len() - 1] + chars_in(stride));
        }
        Self { text, starts, chars }
    }

    /// The line and column of a byte offset (one past the end of the text is allowed).
    pub fn place(&self, offset: usize) -> Place {
        let line = self.starts.partition_point(|&start| start <= offset);
        let column = self.chars_before(offset) - self.chars_before(self.starts[line - 1]) + 1;
        Place { line, column }
    }

    /// The byte offset of a line and column; what lies behind the end of a line, or of the text, is its end.
    pub fn offset(&self, place: Place) -> usize {
        let line = place.line.clamp(1, self.starts.len());
        let (start, end) = (self.starts[line - 1], self.starts.get(line).map_or(self.text.len(), |next| next - 1));
        let wanted = self.chars_before(start) + place.column.saturating_sub(1);
        // From the last count that is not behind it, so that a long line costs no more than a short one.
        let stride = self.chars.partition_point(|&chars| chars <= wanted) - 1;
        let from = start.max(stride * STRIDE).min(end);
        let mut left = wanted - self.chars_before(from);
        let mut at = from;
        while at < end && (left > 0 || !self.text.is_char_boundary(at)) {
            left -= usize::from(self.text.is_char_boundary(at));
            at += 1;
        }
        at
    }

    fn chars_before(&self, offset: usize) -> usize {
        let stride = offset / STRIDE;
        self.chars[stride] + chars_in(&self.text.as_bytes()[stride * STRIDE..offset])
    }
}

/// How many characters begin in some bytes of UTF-8.
fn chars_in(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_scalars_from_one() {
        let text = "añb\n\ncd";
        let index = LineIndex::new(text);
        assert_eq!(index.place(0), Place { line: 1, column: 1 });
        assert_eq!(index.place(3), Place { line: 1, column: 3 });
        assert_eq!(index.place(5), Place { line: 2, column: 1 });
        assert_eq!(index.place(text.len()), Place { line: 3, column: 3 });
    }

    #[test]
    fn columns_of_a_long_line_are_counted_from_its_start() {
        let text = format!("é\n{}", "ñx".repeat(STRIDE));
        let index = LineIndex::new(&text);
        for (at, (offset, _)) in text.char_indices().enumerate().skip(2) {
            assert_eq!(index.place(offset), Place { line: 2, column: at - 1 });
        }
        assert_eq!(index.place(text.len()).column, 2 * STRIDE + 1);
    }

    #[test]
    fn a_place_leads_back_to_its_offset() {
        let text = format!("añb\n\ncd 🎉\r\n{}\nend", "ñx€".repeat(STRIDE));
        let index = LineIndex::new(&text);
        for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
            assert_eq!(index.offset(index.place(offset)), offset);
        }
        assert_eq!(index.offset(Place { line: 1, column: 99 }), "añb".len());
        assert_eq!(index.offset(Place { line: 99, column: 99 }), text.len());
        assert_eq!(index.offset(Place { line: 0, column: 0 }), 0);
    }

    #[test]
    fn trimming_an_all_blank_span_leaves_nothing() {
        let text = "a   b";
        assert!(Span::new(1, 4).trimmed(text).is_empty());
        assert_eq!(Span::new(1, 5).trimmed(text).of(text), "b");
    }
}
