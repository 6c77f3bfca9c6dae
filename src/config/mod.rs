//! `goodmeeting.toml`: who "us" is, what to leave out, how bad each finding is.
//!
//! The nearest file from a note's folder upwards holds for the note; nothing is merged. Everything has a default.

mod find;
mod parse;

pub use find::{ConfigId, Configs, FILE_NAME};

use crate::decode::decode;
use crate::error::Error;
use crate::note::Us;
use crate::rules::{RuleSettings, Severity};
use ignore::gitignore::Gitignore;
use std::path::{Path, PathBuf};

/// What a configuration says.
#[derive(Debug, Clone)]
pub struct Config {
    /// The file that it was read from; `None` for the defaults.
    pub file: Option<PathBuf>,
    /// Who "us" is.
    pub us: Us,
    /// A folder of lexicons to add to those that come with the program.
    pub lexicon_dir: Option<PathBuf>,
    /// Ids of lexicon entries to leave out.
    pub lexicon_off: Vec<String>,
    /// Which rules are looked for, and how bad what they find is.
    pub rules: RuleSettings,
    /// The least severity that makes a run fail; `None` is never.
    pub fail_on: Option<Severity>,
    /// Files and folders to leave out, in the manner of a `.gitignore` beside the configuration.
    exclude: Gitignore,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            file: None,
            us: Us::default(),
            lexicon_dir: None,
            lexicon_off: Vec::new(),
            rules: RuleSettings::default(),
            fail_on: Some(Severity::Warning),
            exclude: Gitignore::empty(),
        }
    }
}

impl Config {
    /// Reads a configuration from its file.
    pub fn read(file: &Path) -> Result<Config, Error> {
        let path = || file.display().to_string();
        let bytes = std::fs::read(file).map_err(|source| Error::from_io(path(), source))?;
        let text = decode(bytes).map_err(|fault| Error::Encoding { path: path(), fault })?;
        Config::parse(&text, file)
    }

    /// Reads a configuration from its text. Relative paths in it start from the folder of `file`.
    ///
    /// ```
    /// use goodmeeting::config::Config;
    /// let file = std::path::Path::new("notes/goodmeeting.toml");
    /// let config = Config::parse("[us]\ndomains = ['acme.example']", file)?;
    /// assert_eq!(config.us.domains, ["acme.example"]);
    ///
    /// let error = Config::parse("[us]\ndomain = ['acme.example']", file).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "notes/goodmeeting.toml:2: unknown key `domain` in [us]; did you mean `domains`?"
    /// );
    /// # Ok::<(), goodmeeting::error::Error>(())
    /// ```
    pub fn parse(text: &str, file: &Path) -> Result<Config, Error> {
        parse::parse(text, file)
    }

    /// Whether the configuration leaves out a file or folder; `path` is absolute.
    pub fn excludes(&self, path: &Path, is_dir: bool) -> bool {
        self.exclude.matched(path, is_dir).is_ignore()
    }
}
