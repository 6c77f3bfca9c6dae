//! People whom the shape of a note tells: lists under a heading, tables, speaker labels, greetings.

use super::author::is_known;
use super::head::Head;
use super::lines::{Line, fields};
use super::message::greeted;
use super::side_of_label;
use crate::note::people::roster::Roster;
use crate::note::people::words::{Key, fold, lexis};
use crate::note::people::{lists, names};
use crate::note::{Block, BlockKind, Side};
use rustc_hash::FxHashMap;

/// Enters everybody whom lists, tables, labels and greetings name.
pub(super) fn gather(lines: &[Line], text: &str, blocks: &[Block], account: Option<&str>, roster: &mut Roster<'_>) {
    lists_under_headings(lines, account, roster);
    tables(lines, roster);
    lines.iter().for_each(|line| legend(line, roster));
    let turns = blocks.iter().filter(|block| block.kind == BlockKind::SpeakerTurn).filter_map(|block| block.label);
    let mut labels: FxHashMap<&str, u32> = FxHashMap::default();
    let of_lines = lines.iter().filter(|line| line.cells.is_empty()).filter_map(|line| label(&line.words));
    for label in of_lines.chain(turns.map(|label| label.of(text))) {
        *labels.entry(label).or_default() += 1;
    }
    enter_labels(labels, roster);
    for line in lines.iter().filter(|line| !line.words.is_empty()).take(40) {
        for person in greeted(&line.words).into_iter().flatten() {
            roster.add_listed(&person, None);
        }
        // Addresses tell names and sides wherever they stand.
        if line.words.contains('<') && line.words.contains('@') {
            let list = line.words.split_once(": ").map_or(line.words.as_str(), |(_, list)| list);
            let addressed = lists::read(list).into_iter().filter(|person| person.domain.is_some());
            addressed.for_each(|person| roster.add_listed(&person, None));
        }
        // Headers of a message that the note passes on.
        let passed_on = if line.foreign { fields(&line.words) } else { Vec::new() };
        for field in passed_on.iter().filter(|field| matches!(field.key, Key::From | Key::To)) {
            lists::read(field.value).iter().for_each(|person| roster.add_listed(person, None));
        }
    }
}

/// "## Attendees" and what stands under it.
fn lists_under_headings(lines: &[Line], account: Option<&str>, roster: &mut Roster<'_>) {
    let mut open: Option<Option<Side>> = None;
    let mut items = 0;
    for line in lines.iter().filter(|line| !line.foreign) {
        if let Some(side) = list_heading(line, account, roster) {
            (open, items) = (Some(side), 0);
            continue;
        }
        let Some(side) = open else { continue };
        let item = line.bullet || line.indented || items == 0;
        if line.words.is_empty() || !line.cells.is_empty() {
            continue;
        }
        if line.heading || !item || line.words.chars().nth(200).is_some() {
            open = None;
            continue;
        }
        items += 1;
        let (label, list) = line.words.split_once(": ").unwrap_or(("", &line.words));
        let side = side.or_else(|| side_of_label(label, account, roster));
        for (told, part) in lists::by_side(list, |label| side_of_label(label, account, roster)) {
            for mut person in lists::read(part) {
                if side.is_none() && !label.is_empty() {
                    person.remarks.push(label.to_owned());
                }
                roster.add_listed(&person, told.or(side));
            }
        }
    }
}

