//! `goodmeeting deals` and `goodmeeting ledger`: the notes of each account together.

use super::args::{AccountByArg, DealNotesArgs, DealsArgs, DealsFormat, InputArgs, LedgerArgs, LedgerFormat, Target};
use super::input::{Analyzers, Input};
use super::outputs::{Files, look};
use super::{Console, Failure, Status};
use goodmeeting::Analyzer;
use goodmeeting::deal::{self, AccountBy, Chapter, Deal, Fate};
use goodmeeting::format::Format;
use goodmeeting::redact::Redaction;
use goodmeeting::report::deals::{self as report, Filter};
use goodmeeting::report::text::{USUAL_WIDTH, count};
use goodmeeting::report::{Links, Redacted, make};
use goodmeeting::source::NoteText;
use jiff::civil::Date;
use serde::Serialize;
use std::io::{self, Write};

/// The notes from which deals are told, as of a day.
pub(crate) struct DealNotes<'c> {
    console: &'c Console,
    pub(crate) input: Input<'c>,
    pub(crate) analyzers: Analyzers,
    pub(crate) as_of: Date,
    by: AccountBy,
}

impl<'c> DealNotes<'c> {
    /// Finds the notes. `input` is that of the options, or one with more settings.
    pub(crate) fn find(
        args: &DealNotesArgs,
        input: &InputArgs,
        redaction: Redaction,
        console: &'c Console,
    ) -> Result<Self, Failure> {
        let input = Input::find_changed(input, None, false, |_| redaction, console)?;
        let by = match args.account_by {
            AccountByArg::Name => AccountBy::Name,
            AccountByArg::Folder => AccountBy::Folder,
        };
        Ok(DealNotes {
            console,
            analyzers: input.analyzers(&args.lexicons)?,
            input,
            as_of: args.as_of.unwrap_or_else(|| jiff::Zoned::now().date()),
            by,
        })
    }

    /// Reads the notes and puts them together by account. Of each that is not later than the day, `keep` gets what
    /// `make` makes of it beside its chapter. Tells how many are later, and how many name no account.
    pub(crate) fn read<T: Send>(
        &mut self,
        make: impl Fn(&Analyzer, NoteText) -> (T, Chapter) + Sync,
        mut keep: impl FnMut(T),
    ) -> Result<Vec<Deal>, Failure> {
        let (as_of, analyzers) = (self.as_of, &self.analyzers);
        let (mut chapters, mut later) = (Vec::new(), 0);
        self.input.run(
            |source, note| make(analyzers.of(source), note),
            |(made, chapter)| {
                if chapter.is_after(as_of) {
                    later += 1;
                } else {
                    keep(made);
                    chapters.push(chapter);
                }
                Ok(())
            },
        )?;
        let notes = chapters.len();
        let deals = deal::deals(chapters, self.by, as_of);
        let placed: usize = deals.iter().map(|deal| deal.notes.len()).sum();
        self.tell_of_left(notes, later, notes - placed);
        Ok(deals)
    }

    /// Tells of notes that are in no deal. That all are later is a mistake in the day.
    fn tell_of_left(&mut self, notes: usize, later: usize, unplaced: usize) {
        let (console, as_of) = (self.console, self.as_of);
        let left = format!("{} later than {as_of} and left out", count(later, "note"));
        if later > 0 && notes == 0 {
            console.error(&format!("{left}; there is none before"));
            self.input.errors += 1;
        } else if later > 0 && !console.quiet {
            console.warn(&left);
        }
        if unplaced > 0 && !console.quiet {
            console.warn(&format!("{unplaced} of {} in no deal: no account is named there", count(notes, "note")));
        }
    }

    /// The deals, where nothing else is made of the notes.
    pub(crate) fn deals(&mut self) -> Result<Vec<Deal>, Failure> {
        self.read(|analyzer, note| ((), analyzer.chapter(note)), drop)
    }
}

