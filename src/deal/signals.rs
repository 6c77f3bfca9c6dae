//! Where a deal is going: the ladder of the customer's steps, and what it says.
//!
//! Each signal is a plain count or ratio over the notes of conversations (all but those of verdict `no_contact`), given
//! with the counts that it is made of. Where these are under [`FEWEST`], nothing is claimed: the signal is `null`.

use super::people::People;
use super::{Chapter, Fate, Followed, days};
use crate::extract::{LearningKind, Resource, Strength};
use crate::note::Side;
use crate::rules::Verdict;
use jiff::civil::Date;
use serde::Serialize;

/// The fewest conversations, promises or steps of which a share or a trend is told.
pub const FEWEST: usize = 3;

/// A step of the customer's on the ladder of little commitments.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// The day of the note that tells it.
    pub date: Option<String>,
    /// The note.
    pub path: String,
    /// Its line there, from 1.
    pub line: usize,
    /// What it is.
    pub text: String,
    /// What it costs the customer most: time, information, political capital or money, in this order.
    pub resource: Option<Resource>,
    /// 0 for a step whose cost is unknown, 1 for time, 2 for information, 3 for political capital, 4 for money; one
    /// half less where it is not firm.
    pub size: f32,
}

/// Where the customer's steps lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Trend {
    /// The later half of the steps is larger than the earlier one.
    Rising,
    /// They are the same, within a quarter of a rung.
    Flat,
    /// They are smaller.
    Falling,
}

/// What the notes of an account say of the deal.
#[derive(Debug, Clone, Serialize)]
pub struct Signals {
    /// Notes of conversations.
    pub conversations: usize,
    /// How many of them were an advance or an order.
    pub advances: usize,
    /// Of the commitments with a known side, the share that is the customer's, joint ones included.
    pub customer_share: Option<f32>,
    /// Commitments of ours, joint ones included.
    pub given: usize,
    /// Commitments of the customer's, joint ones included.
    pub got: usize,
    /// How many of the latest conversations in a row were no advance.
    pub streak_without_advance: usize,
    /// How many of the customer's people took a firm step: [`Signals::givers`].
    pub people_who_gave: usize,
    /// Who of the customer's took a firm step, by name or role.
    pub givers: Vec<String>,
    /// Who of the customer's took part in a conversation and took no firm step.
    pub only_there: Vec<String>,
    /// The customer's steps in order of time.
    pub steps: Vec<Step>,
    /// Whether the steps grow: the mean size of the later half against the earlier one.
    pub trend: Option<Trend>,
    /// Kinds of learning that no note has.
    pub learning_missing: Vec<LearningKind>,
    /// How many of the latest conversations in a row brought no learning.
    pub conversations_without_learning: usize,
    /// Of the conversations with praise, interest or hope in the notes, the share in which the customer committed to nothing.
    pub optimism_gap: Option<f32>,
    /// Commitments that were promised again.
    pub rolled: usize,
    /// Commitments of ours whose day is past.
    pub overdue_ours: usize,
    /// Commitments of the customer's whose day is past.
    pub overdue_theirs: usize,
    /// Of the customer's commitments that were kept, rolled, dropped or are overdue, the share that was kept.
    pub kept_share: Option<f32>,
    /// Who is called a champion and was never the owner of a step.
    pub untested_champions: Vec<String>,
    /// How many firm steps the customer had taken before the latest conversation, where our side pushed in that one.
    pub steps_before_pressure: Option<usize>,
    /// Days from the last firm step of the customer's to the day as of which this is told.
    pub days_since_step: Option<i32>,
}

