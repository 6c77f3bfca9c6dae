//! Who speaks in a block: turns of a transcript, and items of minutes that tell a discussion name by name.

use crate::note::people::is_talking;
use crate::note::{Block, BlockKind, Note};
use std::collections::HashMap;

/// Fewer labelled items than this are no discussion.
const FEWEST: usize = 4;

/// The labels of a note whose items are somebody's words: "- Ana: I can look at it", "- [ana] Could we?".
#[derive(Debug, Default)]
pub(super) struct Turns<'n> {
    speakers: HashMap<&'n str, usize>,
}

impl<'n> Turns<'n> {
    /// Looks for labels that recur, and for the first and second persons and questions of people who talk.
    pub(super) fn find(note: &'n Note) -> Turns<'n> {
        let text = note.text.as_str();
        let mut speakers: HashMap<&str, usize> = HashMap::new();
        for label in note.blocks.iter().filter(|block| is_item(block)).filter_map(|block| block.label) {
            *speakers.entry(label.of(text)).or_default() += 1;
        }
        // "Q:" and "A:" are a question and its answer
        let asked = speakers.contains_key("Q");
        speakers.retain(|label, count| {
            *count > 1 && label.split(' ').count() <= 3 && !(asked && matches!(*label, "Q" | "A"))
        });
        let turns = || note.blocks.iter().filter(|block| is_item(block) && is_by(&speakers, block, text));
        let (all, talk) = (turns().count(), turns().filter(|block| is_talk(block.content.of(text))).count());
        if speakers.len() < 2 || all < FEWEST || talk * 4 < all {
            speakers.clear();
        }
        Turns { speakers }
    }

    /// The label of a block, if it says who speaks.
    pub(super) fn speaker(&self, block: &Block, text: &'n str) -> Option<&'n str> {
        let speaks = is_turn(block) || is_item(block) && is_by(&self.speakers, block, text);
        block.label.filter(|_| speaks).map(|label| label.of(text).trim())
    }
}

/// Whether a block is a turn by its own shape.
pub(super) fn is_turn(block: &Block) -> bool {
    block.kind == BlockKind::SpeakerTurn
}

fn is_item(block: &Block) -> bool {
    matches!(block.kind, BlockKind::ListItem { .. })
}

fn is_by(speakers: &HashMap<&str, usize>, block: &Block, text: &str) -> bool {
    block.label.is_some_and(|label| speakers.contains_key(label.of(text)))
}

/// Whether words are such as people say to each other, rather than what is noted for them to do.
fn is_talk(words: &str) -> bool {
    let said = |word: &str| is_talking(word.split(['\'', '’']).next().unwrap_or(word));
    words.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '(')).any(said) || words.contains('?')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::Us;

    fn speakers(text: &str) -> Vec<String> {
        let note = Note::parse(text.to_owned(), None, &Us::default());
        let turns = Turns::find(&note);
        note.blocks.iter().filter_map(|block| turns.speaker(block, &note.text)).map(str::to_owned).collect()
    }

    #[test]
    fn items_of_a_discussion_are_turns() {
        let text =
            "- Ana: I think it is slow.\n- [tom] Why?\n- Ana: The cache.\n- [tom] We could drop it.\n- Cost: low";
        assert_eq!(speakers(text), ["Ana", "tom", "Ana", "tom"]);
    }

    #[test]
    fn a_list_of_tasks_is_none() {
        let text = "- Ana: send the list\n- Tom: book the room\n- Ana: call the bank\n- Tom: write the report";
        assert!(speakers(text).is_empty());
    }
}
