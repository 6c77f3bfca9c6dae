//! Phrases written out: every alternative, every optional word left out or not, every form of a verb.

use super::Lexicon;
use super::load::{Slot, Step, parse_phrase};
use std::collections::BTreeSet;

/// The most literal phrases that one phrase is written out as.
const MOST: usize = 10_000;

/// Stands for a place that takes any word or number, until the phrase is split there.
const OPEN: &str = "\0";

impl Lexicon {
    /// Every literal phrase of every entry, sorted, without repeats.
    ///
    /// A phrase with a place for any word or number is split there, and each part counts as a phrase.
    pub fn literal_phrases(&self) -> BTreeSet<String> {
        let mut all = BTreeSet::new();
        for entry in &self.entries {
            for phrase in entry.all_phrases() {
                for literal in self.write_out(&phrase) {
                    let parts = literal.split(OPEN).map(str::trim);
                    all.extend(parts.filter(|part| part.contains(char::is_alphanumeric)).map(str::to_owned));
                }
            }
        }
        all
    }

    /// A phrase written out, with [`OPEN`] for any word or number; at most [`MOST`] literals.
    pub(super) fn write_out(&self, phrase: &str) -> Vec<String> {
        let Ok(slots) = parse_phrase(phrase, &self.vocabulary) else { return Vec::new() };
        let mut literals = vec![String::new()];
        for slot in &slots {
            literals = literals.iter().flat_map(|literal| extended(literal, slot)).take(MOST).collect();
        }
        literals
    }
}

/// A beginning of a phrase with each of the words that may follow it.
fn extended(literal: &str, slot: &Slot) -> Vec<String> {
    let with = |steps: &Vec<Step>| {
        let mut literal = literal.to_owned();
        for step in steps {
            push(&mut literal, step);
        }
        literal
    };
    let without = slot.optional.then(|| literal.to_owned());
    slot.alternatives.iter().map(with).chain(without).collect()
}

fn push(literal: &mut String, step: &Step) {
    let word = match step {
        Step::Word(_, word) => word,
        Step::Any | Step::Number => OPEN,
    };
    if !literal.is_empty() && !word.starts_with('\'') {
        literal.push(' ');
    }
    literal.push_str(word);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written_out(phrase: &str) -> Vec<String> {
        Lexicon::embedded().write_out(phrase)
    }

    #[test]
    fn alternatives_options_and_forms() {
        assert_eq!(
            written_out("good|great really? call"),
            ["good really call", "good call", "great really call", "great call"]
        );
        assert_eq!(written_out("send~ it"), ["send it", "sends it", "sending it", "sendin it", "sendg it", "sent it"]);
        assert_eq!(written_out("i|they 'll|will"), ["i'll", "i will", "they'll", "they will"]);
        assert_eq!(written_out("# days _ late"), ["\0 days \0 late"]);
    }

    #[test]
    fn a_phrase_is_never_written_out_without_end() {
        let phrase = ["a|b|c|d|e|f"; 6].join(" ");
        assert_eq!(written_out(&phrase).len(), MOST);
    }
}
