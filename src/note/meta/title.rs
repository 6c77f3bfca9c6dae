//! What a title or first line names: the customer, people, a date ("Acme – Priya Shah – 9 Sep 2025").

use crate::note::people::lists;
use crate::note::people::names::{self, is_full_name, words};
use crate::note::people::roster::{Roster, same_organization};
use crate::note::people::words::{fold, lexis};

/// Longer titles are cut: what they name stands in front.
const LONGEST: usize = 160;
/// What stands between two who met.
pub(super) const PAIRS: [&str; 3] = [" x ", " × ", " <> "];
/// Longer words are no name.
const LONGEST_WORD: usize = 30;

/// The parts of a title, split at dashes, bars, colons, brackets and sentence ends.
pub(super) fn parts(title: &str) -> Vec<&str> {
    const MARKS: [&str; 13] =
        [" - ", " – ", " — ", " | ", " / ", " // ", " <> ", " x ", " × ", " · ", ": ", " + ", ". "];
    let title = clipped(title);
    let (mut parts, mut from) = (Vec::new(), 0);
    for (at, c) in title.char_indices() {
        if at < from {
            continue;
        }
        let opens_mark = matches!(c, ' ' | ':' | '.');
        let mark = MARKS.iter().find(|mark| opens_mark && title[at..].starts_with(**mark));
        let mut length = mark.map_or(0, |mark| mark.len());
        if length == 2 && c == '.' && is_abbreviation(&title[from..at], &title[at + length..]) {
            length = 0;
        }
        if length == 0 && matches!(c, ',' | ';' | '(' | ')' | '[' | ']' | '|' | '!' | '?' | '–' | '—' | '"' | '“' | '”')
        {
            length = c.len_utf8();
        }
        if length > 0 {
            parts.push(&title[from..at]);
            from = at + length;
        }
    }
    parts.push(&title[from..]);
    parts
        .into_iter()
        .map(|part| part.trim_matches([' ', '.', ':', '-', '–', '\t']))
        .filter(|part| !part.is_empty())
        .collect()
}

fn clipped(title: &str) -> &str {
    let mut end = LONGEST.min(title.len());
    while !title.is_char_boundary(end) {
        end -= 1;
    }
    if end == title.len() { title } else { &title[..title[..end].rfind(' ').unwrap_or(end)] }
}

/// Whether the point between these words ends no sentence: "St. Anne", "Dr. Ito", "Bob O. Lee", "Mar. 3".
fn is_abbreviation(before: &str, behind: &str) -> bool {
    let last = before.rsplit([' ', '(', '\t']).next().unwrap_or_default();
    let dated = || words(behind).next().is_some_and(|word| is_date_word(&fold(word.of(behind))));
    last.chars().count() <= 2 && last.starts_with(char::is_uppercase)
        || lexis().of(last).is_honorific()
        || lexis().of(last).is_calendar() && dated()
}

/// The customer's organization, where a title names it.
pub(super) fn account(title: &str, roster: &Roster<'_>) -> Option<String> {
    let named = |part: &str| organization(besides_ours(part, roster), roster);
    // "PO in from Copper Ladle": several capitalised words that are nobody.
    let in_words = || {
        let runs = names::runs(clipped(title)).into_iter().filter(|run| run.words.len() > 1);
        runs.map(|run| run.span().of(title)).find_map(|name| organization(name, roster))
    };
    paired(title)
        .and_then(|pair| pair.into_iter().find_map(named))
        .or_else(|| parts(title).into_iter().find_map(named))
        .or_else(in_words)
}

/// The two that a title pairs: "Plant visit – Acme Foods x Northpeak: linen".
fn paired(title: &str) -> Option<[&str; 2]> {
    let (one, other) = PAIRS.iter().find_map(|mark| title.split_once(mark))?;
    Some([parts(one).pop()?, parts(other).into_iter().next()?])
}

