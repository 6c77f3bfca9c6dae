//! People: who a note's names mean, and what is a name at all.

pub(in crate::note) mod lists;
pub(in crate::note) mod names;
mod ours;
pub(in crate::note) mod prose;
pub(in crate::note) mod roster;
mod stems;
pub(in crate::note) mod words;

pub use ours::{Us, is_seller};
pub use roster::is_word_in_capitals;

use self::words::{Senses, fold, lexis};
use super::{Participant, Side};
use names::words;
use roster::key;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use stems::Stems;

/// Finds the participant that a name, part of a name, short form or handle in the note means.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    /// The note's own, behind them those of our people whom it does not list, and our organizations.
    people: Vec<Participant>,
    /// How many of them the note names.
    named: usize,
    /// Folded words → who of those that the note names they mean; `None` where they could mean several.
    index: Index,
    /// What its words begin with.
    stems: Stems,
    /// Initials in capitals → whom they mean; `None` where they could mean several.
    initials: Index,
    /// First letters of last names, by which they are called behind a title: "dr M." is "Dr Maes".
    titled: Index,
    us: Us,
    /// Where each of our people stands among the people, who is not listed.
    unlisted: Vec<Option<usize>>,
    /// Where our organizations begin among the people.
    organizations: usize,
    /// What names were found to mean: a note says the same ones again and again.
    known: RefCell<Index>,
}

/// What may be said of somebody → whom it means; `None` where it could mean several.
type Index = FxHashMap<String, Option<usize>>;

/// What may stand before a name.
const ARTICLE: &str = "the";

impl Directory {
    /// Indexes a note's participants; behind them come those of our people that it does not list, and our organizations,
    /// which sentences name in full or by their first word.
    pub fn new(participants: &[Participant], us: &Us) -> Self {
        let mut directory =
            Self { people: participants.to_vec(), named: participants.len(), us: us.clone(), ..Self::default() };
        let keys: Vec<Vec<String>> = participants.iter().map(|person| key(&person.name)).collect();
        directory.add_ours(&keys);
        directory.index_full(&keys);
        directory.index_parts(&keys);
        directory.index_initials(&keys);
        directory
    }

    fn add_ours(&mut self, keys: &[Vec<String>]) {
        let is_our_person = |person: &Participant| person.side == Side::Us && !person.is_organization;
        let listed = self.people.iter().zip(keys).filter(|(person, _)| is_our_person(person));
        let mut ours: Vec<&[String]> = listed.map(|(_, key)| key.as_slice()).collect();
        for (asked, name) in self.us.keyed() {
            let is_listed = ours.iter().any(|key| roster::fits(asked, key));
            self.unlisted.push((!is_listed).then_some(self.people.len()));
            if !is_listed {
                ours.push(asked);
                self.people.push(Participant { name: name.clone(), side: Side::Us, ..Participant::default() });
            }
        }
        self.organizations = self.people.len();
        let ours = Participant { side: Side::Us, is_organization: true, ..Participant::default() };
        let organizations = self.us.organizations().iter();
        self.people.extend(organizations.map(|name| Participant { name: name.clone(), ..ours.clone() }));
    }

    /// Full names and short forms.
    fn index_full(&mut self, keys: &[Vec<String>]) {
        let mut found = Index::default();
        for (at, person) in self.people[..self.named].iter().enumerate() {
            let whole = if person.is_organization { organization_key(&person.name) } else { keys[at].join(" ") };
            // a single letter is a word as often
            let aliases = person.aliases.iter().filter(|alias| alias.len() > 1);
            let aliases = aliases.map(|alias| key(alias.trim_start_matches('@')).join(" "));
            aliases.chain([whole]).for_each(|words| enter(&mut found, words, at));
        }
        self.keep(found);
    }

    fn index_parts(&mut self, keys: &[Vec<String>]) {
        let mut found = Index::default();
        for (at, key) in keys.iter().enumerate().filter(|&(at, _)| !self.people[at].is_organization) {
            name_forms(key).for_each(|part| enter(&mut found, part, at));
        }
        self.keep(found);
        for (at, person) in self.people[..self.named].iter().enumerate() {
            let letter = keys[at].last().and_then(|last| last.chars().next()).map(String::from);
            if let Some(letter) = letter.filter(|_| !person.is_organization) {
                self.stems.add(&letter);
                enter(&mut self.titled, letter, at);
            }
        }
    }

