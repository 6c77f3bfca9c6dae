//! The rules of deals: what the signals of an account give cause to ask.

use super::{Chapter, FEWEST, Fate, Followed, Signals, Trend};
use crate::rules::{Severity, Verdict};
use serde::Serialize;

/// A defect that a deal can have.
#[derive(Debug, Serialize)]
pub struct DealRule {
    /// Kebab-case name of the defect.
    pub id: &'static str,
    /// How bad.
    pub severity: Severity,
    /// What it finds, in one sentence.
    pub summary: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// What to ask next.
    pub question: &'static str,
    #[serde(skip)]
    check: fn(&Case) -> Option<(String, Place)>,
}

/// Something to look at in a deal, and the note that shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct DealFinding {
    pub rule: &'static str,
    pub severity: Severity,
    pub message: String,
    pub question: &'static str,
    pub path: String,
    pub line: usize,
}

/// A note and a line in it, from 1.
type Place = (String, usize);

/// What the checks look at.
struct Case<'a> {
    chapters: &'a [Chapter],
    followed: &'a [Followed],
    signals: &'a Signals,
}

impl Case<'_> {
    /// The latest note, which is where a reader goes on.
    fn latest(&self) -> Place {
        (self.chapters.last().map(|chapter| chapter.path.clone()).unwrap_or_default(), 1)
    }

    /// The first commitment of a fate.
    fn first(&self, fate: Fate) -> Option<(&Followed, Place)> {
        let found = self.followed.iter().find(|one| one.fate == fate)?;
        Some((found, (found.path.clone(), found.commitment.region.line)))
    }

    fn count(&self, fate: Fate) -> usize {
        self.followed.iter().filter(|one| one.fate == fate).count()
    }

    /// Whether the sale still goes on.
    fn is_going_on(&self) -> bool {
        !matches!(self.chapters.last().map(|last| last.verdict), Some(Verdict::Order | Verdict::NoSale) | None)
    }
}

/// All rules of deals.
pub const RULES: &[DealRule] = &[
    DealRule {
        id: "streak-without-advance",
        severity: Severity::Warning,
        summary: "The latest conversations, two or more in a row, brought no commitment of the customer's.",
        why: "One good meeting without a next step happens. Two in a row are a deal that has stopped and does not say so.",
        question: "What is the smallest thing they could do next, and have we asked for it?",
        check: |case| {
            let streak = case.signals.streak_without_advance;
            (streak >= 2 && case.is_going_on())
                .then(|| (format!("{streak} conversations in a row without an advance"), case.latest()))
        },
    },
    DealRule {
        id: "rolled-commitment",
        severity: Severity::Warning,
        summary: "Something was promised again that an earlier note had promised already.",
        why: "A promise that is made twice was not kept once. Something is in the way that nobody has told us.",
        question: "They promised this twice: what is in the way?",
        check: |case| {
            let (first, place) = case.first(Fate::Rolled)?;
            Some((said(case.count(Fate::Rolled), "promised again", first), place))
        },
    },
    DealRule {
        id: "overdue-commitment",
        severity: Severity::Warning,
        summary: "The day of a commitment is past, and no note shows it kept.",
        why: "A promise that nobody asks about teaches both sides that promises do not count. Ours cost us the right to ask for theirs.",
        question: "Is it done? If not, which day holds now?",
        check: |case| {
            let (first, place) = case.first(Fate::Overdue)?;
            Some((said(case.count(Fate::Overdue), "overdue", first), place))
        },
    },
    DealRule {
        id: "flat-ladder",
        severity: Severity::Info,
        summary: "The customer's steps do not grow.",
        why: "Deals are won by a ladder of little commitments: time, then information, then standing with colleagues, then money. Steps of one size are a walk on the spot.",
        question: "Which step comes after the last one, and who would take it?",
        check: |case| {
            let trend = case.signals.trend.filter(|trend| *trend != Trend::Rising && case.is_going_on())?;
            let word = if trend == Trend::Falling { "smaller" } else { "no larger" };
            Some((
                format!("the later of {} steps are {word} than the earlier", case.signals.steps.len()),
                case.latest(),
            ))
        },
    },
    DealRule {
        id: "single-threaded",
        severity: Severity::Warning,
        summary: "In three conversations or more, one person at most gave us anything.",
        why: "One person can leave, lose, or say no for all the others. Who only attends has not joined.",
        question: "Who else has to live with this decision, and who will introduce us?",
        check: |case| {
            let (gave, talks) = (case.signals.people_who_gave, case.signals.conversations);
            let who = if gave == 1 { "one person" } else { "nobody" };
            (talks >= FEWEST && gave < 2 && case.is_going_on())
                .then(|| (format!("{who} gave us something in {talks} conversations"), case.latest()))
        },
    },
    DealRule {
        id: "untested-champion",
        severity: Severity::Info,
        summary: "Somebody is called a champion and has done nothing for us yet.",
        why: "A champion sells for us when we are not there. Until they have spent some standing on it, they are a friend.",
        question: "What could we ask of them that costs them something: an introduction, a place on an agenda, the numbers?",
        check: |case| {
            let name = case.signals.untested_champions.first()?;
            Some((format!("{name} is called a champion and owns no step"), case.latest()))
        },
    },
    DealRule {
        id: "learning-dried-up",
        severity: Severity::Info,
        summary: "The latest conversations, two or more in a row, taught us nothing.",
        why: "A meeting in which nothing is learned was a visit. What we do not know by now will decide without us.",
        question: "What do we still not know, and who could tell us?",
        check: |case| {
            let silent = case.signals.conversations_without_learning;
            (silent >= 2 && case.is_going_on())
                .then(|| (format!("{silent} conversations in a row without a new fact"), case.latest()))
        },
    },
    DealRule {
        id: "late-pressure",
        severity: Severity::Warning,
        summary: "Our side pushed for a decision, and the customer has hardly taken a step.",
        why: "An offer that expires moves those who want to buy. To the others it is a reason to stop answering.",
        question: "Whose deadline is it? What in their business happens on that day?",
        check: |case| {
            case.signals
                .late_pressure
                .then(|| ("we pushed before the customer had taken two firm steps".to_owned(), case.latest()))
        },
    },
];

/// "2 commitments overdue, the first: …".
fn said(count: usize, what: &str, first: &Followed) -> String {
    match count {
        1 => format!("{what}: {}", first.commitment.text),
        _ => format!("{count} commitments {what}, the first: {}", first.commitment.text),
    }
}

/// What the rules find in a deal, in the order of the table.
pub(super) fn findings(chapters: &[Chapter], followed: &[Followed], signals: &Signals) -> Vec<DealFinding> {
    let case = Case { chapters, followed, signals };
    let finding = |rule: &DealRule| {
        let (message, (path, line)) = (rule.check)(&case)?;
        Some(DealFinding { rule: rule.id, severity: rule.severity, message, question: rule.question, path, line })
    };
    RULES.iter().filter_map(finding).collect()
}
