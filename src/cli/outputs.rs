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
use std::path::Path;

const STATISTICS: &str = "--statistics can be written as text, json or jsonl";

/// Where things are written: standard output, and files, which are only there once they are kept.
pub(crate) struct Files<'c> {
    console: &'c Console,
    drafts: Vec<Draft>,
}

impl<'c> Files<'c> {
    pub(crate) fn new(console: &'c Console) -> Files<'c> {
        Files { console, drafts: Vec::new() }
    }

    /// A file that is none of the notes, or standard output: as people read it, or for programs, which get every byte as
    /// it is.
    pub(crate) fn open(
        &mut self,
        file: Option<&Path>,
        is_for_people: bool,
        input: &Input<'_>,
    ) -> Result<Box<dyn Write>, Failure> {
        let Some(file) = file else {
            let console = self.console;
            return Ok(if is_for_people { Box::new(console.out()) } else { Box::new(console.raw_out()) });
        };
        if input.has(file) {
            return Err(Error::Exists { path: file.display().to_string() }.into());
        }
        let draft = Draft::new(file)?;
        let writer = draft.writer()?;
        self.drafts.push(draft);
        Ok(match is_for_people {
            true => Box::new(BufWriter::new(AutoStream::new(writer, self.console.choice()))),
            false => Box::new(BufWriter::with_capacity(1 << 16, writer)),
        })
    }

    /// Puts the files in their places, once all that is written to them is flushed.
    pub(crate) fn keep(self) -> Result<(), Failure> {
        Ok(self.drafts.into_iter().try_for_each(Draft::keep)?)
    }
}

/// The reports of a run, and the files that they are written to.
pub(crate) struct Outputs<'c> {
    pub(crate) report: Fan<'static>,
    files: Files<'c>,
}

impl<'c> Outputs<'c> {
    /// Begins a report of each format, or statistics in place of each.
    pub(crate) fn new(args: &CheckArgs, input: &Input<'_>, console: &'c Console) -> Result<Outputs<'c>, Failure> {
        let (mut reports, mut files): (Vec<Box<dyn Report>>, _) = (Vec::new(), Files::new(console));
        let configs = input.configs_in_use();
        for Target { format, file } in args.output.targets.targets().map_err(Failure::Usage)? {
            let out = files.open(file.as_deref(), format.is_for_people(), input)?;
            let links = if file.is_none() { console.links() } else { Links::default() };
            reports.push(match format {
                Format::Text | Format::Json | Format::Jsonl if args.statistics => {
                    Box::new(Statistics::new(out, format != Format::Text))
                }
                _ if args.statistics => return Err(Failure::Usage(STATISTICS.to_owned())),
                _ => redacted(make(format, out, &look(console, links)), args.output.redaction(format, &configs)),
            });
        }
        Ok(Outputs { report: Fan::new(reports), files })
    }

    /// Puts the files in their places, once the reports are finished.
    pub(crate) fn keep(self) -> Result<(), Failure> {
        drop(self.report);
        self.files.keep()
    }
}

fn redacted(report: Box<dyn Report>, redaction: Redaction) -> Box<dyn Report> {
    if redaction.is_off() { report } else { Box::new(Redacted::new(report, redaction)) }
}

/// How reports look on this console.
pub(crate) fn look(console: &Console, links: Links) -> Look {
    let detail = match (console.quiet, console.verbose) {
        (true, _) => Detail::Quiet,
        (false, true) => Detail::Verbose,
        (false, false) => Detail::Normal,
    };
    Look { detail, width: console.width(USUAL_WIDTH), links }
}
