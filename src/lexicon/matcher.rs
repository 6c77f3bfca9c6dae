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
    /// Edges for any word of a list, so that lists in a row do not multiply.
    lists: Vec<(u32, u32)>,
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
    /// Numbers of lists of words, by their words.
    lists: FxHashMap<Vec<u32>, u32>,
    /// The lists that each word is in.
    lists_of: Vec<Vec<u32>>,
}

impl Default for Matcher {
    fn default() -> Self {
        Self {
            words: FxHashMap::default(),
            roots: Vec::new(),
            edges: FxHashMap::default(),
            nodes: vec![Node::default()],
            lists: FxHashMap::default(),
            lists_of: Vec::new(),
        }
    }
}

/// How many words that may stand in one place are kept as a list and not as edges of their own.
const LIST: usize = 8;

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
        if let Some(words) = list(slot) {
            let next = self.list_edge(node, &words);
            self.extend(next, rest, entry, form);
            return;
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
        let word_number = self.number(word);
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

    /// The edge for any of these words.
    fn list_edge(&mut self, node: u32, words: &[&str]) -> u32 {
        let mut numbers: Vec<u32> = words.iter().map(|word| self.number(word)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let known = self.lists.len() as u32;
        let list = *self.lists.entry(numbers.clone()).or_insert(known);
        if list == known {
            numbers.iter().for_each(|&word| self.lists_of[word as usize].push(list));
        }
        let edges = &mut self.nodes[node as usize].lists;
        if let Some(&(_, next)) = edges.iter().find(|(other, _)| *other == list) {
            return next;
        }
        let fresh = self.nodes.len() as u32;
        self.nodes[node as usize].lists.push((list, fresh));
        self.nodes.push(Node::default());
        fresh
    }

    /// The number of a word, which is its own from now on.
    fn number(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.words.get(word) {
            return number;
        }
        let number = self.words.len() as u32;
        self.words.insert(word.to_owned(), number);
        self.roots.push(0);
        self.lists_of.push(Vec::new());
        number
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
                let from = out.len();
                self.walk(0, tokens, &scratch.numbers, first, first, out);
                settle(out, from);
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
        let lists: &[u32] = match here.lists.is_empty() {
            true => &[],
            false => self.lists_of.get(number as usize).map_or(&[], Vec::as_slice),
        };
        let by_list = here.lists.iter().filter(|(list, _)| lists.contains(list)).map(|&(_, next)| next);
        for next in [by_word, by_number, here.any].into_iter().chain(by_list) {
            if next != 0 {
                let ends = &self.nodes[next as usize].ends;
                out.extend(ends.iter().map(|&(entry, form)| Match { entry, form, first, last: at }));
                self.walk(next, tokens, numbers, first, at + 1, out);
            }
        }
    }
}

/// The words of a place where many single words may stand.
fn list(slot: &Slot) -> Option<Vec<&str>> {
    let plain = |steps: &Vec<Step>| matches!(steps.as_slice(), [Step::Word(Form::Plain, _)]);
    let words = slot.alternatives.iter().filter(|steps| plain(steps)).flatten().filter_map(|step| match step {
        Step::Word(_, word) => Some(word.as_str()),
        _ => None,
    });
    let words: Vec<&str> = words.collect();
    (words.len() >= LIST && words.len() == slot.alternatives.len()).then_some(words)
}

/// Puts the matches of one first token in order, by their ends and entries, and takes out what is found twice: by a
/// word and by a list that it is in.
fn settle(out: &mut Vec<Match>, from: usize) {
    out[from..].sort_unstable_by_key(|found| (found.last, found.entry, found.form));
    let mut kept = from;
    for at in from..out.len() {
        if at == from || out[at] != out[kept - 1] {
            out[kept] = out[at];
            kept += 1;
        }
    }
    out.truncate(kept);
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
