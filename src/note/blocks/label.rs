//! Labels: the few words before a colon, and the time stamps around a speaker's name.

use crate::note::people;
use crate::span::Span;
use memchr::memchr;

/// No label is longer than this many bytes or words.
const MAX_BYTES: usize = 64;
const MAX_WORDS: usize = 5;

/// What may stand behind a time of day.
pub(super) const MERIDIEMS: [&str; 4] = ["AM", "PM", "am", "pm"];

/// The words before a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    /// Without colon, markup and anything in brackets.
    pub(super) name: Span,
    /// Where the words after it begin.
    pub(super) content: usize,
    /// Whether the colon is doubled, as in the fields of outliners.
    pub(super) is_field: bool,
}

/// Reads a label at the beginning of `line`: "Next: …", "**Next:** …", "**Next** …", "Ana Ruiz (Acme): …", but no time and
/// no address.
pub(super) fn read(text: &str, line: Span) -> Option<Label> {
    before_colon(text, line).or_else(|| in_bold(text, line)).or_else(|| {
        let (name, content) = aligned(line.of(text))?;
        let name = Span::new(line.start, line.start + name.len());
        Some(Label { name, content: line.end - content.len(), is_field: false })
    })
}

/// A label in capitals and what a gap sets off behind it, as forms in columns have them: "ACCT     Acme Foods".
pub(in crate::note) fn aligned(line: &str) -> Option<(&str, &str)> {
    // most lines are none, and told so at once
    if !line.chars().take(2).all(char::is_uppercase) {
        return None;
    }
    let near = line.get(..line.len().min(MAX_BYTES)).unwrap_or(line);
    let gap = near.find("  ").into_iter().chain(near.find('\t')).min()?;
    let (name, content) = (&line[..gap], line[gap..].trim_start());
    let is_capital = |c: char| c.is_uppercase() || matches!(c, ' ' | '/' | '&' | '-');
    let is_label =
        name.chars().nth(1).is_some() && name.starts_with(char::is_uppercase) && name.chars().all(is_capital);
    // several gaps are a row of a table
    let is_row = content.contains("  ") || content.contains('\t');
    (is_label && !is_row && !content.is_empty() && name.split(' ').count() <= MAX_WORDS).then_some((name, content))
}

/// Words in bold before others: "**Budget** none before July", "**Still open.** Who owns the export?"
fn in_bold(text: &str, line: Span) -> Option<Label> {
    let inner = line.of(text).strip_prefix("**")?;
    let name = &inner[..inner.get(..inner.len().min(MAX_BYTES)).and_then(|near| near.find("**"))?];
    let behind = inner[name.len() + 2..].strip_prefix(' ')?.trim_start();
    let bare = name.trim_end_matches(['.', ' ']);
    let is_title = bare.starts_with(char::is_uppercase) && bare.split(' ').count() <= MAX_WORDS;
    let is_told = behind.starts_with(|c: char| c.is_alphanumeric() || c == '"') && !behind.contains("**");
    let start = line.start + 2;
    (is_title && is_told && !bare.contains(['*', '?', '!', ',', ':', '–', '—'])).then(|| Label {
        name: Span::new(start, start + bare.len()),
        content: line.end - behind.len(),
        is_field: false,
    })
}

fn before_colon(text: &str, line: Span) -> Option<Label> {
    let bytes = &text.as_bytes()[..line.end];
    memchr(b':', &bytes[line.start..line.end.min(line.start + MAX_BYTES + 4)])?;
    let markup = bytes[line.start..].iter().take(3).take_while(|b| is_markup(**b)).count();
    let mut start = line.start + markup;
    if bytes.get(start) == Some(&b'@') {
        start += 1;
    }
    text[start..line.end].chars().next().filter(|c| c.is_alphabetic())?;
    let (end, colon) = name_end(bytes, start)?;
    close(text, line, markup, Span::new(start, end), colon)
}

/// Reads names in square brackets at the beginning of an item: "[dana] …", "[name=Dana Ruiz] …", "\\[Dana Ruiz, Omar\\] …".
pub(super) fn bracketed(text: &str, line: Span) -> Option<Label> {
    let words = line.of(text);
    let inner = words.strip_prefix('\\').unwrap_or(words).strip_prefix('[')?;
    let (tag, rest) =
        inner.get(..inner.len().min(MAX_BYTES)).and_then(|near| near.find(']')).map(|end| inner.split_at(end))?;
    let named = tag.strip_prefix("name=").unwrap_or(tag);
    let name = named.strip_suffix('\\').unwrap_or(named);
    let is_word = |word: &str| word.starts_with(|c: char| c.is_alphabetic() || c == '@') && word.len() > 1;
    let is_name = |name: &str| name.split(' ').count() <= 3 && name.split(' ').all(is_word);
    let words = rest[1..].trim_start_matches(':');
    let is_told = words.starts_with(' ') || words.is_empty() && named.len() < tag.len();
    if !name.split(", ").all(is_name) || !is_told {
        return None;
    }
    let start = line.end - inner.len() + tag.len() - named.len();
    let content = line.end - words.trim_start().len();
    Some(Label { name: Span::new(start, start + name.len()), content, is_field: false })
}

