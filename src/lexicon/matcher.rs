//! All phrases of all entries in one trie over words: one walk a word, no allocation a token.

use super::inflect::Form;
use super::load::{Slot, Step};
use super::words::{Token, TokenKind, fold};
use rustc_hash::FxHashMap;

/// Index of an entry in its lexicon.
pub type EntryId = u32;

/// Words that an entry matched, as indices of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// Which entry.
    pub entry: EntryId,
    /// Which form, where the entry lists verbs.
    pub form: Form,
    /// First token.
    pub first: usize,
    /// Last token (inclusive).
    pub last: usize,
}

impl Match {
    /// How many tokens it covers.
    pub fn width(&self) -> usize {
        self.last - self.first + 1
    }
}

#[derive(Debug, Default)]
struct Node {
    any: u32,
    number: u32,
    /// A bit for the words of the edges that leave it: most looks at the edges are spared by one at this.
    words: u64,
    ends: Vec<(EntryId, Form)>,
}

/// The trie. Node 0 is the root; an edge to node 0 is no edge.
#[derive(Debug)]
pub(super) struct Matcher {
    words: FxHashMap<String, u32>,
    /// The edges of the root, by word: nearly every token is looked up here and nowhere else.
    roots: Vec<u32>,
    /// All other edges of words.
    edges: FxHashMap<(u32, u32), u32>,
    nodes: Vec<Node>,
}

impl Default for Matcher {
    fn default() -> Self {
        let (words, edges) = (FxHashMap::default(), FxHashMap::default());
        Self { words, roots: Vec::new(), edges, nodes: vec![Node::default()] }
    }
}

/// The word number of a word that no phrase uses.
const UNKNOWN: u32 = u32::MAX;
/// The word number of a number.
const NUMBER: u32 = u32::MAX - 1;
/// The word number of a mark, which ends every phrase.
const MARK: u32 = u32::MAX - 2;

impl Matcher {
    /// Adds a phrase of an entry.
    pub(super) fn add(&mut self, slots: &[Slot], entry: EntryId) {
        self.extend(0, slots, entry, Form::Plain);
    }

    fn extend(&mut self, node: u32, slots: &[Slot], entry: EntryId, form: Form) {
        let Some((slot, rest)) = slots.split_first() else {
            let ends = &mut self.nodes[node as usize].ends;
            if node != 0 && !ends.contains(&(entry, form)) {
                ends.push((entry, form));
            }
            return;
        };
        if slot.optional {
            self.extend(node, rest, entry, form);
        }
        for steps in &slot.alternatives {
            let (mut next, mut form) = (node, form);
            for step in steps {
                next = self.step(next, step);
                // a phrase has the form of its first inflected word
                if let (Form::Plain, Step::Word(inflected, _)) = (form, step) {
                    form = *inflected;
                }
            }
            self.extend(next, rest, entry, form);
        }
    }

    fn step(&mut self, node: u32, step: &Step) -> u32 {
        match step {
            Step::Any => self.special(node, |node| &mut node.any),
            Step::Number => self.special(node, |node| &mut node.number),
            Step::Word(_, word) => self.edge(node, word),
        }
    }

    fn special(&mut self, node: u32, edge: impl Fn(&mut Node) -> &mut u32) -> u32 {
        let fresh = self.nodes.len() as u32;
        let slot = edge(&mut self.nodes[node as usize]);
        if *slot != 0 {
            return *slot;
        }
        *slot = fresh;
        self.nodes.push(Node::default());
        fresh
    }

    fn edge(&mut self, node: u32, word: &str) -> u32 {
        let word_number = match self.words.get(word) {
            Some(&number) => number,
            None => {
                let number = self.words.len() as u32;
                self.words.insert(word.to_owned(), number);
                self.roots.push(0);
                number
            }
        };
        let fresh = self.nodes.len() as u32;
        let next = match node {
            0 => &mut self.roots[word_number as usize],
            _ => self.edges.entry((node, word_number)).or_insert(0),
        };
        if *next != 0 {
            return *next;
        }
        *next = fresh;
        self.nodes[node as usize].words |= bit(word_number);
        self.nodes.push(Node::default());
        fresh
    }

    /// Numbers each token's word, then finds every phrase that starts at any token.
    pub(super) fn find(&self, text: &str, tokens: &[Token], scratch: &mut Scratch, out: &mut Vec<Match>) {
        scratch.numbers.clear();
        for token in tokens {
            let number = match token.kind {
                TokenKind::Mark(c) if !matches!(c, '%' | '/' | '$' | '€' | '£' | '₹') => MARK,
                TokenKind::Number => {
                    // a number word may also be listed as a word ("1:1", "24/7")
                    fold(token.span.of(text), &mut scratch.folded);
                    self.words.get(scratch.folded.as_str()).copied().unwrap_or(NUMBER)
                }
                _ => {
                    fold(token.span.of(text), &mut scratch.folded);
                    self.words.get(scratch.folded.as_str()).copied().unwrap_or(UNKNOWN)
                }
            };
            scratch.numbers.push(number);
        }
        for first in 0..tokens.len() {
            if scratch.numbers[first] != MARK {
                self.walk(0, tokens, &scratch.numbers, first, first, out);
            }
        }
    }

    fn walk(&self, node: u32, tokens: &[Token], numbers: &[u32], first: usize, at: usize, out: &mut Vec<Match>) {
        let Some(&number) = numbers.get(at) else { return };
        if number == MARK {
            return;
        }
        let here = &self.nodes[node as usize];
        let by_word = match node {
            0 => self.roots.get(number as usize).copied().unwrap_or(0),
            _ if here.words & bit(number) != 0 => self.edges.get(&(node, number)).copied().unwrap_or(0),
            _ => 0,
        };
        let by_number = if tokens[at].kind == TokenKind::Number { here.number } else { 0 };
        for next in [by_word, by_number, here.any] {
            if next != 0 {
                let ends = &self.nodes[next as usize].ends;
                out.extend(ends.iter().map(|&(entry, form)| Match { entry, form, first, last: at }));
                self.walk(next, tokens, numbers, first, at + 1, out);
            }
        }
    }
}

/// One of 64 bits for a word.
fn bit(word_number: u32) -> u64 {
    1 << (word_number % 64)
}

/// Buffers that are kept between sentences.
#[derive(Debug, Default)]
pub struct Scratch {
    numbers: Vec<u32>,
    folded: String,
    pub(super) matches: Vec<Match>,
}
