//! Which notes are read, and the options of what shows how.

use super::{ConfigArgs, LexiconArgs};
use clap::{Args, ValueEnum};
use goodmeeting::score::Show;
use goodmeeting::source::STDIN;
use std::path::{Path, PathBuf};

pub(super) const WHY_EXAMPLES: &str = "\
Examples:
  goodmeeting why notes/0007.md:12           the sentences on line 12
  goodmeeting why notes/0007.md --format json | jq '.[].sentences[].patterns'
  goodmeeting why - --line 3 < call.md";

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
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
    #[command(flatten)]
    pub(crate) lexicons: LexiconArgs,
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
    #[command(flatten)]
    pub(crate) lexicons: LexiconArgs,
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
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
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
            config: ConfigArgs::default(),
            threads,
        }
    }
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
