//! The options of what reads the notes of each account together: deals, ledger, report, and the pages for one of them.

use super::{ConfigArgs, FailOnArgs, InputArgs, LexiconArgs, RedactArgs, TargetArgs};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use goodmeeting::deal::Fate;
use goodmeeting::format::Format;
use goodmeeting::note::Side;
use jiff::civil::Date;
use std::path::PathBuf;

pub(super) const REPORT_EXAMPLES: &str = "\
Examples:
  goodmeeting report notes/ -o report.html
  goodmeeting report notes/ -o report.html --as-of 2026-10-31
  goodmeeting report notes/ -o figures.html --redact
  goodmeeting report crm-export.csv -o - > report.html

The page is one file that asks no server for anything: open it in a browser, mail it, print it.
It is written as a whole or not at all.";

pub(super) const PREP_EXAMPLES: &str = "\
Examples:
  goodmeeting prep acme notes/
  goodmeeting prep \"Acme Foods\" notes/ --format markdown > acme.md
  goodmeeting prep --print-template > prep.txt   # change it, and: prep acme notes/ --template prep.txt

Exit codes:
  0  there it is
  2  no such account, or several by that name; a template with a mistake; a note that could not be read";

pub(super) const RECAP_EXAMPLES: &str = "\
Examples:
  goodmeeting recap notes/0007.md
  pbpaste | goodmeeting recap -
  goodmeeting recap --print-template --format markdown > recap.md

Exit codes:
  0  there it is
  2  a note that could not be read; a template with a mistake";

#[derive(Debug, Args)]
pub(crate) struct DealsArgs {
    #[command(flatten)]
    pub(crate) notes: DealNotesArgs,
    #[command(flatten)]
    pub(crate) targets: TargetArgs<DealsFormat>,
    #[command(flatten)]
    pub(crate) redact: RedactArgs,
    #[command(flatten)]
    pub(crate) fail_on: FailOnArgs,
}

#[derive(Debug, Args)]
pub(crate) struct LedgerArgs {
    #[command(flatten)]
    pub(crate) notes: DealNotesArgs,
    #[command(flatten)]
    pub(crate) targets: TargetArgs<LedgerFormat>,
    #[command(flatten)]
    pub(crate) redact: RedactArgs,
    /// Only commitments of these fates; may be repeated [default: overdue, open and rolled].
    #[arg(long, value_name = "FATE", value_parser = one_of(Fate::ALL, Fate::name, |_| None))]
    pub(crate) fate: Vec<Fate>,
    /// Only commitments of these sides; may be repeated.
    #[arg(long, value_name = "SIDE", value_parser = one_of(Side::ALL, Side::name, whose))]
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
    #[command(flatten)]
    pub(crate) redact: RedactArgs,
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
    #[command(flatten)]
    pub(crate) redact: RedactArgs,
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
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
    #[command(flatten)]
    pub(crate) lexicons: LexiconArgs,
    #[command(flatten)]
    pub(crate) page: PageArgs,
    #[command(flatten)]
    pub(crate) redact: RedactArgs,
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
    #[value(alias = "md")]
    Markdown,
}

/// The notes of deals, and the day as of which they are told.
#[derive(Debug, Args)]
pub(crate) struct DealNotesArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// The day as of which all is told, written as 2026-10-31: what is overdue, and which notes there are; later ones are
    /// left out [default: today].
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub(crate) as_of: Option<Date>,
    /// What makes notes one account's.
    #[arg(long, value_name = "BY", value_enum, default_value = "name")]
    pub(crate) account_by: AccountByArg,
    #[command(flatten)]
    pub(crate) lexicons: LexiconArgs,
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
    #[value(alias = "md")]
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
    /// Whether it is read by people on their terminal, and by no program.
    pub(crate) fn is_for_people(self) -> bool {
        self == Self::Text || self.of_findings().is_some_and(Format::is_for_people)
    }

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
    #[value(alias = "md")]
    Markdown,
    /// To-dos for a calendar (iCalendar).
    Ics,
}

fn parse_day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "a day is written as 2026-10-31".to_owned())
}

/// Another word for a side, as people type it.
const fn whose(side: Side) -> Option<&'static str> {
    match side {
        Side::Us => Some("ours"),
        Side::Them => Some("theirs"),
        _ => None,
    }
}

/// One of the values of the library, by the name that it has in records, or by another.
fn one_of<T, const N: usize>(
    all: [T; N],
    name: fn(T) -> &'static str,
    other: fn(T) -> Option<&'static str>,
) -> impl TypedValueParser<Value = T>
where
    T: Copy + Send + Sync + 'static,
{
    let value = |one: T| PossibleValue::new(name(one)).aliases(other(one));
    PossibleValuesParser::new(all.map(value)).try_map(move |typed| {
        let is_it = |&one: &T| name(one) == typed || other(one) == Some(&typed);
        all.into_iter().find(is_it).ok_or("none of the values")
    })
}
