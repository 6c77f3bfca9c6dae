//! Contractions in hasty or dictated notes, which leave out the apostrophe: "theyll send it", "Im going". The words are those of
//! `lexicons/en/contractions.toml`.

use crate::key::{self, Words};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    being: Vec<String>,
    openers: Vec<String>,
    verbs: Vec<String>,
    slashed: Vec<(String, String)>,
    always: Clitics,
    before_verbs: Clitics,
    before_being: Clitics,
}

/// Contractions by their clitic.
type Clitics = FxHashMap<String, Vec<String>>;

/// A contraction, and where it is one.
#[derive(Debug, Default, Clone, Copy)]
struct Contraction {
    /// The bytes of its clitic.
    clitic: usize,
    holds: Holds,
}

#[derive(Debug, Default, Clone, Copy)]
enum Holds {
    #[default]
    Always,
    BeforeVerbs,
    BeforeBeing,
}

struct Contractions {
    known: Words<Contraction>,
    being: Words<()>,
    openers: Words<()>,
    verbs: Words<()>,
    /// What is short with a slash ("w/"), and the word.
    slashed: Vec<(String, String)>,
    /// The last letters of contractions (the last five bits of each), by which most words are told apart.
    ends: u32,
    /// The bytes of the longest.
    longest: usize,
}

static CONTRACTIONS: LazyLock<Contractions> = LazyLock::new(|| {
    // The file is part of the program: a test reads it, so it cannot fail at a user's.
    Contractions::new(parse(include_str!("../../../lexicons/en/contractions.toml")))
});

#[allow(clippy::panic)]
fn parse(source: &str) -> File {
    toml::from_str(source).unwrap_or_else(|error| panic!("embedded lexicon: {error}"))
}

/// The bytes of a word that is short with a slash ("w/", "b/c") and begins here, or 0.
pub(super) fn slashed_len(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    if bytes.get(1) != Some(&b'/') {
        return 0;
    }
    let starts = |short: &str| rest.get(..short.len()).is_some_and(|start| start.eq_ignore_ascii_case(short));
    let ends = |short: &str| {
        short.ends_with('/') && bytes.get(short.len()) != Some(&b'/')
            || !bytes.get(short.len()).is_some_and(u8::is_ascii_alphanumeric)
    };
    let mut known = CONTRACTIONS.slashed.iter().map(|(short, _)| short.as_str());
    known.find(|short| starts(short) && ends(short)).map_or(0, str::len)
}

/// The word for which something short with a slash stands.
pub(super) fn slashed(word: &str) -> Option<&'static str> {
    let known = CONTRACTIONS.slashed.iter().find(|(short, _)| word.eq_ignore_ascii_case(short));
    known.map(|(_, long)| long.as_str())
}

impl Contractions {
    fn new(file: File) -> Self {
        let set = |words: Vec<String>| {
            let mut set = Words::default();
            words.iter().for_each(|word| *set.entry(word) = ());
            set
        };
        let mut all = Self {
            known: Words::default(),
            being: set(file.being),
            openers: set(file.openers),
            verbs: set(file.verbs),
            slashed: file.slashed,
            ends: 0,
            longest: 0,
        };
        all.add(&file.always, Holds::Always);
        all.add(&file.before_verbs, Holds::BeforeVerbs);
        all.add(&file.before_being, Holds::BeforeBeing);
        all
    }

    fn add(&mut self, clitics: &Clitics, holds: Holds) {
        for (clitic, words) in clitics {
            for word in words {
                debug_assert!(word.ends_with(clitic.as_str()), "{word} does not end in {clitic}");
                *self.known.entry(word) = Contraction { clitic: clitic.len(), holds };
                self.ends |= 1 << end(word);
                self.longest = self.longest.max(word.len());
            }
        }
    }
}

/// The last letter of a word, whatever its case.
fn end(word: &str) -> u8 {
    word.as_bytes().last().map_or(0, |byte| byte & 31)
}

/// The length of the clitic at the end of the word `source[start..behind]`, or 0 if it is no contraction.
pub(super) fn clitic_len(source: &str, start: usize, behind: usize) -> usize {
    let all = &*CONTRACTIONS;
    let word = &source[start..behind];
    if !(2..=all.longest).contains(&word.len()) || all.ends >> end(word) & 1 == 0 {
        return 0;
    }
    // "IM" and "ID" stand for something else
    if word.as_bytes()[1].is_ascii_uppercase() {
        return 0;
    }
    let known = key::of_ascii(source, start, behind).and_then(|key| all.known.keyed(key));
    let Some(&Contraction { clitic, holds }) = known else { return 0 };
    let holds = match holds {
        Holds::Always => true,
        Holds::BeforeVerbs => opens_clause(&source[..start]) && is_among(&all.verbs, next_word(&source[behind..])),
        Holds::BeforeBeing => {
            let next = next_word(&source[behind..]);
            next.ends_with("ing") || all.being.get(next).is_some()
        }
    };
    if holds { clitic } else { 0 }
}

/// Whether a word is one of those, however it is written.
fn is_among(words: &Words<()>, word: &str) -> bool {
    key::of_ascii(word, 0, word.len()).is_some_and(|key| words.keyed(key).is_some())
}

/// Whether a clause starts behind some words.
fn opens_clause(before: &str) -> bool {
    let before = before.trim_end_matches(' ');
    let last = before.rsplit(|c: char| !c.is_alphanumeric() && c != '\'').next().unwrap_or_default();
    last.is_empty() || is_among(&CONTRACTIONS.openers, last)
}

/// The word behind a blank.
fn next_word(behind: &str) -> &str {
    let words = behind.strip_prefix(' ').unwrap_or_default();
    &words[..words.find(|c: char| !c.is_alphanumeric()).unwrap_or(words.len())]
}
