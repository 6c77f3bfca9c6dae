//! What a conversation is asked about its author's habits, and what to say about them.

use super::Rate;
use crate::extract::{Status, Strength, VagueKind};
use crate::note::Side;
use crate::record::{CommitmentRecord, Record};
use crate::rules::{Rule, Verdict};
use serde::Serialize;

/// How many habits there are.
pub(super) const COUNT: usize = 4;

/// A habit, and everything there is to say about it.
#[derive(Debug, Serialize)]
pub struct Habit {
    /// Name for programs.
    pub id: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// What is counted.
    pub formula: &'static str,
    /// Whether more of it is better.
    pub more_is_better: bool,
    /// What can be said where it goes well.
    pub strength: &'static str,
    /// What to practise where it does not.
    pub practice: &'static str,
    /// The rule that finds the same in a single note; its question is the one to ask.
    pub rule: &'static str,
    #[serde(skip)]
    holds: fn(&Record) -> Option<bool>,
}

/// All habits, in the order in which they are shown.
pub const HABITS: [Habit; COUNT] = [
    Habit {
        id: "advance",
        name: "Advances",
        formula: "conversations that were an advance or an order, of all conversations",
        more_is_better: true,
        strength: "Customers often leave with something of their own to do.",
        practice: "Close with one small ask: what will they do, and by which day?",
        rule: "no-customer-commitment",
        holds: |record| Some(matches!(record.verdict, Verdict::Advance | Verdict::Order)),
    },
    Habit {
        id: "learning",
        name: "Learning",
        formula: "conversations with a new fact about the customer, of all conversations",
        more_is_better: true,
        strength: "The notes keep bringing new facts about the customer.",
        practice: "Go in with one thing that nobody knows yet, and come back with the answer.",
        rule: "nothing-learned",
        holds: |record| Some(record.tests.learning),
    },
    Habit {
        id: "all_ours",
        name: "All ours",
        formula: "conversations after which only our side acts, of those after which anybody acts",
        more_is_better: false,
        strength: "The work is shared: customers act too.",
        practice: "Before taking an action home, ask for one in return.",
        rule: "one-sided",
        holds: |record| acts(record).then_some(!record.tests.customer_action),
    },
    Habit {
        id: "optimism",
        name: "Praise without a step",
        formula: "conversations without a firm step of the customer's, of those with praise, interest or hope",
        more_is_better: false,
        strength: "Where the notes are hopeful, a step of the customer's stands behind it.",
        practice: "When they say that it went well, ask what they will do next because of it.",
        rule: "unsupported-praise",
        holds: |record| is_hopeful(record).then(|| !record.commitments.iter().any(is_firm_step)),
    },
];

impl Habit {
    /// Counts a conversation, where the habit can be told by it.
    pub(super) fn count(&self, record: &Record, rate: &mut Rate) {
        if let Some(holds) = (self.holds)(record) {
            rate.add(holds);
        }
    }

    /// The question to ask, as the rule has it.
    pub fn question(&self) -> &'static str {
        Rule::find(self.rule).map_or("", |rule| rule.question)
    }
}

fn acts(record: &Record) -> bool {
    record.commitments.iter().any(|one| one.strength != Strength::Empty)
}

fn is_hopeful(record: &Record) -> bool {
    record.vague.iter().any(|vague| matches!(vague.kind, VagueKind::Praise | VagueKind::Interest | VagueKind::Hope))
}

fn is_firm_step(one: &CommitmentRecord) -> bool {
    matches!(one.side, Side::Them | Side::Both) && one.strength == Strength::Firm && one.status == Status::Open
}
