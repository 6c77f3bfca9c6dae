//! From the text of one note to its record.

use crate::brief::COACHING;
use crate::config::{Config, FILE_NAME};
use crate::deal::Chapter;
use crate::decode::decode;
use crate::error::Error;
use crate::extract::reading::Reading;
use crate::extract::{Facts, extract, trace};
use crate::lexicon::selftest::{self, Failure};
use crate::lexicon::{Lexicon, LexiconError};
use crate::note::people::Directory;
use crate::note::{Note, Us};
use crate::record::Record;
use crate::report::html::NotePage;
use crate::report::why::Why;
use crate::rules::judge;
use crate::source::NoteText;
use crate::span::Span;
use crate::view::passages;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Everything that analyzing a note needs beside the note; built once and shared by all threads.
#[derive(Debug)]
pub struct Analyzer {
    lexicon: Words,
    config: Arc<Config>,
}

impl Analyzer {
    /// The analyzer that a configuration asks for.
    ///
    /// # Errors
    /// Where the configuration names lexicons that cannot be loaded.
    pub fn new(config: &Config) -> Result<Analyzer, Error> {
        Ok(Analyzer { lexicon: Words::load(config)?, config: Arc::new(config.clone()) })
    }

    /// Analyzes one note.
    pub fn analyze(&self, note: NoteText) -> Record {
        let (path, entry) = (note.path.clone(), note.entry.clone());
        let note = note.parse(&self.config.us);
        let facts = extract(&self.lexicon, &note, &self.config.us);
        let judgement = judge(&note, &facts, &self.config.rules);
        Record::new(&path, entry.as_deref(), &note, facts, judgement)
    }

    /// Analyzes one note for what it tells of its account.
    pub fn chapter(&self, note: NoteText) -> Chapter {
        let (note, facts, record) = self.read(note);
        Chapter::read(&self.lexicon, &note, &facts, record, &self.config)
    }

    /// Analyzes one note for what a report shows of it, and for what it tells of its account.
    pub fn page(&self, note: NoteText) -> (NotePage, Chapter) {
        let (note, facts, record) = self.read(note);
        let chapter = Chapter::read(&self.lexicon, &note, &facts, record.clone(), &self.config);
        (NotePage { passages: passages(&note, &record), record }, chapter)
    }

    fn read(&self, note: NoteText) -> (Note, Facts, Record) {
        let (path, entry) = (note.path.clone(), note.entry.clone());
        let note = note.parse(&self.config.us);
        let facts = extract(&self.lexicon, &note, &self.config.us);
        let judgement = judge(&note, &facts, &self.config.rules);
        let record = Record::new(&path, entry.as_deref(), &note, facts.clone(), judgement);
        (note, facts, record)
    }

    /// Why a lexicon entry or pattern means what it means; `None` for an id that it does not have.
    pub fn why_of(&self, id: &str) -> Option<&str> {
        let entry = self.lexicon.entries().iter().find(|entry| entry.id == id).map(|entry| entry.why.as_str());
        let pattern = || self.lexicon.patterns().entries.iter().find(|entry| entry.id == id);
        entry.or_else(|| pattern().map(|pattern| pattern.why.as_str()))
    }

    /// Tells of each sentence of a note why something was found in it, or was not.
    pub fn why(&self, note: NoteText) -> Why {
        let (path, entry) = (note.path.clone(), note.entry.clone());
        let note = note.parse(&self.config.us);
        let trace = trace(&self.lexicon, &note, &self.config.us);
        Why::new(path, entry, &note, trace)
    }
}

/// The lexicon of a configuration: the embedded one, loaded once for all, or one of its own.
#[derive(Debug)]
pub enum Words {
    /// What comes with the program.
    Embedded(&'static Lexicon),
    /// The same with the changes of a configuration.
    Own(Box<Lexicon>),
}

impl Words {
    /// Loads the lexicon that comes with the program, with the folder and the omissions of a configuration.
    ///
    /// # Errors
    /// A folder or file that cannot be read, or words that the lexicon refuses.
    pub fn load(config: &Config) -> Result<Words, Error> {
        let off = &config.lexicon_off;
        if config.lexicon_dir.is_none() && off.is_empty() {
            return Ok(Words::Embedded(Lexicon::embedded()));
        }
        let own = config.lexicon_dir.as_deref().map_or_else(|| Ok(Vec::new()), own_files)?;
        let lexicon = Lexicon::load(&own, off).map_err(|error| match error {
            LexiconError::File { file, line, message } => Error::Config { file, line: Some(line), message },
            LexiconError::UnknownId { .. } => {
                let file = config.file.as_deref().unwrap_or(Path::new(FILE_NAME)).display().to_string();
                Error::Config { file, line: None, message: error.to_string() }
            }
        })?;
        Ok(Words::Own(Box::new(lexicon)))
    }

    /// Holds every entry and pattern to its own examples.
    pub fn test(&self) -> Vec<Failure> {
        let (nobody, mut reading, mut found) = (Directory::new(&[], &Us::default()), Reading::default(), Vec::new());
        selftest::run(self, &mut |text| {
            reading.read(self, &nobody, text, Span::new(0, text.len()), None);
            found.clear();
            self.patterns().find(&reading.letters, |_| true, &mut found);
            found.retain(|found| found.start < found.end);
            found.iter().map(|found| (found.pattern, reading.span(found.start, found.end))).collect()
        })
    }
}

impl Deref for Words {
    type Target = Lexicon;

    fn deref(&self) -> &Lexicon {
        match self {
            Words::Embedded(lexicon) => lexicon,
            Words::Own(lexicon) => lexicon,
        }
    }
}

/// The lexicon files of a folder with their texts, in order of name.
fn own_files(dir: &Path) -> Result<Vec<(String, String)>, Error> {
    let name = |path: &Path| path.display().to_string();
    let unreadable = |source| Error::from_io(name(dir), source);
    let entries = std::fs::read_dir(dir).map_err(unreadable)?;
    let mut files: Vec<PathBuf> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>().map_err(unreadable)?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.retain(|file| !file.ends_with(COACHING));
    files.sort();
    let read = |file: &PathBuf| {
        let bytes = std::fs::read(file).map_err(|source| Error::from_io(name(file), source))?;
        let text = decode(bytes).map_err(|fault| Error::Encoding { path: name(file), fault })?;
        Ok((name(file), text))
    };
    files.iter().map(read).collect()
}
