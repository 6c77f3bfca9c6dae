//! Everybody a note names, put together from all mentions, and whose side they are on.

mod initials;
mod sides;

pub use initials::is_word_in_capitals;
pub(super) use initials::is_word_of_business;

use super::lists::Listed;
use super::names::words;
use super::words::{fold, lexis};
use crate::note::{KnownPerson, Side, SideBy, Us};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// More people than this in one note are a register, not a meeting; the rest is left out.
const MOST: usize = 400;

#[derive(Debug, Default)]
struct Entry {
    name: String,
    key: Vec<String>,
    side: Option<Side>,
    side_by: SideBy,
    organization: Option<String>,
    aliases: Vec<String>,
    roles: Vec<String>,
}

/// The people of a note, as they are found.
#[derive(Debug)]
pub(in crate::note) struct Roster<'u> {
    us: &'u Us,
    entries: Vec<Entry>,
    /// Organizations that the note calls a partner, a reseller …
    partners: Vec<String>,
    /// Which entry a mention was found to mean, until the entries change.
    known: FxHashMap<String, Option<usize>>,
}

impl<'u> Roster<'u> {
    pub(in crate::note) fn new(us: &'u Us) -> Self {
        let (partners, entries, known) = Default::default();
        Self { us, partners, entries, known }
    }

    /// Notes a mention of somebody, with the side that the place tells.
    pub(in crate::note) fn add(&mut self, name: &str, side: Option<Side>) {
        self.enter(name, side);
    }

    /// Notes somebody whom the note's file names. People of the same first name stay apart.
    pub(in crate::note) fn add_known(&mut self, person: &KnownPerson) {
        let told = person.side.filter(|side| *side != Side::Unknown);
        // Who is told to be of no known side is not the customer's for an address that is not ours.
        let is_open = person.side.is_none();
        let by_domain = || self.side_of_domain(person.domain()?).filter(|side| is_open || *side == Side::Us);
        let side = told.or_else(by_domain).or(person.side);
        let Some(at) = self.enter(&person.name, side) else { return };
        let entry = &mut self.entries[at];
        entry.side_by = match (person.is_lent, told) {
            (true, _) => SideBy::OtherFile,
            (false, Some(_)) => SideBy::File,
            (false, None) if side.is_some() => SideBy::Domain,
            (false, None) => entry.side_by,
        };
        entry.organization = entry.organization.take().or_else(|| person.organization.clone());
    }

    /// Notes an item of a list of people.
    pub(in crate::note) fn add_listed(&mut self, person: &Listed, side: Option<Side>) {
        let domain = person.domain.as_deref().and_then(|domain| self.side_of_domain(domain));
        let Some(at) = self.enter(&person.name, side.or(domain)) else { return };
        let remarks = person.remarks.iter().flat_map(|remark| remark.split([',', ';'])).map(str::trim);
        let organization = remarks.clone().find(|piece| self.is_ours(piece) || is_organization(piece));
        let third = person.remarks.iter().any(|remark| lexis().tells_third(remark));
        let capital = |piece: &&str| piece.starts_with(char::is_uppercase) && !is_role(&fold(piece));
        let own = remarks.clone().find(capital).map(str::to_owned);
        let ours = remarks.clone().any(|piece| self.is_ours(piece));
        let entry = &mut self.entries[at];
        entry.side = entry.side.or(ours.then_some(Side::Us)).or(third.then_some(Side::Third));
        entry.organization = entry.organization.take().or(organization.map(str::to_owned)).or(own);
        entry.aliases.extend(person.aliases.iter().cloned());
        entry.roles.extend(remarks.map(fold).filter(|piece| is_role(piece)).map(Cow::into_owned));
    }

    /// Notes somebody with a short name, by which they may be known already.
    pub(in crate::note) fn add_called(&mut self, short: &str, full: &str) {
        let known = match self.find(&key(short)) {
            Find::One(at) if self.entries[at].key.len() == 1 => Some(at),
            _ => self.enter(full, None),
        };
        let Some(at) = known else { return };
        let entry = &mut self.entries[at];
        if fold(&entry.name) == fold(short) {
            (entry.name, entry.key) = (full.to_owned(), key(full));
        }
        entry.aliases.push(short.to_owned());
        self.known.clear();
    }

