//! Lexicon files: what an entry may say, and how its phrases are read.

use super::Sense;
use super::inflect::{Form, Morphology, forms};
use super::weights::WeightsFile;
use super::words::tokenize;
use crate::span::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use toml::Spanned;

/// One declaration in a lexicon file: some words, what they mean, and sentences that prove it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct Entry {
    /// Unique name, in kebab-case.
    pub id: String,
    /// What it means when it matches.
    pub sense: Sense,
    /// A finer distinction within the sense, such as the kind of a vague outcome.
    pub kind: Option<String>,
    /// Signed weight of a cue that is summed with others.
    #[serde(default)]
    pub weight: i8,
    /// What else holds of its words, for rules that ask.
    #[serde(default)]
    pub traits: Vec<Trait>,
    /// Whether its words match only where a clause begins: at the start or behind a mark.
    #[serde(default)]
    pub opens: bool,
    /// Whether its words match only where a clause ends.
    #[serde(default)]
    pub closes: bool,
    /// Phrases, in the syntax of `lexicons/README.md`.
    #[serde(default)]
    pub phrases: Vec<String>,
    /// Verbs by their base form; every inflected form matches.
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Why it means that.
    pub why: String,
    /// Sentences with the words that must match in braces.
    pub hits: Vec<String>,
    /// Sentences in which it must not match.
    pub misses: Vec<String>,
    /// Sentences in which it ought to match and does not yet.
    #[serde(default)]
    pub known_misses: Vec<String>,
}

/// What holds of some acts and things, and rules ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trait {
    /// A seller's act or thing: who does such an act to such a thing is of ours, unless it is told otherwise.
    Sellers,
    /// An act that hands over what was bought: a firm that the note does not introduce and that does it is another seller.
    Supplies,
    /// An act that gives something its place in time: the day behind "for" is the thing's, not the act's.
    Schedules,
    /// A thing that either side may send: who only gets one waits for the other.
    Sent,
}

impl Entry {
    /// Whether this holds of its words.
    pub fn is(&self, wanted: Trait) -> bool {
        self.traits.contains(&wanted)
    }

    /// Whether it tells something of this kind of what became of a promise or a deal.
    pub fn is_fate(&self, kind: &str) -> bool {
        self.sense == Sense::Fate && self.kind.as_deref() == Some(kind)
    }

    /// Its phrases and its verbs as phrases; of a phrasal verb the first word is inflected.
    pub(super) fn all_phrases(&self) -> impl Iterator<Item = String> {
        let verb = |verb: &String| match verb.split_once(' ') {
            Some((head, tail)) => format!("{head}~ {tail}"),
            None => format!("{verb}~"),
        };
        self.phrases.iter().cloned().chain(self.verbs.iter().map(verb))
    }
}

/// A lexicon file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    #[serde(default)]
    pub(super) entry: Vec<Spanned<Entry>>,
    #[serde(default)]
    pub(super) pattern: Vec<Spanned<super::pattern::PatternEntry>>,
    /// Irregular pasts and participles by base form.
    #[serde(default)]
    pub(super) irregular: FxHashMap<String, Vec<String>>,
    /// Present forms of verbs of other languages by infinitive.
    #[serde(default)]
    pub(super) borrowed: FxHashMap<String, Vec<String>>,
    /// Verbs of several syllables that double their last consonant.
    #[serde(default)]
    pub(super) doubling: FxHashSet<String>,
    /// Words that phrases share, by the name of their list.
    #[serde(default)]
    pub(super) lists: FxHashMap<String, Vec<String>>,
    /// What small signs weigh.
    #[serde(default)]
    pub(super) weights: WeightsFile,
}

/// What phrases are written with.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Vocabulary {
    pub(super) morphology: Morphology,
    /// Words that phrases share, by the name of their list.
    pub(super) lists: FxHashMap<String, Vec<String>>,
}

/// One word of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// This word, with the verb form it stands for.
    Word(Form, String),
    /// Any one word.
    Any,
    /// A number.
    Number,
}

/// One place in a phrase: what may stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slot {
    /// Alternatives, each of one word or more.
    pub(super) alternatives: Vec<Vec<Step>>,
    /// Whether it may be left out.
    pub(super) optional: bool,
}

