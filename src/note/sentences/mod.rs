//! Where sentences end in notes.
//!
//! A block always ends a sentence. Inside a block a scan stops at the few bytes that may end one, and rules look at the words
//! around: marks and abbreviations (`end`), markers of inline lists (`inline_list`), and line breaks, which end a sentence
//! where lines are a thought each and do not where text is wrapped.

mod end;
mod inline_list;
mod words;
mod wrap;

#[cfg(test)]
mod tests;

use super::{Block, BlockKind, Sentence};
use crate::span::Span;
use inline_list::Item;
use wrap::Wrap;

/// The sentences of a text's blocks, in order.
pub fn split(text: &str, blocks: &[Block]) -> Vec<Sentence> {
    let mut sentences = Vec::with_capacity(blocks.len());
    for (index, block) in blocks.iter().enumerate() {
        let span = spoken(text, block).trimmed(text);
        match block.kind {
            _ if span.is_empty() => {}
            BlockKind::Code
            | BlockKind::FrontMatter
            | BlockKind::MailHeader
            | BlockKind::TableHeader
            | BlockKind::Heading { .. } => sentences.push(Sentence { span, block: index }),
            _ => Splitter::new(text, block, index, span, &mut sentences).run(),
        }
    }
    sentences
}

/// What of a block is split. A label is part of the first sentence, a speaker's name or a header's is not.
fn spoken(text: &str, block: &Block) -> Span {
    let Some(label) = block
        .label
        .filter(|_| !matches!(block.kind, BlockKind::SpeakerTurn | BlockKind::MailHeader | BlockKind::FrontMatter))
    else {
        return block.content;
    };
    let before = &text.as_bytes()[block.span.start..label.start];
    let markup = before.iter().rev().take_while(|b| matches!(b, b'*' | b'_' | b'@' | b'[' | b'\\')).count();
    Span::new(label.start - markup, block.content.end)
}

/// Nobody says more in one breath: a longer run without a stop (a dump, a transcript without marks) is cut between two
/// words, so that whatever looks around in a sentence looks at no more than this.
const LONGEST: usize = 4096;

/// Where a sentence has to end: at its end, or between two words where it is too long.
fn breath(text: &str, span: Span) -> usize {
    if span.len() <= LONGEST {
        return span.end;
    }
    let mut at = span.start + LONGEST;
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    text[span.start..at].rfind(char::is_whitespace).map_or(at, |space| span.start + space)
}

/// Bytes where a sentence may end, or the first bytes of characters where it may.
const STOPS: [bool; 256] = {
    let mut stops = [false; 256];
    let bytes = [b'.', b'!', b'?', b'\n', b')', 0xE2, 0xE3, 0xEF];
    let mut at = 0;
    while at < bytes.len() {
        stops[bytes[at] as usize] = true;
        at += 1;
    }
    stops
};

/// Splits one block.
struct Splitter<'t, 's> {
    text: &'t str,
    block: &'t Block,
    index: usize,
    /// What is split.
    span: Span,
    /// Where the current sentence begins.
    start: usize,
    end: usize,
    /// The last marker of an inline list.
    item: Option<Item>,
    /// Measured when the first line break is met.
    wrap: Option<Wrap>,
    sentences: &'s mut Vec<Sentence>,
    /// How many sentences there were before this block.
    before: usize,
}

impl<'t, 's> Splitter<'t, 's> {
    fn new(text: &'t str, block: &'t Block, index: usize, span: Span, sentences: &'s mut Vec<Sentence>) -> Self {
        let item = match block.kind {
            BlockKind::ListItem { .. } => Item::read(&text[block.span.start..span.end]).map(|(item, _)| item),
            _ => None,
        };
        let before = sentences.len();
        Splitter { text, block, index, span, start: span.start, end: span.end, item, wrap: None, sentences, before }
    }

    fn run(mut self) {
        let bytes = &self.text.as_bytes()[..self.end];
        let mut at = self.opening(self.start);
        while let Some(length) = bytes[at..].iter().position(|&b| STOPS[usize::from(b)]) {
            at += length;
            at = match bytes[at] {
                b'\n' => self.line_break(at),
                b')' => self.marker_before(at).unwrap_or(at + 1),
                0xE2 if !bytes[at..].starts_with("…".as_bytes()) => self.bullet(at),
                b'.' => match self.marker_before(at) {
                    Some(next) => next,
                    None => self.mark(at),
                },
                _ => self.mark(at),
            };
        }
        self.push(self.end);
    }

