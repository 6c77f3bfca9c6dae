//! Phrases as they are gathered, in a trie over words, before the matcher is made of it.

use super::inflect::Form;
use super::load::{Slot, Step};
use super::matcher::{End, EntryId, Matcher, NO_NODE, Node, Rows, bit};
use crate::key::Words;
use rustc_hash::FxHashMap;

/// How many words that may stand in one place are kept as a list and not as edges of their own.
const LIST: usize = 8;

/// What leaves a node, and what ends there.
#[derive(Debug, Default, Clone, PartialEq, Eq, Hash)]
struct Branch {
    any: u32,
    number: u32,
    /// Edges for a word.
    words: Vec<(u32, u32)>,
    /// Edges for any word of a list, so that lists in a row do not multiply.
    lists: Vec<(u32, u32)>,
    ends: Vec<End>,
}

impl Branch {
    fn node(&self) -> Node {
        let bits = |edges: &[(u32, u32)]| edges.iter().fold(0, |all, &(number, _)| all | bit(number));
        Node { any: self.any, number: self.number, words: bits(&self.words), lists: bits(&self.lists) }
    }
}

/// The trie. Node 0 is the root; an edge to node 0 is no edge.
#[derive(Debug)]
pub(super) struct Trie {
    words: FxHashMap<String, u32>,
    nodes: Vec<Branch>,
    edges: FxHashMap<(u32, u32), u32>,
    /// Numbers of lists of words, by their words.
    lists: FxHashMap<Vec<u32>, u32>,
}

impl Default for Trie {
    fn default() -> Self {
        let (words, edges, lists) = Default::default();
        Self { words, nodes: vec![Branch::default()], edges, lists }
    }
}

impl Trie {
    /// Adds a phrase of an entry.
    pub(super) fn add(&mut self, slots: &[Slot], entry: EntryId) {
        self.extend(0, slots, entry, Form::Plain);
    }

    fn extend(&mut self, node: u32, slots: &[Slot], entry: EntryId, form: Form) {
        let Some((slot, rest)) = slots.split_first() else {
            let ends = &mut self.nodes[node as usize].ends;
            if node != NO_NODE && !ends.contains(&(entry, form)) {
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
            Step::Word(_, word) => self.word_edge(node, word),
        }
    }

    fn special(&mut self, node: u32, edge: impl Fn(&mut Branch) -> &mut u32) -> u32 {
        let fresh = self.nodes.len() as u32;
        let slot = edge(&mut self.nodes[node as usize]);
        if *slot != NO_NODE {
            return *slot;
        }
        *slot = fresh;
        self.nodes.push(Branch::default());
        fresh
    }

    fn word_edge(&mut self, node: u32, word: &str) -> u32 {
        let word = self.number(word);
        let fresh = self.nodes.len() as u32;
        let next = *self.edges.entry((node, word)).or_insert(fresh);
        if next == fresh {
            self.nodes[node as usize].words.push((word, fresh));
            self.nodes.push(Branch::default());
        }
        next
    }

    /// The edge for any of these words.
    fn list_edge(&mut self, node: u32, words: &[&str]) -> u32 {
        let mut numbers: Vec<u32> = words.iter().map(|word| self.number(word)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let known = self.lists.len() as u32;
        let list = *self.lists.entry(numbers).or_insert(known);
        let fresh = self.nodes.len() as u32;
        let here = &mut self.nodes[node as usize];
        if let Some(&(_, next)) = here.lists.iter().find(|(other, _)| *other == list) {
            return next;
        }
        here.lists.push((list, fresh));
        self.nodes.push(Branch::default());
        fresh
    }

    /// The number of a word, which is its own from now on.
    fn number(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.words.get(word) {
            return number;
        }
        let number = self.words.len() as u32;
        self.words.insert(word.to_owned(), number);
        number
    }

    /// The matcher of all phrases.
    pub(super) fn finish(self) -> Matcher {
        let nodes = merged(self.nodes);
        let mut lists_of = vec![Vec::new(); self.words.len()];
        for (words, &list) in &self.lists {
            words.iter().for_each(|&word| lists_of[word as usize].push(list));
        }
        let root = &nodes[0];
        let mut roots = vec![Vec::new(); self.words.len()];
        for &(word, next) in &root.words {
            roots[word as usize].push(next);
        }
        for (word, lists) in lists_of.iter_mut().enumerate() {
            lists.sort_unstable();
            let of_lists = root.lists.iter().filter(|(list, _)| lists.contains(list)).map(|&(_, next)| next);
            roots[word].extend(of_lists);
        }
        let mut words = Words::default();
        self.words.iter().for_each(|(word, &number)| *words.entry(word) = number);
        Matcher {
            words,
            roots: Rows::of(roots),
            lists_of: Rows::of(lists_of),
            nodes: nodes.iter().map(Branch::node).collect(),
            edges: Rows::of(nodes.iter().map(|node| node.words.clone())),
            list_edges: Rows::of(nodes.iter().map(|node| node.lists.clone())),
            ends: Rows::of(nodes.into_iter().map(|node| node.ends)),
        }
    }
}

/// The nodes without those from which everything goes on as from another: phrases share their ends, too. Edges are in
/// order.
fn merged(nodes: Vec<Branch>) -> Vec<Branch> {
    let mut places: FxHashMap<Branch, u32> = FxHashMap::default();
    let mut place_of = vec![NO_NODE; nodes.len()];
    let mut kept = vec![Branch::default()];
    // a node is made before those that its edges lead to, so that from the last on these are settled
    for (at, mut node) in nodes.into_iter().enumerate().rev() {
        let settle = |edge: &mut (u32, u32)| edge.1 = place_of[edge.1 as usize];
        node.words.iter_mut().chain(&mut node.lists).for_each(settle);
        (node.any, node.number) = (place_of[node.any as usize], place_of[node.number as usize]);
        node.words.sort_unstable();
        node.lists.sort_unstable();
        node.ends.sort_unstable();
        if at == 0 {
            kept[0] = node;
            break;
        }
        place_of[at] = *places.entry(node).or_insert_with_key(|node| {
            kept.push(node.clone());
            kept.len() as u32 - 1
        });
    }
    kept
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
