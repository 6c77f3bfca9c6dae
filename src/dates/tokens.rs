//! A text cut into words, numbers and marks.

use super::words::{Entry, Key, LEXICON, Word, key_at, key_of, phrase};
use crate::span::Span;

/// What stands for every number that is too large to matter, small enough to reckon with.
const TOO_LARGE: i32 = 1_000_000_000;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Word(Word),
    /// A word of no concern.
    Plain,
    /// A run of digits; at most [`TOO_LARGE`].
    Number(i32),
    Mark(char),
}

/// A word, a run of digits or a mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub start: usize,
    pub end: usize,
    pub sort: Sort,
    /// White space stands before it.
    pub spaced: bool,
    /// It begins with a capital.
    pub capital: bool,
    /// It is more often something else: "may", "sat", "April".
    pub doubtful: bool,
}

/// A stretch of letters, of digits, or one mark.
#[derive(Clone, Copy)]
pub(super) struct Piece {
    pub start: usize,
    pub end: usize,
    first: char,
    spaced: bool,
}

impl Piece {
    pub(super) fn key(self, text: &str) -> Key {
        match self.first {
            '’' => key_of("'"),
            _ => key_at(text, self.start, self.end),
        }
    }
}

/// Cuts a text into [`Piece`]s.
pub(super) struct Pieces<'t> {
    text: &'t str,
    /// Where the next piece is looked for.
    pub at: usize,
    end: usize,
}

impl<'t> Pieces<'t> {
    pub(super) fn new(text: &'t str, within: Span) -> Self {
        Self { text, at: within.start, end: within.end }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        match self.text.as_bytes().get(at) {
            _ if at >= self.end => None,
            Some(&byte) if byte.is_ascii() => Some(byte as char),
            _ => self.text[at..self.end].chars().next(),
        }
    }

    /// The end of the run of characters that begins at `at`: bytes by a cheap test, others as characters.
    fn end_of_run(&self, mut at: usize, ascii: impl Fn(u8) -> bool, other: impl Fn(char) -> bool) -> usize {
        let bytes = &self.text.as_bytes()[..self.end];
        loop {
            while at < bytes.len() && ascii(bytes[at]) {
                at += 1;
            }
            if bytes.get(at).is_none_or(u8::is_ascii) {
                return at;
            }
            match self.char_at(at) {
                Some(next) if other(next) => at += next.len_utf8(),
                _ => return at,
            }
        }
    }
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let start = self.end_of_run(self.at, |byte| byte.is_ascii_whitespace(), char::is_whitespace);
        let first = self.char_at(start)?;
        let end = if first.is_alphabetic() {
            self.end_of_run(start, |byte| byte.is_ascii_alphabetic(), char::is_alphabetic)
        } else if first.is_ascii_digit() {
            self.end_of_run(start, |byte| byte.is_ascii_digit(), |_| false)
        } else {
            start + first.len_utf8()
        };
        let spaced = start > self.at;
        self.at = end;
        Some(Piece { start, end, first, spaced })
    }
}

/// Whether anything in the text can be a mention of time. Cheap: most sentences end here, and most words at a test
/// of their first letter and length.
pub(super) fn tells_time(text: &str, within: Span) -> bool {
    let lexicon = &*LEXICON;
    let bytes = &text.as_bytes()[..within.end];
    let mut at = within.start;
    loop {
        let Some(skipped) = bytes[at..].iter().position(|&byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())
        else {
            return false;
        };
        let start = at + skipped;
        if bytes[start].is_ascii_digit() {
            return true;
        }
        let mut ascii = true;
        at = start;
        while at < bytes.len() && (bytes[at].is_ascii_alphabetic() || !bytes[at].is_ascii()) {
            ascii &= bytes[at].is_ascii();
            at += 1;
        }
        let tells = |piece: Piece| {
            let entry = lexicon.get(piece.key(text));
            entry.is_some_and(|entry| entry.tells(text, Span::new(piece.end, within.end)))
        };
        let word = Piece { start, end: at, first: char::from(bytes[start]), spaced: false };
        let found = match ascii {
            true => lexicon.may_tell(bytes[start], at - start) && tells(word),
            // Dashes and quotes may be among the letters.
            false => Pieces::new(text, Span::new(start, at)).any(tells),
        };
        if found {
            return true;
        }
    }
}

/// The tokens of a text, phrases of the lexicon made one.
pub(super) fn tokens(text: &str, within: Span, out: &mut Vec<Token>) {
    let lexicon = &*LEXICON;
    out.reserve(within.len() / 4);
    let mut pieces = Pieces::new(text, within);
    while let Some(piece) = pieces.next() {
        let entry = lexicon.get(piece.key(text));
        let (sort, end) = sort_of(text, within, piece, entry);
        pieces.at = end;
        out.push(Token {
            start: piece.start,
            end,
            sort,
            spaced: piece.spaced,
            capital: piece.first.is_uppercase(),
            doubtful: entry.is_some_and(|entry| entry.doubtful && end == piece.end),
        });
    }
}

/// What a piece is, and where it ends (later than the piece itself if it begins a phrase).
fn sort_of(text: &str, within: Span, piece: Piece, entry: Option<&Entry>) -> (Sort, usize) {
    if piece.first.is_ascii_digit() {
        // "2moro"
        let rest = Span::new(piece.end, within.end);
        let joined = entry.and_then(|entry| phrase(text, rest, &entry.phrases));
        let is_one = |end: usize| !text[piece.start..end].contains(char::is_whitespace);
        if let Some((word, end)) = joined.filter(|&(_, end)| is_one(end)) {
            return (Sort::Word(word), end);
        }
        let value = text[piece.start..piece.end].parse().unwrap_or(TOO_LARGE).min(TOO_LARGE);
        return (Sort::Number(value), piece.end);
    }
    let rest = Span::new(piece.end, within.end);
    if let Some((word, end)) = entry.and_then(|entry| phrase(text, rest, &entry.phrases)) {
        return (Sort::Word(word), end);
    }
    match entry.and_then(|entry| entry.word) {
        Some(word) => (Sort::Word(word), piece.end),
        None if piece.first.is_alphabetic() => (Sort::Plain, piece.end),
        None => (Sort::Mark(if piece.first == '’' { '\'' } else { piece.first }), piece.end),
    }
}
