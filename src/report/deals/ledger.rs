//! The ledger: every commitment of every account, those first that somebody has to see to.

use super::style;
use crate::deal::{Deal, Fate, Followed};
use crate::note::Side;
use crate::report::escape::markdown;
use crate::report::text::{clean, excerpt};
use anstyle::Style;
use jiff::civil::Date;
use serde::Serialize;
use std::io::{self, Write};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// A commitment in the ledger.
#[derive(Debug, Clone, Copy, Serialize)]
#[allow(missing_docs)]
pub struct Entry<'d> {
    pub account: &'d str,
    #[serde(flatten)]
    pub followed: &'d Followed,
}

/// Which commitments the ledger lists. What is empty or `None` leaves out nothing.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only those of these fates.
    pub fates: Vec<Fate>,
    /// Only those of these sides.
    pub sides: Vec<Side>,
    /// Only those with an owner whose name has these words, in any case.
    pub owner: Option<String>,
    /// Only those of accounts whose name has these words, in any case.
    pub account: Option<String>,
    /// Only those that are due on this day or before.
    pub due_by: Option<Date>,
}

impl Filter {
    /// Takes everything out of deals that is not to be listed.
    pub fn keep(&self, deals: &mut [Deal]) {
        for Deal { account, commitments, .. } in deals {
            commitments.retain(|one| self.takes(account, one));
        }
    }

    fn takes(&self, account: &str, one: &Followed) -> bool {
        let has = |text: &str, part: &Option<String>| {
            part.as_ref().is_none_or(|part| text.to_lowercase().contains(&part.to_lowercase()))
        };
        (self.fates.is_empty() || self.fates.contains(&one.fate))
            && (self.sides.is_empty() || self.sides.contains(&one.commitment.side))
            && (self.owner.is_none() || one.commitment.owner.iter().any(|owner| has(owner, &self.owner)))
            && has(account, &self.account)
            && self.due_by.is_none_or(|by| one.due().is_some_and(|due| due <= by))
    }
}

/// All commitments: overdue ones first, then open, rolled, kept and dropped ones, each by day.
pub fn entries<'d>(deals: &'d [Deal]) -> Vec<Entry<'d>> {
    let of = |deal: &'d Deal| deal.commitments.iter().map(|followed| Entry { account: &deal.account, followed });
    let mut entries: Vec<Entry<'d>> = deals.iter().flat_map(of).collect();
    entries.sort_by(|one, other| {
        one.followed.order().cmp(&other.followed.order()).then_with(|| one.account.cmp(other.account))
    });
    entries
}

/// Writes the ledger for people to read, on lines of about `width` columns.
pub fn text(entries: &[Entry<'_>], width: usize, out: &mut impl Write) -> io::Result<()> {
    let mut fate = None;
    for entry in entries {
        let one = entry.followed;
        if fate != Some(one.fate) {
            let (style, gap) = (style(one.fate), if fate.is_some() { "\n" } else { "" });
            let number = entries.iter().filter(|entry| entry.followed.fate == one.fate).count();
            writeln!(out, "{gap}{style}{BOLD}{}{BOLD:#}{style:#} {DIM}{number}{DIM:#}", one.fate.name())?;
            fate = Some(one.fate);
        }
        let due = one.commitment.due.as_deref().unwrap_or("no day");
        let owner = owner(one);
        let said = excerpt(&one.commitment.text, width.saturating_sub(14));
        writeln!(out, "  {due:10}  {said}")?;
        let place = format!("{}:{}", one.path, one.commitment.region.line);
        let side = one.commitment.side.name();
        writeln!(out, "              {DIM}{} · {owner} ({side}) · {}{DIM:#}", clean(entry.account), clean(&place))?;
        if let Some(evidence) = &one.evidence {
            let shown = excerpt(&evidence.text, width.saturating_sub(14));
            writeln!(out, "              {DIM}{}:{}: {shown}{DIM:#}", clean(&evidence.path), evidence.region.line)?;
        }
    }
    Ok(())
}

/// Who has to act: the names, or whose side where there is none.
pub(super) fn owner(one: &Followed) -> String {
    match one.commitment.owner.as_slice() {
        [] => "nobody by name".to_owned(),
        names => clean(&names.join(", ")),
    }
}

/// Writes the ledger as a list of Markdown tasks, ticked where they are done.
pub fn markdown_tasks(entries: &[Entry<'_>], out: &mut impl Write) -> io::Result<()> {
    for entry in entries {
        let one = entry.followed;
        let tick = if one.fate == Fate::Kept { 'x' } else { ' ' };
        let due = one.commitment.due.as_deref().map(|due| format!(", due {due}")).unwrap_or_default();
        let text = markdown(&one.commitment.text);
        let (account, owner) = (markdown(entry.account), markdown(&owner(one)));
        writeln!(out, "- [{tick}] {account}: {text} ({owner}{due}, {})", one.fate.name())?;
    }
    Ok(())
}
