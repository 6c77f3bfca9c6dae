//! Who is said to have bought, refused or kept silent, and from whom.

use super::super::cues::Sentence;
use super::super::facts::Outcome;
use super::super::reading::{Unit, is_actor};
use crate::lexicon::{Match, Sense};
use crate::note::Side;

/// In how many lines at the head of a note the customer is named.
const HEAD: usize = 2;

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
                // a name that the note has nowhere else is of nobody who was there
                Some(Side::Them) if !self.is_ours(found) && self.is_named_once(named) => Some(Outcome::NoSale),
                Some(Side::Them | Side::Both) => None,
            },
            b'a' if self.is_told_of_them(found) && self.names_in_small_letters(named) => Some(Outcome::NoSale),
            _ => None,
        }
    }

    /// Whether the note has a name only here, and not on the way to somewhere: "went with Iris to the fair".
    fn is_named_once(&self, named: &Unit) -> bool {
        let leaves = self.reading.units.iter().any(|unit| unit.first == named.last + 1 && unit.tag == b't');
        let name = self.reading.span_of(named).of(self.text);
        let first = name.split_whitespace().next().unwrap_or(name);
        !leaves && self.text.matches(first).nth(1).is_none()
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
        subject.is_none_or(|unit| match unit.tag {
            b'M' => self.is_account(unit),
            _ => !matches!(self.side_of(unit), Some(Side::Us | Side::Third)),
        })
    }

    /// Whether somebody of theirs is named behind a cue: "met the owner".
    pub(super) fn is_followed_by_customer(&self, found: &Match) -> bool {
        let named = self.behind(found).find(|unit| unit.tag != b'D');
        named.is_some_and(|unit| {
            matches!(unit.tag, b'N' | b'R') && !matches!(self.side_of(unit), Some(Side::Us | Side::Third))
        })
    }

    /// Whether theirs stand by name right behind a cue: "landed Halden".
    pub(super) fn is_followed_by_customers_name(&self, found: &Match) -> bool {
        let named = self.behind(found).next();
        named.is_some_and(|unit| unit.tag == b'N' && self.side_of(unit) == Some(Side::Them) || self.is_account(unit))
    }

    /// Whether what was signed is a paper that orders nothing: "legal has signed – the secrecy agreement".
    pub(super) fn is_side_paper(&self, found: &Match) -> bool {
        self.reading.match_span(found).of(self.text).to_lowercase().contains("signed")
            && self.cues(Sense::Outcome).any(|other| self.kind(other) == "side_paper" && other.last != found.last)
    }

    /// Whether a unit is "her", which reads as a determiner.
    fn is_her(&self, unit: &Unit) -> bool {
        unit.tag == b'D' && self.reading.span_of(unit).of(self.text).eq_ignore_ascii_case("her")
    }

    /// Whether a name in short stands in the head of the note, where the customer is named in full.
    fn is_account(&self, unit: &Unit) -> bool {
        let name = self.reading.span_of(unit).of(self.text);
        let mut head = self.text.lines().filter(|line| !line.trim().is_empty()).take(HEAD);
        unit.tag == b'M' && head.any(|line| line.split(|c: char| !c.is_alphanumeric()).any(|word| word == name))
    }

    /// Whether the clause is about a firm near theirs, not about them: "her sister firm ordered four".
    pub(super) fn is_others_business(&self, found: &Match) -> bool {
        let clause = self.clause(self.reading.match_span(found));
        self.cues(Sense::Outcome).any(|other| {
            self.kind(other) == "others" && other.last < found.first && clause.overlaps(self.reading.match_span(other))
        })
    }

    /// Whether it is news of ours for them, of another customer: "told her that Murray bought four".
    pub(super) fn is_told_to_them(&self, found: &Match) -> bool {
        let before: Vec<&Unit> = self.before(found).collect();
        let told = before.windows(2).position(|pair| {
            matches!(pair[1].tag, b'S' | b'A' | b'u')
                && (matches!(pair[0].tag, b'U' | b'H' | b'N' | b'R') || self.is_her(pair[0]))
        });
        told.is_some_and(|at| at > 0 && before.get(at + 2).is_none_or(|unit| matches!(unit.tag, b'I' | b'W')))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::extract;
    use crate::lexicon::Lexicon;
    use crate::note::{Note, Us};

    fn told(words: &str) -> Vec<Outcome> {
        let us = Us::new(vec!["Northwind".into()], vec!["Dana Ruiz".into()], vec![]);
        let note =
            Note::parse(format!("# Acme Foods – 3 March 2026\nBy: Dana Ruiz\nWith: Ann Lee\n\n{words}\n"), None, &us);
        extract(Lexicon::embedded(), &note, &us).outcomes.iter().map(|ending| ending.outcome).collect()
    }

    #[test]
    fn a_firm_near_theirs_neither_buys_nor_refuses_for_them() {
        assert!(told("They ordered two.").contains(&Outcome::Bought));
        assert!(!told("Their sister firm ordered two.").contains(&Outcome::Bought));
        assert!(!told("Their biggest customer has gone elsewhere.").contains(&Outcome::NoSale));
    }

    #[test]
    fn what_we_tell_them_of_others_is_no_order() {
        assert!(!told("Told her Halden signed last week.").contains(&Outcome::Bought));
        assert!(told("She told us they signed last week.").contains(&Outcome::Bought));
    }

    #[test]
    fn a_side_paper_orders_nothing() {
        assert!(told("Legal has signed.").contains(&Outcome::Bought));
        assert!(!told("Legal has signed – the secrecy agreement.").contains(&Outcome::Bought));
    }

    #[test]
    fn who_is_met_was_reached_and_who_is_landed_has_bought() {
        assert!(told("Met Ann.").contains(&Outcome::Contact));
        assert!(!told("Met the target.").contains(&Outcome::Contact));
        assert!(told("Landed Acme.").contains(&Outcome::Order));
        assert!(!told("They landed the plane.").contains(&Outcome::Order));
    }

    #[test]
    fn a_name_that_stands_nowhere_else_is_of_somebody_else() {
        assert!(told("They went with Iris.").contains(&Outcome::NoSale));
        assert!(!told("They went with Ann to the plant.").contains(&Outcome::NoSale));
    }

    #[test]
    fn what_one_of_theirs_signed_is_an_order() {
        assert!(told("The lease is here, signed by Ann.").contains(&Outcome::Bought));
        assert!(!told("The lease is to be signed by Ann.").contains(&Outcome::Bought));
        assert!(!told("It was signed by the king.").contains(&Outcome::Bought));
    }

    #[test]
    fn who_waits_alone_is_one_of_ours() {
        assert!(told("Waited at the gate for half an hour.").contains(&Outcome::NoContact));
        assert!(!told("They waited half an hour for parts.").contains(&Outcome::NoContact));
    }
}
