//! `[accounts]`: which notes are which customer's, over what the notes say.

use super::layers::absolute;
use super::settings::{AccountPattern, AccountSettings};
use crate::globs::gitignore;
use crate::note::people::organization_words;
use ignore::gitignore::Gitignore;
use regex::Regex;
use std::collections::HashMap;
use std::path::Path;

/// The names of customers that a configuration gives to notes.
#[derive(Debug, Clone, Default)]
pub struct AccountNames {
    /// By the words of another name of theirs.
    aliases: HashMap<Vec<String>, String>,
    patterns: Vec<Pattern>,
}

#[derive(Debug, Clone)]
struct Pattern {
    account: String,
    path: Option<Gitignore>,
    title: Option<Regex>,
}

impl AccountNames {
    /// What settings say; paths in them start from `folder`.
    pub(super) fn new(settings: &AccountSettings, folder: &Path) -> Result<AccountNames, String> {
        let mut aliases = HashMap::new();
        for (account, name) in
            settings.aliases.iter().flat_map(|(account, names)| names.iter().map(move |name| (account, name)))
        {
            let other = aliases.insert(organization_words(name), account.clone()).filter(|other| other != account);
            if let Some(other) = other {
                return Err(format!("`{name}` is both {other} and {account}"));
            }
        }
        let patterns =
            settings.patterns.iter().flatten().map(|one| Pattern::new(one, folder)).collect::<Result<_, _>>()?;
        Ok(AccountNames { aliases, patterns })
    }

    /// The customer of a note: that of the first pattern that fits, or the one that the name in the
    /// note is another name of; `None` where the note is to speak for itself.
    pub fn of(&self, path: &str, title: Option<&str>, told: Option<&str>) -> Option<&str> {
        let by_alias = || self.aliases.get(&organization_words(told?)).map(String::as_str);
        if self.patterns.is_empty() {
            return by_alias();
        }
        let path = absolute(Path::new(path));
        let pattern = self.patterns.iter().find(|one| one.fits(&path, title));
        pattern.map(|one| one.account.as_str()).or_else(by_alias)
    }
}

impl Pattern {
    fn new(given: &AccountPattern, folder: &Path) -> Result<Pattern, String> {
        let account = given.account.clone();
        if given.path.is_none() && given.title.is_none() {
            return Err(format!("the pattern for `{account}` needs a `path` or a `title`"));
        }
        let path = given.path.as_ref().map(|glob| gitignore(folder, std::slice::from_ref(glob))).transpose();
        let title = given.title.as_deref().map(Regex::new).transpose();
        Ok(Pattern {
            path: path.map_err(|error| error.to_string())?,
            title: title.map_err(|error| format!("the title of `{account}` is no regular expression: {error}"))?,
            account,
        })
    }

    fn fits(&self, path: &Path, title: Option<&str>) -> bool {
        let in_path = |glob: &Gitignore| {
            path.starts_with(glob.path()) && glob.matched_path_or_any_parents(path, false).is_ignore()
        };
        let in_title = |regex: &Regex| title.is_some_and(|title| regex.is_match(title));
        self.path.as_ref().is_none_or(in_path) && self.title.as_ref().is_none_or(in_title)
    }
}
