//! From a note's sentences to facts: commitments, vague outcomes, learnings, pressure closes.

mod attendance;
mod behind;
mod commitments;
pub mod context;
mod cues;
mod dialogue;
mod facts;
mod heads;
mod items;
mod learnings;
mod lists;
mod outcomes;
mod places;
mod quotes;
pub mod reading;
mod receipts;
mod resource;
mod resumed;
mod signs;
mod table;
mod terms;
pub mod trace;
mod turns;
mod unheard;
pub mod who;

pub use facts::{
    Because, Commitment, Ending, Facts, Learning, LearningKind, Outcome, Pressure, Resource, Status, Strength, Vague,
    VagueKind,
};

use crate::dates::{Order, find_absolute};
use crate::lexicon::Lexicon;
use crate::lexicon::pattern::PatternMatch;
use crate::lexicon::weights::{Points, Tenths};
use crate::note::blocks;
use crate::note::people::Directory;
use crate::note::{Block, BlockKind, Note, Side, Us};
use crate::span::Span;
use commitments::Scene;
use context::{Context, HeadingReader, Topic};
use dialogue::Dialogue;
use learnings::learning_kind;
use reading::Reading;
use signs::Sum;
use std::ops::Range;
use table::Row;
use trace::{Fates, NoteTrace, SentenceTrace};
use turns::Turns;
use who::Cast;

/// Finds the facts of a note.
pub fn extract(lexicon: &Lexicon, note: &Note, us: &Us) -> Facts {
    let people = Directory::new(&note.meta.participants, us);
    let mut extractor = Extractor::new(lexicon, note, &people, us);
    extractor.run();
    extractor.facts
}

/// Finds the facts of a note again and tells of each sentence why something was found in it, or was not.
pub fn trace(lexicon: &Lexicon, note: &Note, us: &Us) -> NoteTrace {
    let people = Directory::new(&note.meta.participants, us);
    let mut extractor = Extractor::new(lexicon, note, &people, us);
    extractor.trace = Some(Vec::new());
    extractor.run();
    let mut sentences = extractor.trace.take().unwrap_or_default();
    sentences.sort_by_key(|sentence| sentence.span);
    sentences.iter_mut().for_each(|sentence| sentence.settle(&extractor.facts));
    NoteTrace { sentences, no_contact: extractor.unheard_signs() }
}

/// Bytes of a table row above which its cells are read one by one, so that time stays linear.
const LONGEST_ROW: usize = 4096;

/// What the signs of a firm commitment with a day weigh at least: a day is more than they can outweigh.
const DATED: Tenths = 12;

/// How many items of a list have been read, and how many of them hold promises.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    items: usize,
    promises: usize,
}

impl Tally {
    /// Whether so many items were promises that the next is more likely one than not.
    const fn is_of_promises(self) -> bool {
        self.promises >= 2 && self.promises * 2 >= self.items
    }

    /// The tally behind a block: what is no item ends the list.
    const fn behind(self, is_item: bool, promises: bool) -> Tally {
        match is_item {
            true => Tally { items: self.items + 1, promises: self.promises + promises as usize },
            false => Tally { items: 0, promises: 0 },
        }
    }
}

/// One pass over a note's sentences.
struct Extractor<'n> {
    lexicon: &'n Lexicon,
    note: &'n Note,
    people: &'n Directory,
    cast: Cast<'n>,
    reading: Reading,
    headings: HeadingReader,
    turns: Turns<'n>,
    patterns: Vec<PatternMatch>,
    /// What a line of its own that reads like a heading said of the lines below it.
    running: Topic,
    dialogue: Dialogue<'n>,
    /// The list that is being read.
    list: Tally,
    /// The sentences between the first and the last that tell something.
    telling: Range<usize>,
    /// Whether the lines are those of an earlier mail that is replied to: what was promised there is old.
    is_reply: bool,
    facts: Facts,
    /// What is told of each sentence, where somebody asks.
    trace: Option<Vec<SentenceTrace>>,
}

