//! Conversations over time.

use super::FEWEST;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// More periods than this are too many for one picture.
const MOST: usize = 60;

/// Over how many periods the share is averaged, so that a week with two conversations is no event.
const AVERAGED: usize = 4;

/// What a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// From Monday.
    Week,
    /// Of the calendar.
    Month,
    /// Of the calendar.
    Quarter,
    /// Of the calendar.
    Year,
}

/// The conversations of a week or more.
#[derive(Debug, Clone, PartialEq)]
pub struct Period {
    /// Its first day.
    pub start: Date,
    /// How many there were.
    pub conversations: usize,
    /// How many were an advance or an order.
    pub advances: usize,
    /// The share of advances in this period and the three before; `None` under [`FEWEST`] conversations.
    pub average: Option<f64>,
}

/// Conversations over time, in periods without gaps.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// How long a period is.
    pub unit: Unit,
    /// At most 60, in order.
    pub periods: Vec<Period>,
    /// How many conversations lie before the first or after the last.
    pub beyond: usize,
}

impl Unit {
    /// The first day of the period that a day is in.
    fn start(self, day: Date) -> Date {
        let month = |month: i8| day.with().month(month).day(1).build().unwrap_or(day);
        match self {
            Unit::Week => day.saturating_sub(i32::from(day.weekday().to_monday_zero_offset()).days()),
            Unit::Month => day.first_of_month(),
            Unit::Quarter => month((day.month() - 1) / 3 * 3 + 1),
            Unit::Year => day.first_of_year(),
        }
    }

    fn next(self, start: Date) -> Date {
        start.saturating_add(match self {
            Unit::Week => 1.week(),
            Unit::Month => 1.month(),
            Unit::Quarter => 3.months(),
            Unit::Year => 1.year(),
        })
    }

    /// The first days of all periods from one to another.
    fn between(self, first: Date, last: Date) -> impl Iterator<Item = Date> {
        std::iter::successors(Some(first), move |&start| Some(self.next(start)).filter(|&next| next <= last)).take(MOST)
    }
}

type Counts = BTreeMap<Date, (usize, usize)>;

/// Conversations, each with its day and whether it was an advance, put together by the shortest unit of which
/// [`MOST`] periods hold nearly all. What lies beyond is only counted: one mistyped year must not hide the others.
pub(super) fn timeline(talks: &[(Date, bool)]) -> Timeline {
    let units = [Unit::Week, Unit::Month, Unit::Quarter, Unit::Year].into_iter();
    let windows = units.map(|unit| (unit, window(unit, counts(unit, talks))));
    let held = |counts: &Counts| counts.values().map(|(conversations, _)| conversations).sum::<usize>();
    let nearly_all = |counts: &Counts| held(counts) * 20 >= talks.len() * 19;
    let mut best = (Unit::Week, Counts::new());
    for (unit, counts) in windows {
        if held(&counts) > held(&best.1) {
            best = (unit, counts);
        }
        if nearly_all(&best.1) {
            break;
        }
    }
    let (unit, counts) = best;
    Timeline { unit, beyond: talks.len() - held(&counts), periods: averaged(counts.into_iter().collect()) }
}

fn counts(unit: Unit, talks: &[(Date, bool)]) -> Counts {
    let mut counts = Counts::new();
    for (day, advance) in talks {
        let (conversations, advances) = counts.entry(unit.start(*day)).or_default();
        *conversations += 1;
        *advances += usize::from(*advance);
    }
    counts
}

/// The [`MOST`] periods in a row, or fewer, that hold the most conversations, and among equals the latest; those
/// without any between them too.
fn window(unit: Unit, counts: Counts) -> Counts {
    let from = |&start: &Date| {
        let end = unit.between(start, Date::MAX).last().unwrap_or(start);
        (start, counts.range(start..=end).next_back().map_or(start, |(&last, _)| last))
    };
    let held = |&(first, last): &(Date, Date)| counts.range(first..=last).map(|(_, counts)| counts.0).sum::<usize>();
    let Some((first, last)) = counts.keys().map(from).max_by_key(held) else { return Counts::new() };
    unit.between(first, last).map(|start| (start, counts.get(&start).copied().unwrap_or_default())).collect()
}

fn averaged(counts: Vec<(Date, (usize, usize))>) -> Vec<Period> {
    let average = |at: usize| {
        let window = &counts[(at + 1).saturating_sub(AVERAGED)..=at];
        let (all, advances) = window.iter().fold((0, 0), |sum, (_, (all, advances))| (sum.0 + all, sum.1 + advances));
        (all >= FEWEST).then(|| advances as f64 / all as f64)
    };
    let period = |(at, &(start, (conversations, advances)))| {
        let average = average(at);
        Period { start, conversations, advances, average }
    };
    counts.iter().enumerate().map(period).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn weeks_begin_on_monday_and_have_no_gaps() {
        let Timeline { unit, periods, beyond: 0 } =
            timeline(&[(date(2026, 3, 4), true), (date(2026, 3, 8), false), (date(2026, 3, 23), true)])
        else {
            panic!("all of them are in it")
        };
        assert_eq!(unit, Unit::Week);
        let told: Vec<_> = periods.iter().map(|one| (one.start, one.conversations, one.advances)).collect();
        let wanted = [(2, 2, 1), (9, 0, 0), (16, 0, 0), (23, 1, 1)];
        assert_eq!(told, wanted.map(|(day, all, advances)| (date(2026, 3, day), all, advances)));
        assert!(periods.iter().all(|one| one.average.is_none()), "three conversations tell no share");
    }

    #[test]
    fn a_share_is_that_of_four_weeks() {
        let days = [2, 3, 4, 9, 10].map(|day| (date(2026, 3, day), day < 4));
        assert_eq!(timeline(&days).periods.last().and_then(|one| one.average), Some(0.4));
        let later: Vec<_> = days.into_iter().chain([(date(2026, 4, 6), true)]).collect();
        assert_eq!(timeline(&later).periods.last().and_then(|one| one.average), None, "the week of 9 March has two");
    }

    #[test]
    fn long_times_are_told_in_longer_periods() {
        let unit = |first: Date, last: Date| timeline(&[(first, true), (last, true)]).unit;
        assert_eq!(unit(date(2025, 1, 6), date(2026, 2, 27)), Unit::Week);
        assert_eq!(unit(date(2025, 1, 6), date(2026, 3, 9)), Unit::Month);
        assert_eq!(unit(date(2018, 5, 6), date(2026, 3, 9)), Unit::Quarter);
        assert_eq!(unit(date(1970, 1, 1), date(2026, 3, 9)), Unit::Year);
        assert_eq!(timeline(&[]).periods, []);
    }

    #[test]
    fn a_mistyped_year_does_not_hide_the_others() {
        let days = (1..=28).map(|day| (date(2026, 2, day), day % 2 == 0));
        let with = |strange: Date| timeline(&days.clone().chain([(strange, true)]).collect::<Vec<_>>());
        for strange in [date(2062, 3, 1), date(1926, 3, 1), Date::MIN, Date::MAX] {
            let Timeline { unit, periods, beyond } = with(strange);
            assert_eq!((unit, periods.len(), beyond), (Unit::Week, 5, 1), "{strange}");
        }
        let ends = timeline(&[(Date::MIN, true), (Date::MAX, true)]);
        assert_eq!((ends.periods.len(), ends.beyond), (1, 1));
    }
}
