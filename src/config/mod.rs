//! `goodmeeting.toml`: who "us" is, what to leave out, how bad each finding is.
//!
//! The nearest file from a note's folder upwards holds for the note, over what it extends; its `[[overrides]]` hold for
//! some of its notes only. Everything has a default.

mod accounts;
mod find;
mod layers;
mod settings;
mod sources;

pub use accounts::AccountNames;
pub use find::{ConfigId, Configs, FILE_NAME};
pub use layers::{Origin, command_line};
pub use settings::schema;
pub use sources::{Mapping, Mappings};

use crate::error::Error;
use crate::format::Format;
use crate::globs::gitignore;
use crate::note::Us;
use crate::rules::{RULES, RuleSettings, Severity};
use ignore::gitignore::Gitignore;
use layers::{Layers, absolute, set_rule};
use settings::Settings;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

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
    /// The formats in which words of notes and names are withheld.
    pub redact_formats: Vec<Format>,
    /// Whether names of files are withheld there too.
    pub redact_paths: bool,
    /// Which notes are which customer's, over what they say.
    pub accounts: AccountNames,
    /// Which columns of exports hold what.
    pub sources: Mappings,
    /// Templates of one's own.
    pub templates: Templates,
    /// Files and folders to leave out, in the manner of a `.gitignore` beside the configuration.
    exclude: Gitignore,
    /// What it was made of.
    layers: Layers,
}

/// The files of templates, where they are one's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Templates {
    pub prep: Option<PathBuf>,
    pub recap: Option<PathBuf>,
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
            redact_formats: Format::REDACTED.to_vec(),
            redact_paths: false,
            accounts: AccountNames::default(),
            sources: Mappings::default(),
            templates: Templates::default(),
            exclude: Gitignore::empty(),
            layers: Layers::default(),
        }
    }
}

impl Config {
    /// Reads a configuration from its file, with what it extends.
    pub fn read(file: &Path) -> Result<Config, Error> {
        let mut layers = Layers::default();
        layers.add_file(file)?;
        Config::of(layers, Some(file.to_owned()))
    }

    /// Reads a configuration from its text. Relative paths in it start from the folder of `file`.
    ///
    /// ```
    /// use goodmeeting::config::Config;
    /// let file = std::path::Path::new("notes/goodmeeting.toml");
    /// let config = Config::parse("[us]\ndomains = ['acme.example']", file)?;
    /// assert_eq!(config.us.domains(), ["acme.example"]);
    ///
    /// let error = Config::parse("[us]\ndomain = ['acme.example']", file).unwrap_err();
    /// assert_eq!(error.to_string(), "notes/goodmeeting.toml:2: unknown key `domain`; did you mean `domains`?");
    /// # Ok::<(), goodmeeting::error::Error>(())
    /// ```
    pub fn parse(text: &str, file: &Path) -> Result<Config, Error> {
        let mut layers = Layers::default();
        layers.add_text(text, file, &mut vec![absolute(file)])?;
        Config::of(layers, Some(file.to_owned()))
    }

    /// The same with settings of the command line (see [`command_line`]) over it.
    pub fn with(&self, command_line: &Table) -> Result<Config, Error> {
        let mut layers = self.layers.clone();
        layers.lay(command_line.clone(), &Origin::CommandLine);
        Config::of(layers, self.file.clone())
    }

    /// Which of the overrides hold for the note at an absolute path.
    fn overrides_for(&self, note: &Path) -> Vec<usize> {
        let overrides = self.layers.overrides.iter().enumerate();
        overrides.filter(|(_, one)| one.holds(note)).map(|(index, _)| index).collect()
    }

    /// The same with some of the overrides over it, and the command line over those.
    fn with_overrides(&self, chosen: &[usize], command_line: &Table) -> Result<Config, Error> {
        let mut layers = self.layers.clone();
        for one in chosen.iter().filter_map(|&index| self.layers.overrides.get(index)) {
            layers.lay(one.table.clone(), &one.origin);
        }
        layers.lay(command_line.clone(), &Origin::CommandLine);
        Config::of(layers, self.file.clone())
    }

