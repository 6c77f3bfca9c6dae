//! Which rules are looked for, and how bad what they find is.

use super::{RULES, Severity};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What the configuration says of one rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
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

/// The severity of every rule, or off. Read from a table of rule ids and [`Level`]s.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "BTreeMap<String, Level>")]
pub struct RuleSettings {
    /// In the order of [`RULES`].
    severities: Vec<Option<Severity>>,
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
        Self { severities: RULES.iter().map(|rule| rule.on_by_default.then_some(rule.severity)).collect() }
    }
}

impl RuleSettings {
    /// Changes the level of one rule.
    ///
    /// # Errors
    /// Where there is no such rule.
    pub fn set(&mut self, id: &str, level: Level) -> Result<(), UnknownRule> {
        let index = RULES.iter().position(|rule| rule.id == id).ok_or_else(|| UnknownRule::new(id))?;
        self.severities[index] = match level {
            Level::Off => None,
            Level::On => Some(RULES[index].severity),
            Level::Info => Some(Severity::Info),
            Level::Warning => Some(Severity::Warning),
            Level::Error => Some(Severity::Error),
        };
        Ok(())
    }

    /// The severity of the rule at an index of [`RULES`], `None` where it is off.
    pub(super) fn severity(&self, index: usize) -> Option<Severity> {
        self.severities.get(index).copied().flatten()
    }
}

impl TryFrom<BTreeMap<String, Level>> for RuleSettings {
    type Error = UnknownRule;

    fn try_from(levels: BTreeMap<String, Level>) -> Result<Self, UnknownRule> {
        let mut settings = RuleSettings::default();
        for (id, level) in levels {
            settings.set(&id, level)?;
        }
        Ok(settings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(settings: &RuleSettings, id: &str) -> Option<Severity> {
        settings.severity(RULES.iter().position(|rule| rule.id == id).unwrap())
    }

    #[test]
    fn a_table_of_levels_overrides_the_defaults() {
        let settings: RuleSettings =
            toml::from_str("vague-outcome = \"off\"\nmissing-owner = \"error\"\nsingle-stakeholder = \"on\"").unwrap();
        assert_eq!(of(&settings, "vague-outcome"), None);
        assert_eq!(of(&settings, "missing-owner"), Some(Severity::Error));
        assert_eq!(of(&settings, "single-stakeholder"), Some(Severity::Info));
        assert_eq!(of(&RuleSettings::default(), "single-stakeholder"), None);
    }

    #[test]
    fn an_unknown_rule_is_an_error_that_names_the_nearest() {
        let error = toml::from_str::<RuleSettings>("vague-outcomes = \"off\"").unwrap_err().to_string();
        assert!(error.contains("did you mean `vague-outcome`?"), "{error}");
        assert_eq!(UnknownRule::new("zzz").nearest, None);
    }
}
