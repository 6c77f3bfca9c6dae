//! Configurations laid over one another: the defaults, what a file extends, the file, its overrides, the command line.
//!
//! Each layer is read strictly by itself, so that a mistake is named with its file and line. Then the tables are laid
//! over one another, key by key, and every value remembers where it is from.

use super::settings::Settings;
use crate::decode::decode;
use crate::error::{Error, nearest};
use crate::globs::gitignore;
use crate::rules::{Level, RuleSettings};
use ignore::gitignore::Gitignore;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// Where a setting comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The program.
    Default,
    /// A file.
    File(PathBuf),
    /// One of the `[[overrides]]` of a file, counted from 1.
    Override(PathBuf, usize),
    /// `--config KEY=VALUE`, or an option of the command.
    CommandLine,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Default => f.write_str("default"),
            Origin::File(file) => write!(f, "{}", file.display()),
            Origin::Override(file, number) => write!(f, "{}, overrides {number}", file.display()),
            Origin::CommandLine => f.write_str("command line"),
        }
    }
}

impl Origin {
    /// The folder from which paths in it start.
    pub(super) fn folder(&self) -> &Path {
        match self {
            Origin::File(file) | Origin::Override(file, _) => folder(file),
            Origin::Default | Origin::CommandLine => Path::new("."),
        }
    }
}

/// What layers come to together, and where each value of it is from.
#[derive(Debug, Clone, Default)]
pub(super) struct Layers {
    pub(super) table: Table,
    origins: BTreeMap<String, Origin>,
    pub(super) overrides: Vec<OverrideLayer>,
}

/// What holds for some notes only.
#[derive(Debug, Clone)]
pub(super) struct OverrideLayer {
    pub(super) paths: Gitignore,
    pub(super) table: Table,
    pub(super) origin: Origin,
}

impl OverrideLayer {
    /// Whether it holds for the note at an absolute path.
    pub(super) fn holds(&self, note: &Path) -> bool {
        note.starts_with(self.paths.path()) && self.paths.matched_path_or_any_parents(note, false).is_ignore()
    }
}

impl Layers {
    /// Lays a file over what is there already, and what it extends below it.
    pub(super) fn add_file(&mut self, file: &Path) -> Result<(), Error> {
        self.add_text(&read(file)?, file, &mut vec![absolute(file)])
    }

    /// Lays the text of a file over what is there already. `open` are the files that are being read, from outside in.
    pub(super) fn add_text(&mut self, text: &str, file: &Path, open: &mut Vec<PathBuf>) -> Result<(), Error> {
        let layer = Layer { text, file: &file.display().to_string() };
        let settings: Settings = layer.parse()?;
        let mut table: Table = layer.parse()?;
        for path in &settings.extend {
            let extended = folder(file).join(path);
            if open.contains(&absolute(&extended)) {
                return Err(layer.error(None, format!("extends `{path}`, which extends it in turn")));
            }
            open.push(absolute(&extended));
            let text = read(&extended)?;
            self.add_text(&text, &extended, open)?;
            open.pop();
        }
        layer.check_rules(&settings.rules)?;
        layer.globs(file, settings.exclude.as_deref().unwrap_or_default())?;
        table.remove("extend");
        let overrides = match table.remove("overrides") {
            Some(Value::Array(tables)) => tables,
            _ => Vec::new(),
        };
        self.lay(table, &Origin::File(file.to_owned()));
        for (index, (one, table)) in settings.overrides.iter().zip(overrides).enumerate() {
            layer.check_rules(&one.rules)?;
            let Value::Table(mut table) = table else { continue };
            table.remove("paths");
            let (paths, origin) = (layer.globs(file, &one.paths)?, Origin::Override(file.to_owned(), index + 1));
            self.overrides.push(OverrideLayer { paths, table, origin });
        }
        Ok(())
    }

    /// Lays a table over what is there already.
    pub(super) fn lay(&mut self, mut table: Table, origin: &Origin) {
        // A rule is a level or a table; as a table it can be laid over another, key by key.
        if let Some(Value::Table(rules)) = table.get_mut("rules") {
            for rule in rules.iter_mut().map(|(_, rule)| rule).filter(|rule| rule.is_str()) {
                *rule = Value::Table(Table::from_iter([("severity".to_owned(), rule.clone())]));
            }
        }
        lay(&mut self.table, table, "", &mut self.origins, origin);
    }

    /// Where the value of a key is from, and the folder from which paths in it start.
    pub(super) fn origin(&self, key: &str) -> &Origin {
        self.origins.get(key).unwrap_or(&Origin::Default)
    }

    /// All keys that are set, with what is set and where.
    pub(super) fn set(&self) -> impl Iterator<Item = (&str, &Origin)> {
        self.origins.iter().map(|(key, origin)| (key.as_str(), origin))
    }

    /// The value of a dotted key.
    pub(super) fn get(&self, key: &str) -> Option<&Value> {
        let (first, rest) = key.split_once('.').unwrap_or((key, ""));
        rest.split('.').filter(|part| !part.is_empty()).try_fold(self.table.get(first)?, |value, part| value.get(part))
    }
}

