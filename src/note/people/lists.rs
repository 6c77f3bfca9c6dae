//! Lists of people: "Sana Mirza (ops director), her shift lead Craig, me; Will Ferreira / Lodvane".

use super::names::{Run, is_capitals, is_common, runs, words};
use super::words::{fold, lexis};
use crate::note::Side;
use crate::span::Span;
use std::borrow::Cow;

/// One item of a list of people.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::note) struct Listed {
    pub(in crate::note) name: String,
    /// What stands in brackets or behind a dash: a role, an organization, initials.
    pub(in crate::note) remarks: Vec<String>,
    /// The domain of the address.
    pub(in crate::note) domain: Option<String>,
    /// Short forms given with the name.
    pub(in crate::note) aliases: Vec<String>,
    /// "me (Will)", "myself".
    pub(in crate::note) is_author: bool,
}

impl Listed {
    /// Somebody of whom nothing but the name is told.
    pub(in crate::note) fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// Whether brackets or an apposition give a role or a department.
    pub(in crate::note) fn has_role(&self) -> bool {
        self.remarks.iter().any(|remark| {
            words(remark)
                .map(|word| fold(word.of(remark)))
                .any(|word| lexis().is_role(&word) || lexis().is_group(&word))
        })
    }
}

/// The people of a list, in order.
pub(in crate::note) fn read(list: &str) -> Vec<Listed> {
    let mut people: Vec<Listed> = Vec::new();
    for part in split(list) {
        match item(part) {
            Some(person) => people.push(person),
            // "Ann Lee, Director of Estates": what is no name tells about the one before.
            None => people.last_mut().into_iter().for_each(|last| last.remarks.push(part.to_owned())),
        }
    }
    people
}

/// A list cut where it names a side: "Priya Shah, Bob. For us Dana and Sam", "us: Dana / them: Priya",
/// "Dana from our side", or before the people of an organization: "Priya Shah – Northpeak: Dana". `labelled` tells whose
/// list a label says that it is.
pub(in crate::note) fn by_side(list: &str, labelled: impl Fn(&str) -> Option<Side>) -> Vec<(Option<Side>, &str)> {
    let all: Vec<Span> = words(list).collect();
    let (mut parts, mut side, mut from, mut at) = (Vec::new(), None, 0, 0);
    while at < all.len() {
        let named = side_at(list, &all[at..]).or_else(|| label_at(list, &all[at..], &labelled));
        let Some((named, length)) = named else {
            at += 1;
            continue;
        };
        let (start, end) = (all[at].start, all[at + length - 1].end);
        at += length;
        let before = &list[from..start];
        let behind = list[end..].trim_start();
        // "Bob is for us, Ann I am not sure" says whom he favours
        if behind.starts_with(',') && !before.trim().is_empty() {
            continue;
        }
        if behind.is_empty() || behind.starts_with(['.', ';', '/', '|', ')']) {
            // "Sana on our side" can also say whom she favours.
            if !matches!(&*fold(all[at - length].of(list)), "from" | "for") {
                continue;
            }
            let clause = before.rfind(['.', ';', '/', '|']).map_or(0, |mark| mark + 1);
            parts.extend([(side, &before[..clause]), (Some(named), &before[clause..])]);
            side = None;
        } else {
            parts.push((side, before));
            side = Some(named);
        }
        from = end;
    }
    parts.push((side, &list[from..]));
    let trimmed = parts.into_iter().map(|(side, part)| (side, trimmed_part(part)));
    trimmed.filter(|(_, part)| !part.is_empty()).collect()
}

fn trimmed_part(part: &str) -> &str {
    let part = part.trim_matches(|c: char| c.is_whitespace() || ":-–—.,;/|(".contains(c));
    part.rsplit_once(' ').filter(|(_, last)| lexis().is_joiner(last)).map_or(part, |(before, _)| before.trim_end())
}

/// The side that a list names where these words begin, and how many of them do so.
fn side_at(list: &str, from: &[Span]) -> Option<(Side, usize)> {
    const LONGEST: usize = 4;
    if !lexis().opens_side(from.first()?.of(list)) {
        return None;
    }
    (1..=from.len().min(LONGEST)).rev().find_map(|length| {
        let span = Span::new(from[0].start, from[length - 1].end);
        let (side, colon) = lexis().side(&fold(span.of(list)))?;
        (!colon || list[span.end..].trim_start().starts_with([':', '–', '—'])).then_some((side, length))
    })
}

/// The side of a label that begins with these words, and how many words it has.
fn label_at(list: &str, from: &[Span], labelled: impl Fn(&str) -> Option<Side>) -> Option<(Side, usize)> {
    const LONGEST: usize = 3;
    let length = from.iter().take(LONGEST).position(|word| list[word.end..].starts_with(": "))? + 1;
    let label = Span::new(from[0].start, from[length - 1].end).of(list);
    // "Northpeak. Other side: Ann"
    (!label.contains(". ")).then(|| labelled(label).map(|side| (side, length)))?
}

