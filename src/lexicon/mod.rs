//! Words as data: entries and patterns from TOML files, and one matcher over all of them.
//!
//! The format is described in `lexicons/README.md`. The extractor works on senses, never on words.

mod files;
mod inflect;
mod literal;
mod load;
mod matcher;
pub mod pattern;
pub mod selftest;
pub mod tags;
mod trie;
pub mod weights;
pub mod words;

pub use files::{EMBEDDED, LexiconError};
pub use inflect::Form;
pub use load::{Entry, Trait};
pub use matcher::{EntryId, Match, Scratch};

use load::Vocabulary;
use matcher::Matcher;
use pattern::Patterns;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;
#[cfg(lexicons_are_built)]
use std::sync::LazyLock;
use weights::Weights;
use words::Token;

/// What words mean when they match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Sense {
    // grammar
    FirstPerson,
    Me,
    We,
    Us,
    Him,
    You,
    They,
    It,
    Product,
    Will,
    Would,
    Might,
    Could,
    Should,
    Can,
    Must,
    Want,
    Be,
    Was,
    Have,
    Not,
    To,
    Determiner,
    Preposition,
    By,
    Relative,
    And,
    But,
    If,
    Adverb,
    Please,
    Let,
    Word,
    Number,
    Title,
    // acts and things
    Agree,
    Ask,
    Say,
    Owe,
    Receive,
    Book,
    Accept,
    Yes,
    No,
    Correction,
    Resume,
    Cause,
    Joint,
    Act,
    EmptyAct,
    Thing,
    Event,
    Role,
    // cues
    Hedge,
    Aim,
    Whether,
    Tail,
    Resource,
    Heading,
    Cell,
    Vague,
    Learning,
    Pressure,
    Outcome,
    Fate,
    Pseudo,
}

/// Sets of senses are kept in 128 bits.
const _: () = assert!((Sense::Pseudo as u32) < u128::BITS);

impl Sense {
    /// Whether it is of the closed classes of grammar, which say nothing of what a sentence is about.
    pub fn is_grammar(self) -> bool {
        self < Sense::Agree && self != Sense::Product
            || matches!(self, Sense::Say | Sense::Yes | Sense::No | Sense::Hedge)
    }
}

impl fmt::Display for Sense {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

/// Where an entry or pattern is declared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The file.
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: usize,
}

/// All loaded entries and the matcher over them.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Lexicon {
    entries: Vec<Entry>,
    /// Those of the entries, which nearly all that is asked of a match is: they lie together.
    senses: Vec<Sense>,
    /// Which entries match only at an edge of a clause, in order.
    bounded: Vec<EntryId>,
    sources: Vec<Source>,
    vocabulary: Vocabulary,
    matcher: Matcher,
    patterns: Patterns,
    pattern_sources: Vec<Source>,
    weights: Weights,
}

impl Lexicon {
    /// The lexicons that come with the program, which were loaded when it was built (`build.rs`).
    #[cfg(lexicons_are_built)]
    pub fn embedded() -> &'static Lexicon {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
            postcard::from_bytes(Lexicon::BUILT)
                .unwrap_or_else(|error| unreachable!("the embedded lexicons load, as a test proves: {error}"))
        });
        &LEXICON
    }

    #[cfg(lexicons_are_built)]
    const BUILT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon"));

    /// The entry with this index.
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id as usize]
    }

    /// What the entry with this index means.
    pub fn sense(&self, id: EntryId) -> Sense {
        self.senses[id as usize]
    }

    /// All entries, in order of loading.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Where an entry is declared.
    pub fn source(&self, id: EntryId) -> &Source {
        &self.sources[id as usize]
    }

    /// Where the pattern with this index is declared.
    pub fn pattern_source(&self, pattern: usize) -> &Source {
        &self.pattern_sources[pattern]
    }

    /// The patterns.
    pub fn patterns(&self) -> &Patterns {
        &self.patterns
    }

    /// What small signs of a sentence weigh.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// The base form of an irregular past or participle, in lower case: "send" of "sent".
    pub fn base_of_irregular(&self, past: &str) -> Option<&str> {
        self.vocabulary.morphology.bases.get(past).map(String::as_str)
    }

    /// Every match of every entry in a sentence's tokens, in order of their first token.
    ///
    /// Matches inside a longer one of a `pseudo` entry are dropped, and so is a match inside a longer one of the same sense.
    pub fn find(&self, text: &str, tokens: &[Token], scratch: &mut Scratch, out: &mut Vec<Match>) {
        let mut all = std::mem::take(&mut scratch.matches);
        all.clear();
        self.matcher.find(text, tokens, scratch, &mut all);
        let widest = all.iter().map(Match::width).max().unwrap_or(0);
        let mut from = 0;
        for found in &all {
            // what begins before this is too short to reach over it
            let earliest = (found.first + 1).saturating_sub(widest);
            from += all[from..].iter().take_while(|other| other.first < earliest).count();
            let mut around = all[from..].iter().take_while(|other| other.first <= found.first);
            let is_inside = around.any(|other| self.swallows(other, found) && self.is_in_place(other, tokens, &all));
            if !is_inside && self.is_in_place(found, tokens, &all) {
                out.push(*found);
            }
        }
        scratch.matches = all;
    }

    /// Whether a match stands at the edges of a clause where its entry asks for them; a word such as "again" may stand
    /// between it and the end.
    fn is_in_place(&self, found: &Match, tokens: &[Token], all: &[Match]) -> bool {
        if self.bounded.binary_search(&found.entry).is_err() {
            return true;
        }
        let entry = self.entry(found.entry);
        let is_edge = |at: usize| tokens.get(at).is_none_or(Token::is_mark);
        let behind = found.last + 1;
        let tails = all[all.partition_point(|other| other.first < behind)..].iter();
        let mut tails =
            tails.take_while(|tail| tail.first == behind).filter(|tail| self.sense(tail.entry) == Sense::Tail);
        (!entry.opens || found.first.checked_sub(1).is_none_or(is_edge))
            && (!entry.closes || is_edge(behind) || tails.any(|tail| is_edge(tail.last + 1)))
    }

    /// Whether a match takes the words of another for itself: a longer one around it, of the same sense or `pseudo`.
    fn swallows(&self, longer: &Match, found: &Match) -> bool {
        let sense = self.sense(longer.entry);
        longer.first <= found.first
            && found.last <= longer.last
            && longer.width() > found.width()
            && (sense == Sense::Pseudo || sense == self.sense(found.entry))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_built_is_what_the_files_say() {
        let loaded = Lexicon::load(&[], &[]).expect("the embedded files load");
        assert!(postcard::to_allocvec(&loaded).expect("serializes") == Lexicon::BUILT);
    }
}