    /// Ends the current sentence at `end`, begins the next behind the white space, and tells where to look on.
    fn cut(&mut self, end: usize) -> usize {
        self.push(end);
        let rest = &self.text[end..self.end];
        let is_quote = matches!(self.block.kind, BlockKind::Quote { .. });
        let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || (is_quote && c == '>'));
        self.start = self.end - rest.len();
        self.opening(self.start)
    }

    fn push(&mut self, end: usize) {
        let mut rest = Span::new(self.start, end).trimmed(self.text);
        while !rest.is_empty() {
            let next = breath(self.text, rest);
            let span = Span::new(rest.start, next).trimmed(self.text);
            self.sentences.push(Sentence { span, block: self.index });
            rest = Span::new(next, rest.end).trimmed(self.text);
        }
    }

    /// Skips the marker that a sentence begins with, and remembers it.
    fn opening(&mut self, start: usize) -> usize {
        let mut at = start;
        while let Some((item, length)) = Item::read(&self.text[at..self.end]) {
            if at == start {
                let first = self.item.filter(|last| item.is_alike(*last));
                if first.is_some() && start > self.block.content.start {
                    self.take_in_marker();
                }
                self.item = Some(item);
            }
            at += length;
            at = self.end - self.text[at..self.end].trim_start().len();
        }
        at
    }

    /// Gives the block's own marker to its first sentence: it is one of an inline list.
    fn take_in_marker(&mut self) {
        match self.sentences.get_mut(self.before) {
            Some(first) => first.span.start = self.block.span.start,
            None => self.start = self.block.span.start,
        }
    }

    /// A stop or mark that may end the sentence.
    fn mark(&mut self, at: usize) -> usize {
        match end::at_mark(self.text, self.start, at, self.end) {
            Ok(end) => self.cut(end),
            Err(next) => next,
        }
    }

    /// Cuts before the marker whose closing stop or bracket is at `at`, if there is one and its list goes on here.
    fn marker_before(&mut self, at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let value = bytes[self.start..at].iter().rev().take(4).take_while(|b| b.is_ascii_alphanumeric()).count();
        let from = at - value;
        if !(1..=3).contains(&value) || from <= self.start || !bytes[from - 1].is_ascii_whitespace() {
            return None;
        }
        let (item, length) = Item::read(&self.text[from..self.end])?;
        self.next_item(item, from, from + length)
    }

    /// A bullet in the text.
    fn bullet(&mut self, at: usize) -> usize {
        let next = at + self.text[at..].chars().next().map_or(1, char::len_utf8);
        let follows_space = at > self.start && self.text.as_bytes()[at - 1].is_ascii_whitespace();
        match Item::read(&self.text[at..next]).filter(|_| follows_space) {
            Some((item, _)) => self.next_item(item, at, next).unwrap_or(next),
            None => next,
        }
    }

    fn next_item(&mut self, item: Item, from: usize, next: usize) -> Option<usize> {
        match self.item {
            Some(last) if item.continues(last) => {
                self.take_in_marker();
                self.item = Some(item);
                Some(self.cut(from))
            }
            None if item.opens_anywhere() => {
                self.item = Some(item);
                Some(next)
            }
            _ => None,
        }
    }

    /// A line break ends the sentence unless the text is wrapped there.
    fn line_break(&mut self, at: usize) -> usize {
        let is_wrapped = match self.block.kind {
            BlockKind::ListItem { .. } | BlockKind::Checkbox { .. } | BlockKind::KeyValue => true,
            BlockKind::Signature => false,
            _ => {
                let wrap = *self.wrap.get_or_insert_with(|| Wrap::measure(self.text, self.span));
                wrap.is_soft(self.text, self.span, at)
            }
        };
        let above = &self.text[self.start..at];
        let is_hard = above.ends_with("  ") || above.ends_with("  \r") || above.trim_end_matches('\r').ends_with('\\');
        let is_soft = is_wrapped && !is_hard && !wrap::are_rows(self.text, self.span, at);
        if is_soft { at + 1 } else { self.cut(at) }
    }
}
