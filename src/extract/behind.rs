//! What a sentence says of the commitments before it: their day, their owner, that they were refused.

use super::context::{Column, Topic};
use super::reading::Unit;
use super::trace::Basis;
use super::{Commitment, Extractor, Status, Strength};
use crate::lexicon::pattern::Gives;
use crate::lexicon::{Match, Sense};
use crate::note::{Block, BlockKind, Side};
use crate::span::Span;

/// No more commitments than this are taken to be signed together, so that time stays linear.
const MOST: usize = 8;

impl Extractor<'_> {
    /// Gives the commitment of the sentence before its day, where this one only says when: "Expect it on Friday."
    pub(super) fn late_due(&mut self, from: usize, span: Span) -> bool {
        let reading = &self.reading;
        let Some(when) = reading.whens.iter().find(|when| when.date.is_some() && when.is_due()) else { return false };
        let pointing = reading.letters.iter().take(5).any(|&letter| letter == b'z') && reading.units.len() <= 9;
        // "JC – 21/04" behind what JC is to do
        let signed = reading.units.len() <= 8 && reading.letters.iter().all(|letter| b"N@-,()_.&/".contains(letter));
        let fragment = (reading.units.len() <= 2 || signed) && reading.letters.contains(&b'@');
        let patterns = &self.lexicon.patterns().entries;
        let receipt = |id: &String| patterns.iter().any(|pattern| pattern.gives == Gives::Receipt && pattern.id == *id);
        // "Let's say by Friday" sets no meeting where something was promised before
        let only_when = |fact: &Commitment| fact.basis == Basis::Event && reading.is_only_when();
        let own = self.facts.commitments[from..].iter().all(|fact| fact.because.iter().any(receipt) || only_when(fact));
        let Some(last) = self.facts.commitments[..from].last_mut() else { return false };
        let near = is_near(last.span, span.start) && last.due.is_none();
        let same_line = || !self.note.text[last.span.end..span.start].contains('\n');
        let tells = fragment || pointing || ((reading.asks_for_time() || reading.is_only_when()) && same_line());
        let takes = near && own && tells && last.status == Status::Open;
        if takes {
            (last.due, last.due_text) = (when.date, Some(when.span));
            let (owner, home) = (last.owner.clone(), home(&self.note.blocks, last.span.start));
            let before = self.facts.commitments[..from].iter_mut().rev();
            let same = |fact: &&mut Commitment| signed && fact.owner == owner && fact.due_text.is_none();
            for fact in before.take_while(|fact| fact.span.start >= home).take(MOST).filter(same) {
                (fact.due, fact.due_text) = (when.date, Some(when.span));
            }
        }
        takes
    }

    /// Gives what was decided before its owner, where this sentence only tells whose action it is: "Action: Secretary",
    /// "ACTION: RH, 5 May".
    pub(super) fn late_owner(&mut self, block: &Block, from: usize, span: Span) {
        let Some((start, names)) = self.signature(block, span) else { return };
        let Some(who) = self.cast.of_units(self.lexicon, &self.reading, &self.note.text, &self.reading.units[names..])
        else {
            return;
        };
        let when = self.reading.whens.iter().find(|when| when.date.is_some() && when.is_due());
        let before = &mut self.facts.commitments[..from];
        let Some(last) = before.last().map(|last| last.span).filter(|last| is_near(*last, start)) else { return };
        let home = home(&self.note.blocks, last.start);
        for fact in before.iter_mut().rev().take_while(|fact| fact.span.start >= home).take(MOST) {
            if fact.owner.is_empty() || fact.basis == Basis::Author {
                fact.owner.clone_from(&who.owner);
                fact.side = if self.cast.own_meeting { Side::Unknown } else { who.side };
                fact.basis = Basis::Label;
            }
            if let (None, Some(when)) = (fact.due_text, when) {
                (fact.due, fact.due_text) = (when.date, Some(when.span));
            }
        }
    }

    /// Where a sentence that is nothing but "Action", names and a day begins, and the first unit of the names.
    fn signature(&mut self, block: &Block, span: Span) -> Option<(usize, usize)> {
        const LONGEST: usize = 12;
        let units = &self.reading.units;
        if units.len() > LONGEST {
            return None;
        }
        let colon = units.iter().take(4).position(|unit| unit.tag == b':');
        let opening = colon.map(|colon| Span::new(span.start, self.reading.span_of(&units[colon]).start));
        let label = opening.or(block.label.filter(|_| block.content.contains(span)))?;
        let names = colon.map_or(0, |colon| colon + 1);
        let of_names = |unit: &Unit| b"NRM&,./-_)@".contains(&unit.tag);
        let named = units[names..].iter().any(|unit| matches!(unit.tag, b'N' | b'R'));
        let signs = named && units[names..].iter().all(of_names);
        let start = if opening.is_some() { span.start } else { block.span.start };
        let text = self.note.text.as_str();
        let mut actions = || matches!(self.headings.topic(self.lexicon, text, label), Topic::Actions(_));
        let signs = signs && (actions() || self.headings.column(self.lexicon, text, label) == Column::Owner);
        signs.then_some((start, names))
    }

    /// Gives a task of a form the owner that stands in a field above it: "Owner: Ana", "Task: send the list".
    pub(super) fn owner_above(&mut self, index: usize, from: usize) {
        const FARTHEST: usize = 3;
        let (text, blocks) = (self.note.text.as_str(), &self.note.blocks);
        let mut at = index;
        while at > 0 && index - at < FARTHEST && is_near(blocks[at - 1].span, blocks[at].span.start) {
            at -= 1;
            let Some(label) = blocks[at].label else { continue };
            if self.headings.column(self.lexicon, text, label) == Column::Owner {
                let who = self.cast.listed(blocks[at].content.of(text).trim());
                for fact in self.facts.commitments[from..].iter_mut().filter(|fact| fact.basis == Basis::Author) {
                    fact.owner.clone_from(&who.owner);
                    fact.basis = Basis::Label;
                }
                return;
            }
        }
    }

    /// Drops the request of the sentence before, where this one refuses it: "Asked for the buyer's name. Bo would rather not."
    pub(super) fn refuse_last(&mut self, span: Span) {
        const OPENING: usize = 5;
        let reading = &self.reading;
        let refuses = |found: &Match| self.lexicon.entry(found.entry).kind.as_deref() == Some("refused");
        let mut fates = reading.cues(self.lexicon, Sense::Fate, span);
        let opens = fates.any(|found| found.first <= OPENING && refuses(found));
        let asking =
            |id: &String| self.lexicon.entries().iter().any(|entry| entry.sense == Sense::Ask && entry.id == *id);
        let is_asked = |fact: &mut Commitment| {
            let near = is_near(fact.span, span.start);
            let same_line = || !self.note.text[fact.span.end..span.start].contains('\n');
            fact.strength == Strength::Request && near && same_line() && fact.because.iter().any(asking)
        };
        if opens && !self.cast.in_speech() {
            self.facts.commitments.pop_if(is_asked);
        }
    }

    /// Gives the next step of a form the day that stands in the field behind it: "Next step: …", "Next step date: 30/01".
    pub(super) fn day_of_its_own(&mut self, block: &Block, from: usize, span: Span) -> bool {
        let text = self.note.text.as_str();
        let label = block.label.filter(|_| block.kind == BlockKind::KeyValue && self.reading.is_only_when());
        let is_day = |label: Span| {
            let words = label.of(text).to_ascii_lowercase();
            words.ends_with(" date") || words.ends_with(" due") || matches!(&*words, "due" | "by when" | "due date")
        };
        let Some(when) = self.reading.whens.iter().find(|when| when.date.is_some() && when.is_due()) else {
            return false;
        };
        let Some(last) = self.facts.commitments[..from].last_mut() else { return false };
        let near = label.is_some() && is_in_form(&self.note.blocks, last.span, block.span.start);
        let takes = label.is_some_and(is_day) && near && last.due.is_none() && span.contains(when.span);
        if takes {
            (last.due, last.due_text) = (when.date, Some(when.span));
        }
        takes
    }
}

/// Where the block begins that holds a place.
fn home(blocks: &[Block], place: usize) -> usize {
    let behind = blocks.partition_point(|block| block.span.start <= place);
    behind.checked_sub(1).map_or(0, |at| blocks[at].span.start)
}

/// Whether words stand right before a field, or with no more than another field between: "Task: …", "Owner: …", "Due: …".
fn is_in_form(blocks: &[Block], words: Span, place: usize) -> bool {
    let at = blocks.partition_point(|block| block.span.start < place);
    let above = at.checked_sub(1).map(|above| blocks[above].span);
    is_near(words, place) || above.is_some_and(|above| is_near(above, place) && is_near(words, above.start))
}

/// Whether words end right before a place, with a stop and a line end between at most.
fn is_near(words: Span, place: usize) -> bool {
    const FARTHEST: usize = 4;
    words.end <= place && place - words.end <= FARTHEST
}
