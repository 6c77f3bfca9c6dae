//! The record of one note, as other programs read it (schema `goodmeeting.note/1`).
//!
//! Lines and columns count from 1, columns in Unicode scalar values; ends are exclusive.

use crate::extract::{Facts, LearningKind, Resource, Status, Strength, VagueKind};
use crate::note::{Note, Side};
use crate::rules::{Finding, Judgement, Tests, Verdict};
use crate::span::{LineIndex, Span};
use serde::{Deserialize, Serialize};

/// The schema's name and version; fields may be added under it, none renamed or dropped.
pub const SCHEMA: &str = "goodmeeting.note/1";

/// Everything that the program says about one note.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct Record {
    pub schema: &'static str,
    pub path: String,
    pub entry: Option<String>,
    pub title: Option<String>,
    pub date: Option<String>,
    pub account: Option<String>,
    pub author: Option<String>,
    pub participants: Vec<Person>,
    pub verdict: Verdict,
    pub tests: Tests,
    pub commitments: Vec<CommitmentRecord>,
    pub vague: Vec<VagueRecord>,
    pub learnings: Vec<LearningRecord>,
    pub pressure: Vec<PressureRecord>,
    pub findings: Vec<FindingRecord>,
}

/// A participant.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Person {
    pub name: String,
    pub side: Side,
}

/// Where something is, in lines and columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Region {
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

/// A commitment, in place.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct CommitmentRecord {
    pub text: String,
    #[serde(flatten)]
    pub region: Region,
    pub owner: Vec<String>,
    pub side: Side,
    pub strength: Strength,
    pub due_text: Option<String>,
    pub due: Option<String>,
    pub resource: Vec<Resource>,
    pub status: Status,
    /// Ids of the lexicon entries and patterns that made it.
    #[serde(default)]
    pub because: Vec<String>,
}

/// A vague outcome, in place.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct VagueRecord {
    pub text: String,
    #[serde(flatten)]
    pub region: Region,
    pub kind: VagueKind,
    #[serde(default)]
    pub because: Vec<String>,
}

/// A learning, in place.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct LearningRecord {
    pub text: String,
    #[serde(flatten)]
    pub region: Region,
    pub kind: LearningKind,
    #[serde(default)]
    pub because: Vec<String>,
}

/// A pressure close, in place.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct PressureRecord {
    pub text: String,
    #[serde(flatten)]
    pub region: Region,
    #[serde(default)]
    pub because: Vec<String>,
}

/// A finding, in place.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct FindingRecord {
    pub rule: &'static str,
    pub severity: crate::rules::Severity,
    pub message: String,
    /// What to ask next time.
    pub question: &'static str,
    #[serde(flatten)]
    pub region: Region,
}

impl Record {
    /// Puts what was found in a note into the form that is reported.
    pub fn new(path: &str, entry: Option<&str>, note: &Note, facts: Facts, judgement: Judgement) -> Record {
        let lines = LineIndex::new(&note.text);
        let region = |span: Span| {
            let (start, end) = (lines.place(span.start), lines.place(span.end));
            Region { line: start.line, column: start.column, end_line: end.line, end_column: end.column }
        };
        let text = |span: Span| span.of(&note.text).to_owned();
        Record {
            schema: SCHEMA,
            path: path.to_owned(),
            entry: entry.map(str::to_owned),
            title: note.meta.title.clone(),
            date: note.meta.date.map(|date| date.to_string()),
            account: note.meta.account.clone(),
            author: note.meta.author.clone(),
            participants: note
                .meta
                .participants
                .iter()
                .filter(|person| !person.is_organization)
                .map(|person| Person { name: person.name.clone(), side: person.side })
                .collect(),
            verdict: judgement.verdict,
            tests: judgement.tests,
            commitments: facts
                .commitments
                .into_iter()
                .map(|fact| CommitmentRecord {
                    text: text(fact.span),
                    region: region(fact.span),
                    owner: fact.owner,
                    side: fact.side,
                    strength: fact.strength,
                    due_text: fact.due_text.map(text),
                    due: fact.due.map(|date| date.to_string()),
                    resource: fact.resource,
                    status: fact.status,
                    because: fact.because,
                })
                .collect(),
            vague: facts
                .vague
                .into_iter()
                .map(|fact| VagueRecord {
                    text: text(fact.span),
                    region: region(fact.span),
                    kind: fact.kind,
                    because: fact.because,
                })
                .collect(),
            learnings: facts
                .learnings
                .into_iter()
                .map(|fact| LearningRecord {
                    text: text(fact.span),
                    region: region(fact.span),
                    kind: fact.kind,
                    because: fact.because,
                })
                .collect(),
            pressure: facts
                .pressure
                .into_iter()
                .map(|fact| PressureRecord { text: text(fact.span), region: region(fact.span), because: fact.because })
                .collect(),
            findings: judgement
                .findings
                .into_iter()
                .map(|Finding { rule, severity, message, question, span }| FindingRecord {
                    rule,
                    severity,
                    message,
                    question,
                    region: region(span),
                })
                .collect(),
        }
    }
}