fn is_markup(byte: u8) -> bool {
    matches!(byte, b'*' | b'_')
}

/// The end of the name that begins at `start`, and the place of the colon after it.
fn name_end(bytes: &[u8], start: usize) -> Option<(usize, usize)> {
    let mut words = 1;
    let mut word = start;
    let limit = bytes.len().min(start + MAX_BYTES);
    for at in start..limit {
        match bytes[at] {
            b':' => return Some((at, at)),
            b'(' => return Some((at, after_brackets(bytes, at, limit)?)),
            b' ' if bytes[at - 1] != b' ' => {
                let is_dash = at == word + 1 && bytes[word] == b'-';
                let is_sentence = bytes[at - 1] == b'.' && at - word > 4 && !is_title(&bytes[word..at - 1]);
                words += 1;
                word = at + 1;
                if words > MAX_WORDS + 1 || is_dash || is_sentence {
                    return None;
                }
            }
            b' ' => word = at + 1,
            b'?' | b'!' | b'"' | b';' | b'|' | b'<' | b'>' | b'=' | b'[' | b']' | b'{' | b'}' | b'\t' | b'`' => {
                return None;
            }
            // Of the punctuation beyond ASCII only the apostrophe occurs in names.
            0xE2 if bytes.get(at + 1..at + 3) != Some(&[0x80, 0x99]) => return None,
            _ => {}
        }
        if words > MAX_WORDS && bytes[at] != b' ' && bytes[at] != b':' && !is_markup(bytes[at]) {
            return None;
        }
    }
    None
}

/// Whether a word before a point is a person's title: "Prof. Reuter: …".
fn is_title(word: &[u8]) -> bool {
    std::str::from_utf8(word).is_ok_and(people::is_honorific)
}

/// The colon right after the bracket that opens at `open`.
fn after_brackets(bytes: &[u8], open: usize, limit: usize) -> Option<usize> {
    let close = open + bytes[open..limit].iter().position(|&b| b == b')')?;
    let colon = (close + 1..limit).find(|&at| !is_markup(bytes[at]) && bytes[at] != b' ')?;
    (bytes[colon] == b':').then_some(colon)
}

/// Checks what stands around the colon: closed markup, and white space after it.
fn close(text: &str, line: Span, markup: usize, name: Span, colon: usize) -> Option<Label> {
    let bytes = &text.as_bytes()[..line.end];
    let words = name.of(text).trim_end();
    let bare = words.trim_end_matches(['*', '_']);
    let closed_before = words.len() - bare.len();
    let bare = bare.trim_end();
    let is_field = bytes.get(colon + 1) == Some(&b':');
    let mut at = colon + 1 + usize::from(is_field);
    let closed_after = bytes[at..].iter().take(3).take_while(|b| is_markup(**b)).count();
    // "**Ana (Acme)**: …"
    let behind_brackets = bytes[name.end..colon].iter().rev().take_while(|b| is_markup(**b)).count();
    let closed_before = closed_before.max(behind_brackets);
    let is_closed = if closed_before > 0 { closed_before == markup } else { closed_after == markup };
    if markup > 0 && !is_closed {
        return None;
    }
    if markup > 0 && closed_before == 0 {
        at += closed_after;
    }
    let rest = &text[at..line.end];
    if bare.is_empty() || !(rest.is_empty() || rest.starts_with(char::is_whitespace)) {
        return None;
    }
    let content = line.end - rest.trim_start().len();
    Some(Label { name: Span::new(name.start, name.start + bare.len()), content, is_field })
}

/// The end of a time stamp that begins at `at`: `18:40`, `[18:40]`, `(1:02:09)`, `[5/6/26, 2:14 PM]`, `03 Dec 11:40`.
pub(super) fn stamp(text: &str, at: usize, end: usize) -> Option<usize> {
    clock(text, at, end).or_else(|| dated(text, at, end))
}

