//! People named in running text.

mod colleagues;
mod houses;

use super::names::{self, Run, is_capitalized, is_common, is_full_name, runs, words};
use super::roster::Roster;
use super::words::{Beginnings, fold, lexis};
use super::{is_word_like, lists};
use crate::note::Side;
use crate::span::Span;
use houses::{is_third, organization_before, organization_behind};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

/// What speaks for a single capitalised word being somebody.
#[derive(Debug, Default, Clone)]
struct Tally {
    shown: String,
    /// How often.
    seen: u32,
    /// Inside a sentence, where only names have a capital.
    inside: u32,
    /// Before what only people do, and before what people do among others.
    strong: u32,
    weak: u32,
    possessive: u32,
}

/// Evidence from all lines of a note.
#[derive(Debug, Default)]
pub(in crate::note) struct Prose {
    tallies: FxHashMap<String, Tally>,
    /// Whether "our" and "my" in the line that is read mean us.
    is_by_us: bool,
}

impl Prose {
    /// Reads one line: sure names go to the roster, single words are counted. `account` holds the folded words of the
    /// customer's name, which are nobody.
    pub(in crate::note) fn read(&mut self, line: &str, is_by_us: bool, account: &[String], roster: &mut Roster<'_>) {
        self.is_by_us = is_by_us;
        let is_account = |word: &str| {
            let folded = fold(word);
            account.iter().any(|name| *name == folded)
        };
        let foreign = |run: &Run| account.is_empty() || run.words.iter().any(|word| !is_account(word.of(line)));
        called(line).for_each(|(short, full)| roster.add_called(short, full));
        for run in runs(line).into_iter().filter(foreign) {
            self.consider(line, run, roster);
        }
    }

    fn consider(&mut self, line: &str, mut run: Run, roster: &mut Roster<'_>) {
        // Longer runs are titles and headings.
        const LONGEST: usize = 12;
        if run.words.len() > LONGEST {
            return;
        }
        let possible = |word: &str| {
            let senses = lexis().of(word);
            senses.is_given() || senses.is_honorific()
        };
        let is_ours = |run: &Run| roster.is_full_name_of_ours(run.span().of(line));
        if run.words.len() > 1 && lexis().opens_place(run.words[0].of(line)) {
            return;
        }
        // "Met Anna Lee", "Yesterday Bob": the first word of a sentence has its capital from there.
        while run.words.len() > 1
            && !possible(run.words[0].of(line))
            && !is_rare_full_name(line, &run)
            && !is_ours(&run)
        {
            let first = lexis().of(run.words[0].of(line));
            if !(run.opens || first.is_occasion() || first.is_role() || first.is_calendar()) {
                break;
            }
            run.words.remove(0);
            run.opens = false;
        }
        // "Will Marek bring …", "Thanks Will": two given names of which the first opens the sentence as a word.
        if run.opens && run.words.len() > 1 && is_word_like(run.words[0].of(line)) && possible(run.words[1].of(line)) {
            run.words.remove(0);
            run.opens = false;
        }
        // "24 June Hobro", "in May": a date's words.
        if lexis().of(run.words[0].of(line)).is_calendar() && is_date(line, run.words[0]) {
            run.words.remove(0);
        }
        if run.words.is_empty() {
            return;
        }
        let shown: Vec<&str> = run.words.iter().map(|word| word.of(line)).collect();
        let after = names::near(&line[run.span().end..]);
        let third = is_third(line, &run);
        if third && !names::is_somebody(&shown) {
            roster.add_partner(run.span().of(line));
        } else if third {
            roster.add(run.span().of(line), Some(Side::Third));
        } else if self.is_by_us && colleagues::is_ours(line, &run, roster) {
            roster.add(run.span().of(line), Some(Side::Us));
        } else if let ([short], Some(full)) = (&shown[..], full_name_behind(after)) {
            roster.add_called(short, full);
        } else if shown.len() == 1 {
            self.single(line, &run, roster);
        } else if roster.colleague(run.span().of(line)).is_some()
            || is_full_name(&shown)
            || (shown.len() < 4 && !is_common(&shown) && told_as_person(after))
        {
            let whole = Span::new(run.span().start, with_brackets(line, run.span().end));
            match lists::item(whole.of(line)) {
                Some(mut person) => {
                    let organization = organization_behind(after).or_else(|| organization_before(line, &run));
                    person.remarks.extend(organization.map(str::to_owned));
                    roster.add_listed(&person, None);
                }
                None => roster.add(run.span().of(line), None),
            }
        }
    }

