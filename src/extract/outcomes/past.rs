//! Whether what is told is of this meeting or of another time.

use super::super::cues::Sentence;
use crate::dates::{Kind, Lead};
use crate::lexicon::{Match, Sense};
use crate::span::Span;
use jiff::ToSpan;
use jiff::civil::Date;

/// How long ago something was, in days, when it is a deal's history and not this meeting's end.
const HISTORY: i32 = 60;

/// How many days from its first to its last a month has at least, and half a year.
const MONTH: i32 = 27;
const HALF_YEAR: i32 = 183;

/// The days between two.
fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

impl Sentence<'_> {
    /// Whether the clause names a time long gone: "signed with them in 2019", "closed lost 11/20/23", "bought theirs last
    /// time".
    pub(super) fn is_history(&self, found: &Match) -> bool {
        let clause = self.clause(self.reading.match_span(found));
        self.is_long_ago(clause)
            || self
                .cues(Sense::Outcome)
                .any(|other| self.kind(other) == "formerly" && clause.overlaps(self.reading.match_span(other)))
    }

    /// Whether a day long gone stands within some words.
    pub(super) fn is_long_ago(&self, within: Span) -> bool {
        let Some(long_ago) = self.today.and_then(|today| today.checked_sub(HISTORY.days()).ok()) else { return false };
        let mut whens = self.reading.whens.iter().filter(|when| within.overlaps(when.span));
        whens.any(|when| when.window.is_some_and(|(_, last)| last < long_ago))
    }

    /// Whether what they bought elsewhere was bought in a month gone by, which tells how they buy and not how this ended:
    /// "ordered twenty from Halden in March". A month half a year off is the last of its name.
    pub(super) fn is_of_another_month(&self, found: &Match) -> bool {
        let Some(today) = self.today else { return false };
        let clause = self.clause(self.reading.match_span(found));
        self.reading.whens.iter().filter(|when| when.lead == Lead::In && clause.overlaps(when.span)).any(|when| {
            when.window.is_some_and(|(first, last)| {
                days(first, last) >= MONTH && (last < today || days(today, first) > HALF_YEAR)
            })
        })
    }

    /// Whether the clause names a day before this one: "spoke to her last week".
    pub(super) fn is_past(&self, found: &Match) -> bool {
        let clause = self.clause(self.reading.match_span(found));
        self.reading.whens.iter().any(|when| when.kind == Kind::Past && clause.overlaps(when.span))
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::extract::facts::Outcome;
    use crate::lexicon::Lexicon;
    use crate::note::{Note, Us};

    #[test]
    fn what_they_bought_elsewhere_in_another_month_ends_nothing() {
        let told = |words: &str| {
            let us = Us::new(vec!["Northwind".into()], vec![], vec![]);
            let note = Note::parse(format!("Acme, 20 May 2026. {words}"), None, &us);
            let facts = extract(Lexicon::embedded(), &note, &us);
            facts.outcomes.iter().any(|ending| ending.outcome == Outcome::NoSale)
        };
        assert!(told("They ordered twenty lamps from Halden."));
        assert!(told("They ordered twenty lamps from Halden on Monday."));
        assert!(told("They stay with Halden until 2028."));
        assert!(!told("They ordered twenty lamps from Halden in March."));
        assert!(!told("They ordered twenty lamps from Halden in 2024."));
    }
}
