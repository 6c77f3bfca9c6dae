//! A first `goodmeeting.toml`: proposes who "us" is from the names in the notes, and decides nothing.

use crate::config::FILE_NAME;
use crate::draft::Draft;
use crate::error::Error;
use crate::note::Note;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// How many names of a kind are proposed.
const PROPOSALS: usize = 25;

/// Domains of anybody's mail, which tell no organization.
const FREE_MAIL: [&str; 10] = [
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "live.com",
    "yahoo.com",
    "icloud.com",
    "me.com",
    "proton.me",
    "gmx.net",
];

/// Who is named in one note, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    organizations: BTreeSet<String>,
    people: BTreeSet<String>,
    domains: BTreeSet<String>,
}

impl Names {
    /// The names of a note's participants, its author, and the domains of the mail addresses in it.
    pub fn of(note: &Note) -> Names {
        let mut names = Names { domains: domains(&note.text), ..Names::default() };
        names.people.extend(note.meta.author.clone());
        for participant in &note.meta.participants {
            let kind = if participant.is_organization { &mut names.organizations } else { &mut names.people };
            kind.insert(participant.name.clone());
        }
        names
    }
}

/// In how many notes each name occurs.
#[derive(Debug, Clone, Default)]
pub struct Census {
    notes: usize,
    organizations: BTreeMap<String, usize>,
    people: BTreeMap<String, usize>,
    domains: BTreeMap<String, usize>,
}

impl Census {
    /// Counts the names of one more note.
    pub fn add(&mut self, names: Names) {
        self.notes += 1;
        for (counts, names) in [
            (&mut self.organizations, names.organizations),
            (&mut self.people, names.people),
            (&mut self.domains, names.domains),
        ] {
            for name in names {
                *counts.entry(name).or_default() += 1;
            }
        }
    }

    /// A configuration with every default, and the names to choose from as comments.
    pub fn configuration(&self) -> String {
        format!(
            "# Configuration of goodmeeting for the notes in this folder and below.\n\
             # Everything has a default; what stands behind a # is only an example or a proposal.\n\
             \n\
             # The least severity that makes `goodmeeting check` fail: error, warning, info or never.\n\
             # fail_on = \"warning\"\n\
             \n\
             # Files and folders to leave out, written as in a .gitignore.\n\
             # exclude = [\"drafts/\", \"*-template.md\"]\n\
             \n\
             # Who \"us\" is: everybody else at a meeting is the customer's or a third party's.\n\
             # Proposed are the names that recur in the {} notes; remove the # before ours.\n\
             [us]\n\
             {}{}{}\
             \n\
             # [lexicons]\n\
             # dir = \"words\"              # a folder of your own lexicons, relative to this file\n\
             # off = [\"some-entry\"]       # entries to leave out\n\
             \n\
             # Exports of programs that are not known: which columns, or keys of JSON, hold what.\n\
             # [[sources]]\n\
             # paths = [\"crm/*.csv\"]\n\
             # text = [\"Notes\"]\n\
             # date = \"Day\"\n\
             # account = \"Customer\"     # also title, author, contacts, participants, id\n\
             \n\
             # Severities of rules: off, on, info, warning or error. `goodmeeting explain` lists the rules.\n\
             # [rules]\n\
             # vague-outcome = \"off\"\n",
            self.notes,
            list("organizations", &self.organizations),
            list("people", &self.people),
            list("domains", &self.domains),
        )
    }
}

/// A list of proposals, most frequent first.
fn list(key: &str, counts: &BTreeMap<String, usize>) -> String {
    let mut recurring: Vec<(&str, usize)> = counts
        .iter()
        .filter(|(name, count)| **count > 1 && !name.contains(char::is_control))
        .map(|(name, count)| (name.as_str(), *count))
        .collect();
    recurring.sort_by_key(|&(name, count)| (std::cmp::Reverse(count), name));
    recurring.truncate(PROPOSALS);
    if recurring.is_empty() {
        return format!("{key} = []\n");
    }
    let quoted: Vec<(String, usize)> = recurring.iter().map(|&(name, count)| (quote(name), count)).collect();
    let width = quoted.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let lines = quoted
        .iter()
        .map(|(name, count)| format!("  # {:<width$}  # {count} notes\n", format!("{name},"), width = width + 1));
    format!("{key} = [\n{}]\n", lines.collect::<String>())
}

/// A string of TOML, whose escapes are those of JSON.
fn quote(name: &str) -> String {
    serde_json::Value::from(name).to_string()
}

/// The domains of the mail addresses in a text, in small letters.
fn domains(text: &str) -> BTreeSet<String> {
    let bytes = text.as_bytes();
    let part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    memchr::memchr_iter(b'@', bytes)
        .filter(|&at| at > 0 && bytes[at - 1].is_ascii_alphanumeric())
        .filter_map(|at| {
            let length = bytes[at + 1..].iter().take(254).take_while(|&&byte| part(byte)).count();
            let domain = text[at + 1..at + 1 + length].trim_end_matches(['.', '-']).to_ascii_lowercase();
            domain.contains('.').then_some(domain)
        })
        .filter(|domain| !FREE_MAIL.contains(&domain.as_str()))
        .collect()
}

/// The file that [`write`] writes for a folder, unless it is there already.
pub fn target(dir: &Path) -> Result<PathBuf, Error> {
    let file = dir.join(FILE_NAME);
    match file.symlink_metadata() {
        Ok(_) => Err(Error::Exists { path: file.display().to_string() }),
        Err(_) => Ok(file),
    }
}

/// Writes a configuration: all of it or nothing, and never over a file that is there.
pub fn write(file: &Path, text: &str) -> Result<(), Error> {
    Draft::of(file, text)?.keep_new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn domains_are_those_of_mail_addresses() {
        let text =
            "From: ana@Acme.Example, <bo@acme.example>. @bob @x.example c@gmail.com d@localhost e@sub.two.example.";
        let wanted = ["acme.example", "sub.two.example"].map(str::to_owned);
        assert_eq!(domains(text), BTreeSet::from(wanted));
    }

    #[test]
    fn recurring_names_are_proposed_and_none_is_chosen() {
        let mut census = Census::default();
        for people in [vec!["Ana \"Annie\" Lee", "Bo"], vec!["Ana \"Annie\" Lee"]] {
            let people = people.into_iter().map(str::to_owned).collect();
            census.add(Names { people, ..Names::default() });
        }
        let text = census.configuration();
        assert!(text.contains("  # \"Ana \\\"Annie\\\" Lee\",  # 2 notes\n"), "{text}");
        assert!(!text.contains("\"Bo\""));
        let config = Config::parse(&text, Path::new(FILE_NAME)).unwrap();
        assert_eq!(config.us, crate::note::Us::default());
        let chosen = Config::parse(&text.replace("  # \"Ana", "  \"Ana"), Path::new(FILE_NAME)).unwrap();
        assert_eq!(chosen.us.people(), ["Ana \"Annie\" Lee"]);
        let all = text.replace("\n# ", "\n").replace("\nEverything", "\n# Everything");
        assert!(all.contains("\nfail_on = \"warning\""));
    }
}