/// What a part of a title joins with our name: "Acme Foods and Northpeak".
fn besides_ours<'t>(part: &'t str, roster: &Roster<'_>) -> &'t str {
    match part.split_once(" and ") {
        Some((one, ours)) if roster.is_ours(ours) && !roster.is_ours(one) => one,
        Some((ours, other)) if roster.is_ours(ours) && !roster.is_ours(other) => other,
        _ => part,
    }
}

/// The organization that a part of a title names, without date and occasion around it.
fn organization(part: &str, roster: &Roster<'_>) -> Option<String> {
    let all: Vec<_> = words(part).collect();
    let skipped = |word: &str| {
        let senses = lexis().of(word);
        is_date_word(word) || senses.is_occasion() || senses.is_person_verb()
    };
    let start = all.iter().position(|word| !skipped(word.of(part)))?;
    let capital = |word: &str| names::is_capitalized(word) || names::is_capitals(word);
    let mut end = start;
    for (at, word) in all.iter().enumerate().skip(start) {
        let shown = word.of(part);
        let folded = fold(shown);
        let goes_on = capital(shown)
            && !is_date_word(&folded)
            && (!lexis().is_occasion(&folded) || lexis().is_organization_suffix(&folded));
        if goes_on {
            end = at + 1;
        } else if !(lexis().is_connector(&folded) && at > start) {
            break;
        }
    }
    if end == start {
        return None;
    }
    // "Acme's rollout", but "St Brannoc's call"
    let last = names::unpossessed(part, all[end - 1]).0;
    let owns = all.get(end).is_some_and(|next| !skipped(next.of(part)));
    let name = &part[all[start].start..if owns { last.end } else { all[end - 1].end }];
    // "Disaster recovery proposal", "Your questions": one word that has its capital from the start of the title.
    let next = all.get(end).map(|word| word.of(part));
    let sentence = start == 0
        && end == 1
        && (lexis().of(last.of(part)).is_not_surname()
            || next.is_some_and(|next| {
                !skipped(next) && (!lexis().is_connector(next) || next == "the") && !lexis().is_weak_person_verb(next)
            }));
    if sentence {
        return None;
    }
    let shown: Vec<&str> = all[start..end - 1].iter().chain([&last]).map(|word| word.of(part)).collect();
    (!is_person(&shown)
        && !opens_with_person(&shown)
        && lexis().key(&fold(name)).is_none()
        && !roster.is_ours(name)
        && roster.colleague(name).is_none()
        && name.chars().count() > 2
        // "Export-d2b14fbf-86de-4508-a1b2-6515ff8d7aab"
        && shown.iter().all(|word| word.len() <= LONGEST_WORD))
    .then(|| name.to_owned())
}

/// Whether the words begin with somebody's given name and initial: "Ron D. Legal owes us comments".
fn opens_with_person(shown: &[&str]) -> bool {
    matches!(shown, [given, initial, ..] if lexis().of(given).is_given() && initial.chars().count() == 1)
}

/// The organization that opens a line without capitals: "corrigan cement 23/9/25 - …".
pub(super) fn lower_account(title: &str) -> Option<String> {
    let first = parts(title).into_iter().next()?;
    let all: Vec<_> = words(first).collect();
    let dated = all.iter().position(|word| is_date_word(word.of(first))).unwrap_or(all.len());
    let named = all[..dated].iter().all(|word| {
        let folded = fold(word.of(first));
        !lexis().is_occasion(&folded)
            && (!lexis().is_not_surname(&folded) || lexis().is_connector(&folded))
            && !lexis().is_given(&folded)
    });
    (named && (1..=5).contains(&dated)).then(|| first[all[0].start..all[dated - 1].end].to_owned())
}

/// Whether a title is that of an organization's own meeting ("QA Working Group", "Council minutes").
pub(super) fn is_own_meeting(title: &str) -> bool {
    words(title).any(|word| lexis().is_own_meeting(word.of(title)))
}

