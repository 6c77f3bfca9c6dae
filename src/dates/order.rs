//! In what order figures name day and month.

use jiff::civil::Date;

/// In what order figures name day and month, and with which signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Order {
    /// `3/14`: the month first, unless that is impossible.
    #[default]
    MonthFirst,
    /// `14/3`: a text that writes one date so means all of its dates so.
    DayFirst,
    /// `14.3.26`: in such a text `9.6` is a day too.
    Dotted,
}

impl Order {
    /// The order that the full dates of a text tell: `17-06-2026` can only name the day first. Where they tell
    /// nothing, or both, it is the month first. `day` is the text's own, where it is known from elsewhere, such as the
    /// file's name: `11/02/2026` in a text of 11 February names the day first.
    ///
    /// ```
    /// use goodmeeting::dates::Order;
    /// use jiff::civil::date;
    ///
    /// assert_eq!(Order::told_by("10-07-2026, then 17-06-2026", None), Order::DayFirst);
    /// assert_eq!(Order::told_by("10-07-2026, then 06-17-2026", None), Order::MonthFirst);
    /// assert_eq!(Order::told_by("11/02/2026", Some(date(2026, 2, 11))), Order::DayFirst);
    /// assert_eq!(Order::told_by("Acme, 3.6.26", None), Order::Dotted);
    /// assert_eq!(Order::told_by("version 2.1.10", None), Order::MonthFirst);
    /// ```
    pub fn told_by(text: &str, day: Option<Date>) -> Order {
        let bytes = text.as_bytes();
        let of_text = day.map(|day| (day.day().unsigned_abs().into(), day.month().unsigned_abs().into()));
        let (mut day_first, mut month_first) = (false, false);
        for sign in memchr::memchr2_iter(b'/', b'-', bytes) {
            let Some((first, second)) = full_date(bytes, sign) else { continue };
            let is_of_text = |day, month| first != second && of_text == Some((day, month));
            day_first |= (13..=31).contains(&first) && (1..=12).contains(&second) || is_of_text(first, second);
            month_first |= (1..=12).contains(&first) && (13..=31).contains(&second) || is_of_text(second, first);
        }
        let is_dotted = || memchr::memchr_iter(b'.', bytes).any(|sign| is_dotted_date(bytes, sign));
        match (day_first, month_first) {
            (true, false) => Order::DayFirst,
            (false, false) if is_dotted() => Order::Dotted,
            _ => Order::MonthFirst,
        }
    }
}

/// Whether a date in figures with a year has its first point at `sign`: no version such as 2.1.10.
fn is_dotted_date(bytes: &[u8], sign: usize) -> bool {
    let Some((day, month)) = full_date(bytes, sign) else { return false };
    let year = bytes[sign + 1..].iter().position(|&byte| byte == b'.').map_or(sign, |at| sign + 2 + at);
    let is_near = matches!(&bytes[year..], [b'2', b'0', b'1'..=b'3', ..] | [b'2' | b'3', ..]);
    (1..=31).contains(&day) && (1..=12).contains(&month) && is_near
}

/// The first two numbers of a date in figures with a year, whose first sign stands at `sign`.
fn full_date(bytes: &[u8], sign: usize) -> Option<(u32, u32)> {
    let digits = |from: usize| bytes[from..].iter().take(5).take_while(|byte| byte.is_ascii_digit()).count();
    let start = bytes[..sign].iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |before| before + 1);
    let second = sign + 1;
    let end = second + digits(second);
    let year = (bytes.get(end) == Some(&bytes[sign])).then(|| digits(end + 1))?;
    let joined = start.checked_sub(1).is_some_and(|before| matches!(bytes[before], b'/' | b'-' | b'.'));
    let is_date = matches!(sign - start, 1 | 2) && matches!(end - second, 1 | 2) && matches!(year, 2 | 4) && !joined;
    let number = |digits: &[u8]| digits.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
    is_date.then(|| (number(&bytes[start..sign]), number(&bytes[second..end])))
}
