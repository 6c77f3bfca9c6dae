//! `goodmeeting check`.

use super::args::{CheckArgs, GateArgs};
use super::input::{Analyzers, Input};
use super::outputs::Outputs;
use super::{Console, Failure, Status};
use goodmeeting::baseline::Baseline;
use goodmeeting::changes::Changes;
use goodmeeting::config::Config;
use goodmeeting::error::Error;
use goodmeeting::gate::{Gate, Terms};
use goodmeeting::report::text::count;
use goodmeeting::report::{Report, Summary};
use goodmeeting::source::STDIN;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

pub(crate) fn run(args: &CheckArgs, console: &Console) -> Result<Status, Failure> {
    let terms = terms(&args.gate)?;
    let input_args = args.fail_on.over(&args.input);
    let redaction = |configs: &[Arc<Config>]| args.output.redaction_of_errors(configs);
    let mut input = Input::find_changed(&input_args, terms.changes.clone(), args.gate.show_files, redaction, console)?;
    if args.gate.show_files || args.gate.show_settings {
        let shown = if args.gate.show_files { input.show_files() } else { input.show_settings() };
        console.write(shown.as_bytes())?;
        return Ok(input.status(false));
    }
    let analyzers = input.analyzers(&args.lexicons)?;
    if let Some(file) = &args.gate.write_baseline {
        return write_baseline(file, &mut input, &analyzers, console);
    }
    let mut gate = Gate::new(terms, input.configs.clone());
    let mut outputs = Outputs::new(args, &input, console)?;
    let report = &mut outputs.report;
    let mut summary = Summary::default();
    input.missing.iter().try_for_each(|error| report.error(&error.into()))?;
    input.run_all(
        |source, note| (source.config, analyzers.of(source).analyze(note)),
        |result| match result {
            Ok((config, mut record)) => {
                gate.pass(config, &mut record);
                summary.add(&record);
                report.record(&record)
            }
            Err(error) => report.error(&error.into()),
        },
    )?;
    for folder in gate.folders(&input.all_configs) {
        summary.add_folder(&folder);
        report.folder(&folder)?;
    }
    summary.errors = input.errors;
    report.finish(&summary)?;
    outputs.keep()?;
    Ok(input.status(gate.fails()))
}

/// What decides about the run, beside the configurations.
fn terms(args: &GateArgs) -> Result<Terms, Failure> {
    let changes = match (&args.since, args.staged, &args.diff) {
        (Some(revision), ..) => Some(Changes::since(revision)?),
        (None, true, _) => Some(Changes::staged()?),
        (None, false, Some(file)) => Some(Changes::of_diff(&read(file)?)),
        (None, false, None) => None,
    };
    Ok(Terms {
        baseline: args.baseline.as_deref().map(Baseline::read).transpose()?,
        changes: changes.map(Arc::new),
        shown: args.min_severity.map(|least| least.severity()),
        max_findings: args.max_findings,
    })
}

/// The bytes of a file, or of the standard input.
fn read(file: &Path) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let read = match file.as_os_str() == STDIN {
        true => std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes),
        false => std::fs::read(file),
    };
    read.map_err(|source| Error::from_io(file.display().to_string(), source))
}

/// Writes all that is found now as known. Findings fail nothing here; what could not be read does.
fn write_baseline(file: &Path, input: &mut Input, analyzers: &Analyzers, console: &Console) -> Result<Status, Failure> {
    let mut baseline = Baseline::new(file);
    input.run(
        |source, note| analyzers.of(source).analyze(note),
        |record| {
            baseline.add(&record);
            Ok(())
        },
    )?;
    baseline.write()?;
    let (findings, notes) = baseline.counts();
    if !console.quiet {
        let (findings, notes) = (count(findings, "finding"), count(notes, "note"));
        console.write(format!("{} written: {findings} in {notes}\n", file.display()).as_bytes())?;
    }
    Ok(input.status(false))
}
