//! The options of `goodmeeting check`.

use super::{FailOnArgs, InputArgs, LexiconArgs, RedactArgs, TargetArgs};
use clap::{Args, ValueEnum};
use goodmeeting::config::Config;
use goodmeeting::format::Format;
use goodmeeting::redact::Redaction;
use goodmeeting::rules::Severity;
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
    #[command(flatten)]
    pub(crate) fail_on: FailOnArgs,
    #[command(flatten)]
    pub(crate) lexicons: LexiconArgs,
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
    #[command(flatten)]
    pub(crate) targets: TargetArgs<Format>,
    #[command(flatten)]
    redact: RedactArgs,
    /// Withhold nothing, in no format [default: words and names are withheld in junit, github and gitlab, or where
    /// goodmeeting.toml says].
    #[arg(long, conflicts_with = "redact")]
    no_redact: bool,
    /// Show numbers of cards, IBANs and mail addresses also in formats for programs.
    #[arg(long)]
    no_mask: bool,
}

impl OutputArgs {
    /// What is taken out of a format, as it was typed or as one of the configurations says.
    pub(crate) fn redaction(&self, format: Format, configs: &[Arc<Config>]) -> Redaction {
        let is_set = |config: &Arc<Config>| config.redact_formats.contains(&format);
        let by_default = configs.is_empty() && Format::REDACTED.contains(&format);
        let words = !self.no_redact && (self.redact.words() || by_default || configs.iter().any(is_set));
        let paths = self.redact.paths() || configs.iter().any(|config| config.redact_paths);
        Redaction { words, paths: words && paths, masks: !self.no_mask && !format.is_for_people() }
    }

    /// What is taken out of standard error: as much as out of standard output, which is read beside it; where nothing
    /// goes there, as much as out of all files.
    pub(crate) fn redaction_of_errors(&self, configs: &[Arc<Config>]) -> Redaction {
        let targets = self.targets.targets().unwrap_or_default();
        let shown = targets.iter().filter(|target| target.file.is_none()).map(|target| target.format);
        let shown: Vec<Format> = shown.collect();
        let all =
            targets.iter().map(|target| target.format).filter(|format| shown.is_empty() || shown.contains(format));
        all.map(|format| self.redaction(format, configs)).fold(Redaction::default(), Redaction::and)
    }
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
