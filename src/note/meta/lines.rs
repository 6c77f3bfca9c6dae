//! Lines of a note as its metadata is read: without markup, with what the markup said.

use crate::note::blocks::label;
use crate::note::people::names::beginning;
use crate::note::people::words::{Key, fold, lexis};

/// A line without markup.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Its words, trimmed.
    pub(super) words: String,
    /// Cells, where it is a row of a table.
    pub(super) cells: Vec<String>,
    /// Somebody else's words: quoted, or below a forwarding line.
    pub(super) foreign: bool,
    pub(super) heading: bool,
    pub(super) bullet: bool,
    pub(super) indented: bool,
}

/// All lines, in order. Front matter fences and rules stay as lines without words.
pub(super) fn read(text: &str) -> Vec<Line> {
    let mut forwarded = false;
    text.lines()
        .flat_map(|line| line.split('\r'))
        .map(|raw| {
            let mut line = one(raw);
            forwarded = forwarded || lexis().is_forward(&line.words);
            line.foreign |= forwarded;
            line
        })
        .collect()
}

fn one(raw: &str) -> Line {
    let mut line = Line { indented: raw.starts_with([' ', '\t']), ..Line::default() };
    let mut rest = raw.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if let Some(row) = rest.strip_prefix('|') {
        line.cells = row.trim_end_matches('|').split('|').map(plain).collect();
        line.words = line.cells.join(" ");
        return line;
    }
    while let Some(quoted) = rest.strip_prefix('>') {
        line.foreign = true;
        rest = quoted.trim_start();
    }
    let unhashed = rest.trim_start_matches('#');
    if unhashed.len() < rest.len() && unhashed.starts_with([' ', '\t']) {
        line.heading = true;
        rest = unhashed.trim_start();
    }
    if let Some(item) = list_item(rest) {
        line.bullet = true;
        rest = item;
    }
    line.words = match label::aligned(rest) {
        Some((name, content)) => format!("{name}: {}", plain(content)),
        None => plain(rest),
    };
    line
}

/// The words behind a bullet, a number or a box.
fn list_item(line: &str) -> Option<&str> {
    let mut chars = line.chars();
    let first = chars.next()?;
    let behind = match first {
        '-' | '*' | '+' | '•' | '–' | '—' | '·' | '◦' | '▪' | '_' => chars.as_str(),
        '0'..='9' => line.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(['.', ')'])?,
        _ => return None,
    };
    if !behind.starts_with(char::is_whitespace) {
        return None;
    }
    let item = behind.trim_start();
    let boxless = ["[ ]", "[x]", "[X]"].iter().find_map(|mark| item.strip_prefix(mark)).unwrap_or(item);
    Some(boxless.trim_start())
}

/// Without emphasis marks, link targets and leading pictures; a mail link keeps its address in angle brackets.
fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(next) = rest.chars().next() {
        let run = plain_run(rest);
        if run > 0 {
            out.push_str(&rest[..run]);
            rest = &rest[run..];
            continue;
        }
        let behind = &rest[next.len_utf8()..];
        rest = match next {
            '[' => match link(behind, &mut out) {
                Some(after) => after,
                None => {
                    out.push('[');
                    behind
                }
            },
            '*' | '`' => behind,
            '_' if at_word_edge(&out, behind) => behind,
            '~' if behind.starts_with('~') => &behind[1..],
            '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{1faff}' | '\u{fe0f}' => behind,
            '\u{a0}' | '\u{202f}' => {
                out.push(' ');
                behind
            }
            other => {
                out.push(other);
                behind
            }
        };
    }
    let is_outside = |c: char| c.is_whitespace() || c == '\\';
    out.truncate(out.trim_end_matches(is_outside).len());
    out.drain(..out.len() - out.trim_start_matches(is_outside).len());
    out
}

/// How many bytes cannot be markup.
fn plain_run(words: &str) -> usize {
    let markup = |byte: u8| !byte.is_ascii() || matches!(byte, b'[' | b'*' | b'`' | b'_' | b'~');
    words.bytes().position(markup).unwrap_or(words.len())
}

fn at_word_edge(before: &str, behind: &str) -> bool {
    !before.ends_with(char::is_alphanumeric) || !behind.starts_with(char::is_alphanumeric)
}

/// Reads `[[Page|Shown]]` or `[shown](target)` behind its first bracket; longer texts are no links.
fn link<'t>(behind: &'t str, out: &mut String) -> Option<&'t str> {
    const LONGEST: usize = 300;
    let near = beginning(behind, LONGEST);
    if let Some(page) = near.strip_prefix('[') {
        let end = page.find("]]")?;
        out.push_str(page[..end].split('|').next().unwrap_or_default());
        return Some(&behind[end + 3..]);
    }
    let middle = near.find("](")?;
    let end = middle + 2 + near[middle + 2..].find(')')?;
    let (shown, target) = (&near[..middle], &near[middle + 2..end]);
    if shown.contains('[') {
        return None;
    }
    out.push_str(shown);
    if let Some(address) = target.strip_prefix("mailto:") {
        out.push_str(&format!(" <{address}>,"));
    }
    Some(&behind[end + 1..])
}