/// A line of the head that names a side with its people: "Acme Foods: Ann Lee (CFO), Bo Kim", "For us Dana and Sam".
pub(super) fn sides(line: &str, account: Option<&str>, roster: &mut Roster<'_>) {
    const LONGEST: usize = 60;
    if !fields(line).is_empty() {
        return;
    }
    let somebody = |person: &lists::Listed, roster: &Roster<'_>| is_known(person, roster) || person.has_role();
    // "Ann Lee (Acme): Thanks for the time, Bo" is what Ann says
    let speaks = |label: &str| {
        label.contains('(') && names::words(label).next().is_some_and(|word| lexis().is_given(&fold(word.of(label))))
    };
    // "Dana Ruiz, Northwind. Other side: Ann Lee": what stands before the label is a list of its own
    let own = |label: &str| label.find(". ").is_none_or(|at| !roster.is_ours(&label[..at]));
    let is_label = |label: &str| label.chars().count() <= LONGEST && !speaks(label) && own(label);
    let labelled = line.split_once(": ").filter(|(label, _)| is_label(label));
    if let Some((label, list)) = labelled
        && let Some(side) = side_of_label(label, account, roster)
    {
        let people = lists::read(list);
        let named = list.starts_with(char::is_uppercase) && !super::names_day(list, roster);
        if named && people.iter().any(|person| somebody(person, roster)) {
            for mut person in people {
                if side == Side::Third {
                    person.remarks.push(label.split('(').next().unwrap_or(label).trim().to_owned());
                }
                roster.add_listed(&person, Some(side));
            }
        }
        return;
    }
    // "Bo will set up a sandbox for us" lists nobody
    let is_verb =
        |word: &str| lexis().is_person_verb(word) || lexis().is_weak_person_verb(word) && !lexis().is_joiner(word);
    let acts = |list: &str| names::words(list).any(|word| is_verb(&fold(word.of(list))));
    let told = lists::by_side(line, |label| side_of_label(label, account, roster));
    for (side, list) in told.into_iter().filter(|(side, list)| side.is_some() && !acts(list)) {
        for person in lists::read(list) {
            if somebody(&person, roster) {
                roster.add_listed(&person, side);
            }
        }
    }
}

/// Initials with their names: "TM = Tendai Moyo", "DK: Denise Kowalczyk, Director // …", "| DK | Denise Kowalczyk |".
fn legend(line: &Line, roster: &mut Roster<'_>) {
    let cells = line.cells.windows(2).map(|pair| (pair[0].as_str(), pair[1].as_str()));
    for (short, name) in cells.filter(|(short, _)| is_initials(short)) {
        enter_legend(short, name, roster);
    }
    if !line.cells.is_empty() || line.foreign {
        return;
    }
    let words = &line.words;
    behind_name(words, roster);
    // "FT Canon Felix Thrale (chapter)"
    if let Some((short, name)) = words.split_once(' ').filter(|(short, _)| is_initials(short)) {
        enter_legend(short, name, roster);
    }
    let marks = memchr::memchr3_iter(b'=', b':', DASH.as_bytes()[0], words.as_bytes());
    for at in marks.take(LEGEND) {
        let mark = if words[at..].starts_with(DASH) { DASH } else { "=" };
        if !words.is_char_boundary(at + mark.len()) {
            continue;
        }
        let short = words[..at].trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let behind = words[at + mark.len()..].trim_start();
        if is_initials(short) {
            enter_legend(short, behind, roster);
        } else if words[at..].starts_with('=') && short.len() == 1 && short.starts_with(char::is_uppercase) {
            enter_letter(short, behind, roster);
        }
    }
}

/// Initials behind a name: "the CFO (Warwick Dane, WD)".
fn behind_name(words: &str, roster: &mut Roster<'_>) {
    let ends = |rest: &str| rest.bytes().take(4).take_while(u8::is_ascii_uppercase).count();
    let told = |at: usize| (2..=4).contains(&ends(words.get(at + 2..).unwrap_or_default()));
    if !memchr::memmem::find_iter(words.as_bytes(), ", ").take(LEGEND).any(told) {
        return;
    }
    for run in names::runs(words).into_iter().filter(|run| run.words.len() > 1) {
        let name = run.span().of(words);
        let Some(behind) = words[run.span().end..].strip_prefix(", ") else { continue };
        let short = &behind[..ends(behind)];
        let closed = !behind[short.len()..].starts_with(char::is_alphanumeric);
        if closed && is_initials(short) && lists::initials(name) == fold(short) {
            let aliases = vec![short.to_owned()];
            roster.add_listed(&lists::Listed { aliases, ..lists::Listed::named(name) }, None);
        }
    }
}

/// More marks on a line explain no initials.
const LEGEND: usize = 24;
const DASH: &str = "–";

fn is_initials(word: &str) -> bool {
    (2..=4).contains(&word.len()) && names::is_capitals(word)
}

/// Enters the name at the start of a text, if these are its initials.
fn enter_legend(short: &str, text: &str, roster: &mut Roster<'_>) {
    let text = names::near(text);
    let Some(run) = names::runs(text).into_iter().next().filter(|run| run.span().start == 0) else { return };
    let name = run.span().of(text);
    let plain = run.words.iter().skip_while(|word| lexis().is_honorific(word.of(text)));
    if run.words.len() < 2 {
        return;
    }
    let initials: String = plain.map(|word| lists::initials(word.of(text))).collect();
    if initials != *fold(short) && lists::initials(name) != fold(short) {
        return;
    }
    let behind = text[name.len()..].trim_start_matches([',', ' ', '(']);
    let remark = behind.split([';', '/', '|', ')', '=']).next().unwrap_or_default().trim();
    let remarks = if remark.is_empty() { Vec::new() } else { vec![remark.to_owned()] };
    let person =
        lists::Listed { name: name.to_owned(), remarks, aliases: vec![short.to_owned()], ..lists::Listed::default() };
    roster.add_listed(&person, None);
}

