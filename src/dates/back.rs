//! Mentions that point back at another day, and the weeks that weekdays are said to be in.

use super::Kind;
use super::calendar::{self, Window};
use super::grammar::{Found, Parser};
use super::spans::span_of;
use super::tokens::Sort;
use super::words::{Glue, Lead, Unit, Which, Word};

impl Parser<'_> {
    /// "same day", "that week", "the week after", "the next day" behind another day.
    pub(super) fn pointing_back(&self, at: usize) -> Option<Found> {
        let start = self.skip(at, Glue::The);
        let (unit, shift, end) = match (self.word(start)?, self.word(start + 1)) {
            (Word::Which(Which::Same), Some(Word::TimeOfDay)) => (Unit::Day, 0, start + 2),
            (Word::Which(Which::Same), Some(Word::Unit(unit))) => (unit, 0, start + 2),
            (Word::Which(Which::Following), Some(Word::Unit(unit))) => (unit, 1, start + 2),
            (Word::Which(Which::Next), Some(Word::Unit(Unit::Day))) if start > at && self.anchor.is_some() => {
                (Unit::Day, 1, start + 2)
            }
            (Word::Unit(unit), Some(Word::Lead(Lead::After)))
                if self.word(start + 2) == Some(Word::Which(Which::Next)) =>
            {
                return Some(Found::span(start + 3, self.shifted(unit, 2)));
            }
            (
                Word::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Quarter)),
                Some(Word::Lead(lead @ (Lead::After | Lead::Before))),
            ) => (unit, if lead == Lead::After { 1 } else { -1 }, self.points_back(start + 2)?),
            _ => return None,
        };
        let window = self.anchor.and_then(|day| span_of(day, unit, shift));
        let end = if unit == Unit::Day { self.hours(end) } else { end };
        Some(Found { is_day: unit == Unit::Day, ..Found::of(Kind::Anaphoric, end, window) })
    }

    /// Behind "after" or "before": whether what is meant was said before ("the week after", "a week after that").
    pub(super) fn points_back(&self, at: usize) -> Option<usize> {
        let that = self.word(at) == Some(Word::Which(Which::Same));
        let end = at + usize::from(that);
        let closed = match self.token(end).map(|token| token.sort) {
            None | Some(Sort::Mark(_)) => true,
            Some(Sort::Word(word)) => that || matches!(word, Word::Function | Word::Glue(Glue::And)),
            Some(Sort::Plain | Sort::Number(_)) => that && !self.noun_follows(end),
        };
        closed.then_some(end)
    }

    /// Behind a weekday, the week that it is in: "of next week", "in the week of 8 June", "of that week".
    pub(super) fn weekday_in_week(&self, at: usize, day: i8) -> Option<Found> {
        let joint = self.skip(at, Glue::Of);
        let joint = joint + usize::from(self.word(joint) == Some(Word::Lead(Lead::In)));
        let next = self.base(joint, false).filter(|&(_, unit, _)| unit == Unit::Week);
        let week = next.map(|(week, _, end)| Found::span(end, week));
        let is_week =
            |(first, last): Window| first < last && calendar::plus_days(first, 6).is_some_and(|end| last <= end);
        let back = || self.pointing_back(joint).filter(|found| found.window.is_some_and(is_week));
        let week = week.or_else(|| self.week_of(joint)).or_else(back)?;
        let date = week.window.and_then(|(monday, _)| calendar::weekday_of_week(monday, day, 0));
        Some(Found { kind: week.kind, ..Found::day(week.end, date) })
    }
}
