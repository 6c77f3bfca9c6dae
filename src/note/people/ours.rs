//! Who "us" is, made ready once: every note of a run asks after the same organizations and people.

use super::roster::{key, significant_words};
use super::stems::Stems;
use super::words::{fold, lexis};
use super::{initials_of, lists, name_forms, organization_key, organization_words};
use crate::note::people::names::words;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// Whether a role means whoever writes, in a seller's own note: "Rep to send the deck".
pub fn is_seller(role: &str) -> bool {
    lexis().of(&fold(role)).is_seller()
}

/// Who "us" is, as the configuration tells it.
#[derive(Debug, Clone, Default)]
pub struct Us(Arc<Ours>);

/// What the configuration tells, and what notes ask of it.
#[derive(Debug, Default)]
struct Ours {
    organizations: Vec<String>,
    people: Vec<String>,
    domains: Vec<String>,
    /// The folded words of our people's names, one list for each.
    keys: Vec<Vec<String>>,
    /// Their folded initials, one for each.
    initials: Vec<String>,
    /// In bytes.
    longest_initials: usize,
    /// The folded words of their names.
    words: FxHashSet<String>,
    /// What tells each of our organizations from others.
    telling: Vec<Vec<String>>,
    folded_domains: Vec<String>,
    names: Names,
}

/// What sentences call our people and organizations.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Full names → who have them.
    full: Meaning,
    /// Parts of names: first and last, and an initial with the other.
    parts: Meaning,
    /// Initials in capitals.
    initials: Meaning,
    /// Our organizations, in full or by their first word.
    organizations: FxHashMap<String, usize>,
    /// What their words begin with.
    pub(super) stems: Stems,
}

/// Folded words → the places in a list of those whom they can mean.
type Meaning = FxHashMap<String, Vec<usize>>;

impl PartialEq for Us {
    fn eq(&self, other: &Us) -> bool {
        fn told(us: &Us) -> [&[String]; 3] {
            [us.organizations(), us.people(), us.domains()]
        }
        told(self) == told(other)
    }
}

impl Eq for Us {}

impl Us {
    /// Us, by our organizations' names, our people's names and our mail domains.
    pub fn new(organizations: Vec<String>, people: Vec<String>, domains: Vec<String>) -> Us {
        let keys: Vec<Vec<String>> = people.iter().map(|name| key(name)).collect();
        let telling = |name: &String| significant_words(&fold(name)).into_iter().map(str::to_owned).collect();
        let initials: Vec<String> = people.iter().map(|name| lists::initials(name)).collect();
        Us(Arc::new(Ours {
            longest_initials: initials.iter().map(String::len).max().unwrap_or_default(),
            initials,
            words: keys.iter().flatten().cloned().collect(),
            telling: organizations.iter().map(telling).collect(),
            folded_domains: domains.iter().map(|domain| fold(domain).into_owned()).collect(),
            names: Names::new(&keys, &organizations),
            organizations,
            people,
            domains,
            keys,
        }))
    }

    /// Our organizations' names.
    pub fn organizations(&self) -> &[String] {
        &self.0.organizations
    }

    /// Our people's names.
    pub fn people(&self) -> &[String] {
        &self.0.people
    }

    /// Our mail domains.
    pub fn domains(&self) -> &[String] {
        &self.0.domains
    }

    /// Whether the configuration tells nothing of us.
    pub fn is_unknown(&self) -> bool {
        self.0.organizations.is_empty() && self.0.people.is_empty() && self.0.domains.is_empty()
    }

    /// Our people with the folded words of their names.
    pub(super) fn keyed(&self) -> impl Iterator<Item = (&[String], &String)> {
        self.0.keys.iter().map(Vec::as_slice).zip(&self.0.people)
    }

    /// Our people's folded initials, in their order.
    pub(super) fn initials(&self) -> &[String] {
        &self.0.initials
    }

    /// Whether a folded word is part of the name of one of ours.
    pub(super) fn is_word(&self, folded: &str) -> bool {
        self.0.words.contains(folded)
    }

    /// Whether somebody of ours may be meant, by the first letters of the words: hardly anybody else of a note is.
    pub(super) fn may_be_called(&self, mention: &str) -> bool {
        let may_be = |word: &str| word.len() == 1 || !word.is_ascii() || self.0.names.stems.may_be_of(word);
        let is_short = || mention.trim().len() <= self.0.longest_initials;
        !self.0.people.is_empty() && (is_short() || words(mention).any(|word| may_be(word.of(mention))))
    }

    /// What tells each of our organizations from others.
    pub(super) fn telling(&self) -> &[Vec<String>] {
        &self.0.telling
    }

    /// Whether a folded domain is one of ours, or below one; `None` where we have told of none.
    pub(super) fn owns(&self, domain: &str) -> Option<bool> {
        let is_ours = |ours: &String| {
            domain == ours || domain.strip_suffix(ours.as_str()).is_some_and(|above| above.ends_with('.'))
        };
        (!self.0.domains.is_empty()).then(|| self.0.folded_domains.iter().any(is_ours))
    }

    pub(super) fn names(&self) -> &Names {
        &self.0.names
    }
}

impl Names {
    fn new(keys: &[Vec<String>], organizations: &[String]) -> Names {
        let mut names = Names::default();
        let enter = |meaning: &mut Meaning, words: String, at: usize| {
            let known = meaning.entry(words).or_default();
            if known.last() != Some(&at) {
                known.push(at);
            }
        };
        for (at, key) in keys.iter().enumerate() {
            enter(&mut names.full, key.join(" "), at);
            name_forms(key).for_each(|part| enter(&mut names.parts, part, at));
            initials_of(key).for_each(|short| enter(&mut names.initials, short, at));
        }
        for (at, name) in organizations.iter().enumerate() {
            let folded = organization_words(name);
            let Some(first) = folded.first().filter(|first| first.len() > 3 || folded.len() == 1) else { continue };
            for words in [organization_key(name), folded.join(" "), first.clone()] {
                names.organizations.entry(words).or_insert(at);
            }
        }
        let all = names.full.keys().chain(names.parts.keys()).chain(names.organizations.keys());
        all.for_each(|folded| names.stems.add(folded));
        names
    }

    /// Whom folded words mean among those of our people for whom `asked` holds: who has them for a full name, else for a
    /// part of one. The outer `None` where nobody has, the inner where they could mean several.
    pub(super) fn person(&self, folded: &str, asked: impl Fn(usize) -> bool) -> Option<Option<usize>> {
        only(self.full.get(folded), &asked).or_else(|| only(self.parts.get(folded), &asked))
    }

    /// Whom initials in capitals mean among those of our people for whom `asked` holds.
    pub(super) fn by_initials(&self, short: &str, asked: impl Fn(usize) -> bool) -> Option<usize> {
        only(self.initials.get(short), &asked).flatten()
    }

    /// Which of our organizations folded words name.
    pub(super) fn organization(&self, folded: &str) -> Option<usize> {
        self.organizations.get(folded).copied()
    }
}

/// The only one of those for whom `asked` holds; the outer `None` where it holds for none.
fn only(known: Option<&Vec<usize>>, asked: impl Fn(usize) -> bool) -> Option<Option<usize>> {
    let mut fitting = known?.iter().copied().filter(|&at| asked(at));
    let first = fitting.next()?;
    Some(Some(first).filter(|_| fitting.next().is_none()))
}
