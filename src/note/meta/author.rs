//! Who wrote a note.

use super::head::{Head, bare};
use super::lines::{Line, fields};
use super::{opening, title};
use crate::note::blocks::mail;
use crate::note::people::roster::Roster;
use crate::note::people::words::{Key, fold, lexis};
use crate::note::people::{lists, names};
use memchr::memmem::Finder;

/// How far before "by" it may say what was written, in bytes.
const NEAR: usize = 60;
/// In bytes.
const LONGEST_LABEL: usize = 40;
/// How many lines may stand under the name that signs a note, and that name.
const SIGNATURE: usize = 4;

/// The author, as the note names them: by a key, a mail's From, "notes by", a place of their own in the opening lines,
/// "me (…)", the name under the note, or a remark at its end. What tells more surely comes first.
pub(super) fn find(head: &Head<'_>, lines: &[Line], roster: &Roster<'_>, lower: bool) -> Option<String> {
    let mail =
        head.lines.iter().position(|line| fields(&line.words).first().is_some_and(|field| field.key == Key::From));
    let above = &head.lines[..mail.unwrap_or_default()];
    let mut keys = head.values(Key::Author).chain(head.values(Key::From));
    // whoever pastes in a mail of the other side says so above it
    let first = above.first().filter(|line| fields(&line.words).is_empty());
    let above_it = || first.and_then(|line| opening::named_first(&line.words, roster));
    opening::beside_date(above, roster)
        .or_else(above_it)
        .or_else(|| keys.find_map(|field| told(&field.value, field.key == Key::Author, roster)))
        .or_else(|| head.lines.iter().find_map(|line| written_by(&line.words, roster)))
        .or_else(|| head.lines.iter().find_map(|line| notes_of(&line.words, roster)))
        .or_else(|| head.opening().find_map(|line| notes_from(line, roster)))
        .or_else(|| head.lines.iter().find_map(|line| me_in_brackets(&line.words, roster)))
        .or_else(|| opening::in_opening(head, roster, lower))
        .or_else(|| opening::beside_date(&head.lines, roster))
        .or_else(|| noted_in_brackets(head, roster))
        .or_else(|| listed_as_me(head))
        .or_else(|| me_in(lines))
        .or_else(|| signed(lines, roster))
        .or_else(|| remarking(lines, roster))
        .or_else(|| opening::under_our_name(head, roster))
        .or_else(|| opening::only_in_opening(head, roster))
        .or_else(|| among_those_present(head, roster))
}

/// The person of a key's value. `certain` lets any single name stand ("Scribe: Ben", "Notetaker: @vmx").
fn told(value: &str, certain: bool, roster: &Roster<'_>) -> Option<String> {
    let named = lists::read(value).into_iter().map(|person| person.name).find(|name| !name.is_empty());
    let ours = |name: &str| roster.colleague(name).is_some();
    let alone = |name: &str| certain && value.trim_start_matches('@') == name && !lexis().of(name).is_occasion();
    let short = value.split("  ").next().filter(|name| is_short(name) && ours(name)).map(str::to_owned);
    let named = || named.filter(|name| is_somebody(name) || ours(name) || alone(name));
    short.or_else(named).or_else(|| ours(value).then(|| value.to_owned()))
}

/// Whether a name is initials, or a last name behind the letter of a first one: "S Hale".
pub(super) fn is_short(name: &str) -> bool {
    let (first, last) = name.split_once(' ').unwrap_or((name, ""));
    let is_letter = |word: &str| word.chars().count() == 1 && word.starts_with(char::is_uppercase);
    is_letter(first) && last.starts_with(char::is_uppercase) && !last.contains(' ') || names::is_capitals(name)
}

/// "notes from Dana so both were there": one of ours behind a word for what is written; or a line of its own, "from Dana".
fn notes_from(line: &str, roster: &Roster<'_>) -> Option<String> {
    let line = names::near(line);
    let alone = line.split_once(' ').filter(|(from, _)| from.eq_ignore_ascii_case("from")).map(|(_, name)| name.trim());
    if let Some(name) = alone.filter(|name| roster.colleague(name).is_some()) {
        return Some(name.to_owned());
    }
    let (at, _) = line.match_indices(" from ").find(|(at, _)| {
        let noun = names::last_word(&line[..*at]).map(|word| fold(word.of(line)));
        noun.is_some_and(|noun| lexis().key(&noun) == Some(Key::Author))
    })?;
    let behind = &line[at + " from ".len()..];
    let run = names::runs(behind).into_iter().next().filter(|run| run.span().start == 0 && !run.possessive)?;
    Some(run.span().of(behind)).filter(|name| roster.colleague(name).is_some()).map(str::to_owned)
}

