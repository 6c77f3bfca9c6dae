//! What became of each promise, as later words show it.

use super::chapter::{Chapter, Promise, Shown, Shows, Stem};
use super::index::Index;
use crate::extract::{Resource, Status, Strength};
use crate::note::Side;
use crate::record::{CommitmentRecord, Person, Region};
use crate::rules::Verdict;
use jiff::ToSpan;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What became of a commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// A later sentence shows it done, or shows what could only be if it was.
    Kept,
    /// A later note promises it again, and none shows it done.
    Rolled,
    /// A later note shows it refused or made pointless.
    Dropped,
    /// Nothing shows it, and its day is past.
    Overdue,
    /// Nothing shows it, and its day is still to come or was never named.
    Open,
}

impl Fate {
    /// Every fate, those first that somebody has to see to.
    pub const ALL: [Fate; 5] = [Fate::Overdue, Fate::Open, Fate::Rolled, Fate::Kept, Fate::Dropped];

    /// The word for it in records.
    pub const fn name(self) -> &'static str {
        match self {
            Fate::Kept => "kept",
            Fate::Rolled => "rolled",
            Fate::Dropped => "dropped",
            Fate::Overdue => "overdue",
            Fate::Open => "open",
        }
    }
}

/// The first place that shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Evidence {
    pub path: String,
    pub entry: Option<String>,
    #[serde(flatten)]
    pub region: Region,
    pub text: String,
}

/// When words name the same thing as a promise: the share of its words, by weight, their weight, and their number.
struct Same {
    share: f64,
    weight: f64,
    words: usize,
}

/// Several telling words: enough where a sentence says that something was done.
const TELLING: Same = Same { share: 0.25, weight: 2.5, words: 2 };
/// Most of several telling words: enough where a later note only names the thing, or promises it again.
const NAMED: Same = Same { share: 0.45, weight: 3.0, words: 2 };
/// Half of what a short promise is about, one telling word: enough where a sentence says that it was done.
const HALF: Same = Same { share: 0.45, weight: 2.4, words: 1 };
/// A good part of several words: enough where something was to be found out, whatever is said of it.
const FOUND: Same = Same { share: 0.35, weight: 3.0, words: 2 };
/// The same where a sentence says that something will not be.
const OFF: Same = Same { share: 0.35, weight: 2.5, words: 2 };
/// One word that hardly any other note uses: enough where the same people are named as well.
const RARE: Same = Same { share: 0.1, weight: 3.2, words: 1 };
/// One telling word: enough where it is said that whoever promised it did not.
const UNDONE: Same = Same { share: 0.1, weight: 2.4, words: 1 };
/// The least weight of all of them.
const LEAST: f64 = UNDONE.weight;

/// Days behind a meeting's date up to which a note shows that it took place.
const AROUND: i32 = 2;

/// How many notes there are thought to be beside those that are read, so that words tell something among a few as well.
const OTHERS: f64 = 20.0;

/// How much each word tells: the fewer notes use it, the more.
#[derive(Debug, Default)]
pub(super) struct Weights {
    notes: f64,
    used_in: FxHashMap<Stem, u32>,
}

impl Weights {
    pub(super) fn new(chapters: &[Chapter]) -> Weights {
        let mut used_in: FxHashMap<Stem, u32> = FxHashMap::default();
        for chapter in chapters {
            let mut words: Vec<Stem> = chapter.shown.iter().flat_map(|shown| chapter.words(shown)).copied().collect();
            words.extend(chapter.promises.iter().flat_map(|promise| &promise.topic));
            words.sort_unstable();
            words.dedup();
            words.into_iter().for_each(|word| *used_in.entry(word).or_default() += 1);
        }
        Weights { notes: chapters.len() as f64, used_in }
    }

    fn of(&self, word: Stem) -> f64 {
        (1.0 + (self.notes + OTHERS) / f64::from(self.used_in.get(&word).copied().unwrap_or(1))).ln()
    }

    /// The words of which one is in whatever can be the same, the rarest first.
    pub(super) fn telling(&self, topic: &[Stem]) -> Vec<Stem> {
        let mut words: Vec<(f64, Stem)> = topic.iter().map(|&word| (self.of(word), word)).collect();
        words.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        let mut rest: f64 = words.iter().map(|(weight, _)| weight).sum();
        let tells = |&(weight, _): &(f64, Stem)| {
            let is_needed = rest >= LEAST;
            rest -= weight;
            is_needed
        };
        words.into_iter().take_while(tells).map(|(_, word)| word).collect()
    }