    /// Initials: those that the note explains, then everybody's.
    fn index_initials(&mut self, keys: &[Vec<String>]) {
        let people = || self.people[..self.named].iter().enumerate().filter(|(_, person)| !person.is_organization);
        let (mut told, mut all) = (Index::default(), Index::default());
        for (at, person) in people() {
            let explained = person.aliases.iter().filter(|alias| is_initials(alias));
            explained.for_each(|alias| enter(&mut told, alias.clone(), at));
            initials_of(&keys[at]).for_each(|short| enter(&mut all, short, at));
        }
        all.extend(told);
        self.initials = all;
    }

    /// What came earlier stays.
    fn keep(&mut self, found: Index) {
        for (folded, at) in found {
            self.stems.add(&folded);
            self.index.entry(folded).or_insert(at);
        }
    }

    /// Whom the words mean, if exactly one: a full name, a first or last name, initials or a handle. Case, accents,
    /// titles, a possessive "'s" and closing marks do not matter. Initials that the note does not explain are read where
    /// they are in capitals.
    pub fn resolve(&self, words: &str) -> Option<&Participant> {
        if let Some(&known) = self.known.borrow().get(words) {
            return known.and_then(|at| self.people.get(at));
        }
        let at = if self.may_know(words) {
            let at = self.by_name(words).or_else(|| self.at_initials(words));
            self.known.borrow_mut().insert(words.to_owned(), at);
            at
        } else {
            self.at_initials(words)
        };
        at.and_then(|at| self.people.get(at))
    }

    /// Whom a letter before what is said means: the one of whom the note says so ("A = me (Ann)"), or the only one listed
    /// whose name begins with it.
    pub fn by_letter(&self, letter: char) -> Option<&Participant> {
        let listed = || self.people[..self.named].iter().filter(|person| !person.is_organization);
        let told = listed().find(|person| person.aliases.iter().any(|alias| alias.chars().eq([letter])));
        told.or_else(|| {
            let mut fitting = listed().filter(|person| person.name.starts_with(letter));
            fitting.next().filter(|_| fitting.next().is_none())
        })
    }

    /// Whom initials in capitals mean, if exactly one: "PS", "PS's", "P.S.".
    pub fn by_initials(&self, words: &str) -> Option<&Participant> {
        self.at_initials(words).and_then(|at| self.people.get(at))
    }

