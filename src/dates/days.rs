//! Single days: calendar dates, weekdays, days counted from the note's, and the hours that go with them.

use super::Kind;
use super::calendar::{self, Window};
use super::grammar::{Found, Parser};
use super::tokens::Sort;
use super::words::{Edge, Glue, Lead, Unit, Which, Word};
use crate::span::Span;
use jiff::civil::Date;

impl Parser<'_> {
    /// A single day, without its hour.
    pub(super) fn day(&self, at: usize, lead: Lead) -> Option<Found> {
        self.calendar_date(at, None, lead)
            .or_else(|| self.weekday(at))
            .or_else(|| self.relative_day(at))
            .or_else(|| self.bare_day_of_month(at, lead))
    }

    /// Pushes every calendar date that can be told, up to `limit`.
    pub(super) fn calendar_dates(&self, limit: usize, out: &mut Vec<(Span, Date)>) {
        let mut at = 0;
        while out.len() < limit
            && let Some(first) = self.token(at)
        {
            let found = self.calendar_date(at, self.weekday_before(at), Lead::On).or_else(|| self.compact(at));
            at += 1;
            if let Some(Found { end, window: Some((_, date)), .. }) = found {
                let last = self.before(end).map_or(first.end, |token| token.end);
                out.push((Span::new(first.start, last), date));
                at = end;
            }
        }
    }

    /// The weekday that stands right before, which can tell a missing year.
    fn weekday_before(&self, at: usize) -> Option<i8> {
        let at = at.checked_sub(1)?;
        let at = at - usize::from(at > 0 && self.mark(at).is_some());
        match self.word(at)? {
            Word::Weekday(day) => Some(day),
            _ => None,
        }
    }

    /// A day with its month, in figures or words.
    fn calendar_date(&self, at: usize, weekday: Option<i8>, lead: Lead) -> Option<Found> {
        let start = self.skip(at, Glue::The);
        self.in_figures(start, weekday, lead)
            .or_else(|| self.day_first(start, weekday))
            .or_else(|| self.month_first(start, weekday))
    }

    /// Whether a number may begin here: no price, no version, no part of a longer number.
    pub(super) fn begins(&self, at: usize) -> bool {
        if !self.glued(at) {
            return true;
        }
        match self.before(at).map(|token| token.sort) {
            Some(Sort::Mark('$' | '€' | '£' | '¥' | '#' | '+' | '%' | '\'')) => false,
            Some(Sort::Mark('.' | ',' | '/' | '-' | ':' | '_')) => {
                !(at >= 2 && self.glued(at - 1) && self.number(at - 2).is_some())
            }
            Some(Sort::Mark(_)) => true,
            _ => false,
        }
    }

    /// Whether a number that is before `end` ends there.
    pub(super) fn ends(&self, end: usize) -> bool {
        if !self.glued(end) {
            return true;
        }
        match self.token(end).map(|token| token.sort) {
            Some(Sort::Mark('%')) => false,
            Some(Sort::Mark('.' | ',' | '/' | ':' | '-' | '–')) => {
                !(self.glued(end + 1) && self.number(end + 1).is_some())
            }
            Some(Sort::Mark(_)) | None => true,
            _ => false,
        }
    }

    /// A day's number: `16`, `16th`, `16.`, "sixteenth". The number, whether it is an ordinal, and its end.
    fn day_number(&self, at: usize) -> Option<(i32, bool, usize)> {
        if let Some(Word::Ordinal(day)) = self.word(at) {
            return Some((day, true, at + 1));
        }
        let day = self.number(at).filter(|day| (1..=31).contains(day) && self.digits(at) <= 2 && self.begins(at))?;
        let suffixed = self.is(at + 1, Glue::Suffix) && self.glued(at + 1);
        Some((day, suffixed, at + 1 + usize::from(suffixed)))
    }

    /// The month's number, unless it is more often something else and nothing speaks for it.
    fn month_name(&self, at: usize) -> Option<i8> {
        let token = self.token(at)?;
        let Sort::Word(Word::Month(month)) = token.sort else { return None };
        // "4 april with the kit", but "4 may want it"
        let counted = month != 5 && at > 0 && self.number(at - 1).is_some_and(|day| (1..=31).contains(&day));
        Some(month).filter(|_| !token.doubtful || token.capital || counted || !self.noun_follows(at + 1))
    }

    /// "16 September 2025", "16-Sep-25", "the 4th and 5th of November".
    fn day_first(&self, at: usize, weekday: Option<i8>) -> Option<Found> {
        let (first, ordinal, mut end) = self.day_number(at)?;
        let mut day = first;
        if let Some((second, _, after)) = self.range_joint(end).and_then(|next| self.day_number_after(next)) {
            (day, end) = (second, after);
        }
        end = self.skip_mark(end, '.');
        // "the twelfth, May 2026", as it is spoken
        let spoken = ordinal && self.mark(end) == Some(',') && self.year(end + 2).0.is_some();
        end += usize::from(spoken && self.month_name(end + 1).is_some());
        end = self.skip(end, Glue::Of);
        end += usize::from(self.glued(end) && matches!(self.mark(end), Some('-' | '/' | '_')));
        let month = self.month_name(end)?;
        let (year, end) = self.year_of_day(end + 1);
        self.day_range(first, day, i32::from(month), year, weekday, end)
    }

    /// "Sept 16, 2025", "Feb 16-20", "March 20th".
    fn month_first(&self, at: usize, weekday: Option<i8>) -> Option<Found> {
        let month = self.token(at).and_then(|_| match self.word(at)? {
            Word::Month(month) => Some(month),
            _ => None,
        })?;
        let start = at + 1 + usize::from(self.glued(at + 1) && self.mark(at + 1) == Some('.'));
        let start = start + usize::from(self.glued(start) && matches!(self.mark(start), Some('-' | '_')));
        let (first, suffixed, mut end) = self.day_number(self.skip(start, Glue::The))?;
        let token = self.token(at)?;
        if token.doubtful && !token.capital && !suffixed && self.noun_follows(end) || !self.ends_day(end) {
            return None;
        }
        let mut day = first;
        if let Some((second, _, after)) = self.range_joint(end).and_then(|next| self.day_number_after(next))
            && second > first
            && !(self.mark(end) == Some('/') && self.is_short_year(end + 1) && second - first > 7)
            && self.ends_day(after)
            && !matches!(
                self.token(after).map(|token| token.sort),
                Some(Sort::Plain | Sort::Word(Word::Month(_) | Word::Unit(_)))
            )
        {
            (day, end) = (second, after);
        }
        let (year, end) = self.year_of_day(end);
        self.day_range(first, day, i32::from(month), year, weekday, end)
    }

    fn ends_day(&self, end: usize) -> bool {
        self.ends(end) || matches!(self.mark(end), Some('-' | '–' | '/'))
    }

    /// Past what joins the two numbers of a range of days.
    fn range_joint(&self, at: usize) -> Option<usize> {
        let and = self.is(at, Glue::And) || self.mark(at) == Some('/');
        if and { Some(at + 1) } else { self.joined(at) }.map(|next| self.skip(next, Glue::The))
    }

    /// The second number of a range, which may be glued to the first.
    fn day_number_after(&self, at: usize) -> Option<(i32, bool, usize)> {
        let day = self.number(at).filter(|day| (1..=31).contains(day) && self.digits(at) <= 2);
        match day {
            Some(day) => {
                let suffixed = self.is(at + 1, Glue::Suffix) && self.glued(at + 1);
                Some((day, suffixed, at + 1 + usize::from(suffixed)))
            }
            None => self.day_number(at),
        }
    }

    fn day_range(
        &self,
        first: i32,
        last: i32,
        month: i32,
        year: Option<i32>,
        weekday: Option<i8>,
        end: usize,
    ) -> Option<Found> {
        let leap = Date::new(2024, 1, 1).ok();
        calendar::day_and_month(leap, last, month, year, None)?;
        let last = calendar::day_and_month(self.reference, last, month, year, weekday);
        let begin = last.and_then(|last| last.with().day(i8::try_from(first).ok()?).build().ok());
        let window: Option<Window> = last.map(|last| (begin.filter(|&day| day <= last).unwrap_or(last), last));
        Some(Found { is_day: true, ..Found::span(end, window) })
    }

    /// "Friday", "next Tues", "Fri 26 Jun", "Friday the 20th", "Monday week".
    fn weekday(&self, at: usize) -> Option<Found> {
        let start = self.skip(at, Glue::The);
        let which = match self.word(start) {
            Some(Word::Which(which)) => Some(which),
            Some(Word::Edge(Edge::Early | Edge::Late)) => Some(Which::This),
            Some(Word::Few) => Some(Which::Each),
            _ => None,
        };
        let determined = start > at;
        let few = self.word(start) == Some(Word::Few);
        let at = start + usize::from(which.is_some());
        let Some(Word::Weekday(day)) = self.word(at).filter(|_| self.is_weekday(at)) else { return None };
        let after =
            at + 1 + usize::from(self.mark(at + 1) == Some('.') && self.glued(at + 1) && self.token(at + 2).is_some());
        let next = self.skip_mark(after, ',');
        // "Monday first" is Scots for the next one, "Monday first thing" its morning
        if which.is_none()
            && self.word(at + 1) == Some(Word::Ordinal(1))
            && self.ends(at + 2)
            && !self.noun_follows(at + 2)
        {
            return Some(Found::day(at + 2, self.reference.and_then(|date| calendar::next_weekday(date, day))));
        }
        if which != Some(Which::Last)
            && let Some(found) = self.calendar_date(next, Some(day), Lead::On).or_else(|| self.day_of_month(next, day))
        {
            return Some(found);
        }
        let after = at + 1;
        if !matches!(which, Some(Which::Each | Which::Last))
            && let Some(found) = self.weekday_in_week(after, day)
        {
            return Some(found);
        }
        if determined && which.is_none() && self.word(after) == Some(Word::Lead(Lead::After)) {
            let end = self.points_back(after + 1)?;
            return Some(Found::pointing(end, self.anchor.and_then(|date| calendar::next_weekday(date, day))));
        }
        // "the Monday after next"
        if self.word(after) == Some(Word::Lead(Lead::After)) && self.word(after + 1) == Some(Word::Which(Which::Next)) {
            let date = self.reference.and_then(|date| calendar::weekday_of_week(date, day, 2));
            return Some(Found::day(after + 2, date));
        }
        let date = |date: Date| match which {
            Some(Which::Next) => calendar::weekday_of_week(date, day, 1),
            Some(Which::Same) => calendar::weekday_of_week(date, day, 0),
            _ => calendar::next_weekday(date, day),
        };
        match which {
            Some(Which::Each) if few => Some(Found::of(Kind::Anaphoric, after, None)),
            Some(Which::Each) => None,
            Some(Which::Last) => Some(Found::of(Kind::Past, after, None)),
            Some(Which::Same | Which::Following) => Some(Found::pointing(after, self.anchor.and_then(date))),
            _ => {
                // "Thursday week", "Wednesday fortnight"
                let later = match self.word(after).filter(|_| self.number(after + 1).is_none()) {
                    Some(Word::Unit(Unit::Week)) => 7,
                    Some(Word::Unit(Unit::Fortnight)) => 14,
                    _ => 0,
                };
                let date = self.reference.and_then(date).and_then(|date| calendar::plus_days(date, later));
                Some(Found::day(after + usize::from(later > 0), date))
            }
        }
    }

    /// Whether the weekday is one: no "Black Friday", no "Monday.com", no "sat down".
    fn is_weekday(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        let before = self.before(at).map(|token| token.sort);
        let domain =
            self.mark(at + 1) == Some('.') && self.glued(at + 1) && self.glued(at + 2) && self.mark(at + 2).is_none();
        if before == Some(Sort::Word(Word::Feast)) || domain || self.glued(at) && before == Some(Sort::Mark('.')) {
            return false;
        }
        if !token.doubtful {
            return true;
        }
        match before {
            Some(Sort::Word(Word::Lead(_) | Word::Which(_) | Word::Close(_) | Word::TimeOfDay | Word::Edge(_))) => {
                return true;
            }
            Some(Sort::Word(Word::Glue(Glue::The))) => return false,
            _ => {}
        }
        let apart = match self.token(at + 1).map(|next| next.sort) {
            Some(Sort::Word(word)) => matches!(
                word,
                Word::Month(_)
                    | Word::Ordinal(_)
                    | Word::TimeOfDay
                    | Word::Meridiem
                    | Word::Glue(Glue::The)
                    | Word::Close(_)
            ),
            Some(Sort::Mark(mark)) => mark != '\'' && !(mark == '-' && self.glued(at + 2)),
            Some(Sort::Plain) => false,
            Some(Sort::Number(_)) | None => true,
        };
        apart && token.capital
    }

    /// After a weekday: "the 20th", "11th", "22".
    fn day_of_month(&self, at: usize, weekday: i8) -> Option<Found> {
        let start = self.skip(at, Glue::The);
        let (day, ordinal, end) = self.day_number(start).filter(|&(_, _, end)| self.ends(end))?;
        let bare = !matches!(
            self.token(end).map(|token| token.sort),
            Some(Sort::Plain | Sort::Word(Word::Meridiem | Word::Zone | Word::Unit(_)))
        );
        (ordinal || bare && day > 12)
            .then(|| Found::day(end, self.reference.and_then(|date| calendar::day_of_month(date, day, Some(weekday)))))
    }

    /// "the 14th" by itself: the next one. A noun after it makes it a 14th something else.
    fn bare_day_of_month(&self, at: usize, lead: Lead) -> Option<Found> {
        let start = self.skip(at, Glue::The);
        let led = lead.is_deadline() || matches!(lead, Lead::On | Lead::From | Lead::For | Lead::After | Lead::Around);
        let (mut day, suffixed, mut end) = self.day_number(start)?;
        let spelled = self.number(start).is_none();
        // "the second" and "on the third" are more often of something else.
        let least = if lead.is_deadline() {
            4
        } else if led {
            10
        } else {
            20
        };
        let determined = start > at || !spelled && led;
        let suffixed = suffixed || self.is_bare_number_of_day(at, start, end, lead);
        let determined = determined || suffixed && !spelled && self.is_set_off(at, end);
        if !suffixed || !determined || spelled && day < least || self.noun_follows(end) || !self.ends(end) {
            return None;
        }
        if let Some((second, true, after)) = self.range_joint(end).and_then(|next| self.day_number_after(next))
            && !self.noun_follows(after)
        {
            (day, end) = (second, after);
        }
        let named =
            self.token(end).is_some_and(|token| token.capital && token.sort == Sort::Plain) && (!led || start == at);
        let unit = matches!(self.word(end), Some(Word::Unit(_)));
        (!named && !unit)
            .then(|| Found::day(end, self.reference.and_then(|date| calendar::day_of_month(date, day, None))))
    }

    /// Whether marks set a number off at the end: "curves - Rohan, 20th".
    fn is_set_off(&self, at: usize, end: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.mark(before));
        matches!(before, Some(',' | '-' | '–' | '—' | '('))
            && matches!(self.token(end).map(|token| token.sort), None | Some(Sort::Mark('.' | ')' | ';')))
    }

    /// Whether "the 24" is a day: behind a word such as "by" or "on", and nothing is counted.
    fn is_bare_number_of_day(&self, at: usize, start: usize, end: usize, lead: Lead) -> bool {
        let led = lead.is_deadline() && lead != Lead::Within || lead == Lead::On;
        let alone = match self.token(end).map(|token| token.sort) {
            None | Some(Sort::Word(Word::Function | Word::Glue(Glue::Latest))) => true,
            Some(Sort::Mark(mark)) => {
                matches!(mark, '.' | ',' | ';' | ')' | '(' | '!' | '?' | '–' | '—') && self.ends(end)
            }
            _ => false,
        };
        led && start > at && self.number(start).is_some() && alone
    }

    /// "today", "tomorrow", "this afternoon", "later today".
    fn relative_day(&self, at: usize) -> Option<Found> {
        let start = self.skip(at, Glue::The);
        let start = start
            + usize::from(matches!(
                self.word(start),
                Some(Word::Which(Which::Later) | Word::Edge(Edge::Early | Edge::Late))
            ));
        match self.word(start)? {
            Word::Day(days) if days < 0 => Some(Found::of(Kind::Past, start + 1, None)),
            Word::Day(days) => {
                let week = self.word(start + 1) == Some(Word::Unit(Unit::Week)) && self.number(start + 2).is_none();
                let days = if week { days + 7 } else { days };
                let date = self.reference.and_then(|date| calendar::plus_days(date, days));
                Some(Found::day(start + 1 + usize::from(week), date))
            }
            Word::Which(Which::This) if self.word(start + 1) == Some(Word::TimeOfDay) => {
                Some(Found::day(start + 2, self.reference))
            }
            Word::NextMorning if self.is_next_morning(start) => {
                Some(Found::day(start + 1, self.reference.and_then(|date| calendar::plus_days(date, 1))))
            }
            Word::Close(Unit::Day) => {
                let next = self.day_after_hours(start + 1);
                Some(next.unwrap_or_else(|| Found::day(start + 1, self.reference)))
            }
            _ => None,
        }
    }

    /// Whether "in the morning" is the next one: not "nine in the morning", "in the morning of the 9th".
    fn is_next_morning(&self, at: usize) -> bool {
        let told_before = self.before(at).is_some_and(|token| {
            matches!(token.sort, Sort::Number(_) | Sort::Mark(',' | '-' | '–'))
                || matches!(token.sort, Sort::Word(word) if word.begins() && !matches!(word, Word::Lead(_)))
        });
        !told_before && self.day_after_hours(at + 1).is_none()
    }

    /// The day after an hour: "on Friday", "of the 12th", "tomorrow".
    fn day_after_hours(&self, at: usize) -> Option<Found> {
        let joint = match self.word(at) {
            Some(Word::Lead(Lead::On | Lead::By) | Word::Glue(Glue::Of)) => 1,
            _ => usize::from(self.mark(at) == Some(',')),
        };
        self.day(at + joint, Lead::On).filter(|found| found.kind == Kind::Day)
    }

    /// "2pm Thursday", "10:30 on Friday", "noon tomorrow", "first thing Monday".
    pub(super) fn clock_then_day(&self, at: usize) -> Option<Found> {
        let start = self.skip(at, Glue::The);
        let end = self.clock(start).or_else(|| (self.word(start) == Some(Word::TimeOfDay)).then_some(start + 1))?;
        let found = self.day_after_hours(end)?;
        Some(found.to(self.hours(found.end)))
    }

    pub(super) fn clock_alone(&self, at: usize, lead: Lead) -> Option<Found> {
        let end = self.clock(at).or_else(|| {
            let told = self.word(at) == Some(Word::TimeOfDay) && (lead.is_deadline() || lead == Lead::At);
            told.then_some(at + 1)
        })?;
        Some(Found::of(Kind::Clock, end, None))
    }

    /// The end of an hour: `2pm`, `10:30`, `14h00`, `10 ET`, `10–11am`.
    fn clock(&self, at: usize) -> Option<usize> {
        let first = self.one_clock(at, false);
        let dash = first.unwrap_or(at + 1);
        if self.number(at).is_some()
            && let Some(second) = self.joined(dash).and_then(|next| self.one_clock(next, false))
        {
            return Some(second);
        }
        first
    }

    /// `lenient`: beside a day, also `9.30`.
    fn one_clock(&self, at: usize, lenient: bool) -> Option<usize> {
        self.number(at).filter(|&hour| hour <= 24 && self.digits(at) <= 2)?;
        let minutes =
            |at: usize| self.glued(at) && self.digits(at) == 2 && self.number(at).is_some_and(|value| value < 60);
        let mut end = at + 1;
        let mut told = false;
        let sign = self.mark(end).filter(|_| self.glued(end) && minutes(end + 1));
        if sign == Some(':') || sign == Some('.') && lenient {
            (end, told) = (end + 2, true);
        } else if self.is(end, Glue::HalfSign) && self.glued(end) {
            (end, told) = (end + 1 + usize::from(minutes(end + 1)), true);
        }
        if self.word(end) == Some(Word::Meridiem) {
            (end, told) = (end + 1, true);
        }
        if self.word(end) == Some(Word::Zone) {
            (end, told) = (end + 1, true);
        }
        (told && (self.ends(end) || self.mark(end).is_some())).then_some(end)
    }

    /// Past the hours that follow a day: ", 11am", "at 3:30", "morning", "EOD", "latest".
    pub(super) fn hours(&self, mut at: usize) -> usize {
        for _ in 0..3 {
            let Some(end) = self.hour_after_day(at) else { break };
            at = end;
        }
        at
    }

    fn hour_after_day(&self, at: usize) -> Option<usize> {
        let start = at + usize::from(matches!(self.mark(at), Some(',' | '@')));
        match self.word(start) {
            Some(Word::NextMorning | Word::TimeOfDay | Word::Meridiem | Word::Close(Unit::Day)) => {
                return Some(start + 1);
            }
            Some(Word::Glue(Glue::Latest)) => return Some(start + 1),
            _ => {}
        }
        let led = matches!(
            self.word(start),
            Some(Word::Lead(Lead::At | Lead::From | Lead::Around | Lead::Before | Lead::By))
        );
        let hour = start + usize::from(led);
        if let Some(end) = self.clock(hour).or_else(|| self.one_clock(hour, true)) {
            return Some(end);
        }
        let bare = self.number(hour).filter(|&value| value <= 24 && self.digits(hour) <= 2).is_some();
        let spelled = matches!(self.word(hour), Some(Word::Number(2..=12)));
        let alone = !matches!(
            self.token(hour + 1).map(|token| token.sort),
            Some(Sort::Plain | Sort::Word(Word::Unit(_) | Word::Month(_)))
        );
        let at_hour = self.word(start) == Some(Word::Lead(Lead::At));
        (led && at_hour && (bare || spelled) && alone && self.ends(hour + 1)).then_some(hour + 1)
    }
}
