//! Which note is in which deal, and what became of each of its commitments.

use super::rows::Told;
use super::{Contents, NotePage};
use crate::deal::{Deal, Followed};
use rustc_hash::FxHashMap;

/// What deals and notes say of one another, by their places in the contents.
pub(super) struct Index<'a> {
    pub(super) deal_of: Vec<Option<usize>>,
    pub(super) notes_of: Vec<Vec<usize>>,
    /// For each note, and each commitment of it.
    pub(super) told: Vec<Vec<Option<Told<'a>>>>,
}

type Name<'a> = (&'a str, Option<&'a str>);

impl<'a> Index<'a> {
    pub(super) fn new(contents: &Contents<'a>) -> Index<'a> {
        let Contents { notes: pages, deals, .. } = *contents;
        let names = pages.iter().map(|page| (page.record.path.as_str(), page.record.entry.as_deref()));
        let by_name: FxHashMap<Name<'_>, usize> = names.zip(0..).collect();
        let note = |path: &'a str, entry: Option<&'a str>| by_name.get(&(path, entry)).copied();
        let notes = |deal: &'a Deal| -> Vec<usize> {
            deal.notes.iter().filter_map(|one| note(&one.path, one.entry.as_deref())).collect()
        };
        let notes_of: Vec<Vec<usize>> = deals.iter().map(notes).collect();
        let mut deal_of = vec![None; pages.len()];
        for (deal, notes) in notes_of.iter().enumerate() {
            notes.iter().for_each(|&note| deal_of[note] = Some(deal));
        }
        let mut told: Vec<Vec<Option<Told<'_>>>> =
            pages.iter().map(|page| page.record.commitments.iter().map(|_| None).collect()).collect();
        for followed in deals.iter().flat_map(|deal| &deal.commitments) {
            let Some(at) = note(&followed.path, followed.entry.as_deref()) else { continue };
            if let Some(place) = commitment(&pages[at], &told[at], followed) {
                let evidence = followed.evidence.as_ref();
                let evidence = evidence.map(|shown| (shown, note(&shown.path, shown.entry.as_deref())));
                told[at][place] = Some(Told { fate: followed.fate, evidence });
            }
        }
        Index { deal_of, notes_of, told }
    }
}

/// Which commitment of a note was followed: the same words may have two owners, and then the first that is not taken.
fn commitment(page: &NotePage, told: &[Option<Told<'_>>], followed: &Followed) -> Option<usize> {
    let commitments = page.record.commitments.iter().zip(told);
    let is_it = |one: &crate::record::CommitmentRecord| {
        one.region == followed.commitment.region && one.owner == followed.commitment.owner
    };
    commitments.enumerate().find_map(|(at, (one, told))| (told.is_none() && is_it(one)).then_some(at))
}
