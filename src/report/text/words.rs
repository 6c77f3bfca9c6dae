//! Words of notes made fit for one line of a terminal.

use unicode_segmentation::UnicodeSegmentation;

/// The text on one line and harmless: runs of white space become one space; control characters, and marks that
/// turn the direction of what follows, become `�`.
pub(in crate::report) fn clean(text: &str) -> String {
    harmless(text).collect()
}

/// The text as it is, with a `�` for each character that controls a terminal, ends a line or turns the direction of what
/// follows: for names of files, in which every space counts.
pub(in crate::report) fn safe(text: &str) -> String {
    text.chars().map(|c| if is_harmful(c) { '\u{fffd}' } else { c }).collect()
}

/// The text on one line, harmless, and at most `width` characters (as people count them) long.
pub(in crate::report) fn excerpt(text: &str, width: usize) -> String {
    // What is not shown need not be cleaned; 16 scalar values make more than any honest character.
    let head: String = harmless(text).take(width.saturating_mul(16).saturating_add(1)).collect();
    let mut ends = head.grapheme_indices(true).map(|(start, _)| start);
    let (last_fitting, beyond) = (ends.nth(width.saturating_sub(1)), ends.next());
    match (last_fitting, beyond) {
        (Some(last), Some(_)) => format!("{}…", head[..last].trim_end()),
        _ => head,
    }
}

/// How many columns a text takes.
pub(super) fn columns(text: &str) -> usize {
    text.graphemes(true).count()
}

/// A count with its noun.
pub fn count(number: usize, noun: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{s}")
}

fn harmless(text: &str) -> impl Iterator<Item = char> {
    let mut after_space = false;
    text.trim().chars().filter_map(move |character| {
        let is_space = character.is_whitespace();
        let repeats = is_space && after_space;
        after_space = is_space;
        match character {
            _ if repeats => None,
            _ if is_space => Some(' '),
            _ if character.is_control() || turns_direction(character) => Some('\u{fffd}'),
            _ => Some(character),
        }
    })
}

/// Whether a character controls a terminal, ends a line or turns the direction of what follows.
pub(in crate::report) fn is_harmful(c: char) -> bool {
    c.is_control() || turns_direction(c) || matches!(c, '\u{2028}' | '\u{2029}')
}

fn turns_direction(character: char) -> bool {
    matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_control_characters_are_made_harmless() {
        assert_eq!(clean("a\u{1b}[31mred\u{7}\u{9b}2J"), "a\u{fffd}[31mred\u{fffd}\u{fffd}2J");
        assert_eq!(clean("pay \u{202e}diap"), "pay \u{fffd}diap");
        assert_eq!(clean("  two\r\n\t lines "), "two lines");
        assert_eq!(safe(" a\n\u{2028} b\u{1b}.md"), " a\u{fffd}\u{fffd} b\u{fffd}.md");
    }

    #[test]
    fn an_excerpt_is_as_long_as_it_may_be() {
        assert_eq!(excerpt("abcde", 5), "abcde");
        assert_eq!(excerpt("abcdef", 5), "abcd…");
        assert_eq!(excerpt("abc def", 5), "abc…");
        assert_eq!(excerpt("", 5), "");
        assert_eq!(excerpt("ab", 1), "…");
    }

    #[test]
    fn an_excerpt_does_not_tear_characters_apart() {
        assert_eq!(excerpt("e\u{301}e\u{301}e\u{301}", 3), "e\u{301}e\u{301}e\u{301}");
        assert_eq!(excerpt("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
        let zalgo = format!("a{}", "\u{301}".repeat(100_000));
        assert!(excerpt(&zalgo, 10).len() < 1000);
    }
}
