//! The facts that a note states, and the words for their kinds.

use super::trace::Basis;
use crate::note::Side;
use crate::span::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How binding a commitment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// Will, to, agreed, assigned, booked.
    Firm,
    /// Might, try, hopefully.
    Tentative,
    /// Hangs on an event.
    Conditional,
    /// Asked of the other side, no yes recorded.
    Request,
    /// An act without content: follow up, touch base.
    Empty,
}

impl Strength {
    /// The words for it.
    pub const fn name(self) -> &'static str {
        match self {
            Strength::Firm => "firm",
            Strength::Tentative => "tentative",
            Strength::Conditional => "conditional",
            Strength::Request => "request",
            Strength::Empty => "empty",
        }
    }
}

/// What a commitment costs the customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resource {
    /// Hours of people.
    Time,
    /// Things they need not tell.
    Information,
    /// Standing with colleagues.
    PoliticalCapital,
    /// Money.
    Money,
}

impl Resource {
    /// Every resource, the cheapest to give first: the rungs of the ladder.
    pub const ALL: [Resource; 4] = [Resource::Time, Resource::Information, Resource::PoliticalCapital, Resource::Money];

    /// The words for it.
    pub const fn name(self) -> &'static str {
        match self {
            Resource::Time => "time",
            Resource::Information => "information",
            Resource::PoliticalCapital => "political capital",
            Resource::Money => "money",
        }
    }
}

/// Whether it is still to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// To do.
    Open,
    /// Ticked, struck or said to be done.
    Done,
}

/// What sort of vague outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum VagueKind {
    Praise,
    Interest,
    Deferral,
    Ownerless,
    LowBar,
    Hope,
}

impl VagueKind {
    /// The words for it.
    pub const fn name(self) -> &'static str {
        match self {
            VagueKind::Praise => "praise",
            VagueKind::Interest => "interest",
            VagueKind::Deferral => "deferral",
            VagueKind::Ownerless => "ownerless",
            VagueKind::LowBar => "low bar",
            VagueKind::Hope => "hope",
        }
    }
}

/// What sort of fact was learned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum LearningKind {
    Pain,
    Need,
    Metric,
    CurrentState,
    Budget,
    Process,
    Criteria,
    Stakeholder,
    Competition,
    Timeline,
    Risk,
}

impl LearningKind {
    /// Every kind.
    pub const ALL: [LearningKind; 11] = [
        LearningKind::Pain,
        LearningKind::Need,
        LearningKind::Metric,
        LearningKind::CurrentState,
        LearningKind::Budget,
        LearningKind::Process,
        LearningKind::Criteria,
        LearningKind::Stakeholder,
        LearningKind::Competition,
        LearningKind::Timeline,
        LearningKind::Risk,
    ];

    /// The words for it.
    pub const fn name(self) -> &'static str {
        match self {
            LearningKind::Pain => "pain",
            LearningKind::Need => "need",
            LearningKind::Metric => "metric",
            LearningKind::CurrentState => "current state",
            LearningKind::Budget => "budget",
            LearningKind::Process => "process",
            LearningKind::Criteria => "criteria",
            LearningKind::Stakeholder => "stakeholder",
            LearningKind::Competition => "competition",
            LearningKind::Timeline => "timeline",
            LearningKind::Risk => "risk",
        }
    }
}

/// How a note says the meeting ended, where it says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The customer signed, bought or sent a purchase order.
    Order,
    /// The customer bought, took an offer or paid; perhaps from somebody else, if the note goes on to tell of a no.
    Bought,
    /// The customer declined, or either side ended it.
    NoSale,
    /// Nobody on the customer's side spoke or wrote back.
    NoContact,
    /// Somebody on the customer's side did.
    Contact,
    /// The note was written before the conversation.
    Planned,
    /// Our side wrote or rang: no contact where nothing else is told.
    Outreach,
    /// The note as a whole sounds as if nobody of the customer's side was reached.
    Unheard,
    /// What is left after a no is still open: "the doors are still in play".
    Alive,
    /// What is said and done where a sale was lost: one sign tells little, several together tell that it was.
    Aftermath,
}

/// The ids of the lexicon entries and patterns that made a fact, in order of use.
pub type Because = Vec<String>;

/// Somebody will do something after the conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Commitment {
    pub span: Span,
    pub owner: Vec<String>,
    pub side: Side,
    pub strength: Strength,
    pub due_text: Option<Span>,
    pub due: Option<Date>,
    pub resource: Vec<Resource>,
    pub status: Status,
    /// How we know the owner.
    pub basis: Basis,
    /// How likely it is meant as it was read, in percent; `None` where its signs were not weighed.
    pub chance: Option<u8>,
    pub because: Because,
}

/// Words that sound like progress and commit nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Vague {
    pub span: Span,
    pub kind: VagueKind,
    pub because: Because,
}

/// A fact about the customer that could change the deal strategy.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Learning {
    pub span: Span,
    pub kind: LearningKind,
    pub because: Because,
}

/// Our side pushing with an expiring offer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Pressure {
    pub span: Span,
    pub because: Because,
}

/// Words that say how the meeting ended.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Ending {
    pub span: Span,
    pub outcome: Outcome,
    /// Whether they stand where notes say what came of it: in a heading, first or last.
    pub is_prominent: bool,
    /// Whether the author closes the book on it: "marked as lost".
    pub is_final: bool,
    /// How much a sign of [`Outcome::Aftermath`] counts, 1 to 3; 0 of everything else.
    pub weight: i8,
    pub because: Because,
}

impl Ending {
    /// What a note tells as a whole, and no words of it.
    pub(super) fn of_note(outcome: Outcome, is_prominent: bool, because: &str) -> Ending {
        let because = vec![because.to_owned()];
        Ending { span: Span::default(), outcome, is_prominent, is_final: false, weight: 0, because }
    }
}

/// Everything found in one note, each list in order of place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Facts {
    pub commitments: Vec<Commitment>,
    pub vague: Vec<Vague>,
    pub learnings: Vec<Learning>,
    pub pressure: Vec<Pressure>,
    /// How the note says it ended.
    pub outcomes: Vec<Ending>,
}

impl Facts {
    /// Whether the customer, alone or with us, promises something without an if or a perhaps.
    pub(super) fn customer_promises(&self) -> bool {
        let theirs = |fact: &Commitment| matches!(fact.side, Side::Them | Side::Both);
        self.commitments.iter().any(|fact| theirs(fact) && fact.strength == Strength::Firm)
    }
}
