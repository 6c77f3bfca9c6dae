//! `goodmeeting deals` and `goodmeeting ledger`: the notes of each account together.

use super::args::{AccountByArg, DealNotesArgs, DealsArgs, DealsFormat, FailOn, LedgerArgs, LedgerFormat};
use super::check::analyzers;
use super::input::Input;
use super::{Console, Failure, Status};
use goodmeeting::deal::{self, AccountBy, Deal, Fate};
use goodmeeting::format::Format;
use goodmeeting::redact::Redaction;
use goodmeeting::report::deals::{self as report, Filter};
use goodmeeting::report::text::{Detail, USUAL_WIDTH};
use goodmeeting::report::{Links, Look, Redacted, make};
use jiff::civil::Date;
use serde::Serialize;
use std::io::{self, Write};

pub(crate) fn deals(args: &DealsArgs, console: &Console) -> Result<Status, Failure> {
    let (deals, errors, _) = read(&args.notes, args.fail_on, console)?;
    let mut out = console.raw_out();
    match args.format {
        DealsFormat::Text => report::text(&deals, console.width(USUAL_WIDTH), &mut console.out())?,
        DealsFormat::Jsonl => json_lines(&deals, &mut out)?,
        DealsFormat::Csv => report::deals_csv(&deals, &mut out)?,
        DealsFormat::Markdown => report::deals_markdown(&deals, &mut out)?,
        format => {
            if let Some(format) = format.of_findings() {
                let look = Look { detail: Detail::Normal, width: console.width(USUAL_WIDTH), links: Links::default() };
                let mut report = Redacted::new(make(format, &mut out, &look), redaction(&deals, format));
                report::findings(&deals, &mut report, usize::from(errors == Status::Errors))?;
            }
        }
    }
    out.flush()?;
    Ok(match errors {
        Status::Clean if deals.iter().any(Deal::fails) => Status::Findings,
        status => status,
    })
}

pub(crate) fn ledger(args: &LedgerArgs, console: &Console) -> Result<Status, Failure> {
    let (deals, status, as_of) = read(&args.notes, None, console)?;
    let fates = match args.fate.as_slice() {
        [] => vec![Fate::Overdue, Fate::Open, Fate::Rolled],
        fates => fates.to_vec(),
    };
    let filter = Filter {
        fates,
        sides: args.side.clone(),
        owner: args.owner.clone(),
        account: args.account.clone(),
        due_by: args.due_by,
    };
    let entries = report::entries(&deals, &filter);
    let mut out = console.raw_out();
    match args.format {
        LedgerFormat::Text => report::ledger_text(&entries, console.width(USUAL_WIDTH), &mut console.out())?,
        LedgerFormat::Jsonl => json_lines(&entries, &mut out)?,
        LedgerFormat::Csv => report::ledger_csv(&entries, &mut out)?,
        LedgerFormat::Markdown => report::markdown_tasks(&entries, &mut out)?,
        LedgerFormat::Ics => out.write_all(report::calendar(&entries, as_of).as_bytes())?,
    }
    out.flush()?;
    Ok(status)
}

/// Reads the notes and puts them together by account; tells how many name none.
pub(super) fn read(
    args: &DealNotesArgs,
    fail_on: Option<FailOn>,
    console: &Console,
) -> Result<(Vec<Deal>, Status, Date), Failure> {
    let mut input_args = args.input.clone();
    input_args.config.extend(fail_on.map(|fail_on| format!("fail_on={}", fail_on.name())));
    let mut input = Input::find(&input_args, console)?;
    let analyzers = analyzers(&input.configs, args.lexicons.as_deref())?;
    let mut chapters = Vec::new();
    input.run(
        |source, note| analyzers[source.config.index()].chapter(note),
        |chapter| {
            chapters.push(chapter);
            Ok(())
        },
    )?;
    let (notes, as_of) = (chapters.len(), as_of(args));
    let deals = deal::deals(chapters, account_by(args), as_of);
    warn_of_unplaced(&deals, notes, console);
    Ok((deals, input.status(false), as_of))
}

/// What is taken out of what programs read: what one of the deals' configurations asks for.
fn redaction(deals: &[Deal], format: Format) -> Redaction {
    let words = deals.iter().any(|deal| deal.config.redact_formats.contains(&format));
    Redaction { words, paths: words && deals.iter().any(|deal| deal.config.redact_paths), masks: true }
}

/// What makes notes one account's, as it was asked for.
pub(crate) fn account_by(args: &DealNotesArgs) -> AccountBy {
    match args.account_by {
        AccountByArg::Name => AccountBy::Name,
        AccountByArg::Folder => AccountBy::Folder,
    }
}

/// The day as of which deals are told.
pub(crate) fn as_of(args: &DealNotesArgs) -> Date {
    args.as_of.unwrap_or_else(|| jiff::Zoned::now().date())
}

/// Tells how many of the notes are in no deal.
pub(crate) fn warn_of_unplaced(deals: &[Deal], notes: usize, console: &Console) {
    let placed: usize = deals.iter().map(|deal| deal.notes.len()).sum();
    if placed < notes && !console.quiet {
        console.warn(&format!("{} of {notes} notes name no account and are in no deal", notes - placed));
    }
}

fn json_lines(lines: &[impl Serialize], out: &mut impl Write) -> io::Result<()> {
    lines.iter().try_for_each(|line| {
        serde_json::to_writer(&mut *out, line)?;
        out.write_all(b"\n")
    })
}
