//! The notes that a command was given.

use super::args::{InputArgs, LexiconArgs};
use super::progress::Progress;
use super::{Console, Failure, Status, interrupt};
use goodmeeting::Analyzer;
use goodmeeting::batch;
use goodmeeting::changes::Changes;
use goodmeeting::config::{self, Config, ConfigId, Configs};
use goodmeeting::error::Error;
use goodmeeting::redact::Redaction;
use goodmeeting::source::{self, Learned, Left, NoteText, Selection, Source};
use rayon::ThreadPool;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// An analyzer for each configuration.
pub(crate) struct Analyzers(Vec<Analyzer>);

impl Analyzers {
    /// The one for the notes of a source.
    pub(crate) fn of(&self, source: &Source) -> &Analyzer {
        &self.0[source.config.index()]
    }

    /// Why a lexicon entry or pattern of any of them means what it means.
    pub(crate) fn why_of(&self, id: &str) -> Option<String> {
        self.0.iter().find_map(|analyzer| analyzer.why_of(id)).map(str::to_owned)
    }
}

/// The notes to read, their configurations, and what is wrong so far.
pub(crate) struct Input<'c> {
    console: &'c Console,
    sources: Vec<Source>,
    pool: ThreadPool,
    /// The configurations of the sources, each in the place that the sources name.
    pub(crate) configs: Vec<Arc<Config>>,
    /// The same, to ask for others.
    pub(crate) all_configs: Arc<Configs>,
    /// What was left out, where it was asked for.
    left: Vec<Left>,
    /// What was not found; it has been reported.
    pub(crate) missing: Vec<Error>,
    /// What standard error withholds.
    redaction: Redaction,
    /// How many errors were reported.
    pub(crate) errors: usize,
}

impl<'c> Input<'c> {
    /// Finds the notes, and reports what was not found.
    pub(crate) fn find(args: &InputArgs, console: &'c Console) -> Result<Input<'c>, Failure> {
        Input::find_changed(args, None, false, |_| Redaction::default(), console)
    }

    /// Finds the notes that changed, or all, and what is left out where that is to be explained. `redaction` tells what
    /// standard error is to withhold.
    pub(crate) fn find_changed(
        args: &InputArgs,
        changes: Option<Arc<Changes>>,
        explain: bool,
        redaction: impl Fn(&[Arc<Config>]) -> Redaction,
        console: &'c Console,
    ) -> Result<Input<'c>, Failure> {
        let all_configs = Arc::new(configs(&args.config.config)?);
        let selection = Selection {
            globs: args.globs.clone(),
            exclude: args.exclude.clone(),
            force_exclude: args.force_exclude,
            stdin_filename: args.stdin_filename.clone(),
            no_ignore: args.no_ignore,
            changes,
            explain,
        };
        let found = source::find(&args.paths(), &selection, &all_configs)?;
        let configs = all_configs.all();
        let redaction = redaction(&in_use(&found.sources, &configs));
        found.errors.iter().for_each(|error| complain(console, redaction, error));
        let files = configs.iter().filter_map(|config| config.file.as_deref());
        for file in files.filter(|_| !redaction.paths) {
            console.say(|| format!("configuration: {}", file.display()));
        }
        let (sources, missing, left) = (found.sources, found.errors, found.left);
        let (pool, errors) = (batch::pool(args.threads.into())?, missing.len());
        Ok(Input { console, sources, pool, configs, all_configs, left, missing, redaction, errors })
    }

    /// An analyzer for each configuration, with the lexicons of the command line in place of the configuration's.
    pub(crate) fn analyzers(&self, lexicons: &LexiconArgs) -> Result<Analyzers, Error> {
        let analyzer = |config: &Arc<Config>| {
            let mut config = Config::clone(config);
            config.lexicon_dir = lexicons.dir.clone().or(config.lexicon_dir);
            Analyzer::new(&config)
        };
        self.configs.iter().map(analyzer).collect::<Result<_, _>>().map(Analyzers)
    }

    /// The configurations that hold for any of the notes.
    pub(crate) fn configs_in_use(&self) -> Vec<Arc<Config>> {
        in_use(&self.sources, &self.configs)
    }