fn lay(below: &mut Table, above: Table, prefix: &str, origins: &mut BTreeMap<String, Origin>, origin: &Origin) {
    for (key, value) in above {
        let path = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            Value::Table(table) => {
                let below = below.entry(key).or_insert_with(|| Value::Table(Table::new()));
                if let Value::Table(below) = below {
                    lay(below, table, &path, origins, origin);
                }
            }
            value => {
                below.insert(key, value);
                origins.insert(path, origin.clone());
            }
        }
    }
}

/// A setting of the command line, `KEY=VALUE` with a TOML value, or bare words for a string.
pub fn command_line(settings: &[String]) -> Result<Table, Error> {
    let mut layers = Layers::default();
    for setting in settings {
        let (key, value) = setting.split_once('=').unwrap_or((setting, ""));
        let quoted = || format!("{key} = {}", Value::String(value.trim().to_owned()));
        let text = format!("{key} = {value}");
        let text = if toml::from_str::<Table>(&text).is_ok() { text } else { quoted() };
        let layer = Layer { text: &text, file: "--config" };
        let given: Settings = layer.parse().map_err(without_line)?;
        layer.check_rules(&given.rules).map_err(without_line)?;
        layers.lay(layer.parse().map_err(without_line)?, &Origin::CommandLine);
    }
    Ok(layers.table)
}

fn without_line(error: Error) -> Error {
    match error {
        Error::Config { file, message, .. } => Error::Config { file, line: None, message },
        other => other,
    }
}

/// The text of a configuration, read by itself.
struct Layer<'t> {
    text: &'t str,
    file: &'t str,
}

impl Layer<'_> {
    fn parse<T: for<'de> Deserialize<'de>>(&self) -> Result<T, Error> {
        toml::from_str(self.text).map_err(|error| self.error(error.span(), explained(error.message())))
    }

    /// Holds every rule to its name, its levels and its options.
    fn check_rules(&self, rules: &super::settings::RuleTable) -> Result<(), Error> {
        let mut trial = RuleSettings::default();
        for (name, value) in rules {
            let id = name.get_ref();
            trial.set(id, Level::On).map_err(|unknown| self.error(Some(name.span()), unknown.to_string()))?;
            set_rule(&mut trial, id, value.get_ref()).map_err(|message| self.error(Some(value.span()), message))?;
        }
        Ok(())
    }

    fn globs(&self, file: &Path, globs: &[String]) -> Result<Gitignore, Error> {
        gitignore(&absolute(folder(file)), globs).map_err(|error| {
            let line = globs.iter().find_map(|glob| self.text.find(glob.as_str())).map(|at| at..at);
            self.error(line, error.to_string())
        })
    }

    fn error(&self, span: Option<Range<usize>>, message: String) -> Error {
        let line = span.map(|span| {
            let before = &self.text.as_bytes()[..span.start.min(self.text.len())];
            memchr::memchr_iter(b'\n', before).count() + 1
        });
        Error::Config { file: self.file.to_owned(), line, message }
    }
}

/// Sets a rule to a level, or to the severity and the options of a table. Options without a severity switch a rule on.
pub(super) fn set_rule(rules: &mut RuleSettings, id: &str, value: &Value) -> Result<(), String> {
    match value {
        Value::Table(table) => {
            let severity = table.get("severity");
            if let Some(level) = severity {
                rules.set(id, level_of(id, level)?).map_err(|unknown| unknown.to_string())?;
            } else if rules.severity(id).is_none() {
                rules.set(id, Level::On).map_err(|unknown| unknown.to_string())?;
            }
            let mut options = table.iter().filter(|(name, _)| *name != "severity");
            options.try_for_each(|(name, value)| rules.set_option(id, name, value)).map_err(|error| error.to_string())
        }
        level => rules.set(id, level_of(id, level)?).map_err(|unknown| unknown.to_string()),
    }
}

fn level_of(id: &str, value: &Value) -> Result<Level, String> {
    value.clone().try_into().map_err(|_| format!("`{id}` is one of error, warning, info, on, off, not {value}"))
}

/// What is wrong, with the name that was meant in place of all that are known.
fn explained(message: &str) -> String {
    let mut names = message.split('`').skip(1).step_by(2);
    let (what, typed) = match names.next() {
        Some(typed) if message.starts_with("unknown field") => ("key", typed),
        Some(typed) if message.starts_with("unknown variant") => ("value", typed),
        _ => return message.to_owned(),
    };
    let known: Vec<&str> = names.collect();
    match nearest(typed, known.iter().copied()) {
        Some(meant) => format!("unknown {what} `{typed}`; did you mean `{meant}`?"),
        None => format!("unknown {what} `{typed}`; known are {}", known.join(", ")),
    }
}

fn read(file: &Path) -> Result<String, Error> {
    let path = || file.display().to_string();
    let bytes = std::fs::read(file).map_err(|source| Error::from_io(path(), source))?;
    decode(bytes).map_err(|fault| Error::Encoding { path: path(), fault })
}

fn folder(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Absolute, because notes are compared with it by their absolute paths.
pub(super) fn absolute(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}