/// Reads a phrase. Errors name what is wrong with it.
pub(super) fn parse_phrase(phrase: &str, vocabulary: &Vocabulary) -> Result<Vec<Slot>, String> {
    let slots: Vec<Slot> =
        phrase.split_whitespace().map(|part| parse_slot(part, vocabulary)).collect::<Result<_, _>>()?;
    let empty = |slot: &Slot| slot.alternatives.iter().any(Vec::is_empty);
    if slots.iter().any(empty) {
        return Err(format!("phrase {phrase:?} has an alternative without a word"));
    }
    if slots.iter().all(|slot| slot.optional) {
        return Err(format!("phrase {phrase:?} has no word that must be there"));
    }
    if slots.len() > PLACES {
        return Err(format!("a phrase of {} words; make shorter ones, of {PLACES} at most", slots.len()));
    }
    match ways(&slots) {
        Some(_) => Ok(slots),
        None => Err(format!("phrase {phrase:?} can be said in more than {WAYS} ways; make several phrases of it")),
    }
}

/// The most places in a phrase.
const PLACES: usize = 64;

/// The most ways of saying one phrase. Each place with several words, or that may be left out, multiplies them.
const WAYS: usize = 1 << 17;

/// In how many ways a phrase can be said; `None` for too many. Single words in one place cost little, however many.
fn ways(slots: &[Slot]) -> Option<usize> {
    let of_slot = |slot: &Slot| {
        let (words, others): (Vec<_>, Vec<_>) = slot.alternatives.iter().partition(|steps| steps.len() == 1);
        words.len().min(8) + others.len() + usize::from(slot.optional)
    };
    let ways = slots.iter().try_fold(1, |ways: usize, slot| ways.checked_mul(of_slot(slot)));
    ways.filter(|ways| *ways <= WAYS)
}

fn parse_slot(part: &str, vocabulary: &Vocabulary) -> Result<Slot, String> {
    let (words, optional) = split_slot(part);
    let mut alternatives = Vec::new();
    for word in words {
        match word.strip_prefix('<').and_then(|word| word.strip_suffix('>')) {
            None => parse_word(word, vocabulary, &mut alternatives),
            Some(name) => {
                let list = vocabulary.lists.get(name).ok_or_else(|| format!("no [lists] has a list `{name}`"))?;
                list.iter().for_each(|word| parse_word(word, vocabulary, &mut alternatives));
            }
        }
    }
    Ok(Slot { alternatives, optional })
}

fn parse_word(word: &str, vocabulary: &Vocabulary, alternatives: &mut Vec<Vec<Step>>) {
    let steps = |form, word: &str| fold_words(word).into_iter().map(|word| Step::Word(form, word)).collect();
    match (word, word.strip_suffix('~')) {
        ("_", _) => alternatives.push(vec![Step::Any]),
        ("#", _) => alternatives.push(vec![Step::Number]),
        (_, Some(base)) => {
            let forms = forms(base, &vocabulary.morphology).into_iter();
            alternatives.extend(forms.map(|(form, word)| steps(form, &word)));
        }
        (word, None) => alternatives.push(steps(Form::Plain, word)),
    }
}

/// The alternatives of one place in a phrase, as they are written, and whether it may be left out.
pub(super) fn split_slot(part: &str) -> (impl Iterator<Item = &str>, bool) {
    let (words, optional) = part.strip_suffix('?').map_or((part, false), |part| (part, true));
    (words.split('|'), optional)
}

/// The folded words and marks of a piece of text.
pub(super) fn fold_words(text: &str) -> Vec<String> {
    // a clitic is one only behind a word
    let (text, skip) = if text.starts_with('\'') { (format!("x{text}"), 1) } else { (text.to_owned(), 0) };
    let mut tokens = Vec::new();
    tokenize(&text, Span::new(0, text.len()), &mut tokens);
    let mut folded = String::new();
    tokens
        .iter()
        .skip(skip)
        .map(|token| {
            token.fold(&text, &mut folded);
            folded.clone()
        })
        .collect()
}
