//! The findings that were there when a team began: known, and no reason to fail.
//!
//! A baseline is a file of JSON with a line for each finding: note, rule and fingerprint, and no word of a note.
//! Fingerprints survive moved lines, and each repeat of the same words has its own, so that one more is a new finding. A
//! note that was renamed and not changed stays known by the digest of its text.

use crate::decode::decode;
use crate::draft::Draft;
use crate::error::Error;
use crate::record::{Record, WaivedRecord, Waiver};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Component, Path, PathBuf};

/// The schema's name and version.
const SCHEMA: &str = "goodmeeting.baseline/1";

/// Known findings, by note.
#[derive(Debug)]
pub struct Baseline {
    file: PathBuf,
    /// Paths of notes start from here.
    folder: PathBuf,
    notes: BTreeMap<NoteName, BTreeSet<Known>>,
    /// The digest of each note's text when the baseline was written, and the notes of each digest.
    digests: BTreeMap<NoteName, String>,
    by_digest: HashMap<String, Vec<NoteName>>,
    /// The notes that were looked at, whose entries have to hold.
    checked: BTreeSet<NoteName>,
}

/// A note: its path from the folder of the baseline, with `/` between folders, and its entry.
type NoteName = (String, Option<String>);

/// A known finding: its rule and fingerprint.
type Known = (String, String);

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    schema: String,
    findings: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    path: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    entry: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    digest: Option<String>,
    rule: String,
    fingerprint: String,
}

impl Baseline {
    /// A baseline without findings, to be written to `file`.
    pub fn new(file: &Path) -> Baseline {
        let folder = lexical(&std::path::absolute(file).unwrap_or_else(|_| file.to_owned()));
        let folder = folder.parent().map(Path::to_owned).unwrap_or_default();
        Baseline {
            file: file.to_owned(),
            folder,
            notes: BTreeMap::new(),
            digests: BTreeMap::new(),
            by_digest: HashMap::new(),
            checked: BTreeSet::new(),
        }
    }

    /// Reads a baseline.
    ///
    /// # Errors
    /// Where the file is missing, or is no baseline.
    pub fn read(file: &Path) -> Result<Baseline, Error> {
        let path = || file.display().to_string();
        let bytes = std::fs::read(file).map_err(|source| Error::from_io(path(), source))?;
        let text = decode(bytes).map_err(|fault| Error::Encoding { path: path(), fault })?;
        let broken = |line, message| Error::Config { file: path(), line, message };
        let read: File =
            serde_json::from_str(&text).map_err(|error| broken(Some(error.line()), format!("no baseline: {error}")))?;
        if read.schema != SCHEMA {
            let message = format!("the schema is {}, not {SCHEMA}; write it anew with --write-baseline", read.schema);
            return Err(broken(None, message));
        }
        let mut baseline = Baseline::new(file);
        for Entry { path, entry, digest, rule, fingerprint } in read.findings {
            let name = (path, entry);
            baseline.digests.extend(digest.map(|digest| (name.clone(), digest)));
            baseline.notes.entry(name).or_default().insert((rule, fingerprint));
        }
        for (name, digest) in &baseline.digests {
            baseline.by_digest.entry(digest.clone()).or_default().push(name.clone());
        }
        Ok(baseline)
    }

    /// Sets aside the findings of a note that are known.
    pub fn apply(&mut self, record: &mut Record) {
        let mut name = self.name(record);
        if !self.notes.contains_key(&name) {
            name = self.former(record).unwrap_or(name);
        }
        if let Some(known) = self.notes.get_mut(&name) {
            let take = |finding: &mut crate::record::FindingRecord| {
                known.remove(&(finding.rule.to_owned(), finding.fingerprint.clone()))
            };
            let taken = record.findings.extract_if(.., take);
            record.waived.extend(taken.map(|finding| WaivedRecord { finding, waiver: Waiver::Baseline }));
            record.waived.sort_by_key(|waived| (waived.finding.region.line, waived.finding.region.column));
            self.checked.insert(name);
        }
    }

    /// What a note was called that is known under no name: one of the same text that is gone.
    fn former(&self, record: &Record) -> Option<NoteName> {
        let alike = self.by_digest.get(&record.digest)?.iter();
        let mut gone = alike.filter(|name| !self.checked.contains(*name) && !self.folder.join(&name.0).exists());
        gone.find(|name| name.1 == record.entry).cloned()
    }

    /// Adds the findings of a note.
    pub fn add(&mut self, record: &Record) {
        let known = record.findings.iter().map(|finding| (finding.rule.to_owned(), finding.fingerprint.clone()));
        let known: BTreeSet<Known> = known.collect();
        if !known.is_empty() {
            let name = self.name(record);
            self.digests.insert(name.clone(), record.digest.clone());
            self.notes.entry(name).or_default().extend(known);
        }
    }

    /// How many findings, in how many notes.
    pub fn counts(&self) -> (usize, usize) {
        (self.notes.values().map(BTreeSet::len).sum(), self.notes.len())
    }

    /// The entries that no finding answered to, as note and rule: of notes that were looked at, or that are gone.
    pub fn stale(&self) -> Vec<(&str, &str)> {
        let must_hold = |name: &NoteName| self.checked.contains(name) || !self.folder.join(&name.0).exists();
        let notes = self.notes.iter().filter(|(name, _)| must_hold(name));
        notes.flat_map(|((path, _), known)| known.iter().map(move |(rule, _)| (path.as_str(), rule.as_str()))).collect()
    }

    /// Where it was read from, or is written to.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Writes the file, whole or not at all.
    pub fn write(&self) -> Result<(), Error> {
        Draft::of(&self.file, &self.text())?.keep()
    }

    /// A line for each finding, sorted, so that two branches can add to it without a conflict.
    fn text(&self) -> String {
        let lines = self.notes.iter().flat_map(|(name, known)| {
            known.iter().map(move |(rule, fingerprint)| {
                let ((path, entry), digest) = (name.clone(), self.digests.get(name).cloned());
                let (rule, fingerprint) = (rule.clone(), fingerprint.clone());
                // Strings under known names cannot fail to be written.
                serde_json::to_string(&Entry { path, entry, digest, rule, fingerprint }).unwrap_or_default()
            })
        });
        let lines: Vec<String> = lines.collect();
        let gap = if lines.is_empty() { "" } else { "\n" };
        format!("{{\"schema\": \"{SCHEMA}\", \"findings\": [{gap}{}{gap}]}}\n", lines.join(",\n"))
    }

    fn name(&self, record: &Record) -> NoteName {
        let path = Path::new(&record.path);
        let absolute = lexical(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
        let path = absolute.strip_prefix(&self.folder).unwrap_or(&absolute);
        let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        (parts.join("/"), record.entry.clone())
    }
}

/// A path without `.` and `..`, as it is written: links are not followed.
fn lexical(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut made, part| {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = made.pop(),
            part => made.push(part),
        }
        made
    })
}
