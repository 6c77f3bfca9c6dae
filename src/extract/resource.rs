//! What a commitment costs the customer: told by its objects and addressees where a cue does, else by its verbs.

use super::Resource;
use super::reading::Reading;
use crate::lexicon::words::TokenKind;
use crate::lexicon::{EntryId, Lexicon, Match, Sense};
use crate::span::Span;

/// The resources that the words of a commitment spend, in a fixed order. `act` is the unit of its verb, if it has one;
/// `joint` whether both sides take part.
pub(super) fn spent(
    lexicon: &Lexicon,
    reading: &Reading,
    span: Span,
    act: Option<usize>,
    joint: bool,
) -> Vec<Resource> {
    if joint {
        return vec![Resource::Time];
    }
    let from = act.map_or(0, |act| reading.units[act].first);
    let words = Words { lexicon, reading, span };
    let cues = words.resources();
    let acts = words.acts(from);
    let costs: Vec<Resource> = acts.iter().copied().flatten().collect();
    let mut spent = match costs.first() {
        _ if cues.iter().copied().any(is_costly) => cues.into_iter().filter(|&cue| is_costly(cue)).collect(),
        Some(&first) if is_costly(first) => {
            cues.into_iter().filter(|&cue| cue == Resource::Information).chain([first]).collect()
        }
        Some(Resource::Time) if cues == [Resource::Information] => vec![Resource::Time, Resource::Information],
        _ if !cues.is_empty() => cues,
        Some(&first) => vec![costs.iter().copied().find(|&cost| is_costly(cost)).unwrap_or(first)],
        None => vec![words.by_nouns(!acts.is_empty())],
    };
    spent.sort_unstable();
    spent.dedup();
    spent
}

/// Whether it is of those that outweigh the time and information that come with them.
fn is_costly(resource: Resource) -> bool {
    matches!(resource, Resource::PoliticalCapital | Resource::Money)
}

fn named(kind: &str) -> Option<Resource> {
    match kind {
        "time" => Some(Resource::Time),
        "information" => Some(Resource::Information),
        "political_capital" => Some(Resource::PoliticalCapital),
        "money" => Some(Resource::Money),
        _ => None,
    }
}

/// The words of one commitment.
struct Words<'r> {
    lexicon: &'r Lexicon,
    reading: &'r Reading,
    span: Span,
}

impl Words<'_> {
    fn of(&self, sense: Sense) -> impl Iterator<Item = &Match> {
        self.reading.cues(self.lexicon, sense, self.span)
    }

    fn cost(&self, entry: EntryId) -> Option<Resource> {
        self.lexicon.entry(entry).kind.as_deref().and_then(named)
    }

    fn resources(&self) -> Vec<Resource> {
        let mut cues: Vec<Resource> = self.of(Sense::Resource).filter_map(|found| self.cost(found.entry)).collect();
        cues.sort_unstable();
        cues.dedup();
        cues
    }

    /// What each verb from a token on costs; `None` is a verb that costs whatever its object does.
    fn acts(&self, from: usize) -> Vec<Option<Resource>> {
        let acts = self.of(Sense::Act).filter(|found| found.first >= from && self.is_verb(found));
        acts.map(|found| self.cost(found.entry)).collect()
    }

    /// Whether a verb's word does not stand inside a noun: "the review meeting", but "to review the deck".
    fn is_verb(&self, found: &Match) -> bool {
        let nouns = self.of(Sense::Thing).chain(self.of(Sense::Event));
        if !nouns.into_iter().any(|noun| noun.first <= found.first && found.last <= noun.last) {
            return true;
        }
        let before = found.first.checked_sub(1).map(|before| self.reading.tokens[before]);
        match before.filter(|token| self.span.contains(token.span)) {
            None => true,
            Some(token) if token.kind != TokenKind::Word => token.is_mark(),
            Some(_) => self
                .reading
                .matches
                .iter()
                .any(|other| other.last + 1 == found.first && calls_for_verb(self.lexicon.entry(other.entry).sense)),
        }
    }

    fn by_nouns(&self, acts: bool) -> Resource {
        let thing = self.of(Sense::Thing).next().is_some();
        let event = self.of(Sense::Event).next().is_some();
        match (thing, event || acts) {
            (false, true) => Resource::Time,
            _ => Resource::Information,
        }
    }
}

/// Senses behind which a word that is noun and verb is a verb.
fn calls_for_verb(sense: Sense) -> bool {
    matches!(
        sense,
        Sense::To
            | Sense::Will
            | Sense::Would
            | Sense::Can
            | Sense::Might
            | Sense::FirstPerson
            | Sense::We
            | Sense::You
            | Sense::They
            | Sense::And
            | Sense::Please
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::people::Directory;

    fn cost(text: &str) -> Vec<Resource> {
        let lexicon = Lexicon::embedded();
        let (span, mut reading) = (Span::new(0, text.len()), Reading::default());
        reading.read(lexicon, &Directory::default(), text, span, None);
        spent(lexicon, &reading, span, None, false)
    }

    #[test]
    fn a_body_or_boss_outweighs_the_paper_that_goes_there() {
        assert_eq!(cost("will present the figures to the board"), [Resource::PoliticalCapital]);
        assert_eq!(cost("will send us the purchase order"), [Resource::Money]);
    }

    #[test]
    fn a_verb_counts_where_it_is_one() {
        assert_eq!(cost("to review the draft"), [Resource::Time]);
        assert_eq!(cost("will send the org chart"), [Resource::Information]);
        assert_eq!(cost("the meeting notes"), [Resource::Information]);
    }

    #[test]
    fn both_sides_spend_time() {
        let lexicon = Lexicon::embedded();
        let reading = Reading::default();
        assert_eq!(spent(lexicon, &reading, Span::new(0, 0), None, true), [Resource::Time]);
    }
}
