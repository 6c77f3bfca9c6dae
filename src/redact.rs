//! What is taken out of records before they leave the machine: words of notes, names, files, numbers of cards.
//!
//! Lines and columns stay, and so does everything that is no word of a note: verdicts, sides, dates, rules, questions.

mod mask;

use crate::record::{ErrorRecord, FindingRecord, FolderRecord, Record, Waiver};
use crate::rules::Rule;
use fnv::FnvHasher;
pub use mask::mask;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::hash::Hasher;

/// What stands in place of words of a note.
pub const WITHHELD: &str = "[withheld]";

/// What is taken out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Redaction {
    /// Words of notes, and names in them.
    pub words: bool,
    /// Names of files.
    pub paths: bool,
    /// Numbers of cards and accounts, and mail addresses: each letter and digit of them.
    pub masks: bool,
}

impl Redaction {
    /// Whether records stay as they are.
    pub fn is_off(self) -> bool {
        self == Redaction::default()
    }

    /// What both take out.
    pub fn and(self, other: Redaction) -> Redaction {
        Redaction {
            words: self.words || other.words,
            paths: self.paths || other.paths,
            masks: self.masks || other.masks,
        }
    }

    /// The name of a file, or what stands in its place.
    pub fn path(self, path: &str) -> String {
        if self.paths { file(path) } else { path.to_owned() }
    }

    /// The record of a note without what is taken out.
    pub fn record(self, record: &Record) -> Cow<'_, Record> {
        let mut made = Cow::Borrowed(record);
        if self.words {
            Words::of(record).withhold(made.to_mut());
        }
        if self.paths {
            let made = made.to_mut();
            made.path = file(&made.path);
        }
        let is_masked = |made: &Record| texts(made).any(|text| matches!(mask(text), Cow::Owned(_)));
        if self.masks && is_masked(&made) {
            texts_mut(made.to_mut(), &mut |text| {
                if let Cow::Owned(masked) = mask(text) {
                    *text = masked;
                }
            });
        }
        made
    }

    /// What is said of a folder, without what is taken out.
    pub fn folder(self, folder: &FolderRecord) -> Cow<'_, FolderRecord> {
        let mut made = Cow::Borrowed(folder);
        if self.paths {
            let made = made.to_mut();
            made.path = file(&made.path);
            // An entry of the baseline names its note.
            for message in made.findings.iter_mut().map(|finding| &mut finding.message) {
                if let Some((note, rest)) = message.split_once(" has no such ") {
                    *message = format!("{} has no such {rest}", file(note));
                }
            }
        }
        made
    }

    /// An error without what is taken out.
    pub fn error(self, error: &ErrorRecord) -> Cow<'_, ErrorRecord> {
        let mut made = Cow::Borrowed(error);
        if let Some(quoted) = error.quoted.as_deref().filter(|quoted| self.words && !quoted.is_empty()) {
            let made = made.to_mut();
            made.message = made.message.replace(quoted, WITHHELD);
            made.quoted = None;
        }
        if let Some(path) = error.path.as_deref().filter(|path| self.paths && !path.is_empty()) {
            let made = made.to_mut();
            made.message = made.message.replace(path, &file(path));
            made.path = Some(file(path));
        }
        if let Some(Cow::Owned(masked)) = self.masks.then(|| mask(&error.message)).filter(|_| !self.words) {
            made.to_mut().message = masked;
        }
        made
    }
}

/// A name for a file that tells nothing but which it is: the same in every run. The current folder stays itself.
fn file(path: &str) -> String {
    if path == "." { path.to_owned() } else { format!("note-{}", digest(path)) }
}

fn digest(text: &str) -> String {
    let mut hasher = FnvHasher::default();
    hasher.write(text.as_bytes());
    format!("{:012x}", hasher.finish() >> 16)
}

/// Numbers in place of names, from 1: a name has the same one in any case of letters.
#[derive(Debug, Default)]
pub struct Numbers(FxHashMap<String, usize>);

impl Numbers {
    /// The number of a name.
    pub fn of(&mut self, name: &str) -> usize {
        let next = self.0.len() + 1;
        *self.0.entry(name.to_lowercase()).or_insert(next)
    }

    /// What stands for somebody.
    pub fn person(&mut self, name: &str) -> String {
        format!("[person {}]", self.of(name))
    }
}

/// The names of a note, each with what stands in its place: numbered from 1 in each note, in the order of the record.
struct Words<'r> {
    people: Vec<(&'r str, String)>,
    account: Option<&'r str>,
}

impl<'r> Words<'r> {
    fn of(record: &'r Record) -> Self {
        let named = record.participants.iter().map(|person| &person.name).chain(&record.author);
        let owners = record.commitments.iter().flat_map(|fact| &fact.owner);
        let (mut people, mut numbers) = (Vec::<(&str, String)>::new(), Numbers::default());
        for name in named.chain(owners) {
            if !people.iter().any(|(known, _)| known == name) {
                people.push((name, numbers.person(name)));
            }
        }
        Words { people, account: record.account.as_deref() }
    }