    fn enter(&mut self, name: &str, side: Option<Side>) -> Option<usize> {
        let name = name.trim();
        let key = key(name);
        if key.is_empty() || self.is_ours(name) || self.is_called_by_letter(name, &key) {
            return None;
        }
        let at = match self.find(&key) {
            Find::One(at) => at,
            Find::Many => return None,
            Find::None if self.by_other_form(&key).is_some() => {
                let at = self.by_other_form(&key)?;
                if !self.entries[at].aliases.iter().any(|alias| alias == name) {
                    self.entries[at].aliases.push(name.to_owned());
                }
                return Some(at);
            }
            Find::None if self.by_letter(&key).is_some() => self.by_letter(&key)?,
            Find::None if self.entries.len() >= MOST => return None,
            Find::None => {
                self.entries.push(Entry { name: name.to_owned(), key, side, ..Entry::default() });
                self.known.clear();
                return Some(self.entries.len() - 1);
            }
        };
        let entry = &mut self.entries[at];
        entry.side = entry.side.or(side);
        if fullness(name, &key) > fullness(&entry.name, &entry.key) {
            entry.name = name.to_owned();
            entry.key = key;
            self.known.clear();
        }
        Some(at)
    }

    /// Whether a name is a title and the letter of somebody who has been entered: "Mrs T".
    fn is_called_by_letter(&self, name: &str, key: &[String]) -> bool {
        let [letter] = key else { return false };
        let begins = |entry: &Entry| entry.key.last().is_some_and(|last| last.starts_with(letter.as_str()));
        is_letter(letter) && name.contains(' ') && self.entries.iter().any(begins)
    }

    /// Who has been entered by the letter of this name.
    fn by_letter(&self, key: &[String]) -> Option<usize> {
        let last = key.last()?;
        let is_short = |entry: &Entry| matches!(entry.key.as_slice(), [letter] if is_letter(letter) && last.starts_with(letter.as_str()));
        self.entries.iter().position(is_short)
    }

    /// Whether somebody of this name has been entered.
    pub(in crate::note) fn knows(&mut self, name: &str) -> bool {
        !matches!(self.find(&key(name)), Find::None)
    }

    /// Whether somebody of this name has been entered with the side or the house that the note tells.
    pub(in crate::note) fn is_placed(&mut self, name: &str) -> bool {
        let Find::One(at) = self.find(&key(name)) else { return false };
        self.entries[at].side.is_some() || self.entries[at].organization.is_some()
    }

    /// Who is called by one word that is no part of their name as it is listed.
    fn by_other_form(&self, key: &[String]) -> Option<usize> {
        self.by_initial(key).or_else(|| self.by_short_form(key))
    }

    /// "Bob" is the "Robert Ortiz" of the list, if nobody else there is a Robert.
    fn by_short_form(&self, key: &[String]) -> Option<usize> {
        let [word] = key else { return None };
        let mut fitting = (0..self.entries.len()).filter(|&at| {
            let listed = &self.entries[at].key;
            listed.len() > 1 && lexis().are_short_forms(word, &listed[0])
        });
        fitting.next().filter(|_| fitting.next().is_none())
    }

    /// "Nadège" is the "N. Kouassi" of the list, if nobody else there begins with that letter.
    fn by_initial(&self, key: &[String]) -> Option<usize> {
        let [word] = key else { return None };
        let mut fitting = (0..self.entries.len()).filter(|&at| {
            let listed = &self.entries[at].key;
            listed.len() > 1 && is_letter(&listed[0]) && word.starts_with(listed[0].as_str())
        });
        fitting.next().filter(|_| fitting.next().is_none() && lexis().is_given(word))
    }

