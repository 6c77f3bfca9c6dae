//! Dates in figures: `2025-09-16`, `9/11/25`, `16.09.2025`, `3/14`, `20251119`.

use super::calendar;
use super::grammar::{Found, Parser};
use super::tokens::Sort;
use super::words::{Glue, Lead, Word};
use super::years::is_year;
use super::{Kind, Order};
use jiff::civil::Date;

impl Parser<'_> {
    /// `20251119`, as file names have it.
    pub(super) fn compact(&self, at: usize) -> Option<Found> {
        let digits = self.number(at).filter(|_| self.digits(at) == 8 && self.number(at + 1).is_none())?;
        let (year, month, day) = (digits / 10_000, digits / 100 % 100, digits % 100);
        let date = calendar::day_and_month(None, day, month, Some(year).filter(|&year| is_year(year)), None)?;
        Some(Found::day(at + 1, Some(date)))
    }

    /// `2025-09-16`, `9/11/25`, `16.09.2025`, `3/14`, `22.1.`
    pub(super) fn in_figures(&self, at: usize, weekday: Option<i8>, lead: Lead) -> Option<Found> {
        let first = self.number(at).filter(|_| self.begins(at))?;
        let sign = self.mark(at + 1).filter(|sign| self.glued(at + 1) && matches!(sign, '-' | '/' | '.' | '_'))?;
        let second = self.number(at + 2).filter(|_| self.glued(at + 2) && self.digits(at + 2) <= 2)?;
        let third =
            self.number(at + 4).filter(|_| self.glued(at + 3) && self.mark(at + 3) == Some(sign) && self.glued(at + 4));
        if self.digits(at) == 4 {
            let date = calendar::day_and_month(None, third?, second, Some(first), None)?;
            return (self.digits(at + 4) <= 2 && is_year(first)).then(|| Found::day(at + 5, Some(date)));
        }
        if self.digits(at) > 2 {
            return None;
        }
        let day_first = sign == '.' || first > 12 || self.order == Order::DayFirst && second <= 12;
        let (month, day) = if day_first { (second, first) } else { (first, second) };
        if let Some(third) = third {
            let full = self.digits(at + 4) == 4;
            let written = self.digits(at) + self.digits(at + 2) == 4 || sign == '.' && self.is_short_year(at + 4);
            let short = self.digits(at + 4) == 2 && (sign == '/' || written);
            let year =
                Some(if full { third } else { 2000 + third }).filter(|&year| (full || short) && is_year(year))?;
            let in_year = |day, month| calendar::day_and_month(None, day, month, Some(year), None);
            let date = with_weekday(day, month, weekday, in_year)?;
            return self.ends(at + 5).then(|| Found::day(at + 5, Some(date)));
        }
        let end = match sign {
            '/' if self.is_no_fraction(at, first, second, weekday, lead) => at + 3,
            '-' if self.is_no_range(at, first, second, weekday, lead) => at + 3,
            '.' if self.glued(at + 3)
                && self.mark(at + 3) == Some('.')
                && (weekday.is_some() || lead != Lead::Bare || self.stands_apart(at, at + 4)) =>
            {
                at + 4
            }
            '.' if self.is_no_decimal(at, weekday, lead) => at + 3,
            _ => return None,
        };
        let possible = calendar::day_and_month(jiff::civil::Date::new(2024, 1, 1).ok(), day, month, None, None);
        let date = |day, month| calendar::day_and_month(self.reference, day, month, None, weekday);
        let told = match sign {
            '.' => date(day, month),
            _ if weekday.is_none() && !day_first && second <= 12 => self.sooner(date(day, month), date(month, day)),
            _ => with_weekday(day, month, weekday, date),
        };
        (possible.is_some() && self.ends(end)).then(|| {
            let gone = sign == '.' && lead == Lead::Bare && self.has_just_gone(told);
            Found { kind: if gone { Kind::Past } else { Kind::Day }, ..Found::day(end, told) }
        })
    }

    /// Of the two days that figures may name, the first, unless only the other one comes soon: nobody puts off to "12/3"
    /// without a year in March what is due in December.
    fn sooner(&self, one: Option<Date>, other: Option<Date>) -> Option<Date> {
        const FAR: i32 = 200;
        const SOON: i32 = 70;
        let ahead = |day: Option<Date>| Some(self.reference?.until(day?).ok()?.get_days());
        let swapped = ahead(one).is_some_and(|days| days > FAR) && ahead(other).is_some_and(|days| days <= SOON);
        if swapped { other } else { one }
    }

    /// Whether a day comes in most of a year only: one whose year nothing tells, as in "artwork arrived 11.02.", has then
    /// just gone by.
    fn has_just_gone(&self, day: Option<Date>) -> bool {
        const MOST_OF_A_YEAR: i32 = 320;
        let ahead = day.zip(self.reference).and_then(|(day, from)| from.until(day).ok());
        ahead.is_some_and(|ahead| ahead.get_days() > MOST_OF_A_YEAR)
    }

    /// Whether two digits, a point, two digits and a point stand between marks: "– 21.11.", "30.06., 9:00".
    fn stands_apart(&self, at: usize, end: usize) -> bool {
        let marked = self.before(at).is_none_or(|token| matches!(token.sort, Sort::Mark(_)));
        self.digits(at) == 2
            && self.digits(at + 2) == 2
            && (marked || self.mark(end) == Some(',') || self.clock_follows(end))
    }

    fn clock_follows(&self, at: usize) -> bool {
        self.number(at).is_some()
            && matches!(self.mark(at + 1), Some(':' | '.'))
            && self.glued(at + 1)
            && self.glued(at + 2)
            && self.digits(at + 2) == 2
    }

    /// Whether "9.6" is a day: where the text writes its dates so, and elsewhere behind "before", "due" and the like. Of
    /// what is measured, counted or told by the clock, none is.
    fn is_no_decimal(&self, at: usize, weekday: Option<i8>, lead: Lead) -> bool {
        let end = at + 3;
        let counted = match self.token(end).map(|token| token.sort) {
            Some(Sort::Plain) => true,
            Some(Sort::Number(_)) => !self.clock_follows(end),
            Some(Sort::Mark(mark)) => matches!(mark, '%' | '$' | '€' | '£' | '°' | '+' | '~'),
            Some(Sort::Word(word)) => {
                self.glued(end) || matches!(word, Word::Unit(_) | Word::Meridiem | Word::Zone | Word::Event)
            }
            None => false,
        };
        let priced = matches!(self.before(at).map(|token| token.sort), Some(Sort::Mark('~' | '=' | '<' | '>')));
        // "4.4 Two readers": the number of a section
        let numbered =
            lead == Lead::Bare && self.before(at).is_none() && self.mark(end).is_none() && !self.clock_follows(end);
        if counted || priced || numbered || !self.ends(end) || matches!(lead, Lead::At | Lead::Around) {
            return false;
        }
        let zero = |at: usize| self.digits(at) == 2 && self.number(at).is_some_and(|number| number < 10);
        let both = self.digits(at) + self.digits(at + 2) == 4;
        let told = weekday.is_some()
            || self.clock_follows(end)
            || matches!(lead, Lead::Before | Lead::Until | Lead::Due)
            || lead == Lead::By && both;
        // "before 9.10" tells the hour
        let is_hour = self.digits(at + 2) == 2 && !zero(at) && self.number(at).is_some_and(|hour| hour < 19);
        self.order == Order::Dotted || told && !is_hour
    }

    /// Whether "20-3" is a day, as in "before 20-3" and "Friday 20-3": one of the two is no month, and nothing is counted.
    fn is_no_range(&self, at: usize, first: i32, second: i32, weekday: Option<i8>, lead: Lead) -> bool {
        let told = weekday.is_some() || matches!(lead, Lead::By | Lead::On | Lead::Before | Lead::Until | Lead::Due);
        told && first.max(second) > 12 && first.min(second) <= 12 && !self.noun_follows(at + 3)
    }

    /// Whether "3/4" is a day: "24/7", "3/4 of" and, without a sign that it is a day, "2/3" and "9/10" are not.
    fn is_no_fraction(&self, at: usize, first: i32, second: i32, weekday: Option<i8>, lead: Lead) -> bool {
        if matches!((first, second), (24, 7)) || self.is(at + 3, Glue::Of) || self.is(at + 3, Glue::Suffix) {
            return false;
        }
        let is_score = first <= second && matches!(second, 2 | 3 | 4 | 5 | 10);
        let told = weekday.is_some()
            || matches!(lead, Lead::By | Lead::On | Lead::Before | Lead::Until | Lead::Due | Lead::From | Lead::For);
        let apart = match self.before(at) {
            None => !self.noun_follows(at + 3),
            Some(token) => matches!(token.sort, Sort::Mark(_) | Sort::Word(Word::Glue(Glue::To))),
        };
        !is_score || told || apart
    }
}

/// The day that `date` makes of day and month, or of both the other way round where only so it falls on the weekday that
/// stands before it: "Thursday 07/05/2026", "Fri 6/3".
fn with_weekday(day: i32, month: i32, weekday: Option<i8>, date: impl Fn(i32, i32) -> Option<Date>) -> Option<Date> {
    let fits = |date: &Date| weekday == Some(date.weekday().to_monday_one_offset());
    let told = date(day, month);
    told.filter(|told| weekday.is_none() || fits(told)).or_else(|| date(month, day).filter(fits)).or(told)
}
