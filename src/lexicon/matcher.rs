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
    /// The same for its lists.
    list_bits: u64,
    ends: Vec<(EntryId, Form)>,
}

/// The trie. Node 0 is the root; an edge to node 0 is no edge.
#[derive(Debug)]
pub(super) struct Matcher {
    words: FxHashMap<String, u32>,
    /// Where each word leads from the root, by itself and by the lists that it is in: nearly every token is looked up
    /// here and nowhere else.
    roots: Vec<Vec<u32>>,
    /// All other edges of words.
    edges: FxHashMap<(u32, u32), u32>,
    nodes: Vec<Node>,
    /// Numbers of lists of words, by their words.
    lists: FxHashMap<Vec<u32>, u32>,
    /// The lists that each word is in, and a bit for each of them.
    lists_of: Vec<(u64, Vec<u32>)>,
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
        let next = *self.edges.entry((node, word_number)).or_insert(fresh);
        if next == fresh {
            self.nodes[node as usize].words |= bit(word_number);
            self.nodes.push(Node::default());
            if node == 0 {
                self.roots[word_number as usize].push(fresh);
            }
        }
        next
    }

    /// The edge for any of these words.
    fn list_edge(&mut self, node: u32, words: &[&str]) -> u32 {
        let mut numbers: Vec<u32> = words.iter().map(|word| self.number(word)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let known = self.lists.len() as u32;
        let list = *self.lists.entry(numbers.clone()).or_insert(known);
        if list == known {
            for &word in &numbers {
                let (bits, lists) = &mut self.lists_of[word as usize];
                *bits |= bit(list);
                lists.push(list);
            }
        }
        let fresh = self.nodes.len() as u32;
        let here = &mut self.nodes[node as usize];
        if let Some(&(_, next)) = here.lists.iter().find(|(other, _)| *other == list) {
            return next;
        }
        here.lists.push((list, fresh));
        here.list_bits |= bit(list);
        self.nodes.push(Node::default());
        if node == 0 {
            numbers.iter().for_each(|&word| self.roots[word as usize].push(fresh));
        }
        fresh
    }

    /// The number of a word, which is its own from now on.
    fn number(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.words.get(word) {
            return number;
        }
        let number = self.words.len() as u32;
        self.words.insert(word.to_owned(), number);
        self.roots.push(Vec::new());
        self.lists_of.push((0, Vec::new()));
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
            let from = out.len();
            self.start(tokens, &scratch.numbers, first, out);
            settle(out, from);
        }
    }

    /// Finds every phrase that starts at a token.
    fn start(&self, tokens: &[Token], numbers: &[u32], first: usize, out: &mut Vec<Match>) {
        if numbers[first] == MARK {
            return;
        }
        let root = &self.nodes[0];
        let by_number = if tokens[first].kind == TokenKind::Number { root.number } else { 0 };
        let by_word = self.roots.get(numbers[first] as usize).map_or(&[][..], Vec::as_slice);
        for &next in by_word.iter().chain([&by_number, &root.any].into_iter().filter(|&&next| next != 0)) {
            self.enter(next, tokens, numbers, first, first, out);
        }
    }

    /// Takes what ends at a node, and goes on behind it.
    fn enter(&self, node: u32, tokens: &[Token], numbers: &[u32], first: usize, at: usize, out: &mut Vec<Match>) {
        let here = &self.nodes[node as usize];
        out.extend(here.ends.iter().map(|&(entry, form)| Match { entry, form, first, last: at }));
        let at = at + 1;
        let Some(&number) = numbers.get(at).filter(|&&number| number != MARK) else { return };
        if here.words & bit(number) != 0
            && let Some(&next) = self.edges.get(&(node, number))
        {
            self.enter(next, tokens, numbers, first, at, out);
        }
        if here.number != 0 && tokens[at].kind == TokenKind::Number {
            self.enter(here.number, tokens, numbers, first, at, out);
        }
        if here.any != 0 {
            self.enter(here.any, tokens, numbers, first, at, out);
        }
        if here.list_bits == 0 {
            return;
        }
        if let Some((bits, lists)) = self.lists_of.get(number as usize)
            && bits & here.list_bits != 0
        {
            for &(_, next) in here.lists.iter().filter(|(list, _)| lists.contains(list)) {
                self.enter(next, tokens, numbers, first, at, out);
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

/// One of 64 bits for a word or a list.
fn bit(number: u32) -> u64 {
    1 << (number % 64)
}

/// Buffers that are kept between sentences.
#[derive(Debug, Default)]
pub struct Scratch {
    numbers: Vec<u32>,
    folded: String,
    pub(super) matches: Vec<Match>,
}
