//! What became of each promise, as later words show it.

use super::chapter::{Chapter, Promise, Shown, Shows, Stem};
use crate::note::Side;
use crate::record::Region;
use crate::rules::Verdict;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

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

/// Days around a meeting's date in which a note shows that it took place.
const AROUND: std::ops::RangeInclusive<i32> = 0..=2;

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
            let mut words: Vec<Stem> = chapter.shown.iter().flat_map(|shown| &shown.words).copied().collect();
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

/// What became of a promise of `chapters[at]`; the chapters are one account's, in order of time.
pub(super) fn fate(
    chapters: &[Chapter],
    at: usize,
    promise: &Promise,
    weights: &Weights,
    as_of: Date,
) -> (Fate, Option<Evidence>) {
    let due = promise.record.due.as_deref().and_then(|due| due.parse::<Date>().ok());
    let judge = Judge { promise, weights, due };
    let own = &chapters[at];
    let below = own.shown.iter().filter(|shown| shown.start >= promise.span.end);
    if let Some((fate, shown)) = below.filter_map(|shown| Some((judge.below(shown)?, shown))).next() {
        return (fate, Some(evidence(own, shown.region, &shown.text)));
    }
    let later = &chapters[at + 1..];
    for chapter in later {
        if let Some((fate, shown)) = judge.later(chapter) {
            return (fate, Some(evidence(chapter, shown.region, &shown.text)));
        }
    }
    for chapter in later {
        if let Some(again) = chapter.open_promises().find(|other| judge.is_again(other)) {
            return (Fate::Rolled, Some(evidence(chapter, again.record.region, &again.record.text)));
        }
    }
    // what was due before the end was not made pointless by it
    let undone = |chapter: &Chapter| due.is_none_or(|due| chapter.date.is_none_or(|date| due >= date));
    let ends = later.iter().filter(|chapter| undone(chapter));
    if let Some((chapter, end)) = ends.filter_map(|chapter| Some((chapter, chapter.no_sale()?))).next() {
        return (Fate::Dropped, Some(evidence(chapter, end.region, &end.text)));
    }
    match due {
        Some(due) if due < as_of => (Fate::Overdue, None),
        _ => (Fate::Open, None),
    }
}

fn evidence(chapter: &Chapter, region: Region, text: &str) -> Evidence {
    Evidence { path: chapter.path.clone(), entry: chapter.entry.clone(), region, text: text.to_owned() }
}

struct Judge<'a> {
    promise: &'a Promise,
    weights: &'a Weights,
    due: Option<Date>,
}

impl Judge<'_> {
    /// What a sentence further down in the same note shows.
    fn below(&self, shown: &Shown) -> Option<Fate> {
        self.by_words(shown).filter(|_| shown.shows != Shows::Named)
    }

    /// What a later note shows first.
    fn later<'c>(&self, chapter: &'c Chapter) -> Option<(Fate, &'c Shown)> {
        let by_words = chapter.shown.iter().find_map(|shown| Some((self.by_words(shown)?, shown)));
        by_words.or_else(|| {
            let ordered = self.promise.is_paper && chapter.verdict == Verdict::Order;
            let order = chapter.shown.iter().find(|shown| ordered && shown.shows == Shows::Order);
            let met = || chapter.shown.first().filter(|_| self.is_meeting_of(chapter));
            order.or_else(met).map(|shown| (Fate::Kept, shown))
        })
    }

    /// What a sentence shows of the promise by the words that the two share.
    fn by_words(&self, shown: &Shown) -> Option<Fate> {
        let (fate, bar) = match shown.shows {
            Shows::Done | Shows::Order => (Fate::Kept, &TELLING),
            Shows::Named => (Fate::Kept, &NAMED),
            Shows::Refused => (Fate::Dropped, &TELLING),
            Shows::NoSale => return None,
        };
        self.weights.same(&self.promise.topic, &shown.words).reaches(bar).then_some(fate)
    }

    /// Whether a note is of the meeting that was promised.
    fn is_meeting_of(&self, chapter: &Chapter) -> bool {
        let joint = self.promise.record.side == Side::Both || self.promise.is_event;
        let days = self.due.zip(chapter.date).and_then(|(due, date)| due.until(date).ok()).map(|span| span.get_days());
        joint && chapter.verdict != Verdict::NoContact && days.is_some_and(|days| AROUND.contains(&days))
    }

    fn is_again(&self, other: &Promise) -> bool {
        let same = self.weights.same(&self.promise.topic, &other.topic);
        same.reaches(&NAMED) && self.promise.record.side == other.record.side
    }
}