/// Numbers, months and weekdays.
pub(super) fn is_date_word(word: &str) -> bool {
    let number = word.starts_with(|c: char| c.is_ascii_digit());
    number && word.chars().filter(char::is_ascii_digit).count() * 2 >= word.chars().count() || lexis().is_calendar(word)
}

fn is_person(shown: &[&str]) -> bool {
    match shown {
        [one] => {
            let folded = fold(one);
            let titled = folded.rsplit_once('-').is_some_and(|(_, suffix)| lexis().is_honorific_suffix(suffix));
            titled || (lexis().is_given(&folded) && !lexis().is_organization_suffix(&folded))
        }
        _ => is_full_name(shown),
    }
}

/// Organizations that a title pairs with ours and the customer's: "Acme x Brightmoor x Northpeak".
pub(super) fn partners<'t>(title: &'t str, account: Option<&str>, roster: &Roster<'_>) -> Vec<&'t str> {
    let pairs = PAIRS.iter().map(|mark| title.matches(mark).count()).max().unwrap_or(0);
    let Some(account) = account.map(fold).filter(|_| pairs > 1) else { return Vec::new() };
    let named = parts(title).into_iter().filter(|part| organization(part, roster).as_deref() == Some(*part));
    named.filter(|part| !same_organization(&fold(part), &account)).collect()
}

/// People whom a title names in parts of their own, besides the customer.
pub(super) fn people(title: &str, account: Option<&str>) -> Vec<lists::Listed> {
    let account = account.map(fold).unwrap_or_default();
    let parts = parts(title);
    let named = parts.into_iter().filter(|part| account.is_empty() || !same_organization(&fold(part), &account));
    let listed: Vec<&str> = named.flat_map(lists::split).collect();
    let met = listed.iter().filter_map(|part| met(part));
    listed.iter().filter_map(|part| person(part)).chain(met).chain(listed_with_known(title)).collect()
}

/// Who was met or called: two words with capitals behind a word for the occasion: "ph call Lil Addis".
fn met(part: &str) -> Option<lists::Listed> {
    let all: Vec<&str> = words(part).map(|word| word.of(part)).collect();
    let [before @ .., first, last] = all.as_slice() else { return None };
    let shaped = |word: &str| {
        names::is_capitalized(word) && word.len() > 1 && word.chars().all(|c| c.is_alphabetic() || c == '-')
    };
    let is_name = |word: &str| shaped(word) && !lexis().is_occasion(word) && !is_date_word(word);
    let small = before.iter().all(|word| word.starts_with(char::is_lowercase) || lexis().is_occasion(word));
    let occasion = before.last().is_some_and(|word| lexis().is_occasion(word) || matches!(*word, "with" | "w"));
    let role = |word: &str| lexis().is_role(&fold(word)) || lexis().is_organization_suffix(word);
    let from = part
        .find(first)
        .filter(|_| small && occasion && is_name(first) && is_name(last) && !role(first) && !role(last))?;
    Some(lists::Listed::named(part[from..].trim()))
}

/// The people of a list set off by bars or behind a stop in which somebody has a known name: who stands between them is a
/// person too ("Recorded 28 Apr | Ann Lee, Blossom Udo, Friday Okon | Dana Ruiz", "3 Feb, Acme. Bazz, Ann").
fn listed_with_known(title: &str) -> Vec<lists::Listed> {
    let shaped = |part: &&str| {
        let all: Vec<&str> = words(part).map(|word| word.of(part)).collect();
        let single = all.len() == 1 && !names::is_common(&all) && !lexis().is_not_surname(all[0]);
        (single || (2..=4).contains(&all.len()))
            && all.iter().all(|word| names::is_capitalized(word))
            && !all.iter().skip(1).any(|word| lexis().is_organization_suffix(word) || is_date_word(word))
    };
    let known = |part: &&str| is_person(&words(part).map(|word| word.of(part)).collect::<Vec<_>>());
    let list = |chunk: &str| {
        let parts = lists::split(chunk);
        let all = parts.len() > 1 && parts.iter().all(shaped) && parts.iter().any(known);
        if all { parts.into_iter().map(lists::Listed::named).collect() } else { Vec::new() }
    };
    clipped(title).split(" | ").flat_map(sentences).skip(1).flat_map(list).collect()
}

