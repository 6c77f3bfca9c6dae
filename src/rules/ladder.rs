//! What the notes of one account come to, and the rules about it.

use super::settings::{Options, RuleSettings};
use super::{Check, Finding, Hit};
use crate::note::Side;
use crate::span::Span;
use std::cmp::Ordering;

/// What the notes of an account come to, as far as rules ask.
#[derive(Debug, Clone, Default)]
pub struct Ladder<'d> {
    /// Whether the sale still goes on.
    pub is_going_on: bool,
    /// Notes of conversations.
    pub conversations: usize,
    /// How many of the latest of them in a row were no advance.
    pub streak_without_advance: usize,
    /// How many of the latest of them in a row brought no learning.
    pub streak_without_learning: usize,
    /// How many steps the customer took.
    pub steps: usize,
    /// How large the later half of them is beside the earlier one; `None` where there are too few.
    pub trend: Option<Ordering>,
    /// How many people of the customer's took a firm one.
    pub people_who_gave: usize,
    /// Who is called a champion and took none.
    pub untested_champions: &'d [String],
    /// How many firm steps the customer had taken before the latest conversation, where our side pushed in it.
    pub steps_before_pressure: Option<usize>,
    /// What was promised again.
    pub rolled: Vec<Pledge<'d>>,
    /// What is overdue.
    pub overdue: Vec<Pledge<'d>>,
}

/// A commitment, as the rules of deals see it.
#[derive(Debug, Clone, Copy)]
pub struct Pledge<'d> {
    /// Which it is; handed back with what is found of it.
    pub index: usize,
    /// Its words.
    pub text: &'d str,
    /// Whose it is.
    pub side: Side,
    /// How many days its day is past.
    pub days_late: i32,
}

/// What a rule found in a deal.
#[derive(Debug, Clone)]
pub struct DealHit {
    /// The finding; its span says nothing.
    pub finding: Finding,
    /// The commitment that it points to; otherwise it is about the deal as a whole.
    pub pledge: Option<usize>,
}

/// What a check has to say, and the commitment that it points to.
pub(super) type Said = (String, Option<usize>);

/// What the rules about deals find, in the order of the table.
pub fn judge_deal(ladder: &Ladder, settings: &RuleSettings) -> Vec<DealHit> {
    let found = settings.active().filter_map(|active| {
        let Check::Deal(check) = active.rule.check else { return None };
        let (message, pledge) = check(ladder, &active.options)?;
        Some(DealHit { finding: active.finding(Hit::whole(Span::default(), message)), pledge })
    });
    found.collect()
}

pub(super) fn streak_without_advance(ladder: &Ladder, options: &Options) -> Option<Said> {
    let streak = ladder.streak_without_advance;
    (ladder.is_going_on && streak >= options.count("min_streak"))
        .then(|| (format!("{streak} conversations in a row without an advance"), None))
}

pub(super) fn rolled_commitment(ladder: &Ladder, options: &Options) -> Option<Said> {
    listed("promised again", ladder.rolled.iter().filter(|pledge| options.has("sides", pledge.side.name())))
}

pub(super) fn overdue_commitment(ladder: &Ladder, options: &Options) -> Option<Said> {
    let grace = i32::try_from(options.count("grace_days")).unwrap_or(i32::MAX);
    let late = |pledge: &&Pledge| pledge.days_late > grace && options.has("sides", pledge.side.name());
    listed("overdue", ladder.overdue.iter().filter(late))
}

/// "overdue: …", or "2 commitments overdue, the first: …".
fn listed<'l>(what: &str, mut pledges: impl Iterator<Item = &'l Pledge<'l>>) -> Option<Said> {
    let first = pledges.next()?;
    let message = match 1 + pledges.count() {
        1 => format!("{what}: {}", first.text),
        count => format!("{count} commitments {what}, the first: {}", first.text),
    };
    Some((message, Some(first.index)))
}

pub(super) fn flat_ladder(ladder: &Ladder, options: &Options) -> Option<Said> {
    let trend = ladder.trend.filter(|_| ladder.is_going_on && ladder.steps >= options.count("min_steps"))?;
    let word = match trend {
        Ordering::Greater => return None,
        Ordering::Equal => "no larger",
        Ordering::Less => "smaller",
    };
    Some((format!("the later of the customer's {} steps are {word} than the earlier", ladder.steps), None))
}

pub(super) fn single_threaded(ladder: &Ladder, options: &Options) -> Option<Said> {
    let Ladder { conversations: talks, people_who_gave: gave, .. } = *ladder;
    let who = match gave {
        0 => "nobody of the customer's".to_owned(),
        1 => "one person only".to_owned(),
        _ => format!("{gave} people only"),
    };
    let few = gave < options.count("min_people") && talks >= options.count("min_conversations");
    (ladder.is_going_on && few).then(|| (format!("{who} gave us something in {talks} conversations"), None))
}

pub(super) fn untested_champion(ladder: &Ladder, options: &Options) -> Option<Said> {
    let name = ladder.untested_champions.first()?;
    (ladder.is_going_on && ladder.conversations >= options.count("min_conversations"))
        .then(|| (format!("{name} is called a champion and has taken no step"), None))
}

pub(super) fn learning_dried_up(ladder: &Ladder, options: &Options) -> Option<Said> {
    let streak = ladder.streak_without_learning;
    (ladder.is_going_on && streak >= options.count("min_streak"))
        .then(|| (format!("{streak} conversations in a row without a new fact"), None))
}

pub(super) fn late_pressure(ladder: &Ladder, options: &Options) -> Option<Said> {
    let steps = ladder.steps_before_pressure.filter(|&steps| steps < options.count("min_steps"))?;
    let had = match steps {
        0 => "no firm step".to_owned(),
        1 => "one firm step".to_owned(),
        _ => format!("{steps} firm steps"),
    };
    Some((format!("we pushed, and the customer had taken {had} before"), None))
}
