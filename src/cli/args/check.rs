//! The options of `goodmeeting check`.

use super::InputArgs;
use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser};
use clap::{Arg, Args, ValueEnum};
use goodmeeting::config::Config;
use goodmeeting::format::Format;
use goodmeeting::redact::Redaction;
use goodmeeting::rules::Severity;
use goodmeeting::source::STDIN;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::sync::Arc;

pub(super) const CHECK_EXAMPLES: &str = "\
Examples:
  goodmeeting check
  goodmeeting check notes/ \"calls/2026-*.md\" --exclude drafts/
  goodmeeting check notes/ --format jsonl | jq -r 'select(.verdict == \"continuation\") | .path'
  goodmeeting check - < call.md
  goodmeeting check --stdin-filename notes/call.md < draft.md
  goodmeeting check notes/ --write-baseline known.json      # what there is now fails nothing,
  goodmeeting check notes/ --baseline known.json            # and what comes does
  goodmeeting check notes/ --since origin/main              # only what the branch changed
  goodmeeting check notes/ --format csv=findings.csv --format text";

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    /// The least severity that makes the exit code 1 [default: what goodmeeting.toml says, else warning].
    #[arg(long, value_name = "SEVERITY", value_enum)]
    pub(crate) fail_on: Option<FailOn>,
    /// A folder of your own lexicons, in place of the one that goodmeeting.toml names.
    #[arg(long, value_name = "DIR")]
    pub(crate) lexicons: Option<PathBuf>,
    /// Write how often each rule found something, in place of the report.
    #[arg(long)]
    pub(crate) statistics: bool,
    #[command(flatten)]
    pub(crate) gate: GateArgs,
}

/// In which formats the report is written, and where.
#[derive(Debug, Args)]
#[command(next_help_heading = "Report")]
pub(crate) struct OutputArgs {
    /// How to write the report, and to which file; may be repeated, at most once without a file.
    #[arg(long = "format", value_name = "FORMAT[=FILE]", value_parser = TargetParser, default_value = "text")]
    formats: Vec<Target>,
    /// The file for the format that names none, in place of standard output. Files are written whole or not at all.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Withhold words of notes and names, in every format; with =paths names of files too [default: in junit, github and
    /// gitlab, or where goodmeeting.toml says].
    #[arg(long, value_name = "WHAT", value_enum, num_args = 0..=1, require_equals = true, default_missing_value = "words")]
    redact: Option<Withheld>,
    /// Withhold nothing, in no format.
    #[arg(long, conflicts_with = "redact")]
    no_redact: bool,
    /// Show numbers of cards, IBANs and mail addresses also in formats for programs.
    #[arg(long)]
    no_mask: bool,
}

/// What is withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Withheld {
    /// Words of notes and names.
    Words,
    /// Names of files too.
    Paths,
}

impl OutputArgs {
    /// What is taken out of a format, as it was typed or as one of the configurations says.
    pub(crate) fn redaction(&self, format: Format, configs: &[Arc<Config>]) -> Redaction {
        let is_set = |config: &Arc<Config>| config.redact_formats.contains(&format);
        let by_default = configs.is_empty() && Format::REDACTED.contains(&format);
        let words = !self.no_redact && (self.redact.is_some() || by_default || configs.iter().any(is_set));
        let paths = self.redact == Some(Withheld::Paths) || configs.iter().any(|config| config.redact_paths);
        Redaction { words, paths: words && paths, masks: !self.no_mask && !format.is_for_people() }
    }

    /// What is taken out of standard error: as much as out of standard output, which is read beside it; where nothing
    /// goes there, as much as out of all files.
    pub(crate) fn redaction_of_errors(&self, configs: &[Arc<Config>]) -> Redaction {
        let targets = self.targets().unwrap_or_default();
        let shown = targets.iter().filter(|target| target.file.is_none()).map(|target| target.format);
        let shown: Vec<Format> = shown.collect();
        let all =
            targets.iter().map(|target| target.format).filter(|format| shown.is_empty() || shown.contains(format));
        all.map(|format| self.redaction(format, configs)).fold(Redaction::default(), Redaction::and)
    }

