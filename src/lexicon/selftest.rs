//! Every entry and pattern is held to its own examples: one function behind `cargo test` and `goodmeeting lexicon test`.
//!
//! With all lexicons loaded, an entry must match exactly what its hits mark and nothing in its misses, wherever the
//! sentence stands; each word of each phrase must be used by a hit; and one miss must be near enough to prove something.

mod coverage;
mod example;
mod kinds;
mod patterns;

use super::words::{Token, tokenize};
use super::{Entry, EntryId, Lexicon, Match, Scratch, Sense, Source};
use crate::span::Span;
use coverage::{FunctionWords, has_near_miss, unused};
use example::{Marked, marked};
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry as Slot;
use std::fmt;

/// An entry or pattern that does not do what it declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Where the entry is declared.
    pub source: Source,
    /// The entry's id.
    pub id: String,
    /// The example, where it is about one.
    pub example: Option<String>,
    /// What was expected.
    pub expected: String,
    /// What was found in its place.
    pub found: String,
    /// What to do about it.
    pub advice: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}:{}: {}", self.source.file, self.source.line, self.id)?;
        if let Some(example) = &self.example {
            writeln!(f, "  example   {example}")?;
        }
        writeln!(f, "  expected  {}", self.expected)?;
        writeln!(f, "  found     {}", self.found)?;
        writeln!(f, "  to do     {}", self.advice)
    }
}

/// Finds in a text the matches of patterns: which pattern, and the bytes that it covers.
///
/// The extractor reads sentences for patterns; whoever calls the self-test lends it.
pub type FindPatterns<'f> = dyn FnMut(&str) -> Vec<(usize, Span)> + 'f;

/// How much was tested.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Entries.
    pub entries: usize,
    /// Patterns over entries.
    pub patterns: usize,
    /// Phrases and verbs as they are declared.
    pub phrases: usize,
    /// Hits, misses and known misses.
    pub examples: usize,
}

impl Counts {
    /// What a lexicon holds.
    pub fn of(lexicon: &Lexicon) -> Counts {
        let patterns = &lexicon.patterns().entries;
        let of_entry = |entry: &Entry| entry.hits.len() + entry.misses.len() + entry.known_misses.len();
        Counts {
            entries: lexicon.entries().len(),
            patterns: patterns.len(),
            phrases: lexicon.entries().iter().map(|entry| entry.phrases.len() + entry.verbs.len()).sum(),
            examples: lexicon.entries().iter().map(of_entry).sum::<usize>()
                + patterns.iter().map(|pattern| pattern.hits.len() + pattern.misses.len()).sum::<usize>(),
        }
    }
}

/// Tests every entry and pattern of a lexicon, in order of loading.
pub fn run(lexicon: &Lexicon, find_patterns: &mut FindPatterns<'_>) -> Vec<Failure> {
    let function_words = FunctionWords::of(lexicon);
    let mut finder = Finder::new(lexicon);
    let mut failures = Vec::new();
    for (id, entry) in lexicon.entries().iter().enumerate() {
        let mut test = EntryTest { lexicon, id: id as EntryId, entry, finder: &mut finder, failures: &mut failures };
        test.run(&function_words);
    }
    repeated_phrases(lexicon, &mut failures);
    patterns::test(lexicon, find_patterns, &mut failures);
    failures
}

/// Finds what entries match in examples.
struct Finder<'l> {
    lexicon: &'l Lexicon,
    scratch: Scratch,
    tokens: Vec<Token>,
    matches: Vec<Match>,
}

impl<'l> Finder<'l> {
    fn new(lexicon: &'l Lexicon) -> Self {
        Finder { lexicon, scratch: Scratch::default(), tokens: Vec::new(), matches: Vec::new() }
    }