/// "Notes by Beatriz Lund (BL)", "cleaned up by C. Okonjo", "logged 11 Dec 2025, SK".
fn written_by(line: &str, roster: &Roster<'_>) -> Option<String> {
    let is_writing = |at: usize| {
        let mut from = at.saturating_sub(NEAR);
        while !line.is_char_boundary(from) {
            from += 1;
        }
        let before: Vec<_> = names::words(&line[from..at]).map(|word| fold(word.of(&line[from..at]))).collect();
        // "exported Wed 17 June 2026 by": a date may stand between; "will be sent by" tells of something else.
        let mut before = before.iter().rev().skip_while(|word| title::is_date_word(word));
        let writing = before.next().is_some_and(|word| lexis().is_writing(word));
        writing && before.next().is_none_or(|word| !matches!(&**word, "be" | "being" | "been"))
    };
    let starts = line.match_indices("by ").filter(|(at, _)| *at == 0 || line[..*at].ends_with(' '));
    starts.filter(|&(at, _)| is_writing(at)).find_map(|(at, by)| {
        let behind = names::near(&line[at + by.len()..]);
        let run = names::runs(behind).into_iter().next().filter(|run| run.span().start == 0)?;
        let name = run.span().of(behind);
        // "a summary by Friday"
        let is_day = name.split(' ').next().is_some_and(|first| title::is_date_word(&fold(first)));
        (!is_day && (is_somebody(name) || roster.colleague(name).is_some())).then(|| name.to_owned())
    })
}

/// "Notes AB.", "minutes: Dana", "Notes of Dana" as a sentence of the opening lines: one of ours.
fn notes_of(line: &str, roster: &Roster<'_>) -> Option<String> {
    let sentences = line.split(['.', ';', '(', ')', '|']).map(str::trim);
    sentences.filter_map(|part| part.split_once(' ')).find_map(|(noun, name)| {
        let writing = lexis().key(&fold(noun.trim_end_matches(':'))) == Some(Key::Author);
        let name = name.strip_prefix("of ").unwrap_or(name);
        let short = names::is_capitals(name) || name.split(' ').count() <= 3;
        (writing && short && roster.colleague(name).is_some()).then(|| name.to_owned())
    })
}

/// One of ours in a list with brackets that say who writes: "Priya Shah (CFO), Dana Ruiz (notes)".
fn noted_in_brackets(head: &Head<'_>, roster: &Roster<'_>) -> Option<String> {
    let is_writing = |inside: &str| {
        let folded = fold(inside);
        lexis().key(&folded) == Some(Key::Author) || matches!(&*folded, "reporting" | "report")
    };
    let lines = head.lines.iter().filter(|line| !line.bullet).map(|line| line.words.as_str());
    let brackets = lines.flat_map(|line| {
        line.match_indices(" (").map(move |(at, _)| (names::ending(&line[..at]), names::near(&line[at + 2..])))
    });
    let writers = brackets.filter(|(_, behind)| behind.split(')').next().is_some_and(is_writing));
    writers.filter_map(|(before, _)| lists::split(before).pop().map(bare)).find_map(|name| {
        let name = name.rsplit([':', '.']).next().unwrap_or(name).trim();
        roster.colleague(name).is_some().then(|| name.to_owned())
    })
}

/// Whom a field for our side lists first: "Us: P. Rao", or the only one of ours among those who were there.
fn among_those_present(head: &Head<'_>, roster: &Roster<'_>) -> Option<String> {
    let of = |key: Key| head.values(key).flat_map(|field| lists::read(&field.value)).map(|person| person.name);
    let first = of(Key::Ours).next().filter(|name| !name.is_empty());
    first.or_else(|| {
        let mut ours = of(Key::Attendees).filter(|name| roster.colleague(name).is_some());
        let only = ours.next().filter(|_| ours.next().is_none())?;
        let is_alone = roster.colleague(&only).is_some_and(|colleague| !roster.names_another_of_ours(colleague));
        is_alone.then_some(only)
    })
}

/// Who is "me" in a list of those who were there: "Present: Ann Lee, me (Dana Ruiz)".
fn listed_as_me(head: &Head<'_>) -> Option<String> {
    let present = head.values(Key::Attendees).flat_map(|field| lists::read(&field.value));
    present.filter(|person| person.is_author).map(|person| person.name).find(|name| !name.is_empty())
}

