//! Who attends: the people of joint events, and those with whom an act is done.

use super::commitments::Scene;
use super::reading::Unit;
use super::trace::Basis;
use super::who::Who;
use crate::dates::{Kind, When};
use crate::lexicon::Sense;
use crate::note::Side;
use crate::span::Span;

impl Scene<'_, '_> {
    /// What "we" do together with the other side is both sides' act ("we meet again on Tuesday"), and so is what one side
    /// attends with somebody of the other on a day ("Wim does the training with me on Monday").
    pub(super) fn joined(&self, mut who: Who, span: Span, act: usize) -> Who {
        let joint = self.reading.cues(self.lexicon, Sense::Joint, span).next().is_some();
        if joint && who.side == Side::Us && who.owner.is_empty() && self.cast.us_known {
            who.side = Side::Both;
        }
        match self.companion(&who, span, act) {
            Some(other) => who.and(other),
            None => who,
        }
    }

    /// Somebody of the other side with whom a dated session is held.
    fn companion(&self, who: &Who, span: Span, act: usize) -> Option<Who> {
        let units = self.units();
        let end = units.partition_point(|unit| self.reading.span_of(unit).start < span.end);
        let own = units.get(act + 1..end)?;
        let kind = units[act].entry.and_then(|entry| self.lexicon.entry(entry).kind.as_deref());
        // "do a review with Bo", but not "send the workshop notes to Bo"
        let holds = !matches!(units[act].tag, b'v' | b's') || kind == Some("plain");
        // "meets Bo on site", "sit down with us"
        let meets = self.reading.cues(self.lexicon, Sense::Joint, self.reading.span_of(&units[act])).next().is_some();
        let session = meets || own.iter().any(|unit| unit.tag == b'E') && holds || kind == Some("time");
        if !session || !own.iter().any(|unit| unit.tag == b'@' && self.is_at_a_day(unit)) {
            return None;
        }
        let somebody = |at: usize| matches!(units[at].tag, b'N' | b'J' | b'U' | b'H');
        // "with Bo", "w/ Bo"
        let with = (act + 1..end).find(|&at| {
            let with = if units[at - 1].tag == b'/' { at.checked_sub(2) } else { Some(at - 1) };
            with.is_some_and(|with| self.is_with(&units[with])) && somebody(at)
        });
        let one = with.or_else(|| Some(act + 1).filter(|&met| met < end && somebody(met) && meets))?;
        let listed = |at: &usize| somebody(*at) || matches!(units[*at].tag, b'&' | b',' | b'G');
        // "sit down with Ann and me", but "set up half an hour with Ann and me" is for others
        let last = if meets { (one..end).take_while(listed).last()? } else { one };
        let other = self.cast.of_units(self.lexicon, self.reading, self.text, &units[one..=last])?;
        let sides = (who.side, other.side);
        matches!(sides, (Side::Us, Side::Them | Side::Both) | (Side::Them, Side::Us | Side::Both)).then_some(other)
    }

    /// Whether a unit names the day on which something is held, and none by which it is to be done.
    fn is_at_a_day(&self, unit: &Unit) -> bool {
        let span = self.reading.span_of(unit);
        let held = |when: &&When| when.date.is_some() && when.kind == Kind::Day && !when.lead.is_deadline();
        self.reading.whens.iter().filter(|when| when.span.overlaps(span)).any(|when| held(&when))
    }

    /// Whether a unit is "with", or ends in it: "go through with".
    fn is_with(&self, unit: &Unit) -> bool {
        let words = self.reading.span_of(unit).of(self.text);
        words.rsplit(char::is_whitespace).next().is_some_and(|last| matches!(last, "with" | "w" | "w/"))
    }

    /// Whether "me" or "I" stands in a list of names: "Ann, Bob, me", "me and Bob".
    fn is_listed_self(&self, at: usize) -> bool {
        let tag = |at: Option<usize>| at.and_then(|at| self.units().get(at)).map(|unit| unit.tag);
        let listed = |mark, name| matches!(tag(mark), Some(b',' | b'&' | b'/')) && tag(name) == Some(b'N');
        let behind = || listed(at.checked_sub(1), at.checked_sub(2));
        matches!(self.units()[at].tag, b'J' | b'I') && (behind() || listed(Some(at + 1), Some(at + 2)))
    }

    /// The people of a joint event: those its clause names, and by role those with whom it is.
    pub(super) fn attendees(&self, span: Span) -> Who {
        let within = if self.is_item { Span::new(self.span.start, span.end) } else { span };
        let all = self.units().iter().enumerate();
        // "with Ann and her two fitters", but not "call the office"
        let attends = |at: usize, unit: &Unit| {
            let mut before = self.units()[..at].iter().rev().skip_while(|unit| matches!(unit.tag, b'D' | b'#'));
            let mut joined = || match (before.next(), before.next()) {
                (Some(mark), Some(one)) if mark.tag == b'&' => matches!(one.tag, b'N' | b'R'),
                (Some(mark), _) => self.is_with(mark),
                _ => false,
            };
            unit.tag == b'N' || unit.tag == b'R' && joined() || self.is_listed_self(at)
        };
        let named = all.filter(|&(at, unit)| attends(at, unit) && within.contains(self.reading.span_of(unit)));
        let units: Vec<Unit> = named.map(|(_, unit)| *unit).collect();
        let named = self.cast.of_units(self.lexicon, self.reading, self.text, &units);
        let labelled = || self.context.owner.map(|owner| self.cast.listed(owner.of(self.text)));
        // "Ann: installation plan, Friday" among the actions is hers, "Ann: call with Bob" is of both
        let somebody = |unit: &Unit| matches!(unit.tag, b'N' | b'R' | b'M' | b'Y' | b'T' | b'U' | b'J' | b'H' | b'D');
        let meets = self.units().windows(2).any(|pair| self.is_with(&pair[0]) && somebody(&pair[1]));
        if let Some(owner) = labelled().filter(|_| self.in_actions() && !meets) {
            return owner.on(Basis::Label);
        }
        let among_us = meets && named.as_ref().is_some_and(|named| named.side == Side::Us);
        // whoever tells of it in a turn of their own does not attend alone
        let told = labelled().filter(|_| !self.cast.in_speech());
        let mut who = named.or_else(|| self.cast.speakers()).or(told).unwrap_or_default();
        if !among_us {
            who.side = if self.cast.us_known { Side::Both } else { Side::Unknown };
        }
        who.on(Basis::Event)
    }
}
