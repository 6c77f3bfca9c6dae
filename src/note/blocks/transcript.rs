//! Speaker turns, and whether a note is a transcript at all.
//!
//! "Budget: 40k" and "Dana: Sure." look alike. What makes a transcript is that few labels recur.

use super::label::{self, Label};
use super::line::Line;
use super::mail;
use super::words::layout;
use crate::note::people;
use crate::span::Span;
use memchr::{memchr2, memrchr};
use std::collections::HashMap;

/// More labels than this are not "few": the count stops growing.
const MAX_LABELS: usize = 512;

/// A line that may open a speaker's turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Turn {
    /// The speaker.
    pub(super) name: Span,
    /// Where their words begin; the end of the line where the words are on the next.
    pub(super) content: usize,
    /// Whether a time stamp stands beside the name.
    pub(super) is_stamped: bool,
}

/// Reads a line as a turn, as far as its shape goes.
pub(super) fn turn(text: &str, line: Span) -> Option<Turn> {
    if let Some(end) = label::stamp(text, line.start, line.end) {
        return stamped(text, Span::new(end, line.end));
    }
    let labelled = || {
        let label = label::read(text, line).filter(|label| !label.is_field)?;
        Some(Turn { name: label.name, content: label.content, is_stamped: false })
    };
    // "**Dana** 31:12" is no label of a time
    name_and_stamp(text, line).or_else(labelled).or_else(|| name_stamp_words(text, line)).or_else(|| angled(text, line))
}

/// `**Name:** words`, `**[48:10] Name:** words`: how excerpts of a recording are quoted.
pub(super) fn excerpt(text: &str, line: Span) -> Option<Turn> {
    let inner = line.start + 2;
    let name = line.of(text).strip_prefix("**")?.split_once(":**")?.0;
    let end = inner + name.len();
    let start = label::stamp(text, inner, end).unwrap_or(inner);
    let name = Span::new(start, end).trimmed(text);
    let is_stamped = start > inner;
    is_name(name.of(text)).then_some(Turn { name, content: end + ":**".len(), is_stamped })
}

/// `<name> words`, as the log of a channel has it.
fn angled(text: &str, line: Span) -> Option<Turn> {
    let (name, _) = line.of(text).strip_prefix('<')?.split_once("> ")?;
    let start = line.start + 1;
    let end = start + name.len();
    let turn = Turn { name: Span::new(start, end), content: end + 2, is_stamped: false };
    (is_handle(name) || is_name(name)).then_some(turn)
}

/// `name 09:31  words`, as chat programs copy it: the name may be a handle.
fn name_stamp_words(text: &str, line: Span) -> Option<Turn> {
    const LONGEST: usize = 40;
    let words = line.of(text);
    let at = words.match_indices(' ').map(|(at, _)| at + 1).take_while(|&at| at <= LONGEST);
    let (at, end) = at.filter_map(|at| Some((at, label::stamp(text, line.start + at, line.end)?))).next()?;
    let name = words[..at].trim_end();
    let name = Span::new(line.start, line.start + name.len());
    (is_handle(name.of(text)) || is_name(name.of(text))).then_some(Turn { name, content: end, is_stamped: false })
}

/// What follows a stamp: "Name: text", "- Name", or the "From Name to all: text" of a chat.
fn stamped(text: &str, rest: Span) -> Option<Turn> {
    let dash: &[char] = &['-', '–', '—', '|', '•'];
    let words = rest.of(text).trim_start().trim_start_matches(dash).trim_start();
    let words = words.strip_prefix("From ").map_or(words, str::trim_start);
    let rest = Span::new(rest.end - words.len(), rest.end);
    if let Some(Label { mut name, content, .. }) = label::read(text, rest) {
        if let Some(to) = name.of(text).find(" to ") {
            name = Span::new(name.start, name.start + to).trimmed(text);
        }
        return Some(Turn { name, content, is_stamped: true });
    }
    let bare = words.find(" (").filter(|_| words.ends_with(')')).map_or(words, |open| &words[..open]);
    is_name(bare).then(|| Turn {
        name: Span::new(rest.start, rest.start + bare.len()),
        content: rest.end,
        is_stamped: true,
    })
}

