//! Tables: rows of cells between pipes, or between tabs where at least two rows agree.

use super::Parser;
use super::line::Line;
use crate::note::BlockKind;
use crate::span::Span;
use memchr::memchr;

/// What stands between the cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Delimiter {
    Pipe,
    Tab,
}

impl Delimiter {
    fn byte(self) -> u8 {
        match self {
            Delimiter::Pipe => b'|',
            Delimiter::Tab => b'\t',
        }
    }

    /// Whether a line can be a row of a table that begins with `first`.
    fn continues(self, text: &str, line: &Line, first: &Line) -> bool {
        let is_led = |line: &Line| text.as_bytes()[line.start] == b'|';
        !line.is_blank()
            && memchr(self.byte(), line.span().of(text).as_bytes()).is_some()
            && (self == Delimiter::Tab || !is_led(first) || is_led(line))
    }
}

/// The cells of a row, without surrounding white space.
fn cells(text: &str, row: Span, delimiter: Delimiter) -> impl Iterator<Item = Span> {
    let bytes = text.as_bytes();
    let mut at = row.start;
    let mut end = row.end;
    if delimiter == Delimiter::Pipe {
        at += usize::from(bytes[at..end].first() == Some(&b'|'));
        let is_escaped = end >= at + 2 && bytes[end - 2] == b'\\';
        end -= usize::from(end > at && bytes[end - 1] == b'|' && !is_escaped);
    }
    let mut done = false;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let mut stop = at;
        loop {
            match memchr(delimiter.byte(), &bytes[stop..end]) {
                Some(length) if length > 0 && bytes[stop + length - 1] == b'\\' => stop += length + 1,
                Some(length) => {
                    stop += length;
                    break;
                }
                None => {
                    stop = end;
                    done = true;
                    break;
                }
            }
        }
        let cell = Span::new(at, stop).trimmed(text);
        at = stop + 1;
        Some(cell)
    })
}

/// `|---|:-:|`
fn is_separator(line: &str) -> bool {
    line.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' ' | b'\t' | b'+'))
        && line.contains('-')
        && line.contains('|')
}

/// What the table that begins with `first` is made of, if one does.
fn detect(text: &str, first: &Line) -> Option<Delimiter> {
    let words = first.span().of(text);
    let at = memchr::memchr2(b'|', b'\t', words.as_bytes())?;
    let next = Line::read(text, first.next).filter(|next| !next.is_blank())?;
    let below = next.span().of(text);
    let has_pipe = words.as_bytes()[at] == b'|' || memchr(b'|', words.as_bytes()).is_some();
    if has_pipe && is_separator(below) {
        return Some(Delimiter::Pipe);
    }
    let agree = |delimiter, least: usize| {
        // Comparing lazily keeps an endless row cheap.
        let mut count = 0;
        let mut others = cells(text, next.span(), delimiter);
        let same = cells(text, first.span(), delimiter).all(|_| {
            count += 1;
            others.next().is_some()
        });
        same && others.next().is_none() && count >= least
    };
    if has_pipe && agree(Delimiter::Pipe, if words.starts_with('|') && below.starts_with('|') { 2 } else { 3 }) {
        return Some(Delimiter::Pipe);
    }
    (first.indent == 0 && agree(Delimiter::Tab, 2)).then_some(Delimiter::Tab)
}

/// Whether a row without a separator below it is a header all the same: short words in every cell, no figures.
fn is_header(text: &str, row: Span, delimiter: Delimiter) -> bool {
    let is_title = |cell: Span| {
        let words = cell.of(text);
        words.len() <= 30
            && words.starts_with(|c: char| c.is_alphabetic() || c == '*' || c == '#')
            && !words.contains(|c: char| c.is_ascii_digit() || matches!(c, '.' | ':' | ','))
            && words.split_whitespace().count() <= 3
    };
    cells(text, row, delimiter).all(is_title)
}

/// Reads the table that begins with `first`, and tells where the text goes on.
pub(super) fn read(parser: &mut Parser, first: &Line) -> Option<usize> {
    let text = parser.text;
    let delimiter = detect(text, first)?;
    parser.close();
    parser.outdent(first);
    let mut header: Vec<Span> = Vec::new();
    let mut row = 0;
    let mut line = *first;
    let mut is_first = true;
    loop {
        let words = line.span();
        let below = Line::read(text, line.next);
        if is_separator(words.of(text)) {
            // Only rules.
        } else if is_first && heads(text, words, below.as_ref(), delimiter) {
            header.extend(cells(text, words, delimiter));
            for &cell in header.iter().filter(|cell| !cell.is_empty()) {
                parser.emit_tidy(BlockKind::TableHeader, cell);
            }
        } else {
            for (column, cell) in cells(text, words, delimiter).enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let header = header.get(column).copied().filter(|header| !header.is_empty());
                let column = u16::try_from(column).unwrap_or(u16::MAX);
                parser.emit_tidy(BlockKind::TableCell { row, column, header }, cell);
            }
            row = row.saturating_add(1);
        }
        is_first = false;
        match below.filter(|below| delimiter.continues(text, below, first)) {
            Some(below) => line = below,
            None => return Some(line.next),
        }
    }
}

/// Whether the first row is the header.
fn heads(text: &str, row: Span, below: Option<&Line>, delimiter: Delimiter) -> bool {
    below.is_some_and(|below| is_separator(below.span().of(text))) || is_header(text, row, delimiter)
}