impl<'n> Extractor<'n> {
    fn new(lexicon: &'n Lexicon, note: &'n Note, people: &'n Directory, us: &Us) -> Self {
        Extractor {
            lexicon,
            note,
            people,
            cast: Cast::new(note, people, us),
            reading: Reading::in_order(Order::told_by(&note.text, note.meta.date)),
            headings: HeadingReader::default(),
            turns: Turns::find(note),
            patterns: Vec::new(),
            running: Topic::None,
            dialogue: Dialogue::default(),
            list: Tally::default(),
            telling: outcomes::telling(note),
            is_reply: false,
            facts: Facts::default(),
            trace: None,
        }
    }
}

impl Extractor<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while at < self.note.sentences.len() {
            let index = self.note.sentences[at].block;
            let block = &self.note.blocks[index];
            let behind = match block.kind {
                BlockKind::TableCell { .. } => self.table_row(index),
                _ => index + 1,
            };
            if let (BlockKind::MailHeader, Some(label)) = (block.kind, block.label)
                && index > 0
            {
                self.cast.enter_message(label.of(&self.note.text), block.content.of(&self.note.text));
            }
            let quoted = matches!(block.kind, BlockKind::Quote { .. });
            match quoted {
                true => self.cast.enter_quotation(self.note, index),
                false => self.cast.leave_quotation(),
            }
            self.is_reply = quoted && (self.is_reply || blocks::opens_reply(block.content.of(&self.note.text)));
            let known = self.facts.commitments.len();
            let end = at + self.note.sentences[at..].iter().take_while(|sentence| sentence.block < behind).count();
            if matches!(block.kind, BlockKind::Heading { .. }) {
                self.running = Topic::None;
                for sentence in at..end {
                    self.heading(self.note.sentences[sentence].span);
                }
            } else if !matches!(block.kind, BlockKind::TableCell { .. }) && context::is_readable(block) {
                let mut context = self.headings.context(self.lexicon, self.people, self.note, index);
                if matches!(context.topic, Topic::Actions(_)) && end - at > 1 && self.is_closing_remark(index) {
                    context.topic = Topic::None;
                }
                let speaker = self.turns.speaker(block, &self.note.text);
                let speaker = speaker.filter(|_| !matches!(context.topic, Topic::Actions(_)) || turns::is_turn(block));
                self.cast.enter_block(speaker);
                if let (None, Some(label)) = (speaker, block.label.or(context.owner)) {
                    self.cast.remember_label(label.of(&self.note.text));
                }
                if self.is_heading_line(block, end - at) {
                    at = end.max(at + 1);
                    continue;
                }
                if context.topic == Topic::None {
                    context.topic =
                        if self.follows_arrow(block) { Topic::Actions(Side::Unknown) } else { self.running };
                }
                // who was there is a list: a paragraph of sentences is no longer about that
                if context.topic == Topic::People && block.kind == BlockKind::Paragraph && end - at > 1 {
                    context.topic = Topic::None;
                }
                let bare = block.label.is_some() && block.content.is_empty();
                for sentence in (at..end).filter(|_| !bare) {
                    let mut span = self.note.sentences[sentence].span;
                    if sentence == at && (speaker.is_some() || self.is_topic_label(block)) {
                        span.start = block.content.start.clamp(span.start, span.end);
                    }
                    if quoted {
                        self.cast.enter_quoted_line(span.of(&self.note.text));
                    }
                    for part in self.thoughts(block, span, &context) {
                        self.sentence(index, part, &context, sentence == at);
                    }
                }
            }
            let is_item = matches!(block.kind, BlockKind::ListItem { .. } | BlockKind::Checkbox { .. });
            self.list = self.list.behind(is_item, self.facts.commitments.len() > known);
            at = end.max(at + 1);
        }
        self.titles();
        self.dialogue.settle(self.lexicon, &mut self.facts.commitments);
        self.sort();
        self.unanswered_mail();
        self.unheard();
    }

    /// Puts each list in order of place: heads and cues of a sentence may be found out of order.
    fn sort(&mut self) {
        self.facts.commitments.sort_by_key(|fact| fact.span);
        self.facts.vague.sort_by_key(|fact| fact.span);
        self.facts.learnings.sort_by_key(|fact| fact.span);
        self.facts.pressure.sort_by_key(|fact| fact.span);
    }

    /// Whether a block's label says what it is about ("Action:", "Budget:") and not who is to act.
    fn is_topic_label(&mut self, block: &Block) -> bool {
        let topic = |label| self.headings.topic(self.lexicon, &self.note.text, label);
        block.kind != BlockKind::SpeakerTurn && block.label.map(topic).is_some_and(|topic| topic != Topic::None)
    }

    /// The thoughts of a sentence: in a list of actions, each of those that semicolons or line ends part.
    fn thoughts(&self, block: &Block, span: Span, context: &Context) -> Vec<Span> {
        if !matches!(context.topic, Topic::Actions(_)) {
            return vec![span];
        }
        let lines = block.kind == BlockKind::KeyValue;
        let mut parts = Vec::new();
        let mut start = span.start;
        let words = span.of(&self.note.text);
        for (at, mark) in words.match_indices(|c| c == ';' || c == '/' || (lines && c == '\n')) {
            if mark == "/" && !lists::parts_thoughts(words, start - span.start, at) {
                continue;
            }
            parts.push(Span::new(start, span.start + at).trimmed(&self.note.text));
            start = span.start + at + 1;
        }
        parts.push(Span::new(start, span.end).trimmed(&self.note.text));
        parts.retain(|part| !part.is_empty());
        parts
    }

    /// Whether a short line without a stop says what the lines below it are about; notes it if so.
    fn is_heading_line(&mut self, block: &Block, sentences: usize) -> bool {
        let words = block.content.of(&self.note.text);
        let short =
            sentences == 1 && words.split_whitespace().nth(5).is_none() && !words.trim_end().ends_with(['.', '?', '!']);
        if !matches!(block.kind, BlockKind::Paragraph) || !short || block.label.is_some() {
            return false;
        }
        let topic = self.headings.topic(self.lexicon, &self.note.text, block.content);
        if topic != Topic::None {
            self.running = topic;
        }
        topic != Topic::None
    }

    /// Whether a block is nested under an item that is more than a title.
    fn is_remark(&self, block: &Block) -> bool {
        let above = block.parent.map(|parent| self.note.blocks[parent].content.of(&self.note.text).trim());
        above.is_some_and(|words| {
            block.label.is_none() && !words.ends_with(':') && words.split_whitespace().nth(4).is_some()
        })
    }

    /// Reads a row of a table; returns the first block behind it.
    fn table_row(&mut self, first: usize) -> usize {
        let (cells, behind) = table::row(self.lexicon, self.note, &mut self.headings, first);
        let context = self.headings.context(self.lexicon, self.people, self.note, first);
        let (Some(head), Some(last)) = (cells.first(), cells.last()) else { return behind };
        let row = Span::new(head.content.start, last.content.end);
        match table::read(self.lexicon, self.people, self.note, &self.cast, &context, &cells, &mut self.reading) {
            Row::Acts(facts) => {
                for fact in facts {
                    self.row(fact.span, std::slice::from_ref(&fact));
                    self.facts.commitments.push(fact);
                }
                return behind;
            }
            Row::Open => {
                self.row(row, &[]);
                return behind;
            }
            Row::Other => {}
        }
        // a row is read as one thought, unless it is longer than any
        if row.len() <= LONGEST_ROW {
            self.sentence(first, row, &context, true);
        } else {
            cells.iter().for_each(|cell| self.sentence(cell.block, cell.content, &context, true));
        }
        behind
    }

    /// Whether a paragraph stands below a list or a table as a remark on it all: "*MK: Anita is the one who suffers. …*"
    fn is_closing_remark(&self, index: usize) -> bool {
        let (block, above) = (&self.note.blocks[index], index.checked_sub(1).map(|above| &self.note.blocks[above]));
        let listed = |above: &Block| {
            let is_row = matches!(above.kind, BlockKind::TableCell { .. } | BlockKind::TableHeader);
            is_row || matches!(above.kind, BlockKind::ListItem { .. } | BlockKind::Checkbox { .. })
        };
        let somebody = |label: Span| self.people.resolve(label.of(&self.note.text)).is_some();
        matches!(block.kind, BlockKind::Paragraph | BlockKind::KeyValue)
            && block.label.is_none_or(somebody)
            && above.is_some_and(listed)
    }

    /// Whether an arrow for a bullet says that an item is what follows from the others.
    fn follows_arrow(&self, block: &Block) -> bool {
        matches!(block.kind, BlockKind::ListItem { .. })
            && block.span.of(&self.note.text).trim_start().starts_with(['→', '➔', '➜', '⇒'])
    }

    /// Whether a line at the top of the note only says who met when, or who with whom ("Acme <> Northpeak").
    fn is_header(&self, span: Span) -> bool {
        let words = span.of(&self.note.text);
        let is_short = || words.split_whitespace().nth(9).is_none();
        let is_dated = || !find_absolute(words, Order::default()).is_empty();
        self.opens_note(span) && is_short() && (words.contains(" <> ") || is_dated())
    }

    /// Whether words stand in one of the first two sentences of the note.
    fn opens_note(&self, span: Span) -> bool {
        self.note.sentences.iter().take(2).any(|sentence| sentence.span.contains(span))
    }

    /// Whether a line at the top of the note is a row of what a form knows: "Log a call | Thu 12 Mar 2026 | Owner: Ann",
    /// "Acme - call on the audit - 12 March 2026".
    fn is_head_row(&self, span: Span) -> bool {
        let words = span.of(&self.note.text);
        let opens = self.note.sentences.first().is_some_and(|first| first.span == span);
        let parted = words.contains(" | ") || [" – ", " - "].iter().any(|mark| words.matches(mark).nth(1).is_some());
        opens && parted && !find_absolute(words, Order::default()).is_empty()
    }

    /// Takes out the firm commitments from an index on that the signs of their sentence outweigh: what is tentative,
    /// conditional or asked is so by its own words. Returns those that stand and those that fell. The weights are those of
    /// notes about a customer, by one of ours who is known: minutes and mails of one's own are put otherwise.
    fn weigh(&mut self, from: usize, context: &Context, span: Span) -> (Vec<Commitment>, Vec<Commitment>) {
        let mut all = self.facts.commitments.split_off(from);
        let sentence = (&self.reading, self.note.text.as_str(), span);
        for fact in all.iter_mut().filter(|fact| self.cast.us_known && fact.strength == Strength::Firm) {
            let mut sum = Sum::new(&self.lexicon.weights().commitment);
            signs::of_commitment(self.lexicon, sentence, context, fact, &mut sum);
            let least = if fact.due.is_some() { DATED } else { Tenths::MIN };
            fact.chance = Some(Points(sum.total.max(least)).chance());
        }
        let (found, outweighed): (Vec<_>, Vec<_>) = all.into_iter().partition(|fact| fact.chance != Some(0));
        self.facts.commitments.extend_from_slice(&found);
        (found, outweighed)
    }

    /// Takes out what the sentence before tells to be asked of us where this one promises it: "She asked for a price. I am
    /// to have it on her desk by Friday." Returns where those of this sentence begin.
    fn answer_the_one_before(&mut self, from: usize, span: Span) -> usize {
        const NEAR: usize = 3;
        let Some((before, now)) = from.checked_sub(1).zip(self.facts.commitments.get(from)) else { return from };
        let asked = &self.facts.commitments[before];
        let is_near = asked.span.end <= span.start && span.start - asked.span.end <= NEAR;
        let is_asked = asked.side == Side::Us && asked.strength == Strength::Request;
        let is_promised = now.side == Side::Us && now.strength == Strength::Firm;
        let taken_up = self.reading.units_in(now.span).iter().any(|unit| matches!(unit.tag, b'z'))
            || now.span.of(&self.note.text).split_whitespace().any(|word| word == "them");
        if !(is_near && is_asked && is_promised && taken_up) {
            return from;
        }
        self.facts.commitments.remove(before);
        before
    }

    fn sentence(&mut self, block: usize, span: Span, context: &Context, first: bool) {
        let index = block;
        let block = &self.note.blocks[index];
        let text = self.note.text.as_str();
        self.reading.read(self.lexicon, self.people, text, span, self.note.meta.date);
        self.cast.heed(&self.reading, text);
        self.refuse_last(span);
        let outside = self.cast.speak_quoted();
        self.cast.follow(self.lexicon, &self.reading, text);
        self.dialogue.hear(self.lexicon, self.note, index, span, &self.reading);
        let from = self.facts.commitments.len();
        let mut fates = Fates::new(self.trace.is_some());
        let done = matches!(block.kind, BlockKind::Checkbox { done: true, .. });
        let is_item =
            matches!(block.kind, BlockKind::ListItem { .. } | BlockKind::Checkbox { .. } | BlockKind::KeyValue);
        let mut context = context.clone();
        // "Clocks: four are dead. [ ] buy batteries"
        let boxed =
            span.of(text).starts_with("[ ] ") && self.reading.letters.iter().take(3).any(|&letter| letter == b'v');
        let task = boxed || matches!(block.kind, BlockKind::Checkbox { .. });
        if task && !matches!(context.topic, Topic::Actions(_) | Topic::People) {
            context.topic = Topic::Actions(Side::Unknown);
        }
        let scene = Scene {
            lexicon: self.lexicon,
            text,
            cast: &self.cast,
            context: &context,
            reading: &self.reading,
            span,
            today: self.note.meta.date,
            done,
            is_header: first && self.opens_note(span) && span.len() < 80,
            is_item: is_item || matches!(context.topic, Topic::Actions(_)),
            is_remark: self.is_remark(block),
            is_among_promises: self.list.is_of_promises(),
            is_owned: is_item
                && matches!(self.reading.letters.first(), Some(b'N' | b'J' | b'R' | b'(' | b'_'))
                && self.is_owned_list(index, self.list),
            is_help: is_help(block, span, text),
        };
        let quoted = scene.quoted_next(self.cast.quoted());
        let is_head_row = self.is_head_row(span);
        if context.topic != Topic::Agenda && !self.is_reply && !is_head_row {
            scene.by_patterns(&mut self.patterns, &mut fates, &mut self.facts.commitments);
        }
        if self.facts.commitments.len() == from && !self.is_reply {
            self.facts.commitments.extend(dialogue::word_given(&scene));
        }
        let listed = matches!(
            block.kind,
            BlockKind::ListItem { .. } | BlockKind::Checkbox { .. } | BlockKind::KeyValue | BlockKind::Paragraph
        );
        let by_mark = matches!(self.reading.letters.as_slice(), [b'N' | b'M' | b'R' | b'J', b'>' | b'/', ..]);
        let whole = first || by_mark || boxed || matches!(block.kind, BlockKind::Paragraph | BlockKind::KeyValue);
        if self.facts.commitments.len() == from && listed && whole && !is_head_row {
            let item = items::whole_item(&scene).or_else(|| items::loose_item(&scene));
            self.facts.commitments.extend(item.into_iter().flatten());
        }
        if let Some(part) = self.facts.commitments.get(from).and_then(|next| items::leading_part(&scene, next)) {
            self.facts.commitments.insert(from, part);
        }
        self.late_owner(block, from, span);
        if block.kind == BlockKind::KeyValue {
            self.owner_above(index, from);
        }
        let late = self.late_due(from, span) || self.day_of_its_own(block, from, span);
        if late {
            self.facts.commitments.truncate(from);
        }
        let from = self.answer_the_one_before(from, span);
        let (found, outweighed) = self.weigh(from, &context, span);
        let sentence = cues::Sentence {
            lexicon: self.lexicon,
            text,
            reading: &self.reading,
            context: &context,
            span,
            commitments: &found,
            cast: &self.cast,
            in_speech: self.cast.in_speech(),
            is_header: self.is_header(span),
            is_prominent: block.kind == BlockKind::KeyValue || self.is_prominent(span),
            today: self.note.meta.date,
            ours_speak: !self.cast.in_speech() || self.cast.author().side == Side::Us,
        };
        let pressed = self.facts.pressure.len();
        sentence.facts(&mut self.facts);
        if self.facts.pressure.len() > pressed && !matches!(context.topic, Topic::Actions(_)) {
            // an offer that expires binds nobody until it is taken; to make it may be somebody's task
            let own = self.facts.commitments.split_off(from);
            self.facts.commitments.extend(own.into_iter().filter(|fact| fact.strength != Strength::Conditional));
        }
        if let Some(trace) = &mut self.trace {
            trace.push(SentenceTrace::new(&sentence, fates, &outweighed, late, &self.facts));
        }
        self.cast.leave_sentence(outside, quoted);
    }
}

/// Whether only a few words with a question mark stand before a sentence in its block: "Any trouble? Ring Bob."
fn is_help(block: &Block, span: Span, text: &str) -> bool {
    const MOST: usize = 4;
    let before = block.content.start..span.start.max(block.content.start);
    let asked = text.get(before).unwrap_or_default().trim();
    asked.ends_with('?') && asked.split_whitespace().nth(MOST).is_none()
}
