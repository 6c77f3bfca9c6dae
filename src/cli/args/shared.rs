//! Options that several commands share: whose configuration, which words, what fails, what is withheld, and where it is
//! written.

use super::InputArgs;
use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser};
use clap::{Arg, Args, ValueEnum};
use goodmeeting::redact::Redaction;
use goodmeeting::source::STDIN;
use std::ffi::OsStr;
use std::fmt::Debug;
use std::marker::PhantomData;
use std::path::PathBuf;

/// Which configuration holds.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct ConfigArgs {
    /// The configuration for all notes, in place of the nearest goodmeeting.toml of each; or a setting that holds over
    /// it, such as rules.vague-outcome=off; may be repeated.
    #[arg(long, value_name = "FILE|KEY=VALUE")]
    pub(crate) config: Vec<String>,
}

/// Which words are known.
#[derive(Debug, Clone, Args)]
pub(crate) struct LexiconArgs {
    /// A folder of your own lexicons, in place of the one that goodmeeting.toml names.
    #[arg(long = "lexicons", value_name = "DIR")]
    pub(crate) dir: Option<PathBuf>,
}

/// What makes a run fail.
#[derive(Debug, Clone, Args)]
pub(crate) struct FailOnArgs {
    /// The least severity that makes the exit code 1 [default: what goodmeeting.toml says, else warning].
    #[arg(long, value_name = "SEVERITY", value_enum)]
    fail_on: Option<FailOn>,
}

impl FailOnArgs {
    /// The notes to read, with this over what their configurations say.
    pub(crate) fn over(&self, input: &InputArgs) -> InputArgs {
        let mut input = input.clone();
        input.config.config.extend(self.fail_on.map(|fail_on| format!("fail_on={}", fail_on.name())));
        input
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    /// The word for it in a configuration.
    fn name(self) -> &'static str {
        match self {
            FailOn::Error => "error",
            FailOn::Warning => "warning",
            FailOn::Info => "info",
            FailOn::Never => "never",
        }
    }
}

/// What is withheld.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct RedactArgs {
    /// Withhold words of notes, and put numbers in place of names; with =paths names of files too.
    #[arg(long, value_name = "WHAT", value_enum, num_args = 0..=1, require_equals = true, default_missing_value = "words")]
    redact: Option<Withheld>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Withheld {
    /// Words of notes and names.
    Words,
    /// Names of files too.
    Paths,
}

impl RedactArgs {
    pub(crate) fn words(self) -> bool {
        self.redact.is_some()
    }

    pub(crate) fn paths(self) -> bool {
        self.redact == Some(Withheld::Paths)
    }

    /// What is taken out of what people read.
    pub(crate) fn redaction(self) -> Redaction {
        Redaction { words: self.words(), paths: self.paths(), masks: false }
    }
}

/// A name among those of a list of formats.
pub(crate) trait Named: ValueEnum + Debug + Send + Sync + 'static {}

impl<F: ValueEnum + Debug + Send + Sync + 'static> Named for F {}

/// In which formats something is written, and where.
#[derive(Debug, Args)]
pub(crate) struct TargetArgs<F: Named> {
    /// How to write it, and to which file; may be repeated, at most once without a file.
    #[arg(long = "format", value_name = "FORMAT[=FILE]", value_parser = TargetParser::<F>(PhantomData), default_value = "text")]
    formats: Vec<Target<F>>,
    /// The file for the format that names none, in place of standard output. Files are written whole or not at all.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// A format, and the file that it is written to.
#[derive(Debug, Clone)]
pub(crate) struct Target<F> {
    pub(crate) format: F,
    /// `None` for standard output.
    pub(crate) file: Option<PathBuf>,
}

impl<F: Named> TargetArgs<F> {
    /// Every format with its file.
    pub(crate) fn targets(&self) -> Result<Vec<Target<F>>, String> {
        let mut targets = self.formats.clone();
        let unnamed: Vec<&mut Target<F>> = targets.iter_mut().filter(|target| target.file.is_none()).collect();
        match (&unnamed[..], &self.output) {
            ([first, second, ..], _) => {
                let (first, second) = (name(&first.format), name(&second.format));
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

/// Reads `FORMAT` and `FORMAT=FILE`; knows the formats like any option with a list of values.
#[derive(Debug, Clone)]
struct TargetParser<F>(PhantomData<F>);

impl<F: Named> TypedValueParser for TargetParser<F> {
    type Value = Target<F>;

    fn parse_ref(&self, command: &clap::Command, arg: Option<&Arg>, value: &OsStr) -> Result<Target<F>, clap::Error> {
        let split = value.to_str().and_then(|value| value.split_once('='));
        let (format, file) = split.map_or((value, None), |(format, file)| (OsStr::new(format), Some(file)));
        let format = EnumValueParser::<F>::new().parse_ref(command, arg, format)?;
        Ok(Target { format, file: file.filter(|file| !["", STDIN].contains(file)).map(PathBuf::from) })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(F::value_variants().iter().filter_map(ValueEnum::to_possible_value)))
    }
}

fn name(format: &impl ValueEnum) -> String {
    format.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}
