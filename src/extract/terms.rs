//! The terms of a commitment: by when, and how firmly.

use super::Strength;
use super::commitments::Scene;
use super::reading::Unit;
use crate::dates::{Kind, Lead, When};
use crate::lexicon::Sense;
use crate::lexicon::pattern::Gives;
use crate::span::Span;

impl Scene<'_, '_> {
    /// The time that a commitment names, best first: a deadline with a day, a day, anything else.
    pub(super) fn due(&self, span: Span, gives: Gives) -> Option<&When> {
        let event = gives == Gives::Event;
        let condition = self.condition(span);
        let own = |when: &&When| {
            // "books the crane for 11 August" tells the thing's day, not the act's
            let of_thing = !event
                && matches!(when.lead, Lead::For | Lead::From)
                && when.kind == Kind::Day
                && self.follows_thing(when.span);
            let before = self.text[..when.span.start].trim_end().as_bytes();
            let done = before.last_chunk().is_some_and(|last: &[u8; 4]| last.eq_ignore_ascii_case(b"done"));
            when.is_due() && !of_thing && !done && !condition.is_some_and(|condition| condition.contains(when.span))
        };
        let rank = |when: &When| match (when.kind, when.lead.is_deadline(), when.date.is_some()) {
            (Kind::Day, true, true) => 0,
            (Kind::Day, false, true) => 1,
            (Kind::Event, _, _) => 2,
            _ => 3,
        };
        let inside = self.reading.whens.iter().filter(|when| span.overlaps(when.span)).filter(own);
        inside.min_by_key(|when| (rank(when), when.span.start)).or_else(|| {
            self.reading
                .whens
                .iter()
                .filter(own)
                .find(|when| when.span.end <= span.start && self.leads(when.span, span))
        })
    }

    pub(super) fn follows_thing(&self, when: Span) -> bool {
        let before = self.units().iter().rev().find(|unit| self.reading.span_of(unit).end <= when.start);
        before.is_some_and(|unit| matches!(unit.tag, b'O' | b'E' | b'a' | b'R' | b'X' | b'N'))
    }

    /// The words of the condition on which a commitment hangs: from "if" to the next mark, or to the end.
    pub(super) fn condition(&self, commitment: Span) -> Option<Span> {
        let units = self.units();
        let opens = |unit: &Unit| {
            unit.tag == b'f' && unit.entry.and_then(|entry| self.lexicon.entry(entry).kind.as_deref()) != Some("when")
        };
        let from = units.iter().position(opens)?;
        let end = (from..units.len()).find(|&at| matches!(units[at].tag, b',' | b';')).unwrap_or(units.len());
        let span = self.reading.span(from, end);
        // without a comma the main clause begins somewhere inside: leave its times alone
        let swallowed = span.start < commitment.start && commitment.start < span.end;
        Some(if swallowed { Span::new(span.start, commitment.start) } else { span })
    }

    /// Whether a time stands at the start of the sentence, right before the commitment: "By Friday, Anna will …".
    pub(super) fn leads(&self, when: Span, commitment: Span) -> bool {
        when.start <= self.span.start + 4 && commitment.start <= when.end + 4
    }

    pub(super) fn strength(&self, span: Span, gives: Gives, act: Option<usize>) -> Strength {
        if gives == Gives::Request {
            return Strength::Request;
        }
        if act.is_some_and(|act| self.is_empty_act(act, span)) {
            return Strength::Empty;
        }
        if self.is_conditional(span) {
            return Strength::Conditional;
        }
        let hedged = self.reading.cues(self.lexicon, Sense::Hedge, span).next().is_some();
        if gives == Gives::Tentative || hedged { Strength::Tentative } else { Strength::Firm }
    }

    /// Whether the act has no content: follow up, touch base, with neither topic nor day.
    pub(super) fn is_empty_act(&self, act: usize, span: Span) -> bool {
        let unit = &self.units()[act];
        let empty = unit.entry.is_some_and(|entry| self.lexicon.entry(entry).sense == Sense::EmptyAct);
        if !empty {
            return false;
        }
        let rest = self.units()[act + 1..].iter().take_while(|unit| self.reading.span_of(unit).start < span.end);
        let (mut content, mut dated) = (0, false);
        for unit in rest {
            content += usize::from(matches!(unit.tag, b'O' | b'E' | b'#'));
            dated |= unit.tag == b'@' && self.dated(unit);
        }
        content == 0 && !dated
    }

    pub(super) fn dated(&self, unit: &Unit) -> bool {
        let span = self.reading.span_of(unit);
        self.reading.whens.iter().any(|when| when.span.overlaps(span) && when.date.is_some())
    }

    pub(super) fn is_conditional(&self, span: Span) -> bool {
        let hangs = self.units().iter().any(|unit| {
            let kind = unit.entry.and_then(|entry| self.lexicon.entry(entry).kind.as_deref());
            unit.tag == b'f' && kind != Some("when") && self.near(span, self.reading.span_of(unit))
        });
        hangs
            || self
                .reading
                .whens
                .iter()
                .any(|when| when.kind == Kind::Event && when.lead == Lead::Once && self.near(span, when.span))
    }

    /// Whether a condition stands in the commitment or opens its sentence.
    pub(super) fn near(&self, commitment: Span, condition: Span) -> bool {
        commitment.contains(condition) || condition.start < self.span.start + 6
    }
}
