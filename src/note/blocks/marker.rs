//! What a list item begins with: bullets, numbers, boxes.

use crate::span::Span;

const BULLETS: &[char] =
    &['-', '*', '+', '•', '‣', '◦', '▪', '●', '○', '–', '—', '→', '➔', '➜', '►', '▸', '⁃', '·', '・', '◆', '◇', '■'];
const OPEN_BOXES: &[char] = &['☐', '□', '◻', '⬜'];
const TICKED_BOXES: &[char] = &['☑', '☒', '✓', '✔', '✅', '🗹'];
/// Task states of outliners, written in capitals where the box would be, and whether they mean done.
const STATES: &[(&str, bool)] = &[
    ("TODO ", false),
    ("DOING ", false),
    ("LATER ", false),
    ("DONE ", true),
    ("CANCELED ", true),
    ("CANCELLED ", true),
];

/// The marker of a list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marker {
    /// Where the item's words begin.
    pub(super) content: usize,
    /// `Some(ticked)` where there is a box.
    pub(super) done: Option<bool>,
}

/// Reads the marker at the beginning of a line's words.
pub(super) fn read(text: &str, line: Span) -> Option<Marker> {
    let words = line.of(text);
    if words.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    if let Some((length, done)) = tick(words) {
        return Some(Marker { content: skip_space(text, line.start + length, line.end), done: Some(done) });
    }
    let length = bullet(words).or_else(|| number(words))?;
    let mut at = skip_space(text, line.start + length, line.end);
    // "* 1. text" and "• 9. text": the number after a bullet belongs to the marker.
    if let Some(more) = number(&text[at..line.end]) {
        at = skip_space(text, at + more, line.end);
    }
    let rest = &text[at..line.end];
    let state = tick(rest).or_else(|| {
        let of = |(word, done): &(&str, bool)| rest.starts_with(word).then_some((word.len() - 1, *done));
        STATES.iter().find_map(of)
    });
    match state {
        Some((length, done)) => Some(Marker { content: skip_space(text, at + length, line.end), done: Some(done) }),
        None => Some(Marker { content: at, done: None }),
    }
}

fn skip_space(text: &str, at: usize, end: usize) -> usize {
    end - text[at..end].trim_start().len()
}

/// The length of a bullet that is followed by white space; symbols that no word begins with may stand close.
fn bullet(words: &str) -> Option<usize> {
    let first = words.chars().next().filter(|c| BULLETS.contains(c))?;
    let rest = &words[first.len_utf8()..];
    let is_close = matches!(first, '•' | '‣' | '◦' | '▪' | '●' | '►' | '▸' | '⁃');
    let follows = rest.chars().next();
    let ends = follows.is_none_or(char::is_whitespace) && !rest.is_empty();
    (ends || (is_close && !rest.is_empty())).then_some(first.len_utf8())
}

/// The length of `1.`, `1)`, `1.)`, `(1)`, `a)`, `a.`, `iv.` … that is followed by white space.
pub(in crate::note) fn number(words: &str) -> Option<usize> {
    let bytes = words.as_bytes();
    let open = usize::from(bytes.first() == Some(&b'('));
    let value = bytes[open..].iter().take(5).take_while(|b| b.is_ascii_alphanumeric()).count();
    let digits = &bytes[open..open + value];
    let mut at = open + value;
    let close = bytes.get(at).copied()?;
    let is_number = !digits.is_empty() && digits.len() <= 3 && digits.iter().all(u8::is_ascii_digit);
    let is_letter = digits.len() == 1 && digits[0].is_ascii_lowercase();
    let is_roman = digits.len() > 1 && digits.iter().all(|b| matches!(b, b'i' | b'v' | b'x'));
    let closes = match close {
        b')' => is_number || is_letter || is_roman,
        b'.' if open == 0 => is_number || is_letter || is_roman,
        _ => false,
    };
    if !closes {
        return None;
    }
    at += 1;
    if close == b'.' && bytes.get(at) == Some(&b')') {
        at += 1;
    }
    bytes.get(at).is_some_and(u8::is_ascii_whitespace).then_some(at)
}

/// The length of a box, and whether it is ticked.
fn tick(words: &str) -> Option<(usize, bool)> {
    let first = words.chars().next()?;
    if OPEN_BOXES.contains(&first) || TICKED_BOXES.contains(&first) {
        return Some((first.len_utf8(), TICKED_BOXES.contains(&first)));
    }
    let words = words.strip_prefix('[')?;
    let mut chars = words.chars();
    let state = chars.next()?;
    let length = 2 + state.len_utf8();
    let rest = chars.as_str().strip_prefix(']')?;
    let ends = rest.is_empty() || rest.starts_with(char::is_whitespace);
    let done = match state {
        ' ' | '/' | '>' | '!' | '?' | '*' => false,
        'x' | 'X' | '-' | '✓' | '✔' | '~' => true,
        _ => return None,
    };
    ends.then_some((length, done))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rest(line: &str) -> Option<(&str, Option<bool>)> {
        read(line, Span::new(0, line.len())).map(|marker| (&line[marker.content..], marker.done))
    }

    #[test]
    fn bullets_and_numbers() {
        for line in
            ["- a", "* a", "+ a", "• a", "•a", "– a", "→ a", "1. a", "12) a", "1.) a", "(1) a", "a) a", "b. a", "iv. a"]
        {
            assert_eq!(rest(line), Some(("a", None)), "{line}");
        }
    }

    #[test]
    fn words_that_only_look_like_markers() {
        for line in ["-a", "*bold*", "2019. a", "1.5 a", "ok. a", "(a", "I. a", "–", "we) a", "[18:40] a", "[a] b"] {
            assert_eq!(rest(line), None, "{line}");
        }
    }

    #[test]
    fn boxes_tell_what_is_done() {
        for (line, done) in [
            ("- [ ] a", false),
            ("- [ ]  a", false),
            ("* [x] a", true),
            ("1. [X] a", true),
            ("[ ] a", false),
            ("☐ a", false),
            ("- ☑ a", true),
            ("✓ a", true),
            ("- [-] a", true),
            ("- [/] a", false),
            ("- TODO a", false),
            ("- DONE a", true),
        ] {
            assert_eq!(rest(line), Some(("a", Some(done))), "{line}");
        }
    }
}
