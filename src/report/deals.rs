//! Deals and their ledger: for people, for spreadsheets, for task lists and calendars.

mod calendar;
mod ledger;
mod overview;
mod table;

pub use calendar::calendar;
pub use ledger::{Entry, Filter, entries, markdown_tasks, text as ledger_text};
pub use overview::{lines, text};
pub use table::{deals_csv, deals_markdown, ledger_csv};

use super::{Report, Summary};
use crate::deal::{Deal, Fate};
use crate::record::{FindingRecord, Record};
use anstyle::{AnsiColor, Style};
use std::collections::BTreeMap;
use std::io;

/// How a fate is shown.
const fn style(fate: Fate) -> Style {
    match fate {
        Fate::Overdue | Fate::Dropped => AnsiColor::Red.on_default(),
        Fate::Rolled => AnsiColor::Yellow.on_default(),
        Fate::Kept => AnsiColor::Green.on_default(),
        Fate::Open => Style::new(),
    }
}

/// A share as people read it: "40%".
fn percent(share: f32) -> String {
    format!("{:.0}%", share * 100.0)
}

/// Writes what is found in deals as what is found in their notes, in order of path, in a format of `check`.
pub fn findings(deals: &[Deal], report: &mut dyn Report, errors: usize) -> io::Result<()> {
    let mut by_note: BTreeMap<(&str, Option<&str>), Vec<FindingRecord>> = BTreeMap::new();
    for found in deals.iter().flat_map(|deal| &deal.findings) {
        by_note.entry((&found.path, found.entry.as_deref())).or_default().push(found.finding.clone());
    }
    let mut summary = Summary { errors, ..Summary::default() };
    for ((path, entry), mut findings) in by_note {
        findings.sort_by_key(|finding| finding.region.line);
        let record = Record::of_findings(path.to_owned(), entry.map(str::to_owned), findings);
        summary.add(&record);
        report.record(&record)?;
    }
    report.finish(&summary)
}
