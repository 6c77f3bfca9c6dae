//! What can be typed.

use clap::builder::styling::{AnsiColor, Styles};
use clap::builder::{EnumValueParser, PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Arg, Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use goodmeeting::config::Config;
use goodmeeting::deal::Fate;
use goodmeeting::format::Format;
use goodmeeting::note::Side;
use goodmeeting::redact::Redaction;
use goodmeeting::rules::Severity;
use goodmeeting::score::Show;
use goodmeeting::source::STDIN;
use jiff::civil::Date;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const EXIT_CODES: &str = "\
Exit codes:
  0  no finding at or above the failing severity (--fail-on), or no more than --max-findings;
     suppressed and known ones (--baseline) do not count
  1  findings
  2  a mistake in the usage or configuration, a baseline, revision or note that could not be read,
     or no note at all; every other note is still reported";

const EXAMPLES: &str = "\
Examples:
  goodmeeting check                          all notes of the current folder
  goodmeeting check notes/ --fail-on error   let only errors fail, for a hook or CI
  goodmeeting check notes/ --format jsonl    one line of JSON per note, for other programs
  pbpaste | goodmeeting check -              the note in the clipboard
  goodmeeting init                           propose a goodmeeting.toml that says who \"us\" is
  goodmeeting explain                        list the rules";

const CHECK_EXAMPLES: &str = "\
Examples:
  goodmeeting check
  goodmeeting check notes/ \"calls/2026-*.md\" --exclude drafts/
  goodmeeting check notes/ --format jsonl | jq -r 'select(.verdict == \"continuation\") | .path'
  goodmeeting check - < call.md
  goodmeeting check --stdin-filename notes/call.md < draft.md
  goodmeeting check notes/ --write-baseline known.json      # what there is now fails nothing,
  goodmeeting check notes/ --baseline known.json            # and what comes does
  goodmeeting check notes/ --since origin/main              # only what the branch changed
  goodmeeting check notes/ --format csv=findings.csv --format text

Exit codes:
  0  no finding at or above the failing severity (--fail-on), or no more than --max-findings;
     suppressed and known ones (--baseline) do not count
  1  findings
  2  a mistake in the usage or configuration, a baseline, revision or note that could not be read,
     or no note at all; every other note is still reported";

const REPORT_EXAMPLES: &str = "\
Examples:
  goodmeeting report notes/ -o report.html
  goodmeeting report notes/ -o report.html --as-of 2026-10-31
  goodmeeting report notes/ -o figures.html --redact
  goodmeeting report crm-export.csv -o - > report.html

The page is one file that asks no server for anything: open it in a browser, mail it, print it.
It is written as a whole or not at all.";

const PREP_EXAMPLES: &str = "\
Examples:
  goodmeeting prep acme notes/
  goodmeeting prep \"Acme Foods\" notes/ --format markdown > acme.md
  goodmeeting prep --print-template > prep.txt   # change it, and: prep acme notes/ --template prep.txt

Exit codes:
  0  there it is
  2  no such account, or several by that name; a template with a mistake; a note that could not be read";

const RECAP_EXAMPLES: &str = "\
Examples:
  goodmeeting recap notes/0007.md
  pbpaste | goodmeeting recap -
  goodmeeting recap --print-template --format markdown > recap.md

Exit codes:
  0  there it is
  2  a note that could not be read; a template with a mistake";

const WHY_EXAMPLES: &str = "\
Examples:
  goodmeeting why notes/0007.md:12           the sentences on line 12
  goodmeeting why notes/0007.md --format json | jq '.[].sentences[].patterns'
  goodmeeting why - --line 3 < call.md";

/// Tells from sales-call notes who promised what, by when, and whether the meeting was an advance or only a "good
/// meeting".
#[derive(Debug, Parser)]
#[command(name = "goodmeeting", version, styles = STYLES, after_help = EXAMPLES, after_long_help = format!("{EXAMPLES}\n\n{EXIT_CODES}"))]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// When to use colors.
    #[arg(long, value_name = "WHEN", value_enum, default_value = "auto", global = true)]
    pub(crate) color: Color,
    /// Say less: one line per note, and no progress bar.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say more: why each fact was taken for one; on standard error, what is read and how long it takes.
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Analyze notes: commitments, vague outcomes, learnings, verdict and findings.
    #[command(after_help = CHECK_EXAMPLES)]
    Check(CheckArgs),
    /// Read the notes of each account together: what became of each commitment, and where the deal is going.
    #[command(
        after_help = "Examples:\n  goodmeeting deals notes/\n  goodmeeting deals notes/ --as-of 2026-10-31 --format jsonl"
    )]
    Deals(DealsArgs),
    /// List the commitments of all accounts and what became of them, those first that somebody has to see to.
    #[command(
        after_help = "Examples:\n  goodmeeting ledger notes/ --side them\n  goodmeeting ledger notes/ --owner priya --format markdown\n  \
                      goodmeeting ledger notes/ --side us --format ics > owed.ics"
    )]
    Ledger(LedgerArgs),
    /// Write everything as one page of HTML: overview, team, deals, commitments, notes.
    #[command(after_help = REPORT_EXAMPLES)]
    Report(ReportArgs),
    /// One page before the next call with an account: what they owe us, what we owe them, what to ask for next.
    #[command(after_help = PREP_EXAMPLES)]
    Prep(PrepArgs),
    /// Draft a mail after a call: what both sides promised, and what is missing as questions.
    #[command(after_help = RECAP_EXAMPLES)]
    Recap(RecapArgs),
    /// Show why something was found in the sentences of a note, or was not.
    #[command(after_help = WHY_EXAMPLES)]
    Why(WhyArgs),
    /// Show the sentences of notes, as the analysis sees them.
    #[command(after_help = "Example:\n  goodmeeting sentences notes/0007.md --format text")]
    Sentences(ReadArgs),
    /// Show notes as they were read: who, when, and the text without markup.
    #[command(after_help = "Example:\n  goodmeeting show notes/0007.md --format text")]
    Show(ReadArgs),
    /// Explain a rule: what it flags, why that matters, and what to ask next time; without a rule, list them all.
    #[command(after_help = "Examples:\n  goodmeeting explain\n  goodmeeting explain no-customer-commitment\n  \
                            goodmeeting explain --format json | jq -r '.[].id'")]
    Explain {
        /// The rule's id.
        rule: Option<String>,
        /// How to write it.
        #[arg(long, value_name = "FORMAT", value_enum, default_value = "text")]
        format: WhyFormat,
    },
    /// Write a goodmeeting.toml that proposes who "us" is, from the names in the notes.
    #[command(after_help = "Examples:\n  goodmeeting init\n  goodmeeting init notes/")]
    Init {
        /// The folder of the notes, where the file is written.
        #[arg(value_name = "DIR", default_value = ".")]
        dir: PathBuf,
    },
    /// Compare with the gold annotations of a corpus.
    #[command(after_help = "Example:\n  goodmeeting score corpora/sales-dev --json")]
    Score(ScoreArgs),
    /// Test and list the lexicons: the words that the analysis knows.
    #[command(subcommand)]
    Lexicon(LexiconCommand),
    /// Serve an editor: findings while a note is written, what to ask, and the commitments (Language Server Protocol).
    #[command(after_help = "docs/editors.md says how an editor is told to start it.")]
    Lsp {
        /// Speak over standard input and output, as it does anyway; some editors say so.
        #[arg(long)]
        stdio: bool,
    },
    /// Print the completions for a shell.
    #[command(after_help = "Example:\n  goodmeeting completions fish > ~/.config/fish/completions/goodmeeting.fish")]
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Print the manual page, or that of a command.
    #[command(after_help = "Examples:\n  goodmeeting man | man -l -\n  goodmeeting man check > goodmeeting-check.1")]
    Man {
        /// The command.
        #[arg(value_name = "COMMAND")]
        of: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum LexiconCommand {
    /// Hold every entry to its examples, those of your own folder too.
    #[command(
        after_help = "Examples:\n  goodmeeting lexicon test\n  goodmeeting lexicon test my-words/\n\nExit codes:\n  \
                            0  all pass\n  1  failures\n  2  a file that cannot be read or understood"
    )]
    Test {
        /// A folder of your own lexicons, in place of the one that goodmeeting.toml names.
        dir: Option<PathBuf>,
    },
    /// List the entries and patterns: id, sense and kind, and why they are there.
    #[command(
        after_help = "Examples:\n  goodmeeting lexicon list --sense vague\n  goodmeeting lexicon list --phrases | less"
    )]
    List {
        /// Only those of one sense.
        #[arg(long)]
        sense: Option<String>,
        /// Every literal phrase in place of the entries, one to a line, sorted, without repeats. Alternatives, optional
        /// words and forms of verbs are written out (at most 10,000 of a phrase); where any word or number may stand,
        /// the phrase is split.
        #[arg(long, conflicts_with = "sense")]
        phrases: bool,
        /// A folder of your own lexicons, in place of the one that goodmeeting.toml names.
        #[arg(long, value_name = "DIR")]
        lexicons: Option<PathBuf>,
    },
}

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