    fn find(&mut self, key: &[String]) -> Find {
        let asked = key.join(" ");
        if let Some(Some(at)) = self.known.get(&asked) {
            return Find::One(*at);
        }
        let mut fits = (0..self.entries.len()).filter(|&at| fits(key, &self.entries[at].key));
        let (first, second) = (fits.next(), fits.next());
        let exact = || self.entries.iter().position(|entry| entry.key == key);
        let called = || self.entries.iter().position(|entry| entry.aliases.iter().any(|alias| fold(alias) == asked));
        let found = match (first, second) {
            (None, _) => return called().map_or(Find::None, Find::One),
            (Some(at), None) => Some(at),
            (Some(_), Some(_)) => exact(),
        };
        self.known.insert(asked, found);
        found.map_or(Find::Many, Find::One)
    }

    /// Whether the words name our organization.
    pub(in crate::note) fn is_ours(&self, words: &str) -> bool {
        if self.us.telling().is_empty() {
            return false;
        }
        let folded = fold(words);
        let asked = significant_words(&folded);
        self.us.telling().iter().any(|ours| are_same(&asked, ours))
    }

    /// Whether an organization, by name or domain, is ours.
    pub(in crate::note) fn is_our_organization(&self, name: Option<&str>) -> bool {
        name.is_some_and(|name| self.is_ours(name) || self.side_of_domain(&fold(name)) == Some(Side::Us))
    }

    /// Whether the configuration tells who we are.
    pub(in crate::note) fn is_configured(&self) -> bool {
        !self.us.is_unknown()
    }

    /// Whether the configuration names our people, or our organizations.
    pub(in crate::note) fn names_our_people(&self) -> bool {
        !self.us.people().is_empty() || !self.us.organizations().is_empty()
    }

    /// Whether people of whom the note tells nothing are the customer's: our people are known, or
    /// one of them and a customer.
    fn knows_sides(&self, told: bool) -> bool {
        !self.us.people().is_empty() || (told && self.entries.iter().any(|entry| entry.side == Some(Side::Us)))
    }

    pub(in crate::note) fn side_of_domain(&self, domain: &str) -> Option<Side> {
        self.us.owns(domain).map(|ours| if ours { Side::Us } else { Side::Them })
    }

    /// Whether the words are the whole name of one of ours: "Deb Hale", whom no list of given names need know.
    pub(super) fn is_full_name_of_ours(&self, words: &str) -> bool {
        self.colleague(words).is_some_and(|ours| key(ours) == key(words))
    }

    /// The configured person of ours whom a mention can only mean: by full name, by a first or last name, or by initials.
    pub(in crate::note) fn colleague(&self, mention: &str) -> Option<&'u str> {
        if !self.us.may_be_called(mention) {
            return None;
        }
        let asked = key(mention);
        let mut fitting = self.us.keyed().filter(|(ours, _)| fits(&asked, ours));
        let found = match (fitting.next(), fitting.next()) {
            (Some((_, name)), None) => Some(name),
            (None, _) => {
                let short = fold(mention.trim());
                let ours = self.us.initials().iter().zip(self.us.people());
                let mut same = ours.filter(|(initials, _)| short.len() > 1 && **initials == short);
                same.next().filter(|_| same.next().is_none()).map(|(_, name)| name)
            }
            _ => None,
        };
        found.map(String::as_str)
    }

    /// Whether a folded word is part of the name of one of ours.
    pub(in crate::note) fn is_our_word(&self, folded: &str) -> bool {
        self.us.is_word(folded)
    }

    /// Whether anybody of ours is entered besides the one of this configured name.
    pub(in crate::note) fn names_another_of_ours(&self, name: &str) -> bool {
        let mut others = self.us.keyed().filter(|(_, other)| *other != name);
        others.any(|(ours, _)| self.entries.iter().any(|entry| fits(&entry.key, ours)))
    }

    /// The organization of somebody listed who is not ours: the customer's, where the note names none otherwise.
    pub(in crate::note) fn organization_of(&self, people: &[Listed]) -> Option<String> {
        let theirs = people.iter().filter(|person| self.colleague(&person.name).is_none());
        let remarks = theirs.flat_map(|person| &person.remarks).flat_map(|remark| remark.split([',', ';']));
        let mut named = remarks.map(str::trim).filter(|piece| is_organization(piece) && !self.is_ours(piece));
        named.next().map(str::to_owned)
    }

    /// The fullest form in which the note names somebody.
    pub(in crate::note) fn fullest(&mut self, name: &str) -> String {
        let colleague = self.colleague(name);
        let entry = [Some(name), colleague].into_iter().flatten().find_map(|name| match self.find(&key(name)) {
            Find::One(at) => Some(self.entries[at].name.clone()),
            _ => None,
        });
        // "S Hale" tells more than "Hale"
        let tells_less =
            |entry: &String| name.split_once(' ').is_some_and(|(first, last)| first.len() == 1 && last == entry);
        entry.filter(|entry| !tells_less(entry)).unwrap_or_else(|| name.to_owned())
    }
}

