//! Deals for people: the ladder, the balance, what is owed, and what to ask.

use super::ledger::owner;
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

/// How wide the names of owners are at most.
const OWNER: usize = 24;

/// Writes deals for people to read, on lines of about `width` columns.
pub fn text(deals: &[Deal], width: usize, out: &mut impl Write) -> io::Result<()> {
    headline(deals, out)?;
    for deal in deals {
        writeln!(out)?;
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

/// Writes a line an account, below those about all of them.
pub fn lines(deals: &[Deal], out: &mut impl Write) -> io::Result<()> {
    headline(deals, out)?;
    let width = deals.iter().map(|deal| clean(&deal.account).chars().count()).max().unwrap_or_default();
    for deal in deals {
        let trend = deal.signals.trend.map_or("", trend_word);
        let (theirs, ours) = (deal.signals.overdue_theirs, deal.signals.overdue_ours);
        let overdue = match theirs + ours {
            0 => String::new(),
            _ => format!("overdue: {theirs} of theirs, {ours} of ours"),
        };
        let line = format!("{:width$}  {trend:8}  {:12}  {overdue}", clean(&deal.account), marks(deal));
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// All accounts in two lines.
fn headline(deals: &[Deal], out: &mut impl Write) -> io::Result<()> {
    if deals.is_empty() {
        return Ok(());
    }
    let sum = |of: fn(&Deal) -> usize| deals.iter().map(of).sum::<usize>();
    let of_trend = |trend: Option<Trend>| deals.iter().filter(|deal| deal.signals.trend == trend).count();
    writeln!(
        out,
        "{BOLD}{}{BOLD:#} · {} · {} · steps: {} climbing, {} flat, {} falling, {} too few to tell",
        count(deals.len(), "account"),
        count(sum(|deal| deal.notes.len()), "note"),
        count(sum(|deal| deal.signals.advances), "advance"),
        of_trend(Some(Trend::Rising)),
        of_trend(Some(Trend::Flat)),
        of_trend(Some(Trend::Falling)),
        of_trend(None),
    )?;
    let (theirs, ours) = (sum(|deal| deal.signals.overdue_theirs), sum(|deal| deal.signals.overdue_ours));
    let style = if theirs + ours > 0 { style(Fate::Overdue) } else { Style::new() };
    writeln!(out, "{style}overdue{style:#}: {} of theirs, {} of ours", count(theirs, "promise"), ours)
}

fn head(deal: &Deal, out: &mut impl Write) -> io::Result<()> {
    let signals = &deal.signals;
    let span = match (deal.notes.first(), deal.notes.last()) {
        (Some(first), Some(last)) => match (first.date.as_deref(), last.date.as_deref()) {
            (Some(first), Some(last)) if first == last => format!(" · {first}"),
            (Some(first), Some(last)) => format!(" · {first} to {last}"),
            _ => String::new(),
        },
        _ => String::new(),
    };
    let notes = count(deal.notes.len(), "note");
    writeln!(out, "{BOLD}{}{BOLD:#}{DIM} · {notes}{span}{DIM:#}", clean(&deal.account))?;
    let share = signals.customer_share.map(|share| format!(", {} of the actions theirs", percent(share)));
    let advances = count(signals.advances, "advance");
    let trend = signals.trend.map(|trend| format!(", steps {}", trend_word(trend)));
    writeln!(
        out,
        "  {}  {advances} in {}{}{}",
        marks(deal),
        count(signals.conversations, "conversation"),
        share.unwrap_or_default(),
        trend.unwrap_or_default()
    )
}

const fn trend_word(trend: Trend) -> &'static str {
    match trend {
        Trend::Rising => "climbing",
        Trend::Flat => "flat",
        Trend::Falling => "falling",
    }
}

/// The verdicts of a deal's notes.
fn marks(deal: &Deal) -> String {
    deal.notes.iter().map(|note| mark(note.verdict)).collect()
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

/// What is owed, the customer's first; of each side what is overdue, oldest first.
fn owed(deal: &Deal, width: usize, out: &mut impl Write) -> io::Result<()> {
    for (title, ours) in [("they owe us", false), ("we owe them", true)] {
        let wanted = |one: &&Followed| {
            let side = one.commitment.side;
            matches!(one.fate, Fate::Open | Fate::Overdue | Fate::Rolled)
                && if ours { side == Side::Us } else { matches!(side, Side::Them | Side::Both) }
        };
        let mut all: Vec<&Followed> = deal.commitments.iter().filter(wanted).collect();
        all.sort_by_key(|one| one.order());
        if !all.is_empty() {
            writeln!(out, "  {title}")?;
        }
        for one in all.iter().take(SHOWN) {
            let (style, fate) = (style(one.fate), one.fate.name());
            let due = one.commitment.due.as_deref().unwrap_or_default();
            let owner = match one.commitment.owner.as_slice() {
                [] => String::new(),
                _ => format!(" {DIM}· {}{DIM:#}", excerpt(&owner(one), OWNER)),
            };
            let text = excerpt(&one.commitment.text, width.saturating_sub(OWNER + 28));
            writeln!(out, "    {style}{fate:7}{style:#}  {due:10}  {text}{owner}")?;
        }
        if all.len() > SHOWN {
            writeln!(out, "    {DIM}and {} more; `goodmeeting ledger` lists all{DIM:#}", all.len() - SHOWN)?;
        }
    }
    Ok(())
}
