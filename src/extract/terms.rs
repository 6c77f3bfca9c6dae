//! The terms of a commitment: by when, and how firmly.

use super::Strength;
use super::commitments::Scene;
use super::reading::{Unit, ends_clause, is_actor};
use crate::dates::{Kind, Lead, When};
use crate::lexicon::pattern::Gives;
use crate::lexicon::{Match, Sense, Trait};
use crate::note::people::is_calendar;
use crate::span::Span;

impl Scene<'_, '_> {
    /// The time that a commitment names, best first: a deadline with a day, a day, anything else.
    pub(super) fn due(&self, span: Span, gives: Gives, act: Option<usize>) -> Option<&When> {
        let event = gives == Gives::Event;
        let condition = self.condition(act);
        // "books the crane for 11 August" tells the thing's day, not the act's
        let entry = act.and_then(|act| self.units()[act].entry);
        let books = entry.is_some_and(|entry| self.lexicon.entry(entry).is(Trait::Schedules));
        let follows_event = |when: &When| {
            let before = self.units().iter().rev().find(|unit| self.reading.span_of(unit).end <= when.span.start);
            before.is_some_and(|unit| matches!(unit.tag, b'E' | b'N'))
        };
        let own = |when: &&When| {
            // "the roster for November" tells of when the thing is, "the estimate for Tuesday" when it is due
            let of_thing = !event
                && (when.lead == Lead::From
                    || when.lead == Lead::For && (spans_weeks(when) || books && !follows_event(when)))
                && when.kind == Kind::Day
                && self.follows_thing(when.span);
            let before = self.text[..when.span.start].trim_end().as_bytes();
            // "done 20 Nov", not "have it done by 20 Nov"
            let done = !when.lead.is_deadline()
                && before.last_chunk().is_some_and(|last: &[u8; 4]| last.eq_ignore_ascii_case(b"done"));
            when.is_due()
                && !of_thing
                && !done
                && !self.is_taken_back(when.span)
                && !condition
                    .is_some_and(|condition| condition.contains(when.span) && !self.is_silence(condition, when))
        };
        // "the rota for April through June, today": where a stretch ends tells of a thing, unless nothing else is told
        let ends_stretch = |when: &When| spans_weeks(when) && is_calendar(last_word(&self.text[..when.span.start]));
        let rank = |when: &When| match (when.kind, when.lead.is_deadline(), when.date.is_some()) {
            (Kind::Day, _, true) if ends_stretch(when) => 2,
            (Kind::Day, true, true) => 0,
            (Kind::Day, false, true) => 1,
            (Kind::Event, _, _) => 3,
            _ => 4,
        };
        let inside = self.reading.whens.iter().filter(|when| span.overlaps(when.span)).filter(own);
        let best = inside.min_by_key(|when| (rank(when), when.span.start));
        let leading = || {
            let mut before = self.reading.whens.iter().filter(own);
            before.find(|when| when.span.end <= span.start && self.leads(when.span, span))
        };
        // in "Fri: I ring her before nine" the day leads, and the hour tells of none
        match best {
            Some(when) if when.date.is_some() => best,
            _ => leading().filter(|when| best.is_none() || when.date.is_some()).or(best),
        }
    }

    /// Whether a time is counted from when a condition holds, which nobody knows: "if it works, she pays the same week".
    pub(super) fn hangs_with(&self, when: &When, strength: Strength) -> bool {
        let told = |before: &When| before.date.is_some() && before.span.end <= when.span.start;
        when.kind == Kind::Anaphoric && strength == Strength::Conditional && !self.reading.whens.iter().any(told)
    }

    /// Whether a time is corrected at once: "by Thursday, no, Friday", "not tomorrow, Friday".
    fn is_taken_back(&self, when: Span) -> bool {
        const NEAR: usize = 6;
        let whens = &self.reading.whens;
        let next = whens.partition_point(|next| next.span.start < when.end);
        let Some(next) = whens.get(next) else { return false };
        let between = Span::new(when.end, next.span.start);
        let near = between.of(self.text).split_whitespace().take(NEAR + 1).count() <= NEAR;
        let corrects = |found: &Match| self.lexicon.entry(found.entry).kind.as_deref() != Some("none");
        let denied = self.text[self.span.start..when.start].trim_end().ends_with(" not");
        near && (denied || self.reading.cues(self.lexicon, Sense::Correction, between).any(corrects))
    }

    pub(super) fn follows_thing(&self, when: Span) -> bool {
        let before = self.units().iter().rev().find(|unit| self.reading.span_of(unit).end <= when.start);
        before.is_some_and(|unit| matches!(unit.tag, b'O' | b'E' | b'a' | b'R' | b'X' | b'N'))
    }