#[derive(Debug, Args)]
pub(crate) struct DealsArgs {
    #[command(flatten)]
    pub(crate) notes: DealNotesArgs,
    /// How to write it.
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "text")]
    pub(crate) format: DealsFormat,
    /// The least severity that makes the exit code 1 [default: what goodmeeting.toml says, else warning].
    #[arg(long, value_name = "SEVERITY", value_enum)]
    pub(crate) fail_on: Option<FailOn>,
}

#[derive(Debug, Args)]
pub(crate) struct LedgerArgs {
    #[command(flatten)]
    pub(crate) notes: DealNotesArgs,
    /// How to write it.
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "text")]
    pub(crate) format: LedgerFormat,
    /// Only commitments of these fates; may be repeated [default: overdue, open and rolled].
    #[arg(long, value_name = "FATE", value_parser = one_of(Fate::ALL, Fate::name))]
    pub(crate) fate: Vec<Fate>,
    /// Only commitments of these sides; may be repeated.
    #[arg(long, value_name = "SIDE", value_parser = one_of(Side::ALL, Side::name))]
    pub(crate) side: Vec<Side>,
    /// Only those of an owner whose name has these words.
    #[arg(long, value_name = "NAME")]
    pub(crate) owner: Option<String>,
    /// Only those of accounts whose name has these words.
    #[arg(long, value_name = "NAME")]
    pub(crate) account: Option<String>,
    /// Only those that are due on this day or before.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub(crate) due_by: Option<Date>,
}

