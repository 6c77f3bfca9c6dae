//! Everything that the page knows, as one value of JSON.

use super::Contents;
use super::index::Index;
use super::rows::{self, DealRow, NoteRow};
use super::strings::Strings;
use crate::report::Summary;
use crate::rules::{RULES, Severity};
use crate::team::{FEWEST, HABITS, Habit, Period, Rate, Remark, Rep, Unit};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Serialize)]
pub(super) struct Data<'a> {
    about: About<'a>,
    summary: &'a Summary,
    customer_share: Option<f64>,
    timeline: TimelineRow,
    /// Fewest conversations of which a share is told.
    fewest: usize,
    habits: Vec<HabitRow>,
    all: RepRow,
    reps: Vec<RepRow>,
    rules: BTreeMap<&'static str, RuleRow>,
    /// Why each lexicon entry and pattern that made a fact means what it means.
    why: BTreeMap<&'a str, String>,
    deals: Vec<DealRow<'a>>,
    notes: Vec<NoteRow<'a>>,
    strings: Vec<String>,
}

#[derive(Debug, Serialize)]
struct About<'a> {
    version: &'static str,
    title: &'a str,
    as_of: String,
    redacted: bool,
}

#[derive(Debug, Serialize)]
struct TimelineRow {
    unit: &'static str,
    /// First day, conversations, advances, average.
    periods: Vec<(String, usize, usize, Option<f64>)>,
    beyond: usize,
}

#[derive(Debug, Serialize)]
struct HabitRow {
    #[serde(flatten)]
    habit: &'static Habit,
    question: &'static str,
}

#[derive(Debug, Serialize)]
struct RepRow {
    name: Option<String>,
    notes: usize,
    rates: Vec<RateRow>,
}

#[derive(Debug, Serialize)]
struct RateRow {
    #[serde(flatten)]
    rate: Rate,
    share: Option<f64>,
    interval: Option<(f64, f64)>,
    remark: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct RuleRow {
    severity: Severity,
    summary: &'static str,
    why: &'static str,
    question: &'static str,
    /// Whether it is about deals, not about notes.
    deal: bool,
}

impl<'a> Data<'a> {
    pub(super) fn new(contents: &'a Contents<'a>, index: &'a Index<'a>) -> Data<'a> {
        let Contents { notes: pages, deals, team, .. } = *contents;
        let mut strings = Strings::new(contents.redacted);
        let authors = team.authors();
        let mut notes = Vec::with_capacity(pages.len());
        for (at, page) in pages.iter().enumerate() {
            notes.push(rows::note(at, page, &authors, index.deal_of[at], &index.told[at], &mut strings));
        }
        let by_deal = deals.iter().zip(&index.notes_of).enumerate();
        let deals = by_deal.map(|(at, (deal, notes))| rows::deal(at, deal, notes, pages, &mut strings)).collect();
        let mut shown = |name: &str| {
            let number = strings.person(name);
            strings.all[number].clone()
        };
        let reps = team.reps(&authors);
        let reps = reps.iter().map(|(name, one)| rep(name.map(&mut shown), one, Some(&team.all))).collect();
        let timeline = team.timeline();
        let period = |one: &Period| (one.start.to_string(), one.conversations, one.advances, one.average);
        Data {
            about: About {
                version: env!("CARGO_PKG_VERSION"),
                title: if contents.redacted { "" } else { contents.title },
                as_of: contents.as_of.to_string(),
                redacted: contents.redacted,
            },
            summary: contents.summary,
            customer_share: contents.summary.customer_share(),
            timeline: TimelineRow {
                unit: unit(timeline.unit),
                periods: timeline.periods.iter().map(period).collect(),
                beyond: timeline.beyond,
            },
            fewest: FEWEST,
            habits: HABITS.iter().map(|habit| HabitRow { habit, question: habit.question() }).collect(),
            all: rep(None, &team.all, None),
            reps,
            rules: rules(),
            why: reasons(contents),
            deals,
            notes,
            strings: strings.all,
        }
    }
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Week => "week",
        Unit::Month => "month",
        Unit::Quarter => "quarter",
        Unit::Year => "year",
    }
}

/// The figures of an author, or of all, who are nobody to remark on.
fn rep(name: Option<String>, rep: &Rep, all: Option<&Rep>) -> RepRow {
    let remarks = all.map_or([None; HABITS.len()], |all| rep.remarks(all));
    let row = |(&rate, remark): (&Rate, Option<Remark>)| RateRow {
        rate,
        share: rate.share(),
        interval: rate.interval(),
        remark: remark.map(|remark| match remark {
            Remark::Strength => "strength",
            Remark::Practice => "practice",
        }),
    };
    RepRow { name, notes: rep.notes, rates: rep.rates.iter().zip(remarks).map(row).collect() }
}

/// All rules, of notes and of deals.
fn rules() -> BTreeMap<&'static str, RuleRow> {
    let row = |rule: &crate::rules::Rule| {
        let &crate::rules::Rule { id, severity, summary, why, question, .. } = rule;
        (id, RuleRow { severity, summary, why, question, deal: rule.is_about_deals() })
    };
    RULES.iter().map(row).collect()
}

/// Why the entries and patterns of all facts mean what they mean.
fn reasons<'a>(contents: &'a Contents<'a>) -> BTreeMap<&'a str, String> {
    let records = || contents.notes.iter().map(|page| &page.record);
    let commitments = records().flat_map(|record| &record.commitments).flat_map(|one| &one.because);
    let vague = records().flat_map(|record| &record.vague).flat_map(|one| &one.because);
    let learnings = records().flat_map(|record| &record.learnings).flat_map(|one| &one.because);
    let pressure = records().flat_map(|record| &record.pressure).flat_map(|one| &one.because);
    let ids: BTreeSet<&str> = commitments.chain(vague).chain(learnings).chain(pressure).map(String::as_str).collect();
    ids.into_iter().filter_map(|id| Some((id, (contents.why)(id)?))).collect()
}