/// The end of a stamp of day and time, as chat programs export it.
fn dated(text: &str, at: usize, end: usize) -> Option<usize> {
    const LONGEST: usize = 24;
    let rest = &text[at..end];
    let open = usize::from(rest.starts_with('['));
    let starts = rest.match_indices(' ').map(|(space, _)| space + 1).take_while(|&start| start <= LONGEST);
    if !rest[open..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (start, after) = starts.filter_map(|start| Some((start, clock(text, at + start, end)?))).next()?;
    let any_year = jiff::civil::date(2000, 1, 1);
    crate::dates::parse_date(rest[open..start].trim_end_matches([' ', ',']), Some(any_year))?;
    let tail = &text[after..end];
    let meridiem = MERIDIEMS.iter().find_map(|word| tail.trim_start().strip_prefix(word));
    let tail = meridiem.unwrap_or(tail);
    let tail = if open == 1 { tail.strip_prefix(']')? } else { tail };
    Some(end - tail.len())
}

/// The end of a time of day that begins at `at`.
fn clock(text: &str, at: usize, end: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[..end];
    let open = bytes.get(at).copied()?;
    let bracket = match open {
        b'[' => Some(b']'),
        b'(' => Some(b')'),
        b'0'..=b'9' => None,
        _ => return None,
    };
    let mut at = at + usize::from(bracket.is_some());
    let mut parts = 0;
    loop {
        let digits = bytes[at..].iter().take(3).take_while(|b| b.is_ascii_digit()).count();
        if !(digits == 2 || digits == 1 && parts == 0) {
            return None;
        }
        at += digits;
        parts += 1;
        if bytes.get(at) != Some(&b':') || parts == 3 || !bytes.get(at + 1).is_some_and(u8::is_ascii_digit) {
            break;
        }
        at += 1;
    }
    if parts < 2 {
        return None;
    }
    if bytes.get(at) == Some(&b'.') {
        at += 1 + bytes[at + 1..].iter().take(6).take_while(|b| b.is_ascii_digit()).count();
    }
    at += half_of_day(&text[at..end]);
    match bracket {
        Some(close) => (bytes.get(at) == Some(&close)).then_some(at + 1),
        None => bytes.get(at).is_none_or(|b| !b.is_ascii_alphanumeric()).then_some(at),
    }
}

/// The length of an "AM" or "PM" that ends a time of day, and no sentence begins with: "9:05 am I late?".
fn half_of_day(behind: &str) -> usize {
    let rest = MERIDIEMS.iter().find_map(|word| behind.strip_prefix(' ')?.strip_prefix(word));
    let ends = |rest: &&str| rest.is_empty() || rest.starts_with([':', ']', ')']);
    rest.filter(ends).map_or(0, |rest| behind.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str) -> Option<(&str, &str)> {
        read(line, Span::new(0, line.len())).map(|label| (label.name.of(line), &line[label.content..]))
    }

    #[test]
    fn labels_with_and_without_markup() {
        for (line, expected) in [
            ("Bill: list", ("Bill", "list")),
            ("**Next:** list", ("Next", "list")),
            ("**Next**: list", ("Next", "list")),
            ("*Next steps:* list", ("Next steps", "list")),
            ("@Wei Ling: list", ("Wei Ling", "list")),
            ("Stan Kozma (Acme Ltd.): list", ("Stan Kozma", "list")),
            ("**Ana** (Acme): list", ("Ana", "list")),
            ("**Ana (Acme)**: list", ("Ana", "list")),
            ("type:: meeting", ("type", "meeting")),
            ("Dr. Raman: list", ("Dr. Raman", "list")),
            ("Prof. Raman: list", ("Prof. Raman", "list")),
            ("one two three four five: list", ("one two three four five", "list")),
            ("Søren’s lead: list", ("Søren’s lead", "list")),
            ("Priya Nair : list", ("Priya Nair", "list")),
            ("Next:", ("Next", "")),
            ("**Next** list", ("Next", "list")),
            ("**Still open.** list", ("Still open", "list")),
        ] {
            assert_eq!(parts(line), Some(expected), "{line}");
        }
    }

    #[test]
    fn what_is_no_label() {
        for line in [
            "Call at 10:30 today",
            "https://example.com",
            "one two three four five six: list",
            "Good call. Next: list",
            "Acme – Bob: list",
            "[Dana] Send: the quote",
            "**Topic: pumps**",
            "**They** said **no**",
            "**Topic**",
            "1: list",
            "She asked \"when\": no answer",
            ": list",
        ] {
            assert_eq!(parts(line), None, "{line}");
        }
    }

    #[test]
    fn names_in_brackets() {
        let parts = |line: &'static str| {
            let label = bracketed(line, Span::new(0, line.len()))?;
            Some((label.name.of(line), &line[label.content..]))
        };
        assert_eq!(parts("[dana] I will ask"), Some(("dana", "I will ask")));
        assert_eq!(parts("[Dana Ruiz]: I will ask"), Some(("Dana Ruiz", "I will ask")));
        assert_eq!(parts("[name=Dana] the build"), Some(("Dana", "the build")));
        assert_eq!(parts("[name=Dana]"), Some(("Dana", "")));
        assert_eq!(parts("\\[Dana Ruiz, o@x.example\\] Ask"), Some(("Dana Ruiz, o@x.example", "Ask")));
        for line in ["[ ] list", "[list](address)", "[1] list", "[a very long kind of label] list", "[dana]", "[dana"] {
            assert_eq!(parts(line), None, "{line}");
        }
    }

    #[test]
    fn time_stamps() {
        for (line, length) in [
            ("18:40 a", 5),
            ("[18:40] a", 7),
            ("00:12:03 a", 8),
            ("1:02:09", 7),
            ("[00:00:01.250] a", 14),
            ("9:05 PM: a", 7),
        ] {
            assert_eq!(stamp(line, 0, line.len()), Some(length), "{line}");
        }
        for line in ["1840", "18:4", "18:40am", "[x]", "2025-01-02", "", "[18:40"] {
            assert_eq!(stamp(line, 0, line.len()), None, "{line}");
        }
    }
}