pub(super) fn signals(account: &str, chapters: &[Chapter], followed: &[Followed], as_of: Date) -> Signals {
    let talks: Vec<&Chapter> = chapters.iter().filter(|chapter| chapter.verdict != Verdict::NoContact).collect();
    let is_advance = |chapter: &&&Chapter| matches!(chapter.verdict, Verdict::Advance | Verdict::Order);
    let of = |sides: &[Side]| followed.iter().filter(|one| sides.contains(&one.commitment.side)).count();
    let (given, got) = (of(&[Side::Us, Side::Both]), of(&[Side::Them, Side::Both]));
    let steps = steps(chapters);
    let fates =
        |side: Side, fate| followed.iter().filter(|one| one.commitment.side == side && one.fate == fate).count();
    let theirs = |fate| fates(Side::Them, fate) + fates(Side::Both, fate);
    let kept = theirs(Fate::Kept);
    let settled = kept + theirs(Fate::Rolled) + theirs(Fate::Dropped) + theirs(Fate::Overdue);
    let optimistic: Vec<&&Chapter> = talks.iter().filter(|chapter| chapter.optimism > 0).collect();
    let unfounded = optimistic.iter().filter(|chapter| !chapter.firm_steps().any(|_| true)).count();
    let firm = || steps.iter().filter(|step| step.size.fract() == 0.0);
    let People { givers, only_there, untested_champions } = People::of(account, chapters);
    Signals {
        conversations: talks.len(),
        advances: talks.iter().filter(is_advance).count(),
        customer_share: share(got, of(&[Side::Us, Side::Them, Side::Both])),
        given,
        got,
        streak_without_advance: talks.iter().rev().take_while(|chapter| !is_advance(chapter)).count(),
        people_who_gave: givers.len(),
        givers,
        only_there,
        trend: trend(&steps),
        learning_missing: LearningKind::ALL
            .into_iter()
            .filter(|kind| !chapters.iter().any(|one| one.learnings.contains(kind)))
            .collect(),
        conversations_without_learning: talks.iter().rev().take_while(|chapter| chapter.learnings.is_empty()).count(),
        optimism_gap: share(unfounded, optimistic.len()),
        rolled: followed.iter().filter(|one| one.fate == Fate::Rolled).count(),
        overdue_ours: fates(Side::Us, Fate::Overdue),
        overdue_theirs: theirs(Fate::Overdue),
        kept_share: share(kept, settled),
        untested_champions,
        steps_before_pressure: talks
            .split_last()
            .filter(|(last, _)| last.pressure > 0)
            .map(|(_, earlier)| earlier.iter().map(|chapter| chapter.firm_steps().count()).sum()),
        days_since_step: firm()
            .filter_map(|step| step.date.as_deref()?.parse::<Date>().ok())
            .max()
            .map(|last| days(last, as_of)),
        steps,
    }
}

fn share(part: usize, whole: usize) -> Option<f32> {
    (whole >= FEWEST).then(|| part as f32 / whole as f32)
}

fn steps(chapters: &[Chapter]) -> Vec<Step> {
    let step = |chapter: &Chapter, promise: &super::Promise| {
        let resource = promise.record.resource.iter().copied().max_by_key(|&resource| rung(resource));
        let firm = promise.record.strength == Strength::Firm;
        let rung = resource.map_or(0, rung);
        Step {
            date: chapter.date.map(|date| date.to_string()),
            path: chapter.path.clone(),
            line: promise.record.region.line,
            text: promise.record.text.clone(),
            resource,
            size: f32::from(rung) - if firm { 0.0 } else { 0.5 },
        }
    };
    chapters.iter().flat_map(|chapter| chapter.steps().map(move |promise| step(chapter, promise))).collect()
}

/// The rung of the ladder that a resource is on, from 1.
const fn rung(resource: Resource) -> u8 {
    match resource {
        Resource::Time => 1,
        Resource::Information => 2,
        Resource::PoliticalCapital => 3,
        Resource::Money => 4,
    }
}

fn trend(steps: &[Step]) -> Option<Trend> {
    let (earlier, later) = steps.split_at(steps.len() / 2);
    let mean = |steps: &[Step]| steps.iter().map(|step| step.size).sum::<f32>() / steps.len() as f32;
    (steps.len() >= FEWEST).then(|| match mean(later) - mean(earlier) {
        rise if rise > 0.25 => Trend::Rising,
        rise if rise < -0.25 => Trend::Falling,
        _ => Trend::Flat,
    })
}
