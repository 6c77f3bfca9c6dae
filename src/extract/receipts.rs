//! What one side only receives is what the other hands over: "we'll be given a login", "they'll have the quote by Friday".

use super::commitments::{Head, Scene};
use super::reading::Unit;
use super::who::Who;
use crate::lexicon::{Match, Sense, Trait};
use crate::note::Side;

impl Scene<'_, '_> {
    /// Whether we get what somebody else is to give: "we'll be given a login", "I get the list from her".
    pub(super) fn is_given_to_us(&self, actor: usize, act: usize) -> bool {
        if !matches!(self.units()[actor].tag, b'I' | b'W') || self.cast.in_speech() {
            return false;
        }
        let kind = self.units()[act].entry.and_then(|entry| self.lexicon.entry(entry).kind.as_deref());
        let modal = self.reading.span_of(&self.units()[act - 1]).of(self.text);
        let passive = self.units()[act].tag == b'u' && modal.rsplit(' ').next() == Some("be");
        let from_them = || self.giver(act + 1).is_some_and(|giver| giver.side == Side::Them);
        passive && matches!(kind, Some("information" | "political_capital" | "money"))
            || self.receives(act) && from_them()
    }

    /// Who speaks, where others get what they are to hand over: "Sure. They'll have it tomorrow.", "you'll have the form from
    /// me on Monday".
    pub(super) fn given_by_speaker(&self, actor: usize, act: usize) -> Option<Who> {
        let (who, given) = (self.units()[actor].tag, self.units().get(act + 1)?.tag);
        let gives = who == b'T' && given == b'z' || who == b'Y' && matches!(given, b'z' | b'D' | b'O' | b'#');
        if !gives || !self.receives(act) {
            return None;
        }
        let speaks = || self.cast.in_speech().then(|| self.cast.author());
        let from_me = || self.units()[act..].windows(2).any(|pair| pair[0].tag == b'p' && pair[1].tag == b'J');
        speaks().or_else(|| (who == b'Y' && from_me()).then(|| self.sayer(actor)).flatten())
    }

    /// Who hands over what somebody receives, where nobody acts: who is quoted saying so to us, or whom the words name.
    pub(super) fn given_by(&self, head: &Head) -> Who {
        let to_you = || self.units()[head.start..=head.act].iter().any(|unit| unit.tag == b'Y');
        let sayer = self.sayer(head.act).filter(|_| to_you());
        sayer.or_else(|| self.giver(head.act)).unwrap_or_else(|| self.cast.author())
    }

    /// Whether the other side gets what we are to hand over: "she gets the report on Friday", "they'll have our sample by then".
    pub(super) fn is_given_by_us(&self, actor: usize, act: usize) -> bool {
        let units = self.units();
        let side = |unit: &Unit| {
            let who = self.cast.of_units(self.lexicon, self.reading, self.text, std::slice::from_ref(unit));
            who.map(|who| who.side)
        };
        let theirs = || matches!(units[actor].tag, b'N' | b'R' | b'T') && side(&units[actor]) == Some(Side::Them);
        if self.cast.in_speech() || !self.receives(act) || !theirs() {
            return false;
        }
        let to_us = |pair: &[Unit]| matches!(pair[0].tag, b'p' | b't') && matches!(pair[1].tag, b'J' | b'U');
        let end = (act + 1..units.len()).find(|&at| !b"DOazuX#".contains(&units[at].tag)).unwrap_or(units.len());
        let object = &units[act + 1..end];
        let from = |pair: &[Unit]| {
            let word = self.reading.span_of(&pair[0]).of(self.text);
            word.eq_ignore_ascii_case("from")
                && matches!(pair[1].tag, b'J' | b'U' | b'N')
                && side(&pair[1]) == Some(Side::Us)
        };
        if units[act..].windows(2).any(from) {
            return true;
        }
        if units[act..].windows(2).any(to_us) || object.is_empty() {
            return false;
        }
        let ours = object.iter().any(|unit| self.reading.determiner(self.lexicon, unit.first) == Some("us"));
        let sellers =
            object.iter().any(|unit| unit.entry.is_some_and(|entry| self.lexicon.entry(entry).is(Trait::Sellers)));
        // "they'll have it on Friday", and no more is said of it: "she'll have it signed" is hers to do
        let ends = units.get(end).is_none_or(|next| matches!(next.tag, b'@' | b'.' | b',' | b';' | b')'));
        let there = || ["on", "in"].contains(&self.reading.span_of(&units[end]).of(self.text));
        ours || sellers && (ends || there()) || ends && self.is_paper_of_ours(object)
    }

    /// Whether an act is to be given something: not "let us have".
    pub(super) fn receives(&self, act: usize) -> bool {
        let unit = &self.units()[act];
        let words = self.reading.span_of(unit);
        let given = |found: &Match| {
            found.first == unit.first && self.lexicon.entry(found.entry).kind.as_deref() == Some("given")
        };
        self.reading.cues(self.lexicon, Sense::Receive, words).any(given)
    }

    /// Whether what is had is "it" or a paper or sample that a seller sends, and not one of the customer's own making: a
    /// decision, an order, a log.
    fn is_paper_of_ours(&self, object: &[Unit]) -> bool {
        match object {
            [it] => it.tag == b'z',
            [the, .., thing] => {
                let definite = the.tag == b'D' && self.reading.span_of(the).of(self.text).eq_ignore_ascii_case("the");
                let is_sent = |entry| self.lexicon.entry(entry).is(Trait::Sent);
                definite && thing.tag == b'O' && thing.entry.is_some_and(is_sent)
            }
            [] => false,
        }
    }
}
