//! The shape of names: runs of capitalised words in running text, and what surrounds them.

use super::words::lexis;
use crate::span::Span;

/// Words that could be a name, standing together: "Anna Lee", "Dr. Voss", "Piet van Wyk", "Bob O.".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::note) struct Run {
    /// Where its words are, without marks of possession around them.
    pub(in crate::note) words: Vec<Span>,
    /// Whether it opens a sentence, where any word has a capital.
    pub(in crate::note) opens: bool,
    /// Whether "'s" follows its last word.
    pub(in crate::note) possessive: bool,
}

impl Run {
    /// From its first to its last word.
    pub(in crate::note) fn span(&self) -> Span {
        let start = self.words.first().map_or(0, |word| word.start);
        Span::new(start, self.words.last().map_or(start, |word| word.end))
    }
}

/// The words of a text: letters and digits with inner apostrophes and hyphens.
pub(in crate::note) fn words(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = start_of_word(text, at)?;
        at = end_of_word(text, start);
        Some(Span::new(start, at))
    })
}

/// The last word of a text, as [`words`] tells it, found from its end.
pub(in crate::note) fn last_word(text: &str) -> Option<Span> {
    let bytes = text.as_bytes();
    let is_part = |at: usize| bytes[at].is_ascii_alphanumeric();
    let Some(end) = bytes.iter().rposition(u8::is_ascii_alphanumeric).map(|last| last + 1) else {
        return words(text).last();
    };
    let mut start = end - 1;
    while start > 0 {
        match bytes[start - 1] {
            byte if byte.is_ascii_alphanumeric() => start -= 1,
            b'\'' | b'-' if start > 1 && is_part(start - 2) => start -= 2,
            _ => break,
        }
    }
    // letters beyond ASCII may be part of the word, or words of their own
    let is_ascii = bytes[start.saturating_sub(2)..].is_ascii();
    if is_ascii { Some(Span::new(start, end)) } else { words(text).last() }
}

/// What a byte is in words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Part,
    /// Only between two parts.
    Joiner,
    Outside,
    /// The first byte of a longer character.
    Wide,
}

/// By byte: texts are read with a look at this and hardly more.
static CLASSES: [Class; 256] = {
    let mut classes = [Class::Outside; 256];
    let mut byte = 0;
    while byte < 256 {
        let ascii = byte as u8;
        classes[byte] = match ascii {
            b'\'' | b'-' => Class::Joiner,
            _ if ascii.is_ascii_alphanumeric() => Class::Part,
            _ if ascii.is_ascii() => Class::Outside,
            _ => Class::Wide,
        };
        byte += 1;
    }
    classes
};

/// The first letter or digit from here on.
fn start_of_word(text: &str, mut at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    loop {
        match CLASSES[usize::from(*bytes.get(at)?)] {
            Class::Part => return Some(at),
            Class::Joiner | Class::Outside => at += 1,
            Class::Wide => {
                let next = text[at..].chars().next()?;
                if next.is_alphanumeric() {
                    return Some(at);
                }
                at += next.len_utf8();
            }
        }
    }
}

fn end_of_word(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = start;
    loop {
        let rest = &bytes[end..];
        end += rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let (class, length) = class_at(text, end);
        let behind = end + length;
        match class {
            Class::Part => end = behind,
            Class::Joiner => match class_at(text, behind) {
                (Class::Part, length) => end = behind + length,
                _ => return end,
            },
            _ => return end,
        }
    }
}

/// What the character at a place is, and how many bytes it has.
fn class_at(text: &str, at: usize) -> (Class, usize) {
    match text.as_bytes().get(at).map(|&byte| CLASSES[usize::from(byte)]) {
        Some(Class::Wide) => wide(&text[at..]),
        class => (class.unwrap_or(Class::Outside), 1),
    }
}

/// What the character at the start is, and how many bytes it has.
fn wide(rest: &str) -> (Class, usize) {
    let Some(next) = rest.chars().next() else { return (Class::Outside, 1) };
    let class = match next {
        '’' | '‐' | '‑' => Class::Joiner,
        _ if next.is_alphanumeric() || is_combining(next) => Class::Part,
        _ => Class::Outside,
    };
    (class, next.len_utf8())
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Whether a word begins with a capital and is no abbreviation in capitals.
pub(in crate::note) fn is_capitalized(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase)
        && (chars.as_str().chars().any(char::is_lowercase) || chars.as_str().is_empty())
        && word != "I"
        && !is_contraction(word)
        && !is_capital_verb(word)
}

/// "DocuSigned": what somebody does, by the name of a product.
fn is_capital_verb(word: &str) -> bool {
    word.chars().skip(1).any(char::is_uppercase) && lexis().is_person_verb(&word.to_lowercase())
}

/// "I'll", "We've": a pronoun with its verb.
fn is_contraction(word: &str) -> bool {
    word.rsplit_once(['\'', '’']).is_some_and(|(_, end)| matches!(end, "ll" | "re" | "ve" | "m" | "d" | "t"))
}

/// Whether a word is written in capitals only ("GWEN", "PS").
pub(in crate::note) fn is_capitals(word: &str) -> bool {
    word.chars().nth(1).is_some() && word.chars().all(|c| c.is_uppercase() || matches!(c, '-' | '\'' | '’'))
}

/// The word without a possessive ending, and whether it had one.
pub(in crate::note) fn unpossessed(text: &str, word: Span) -> (Span, bool) {
    let shown = word.of(text);
    if !shown.ends_with(['s', 'S']) {
        return (word, false);
    }
    match ["'s", "’s", "'S", "’S"].iter().find_map(|ending| shown.strip_suffix(ending)) {
        Some(stem) if !stem.is_empty() => (Span::new(word.start, word.start + stem.len()), true),
        _ => (word, false),
    }
}

