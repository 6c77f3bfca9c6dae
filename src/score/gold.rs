//! Gold annotations: what a careful reader marked in a note.

use super::ScoreError;
use crate::extract::{LearningKind, Resource, Status, Strength, VagueKind};
use crate::note::Side;
use crate::rules::Verdict;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use std::fs;
use std::path::{Path, PathBuf};

/// The gold of one note. A list that is absent is not annotated in its corpus.
#[derive(Debug, Clone, Deserialize)]
pub struct Gold {
    /// Name of the note's file.
    pub file: String,
    /// What the meeting came to; the outer `None` where the corpus has no verdicts.
    #[serde(default, deserialize_with = "present")]
    pub verdict: Option<Option<Verdict>>,
    /// Commitments.
    pub commitments: Option<Vec<GoldCommitment>>,
    /// Vague outcomes.
    pub vague: Option<Vec<GoldFact<VagueKind>>>,
    /// Learnings.
    pub learnings: Option<Vec<GoldFact<LearningKind>>>,
    /// Pressure closes.
    pub pressure: Option<Vec<GoldFact<()>>>,
}

/// A commitment, as annotated.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs)]
pub struct GoldCommitment {
    pub line: usize,
    pub quote: String,
    pub owner: Vec<String>,
    pub side: Side,
    pub strength: Strength,
    pub due: Option<String>,
    pub resource: Option<Vec<Resource>>,
    #[serde(default = "open")]
    pub status: Status,
}

/// A fact of another sort, as annotated.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs)]
pub struct GoldFact<Kind> {
    pub line: usize,
    pub quote: String,
    pub kind: Option<Kind>,
}

fn open() -> Status {
    Status::Open
}

/// Tells a field that is null from one that is absent.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

impl Gold {
    /// Reads every `*.json` of a folder, in order of name.
    ///
    /// # Errors
    /// Where the folder or a file cannot be read, a file is not gold, or there is none.
    pub fn load(dir: &Path) -> Result<Vec<Gold>, ScoreError> {
        let unreadable = |source| ScoreError::Unreadable { path: dir.to_owned(), source };
        let mut paths: Vec<PathBuf> = fs::read_dir(dir)
            .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect())
            .map_err(unreadable)?;
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
        paths.sort();
        if paths.is_empty() {
            return Err(ScoreError::NoGold(dir.to_owned()));
        }
        paths.iter().map(|path| read_json(path)).collect()
    }
}

fn read_json<T: DeserializeOwned>(path: &Path) -> Result<T, ScoreError> {
    let text = read_text(path)?;
    serde_json::from_str(&text).map_err(|source| ScoreError::NotGold { path: path.to_owned(), source })
}

fn read_text(path: &Path) -> Result<String, ScoreError> {
    let text = fs::read_to_string(path).map_err(|source| ScoreError::Unreadable { path: path.to_owned(), source })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// A folder with `notes/` and `gold/`.
#[derive(Debug)]
pub struct Corpus {
    /// Each note's gold with its text, in order of the gold's file names.
    pub notes: Vec<(Gold, String)>,
}

impl Corpus {
    /// Reads the gold of a corpus and the notes that it names.
    ///
    /// # Errors
    /// Where one of them cannot be read.
    pub fn load(dir: &Path) -> Result<Corpus, ScoreError> {
        let with_text = |gold: Gold| read_text(&dir.join("notes").join(&gold.file)).map(|text| (gold, text));
        Ok(Corpus { notes: Gold::load(&dir.join("gold"))?.into_iter().map(with_text).collect::<Result<_, _>>()? })
    }
}
