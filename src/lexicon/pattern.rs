//! Patterns over the senses of a sentence: regular expressions whose letters are tags.
//!
//! A sentence is read as a string with one letter a word or phrase; a pattern names tags in angle brackets
//! (`<actor> <will> <act>`), which become letters or classes of them, so that it runs in linear time. It is tried only
//! on sentences that have all the letters without which it matches nothing.

mod needs;

use needs::{Candidates, Letters, Needs};
use regex_automata::PatternID;
use regex_automata::meta::{Config, Regex};
use regex_automata::util::syntax;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// What a pattern makes of the words it matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gives {
    /// A firm commitment of the actor.
    Firm,
    /// A tentative one.
    Tentative,
    /// A request to the one addressed.
    Request,
    /// An event both sides attend.
    Event,
    /// What the other side will get: a firm promise of ours, or the day of the one before.
    Receipt,
    /// Nothing: what it covers is no commitment.
    Nothing,
}

/// A pattern as its file declares it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatternEntry {
    /// Unique name, in kebab-case.
    pub id: String,
    /// What it makes of a match.
    pub gives: Gives,
    /// Where it holds: anywhere, or only where the block says that actions are listed.
    #[serde(default)]
    pub context: Context,
    /// The expression, with groups `actor` and `act` where it has them.
    pub pattern: String,
    /// Why it means that.
    pub why: String,
    /// Sentences with the matched words in braces.
    pub hits: Vec<String>,
    /// Sentences in which it must not match.
    pub misses: Vec<String>,
}

/// Where a pattern holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Context {
    /// Anywhere.
    #[default]
    Anywhere,
    /// In an action list, or where the commitment's own words name a time.
    Dated,
    /// The same, but not in speech.
    DatedNote,
    /// In an action list, where a time is named, where our side acts, or where we are the recipients.
    Pledged,
    /// In notes, where one of ours or a partner acts.
    Ours,
    /// In an action list, or in an item of any list that is not told to be something else.
    Item,
    /// Where the commitment's own words name a time by which, and not in speech.
    Deadline,
    /// Where the act hands something over, in notes.
    Handover,
    /// Where the act spends somebody's standing with others, in notes.
    Standing,
    /// Anywhere but in speech.
    Note,
    /// Only in speech.
    Speech,
    /// Only in a message to the customer.
    Mail,
    /// Only in a note that knows no customer: an organization's own minutes.
    Minutes,
    /// Only in the prose of a note that neither knows a customer nor is the minutes of a meeting: a mail among colleagues.
    Letter,
    /// Only in an action list.
    Actions,
}

/// All patterns.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Patterns {
    /// As declared, in order of trust.
    pub entries: Vec<PatternEntry>,
    expressions: Vec<Expression>,
    candidates: Candidates,
}

/// A pattern over letters, compiled when a sentence first has the letters that it needs.
#[derive(Debug, Serialize, Deserialize)]
struct Expression {
    source: String,
    needs: Needs,
    #[serde(skip)]
    compiled: OnceLock<Option<Compiled>>,
}

/// A regular expression with the numbers of its groups.
#[derive(Debug)]
struct Compiled {
    regex: Regex,
    actor: [Option<usize>; 2],
    act: [Option<usize>; 2],
}

impl Expression {
    fn new(pattern: &str) -> Result<Self, String> {
        let source = expand(pattern)?;
        let needs = Needs::of(&source)?;
        let compiled = Compiled::new(&source)?;
        Ok(Self { source, needs, compiled: Some(compiled).into() })
    }

    /// `None` for none that [`Expression::new`] took.
    fn compiled(&self) -> Option<&Compiled> {
        self.compiled.get_or_init(|| Compiled::new(&self.source).ok()).as_ref()
    }
}

impl Compiled {
    fn new(source: &str) -> Result<Self, String> {
        // a sentence is some thirty letters: what makes a search through much text faster costs more than it saves
        let config = Config::new().auto_prefilter(false).dfa(false);
        let bytes = syntax::Config::new().utf8(false);
        let regex =
            Regex::builder().configure(config).syntax(bytes).build(source).map_err(|error| error.to_string())?;
        let group = |wanted| regex.group_info().to_index(PatternID::ZERO, wanted);
        let (actor, act) = ([group("actor"), group("named")], [group("act"), group("doing")]);
        Ok(Self { regex, actor, act })
    }
}

/// A match of a pattern over a tag string; indices are letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PatternMatch {
    /// Index of the pattern.
    pub pattern: usize,
    /// First letter.
    pub start: usize,
    /// One past the last letter.
    pub end: usize,
    /// Where the actor is, if the pattern names one.
    pub actor: Option<(usize, usize)>,
    /// Where the act is, if the pattern names one.
    pub act: Option<(usize, usize)>,
}

impl Patterns {
    /// Compiles patterns. Errors name the pattern.
    pub fn new(entries: Vec<PatternEntry>) -> Result<Self, String> {
        let named = |entry: &PatternEntry, why| format!("pattern {:?}: {why}", entry.id);
        let expressions = entries.iter().map(|entry| Expression::new(&entry.pattern).map_err(|why| named(entry, why)));
        let expressions: Vec<_> = expressions.collect::<Result<_, _>>()?;
        let candidates = Candidates::new(expressions.iter().map(|expression| &expression.needs));
        Ok(Self { entries, expressions, candidates })
    }

    /// Every match in a tag string, pattern by pattern, of those that may hold where it stands.
    pub fn find(&self, tags: &[u8], may_hold: impl Fn(Context) -> bool, out: &mut Vec<PatternMatch>) {
        let letters = Letters::of(tags);
        for pattern in self.candidates.of(letters).filter(|&pattern| may_hold(self.entries[pattern].context)) {
            let expression = &self.expressions[pattern];
            let Some(compiled) = expression.needs.are_in(letters).then(|| expression.compiled()).flatten() else {
                continue;
            };
            // hardly any candidate matches, and finding that out takes no captures
            if !compiled.regex.is_match(tags) {
                continue;
            }
            for found in compiled.regex.captures_iter(tags) {
                let group = |groups: [Option<usize>; 2]| {
                    let group = groups.into_iter().flatten().find_map(|group| found.get_group(group));
                    group.map(|group| (group.start, group.end))
                };
                if let Some(all) = found.get_match() {
                    let (actor, act) = (group(compiled.actor), group(compiled.act));
                    out.push(PatternMatch { pattern, start: all.start(), end: all.end(), actor, act });
                }
            }
        }
    }
}

/// Replaces tag names by their letters. White space means nothing.
fn expand(pattern: &str) -> Result<String, String> {
    let mut out = String::from("(?-u)");
    let mut rest = pattern;
    while let Some(at) = rest.find('<') {
        let (before, after) = rest.split_at(at);
        out.extend(before.chars().filter(|c| !c.is_whitespace()));
        // (?P<name>…) is the expression's own
        if before.ends_with("?P") {
            let end = after.find('>').ok_or("an opening < has no closing >")?;
            out.push_str(&after[..=end]);
            rest = &after[end + 1..];
            continue;
        }
        let end = after.find('>').ok_or("an opening < has no closing >")?;
        let name = &after[1..end];
        out.push_str(super::tags::class(name).ok_or_else(|| format!("no tag is called <{name}>"))?);
        rest = &after[end + 1..];
    }
    out.extend(rest.chars().filter(|c| !c.is_whitespace()));
    Ok(out)
}
