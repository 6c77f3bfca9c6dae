//! `goodmeeting lexicon`: the words that the analysis knows.

use super::args::{LexiconArgs, LexiconCommand};
use super::{Console, Failure, Status};
use goodmeeting::analyzer::Words;
use goodmeeting::config::{Config, Configs};
use goodmeeting::error::{Error, nearest};
use goodmeeting::lexicon::Lexicon;
use goodmeeting::lexicon::selftest::Counts;
use std::fmt::Write as _;
use std::path::Path;

pub(crate) fn run(command: &LexiconCommand, console: &Console) -> Result<Status, Failure> {
    let (LexiconCommand::Test { dir } | LexiconCommand::List { lexicons: LexiconArgs { dir }, .. }) = command;
    let words = load(dir.as_deref())?;
    match command {
        LexiconCommand::Test { .. } => test(&words, console),
        LexiconCommand::List { phrases: true, .. } => list_phrases(&words, console),
        LexiconCommand::List { sense, .. } => list(&words, sense.as_deref(), console),
    }
}

/// The lexicon that holds in the current folder, with another folder of one's own if one is named.
fn load(dir: Option<&Path>) -> Result<Words, Failure> {
    let configs = Configs::nearest();
    let mut config = Config::clone(&configs.get(configs.of(&std::env::current_dir()?)?));
    config.lexicon_dir = dir.map(Path::to_owned).or(config.lexicon_dir);
    Ok(Words::load(&config)?)
}

/// Holds every entry to its examples.
fn test(words: &Words, console: &Console) -> Result<Status, Failure> {
    let failures = words.test();
    let counts = counts(words);
    if failures.is_empty() {
        return console.write(format!("{counts}: all pass\n").as_bytes());
    }
    let mut out = String::new();
    for failure in &failures {
        let _ = writeln!(out, "{failure}");
    }
    let s = if failures.len() == 1 { "" } else { "s" };
    let _ = writeln!(out, "{counts}: {} failure{s}", thousands(failures.len()));
    console.write(out.as_bytes())?;
    Ok(Status::Findings)
}

fn counts(lexicon: &Lexicon) -> String {
    let Counts { entries, patterns, phrases, examples } = Counts::of(lexicon);
    let [entries, patterns, phrases, examples] = [entries, patterns, phrases, examples].map(thousands);
    format!("{entries} entries, {patterns} patterns, {phrases} phrases, {examples} examples")
}

/// A number with commas between thousands.
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let comma = |at: usize| at > 0 && (digits.len() - at).is_multiple_of(3);
    digits.char_indices().flat_map(|(at, digit)| comma(at).then_some(',').into_iter().chain([digit])).collect()
}

fn list_phrases(lexicon: &Lexicon, console: &Console) -> Result<Status, Failure> {
    let lines = lexicon.literal_phrases().into_iter().map(|phrase| phrase + "\n");
    console.write(lines.collect::<String>().as_bytes())
}

/// Every entry and pattern of a sense, or of all, with the reason why it is there.
fn list(lexicon: &Lexicon, sense: Option<&str>, console: &Console) -> Result<Status, Failure> {
    let rows = rows(lexicon);
    if let Some(name) = sense.filter(|name| !rows.iter().any(|row| row.sense == *name)) {
        let suggestion = nearest(name, rows.iter().map(|row| row.sense.as_str())).map(str::to_owned);
        return Err(Error::Unknown { kind: "sense", name: name.to_owned(), suggestion }.into());
    }
    let rows: Vec<Row> = rows.into_iter().filter(|row| sense.is_none_or(|name| row.sense == name)).collect();
    let width = |cell: fn(&Row) -> usize| rows.iter().map(cell).max().unwrap_or(0);
    let (ids, senses) = (width(|row| row.id.len()), width(|row| row.meaning().len()));
    let lines = rows.iter().map(|row| format!("{:ids$}  {:senses$}  {}\n", row.id, row.meaning(), row.why));
    console.write(lines.collect::<String>().as_bytes())
}

struct Row<'l> {
    id: &'l str,
    sense: String,
    kind: Option<String>,
    why: &'l str,
}

impl Row<'_> {
    fn meaning(&self) -> String {
        self.kind.as_ref().map_or_else(|| self.sense.clone(), |kind| format!("{}/{kind}", self.sense))
    }
}

fn rows(lexicon: &Lexicon) -> Vec<Row<'_>> {
    let entries = lexicon.entries().iter().map(|entry| Row {
        id: &entry.id,
        sense: entry.sense.to_string(),
        kind: entry.kind.clone(),
        why: &entry.why,
    });
    let patterns = lexicon.patterns().entries.iter().map(|pattern| Row {
        id: &pattern.id,
        sense: "pattern".to_owned(),
        kind: Some(format!("{:?}", pattern.gives).to_lowercase()),
        why: &pattern.why,
    });
    entries.chain(patterns).collect()
}