    /// What some layers come to. Each of them has been read strictly, so that mistakes are named there.
    fn of(layers: Layers, file: Option<PathBuf>) -> Result<Config, Error> {
        let name = || file.as_deref().unwrap_or(Path::new(FILE_NAME)).display().to_string();
        let mistake = |message: String| Error::Config { file: name(), line: None, message };
        let mut config = Config { file: file.clone(), ..Config::default() };
        let without_rules: Table = layers.table.iter().filter(|(key, _)| *key != "rules").map(owned).collect();
        let settings: Settings = without_rules.try_into().map_err(|error| mistake(error.to_string()))?;
        for (id, value) in layers.table.get("rules").and_then(Value::as_table).into_iter().flatten() {
            set_rule(&mut config.rules, id, value).map_err(&mistake)?;
        }
        if let Some(fail_on) = settings.fail_on {
            config.fail_on = fail_on.severity();
        }
        if let Some(globs) = settings.exclude {
            let folder = absolute(layers.origin("exclude").folder());
            config.exclude = gitignore(&folder, &globs).map_err(|error| mistake(error.to_string()))?;
        }
        config.redact_formats = settings.redact.formats.unwrap_or(config.redact_formats);
        config.redact_paths = settings.redact.paths.unwrap_or(config.redact_paths);
        config.us = Us::new(
            settings.us.organizations.unwrap_or_default(),
            settings.us.people.unwrap_or_default(),
            settings.us.domains.unwrap_or_default(),
        );
        let folder = absolute(layers.origin("accounts.patterns").folder());
        config.accounts = AccountNames::new(&settings.accounts, &folder).map_err(&mistake)?;
        let folder = absolute(layers.origin("sources").folder());
        config.sources = Mappings::new(&settings.sources.unwrap_or_default(), &folder).map_err(&mistake)?;
        let beside = |key: &str, file: String| layers.origin(key).folder().join(file);
        config.templates = Templates {
            prep: settings.templates.prep.map(|file| beside("templates.prep", file)),
            recap: settings.templates.recap.map(|file| beside("templates.recap", file)),
        };
        config.lexicon_dir = settings.lexicons.dir.map(|dir| layers.origin("lexicons.dir").folder().join(dir));
        config.lexicon_off = settings.lexicons.off.unwrap_or_default();
        config.layers = layers;
        Ok(config)
    }

    /// Whether the configuration leaves out a file or folder; `path` is absolute.
    pub fn excludes(&self, path: &Path, is_dir: bool) -> bool {
        self.exclude.matched(path, is_dir).is_ignore()
    }

    /// Every setting as `key = value` in TOML, with where it comes from.
    pub fn settings(&self) -> Vec<(String, Origin)> {
        let default = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        let redact = [("redact.formats", "[\"junit\", \"github\", \"gitlab\"]"), ("redact.paths", "false")];
        let usual = [("fail_on", "\"warning\""), ("exclude", "[]"), ("lexicons.off", "[]")];
        let us = ["us.organizations", "us.people", "us.domains"].map(|key| (key, "[]"));
        let mut all: Vec<(String, String)> =
            usual.into_iter().chain(redact).chain(us).map(|(key, value)| default(key, value)).collect();
        for rule in RULES {
            let severity = self.rules.severity(rule.id).map_or("off", Severity::name);
            all.push((format!("rules.{}.severity", rule.id), format!("\"{severity}\"")));
            let options = self.rules.options(rule);
            all.extend(
                options.map(|(option, value)| (format!("rules.{}.{}", rule.id, option.name), value.to_string())),
            );
        }
        let set = self.layers.set().filter(|(key, _)| !key.starts_with("rules."));
        let set: Vec<(String, String)> =
            set.filter_map(|(key, _)| Some((key.to_owned(), self.layers.get(key)?.to_string()))).collect();
        all.retain(|(key, _)| !set.iter().any(|(known, _)| known == key));
        all.extend(set);
        all.sort();
        let line = |(key, value): (String, String)| {
            let origin = self.layers.origin(&key).clone();
            (format!("{key} = {value}"), origin)
        };
        all.into_iter().map(line).collect()
    }
}

