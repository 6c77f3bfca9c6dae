//! What a rep takes into a call, and what is sent after one: the data for templates. `docs/templates.md` describes it.

mod coaching;
mod prep;
mod recap;

pub use coaching::{Coaching, FILE as COACHING};
pub use prep::{Prep, account};
pub use recap::Recap;

use jiff::civil::Date;
use serde::Serialize;

/// A day, for programs and in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Day {
    pub date: String,
    pub words: String,
}

impl Day {
    /// A day as it is said in the year of another: "Friday 6 March", or "Friday 6 March 2026".
    fn new(day: Date, said_in: Date) -> Day {
        let format = if day.year() == said_in.year() { "%A %-d %B" } else { "%A %-d %B %Y" };
        Day { date: day.to_string(), words: day.strftime(format).to_string() }
    }
}

/// The words of a commitment, without what ends a sentence; of a row of a table the longest cell, which is the act:
/// owner and day are told beside it.
fn trimmed(text: &str) -> String {
    let cells = text.rsplit(" | ").map(|cell| cell.trim().trim_matches('|').trim_end_matches(['.', ';', ',']));
    cells.max_by_key(|cell| cell.len()).unwrap_or_default().to_owned()
}

/// "1 note", "2 notes".
fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn of_a_row_the_act_is_told() {
        assert_eq!(trimmed("Raj Menon | two references w/ photos | 11/26"), "two references w/ photos");
        assert_eq!(trimmed("Priya will send the log."), "Priya will send the log");
    }

    #[test]
    fn days_are_said_in_words() {
        assert_eq!(Day::new(date(2026, 3, 6), date(2026, 4, 1)).words, "Friday 6 March");
        assert_eq!(Day::new(date(2025, 12, 31), date(2026, 4, 1)).words, "Wednesday 31 December 2025");
    }
}
