//! The sentences and promises of an account by their words, so that what became of a promise is looked up and not
//! looked for: time grows with the notes, however many are one account's.

use super::chapter::{Chapter, Stem};
use super::fates::Weights;
use crate::rules::Verdict;
use jiff::ToSpan;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How many notes behind a promise are looked at.
const LOOK_AHEAD: usize = 400;
/// How many months behind its day a promise is still looked for: later, the same words mean another thing.
const MONTHS: i32 = 18;

/// A sentence or a promise: the chapter, and its place there.
pub(super) type At = (u32, u32);

/// The chapters of one account, in order of time.
pub(super) struct Index<'a> {
    pub(super) chapters: &'a [Chapter],
    shown: FxHashMap<Stem, Vec<At>>,
    promised: FxHashMap<Stem, Vec<At>>,
    orders: Vec<usize>,
    ends: Vec<usize>,
}

impl<'a> Index<'a> {
    pub(super) fn new(chapters: &'a [Chapter]) -> Index<'a> {
        let (mut shown, mut promised) = (FxHashMap::default(), FxHashMap::default());
        for (at, chapter) in chapters.iter().enumerate() {
            for (place, one) in chapter.shown.iter().enumerate() {
                enter(&mut shown, chapter.words(one), (at as u32, place as u32));
            }
            for (place, one) in chapter.promises.iter().enumerate() {
                enter(&mut promised, &one.topic, (at as u32, place as u32));
            }
        }
        let orders = (0..chapters.len()).filter(|&at| chapters[at].verdict == Verdict::Order).collect();
        // said in passing it is the end where no note comes behind
        let is_end = |at: usize| match chapters[at].verdict {
            Verdict::NoSale => true,
            Verdict::Order => false,
            _ => at + 1 == chapters.len(),
        };
        let ends = (0..chapters.len()).filter(|&at| is_end(at) && chapters[at].no_sale().is_some()).collect();
        Index { chapters, shown, promised, orders, ends }
    }

    /// The chapters behind one that can show what became of a promise in it.
    pub(super) fn later(&self, at: usize, due: Option<Date>) -> Range<usize> {
        let from = at + 1;
        let far = (from + LOOK_AHEAD).min(self.chapters.len());
        let end = due.max(self.chapters[at].date).and_then(|day| day.checked_add(MONTHS.months()).ok());
        let beyond = |chapter: &Chapter| end.zip(chapter.date).is_some_and(|(end, date)| date > end);
        let within = self.chapters[from..far].iter().take_while(|chapter| !beyond(chapter)).count();
        from..from + within
    }

    /// The sentences of some chapters that share a telling word with a promise, in order.
    pub(super) fn sentences(&self, topic: &[Stem], weights: &Weights, within: Range<usize>) -> Vec<At> {
        near(&self.shown, topic, weights, within)
    }

    /// The promises of some chapters that share a telling word with one, in order.
    pub(super) fn promises(&self, topic: &[Stem], weights: &Weights, within: Range<usize>) -> Vec<At> {
        near(&self.promised, topic, weights, within)
    }

    /// The first chapter of some that tells of an order.
    pub(super) fn order(&self, within: Range<usize>) -> Option<usize> {
        first(&self.orders, within).next()
    }

    /// The chapters of some in which the sale ends without one.
    pub(super) fn ends(&self, within: Range<usize>) -> impl Iterator<Item = usize> {
        first(&self.ends, within)
    }

    /// The chapters of some with a date between two days.
    pub(super) fn of_days(&self, within: Range<usize>, days: (Date, Date)) -> Range<usize> {
        let before = |day: Date| {
            let chapters = &self.chapters[within.clone()];
            within.start + chapters.partition_point(|chapter| chapter.date.is_some_and(|date| date < day))
        };
        before(days.0)..days.1.tomorrow().map_or(within.end, before)
    }
}

fn enter(index: &mut FxHashMap<Stem, Vec<At>>, words: &[Stem], at: At) {
    words.iter().for_each(|&word| index.entry(word).or_default().push(at));
}

fn near(index: &FxHashMap<Stem, Vec<At>>, topic: &[Stem], weights: &Weights, within: Range<usize>) -> Vec<At> {
    let mut found = Vec::new();
    for word in weights.telling(topic) {
        let Some(places) = index.get(&word) else { continue };
        let from = places.partition_point(|&(at, _)| (at as usize) < within.start);
        found.extend(places[from..].iter().take_while(|&&(at, _)| (at as usize) < within.end));
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn first(places: &[usize], within: Range<usize>) -> impl Iterator<Item = usize> {
    let from = places.partition_point(|&at| at < within.start);
    places[from..].iter().copied().take_while(move |&at| at < within.end)
}
