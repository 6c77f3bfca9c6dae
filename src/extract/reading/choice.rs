//! Which of the readings of the same words suits its place.

use super::{Reading, calls_for_verb, ends_clause, is_actor};
use crate::lexicon::tags::{self, Tag};
use crate::lexicon::words::{Token, TokenKind};
use crate::lexicon::{Entry, Form, Lexicon, Match, Sense};

impl Reading {
    /// The form of a verb that is listed as it stands ("fwding", "cc'd"), told by its ending.
    pub(super) fn plain_form(&self, first: usize, last: usize, text: &str) -> Tag {
        const SHORTEST: usize = "fwding".len();
        let ends = |tail: &str| {
            self.tokens[first..=last].iter().any(|token| token.span.of(text).to_ascii_lowercase().ends_with(tail))
        };
        // "ping" is a base form
        if ends("ing") && self.tokens[first..=last].iter().any(|token| token.span.len() >= SHORTEST) {
            tags::ACTING
        } else if ends("ed") || ends("'d") {
            tags::ACTED
        } else if first < last && self.last_tag().is_some_and(is_actor) && self.is_third(last, text) {
            tags::ACTS
        } else {
            tags::ACT
        }
    }

    /// Whether a word may be a verb of the third person by its ending.
    pub(super) fn is_third(&self, at: usize, text: &str) -> bool {
        const SHORTEST: usize = "adds".len();
        let word = self.tokens[at].span.of(text);
        word.len() >= SHORTEST && word.ends_with('s') && !word.ends_with("ss")
    }

    /// Whether a base form here is a verb: after a modal or "to", or after a pronoun or name.
    pub(super) fn verb_wanted(&self) -> bool {
        calls_for_verb(self.last_tag()) || self.last_tag().is_some_and(is_actor)
    }

    /// How well a tag suits its place (0 to 15), to choose between readings of the same words.
    pub(super) fn preference(
        &self,
        tag: Tag,
        at: usize,
        last: usize,
        text: &str,
        lexicon: &Lexicon,
        verb_wanted: bool,
    ) -> usize {
        let previous = self.last_tag();
        let actor = previous.is_some_and(is_actor);
        let be = matches!(previous, Some(b'b'));
        let noun_wanted = matches!(previous, Some(b'D' | b'p' | b'i' | b'#' | b'O' | b'E' | b'a'));
        match tag {
            tags::ACT if calls_for_verb(previous) || self.is_behind_to(text) => 15,
            tags::ACT if verb_wanted => 11,
            tags::ACT if noun_wanted => 3,
            tags::ACT if ends_clause(previous) => 6 + 6 * usize::from(self.object_follows(last + 1, lexicon)),
            tags::ACT => 6,
            tags::ACTS if actor || self.is_set_off() => 11,
            tags::ACTS => 2,
            tags::ACTING if be || (actor && self.object_follows(last + 1, lexicon)) => 11,
            tags::ACTING if actor => 7,
            tags::ACTING if ends_clause(previous) => 8,
            tags::ACTING => 5,
            tags::ACTED => 6,
            // "put her hand up to" is no putting up
            b'A' if last > at + 1 => 12,
            tags::DUTY => 12,
            tags::EVENT | tags::THING => 8,
            tags::ROLE | tags::GROUP => 9,
            b't' => 10,
            b'm' | b'h' | b'e' | b'V' | b'c' | b'k' => 12,
            b'f' => 9,
            b'q' if matches!(previous, Some(b'S' | b'A')) => 12,
            b'n' if self.tokens[at].span.of(text).len() > 2 => 13,
            b'n' => 10,
            0 if verb_wanted && at == last => 4,
            0 => 7,
            b'W' | b'I' => 9,
            // "you'll both come", "they both agreed": no noun follows
            b'D' if matches!(previous, Some(b'm' | b'T' | b'W' | b'Y')) => 3,
            b'P' if actor && self.tokens[at].span.of(text).eq_ignore_ascii_case("kindly") => 3,
            b'P' => 9,
            b'F' => 14,
            b'H' if self.noun_follows(last + 1, lexicon) => 3,
            b'H' => 9,
            b'r' if self.is_given_something() => 16,
            b'r' => 0,
            b'C' if matches!(previous, Some(b'@' | b',')) => 12,
            b'C' => 0,
            _ => 7,
        }
    }

