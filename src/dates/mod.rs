//! When something is due: the words that say when, and the day they mean.
//!
//! A small grammar over words: [`tokens`] cuts the text, [`words`] tells what each word can mean, [`grammar`] reads
//! mentions from them ([`days`] the single days, [`figures`] those in figures, [`years`] their years, [`spans`] weeks to
//! years and what is counted, [`back`] what points back at another mention), [`calendar`] reckons. Every rule looks a
//! bounded number of words ahead, so the time taken grows with the text and no faster.

mod back;
mod calendar;
mod days;
mod figures;
mod grammar;
mod order;
mod spans;
mod tokens;
mod words;
mod years;

pub use order::Order;
pub use words::Lead;

use crate::span::Span;
use grammar::Parser;
use jiff::civil::{Date, Weekday};

/// What sort of time is mentioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A day, or a span whose last day can be told.
    Day,
    /// Part of a span or no telling when: early next week, mid-Q3, soon, end of summer.
    Vague,
    /// Hangs on something that happens: before the board meeting, once legal signs, after Easter.
    Event,
    /// Lies behind: last week, two weeks ago, since March.
    Past,
    /// Comes again: every Monday, once a quarter, weekly.
    Recurring,
    /// How long, not when: ten days, for 3 months. The window tells when it would be over.
    Duration,
    /// An hour without a day: at 2pm.
    Clock,
    /// A span that names a thing: the Q3 numbers, the April board.
    Attribute,
    /// Points back at an earlier mention: same day, that week, the Monday after. It has a date where that mention has one.
    Anaphoric,
}

/// Words that say when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// The words, with their preposition ("by Fri", "before the board meeting").
    pub span: Span,
    /// The day meant, counted from the note's date, or for [`Kind::Anaphoric`] from the day mentioned before; `None`
    /// for all other kinds.
    pub date: Option<Date>,
    /// First and last day meant, also where the words are too vague for a date.
    pub window: Option<(Date, Date)>,
    /// What sort of time it is.
    pub kind: Kind,
    /// The word that leads it.
    pub lead: Lead,
}

impl When {
    /// Whether it can say when something is due: not a past, recurring or attributive time.
    pub const fn is_due(&self) -> bool {
        matches!(self.kind, Kind::Day | Kind::Vague | Kind::Event | Kind::Anaphoric | Kind::Duration)
    }
}

/// Longest stretch read at once, in bytes: it bounds the memory that a note without sentences can take.
const STRETCH: usize = 1 << 16;

/// Every mention of a time in `text[within]`, in order, resolved against `reference` where it is known.
pub fn find(text: &str, within: Span, reference: Option<Date>, out: &mut Vec<When>) {
    find_after(text, within, reference, Before::default(), out);
}

/// What is known from before a text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Before {
    /// The day that was mentioned last: what points back ("the week after") is counted from it until the text mentions
    /// another.
    pub day: Option<Date>,
    /// In what order figures name day and month.
    pub order: Order,
}

/// As [`find`], with what is known from before the text. Returns the day that was mentioned last.
pub fn find_after(
    text: &str,
    within: Span,
    reference: Option<Date>,
    before: Before,
    out: &mut Vec<When>,
) -> Option<Date> {
    let mut read = Vec::new();
    let mut anchor = before.day;
    for stretch in stretches(text, within) {
        if tokens::tells_time(text, stretch) {
            read.clear();
            tokens::tokens(text, stretch, &mut read);
            anchor = Parser::new(&read, reference).after(Before { day: anchor, ..before }).mentions(out);
        }
    }
    anchor
}

/// The first calendar date in the text; a missing year is the one that puts it on or after
/// `default_year_reference`.
///
/// ```
/// use goodmeeting::dates::parse_date;
/// use jiff::civil::date;
///
/// assert_eq!(parse_date("Tue 9 Sep 2025", None), Some(date(2025, 9, 9)));
/// assert_eq!(parse_date("2 Oct", Some(date(2025, 9, 9))), Some(date(2025, 10, 2)));
/// assert_eq!(parse_date("2 Oct", None), None);
/// ```
pub fn parse_date(text: &str, default_year_reference: Option<Date>) -> Option<Date> {
    absolute(text, default_year_reference, Order::default(), 1).pop().map(|(_, date)| date)
}

/// The weekday that a short text names, where it names only one.
pub fn weekday_in(text: &str) -> Option<Weekday> {
    let mut read = Vec::new();
    tokens::tokens(text, Span::new(0, text.len()), &mut read);
    let mut named = read.iter().filter_map(|token| match token.sort {
        tokens::Sort::Word(words::Word::Weekday(day)) => calendar::weekday(day),
        _ => None,
    });
    let first = named.next()?;
    named.all(|other| other == first).then_some(first)
}

/// Every date that tells its year: `2025-09-16`, `16 September 2025`, `9/11/25`, `20251119`.
pub fn find_absolute(text: &str, order: Order) -> Vec<(Span, Date)> {
    absolute(text, None, order, usize::MAX)
}

fn absolute(text: &str, reference: Option<Date>, order: Order, limit: usize) -> Vec<(Span, Date)> {
    let mut read = Vec::new();
    let mut out = Vec::new();
    for stretch in stretches(text, Span::new(0, text.len())) {
        read.clear();
        tokens::tokens(text, stretch, &mut read);
        Parser::new(&read, reference).after(Before { day: None, order }).calendar_dates(limit, &mut out);
        if out.len() >= limit {
            break;
        }
    }
    out
}

/// The span cut, at white space where there is some, into stretches of bounded length.
fn stretches(text: &str, within: Span) -> impl Iterator<Item = Span> {
    let mut rest = if text.get(within.start..within.end).is_some() { within } else { Span::default() };
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = if rest.len() <= STRETCH { rest.end } else { cut(text, rest) };
        let stretch = Span::new(rest.start, end);
        rest.start = end;
        Some(stretch)
    })
}

fn cut(text: &str, rest: Span) -> usize {
    let end = (0..4).map(|back| rest.start + STRETCH - back).find(|&at| text.is_char_boundary(at)).unwrap_or(rest.end);
    let blank = text[rest.start..end].rfind(char::is_whitespace).filter(|&at| at > 0);
    blank.map_or(end, |at| rest.start + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_sentences_is_cut_at_white_space() {
        let text = "é by Fri ".repeat(20_000);
        let cuts: Vec<Span> = stretches(&text, Span::new(0, text.len())).collect();
        assert!(cuts.len() > 2 && cuts.iter().all(|cut| cut.len() <= STRETCH));
        assert!(cuts.windows(2).all(|pair| pair[0].end == pair[1].start));
        let mut found = Vec::new();
        find(&text, Span::new(0, text.len()), None, &mut found);
        // A cut may part "by" from "Fri", never a word.
        assert_eq!(found.len(), 20_000);
    }

    #[test]
    fn a_span_that_is_none_of_the_text_finds_nothing() {
        let mut found = Vec::new();
        find("é Friday", Span::new(1, 9), None, &mut found);
        find("Friday", Span::new(0, 99), None, &mut found);
        assert!(found.is_empty());
    }
}
