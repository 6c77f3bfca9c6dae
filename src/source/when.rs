//! Days as programs write them.

use crate::dates::{Order, find_absolute};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The day that a text tells: ISO, as a number since 1970 (seconds, milliseconds, microseconds), or in words. Where it
/// has a zone, the day is that of the zone.
pub(super) fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    let number = text.split_once('.').map_or(text, |(whole, _)| whole);
    if number.len() >= 9 && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return since_1970(number.parse().ok()?);
    }
    iso(text).or_else(|| find_absolute(text, Order::default()).first().map(|&(_, date)| date))
}

/// The day in the name of a file or a recording, which may have underscores for dashes.
pub(super) fn day_in_name(name: &str) -> Option<Date> {
    find_absolute(&name.replace('_', "-"), Order::default()).first().map(|&(_, date)| date)
}

/// The order of day and month in which some dates must have been written, as far as one of them tells.
pub(super) fn order<'d>(mut dates: impl Iterator<Item = &'d str>) -> Option<Order> {
    dates.find_map(|date| match numbers(date)? {
        (13.., ..) => Some(Order::DayFirst),
        (_, 13.., _) => Some(Order::MonthFirst),
        _ => None,
    })
}

/// The same where the order of day and month is known.
pub(super) fn day_in(text: &str, order: Option<Order>) -> Option<Date> {
    let numeric = order.zip(numbers(text)).and_then(|(order, (first, second, year))| match order {
        Order::DayFirst | Order::Dotted => Date::new(year, second, first).ok(),
        Order::MonthFirst => Date::new(year, first, second).ok(),
    });
    numeric.or_else(|| day(text))
}

/// Two numbers and a year, as in `05/03/2026 14:30`.
fn numbers(text: &str) -> Option<(i8, i8, i16)> {
    let date = text.trim().split([' ', ',', 'T']).next()?;
    let mut parts = date.split(['/', '.', '-']);
    let mut small = || parts.next().filter(|part| (1..=2).contains(&part.len()))?.parse::<i8>().ok();
    let (first, second) = (small()?, small()?);
    let year = parts.next().filter(|_| parts.next().is_none())?;
    let year = match (year.len(), year.parse::<i16>().ok()?) {
        (2, short) => 2000 + short,
        (4, year) => year,
        _ => return None,
    };
    (first > 0 && second > 0).then_some((first, second, year))
}

/// The day of a number since 1970, in seconds or a fraction of them.
pub(super) fn since_1970(number: i64) -> Option<Date> {
    let timestamp = match number.unsigned_abs() {
        0..100_000_000_000 => Timestamp::from_second(number),
        100_000_000_000..100_000_000_000_000 => Timestamp::from_millisecond(number),
        _ => Timestamp::from_microsecond(number),
    };
    Some(timestamp.ok()?.to_zoned(TimeZone::UTC).date())
}

/// `2026-11-19…`, `20261119`, `20261119T…`.
fn iso(text: &str) -> Option<Date> {
    let digits = |range: std::ops::Range<usize>| -> Option<i16> {
        let part = text.get(range)?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok()).flatten()
    };
    let dashed = text.as_bytes().get(4) == Some(&b'-') && text.as_bytes().get(7) == Some(&b'-');
    let (month, day) = match dashed {
        true => (digits(5..7)?, digits(8..10)?),
        false if matches!(text.as_bytes().get(8), None | Some(b'T')) => (digits(4..6)?, digits(6..8)?),
        false => return None,
    };
    Date::new(digits(0..4)?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_a_day_is_read() {
        for text in [
            "2026-11-19",
            "2026-11-19 15:02",
            "2026-11-19T15:02:11.000Z",
            "20261119T150200Z",
            "20261119",
            "1795100520000",
            "1795100520",
            "1795100520.000200",
            "1795100520000000",
            "November 19, 2026 3:00 PM",
            "Thu Nov 19 2026 15:00:00 GMT+0000 (Coordinated Universal Time)",
            "19/11/2026 15:02",
            "Thu, 19 Nov 2026 16:40:00 +0100",
        ] {
            assert_eq!(day(text), Some(jiff::civil::date(2026, 11, 19)), "{text}");
        }
        for text in ["", "soon", "12", "2026-13-40", "99999999999999999999"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn a_table_has_one_order_of_day_and_month() {
        assert_eq!(order(["05/03/2026", "13.3.26"].into_iter()), Some(Order::DayFirst));
        assert_eq!(order(["05/03/2026", "3/31/2026 10:00"].into_iter()), Some(Order::MonthFirst));
        assert_eq!(order(["05/03/2026", "2026-03-31", "soon"].into_iter()), None);
        let march = Some(jiff::civil::date(2026, 3, 5));
        assert_eq!(day_in("05/03/2026 14:30", Some(Order::DayFirst)), march);
        assert_eq!(day_in("3/5/26, 2:30 PM", Some(Order::MonthFirst)), march);
        assert_eq!(day_in("2026-03-05", Some(Order::DayFirst)), march);
        assert_eq!(day_in("99/99/2026", Some(Order::DayFirst)), None);
    }
}
