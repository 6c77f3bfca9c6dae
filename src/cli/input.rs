//! The notes that a command was given.

use super::args::InputArgs;
use super::progress::Progress;
use super::{Console, Failure, Status};
use goodmeeting::batch;
use goodmeeting::config::{Config, Configs};
use goodmeeting::error::Error;
use goodmeeting::source::{self, NoteText, Selection, Source};
use rayon::ThreadPool;
use std::io;
use std::sync::Arc;
use std::time::Instant;

/// The notes to read, their configurations, and what is wrong so far.
pub(crate) struct Input<'c> {
    console: &'c Console,
    sources: Vec<Source>,
    pool: ThreadPool,
    /// The configurations of the sources, each in the place that the sources name.
    pub(crate) configs: Vec<Arc<Config>>,
    /// How many errors were reported.
    pub(crate) errors: usize,
}

impl<'c> Input<'c> {
    /// Finds the notes, and reports what was not found.
    pub(crate) fn find(args: &InputArgs, console: &'c Console) -> Result<Input<'c>, Failure> {
        let configs = Arc::new(match &args.config {
            Some(file) => Configs::fixed(Config::read(file)?),
            None => Configs::nearest(),
        });
        let selection =
            Selection { globs: args.globs.clone(), exclude: args.exclude.clone(), no_ignore: args.no_ignore };
        let found = source::find(&args.paths, &selection, &configs)?;
        found.errors.iter().for_each(|error| console.error(error));
        let configs = configs.all();
        for file in configs.iter().filter_map(|config| config.file.as_deref()) {
            console.say(|| format!("configuration: {}", file.display()));
        }
        let (sources, errors) = (found.sources, found.errors.len());
        Ok(Input { console, sources, pool: batch::pool(args.threads.into())?, configs, errors })
    }

    /// Whether there is no note at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// How a run over the notes ended, with or without findings that fail it.
    pub(crate) fn status(&self, findings: bool) -> Status {
        match (self.errors > 0, findings) {
            (true, _) => Status::Errors,
            (false, true) => Status::Findings,
            (false, false) => Status::Clean,
        }
    }

    /// Runs `work` over all notes and hands its results on in order; errors are reported and counted.
    pub(crate) fn run<T: Send>(
        &mut self,
        work: impl Fn(&Source, NoteText) -> T + Sync,
        mut emit: impl FnMut(T) -> io::Result<()>,
    ) -> io::Result<()> {
        let begun = Instant::now();
        let (mut notes, mut errors) = (0_usize, 0);
        let mut progress = Progress::new(self.sources.len(), !self.console.quiet);
        batch::run(&self.sources, &self.pool, work, |result: Result<T, Error>| {
            progress.step();
            match result {
                Ok(made) => {
                    notes += 1;
                    emit(made)
                }
                Err(error) => {
                    errors += 1;
                    progress.aside(|| self.console.error(&error));
                    Ok(())
                }
            }
        })?;
        drop(progress);
        self.errors += errors;
        self.console.say(|| format!("{notes} notes in {} files, {:?}", self.sources.len(), begun.elapsed()));
        Ok(())
    }
}
