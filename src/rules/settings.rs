//! Which rules are looked for, how bad what they find is, and the options of each.

use super::{RULES, Rule, Severity};
use crate::error::nearest;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What the configuration says of one rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Not looked for.
    Off,
    /// Looked for, with its own severity.
    On,
    /// Looked for; good to know.
    Info,
    /// Looked for; worth a change.
    Warning,
    /// Looked for; the worst.
    Error,
}

/// Something that can be set of a rule beside its severity.
#[derive(Debug, Serialize)]
pub struct RuleOption {
    /// The name, in snake case.
    pub name: &'static str,
    /// What holds where nothing is set; of [`Value::Words`], also all that may be set.
    pub default: Value,
    /// What it does.
    pub meaning: &'static str,
}

/// What an option is set to.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A whole number.
    Count(usize),
    /// A share, from 0 to 1.
    Share(f64),
    /// Some of the words that there are.
    Words(Cow<'static, [&'static str]>),
}

/// The severity and the options of every rule.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleSettings {
    /// In the order of [`RULES`].
    settings: Vec<Setting>,
}

#[derive(Debug, Clone, PartialEq)]
struct Setting {
    /// `None` where the rule is off.
    severity: Option<Severity>,
    /// In the order of the rule's options.
    values: Vec<Value>,
}

/// A rule that is looked for, as it is set.
pub(super) struct Active<'s> {
    pub(super) rule: &'static Rule,
    pub(super) severity: Severity,
    pub(super) options: Options<'s>,
}

/// The options of a rule, as they are set.
pub(super) struct Options<'s> {
    options: &'static [RuleOption],
    values: &'s [Value],
}

/// The settings name a rule that there is not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no rule `{id}`{}; `goodmeeting explain` lists them", self.hint())]
pub struct UnknownRule {
    /// The name.
    pub id: String,
    /// The rule whose name is nearest, if any is near.
    pub nearest: Option<&'static str>,
}

/// The settings name an option that the rule has not, or give it what it does not take.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct UnknownOption(pub String);

impl UnknownRule {
    /// The error for a name, with the nearest one that exists.
    pub fn new(id: &str) -> Self {
        let nearest = RULES
            .iter()
            .map(|rule| (strsim::damerau_levenshtein(id, rule.id), rule.id))
            .min()
            .filter(|&(distance, name)| distance * 2 <= name.len())
            .map(|(_, name)| name);
        Self { id: id.to_owned(), nearest }
    }

    fn hint(&self) -> String {
        self.nearest.map(|name| format!(" (did you mean `{name}`?)")).unwrap_or_default()
    }
}

impl Default for RuleSettings {
    fn default() -> Self {
        let of = |rule: &Rule| Setting {
            severity: rule.on_by_default.then_some(rule.severity),
            values: rule.options.iter().map(|option| option.default.clone()).collect(),
        };
        Self { settings: RULES.iter().map(of).collect() }
    }
}

impl RuleSettings {
    /// Changes the level of one rule.
    ///
    /// # Errors
    /// Where there is no such rule.
    pub fn set(&mut self, id: &str, level: Level) -> Result<(), UnknownRule> {
        let index = position(id)?;
        self.settings[index].severity = match level {
            Level::Off => None,
            Level::On => Some(RULES[index].severity),
            Level::Info => Some(Severity::Info),
            Level::Warning => Some(Severity::Warning),
            Level::Error => Some(Severity::Error),
        };
        Ok(())
    }

    /// Changes an option of one rule.
    ///
    /// # Errors
    /// Where the rule has no such option, or it does not take such a value.
    pub fn set_option(&mut self, id: &str, name: &str, value: &toml::Value) -> Result<(), UnknownOption> {
        let index = position(id).map_err(|unknown| UnknownOption(unknown.to_string()))?;
        let options = RULES[index].options;
        let Some(at) = options.iter().position(|option| option.name == name) else {
            let known: Vec<&str> = options.iter().map(|option| option.name).chain(["severity"]).collect();
            let hint = nearest(name, known.iter().copied())
                .map_or_else(|| format!("there are {}", known.join(", ")), |meant| format!("did you mean `{meant}`?"));
            return Err(UnknownOption(format!("`{id}` has no option `{name}`; {hint}")));
        };
        self.settings[index].values[at] = options[at].accept(value)?;
        Ok(())
    }

    /// The severity of a rule, `None` where it is off or does not exist.
    pub fn severity(&self, id: &str) -> Option<Severity> {
        position(id).ok().and_then(|index| self.settings[index].severity)
    }

    /// Whether one rule is set as it is in other settings.
    pub fn agrees(&self, other: &RuleSettings, id: &str) -> bool {
        position(id).is_ok_and(|index| self.settings[index] == other.settings[index])
    }