enum Find {
    None,
    One(usize),
    Many,
}

/// Whether folded words are what somebody is: "cfo", "plant manager", "head of operations".
fn is_role(folded: &str) -> bool {
    const LONGEST: usize = 5;
    let count = words(folded).take(LONGEST + 1).count();
    (1..=LONGEST).contains(&count) && words(folded).any(|word| lexis().is_role(word.of(folded)))
}

/// The places of a word in a text, with what stands before and behind it.
fn places<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = (&'t str, &'t str)> {
    /// More mentions tell no more.
    const MOST: usize = 50;
    let whole = |before: &str, behind: &str| {
        !before.ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphanumeric)
    };
    let found = memchr::memmem::find_iter(text.as_bytes(), word);
    let all = found.map(|at| (&text[..at], &text[at + word.len()..]));
    all.filter(move |(before, behind)| whole(before, behind)).take(MOST)
}

/// A name's folded words, without titles.
pub(super) fn key(name: &str) -> Vec<String> {
    let folded = || words(name).map(|word| fold(word.of(name)).into_owned());
    let is_alone = words(name).nth(1).is_none();
    let bare = folded().filter_map(|mut word| {
        let length = without_title(&word, is_alone)?.len();
        word.truncate(length);
        Some(word)
    });
    let bare: Vec<String> = bare.collect();
    if bare.is_empty() { folded().collect() } else { bare }
}

/// A folded word of a name without what is no part of it; nothing, if it is a title or stands behind names.
fn without_title(word: &str, is_alone: bool) -> Option<&str> {
    let bare = match word.rsplit_once('-') {
        Some((stem, suffix)) if lexis().is_honorific_suffix(suffix) => stem,
        _ => word.strip_suffix("'s").unwrap_or(word),
    };
    let senses = lexis().of(bare);
    let title = senses.is_honorific() || (!is_alone && senses.is_honorific_suffix());
    (!title).then_some(bare)
}

/// Whether one name's words are among the other's, an initial standing for a word.
pub(super) fn fits(one: &[String], other: &[String]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let stands_for = |word: &String, whole: &String| {
        word == whole
            || (short.len() > 1 && is_letter(word) && whole.starts_with(word.as_str()))
            || (short.len() > 1 && is_letter(whole) && word.starts_with(whole.as_str()))
    };
    let whole_word = short.iter().any(|word| !is_letter(word));
    whole_word && short.iter().all(|word| long.iter().any(|whole| stands_for(word, whole)))
}

/// Whether a word is a single letter.
fn is_letter(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_none_or(|_| chars.next().is_none())
}

fn fullness(name: &str, key: &[String]) -> (usize, usize) {
    (key.len(), name.chars().filter(|c| c.is_alphabetic()).count())
}

/// The words of a folded organization's name that tell it from others; all of them, if none does.
pub(super) fn significant_words(name: &str) -> Vec<&str> {
    let all: Vec<&str> = words(name).map(|word| word.of(name).trim_end_matches("'s")).collect();
    let tells = |word: &&&str| word.len() > 2 && **word != "the" && !lexis().is_organization_suffix(word);
    let some: Vec<&str> = all.iter().filter(tells).copied().collect();
    if some.is_empty() { all } else { some }
}