/// `Name  0:03`, `[Name] 15:00:05`: a header line, with the words below it.
fn name_and_stamp(text: &str, line: Span) -> Option<Turn> {
    let behind = line.end;
    let line = Span::new(line.start, line.start + without_meridiem(line.of(text)).len());
    let words = line.of(text);
    if words.len() > 80 || !words.ends_with(|c: char| c.is_ascii_digit() || c == ')' || c == ']') {
        return None;
    }
    let (name, stamp) = words.rsplit_once(char::is_whitespace)?;
    let at = line.end - stamp.len();
    label::stamp(text, at, line.end).filter(|&end| end == line.end)?;
    let bare = name.trim_end_matches([' ', ',', '-', '|', '\t']);
    // "Priya Nair (Acme), 09:25"
    let bare = bare.split_once(" (").filter(|_| bare.ends_with(')')).map_or(bare, |(name, _)| name);
    let inner = bare.strip_prefix('[').and_then(|bare| bare.strip_suffix(']')).unwrap_or(bare).trim_matches('*');
    let start = line.start + (bare.len() - bare.trim_start_matches(['[', '*']).len());
    (is_handle(inner) || is_name(inner)).then(|| Turn {
        name: Span::new(start, start + inner.len()),
        content: behind,
        is_stamped: true,
    })
}

/// Whether the words could be somebody's name in a chat program: "dana.ruiz".
fn is_handle(words: &str) -> bool {
    let letters = |byte: u8| byte.is_ascii_lowercase() || matches!(byte, b'.' | b'-' | b'_');
    words.len() > 1 && words.bytes().all(letters)
}

/// A line without the "AM" or "PM" at its end.
fn without_meridiem(words: &str) -> &str {
    let cut = label::MERIDIEMS.iter().find_map(|tail| words.strip_suffix(tail));
    cut.filter(|words| words.trim_end().ends_with(|c: char| c.is_ascii_digit())).map_or(words, str::trim_end)
}

/// Whether the words could be a person's name: one to four, each capitalized or a particle, no punctuation.
pub(super) fn is_name(words: &str) -> bool {
    let is_capital = |word: &str| word.starts_with(|c: char| c.is_uppercase() || is_caseless(c));
    let is_part = |word: &str| is_capital(word) || people::is_particle(word) || people::is_joiner(word);
    let is_letter = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '\'' | '’' | '&');
    words.len() <= 60 && is_capital(words) && words.chars().all(is_letter) && {
        let mut count = 0;
        let all = words.split(' ').filter(|word| !word.is_empty()).all(|word| {
            count += 1;
            is_part(word) || (count > 1 && word.bytes().all(|b| b.is_ascii_digit()))
        });
        all && (1..=4).contains(&count)
    }
}

/// A letter of a script without capitals.
fn is_caseless(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()
}

/// Whether the first line says that a transcript follows, and nothing else: "Zoom transcript, 12 March", no "voice memo
/// transcript".
pub(super) fn is_titled(text: &str) -> bool {
    const LONGEST: usize = 100;
    let line = text.trim_start().lines().next().unwrap_or_default();
    let is = |wanted: &str| line.split(|c: char| !c.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case(wanted));
    line.len() <= LONGEST && is("transcript") && !["memo", "voice", "summary", "notes", "dictation"].into_iter().any(is)
}

/// Who speaks in a note, and where.
#[derive(Debug, Default)]
pub(super) struct Speakers<'t> {
    counts: HashMap<&'t str, u32>,
    /// From the first recurring speaker to the last; empty where the note is no transcript.
    region: Span,
    is_stamped: bool,
}

