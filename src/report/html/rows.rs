//! What the page knows of each note and deal: rows without names, as there are many of them. `data.js` gives the
//! names back; the order of the fields is the same there.

use super::NotePage;
use super::strings::Strings;
use super::text::{Lines, Place};
use crate::deal::{Deal, DealFinding, Evidence, Fate};
use crate::record::{CommitmentRecord, FindingRecord};
use crate::rules::Rule;
use crate::team::Authors;
use serde::Serialize;
use serde_tuple::Serialize_tuple;
use std::borrow::Cow;

/// A note. Numbers stand for strings of the table, unless they are said to be something else.
#[derive(Debug, Serialize_tuple)]
pub(super) struct NoteRow<'a> {
    path: Cow<'a, str>,
    entry: Option<&'a str>,
    title: Option<&'a str>,
    date: Option<&'a str>,
    author: Option<usize>,
    /// Index of the deal.
    deal: Option<usize>,
    verdict: usize,
    /// Name and side in turn.
    people: Vec<usize>,
    text: String,
    /// Of each run of lines: the index of the line in `text`, and its number in the note.
    runs: Vec<(usize, usize)>,
    commitments: Vec<CommitmentRow>,
    vague: Vec<FactRow>,
    learnings: Vec<FactRow>,
    pressure: Vec<FactRow>,
    findings: Vec<FindingRow>,
}

#[derive(Debug, Serialize_tuple)]
struct CommitmentRow {
    place: Option<Place>,
    side: usize,
    strength: usize,
    due: Option<usize>,
    resource: Vec<usize>,
    owner: Vec<usize>,
    done: u8,
    fate: Option<usize>,
    evidence: Option<EvidenceRow>,
    because: Vec<usize>,
}

/// The note by its index, the line by its number, and the words.
#[derive(Debug, Serialize_tuple)]
struct EvidenceRow {
    note: Option<usize>,
    line: usize,
    text: String,
}

#[derive(Debug, Serialize_tuple)]
struct FactRow {
    place: Option<Place>,
    kind: Option<usize>,
    because: Vec<usize>,
}

#[derive(Debug, Serialize_tuple)]
struct FindingRow {
    rule: usize,
    severity: usize,
    message: usize,
    question: usize,
    /// `None` where it is about the whole note.
    place: Option<Place>,
}

/// What became of a commitment, and the note and place that show it.
pub(super) struct Told<'a> {
    pub(super) fate: Fate,
    pub(super) evidence: Option<(&'a Evidence, Option<usize>)>,
}

/// A note with its place among all, its deal, and the fates of its commitments, which other notes tell.
pub(super) fn note<'a>(
    at: usize,
    page: &'a NotePage,
    authors: &Authors,
    deal: Option<usize>,
    told: &[Option<Told<'_>>],
    strings: &mut Strings,
) -> NoteRow<'a> {
    let record = &page.record;
    let redacted = strings.is_redacted();
    let named = |name: &'a Option<String>| name.as_deref().filter(|_| !redacted);
    let lines = Lines::new(if redacted { &[] } else { &page.passages });
    let mut fact = |region, kind: Option<&'static str>, because: &[String]| FactRow {
        place: lines.place(region),
        kind: kind.map(|kind| strings.number(kind)),
        because: strings.numbers(because),
    };
    let vague = record.vague.iter().map(|one| fact(one.region, Some(one.kind.name()), &one.because)).collect();
    let learnings = record.learnings.iter().map(|one| fact(one.region, Some(one.kind.name()), &one.because)).collect();
    let pressure = record.pressure.iter().map(|one| fact(one.region, None, &one.because)).collect();
    let fates = told.iter().map(Option::as_ref).chain(std::iter::repeat(None));
    let commitments = record.commitments.iter().zip(fates);
    NoteRow {
        path: if redacted { format!("note {}", at + 1).into() } else { record.path.as_str().into() },
        entry: named(&record.entry),
        title: named(&record.title),
        date: record.date.as_deref(),
        author: record.author.as_deref().map(|author| strings.person(authors.fullest(author))),
        deal,
        verdict: strings.number(record.verdict.name()),
        people: record
            .participants
            .iter()
            .flat_map(|person| [strings.person(&person.name), strings.number(person.side.name())])
            .collect(),
        text: lines.text(),
        runs: lines.runs(),
        commitments: commitments.map(|(one, told)| commitment(one, told, &lines, strings)).collect(),
        vague,
        learnings,
        pressure,
        findings: record.findings.iter().map(|one| finding(one, &lines, strings)).collect(),
    }
}