    /// Every format with its file; `None` is standard output.
    pub(crate) fn targets(&self) -> Result<Vec<Target>, String> {
        let mut targets = self.formats.clone();
        let unnamed: Vec<&mut Target> = targets.iter_mut().filter(|target| target.file.is_none()).collect();
        match (&unnamed[..], &self.output) {
            ([first, second, ..], _) => {
                let (first, second) = (name(first.format), name(second.format));
                return Err(format!(
                    "both {first} and {second} would go to the same place; name a file for one: --format {second}=FILE"
                ));
            }
            ([], Some(_)) => return Err("--output is for a format without a file, and each has one".to_owned()),
            _ => unnamed.into_iter().for_each(|one| one.file = self.output.clone()),
        }
        let files: Vec<&PathBuf> = targets.iter().filter_map(|target| target.file.as_ref()).collect();
        match files.iter().enumerate().find(|(index, file)| files[..*index].contains(file)) {
            Some((_, file)) => Err(format!("two formats are to be written to {}", file.display())),
            None => Ok(targets),
        }
    }
}

/// A format, and the file that it is written to.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub(crate) format: Format,
    /// `None` for standard output.
    pub(crate) file: Option<PathBuf>,
}

/// Reads `FORMAT` and `FORMAT=FILE`; knows the formats like any option with a list of values.
#[derive(Debug, Clone)]
struct TargetParser;

impl TypedValueParser for TargetParser {
    type Value = Target;

    fn parse_ref(&self, command: &clap::Command, arg: Option<&Arg>, value: &OsStr) -> Result<Target, clap::Error> {
        let split = value.to_str().and_then(|value| value.split_once('='));
        let (format, file) = split.map_or((value, None), |(format, file)| (OsStr::new(format), Some(file)));
        let format = EnumValueParser::<Format>::new().parse_ref(command, arg, format)?;
        Ok(Target { format, file: file.filter(|file| !["", STDIN].contains(file)).map(PathBuf::from) })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Format::value_variants().iter().filter_map(ValueEnum::to_possible_value)))
    }
}

fn name(format: Format) -> String {
    format.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

/// What counts, what is shown, and what fails.
#[derive(Debug, Args)]
#[command(next_help_heading = "What counts")]
pub(crate) struct GateArgs {
    /// The least severity that is shown; what fails is up to --fail-on.
    #[arg(long, value_name = "SEVERITY", value_enum)]
    pub(crate) min_severity: Option<Shown>,
    /// Let as many findings pass before the exit code is 1.
    #[arg(long, value_name = "N", default_value = "0", hide_default_value = true)]
    pub(crate) max_findings: usize,
    /// Let the findings pass that this file knows; what it knows and is no more is reported.
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write all findings of now to a file, as known; with 0 as the exit code.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "since", "staged", "diff"])]
    pub(crate) write_baseline: Option<PathBuf>,
    /// Read only the notes that changed since the current branch left a revision of git, new files too, and report what
    /// is on changed lines or about a changed note as a whole.
    #[arg(long, value_name = "REV", group = "changed")]
    pub(crate) since: Option<String>,
    /// The same with what is staged for the next commit, read as it is staged.
    #[arg(long, group = "changed")]
    pub(crate) staged: bool,
    /// The same with what a unified diff changes; `-` for standard input.
    #[arg(long, value_name = "FILE", group = "changed")]
    pub(crate) diff: Option<PathBuf>,
    /// Show the settings that hold for the notes, and where each comes from; checks nothing.
    #[arg(long)]
    pub(crate) show_settings: bool,
    /// Show which files are read and which are left out, and why; checks nothing.
    #[arg(long, conflicts_with = "show_settings")]
    pub(crate) show_files: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    /// The word for it in a configuration.
    pub(crate) fn name(self) -> &'static str {
        match self {
            FailOn::Error => "error",
            FailOn::Warning => "warning",
            FailOn::Info => "info",
            FailOn::Never => "never",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shown {
    Error,
    Warning,
    Info,
}

impl Shown {
    pub(crate) fn severity(self) -> Severity {
        match self {
            Shown::Error => Severity::Error,
            Shown::Warning => Severity::Warning,
            Shown::Info => Severity::Info,
        }
    }
}
