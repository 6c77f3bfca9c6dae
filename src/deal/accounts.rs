//! Which notes are one customer's: names in long and short forms, folded into accounts.
//!
//! Two customers under one name are worse than one customer under two, so a short form joins a longer one only where
//! just one of the longer ones could be meant.

use super::Chapter;
use crate::note::Side;
use crate::note::people::organization_words;
use rustc_hash::{FxHashMap, FxHashSet};

/// The customers that notes name, and the people who are known from one of them.
pub(super) struct Accounts {
    forms: Forms,
    /// The best spelling of each full form.
    titles: FxHashMap<Vec<String>, String>,
    /// Full names of customers' people → their account; `None` where they are known from several.
    people: FxHashMap<String, Option<String>>,
}

impl Accounts {
    /// Learns the accounts from the notes that tell theirs.
    pub(super) fn learn(chapters: &[Chapter]) -> Accounts {
        let mut spellings: FxHashMap<Vec<String>, FxHashMap<&str, usize>> = FxHashMap::default();
        for name in chapters.iter().filter_map(|chapter| chapter.account.as_deref()) {
            *spellings.entry(organization_words(name)).or_default().entry(name).or_default() += 1;
        }
        let titles = spellings.iter().map(|(key, names)| (key.clone(), best_spelling(names))).collect();
        let forms = Forms::new(spellings.into_keys().collect());
        let mut accounts = Accounts { forms, titles, people: FxHashMap::default() };
        for chapter in chapters {
            if let Some(account) = chapter.account.as_deref().map(|name| accounts.fullest(name)) {
                for person in full_names(chapter) {
                    let known = accounts.people.entry(person.to_owned()).or_insert_with(|| Some(account.clone()));
                    *known = known.take().filter(|known| *known == account);
                }
            }
        }
        accounts
    }

    /// The account of a note: the one that it tells, or that of a customer or of people whom it names and others know.
    pub(super) fn of(&self, chapter: &Chapter) -> Option<String> {
        if chapter.is_mapped {
            return chapter.account.clone();
        }
        let told = chapter.account.as_deref().map(|name| self.fullest(name));
        told.or_else(|| self.lent(chapter))
    }

    fn lent(&self, chapter: &Chapter) -> Option<String> {
        let customers = chapter.participants.iter().filter(|person| person.side != Side::Us);
        let named: FxHashSet<String> = customers.filter_map(|person| self.known(&person.name)).collect();
        let known: FxHashSet<&String> =
            full_names(chapter).filter_map(|name| self.people.get(name)?.as_ref()).collect();
        let one = |mut accounts: Vec<String>| accounts.pop().filter(|_| accounts.is_empty());
        one(named.into_iter().collect()).or_else(|| one(known.into_iter().cloned().collect()))
    }

    /// The account that a name of several words is, or is short for.
    fn known(&self, name: &str) -> Option<String> {
        let key = organization_words(name);
        let full = self.forms.fullest(&key);
        (key.len() > 1).then(|| self.titles.get(full).cloned())?
    }

    /// The fullest form of an account's name: "ACME" is "Acme Foods Ltd" where no other Acme is named.
    fn fullest(&self, name: &str) -> String {
        let key = organization_words(name);
        self.titles.get(self.forms.fullest(&key)).cloned().unwrap_or_else(|| name.to_owned())
    }
}

/// The names of more than one word of the customer's people in a note.
fn full_names(chapter: &Chapter) -> impl Iterator<Item = &str> {
    let customers = chapter.participants.iter().filter(|person| person.side == Side::Them);
    customers.map(|person| person.name.as_str()).filter(|name| name.contains(' '))
}

/// The spelling that is used most; of equals, one in mixed case, then the longest, then the first by letters.
fn best_spelling(spellings: &FxHashMap<&str, usize>) -> String {
    let is_mixed = |name: &str| name.contains(char::is_lowercase) && name.contains(char::is_uppercase);
    let best = spellings.iter().max_by(|(one, count), (other, times)| {
        let rank = |name: &str, count: usize| (is_mixed(name), count, name.len());
        rank(one, **count).cmp(&rank(other, **times)).then_with(|| other.cmp(one))
    });
    best.map(|(name, _)| (*name).to_owned()).unwrap_or_default()
}

