//! What can be typed.

mod check;
mod deals;
mod notes;
mod shared;

pub(crate) use check::{CheckArgs, GateArgs};
pub(crate) use deals::{
    AccountByArg, DealNotesArgs, DealsArgs, DealsFormat, LedgerArgs, LedgerFormat, PageArgs, PageFormat, PrepArgs,
    RecapArgs, ReportArgs,
};
pub(crate) use notes::{InputArgs, ReadArgs, ReadFormat, ScoreArgs, WhyArgs, WhyFormat};
pub(crate) use shared::{ConfigArgs, FailOnArgs, LexiconArgs, RedactArgs, Target, TargetArgs};

use check::CHECK_EXAMPLES;
use clap::builder::styling::{AnsiColor, Styles};
use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use deals::{PREP_EXAMPLES, RECAP_EXAMPLES, REPORT_EXAMPLES};
use notes::WHY_EXAMPLES;
use std::path::PathBuf;

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
    #[command(after_help = format!("{CHECK_EXAMPLES}\n\n{EXIT_CODES}"))]
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
        #[command(flatten)]
        lexicons: LexiconArgs,
    },
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
