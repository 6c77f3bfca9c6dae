//! Whether a paragraph's lines are wrapped text or a thought each.

use crate::note::blocks::line::{Line, Width, is_unfinished};
use crate::span::Span;
use memchr::{memchr, memrchr};

/// Nobody wraps text to fewer columns than this: lines as short as that are a thought each, unless their words run on.
const NARROWEST: usize = 66;

/// ... or there are so many that end where the next word would not have fitted.
const MANY: usize = 4;

/// How the lines of a paragraph are broken.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wrap {
    widest: usize,
    /// Line breaks where the next word would not have fitted into the widest line.
    full: usize,
    /// The other line breaks.
    ragged: usize,
}

impl Wrap {
    /// Measures all lines.
    pub(super) fn measure(text: &str, content: Span) -> Wrap {
        let mut width = Width::default();
        lines(text, content).for_each(|line| width.add(line));
        let mut wrap = Wrap { widest: width.widest, ..Wrap::default() };
        let mut above: Option<&str> = None;
        for line in lines(text, content) {
            match above.map(|above| wrap.is_full(above, line)) {
                Some(true) => wrap.full += 1,
                Some(false) => wrap.ragged += 1,
                None => {}
            }
            above = Some(line);
        }
        wrap
    }

    fn is_full(self, above: &str, below: &str) -> bool {
        let mut width = Width::default();
        width.add(above);
        width.widest = self.widest;
        width.wraps_into(below)
    }

    /// Whether the text runs on over the line break at `at`.
    ///
    /// Nothing fits into the widest line, so that one full line alone proves nothing: then the words have to tell.
    pub(super) fn is_soft(self, text: &str, content: Span, at: usize) -> bool {
        let start = memrchr(b'\n', &text.as_bytes()[content.start..at])
            .map_or(content.start, |start| content.start + start + 1);
        let above = words(text, Span::new(start, at));
        let below = Line::read(&text[..content.end], at + 1).map_or("", |line| words(text, line.span()));
        let is_wide = self.widest >= NARROWEST;
        let is_paragraph = self.full >= if is_wide { 2 } else { MANY } && self.full >= self.ragged;
        let is_lower = below.starts_with(char::is_lowercase);
        // among lines of a thought each, "that" ends one where the next begins with a capital
        let is_pointing = above.ends_with(" that") && !is_lower && self.ragged > self.full;
        let goes_on = is_unfinished(above) && !is_pointing
            || is_lower
                && is_wide
                && self.ragged == 0
                && !(start == 0 && is_head(above))
                && !above.ends_with(['"', '”']);
        self.is_full(above, below) && (is_paragraph || goes_on) && !is_labelled(below)
    }
}

/// Whether a line opens with words in emphasis and a mark, as items do: "*Ann* – price list".
fn is_labelled(line: &str) -> bool {
    let marked = |rest: &str| [" – ", " — ", " - ", ":"].iter().any(|mark| rest.starts_with(mark));
    let inner = line.strip_prefix('*').map(|inner| inner.trim_start_matches('*'));
    inner.and_then(|inner| inner.split_once('*')).is_some_and(|(_, rest)| marked(rest.trim_start_matches('*')))
}

/// Whether the lines above and below a break are rows of a table that slashes part: "Ann / price list / Monday".
pub(super) fn are_rows(text: &str, content: Span, at: usize) -> bool {
    let is_row = |line: &str| line.matches(" / ").nth(1).is_some();
    let above =
        memrchr(b'\n', &text.as_bytes()[content.start..at]).map_or(content.start, |start| content.start + start + 1);
    let below = memchr(b'\n', &text.as_bytes()[at + 1..content.end]).map_or(content.end, |end| at + 1 + end);
    is_row(&text[above..at]) && is_row(&text[at + 1..below])
}

/// Whether the first line of a note says what it is, by parts that dashes or bars set off: "Acme - call - 3 May".
fn is_head(line: &str) -> bool {
    line.contains(|c: char| c.is_ascii_digit()) && [" - ", " – ", " | "].iter().any(|mark| line.contains(mark))
}

fn lines(text: &str, content: Span) -> impl Iterator<Item = &str> {
    let mut at = content.start;
    std::iter::from_fn(move || {
        let line = Line::read(&text[..content.end], at)?;
        at = line.next;
        Some(words(text, line.span()))
    })
}

/// A line's words, without the marks of a quote.
fn words(text: &str, line: Span) -> &str {
    line.of(text).trim().trim_start_matches(['>', ' '])
}