    fn at_initials(&self, words: &str) -> Option<usize> {
        const LONGEST: usize = 10;
        if words.as_bytes().first().is_some_and(u8::is_ascii_lowercase) {
            return None;
        }
        let words = words.trim().trim_start_matches('@');
        if words.len() > LONGEST || !words.starts_with(char::is_uppercase) {
            return None;
        }
        let bare = ["'s", "’s"].iter().find_map(|ending| words.strip_suffix(ending)).unwrap_or(words);
        if bare.bytes().any(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        let short: String = bare.trim_end_matches([',', ':', ';']).chars().filter(|&c| c != '.').collect();
        match self.initials.get(&short) {
            Some(&at) => at,
            None => self.place_of_ours(self.us.names().by_initials(&short, |ours| self.unlisted[ours].is_some())),
        }
    }

    fn place_of_ours(&self, ours: Option<usize>) -> Option<usize> {
        ours.and_then(|ours| self.unlisted[ours])
    }

    fn by_name(&self, words: &str) -> Option<usize> {
        let bare = words.trim().trim_start_matches('@').trim_end_matches(|c: char| !c.is_alphanumeric());
        let folded = key(bare);
        if let [letter] = folded.as_slice()
            && letter.len() == 1
            && let Some((title, _)) = bare.split_once(' ')
            && is_honorific(title)
        {
            return self.titled.get(letter).copied().flatten();
        }
        self.meaning(&folded.join(" ")).or_else(|| self.meaning(&organization_key(bare))).flatten()
    }

    /// Whom folded words mean: one of the note's own, else one of ours whom it does not list, else an organization of
    /// ours. The outer `None` where they mean nobody, the inner where they could mean several.
    fn meaning(&self, folded: &str) -> Option<Option<usize>> {
        let ours = self.us.names();
        let own = self.index.get(folded).copied();
        own.or_else(|| ours.person(folded, |ours| self.unlisted[ours].is_some()).map(|one| self.place_of_ours(one)))
            .or_else(|| ours.organization(folded).map(|at| Some(self.organizations + at)))
    }

    /// Whether a word is part of something that the directory holds.
    fn holds(&self, word: &str) -> bool {
        self.stems.begin(word) || self.us.names().stems.begin(word)
    }

    /// Whether a name that resolves can begin with this word. Hardly any other word of a note can.
    pub fn may_begin(&self, word: &str) -> bool {
        self.holds(word) || lexis().may_be_beside_names(word) && is_beside_names(word)
    }

    /// Whether every word is part of something that the index holds, or a title.
    fn may_know(&self, text: &str) -> bool {
        self.may_go_on(text) && words(text).any(|word| self.holds(word.of(text)))
    }

    /// Whether every word can be in a name that resolves.
    pub fn may_go_on(&self, text: &str) -> bool {
        words(text).all(|word| self.may_begin(word.of(text)))
    }

    /// The only one of the customer's of whom the note says that they have this role: "the CFO" is "Priya Shah (CFO)", "the
    /// MD" is "Bob Ortiz (Managing Director)".
    pub fn in_role(&self, role: &str) -> Option<&Participant> {
        let asked = fold(role);
        let is_same = |told: &String| *told == asked || stands_for(&asked, told) || stands_for(told, &asked);
        let mut having =
            self.people.iter().filter(|person| person.side != Side::Us && person.roles.iter().any(is_same));
        having.next().filter(|_| having.next().is_none())
    }

    /// The participants, and behind them those of our people whom the note does not list.
    pub fn people(&self) -> &[Participant] {
        &self.people
    }
}

/// Whether a short word is the first letters of a role's words: "md" for "managing director".
fn stands_for(short: &str, role: &str) -> bool {
    let mut letters = short.chars();
    (2..=4).contains(&short.len())
        && role.contains(' ')
        && role.split([' ', '-']).all(|word| word.chars().next() == letters.next())
        && letters.next().is_none()
}

/// Whether a word may stand with a name without being part of it.
fn is_beside_names(word: &str) -> bool {
    let senses = lexis().of(word);
    let is_article = || word.eq_ignore_ascii_case(ARTICLE) || !word.is_ascii() && fold(word) == ARTICLE;
    senses.is_honorific() || senses.is_honorific_suffix() || is_article()
}

/// Enters what may be said of one of a list; what is said of two of them means neither.
fn enter(index: &mut Index, words: String, at: usize) {
    index.entry(words).and_modify(|known| *known = known.filter(|&one| one == at)).or_insert(Some(at));
}

/// The parts of a name by which somebody is called: the first and the last word, an initial with the other, and both.
fn name_forms(key: &[String]) -> impl Iterator<Item = String> {
    let ends = key.first().zip(key.last());
    let initial = |word: &str| word.chars().next().map(String::from).unwrap_or_default();
    ends.into_iter().flat_map(move |(first, last)| {
        let short = [format!("{first} {}", initial(last)), format!("{} {last}", initial(first))];
        [first.clone(), last.clone()].into_iter().chain(short).chain([format!("{first} {last}")])
    })
}

fn is_initials(word: &str) -> bool {
    (2..=4).contains(&word.chars().count()) && word.chars().all(char::is_uppercase)
}

/// The initials of a name's folded words, with and without its middle, where they are no word of business.
fn initials_of(key: &[String]) -> impl Iterator<Item = String> + use<> {
    let letters = key.iter().filter_map(|word| word.chars().next());
    let letters: Vec<String> = letters.map(|letter| letter.to_uppercase().collect()).collect();
    let ends = match letters.as_slice() {
        [first, _, .., last] => Some(format!("{first}{last}")),
        _ => None,
    };
    let whole = Some(letters.concat()).filter(|_| (2..=3).contains(&letters.len()));
    whole.into_iter().chain(ends).filter(|short| !roster::is_word_of_business(short))
}

fn organization_key(name: &str) -> String {
    let folded = fold(name.trim());
    let folded = folded.strip_prefix("the ").unwrap_or(&folded);
    folded.strip_suffix("'s").unwrap_or(folded).to_owned()
}

/// The folded words of an organization's name, without legal forms ("Ltd", "GmbH"), by which notes are one customer's.
pub fn organization_words(name: &str) -> Vec<String> {
    let folded = fold(name);
    let all: Vec<String> = words(&folded).map(|word| word.of(&folded).trim_end_matches("'s").to_owned()).collect();
    let some: Vec<String> = all.iter().filter(|word| !lexis().is_legal_form(word)).cloned().collect();
    if some.is_empty() { all } else { some }
}

/// Whether a given name is also a word or a month ("Will", "Mark", "May"), so that only its place tells.
pub fn is_word_like(name: &str) -> bool {
    lexis().of(name).is_word_like()
}

/// Whether a word with a capital is plausibly a person's name by itself: a known given name, or a word that is neither
/// a role, a department, an occasion, a date, nor the end of an organization's name.
pub fn is_name_like(word: &str) -> bool {
    let folded = fold(word);
    names::is_capitalized(word)
        && word.chars().count() > 1
        && (lexis().is_given(&folded) || lexis().is_honorific(&folded) || !names::is_common(&[word]))
}

/// Whom "she" or "he" can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// "She".
    Woman,
    /// "He".
    Man,
}

