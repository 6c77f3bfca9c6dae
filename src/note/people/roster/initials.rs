//! Who is called by initials.

use super::{Roster, fits, places};
use crate::note::Side;
use crate::note::people::names::words;
use crate::note::people::words::{fold, lexis};

impl Roster<'_> {
    /// Enters those of ours whom the text calls by their initials alone ("HG to mail the case study").
    pub(in crate::note) fn read_initials(&mut self, text: &str) {
        let us = self.us;
        for (short, (ours, _)) in us.initials().iter().zip(us.keyed()) {
            let shared = us.initials().iter().filter(|other| *other == short).count() > 1;
            let short = short.to_uppercase();
            let taken = self.entries.iter().any(|entry| entry.aliases.contains(&short) || entry.name == short);
            if short.len() < 2 || shared || taken || is_word_of_business(&short) || !acts_by_initials(text, &short) {
                continue;
            }
            match self.entries.iter().position(|entry| fits(ours, &entry.key)) {
                Some(entry) => self.entries[entry].aliases.push(short),
                None => self.add(&short, Some(Side::Us)),
            }
        }
    }

    /// Enters initials that are a word of business too, of whoever is entered and stands by them before what they do:
    /// "CV: call Bob", "DR to draft it".
    pub(in crate::note) fn read_labels(&mut self, text: &str) {
        for at in 0..self.entries.len() {
            let letters = self.entries[at].key.iter().filter_map(|word| word.chars().next());
            let short = letters.collect::<String>().to_uppercase();
            let taken = self.entries.iter().any(|entry| entry.aliases.contains(&short) || entry.name == short);
            let is_short = (2..=3).contains(&short.len()) && is_word_of_business(&short) && !is_station(&short);
            if is_short && !taken && is_label(text, &short) {
                self.entries[at].aliases.push(short);
            }
        }
    }
}

/// Whether a word in capitals is a role, a department or a word of business, whoever has these initials.
pub(in crate::note::people) fn is_word_of_business(capitals: &str) -> bool {
    let folded = fold(capitals);
    let senses = lexis().of(&folded);
    lexis().is_not_initials(&folded)
        || senses.is_role()
        || senses.is_group()
        || senses.is_calendar()
        || senses.is_honorific()
        || senses.is_occasion()
}

/// Whether two or three capitals that nobody explains are a word rather than somebody's initials.
pub fn is_word_in_capitals(capitals: &str) -> bool {
    lexis().is_weighty(capitals) || is_word_of_business(capitals)
}

/// Whether capitals are a role or a department.
fn is_station(capitals: &str) -> bool {
    let folded = fold(capitals);
    let senses = lexis().of(&folded);
    senses.is_role() || senses.is_group()
}

/// Whether initials open a line or a cell, and a mark or an act follows.
fn is_label(text: &str, short: &str) -> bool {
    places(text, short).any(|(before, behind)| {
        let opens = before.trim_end_matches(['-', '*', '•', '|', '[', ']', ' ', '@']);
        let opens = opens.is_empty() || opens.ends_with('\n') || before.ends_with("| ");
        let acts = [" to ", ": ", " will ", " – ", " - ", " → ", " -> ", " | ", " |"];
        let verb = behind.strip_prefix(' ').and_then(|behind| words(behind).next().map(|word| word.of(behind)));
        let does =
            |verb: &str| lexis().is_person_verb(verb) || lexis().is_weak_person_verb(verb) || verb.ends_with("ing");
        opens && (acts.iter().any(|act| behind.starts_with(act)) || verb.is_some_and(does))
    })
}

/// Whether initials stand where somebody acts or is named: "HG to mail …", "HG: …", "notes HG", a cell of their own.
fn acts_by_initials(text: &str, short: &str) -> bool {
    places(text, short).any(|(before, behind)| {
        let acts = [" to ", ": ", " will ", " – ", " - ", "'s ", "’s "].iter().any(|act| behind.starts_with(act));
        let cell = before.trim_end_matches(' ').ends_with('|') && behind.trim_start_matches(' ').starts_with('|');
        let marked = before.ends_with('@') || before.ends_with("Notes ") || before.ends_with("notes ");
        acts && !before.ends_with(['-', '/', '&']) || cell || marked
    })
}
