//! Learnings: facts about the customer, told by the sum of the cues in a segment, its shape and its place.

use super::context::Topic;
use super::cues::{Sentence, pressing};
use super::reading::Unit;
use super::signs::{self, Sum, Weigh};
use super::{Because, Facts, Learning, LearningKind};
use crate::lexicon::weights::{ByKind, KINDS, POINT, Place, Sign, Weight};
use crate::lexicon::words::TokenKind;
use crate::lexicon::{Match, Sense};
use crate::span::Span;

/// The sum from which a segment counts as a learning.
pub(super) const THRESHOLD: i32 = 3;

/// What a subject that tells of them adds.
const SUBJECT: i32 = 1;

/// What a heading tells for the kind that it is about.
const HEADED: i32 = 3;

/// How many words a clause has at least.
const CLAUSE: usize = 4;

impl Sentence<'_> {
    /// Adds the learnings of the sentence.
    pub(super) fn learnings(&self, vague: &[Span], facts: &mut Facts) {
        if self.tells_nothing().is_some() {
            return;
        }
        let segments = self.segments();
        for segment in segments {
            let covered = vague.iter().any(|fact| fact.overlaps(segment) && 2 * fact.len() >= segment.len());
            if covered || segment.is_empty() {
                continue;
            }
            if let Some(learning) = self.learning(segment) {
                self.apart(learning, &mut facts.learnings);
            }
        }
    }

    /// Why no learning is looked for in the sentence, where none is.
    pub(super) fn tells_nothing(&self) -> Option<&'static str> {
        match self.context.topic {
            Topic::Pitch => Some("its heading is about what we said"),
            Topic::People => Some("its heading is about who was there"),
            _ if self.is_question() => Some("it is a question"),
            _ if self.is_header => Some("it is one of the note's heading lines"),
            _ if self.ours_speak && pressing(self.lexicon, self.reading, self.span).next().is_some() => {
                Some("it is an offer of ours that expires")
            }
            _ => None,
        }
    }

    /// The sentence without its commitments, cut at semicolons and between main clauses.
    pub(super) fn segments(&self) -> Vec<Span> {
        let mut cuts: Vec<Span> = self.commitments.iter().map(|fact| fact.span).collect();
        cuts.extend(self.reading.units.iter().filter(|unit| unit.tag == b';').map(|unit| self.reading.span_of(unit)));
        cuts.extend(self.clause_dashes());
        cuts.sort_unstable();
        let mut segments = Vec::new();
        let mut start = self.span.start;
        for cut in cuts {
            if cut.start > start {
                segments.push(Span::new(start, cut.start));
            }
            start = start.max(cut.end);
        }
        segments.push(Span::new(start, self.span.end.max(start)));
        segments.iter().map(|segment| self.inner(*segment)).filter(|segment| self.words(*segment) >= 3).collect()
    }

    /// Adds a learning, or one for each main clause where every one of them is a learning by itself.
    fn apart(&self, learning: Learning, out: &mut Vec<Learning>) {
        let mut rest = learning;
        for at in 1..self.reading.units.len().saturating_sub(1) {
            let Some((head, tail)) = self.joined_at(at, rest.span) else { continue };
            if let (Some(head), Some(tail)) = (self.learning(head), self.learning(tail)) {
                out.push(head);
                rest = tail;
            }
        }
        out.push(rest);
    }

    /// What stands before and behind an "and" or "but" that begins a main clause with a subject of its own.
    fn joined_at(&self, at: usize, within: Span) -> Option<(Span, Span)> {
        let units = &self.reading.units;
        let joint = self.reading.span_of(&units[at]);
        let main = matches!(units[at].tag, b'&' | b'!')
            && matches!(units[at + 1].tag, b'T' | b'N' | b'R' | b'I' | b'W' | b'Y' | b'z' | b'M');
        if !main || !within.contains(joint) {
            return None;
        }
        let (head, tail) =
            (self.inner(Span::new(within.start, joint.start)), self.inner(Span::new(joint.end, within.end)));
        (self.words(head) >= CLAUSE && self.words(tail) >= CLAUSE).then_some((head, tail))
    }

    /// The dashes between main clauses: with several words on either side.
    fn clause_dashes(&self) -> impl Iterator<Item = Span> {
        let units = &self.reading.units;
        let ends = |unit: &Unit| matches!(unit.tag, b'-' | b';' | b'.');
        let words = |unit: &&Unit| unit.tag != b',';
        units
            .iter()
            .enumerate()
            .filter(move |(at, unit)| {
                let before = || units[..*at].iter().rev().take_while(|unit| !ends(unit)).filter(words).count();
                let behind = || units[at + 1..].iter().take_while(|unit| !ends(unit)).filter(words).count();
                let spaced = unit.tag == b'-' && self.reading.tokens[unit.first].spaced;
                spaced && before() >= CLAUSE && behind() >= CLAUSE
            })
            .map(|(_, unit)| self.reading.span_of(unit))
    }

    fn inner(&self, span: Span) -> Span {
        let words = span.of(self.text);
        let mark =
            |c: char| !c.is_alphanumeric() && !matches!(c, '"' | '“' | '(' | '€' | '£' | '$' | '₹' | '%' | ')' | '”');
        let start = span.start + (words.len() - words.trim_start_matches(mark).len());
        Span::new(start.min(span.end), (start + words.trim_matches(mark).len()).min(span.end))
    }

    fn words(&self, span: Span) -> usize {
        let tokens = &self.reading.tokens;
        let from = tokens.partition_point(|token| token.span.start < span.start);
        let within = tokens[from..].iter().take_while(|token| token.span.end <= span.end);
        within.filter(|token| !token.is_mark()).count()
    }

    fn learning(&self, segment: Span) -> Option<Learning> {
        let mut sum = self.structure(segment);
        let mut signs = Sum::new(&self.lexicon.weights().learning);
        self.learning_signs(segment, &mut signs);
        let mut because = Because::new();
        for found in self.reading.cues(self.lexicon, Sense::Learning, segment) {
            let entry = self.lexicon.entry(found.entry);
            if because.contains(&entry.id) {
                continue;
            }
            sum += i32::from(entry.weight);
            because.push(entry.id.clone());
        }
        if let Topic::Facts(_) = self.context.topic {
            because.push("heading".to_owned());
        }
        if because.is_empty() {
            // no entry made it: a figure, its subject and its place did
            because.push("shape".to_owned());
        }
        (sum * POINT + signs.total >= THRESHOLD * POINT).then(|| Learning {
            span: segment,
            kind: self.kind_of(segment),
            because,
        })
    }

    /// The signs of a segment, which weigh something beside the points of its cues and its shape.
    pub(super) fn learning_signs(&self, segment: Span, to: &mut impl Weigh) {
        const LONG: [&str; 8] = ["1", "5", "9", "13", "17", "21", "25", "29"];
        to.sign(Sign::Start);
        signs::of_words(self.reading, self.text, segment, to);
        signs::of_units(self.reading.units_in(segment), Place::In, to);
        for found in self.reading.cues(self.lexicon, Sense::Learning, segment) {
            to.sign(Sign::Trait("cue", &self.lexicon.entry(found.entry).id));
        }
        for (what, _) in self.shape(segment).iter().filter(|(_, points)| *points != 0) {
            to.sign(Sign::Trait("shape", what));
        }
        to.sign(Sign::Trait("about", self.context.topic.name()));
        to.sign(Sign::Trait("length", LONG[(self.words(segment).saturating_sub(1) / 4).min(LONG.len() - 1)]));
        if !self.commitments.is_empty() {
            to.sign(Sign::Trait("told", "commitment"));
        }
    }

    /// The kind of a learning: the one with the largest sum of what its cues and its heading tell and its signs weigh.
    fn kind_of(&self, segment: Span) -> LearningKind {
        let mut sum = Sum::new(&self.lexicon.weights().kind);
        self.learning_signs(segment, &mut sum);
        sum.total.add(self.told_kinds(segment));
        if sum.total == ByKind::default() {
            return LearningKind::CurrentState;
        }
        LearningKind::ALL.into_iter().max_by_key(|kind| sum.total[*kind as usize]).unwrap_or(LearningKind::CurrentState)
    }

    /// What cues and the heading tell for each kind: each entry once, with its weight, or one point where that is less.
    pub(super) fn told_kinds(&self, segment: Span) -> ByKind {
        let mut told = ByKind::default();
        if let Topic::Facts(kind) = self.context.topic {
            told[kind as usize] += HEADED * POINT;
        }
        let mut seen = Vec::new();
        for found in self.reading.cues(self.lexicon, Sense::Learning, segment) {
            if seen.contains(&found.entry) {
                continue;
            }
            seen.push(found.entry);
            if let Some(kind) = learning_kind(self.kind(found)) {
                told[kind as usize] += i32::from(self.lexicon.entry(found.entry).weight.max(1)) * POINT;
            }
        }
        told
    }

    fn units_in(&self, segment: Span) -> impl Iterator<Item = &Unit> {
        self.reading.units_in(segment).iter()
    }

    /// Whether a number that is no year or clock time stands in the segment.
    fn has_quantity(&self, segment: Span) -> bool {
        self.units_in(segment).any(|unit| {
            let words = || self.reading.span_of(unit).of(self.text);
            let is_year = |words: &str| words.len() == 4 && (words.starts_with("19") || words.starts_with("20"));
            unit.tag == b'#' && !is_year(words()) && !words().contains([':', '/']) || self.counts_people(unit)
        })
    }

    /// Whether a unit is people with their number: "two people".
    fn counts_people(&self, unit: &Unit) -> bool {
        let is_number = |found: &Match| found.first == unit.first && self.lexicon.sense(found.entry) == Sense::Number;
        let counted = || self.reading.tokens[unit.first].kind == TokenKind::Number;
        unit.tag == b'R' && unit.first < unit.last && (counted() || self.reading.matches.iter().any(is_number))
    }

    /// What the shape of a segment and its place add.
    fn structure(&self, segment: Span) -> i32 {
        self.shape(segment).iter().map(|(_, points)| points).sum()
    }

    /// What it adds who says it.
    fn speaker(&self) -> i32 {
        match (self.in_speech, self.ours_speak) {
            (true, true) => -3,
            (true, false) => 1,
            (false, _) => 0,
        }
    }

    /// What the heading above adds.
    fn topic(&self) -> i32 {
        match self.context.topic {
            Topic::Facts(_) | Topic::Learned => 2,
            Topic::Actions(_) => -3,
            Topic::NotActions => -1,
            _ => 0,
        }
    }

    /// The features of a segment's shape and place, with their points.
    pub(super) fn shape(&self, segment: Span) -> [(&'static str, i32); 5] {
        let subject = self.units_in(segment).find(|unit| !matches!(unit.tag, b'"' | b'(' | b'D' | b'f' | b'&' | b'!'));
        let subject = match subject.map(|unit| unit.tag) {
            Some(b'I' | b'W') if self.ours_speak => -2,
            Some(b'I' | b'W' | b'T' | b'Y') => SUBJECT,
            Some(b'N' | b'R')
                if subject.is_some_and(|unit| self.cast.is_ours(self.lexicon, self.reading, self.text, unit)) =>
            {
                -2
            }
            Some(b'N' | b'R' | b'M') => SUBJECT,
            _ => 0,
        };
        let short = self.words(segment) <= 3 && !matches!(self.context.topic, Topic::Facts(_));
        [
            ("quantity", 2 * i32::from(self.has_quantity(segment))),
            ("subject", subject),
            ("speaker", self.speaker()),
            ("heading", self.topic()),
            ("short", -i32::from(short)),
        ]
    }
}

/// A learning's kind by its name in lexicons.
pub(super) fn learning_kind(name: &str) -> Option<LearningKind> {
    let at = KINDS.iter().position(|kind| *kind == name)?;
    LearningKind::ALL.get(at).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_have_their_names_in_the_order_of_their_weights() {
        for (at, kind) in LearningKind::ALL.into_iter().enumerate() {
            assert_eq!((kind as usize, KINDS[at].replace('_', " ").as_str()), (at, kind.name()));
        }
    }
}
