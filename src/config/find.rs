//! Which configuration holds where.

use super::Config;
use crate::error::Error;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use toml::Table;

/// The name of a configuration file.
pub const FILE_NAME: &str = "goodmeeting.toml";

/// A configuration's place in [`Configs`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ConfigId(usize);

impl ConfigId {
    /// The place as an index into [`Configs::all`].
    pub fn index(self) -> usize {
        self.0
    }
}

/// All configurations of a run; each is read once, and each folder is looked into once.
#[derive(Debug)]
pub struct Configs {
    /// Whether the first holds everywhere.
    fixed: bool,
    /// What holds over all files.
    command_line: Table,
    found: Mutex<Found>,
}

#[derive(Debug)]
struct Found {
    /// The first is the one that holds where no other does.
    configs: Vec<Arc<Config>>,
    by_dir: HashMap<PathBuf, ConfigId>,
    /// What a configuration and some of its overrides come to.
    overridden: HashMap<(ConfigId, Vec<usize>), ConfigId>,
}

impl Configs {
    /// Looks for a configuration from each folder upwards.
    pub fn nearest() -> Configs {
        Configs::new(Config::default(), false, Table::new())
    }

    /// One configuration, wherever the notes lie.
    pub fn fixed(config: Config) -> Configs {
        Configs::new(config, true, Table::new())
    }

    /// The configuration of a file for all notes, or the nearest of each, under what the command line says.
    pub fn with(file: Option<&Path>, command_line: Table) -> Result<Configs, Error> {
        let config = file.map_or_else(|| Ok(Config::default()), Config::read)?.with(&command_line)?;
        Ok(Configs::new(config, file.is_some(), command_line))
    }

    fn new(first: Config, fixed: bool, command_line: Table) -> Configs {
        let found = Found { configs: vec![Arc::new(first)], by_dir: HashMap::new(), overridden: HashMap::new() };
        Configs { fixed, command_line, found: Mutex::new(found) }
    }

    /// The configuration of an absolute folder, before any overrides.
    pub fn of(&self, dir: &Path) -> Result<ConfigId, Error> {
        if self.fixed { Ok(ConfigId(0)) } else { self.lock().of(dir, &self.command_line) }
    }

    /// The configuration for the note at an absolute path.
    pub fn of_note(&self, note: &Path) -> Result<ConfigId, Error> {
        let id = self.of(note.parent().unwrap_or(note))?;
        self.lock().overridden(id, note, &self.command_line)
    }

    /// Whether the configuration of the folder around it leaves out a file or folder. A mistake in a configuration leaves
    /// nothing out here; it is reported when the first note asks for that configuration.
    pub fn exclude(&self, absolute: &Path, is_dir: bool) -> bool {
        let around = absolute.parent().and_then(|dir| self.of(dir).ok());
        around.is_some_and(|id| self.get(id).excludes(absolute, is_dir))
    }

    /// Whether a configuration leaves out a file, or a folder above it.
    pub fn excludes(&self, absolute: &Path) -> bool {
        self.exclude(absolute, false) || absolute.ancestors().skip(1).any(|folder| self.exclude(folder, true))
    }

    /// The configuration in its place.
    pub fn get(&self, id: ConfigId) -> Arc<Config> {
        Arc::clone(&self.lock().configs[id.0])
    }

    /// All that were found so far, each in its place.
    pub fn all(&self) -> Vec<Arc<Config>> {
        self.lock().configs.clone()
    }

    fn lock(&self) -> MutexGuard<'_, Found> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Found {
    fn of(&mut self, dir: &Path, command_line: &Table) -> Result<ConfigId, Error> {
        if let Some(&id) = self.by_dir.get(dir) {
            return Ok(id);
        }
        let file = dir.join(FILE_NAME);
        let id = if file.is_file() {
            self.push(Config::read(&file)?.with(command_line)?)
        } else {
            dir.parent().map_or(Ok(ConfigId(0)), |parent| self.of(parent, command_line))?
        };
        self.by_dir.insert(dir.to_owned(), id);
        Ok(id)
    }

    fn overridden(&mut self, id: ConfigId, note: &Path, command_line: &Table) -> Result<ConfigId, Error> {
        let config = Arc::clone(&self.configs[id.0]);
        let chosen = config.overrides_for(note);
        if chosen.is_empty() {
            return Ok(id);
        }
        let key = (id, chosen);
        if let Some(&id) = self.overridden.get(&key) {
            return Ok(id);
        }
        let made = self.push(config.with_overrides(&key.1, command_line)?);
        self.overridden.insert(key, made);
        Ok(made)
    }

    fn push(&mut self, config: Config) -> ConfigId {
        self.configs.push(Arc::new(config));
        ConfigId(self.configs.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_configuration_holds() {
        let dir = tempfile::tempdir().unwrap();
        let inner = dir.path().join("a/b");
        std::fs::create_dir_all(&inner).unwrap();
        std::fs::write(dir.path().join(FILE_NAME), "[us]\npeople = ['Outer']").unwrap();
        std::fs::write(inner.join(FILE_NAME), "[us]\npeople = ['Inner']").unwrap();
        let configs = Configs::nearest();
        let people = |dir: &Path| configs.get(configs.of(dir).unwrap()).us.people().to_vec();
        assert_eq!(people(&dir.path().join("a")), ["Outer"]);
        assert_eq!(people(&inner), ["Inner"]);
        assert_eq!(configs.of(dir.path()).unwrap(), configs.of(&dir.path().join("a")).unwrap());
        assert_eq!(configs.all().len(), 3, "the default and one of each file");
    }

    #[test]
    fn overrides_hold_for_their_paths_the_later_over_the_earlier() {
        let dir = tempfile::tempdir().unwrap();
        let text = "fail_on = 'error'\n[[overrides]]\npaths = ['old/', '*.eml']\nfail_on = 'never'\n\
                    [[overrides]]\npaths = ['old/2020/']\nfail_on = 'info'\n";
        std::fs::write(dir.path().join(FILE_NAME), text).unwrap();
        let fail_on = |command_line: &[&str], note: &str| {
            let settings: Vec<String> = command_line.iter().map(|&setting| setting.to_owned()).collect();
            let configs = Configs::with(None, crate::config::command_line(&settings).unwrap()).unwrap();
            configs.get(configs.of_note(&dir.path().canonicalize().unwrap().join(note)).unwrap()).fail_on
        };
        use crate::rules::Severity;
        assert_eq!(fail_on(&[], "a.md"), Some(Severity::Error));
        assert_eq!(fail_on(&[], "old/a.md"), None);
        assert_eq!(fail_on(&[], "b.eml"), None);
        assert_eq!(fail_on(&[], "old/2020/a.md"), Some(Severity::Info));
        assert_eq!(fail_on(&["fail_on=warning"], "old/a.md"), Some(Severity::Warning));
    }
}
