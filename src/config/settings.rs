//! What a `goodmeeting.toml` can say. The JSON Schema of the file is made from this.

use crate::format::Format;
use crate::rules::{RULES, Rule, RuleOption, Severity, Value};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;
use toml::Spanned;

/// What a `goodmeeting.toml` can say. The nearest one above a note holds for it.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(title = "goodmeeting.toml", deny_unknown_fields)]
pub(super) struct Settings {
    /// Configurations that this one builds on, as paths from its folder. What is said here holds over them, and the
    /// later ones over the earlier.
    pub(super) extend: Vec<String>,
    /// The least severity of a finding that makes a run fail.
    pub(super) fail_on: Option<FailOn>,
    /// Files and folders to leave out, written as in a `.gitignore` beside this file.
    pub(super) exclude: Option<Vec<String>>,
    /// Who "us" is.
    pub(super) us: UsSettings,
    /// The words that the analysis knows.
    pub(super) lexicons: LexiconSettings,
    /// What reports keep to themselves.
    pub(super) redact: RedactSettings,
    /// Which notes are which customer's, over what the notes say.
    pub(super) accounts: AccountSettings,
    /// Which columns or keys hold what in exports of programs that are not known; the first that fits a file holds.
    pub(super) sources: Option<Vec<SourceSettings>>,
    /// Templates of your own for `prep` and `recap`.
    pub(super) templates: TemplateSettings,
    /// Which rules are looked for, how bad what they find is, and their options.
    #[schemars(schema_with = "rules_schema")]
    pub(super) rules: RuleTable,
    /// What holds for some of the notes only; the later ones hold over the earlier.
    pub(super) overrides: Vec<Override>,
}

/// Who "us" is.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct UsSettings {
    /// Names of our organizations.
    pub(super) organizations: Option<Vec<String>>,
    /// Names of our people.
    pub(super) people: Option<Vec<String>>,
    /// Our mail domains.
    pub(super) domains: Option<Vec<String>>,
}

/// The words that the analysis knows.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LexiconSettings {
    /// A folder of your own lexicons, added to those built in; a path from the folder of this file.
    pub(super) dir: Option<String>,
    /// Ids of entries and patterns to leave out.
    pub(super) off: Option<Vec<String>>,
}

/// What reports keep to themselves. What one of the configurations of a run asks for holds for all of the run.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RedactSettings {
    /// The formats in which words of notes and names are withheld; junit, github and gitlab unless it is said.
    pub(super) formats: Option<Vec<Format>>,
    /// Whether names of files are withheld there too.
    pub(super) paths: Option<bool>,
}

/// Which notes are which customer's.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct AccountSettings {
    /// Other names of a customer, by the name that holds: `"Acme Corp" = ["ACME", "Acme Foods"]`.
    pub(super) aliases: BTreeMap<String, Vec<String>>,
    /// Notes by path or title, with the customer that they are of; the first that fits holds.
    pub(super) patterns: Option<Vec<AccountPattern>>,
}

/// Notes by path or title; where both are given, both have to fit.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AccountPattern {
    /// The customer.
    pub(super) account: String,
    /// Which files: written as in a `.gitignore` beside this file.
    pub(super) path: Option<String>,
    /// Which titles: a regular expression that has to match some of the title.
    pub(super) title: Option<String>,
}

/// Which columns of a table, or keys of JSON, hold what. Keys inside of objects are paths with slashes (`customer/name`).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceSettings {
    /// Which files: written as in a `.gitignore` beside this file; all, where it is left out.
    pub(super) paths: Option<Vec<String>>,
    /// The notes; of several columns, all that have words become one note.
    pub(super) text: Vec<String>,
    /// The title.
    pub(super) title: Option<String>,
    /// The day.
    pub(super) date: Option<String>,
    /// The customer's organization.
    pub(super) account: Option<String>,
    /// Whoever of ours wrote it.
    pub(super) author: Option<String>,
    /// People of the customer's.
    pub(super) contacts: Option<String>,
    /// People whose side is not told.
    pub(super) participants: Option<String>,
    /// What tells the note from all others.
    pub(super) id: Option<String>,
}

/// Templates of your own; paths from the folder of this file.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct TemplateSettings {
    /// For `goodmeeting prep`.
    pub(super) prep: Option<String>,
    /// For `goodmeeting recap`.
    pub(super) recap: Option<String>,
}

/// What holds for some of the notes only.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "held to its types here, and laid over the file as a table")]
pub(super) struct Override {
    /// Which notes: written as in a `.gitignore` beside this file.
    pub(super) paths: Vec<String>,
    /// The least severity of a finding that makes a run fail.
    #[serde(default)]
    pub(super) fail_on: Option<FailOn>,
    /// Who "us" is.
    #[serde(default)]
    pub(super) us: UsSettings,
    /// Which rules are looked for, how bad what they find is, and their options.
    #[serde(default)]
    #[schemars(schema_with = "rules_schema")]
    pub(super) rules: RuleTable,
}

/// Rules by id, each a level or a table; places are kept for what is said of mistakes.
pub(super) type RuleTable = BTreeMap<Spanned<String>, Spanned<toml::Value>>;

/// The least severity that makes a run fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    pub(super) fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Info => Some(Severity::Info),
            FailOn::Never => None,
        }
    }
}

/// The JSON Schema of `goodmeeting.toml`, for editors.
pub fn schema() -> String {
    let schema = schemars::schema_for!(Settings);
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

fn rules_schema(_: &mut SchemaGenerator) -> Schema {
    let properties: serde_json::Map<_, _> = RULES.iter().map(|rule| (rule.id.to_owned(), rule_schema(rule))).collect();
    json_schema!({
        "type": "object",
        "description": "Which rules are looked for, how bad what they find is, and their options.",
        "additionalProperties": false,
        "properties": properties,
    })
}

fn rule_schema(rule: &Rule) -> serde_json::Value {
    let level = json!({ "enum": ["off", "on", "info", "warning", "error"] });
    let mut properties: serde_json::Map<_, _> =
        rule.options.iter().map(|option| (option.name.to_owned(), option_schema(option))).collect();
    properties.insert("severity".to_owned(), level.clone());
    let table = json!({ "type": "object", "additionalProperties": false, "properties": properties });
    json!({ "description": rule.summary, "anyOf": [level, table] })
}

fn option_schema(option: &RuleOption) -> serde_json::Value {
    let mut schema = match &option.default {
        Value::Count(_) => json!({ "type": "integer", "minimum": 0 }),
        Value::Share(_) => json!({ "type": "number", "minimum": 0, "maximum": 1 }),
        Value::Words(words) => json!({ "type": "array", "items": { "enum": words } }),
    };
    schema["description"] = option.meaning.into();
    schema["default"] = json!(option.default);
    schema
}