    /// The words of the condition on which an act hangs: from "if" to the next mark, or to where the act's own clause
    /// begins, or to the end.
    pub(super) fn condition(&self, act: Option<usize>) -> Option<Span> {
        let units = self.units();
        let from = units.iter().position(|unit| self.opens_condition(unit))?;
        let main = act.map(|act| self.clause_of_act(act)).filter(|&main| main > from).unwrap_or(units.len());
        let end = (from..main).find(|&at| matches!(units[at].tag, b',' | b';')).unwrap_or(main);
        Some(self.reading.span(from, end))
    }

    /// Whether a condition is that nothing comes, so that its day is the act's: "if nothing by Friday, I ring".
    fn is_silence(&self, condition: Span, when: &When) -> bool {
        let comes_to_a_day = when.lead.is_deadline() || matches!(when.lead, Lead::Bare | Lead::On);
        comes_to_a_day && self.reading.units_in(condition).iter().any(|unit| unit.tag == b'n')
    }

    /// Whether a unit opens a condition: "if", "once", but neither "when" nor the "if" of "check if".
    fn opens_condition(&self, unit: &Unit) -> bool {
        let kind = unit.entry.and_then(|entry| self.lexicon.entry(entry).kind.as_deref());
        unit.tag == b'f' && kind != Some("when") && !self.is_whether(unit)
    }

    /// Whether "if" asks what is the case: "see if", "ask her if".
    fn is_whether(&self, unit: &Unit) -> bool {
        let before = self.units().iter().rev().find(|before| before.first < unit.first);
        let asking = Span::new(self.span.start, self.reading.span_of(unit).end);
        before.is_some() && self.reading.cues(self.lexicon, Sense::Whether, asking).any(|found| found.last == unit.last)
    }

    /// The first unit of who acts and how, before an act: "she will probably" of "she will probably send".
    fn clause_of_act(&self, act: usize) -> usize {
        let units = self.units();
        let leads = |tag: u8| {
            is_actor(tag) || matches!(tag, b'm' | b'd' | b'h' | b'e' | b'V' | b'c' | b'k' | b'b' | b'x' | b't')
        };
        (0..act).rev().take_while(|&at| leads(units[at].tag)).last().unwrap_or(act)
    }

    /// Whether a time stands at the start of the sentence, right before the commitment: "By Friday, Anna will …".
    pub(super) fn leads(&self, when: Span, commitment: Span) -> bool {
        when.start <= self.span.start + 4 && commitment.start <= when.end + 4
    }

    pub(super) fn strength(&self, span: Span, gives: Gives, act: Option<usize>) -> Strength {
        let proposed = gives == Gives::Event && self.cast.in_speech() && self.is_question();
        if gives == Gives::Request || proposed {
            return Strength::Request;
        }
        if act.is_some_and(|act| self.is_empty_act(act, span)) {
            return Strength::Empty;
        }
        if self.is_conditional(span) {
            return Strength::Conditional;
        }
        // of an item that fixes a meeting, what stands in brackets behind it is part: "(tbc)"
        let within = if self.is_item && gives == Gives::Event { Span::new(span.start, self.span.end) } else { span };
        let hedged = self.reading.cues(self.lexicon, Sense::Hedge, within).any(|hedge| !self.opens_another(hedge, act));
        if gives == Gives::Tentative || hedged { Strength::Tentative } else { Strength::Firm }
    }

    /// Whether a hedge behind the act belongs to the clause that "and" or "but" opens there: "send it and maybe Bo
    /// calls", "send it and try to bring Bo".
    fn opens_another(&self, hedge: &Match, act: Option<usize>) -> bool {
        let units = self.units();
        let at = units.partition_point(|unit| unit.last < hedge.first);
        let joined = at.checked_sub(1).is_some_and(|before| matches!(units[before].tag, b'&' | b'!'));
        let next = units[at.min(units.len())..].iter().find(|unit| unit.first > hedge.last);
        joined
            && act.is_some_and(|act| act < at)
            && next.is_some_and(|next| is_actor(next.tag) || matches!(next.tag, b'v' | b'j'))
    }

    /// Whether the act has no content: follow up, touch base, with neither topic nor day.
    fn is_empty_act(&self, act: usize, span: Span) -> bool {
        let unit = &self.units()[act];
        let empty = unit.entry.is_some_and(|entry| self.lexicon.sense(entry) == Sense::EmptyAct);
        empty && self.is_bare_behind(unit.last, span)
    }

