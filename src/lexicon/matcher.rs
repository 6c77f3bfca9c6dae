//! All phrases of all entries in one graph over words: one walk a word, no allocation a token.

use super::inflect::Form;
use super::words::{Token, TokenKind};
use crate::key::{self, Words};
use serde::{Deserialize, Serialize};

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

/// An entry that ends at a node, with the form of the verb in it.
pub(super) type End = (EntryId, Form);

/// An edge to this node, the root, is none.
pub(super) const NO_NODE: u32 = 0;

/// What goes on from a node.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Node {
    pub(super) any: u32,
    pub(super) number: u32,
    /// A bit for the words of the edges that leave it: most looks at the edges are spared by one at this.
    pub(super) words: u64,
    /// The same for its lists.
    pub(super) lists: u64,
}

/// One of 64 bits for a word or a list.
pub(super) fn bit(number: u32) -> u64 {
    1 << (number % 64)
}

/// Rows of different lengths, one behind the other.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Rows<T> {
    ends: Vec<u32>,
    all: Vec<T>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self { ends: Vec::new(), all: Vec::new() }
    }
}

impl<T> Rows<T> {
    pub(super) fn of(rows: impl IntoIterator<Item = Vec<T>>) -> Self {
        let mut made = Self::default();
        for row in rows {
            made.all.extend(row);
            made.ends.push(made.all.len() as u32);
        }
        made
    }

    #[inline]
    fn get(&self, at: u32) -> &[T] {
        let at = at as usize;
        let Some(&end) = self.ends.get(at) else { return &[] };
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.all[start as usize..end as usize]
    }
}

/// The graph, by the numbers of words, lists of words and nodes. Node 0 is the root.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Matcher {
    pub(super) words: Words<u32>,
    /// Where each word leads from the root, by itself and by the lists that it is in: nearly every token is looked up
    /// here and nowhere else.
    pub(super) roots: Rows<u32>,
    /// The lists that each word is in.
    pub(super) lists_of: Rows<u32>,
    pub(super) nodes: Vec<Node>,
    /// The edges of each node for words, in order.
    pub(super) edges: Rows<(u32, u32)>,
    /// The edges of each node for any word of a list.
    pub(super) list_edges: Rows<(u32, u32)>,
    /// What ends at each node.
    pub(super) ends: Rows<End>,
}

/// The word number of a word that no phrase uses.
const UNKNOWN: u32 = u32::MAX;
/// The word number of a number.
const NUMBER: u32 = u32::MAX - 1;
/// The word number of a mark, which ends every phrase.
const MARK: u32 = u32::MAX - 2;

impl Matcher {
    /// Numbers each token's word, then finds every phrase that starts at any token.
    pub(super) fn find(&self, text: &str, tokens: &[Token], scratch: &mut Scratch, out: &mut Vec<Match>) {
        scratch.numbers.clear();
        for token in tokens {
            let number = match token.kind {
                TokenKind::Mark(c) if !matches!(c, '%' | '/' | '$' | '€' | '£' | '₹') => MARK,
                // a number word may also be listed as a word ("1:1", "24/7")
                TokenKind::Number => self.number(text, token, &mut scratch.folded).unwrap_or(NUMBER),
                _ => self.number(text, token, &mut scratch.folded).unwrap_or(UNKNOWN),
            };
            scratch.numbers.push(number);
        }
        for first in 0..tokens.len() {
            let from = out.len();
            self.start(tokens, &scratch.numbers, first, out);
            settle(out, from);
        }
    }

    /// The number of a token's word, if a phrase uses it.
    #[inline]
    fn number(&self, text: &str, token: &Token, folded: &mut String) -> Option<u32> {
        // a clitic and what is short with a slash are listed in another form
        let plain = token.kind != TokenKind::Clitic && text.as_bytes().get(token.span.start + 1) != Some(&b'/');
        let found = match key::of_ascii(text, token.span.start, token.span.end).filter(|_| plain) {
            Some(key) => self.words.keyed(key),
            None => {
                token.fold(text, folded);
                self.words.get(folded)
            }
        };
        found.copied()
    }

    /// Finds every phrase that starts at a token.
    fn start(&self, tokens: &[Token], numbers: &[u32], first: usize, out: &mut Vec<Match>) {
        let (number, Some(root)) = (numbers[first], self.nodes.first()) else { return };
        if number == MARK {
            return;
        }
        for &next in self.roots.get(number) {
            self.enter(next, tokens, numbers, first, first, out);
        }
        self.go_on(root, tokens, numbers, first, first, out);
    }

    /// Takes what ends at a node, and goes on behind it.
    fn enter(&self, node: u32, tokens: &[Token], numbers: &[u32], first: usize, at: usize, out: &mut Vec<Match>) {
        out.extend(self.ends.get(node).iter().map(|&(entry, form)| Match { entry, form, first, last: at }));
        let at = at + 1;
        let Some(&number) = numbers.get(at).filter(|&&number| number != MARK) else { return };
        let here = &self.nodes[node as usize];
        if here.words & bit(number) != 0 {
            let edges = self.edges.get(node);
            if let Ok(edge) = edges.binary_search_by_key(&number, |&(word, _)| word) {
                self.enter(edges[edge].1, tokens, numbers, first, at, out);
            }
        }
        self.go_on(here, tokens, numbers, first, at, out);
        if here.lists == 0 {
            return;
        }
        let lists = self.lists_of.get(number);
        if lists.iter().any(|&list| here.lists & bit(list) != 0) {
            for &(_, next) in self.list_edges.get(node).iter().filter(|(list, _)| lists.contains(list)) {
                self.enter(next, tokens, numbers, first, at, out);
            }
        }
    }

    /// Goes on over a number, and over any word.
    fn go_on(&self, from: &Node, tokens: &[Token], numbers: &[u32], first: usize, at: usize, out: &mut Vec<Match>) {
        if from.number != NO_NODE && tokens[at].kind == TokenKind::Number {
            self.enter(from.number, tokens, numbers, first, at, out);
        }
        if from.any != NO_NODE {
            self.enter(from.any, tokens, numbers, first, at, out);
        }
    }
}

/// Puts the matches of one first token in order, by their ends and entries, and takes out what is found twice: by a
/// word and by a list that it is in.
fn settle(out: &mut Vec<Match>, from: usize) {
    if out.len() < from + 2 {
        return;
    }
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

/// Buffers that are kept between sentences.
#[derive(Debug, Default)]
pub struct Scratch {
    numbers: Vec<u32>,
    folded: String,
    pub(super) matches: Vec<Match>,
}
