//! Where reports go: standard output, and files.

use super::args::{CheckArgs, Target};
use super::input::Input;
use super::{Console, Failure};
use anstream::AutoStream;
use goodmeeting::draft::Draft;
use goodmeeting::error::Error;
use goodmeeting::format::Format;
use goodmeeting::redact::Redaction;
use goodmeeting::report::text::{Detail, USUAL_WIDTH};
use goodmeeting::report::{Fan, Links, Look, Redacted, Report, Statistics, make};
use std::io::{BufWriter, Write};

const STATISTICS: &str = "--statistics can be written as text, json or jsonl";

/// The reports of a run, and the files that they are written to.
pub(crate) struct Outputs {
    pub(crate) report: Fan<'static>,
    drafts: Vec<Draft>,
}

impl Outputs {
    /// Begins a report of each format, or statistics in place of each; files are only there once they are kept.
    pub(crate) fn new(args: &CheckArgs, input: &Input<'_>, console: &Console) -> Result<Outputs, Failure> {
        let (mut reports, mut drafts): (Vec<Box<dyn Report>>, _) = (Vec::new(), Vec::new());
        let configs = input.configs_in_use();
        for Target { format, file } in args.output.targets().map_err(Failure::Usage)? {
            if let Some(note) = file.as_deref().filter(|file| input.has(file)) {
                return Err(Error::Exists { path: note.display().to_string() }.into());
            }
            let draft = file.as_deref().map(Draft::new).transpose()?;
            let out = stream(format, draft.as_ref(), console)?;
            let links = if draft.is_none() { console.links() } else { Links::default() };
            drafts.extend(draft);
            reports.push(match format {
                Format::Text | Format::Json | Format::Jsonl if args.statistics => {
                    Box::new(Statistics::new(out, format != Format::Text))
                }
                _ if args.statistics => return Err(Failure::Usage(STATISTICS.to_owned())),
                _ => redacted(make(format, out, &look(console, links)), args.output.redaction(format, &configs)),
            });
        }
        Ok(Outputs { report: Fan::new(reports), drafts })
    }

    /// Puts the files in their places, once the reports are finished.
    pub(crate) fn keep(self) -> Result<(), Failure> {
        drop(self.report);
        Ok(self.drafts.into_iter().try_for_each(Draft::keep)?)
    }
}

fn redacted(report: Box<dyn Report>, redaction: Redaction) -> Box<dyn Report> {
    if redaction.is_off() { report } else { Box::new(Redacted::new(report, redaction)) }
}

/// Where a report is written to, as its format wants it: programs get every byte as it is.
fn stream(format: Format, draft: Option<&Draft>, console: &Console) -> Result<Box<dyn Write>, Failure> {
    let file = draft.map(Draft::writer).transpose()?;
    Ok(match (file, format.is_for_people()) {
        (None, true) => Box::new(console.out()),
        (None, false) => Box::new(console.raw_out()),
        (Some(file), true) => Box::new(BufWriter::new(AutoStream::new(file, console.choice()))),
        (Some(file), false) => Box::new(BufWriter::with_capacity(1 << 16, file)),
    })
}

fn look(console: &Console, links: Links) -> Look {
    let detail = match (console.quiet, console.verbose) {
        (true, _) => Detail::Quiet,
        (false, true) => Detail::Verbose,
        (false, false) => Detail::Normal,
    };
    Look { detail, width: console.width(USUAL_WIDTH), links }
}