    /// Whether an act of theirs is words that put it off, with neither topic nor day: "take another look".
    pub(super) fn is_put_off(&self, act: usize, span: Span) -> bool {
        let act = &self.units()[act];
        let deferral = |found: &&Match| self.lexicon.entry(found.entry).kind.as_deref() == Some("deferral");
        let mut over = self.reading.cues(self.lexicon, Sense::Vague, self.span).filter(deferral);
        let cue = over.find(|found| found.first <= act.first && act.last <= found.last);
        cue.is_some_and(|cue| self.is_bare_behind(cue.last, span))
    }

    /// Whether neither a topic nor a day follows a token in a commitment's own clause: what comes after, or another act,
    /// tells nothing of this one ("talk after the audit", "think and call her").
    fn is_bare_behind(&self, last: usize, span: Span) -> bool {
        let behind = self.units().partition_point(|unit| unit.last <= last);
        let rest = &self.units()[behind..];
        let rest = &rest[..rest.partition_point(|unit| self.reading.span_of(unit).start < span.end)];
        let joins = |at: usize| rest.get(at + 1).is_some_and(|next| matches!(next.tag, b'N' | b'R' | b'D' | b'O'));
        let ends = |at: &usize| matches!(rest[*at].tag, b'f' | b'!' | b';') || rest[*at].tag == b'&' && !joins(*at);
        let own = &rest[..(0..rest.len()).find(ends).unwrap_or(rest.len())];
        !own.iter().any(|unit| matches!(unit.tag, b'O' | b'E' | b'#'))
            && !rest.iter().any(|unit| unit.tag == b'@' && self.names_day(unit))
    }

    /// Whether a unit names one day, not a span: "on Tuesday", not "in January".
    fn names_day(&self, unit: &Unit) -> bool {
        let span = self.reading.span_of(unit);
        let mut whens = self.reading.whens.iter().filter(|when| when.span.overlaps(span));
        whens.any(|when| when.date.is_some() && when.window.is_none_or(|(first, last)| first == last))
    }

    pub(super) fn is_conditional(&self, span: Span) -> bool {
        let units = self.units();
        let hangs = (0..units.len()).any(|at| self.opens_condition(&units[at]) && self.governs(at, span));
        let event = |when: &&When| {
            when.kind == Kind::Event && matches!(when.lead, Lead::Once | Lead::When) && self.is_once(when.span)
        };
        let once = self.reading.whens.iter().filter(event);
        // "Should it come in higher, I will …"
        let subject =
            || matches!(self.reading.letters.get(1), Some(b'D' | b'z' | b'T' | b'N' | b'R' | b'O' | b'X' | b'Y'));
        let inverted = self.reading.letters.starts_with(b"V") && subject() && !self.is_question();
        hangs || inverted || once.into_iter().any(|when| span.contains(when.span) || self.opens_sentence(when.span))
    }

    /// Whether an event is a condition by its first words: "once legal signs", "when the bank agrees", not "when she is
    /// back".
    fn is_once(&self, event: Span) -> bool {
        let mut opening = self.reading.cues(self.lexicon, Sense::If, event);
        opening.any(|found| {
            self.lexicon.entry(found.entry).kind.is_none() && self.reading.match_span(found).start == event.start
        })
    }

    /// Whether the condition that opens at a unit is the commitment's: it stands in it, opens its sentence, or comes
    /// right before it. Behind an "and" or "but" it is the next one's.
    fn governs(&self, at: usize, commitment: Span) -> bool {
        let units = self.units();
        let condition = self.reading.span_of(&units[at]);
        let before = at.checked_sub(1).map(|before| units[before].tag);
        if commitment.contains(condition) {
            return condition.start == commitment.start || !matches!(before, Some(b'&' | b'!'));
        }
        let between = || units[at..].iter().take_while(|unit| self.reading.span_of(unit).start < commitment.start);
        self.opens_sentence(condition)
            || condition.start < commitment.start
                && ends_clause(before)
                && between().all(|unit| !matches!(unit.tag, b';' | b'.' | b'!'))
                && between().filter(|unit| unit.tag == b',').count() < 2
    }

    fn opens_sentence(&self, words: Span) -> bool {
        words.start < self.span.start + 6
    }
}

fn last_word(text: &str) -> &str {
    text.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

/// Whether a time is longer than a week.
pub(super) fn spans_weeks(when: &When) -> bool {
    const WEEK: i32 = 7;
    when.window.and_then(|(first, last)| first.until(last).ok()).is_some_and(|length| length.get_days() > WEEK)
}
