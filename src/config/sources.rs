//! `[[sources]]`: which columns or keys of exports that are not known hold what.

use super::settings::SourceSettings;
use crate::globs::gitignore;
use ignore::gitignore::Gitignore;
use std::path::Path;
use std::sync::Arc;

/// The exports whose columns a configuration names.
#[derive(Debug, Clone, Default)]
pub struct Mappings {
    all: Vec<(Option<Gitignore>, Arc<Mapping>)>,
}

/// Which columns of a table, or keys of JSON, hold what; the path of a key in an object has slashes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    /// The notes; of several, all that have words become one note.
    pub text: Vec<String>,
    /// The title.
    pub title: Option<String>,
    /// The day.
    pub date: Option<String>,
    /// The customer's organization.
    pub account: Option<String>,
    /// Whoever of ours wrote it.
    pub author: Option<String>,
    /// People of the customer's.
    pub contacts: Option<String>,
    /// People whose side is not told.
    pub participants: Option<String>,
    /// What tells the note from all others.
    pub id: Option<String>,
}

impl Mappings {
    /// What settings say; paths in them start from `folder`.
    pub(super) fn new(settings: &[SourceSettings], folder: &Path) -> Result<Mappings, String> {
        let mapping = |given: &SourceSettings| {
            let SourceSettings { paths, text, title, date, account, author, contacts, participants, id } =
                given.clone();
            if text.is_empty() {
                return Err("`text` in [[sources]] names no column".to_owned());
            }
            let paths = paths.map(|globs| gitignore(folder, &globs)).transpose().map_err(|error| error.to_string())?;
            Ok((paths, Arc::new(Mapping { text, title, date, account, author, contacts, participants, id })))
        };
        Ok(Mappings { all: settings.iter().map(mapping).collect::<Result<_, _>>()? })
    }

    /// What is said of the file at an absolute path; the first that fits holds.
    pub fn of(&self, path: &Path) -> Option<Arc<Mapping>> {
        let fits = |globs: &Gitignore| {
            path.starts_with(globs.path()) && globs.matched_path_or_any_parents(path, false).is_ignore()
        };
        let mut fitting = self.all.iter().filter(|(globs, _)| globs.as_ref().is_none_or(fits));
        fitting.next().map(|(_, mapping)| Arc::clone(mapping))
    }
}
