//! Suppressions: what an author writes into a note so that a finding counts for nothing, by rule and with a reason.
//!
//! ```text
//! Good meeting. <!-- goodmeeting: ignore vague-outcome: she signed the same day -->
//! Good meeting. [goodmeeting: ignore vague-outcome: she signed the same day]
//! ```
//!
//! `ignore` holds for its own line, `ignore-next` for the next one that is not blank, `ignore-start` up to
//! `ignore-end`, and `ignore-file` for the whole note. They stand in Markdown comments (`<!-- -->`, `%% %%`), in
//! brackets, behind `//` or `#`, or begin a line. They are no part of what the note says: [`take`] blanks them.

use crate::span::Span;
use memchr::memmem;
use std::fmt;

/// What every suppression begins with.
const MARK: &str = "goodmeeting:";

/// How far behind its beginning a comment may end, in bytes: far enough for any reason, and near enough to look for.
const REACH: usize = 2000;

/// How far before its mark a line may begin, in bytes.
const INDENT: usize = 64;

/// A suppression, whether or not there is anything to suppress.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// Itself, with what encloses it.
    pub span: Span,
    /// The part of the note that it holds for.
    pub reach: Span,
    /// The rules that it names, as written.
    pub rules: Vec<String>,
    /// Why, as its author puts it.
    pub reason: Option<String>,
    /// What is wrong with it.
    pub fault: Option<Fault>,
}

impl Suppression {
    /// Whether it holds for a rule at a place.
    pub fn covers(&self, rule: &str, place: Span) -> bool {
        let is_there = place.start < self.reach.end && self.reach.start < place.end.max(place.start + 1);
        is_there && self.rules.iter().any(|name| name == rule)
    }
}

/// What can be wrong with a suppression, whatever there is to suppress.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It asks for something that there is not.
    UnknownVerb(String),
    /// It names no rule.
    NoRule,
    /// It begins a block that is never ended, so that it holds to the end of the note.
    NeverEnded,
    /// It ends a block that was never begun.
    NeverBegun,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::UnknownVerb(verb) => {
                let known = VERBS.map(|(name, _)| name).join(", ");
                write!(f, "there is no `goodmeeting: {verb}`; there are {known}")
            }
            Fault::NoRule => f.write_str("names no rule; name those that it is for"),
            Fault::NeverEnded => f.write_str("begins a block that no `ignore-end` ends"),
            Fault::NeverBegun => f.write_str("ends a block that no `ignore-start` begins"),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    Line,
    Next,
    Start,
    End,
    File,
}

const VERBS: [(&str, Verb); 5] = [
    ("ignore", Verb::Line),
    ("ignore-next", Verb::Next),
    ("ignore-start", Verb::Start),
    ("ignore-end", Verb::End),
    ("ignore-file", Verb::File),
];

/// Takes the suppressions out of a text: they are blanked, so that nothing is read into them and every place stays
/// where it was.
pub fn take(text: &mut String) -> Vec<Suppression> {
    let comments = comments(text);
    if comments.is_empty() {
        return Vec::new();
    }
    let found = resolve(text, comments);
    *text = blanked(text, &found);
    found
}

/// A suppression as it was read, before it is known what it holds for.
struct Comment {
    verb: Option<Verb>,
    found: Suppression,
}

fn comments(text: &str) -> Vec<Comment> {
    let (mut found, mut from) = (Vec::new(), 0);
    for at in memmem::find_iter(text.as_bytes(), MARK) {
        if at < from {
            continue;
        }
        if let Some(comment) = enclosed(text, at).and_then(|(span, body, is_comment)| parse(span, body, is_comment)) {
            from = comment.found.span.end;
            found.push(comment);
        }
    }
    found
}

/// What encloses the mark at `at`: all of it, what stands behind the mark, and whether it can only be a comment. No
/// more than [`REACH`] bytes are looked at, whatever the length of the line.
fn enclosed(text: &str, at: usize) -> Option<(Span, &str, bool)> {
    let inner = at + MARK.len();
    let before = text[boundary(text, at.saturating_sub(INDENT))..at].trim_end_matches([' ', '\t']);
    let near = &text[inner..boundary(text, inner + REACH)];
    let line = near.find('\n').map_or(near, |end| &near[..end]);
    let opened = |opener: &str| before.ends_with(opener);
    // The place of an opener, which ends where the blanks before the mark begin.
    let start = |opener: &str| at - (text[..at].len() - text[..at].trim_end_matches([' ', '\t']).len()) - opener.len();
    let span = |opener: &str, length: usize, close: &str| Span::new(start(opener), inner + length + close.len());
    if opened("<!--") {
        let length = near.find("-->")?;
        return Some((span("<!--", length, "-->"), &near[..length], true));
    }
    if opened("%%") {
        let length = line.find("%%")?;
        return Some((span("%%", length, "%%"), &near[..length], true));
    }
    for (open, close) in [("[", "]"), ("(", ")")] {
        if opened(open) {
            let length = closing(line, open, close)?;
            return Some((span(open, length, close), &near[..length], false));
        }
    }
    // To the end of the line, which has to be near.
    let opener = ["//", "#"].into_iter().find(|opener| opened(opener));
    let begins_line = before.ends_with('\n') || before.is_empty() && at <= INDENT;
    let start = if begins_line { at } else { start(opener?) };
    let is_whole = line.len() < near.len() || inner + near.len() == text.len();
    is_whole.then(|| (Span::new(start, inner + line.trim_end().len()), line, false))
}

