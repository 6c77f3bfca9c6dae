//! Who is whom among the authors: "Dana", "Dana R." and "D. Ruiz" are Dana Ruiz where no other author is meant.

use rustc_hash::{FxHashMap, FxHashSet};

/// A name that more authors than this share could be anybody's.
const SHARED: usize = 50;

/// Each author's fullest name.
#[derive(Debug, Default)]
pub struct Authors(FxHashMap<String, String>);

impl Authors {
    /// Learns them from names, of which each is there once in any case of letters.
    pub(super) fn learn<'n>(names: impl Iterator<Item = &'n str>) -> Authors {
        let names: Vec<&str> = names.collect();
        let split: Vec<Vec<String>> = names.iter().map(|name| words(name)).collect();
        let mut by_word: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (at, words) in split.iter().enumerate() {
            let full: FxHashSet<&String> = words.iter().filter(|word| word.chars().count() > 1).collect();
            full.into_iter().for_each(|word| by_word.entry(word).or_default().push(at));
        }
        let fullest = |at: usize| {
            let near = split[at].iter().filter_map(|word| by_word.get(word.as_str())).min_by_key(|near| near.len())?;
            let longer = near.iter().copied().filter(|&other| is_short_for(&split[at], &split[other]));
            let longer: Vec<usize> = if near.len() > SHARED { Vec::new() } else { longer.collect() };
            let longest = *longer.iter().max_by_key(|&&other| split[other].concat().len())?;
            let is_one = longer.iter().all(|&other| other == longest || is_short_for(&split[other], &split[longest]));
            is_one.then_some(longest)
        };
        let all = (0..names.len()).map(|at| (names[at].to_lowercase(), names[fullest(at).unwrap_or(at)].to_owned()));
        Authors(all.collect())
    }

    /// The fullest name of an author.
    pub fn fullest<'n>(&'n self, name: &'n str) -> &'n str {
        self.0.get(&name.to_lowercase()).map_or(name, String::as_str)
    }
}

fn words(name: &str) -> Vec<String> {
    name.to_lowercase().split_whitespace().map(|word| word.trim_end_matches('.').to_owned()).collect()
}

/// Whether each word of a name, or the word that it is the initial of, stands in a longer one, in order, and one of them
/// in full.
fn is_short_for(short: &[String], long: &[String]) -> bool {
    let mut rest = long.iter();
    let is_initial = |word: &str, full: &str| word.chars().count() == 1 && full.starts_with(word);
    let stands = |word: &String| rest.any(|full| full == word || is_initial(word, full));
    short != long
        && short.iter().any(|word| word.chars().count() > 1 && long.contains(word))
        && short.iter().all(stands)
        && short.concat().len() < long.concat().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(names: &[&str]) -> Vec<String> {
        let authors = Authors::learn(names.iter().copied());
        names.iter().map(|name| authors.fullest(name).to_owned()).collect()
    }

    #[test]
    fn short_forms_are_their_only_author() {
        let names = ["Dana", "Dana R.", "D. Ruiz", "Dana Ruiz", "Tom Okafor"];
        assert_eq!(joined(&names), ["Dana Ruiz", "Dana Ruiz", "Dana Ruiz", "Dana Ruiz", "Tom Okafor"]);
    }

    #[test]
    fn what_could_be_two_stays_by_itself() {
        let names = ["Dana", "D. Ruiz", "Dana Ruiz", "Dana Weber", "Dan Ruiz", "D", ""];
        assert_eq!(joined(&names), names);
    }
}
