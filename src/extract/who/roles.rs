//! Whom names and roles mean, and the side that words around them tell: "our legal", "the CFO", "Brightmoor (reseller)".

use super::{Cast, Who};
use crate::extract::reading::{Reading, Unit};
use crate::lexicon::{Lexicon, Sense};
use crate::note::people::side_told;
use crate::note::{Participant, Side};

impl Cast<'_> {
    /// Whom a name means; of somebody unknown, on the side that a role before the name or brackets behind it tell.
    pub(super) fn introduced(&self, lexicon: &Lexicon, reading: &Reading, unit: &Unit, text: &str) -> Who {
        let words = reading.span_of(unit).of(text);
        let mut who = self.named(words);
        if self.people.resolve(words).is_none_or(|person| person.side == Side::Unknown) {
            let role = unit.entry.and_then(|entry| self.side_of_kind(lexicon.entry(entry).kind.as_deref()?));
            who.side = self.in_brackets(reading, unit, text).or(role).unwrap_or(who.side);
        }
        who
    }

    /// Whom a role means: the person who has it, else the role itself, on the side that the words around it tell.
    pub(super) fn role(&self, lexicon: &Lexicon, reading: &Reading, unit: &Unit, text: &str) -> Who {
        let kind = unit.entry.map(|entry| lexicon.entry(entry)).filter(|entry| entry.sense == Sense::Role);
        let kind = kind.and_then(|entry| entry.kind.as_deref()).unwrap_or_default();
        if kind == "both" {
            return self.all();
        }
        let words = reading.span_of(unit).of(text);
        // "PR" is Priya Rao where she is one of those there
        if let Some(person) = self.people.by_initials(words) {
            return self.named(&person.name);
        }
        // "your IT (Mr. Bakker)"
        let inside = behind_in_brackets(reading, unit, text).and_then(|inside| self.people.resolve(inside));
        if let Some(person) = inside.filter(|person| !person.is_organization) {
            return self.named(&person.name);
        }
        let determiner = reading.determiner(lexicon, unit.first);
        let name = match words.split_once(char::is_whitespace) {
            Some((_, rest)) if determiner.is_some() => rest,
            _ => words,
        };
        let possessor = match determiner {
            Some("us") => Some(self.we().side),
            Some("you") => Some(self.you().side),
            Some("them") => Some(self.customer().side),
            _ => self.possessor(words).map(|person| person.side).filter(|&side| side != Side::Unknown),
        };
        if determiner.is_none_or(str::is_empty) && self.is_own_role(name) {
            return self.author();
        }
        let told = self.in_brackets(reading, unit, text);
        if told.is_none()
            && determiner != Some("us")
            && let Some(person) = self.people.in_role(name)
        {
            return self.named(&person.name);
        }
        let side = match kind {
            // "our fitter" is one of us, "our reseller" is not
            "third" | "rival" if determiner != Some("us") || side_told(name) == Some(Side::Third) => Some(Side::Third),
            _ => None,
        };
        let side = told.or(side).or(possessor).or_else(|| self.side_of_kind(kind)).unwrap_or(self.customer().side);
        Who::new((kind != "customer").then(|| name.to_owned()), side)
    }

    fn side_of_kind(&self, kind: &str) -> Option<Side> {
        match kind {
            "us" => Some(self.we().side),
            "them" | "customer" => Some(self.customer().side),
            "third" | "rival" => Some(Side::Third),
            _ => None,
        }
    }

    /// Whose role it is, where a name says so: "Anna's boss", "Acme legal".
    fn possessor(&self, words: &str) -> Option<&Participant> {
        let (first, _) = words.split_once(char::is_whitespace)?;
        self.people.resolve(first)
    }

    /// The side told in brackets right behind: "legal (ours)", "IT (Acme)".
    fn in_brackets(&self, reading: &Reading, unit: &Unit, text: &str) -> Option<Side> {
        let inside = behind_in_brackets(reading, unit, text)?;
        let known = || self.people.resolve(inside).map(|one| one.side).filter(|&side| side != Side::Unknown);
        side_told(inside).or_else(known)
    }
}

/// What stands in brackets right behind a unit.
fn behind_in_brackets<'t>(reading: &Reading, unit: &Unit, text: &'t str) -> Option<&'t str> {
    const LONGEST: usize = 40;
    let behind = text[reading.span_of(unit).end..].trim_start_matches(' ').strip_prefix('(')?;
    Some(&behind[..behind.find(')').filter(|&length| length <= LONGEST)?])
}
