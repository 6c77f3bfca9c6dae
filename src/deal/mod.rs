//! Notes of one account read together: what became of each promise, and where the deal is going.

mod accounts;
mod chapter;
mod fates;
mod findings;
mod index;
mod people;
mod redacted;
mod signals;

pub use chapter::{Chapter, Promise};
pub use fates::{Evidence, Fate};
pub use findings::DealFinding;
pub use redacted::redact;
pub use signals::{FEWEST, Signals, Step, Trend};

use crate::config::Config;
use crate::record::CommitmentRecord;
use crate::rules::Verdict;
use crate::span::Span;
use accounts::Accounts;
use fates::Weights;
use findings::Case;
use index::Index;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// The schema's name and version; fields may be added under it, none renamed or dropped.
pub const SCHEMA: &str = "goodmeeting.deal/1";

/// One account over time.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct Deal {
    pub schema: &'static str,
    pub account: String,
    pub as_of: String,
    pub notes: Vec<NoteOfDeal>,
    pub commitments: Vec<Followed>,
    pub signals: Signals,
    pub findings: Vec<DealFinding>,
    /// The configuration of the latest note, by which the deal is judged.
    #[serde(skip)]
    pub config: Arc<Config>,
}

impl Deal {
    /// Whether it has findings that make a run fail.
    pub fn fails(&self) -> bool {
        let least = self.config.fail_on;
        least.is_some_and(|least| self.findings.iter().any(|one| one.finding.severity >= least))
    }
}

/// A note of an account.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct NoteOfDeal {
    pub path: String,
    pub entry: Option<String>,
    pub date: Option<String>,
    pub verdict: Verdict,
}

/// A commitment and what became of it.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct Followed {
    pub path: String,
    pub entry: Option<String>,
    #[serde(flatten)]
    pub commitment: CommitmentRecord,
    pub fate: Fate,
    pub evidence: Option<Evidence>,
    /// Which of the account's notes it is in.
    #[serde(skip)]
    chapter: usize,
    #[serde(skip)]
    span: Span,
}

impl Followed {
    /// The day on which it is due.
    pub fn due(&self) -> Option<Date> {
        self.commitment.due.as_deref().and_then(|due| due.parse().ok())
    }

    /// What is to be seen to first comes first: what is overdue, longest of all, then what is open, by its day.
    pub fn order(&self) -> (Option<usize>, bool, Option<&str>) {
        let due = self.commitment.due.as_deref();
        (Fate::ALL.iter().position(|fate| *fate == self.fate), due.is_none(), due)
    }
}

/// What makes notes one account's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AccountBy {
    /// The customer's name in the note, in long or short form.
    #[default]
    Name,
    /// The folder that the note is in.
    Folder,
}

/// Puts notes together by account, and follows each promise to its end as of a day.
///
/// Notes that name no account, and those that are later than the day, are left out. Deals come in order of the account's name, their notes in order of date;
/// those without a date come last, in the order in which they were given.
pub fn deals(mut chapters: Vec<Chapter>, by: AccountBy, as_of: Date) -> Vec<Deal> {
    chapters.retain(|chapter| !chapter.is_after(as_of));
    let weights = Weights::new(&chapters);
    let accounts = Accounts::learn(&chapters);
    let mut by_account: BTreeMap<String, Vec<Chapter>> = BTreeMap::new();
    for chapter in chapters {
        let account = match by {
            AccountBy::Name => accounts.of(&chapter),
            AccountBy::Folder if chapter.is_mapped => chapter.account.clone(),
            AccountBy::Folder => folder(&chapter.path),
        };
        if let Some(account) = account {
            by_account.entry(account).or_default().push(chapter);
        }
    }
    by_account.into_iter().map(|(account, chapters)| deal(account, chapters, &weights, as_of)).collect()
}

/// The name of the folder that a note is in.
fn folder(path: &str) -> Option<String> {
    let folder = Path::new(path).parent()?.file_name()?;
    Some(folder.to_string_lossy().into_owned())
}

fn deal(account: String, mut chapters: Vec<Chapter>, weights: &Weights, as_of: Date) -> Deal {
    chapters.sort_by_key(|chapter| (chapter.date.is_none(), chapter.date));
    let (mut commitments, index) = (Vec::new(), Index::new(&chapters));
    for (at, chapter) in chapters.iter().enumerate() {
        for promise in chapter.open_promises() {
            let (fate, evidence) = fates::fate(&index, at, promise, weights, as_of);
            commitments.push(Followed {
                path: chapter.path.clone(),
                entry: chapter.entry.clone(),
                commitment: promise.record.clone(),
                fate,
                evidence,
                chapter: at,
                span: promise.span,
            });
        }
    }
    let note = |chapter: &Chapter| NoteOfDeal {
        path: chapter.path.clone(),
        entry: chapter.entry.clone(),
        date: chapter.date.map(|date| date.to_string()),
        verdict: chapter.verdict,
    };
    let signals = signals::signals(&account, &chapters, &commitments, as_of);
    let case = Case { account: &account, chapters: &chapters, followed: &commitments, signals: &signals, as_of };
    let findings = case.findings();
    let notes = chapters.iter().map(note).collect();
    let config = chapters.last().map(|latest| Arc::clone(&latest.config)).unwrap_or_default();
    Deal { schema: SCHEMA, account, as_of: as_of.to_string(), notes, commitments, signals, findings, config }
}

/// Days from one day to another.
fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}