    fn single(&mut self, line: &str, run: &Run, roster: &mut Roster<'_>) {
        let word = run.span().of(line);
        let folded = fold(word);
        let titled = folded.rsplit_once('-').is_some_and(|(_, suffix)| lexis().is_honorific_suffix(suffix));
        let senses = lexis().of(&folded);
        let given = senses.is_given();
        let known = given || roster.is_our_word(&folded) && roster.colleague(word).is_some();
        if titled || (known && !senses.is_word_like() && !senses.is_calendar()) {
            let after = names::near(&line[run.span().end..]);
            let organization = organization_behind(after).or_else(|| in_brackets(after));
            let remarks = organization.map(str::to_owned).into_iter().collect();
            roster.add_listed(&lists::Listed { remarks, ..lists::Listed::named(word) }, None);
            return;
        }
        if word.chars().nth(2).is_none() || (!given && (is_common(&[word]) || senses.is_not_surname())) {
            return;
        }
        let before = last_word(&line[..run.span().start]).unwrap_or_default();
        let next = next_word(line, run.span().end).map(fold).unwrap_or_default();
        let tally = match self.tallies.get_mut(&*folded) {
            Some(tally) => tally,
            None => self.tallies.entry(folded.into_owned()).or_default(),
        };
        tally.shown.clear();
        tally.shown.push_str(word);
        tally.seen += 1;
        tally.inside += u32::from(!run.opens);
        tally.strong +=
            u32::from(lexis().is_person_verb(&next) || told_as_person(names::near(&line[run.span().end..])));
        tally.weak += u32::from(lexis().is_weak_person_verb(&next));
        tally.possessive += u32::from(run.possessive);
        // "Caught May in the hallway", "w/ Grace": only somebody is met.
        tally.strong += u32::from(given && lexis().is_before_people(&before));
    }

    /// Enters the single words that enough speaks for.
    pub(in crate::note) fn finish(mut self, text: &str, roster: &mut Roster<'_>) {
        self.tallies.retain(|_, tally| is_somebody(tally, roster));
        let mut begin = Beginnings::default();
        let unknown = self.tallies.keys().filter(|word| !lexis().is_given(word));
        if unknown.map(|word| begin.add(word)).count() > 0 {
            // what is also written without a capital is a word
            for word in words(text).map(|word| word.of(text)).filter(|word| begin.may_be_of(word)) {
                if self.tallies.contains_key(word) && !lexis().is_given(word) {
                    self.tallies.remove(word);
                }
            }
        }
        let mut sure: Vec<Tally> = self.tallies.into_values().collect();
        sure.sort_by(|one, other| one.shown.cmp(&other.shown));
        // "our reseller Brightmoor told me"
        for tally in sure.into_iter().filter(|tally| !roster.is_partner(&tally.shown)).collect::<Vec<_>>() {
            roster.add(&tally.shown, None);
        }
    }
}

