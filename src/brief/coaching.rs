//! What to ask, in words that one can say: `coaching.toml` of the lexicons.

use crate::decode::decode;
use crate::error::Error;
use crate::extract::{LearningKind, Resource};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// The name of the file in a folder of lexicons.
pub const FILE: &str = "coaching.toml";

const EMBEDDED: &str = include_str!("../../lexicons/en/coaching.toml");

/// Questions and small commitments to ask for.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Coaching {
    learning: BTreeMap<LearningKind, String>,
    ask: BTreeMap<Resource, Vec<String>>,
    recap: BTreeMap<Missing, String>,
}

/// What a recap asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Missing {
    NoOwner,
    NoDue,
    NotFirm,
    Theirs,
}

impl Coaching {
    /// What comes with the program, and over it, key by key, what a folder of lexicons says.
    ///
    /// # Errors
    /// A file that cannot be read or understood.
    pub fn load(lexicons: Option<&Path>) -> Result<Coaching, Error> {
        let mut coaching = parse(EMBEDDED, FILE)?;
        if let Some(file) = lexicons.map(|dir| dir.join(FILE)).filter(|file| file.is_file()) {
            let name = file.display().to_string();
            let bytes = std::fs::read(&file).map_err(|source| Error::from_io(name.clone(), source))?;
            let own = parse(&decode(bytes).map_err(|fault| Error::Encoding { path: name.clone(), fault })?, &name)?;
            coaching.learning.extend(own.learning);
            coaching.ask.extend(own.ask);
            coaching.recap.extend(own.recap);
        }
        Ok(coaching)
    }

    pub(super) fn question(&self, kind: LearningKind) -> &str {
        self.learning.get(&kind).map_or("", String::as_str)
    }

    pub(super) fn asks(&self, rung: Resource) -> &[String] {
        self.ask.get(&rung).map_or(&[], Vec::as_slice)
    }

    pub(super) fn about(&self, missing: Missing, commitment: &str) -> String {
        self.recap.get(&missing).map_or_else(String::new, |question| question.replace("{}", commitment))
    }
}

fn parse(text: &str, file: &str) -> Result<Coaching, Error> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map(|span| 1 + text[..span.start].matches('\n').count());
        Error::Config { file: file.to_owned(), line, message: error.message().to_owned() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_something_to_ask_about_everything() {
        let coaching = Coaching::load(None).unwrap();
        assert!(LearningKind::ALL.into_iter().all(|kind| coaching.question(kind).ends_with('?')));
        assert!(Resource::ALL.into_iter().all(|rung| coaching.asks(rung).len() > 1));
        for missing in [Missing::NoOwner, Missing::NoDue, Missing::NotFirm] {
            assert!(coaching.about(missing, "the log").contains("the log"));
        }
    }

    #[test]
    fn a_folder_of_lexicons_changes_some_of_it_and_mistakes_are_named() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(FILE), "[learning]\npain = 'Where does it hurt?'\n").unwrap();
        let coaching = Coaching::load(Some(dir.path())).unwrap();
        assert_eq!(coaching.question(LearningKind::Pain), "Where does it hurt?");
        assert!(!coaching.question(LearningKind::Need).is_empty());
        std::fs::write(dir.path().join(FILE), "[learning]\npains = 'x'\n").unwrap();
        assert!(Coaching::load(Some(dir.path())).unwrap_err().to_string().contains("coaching.toml:2"));
    }
}