    /// Whether a word is "IT" in capitals, which is a department, unless the words beside it are shouted too.
    pub(super) fn is_department(&self, at: usize, text: &str) -> bool {
        let shouted = |token: &Token| {
            let word = token.span.of(text);
            word.len() > 1 && token.is_word() && word.bytes().all(|byte| byte.is_ascii_uppercase())
        };
        // "County IT" is a name
        if at.checked_sub(1).is_some_and(|before| self.tokens[before].is_word() && self.tokens[before].capital) {
            return false;
        }
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        self.tokens[at].span.of(text) == "IT" && !beside.filter_map(|beside| self.tokens.get(beside)).any(shouted)
    }

    /// Whether a word in the past form stands behind "'d", which then is "had": not "need", "proceed".
    pub(super) fn is_past_behind_d(&self, unit: usize, text: &str) -> bool {
        let word = self.tokens[self.units[unit].first].span.of(text);
        let short = self.tokens[self.units[unit - 1].last].span.of(text).len() <= "'d".len();
        short && word.ends_with("ed") && !word.ends_with("eed") && word != "embed"
    }

    /// Whether nothing but a name stands before, set off by a mark: "Bob – emails the report".
    fn is_set_off(&self) -> bool {
        matches!(self.units.as_slice(), [name, mark] if name.tag == tags::NAME && matches!(mark.tag, b'-' | b':'))
    }

    /// Whether "get", "have" and "see" mean here to be given something: "you'll have it", "can we see it", "told him he'd
    /// have it".
    fn is_given_something(&self) -> bool {
        let tag = |back: usize| self.units.len().checked_sub(back).map_or(0, |at| self.units[at].tag);
        match (tag(2), tag(1)) {
            (b'Y', b'm' | b'e' | b'V' | b'c') | (b'c' | b'e' | b'V' | b'h', b'I' | b'W') => true,
            (b'T', b'm' | b'd') => matches!(tag(3), b'H' | b'N') && tag(4) == b'S',
            _ => false,
        }
    }

    /// Whether an object seems to follow: a determiner, a pronoun, a name, a number, or a plain word.
    pub(super) fn object_follows(&self, at: usize, lexicon: &Lexicon) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        match token.kind {
            TokenKind::Mark(mark) => matches!(mark, '"' | '“' | '@' | '\''),
            TokenKind::Number => !self.in_when(token.span),
            TokenKind::Word | TokenKind::Clitic => {
                !self.in_when(token.span)
                    && !self.starting_at(at).any(|found| is_behind_nouns(lexicon.entry(found.entry), found.form))
            }
        }
    }

    /// Whether a plain word follows, which makes "her" a possessive.
    pub(super) fn noun_follows(&self, at: usize, lexicon: &Lexicon) -> bool {
        // "told her the price", "told her she'd have it"
        let opens =
            |found: &Match| matches!(lexicon.sense(found.entry), Sense::Determiner | Sense::They | Sense::Relative);
        self.object_follows(at, lexicon)
            && !self.tokens.get(at).is_some_and(|token| token.is_mark())
            && !self.starting_at(at).any(opens)
    }
}

/// Whether words follow a noun, so that the word before them is no verb with an object: "call with", "demo booked".
fn is_behind_nouns(entry: &Entry, form: Form) -> bool {
    match entry.sense {
        Sense::By | Sense::To | Sense::Be | Sense::Was | Sense::Book => true,
        Sense::Preposition | Sense::And => entry.kind.is_none(),
        Sense::Agree => form == Form::Past,
        _ => false,
    }
}
