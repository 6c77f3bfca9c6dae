//! Whether the examples of an entry use all of its words, and whether its misses are near ones.

use super::super::load::{Step, Vocabulary, fold_words, parse_phrase, split_slot};
use super::super::{Entry, Lexicon, Sense};
use rustc_hash::FxHashSet;

/// One place in a phrase, as it is written and as it is read.
struct Place {
    optional: bool,
    alternatives: Vec<Alternative>,
}

/// One of the words that may stand in a place: all forms of a verb (`~`) and all words of a list together.
struct Alternative {
    written: String,
    readings: Vec<Vec<Step>>,
    used: bool,
}

fn places(phrase: &str, vocabulary: &Vocabulary) -> Vec<Place> {
    let alternative = |written: &str| {
        let slots = parse_phrase(written, vocabulary).unwrap_or_default();
        let readings = slots.into_iter().flat_map(|slot| slot.alternatives).collect();
        Alternative { written: written.to_owned(), readings, used: false }
    };
    let place = |part| {
        let (words, optional) = split_slot(part);
        Place { optional, alternatives: words.map(alternative).collect() }
    };
    phrase.split_whitespace().map(place).collect()
}

/// Whether the words are all that the places ask for; notes which alternatives were used on the way.
fn matches(places: &mut [Place], words: &[String]) -> bool {
    let Some((place, rest)) = places.split_first_mut() else { return words.is_empty() };
    let mut any = place.optional && matches(rest, words);
    for alternative in &mut place.alternatives {
        let used = alternative.readings.iter().any(|steps| takes(steps, words) && matches(rest, &words[steps.len()..]));
        alternative.used |= used;
        any |= used;
    }
    any
}

fn takes(steps: &[Step], words: &[String]) -> bool {
    steps.len() <= words.len()
        && steps.iter().zip(words).all(|(step, word)| match step {
            Step::Word(_, listed) => listed == word,
            Step::Number => word.starts_with(|c: char| c.is_ascii_digit()),
            Step::Any => true,
        })
}

/// The phrases of which some words are in no hit, with those words.
pub(super) fn unused(lexicon: &Lexicon, entry: &Entry, marks: &[String]) -> Vec<(String, Vec<String>)> {
    let marks: Vec<Vec<String>> = marks.iter().map(|mark| fold_words(mark)).collect();
    let unused_of = |phrase: String| {
        let mut places = places(&phrase, &lexicon.vocabulary);
        for mark in &marks {
            matches(&mut places, mark);
        }
        let unused = places.iter().flat_map(|place| &place.alternatives).filter(|alternative| !alternative.used);
        let unused: Vec<String> = unused.map(|alternative| format!("`{}`", alternative.written)).collect();
        (!unused.is_empty()).then_some((phrase, unused))
    };
    entry.all_phrases().filter_map(unused_of).collect()
}

/// Words that carry no content of their own: what the grammar entries list.
pub(super) struct FunctionWords(FxHashSet<String>);

impl FunctionWords {
    pub(super) fn of(lexicon: &Lexicon) -> Self {
        let grammar = lexicon.entries().iter().filter(|entry| is_grammar(entry.sense));
        let literals = grammar.flat_map(Entry::all_phrases).flat_map(|phrase| lexicon.write_out(&phrase));
        FunctionWords(literals.filter(|literal| !literal.contains(' ')).collect())
    }
}

fn is_grammar(sense: Sense) -> bool {
    sense < Sense::Agree && !matches!(sense, Sense::Product | Sense::Word | Sense::Number | Sense::Title)
}

/// Whether a miss shares a content word with a phrase, or a word's first letters.
pub(super) fn has_near_miss(entry: &Entry, function_words: &FunctionWords) -> bool {
    let words: Vec<String> = entry.misses.iter().flat_map(|miss| fold_words(miss)).collect();
    let is_content = |word: &&str| is_grammar(entry.sense) || !function_words.0.contains(*word);
    entry.all_phrases().any(|phrase| {
        let parts = phrase.split_whitespace().flat_map(|part| split_slot(part).0);
        let parts: Vec<&str> = parts.map(|word| word.trim_end_matches('~')).collect();
        let has_content = parts.iter().any(is_content);
        parts
            .iter()
            .filter(|word| !has_content || is_content(word))
            .any(|part| words.iter().any(|word| is_near(part, word)))
    })
}

/// Whether two words are the same, or begin with the same four letters, or with the whole of a shorter listed word.
fn is_near(listed: &str, word: &str) -> bool {
    let common = listed.chars().zip(word.chars()).take_while(|(one, other)| one == other).count();
    let letters = listed.chars().count();
    listed == word || common >= 4 || (letters >= 2 && common == letters)
}