/// All forms of names, as lists of words, by the words in them.
struct Forms {
    keys: Vec<Vec<String>>,
    by_word: FxHashMap<String, Vec<usize>>,
}

impl Forms {
    fn new(mut keys: Vec<Vec<String>>) -> Forms {
        keys.sort();
        let mut by_word: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (at, key) in keys.iter().enumerate() {
            key.iter().collect::<FxHashSet<_>>().into_iter().for_each(|word| {
                by_word.entry(word.clone()).or_default().push(at);
            });
        }
        Forms { keys, by_word }
    }

    /// The longest form that this one can be short for, where all that it can be short for are forms of one name.
    fn fullest<'a>(&'a self, key: &'a [String]) -> &'a [String] {
        let longer: Vec<&Vec<String>> = self.longer(key).collect();
        let Some(longest) = longer.iter().max_by_key(|form| form.len()) else { return key };
        let of_one_name = longer.iter().all(|form| form.iter().all(|word| longest.contains(word)));
        if of_one_name { longest } else { key }
    }

    /// The forms that have every word of this one and more.
    fn longer<'a>(&'a self, key: &'a [String]) -> impl Iterator<Item = &'a Vec<String>> {
        let rarest = key.iter().filter_map(|word| self.by_word.get(word)).min_by_key(|forms| forms.len());
        let candidates = rarest.into_iter().flatten().map(|&at| &self.keys[at]);
        candidates.filter(|form| form.len() > key.len() && key.iter().all(|word| form.contains(word)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Person;

    fn chapter(account: Option<&str>, people: &[&str]) -> Chapter {
        let person = |name: &&str| Person { name: (*name).to_owned(), side: Side::Them };
        Chapter {
            account: account.map(str::to_owned),
            participants: people.iter().map(person).collect(),
            ..Chapter::default()
        }
    }

    fn fold(names: &[&str]) -> Vec<String> {
        let chapters: Vec<Chapter> = names.iter().map(|name| chapter(Some(name), &[])).collect();
        let accounts = Accounts::learn(&chapters);
        chapters.iter().filter_map(|chapter| accounts.of(chapter)).collect()
    }

    #[test]
    fn short_forms_spellings_and_legal_suffixes_are_one_account() {
        let folded = fold(&["Acme", "ACME Foods Ltd", "Acme Foods", "acme", "Brandt & Söhne GmbH", "Brandt & Sohne"]);
        assert!(folded[..4].iter().all(|name| *name == "Acme Foods" || *name == "ACME Foods Ltd"), "{folded:?}");
        assert_eq!(folded[0], folded[3]);
        assert_eq!(folded[4], folded[5]);
        assert_ne!(folded[0], folded[4]);
    }

    #[test]
    fn a_short_form_of_two_customers_stays_by_itself() {
        assert_eq!(fold(&["Acme", "Acme Steel", "Acme Foods"]), ["Acme", "Acme Steel", "Acme Foods"]);
        assert_eq!(fold(&["Ltd"]), ["Ltd"]);
    }

    #[test]
    fn a_note_without_an_account_takes_that_of_those_whom_it_names() {
        let known = [chapter(Some("Mercy Lakes Health"), &["Ron Deluca"]), chapter(Some("Acme"), &["Priya Shah"])];
        let accounts = Accounts::learn(&known);
        let of = |people: &[&str]| accounts.of(&chapter(None, people));
        assert_eq!(of(&["Mercy Lakes"]).as_deref(), Some("Mercy Lakes Health"));
        assert_eq!(of(&["Priya Shah", "Ron"]).as_deref(), Some("Acme"));
        assert_eq!(of(&["Priya Shah", "Ron Deluca"]), None, "people of two accounts");
        assert_eq!(of(&["Priya"]), None, "there are many");
    }
}