/// What the title or the given name in somebody's name tells.
pub fn gender_of(name: &str) -> Option<Gender> {
    let gender = |senses: Senses| match (senses.is_woman(), senses.is_man()) {
        (true, false) => Some(Gender::Woman),
        (false, true) => Some(Gender::Man),
        _ => None,
    };
    let all = || words(name).map(|word| lexis().of(word.of(name)));
    let title = all().filter(|senses| !senses.is_given()).find_map(gender);
    // "Dr Helen Amadi", but the James of "Dr James" is a surname
    let bare = || all().skip_while(|senses| senses.is_honorific());
    let is_surname = bare().nth(1).is_none() && all().nth(1).is_some();
    title.or_else(|| bare().next().filter(|_| !is_surname).and_then(gender))
}

/// Whether a line opens with a greeting and says little else: "Dear Siobhan".
pub fn is_greeting(line: &str) -> bool {
    const LONGEST: usize = 5;
    line.split(' ').count() <= LONGEST && greeting_length(line) > 0
}

/// How many bytes of a line are a greeting.
pub fn greeting_length(line: &str) -> usize {
    let ends = line.match_indices(' ').map(|(at, _)| at).take(3);
    ends.filter(|&at| lexis().is_greeting(&line[..at])).last().unwrap_or(0)
}

/// Whether the label of a mail's header names who wrote it.
pub fn names_sender(label: &str) -> bool {
    lexis().key(&fold(label.trim())) == Some(words::Key::From)
}

/// Whether the label of a mail's header names to whom it was written.
pub fn names_recipient(label: &str) -> bool {
    fold(label.trim()) != "cc" && lexis().key(&fold(label.trim())) == Some(words::Key::To)
}

/// Whose side words in brackets behind somebody tell: "legal (ours)", "Ann (customer)", "Brightmoor (our reseller)".
pub fn side_told(words: &str) -> Option<Side> {
    let folded = fold(words.trim());
    match lexis().key(&folded) {
        Some(words::Key::Ours) => Some(Side::Us),
        Some(words::Key::Contact | words::Key::Account) => Some(Side::Them),
        _ => lexis().tells_third(&folded).then_some(Side::Third),
    }
}

/// Whether a word is a person's title ("Dr", "Frau").
pub fn is_honorific(word: &str) -> bool {
    lexis().is_honorific(word)
}

/// Whether a word is a small one inside a surname ("van").
pub(in crate::note) fn is_particle(word: &str) -> bool {
    word.starts_with(char::is_lowercase) && lexis().is_particle(word)
}

/// Whether words of a list of names join them: "and".
pub(in crate::note) fn is_joiner(word: &str) -> bool {
    !word.starts_with(char::is_uppercase) && lexis().is_joiner(word)
}

/// Whether a word stands behind names and is no part of them ("senior", "san").
pub fn is_behind_names(word: &str) -> bool {
    lexis().is_honorific_suffix(word)
}

