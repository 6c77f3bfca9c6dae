//! From TOML to [`Config`]: every mistake is named with its file, line and, where one is near, the word that was meant.

use super::Config;
use crate::error::{Error, nearest};
use crate::globs::gitignore;
use crate::rules::{Level, Severity};
use ignore::gitignore::Gitignore;
use std::ops::Range;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The severities that make a run fail.
const FAIL_ON: [(&str, Option<Severity>); 4] = [
    ("error", Some(Severity::Error)),
    ("warning", Some(Severity::Warning)),
    ("info", Some(Severity::Info)),
    ("never", None),
];

/// What can be said of a rule.
const LEVELS: [(&str, Level); 5] = [
    ("error", Level::Error),
    ("warning", Level::Warning),
    ("info", Level::Info),
    ("on", Level::On),
    ("off", Level::Off),
];

type Key<'t> = Spanned<std::borrow::Cow<'t, str>>;
type Value<'t> = Spanned<DeValue<'t>>;

pub(super) fn parse(text: &str, file: &Path) -> Result<Config, Error> {
    let reader = Reader { text, file };
    let document = DeTable::parse(text).map_err(|error| reader.error(error.span(), error.message().to_owned()))?;
    let mut config = Config { file: Some(file.to_owned()), ..Config::default() };
    reader.document(document.get_ref(), &mut config)?;
    Ok(config)
}

struct Reader<'t> {
    text: &'t str,
    file: &'t Path,
}

