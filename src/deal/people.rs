//! The customer's people over the notes of an account: who gave something, who was only there, who is called a champion.

use super::{Chapter, Promise};
use crate::note::Side;
use crate::note::people::organization_words;
use std::collections::BTreeSet;

/// The customer's people, each under the fullest name that a note has for them, in order of name.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct People {
    /// Who took a firm step.
    pub(super) givers: Vec<String>,
    /// Who took part in a conversation and took no firm step.
    pub(super) only_there: Vec<String>,
    /// Who is called a champion and took no step at all.
    pub(super) untested_champions: Vec<String>,
}

impl People {
    pub(super) fn of(account: &str, chapters: &[Chapter]) -> People {
        let names = Names::of(account, chapters);
        let firm = names.owners(chapters.iter().flat_map(Chapter::firm_steps));
        let any = names.owners(chapters.iter().flat_map(Chapter::steps));
        let champions = chapters.iter().flat_map(|chapter| &chapter.champions).filter_map(|name| names.fullest(name));
        let untested: BTreeSet<&str> = champions.filter(|name| !any.contains(name)).collect();
        let there = chapters.iter().flat_map(|chapter| &chapter.participants).filter(|one| one.side == Side::Them);
        let there: BTreeSet<&str> = there.filter_map(|person| names.fullest(&person.name)).collect();
        let owned = |names: BTreeSet<&str>| names.into_iter().map(str::to_owned).collect();
        People {
            only_there: owned(there.difference(&firm).copied().collect()),
            givers: owned(firm),
            untested_champions: owned(untested),
        }
    }
}

/// The names of an account's notes. Two are one person's where the words of one are a subset of the other's.
struct Names<'a> {
    all: BTreeSet<&'a str>,
    ours: BTreeSet<&'a str>,
    account: Vec<String>,
}

impl<'a> Names<'a> {
    fn of(account: &str, chapters: &'a [Chapter]) -> Names<'a> {
        let of_side = |wanted: fn(Side) -> bool| {
            let people = chapters.iter().flat_map(|chapter| &chapter.participants);
            people.filter(move |one| wanted(one.side)).map(|one| one.name.as_str())
        };
        let owners = chapters.iter().flat_map(Chapter::steps).flat_map(|step| &step.record.owner).map(String::as_str);
        let ours = of_side(|side| side == Side::Us).collect();
        let all = of_side(|side| side != Side::Us).chain(owners).collect();
        Names { all, ours, account: organization_words(account) }
    }

    /// The customer's people among the owners of promises.
    fn owners(&'a self, steps: impl Iterator<Item = &'a Promise>) -> BTreeSet<&'a str> {
        steps.flat_map(|step| &step.record.owner).filter_map(|owner| self.fullest(owner)).collect()
    }

    /// The longest name that this one can be short for; `None` where it is one of ours, or the customer as a whole.
    fn fullest<'n>(&'n self, name: &'n str) -> Option<&'n str> {
        let is_ours = self.ours.iter().any(|own| is_part(name, own));
        let words = organization_words(name);
        let is_customer = !words.is_empty() && words.iter().all(|word| self.account.contains(word));
        if is_ours || is_customer {
            return None;
        }
        let longer = self.all.iter().copied().filter(|other| is_part(name, other));
        Some(longer.max_by_key(|other| other.len()).unwrap_or(name))
    }
}

/// Whether every word of a name is in the other one.
fn is_part(name: &str, other: &str) -> bool {
    let has = |word: &str| other.split(' ').any(|own| own.trim_end_matches('.').eq_ignore_ascii_case(word));
    name.split(' ').all(|word| has(word.trim_end_matches('.')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Person;

    #[test]
    fn a_name_in_full_and_in_part_is_one_person_and_ours_are_none_of_theirs() {
        let person = |name: &str, side| Person { name: name.to_owned(), side };
        let chapter = Chapter {
            participants: vec![
                person("Priya Shah", Side::Them),
                person("Priya", Side::Them),
                person("Tom", Side::Them),
                person("Dana Ruiz", Side::Us),
            ],
            champions: vec!["Priya".to_owned(), "Dana".to_owned()],
            ..Chapter::default()
        };
        let people = People::of("Acme", &[chapter]);
        assert_eq!(people.only_there, ["Priya Shah", "Tom"]);
        assert_eq!(people.untested_champions, ["Priya Shah"]);
        assert!(people.givers.is_empty());
    }
}
