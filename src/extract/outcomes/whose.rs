//! Who is said to have bought, refused or kept silent, and from whom.

use super::super::cues::Sentence;
use super::super::facts::Outcome;
use super::super::reading::{Unit, is_actor};
use crate::lexicon::{Match, Sense};
use crate::note::Side;

impl Sentence<'_> {
    /// What it comes to that they chose, or bought from, whoever is named behind a cue.
    pub(super) fn with_whom(&self, found: &Match) -> Option<Outcome> {
        let named = self.behind(found).find(|unit| unit.tag != b'D')?;
        match named.tag {
            b'J' | b'U' | b'W' => Some(Outcome::Order),
            b'M' => Some(Outcome::NoSale),
            b'N' => match self.side_of(named) {
                Some(Side::Us) => Some(Outcome::Order),
                Some(Side::Third | Side::Unknown) | None => Some(Outcome::NoSale),
                Some(Side::Them | Side::Both) => None,
            },
            b'a' if self.is_told_of_them(found) && self.names_in_small_letters(named) => Some(Outcome::NoSale),
            _ => None,
        }
    }

    /// Whether somebody who is not ours stands at the head of a cue or right before it, but for "has" and "is".
    fn is_told_of_them(&self, found: &Match) -> bool {
        let subject = self.unit_at(found.first).filter(|unit| is_actor(unit.tag));
        let subject = subject.or_else(|| self.before(found).find(|unit| !matches!(unit.tag, b'b' | b'x')));
        subject
            .is_some_and(|unit| matches!(unit.tag, b'T' | b'N' | b'R' | b'Y') && self.side_of(unit) != Some(Side::Us))
    }

    /// Whether a word alone is a name in a sentence without capitals: "she's gone with halden for the new one".
    fn names_in_small_letters(&self, named: &Unit) -> bool {
        let next = self.reading.units.iter().find(|unit| unit.first > named.last);
        !self.span.of(self.text).contains(char::is_uppercase)
            && next.is_none_or(|next| matches!(next.tag, b'p' | b'&' | b'!' | b'@' | b',' | b'.' | b';' | b'-' | b'('))
    }

    /// Whether the sentence says that they chose, or bought from, somebody else.
    pub(super) fn buys_elsewhere(&self) -> bool {
        self.cues(Sense::Outcome).any(|found| match self.kind(found) {
            "elsewhere" => self.with_whom(found) == Some(Outcome::NoSale),
            _ => false,
        })
    }

    /// Whether a name of neither side follows close behind: "they won't renew with Halden".
    pub(super) fn is_said_of_another(&self, found: &Match) -> bool {
        let mut behind = self.behind(found);
        let is_joined = behind.next().is_some_and(|unit| unit.tag == b'p');
        is_joined && behind.next().is_some_and(|unit| self.names_another(unit))
    }

    /// Whether a name of neither side stands right before a cue: "Halden got it".
    pub(super) fn is_anothers(&self, found: &Match) -> bool {
        self.before(found).next().is_some_and(|unit| self.names_another(unit))
    }

    /// Whether a unit is a name of neither side.
    fn names_another(&self, unit: &Unit) -> bool {
        match unit.tag {
            b'M' => true,
            b'N' => !matches!(self.side_of(unit), Some(Side::Us | Side::Them | Side::Both)),
            _ => false,
        }
    }

    /// Whether a no answers something that was asked for before it: "asked for the report, she said no".
    pub(super) fn answers_a_request(&self, found: &Match) -> bool {
        let before = self.reading.units.iter().take_while(|unit| unit.last < found.first);
        before.filter(|unit| is_actor(unit.tag) || unit.tag == b'Q').count() > 1
    }

    /// Whether nobody else is said to have won or lost: "they lost the contract".
    pub(super) fn is_ours_to_tell(&self, found: &Match) -> bool {
        let subject = self.before(found).next().filter(|unit| matches!(unit.tag, b'T' | b'N' | b'R' | b'Y' | b'M'));
        subject.is_none_or(|unit| self.side_of(unit) == Some(Side::Us))
    }

    /// Whether somebody of theirs, or somebody unnamed, does what a cue says.
    pub(super) fn is_theirs_to_tell(&self, found: &Match) -> bool {
        let subject =
            self.before(found).find(|unit| matches!(unit.tag, b'I' | b'W' | b'T' | b'N' | b'R' | b'Y' | b'M'));
        subject.is_none_or(|unit| unit.tag != b'M' && !matches!(self.side_of(unit), Some(Side::Us | Side::Third)))
    }

    /// Whether it is our side that does what a cue says.
    pub(super) fn is_ours(&self, found: &Match) -> bool {
        let subject = self.before(found).find(|unit| is_actor(unit.tag));
        subject.is_some_and(|unit| self.side_of(unit) == Some(Side::Us))
    }

    /// Whether the clause speaks of a third party's business.
    pub(super) fn is_of_others(&self, found: &Match) -> bool {
        let actor = self.before(found).find(|unit| matches!(unit.tag, b'N' | b'R'));
        actor.is_some_and(|unit| self.side_of(unit) == Some(Side::Third))
    }

    pub(super) fn side_of(&self, unit: &Unit) -> Option<Side> {
        self.cast.of_units(self.lexicon, self.reading, self.text, std::slice::from_ref(unit)).map(|who| who.side)
    }

    /// The units behind a cue.
    fn behind(&self, found: &Match) -> impl Iterator<Item = &Unit> {
        let last = found.last;
        self.reading.units.iter().skip_while(move |unit| unit.first <= last)
    }
}
