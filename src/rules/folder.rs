//! What the notes of a folder come to, and the rules about it.

use super::settings::{Options, RuleSettings};
use super::verdict::ONGOING;
use super::{Check, Finding, Hit, Tests, Verdict};
use crate::span::Span;

/// What the notes of a folder come to, as far as rules ask. Notes without contact are not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many notes tell of a conversation.
    pub notes: usize,
    /// In how many of them the customer committed to something.
    pub committed: usize,
    /// In how many of them there are words that sound like progress, and no customer commitment.
    pub vague: usize,
}

impl Tally {
    /// Counts one more note; `is_vague` tells whether it has vague outcomes.
    pub fn add(&mut self, verdict: Verdict, tests: Tests, is_vague: bool) {
        if verdict == Verdict::NoContact {
            return;
        }
        self.notes += 1;
        self.committed += usize::from(tests.customer_commitment || verdict == Verdict::Order);
        self.vague += usize::from(is_vague && !tests.customer_commitment && ONGOING.contains(&verdict));
    }
}

/// What the rules about folders find, by rule id where only one is asked for.
pub fn judge_folder(tally: &Tally, settings: &RuleSettings, only: &str) -> Option<Finding> {
    let active = settings.active().find(|active| active.rule.id == only)?;
    let Check::Folder(check) = active.rule.check else { return None };
    Some(active.finding(Hit::whole(Span::default(), check(tally, &active.options)?)))
}

pub(super) fn few_commitments(tally: &Tally, options: &Options) -> Option<String> {
    let (share, least) = (share(tally.committed, tally.notes), options.share("min_share"));
    (tally.notes >= options.count("min_notes") && share < least).then(|| {
        let Tally { notes, committed, .. } = tally;
        format!(
            "{committed} of {notes} notes have a customer commitment, {}; at least {} is asked for",
            percent(share),
            percent(least)
        )
    })
}

pub(super) fn many_vague(tally: &Tally, options: &Options) -> Option<String> {
    let Tally { notes, vague, .. } = *tally;
    let (share, most, limit) = (share(vague, notes), options.share("max_share"), options.count("max_notes"));
    if limit > 0 && vague > limit {
        return Some(format!("{vague} notes have only vague outcomes; at most {limit} may"));
    }
    (notes >= options.count("min_notes") && share > most).then(|| {
        format!("{vague} of {notes} notes have only vague outcomes, {}; at most {} may", percent(share), percent(most))
    })
}

fn share(part: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { part as f64 / all as f64 }
}

fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}