fn commitment(one: &CommitmentRecord, told: Option<&Told<'_>>, lines: &Lines, strings: &mut Strings) -> CommitmentRow {
    let evidence = told.and_then(|told| told.evidence.as_ref());
    CommitmentRow {
        place: lines.place(one.region),
        side: strings.number(one.side.name()),
        strength: strings.number(one.strength.name()),
        due: one.due.as_deref().map(|due| strings.number(due)),
        resource: one.resource.iter().map(|resource| strings.number(resource.name())).collect(),
        owner: one.owner.iter().map(|owner| strings.person(owner)).collect(),
        done: u8::from(one.status == crate::extract::Status::Done),
        fate: told.map(|told| strings.number(told.fate.name())),
        evidence: evidence.map(|(shown, note)| EvidenceRow {
            note: *note,
            line: shown.region.line,
            text: if strings.is_redacted() { String::new() } else { shown.text.clone() },
        }),
        because: strings.numbers(&one.because),
    }
}

fn finding(one: &FindingRecord, lines: &Lines, strings: &mut Strings) -> FindingRow {
    FindingRow {
        rule: strings.number(one.rule),
        severity: strings.number(one.severity.name()),
        message: strings.number(message(one, strings.is_redacted())),
        question: strings.number(one.question),
        place: if one.whole_note { None } else { lines.place(one.region) },
    }
}

/// What a finding says, or, where words of notes are left out, what its rule finds.
fn message(finding: &FindingRecord, redacted: bool) -> &str {
    Rule::find(finding.rule).filter(|_| redacted).map_or(&finding.message, |rule| rule.summary)
}

/// A deal.
#[derive(Debug, Serialize)]
pub(super) struct DealRow<'a> {
    name: Cow<'a, str>,
    /// Indices of notes, in order of date.
    notes: &'a [usize],
    steps: Vec<StepRow>,
    /// Without the steps.
    signals: serde_json::Value,
    findings: Vec<DealFindingRow<'a>>,
}

/// A step of the customer's: index of the note, index of the commitment in it, and size.
#[derive(Debug, Serialize_tuple)]
struct StepRow {
    note: usize,
    commitment: usize,
    size: f32,
}

#[derive(Debug, Serialize_tuple)]
struct DealFindingRow<'a> {
    rule: usize,
    severity: usize,
    message: &'a str,
    question: usize,
    /// Index of the note.
    note: Option<usize>,
    line: usize,
}

/// A deal with its place among all; its notes have these indices among `pages`.
pub(super) fn deal<'a>(
    at: usize,
    deal: &'a Deal,
    notes: &'a [usize],
    pages: &[NotePage],
    strings: &mut Strings,
) -> DealRow<'a> {
    let redacted = strings.is_redacted();
    let of_path = |path: &'a str| notes.iter().copied().filter(move |&note| pages[note].record.path == path);
    let steps = deal.signals.steps.iter().filter_map(|step| {
        let is_step = |one: &CommitmentRecord| one.region.line == step.line && one.text == step.text;
        let (note, commitment) = of_path(&step.path)
            .find_map(|note| Some((note, pages[note].record.commitments.iter().position(is_step)?)))?;
        Some(StepRow { note, commitment, size: step.size })
    });
    let mut signals = serde_json::to_value(&deal.signals).unwrap_or_default();
    if let Some(signals) = signals.as_object_mut() {
        let has_names = |name: &str, value: &serde_json::Value| value.is_array() && name != "learning_missing";
        signals.retain(|name, value| name != "steps" && !value.is_null() && !(redacted && has_names(name, value)));
    }
    let findings = deal.findings.iter().map(|DealFinding { path, finding, .. }| DealFindingRow {
        rule: strings.number(finding.rule),
        severity: strings.number(finding.severity.name()),
        message: message(finding, redacted),
        question: strings.number(finding.question),
        note: of_path(path).next(),
        line: finding.region.line,
    });
    let name = if redacted { format!("Account {}", at + 1).into() } else { deal.account.as_str().into() };
    DealRow { name, notes, steps: steps.collect(), signals, findings: findings.collect() }
}