/// Whether enough speaks for a word being somebody, unless it is also written without a capital.
fn is_somebody(tally: &Tally, roster: &Roster<'_>) -> bool {
    let folded = fold(&tally.shown);
    let acts = tally.strong + tally.weak;
    if lexis().is_given(&folded) {
        // A name that is also a word.
        return tally.strong > 0
            || (tally.possessive > 0 && !lexis().is_calendar(&folded))
            || (tally.inside > 0 && (!lexis().is_calendar(&folded) || tally.weak > 0))
            || (roster.colleague(&tally.shown).is_some() && acts > 0);
    }
    !roster.is_ours(&tally.shown) && tally.strong > 0 && (tally.inside > 0 || tally.seen > 1)
}

/// Whether two words that no list has open a sentence and do what only people do: "Lowri Pasco sends the rules", but "Then
/// Pasco sends them" and "Yesterday Ann said".
fn is_rare_full_name(line: &str, run: &Run) -> bool {
    let [first, second] = [0, 1].map(|at| run.words.get(at).map_or("", |word| word.of(line)));
    let (opening, last) = (lexis().of(first), lexis().of(second));
    let is_word =
        opening.is_not_surname() || opening.is_person_verb() || opening.is_weak_person_verb() || first.ends_with("ly");
    run.words.len() == 2
        && !is_word
        && !last.is_given()
        && !last.is_honorific()
        && !is_common(&[first, second])
        && next_word(names::near(&line[run.span().end..]), 0).is_some_and(|word| lexis().of(word).is_person_verb())
}

/// Whether what follows says that the words before name a person: a role in brackets or behind a comma, or an act.
fn told_as_person(after: &str) -> bool {
    let role = |text: &str| {
        words(text).take(4).any(|word| {
            let folded = fold(word.of(text));
            // "Ann, she'll see to it" is of no IT
            lexis().is_role(&folded) || lexis().is_group(&folded) && word.of(text) != "it"
        })
    };
    if let Some(inside) = after.strip_prefix(" (") {
        return inside.split(')').next().is_some_and(role);
    }
    if let Some(apposition) = after.strip_prefix(", ") {
        if apposition.starts_with("who ") {
            return true;
        }
        return apposition.split([',', '.', ';']).next().is_some_and(role);
    }
    after.starts_with(' ') && next_word(after, 0).is_some_and(|word| lexis().of(word).is_person_verb())
}

/// The folded word before the end of a text; words far longer than any do not matter.
fn last_word(text: &str) -> Option<Cow<'_, str>> {
    let near = names::ending(text);
    names::last_word(near).map(|word| fold(word.of(near)))
}

/// Whether the name of a month stands in a date: "in May", "24 June", "May 4".
fn is_date(line: &str, word: Span) -> bool {
    let before = last_word(&line[..word.start]);
    let after = names::near(&line[word.end..]).trim_start_matches([' ', '.', ',', '’', '\'']);
    let digit = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let dated = |word: &str| digit(word) || lexis().is_before_date(word) || lexis().is_calendar(word);
    before.is_some_and(|before| dated(&before)) || after.starts_with(|c: char| c.is_ascii_digit())
}

/// The end of brackets that follow at `end`, if they are short.
fn with_brackets(line: &str, end: usize) -> usize {
    let after = names::near(&line[end..]);
    match after.strip_prefix(" (").and_then(|inside| inside.find(')')) {
        Some(length) if length < 80 => end + 2 + length + 1,
        _ => end,
    }
}

/// What stands in brackets behind a name, where it is a name too: "Floris (Brightmoor)".
fn in_brackets(after: &str) -> Option<&str> {
    let inside = after.strip_prefix(" (")?.split(')').next()?;
    runs(inside).first().filter(|run| run.span() == Span::new(0, inside.len())).map(|_| inside)
}

/// Whoever is called something short without a capital before their full name: "daz (Darren Pike)".
fn called(line: &str) -> impl Iterator<Item = (&str, &str)> {
    memchr::memmem::find_iter(line.as_bytes(), " (").filter_map(move |at| {
        let full = full_name_behind(names::near(&line[at..]))?;
        let short = names::last_word(names::ending(&line[..at])).map(|word| word.of(names::ending(&line[..at])))?;
        let senses = lexis().of(short);
        let alike = short.len() > 2 && fold(full).starts_with(short.get(..2)?);
        let is_word = senses.is_role() || senses.is_group() || senses.is_not_surname();
        (alike && !is_word && line[..at].ends_with(short)).then_some((short, full))
    })
}