/// Whether two folded organization names mean the same: one is in the other, or they begin alike.
pub(in crate::note) fn same_organization(one: &str, other: &str) -> bool {
    are_same(&significant_words(one), &significant_words(other))
}

/// Whether the telling words of one organization are among the other's.
fn are_same<One: AsRef<str>, Other: AsRef<str>>(one: &[One], other: &[Other]) -> bool {
    fn within<A: AsRef<str>, B: AsRef<str>>(short: &[A], long: &[B]) -> bool {
        short.iter().all(|word| long.iter().any(|other| other.as_ref() == word.as_ref()))
    }
    match one.len() <= other.len() {
        true => !one.is_empty() && within(one, other),
        false => !other.is_empty() && within(other, one),
    }
}

/// Whether capitalised words look like an organization's name rather than a role or a department.
fn is_organization(words_of: &str) -> bool {
    let all: Vec<&str> = words(words_of).map(|word| word.of(words_of)).collect();
    let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let (Some(first), Some(last)) = (all.first(), all.last()) else { return false };
    if all.len() > 6 || !capital(first) || !capital(last) {
        return false;
    }
    let lexis = lexis();
    let role = all.iter().any(|word| lexis.is_role(&fold(word)) && !lexis.is_third(&fold(word)));
    let suffix = lexis.is_organization_suffix(&fold(last)) || lexis.is_third(&fold(last));
    // "Plant Engineering" is a department, "Quayside Facilities" a firm
    let of_department = |word: &&str| {
        let senses = lexis.of(&fold(word));
        senses.is_group() || senses.is_not_surname() || senses.is_organization_suffix()
    };
    let group = lexis.is_group(&fold(words_of)) || all.iter().all(of_department);
    all.len() > 1 && !role && (suffix || !group)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::people::lists;

    fn us() -> Us {
        let people = vec!["Dana Ruiz".into(), "Mark Hale".into()];
        Us::new(vec!["Northpeak".into()], people, vec!["northpeak.example".into()])
    }

    fn sides(list: &str, account: Option<&str>) -> Vec<(String, Side)> {
        let us = us();
        let mut roster = Roster::new(&us);
        for person in lists::read(list) {
            roster.add_listed(&person, None);
        }
        roster.finish(account, false).into_iter().map(|person| (person.name, person.side)).collect()
    }

    #[test]
    fn mentions_of_one_person_become_one() {
        let us = us();
        let mut roster = Roster::new(&us);
        for name in ["Priya", "Priya Shah", "Ms. Shah", "P. Shah", "Priya S."] {
            roster.add(name, None);
        }
        let people = roster.finish(None, false);
        assert_eq!(people.len(), 1);
        assert_eq!(people[0].name, "Priya Shah");
    }

    #[test]
    fn sides_follow_configuration_then_what_is_told() {
        let found =
            sides("Dana, Ann Lee (Acme, CFO), Bo Kim (Fairlead Advisory), Jo Poe (Supply Chain)", Some("Acme Foods"));
        let sides: Vec<Side> = found.into_iter().map(|(_, side)| side).collect();
        assert_eq!(sides, [Side::Us, Side::Them, Side::Third, Side::Them]);
    }

    #[test]
    fn a_namesake_on_their_side_is_theirs() {
        assert_eq!(sides("Mark Ashdown (Acme)", Some("Acme"))[0].1, Side::Them);
    }

    #[test]
    fn without_any_us_nobody_is_guessed() {
        let nobody = Us::default();
        let mut roster = Roster::new(&nobody);
        roster.add("Ann Lee", None);
        assert_eq!(roster.finish(None, false)[0].side, Side::Unknown);
    }

    #[test]
    fn organizations_match_in_short_forms() {
        assert!(same_organization("grevelund", "grevelund mejeri"));
        assert!(!same_organization("corrigan cement", "kestrel cement"));
    }
}
