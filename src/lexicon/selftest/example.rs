//! Examples with the words that must match in braces.

use crate::span::Span;

/// An example without its braces, and what was in them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Marked {
    pub(super) text: String,
    pub(super) marks: Vec<Span>,
}

/// Takes the braces off an example.
pub(super) fn marked(example: &str) -> Result<Marked, &'static str> {
    let mut text = String::with_capacity(example.len());
    let mut marks = Vec::new();
    let mut open = None;
    for c in example.chars() {
        match (c, open) {
            ('{', None) => open = Some(text.len()),
            ('{', Some(_)) => return Err("a brace inside a brace"),
            ('}', None) => return Err("a closing brace that nothing opens"),
            ('}', Some(start)) if start == text.len() => return Err("braces around nothing"),
            ('}', Some(start)) => {
                marks.push(Span::new(start, text.len()));
                open = None;
            }
            _ => text.push(c),
        }
    }
    match open {
        None => Ok(Marked { text, marks }),
        Some(_) => Err("an opening brace that nothing closes"),
    }
}

/// Puts braces around the spans of a text.
pub(super) fn mark(text: &str, spans: &[Span]) -> String {
    let mut marks: Vec<(usize, char)> = spans.iter().flat_map(|span| [(span.start, '{'), (span.end, '}')]).collect();
    // where one ends and another starts, the end comes first
    marks.sort_unstable_by_key(|&(at, brace)| (at, brace == '{'));
    let mut out = String::with_capacity(text.len() + marks.len());
    let mut from = 0;
    for (at, brace) in marks {
        out.push_str(&text[from..at]);
        out.push(brace);
        from = at;
    }
    out.push_str(&text[from..]);
    out
}
