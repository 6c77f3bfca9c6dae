//! `goodmeeting report`: everything as one page of HTML.

use super::args::ReportArgs;
use super::deals::DealNotes;
use super::outputs::Files;
use super::{Console, Failure, Status};
use goodmeeting::report::Summary;
use goodmeeting::report::html::{self, Contents};
use goodmeeting::source::STDIN;
use goodmeeting::team::Team;
use std::path::PathBuf;

pub(crate) fn run(args: &ReportArgs, console: &Console) -> Result<Status, Failure> {
    let mut read = DealNotes::find(&args.notes, &args.notes.input, args.redact.redaction(), console)?;
    let mut files = Files::new(console);
    let file = Some(args.output.as_path()).filter(|file| file.as_os_str() != STDIN);
    let mut out = files.open(file, false, &read.input)?;
    let mut notes = Vec::new();
    let (mut summary, mut team) = (Summary::default(), Team::default());
    let deals = read.read(
        |analyzer, note| analyzer.page(note),
        |note| {
            summary.add(&note.record);
            team.add(&note.record);
            notes.push(note);
        },
    )?;
    summary.errors = read.input.errors;
    let title = title(&args.notes.input.paths);
    let contents = Contents {
        title: &title,
        notes: &notes,
        deals: &deals,
        team: &team,
        summary: &summary,
        as_of: read.as_of,
        redacted: args.redact.words(),
        why: &|id| read.analyzers.why_of(id),
    };
    html::write(&contents, &mut out)?;
    drop(out);
    files.keep()?;
    Ok(read.input.status(false))
}

/// What was read, as it was typed.
fn title(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(" ")
}
