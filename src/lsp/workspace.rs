//! What holds where: the nearest configuration of each note, and an analyzer for each configuration.

use crate::analyzer::Analyzer;
use crate::config::{ConfigId, Configs};
use crate::error::Error;
use crate::globs::absolute;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// Configurations as they were read last.
pub(super) struct Workspace {
    configs: Configs,
    analyzers: HashMap<ConfigId, Arc<Analyzer>>,
}

impl Workspace {
    pub(super) fn new() -> Workspace {
        Workspace { configs: Configs::nearest(), analyzers: HashMap::new() }
    }

    /// The analyzer for the note in a file; `None` where the configuration leaves it out.
    pub(super) fn analyzer(&mut self, file: &Path) -> Result<Option<Arc<Analyzer>>, Error> {
        let file = absolute(file);
        let id = self.configs.of_note(&file)?;
        if self.configs.excludes(&file) {
            return Ok(None);
        }
        if !self.analyzers.contains_key(&id) {
            self.analyzers.insert(id, Arc::new(Analyzer::new(&self.configs.get(id))?));
        }
        Ok(self.analyzers.get(&id).cloned())
    }
}
