//! From facts to the verdict, the four questions and findings.
//!
//! A rule is a plain record in the [`RULES`] table: what `explain`, the documentation and the check itself know
//! about it is declared in one place.

mod catalogue;
mod checks;
pub mod explain;
mod settings;
mod verdict;

pub use catalogue::RULES;
pub use settings::{Level, RuleSettings, UnknownRule};

use crate::extract::Facts;
use crate::note::Note;
use crate::span::Span;
use checks::Case;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a meeting came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The customer signed, bought or gave a purchase order.
    Order,
    /// The customer declined, or either side ended the process.
    NoSale,
    /// Nobody on the customer's side spoke or wrote back.
    NoContact,
    /// At least one firm, open commitment of the customer's.
    Advance,
    /// Anything else, "good meeting" included.
    Continuation,
}

impl Verdict {
    /// Every verdict, in the order in which they are tried.
    pub const ALL: [Verdict; 5] =
        [Verdict::Order, Verdict::NoSale, Verdict::NoContact, Verdict::Advance, Verdict::Continuation];

    /// The name under which other programs know it.
    pub const fn name(self) -> &'static str {
        match self {
            Verdict::Order => "order",
            Verdict::NoSale => "no_sale",
            Verdict::NoContact => "no_contact",
            Verdict::Advance => "advance",
            Verdict::Continuation => "continuation",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The four questions of every note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tests {
    /// The customer said that they will do something: firm, tentative or conditional, and still to do.
    pub customer_commitment: bool,
    /// Something about the customer was learned.
    pub learning: bool,
    /// At least one action is the customer's, be it only asked for or already done.
    pub customer_action: bool,
    /// Both sides give something: a commitment of the customer's and one of ours.
    pub exchange_of_value: bool,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Worth a change.
    Warning,
    /// The meeting did not do what meetings are for.
    Error,
}

impl Severity {
    /// The name under which it is configured and reported.
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A defect that notes can have, and everything there is to say about it.
#[derive(Debug, Serialize)]
pub struct Rule {
    /// Kebab-case name of the defect.
    pub id: &'static str,
    /// How bad, unless the settings say otherwise.
    pub severity: Severity,
    /// Whether it is looked for, unless the settings say otherwise.
    pub on_by_default: bool,
    /// What it finds, in one sentence.
    pub summary: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// What to do about it.
    pub fix: &'static str,
    /// What to ask next time.
    pub question: &'static str,
    /// The verdicts under which it is looked for.
    pub verdicts: &'static [Verdict],
    /// Notes in which it is found.
    pub flags: &'static [&'static str],
    /// Near misses: notes in which it is not found.
    pub clears: &'static [&'static str],
    #[serde(skip)]
    check: fn(&Case) -> Vec<Hit>,
}

impl Rule {
    /// The rule of that id.
    pub fn find(id: &str) -> Option<&'static Rule> {
        RULES.iter().find(|rule| rule.id == id)
    }
}

/// What a check found: a place, what there is to say, and the question where it is not the rule's own.
struct Hit {
    span: Span,
    message: String,
    question: Option<&'static str>,
}

/// Something to look at in a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Id of the rule that found it.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What was found.
    pub message: String,
    /// What to ask next time.
    pub question: &'static str,
    /// Where.
    pub span: Span,
}

/// What the rules say of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// What the meeting came to.
    pub verdict: Verdict,
    /// The four questions.
    pub tests: Tests,
    /// What to look at, in order of place.
    pub findings: Vec<Finding>,
}

/// Judges a note by its facts.
pub fn judge(note: &Note, facts: &Facts, settings: &RuleSettings) -> Judgement {
    let (verdict, tests) = (verdict::verdict(facts), verdict::tests(facts));
    let case = Case::new(note, facts, tests);
    let mut findings: Vec<Finding> = RULES
        .iter()
        .enumerate()
        .filter(|(_, rule)| rule.verdicts.contains(&verdict))
        .filter_map(|(index, rule)| Some((rule, settings.severity(index)?)))
        .flat_map(|(rule, severity)| (rule.check)(&case).into_iter().map(move |hit| finding(rule, severity, hit)))
        .collect();
    findings.sort_by_key(|finding| finding.span.start);
    Judgement { verdict, tests, findings }
}

fn finding(rule: &'static Rule, severity: Severity, hit: Hit) -> Finding {
    let question = hit.question.unwrap_or(rule.question);
    Finding { rule: rule.id, severity, message: hit.message, question, span: hit.span }
}