/// The sentences of a part of a title: "Acme. Bazz, Ann.", but "Mr A. Finch" is in one.
fn sentences(part: &str) -> Vec<&str> {
    let ends = part.match_indices(". ").map(|(at, _)| at);
    let ends = ends.filter(|&at| !is_abbreviation(&part[..at], &part[at + 2..]));
    let mut from = 0;
    let mut all: Vec<&str> = ends.map(|at| &part[std::mem::replace(&mut from, at + 2)..at]).collect();
    all.push(part[from..].trim_end_matches('.'));
    all
}

fn person(part: &str) -> Option<lists::Listed> {
    let listed = lists::item(part)?;
    let all = words(part).filter(|word| !is_date_word(word.of(part))).count();
    let shown: Vec<&str> = listed.name.split(' ').collect();
    // "Will do", "Bill them": a word with another is no name.
    let word_like = shown.len() == 1 && lexis().is_word_like(shown[0]);
    let whole = shown.len() + usize::from(!word_like) >= all;
    let month = lexis().of(shown[0]).is_calendar() && (shown.len() == 1 || part.contains(|c: char| c.is_ascii_digit()));
    (whole && !month && (is_person(&shown) || listed.has_role())).then_some(listed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::Us;

    fn named(title: &str) -> Option<String> {
        let us = Us::new(vec!["Northpeak".into()], vec!["Dana Ruiz".into()], vec![]);
        account(title, &Roster::new(&us))
    }

    #[test]
    fn accounts_in_titles_of_every_shape() {
        for title in [
            "Acme Foods – Priya Shah – 9 Sep 2025",
            "9/11/25 Acme Foods - LVM for Bob Lee, 2nd attempt",
            "Acme Foods: discovery, 16 September 2025",
            "Call: Acme Foods <> Northpeak",
            "Northpeak x Acme Foods: what we agreed",
            "Meeting notes: Acme Foods / Northpeak",
            "17 Feb 2026 Acme Foods - Dana: stuck",
            "[Acme Foods] opportunity review form",
            "12/2/25 Acme Foods call, Bill O + May T",
            "Re: Acme Foods (Leeds) health check",
            "Plant visit – Acme Foods x Northpeak",
            "Acme Foods' rollout",
            "Acme Foods’s roof",
            "Acme Foods and Northpeak",
            "Northpeak and Acme Foods",
        ] {
            assert_eq!(named(title).as_deref(), Some("Acme Foods"), "{title}");
        }
    }

    #[test]
    fn no_account_where_none_is_named() {
        for title in ["Priya's team", "Weekly sync", "Call with Dana", "Dana / Priya", "CALL PLAN", "2026-03-02"] {
            assert_eq!(named(title), None, "{title}");
        }
    }

    #[test]
    fn people_in_titles() {
        let names: Vec<String> =
            people("Acme – May Tran, Bob - 9/4/25", Some("Acme")).into_iter().map(|one| one.name).collect();
        assert_eq!(names, ["May Tran", "Bob"]);
    }

    #[test]
    fn long_titles_are_cut_between_words() {
        let long = format!("{}and sam can", "a word ".repeat(22));
        assert!(clipped(&long).ends_with("and"), "{}", clipped(&long));
        assert_eq!(clipped("short"), "short");
    }

    #[test]
    fn titles_without_capitals() {
        assert_eq!(lower_account("acme foods 23/9/25 - in the car").as_deref(), Some("acme foods"));
        assert_eq!(lower_account("so i went there"), None);
    }
}