    /// Whether there is no note at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// Whether a file is one of those with notes.
    pub(crate) fn has(&self, file: &Path) -> bool {
        let Ok(file) = file.canonicalize() else { return false };
        let mut same = self.sources.iter().filter(|source| source.path.canonicalize().is_ok_and(|path| path == file));
        same.any(|source| !source.is_foreign())
    }

    /// The settings of the notes, a group for each that differs, with where each is from.
    pub(crate) fn show_settings(&self) -> String {
        let mut groups: BTreeMap<ConfigId, Vec<String>> = BTreeMap::new();
        for source in &self.sources {
            groups.entry(source.config).or_default().push(source.name());
        }
        let group = |(id, notes): (ConfigId, Vec<String>)| {
            let more = if notes.len() > 1 { format!(" and {} more", notes.len() - 1) } else { String::new() };
            let settings = self.configs[id.index()].settings();
            let lines = settings.iter().map(|(setting, origin)| format!("{setting:50}  # {origin}\n"));
            format!("# {}{more}\n{}", notes[0], lines.collect::<String>())
        };
        groups.into_iter().map(group).collect::<Vec<_>>().join("\n")
    }

    /// The files that are read and those that are left out, and why.
    pub(crate) fn show_files(&self) -> String {
        let taken = self.sources.iter().map(|source| format!("read      {}\n", source.name()));
        let left = self.left.iter().map(|left| format!("left out  {}: {}\n", left.path.display(), left.reason));
        taken.chain(left).collect()
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
        self.run_all(work, |result| result.map_or(Ok(()), &mut emit))
    }

    /// The same for those who want to hear of the errors too, in their places.
    pub(crate) fn run_all<T: Send>(
        &mut self,
        work: impl Fn(&Source, NoteText) -> T + Sync,
        mut emit: impl FnMut(Result<T, &Error>) -> io::Result<()>,
    ) -> io::Result<()> {
        let begun = Instant::now();
        let (mut notes, mut errors) = (0_usize, 0);
        let learned = Learned::from(&self.sources, &self.pool);
        let work = |source: &Source, mut note: NoteText| {
            learned.lend(&mut note);
            #[cfg(debug_assertions)]
            interrupt::panic_if_asked(&note.text);
            work(source, note)
        };
        let mut progress = Progress::new(self.sources.len(), !self.console.quiet);
        let copies = batch::run(&self.sources, &self.pool, work, |result: Result<T, Error>| {
            progress.step();
            interrupt::count_note();
            match result {
                Ok(made) => {
                    notes += 1;
                    emit(Ok(made))
                }
                Err(error) => {
                    errors += 1;
                    progress.aside(|| complain(self.console, self.redaction, &error));
                    emit(Err(&error))
                }
            }
        })?;
        drop(progress);
        self.errors += errors;
        if notes + errors == 0 && !self.sources.is_empty() {
            let path = format!("{} files", self.sources.len());
            let error = Error::NoNotesIn { path, reason: "none is a note or an export that is known".to_owned() };
            complain(self.console, self.redaction, &error);
            emit(Err(&error))?;
            self.errors += 1;
        }
        self.console.say(|| {
            let took = begun.elapsed();
            format!("{notes} notes in {} files, {copies} copies left out, {took:?}", self.sources.len())
        });
        Ok(())
    }
}

fn in_use(sources: &[Source], configs: &[Arc<Config>]) -> Vec<Arc<Config>> {
    let used: BTreeSet<usize> = sources.iter().map(|source| source.config.index()).collect();
    used.into_iter().filter_map(|index| configs.get(index).cloned()).collect()
}

fn complain(console: &Console, redaction: Redaction, error: &Error) {
    console.error(&redaction.error(&error.into()).message);
}

/// What `--config` gives: at most one file, and settings over it.
fn configs(given: &[String]) -> Result<Configs, Error> {
    let is_setting = |given: &&String| given.contains('=') && !Path::new(given).exists();
    let (settings, files): (Vec<&String>, Vec<&String>) = given.iter().partition(is_setting);
    if let [_, second, ..] = files[..] {
        let message = "only one --config may name a file".to_owned();
        return Err(Error::Config { file: second.clone(), line: None, message });
    }
    let settings: Vec<String> = settings.into_iter().cloned().collect();
    Configs::with(files.first().map(Path::new), config::command_line(&settings)?)
}