/// Runs of capitalised words of a text, in order.
pub(in crate::note) fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut run: Option<Run> = None;
    let mut particles: Vec<Span> = Vec::new();
    let mut previous: Option<Span> = None;
    let mut at = 0;
    loop {
        // most words are of no run, and are passed over
        let from = if run.is_none() { next_capital(text, at) } else { at };
        let Some(start) = start_of_word(text, from) else { break };
        let word = Span::new(start, end_of_word(text, start));
        at = word.end;
        let (stem, possessive) = unpossessed(text, word);
        let gap = previous.map_or("", |before| &text[before.end..word.start]);
        let joins = previous.is_some_and(|before| joins(before.of(text), gap));
        previous = Some(word);
        if is_capitalized(stem.of(text)) {
            match run.as_mut().filter(|open| joins && !open.possessive) {
                Some(open) => {
                    open.words.append(&mut particles);
                    open.words.push(stem);
                    open.possessive = possessive;
                }
                None => {
                    runs.extend(run.take());
                    particles.clear();
                    run = Some(Run { words: vec![stem], opens: opens(text, word.start), possessive });
                }
            }
        } else if joins && run.is_some() && particles.len() < 2 && lexis().is_particle(word.of(text)) {
            particles.push(word);
        } else {
            runs.extend(run.take());
            particles.clear();
        }
    }
    runs.extend(run);
    runs
}

/// From where the next word that may have a capital is to be looked for: the start of it, or of what it may be part of.
fn next_capital(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let may_be = |byte: &u8| byte.is_ascii_uppercase() || !byte.is_ascii();
    let Some(found) = bytes[from..].iter().position(may_be) else { return bytes.len() };
    let found = from + found;
    let outside = |byte: &u8| matches!(CLASSES[usize::from(*byte)], Class::Outside);
    bytes[from..found].iter().rposition(outside).map_or(from, |at| from + at + 1)
}

/// Whether the gap lets two words belong to one name: a space, or the point of an initial or a title.
fn joins(before: &str, gap: &str) -> bool {
    match gap {
        " " | "\u{a0}" => true,
        ". " | "." => before.chars().nth(1).is_none() || lexis().of(before).is_honorific(),
        _ => false,
    }
}

/// Whether a sentence, a cell or a line begins here.
fn opens(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\t', '"', '\'', '“', '«', '(', '*', '_', '[', '‘']);
    before.is_empty()
        || before.ends_with(['.', '!', '?', '\n', '\r', ':', '|', '-', '–', '—', '•', '>', '#', ']', ';', '…'])
}

/// Whether these words, all of them capitalised, name an organization, a group, a month … rather than somebody.
pub(in crate::note) fn is_common(words: &[&str]) -> bool {
    words.iter().map(|word| lexis().of(word)).any(|word| {
        word.is_organization_suffix()
            || word.is_group()
            || word.is_occasion()
            || (word.is_calendar() && !word.is_given())
            || (word.is_role() && !word.is_honorific())
    })
}

/// Whether capitalised words have the shape of a full name that begins with a known given name or a title.
pub(in crate::note) fn is_full_name(words: &[&str]) -> bool {
    let Some((first, rest)) = words.split_first() else { return false };
    if rest.is_empty() || words.len() > 5 {
        return false;
    }
    let first = lexis().of(first);
    if !(first.is_honorific() || first.is_given()) || is_common(rest) {
        return false;
    }
    let second = lexis().of(rest[0]);
    // "May Day", "Will Mark": a word before a word, or two given names that meet by chance.
    first.is_honorific() || !(first.is_word_like() && (second.is_calendar() || second.is_word_like()))
}

/// Whether capitalised words begin with a title or a known given name.
pub(in crate::note) fn is_somebody(words: &[&str]) -> bool {
    words.first().map(|first| lexis().of(first)).is_some_and(|first| first.is_given() || first.is_honorific())
}

/// The end of a text, some words long.
pub(in crate::note) fn ending(text: &str) -> &str {
    const LONG: usize = 40;
    let mut from = text.len().saturating_sub(LONG);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

/// The start of a text, a name or two long: what is farther away says nothing of a word.
pub(in crate::note) fn near(text: &str) -> &str {
    beginning(text, 110)
}

/// The start of a text, of no more than so many bytes.
pub(in crate::note) fn beginning(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        runs(text).iter().map(|run| run.span().of(text).to_owned()).collect()
    }

    #[test]
    fn runs_are_whole_names() {
        assert_eq!(shown("Met Piet van Wyk and Dr. Voss."), ["Met Piet van Wyk", "Dr. Voss"]);
        assert_eq!(shown("asked Anna Lee's team, Bob O. and CFO Ann"), ["Anna Lee", "Bob O", "Ann"]);
        assert_eq!(shown("Anna's Bob"), ["Anna", "Bob"]);
        assert_eq!(shown("Dr. Voss DocuSigned it."), ["Dr. Voss"]);
    }

    #[test]
    fn full_names_begin_with_a_given_name_or_title() {
        assert!(is_full_name(&["Anna", "Lee"]) && is_full_name(&["Dr", "Voss"]));
        assert!(!is_full_name(&["Capital", "Group"]) && !is_full_name(&["May", "June"]));
        assert!(!is_full_name(&["Will", "Mark"]) && !is_full_name(&["Anna", "Foods"]));
    }
}