/// Whether a word is a month, a weekday or what else makes up a date.
pub fn is_calendar(word: &str) -> bool {
    lexis().is_calendar(word)
}

/// Whether a word is a known given name.
pub fn is_given_name(word: &str) -> bool {
    lexis().of(word).is_given()
}

/// Whether a word is of those that people say to each other, rather than note: "I", "your".
pub fn is_talking(word: &str) -> bool {
    lexis().is_talking(word)
}

/// Whether a word names somebody by their role or a group of people ("CISO", "procurement", "their lawyer").
pub fn is_role_or_group(word: &str) -> bool {
    let folded = fold(word);
    lexis().is_role(&folded) || lexis().is_group(&folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, side: Side, aliases: &[&str]) -> Participant {
        let aliases = aliases.iter().map(|&alias| alias.to_owned()).collect();
        Participant { name: name.to_owned(), side, aliases, ..Participant::default() }
    }

    fn directory() -> Directory {
        let acme = Participant { name: "Acme Foods".into(), side: Side::Them, is_organization: true, ..<_>::default() };
        let people = [
            person("Priya Shah", Side::Them, &["PS"]),
            person("Bob Ortiz", Side::Them, &[]),
            person("Bob Stone", Side::Them, &["@bstone"]),
            person("Frau Wimmer", Side::Them, &[]),
            acme,
        ];
        let us = Us::new(vec![], vec!["Dana Ruiz".into(), "Priya Nair".into()], vec![]);
        Directory::new(&people, &us)
    }

    #[test]
    fn names_resolve_in_every_form() {
        let directory = directory();
        let name = |words: &str| directory.resolve(words).map(|person| person.name.clone()).unwrap_or_default();
        for words in ["Priya", "PRIYA SHAH", "Shah’s", "Ms. Shah", "ps", "Priya S.", "P. Shah", "@priya"] {
            assert_eq!(name(words), "Priya Shah", "{words}");
        }
        assert_eq!(name("wimmer,"), "Frau Wimmer");
        assert_eq!(name("@bstone"), "Bob Stone");
        assert_eq!(name("Acme Foods'"), "Acme Foods");
        assert_eq!(name("Dana"), "Dana Ruiz");
        assert_eq!(name("Nair"), "Priya Nair");
    }

    #[test]
    fn initials_resolve_in_capitals_where_they_are_one_persons() {
        let directory = directory();
        let name = |words: &str| directory.resolve(words).map(|person| person.name.as_str());
        assert_eq!(name("DR"), None, "a title");
        assert_eq!(name("PN"), Some("Priya Nair"));
        assert_eq!(name("P.N.'s"), Some("Priya Nair"));
        assert_eq!((name("pn"), name("BO"), name("XX")), (None, Some("Bob Ortiz"), None));
        let two =
            [person("Ann Lee", Side::Them, &[]), person("Al Lim", Side::Them, &[]), person("Uma Shah", Side::Us, &[])];
        let two = Directory::new(&two, &Us::default());
        assert!(two.resolve("AL").is_some_and(|person| person.name == "Al Lim"), "a name comes before initials");
        assert!(two.by_initials("AL").is_none() && two.by_initials("US").is_none());
    }

    #[test]
    fn what_could_mean_two_means_nobody() {
        let directory = directory();
        assert!(directory.resolve("Bob").is_none());
        assert!(directory.resolve("").is_none() && directory.resolve("Zoe").is_none());
    }

    #[test]
    fn names_and_titles_tell_whom_a_pronoun_can_mean() {
        for (name, gender) in [
            ("Priya Shah", Some(Gender::Woman)),
            ("Mr. Robin Poe", Some(Gender::Man)),
            ("Frau Wimmer", Some(Gender::Woman)),
            ("Dr Priya Shah", Some(Gender::Woman)),
            ("Dr Priya", None),
            ("Jean-Pierre", None),
            ("Shah", None),
            ("", None),
        ] {
            assert_eq!(gender_of(name), gender, "{name}");
        }
    }

    #[test]
    fn shapes() {
        assert!(is_word_like("Will") && !is_word_like("Priya"));
        assert!(is_name_like("Bindig") && !is_name_like("Procurement") && !is_name_like("bindig"));
        assert!(is_role_or_group("CISO") && is_role_or_group("procurement"));
    }
}
