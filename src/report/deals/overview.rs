//! Deals for people: the ladder, the balance, what is owed, and what to ask.

use super::{percent, style};
use crate::deal::{Deal, Fate, Followed, Step, Trend};
use crate::note::Side;
use crate::report::text::{clean, count, excerpt};
use crate::rules::Verdict;
use anstyle::Style;
use std::io::{self, Write};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// How many of the customer's steps, and of commitments not kept yet, are shown.
const SHOWN: usize = 5;

/// Writes deals for people to read, on lines of about `width` columns.
pub fn text(deals: &[Deal], width: usize, out: &mut impl Write) -> io::Result<()> {
    for (number, deal) in deals.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        head(deal, out)?;
        ladder(deal, width, out)?;
        owed(deal, width, out)?;
        for finding in deal.findings.iter().map(|one| &one.finding) {
            writeln!(out, "  {}: {}", finding.rule, excerpt(&finding.message, width.saturating_sub(30)))?;
            writeln!(out, "    {DIM}ask: {}{DIM:#}", finding.question)?;
        }
    }
    Ok(())
}

fn head(deal: &Deal, out: &mut impl Write) -> io::Result<()> {
    let signals = &deal.signals;
    let span = match (deal.notes.first(), deal.notes.last()) {
        (Some(first), Some(last)) if first.date.is_some() && last.date.is_some() => {
            format!(" · {} to {}", first.date.as_deref().unwrap_or_default(), last.date.as_deref().unwrap_or_default())
        }
        _ => String::new(),
    };
    let notes = count(deal.notes.len(), "note");
    writeln!(out, "{BOLD}{}{BOLD:#}{DIM} · {notes}{span}{DIM:#}", clean(&deal.account))?;
    let marks: String = deal.notes.iter().map(|note| mark(note.verdict)).collect();
    let share = signals.customer_share.map(|share| format!(", {} of the actions theirs", percent(share)));
    let advances = count(signals.advances, "advance");
    let trend = signals.trend.map(|trend| match trend {
        Trend::Rising => ", steps rising",
        Trend::Flat => ", steps flat",
        Trend::Falling => ", steps falling",
    });
    writeln!(
        out,
        "  {marks}  {advances} in {}{}{}",
        count(signals.conversations, "conversation"),
        share.unwrap_or_default(),
        trend.unwrap_or_default()
    )
}

/// A verdict as one mark of a deal's timeline.
const fn mark(verdict: Verdict) -> char {
    match verdict {
        Verdict::Order => '★',
        Verdict::Advance => '▲',
        Verdict::Continuation => '–',
        Verdict::NoSale => '✗',
        Verdict::NoContact => '·',
    }
}

/// The latest steps of the customer's.
fn ladder(deal: &Deal, width: usize, out: &mut impl Write) -> io::Result<()> {
    let steps = &deal.signals.steps;
    if steps.is_empty() {
        return writeln!(out, "  the customer took no step");
    }
    for Step { date, text, resource, .. } in steps.iter().skip(steps.len().saturating_sub(SHOWN)) {
        let cost = resource.map_or("", |resource| resource.name());
        let date = date.as_deref().unwrap_or("no date");
        writeln!(out, "  {date:10}  {cost:17}  {}", excerpt(text, width.saturating_sub(34)))?;
    }
    Ok(())
}

/// What is owed, the customer's first.
fn owed(deal: &Deal, width: usize, out: &mut impl Write) -> io::Result<()> {
    for (title, ours) in [("they owe us", false), ("we owe them", true)] {
        let wanted = |one: &&Followed| {
            let side = one.commitment.side;
            matches!(one.fate, Fate::Open | Fate::Overdue | Fate::Rolled)
                && if ours { side == Side::Us } else { matches!(side, Side::Them | Side::Both) }
        };
        let all: Vec<&Followed> = deal.commitments.iter().filter(wanted).collect();
        for one in all.iter().rev().take(SHOWN) {
            let style = style(one.fate);
            let due = one.commitment.due.as_deref().map(|due| format!(" ({due})")).unwrap_or_default();
            let text = excerpt(&one.commitment.text, width.saturating_sub(40));
            writeln!(out, "  {title}: {text}{due} {style}{}{style:#}", one.fate.name())?;
        }
        if all.len() > SHOWN {
            writeln!(out, "  {DIM}and {} more; `goodmeeting ledger` lists all{DIM:#}", all.len() - SHOWN)?;
        }
    }
    Ok(())
}
