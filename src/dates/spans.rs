//! Weeks, months, quarters, years and their parts; what is counted from the note's date; what comes again.

use super::Kind;
use super::calendar::{self, Window};
use super::grammar::{Found, Parser};
use super::tokens::Sort;
use super::words::{Edge, Glue, Lead, Unit, Which, Word};
use jiff::civil::Date;

impl Parser<'_> {
    /// "every Monday", "once a quarter", "weekly".
    pub(super) fn recurring(&self, at: usize) -> Option<Found> {
        let end = match self.word(at)? {
            Word::Recurring => at + 1 + usize::from(matches!(self.word(at + 1), Some(Word::Unit(_)))),
            Word::Which(Which::Each) => {
                let next = at
                    + 1
                    + usize::from(
                        matches!(self.word(at + 1), Some(Word::Ordinal(_) | Word::Number(_)))
                            || self.number(at + 1).is_some(),
                    );
                match self.word(next)? {
                    Word::Unit(_) | Word::Weekday(_) | Word::TimeOfDay | Word::Month(_) => next + 1,
                    _ => return None,
                }
            }
            _ => return None,
        };
        Some(Found::of(Kind::Recurring, end, None))
    }

    /// A whole span or a part of one.
    pub(super) fn period(&self, at: usize, lead: Lead) -> Option<Found> {
        self.closing(at)
            .or_else(|| self.edge_of(at))
            .or_else(|| self.week_of(at))
            .or_else(|| self.pointing_back(at))
            .or_else(|| self.running_out(at, lead))
            .or_else(|| self.whole(at, lead))
    }

    /// "last business day of March", "first week of April", "second Tuesday in May", "second half of June".
    pub(super) fn nth_of(&self, at: usize) -> Option<Found> {
        let start = self.skip(at, Glue::The);
        let (nth, next) = match self.word(start) {
            Some(Word::Ordinal(nth)) => (nth, start + 1),
            Some(Word::Which(Which::Last)) => (-1, start + 1),
            _ => (self.number(start).filter(|_| self.is(start + 1, Glue::Suffix))?, start + 2),
        };
        let (what, joint) = match self.word(next)? {
            // "week of" is one word of the lexicon.
            Word::Glue(Glue::WeekOf) => (Word::Unit(Unit::Week), next + 1),
            what if self.is(next + 1, Glue::Of) || self.word(next + 1) == Some(Word::Lead(Lead::In)) => {
                (what, next + 2)
            }
            _ => return None,
        };
        let (span, _, end) = self.base(joint, true)?;
        match what {
            Word::Weekday(day) => {
                let date = span.and_then(|(first, _)| calendar::weekday_of_month(first, nth, day));
                // "sits on the first Thursday of the month", when that is over, is a habit.
                let over = date < self.reference && matches!(self.word(end - 1), Some(Word::Unit(_)));
                Some(Found { kind: if over { Kind::Recurring } else { Kind::Day }, ..Found::day(end, date) })
            }
            Word::Unit(Unit::Day) => {
                let day = |(first, last)| if nth < 0 { Some(last) } else { calendar::plus_days(first, nth - 1) };
                Some(Found::day(end, span.and_then(day)))
            }
            Word::Unit(Unit::BusinessDay) => {
                let day = |(first, last): Window| {
                    let eve = calendar::plus_days(first, -1)?;
                    if nth < 0 {
                        calendar::last_business_day(last)
                    } else {
                        calendar::plus(eve, nth, Unit::BusinessDay)
                    }
                };
                Some(Found::day(end, span.and_then(day)))
            }
            Word::Unit(Unit::Week) => Some(Found::span(end, span.and_then(|span| calendar::week_of_month(span, nth)))),
            Word::Unit(unit @ (Unit::Month | Unit::Quarter)) => {
                let part = |(first, last)| {
                    if nth < 0 { calendar::period(last, unit, 0) } else { calendar::period(first, unit, nth - 1) }
                };
                Some(Found::span(end, span.and_then(part)))
            }
            Word::Unit(Unit::Half) => Some(Found::of(Kind::Vague, end, span)),
            _ => None,
        }
    }

    /// "EOW", "EOM March", "month end", "year-end".
    fn closing(&self, at: usize) -> Option<Found> {
        let start = self.skip(at, Glue::The);
        match self.word(start)? {
            Word::Close(unit) => {
                if let Some((span, _, end)) = self.base(self.skip(start + 1, Glue::Of), false) {
                    return Some(Found::span(end, span));
                }
                Some(Found::span(start + 1, self.current(unit)))
            }
            Word::Unit(unit @ (Unit::Week | Unit::Month | Unit::Quarter | Unit::Half | Unit::Year)) => {
                let end = self.skip_mark(start + 1, '-');
                (self.word(end) == Some(Word::Edge(Edge::End))).then(|| Found::span(end + 1, self.current(unit)))
            }
            Word::Month(_) => {
                let end = self.skip_mark(start + 1, '-');
                let (span, _, _) = self.base(start, false)?;
                (self.word(end) == Some(Word::Edge(Edge::End))).then(|| Found::span(end + 1, span))
            }
            _ => None,
        }
    }

    /// "end of Q2", "early next week", "mid-April", "late summer".
    fn edge_of(&self, at: usize) -> Option<Found> {
        let start = self.skip(at, Glue::The);
        let Some(Word::Edge(mut edge)) = self.word(start) else { return None };
        let mut next = start + 1;
        // "early to mid June", "mid/late May"
        for _ in 0..2 {
            let joint = next + usize::from(matches!(self.mark(next), Some('-' | '/' | '–')) || self.is(next, Glue::To));
            let Some(Word::Edge(last)) = self.word(joint) else { break };
            (edge, next) = (last, joint + 1);
        }
        next = self.skip_mark(next, '-');
        next = self.skip(next, Glue::Of);
        let later = usize::from(self.word(next) == Some(Word::Lead(Lead::In)));
        let inner = self.skip(next + later, Glue::The);
        if self.word(inner) == Some(Word::Season) {
            return Some(Found::of(Kind::Vague, inner + 1, None));
        }
        if edge == Edge::End
            && let Some(found) = self.day(next, Lead::On)
        {
            return Some(found);
        }
        let (span, unit, end) = self.base(next + later, true)?;
        match (edge, unit) {
            (Edge::End, _) => Some(Found { is_day: true, ..Found::span(end, span) }),
            (_, Unit::Day | Unit::Year) if later == 0 && span.is_none() => None,
            _ => Some(Found::of(Kind::Vague, end, span.and_then(|span| part_of(span, edge)))),
        }
    }

    /// "week of 8 Dec", "w/c March 23", "KW 51", "wk 44".
    pub(super) fn week_of(&self, at: usize) -> Option<Found> {
        let start = self.skip(at, Glue::The);
        match self.word(start)? {
            Word::Glue(Glue::WeekOf) => {
                let found = self.day(start + 1, Lead::On).filter(|found| found.kind == Kind::Day)?;
                let week = found.window.and_then(|(_, day)| calendar::this_week(day));
                Some(Found::span(found.end, week))
            }
            Word::Glue(Glue::CalendarWeek) | Word::Unit(Unit::Week) => {
                let number = self.number(start + 1).filter(|week| (1..=53).contains(week))?;
                let alone = !self.noun_follows(start + 2)
                    && !self.is(start + 2, Glue::Of)
                    && (!self.glued(start + 2) || self.mark(start + 2).is_some_and(|mark| mark != ':' && mark != '%'));
                let week = self.reference.and_then(|date| calendar::iso_week(date, number));
                alone.then(|| Found::span(start + 2, week))
            }
            _ => None,
        }
    }

    /// "before the month is out".
    fn running_out(&self, at: usize, lead: Lead) -> Option<Found> {
        let start = self.skip(at, Glue::The);
        let Some(Word::Unit(unit)) = self.word(start) else { return None };
        let runs_out = start > at && lead.opens_event() && self.is(start + 1, Glue::IsOut);
        runs_out.then(|| Found::span(start + 2, self.current(unit)))
    }

    /// "next week", "in June", "Q3 2026", "this quarter", "last month".
    fn whole(&self, at: usize, lead: Lead) -> Option<Found> {
        let determined = self.is(at, Glue::The);
        let start = self.skip(at, Glue::The);
        if let Some(found) = self.past_or_season(start, lead) {
            return Some(found);
        }
        let later = self.word(start) == Some(Word::Which(Which::Later));
        // "over the weekend", "at the weekend" is the coming one
        let weekend = || {
            let led = matches!(lead, Lead::During | Lead::On | Lead::At);
            let told = determined && led && self.word(start) == Some(Word::Unit(Unit::Weekend));
            told.then(|| (self.current(Unit::Weekend), Unit::Weekend, start + 1))
        };
        let (span, unit, end) = self.base(start + usize::from(later), false).or_else(weekend)?;
        let is_name = matches!(self.word(start), Some(Word::Month(_))) && !self.is_month(start, lead);
        if is_name && !(determined && self.noun_follows(start + 1)) {
            return None;
        }
        let named = !matches!(self.word(start), Some(Word::Which(_)));
        if unit == Unit::Year
            && named
            && !matches!(lead, Lead::In | Lead::By | Lead::Before | Lead::Until | Lead::During | Lead::Since)
        {
            return None;
        }
        let possessive = self.mark(end) == Some('\'') && self.glued(end) && self.glued(end + 1);
        let attribute = named && (determined || lead == Lead::Bare) && self.noun_follows(end);
        if attribute || named && possessive {
            return Some(Found::of(Kind::Attribute, end, span));
        }
        let past = self.reference.is_some_and(|date| span.is_some_and(|(_, last)| last < date));
        if past || lead == Lead::Since {
            return Some(Found::of(Kind::Past, end, span));
        }
        let kind = if later && !matches!(unit, Unit::Day | Unit::Week) || self.is(end, Glue::OrSo) {
            Kind::Vague
        } else {
            Kind::Day
        };
        let end = self.skip(end, Glue::OrSo);
        Some(Found { kind, is_day: unit == Unit::Day, ..Found::span(end, span) }.to(self.skip(end, Glue::Latest)))
    }

    fn past_or_season(&self, at: usize, lead: Lead) -> Option<Found> {
        let which = match self.word(at) {
            Some(Word::Which(which)) => Some(which),
            _ => None,
        };
        let next = at + usize::from(which.is_some());
        match self.word(next)? {
            Word::Unit(unit) if which == Some(Which::Last) && unit > Unit::BusinessDay => {
                Some(Found::of(Kind::Past, next + 1, self.shifted(unit, -1)))
            }
            Word::Month(_) | Word::Season if which == Some(Which::Last) => Some(Found::of(Kind::Past, next + 1, None)),
            Word::Season
                if which.is_some()
                    || matches!(
                        lead,
                        Lead::In | Lead::By | Lead::Before | Lead::Until | Lead::During | Lead::After
                    ) =>
            {
                let kind = if self.noun_follows(next + 1) { Kind::Attribute } else { Kind::Vague };
                Some(Found::of(kind, next + 1, None))
            }
            _ => None,
        }
    }

    /// Whether a month's name without a day means the month.
    fn is_month(&self, at: usize, lead: Lead) -> bool {
        let Some(token) = self.token(at) else { return false };
        if self.glued(at) && !matches!(self.before(at).map(|token| token.sort), Some(Sort::Mark(_))) {
            return false;
        }
        if !token.doubtful {
            return true;
        }
        let told = matches!(
            lead,
            Lead::In | Lead::By | Lead::Before | Lead::Until | Lead::During | Lead::Since | Lead::Due | Lead::After
        ) || self.year(at + 1).0.is_some();
        told && !self.name_follows(at + 1)
    }

    /// Whether the next word could be the rest of a name: "May Ellison".
    fn name_follows(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.capital && token.sort == Sort::Plain)
    }

    /// A span without a part: its days, its unit and the end of its words. `bare`: also a unit alone ("end of quarter").
    pub(super) fn base(&self, at: usize, bare: bool) -> Option<(Option<Window>, Unit, usize)> {
        let start = self.skip(at, Glue::The);
        let Some(word) = self.word(start) else { return self.year_alone(start) };
        match word {
            Word::Which(which @ (Which::This | Which::Next)) => {
                let next = start + 1;
                match self.word(next)? {
                    Word::Unit(unit) if !matches!(unit, Unit::Minute | Unit::Hour | Unit::Half) => {
                        let span = if which == Which::This { self.current(unit) } else { self.shifted(unit, 1) };
                        Some((span, unit, next + 1))
                    }
                    Word::Month(_) => self.base(next, false),
                    _ => None,
                }
            }
            Word::Unit(unit) if bare && !matches!(unit, Unit::Minute | Unit::Hour) => {
                Some((self.current(unit), unit, start + 1))
            }
            Word::Month(month) => {
                let dot = usize::from(
                    self.glued(start + 1) && self.mark(start + 1) == Some('.') && self.number(start + 2).is_some(),
                );
                let (year, end) = match self.year(start + 1 + dot) {
                    (None, end) => self.spelled_year(end, false).map_or((None, end), |(year, end)| (Some(year), end)),
                    told => told,
                };
                let span = calendar::numbered(self.reference, Unit::Month, i32::from(month), year);
                Some((span, Unit::Month, end))
            }
            Word::Glue(sign @ (Glue::QuarterSign | Glue::HalfSign)) => self.numbered_part(start, sign),
            Word::Glue(Glue::Fiscal) => {
                let (year, end) = self.year(start);
                let year = year.or_else(|| {
                    self.number(start + 1)
                        .filter(|&year| self.digits(start + 1) == 2 && year > 0)
                        .map(|year| 2000 + year)
                })?;
                Some((calendar::numbered(None, Unit::Year, 1, Some(year)), Unit::Year, end.max(start + 2)))
            }
            _ => None,
        }
    }

    /// "Q3", "Q3 2026", "H1 FY27".
    fn numbered_part(&self, at: usize, sign: Glue) -> Option<(Option<Window>, Unit, usize)> {
        let (unit, parts) = if sign == Glue::QuarterSign { (Unit::Quarter, 4) } else { (Unit::Half, 2) };
        let capital = self.token(at)?.capital || sign == Glue::QuarterSign;
        let part = self.number(at + 1).filter(|part| (1..=parts).contains(part) && capital && self.glued(at + 1))?;
        let ends = !self.glued(at + 2) || self.mark(at + 2).is_some();
        let starts = !self.glued(at) || self.mark(at - 1).is_some();
        let (year, end) = self.year(at + 2);
        (ends && starts).then(|| (calendar::numbered(self.reference, unit, part, year), unit, end))
    }

    fn year_alone(&self, at: usize) -> Option<(Option<Window>, Unit, usize)> {
        let year = self.number(at).filter(|year| self.digits(at) == 4 && (1990..2100).contains(year))?;
        let ends = !self.glued(at + 1) || self.mark(at + 1).is_some_and(|mark| !matches!(mark, '%' | '/' | '-' | ':'));
        let starts = !self.glued(at);
        (ends && starts && !self.noun_follows(at + 1))
            .then(|| (calendar::numbered(None, Unit::Year, 1, Some(year)), Unit::Year, at + 1))
    }

    /// The span of that length that holds the note's date.
    fn current(&self, unit: Unit) -> Option<Window> {
        let date = self.reference?;
        match unit {
            Unit::Week => calendar::this_week(date),
            Unit::Weekend => weekend(calendar::this_week(calendar::plus_days(date, -2)?)?),
            _ => span_of(date, unit, 0),
        }
    }

    /// The span of that length `shift` on from the one that holds the note's date.
    pub(super) fn shifted(&self, unit: Unit, shift: i32) -> Option<Window> {
        span_of(self.reference?, unit, shift)
    }

    /// "in two weeks", "within 48 hours", "a week from Monday", "3 years ago", "for 3 months", "ten days".
    pub(super) fn counted(&self, at: usize, lead: Lead) -> Option<Found> {
        let mut start = self.skip(at, Glue::The);
        let which = match self.word(start) {
            Some(Word::Which(which @ (Which::Next | Which::This | Which::Last))) => Some(which),
            _ => None,
        };
        start += usize::from(which.is_some());
        // "within the next week" is within one week.
        let all_of_next = start == at + 2 && which == Some(Which::Next) && matches!(lead, Lead::Within | Lead::During);
        // ... and "within the fortnight" is in two
        let fortnight = lead == Lead::Within && self.word(start) == Some(Word::Unit(Unit::Fortnight));
        let (count, next) = self.count(start).or_else(|| (all_of_next || fortnight).then_some((Some(1), start)))?;
        let (unit, mut end) = match self.word(next)? {
            Word::Unit(unit) => (unit, next + 1),
            Word::Glue(Glue::HalfSign) if self.glued(next) && self.ends(next + 1) => (Unit::Hour, next + 1),
            Word::Glue(Glue::WeekOf) => (Unit::Week, next + 1),
            _ => return None,
        };
        let after = |from: Option<Date>| from.zip(count).and_then(|(from, count)| calendar::plus(from, count, unit));
        let few = || Some((calendar::plus(self.reference?, 1, unit)?, calendar::plus(self.reference?, 5, unit)?));
        let window = if count.is_some() { self.reference.zip(after(self.reference)) } else { few() };
        end += usize::from(self.mark(end) == Some('\'') && (self.glued(end) || self.is(end + 1, Glue::Time)));
        end = self.skip(end, Glue::Time);
        if self.is(end, Glue::Ago) {
            return Some(Found::of(Kind::Past, end + 1, None));
        }
        if which == Some(Which::Last) || lead == Lead::Since {
            return Some(Found::of(Kind::Past, end, None));
        }
        if let Some(found) = self.counted_from(next, end, lead, after) {
            return Some(found);
        }
        let ahead = which == Some(Which::Next) || matches!(lead, Lead::In | Lead::Within | Lead::Due | Lead::By);
        let vague = count.is_none() || self.is(end, Glue::OrSo);
        let kind = match (ahead, vague) {
            (true, false) => Kind::Day,
            (true, true) => Kind::Vague,
            (false, _) => Kind::Duration,
        };
        Some(Found { kind, is_day: true, ..Found::span(self.skip(end, Glue::OrSo), window) })
    }

    /// What the count starts from: "from today", "from Monday", "on Tuesday"; an event has no date ("of receipt").
    fn counted_from(
        &self,
        unit: usize,
        end: usize,
        lead: Lead,
        after: impl Fn(Option<Date>) -> Option<Date>,
    ) -> Option<Found> {
        if self.word(end) == Some(Word::Which(Which::Later)) {
            return Some(Found::pointing(end + 1, after(self.anchor)));
        }
        // "a week today"
        if self.word(unit) == Some(Word::Unit(Unit::Week))
            && let Some(Word::Day(days @ 0..)) = self.word(end)
        {
            let from = self.reference.and_then(|date| calendar::plus_days(date, days));
            return Some(Found::day(end + 1, after(from)));
        }
        // "a week Thursday" is "a week on Thursday"
        let (week, weekday) = (Some(Word::Unit(Unit::Week)), matches!(self.word(end), Some(Word::Weekday(_))));
        if self.word(unit) == week && weekday && end == unit + 1 {
            let found = self.day(end, Lead::On).filter(|found| found.kind == Kind::Day)?;
            return Some(Found::day(found.end, after(found.window.map(|(_, last)| last))));
        }
        let of = self.is(unit, Glue::WeekOf);
        let ahead = matches!(lead, Lead::In | Lead::Within);
        let joint = match self.word(end) {
            _ if of && ahead => end - 1,
            Some(Word::Lead(Lead::On)) if self.word(unit) == Some(Word::Unit(Unit::Week)) => end,
            Some(Word::Lead(Lead::From | Lead::After | Lead::Before)) => end,
            Some(Word::Glue(Glue::Of)) if ahead => end,
            _ => return None,
        };
        let start = joint + 1;
        if self.word(joint) == Some(Word::Lead(Lead::After))
            && let Some(end) = self.points_back(start)
        {
            return Some(Found::pointing(end, after(self.anchor)));
        }
        let back = self.word(joint) == Some(Word::Lead(Lead::Before));
        if self.is(start, Glue::Now) {
            return Some(Found::day(start + 1, after(self.reference)));
        }
        if let Some(found) = self.day(start, Lead::On).filter(|found| found.kind == Kind::Day) {
            let date = if back { None } else { after(found.window.map(|(_, last)| last)) };
            return Some(Found { kind: if back { Kind::Event } else { Kind::Day }, ..Found::day(found.end, date) });
        }
        if self.word(joint) == Some(Word::Lead(Lead::On)) {
            return None;
        }
        self.clause(start).map(|end| Found::of(Kind::Event, end.min(start + 4), None))
    }

    /// A count: `10`, "two", "a couple of", "2-3", "a few". `None` inside is too vague to tell.
    fn count(&self, at: usize) -> Option<(Option<i32>, usize)> {
        let one = |at: usize| match self.token(at)?.sort {
            Sort::Number(value) => Some(value).filter(|value| (1..1000).contains(value)),
            Sort::Word(Word::Number(value)) => Some(value),
            _ => None,
        };
        if self.word(at) == Some(Word::Few) {
            return Some((None, at + 1));
        }
        let count = one(at).filter(|_| {
            !self.glued(at) || self.mark(at - 1).is_some_and(|mark| !matches!(mark, '.' | ',' | '$' | '€' | '£'))
        })?;
        let joint = self.joined(at + 1).or_else(|| self.is(at + 1, Glue::And).then_some(at + 2));
        match joint.and_then(one).zip(joint) {
            Some((last, joint)) if last > count => Some((Some(last), joint + 1)),
            _ => {
                let hyphen = self.mark(at + 1) == Some('-') && self.glued(at + 1) && self.glued(at + 2);
                Some((Some(count), at + 1 + usize::from(hyphen)))
            }
        }
    }
}

/// The span of that length `shift` on from the one that holds the day.
pub(super) fn span_of(day: Date, unit: Unit, shift: i32) -> Option<Window> {
    match unit {
        Unit::Week => calendar::week(day, shift),
        Unit::Weekend => weekend(calendar::week(day, shift)?),
        Unit::Day | Unit::BusinessDay | Unit::Fortnight | Unit::Hour | Unit::Minute => {
            calendar::plus(day, shift, unit).map(calendar::one_day)
        }
        _ => calendar::period(day, unit, shift),
    }
}

/// Saturday and Sunday after a Monday-to-Friday week.
fn weekend((_, friday): Window) -> Option<Window> {
    Some((calendar::plus_days(friday, 1)?, calendar::plus_days(friday, 2)?))
}

/// The third of a span that a vague word means.
fn part_of((first, last): Window, edge: Edge) -> Option<Window> {
    let days = first.until(last).ok()?.get_days() + 1;
    let third = days / 3;
    match edge {
        Edge::Early => Some((first, calendar::plus_days(first, third)?)),
        Edge::Middle => Some((calendar::plus_days(first, third)?, calendar::plus_days(last, -third)?)),
        Edge::Late | Edge::End => Some((calendar::plus_days(last, -third)?, last)),
    }
}
