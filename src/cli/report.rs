//! `goodmeeting report`: everything as one page of HTML.

use super::args::ReportArgs;
use super::check::analyzers;
use super::deals::{account_by, as_of, warn_of_unplaced};
use super::input::Input;
use super::{Console, Failure, Status};
use goodmeeting::deal;
use goodmeeting::draft::Draft;
use goodmeeting::error::Error;
use goodmeeting::report::Summary;
use goodmeeting::report::html::{self, Contents};
use goodmeeting::source::STDIN;
use goodmeeting::team::Team;
use std::io::{self, BufWriter, Write};
use std::path::Path;

pub(crate) fn run(args: &ReportArgs, console: &Console) -> Result<Status, Failure> {
    let mut input = Input::find(&args.notes.input, console)?;
    if input.has(&args.output) {
        return Err(Error::Exists { path: args.output.display().to_string() }.into());
    }
    let analyzers = analyzers(&input.configs, args.notes.lexicons.as_deref())?;
    let (mut notes, mut chapters) = (Vec::new(), Vec::new());
    let (mut summary, mut team) = (Summary::default(), Team::default());
    input.run(
        |source, note| analyzers[source.config.index()].page(note),
        |(note, chapter)| {
            summary.add(&note.record);
            team.add(&note.record);
            notes.push(note);
            chapters.push(chapter);
            Ok(())
        },
    )?;
    summary.errors = input.errors;
    let as_of = as_of(&args.notes);
    let deals = deal::deals(chapters, account_by(&args.notes), as_of);
    warn_of_unplaced(&deals, notes.len(), console);
    let title = title(&args.notes.input.paths);
    let contents = Contents {
        title: &title,
        notes: &notes,
        deals: &deals,
        team: &team,
        summary: &summary,
        as_of,
        redacted: args.redact,
        why: &|id| analyzers.iter().find_map(|analyzer| analyzer.why_of(id)).map(str::to_owned),
    };
    write(&args.output, console, |mut out| html::write(&contents, &mut out))?;
    Ok(input.status(false))
}

/// What was read, as it was typed.
fn title(paths: &[std::path::PathBuf]) -> String {
    paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(" ")
}

/// Writes a file: all of it or nothing. `-` is the standard output.
fn write(
    file: &Path,
    console: &Console,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    if file.as_os_str() == STDIN {
        return Ok(content(&mut console.raw_out())?);
    }
    let draft = Draft::new(file)?;
    content(&mut BufWriter::with_capacity(1 << 16, draft.writer()?))?;
    Ok(draft.keep()?)
}
