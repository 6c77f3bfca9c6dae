//! Who wrote a note, by the lines that open it: where names stand among days and places.

use super::author::is_somebody;
use super::head::{Head, bare};
use super::lines::{Line, fields};
use super::title;
use crate::dates::{Order, find_absolute};
use crate::note::people::roster::Roster;
use crate::note::people::words::{fold, lexis};
use crate::note::people::{is_word_like, lists, names};

/// How long a line may be that opens with whoever writes, in characters.
const LONGEST_HEAD: usize = 160;
/// In bytes.
const LONGEST_LABEL: usize = 40;
/// How many lines may tell the day with whoever writes beside it.
const DATED: usize = 2;

/// One of ours whom a line of the head names right behind its day, or before it: "18/5/26 SK - Acme", "put in CRM
/// 19.05.2026 Dana Ruiz", "dana ruiz 3 june 2026 quayside hotel".
pub(super) fn beside_date(lines: &[&Line], roster: &Roster<'_>) -> Option<String> {
    lines.iter().take(DATED).map(|line| names::near(&line.words)).find_map(|line| {
        let words: Vec<_> = names::words(line).collect();
        let is_date = |at: usize| words.get(at).is_some_and(|word| title::is_date_word(word.of(line)));
        let opens = (0..words.len()).find(|&at| is_date(at)).filter(|_| is_dated(line))?;
        let before = line[..words[opens].start].trim_end_matches([' ', ',', '-', '–']);
        let full = (before.contains(' ') || names::is_capitals(before)) && roster.colleague(before).is_some();
        let mut ends = (opens..words.len()).filter(|&at| is_date(at) && !is_date(at + 1));
        let mut behind = || ends.find_map(|at| named_first(&line[words[at].end..], roster));
        if full { Some(before.to_owned()) } else { behind() }
    })
}

/// One of ours with whose name some words begin, perhaps behind a mark and what says that they write; more than a name may
/// only follow behind a mark.
pub(super) fn named_first(words: &str, roster: &Roster<'_>) -> Option<String> {
    let marks = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '-' | '–' | '—' | '|' | '/' | '·' | '(');
    let words = words.trim_start_matches(marks);
    let writing = words.split_once(' ').filter(|(first, _)| lexis().is_writing(&fold(first))).map(|(_, behind)| behind);
    let words = [Some(words), writing].into_iter().flatten().find_map(|from| from.strip_prefix("by ")).unwrap_or(words);
    let closes = |rest: &str| {
        let set_off = |rest: &str| rest.starts_with(['-', '–', '—', '|', '(', '/']);
        rest.trim().is_empty() || rest.starts_with(['.', ',', ':', ')', '|']) || set_off(rest.trim_start())
    };
    let ends = names::words(words).take(3).map(|word| word.end).collect::<Vec<_>>();
    ends.into_iter().rev().find_map(|end| {
        let name = words[..end].trim();
        let short = names::is_capitals(name) && name.chars().count() <= 3;
        let is_name = short || name.chars().count() > 2 && !is_word_like(name);
        // "SK call Acme"
        let occasion = || {
            short && names::words(&words[end..]).next().is_some_and(|next| lexis().is_occasion(next.of(&words[end..])))
        };
        (is_name && (closes(&words[end..]) || occasion()) && roster.colleague(name).is_some()).then(|| name.to_owned())
    })
}

/// Whom a line or row for our organization lists first: "Northwind: Dana Ruiz, Tom Okafor".
pub(super) fn under_our_name(head: &Head<'_>, roster: &Roster<'_>) -> Option<String> {
    head.lines.iter().find_map(|line| {
        let (label, names) = match line.cells.as_slice() {
            [label, names] => (label.as_str(), names.as_str()),
            _ => line.words.split_once(':')?,
        };
        let label = label.trim_matches(|c: char| !c.is_alphanumeric());
        if label.is_empty() || label.len() > LONGEST_LABEL || label.contains(". ") || !roster.is_ours(label) {
            return None;
        }
        let first = lists::read(names).into_iter().map(|person| person.name).find(|name| !name.is_empty())?;
        (roster.colleague(&first).is_some() || is_somebody(&first)).then_some(first)
    })
}