    /// The options of a rule with what they are set to.
    pub fn options(&self, rule: &'static Rule) -> impl Iterator<Item = (&'static RuleOption, &Value)> {
        let values = position(rule.id).map_or(&[][..], |index| &self.settings[index].values[..]);
        rule.options.iter().zip(values)
    }

    /// The rules that are looked for.
    pub(super) fn active(&self) -> impl Iterator<Item = Active<'_>> {
        RULES.iter().zip(&self.settings).filter_map(|(rule, Setting { severity, values })| {
            let options = Options { options: rule.options, values };
            Some(Active { rule, severity: (*severity)?, options })
        })
    }
}

fn position(id: &str) -> Result<usize, UnknownRule> {
    RULES.iter().position(|rule| rule.id == id).ok_or_else(|| UnknownRule::new(id))
}

impl RuleOption {
    /// The value, if it is of the right kind.
    fn accept(&self, value: &toml::Value) -> Result<Value, UnknownOption> {
        let accepted = match (&self.default, value) {
            (Value::Count(_), toml::Value::Integer(number)) => usize::try_from(*number).ok().map(Value::Count),
            (Value::Share(_), toml::Value::Float(share)) => (0.0..=1.0).contains(share).then_some(Value::Share(*share)),
            (Value::Share(_), toml::Value::Integer(whole @ (0 | 1))) => Some(Value::Share(*whole as f64)),
            (Value::Words(known), toml::Value::Array(words)) => {
                let word = |word: &toml::Value| known.iter().copied().find(|known| word.as_str() == Some(known));
                words.iter().map(word).collect::<Option<Vec<_>>>().map(|words| Value::Words(words.into()))
            }
            _ => None,
        };
        accepted.ok_or_else(|| UnknownOption(format!("`{}` is {}, not {value}", self.name, self.takes())))
    }

    /// What can be given, in words.
    pub fn takes(&self) -> String {
        match &self.default {
            Value::Count(_) => "a whole number".to_owned(),
            Value::Share(_) => "a share from 0.0 to 1.0".to_owned(),
            Value::Words(words) => format!("a list of some of {}", words.join(", ")),
        }
    }
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Count(number) => write!(f, "{number}"),
            Value::Share(share) => write!(f, "{share:?}"),
            Value::Words(words) => write!(f, "{words:?}"),
        }
    }
}

impl Options<'_> {
    pub(super) fn count(&self, name: &str) -> usize {
        match self.get(name) {
            Some(Value::Count(number)) => *number,
            _ => 0,
        }
    }

    pub(super) fn share(&self, name: &str) -> f64 {
        match self.get(name) {
            Some(Value::Share(share)) => *share,
            _ => 0.0,
        }
    }

    pub(super) fn has(&self, name: &str, word: &str) -> bool {
        matches!(self.get(name), Some(Value::Words(words)) if words.contains(&word))
    }

    fn get(&self, name: &str) -> Option<&Value> {
        let at = self.options.iter().position(|option| option.name == name);
        debug_assert!(at.is_some(), "the catalogue declares every option that a check asks for: {name}");
        self.values.get(at?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_and_options_override_the_defaults() {
        let mut settings = RuleSettings::default();
        settings.set("vague-outcome", Level::Off).unwrap();
        settings.set("missing-owner", Level::Error).unwrap();
        settings.set("single-stakeholder", Level::On).unwrap();
        assert_eq!(settings.severity("vague-outcome"), None);
        assert_eq!(settings.severity("missing-owner"), Some(Severity::Error));
        assert_eq!(settings.severity("single-stakeholder"), Some(Severity::Info));
        assert_eq!(RuleSettings::default().severity("single-stakeholder"), None);
    }

    #[test]
    fn a_mistake_names_what_is_possible() {
        let unknown = UnknownRule::new("vague-outcomes").to_string();
        assert!(unknown.contains("did you mean `vague-outcome`?"), "{unknown}");
        assert_eq!(UnknownRule::new("zzz").nearest, None);
        let mut settings = RuleSettings::default();
        let mut set = |name, value: toml::Value| settings.set_option("vague-outcome", name, &value).unwrap_err().0;
        assert_eq!(set("kind", 1.into()), "`vague-outcome` has no option `kind`; did you mean `kinds`?");
        assert_eq!(set("words", 1.into()), "`vague-outcome` has no option `words`; there are kinds, severity");
        assert_eq!(set("kinds", 1.into()), "`kinds` is a list of some of deferral, ownerless, hope, not 1");
        let mut share = |value: toml::Value| settings.set_option("many-vague-notes", "max_share", &value);
        assert!(share(1.into()).is_ok() && share(0.3.into()).is_ok());
        assert!(share(1.5.into()).is_err() && share("x".into()).is_err());
    }
}