/// Splits at commas, semicolons, "and" and other separators outside brackets.
pub(in crate::note) fn split(list: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut from) = (Vec::new(), 0usize, 0);
    for (at, c) in list.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 0 || at < from {
            continue;
        }
        let separator = match c {
            ',' | ';' | '|' | '\n' => 1,
            '·' | '•' => c.len_utf8(),
            ' ' => joiner_length(&list[at + 1..]),
            _ => 0,
        };
        if separator > 0 {
            parts.push(&list[from..at]);
            from = at + separator;
        }
    }
    parts.push(&list[from..]);
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// How long the word between two names is with the spaces around it, where it is one: "Will and Marek", but "Ann Y Lee".
fn joiner_length(behind: &str) -> usize {
    let word = behind.split_once(' ').map_or("", |(word, _)| word);
    let joins = !word.starts_with(char::is_uppercase) && {
        let senses = lexis().of(word);
        senses.is_joiner() || senses.is_separator()
    };
    if joins { word.len() + 2 } else { 0 }
}

/// Reads one item, if it names somebody.
pub(in crate::note) fn item(part: &str) -> Option<Listed> {
    let mut person = Listed::default();
    let taken = take_brackets(part, &mut person);
    let mut rest = &*taken;
    if let Some((initials, name)) = rest.split_once('=') {
        person.aliases.push(initials.trim().to_owned());
        rest = name.trim();
    }
    if let Some(handle) = rest.strip_prefix('@') {
        let name = handle.split_whitespace().next()?.trim_matches(|c: char| !c.is_alphanumeric());
        // "@annas (Anna Sand)"
        let given = |remark: &&String| lexis().of(remark.split(' ').next().unwrap_or_default()).is_given();
        let called = person.remarks.iter().find(given).and_then(|remark| name_in(remark));
        person.aliases.extend([format!("@{name}")].into_iter().chain(called.is_some().then(|| name.to_owned())));
        person.name = called.unwrap_or_else(|| name.to_owned());
        return (!name.is_empty()).then_some(person);
    }
    let may_hold_dash = rest.bytes().any(|byte| matches!(byte, b'-' | b'/' | b'@') || !byte.is_ascii());
    for dash in [" - ", " – ", " — ", " / ", " @ "].into_iter().filter(|_| may_hold_dash) {
        if let Some((name, remark)) = rest.split_once(dash) {
            person.remarks.push(remark.trim().to_owned());
            rest = name;
        }
    }
    let first = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    if lexis().is_writer(first) {
        person.is_author = true;
        let inside = person.remarks.iter().find(|remark| runs(remark).len() == 1);
        person.name = inside.and_then(|remark| name_in(remark)).unwrap_or_default();
        return Some(person);
    }
    match name_in(rest) {
        Some(name) => person.name = name,
        None => person.name = address_name(&person, part)?,
    }
    keep_initials(&mut person);
    Some(person)
}

/// Moves brackets and addresses out of an item.
fn take_brackets<'p>(part: &'p str, person: &mut Listed) -> Cow<'p, str> {
    if !part.contains(['(', '<', '[', ')', '>', ']', '@']) {
        return Cow::Borrowed(without_marks(part));
    }
    let mut rest = String::with_capacity(part.len());
    let mut inside = String::new();
    let mut open = None;
    for c in part.chars() {
        match (c, open) {
            ('(' | '<' | '[', None) => open = Some(c),
            (')' | '>' | ']', Some(bracket)) => {
                let text = std::mem::take(&mut inside);
                open = None;
                match text.split_once('@').filter(|(local, _)| bracket == '<' || !local.is_empty()) {
                    Some((_, domain)) => person.domain = Some(fold(domain).into_owned()),
                    None => person.remarks.push(text.trim().to_owned()),
                }
            }
            (c, Some(_)) => inside.push(c),
            (c, None) => rest.push(c),
        }
    }
    if let Some(address) = rest.split_whitespace().find(|word| word.trim_start_matches('@').contains('@')) {
        person.domain = address.rsplit('@').next().map(|domain| fold(domain).into_owned());
        let address = address.to_owned();
        rest = rest.replacen(&address, "", 1);
    }
    Cow::Owned(without_marks(&rest).to_owned())
}

fn without_marks(rest: &str) -> &str {
    rest.trim().trim_end_matches(['.', ':', '!']).trim_matches(['"', '\'', '-']).trim()
}

/// A name out of "lucie.bonnet@…", where the address has one.
fn address_name(person: &Listed, part: &str) -> Option<String> {
    person.domain.as_ref()?;
    let local = part.split('@').next()?.rsplit(['<', ' ', '(']).next()?;
    let words: Vec<&str> = local.split(['.', '_']).filter(|word| word.chars().all(char::is_alphabetic)).collect();
    if words.len() < 2 && !words.first().is_some_and(|word| lexis().of(word).is_given()) {
        return None;
    }
    // "u.lang@" is whoever the note calls "Mr Lang": nobody wrote "U. Lang"
    let written = |word: &&&str| word.chars().nth(1).is_some() || words.len() < 2;
    let capital = |word: &&str| {
        let mut chars = word.chars();
        let first = chars.next().into_iter().flat_map(char::to_uppercase);
        first.chain(chars.as_str().chars()).collect::<String>()
    };
    let name = words.iter().filter(written).map(capital).collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then_some(name)
}

