//! `goodmeeting check`.

use super::args::{CheckArgs, Format};
use super::input::Input;
use super::{Console, Failure, Status};
use goodmeeting::Analyzer;
use goodmeeting::config::Config;
use goodmeeting::error::Error;
use goodmeeting::record::Record;
use goodmeeting::report::text::{Detail, Text, USUAL_WIDTH};
use goodmeeting::report::{Report, Summary, json::Json, jsonl::Jsonl};
use goodmeeting::rules::Severity;
use std::path::Path;
use std::sync::Arc;

pub(crate) fn run(args: &CheckArgs, console: &Console) -> Result<Status, Failure> {
    let mut input = Input::find(&args.input, console)?;
    let analyzers = analyzers(&input.configs, args.lexicons.as_deref())?;
    let fail_on: Vec<Option<Severity>> =
        input.configs.iter().map(|config| args.fail_on.map_or(config.fail_on, |fail_on| fail_on.severity())).collect();
    let mut report = reporter(args.format, console);
    let mut summary = Summary::default();
    let mut failed = false;
    input.run(
        |source, note| {
            let record = analyzers[source.config.index()].analyze(note);
            let fails = fails(&record, fail_on[source.config.index()]);
            (record, fails)
        },
        |(record, fails)| {
            failed |= fails;
            summary.add(&record);
            report.record(&record)
        },
    )?;
    summary.errors = input.errors;
    report.finish(&summary)?;
    Ok(input.status(failed))
}

/// An analyzer for each configuration, with the lexicons of the command line in place of the configuration's.
pub(crate) fn analyzers(configs: &[Arc<Config>], lexicons: Option<&Path>) -> Result<Vec<Analyzer>, Error> {
    let analyzer = |config: &Arc<Config>| {
        let mut config = Config::clone(config);
        config.lexicon_dir = lexicons.map(Path::to_owned).or(config.lexicon_dir);
        Analyzer::new(&config)
    };
    configs.iter().map(analyzer).collect()
}

/// Whether a note has a finding at or above a severity.
fn fails(record: &Record, fail_on: Option<Severity>) -> bool {
    fail_on.is_some_and(|least| record.findings.iter().any(|finding| finding.severity >= least))
}

fn reporter(format: Format, console: &Console) -> Box<dyn Report> {
    match format {
        Format::Json => Box::new(Json::new(console.raw_out())),
        Format::Jsonl => Box::new(Jsonl::new(console.raw_out())),
        Format::Text => Box::new(Text::new(console.out(), detail(console), console.width(USUAL_WIDTH))),
    }
}

fn detail(console: &Console) -> Detail {
    match (console.quiet, console.verbose) {
        (true, _) => Detail::Quiet,
        (false, true) => Detail::Verbose,
        (false, false) => Detail::Normal,
    }
}
