//! Deals and ledger as tables: CSV for spreadsheets, Markdown for pages.

use super::ledger::{Entry, owner};
use super::percent;
use crate::deal::Deal;
use crate::report::escape::{inert, markdown};
use std::io::{self, Write};

const DEALS: [&str; 12] = [
    "account",
    "notes",
    "conversations",
    "advances",
    "customer_share",
    "given",
    "got",
    "people_who_gave",
    "streak_without_advance",
    "overdue_ours",
    "overdue_theirs",
    "findings",
];

fn row(deal: &Deal) -> [String; 12] {
    let signals = &deal.signals;
    let rules: Vec<&str> = deal.findings.iter().map(|one| one.finding.rule).collect();
    [
        deal.account.clone(),
        deal.notes.len().to_string(),
        signals.conversations.to_string(),
        signals.advances.to_string(),
        signals.customer_share.map(percent).unwrap_or_default(),
        signals.given.to_string(),
        signals.got.to_string(),
        signals.people_who_gave.to_string(),
        signals.streak_without_advance.to_string(),
        signals.overdue_ours.to_string(),
        signals.overdue_theirs.to_string(),
        rules.join(" "),
    ]
}

/// Writes a row of CSV a deal, below a header.
pub fn deals_csv(deals: &[Deal], out: impl Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(DEALS)?;
    for deal in deals {
        csv.write_record(row(deal).iter().map(|cell| inert(cell).into_owned()))?;
    }
    csv.flush()
}

/// Writes a row of a Markdown table a deal.
pub fn deals_markdown(deals: &[Deal], out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "| {} |", DEALS.map(|name| name.replace('_', " ")).join(" | "))?;
    writeln!(out, "|{}", "---|".repeat(DEALS.len()))?;
    deals.iter().try_for_each(|deal| writeln!(out, "| {} |", row(deal).map(|cell| markdown(&cell)).join(" | ")))
}

/// Writes a row of CSV a commitment, below a header.
pub fn ledger_csv(entries: &[Entry<'_>], out: impl Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record([
        "fate", "due", "account", "owner", "side", "strength", "text", "path", "entry", "line", "evidence",
    ])?;
    for entry in entries {
        let one = entry.followed;
        let evidence =
            one.evidence.as_ref().map(|shown| format!("{}:{}: {}", shown.path, shown.region.line, shown.text));
        let cells = [
            one.fate.name().to_owned(),
            one.commitment.due.clone().unwrap_or_default(),
            entry.account.to_owned(),
            owner(one),
            one.commitment.side.name().to_owned(),
            one.commitment.strength.name().to_owned(),
            one.commitment.text.clone(),
            one.path.clone(),
            one.entry.clone().unwrap_or_default(),
            one.commitment.region.line.to_string(),
            evidence.unwrap_or_default(),
        ];
        csv.write_record(cells.iter().map(|cell| inert(cell).into_owned()))?;
    }
    csv.flush()
}