/// Initials in the brackets that fit the name are a short form: "Ann Lee (AL, buyer)".
fn keep_initials(person: &mut Listed) {
    if person.remarks.is_empty() {
        return;
    }
    let initials = initials(&person.name);
    for word in person.remarks.iter().flat_map(|remark| remark.split([',', ' ', '/'])) {
        let handle = word.len() > 1 && word.starts_with('@');
        if handle || (is_capitals(word) && initials.starts_with(&*fold(word))) {
            person.aliases.push(word.to_owned());
        }
    }
}

/// The folded first letters of a name's words.
pub(in crate::note) fn initials(name: &str) -> String {
    fold(name).split([' ', '-']).filter_map(|word| word.chars().next()).collect()
}

/// The first run of capitalised words in a list's item that can be a name; a name in capitals or without any too.
fn name_in(item: &str) -> Option<String> {
    let item = item.trim();
    if item.chars().nth(80).is_some() {
        return None;
    }
    let stripped = |mut run: Run| {
        // "Invited Dana", "Call Bob": the first word tells the occasion.
        if run.words.len() > 1 && lexis().of(run.words[0].of(item)).is_occasion() {
            run.words.remove(0);
        }
        run
    };
    if let Some(run) = runs(item).into_iter().map(stripped).find(|run| is_name(item, run)) {
        return Some(run.span().of(item).to_owned());
    }
    let folded: Vec<Cow<'_, str>> = words(item).map(|word| fold(word.of(item))).collect();
    let capitals = words(item).all(|word| is_capitals(word.of(item)));
    let known = folded.first().is_some_and(|word| lexis().is_given(word) || lexis().is_honorific(word));
    let short = folded.len() <= 3 && !folded.iter().skip(1).any(|word| lexis().is_not_surname(word));
    (known && short && (capitals || !lexis().is_word_like(&folded[0]))).then(|| item.to_owned())
}

fn is_name(item: &str, run: &Run) -> bool {
    let words: Vec<&str> = run.words.iter().map(|word| word.of(item)).collect();
    let first = fold(words[0]);
    let letters = run.span().len() > 1;
    let sense = is_common(&words) || (words.len() == 1 && lexis().is_not_surname(&first) && !lexis().is_given(&first));
    letters && words.len() <= 5 && !lexis().is_occasion(&first) && !sense && !run.possessive
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: &str) -> Vec<String> {
        read(list).into_iter().map(|person| person.name).collect()
    }

    #[test]
    fn names_are_told_from_roles() {
        assert_eq!(names("Sana Mirza (ops director), her shift lead Craig, me"), ["Sana Mirza", "Craig", ""]);
        assert_eq!(names("Tan Wei Ling, engineering mgr"), ["Tan Wei Ling"]);
        assert_eq!(
            names("Niamh Foley, Ops Director; Dr. Tom Garrity & Bob O."),
            ["Niamh Foley", "Dr. Tom Garrity", "Bob O"]
        );
    }

    #[test]
    fn sides_are_named_within_a_list() {
        let us = Some(Side::Us);
        let nobody = |_: &str| None;
        assert_eq!(
            by_side("Priya Shah (CFO), Bob. For us Dana and Sam.", nobody),
            [(None, "Priya Shah (CFO), Bob"), (us, "Dana and Sam")]
        );
        assert_eq!(by_side("us: Dana / them: Priya", nobody), [(us, "Dana"), (Some(Side::Them), "Priya")]);
        assert_eq!(by_side("Priya, Bob; Dana from our side", nobody), [(None, "Priya, Bob"), (us, "Dana")]);
        assert_eq!(by_side("Priya told us about it", nobody), [(None, "Priya told us about it")]);
        let northpeak = |label: &str| (label == "Northpeak").then_some(Side::Us);
        let told = by_side("Priya Shah (CFO) – Northpeak: Dana, Sam", northpeak);
        assert_eq!(told, [(None, "Priya Shah (CFO)"), (us, "Dana, Sam")]);
        assert_eq!(by_side("Bob is for us, Ann not", nobody), [(None, "Bob is for us, Ann not")]);
    }

    #[test]
    fn brackets_tell_initials_and_domains() {
        let people = read("Ann Lee (AL, buyer), Jo Hale <jo@us.example>, PS = Priya Shah");
        assert_eq!(people[0].aliases, ["AL"]);
        assert_eq!(people[1].domain.as_deref(), Some("us.example"));
        assert_eq!((people[2].name.as_str(), people[2].aliases[0].as_str()), ("Priya Shah", "PS"));
    }

    #[test]
    fn addresses_may_hold_the_name() {
        assert_eq!(names("lucie.bonnet@x.example, j.thaler@y.example, info@z.example"), ["Lucie Bonnet", "Thaler"]);
    }
}