/// One of ours whom an opening line names in a part of their own: "Acme – 30 Sept – SK", "Dana Ruiz with Ann Lee".
pub(super) fn in_opening(head: &Head<'_>, roster: &Roster<'_>, lower: bool) -> Option<String> {
    for (at, line) in head.opening().enumerate() {
        if let Some(told) = introduced(line, roster).or_else(|| by_line(line, roster)) {
            return Some(told);
        }
        let parts: Vec<&str> = title::parts(line).into_iter().flat_map(lists::split).collect();
        if lower {
            let called =
                |part: &&str| !is_word_like(part) && part.chars().count() > 2 && roster.colleague(part).is_some();
            let mut undated_parts = parts.iter().map(|part| undated(part));
            let whole = undated_parts.clone().find_map(|part| of_ours(part, roster));
            let whole = whole.or_else(|| undated_parts.find(called).map(str::to_owned));
            match whole.or_else(|| first_word_of_ours(line, roster).filter(|_| at == 0)) {
                None => continue,
                named => return named,
            }
        }
        let line = before_fields(line);
        if !fields(line).is_empty() {
            continue;
        }
        let mut ours = parts.iter().enumerate().filter_map(|(at, part)| Some((at, of_ours(undated(part), roster)?)));
        let Some((place, one)) = ours.next() else { continue };
        if came_along(line, parts[place]) {
            continue;
        }
        // "R. Hale (Ruth Hale)" is one person.
        let same = |other: &str| roster.colleague(other) == roster.colleague(&one);
        let alone = ours.all(|(_, other)| same(&other));
        let leads = at > 0
            && parts[..place].iter().all(|part| is_only_date(part))
            && !line.starts_with('(')
            && line.chars().count() <= LONGEST_HEAD
            || place > 0 && parts[..place].iter().all(|part| is_dictated(part)) && ends_sentence(line, parts[place])
            || takes_along(line, &one);
        // Between other names it is one of a list, unless a dash or a stop sets it off at the end.
        let before = place.checked_sub(1).map(|before| parts[before]);
        let listed = before.is_some_and(is_listed) && !is_set_off_last(line, parts[place]);
        let set_off = || is_set_off_last(line, parts[place]);
        if leads || (alone && !listed && (is_dated(line) || parts.len() <= 3 || set_off())) {
            return Some(one);
        }
    }
    None
}

/// The sentence of a line that stands before its fields: "Dana Ruiz, Northwind. Other side: Ann Lee".
fn before_fields(line: &str) -> &str {
    line.split_once(". ").map_or(line, |(first, behind)| if fields(behind).is_empty() { line } else { first })
}

/// A line that opens with "by": "by Dana Ruiz, with Tom".
fn by_line(line: &str, roster: &Roster<'_>) -> Option<String> {
    let behind = line.strip_prefix("by ").or_else(|| line.strip_prefix("By "))?;
    let name = behind.split([',', '(']).next().unwrap_or(behind).trim();
    roster.colleague(name).map(|_| name.to_owned())
}

/// A part of a line without the day and hour at its end: "dana ruiz  6/9/26 4:12pm".
fn undated(part: &str) -> &str {
    let is_time = |word: &str| title::is_date_word(word) || matches!(word, "am" | "pm");
    let mut end = part.len();
    while let Some(last) = names::last_word(&part[..end]).filter(|last| is_time(last.of(&part[..end]))) {
        end = last.start;
    }
    // "RM 268,000" is an amount
    if part[end..].contains(['/', ':']) { part[..end].trim() } else { part }
}

/// Whether a part of a line says no more than that something is written, and when: "Dictated 14/4/26".
fn is_dictated(part: &str) -> bool {
    let writing = |word: &str| title::is_date_word(word) || lexis().is_writing(&fold(word));
    names::words(part).all(|word| writing(word.of(part)))
}

/// Whether a full stop closes a part of a line, or the line does.
fn ends_sentence(line: &str, part: &str) -> bool {
    let behind = line.split_once(part).map_or("", |(_, behind)| behind);
    behind.is_empty() || behind.starts_with(". ") || behind == "."
}

/// Whether a part of a line is somebody who came along, and does not write: "on site with Sam".
fn came_along(line: &str, part: &str) -> bool {
    let before = line.split_once(part).map_or("", |(before, _)| before.trim_end());
    before.ends_with(" with") || before.ends_with(" w/")
}

/// Whether somebody is told to have come with another: "Dana Ruiz w/ Tom Okafor (our trainer)".
fn takes_along(line: &str, one: &str) -> bool {
    let behind = line.split_once(one).map_or("", |(_, behind)| behind);
    behind.starts_with(" w/ ") || behind.starts_with(" with ")
}

/// Who says who speaks: "this is Chase, it's Tuesday", "Dana here".
fn introduced(line: &str, roster: &Roster<'_>) -> Option<String> {
    let near = names::near(line);
    let all: Vec<_> = names::words(near).collect();
    let word = |at: usize| all.get(at).map(|word| word.of(near));
    let is = |at: usize, wanted: &str| word(at).is_some_and(|word| word.eq_ignore_ascii_case(wanted));
    let ours = |name: &str| roster.colleague(name).is_some();
    let told = |at: usize| {
        let full = all.get(at + 1).map(|next| &near[all[at].start..next.end]);
        full.filter(|name| ours(name)).or_else(|| word(at).filter(|name| ours(name))).map(str::to_owned)
    };
    (2..all.len()).find(|&at| is(at - 2, "this") && is(at - 1, "is")).and_then(told).or_else(|| {
        let here = (1..all.len().min(4)).find(|&at| is(at, "here"))?;
        told(here - 1).filter(|_| here == 1 || ours(&near[all[0].start..all[here - 1].end]))
    })
}