/// The full name of whoever is called something short before it: "Gaz (Gareth Pugh, Celtic Coaches)".
fn full_name_behind(after: &str) -> Option<&str> {
    let full = after.strip_prefix(" (")?.split([',', ')']).next()?;
    is_full_name(&full.split(' ').collect::<Vec<_>>()).then_some(full)
}

fn next_word(line: &str, from: usize) -> Option<&str> {
    let after = names::near(&line[from..]).strip_prefix([' ', '\u{a0}'])?;
    let first = words(after).next().filter(|word| word.start == 0)?;
    Some(first.of(after))
}

/// How many words of a hundred may have a capital in a text that is written without.
const MOST_CAPITALS: usize = 2;

/// Whether a text is written without capitals, as dictation often is, whatever its first line has: a program may have
/// set that above it.
pub(in crate::note) fn is_lower(text: &str) -> bool {
    let (mut all, mut capital) = (0usize, 0usize);
    let text = text.split_once('\n').filter(|(_, body)| !body.trim().is_empty()).map_or(text, |(_, body)| body);
    // a word has a letter at least, and a mark behind it
    let most = text.len() / 2 + 1;
    for word in words(text) {
        all += 1;
        capital += usize::from(is_capitalized(word.of(text)));
        if capital * 100 >= most * MOST_CAPITALS {
            return false;
        }
    }
    all > 15 && capital * 100 < all * MOST_CAPITALS
}

/// People in a text without capitals: given names, with the word behind where it can only be a surname.
pub(in crate::note) fn read_lower(text: &str, roster: &mut Roster<'_>) {
    text.lines().flat_map(called).for_each(|(short, full)| roster.add_called(short, full));
    let all: Vec<Span> = words(text).collect();
    let unknown = unknown_names(text, &all);
    let mut skip = 0;
    for (at, &word) in all.iter().enumerate() {
        if at < skip {
            continue;
        }
        let shown = names::unpossessed(text, word).0;
        let folded = fold(shown.of(text));
        let next = all.get(at + 1).filter(|next| &text[word.end..next.start] == " ").map(|next| next.of(text));
        if lexis().is_honorific(&folded)
            && next.is_some_and(|next| !lexis().is_not_surname(next) && !lexis().is_given(next))
        {
            roster.add(Span::new(word.start, names::unpossessed(text, all[at + 1]).0.end).of(text), None);
            skip = at + 2;
        } else if lexis().is_given(&folded) || roster.is_our_word(&folded) && roster.colleague(&folded).is_some() {
            let ours = |end: usize| roster.colleague(Span::new(word.start, end).of(text)).is_some();
            // a program may have set capitals in a name or two: "patrice said", "Patrice Wendell"
            let capitals = is_capitalized(shown.of(text)) && next.is_some_and(is_capitalized);
            let full = capitals
                || surname_follows(text, &all[at..])
                || next.is_some_and(|next| roster.is_our_word(&fold(next)) && ours(all[at + 1].end));
            let end = if full { names::unpossessed(text, all[at + 1]).0.end } else { shown.end };
            let before = at.checked_sub(1).map(|before| all[before].of(text)).unwrap_or_default();
            let acts = next.is_some_and(|next| lexis().is_person_verb(next))
                || (lexis().is_before_people(before) && roster.colleague(&folded).is_some())
                || text[word.end..].starts_with(',') && is_presented(text, &all[at + 1..], word.end);
            let is_word = lexis().is_word_like(&folded) || lexis().is_calendar(&folded);
            if full || !is_word || acts {
                roster.add(Span::new(word.start, end).of(text), None);
                skip = at + 1 + usize::from(full);
            }
        } else if unknown.contains(&*folded) {
            let full = shown == word && next.is_some_and(|next| unknown.contains(&fold(next)));
            let end = if full { names::unpossessed(text, all[at + 1]).0.end } else { shown.end };
            roster.add(Span::new(word.start, end).of(text), None);
            skip = at + 1 + usize::from(full);
        }
    }
}