/// A `Key: value` of a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Field<'t> {
    pub(super) key: Key,
    /// What stands in brackets behind the key: "attendees (customer)".
    pub(super) qualifier: Option<&'t str>,
    pub(super) value: &'t str,
}

/// The known keys of a line with their values. Several may share a line; behind the first, a key needs a capital or
/// a separator before it.
pub(super) fn fields(words: &str) -> Vec<Field<'_>> {
    let mut found: Vec<(usize, usize, Key, Option<&str>)> = Vec::new();
    let mut from = 0;
    for (colon, _) in words.match_indices(':') {
        let behind = &words[colon + 1..];
        if !(behind.is_empty() || behind.starts_with([' ', '\t', ':'])) {
            continue;
        }
        if let Some((start, key, qualifier)) = key_before(words, from, colon) {
            found.push((start, colon + 1, key, qualifier));
        }
        from = colon + 1;
    }
    let ends = found.iter().skip(1).map(|next| next.0).chain([words.len()]).collect::<Vec<_>>();
    found
        .iter()
        .zip(ends)
        .map(|(&(_, start, key, qualifier), end)| {
            let value = before_unknown_key(&words[start..end])
                .trim_matches(|c: char| c.is_whitespace() || ":|/·,;".contains(c));
            Field { key, qualifier, value: value.trim_matches(['"', '\'']) }
        })
        .collect()
}

/// A value without the field of another key behind it that nobody knows: "Acme | Stage: 2".
fn before_unknown_key(value: &str) -> &str {
    const LONGEST: usize = 30;
    let labelled = |part: &str| part.split_once(':').is_some_and(|(label, _)| label.len() <= LONGEST);
    let next = value.match_indices(" | ").find(|&(at, mark)| labelled(&value[at + mark.len()..]));
    next.map_or(value, |(at, _)| &value[..at])
}

/// The longest known key in `words[from..colon]` that ends at the colon.
fn key_before(words: &str, from: usize, colon: usize) -> Option<(usize, Key, Option<&str>)> {
    const LONGEST: usize = 60;
    let mut begin = from.max(colon.saturating_sub(LONGEST));
    while !words.is_char_boundary(begin) {
        begin += 1;
    }
    let mut area = words[begin..colon].trim_end();
    let mut qualifier = None;
    if let Some((before, bracket)) = area.strip_suffix(')').and_then(|open| open.rsplit_once('(')) {
        area = before.trim_end();
        qualifier = Some(bracket);
    }
    let starts = area.char_indices().filter(|&(at, c)| {
        !c.is_whitespace() && !area[..at].ends_with(|before: char| before.is_alphanumeric() || before == '-')
    });
    for (at, first) in starts {
        let Some(key) = lexis().key(&fold(&area[at..])) else { continue };
        let before = words[..begin + at].trim_end();
        if before.is_empty() || first.is_uppercase() || before.ends_with(['.', '/', '|', '·', ',', ';', '(', '—', '–'])
        {
            return Some((begin + at, key, qualifier));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(words: &str) -> Vec<(Key, &str)> {
        fields(words).into_iter().map(|field| (field.key, field.value)).collect()
    }

    #[test]
    fn several_keys_share_a_line() {
        assert_eq!(
            pairs("Date: Oct 16, 2025    Rep: Jo Hale    Contact: Ann Lee, HR"),
            [(Key::Date, "Oct 16, 2025"), (Key::Author, "Jo Hale"), (Key::Contact, "Ann Lee, HR")]
        );
        assert_eq!(pairs("2026-05-21 / author: Jo Hale"), [(Key::Author, "Jo Hale")]);
    }

    #[test]
    fn a_clock_time_or_an_unknown_key_is_no_field() {
        assert_eq!(pairs("met at 10:30: all fine"), []);
        assert_eq!(pairs("Budget: none"), []);
    }

    #[test]
    fn the_bracket_behind_a_key_qualifies_it() {
        let found = fields("attendees (customer): Ann Lee");
        assert_eq!(found[0].qualifier, Some("customer"));
        assert_eq!(found[0].key, Key::Attendees);
    }

    #[test]
    fn markup_goes_and_what_it_said_stays() {
        let line = one("> ## **Hi** [[Priya Nair|Priya]] [Al](mailto:al@x.example) snake_case");
        assert!(line.foreign && line.heading);
        assert_eq!(line.words, "Hi Priya Nair Al <al@x.example>, snake_case");
        assert!(one("  - [x] done").bullet);
        assert_eq!(one("| a | **b** |").cells, ["a", "b"]);
    }
}
