//! Deals and their ledger: for people, for spreadsheets, for task lists and calendars.

mod calendar;
mod ledger;
mod overview;
mod table;

pub use calendar::calendar;
pub use ledger::{Entry, Filter, entries, markdown_tasks, text as ledger_text};
pub use overview::text;
pub use table::{deals_csv, deals_markdown, ledger_csv};

use crate::deal::Fate;
use anstyle::{AnsiColor, Style};

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