#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    #[command(flatten)]
    pub(crate) notes: DealNotesArgs,
    /// The file to write, in place of what is there unless that is one of the notes; `-` for standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Leave out the words of notes, titles and paths; "Person 3" and "Account 7" stand for names, the same all over.
    #[arg(long)]
    pub(crate) redact: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PrepArgs {
    /// The account: its name, or words that only one name has.
    #[arg(required_unless_present = "print_template", default_value = "", hide_default_value = true)]
    pub(crate) account: String,
    #[command(flatten)]
    pub(crate) notes: DealNotesArgs,
    #[command(flatten)]
    pub(crate) page: PageArgs,
}

#[derive(Debug, Args)]
pub(crate) struct RecapArgs {
    /// The note; `-` for standard input.
    #[arg(
        value_name = "NOTE",
        required_unless_present = "print_template",
        default_value = "",
        hide_default_value = true
    )]
    pub(crate) note: PathBuf,
    /// The configuration, in place of the nearest goodmeeting.toml; or a setting that holds over it; may be repeated.
    #[arg(long, value_name = "FILE|KEY=VALUE")]
    pub(crate) config: Vec<String>,
    /// A folder of your own lexicons, in place of the one that goodmeeting.toml names.
    #[arg(long, value_name = "DIR")]
    pub(crate) lexicons: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) page: PageArgs,
}