/// Enters whom a single letter stands for: "A = me (Ann)", "E = Dr. Ito, buyer".
fn enter_letter(letter: &str, text: &str, roster: &mut Roster<'_>) {
    let near = names::near(text);
    let Some(mut person) = lists::split(near).first().and_then(|part| lists::item(part)) else { return };
    if !person.name.is_empty() {
        person.aliases.push(letter.to_owned());
        roster.add_listed(&person, None);
    }
}

/// Whether a line opens a list of people, and of which side.
fn list_heading(line: &Line, account: Option<&str>, roster: &Roster<'_>) -> Option<Option<Side>> {
    // "Please sign in below. Roll call:"
    let opener = Some(&*line.words).filter(|words| words.ends_with(':')).and_then(|words| words.rsplit_once(". "));
    let last = opener.map_or(&*line.words, |(_, last)| last);
    let words = last.trim_end_matches(':');
    if last.chars().nth(40).is_some() || !line.cells.is_empty() {
        return None;
    }
    let (name, qualifier) =
        words.split_once('(').map_or((words, None), |(name, rest)| (name.trim(), Some(rest.trim_end_matches(')'))));
    let key = lexis().key(&fold(name))?;
    let capital = name.starts_with(char::is_uppercase);
    match key {
        Key::Attendees | Key::Absent if capital => {
            Some(qualifier.and_then(|word| side_of_label(word, account, roster)))
        }
        Key::Ours if capital && line.heading => Some(Some(Side::Us)),
        Key::Contact if capital && line.heading => Some(Some(Side::Them)),
        _ => None,
    }
}

/// Tables with a column of names, and columns of owners.
fn tables(lines: &[Line], roster: &mut Roster<'_>) {
    let mut header: Option<&[String]> = None;
    for line in lines {
        if line.cells.is_empty() {
            header = None;
            continue;
        }
        if line.cells.iter().all(|cell| cell.chars().all(|c| "-: ".contains(c))) {
            continue;
        }
        match header {
            None => header = Some(&line.cells),
            Some(titles) => row(titles, &line.cells, roster),
        }
    }
}

fn row(titles: &[String], cells: &[String], roster: &mut Roster<'_>) {
    let columns = lexis().columns();
    let is_one_of = |title: &String, headers: &[String]| headers.iter().any(|header| *header == fold(title));
    let cell = |headers| titles.iter().position(|title| is_one_of(title, headers)).and_then(|at| cells.get(at));
    if let Some(name) = cell(&columns.names) {
        let Some(mut person) = lists::item(name) else { return };
        for (title, cell) in titles.iter().zip(cells).filter(|(_, cell)| *cell != name) {
            if is_one_of(title, &columns.initials) {
                person.aliases.push(cell.clone());
            } else {
                person.remarks.push(cell.clone());
            }
        }
        roster.add_listed(&person, None);
    } else if let Some(owner) = cell(&columns.owners) {
        for person in lists::read(owner) {
            let words: Vec<&str> = person.name.split(' ').collect();
            if names::is_full_name(&words) || words.first().is_some_and(|word| lexis().of(word).is_given()) {
                roster.add_listed(&person, None);
            }
        }
    }
}

/// The speaker's label of a line: "[03:12] Alana Whitfield: …", "Stan Kozma (Fairlead Advisory): …".
pub(super) fn label(line: &str) -> Option<&str> {
    const LONGEST: usize = 70;
    let line = match line.strip_prefix(['[', '(']) {
        Some(timed) if timed.starts_with(|c: char| c.is_ascii_digit()) => timed.split_once([']', ')'])?.1.trim_start(),
        _ => line,
    };
    let colon = line.find(':').filter(|&at| at <= LONGEST)?;
    let behind = &line[colon + 1..];
    let label = line[..colon].trim();
    let name = label.split('(').next().unwrap_or(label).trim();
    let shaped = name.split(' ').count() <= 4
        && name.split(' ').all(|word| word.starts_with(char::is_uppercase) || lexis().is_particle(word));
    (!name.is_empty() && shaped && (behind.is_empty() || behind.starts_with(' '))).then_some(label)
}