    /// How far other words name the same thing as a promise.
    fn same(&self, topic: &[Stem], words: &[Stem]) -> Same {
        let all: f64 = topic.iter().map(|&word| self.of(word)).sum();
        let both = || topic.iter().filter(|word| words.binary_search(word).is_ok());
        let weight: f64 = both().map(|&word| self.of(word)).sum();
        Same { share: if all > 0.0 { weight / all } else { 0.0 }, weight, words: both().count() }
    }
}

impl Same {
    fn reaches(&self, bar: &Same) -> bool {
        self.share >= bar.share && self.weight >= bar.weight && self.words >= bar.words
    }
}

/// What became of a promise of one chapter of an account.
pub(super) fn fate(
    index: &Index,
    at: usize,
    promise: &Promise,
    weights: &Weights,
    as_of: Date,
) -> (Fate, Option<Evidence>) {
    let due = promise.record.due.as_deref().and_then(|due| due.parse::<Date>().ok());
    let judge = Judge { index, at, promise, weights, due, later: index.later(at, due) };
    let shown = judge.below().or_else(|| judge.later()).or_else(|| judge.again()).or_else(|| judge.ended());
    match (shown, due) {
        (Some((fate, evidence)), _) => (fate, Some(evidence)),
        (None, Some(due)) if due < as_of => (Fate::Overdue, None),
        (None, _) => (Fate::Open, None),
    }
}

fn evidence(chapter: &Chapter, region: Region, text: &str) -> Evidence {
    Evidence { path: chapter.path.clone(), entry: chapter.entry.clone(), region, text: text.to_owned() }
}

/// Whether two lists of words, the second sorted, have one in common.
fn share(words: &[Stem], others: &[Stem]) -> bool {
    words.iter().any(|word| others.binary_search(word).is_ok())
}

struct Judge<'a> {
    index: &'a Index<'a>,
    at: usize,
    promise: &'a Promise,
    weights: &'a Weights,
    due: Option<Date>,
    later: Range<usize>,
}

