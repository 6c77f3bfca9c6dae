//! The formats in which a report can be written, by name.

use clap::ValueEnum;
use schemars::JsonSchema;
use serde::Deserialize;

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// For people, note by note.
    Text,
    /// For people and editors, a line for each finding.
    Concise,
    /// One line of JSON per note.
    Jsonl,
    /// One array of JSON.
    Json,
    /// A row for each finding, for spreadsheets.
    Csv,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// JUnit XML, a test case for each note.
    Junit,
    /// Annotations of GitHub, as workflow commands.
    Github,
    /// The code quality report of GitLab.
    Gitlab,
    /// The diagnostic format of reviewdog.
    Rdjson,
    /// A page of Markdown, for the summary of a job.
    #[value(alias = "md")]
    Markdown,
}

impl Format {
    /// Those that end up where many read them, and are written without words of notes unless something else is said.
    pub const REDACTED: [Format; 3] = [Format::Junit, Format::Github, Format::Gitlab];

    /// Whether it is read by people on their terminal, and by no program.
    pub const fn is_for_people(self) -> bool {
        matches!(self, Format::Text | Format::Concise)
    }
}
