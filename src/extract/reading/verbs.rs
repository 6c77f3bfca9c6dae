//! Verbs that no list has: what stands where a verb must.

use super::{Reading, Unit, ends_clause, is_actor};
use crate::lexicon::tags::{self, Tag};
use crate::lexicon::{Form, Lexicon};

impl Reading {
    /// A word that nothing else explains is a verb after a modal, or after "to" behind an actor or an agreement.
    pub(super) fn open_verbs(&mut self, text: &str) {
        let dated = self.units.iter().any(|unit| unit.tag == tags::WHEN);
        for at in 1..self.units.len() {
            let before = self.units[at - 1].tag;
            // "will be straight" is no act, "will be joining" is one already
            let being = self.tokens[self.units[at - 1].last].span.of(text).eq_ignore_ascii_case("be")
                && self.units[at - 1].last > self.units[at - 1].first;
            if being {
                continue;
            }
            let modal = matches!(before, b'm' | b'd' | b'h' | b'e' | b'V' | b'c' | b'k' | b'P');
            let infinitive = before == b't'
                && at >= 2
                && (is_actor(self.units[at - 2].tag)
                    || matches!(self.units[at - 2].tag, b'A' | b'b' | b'w' | b'Q' | b')')
                    || at >= 3 && matches!(self.units[at - 2].tag, b'H' | b'U') && self.units[at - 3].tag == b'Q');
            // "quote to follow"
            let owed = before == b't' && at >= 2 && matches!(self.units[at - 2].tag, tags::THING | tags::EVENT);
            // "would have sent it" tells what did not happen
            let perfect = self.units.get(at + 1).is_some_and(|next| {
                matches!(next.tag, tags::ACTED | b'y')
                    || next.tag == tags::WORD && self.tokens[next.last].span.of(text).ends_with("ed")
                    || matches!(next.tag, b'A' | b'Q' | b'S') && next.form == Form::Past
            });
            // "we will have a form" and "she would have 26%" tell what will be, "you will have it by Friday" what somebody does
            let had = self.units.get(at + 1).map_or(b'.', |next| next.tag);
            let to_somebody = is_actor(had) || matches!(had, b'H' | b'J' | b'U' | b'M');
            let for_us = || self.units[at..].iter().any(|unit| matches!(unit.tag, b'U' | b'J'));
            let owned = before == b'm' && !dated && !to_somebody && !for_us() && !self.is_caused(at, text)
                || before == b'd' && had == b'#';
            if (modal || infinitive) && self.units[at].tag == b'x' && !perfect && !owned {
                self.units[at].tag = tags::ACT;
            }
            // "I'm hauling a unit over": what we are doing, whatever the verb
            // "Stu pegging out the mains on Friday": what somebody does
            // "Stu is holding the bay for us"
            let told = dated || before == b'b' && self.units[at..].iter().any(|unit| matches!(unit.tag, b'U' | b'J'));
            let somebody = |tag: Tag| matches!(tag, b'I' | b'W') || told && matches!(tag, b'N' | b'R' | b'T' | b'Y');
            let doing = before == b'b' && at >= 2 && somebody(self.units[at - 2].tag);
            if (doing || dated && at == 1 && before == tags::NAME) && self.is_doing(at, text) {
                self.units[at].tag = tags::ACTING;
            }
            // "Stu wrangles us a slot": what somebody does, whatever the verb
            let opens = at == 1 || matches!(self.units[at - 2].tag, b',' | b'.' | b';' | b'&');
            if before == tags::NAME && opens && self.units[at].tag == tags::WORD && self.is_done_for_us(at, text) {
                self.units[at].tag = tags::ACTS;
            }
            // "bigger than I'd dared say": what they had done
            let had_done = before == b'd' && self.is_past_behind_d(at, text);
            // what follows "please" is a verb, whatever else the word may be
            let asked = before == b'P' && matches!(self.units[at].tag, b'X' | b'M' | b'R');
            if asked
                || (modal || infinitive)
                    && !had_done
                    && matches!(self.units[at].tag, b'a' | b'O' | b'E' | b'A' | b'R' | b'X')
                    && self.is_plain_word(at)
            {
                self.units[at].tag = tags::VERB;
            }
            if owed && self.units[at].tag == tags::WORD {
                self.units[at].tag = tags::VERB;
            }
        }
    }

    /// Whether "have" is to get something done: "she'll have it shifted", "he will have the bay swept".
    fn is_caused(&self, unit: usize, text: &str) -> bool {
        const MOST: usize = 4;
        let [object, rest @ ..] = &self.units[unit + 1..] else { return false };
        let done = |unit: &Unit| {
            unit.tag == tags::ACTED || unit.tag == tags::WORD && self.tokens[unit.last].span.of(text).ends_with("ed")
        };
        let inside = rest.iter().take(MOST).take_while(|unit| !self.tokens[unit.first].is_mark());
        matches!(object.tag, b'D' | b'z') && inside.into_iter().any(done)
    }

    /// Lets a bare verb behind the "he" or "she" of a clause be in the present: "she settle the invoice by Friday", as some
    /// countries have it.
    pub(super) fn bare_thirds(&mut self, lexicon: &Lexicon) {
        let one = |unit: &Unit| {
            let kind = unit.entry.and_then(|entry| lexicon.entry(entry).kind.as_deref());
            unit.tag == b'T' && matches!(kind, Some("man" | "woman"))
        };
        if !self.units.iter().any(|unit| unit.tag == tags::WHEN) {
            return;
        }
        for at in 1..self.units.len() {
            let before = at.checked_sub(2).map(|before| self.units[before].tag);
            let opens = ends_clause(before) && !matches!(before, Some(b'f' | b'&'));
            if self.units[at].tag == tags::ACT && self.units[at].form == Form::Base && opens && one(&self.units[at - 1])
            {
                self.units[at].tag = tags::ACTS;
            }
        }
    }

    /// Whether a plain word is a verb in its `-ing` form, with an object behind it.
    fn is_doing(&self, unit: usize, text: &str) -> bool {
        const SHORTEST: usize = 6;
        let word = self.tokens[self.units[unit].last].span.of(text);
        let object = self
            .units
            .get(unit + 1)
            .is_some_and(|next| matches!(next.tag, b'D' | b'H' | b'N' | b'z' | b'#' | b'i' | b'U' | b'J'));
        self.units[unit].tag == tags::WORD && word.len() >= SHORTEST && word.ends_with("ing") && object
    }

    /// Whether a plain word is a verb in the third person, done for us.
    fn is_done_for_us(&self, unit: usize, text: &str) -> bool {
        let for_us = self.units.get(unit + 1).is_some_and(|next| matches!(next.tag, b'U' | b'J'));
        for_us && self.is_third(self.units[unit].last, text) && self.is_plain_word(unit)
    }

    fn is_plain_word(&self, unit: usize) -> bool {
        let token = self.tokens[self.units[unit].first];
        token.is_word() && !token.capital
    }
}