pub(crate) fn deals(args: &DealsArgs, console: &Console) -> Result<Status, Failure> {
    let asked = args.redact.redaction();
    let mut notes = DealNotes::find(&args.notes, &args.fail_on.over(&args.notes.input), asked, console)?;
    let targets = args.targets.targets().map_err(Failure::Usage)?;
    let mut files = Files::new(console);
    let outs = open(&targets, &mut files, DealsFormat::is_for_people, &notes.input)?;
    let mut deals = notes.deals()?;
    deal::redact(&mut deals, asked);
    for (Target { format, .. }, mut out) in targets.iter().zip(outs) {
        match format {
            DealsFormat::Text if console.quiet => report::lines(&deals, &mut out)?,
            DealsFormat::Text => report::text(&deals, console.width(USUAL_WIDTH), &mut out)?,
            DealsFormat::Jsonl => json_lines(&deals, &mut out)?,
            DealsFormat::Csv => report::deals_csv(&deals, &mut out)?,
            DealsFormat::Markdown => report::deals_markdown(&deals, &mut out)?,
            format => {
                if let Some(format) = format.of_findings() {
                    let look = look(console, Links::default());
                    let mut report = Redacted::new(make(format, &mut out, &look), redaction(&deals, format).and(asked));
                    report::findings(&deals, &mut report, notes.input.errors)?;
                }
            }
        }
        out.flush()?;
    }
    files.keep()?;
    Ok(notes.input.status(deals.iter().any(Deal::fails)))
}

pub(crate) fn ledger(args: &LedgerArgs, console: &Console) -> Result<Status, Failure> {
    let asked = args.redact.redaction();
    let mut notes = DealNotes::find(&args.notes, &args.notes.input, asked, console)?;
    let targets = args.targets.targets().map_err(Failure::Usage)?;
    let mut files = Files::new(console);
    let outs = open(&targets, &mut files, |format| format == LedgerFormat::Text, &notes.input)?;
    let mut deals = notes.deals()?;
    filter(args).keep(&mut deals);
    deal::redact(&mut deals, asked);
    let entries = report::entries(&deals);
    if entries.is_empty() && !console.quiet {
        console.warn("no commitment is what was asked for");
    }
    for (Target { format, .. }, mut out) in targets.iter().zip(outs) {
        match format {
            LedgerFormat::Text => report::ledger_text(&entries, console.width(USUAL_WIDTH), &mut out)?,
            LedgerFormat::Jsonl => json_lines(&entries, &mut out)?,
            LedgerFormat::Csv => report::ledger_csv(&entries, &mut out)?,
            LedgerFormat::Markdown => report::markdown_tasks(&entries, &mut out)?,
            LedgerFormat::Ics => out.write_all(report::calendar(&entries, notes.as_of).as_bytes())?,
        }
        out.flush()?;
    }
    files.keep()?;
    Ok(notes.input.status(false))
}

/// Which commitments are listed, as it was typed.
fn filter(args: &LedgerArgs) -> Filter {
    let fates = match args.fate.as_slice() {
        [] => vec![Fate::Overdue, Fate::Open, Fate::Rolled],
        fates => fates.to_vec(),
    };
    Filter {
        fates,
        sides: args.side.clone(),
        owner: args.owner.clone(),
        account: args.account.clone(),
        due_by: args.due_by,
    }
}

/// Where each format is written to; before anything is read, so that a mistake costs no time.
fn open<F: Copy>(
    targets: &[Target<F>],
    files: &mut Files<'_>,
    is_for_people: fn(F) -> bool,
    input: &Input<'_>,
) -> Result<Vec<Box<dyn Write>>, Failure> {
    targets.iter().map(|target| files.open(target.file.as_deref(), is_for_people(target.format), input)).collect()
}

/// What is taken out of what programs read: what one of the deals' configurations asks for.
fn redaction(deals: &[Deal], format: Format) -> Redaction {
    let words = deals.iter().any(|deal| deal.config.redact_formats.contains(&format));
    Redaction { words, paths: words && deals.iter().any(|deal| deal.config.redact_paths), masks: true }
}

fn json_lines(lines: &[impl Serialize], out: &mut impl Write) -> io::Result<()> {
    lines.iter().try_for_each(|line| {
        serde_json::to_writer(&mut *out, line)?;
        out.write_all(b"\n")
    })
}
