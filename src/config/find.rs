//! Which configuration holds where.

use super::Config;
use crate::error::Error;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

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
    found: Mutex<Found>,
}

#[derive(Debug)]
struct Found {
    /// The first is the one that holds where no other does.
    configs: Vec<Arc<Config>>,
    by_dir: HashMap<PathBuf, ConfigId>,
}

impl Configs {
    /// Looks for a configuration from each folder upwards.
    pub fn nearest() -> Configs {
        Configs::new(Config::default(), false)
    }

    /// One configuration, wherever the notes lie.
    pub fn fixed(config: Config) -> Configs {
        Configs::new(config, true)
    }

    fn new(first: Config, fixed: bool) -> Configs {
        let found = Found { configs: vec![Arc::new(first)], by_dir: HashMap::new() };
        Configs { fixed, found: Mutex::new(found) }
    }

    /// The configuration for the notes of an absolute folder.
    pub fn of(&self, dir: &Path) -> Result<ConfigId, Error> {
        if self.fixed { Ok(ConfigId(0)) } else { self.lock().of(dir) }
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
    fn of(&mut self, dir: &Path) -> Result<ConfigId, Error> {
        if let Some(&id) = self.by_dir.get(dir) {
            return Ok(id);
        }
        let file = dir.join(FILE_NAME);
        let id = if file.is_file() {
            self.configs.push(Arc::new(Config::read(&file)?));
            ConfigId(self.configs.len() - 1)
        } else {
            dir.parent().map_or(Ok(ConfigId(0)), |parent| self.of(parent))?
        };
        self.by_dir.insert(dir.to_owned(), id);
        Ok(id)
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
        let people = |dir: &Path| configs.get(configs.of(dir).unwrap()).us.people.clone();
        assert_eq!(people(&dir.path().join("a")), ["Outer"]);
        assert_eq!(people(&inner), ["Inner"]);
        assert_eq!(configs.of(dir.path()).unwrap(), configs.of(&dir.path().join("a")).unwrap());
        assert_eq!(configs.all().len(), 3, "the default and one of each file");
    }
}