    /// The bytes that an entry matches in a text, in order, without repeats.
    fn spans(&mut self, id: EntryId, text: &str) -> Vec<Span> {
        self.tokens.clear();
        self.matches.clear();
        tokenize(text, Span::new(0, text.len()), &mut self.tokens);
        self.lexicon.find(text, &self.tokens, &mut self.scratch, &mut self.matches);
        let of_entry = self.matches.iter().filter(|found| found.entry == id);
        let mut spans: Vec<Span> = of_entry.map(|found| self.span(found)).collect();
        spans.sort_unstable();
        spans.dedup();
        spans
    }

    /// The id of the entry and the words of the longer match that took a match of `id` at `span` of a text.
    fn swallower(&mut self, id: EntryId, text: &str, span: Span) -> Option<(&'l str, String)> {
        self.tokens.clear();
        self.matches.clear();
        tokenize(text, Span::new(0, text.len()), &mut self.tokens);
        self.lexicon.matcher.find(text, &self.tokens, &mut self.scratch, &mut self.matches);
        let found = self.matches.iter().find(|found| found.entry == id && self.span(found) == span)?;
        let longer = self.matches.iter().find(|longer| self.lexicon.swallows(longer, found))?;
        Some((&self.lexicon.entry(longer.entry).id, self.span(longer).of(text).to_owned()))
    }

    fn span(&self, found: &Match) -> Span {
        Span::new(self.tokens[found.first].span.start, self.tokens[found.last].span.end)
    }
}

/// What stands before an example in each trial: nothing, a sentence with characters of several bytes, a bullet.
const PLACES: [(&str, &str); 3] = [("", ""), ("Żółć – ok. ", " behind another sentence"), ("- ", " in a list item")];

/// The test of one entry.
struct EntryTest<'t, 'l> {
    lexicon: &'l Lexicon,
    id: EntryId,
    entry: &'l Entry,
    finder: &'t mut Finder<'l>,
    failures: &'t mut Vec<Failure>,
}

impl EntryTest<'_, '_> {
    fn run(&mut self, function_words: &FunctionWords) {
        let entry = self.entry;
        if let Some((expected, found, advice)) = bad_declaration(&entry.id, &entry.why) {
            self.fail(None, expected, found, advice);
        }
        if let Some((expected, found)) = kinds::wrong(entry) {
            self.fail(None, expected, found, "Mend `kind`; one that is not known is ignored.");
        }
        let mut marks = Vec::new();
        for hit in &entry.hits {
            match marked(hit) {
                Err(wrong) => self.fail(Some(hit), "braces in pairs".to_owned(), wrong.to_owned(), "Mend the braces."),
                Ok(example) if example.marks.is_empty() => self.fail(
                    Some(hit),
                    "a mark".to_owned(),
                    "no braces".to_owned(),
                    "Put the words that must match in {braces}, or move the sentence to `misses`.",
                ),
                Ok(example) => {
                    marks.extend(example.marks.iter().map(|mark| mark.of(&example.text).to_owned()));
                    self.hit(hit, &example);
                }
            }
        }
        self.enough(&marks, function_words);
        for miss in &entry.misses {
            self.miss(miss);
        }
        for miss in &entry.known_misses {
            if !self.finder.spans(self.id, miss).is_empty() {
                self.fail(
                    Some(miss),
                    "no match, as a known miss".to_owned(),
                    "a match".to_owned(),
                    "It is found now: move it to `hits`, with the words in {braces}.",
                );
            }
        }
    }

    fn hit(&mut self, hit: &str, example: &Marked) {
        for (before, place) in PLACES {
            let text = format!("{before}{}", example.text);
            let shifted = |mark: &Span| Span::new(mark.start + before.len(), mark.end + before.len());
            let expected: Vec<Span> = example.marks.iter().map(shifted).collect();
            let mut found = self.finder.spans(self.id, &text);
            found.retain(|span| span.start >= before.len());
            if found != expected {
                let advice = self.advice(&text, &expected, &found);
                let found = format!("{}{place}", example::mark(&text, &found));
                self.fail(Some(hit), "exactly the words in braces".to_owned(), found, advice);
                return;
            }
        }
    }

