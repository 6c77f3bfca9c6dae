//! Positions as an editor counts them: lines from 0, and columns in units of the encoding that was agreed on.

use crate::span::Span;
use gen_lsp_types::{Position, PositionEncodingKind, Range};

/// In which units columns count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Encoding {
    Utf8,
    /// What every editor knows.
    #[default]
    Utf16,
    Utf32,
}

impl Encoding {
    /// The best of what an editor knows: bytes need no counting.
    pub(super) fn choose(known: &[PositionEncodingKind]) -> Encoding {
        let knows = |kind| known.contains(&kind);
        match () {
            () if knows(PositionEncodingKind::UTF8) => Encoding::Utf8,
            () if knows(PositionEncodingKind::UTF32) && !knows(PositionEncodingKind::UTF16) => Encoding::Utf32,
            () => Encoding::Utf16,
        }
    }

    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// How many units begin with a byte of UTF-8: a surrogate pair is four bytes.
    fn of_byte(self, byte: u8) -> usize {
        match (self, byte) {
            (Encoding::Utf8, _) | (Encoding::Utf32, 0..0x80 | 0xC0..) => 1,
            (_, 0x80..0xC0) => 0,
            (Encoding::Utf16, 0xF0..) => 2,
            (Encoding::Utf16, _) => 1,
        }
    }

    fn count(self, bytes: &[u8]) -> usize {
        bytes.iter().map(|&byte| self.of_byte(byte)).sum()
    }
}

/// How many bytes lie between two counts, so that a place in a long line costs no more than one in a short line.
const STRIDE: usize = 512;

/// Where lines begin in a text, and how many units stand before every `STRIDE`th byte. Lines end as editors end them: with
/// a line feed, a carriage return, or both.
#[derive(Debug)]
pub(super) struct Positions {
    encoding: Encoding,
    starts: Vec<usize>,
    units: Vec<usize>,
}

impl Positions {
    pub(super) fn new(text: &str, encoding: Encoding) -> Positions {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
        let ends = ends.filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
        starts.extend(ends.map(|at| at + 1));
        let mut units = vec![0];
        for stride in bytes.chunks_exact(STRIDE) {
            units.push(units[units.len() - 1] + encoding.count(stride));
        }
        Positions { encoding, starts, units }
    }

    /// The position of a byte offset.
    pub(super) fn position(&self, text: &str, offset: usize) -> Position {
        let line = self.starts.partition_point(|&start| start <= offset) - 1;
        let column = self.units_before(text, offset) - self.units_before(text, self.starts[line]);
        Position { line: small(line), character: small(column) }
    }

    /// The range of a span.
    pub(super) fn range(&self, text: &str, span: Span) -> Range {
        Range { start: self.position(text, span.start), end: self.position(text, span.end) }
    }

    /// The byte offset of a position, always where a character begins; what lies behind the end of a line is its end.
    pub(super) fn offset(&self, text: &str, position: Position) -> usize {
        let line = position.line as usize;
        let Some(&start) = self.starts.get(line) else { return text.len() };
        let whole = self.starts.get(line + 1).map_or(&text[start..], |&next| &text[start..next]);
        let end = start + whole.trim_end_matches(['\n', '\r']).len();
        let wanted = self.units_before(text, start) + position.character as usize;
        let stride = self.units.partition_point(|&units| units <= wanted) - 1;
        let mut at = start.max(stride * STRIDE).min(end);
        let mut left = wanted - self.units_before(text, at).min(wanted);
        while at < end && left > 0 {
            left = left.saturating_sub(self.encoding.of_byte(text.as_bytes()[at]));
            at += 1;
        }
        // Whoever points into the middle of a character means the character.
        (at..=end).find(|&at| text.is_char_boundary(at)).unwrap_or(end)
    }

    /// The bytes of a range.
    pub(super) fn span(&self, text: &str, range: Range) -> Span {
        let (start, end) = (self.offset(text, range.start), self.offset(text, range.end));
        Span::new(start.min(end), start.max(end))
    }

    fn units_before(&self, text: &str, offset: usize) -> usize {
        let stride = offset / STRIDE;
        self.units[stride] + self.encoding.count(&text.as_bytes()[stride * STRIDE..offset])
    }
}

/// No editor opens a text of four thousand million lines.
fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Grüße 🎉 an Priya\r\nzwei\rdrei\n\n€🎉";

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn columns_count_in_the_units_that_were_agreed_on() {
        let offset = TEXT.find("Priya").unwrap();
        for (encoding, column) in [(Encoding::Utf8, 16), (Encoding::Utf16, 12), (Encoding::Utf32, 11)] {
            let positions = Positions::new(TEXT, encoding);
            assert_eq!(positions.position(TEXT, offset), at(0, column), "{encoding:?}");
            assert_eq!(positions.offset(TEXT, at(0, column)), offset, "{encoding:?}");
        }
    }

    #[test]
    fn every_character_has_a_position_that_leads_back_to_it() {
        let long = TEXT.repeat(200);
        for text in [TEXT, &long, &"ü🎉".repeat(1000), ""] {
            for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                let positions = Positions::new(text, encoding);
                let ends = |at: usize| text[at..].starts_with('\n') && at > 0 && text[..at].ends_with('\r');
                let places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
                for offset in places.filter(|&at| !ends(at)) {
                    assert_eq!(positions.offset(text, positions.position(text, offset)), offset);
                }
            }
        }
    }

    #[test]
    fn all_line_ends_count_and_what_is_too_far_is_the_end() {
        let positions = Positions::new(TEXT, Encoding::Utf16);
        let offset = |line, character| positions.offset(TEXT, at(line, character));
        assert_eq!(offset(1, 0), TEXT.find("zwei").unwrap());
        assert_eq!(offset(2, 0), TEXT.find("drei").unwrap());
        assert_eq!(offset(0, 99), TEXT.find('\r').unwrap());
        assert_eq!(offset(9, 0), TEXT.len());
        assert_eq!(offset(u32::MAX, u32::MAX), TEXT.len());
        let party = TEXT.find('🎉').unwrap();
        assert_eq!(offset(0, 7), party + '🎉'.len_utf8(), "the middle of a pair is its end");
    }

    #[test]
    fn bytes_are_chosen_where_the_editor_knows_them() {
        use PositionEncodingKind as Kind;
        assert_eq!(Encoding::choose(&[]), Encoding::Utf16);
        assert_eq!(Encoding::choose(&[Kind::UTF16, Kind::UTF8]), Encoding::Utf8);
        assert_eq!(Encoding::choose(&[Kind::UTF32, Kind::UTF16]), Encoding::Utf16);
        assert_eq!(Encoding::choose(&[Kind::UTF32]), Encoding::Utf32);
    }
}