/// The only one of ours whom the opening lines name at all: "voice memo 2 July Dana Ruiz re Acme".
pub(super) fn only_in_opening(head: &Head<'_>, roster: &Roster<'_>) -> Option<String> {
    const LONGEST: usize = 110;
    let is_heading = |line: &&str| {
        let sentence = line.trim_end().ends_with(['.', '?', '!']);
        !sentence && line.chars().count() <= LONGEST && fields(line).is_empty()
    };
    let short = head.opening().take(2).filter(is_heading);
    let named = short.flat_map(|line| names::runs(line).into_iter().map(move |run| run.span().of(line)));
    let mut ours = named.filter_map(|name| roster.colleague(name));
    let one = ours.next()?;
    ours.all(|other| other == one).then(|| one.to_owned())
}

/// Whether a part of a line is its end, behind a mark that joins no list.
fn is_set_off_last(line: &str, part: &str) -> bool {
    let before = line.trim_end_matches([' ', '.']).strip_suffix(part);
    before.is_some_and(|before| [" - ", " – ", " — ", " | ", ". "].iter().any(|mark| before.ends_with(mark)))
}

/// Whether a part of a line is a date and nothing else.
pub(super) fn is_only_date(part: &str) -> bool {
    names::words(part).all(|word| title::is_date_word(word.of(part)))
}

fn is_dated(line: &str) -> bool {
    let mut words = names::words(line).map(|word| word.of(line)).filter(|word| title::is_date_word(word));
    let Some(first) = words.next() else { return false };
    let in_figures = |word: &str| word.as_bytes()[0].is_ascii_digit();
    // "third of March twenty twenty six"
    in_figures(first) || words.any(in_figures) || !find_absolute(line, Order::default()).is_empty()
}

/// One of ours, if a part of a line is nothing but their name or initials, or says besides where they are: "Dana Ruiz
/// in the car".
fn of_ours(part: &str, roster: &Roster<'_>) -> Option<String> {
    let name = bare(part);
    let count = |name: &str| name.split(' ').count();
    // a full name needs no capitals
    if count(name) > 1 && roster.colleague(name).is_some_and(|ours| count(name) <= count(ours)) {
        return Some(name.to_owned());
    }
    // "log AB" is of AB, "Can Tina do lunches" only speaks of her
    let first = names::words(name).find(|word| !lexis().is_occasion(word.of(name)))?;
    let name = &name[first.start..];
    let mut behind = names::words(name).skip(1);
    let small = |word: &str| word.starts_with(char::is_lowercase) && !lexis().is_particle(word);
    let end = behind.find(|word| small(word.of(name)) || lexis().is_whereabouts(word.of(name)));
    // "Dana Ruiz to book the flights" tells who acts, not who writes
    let acts =
        |word: &str| lexis().is_person_verb(word) || lexis().is_weak_person_verb(word) || lexis().is_joiner(word);
    if end.is_some_and(|word| acts(word.of(name))) {
        return None;
    }
    let is_whole = end.is_none_or(|word| lexis().is_whereabouts(word.of(name)));
    let name = name[..end.map_or(name.len(), |word| word.start)].trim();
    if name.chars().count() > 40 || !name.starts_with(char::is_uppercase) {
        return None;
    }
    let initials = names::is_capitals(name) && name.chars().count() <= 3;
    let full = |ours: &str| is_whole || count(name) > 1 && count(name) <= count(ours);
    ((initials || name.chars().count() > 2) && roster.colleague(name).is_some_and(full)).then(|| name.to_owned())
}

/// Whether a part of a line is a name, or brackets behind one.
fn is_listed(part: &str) -> bool {
    let role = |word: &str| lexis().is_role(word) || lexis().is_group(word);
    // "S.M. (Sipho Mabuza)" is no list.
    if names::words(part).all(|word| word.len() < 3) {
        return false;
    }
    let somebody = || lists::item(part).is_some_and(|person| is_somebody(&person.name));
    !part.contains(char::is_numeric) && (somebody() || names::words(part).any(|word| role(&fold(word.of(part)))))
}

/// In a line without capitals: one of ours near its start.
fn first_word_of_ours(line: &str, roster: &Roster<'_>) -> Option<String> {
    let line = names::near(line);
    let ours = |word: &&str| !is_word_like(word) && word.chars().count() > 2 && roster.colleague(word).is_some();
    names::words(line).map(|word| word.of(line)).find(ours).map(str::to_owned)
}
