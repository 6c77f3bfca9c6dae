//! One page before the next call.

use super::{Coaching, Day, count, trimmed};
use crate::deal::{Deal, Fate, Followed, Trend};
use crate::error::{Error, nearest};
use crate::extract::{Resource, Strength};
use crate::note::Side;
use crate::note::people::organization_words;
use crate::rules::Verdict;
use jiff::civil::Date;
use serde::Serialize;

/// How many commitments of a side are listed.
const SHOWN: usize = 8;

/// What there is to know of an account before the next call.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Prep {
    pub account: String,
    pub as_of: Day,
    /// How many notes and what they came to, in a line.
    pub summary: String,
    pub they_owe: Vec<Owed>,
    /// How many more they owe than are listed.
    pub they_owe_more: usize,
    pub we_owe: Vec<Owed>,
    pub we_owe_more: usize,
    pub last_step: Option<LastStep>,
    /// Who of theirs took a firm step.
    pub gave: Vec<String>,
    /// Who of theirs took part, and took none.
    pub only_there: Vec<String>,
    pub findings: Vec<LookOut>,
    /// The rung of the ladder that comes next; empty where the sale has ended.
    pub rung: String,
    /// Small commitments on that rung.
    pub asks: Vec<String>,
    /// Kinds of learning that no note has.
    pub unknown: Vec<Unknown>,
}

/// Something that is owed.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Owed {
    pub text: String,
    /// The names, or whose side.
    pub owner: String,
    /// "24 days overdue", "by Friday 6 March", "no day".
    pub when: String,
    pub due: Option<String>,
    pub days_late: i32,
    /// The day of the note in words, or "no date".
    pub said: String,
    /// The note and the line.
    pub place: String,
}

/// The latest step of the customer's.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct LastStep {
    pub text: String,
    pub owner: String,
    pub said: String,
    /// What it costs them.
    pub cost: String,
    pub fate: Option<&'static str>,
}

/// A finding about the deal.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct LookOut {
    pub rule: &'static str,
    pub message: String,
    pub question: &'static str,
}

/// Something that is not known yet, and how to ask.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Unknown {
    pub kind: String,
    pub question: String,
}

/// Which of the deals is that of an account, by its name or by words that only one name has.
///
/// # Errors
/// No such account, with the nearest there is; or several, with all that could be meant.
pub fn account(deals: &[Deal], name: &str) -> Result<usize, Error> {
    let words = organization_words(name);
    let is_same = |deal: &Deal| deal.account == name || organization_words(&deal.account) == words;
    if let Some(at) = deals.iter().position(is_same) {
        return Ok(at);
    }
    let has_words = |deal: &Deal| {
        let own = organization_words(&deal.account);
        !words.is_empty() && words.iter().all(|word| own.iter().any(|own| own.starts_with(word.as_str())))
    };
    let meant: Vec<usize> = (0..deals.len()).filter(|&at| has_words(&deals[at])).collect();
    match meant[..] {
        [at] => Ok(at),
        [] => Err(Error::Unknown { kind: "account", name: name.to_owned(), suggestion: suggestion(deals, name) }),
        _ => {
            let all = meant.iter().map(|&at| deals[at].account.clone()).collect();
            Err(Error::Ambiguous { kind: "accounts", name: name.to_owned(), all })
        }
    }
}

/// The account whose name, or a word of whose name, is nearest.
fn suggestion(deals: &[Deal], name: &str) -> Option<String> {
    let names = || deals.iter().map(|deal| deal.account.as_str());
    let folded = organization_words(name).join(" ");
    let words: Vec<(String, &str)> =
        names().flat_map(|account| organization_words(account).into_iter().map(move |word| (word, account))).collect();
    let by_word = || {
        let near = nearest(&folded, words.iter().map(|(word, _)| word.as_str()))?;
        words.iter().find(|(word, _)| word == near).map(|(_, account)| *account)
    };
    nearest(name, names()).or_else(by_word).map(str::to_owned)
}

impl Prep {
    /// What there is to know of a deal as of a day.
    pub fn new(deal: &Deal, as_of: Date, coaching: &Coaching) -> Prep {
        let view = View { deal, as_of };
        let (they_owe, they_owe_more) = view.owed(&[Side::Them, Side::Both]);
        let (we_owe, we_owe_more) = view.owed(&[Side::Us]);
        let next = view.next_rung();
        let asks = next.as_ref().map(|(rung, _)| coaching.asks(*rung).to_vec()).unwrap_or_default();
        let unknown = deal
            .signals
            .learning_missing
            .iter()
            .map(|&kind| Unknown { kind: kind.name().to_owned(), question: coaching.question(kind).to_owned() });
        let findings = deal.findings.iter().map(|one| &one.finding).map(|finding| LookOut {
            rule: finding.rule,
            message: finding.message.clone(),
            question: finding.question,
        });
        // what is owed has its own places on the page
        let findings = findings.filter(|one| one.rule != "overdue-commitment");
        Prep {
            account: deal.account.clone(),
            as_of: Day::new(as_of, as_of),
            summary: view.summary(),
            they_owe,
            they_owe_more,
            we_owe,
            we_owe_more,
            last_step: view.last_step(),
            gave: deal.signals.givers.clone(),
            only_there: deal.signals.only_there.clone(),
            findings: findings.collect(),
            rung: next.map(|(_, words)| words).unwrap_or_default(),
            asks,
            unknown: unknown.collect(),
        }
    }
}