/// Words of a text without capitals that are no known names and yet somebody: they are presented once ("thandeka from
/// finance", "donal, the coo", "wikus who runs it") or will do something, act as people do, and never have an article.
fn unknown_names<'t>(text: &'t str, all: &[Span]) -> FxHashSet<Cow<'t, str>> {
    let mut seen: FxHashMap<Cow<'t, str>, (bool, bool)> = FxHashMap::default();
    let mut excluded: FxHashSet<Cow<'t, str>> = FxHashSet::default();
    for (at, &word) in all.iter().enumerate() {
        let (stem, possessive) = names::unpossessed(text, word);
        let folded = fold(stem.of(text));
        if !could_be_name(&folded) {
            continue;
        }
        if at.checked_sub(1).is_some_and(|before| lexis().is_determiner(all[before].of(text))) {
            excluded.insert(folded);
            continue;
        }
        let behind = |at: usize| all.get(at).map(|next| next.of(text)).unwrap_or_default();
        let next = behind(at + 1);
        let will = matches!(
            (next, behind(at + 2)),
            ("gonna" | "gunna" | "gona" | "will", _) | ("is" | "s", "gonna" | "gunna" | "going")
        );
        let before = at.checked_sub(1).map(|before| all[before].of(text)).unwrap_or_default();
        let presented =
            !possessive && (will || lexis().is_reached(before) || is_presented(text, &all[at + 1..], word.end));
        let acts = lexis().is_person_verb(next) || possessive && next == "going";
        let tally = seen.entry(folded).or_default();
        *tally = (tally.0 || presented, tally.1 || acts);
    }
    let sure = seen.into_iter().filter(|(_, (presented, acts))| *presented && *acts).map(|(word, _)| word);
    sure.filter(|word| !excluded.contains(word)).collect()
}

fn could_be_name(folded: &str) -> bool {
    let senses = lexis().of(folded);
    folded.len() > 2
        && folded.chars().all(char::is_alphabetic)
        && !(senses.is_not_surname() || senses.is_role() || senses.is_group() || senses.is_occasion())
        && !(senses.is_third() || senses.is_calendar() || senses.is_person_verb() || senses.is_weak_person_verb())
        && !(senses.is_organization_suffix() || senses.is_honorific() || senses.is_given())
}

/// Whether what follows a word presents somebody: ", the coo", "the head of sales", "who runs hr", "from it".
fn is_presented(text: &str, after: &[Span], end: usize) -> bool {
    let gap = after.first().map_or("", |next| &text[end..next.start]);
    let word = |at: usize| after.get(at).map(|word| word.of(text)).unwrap_or_default();
    let part = |word: &str| lexis().is_role(word) || lexis().is_group(word);
    match (gap, word(0)) {
        (" ", "from") => lexis().is_group(word(1)),
        (" " | ", ", "who") => lexis().is_in_charge(word(1)),
        (" " | ", ", "the" | "their") => (1..4).any(|at| part(word(at))),
        (", ", _) => lexis().is_role(word(0)) || lexis().is_role(word(1)),
        _ => false,
    }
}