/// "me (Will)", "myself (Chidi)", "me, April Whitcombe".
fn me_in(lines: &[Line]) -> Option<String> {
    let finder = Finder::new(" m");
    lines.iter().filter(|line| !line.foreign).find_map(|line| {
        let mut found = finder.find_iter(line.words.as_bytes()).filter_map(|at| {
            let behind = &line.words[at + " m".len()..];
            behind.strip_prefix("yself").or_else(|| behind.strip_prefix('e'))
        });
        let behind = names::near(found.find(|behind| behind.starts_with(" (") || behind.starts_with(", "))?);
        let run = names::runs(behind).into_iter().next().filter(|run| run.span().start == 2)?;
        let shown: Vec<&str> = run.words.iter().map(|word| word.of(behind)).collect();
        let bracketed = behind.starts_with(" (") && behind[run.span().end..].starts_with(')');
        (bracketed || names::is_full_name(&shown)).then(|| run.span().of(behind).to_owned())
    })
}

/// One of ours behind "me" in brackets at the head of a note, in capitals or not: "me (dana ruiz) + tom".
fn me_in_brackets(line: &str, roster: &Roster<'_>) -> Option<String> {
    let near = names::near(line);
    let behind = ["me (", "myself ("].iter().find_map(|me| {
        let (before, behind) = near.split_once(me)?;
        (before.is_empty() || before.ends_with([' ', '\t'])).then_some(behind)
    })?;
    let name = behind.split_once(')')?.0.trim();
    roster.colleague(name).is_some().then(|| name.to_owned())
}

/// The name under a note: one of ours, or what follows a closing formula in our own message.
fn signed(lines: &[Line], roster: &Roster<'_>) -> Option<String> {
    let own: Vec<&str> = lines
        .iter()
        .filter(|line| !line.foreign)
        .map(|line| line.words.as_str())
        .filter(|words| !words.is_empty())
        .collect();
    let is_name = |line: &str| roster.colleague(line.split(',').next().unwrap_or(line)).is_some();
    let is_below_name = |line: &str| {
        roster.is_ours(line) && !is_name(line) || line.contains('@') || !line.contains(char::is_alphabetic)
    };
    let last = own.iter().rev().take(SIGNATURE).find(|line| !is_below_name(line))?;
    // "Dana x"
    let last: &str = last.trim_end_matches(['x', 'X']).strip_suffix(' ').unwrap_or(last);
    let closed = last.trim_end_matches(['.', ' ']);
    let tail = closed.rsplit(['.', '!', ')', '?']).next().map(str::trim).filter(|tail| !tail.is_empty());
    // "End of dictation, Dana Ruiz.", "Dana Ruiz, Northwind"
    let (before, behind) = tail.and_then(|tail| tail.split_once(',')).unwrap_or_default();
    let parting = Some(behind.trim()).filter(|_| mail::is_closing(before));
    let of_firm = Some(before.trim()).filter(|_| roster.is_our_organization(Some(behind.trim())));
    // "J.H., Northwind"
    let initials = closed.split_once(',').filter(|(_, firm)| roster.is_our_organization(Some(firm.trim())));
    let initials = initials.map(|(name, _)| name);
    for candidate in [Some(last), tail, parting, of_firm, initials].into_iter().flatten() {
        if candidate.chars().count() <= 40 && roster.colleague(candidate).is_some() {
            return Some(candidate.trim_matches(['-', '–', '—', ' ']).to_owned());
        }
    }
    let mut closings = own.windows(2).filter(|pair| mail::is_closing(pair[0])).map(|pair| pair[1]);
    closings.find(|name| name.chars().count() <= 40 && roster.colleague(name).is_some()).map(str::to_owned)
}

/// Who of ours adds a remark at the end, below what a program wrote: "*MK: nice people. I will ask …*"
fn remarking(lines: &[Line], roster: &Roster<'_>) -> Option<String> {
    let last = lines.iter().rev().find(|line| !line.foreign && !line.words.is_empty())?;
    let (label, remark) = last.words.split_once(": ").filter(|_| !last.bullet && last.cells.is_empty())?;
    let several = remark.contains(". ");
    (several && label.len() <= LONGEST_LABEL && roster.colleague(label).is_some()).then(|| label.to_owned())
}

/// Whether somebody listed is one of ours, or named by a known name.
pub(super) fn is_known(person: &lists::Listed, roster: &Roster<'_>) -> bool {
    is_somebody(&person.name) || roster.colleague(&person.name).is_some()
}

/// Whether words have a known given name first, or the shape of a full name.
pub(super) fn is_somebody(name: &str) -> bool {
    let words: Vec<&str> = names::words(name).map(|word| word.of(name)).collect();
    words.first().is_some_and(|first| lexis().of(first).is_given()) || (words.len() > 1 && !names::is_common(&words))
}