impl Reader<'_> {
    fn document(&self, table: &DeTable<'_>, config: &mut Config) -> Result<(), Error> {
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "us" => self.us(self.table(key, value)?, config)?,
                "lexicons" => self.lexicons(self.table(key, value)?, config)?,
                "rules" => self.rules(self.table(key, value)?, config)?,
                "exclude" => config.exclude = self.globs(key, value)?,
                "fail_on" => config.fail_on = self.one_of(key, value, &FAIL_ON)?,
                _ => return Err(self.unknown(key, "", &["us", "lexicons", "rules", "exclude", "fail_on"])),
            }
        }
        Ok(())
    }

    fn us(&self, table: &DeTable<'_>, config: &mut Config) -> Result<(), Error> {
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "organizations" => config.us.organizations = self.strings(key, value)?,
                "people" => config.us.people = self.strings(key, value)?,
                "domains" => config.us.domains = self.strings(key, value)?,
                _ => return Err(self.unknown(key, " in [us]", &["organizations", "people", "domains"])),
            }
        }
        Ok(())
    }

    fn lexicons(&self, table: &DeTable<'_>, config: &mut Config) -> Result<(), Error> {
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "dir" => config.lexicon_dir = Some(self.folder().join(self.string(key, value)?)),
                "off" => config.lexicon_off = self.strings(key, value)?,
                _ => return Err(self.unknown(key, " in [lexicons]", &["dir", "off"])),
            }
        }
        Ok(())
    }

    fn rules(&self, table: &DeTable<'_>, config: &mut Config) -> Result<(), Error> {
        for (key, value) in table {
            let level = self.one_of(key, value, &LEVELS)?;
            let set = config.rules.set(key.get_ref(), level);
            set.map_err(|unknown| self.error(Some(key.span()), unknown.to_string()))?;
        }
        Ok(())
    }

    fn table<'v, 't>(&self, key: &Key<'_>, value: &'v Value<'t>) -> Result<&'v DeTable<'t>, Error> {
        value.get_ref().as_table().ok_or_else(|| self.wrong_type(key, value, "a table"))
    }

    fn string<'v>(&self, key: &Key<'_>, value: &'v Value<'_>) -> Result<&'v str, Error> {
        value.get_ref().as_str().ok_or_else(|| self.wrong_type(key, value, "a string"))
    }

    fn strings(&self, key: &Key<'_>, value: &Value<'_>) -> Result<Vec<String>, Error> {
        let wrong = |value| self.wrong_type(key, value, "a list of strings");
        let list = value.get_ref().as_array().ok_or_else(|| wrong(value))?;
        list.iter().map(|item| item.get_ref().as_str().map(str::to_owned).ok_or_else(|| wrong(item))).collect()
    }

    /// What one of a few words means.
    fn one_of<T: Copy>(&self, key: &Key<'_>, value: &Value<'_>, words: &[(&str, T)]) -> Result<T, Error> {
        let word = self.string(key, value)?;
        words.iter().find(|(known, _)| *known == word).map(|&(_, meant)| meant).ok_or_else(|| {
            let known: Vec<&str> = words.iter().map(|(known, _)| *known).collect();
            let message = format!("`{}` is one of {}, not \"{word}\"", key.get_ref(), known.join(", "));
            self.error(Some(value.span()), message)
        })
    }

    fn globs(&self, key: &Key<'_>, value: &Value<'_>) -> Result<Gitignore, Error> {
        // Absolute, because notes are compared with it by their absolute paths.
        let folder = std::fs::canonicalize(self.folder()).unwrap_or_else(|_| self.folder().to_owned());
        gitignore(&folder, &self.strings(key, value)?)
            .map_err(|error| self.error(Some(value.span()), error.to_string()))
    }

    fn folder(&self) -> &Path {
        match self.file.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        }
    }

    fn unknown(&self, key: &Key<'_>, section: &str, known: &[&str]) -> Error {
        let name = key.get_ref();
        let hint = match nearest(name, known.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("known are {}", known.join(", ")),
        };
        self.error(Some(key.span()), format!("unknown key `{name}`{section}; {hint}"))
    }

    fn wrong_type(&self, key: &Key<'_>, value: &Value<'_>, wanted: &str) -> Error {
        let found = value.get_ref().type_str();
        self.error(Some(value.span()), format!("`{}` is {wanted}, not {found}", key.get_ref()))
    }

    fn error(&self, span: Option<Range<usize>>, message: String) -> Error {
        let line = span.map(|span| {
            let before = &self.text.as_bytes()[..span.start.min(self.text.len())];
            memchr::memchr_iter(b'\n', before).count() + 1
        });
        Error::Config { file: self.file.display().to_string(), line, message }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RuleSettings;

    fn message(text: &str) -> String {
        parse(text, Path::new("dir/goodmeeting.toml")).unwrap_err().to_string()
    }

    #[test]
    fn an_empty_file_is_the_defaults() {
        let config = parse("", Path::new("goodmeeting.toml")).unwrap();
        assert_eq!(config.fail_on, Some(Severity::Warning));
        assert_eq!(config.us, crate::note::Us::default());
    }

    #[test]
    fn every_key_is_read() {
        let text = "exclude = ['gold/']\nfail_on = 'never'\n[us]\norganizations = ['Acme']\npeople = ['Ana']\n\
                    domains = ['acme.example']\n[lexicons]\ndir = 'words'\noff = ['keen']\n[rules]\n\
                    vague-outcome = 'off'\nmissing-owner = 'error'\n";
        let config = parse(text, Path::new("dir/goodmeeting.toml")).unwrap();
        assert_eq!(config.us.organizations, ["Acme"]);
        assert_eq!(config.us.people, ["Ana"]);
        assert_eq!(config.us.domains, ["acme.example"]);
        assert_eq!(config.lexicon_dir.as_deref(), Some(Path::new("dir/words")));
        assert_eq!(config.lexicon_off, ["keen"]);
        assert_eq!(config.fail_on, None);
        let mut rules = RuleSettings::default();
        rules.set("vague-outcome", Level::Off).unwrap();
        rules.set("missing-owner", Level::Error).unwrap();
        assert_eq!(config.rules, rules);
        assert_eq!(config.exclude.num_ignores(), 1);
    }

    #[test]
    fn a_mistake_is_named_with_its_line_and_the_word_that_was_meant() {
        assert_eq!(
            message("[us]\norganisations = []"),
            "dir/goodmeeting.toml:2: unknown key `organisations` in [us]; did you mean `organizations`?"
        );
        assert_eq!(
            message("\ncolour = 1"),
            "dir/goodmeeting.toml:2: unknown key `colour`; known are us, lexicons, rules, exclude, fail_on"
        );
        assert_eq!(
            message("[us]\npeople = 'Ana'"),
            "dir/goodmeeting.toml:2: `people` is a list of strings, not string"
        );
        assert_eq!(
            message("fail_on = 'off'"),
            "dir/goodmeeting.toml:1: `fail_on` is one of error, warning, info, never, not \"off\""
        );
        assert_eq!(
            message("[rules]\nvague-outcomes = 'off'"),
            "dir/goodmeeting.toml:2: there is no rule `vague-outcomes` (did you mean `vague-outcome`?); \
             `goodmeeting explain` lists them"
        );
        assert!(message("a = 1\nb = [").starts_with("dir/goodmeeting.toml:2: "));
        assert!(message("exclude = ['a[']").contains("`a[` is not a valid glob"));
    }
}
