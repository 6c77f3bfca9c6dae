//! Which kinds each sense has.

use super::super::weights::KINDS;
use super::super::{Entry, Sense};

const RESOURCES: &[&str] = &["time", "information", "political_capital", "money", "none"];

const LEARNINGS: &[&str] = &KINDS;

const HEADINGS: &[&str] = &[
    "actions",
    "actions-alone",
    "actions-us-alone",
    "actions-them-alone",
    "actions-us",
    "actions-them",
    "not-actions",
    "agenda",
    "people",
    "people-alone",
    "owner",
    "task",
    "due",
    "status",
    "learned",
    "pitch",
];

/// The kinds of a sense, in one or two lists; of a sense without kinds, none.
fn known(sense: Sense) -> [&'static [&'static str]; 2] {
    match sense {
        Sense::Act => [RESOURCES, &["plain"]],
        Sense::Resource => [RESOURCES, &[]],
        Sense::Role => [&["us", "them", "customer", "third", "rival", "both", "unknown"], &[]],
        Sense::Heading => [HEADINGS, LEARNINGS],
        Sense::Vague => [&["praise", "interest", "deferral", "ownerless", "low_bar", "hope", "none"], &[]],
        Sense::Learning => [LEARNINGS, &["none"]],
        Sense::Pressure => [&["pressure", "offer", "deadline"], &[]],
        Sense::Outcome => [
            &[
                "order",
                "ordered",
                "no_sale",
                "no_contact",
                "silent",
                "absent",
                "elsewhere",
                "refusal",
                "rival",
                "bought",
                "won",
                "lost",
                "lost_alone",
                "closed",
                "contact",
                "meets",
                "misses",
                "side_paper",
                "outreach",
                "waits",
                "wins",
                "signs",
                "alive",
                "others",
                "earlier",
                "formerly",
                "planned",
                "aftermath",
                "none",
            ],
            &[],
        ],
        Sense::They | Sense::Him => [&["man", "woman", "many"], &[]],
        Sense::Determiner => [&["us", "you", "them"], &[]],
        Sense::Cell => [&["nobody", "everybody", "done", "dropped"], &[]],
        Sense::If => [&["when"], &[]],
        Sense::Book => [&["when", "event"], &[]],
        Sense::Fate => [&["done", "undone", "refused", "paper", "offer", "priced", "query", "champion"], &[]],
        Sense::Preposition | Sense::And => [&["verb"], &[]],
        Sense::Let => [&["me"], &[]],
        Sense::Please => [&["know", "plain"], &[]],
        Sense::Receive => [&["given"], &[]],
        Sense::Say => [&["mind"], &[]],
        Sense::Yes => [&["promise", "taken"], &[]],
        Sense::Owe => [&["theirs", "duty"], &[]],
        Sense::Agree => [&["offer", "doing"], &[]],
        Sense::Aim => [&["rule"], &[]],
        Sense::Hedge => [&["day"], &[]],
        Sense::Correction => [&["none", "dropped"], &[]],
        Sense::Resume => [&["try", "see"], &[]],
        _ => [&[], &[]],
    }
}

/// What is expected in place of a kind that the entry's sense does not have, and what was found.
pub(super) fn wrong(entry: &Entry) -> Option<(String, String)> {
    let known = known(entry.sense).concat();
    let found = entry.kind.as_deref();
    let optional = known.is_empty()
        || matches!(
            entry.sense,
            Sense::If
                | Sense::Preposition
                | Sense::And
                | Sense::Book
                | Sense::Let
                | Sense::Please
                | Sense::Receive
                | Sense::Say
                | Sense::They
                | Sense::Him
                | Sense::Determiner
                | Sense::Yes
                | Sense::Aim
                | Sense::Hedge
                | Sense::Correction
                | Sense::Resume
                | Sense::Agree
                | Sense::Owe
        );
    if found.map_or(optional, |kind| known.contains(&kind)) {
        return None;
    }
    let expected = match known.is_empty() {
        true => format!("no `kind` with sense \"{}\"", entry.sense),
        false => format!("a `kind` out of {}", known.join(", ")),
    };
    Some((expected, found.map_or_else(|| "none".to_owned(), |kind| format!("\"{kind}\""))))
}
