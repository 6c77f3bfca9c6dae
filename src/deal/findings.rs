//! What the rules about deals find in an account, and the note that shows it.

use super::signals::{Signals, Trend};
use super::{Chapter, Fate, Followed, days};
use crate::record::{FindingRecord, Region};
use crate::rules::{DealHit, Ladder, Pledge, Verdict, judge_deal};
use crate::span::Span;
use jiff::civil::Date;
use serde::Serialize;
use std::cmp::Ordering;

/// Something to look at in a deal, and the note that shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct DealFinding {
    pub path: String,
    pub entry: Option<String>,
    #[serde(flatten)]
    pub finding: FindingRecord,
}

/// Where a finding about the deal as a whole points to in its latest note.
const TOP: Region = Region::new(1, 1, 1, 1);

/// An account, as its findings are made.
pub(super) struct Case<'a> {
    pub(super) account: &'a str,
    pub(super) chapters: &'a [Chapter],
    pub(super) followed: &'a [Followed],
    pub(super) signals: &'a Signals,
    pub(super) as_of: Date,
}

impl Case<'_> {
    /// What the rules of the latest note's configuration find, in the order of the table; what a note asks to pass over
    /// is left out.
    pub(super) fn findings(&self) -> Vec<DealFinding> {
        let Some(latest) = self.chapters.last() else { return Vec::new() };
        let hits = judge_deal(&self.ladder(), &latest.config.rules);
        hits.into_iter().filter_map(|hit| self.finding(hit, latest)).collect()
    }

    fn finding(&self, hit: DealHit, latest: &Chapter) -> Option<DealFinding> {
        let DealHit { mut finding, pledge } = hit;
        let pledge = pledge.map(|index| &self.followed[index]);
        let chapter = pledge.map_or(latest, |one| &self.chapters[one.chapter]);
        let span = pledge.map_or(Span::new(0, 0), |one| one.span);
        if chapter.suppressions.iter().any(|one| one.covers(finding.rule, span)) {
            return None;
        }
        finding.is_whole = pledge.is_none();
        let words = [self.account, pledge.map_or("", |one| &one.commitment.text)].concat();
        let region = pledge.map_or(TOP, |one| one.commitment.region);
        let finding = FindingRecord::at(finding, region, &words);
        Some(DealFinding { path: chapter.path.clone(), entry: chapter.entry.clone(), finding })
    }

    /// What the rules ask about the deal.
    fn ladder(&self) -> Ladder<'_> {
        let signals = self.signals;
        let ended = |chapter: &Chapter| matches!(chapter.verdict, Verdict::Order | Verdict::NoSale);
        Ladder {
            is_going_on: self.chapters.last().is_some_and(|last| !ended(last)),
            conversations: signals.conversations,
            streak_without_advance: signals.streak_without_advance,
            streak_without_learning: signals.conversations_without_learning,
            steps: signals.steps.len(),
            trend: signals.trend.map(|trend| match trend {
                Trend::Rising => Ordering::Greater,
                Trend::Flat => Ordering::Equal,
                Trend::Falling => Ordering::Less,
            }),
            people_who_gave: signals.people_who_gave,
            untested_champions: &signals.untested_champions,
            steps_before_pressure: signals.steps_before_pressure,
            rolled: self.pledges(Fate::Rolled),
            overdue: self.pledges(Fate::Overdue),
        }
    }

    fn pledges(&self, fate: Fate) -> Vec<Pledge<'_>> {
        let of_fate = self.followed.iter().enumerate().filter(|(_, one)| one.fate == fate);
        let pledge = of_fate.map(|(index, one)| Pledge {
            index,
            text: &one.commitment.text,
            side: one.commitment.side,
            days_late: one.due().map_or(0, |due| days(due, self.as_of)),
        });
        pledge.collect()
    }
}