impl<'t> Speakers<'t> {
    /// Looks through all lines of a note. Where it is known to be a transcript, whoever is named before a colon speaks.
    pub(super) fn find(text: &'t str, is_transcript: bool) -> Speakers<'t> {
        let mut counts: HashMap<&str, u32> = HashMap::new();
        let mut turns: Vec<Turn> = Vec::new();
        let mut stamped = 0;
        let mut at = 0;
        // Neither a label nor a stamp is without a colon, and no name of a channel's log without an angle.
        while let Some(length) = memchr2(b':', b'>', &text.as_bytes()[at..]) {
            let start = memrchr(b'\n', &text.as_bytes()[at..at + length]).map_or(at, |length| at + length + 1);
            let Some(line) = Line::read(text, start) else { break };
            at = line.next;
            let Some(turn) = turn(text, line.span()) else { continue };
            let name = turn.name.of(text);
            if is_key(name) {
                continue;
            }
            if counts.len() < MAX_LABELS || counts.contains_key(name) {
                *counts.entry(name).or_insert(0) += 1;
                stamped += usize::from(turn.is_stamped);
                turns.push(turn);
            }
        }
        let recurs = |turn: &&Turn| counts.get(turn.name.of(text)).is_some_and(|&count| count > 1);
        let recurring = turns.iter().filter(recurs).count();
        let names = counts.values().filter(|&&count| count > 1).count();
        let is_stamped = stamped >= 2;
        // Note takers that cannot tell voices apart write these two.
        let is_two_sided = is_transcript || counts.contains_key("Me") && counts.contains_key("Them");
        let recur = is_two_sided || names >= 2 && recurring >= 4 && recurring * 5 >= turns.len() * 3;
        let region = if recur {
            let speaks = |turn: &&Turn| is_two_sided || recurs(turn);
            let first = turns.iter().find(speaks).map_or(0, |turn| turn.name.start);
            Span::new(first, turns.iter().rfind(speaks).map_or(0, |turn| turn.content + 1))
        } else {
            Span::default()
        };
        Speakers { counts, region, is_stamped }
    }

    /// The turn that a line opens.
    pub(super) fn turn(&self, text: &str, line: Span) -> Option<Turn> {
        if self.region.is_empty() && !self.is_stamped {
            return None;
        }
        let turn = turn(text, line)?;
        let name = turn.name.of(text);
        let is_turn =
            if turn.is_stamped { self.is_stamped } else { self.region.contains(turn.name) && self.speaks(name) };
        is_turn.then_some(turn)
    }

    /// Whether a label inside a transcript is a speaker: it recurs, or is a name.
    fn speaks(&self, name: &str) -> bool {
        !is_key(name) && (self.counts.get(name).is_some_and(|&count| count > 1) || is_name(name))
    }
}

/// Whether a label is nobody's name: it labels something in notes of many calls.
pub(super) fn is_key(name: &str) -> bool {
    mail::is_header_name(name) || layout().sections.has(name) || layout().fields.has(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str) -> Option<(&str, &str, bool)> {
        turn(line, Span::new(0, line.len())).map(|turn| (turn.name.of(line), &line[turn.content..], turn.is_stamped))
    }

    #[test]
    fn shapes_of_turns() {
        for (line, expected) in [
            ("Dana: Sure.", ("Dana", "Sure.", false)),
            ("**Me:** Sure.", ("Me", "Sure.", false)),
            ("[18:40] Dana Ruiz: Sure.", ("Dana Ruiz", "Sure.", true)),
            ("[19:45] Stan Kozma (Acme): Sure.", ("Stan Kozma", "Sure.", true)),
            ("00:12:03 Dana: Sure.", ("Dana", "Sure.", true)),
            ("Dana Ruiz  0:03", ("Dana Ruiz", "", true)),
            ("**Dana Ruiz** 31:12", ("Dana Ruiz", "", true)),
            ("[Dana Ruiz] 15:00:05", ("Dana Ruiz", "", true)),
            ("0:14 - Priya Nair (Acme)", ("Priya Nair", "", true)),
            ("Priya Nair (Acme), 09:25", ("Priya Nair", "", true)),
            ("dana.r  9:41 AM", ("dana.r", "", true)),
            ("dana.r 09:31  will do", ("dana.r", "  will do", false)),
            ("[5/6/26, 2:14 PM] Dana: Sure.", ("Dana", "Sure.", true)),
            ("03 Dec 11:40 Me: Sure.", ("Me", "Sure.", true)),
            ("Unknown Speaker 1  1:02:09", ("Unknown Speaker 1", "", true)),
            ("15:03:12\t From  Priya Nair : resend?", ("Priya Nair", "resend?", true)),
            ("15:05:02 From Priya Nair to Dana Ruiz(Direct Message):", ("Priya Nair", "", true)),
        ] {
            assert_eq!(parts(line), Some(expected), "{line}");
        }
    }

    #[test]
    fn excerpts_name_who_speaks() {
        for (line, expected) in [("**Dana Ruiz:** Sure.", true), ("**[48:10] Dana:** Sure.", true), ("**Sure**", false)]
        {
            assert_eq!(excerpt(line, Span::new(0, line.len())).is_some(), expected, "{line}");
        }
    }

    #[test]
    fn a_time_in_running_text_is_no_turn() {
        for line in ["we talked until 10:30", "10:30 we met them", "15:00 Demo with the whole of their team"] {
            assert_eq!(parts(line), None, "{line}");
        }
    }

    #[test]
    fn few_recurring_labels_make_a_transcript() {
        let is_transcript = |text: &str| !Speakers::find(text, false).region.is_empty();
        assert!(is_transcript("Ana: Hi.\nBo: Hi.\nAna: Well?\nBo: Well.\n"));
        assert!(is_transcript("<ana> hi\n<bo> hi\n<ana> well?\n<bo> well\n"));
        assert!(!is_transcript("Budget: 40k\nOwner: Bo\nRisk: none\nGoal: price\n"));
        assert!(!is_transcript("Account: A\nNext: call\nAccount: B\nNext: call\nAccount: C\nNext: none\n"));
    }
}
