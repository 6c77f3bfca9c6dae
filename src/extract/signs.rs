//! Signs: the small things about a sentence whose weights tell whether what was read in it stands.

use super::Commitment;
use super::context::Context;
use super::reading::{Reading, Unit};
use crate::lexicon::Lexicon;
use crate::lexicon::tags;
use crate::lexicon::weights::{EDGE, Place, Scale, Sign, Tenths, Weight};
use crate::lexicon::words::TokenKind;
use crate::span::Span;

/// What is done with each sign.
pub(super) trait Weigh {
    fn sign(&mut self, sign: Sign<'_>);
}

/// Adds up weights.
pub(super) struct Sum<'l, W = Tenths> {
    scale: &'l Scale<W>,
    pub(super) total: W,
}

impl<'l, W: Weight> Sum<'l, W> {
    pub(super) fn new(scale: &'l Scale<W>) -> Self {
        Sum { scale, total: W::default() }
    }
}

impl<W: Weight> Weigh for Sum<'_, W> {
    fn sign(&mut self, sign: Sign<'_>) {
        if let Some(weight) = self.scale.listed(sign) {
            self.total.add(*weight);
        }
    }
}

/// Keeps each sign with its weight, for whoever asks why.
pub(super) struct Kept<'l, W = Tenths> {
    scale: &'l Scale<W>,
    pub(super) signs: Vec<(String, W)>,
}

impl<'l, W: Weight> Kept<'l, W> {
    pub(super) fn new(scale: &'l Scale<W>) -> Self {
        Kept { scale, signs: Vec::new() }
    }
}

impl<W: Weight> Weigh for Kept<'_, W> {
    fn sign(&mut self, sign: Sign<'_>) {
        self.signs.push((sign.to_string(), self.scale.weight(sign)));
    }
}

/// The signs of some words of a sentence: its neighbours and its words.
pub(super) fn of_words(reading: &Reading, text: &str, within: Span, to: &mut impl Weigh) {
    let units = reading.units_in(within);
    let mut before = EDGE;
    for unit in units {
        to.sign(Sign::Pair(before, unit.tag));
        before = unit.tag;
    }
    to.sign(Sign::Pair(before, EDGE));
    let mut folded = String::new();
    for unit in units.iter().filter(|unit| !matches!(unit.tag, tags::NAME | tags::WHEN)) {
        for token in &reading.tokens[unit.first..=unit.last] {
            if matches!(token.kind, TokenKind::Word | TokenKind::Clitic) {
                token.fold(text, &mut folded);
                to.sign(Sign::Word(&folded));
            }
        }
    }
}

/// The units of a sentence by their place to some words of it.
pub(super) fn of_places(reading: &Reading, words: Span, to: &mut impl Weigh) {
    let start = |unit: &Unit| reading.tokens[unit.first].span.start;
    let from = reading.units.partition_point(|unit| start(unit) < words.start);
    let behind = reading.units.partition_point(|unit| start(unit) < words.end).max(from);
    of_units(&reading.units[..from], Place::Before, to);
    of_units(&reading.units[from..behind], Place::In, to);
    of_units(&reading.units[behind..], Place::Behind, to);
}

/// The signs of some units by their place, each once.
pub(super) fn of_units(units: &[Unit], place: Place, to: &mut impl Weigh) {
    let mut seen = 0_u128;
    for unit in units {
        let bit = 1 << (unit.tag % 128);
        if seen & bit == 0 {
            to.sign(Sign::Unit(place, unit.tag));
        }
        seen |= bit;
    }
}

/// The signs of a commitment in its sentence.
pub(super) fn of_commitment(
    lexicon: &Lexicon,
    (reading, text, span): (&Reading, &str, Span),
    context: &Context,
    fact: &Commitment,
    to: &mut impl Weigh,
) {
    to.sign(Sign::Start);
    of_words(reading, text, span, to);
    of_places(reading, fact.span, to);
    for entry in reading.units.iter().filter_map(|unit| unit.entry) {
        to.sign(Sign::Trait("holds", &lexicon.entry(entry).id));
    }
    fact.because.iter().for_each(|id| to.sign(Sign::Trait("by", id)));
    to.sign(Sign::Trait("side", fact.side.name()));
    to.sign(Sign::Trait("owner", fact.basis.name()));
    to.sign(Sign::Trait("about", context.topic.name()));
    let told =
        [("due", fact.due_text.is_some()), ("owner", !fact.owner.is_empty()), ("question", is_question(span.of(text)))];
    for (what, _) in told.iter().filter(|(_, holds)| *holds) {
        to.sign(Sign::Trait("told", what));
    }
}

/// Whether some words end with a question mark, whatever closes behind it.
pub(super) fn is_question(words: &str) -> bool {
    words.trim_end_matches(['"', '”', ')', '*', ' ']).ends_with('?')
}