/// How a page is written.
#[derive(Debug, Args)]
pub(crate) struct PageArgs {
    /// How to write it [default: text, or Markdown where the template's name ends in .md].
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(crate) format: Option<PageFormat>,
    /// A template of your own, in place of the one that goodmeeting.toml names (docs/templates.md).
    #[arg(long, value_name = "FILE")]
    pub(crate) template: Option<PathBuf>,
    /// Write the template that comes with the program, to start from.
    #[arg(long)]
    pub(crate) print_template: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PageFormat {
    /// For mail and the terminal.
    Text,
    /// For wikis and note vaults.
    Markdown,
}

/// The notes of deals, and the day as of which they are told.
#[derive(Debug, Args)]
pub(crate) struct DealNotesArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// The day as of which a commitment is overdue, written as 2026-10-31 [default: today].
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub(crate) as_of: Option<Date>,
    /// What makes notes one account's.
    #[arg(long, value_name = "BY", value_enum, default_value = "name")]
    pub(crate) account_by: AccountByArg,
    /// A folder of your own lexicons, in place of the one that goodmeeting.toml names.
    #[arg(long, value_name = "DIR")]
    pub(crate) lexicons: Option<PathBuf>,
}

/// What makes notes one account's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AccountByArg {
    /// The customer's name in the note, in long or short form.
    Name,
    /// The folder that the note is in.
    Folder,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DealsFormat {
    /// For people.
    Text,
    /// One line of JSON per account.
    Jsonl,
    /// A row per account.
    Csv,
    /// A table.
    Markdown,
    /// The findings, one a line.
    Concise,
    /// The findings as SARIF 2.1.0.
    Sarif,
    /// The findings as JUnit XML.
    Junit,
    /// The findings as workflow commands of GitHub.
    Github,
    /// The findings as Code Quality of GitLab.
    Gitlab,
    /// The findings for reviewdog.
    Rdjson,
}

impl DealsFormat {
    /// The format of `check` that has the findings, where it is one.
    pub(crate) fn of_findings(self) -> Option<Format> {
        Some(match self {
            Self::Concise => Format::Concise,
            Self::Sarif => Format::Sarif,
            Self::Junit => Format::Junit,
            Self::Github => Format::Github,
            Self::Gitlab => Format::Gitlab,
            Self::Rdjson => Format::Rdjson,
            Self::Text | Self::Jsonl | Self::Csv | Self::Markdown => return None,
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LedgerFormat {
    /// For people.
    Text,
    /// One line of JSON per commitment.
    Jsonl,
    /// A row per commitment.
    Csv,
    /// A list of tasks.
    Markdown,
    /// To-dos for a calendar (iCalendar).
    Ics,
}

#[derive(Debug, Args)]
pub(crate) struct WhyArgs {
    /// Notes, each with a line behind a colon where only that line is asked for; `-` for standard input.
    #[arg(value_name = "PATH[:LINE]", required = true)]
    pub(crate) places: Vec<PathBuf>,
    /// Only the sentences on this line of each note, from 1.
    #[arg(long, value_name = "N")]
    pub(crate) line: Option<usize>,
    /// How to write it.
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "text")]
    pub(crate) format: WhyFormat,
    /// The configuration for all notes, in place of the nearest goodmeeting.toml of each; or a setting that holds over
    /// it, such as rules.vague-outcome=off; may be repeated.
    #[arg(long, value_name = "FILE|KEY=VALUE")]
    pub(crate) config: Vec<String>,
    /// A folder of your own lexicons, in place of the one that goodmeeting.toml names.
    #[arg(long, value_name = "DIR")]
    pub(crate) lexicons: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ReadArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// How to write it.
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "text")]
    pub(crate) format: ReadFormat,
}

