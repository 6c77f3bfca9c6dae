//! Lists whose items open with who is to act: "Bob – drawings", "Priya/ names of the buyers".

use super::{Extractor, Tally, context};
use crate::note::{Block, BlockKind};

/// Items of a list that are looked at on either side, so that time stays linear.
const FARTHEST: usize = 12;

/// So many items that open with an owner make a list of tasks.
const ENOUGH: usize = 3;

impl Extractor<'_> {
    /// Whether an item stands in a list of tasks by owner: items that open with a name and a mark, and promises among those
    /// so far, unless the mark is the slash that only tasks have.
    pub(super) fn is_owned_list(&self, index: usize, list: Tally) -> bool {
        let blocks = &self.note.blocks;
        let is_item = |block: &&Block| matches!(block.kind, BlockKind::ListItem { .. } | BlockKind::Checkbox { .. });
        if !is_item(&&blocks[index]) {
            return false;
        }
        let slash = self.mark_behind_owner(&blocks[index]) == Some('/');
        if !slash && (list.promises == 0 || list.promises * 4 < list.items) {
            return false;
        }
        let before = blocks[..index].iter().rev().take_while(is_item).take(FARTHEST);
        let behind = blocks[index..].iter().take_while(is_item).take(FARTHEST);
        let owned = |block: &&Block| self.mark_behind_owner(block).is_some();
        before.chain(behind).filter(owned).nth(ENOUGH - 1).is_some()
    }

    /// The mark behind the names with which an item opens.
    fn mark_behind_owner(&self, block: &Block) -> Option<char> {
        const LONGEST: usize = 40;
        let words = block.content.of(&self.note.text);
        let owner = |names: &str| {
            let names = names.trim_matches(['*', '_', '[', ']', '(', ')', ' ']);
            names.eq_ignore_ascii_case("me") || context::is_person(self.people, names)
        };
        if let Some(label) = block.label {
            return owner(label.of(&self.note.text)).then_some(':');
        }
        const MARKS: [&str; 11] = [" – ", " — ", " - ", ": ", "/ ", " / ", "] ", ") ", " -> ", " => ", " → "];
        let opens = |at: usize| MARKS.iter().find(|mark| words[at..].starts_with(**mark)).map(|mark| (at, mark));
        let begins = |&(_, c): &(usize, char)| matches!(c, ' ' | ':' | '/' | ']' | ')');
        let near = words.char_indices().take_while(|&(at, _)| at < LONGEST);
        let (at, mark) = near.filter(begins).find_map(|(at, _)| opens(at)).filter(|&(at, _)| at > 0)?;
        owner(&words[..at]).then(|| mark.trim().chars().next().unwrap_or('-'))
    }
}

/// Whether a slash with spaces parts two thoughts and no owner or day from what they do: three words at least on either side.
pub(super) fn parts_thoughts(words: &str, start: usize, at: usize) -> bool {
    const FEWEST: usize = 3;
    let long = |part: &str| part.split_whitespace().nth(FEWEST - 1).is_some();
    let next = words[at + 1..].split([';', '\n']).next().unwrap_or_default();
    let next = next.split(" / ").next().unwrap_or_default();
    let last = words[start..at].rsplit(" / ").next().unwrap_or_default();
    words[..at].ends_with(' ') && words[at + 1..].starts_with(' ') && long(last) && long(next)
}
