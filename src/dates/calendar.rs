//! Days and spans of days, counted from a note's date.

use super::words::Unit;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// First and last day of a span.
pub(super) type Window = (Date, Date);

/// A window of one day.
pub(super) fn one_day(date: Date) -> Window {
    (date, date)
}

/// The day `days` later.
pub(super) fn plus_days(date: Date, days: i32) -> Option<Date> {
    date.checked_add(days.days()).ok()
}

/// The Monday of the calendar week.
fn monday(date: Date) -> Option<Date> {
    plus_days(date, -i32::from(date.weekday().to_monday_zero_offset()))
}

/// From Monday to Friday of the calendar week, `shift` weeks on.
pub(super) fn week(date: Date, shift: i32) -> Option<Window> {
    let monday = plus_days(monday(date)?, shift.checked_mul(7)?)?;
    Some((monday, plus_days(monday, 4)?))
}

/// The week that "this week" means: on a weekend, the coming one.
pub(super) fn this_week(date: Date) -> Option<Window> {
    let weekend = date.weekday().to_monday_zero_offset() > 4;
    week(date, i32::from(weekend))
}

/// The weekday's next occurrence after the date.
pub(super) fn next_weekday(date: Date, day: i8) -> Option<Date> {
    date.nth_weekday(1, weekday(day)?).ok()
}

/// The weekday in the calendar week `shift` weeks on.
pub(super) fn weekday_of_week(date: Date, day: i8, shift: i32) -> Option<Date> {
    plus_days(monday(date)?, shift * 7 + i32::from(day) - 1)
}

/// The `nth` such weekday of the month that begins at `first`; -1 is the last one.
pub(super) fn weekday_of_month(first: Date, nth: i32, day: i8) -> Option<Date> {
    first.nth_weekday_of_month(i8::try_from(nth).ok()?, weekday(day)?).ok()
}

pub(super) fn weekday(day: i8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(day).ok()
}

/// The calendar span (month, quarter, half or year) that holds the date, `shift` such spans on.
pub(super) fn period(date: Date, unit: Unit, shift: i32) -> Option<Window> {
    let months = match unit {
        Unit::Month => 1,
        Unit::Quarter => 3,
        Unit::Half => 6,
        Unit::Year => 12,
        _ => return None,
    };
    let within = (i32::from(date.month()) - 1) % months;
    let first = plus_months(date.first_of_month(), shift.checked_mul(months)? - within)?;
    Some((first, plus_months(first, months - 1)?.last_of_month()))
}

/// The day `months` later, or the last day of a shorter month.
pub(super) fn plus_months(date: Date, months: i32) -> Option<Date> {
    date.checked_add(months.months()).ok()
}

/// The day after `count` units.
pub(super) fn plus(date: Date, count: i32, unit: Unit) -> Option<Date> {
    match unit {
        Unit::Minute => Some(date),
        Unit::Hour => plus_days(date, count / 24),
        Unit::Day => plus_days(date, count),
        Unit::BusinessDay => plus_business_days(date, count),
        Unit::Week | Unit::Weekend => plus_days(date, count.checked_mul(7)?),
        Unit::Fortnight => plus_days(date, count.checked_mul(14)?),
        Unit::Month => plus_months(date, count),
        Unit::Quarter => plus_months(date, count.checked_mul(3)?),
        Unit::Half => plus_months(date, count.checked_mul(6)?),
        Unit::Year => plus_months(date, count.checked_mul(12)?),
    }
}

fn plus_business_days(date: Date, count: i32) -> Option<Date> {
    let (weeks, mut days) = (count / 5, count % 5);
    let mut at = plus_days(date, weeks.checked_mul(7)?)?;
    while days > 0 {
        at = plus_days(at, 1)?;
        days -= i32::from(at.weekday().to_monday_zero_offset() < 5);
    }
    Some(at)
}

/// The `part`th stretch (from 1) of the calendar span `unit` numbered within a year, in the year that ends it on or after `date`.
pub(super) fn numbered(date: Option<Date>, unit: Unit, part: i32, year: Option<i32>) -> Option<Window> {
    let in_year = |year: i32| {
        let first = Date::new(i16::try_from(year).ok()?, 1, 1).ok()?;
        period(first, unit, part - 1)
    };
    match (year, date) {
        (Some(year), _) => in_year(year),
        (None, Some(date)) => {
            let this = in_year(i32::from(date.year()))?;
            if this.1 >= date { Some(this) } else { in_year(i32::from(date.year()) + 1) }
        }
        (None, None) => None,
    }
}