impl Judge<'_> {
    fn chapter(&self, at: usize) -> &Chapter {
        &self.index.chapters[at]
    }

    fn by_sentence(&self, fate: Fate, at: usize, shown: &Shown) -> (Fate, Evidence) {
        let chapter = self.chapter(at);
        (fate, evidence(chapter, shown.region, chapter.text(shown)))
    }

    /// What a sentence further down in the same note shows.
    fn below(&self) -> Option<(Fate, Evidence)> {
        let (at, own) = (self.at, self.chapter(self.at));
        let sentences = self.index.sentences(&self.promise.topic, self.weights, at..at + 1).into_iter();
        let below = sentences.map(|(_, place)| &own.shown[place as usize]);
        let mut below = below.filter(|shown| {
            shown.span.start >= self.promise.span.end && !matches!(shown.shows, Shows::Named | Shows::Denied)
        });
        below.find_map(|shown| Some(self.by_sentence(self.by_words(own, shown)?, at, shown)))
    }

    /// What the first later note shows that shows anything.
    fn later(&self) -> Option<(Fate, Evidence)> {
        let sentences = self.index.sentences(&self.promise.topic, self.weights, self.later.clone());
        let by_words = self.by_first_note(sentences.iter().map(|&(at, place)| (at as usize, place as usize)));
        // what stands in no sentence of its own: an order, a meeting, a price
        let bound = self.later.start..by_words.map_or(self.later.end, |(at, ..)| at);
        let proven =
            [self.ordered(bound.clone()), self.met(bound.clone()), self.given_time(bound.clone()), self.priced(bound)];
        let by_proof = proven.into_iter().flatten().min();
        let (at, fate, place) = by_proof.map(|(at, place)| (at, Fate::Kept, place)).or(by_words)?;
        Some(self.by_sentence(fate, at, self.chapter(at).shown.get(place)?))
    }

    /// What the first note shows in which a sentence shows anything: the first of these, unless another says that whoever
    /// promised it did not.
    fn by_first_note(&self, sentences: impl Iterator<Item = (usize, usize)>) -> Option<(usize, Fate, usize)> {
        let shown = |(at, place): (usize, usize)| &self.chapter(at).shown[place];
        let told = |at: (usize, usize)| Some((at.0, self.by_words(self.chapter(at.0), shown(at))?, at.1));
        let mut told = sentences.filter_map(told);
        let first = told.next()?;
        let is_refusal = |&(at, fate, place): &(usize, Fate, usize)| {
            fate == Fate::Dropped && self.names_owner(self.chapter(at), shown((at, place)))
        };
        Some(told.take_while(|other| other.0 == first.0).find(is_refusal).unwrap_or(first))
    }

    /// Whether a sentence names somebody who owns the promise.
    fn names_owner(&self, chapter: &Chapter, shown: &Shown) -> bool {
        share(&self.promise.owners, chapter.names(shown)) || share(&self.promise.owners, chapter.words(shown))
    }

    /// What a sentence shows of the promise by the words that the two share.
    fn by_words(&self, chapter: &Chapter, shown: &Shown) -> Option<Fate> {
        let promise = self.promise;
        let same = self.weights.same(&promise.topic, chapter.words(shown));
        let names_owner = || self.names_owner(chapter, shown);
        let is_past = || share(&promise.topic, chapter.past_words(shown));
        let is_done = || [TELLING, HALF].iter().any(|bar| same.reaches(bar)) || same.reaches(&RARE) && names_owner();
        let is_same_act = || same.words > 1 && same.weight >= TELLING.weight && is_past();
        let is_found_out = || promise.is_query && same.reaches(&FOUND);
        match shown.shows {
            Shows::NoSale => None,
            Shows::Done | Shows::Order => is_done().then_some(Fate::Kept),
            Shows::Named => (same.reaches(&NAMED) || is_same_act() || is_found_out()).then_some(Fate::Kept),
            Shows::Denied => is_found_out().then_some(Fate::Kept),
            Shows::Refused if is_found_out() => Some(Fate::Kept),
            Shows::Refused => (same.reaches(&OFF) || same.reaches(&UNDONE) && names_owner()).then_some(Fate::Dropped),
        }
    }

    /// The sentence that tells of an order, for a step on the way to one.
    fn ordered(&self, within: Range<usize>) -> Option<(usize, usize)> {
        let at = self.promise.is_paper.then(|| self.index.order(within))??;
        Some((at, self.chapter(at).shown.iter().position(|shown| shown.shows == Shows::Order)?))
    }

    /// The first sentence of a note of the meeting that was promised.
    fn met(&self, within: Range<usize>) -> Option<(usize, usize)> {
        let due = self.due.filter(|_| self.promise.record.side == Side::Both || self.promise.is_event)?;
        let days = self.index.of_days(within, (due, due.checked_add(AROUND.days()).ok()?));
        let is_talk =
            |&at: &usize| self.chapter(at).verdict != Verdict::NoContact && !self.chapter(at).shown.is_empty();
        days.filter(is_talk).map(|at| (at, 0)).next()
    }

    /// The first sentence of a talk with whom we had asked for their time, on no day.
    fn given_time(&self, mut within: Range<usize>) -> Option<(usize, usize)> {
        let CommitmentRecord { strength, resource, owner, .. } = &self.promise.record;
        let is_asked = *strength == Strength::Request && resource[..] == [Resource::Time] && self.due.is_none();
        let is_there = |person: &Person| owner.iter().any(|owner| person.name.contains(owner.as_str()));
        let is_talk = |&at: &usize| {
            let chapter = self.chapter(at);
            let talks = chapter.verdict != Verdict::NoContact && !chapter.shown.is_empty();
            talks && chapter.participants.iter().any(is_there)
        };
        is_asked.then(|| within.find(is_talk)).flatten().map(|at| (at, 0))
    }

    /// The sentence that names our price, where we were to name one.
    fn priced(&self, mut within: Range<usize>) -> Option<(usize, usize)> {
        let price = |at| Some((at, self.chapter(at).shown.iter().position(|shown| shown.has_price)?));
        if self.promise.is_offer { within.find_map(price) } else { None }
    }

    /// The same promise in a later note.
    fn again(&self) -> Option<(Fate, Evidence)> {
        let promises = self.index.promises(&self.promise.topic, self.weights, self.later.clone()).into_iter();
        let mut others = promises.map(|(at, place)| (self.chapter(at as usize), place as usize));
        others.find_map(|(chapter, place)| {
            let other = &chapter.promises[place];
            let is_again = other.record.status == Status::Open && self.is_again(other);
            is_again.then(|| (Fate::Rolled, evidence(chapter, other.record.region, &other.record.text)))
        })
    }

    fn is_again(&self, other: &Promise) -> bool {
        let same = self.weights.same(&self.promise.topic, &other.topic);
        let is_same_owner = || share(&self.promise.owners, &other.owners);
        self.promise.record.side == other.record.side
            && (same.reaches(&NAMED) || same.reaches(&RARE) && is_same_owner())
    }

    /// The words that say that the sale is over. What was due before the end was not made pointless by it.
    fn ended(&self) -> Option<(Fate, Evidence)> {
        let undone = |&at: &usize| self.due.is_none_or(|due| self.chapter(at).date.is_none_or(|date| due >= date));
        let at = self.index.ends(self.later.clone()).find(undone)?;
        Some(self.by_sentence(Fate::Dropped, at, self.chapter(at).no_sale()?))
    }
}