/// Enters the labels that name people: known names at once, others when they come again.
fn enter_labels(labels: FxHashMap<&str, u32>, roster: &mut Roster<'_>) {
    let mut labels: Vec<_> = labels.into_iter().collect();
    labels.sort_unstable();
    for (label, count) in labels {
        let name = label.split('(').next().unwrap_or(label).trim();
        let words: Vec<&str> = names::words(name).map(|word| word.of(name)).collect();
        let Some(first) = words.first().map(|word| fold(word)) else { continue };
        let common = names::is_common(&words) || lexis().key(&fold(name)).is_some();
        let surname = lexis().is_honorific(&first) && words.len() > 1;
        let given = lexis().is_given(&first) && !lexis().is_calendar(&first);
        let short = name.chars().count() < 3
            || (words.len() == 1 && names::is_capitals(name) && name.chars().count() < 4 && !given);
        let known = (surname || given) && (words.len() > 1 || !lexis().is_word_like(&first) || count > 1);
        if short || (common && !surname) || !(known || count > 1 || roster.knows(name)) {
            continue;
        }
        // A word in capitals says nothing of how the name is written.
        let capital: String = if names::is_capitals(name) { title_case(name) } else { name.to_owned() };
        match lists::item(&label.replacen(name, &capital, 1)) {
            Some(person) => roster.add_listed(&person, None),
            None => roster.add(&capital, None),
        }
    }
}

/// The one of ours who speaks in a transcript or a chat, where no other of ours does, and who is named in the head, is the
/// only one of ours named at all, or adds something at the end.
pub(super) fn only_of_ours(lines: &[Line], head: &Head<'_>, roster: &Roster<'_>) -> Option<String> {
    let configured = if roster.is_configured() { lines } else { &[] };
    let turns = configured.iter().filter(|line| !line.foreign && line.cells.is_empty() && !line.bullet);
    let mut count = 0;
    let mut found: Option<(&str, &str)> = None;
    for label in turns.filter_map(|line| label(&line.words)) {
        let name = label.split('(').next().unwrap_or(label).trim();
        let Some(ours) = roster.colleague(name) else { continue };
        match found {
            Some((_, other)) if other != ours => return None,
            _ => found = found.or(Some((name, ours))),
        }
        count += 1;
    }
    let (name, ours) = found.filter(|_| count > 1)?;
    let headed = || head.lines.iter().any(|line| line.words.contains(ours));
    // whoever adds a remark to a chat says "I" of themselves
    let remarks = || lines.iter().rev().find(|line| !line.words.is_empty()).is_some_and(|line| !is_turn(&line.words));
    (headed() || !roster.names_another_of_ours(ours) || remarks()).then(|| name.to_owned())
}

/// Whether a line is what somebody said: its label is a time or begins like a person's name.
pub(super) fn is_turn(line: &str) -> bool {
    let timed = line.trim_start_matches(['[', '(']).starts_with(|c: char| c.is_ascii_digit()) && line.contains(':');
    let clock = timed && line.split(' ').next().is_some_and(|first| first.contains(':'));
    let named = label(line).and_then(|label| names::words(label).next().map(|word| fold(word.of(label))));
    clock
        || named.is_some_and(|word| {
            lexis().is_speaker_label(&word) || (lexis().is_given(&word) && !lexis().is_word_like(&word))
        })
}

/// Whether "our" and "my" in a line mean us: the customer did not write or say it.
pub(super) fn is_by_us(line: &Line, is_spoken: bool, head: &Head<'_>, roster: &Roster<'_>) -> bool {
    let has = |word: &str| memchr::memmem::find(line.words.as_bytes(), word.as_bytes()).is_some();
    if !roster.is_configured() || line.foreign || !(has("ur ") || has("y ") || has("olleague")) {
        return false;
    }
    let ours = |name: &str| roster.colleague(name.split(['<', '(', ',']).next().unwrap_or(name).trim()).is_some();
    let sent = head.values(Key::From).next().is_none_or(|from| ours(&from.value) || roster.is_ours(&from.value));
    let speaker = label(&line.words).filter(|_| is_turn(&line.words));
    sent && speaker.map_or(!is_spoken, |name| ours(name) || name.eq_ignore_ascii_case("me"))
}

fn title_case(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().into_iter().chain(chars.flat_map(char::to_lowercase)).collect()
}