    /// Why a hit is not found as marked.
    fn advice(&mut self, text: &str, expected: &[Span], found: &[Span]) -> String {
        let Some(&lost) = expected.iter().find(|mark| !found.contains(mark)) else {
            return "The entry matches words without braces: mark them, or change the phrase that matches them."
                .to_owned();
        };
        let words = lost.of(text);
        match self.finder.swallower(self.id, text, lost) {
            Some((id, longer)) => format!(
                "`{words}` is part of `{longer}`, which entry `{id}` takes; mark the longer words, use another example, or \
                 take the words from one of the two entries."
            ),
            None => format!("No phrase matches just `{words}`: move the braces, or add a phrase."),
        }
    }

    fn miss(&mut self, miss: &str) {
        let found = self.finder.spans(self.id, miss);
        if !found.is_empty() {
            self.fail(
                Some(miss),
                "no match".to_owned(),
                example::mark(miss, &found),
                "Narrow the phrase that matches, list the false friend as an entry of sense \"pseudo\", or move the \
                 sentence to `hits`.",
            );
        }
    }

    /// Whether there are examples enough.
    fn enough(&mut self, marks: &[String], function_words: &FunctionWords) {
        if marks.len() < 2 {
            self.fail(
                None,
                "two marked hits at least".to_owned(),
                format!("{}", marks.len()),
                "Add a sentence to `hits`, with the words that must match in {braces}.",
            );
        }
        for (phrase, words) in unused(self.lexicon, self.entry, marks) {
            self.fail(
                None,
                format!("a hit for every word of the phrase \"{phrase}\""),
                format!("none with {}", words.join(", ")),
                "Add hits that use these words, or take them out of the phrase.",
            );
        }
        if !has_near_miss(self.entry, function_words) {
            self.fail(
                None,
                "a near miss: one that shares a word, or its first four letters, with a phrase".to_owned(),
                format!("{:?}", self.entry.misses),
                "Add a sentence to `misses` that uses a word of a phrase and means something else.",
            );
        }
    }

    fn fail(&mut self, example: Option<&str>, expected: String, found: String, advice: impl Into<String>) {
        self.failures.push(Failure {
            source: self.lexicon.source(self.id).clone(),
            id: self.entry.id.clone(),
            example: example.map(str::to_owned),
            expected,
            found,
            advice: advice.into(),
        });
    }
}

/// What is wrong with an id or a reason: expected, found, to do.
fn bad_declaration(id: &str, why: &str) -> Option<(String, String, &'static str)> {
    let part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if !id.split('-').all(part) {
        return Some(("an id in kebab-case".to_owned(), format!("`{id}`"), "Write it as `like-this-1`."));
    }
    let silent = why.trim().is_empty();
    silent.then(|| ("a reason in `why`".to_owned(), "none".to_owned(), "Say in a sentence why these words mean that."))
}

/// A phrase of which earlier phrases of the same sense, kind and edges match every word says nothing.
fn repeated_phrases(lexicon: &Lexicon, failures: &mut Vec<Failure>) {
    let mut first: FxHashMap<(Sense, Option<&str>, bool, bool, String), EntryId> = FxHashMap::default();
    for (id, entry) in lexicon.entries().iter().enumerate() {
        let id = id as EntryId;
        for phrase in entry.all_phrases() {
            let (mut owner, mut says_new) = (id, false);
            for literal in lexicon.write_out(&phrase) {
                match first.entry((entry.sense, entry.kind.as_deref(), entry.opens, entry.closes, literal)) {
                    Slot::Occupied(first) => owner = *first.get(),
                    Slot::Vacant(place) => {
                        place.insert(id);
                        says_new = true;
                    }
                }
            }
            if !says_new {
                failures.push(Failure {
                    source: lexicon.source(id).clone(),
                    id: entry.id.clone(),
                    example: None,
                    expected: "phrases that match something new".to_owned(),
                    found: format!("\"{phrase}\", all of which `{}` has already", lexicon.entry(owner).id),
                    advice: "Take it out of one of the two.".to_owned(),
                });
            }
        }
    }
}

#[cfg(test)]
mod tests;
