//! Front matter: `key: value` lines between rules at the very top.

use super::line::Line;
use super::{Parser, label};
use crate::note::BlockKind;
use crate::span::Span;

/// Front matter does not run on for longer than this many lines.
const MAX_LINES: usize = 200;

/// Reads the front matter of a text, and tells where the text goes on.
pub(super) fn read(parser: &mut Parser) -> Option<usize> {
    let text = parser.text;
    let first = Line::read(text, 0).filter(|line| line.span().of(text) == "---")?;
    let (lines, next) = inside(text, first.next)?;
    let mut key = None;
    for line in lines {
        let words = line.span();
        match pair(text, words) {
            Some((name, value)) => {
                key = Some(name);
                if !value.is_empty() {
                    parser.emit(BlockKind::FrontMatter, words, unquoted(text, value), key);
                }
            }
            None => {
                let item = words.of(text).strip_prefix('-').map_or(words.start, |_| words.start + 1);
                let value = Span::new(item, words.end).trimmed(text);
                parser.emit(BlockKind::FrontMatter, words, unquoted(text, value), key);
            }
        }
    }
    Some(next)
}

/// The lines up to the closing rule; `None` if there is no such rule or a line that is not front matter's.
fn inside(text: &str, mut at: usize) -> Option<(Vec<Line>, usize)> {
    let mut lines = Vec::new();
    for _ in 0..MAX_LINES {
        let line = Line::read(text, at)?;
        at = line.next;
        let words = line.span().of(text);
        match words {
            "---" | "..." => return (!lines.is_empty()).then_some((lines, at)),
            "" => {}
            _ if words.starts_with('#') => {}
            _ if line.indent > 0 || words.starts_with('-') || pair(text, line.span()).is_some() => lines.push(line),
            _ => return None,
        }
    }
    None
}

/// `key: value`, also `completed?: no`.
fn pair(text: &str, line: Span) -> Option<(Span, Span)> {
    if let Some(label) = label::read(text, line) {
        return Some((label.name, Span::new(label.content, line.end)));
    }
    let words = line.of(text);
    let colon = words.find(':').filter(|&colon| colon <= 64)?;
    let (name, rest) = (&words[..colon], &words[colon + 1..]);
    let is_key = name.starts_with(char::is_alphabetic) && (rest.is_empty() || rest.starts_with(' '));
    let name = Span::new(line.start, line.start + colon);
    is_key.then(|| (name, Span::new(name.end + 1, line.end).trimmed(text)))
}

fn unquoted(text: &str, value: Span) -> Span {
    let words = value.of(text);
    let is_quoted = |mark| words.len() >= 2 && words.starts_with(mark) && words.ends_with(mark);
    if is_quoted('"') || is_quoted('\'') { Span::new(value.start + 1, value.end - 1).trimmed(text) } else { value }
}