fn owned((key, value): (&String, &Value)) -> (String, Value) {
    (key.clone(), value.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Level;

    fn parse(text: &str) -> Result<Config, Error> {
        Config::parse(text, Path::new("dir/goodmeeting.toml"))
    }

    fn message(text: &str) -> String {
        parse(text).unwrap_err().to_string()
    }

    #[test]
    fn an_empty_file_is_the_defaults() {
        let config = parse("").unwrap();
        assert_eq!(config.fail_on, Some(Severity::Warning));
        assert_eq!(config.us, Us::default());
        assert_eq!(config.rules, RuleSettings::default());
    }

    #[test]
    fn every_key_is_read() {
        let text = "exclude = ['gold/']\nfail_on = 'never'\n[us]\norganizations = ['Acme']\npeople = ['Ana']\n\
                    domains = ['acme.example']\n[lexicons]\ndir = 'words'\noff = ['keen']\n[rules]\n\
                    vague-outcome = 'off'\nmissing-owner = 'error'\nfew-customer-commitments = { min_share = 0.4 }\n";
        let config = parse(text).unwrap();
        assert_eq!(config.us.organizations(), ["Acme"]);
        assert_eq!(config.us.people(), ["Ana"]);
        assert_eq!(config.us.domains(), ["acme.example"]);
        assert_eq!(config.lexicon_dir.as_deref(), Some(Path::new("dir/words")));
        assert_eq!(config.lexicon_off, ["keen"]);
        assert_eq!(config.fail_on, None);
        let mut rules = RuleSettings::default();
        rules.set("vague-outcome", Level::Off).unwrap();
        rules.set("missing-owner", Level::Error).unwrap();
        rules.set("few-customer-commitments", Level::On).unwrap();
        rules.set_option("few-customer-commitments", "min_share", &0.4.into()).unwrap();
        assert_eq!(config.rules, rules);
        assert_eq!(config.exclude.num_ignores(), 1);
    }

    #[test]
    fn a_mistake_is_named_with_its_line_and_the_word_that_was_meant() {
        for (text, wanted) in [
            ("[us]\norganisations = []", "2: unknown key `organisations`; did you mean `organizations`?"),
            (
                "\ncolour = 1",
                "2: unknown key `colour`; known are extend, fail_on, exclude, us, lexicons, redact, accounts, sources, templates, rules, overrides",
            ),
            ("[us]\npeople = 'Ana'", "2: invalid type: string \"Ana\", expected a sequence"),
            ("fail_on = 'off'", "1: unknown value `off`; known are error, warning, info, never"),
            (
                "[rules]\nvague-outcomes = 'off'",
                "2: there is no rule `vague-outcomes` (did you mean `vague-outcome`?); `goodmeeting explain` lists them",
            ),
            ("[rules]\nno-actions = 'of'", "2: `no-actions` is one of error, warning, info, on, off, not \"of\""),
            (
                "[rules.vague-outcome]\nkind = ['hope']",
                "1: `vague-outcome` has no option `kind`; did you mean `kinds`?",
            ),
            ("[[overrides]]\npath = ['x']", "2: unknown key `path`; did you mean `paths`?"),
            ("[[overrides]]\nfail_on = 'info'", "1: missing field `paths`"),
        ] {
            assert_eq!(message(text), format!("dir/goodmeeting.toml:{wanted}"), "{text}");
        }
        assert!(message("a = 1\nb = [").starts_with("dir/goodmeeting.toml:2: "));
        assert!(message("exclude = ['a[']").contains("`a[` is not a valid glob"));
    }

    #[test]
    fn what_extends_holds_over_what_is_extended_key_by_key() {
        let dir = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).unwrap();
        put(
            "base.toml",
            "[us]\npeople = ['Ana']\norganizations = ['Acme']\n[lexicons]\ndir = 'words'\n\
             [rules]\nvague-outcome = 'error'\nno-actions = 'off'\n",
        );
        std::fs::create_dir(dir.path().join("team")).unwrap();
        put(
            "team/goodmeeting.toml",
            "extend = ['../base.toml']\n[us]\npeople = ['Bo']\n[rules]\n\
             vague-outcome = { kinds = ['hope'] }\n",
        );
        let config = Config::read(&dir.path().join("team/goodmeeting.toml")).unwrap();
        assert_eq!((config.us.people(), config.us.organizations()), (&["Bo".to_owned()][..], &["Acme".to_owned()][..]));
        assert_eq!(config.rules.severity("vague-outcome"), Some(Severity::Error));
        assert_eq!(config.rules.severity("no-actions"), None);
        assert!(config.lexicon_dir.as_deref().is_some_and(|dir| dir.ends_with("team/../words")));

        put("base.toml", "extend = ['team/goodmeeting.toml']");
        let error = Config::read(&dir.path().join("base.toml")).unwrap_err().to_string();
        assert!(error.contains("extends `../base.toml`, which extends it in turn"), "{error}");
    }

    #[test]
    fn the_command_line_takes_toml_and_bare_words() {
        let settings = ["rules.vague-outcome=off", "us.people=['Ana Lee']", "fail_on = \"info\""].map(str::to_owned);
        let config =
            parse("[rules]\nvague-outcome = 'error'").unwrap().with(&command_line(&settings).unwrap()).unwrap();
        assert_eq!(config.rules.severity("vague-outcome"), None);
        assert_eq!(config.us.people(), ["Ana Lee"]);
        assert_eq!(config.fail_on, Some(Severity::Info));
        let wrong = |setting: &str| command_line(&[setting.to_owned()]).unwrap_err().to_string();
        assert_eq!(wrong("us.poeple=x"), "--config: unknown key `poeple`; did you mean `people`?");
        assert!(wrong("rules.vage-outcome=off").contains("did you mean `vague-outcome`?"));
    }

    #[test]
    fn every_setting_is_shown_with_where_it_is_from() {
        let shown = parse("fail_on = 'error'\n[rules]\nvague-outcome = { kinds = ['hope'] }").unwrap().settings();
        let origin =
            |line: &str| &shown.iter().find(|(shown, _)| shown == line).unwrap_or_else(|| panic!("{shown:?}")).1;
        let file = Origin::File("dir/goodmeeting.toml".into());
        assert_eq!(origin("fail_on = \"error\""), &file);
        assert_eq!(origin("rules.vague-outcome.kinds = [\"hope\"]"), &file);
        assert_eq!(origin("rules.vague-outcome.severity = \"warning\""), &Origin::Default);
        assert_eq!(origin("us.people = []"), &Origin::Default);
        assert!(shown.is_sorted_by_key(|(line, _)| line.split(' ').next().map(str::to_owned)));
    }
}