/// Where a bracket closes that was opened before the text.
fn closing(text: &str, open: &str, close: &str) -> Option<usize> {
    let mut depth = 1;
    for (at, character) in text.char_indices() {
        if open.starts_with(character) {
            depth += 1;
        } else if close.starts_with(character) {
            depth -= 1;
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// The nearest place at or before `at` where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// Reads `ignore RULE, RULE: reason`. Where anything but a comment says something else, it is only prose.
fn parse(span: Span, body: &str, is_comment: bool) -> Option<Comment> {
    let body = body.trim();
    let (word, rest) = body.split_once(char::is_whitespace).unwrap_or((body, ""));
    let (word, rest) = word.split_once(':').map_or((word, rest), |(verb, _)| (verb, &body[verb.len()..]));
    let verb = VERBS.iter().find(|(name, _)| *name == word).map(|&(_, verb)| verb);
    if verb.is_none() && !is_comment {
        return None;
    }
    let (names, reason) = [":", " --", "—", "–"]
        .iter()
        .filter_map(|mark| Some((rest.find(mark)?, mark.len())))
        .min()
        .map_or((rest, ""), |(at, length)| (&rest[..at], &rest[at + length..]));
    let names = names.split(|c: char| c == ',' || c.is_whitespace()).filter(|name| !name.is_empty());
    let rules: Vec<String> = names.map(str::to_owned).collect();
    let fault = match verb {
        None => Some(Fault::UnknownVerb(word.to_owned())),
        Some(Verb::End) => None,
        Some(_) => rules.is_empty().then_some(Fault::NoRule),
    };
    let reason = Some(reason.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|reason| !reason.is_empty());
    Some(Comment { verb, found: Suppression { span, reach: Span::default(), rules, reason, fault } })
}

/// Tells each comment what it holds for.
fn resolve(text: &str, comments: Vec<Comment>) -> Vec<Suppression> {
    let (mut found, mut open): (Vec<Suppression>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut lines = Lines { text, line: None };
    for Comment { verb, found: mut one } in comments {
        let Span { start, end } = one.span;
        match verb {
            Some(Verb::Line) => one.reach = Span::new(lines.at(start).start, lines.at(end).end),
            Some(Verb::Next) => one.reach = lines.below(end),
            Some(Verb::File) => one.reach = Span::new(0, text.len()),
            Some(Verb::Start) => {
                open.push(found.len());
                one.reach = Span::new(start, text.len());
            }
            Some(Verb::End) => match open.pop() {
                Some(begun) => found[begun].reach.end = end,
                None => one.fault = Some(Fault::NeverBegun),
            },
            None => {}
        }
        found.push(one);
    }
    for begun in open {
        found[begun].fault.get_or_insert(Fault::NeverEnded);
    }
    found
}

/// The lines of a text. The last one that was asked for is kept, so that many suppressions on one long line cost no
/// more than the line.
struct Lines<'t> {
    text: &'t str,
    line: Option<Span>,
}

impl Lines<'_> {
    /// The line around a place, without its line feed.
    fn at(&mut self, at: usize) -> Span {
        if let Some(line) = self.line.filter(|line| line.start <= at && at <= line.end) {
            return line;
        }
        let bytes = self.text.as_bytes();
        let start = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |feed| feed + 1);
        let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |offset| at + offset);
        *self.line.insert(Span::new(start, end))
    }

    /// The first line below a place that is not blank.
    fn below(&mut self, at: usize) -> Span {
        let end = self.at(at).end;
        let start = self.text.len() - self.text[end..].trim_start().len();
        let next =
            memchr::memchr(b'\n', &self.text.as_bytes()[start..]).map_or(self.text.len(), |length| start + length);
        let indent = self.text[end..start].rfind('\n').map_or(start, |feed| end + feed + 1);
        if start == self.text.len() { Span::new(start, start) } else { Span::new(indent, next) }
    }
}

