//! What was typed → what is done → the exit code.

mod about;
mod args;
mod brief;
mod check;
mod deals;
mod init;
mod input;
mod interrupt;
mod lexicon;
mod lsp;
mod outputs;
mod progress;
mod read;
mod report;
mod score;
mod why;

use anstream::{AutoStream, ColorChoice};
use args::{Cli, Color, Command};
use clap::Parser;
use goodmeeting::error::Error;
use goodmeeting::report::Links;
use goodmeeting::rules::UnknownRule;
use goodmeeting::score::ScoreError;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;
use supports_hyperlinks::Stream;

/// What keeps a command from doing its work.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error(transparent)]
    Known(#[from] Error),
    #[error(transparent)]
    Rule(#[from] UnknownRule),
    #[error(transparent)]
    Score(#[from] ScoreError),
    #[error("{0}")]
    Usage(String),
    #[error("cannot write: {0}")]
    Io(#[from] io::Error),
}

/// How a command ended that did its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// Nothing to complain of.
    Clean,
    /// Findings at or above the failing severity.
    Findings,
    /// Something could not be read; it has been reported.
    Errors,
}

/// Where a command writes, and how much it says.
pub(crate) struct Console {
    color: Color,
    pub(crate) quiet: bool,
    pub(crate) verbose: bool,
}

pub(crate) fn main() -> ExitCode {
    let Cli { command, color, quiet, verbose } = Cli::parse();
    let console = Console { color, quiet, verbose };
    interrupt::watch();
    match run(command, &console) {
        Ok(Status::Clean) => ExitCode::SUCCESS,
        Ok(Status::Findings) => ExitCode::from(1),
        Ok(Status::Errors) => ExitCode::from(2),
        // Whoever read our output has seen enough: `goodmeeting check | head`.
        Err(Failure::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            console.error(&failure);
            ExitCode::from(2)
        }
    }
}

fn run(command: Command, console: &Console) -> Result<Status, Failure> {
    match command {
        Command::Check(args) => check::run(&args, console),
        Command::Deals(args) => deals::deals(&args, console),
        Command::Ledger(args) => deals::ledger(&args, console),
        Command::Prep(args) => brief::prep(&args, console),
        Command::Recap(args) => brief::recap(&args, console),
        Command::Report(args) => report::run(&args, console),
        Command::Why(args) => why::run(&args, console),
        Command::Sentences(args) => read::sentences(&args, console),
        Command::Show(args) => read::show(&args, console),
        Command::Explain { rule, format } => about::explain(rule.as_deref(), format, console),
        Command::Init { dir } => init::run(&dir, console),
        Command::Score(args) => score::run(&args, console),
        Command::Lexicon(command) => lexicon::run(&command, console),
        Command::Lsp { .. } => lsp::run(),
        Command::Completions { shell } => about::completions(shell, console),
        Command::Man { of } => about::man(of.as_deref(), console),
    }
}

impl Console {
    /// Standard output, colored or not.
    pub(crate) fn out(&self) -> BufWriter<AutoStream<io::StdoutLock<'static>>> {
        BufWriter::new(AutoStream::new(io::stdout().lock(), self.choice()))
    }

    /// The width of the terminal, but not more than is good to read; the same where there is no terminal.
    pub(crate) fn width(&self, usual: usize) -> usize {
        terminal_size::terminal_size().map_or(usual, |(width, _)| usize::from(width.0).min(usual))
    }

    /// Standard output for programs, which get every byte as it is.
    pub(crate) fn raw_out(&self) -> BufWriter<io::StdoutLock<'static>> {
        BufWriter::with_capacity(1 << 16, io::stdout().lock())
    }

    /// Links to files, on a terminal that opens them.
    pub(crate) fn links(&self) -> Links {
        let folder = std::env::current_dir().ok().filter(|_| supports_hyperlinks::on(Stream::Stdout));
        folder.map(Links::from).unwrap_or_default()
    }

    /// Writes all that a command has to say.
    pub(crate) fn write(&self, text: &[u8]) -> Result<Status, Failure> {
        let mut out = self.raw_out();
        out.write_all(text)?;
        out.flush()?;
        Ok(Status::Clean)
    }

    /// Writes what a command has to say to programs.
    pub(crate) fn write_json(&self, value: &impl serde::Serialize) -> Result<Status, Failure> {
        let text = serde_json::to_string_pretty(value).map_err(io::Error::from)?;
        self.write((text + "\n").as_bytes())
    }

    /// Writes all that a command has to say to people.
    pub(crate) fn write_colored(&self, text: &str) -> Result<Status, Failure> {
        let mut out = self.out();
        out.write_all(text.as_bytes())?;
        out.flush()?;
        Ok(Status::Clean)
    }

    /// Reports an error on standard error.
    pub(crate) fn error(&self, error: &dyn std::fmt::Display) {
        let bold_red = anstyle::AnsiColor::Red.on_default().bold();
        let mut stderr = AutoStream::new(io::stderr().lock(), self.choice());
        // Nobody is left to be told when standard error is closed.
        let _ = writeln!(stderr, "{bold_red}error:{bold_red:#} {error}");
    }

    /// Says on standard error what a reader of the output should know.
    pub(crate) fn warn(&self, message: &str) {
        let bold_yellow = anstyle::AnsiColor::Yellow.on_default().bold();
        let mut stderr = AutoStream::new(io::stderr().lock(), self.choice());
        let _ = writeln!(stderr, "{bold_yellow}warning:{bold_yellow:#} {message}");
    }

    /// Says something on standard error, where it was asked for.
    pub(crate) fn say(&self, message: impl FnOnce() -> String) {
        if self.verbose {
            let _ = writeln!(io::stderr().lock(), "{}", message());
        }
    }

    pub(crate) fn choice(&self) -> ColorChoice {
        match self.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        }
    }
}