/// "declan moyne, maintenance …", "mark ashdown the head brewer": a word that stands like a surname.
fn surname_follows(text: &str, from: &[Span]) -> bool {
    let [given, surname, rest @ ..] = from else { return false };
    let word = surname.of(text);
    if &text[given.end..surname.start] != " " || word.chars().count() < 3 || lexis().is_not_surname(word) {
        return false;
    }
    let verb = lexis().is_person_verb(word) || lexis().is_weak_person_verb(word);
    // "hugh baptiste," is one person, "mark anna and" are two.
    let second = lexis().is_given(word) && lexis().is_word_like(given.of(text));
    if verb || second || word.contains(|c: char| c.is_ascii_digit() || c == '\'') || lexis().is_calendar(word) {
        return false;
    }
    let gap = rest.first().map_or("", |next| text[surname.end..next.start].trim_start());
    // "ewan rich (ops)": what brackets present has its surname, whatever that means otherwise
    if gap.starts_with('(') && !names::unpossessed(text, *given).1 {
        return true;
    }
    if is_common(&[word]) {
        return false;
    }
    let closed = rest.is_empty() || gap.starts_with(',');
    // "ewan ate the sandwich" has no surname, "ewan rees the buyer" has
    let role = || rest.iter().skip(1).take(3).any(|word| lexis().is_role(&fold(word.of(text))));
    // "patrice wendell called"
    let adjacent = |next: &Span| &text[surname.end..next.start] == " ";
    let gap_role = rest.first().is_some_and(|next| match next.of(text) {
        "the" => role(),
        verb => matches!(verb, "is" | "who") || adjacent(next) && lexis().is_person_verb(verb),
    });
    (closed || gap_role) && !names::unpossessed(text, *given).1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::Us;

    fn found(text: &str) -> Vec<String> {
        let us = Us::new(vec![], vec!["Will Hale".into(), "Mark Poe".into()], vec![]);
        let mut roster = Roster::new(&us);
        let mut prose = Prose::default();
        if is_lower(text) {
            read_lower(text, &mut roster);
        } else {
            text.lines().for_each(|line| prose.read(line, true, &[], &mut roster));
            prose.finish(text, &mut roster);
        }
        roster.finish(None, false).into_iter().map(|person| person.name).collect()
    }

    #[test]
    fn full_names_and_given_names() {
        assert_eq!(found("Supply chain. Ron Deluca holds the purse. Anna will ask."), ["Ron Deluca", "Anna"]);
        assert_eq!(found("Met Mr. Seo, and Inoue-san joined."), ["Mr. Seo", "Inoue-san"]);
    }

    #[test]
    fn a_short_name_before_the_full_one_is_nobody_else() {
        assert_eq!(found("Gaz (Gareth Pugh, Celtic Coaches) rang. Gaz will send it."), ["Gareth Pugh"]);
    }

    #[test]
    fn organizations_and_months_are_nobody() {
        assert!(found("The Capital Group meets in May. Anything goes to East Tower. April numbers.").is_empty());
    }

    #[test]
    fn unknown_words_need_acts_only_people_do() {
        assert_eq!(found("Then Bindig asked for more. So Wimmer said no."), ["Bindig", "Wimmer"]);
        assert!(found("The Datenschutz is strict. Pulse is great.").is_empty());
        assert_eq!(found("Lowri Pasco sends the rules. Then Pasco asked."), ["Lowri Pasco"]);
    }

    #[test]
    fn word_like_names_need_a_capital_inside_or_an_act() {
        assert_eq!(found("We will mark it. Asked Will to send it."), ["Will"]);
        assert!(found("Will they sign? Mark the date.").is_empty());
    }

    #[test]
    fn unknown_names_in_dictation_are_presented_and_act() {
        let text = "so i sat with zandeka from finance and corbal who runs it and the invoice from finance came up and \
                    zandeka said no to that and corbal told me the parking is bad and the invoice said nothing at all";
        assert_eq!(found(text), ["zandeka", "corbal"]);
    }

    #[test]
    fn dictation_without_capitals() {
        let text = "so met declan moyne, maintenance superintendent, and we walked the line and aoife said \
                    get mark to put it together, a mister steyn is the chair and we will see";
        assert_eq!(found(text), ["declan moyne", "aoife", "mark", "mister steyn"]);
    }
}
