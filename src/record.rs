//! The record of one note, as other programs read it (schema `goodmeeting.note/1`).
//!
//! Lines and columns count from 1, columns in Unicode scalar values; ends are exclusive.

use crate::error::Error;
use crate::extract::{Facts, LearningKind, Resource, Status, Strength, VagueKind};
use crate::note::{Note, NotePart, Side};
use crate::rules::{Confidence, Finding, Judgement, Severity, Tests, Verdict};
use crate::span::{LineIndex, Span};
use fnv::FnvHasher;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::hash::Hasher;

/// The schema's name and version; fields may be added under it, none renamed or dropped.
pub const SCHEMA: &str = "goodmeeting.note/1";

/// Everything that the program says about one note.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct Record {
    pub schema: &'static str,
    pub path: String,
    pub entry: Option<String>,
    /// The files that it was put together of, in the order of its text; none where it is of one file.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub parts: Vec<NotePart>,
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
    /// What was found and counts for nothing: suppressed in the note, or known to the baseline.
    pub waived: Vec<WaivedRecord>,
    /// The same as long as the text is, wherever the note lies.
    #[serde(skip)]
    pub digest: String,
}

/// What is said of notes taken together, or of a file that is no note (schema `goodmeeting.folder/1`).
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct FolderRecord {
    pub schema: &'static str,
    /// The folder or file.
    pub path: String,
    pub findings: Vec<FindingRecord>,
}

/// Something that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorRecord {
    /// The file or folder that it is about, with the place inside where there is one.
    pub path: Option<String>,
    /// What there is to say, with the path.
    pub message: String,
    /// The part of the message that may be of a note's own words.
    pub quoted: Option<String>,
}

impl From<&Error> for ErrorRecord {
    fn from(error: &Error) -> ErrorRecord {
        let (path, quoted) = (error.path().map(str::to_owned), error.quoted().map(str::to_owned));
        ErrorRecord { path, message: error.to_string(), quoted }
    }
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
    /// Which paragraph of the file the first line is, from 1, where its lines are not those of the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u32>,
    /// In which of the note's parts the first line is, from 1, where it was put together of several files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<usize>,
}

impl Region {
    /// A region between two places.
    pub const fn new(line: usize, column: usize, end_line: usize, end_column: usize) -> Region {
        Region { line, column, end_line, end_column, paragraph: None, part: None }
    }

    /// Where a span of a note is.
    pub fn of(note: &Note, lines: &LineIndex, span: Span) -> Region {
        let (start, end) = (lines.place(span.start), lines.place(span.end));
        let region = Region::new(start.line, start.column, end.line, end.column);
        Region { paragraph: note.paragraph(start.line), part: note.part(start.line), ..region }
    }
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct FindingRecord {
    pub rule: &'static str,
    pub severity: Severity,
    /// How often the rule is right.
    pub confidence: Confidence,
    pub message: String,
    /// What to ask next time.
    pub question: &'static str,
    #[serde(flatten)]
    pub region: Region,
    /// Whether it is about the whole note, and the region only tells where the note begins.
    pub whole_note: bool,
    /// The same as long as rule and words are, wherever in the note they stand; each repeat has its own.
    pub fingerprint: String,
}

/// A finding that counts for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct WaivedRecord {
    #[serde(flatten)]
    pub finding: FindingRecord,
    pub waiver: Waiver,
}

/// Why a finding counts for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Waiver {
    /// The note asks for it.
    Suppression {
        /// The line of the suppression, from 1.
        line: usize,
        /// Why, as its author puts it.
        reason: Option<String>,
    },
    /// It was there when the baseline was written.
    Baseline,
}

/// Makes findings into records, each with a fingerprint.
struct Findings<'t> {
    note: &'t Note,
    lines: &'t LineIndex<'t>,
    /// How often each rule found the same words so far.
    seen: HashMap<u64, u32>,
}

impl Findings<'_> {
    fn record(&mut self, finding: Finding) -> FindingRecord {
        let words = if finding.is_whole { "" } else { finding.span.of(&self.note.text) };
        let hasher = hashed(finding.rule, words);
        let times = self.seen.entry(hasher.finish()).or_insert(0);
        *times += 1;
        let region = Region::of(self.note, self.lines, finding.span);
        FindingRecord::new(finding, region, fingerprint(hasher, *times))
    }
}