/// The calendar week by its ISO number.
pub(super) fn iso_week(date: Date, number: i32) -> Option<Window> {
    let in_year = |year: i16| {
        let fourth = Date::new(year, 1, 4).ok()?;
        week(fourth, number - 1)
    };
    let this = in_year(date.year())?;
    if this.1 >= date { Some(this) } else { in_year(date.year() + 1) }
}

/// A day and a month: the year is the one said; else one that fits the weekday said; else the day is on or after `date`.
pub(super) fn day_and_month(
    date: Option<Date>,
    day: i32,
    month: i32,
    year: Option<i32>,
    weekday: Option<i8>,
) -> Option<Date> {
    let in_year =
        |year: i32| Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    if let Some(year) = year {
        return in_year(year);
    }
    let date = date?;
    let this = i32::from(date.year());
    // Eight years, for 29 February.
    let coming = (this..=this + 8).filter_map(in_year).find(|&found| found >= date);
    let fits = |found: &Date| weekday.is_some_and(|day| found.weekday().to_monday_one_offset() == day);
    let candidates = [coming, in_year(this), in_year(this - 1)];
    candidates.into_iter().flatten().find(fits).or(coming)
}

/// The next such day of a month, on or after `date`; with a weekday, the next one that falls on it.
pub(super) fn day_of_month(date: Date, day: i32, weekday: Option<i8>) -> Option<Date> {
    let day = i8::try_from(day).ok()?;
    let coming = || {
        (0..13)
            .filter_map(|months| plus_months(date.first_of_month(), months))
            .filter_map(|first| Date::new(first.year(), first.month(), day).ok())
            .filter(|&found| found >= date)
    };
    let fits = |found: &Date| weekday.is_some_and(|day| found.weekday().to_monday_one_offset() == day);
    coming().find(fits).or_else(|| coming().next())
}

/// The Monday-to-Friday week of a month, as far as it lies in the month. As with the weeks of a year, it is the
/// month's that has the week's Thursday; -1 is the last one.
pub(super) fn week_of_month((first, last): Window, nth: i32) -> Option<Window> {
    let thursday = weekday_of_month(first, nth, 4)?;
    let (monday, friday) = week(thursday, 0)?;
    Some((monday.max(first), friday.min(last)))
}

/// The last day on or before `date` that is no Saturday or Sunday.
pub(super) fn last_business_day(date: Date) -> Option<Date> {
    let past_friday = i32::from(date.weekday().to_monday_zero_offset()) - 4;
    plus_days(date, -past_friday.max(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn this_week_on_a_weekend_is_the_coming_one() {
        let friday = |day| this_week(day).map(|(_, friday)| friday);
        assert_eq!(friday(date(2020, 10, 16)), Some(date(2020, 10, 16)));
        assert_eq!(friday(date(2020, 10, 18)), Some(date(2020, 10, 23)));
    }

    #[test]
    fn a_missing_year_puts_the_day_on_or_after_the_note() {
        let found = |day, month| day_and_month(Some(date(2025, 9, 16)), day, month, None, None);
        assert_eq!(found(16, 9), Some(date(2025, 9, 16)));
        assert_eq!(found(15, 9), Some(date(2026, 9, 15)));
        assert_eq!(found(29, 2), Some(date(2028, 2, 29)));
        assert_eq!(found(31, 6), None);
    }

    #[test]
    fn a_weekday_tells_the_missing_year() {
        // 9 September 2025 was a Tuesday, and so will 15 September 2026 be.
        let found = |day| day_and_month(Some(date(2025, 9, 16)), day, 9, None, Some(2));
        assert_eq!(found(9), Some(date(2025, 9, 9)));
        assert_eq!(found(15), Some(date(2026, 9, 15)));
    }

    #[test]
    fn the_weeks_of_a_month_go_by_their_thursday() {
        let may = (date(2026, 5, 1), date(2026, 5, 31)); // begins on a Friday
        let april = (date(2026, 4, 1), date(2026, 4, 30)); // ends on a Thursday
        assert_eq!(week_of_month(may, 1), Some((date(2026, 5, 4), date(2026, 5, 8))));
        assert_eq!(week_of_month(april, 1), Some((date(2026, 4, 1), date(2026, 4, 3))));
        assert_eq!(week_of_month(april, -1), Some((date(2026, 4, 27), date(2026, 4, 30))));
    }

    #[test]
    fn reckoning_past_the_calendar_gives_nothing() {
        assert_eq!(plus(Date::MAX, 1, Unit::Day), None);
        assert_eq!(plus(date(2026, 1, 1), i32::MAX, Unit::Year), None);
        assert_eq!(period(Date::MAX, Unit::Quarter, 1), None);
        assert_eq!(numbered(Some(Date::MAX), Unit::Month, 1, None), None);
    }
}
