//! One pass over the lines of a note: what each line is, and which lines belong together.
//!
//! Every line is tried against the shapes that can stand there, from the unmistakable (fences, quotes, `#`) to the
//! doubtful (a title without markup); what nothing claims is running text. Nothing looks further ahead than
//! the next line with words, so that the pass is linear.

mod front_matter;
mod heading;
pub(in crate::note) mod label;
pub(in crate::note) mod line;
mod log;
pub(in crate::note) mod mail;
mod marked;
pub(in crate::note) mod marker;
mod plain;
mod table;
mod transcript;
mod words;

#[cfg(test)]
mod tests;

use super::{Block, BlockKind};
use crate::span::Span;
use heading::{Outline, Style};
use line::{Line, Width};
use transcript::Speakers;

/// The blocks of a text, in order.
pub fn parse(text: &str) -> Vec<Block> {
    read(text, false)
}

/// The blocks of a text that is known to be what people said.
pub fn parse_transcript(text: &str) -> Vec<Block> {
    read(text, true)
}

fn read(text: &str, is_transcript: bool) -> Vec<Block> {
    let mut parser = Parser::new(text, is_transcript);
    let mut at = front_matter::read(&mut parser).unwrap_or(0);
    while let Some(line) = Line::read(text, at) {
        at = parser.step(&line);
    }
    parser.close();
    parser.blocks
}

/// A block that the next line may still belong to.
#[derive(Debug, Clone, Copy)]
struct Open {
    block: usize,
    width: Width,
}

/// An item of the lists that the current line may be nested in.
#[derive(Debug, Clone, Copy)]
struct Item {
    indent: usize,
    block: usize,
}

/// Whether quoted text opens as a mail program opens the mail that is replied to: "On Tue, 2 Sep, Ana wrote:".
pub fn opens_reply(quoted: &str) -> bool {
    quoted.lines().next().is_some_and(|line| mail::is_attribution(line.trim()))
}

struct Parser<'t> {
    text: &'t str,
    blocks: Vec<Block>,
    outline: Outline,
    lists: Vec<Item>,
    open: Option<Open>,
    speakers: Speakers<'t>,
    /// Where the last words end.
    body_end: usize,
    /// Whether a new block may begin without regard to the line above.
    is_fresh: bool,
    /// Whether the lines begin with the time of day.
    is_log: bool,
    /// Whether the lines are a mail's.
    is_mail: bool,
    /// Whether everything is an earlier message that is replied to.
    is_reply: bool,
    /// No fence and no comment closes any more: whoever opens one did not mean it.
    unclosed: bool,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str, is_transcript: bool) -> Self {
        Parser {
            text,
            blocks: Vec::new(),
            outline: Outline::default(),
            lists: Vec::new(),
            open: None,
            speakers: Speakers::find(text, is_transcript || transcript::is_titled(text)),
            body_end: text.trim_end().len(),
            is_fresh: true,
            is_log: !is_transcript && log::is_log(text),
            is_mail: false,
            is_reply: false,
            unclosed: false,
        }
    }

    /// Takes one line, or the lines of one construct, and tells where the text goes on.
    fn step(&mut self, line: &Line) -> usize {
        if line.is_blank() {
            self.blank();
            return line.next;
        }
        let words = line.span().of(self.text);
        if let Some(next) = self.marked(line, words) {
            return next;
        }
        if self.extends_signature(line, words) || self.signature(line, words) {
            self.is_fresh = false;
            return line.next;
        }
        let next = self.structured(line).or_else(|| self.titled(line, words)).unwrap_or_else(|| {
            self.running(line, words);
            line.next
        });
        self.is_fresh = matches!(self.blocks.last(), Some(Block { kind: BlockKind::Heading { .. }, .. }));
        next
    }

    fn blank(&mut self) {
        if self.open_kind() != Some(BlockKind::Signature) {
            self.close();
        }
        self.is_fresh = true;
    }

    /// Adds a block that is complete.
    fn emit(&mut self, kind: BlockKind, span: Span, content: Span, label: Option<Span>) -> usize {
        self.close();
        let kind = if self.is_reply { as_reply(kind) } else { kind };
        let parent = self.lists.last().map(|item| item.block);
        self.blocks.push(Block { kind, span, content, label, heading: self.outline.nearest(), parent });
        self.blocks.len() - 1
    }

    /// Adds a complete block whose content may be wholly in bold.
    fn emit_tidy(&mut self, kind: BlockKind, span: Span) {
        let content = tidy(self.text, span);
        self.emit(kind, span, content, None);
    }

    /// Adds a block that the next lines may belong to.
    fn begin(&mut self, kind: BlockKind, span: Span, content: Span, label: Option<Span>) -> usize {
        let block = self.emit(kind, span, content, label);
        let mut width = Width::default();
        width.add(span.of(self.text));
        self.open = Some(Open { block, width });
        block
    }

    /// Makes a line part of the open block; `words` are what counts for its width.
    fn extend(&mut self, line: Span, words: &str) {
        let Some(open) = &mut self.open else { return };
        open.width.add(words);
        let block = &mut self.blocks[open.block];
        if block.content.is_empty() {
            block.content.start = line.start;
        }
        block.span.end = line.end;
        block.content.end = line.end;
    }

    /// Ends the open block.
    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            let block = &mut self.blocks[open.block];
            block.content = tidy(self.text, block.content);
        }
    }

    fn open_kind(&self) -> Option<BlockKind> {
        self.open.map(|open| self.blocks[open.block].kind)
    }

    /// Adds a heading, which ends all lists.
    fn heading(&mut self, style: Style, span: Span, title: Span) {
        self.close();
        self.lists.clear();
        let level = self.outline.enter(style);
        let block = self.emit(BlockKind::Heading { level }, span, tidy(self.text, title), None);
        self.outline.push(style, level, block);
    }

    /// Leaves the items that a line is not indented under.
    fn outdent(&mut self, line: &Line) {
        while self.lists.last().is_some_and(|item| line.indent <= item.indent) {
            self.lists.pop();
        }
    }

    /// The next line with words, across one blank line at most.
    fn below(&self, line: &Line) -> Option<Line> {
        let next = Line::read(self.text, line.next)?;
        if next.is_blank() { Line::read(self.text, next.next).filter(|line| !line.is_blank()) } else { Some(next) }
    }
}

/// What a block is inside an earlier message that is replied to.
fn as_reply(kind: BlockKind) -> BlockKind {
    match kind {
        BlockKind::MailHeader | BlockKind::Signature | BlockKind::Heading { .. } | BlockKind::Code => kind,
        BlockKind::Quote { depth } => BlockKind::Quote { depth: depth.saturating_add(1) },
        _ => BlockKind::Quote { depth: 1 },
    }
}

/// The content without bold marks around the whole.
fn tidy(text: &str, content: Span) -> Span {
    heading::unwrap_markup(text, content).map_or(content, |(inner, _)| inner)
}