    fn person(&self, name: &str) -> String {
        self.people.iter().find(|(known, _)| *known == name).map(|(_, place)| place.clone()).unwrap_or_default()
    }

    fn withhold(&self, record: &mut Record) {
        let withhold = |text: &mut String| WITHHELD.clone_into(text);
        record.title.iter_mut().for_each(withhold);
        record.account.iter_mut().for_each(|account| "[account]".clone_into(account));
        let names = record.participants.iter_mut().map(|person| &mut person.name).chain(&mut record.author);
        let names = names.chain(record.commitments.iter_mut().flat_map(|fact| &mut fact.owner));
        names.for_each(|name| *name = self.person(name));
        record.commitments.iter_mut().for_each(|fact| fact.due_text.iter_mut().for_each(withhold));
        let acts = record.commitments.iter_mut().map(|fact| (&mut fact.text, &mut fact.because));
        let vague = record.vague.iter_mut().map(|fact| (&mut fact.text, &mut fact.because));
        let learned = record.learnings.iter_mut().map(|fact| (&mut fact.text, &mut fact.because));
        let pressure = record.pressure.iter_mut().map(|fact| (&mut fact.text, &mut fact.because));
        for (text, because) in acts.chain(vague).chain(learned).chain(pressure) {
            withhold(text);
            // The id of an entry is as good as its phrase.
            because.clear();
        }
        record.entry.iter_mut().filter(|entry| !is_number(entry)).for_each(|entry| *entry = file(entry));
        record.findings.iter_mut().for_each(|finding| self.finding(finding));
        for waived in &mut record.waived {
            self.finding(&mut waived.finding);
            if let Waiver::Suppression { reason: Some(reason), .. } = &mut waived.waiver {
                withhold(reason);
            }
        }
    }

    /// Messages are words of ours around names, and around what a suppression says, which stands in backticks.
    fn finding(&self, finding: &mut FindingRecord) {
        let message = &mut finding.message;
        if let (Some(first), Some(last)) = (message.find('`'), message.rfind('`'))
            && first < last
            && Rule::find(&message[first + 1..last]).is_none()
        {
            message.replace_range(first + 1..last, WITHHELD);
        }
        let mut names = self.people.clone();
        names.extend(self.account.map(|account| (account, "[account]".to_owned())));
        // A longer name may hold a shorter one.
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        for (name, place) in names.into_iter().filter(|(name, _)| !name.is_empty()) {
            if message.contains(name) {
                *message = message.replace(name, &place);
            }
        }
    }
}

/// Whether an entry only counts: `row 12`.
fn is_number(entry: &str) -> bool {
    let parts = entry.split_once(' ');
    parts.is_some_and(|(word, number)| {
        word.bytes().all(|byte| byte.is_ascii_lowercase()) && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Everything in a record that is from the note, or could be.
fn texts(record: &Record) -> impl Iterator<Item = &str> {
    let head = record.entry.iter().chain(&record.title).chain(&record.account).chain(&record.author);
    let people = record.participants.iter().map(|person| &person.name);
    let acts = record.commitments.iter().flat_map(|fact| fact.owner.iter().chain([&fact.text]).chain(&fact.due_text));
    let vague = record.vague.iter().map(|fact| &fact.text);
    let learned = record.learnings.iter().map(|fact| &fact.text);
    let pressure = record.pressure.iter().map(|fact| &fact.text);
    let found = record.findings.iter().map(|finding| &finding.message);
    let waived = record.waived.iter().flat_map(|waived| match &waived.waiver {
        Waiver::Suppression { reason: Some(reason), .. } => vec![&waived.finding.message, reason],
        _ => vec![&waived.finding.message],
    });
    let facts = head.chain(people).chain(acts).chain(vague).chain(learned).chain(pressure);
    facts.chain(found).chain(waived).map(String::as_str)
}

/// The same, to be changed.
fn texts_mut(record: &mut Record, change: &mut impl FnMut(&mut String)) {
    let head = [&mut record.entry, &mut record.title, &mut record.account, &mut record.author];
    head.into_iter().flatten().for_each(&mut *change);
    record.participants.iter_mut().for_each(|person| change(&mut person.name));
    for fact in &mut record.commitments {
        fact.owner.iter_mut().chain([&mut fact.text]).chain(&mut fact.due_text).for_each(&mut *change);
    }
    record.vague.iter_mut().for_each(|fact| change(&mut fact.text));
    record.learnings.iter_mut().for_each(|fact| change(&mut fact.text));
    record.pressure.iter_mut().for_each(|fact| change(&mut fact.text));
    record.findings.iter_mut().for_each(|finding| change(&mut finding.message));
    for waived in &mut record.waived {
        change(&mut waived.finding.message);
        if let Waiver::Suppression { reason: Some(reason), .. } = &mut waived.waiver {
            change(reason);
        }
    }
}