/// A hash of a rule and of words (letters and digits in lower case).
fn hashed(rule: &str, words: &str) -> FnvHasher {
    let mut hasher = FnvHasher::default();
    hasher.write(rule.as_bytes());
    for character in words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase) {
        hasher.write(character.encode_utf8(&mut [0; 4]).as_bytes());
    }
    hasher
}

/// Of rule and words, and of how often the same was found so far.
fn fingerprint(mut hasher: FnvHasher, times: u32) -> String {
    hasher.write(&times.to_le_bytes());
    format!("{:016x}", hasher.finish())
}

impl FindingRecord {
    fn new(finding: Finding, region: Region, fingerprint: String) -> FindingRecord {
        let Finding { rule, severity, confidence, message, question, is_whole: whole_note, span: _ } = finding;
        FindingRecord { rule, severity, confidence, message, question, region, whole_note, fingerprint }
    }

    /// A finding in a place that is known already; `words` tell it from others of its rule.
    pub fn at(finding: Finding, region: Region, words: &str) -> FindingRecord {
        let fingerprint = fingerprint(hashed(finding.rule, words), 1);
        FindingRecord::new(finding, region, fingerprint)
    }
}

impl Record {
    /// The part that a region is in, where the note was put together of several files, and the region in that file where its
    /// lines tell.
    pub fn part_of(&self, region: Region) -> Option<(&NotePart, Option<Region>)> {
        let part = self.parts.get(region.part?.checked_sub(1)?)?;
        let moved = |line: usize| Some((line + part.line_in_file?).saturating_sub(part.line));
        let (line, end_line) = (moved(region.line), moved(region.end_line));
        Some((part, line.zip(end_line).map(|(line, end_line)| Region { line, end_line, ..region })))
    }

    /// Puts what was found in a note into the form that is reported.
    pub fn new(path: &str, entry: Option<&str>, note: &Note, facts: Facts, judgement: Judgement) -> Record {
        let lines = LineIndex::new(&note.text);
        let region = |span| Region::of(note, &lines, span);
        let text = |span: Span| span.of(&note.text).to_owned();
        let mut made = Findings { note, lines: &lines, seen: HashMap::new() };
        let findings = judgement.findings.into_iter().map(|finding| made.record(finding)).collect();
        let waiver = |by: usize| {
            let one = &note.suppressions[by];
            Waiver::Suppression { line: lines.place(one.span.start).line, reason: one.reason.clone() }
        };
        let suppressed = judgement.suppressed.into_iter();
        let waived = suppressed.map(|one| WaivedRecord { finding: made.record(one.finding), waiver: waiver(one.by) });
        let waived = waived.collect();
        Record {
            schema: SCHEMA,
            path: path.to_owned(),
            entry: entry.map(str::to_owned),
            parts: note.parts.as_deref().map(<[_]>::to_vec).unwrap_or_default(),
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
            findings,
            waived,
            digest: digest(&note.text),
        }
    }
}

/// A digest of a text.
fn digest(text: &str) -> String {
    let mut hasher = FnvHasher::default();
    hasher.write(text.as_bytes());
    format!("{:016x}", hasher.finish())
}

impl Record {
    /// A record that holds findings in a note and nothing else, for what is found in several notes together.
    pub fn of_findings(path: String, entry: Option<String>, findings: Vec<FindingRecord>) -> Record {
        Record {
            schema: SCHEMA,
            path,
            digest: String::new(),
            entry,
            parts: Vec::new(),
            title: None,
            date: None,
            account: None,
            author: None,
            participants: Vec::new(),
            verdict: Verdict::default(),
            tests: Tests {
                customer_commitment: false,
                learning: false,
                customer_action: false,
                exchange_of_value: false,
            },
            commitments: Vec::new(),
            vague: Vec::new(),
            learnings: Vec::new(),
            pressure: Vec::new(),
            findings,
            waived: Vec::new(),
        }
    }
}

/// The schema of [`FolderRecord`].
pub const FOLDER_SCHEMA: &str = "goodmeeting.folder/1";

impl FolderRecord {
    /// Findings about a folder or file as a whole.
    pub fn new(path: String, findings: Vec<Finding>) -> FolderRecord {
        let (note, lines) = (Note::default(), LineIndex::new(""));
        let mut made = Findings { note: &note, lines: &lines, seen: HashMap::new() };
        let findings = findings.into_iter().map(|finding| made.record(finding)).collect();
        FolderRecord { schema: FOLDER_SCHEMA, path, findings }
    }
}