/// The text with white space in place of the suppressions: as many bytes, and as many characters. What white space
/// cannot stand for, because there is none of four bytes, stays.
fn blanked(text: &str, found: &[Suppression]) -> String {
    let (mut out, mut from) = (String::with_capacity(text.len()), 0);
    for one in found {
        // one may reach into the next: "%% goodmeeting: … %%goodmeeting:%% …"
        let span = Span::new(one.span.start.max(from), one.span.end.max(from));
        out.push_str(&text[from..span.start]);
        out.extend(span.of(text).chars().map(|character| match character.len_utf8() {
            1 if !matches!(character, '\n' | '\r') => ' ',
            2 => '\u{a0}',
            3 => '\u{2003}',
            _ => character,
        }));
        from = span.end;
    }
    out + &text[from..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_that_run_into_each_other_are_blanked_once() {
        let text = "%% goodmeeting: ignore-start no-actions %%goodmeeting:%% goodmeeting: ignore-start no-actions %%";
        assert_eq!(taken(text).0.len(), text.len());
    }

    fn taken(text: &str) -> (String, Vec<Suppression>) {
        let mut rest = text.to_owned();
        let found = take(&mut rest);
        assert_eq!(rest.len(), text.len());
        (rest, found)
    }

    /// What the first suppression of a text holds for, and its rules and reason.
    fn first(text: &str) -> (&str, String, Option<String>) {
        let (_, found) = taken(text);
        let one = &found[0];
        assert_eq!(one.fault, None, "{text}");
        (one.reach.of(text), one.rules.join(" "), one.reason.clone())
    }

    #[test]
    fn a_line_is_suppressed_from_a_comment_brackets_or_the_end_of_the_line() {
        for comment in [
            "<!-- goodmeeting: ignore a, b: she said so -->",
            "<!--goodmeeting: ignore a b -- she said so-->",
            "[goodmeeting: ignore a,b — she said so]",
            "(goodmeeting: ignore a, b: she  said so)",
            "%% goodmeeting: ignore a b: she said so %%",
            "// goodmeeting: ignore a, b: she said so",
            "# goodmeeting: ignore a, b: she said so",
        ] {
            let text = format!("one\nGood call. {comment}\ntwo\n");
            let (reach, rules, reason) = first(&text);
            assert_eq!((reach, rules.as_str()), (text.lines().nth(1).unwrap(), "a b"), "{comment}");
            assert_eq!(reason.as_deref(), Some("she said so"));
            assert_eq!(taken(&text).0.split_whitespace().collect::<Vec<_>>(), ["one", "Good", "call.", "two"]);
        }
    }

    #[test]
    fn the_next_line_a_block_and_the_file() {
        assert_eq!(first("<!-- goodmeeting: ignore-next a -->\n\n  Good.\nx").0, "  Good.");
        assert_eq!(first("goodmeeting: ignore-next a").0, "");
        let block = "x\ngoodmeeting: ignore-start a\nGood.\ngoodmeeting: ignore-end\ny";
        assert_eq!(first(block).0, &block[2..block.len() - 2]);
        assert_eq!(first("x\ngoodmeeting: ignore-file a: old\ny").0, "x\ngoodmeeting: ignore-file a: old\ny");
    }

    #[test]
    fn a_reason_may_have_brackets_and_a_comment_several_lines() {
        assert_eq!(first("[goodmeeting: ignore a: Ana [CFO] knows] x").2.as_deref(), Some("Ana [CFO] knows"));
        let (reach, _, reason) = first("x <!-- goodmeeting: ignore a:\n  we know --> y\nz");
        assert_eq!(reach, "x <!-- goodmeeting: ignore a:\n  we know --> y");
        assert_eq!(reason.as_deref(), Some("we know"));
    }

    #[test]
    fn faults_are_named() {
        let fault = |text: &str| taken(text).1[0].fault.clone();
        assert_eq!(fault("<!-- goodmeeting: disable a -->"), Some(Fault::UnknownVerb("disable".into())));
        assert_eq!(fault("<!-- goodmeeting: ignore -->"), Some(Fault::NoRule));
        assert_eq!(fault("<!-- goodmeeting: ignore: because -->"), Some(Fault::NoRule));
        assert_eq!(fault("<!-- goodmeeting: ignore-start a -->\nx"), Some(Fault::NeverEnded));
        assert_eq!(fault("<!-- goodmeeting: ignore-end -->\nx"), Some(Fault::NeverBegun));
    }

    #[test]
    fn prose_is_no_suppression() {
        for text in
            ["goodmeeting: a tool", "We use goodmeeting: ignore it.", "<!-- goodmeeting: ignore a", "[goodmeeting: x]"]
        {
            assert_eq!(taken(text), (text.to_owned(), Vec::new()));
        }
    }

    #[test]
    fn every_character_stays_in_its_place() {
        let text = "é [goodmeeting: ignore a: é€😀\u{301}] z\n";
        let (rest, _) = taken(text);
        assert_eq!(rest.chars().count(), text.chars().count());
        assert_eq!(rest.find('z'), text.find('z'));
    }
}
