//! From facts to the verdict, the four questions and findings.
//!
//! A rule is a plain record in the [`RULES`] table: what `explain`, the documentation and the check itself know
//! about it is declared in one place.

mod catalogue;
mod checks;
pub mod explain;
mod folder;
mod ladder;
mod language;
mod settings;
mod suppressions;
mod verdict;

pub use catalogue::RULES;
pub use folder::{Tally, judge_folder};
pub use ladder::{DealHit, Ladder, Pledge, judge_deal};
pub use settings::{Level, RuleOption, RuleSettings, UnknownOption, UnknownRule, Value};
pub use suppressions::stale_entry;

use crate::extract::Facts;
use crate::note::Note;
use crate::span::Span;
use checks::Case;
use serde::{Deserialize, Serialize};
use settings::{Active, Options};
use std::fmt;
use suppressions::Suppressed;

/// What a meeting came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The customer signed, bought or gave a purchase order.
    Order,
    /// The customer declined, or either side ended the process.
    NoSale,
    /// Nobody on the customer's side spoke or wrote back.
    NoContact,
    /// Firm, open commitments of the customer's that are likely enough together (`lexicons/README.md`, "Weights").
    Advance,
    /// Anything else, "good meeting" included.
    #[default]
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

/// How often a rule is right, as far as words alone can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Now and then it is wrong about a note: it depends on what was not found, or on whose side somebody is.
    Medium,
    /// It is seldom wrong: it depends on few words that were found.
    High,
}

impl Confidence {
    /// The word for it in records.
    pub const fn name(self) -> &'static str {
        match self {
            Confidence::Medium => "medium",
            Confidence::High => "high",
        }
    }
}

/// A defect that notes can have, and everything there is to say about it.
#[derive(Debug, Serialize)]
pub struct Rule {
    /// Kebab-case name of the defect.
    pub id: &'static str,
    /// How bad, unless the settings say otherwise.
    pub severity: Severity,
    /// How often it is right.
    pub confidence: Confidence,
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
    /// What can be set beside the severity.
    pub options: &'static [RuleOption],
    /// Notes in which it is found; for a rule about folders or deals, several notes with [`NEXT_NOTE`] between them.
    pub flags: &'static [&'static str],
    /// Near misses: notes in which it is not found.
    pub clears: &'static [&'static str],
    #[serde(skip)]
    check: Check,
}

/// What stands between the notes of an example of a rule about folders or deals.
pub const NEXT_NOTE: &str = "\n=== next note ===\n";

/// What a rule looks at.
#[derive(Debug, Clone, Copy)]
enum Check {
    /// A note with its facts.
    Note(fn(&Case, &Options) -> Vec<Hit>),
    /// A note in a language that the lexicons do not cover, of which there is no more to say.
    Foreign(fn(&Case) -> Vec<Hit>),
    /// The suppressions of a note, once it is known which of them were of use.
    Suppressions(fn(&Suppressed) -> Vec<Hit>),
    /// What the notes of a folder come to.
    Folder(fn(&Tally, &Options) -> Option<String>),
    /// What the notes of an account come to.
    Deal(fn(&Ladder, &Options) -> Option<ladder::Said>),
}

impl Rule {
    /// The rule of that id.
    pub fn find(id: &str) -> Option<&'static Rule> {
        RULES.iter().find(|rule| rule.id == id)
    }

    /// Whether it is about a folder of notes, not about one of them.
    pub fn is_about_folders(&self) -> bool {
        matches!(self.check, Check::Folder(_))
    }

    /// Whether it is about the notes of an account together, not about one of them.
    pub fn is_about_deals(&self) -> bool {
        matches!(self.check, Check::Deal(_))
    }
}

/// What a check found: a place, what there is to say, and the question where it is not the rule's own.
struct Hit {
    span: Span,
    message: String,
    question: Option<&'static str>,
    is_whole: bool,
}

impl Hit {
    fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), question: None, is_whole: false }
    }

    /// A hit that is about all of the note, and only points to `span`.
    fn whole(span: Span, message: impl Into<String>) -> Self {
        Self { is_whole: true, ..Hit::new(span, message) }
    }
}

/// Something to look at in a note, or in a folder of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Id of the rule that found it.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// How often its rule is right.
    pub confidence: Confidence,
    /// What was found.
    pub message: String,
    /// What to ask next time.
    pub question: &'static str,
    /// Where.
    pub span: Span,
    /// Whether it is about the whole note, and the place is only where the note begins.
    pub is_whole: bool,
}

/// A finding that a suppression in the note covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuppressedFinding {
    /// The finding, which counts for nothing.
    pub finding: Finding,
    /// Index of the note's suppression.
    pub by: usize,
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
    /// What the note itself asks to pass over, in order of place.
    pub suppressed: Vec<SuppressedFinding>,
}

/// Judges a note by its facts.
pub fn judge(note: &Note, facts: &Facts, settings: &RuleSettings) -> Judgement {
    let (verdict, tests) = (verdict::verdict(facts), verdict::tests(facts));
    let case = Case::new(note, facts, tests);
    let found = settings.active().flat_map(|active| {
        let hits = match active.rule.check {
            Check::Note(check) if !case.is_foreign() && active.rule.verdicts.contains(&verdict) => {
                check(&case, &active.options)
            }
            Check::Foreign(check) if case.is_foreign() => check(&case),
            _ => Vec::new(),
        };
        hits.into_iter().map(move |hit| active.finding(hit))
    });
    let (mut findings, mut suppressed) = suppressions::apply(&note.suppressions, found.collect());
    if !note.suppressions.is_empty() {
        findings.extend(suppressions::judge(note, &suppressed, settings));
    }
    findings.sort_by_key(|finding| finding.span.start);
    suppressed.sort_by_key(|suppressed| suppressed.finding.span.start);
    Judgement { verdict, tests, findings, suppressed }
}

impl Active<'_> {
    fn finding(&self, hit: Hit) -> Finding {
        let Hit { span, message, question, is_whole } = hit;
        let Rule { id: rule, confidence, .. } = *self.rule;
        let question = question.unwrap_or(self.rule.question);
        Finding { rule, severity: self.severity, confidence, message, question, span, is_whole }
    }
}
