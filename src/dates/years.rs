//! The year of a date: in four digits, in two, and in words.

use super::grammar::Parser;
use super::words::{Glue, Word};

impl Parser<'_> {
    /// The year after a month: `2025`, `'25`, or `-25` glued. `None` and the same place where there is none.
    pub(super) fn year(&self, at: usize) -> (Option<i32>, usize) {
        let sign = self.mark(at);
        let start = at
            + usize::from(
                matches!(sign, Some(',' | '\'')) || self.glued(at) && matches!(sign, Some('-' | '/' | '_' | '.')),
            );
        let start = self.skip(start, Glue::Of);
        let start = self.skip(start, Glue::Fiscal);
        let quoted = usize::from(start == at && self.mark(at) == Some('\''));
        let Some(value) =
            self.number(start + quoted).filter(|_| self.ends(start + 1) || self.mark(start + 1) == Some('-'))
        else {
            return (None, at);
        };
        let short = start > at
            && sign != Some(',')
            && sign != Some('.')
            && self.glued(start)
            && self.digits(start) == 2
            && (sign != Some('/') || self.is_short_year(start));
        match value {
            value if short => (Some(2000 + value), start + 1),
            value if self.digits(start) == 4 && is_year(value) => (Some(value), start + 1),
            _ => (None, at),
        }
    }

    /// The year of a day with its month: also two digits by themselves ("3 Sep 26") and words ("twenty twenty six").
    pub(super) fn year_of_day(&self, at: usize) -> (Option<i32>, usize) {
        let (year, end) = self.year(at);
        if year.is_some() {
            return (year, end);
        }
        let start = at + usize::from(self.mark(at) == Some('.') && self.glued(at));
        let bare = || {
            let year = self.number(start).filter(|_| self.is_short_year(start) && self.ends_year(start + 1))?;
            Some((2000 + year, start + 1))
        };
        let found = if self.glued(start) { None } else { bare().or_else(|| self.spelled_year(start, true)) };
        found.map_or((None, at), |(year, end)| (Some(year), end))
    }

    /// Whether two digits can be the year of a day that somebody writes about.
    pub(super) fn is_short_year(&self, at: usize) -> bool {
        self.digits(at) == 2 && self.number(at).is_some_and(|year| self.is_near(2000 + year))
    }

    fn is_near(&self, year: i32) -> bool {
        match self.reference {
            Some(date) => (year - i32::from(date.year())).abs() <= 1,
            None => (2015..2040).contains(&year),
        }
    }

    /// Whether what was read as a year is not the number of something: "3 Sep 26 seats", "3 Sep 10 am". In a head, without
    /// a reference, the occasion follows: "3 Sep 26 call".
    fn ends_year(&self, end: usize) -> bool {
        let counted = matches!(
            self.word(end),
            Some(Word::Unit(_) | Word::Meridiem | Word::Zone | Word::Month(_) | Word::Ordinal(_) | Word::Event)
        );
        self.ends(end) && !counted && (self.reference.is_none() || !self.noun_follows(end))
    }

    /// A year in words: "twenty twenty six"; if `short`, also "twenty six".
    pub(super) fn spelled_year(&self, at: usize, short: bool) -> Option<(i32, usize)> {
        let number = |at: usize| match self.word(at) {
            Some(Word::Number(number)) => Some(number),
            _ => None,
        };
        let two_digits = |at: usize| {
            let tens = number(at).filter(|tens| matches!(tens, 20 | 30))?;
            let next = self.skip_mark(at + 1, '-');
            // "a" and "one" are the same word here.
            let ones = number(next).filter(|ones| (2..=9).contains(ones));
            Some(ones.map_or((tens, at + 1), |ones| (tens + ones, next + 1)))
        };
        if let Some((year, end)) = two_digits(at + 1).filter(|_| number(at) == Some(20)) {
            return Some((2000 + year, end));
        }
        let (year, end) = two_digits(at).filter(|_| short)?;
        (year > 20 && self.is_near(2000 + year) && self.ends_year(end)).then_some((2000 + year, end))
    }
}

pub(super) fn is_year(year: i32) -> bool {
    (1990..2100).contains(&year)
}