struct View<'d> {
    deal: &'d Deal,
    as_of: Date,
}

impl View<'_> {
    fn summary(&self) -> String {
        let signals = &self.deal.signals;
        let last = self.deal.notes.iter().filter_map(|note| note.date.as_deref()).next_back();
        let last = last.map(|last| format!(", the last on {}", self.said(Some(last)))).unwrap_or_default();
        let trend = match signals.trend {
            Some(Trend::Rising) => "; their steps grow",
            Some(Trend::Flat) => "; their steps stay the same size",
            Some(Trend::Falling) => "; their steps get smaller",
            None => "",
        };
        let advances = count(signals.advances, "advance");
        format!("{}{last}; {advances}{trend}", count(signals.conversations, "conversation"))
    }

    /// A day in words.
    fn said(&self, date: Option<&str>) -> String {
        let day = date.and_then(|date| date.parse::<Date>().ok());
        day.map_or_else(|| "no date".to_owned(), |day| Day::new(day, self.as_of).words)
    }

    /// What some sides still owe: overdue first, then by day, then what has none, the latest first.
    fn owed(&self, sides: &[Side]) -> (Vec<Owed>, usize) {
        let is_owed =
            |one: &&Followed| matches!(one.fate, Fate::Overdue | Fate::Open) && sides.contains(&one.commitment.side);
        let mut all: Vec<&Followed> = self.deal.commitments.iter().rev().filter(is_owed).collect();
        all.sort_by_key(|one| one.order());
        let more = all.len().saturating_sub(SHOWN);
        (all.into_iter().take(SHOWN).map(|one| self.one_owed(one)).collect(), more)
    }

    fn one_owed(&self, one: &Followed) -> Owed {
        let days_late = one.due().map_or(0, |due| due.until(self.as_of).map_or(0, |span| span.get_days()));
        let when = match one.due() {
            _ if one.commitment.strength == Strength::Request => "asked for, not promised".to_owned(),
            None => "no day".to_owned(),
            Some(_) if days_late > 0 => {
                format!("{} overdue", count(usize::try_from(days_late).unwrap_or_default(), "day"))
            }
            Some(_) if days_late == 0 => "today".to_owned(),
            Some(due) => format!("by {}", Day::new(due, self.as_of).words),
        };
        Owed {
            text: trimmed(&one.commitment.text),
            owner: owner(one),
            when,
            due: one.commitment.due.clone(),
            days_late: days_late.max(0),
            said: self.said(self.date_of(&one.path, one.entry.as_deref())),
            place: format!("{}:{}", one.path, one.commitment.region.line),
        }
    }

    fn date_of(&self, path: &str, entry: Option<&str>) -> Option<&str> {
        let note = self.deal.notes.iter().find(|note| note.path == path && note.entry.as_deref() == entry)?;
        note.date.as_deref()
    }

    fn last_step(&self) -> Option<LastStep> {
        let step = self.deal.signals.steps.last()?;
        let is_step = |one: &&Followed| {
            one.path == step.path && one.commitment.region.line == step.line && one.commitment.text == step.text
        };
        let followed = self.deal.commitments.iter().find(is_step);
        Some(LastStep {
            text: trimmed(&step.text),
            owner: followed.map_or_else(|| self.deal.account.clone(), owner),
            said: self.said(step.date.as_deref()),
            cost: step.resource.map_or("cost unknown", Resource::name).to_owned(),
            fate: followed.map(|one| one.fate.name()),
        })
    }

    /// The rung above the largest firm step that was kept or still can be, where the sale goes on.
    fn next_rung(&self) -> Option<(Resource, String)> {
        if matches!(self.deal.notes.last()?.verdict, Verdict::Order | Verdict::NoSale) {
            return None;
        }
        let holds = |one: &&Followed| {
            matches!(one.commitment.side, Side::Them | Side::Both)
                && one.commitment.strength == Strength::Firm
                && matches!(one.fate, Fate::Kept | Fate::Open)
        };
        let taken = self.deal.commitments.iter().filter(holds).flat_map(|one| &one.commitment.resource);
        let largest = taken.filter_map(|taken| Resource::ALL.iter().position(|rung| rung == taken)).max();
        let next = largest.map_or(0, |largest| (largest + 1).min(Resource::ALL.len() - 1));
        let words = match largest {
            Some(largest) if largest == next => "more of the same: money".to_owned(),
            Some(largest) => {
                format!("they gave {}; next is {}", Resource::ALL[largest].name(), Resource::ALL[next].name())
            }
            None => "the first rung: time".to_owned(),
        };
        Some((Resource::ALL[next], words))
    }
}

/// Who has to act, or whose side where nobody is named.
fn owner(one: &Followed) -> String {
    match (one.commitment.owner.as_slice(), one.commitment.side) {
        ([], Side::Us) => "we, nobody by name".to_owned(),
        ([], _) => "they, nobody by name".to_owned(),
        (names, _) => names.join(", "),
    }
}
