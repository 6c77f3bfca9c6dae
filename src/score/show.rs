//! Figures and misses in words.

use super::{Row, Scores};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

/// What to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
#[allow(missing_docs)]
pub enum Show {
    Commitments,
    Vague,
    Learnings,
    Pressure,
    Verdict,
    Owner,
    Side,
    Strength,
    Due,
    /// How many errors there are of each class.
    Classes,
}

/// What sort of error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Class {
    Missed,
    False,
    WrongOwner,
    WrongSide,
    WrongDue,
    WrongStrength,
    WrongKind,
    WrongVerdict,
}

/// One thing that is not as annotated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    /// The note's file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What it is an error of.
    pub of: Show,
    /// What sort of error it is.
    pub class: Class,
    /// The words that were missed, or found in error.
    pub words: String,
    /// What is annotated and what was found, where both are something.
    pub pair: Option<(String, String)>,
}

impl Class {
    fn name(self) -> &'static str {
        match self {
            Class::Missed => "missed",
            Class::False => "false",
            Class::WrongOwner => "wrong owner",
            Class::WrongSide => "wrong side",
            Class::WrongDue => "wrong due",
            Class::WrongStrength => "wrong strength",
            Class::WrongKind => "wrong kind",
            Class::WrongVerdict => "wrong verdict",
        }
    }
}

/// The name of a value, as it is written in records.
pub(super) fn name(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => "none".to_owned(),
    }
}

pub(super) fn names(names: &[String]) -> String {
    if names.is_empty() { "nobody".to_owned() } else { names.join(", ") }
}

impl fmt::Display for Miss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Miss { file, line, words, .. } = self;
        match (&self.pair, self.of) {
            (Some((gold, found)), Show::Verdict) => write!(f, "{file}: gold {gold}, found {found}"),
            (Some((gold, found)), _) => {
                write!(f, "{file}:{line}: {}: gold {gold}, found {found}: {words}", self.class.name())
            }
            (None, _) => write!(f, "{file}:{line}: {}: {words}", self.class.name()),
        }
    }
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rows.iter().try_for_each(|(name, row)| writeln!(f, "{name:14} {row}"))
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let figures = self.figures().into_iter().map(|(name, figure)| format!("{name} {figure:?}"));
        let counts = self.counts().into_iter().map(|(name, count)| format!("{name} {count}"));
        f.write_str(&figures.chain(counts).collect::<Vec<_>>().join("  "))
    }
}

impl Scores {
    /// The misses of one kind, one a line, or the table of all classes of errors.
    pub fn show(&self, what: Show) -> String {
        if what == Show::Classes {
            return self.classes();
        }
        self.misses.iter().filter(|miss| miss.of == what).fold(String::new(), |mut out, miss| {
            _ = writeln!(out, "{miss}");
            out
        })
    }

    /// Classes of errors with their counts, most frequent first.
    fn classes(&self) -> String {
        let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for miss in &self.misses {
            *counts.entry((subject(miss.of), miss.class.name())).or_default() += 1;
        }
        let mut rows: Vec<_> = counts.into_iter().collect();
        rows.sort_by_key(|&(class, count)| (std::cmp::Reverse(count), class));
        rows.iter().fold(String::new(), |mut out, ((subject, class), count)| {
            _ = writeln!(out, "{count:6}  {subject:12} {class}");
            out
        })
    }
}

/// Which facts an error is about.
fn subject(of: Show) -> &'static str {
    match of {
        Show::Vague => "vague",
        Show::Learnings => "learnings",
        Show::Pressure => "pressure",
        Show::Verdict => "verdict",
        Show::Commitments | Show::Owner | Show::Side | Show::Strength | Show::Due | Show::Classes => "commitments",
    }
}