#[derive(Debug, Args)]
pub(crate) struct ScoreArgs {
    /// A folder with notes/, gold/ and goodmeeting.toml.
    #[arg(value_name = "CORPUS")]
    pub(crate) corpus: PathBuf,
    /// Write the figures as JSON.
    #[arg(long)]
    pub(crate) json: bool,
    /// List every miss and false alarm of one kind in place of the figures.
    #[arg(long, value_name = "KIND", value_enum, conflicts_with = "json")]
    pub(crate) show: Option<Show>,
    /// A folder of your own lexicons, in place of the one that goodmeeting.toml names.
    #[arg(long, value_name = "DIR")]
    pub(crate) lexicons: Option<PathBuf>,
    /// How many threads work [default: one for each core].
    #[arg(short = 'j', long, value_name = "N", default_value = "0", hide_default_value = true,
        value_parser = clap::value_parser!(u16).range(..=1024))]
    pub(crate) threads: u16,
}

/// Which notes, and how to read them.
#[derive(Debug, Clone, Args)]
pub(crate) struct InputArgs {
    /// Files, folders, globs, or `-` for standard input. Of a folder, the .md, .markdown, .txt and .text files are
    /// read, in subfolders too; a file that is named here is always read.
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    /// Read the files of folders that match, in place of the usual extensions; may be repeated.
    #[arg(long = "glob", value_name = "GLOB")]
    pub(crate) globs: Vec<String>,
    /// Leave out what matches, written as in a .gitignore of the current folder; may be repeated.
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,
    /// Leave out what `exclude` and --exclude say also where it is named, as a hook needs that is given names.
    #[arg(long)]
    pub(crate) force_exclude: bool,
    /// Read also what .gitignore and .ignore files leave out.
    #[arg(long)]
    pub(crate) no_ignore: bool,
    /// The file that the standard input is: its format and configuration are taken from there, and it is reported under
    /// that name. Without a PATH, the standard input is what is read.
    #[arg(long, value_name = "FILE")]
    pub(crate) stdin_filename: Option<PathBuf>,
    /// The configuration for all notes, in place of the nearest goodmeeting.toml of each; or a setting that holds over
    /// it, such as rules.vague-outcome=off; may be repeated.
    #[arg(long, value_name = "FILE|KEY=VALUE")]
    pub(crate) config: Vec<String>,
    /// How many threads work [default: one for each core].
    #[arg(short = 'j', long, value_name = "N", default_value = "0", hide_default_value = true,
        value_parser = clap::value_parser!(u16).range(..=1024))]
    pub(crate) threads: u16,
}

impl InputArgs {
    /// What is read: the standard input where nothing but its name is given.
    pub(crate) fn paths(&self) -> Vec<PathBuf> {
        let is_default = self.paths == [Path::new(".")];
        if is_default && self.stdin_filename.is_some() { vec![PathBuf::from(STDIN)] } else { self.paths.clone() }
    }

    /// The notes of one folder, read as it is usual.
    pub(crate) fn folder(dir: &Path, threads: u16) -> InputArgs {
        InputArgs {
            paths: vec![dir.to_owned()],
            globs: Vec::new(),
            exclude: Vec::new(),
            force_exclude: false,
            no_ignore: false,
            stdin_filename: None,
            config: Vec::new(),
            threads,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum WhyFormat {
    /// For people.
    Text,
    /// One array of JSON, with an object for each note.
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadFormat {
    /// For people.
    Text,
    /// One line of JSON each.
    Jsonl,
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

fn parse_day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "a day is written as 2026-10-31".to_owned())
}

/// One of the values of the library, by the name that it has in records.
fn one_of<T, const N: usize>(all: [T; N], name: fn(T) -> &'static str) -> impl TypedValueParser<Value = T>
where
    T: Copy + Send + Sync + 'static,
{
    PossibleValuesParser::new(all.map(name))
        .try_map(move |typed| all.into_iter().find(|&one| name(one) == typed).ok_or("none of the values"))
}
