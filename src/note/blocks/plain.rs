//! Lines that only their shape tells apart: items, turns, rows, titles, keys, and running text.

use super::heading::{self, Style};
use super::line::{Line, is_unfinished};
use super::{Item, Parser, label, log, marker, table};
use crate::note::BlockKind;
use crate::span::Span;

impl Parser<'_> {
    /// Items, turns and rows.
    pub(super) fn structured(&mut self, line: &Line) -> Option<usize> {
        if let Some(marker) = marker::read(self.text, line.span()) {
            self.item(line, marker);
            return Some(line.next);
        }
        if self.is_log
            && let Some((_, length)) = log::clock(line.span().of(self.text))
            && let content = Span::new(line.span().start + length, line.end)
            && label::read(self.text, content).is_none()
        {
            self.outdent(line);
            self.begin(BlockKind::Paragraph, line.span(), content, None);
            return Some(line.next);
        }
        if let Some(turn) = self.speakers.turn(self.text, line.span()) {
            self.outdent(line);
            let content = Span::new(turn.content, line.end);
            self.begin(BlockKind::SpeakerTurn, line.span(), content, Some(turn.name));
            return Some(line.next);
        }
        table::read(self, line)
    }

    fn item(&mut self, line: &Line, marker: marker::Marker) {
        // One column more is a slip, two are a level.
        while self.lists.last().is_some_and(|item| line.indent < item.indent + 2) {
            self.lists.pop();
        }
        let depth = u8::try_from(self.lists.len()).unwrap_or(u8::MAX);
        let content = super::tidy(self.text, Span::new(marker.content, line.end));
        let (content, is_struck) = struck(self.text, content);
        let kind = match marker.done {
            Some(done) => BlockKind::Checkbox { depth, done: done || is_struck },
            None if is_struck => BlockKind::Checkbox { depth, done: true },
            None => BlockKind::ListItem { depth },
        };
        let label = label::read(self.text, content).or_else(|| label::bracketed(self.text, content));
        let content = Span::new(label.map_or(content.start, |label| label.content), content.end);
        let block = self.begin(kind, line.span(), content, label.map(|label| label.name));
        self.lists.push(Item { indent: line.indent, block });
    }

    /// Headings without `#`.
    pub(super) fn titled(&mut self, line: &Line, words: &str) -> Option<usize> {
        if let Some(title) = heading::bold(self.text, line.span()) {
            self.heading(Style::Bold, line.span(), title);
            return Some(line.next);
        }
        let hangs = self.lists.last().is_some_and(|item| line.indent > item.indent);
        if words.len() > 120 || hangs {
            return None;
        }
        if let Some(underline) = self.underlined(line, words) {
            return Some(underline);
        }
        let title = super::tidy(self.text, line.span());
        let style = self.title_style(line, title.of(self.text))?;
        self.heading(style, line.span(), title);
        Some(line.next)
    }

    /// A line alone above a line of `===` or `---`.
    fn underlined(&mut self, line: &Line, words: &str) -> Option<usize> {
        let is_underlined = matches!(self.text.as_bytes().get(line.next), Some(b'=' | b'-'));
        if !is_underlined || self.open.is_some() || words.ends_with('.') {
            return None;
        }
        let below = Line::read(self.text, line.next)?;
        let level = heading::underline(below.span().of(self.text))?;
        self.heading(Style::Explicit(level), Span::new(line.start, below.end), line.span());
        Some(below.next)
    }

    fn title_style(&self, line: &Line, title: &str) -> Option<Style> {
        let is_last = line.end == self.body_end;
        if title.len() > 60 || is_last || self.wraps_into(title) && !self.is_above_list_after_item(line, title) {
            return None;
        }
        if label::read(self.text, line.span()).is_some_and(|label| label.content < line.end) {
            return None;
        }
        let stands_apart = self.is_fresh || self.open.is_none();
        if heading::is_capitals(title) && (stands_apart || self.is_above_list(line)) {
            return Some(Style::Capitals);
        }
        let is_plain = heading::is_section(title)
            || heading::is_colon(title) && (stands_apart || self.is_above_list(line))
            || heading::is_title(title) && !self.is_top() && self.is_above_list(line);
        is_plain.then_some(Style::Plain)
    }

    /// A capitalized line between two items is a title, however wide the item above is.
    fn is_above_list_after_item(&self, line: &Line, title: &str) -> bool {
        let is_item = matches!(self.open_kind(), Some(BlockKind::ListItem { .. } | BlockKind::Checkbox { .. }));
        let is_title = heading::is_title(title) || heading::is_colon(title) && title.starts_with(char::is_uppercase);
        is_item && line.indent == 0 && is_title && self.is_above_list(line)
    }

    fn is_above_list(&self, line: &Line) -> bool {
        self.below(line).is_some_and(|below| {
            self.text.as_bytes()[below.start] == b'|' || marker::read(self.text, below.span()).is_some()
        })
    }

    /// Whether the line above is wrapped into one that begins with these words.
    fn wraps_into(&self, words: &str) -> bool {
        self.open.is_some_and(|open| open.width.wraps_into(words))
    }

    /// Keys with values, code, and text.
    pub(super) fn running(&mut self, line: &Line, words: &str) {
        if self.is_continuation(line, words) {
            self.extend(line.span(), words);
            return;
        }
        self.outdent(line);
        if self.is_code(line, words) {
            self.begin(BlockKind::Code, line.span(), line.span(), None);
        } else if !self.key_values(line) {
            let content = super::tidy(self.text, line.span());
            let label = label::read(self.text, content);
            let content = Span::new(label.map_or(content.start, |label| label.content), content.end);
            self.begin(BlockKind::Paragraph, line.span(), content, label.map(|label| label.name));
        }
    }

    /// Whether the line belongs to the open block.
    fn is_continuation(&self, line: &Line, words: &str) -> bool {
        let Some(open) = &self.open else { return false };
        let above = self.blocks[open.block].span.of(self.text);
        let wraps = open.width.wraps_into(words);
        match self.blocks[open.block].kind {
            BlockKind::Code => line.indent >= 4,
            BlockKind::Quote { .. } if !self.is_reply => wraps,
            kind => {
                // An item or a value of one line is its own widest line, so that its width alone tells nothing.
                let goes_on = words.starts_with(char::is_lowercase) || is_unfinished(above);
                let is_item = matches!(kind, BlockKind::ListItem { .. } | BlockKind::Checkbox { .. });
                let is_text = matches!(kind, BlockKind::Paragraph | BlockKind::SpeakerTurn | BlockKind::Quote { .. });
                let hangs = line.indent > self.lists.last().map_or(0, |item| item.indent);
                let joins = is_text || is_item && hangs || wraps && goes_on;
                joins && !self.is_key_value(line, wraps && is_unfinished(above))
            }
        }
    }

    /// Whether the line is a key and its value, and not wrapped text that happens to hold a colon.
    fn is_key_value(&self, line: &Line, is_wrapped: bool) -> bool {
        label::read(self.text, line.span())
            .is_some_and(|label| label.is_field || (label.content < line.end && !is_wrapped))
    }

    /// Adds the `Key: value` pairs of a line; a wide gap separates several.
    fn key_values(&mut self, line: &Line) -> bool {
        let mut rest = line.span();
        let mut any = false;
        while let Some(label) = label::read(self.text, rest).filter(|label| label.is_field || label.content < rest.end)
        {
            let value = Span::new(label.content, rest.end);
            let end = next_pair(self.text, value).unwrap_or(value.end);
            let pair = Span::new(rest.start, end).trimmed(self.text);
            self.begin(BlockKind::KeyValue, pair, Span::new(label.content, pair.end), Some(label.name));
            any = true;
            rest = Span::new(end, rest.end).trimmed(self.text);
            if rest.is_empty() {
                break;
            }
        }
        any
    }

    /// Indented text is code only outside lists and where it looks like code: notes indent a lot.
    fn is_code(&self, line: &Line, words: &str) -> bool {
        self.is_fresh
            && line.indent >= 4
            && self.lists.is_empty()
            && (words.ends_with([';', '{', '}']) || words.contains("()") || words.starts_with("$ "))
    }
}

/// Where a wide gap and another `Key:` follow in a value.
fn next_pair(text: &str, value: Span) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = value.start;
    while at < value.end {
        let spaces = bytes[at..value.end].iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
        let gap = &bytes[at..at + spaces];
        let is_wide = gap.len() >= 3 || gap.contains(&b'\t');
        if is_wide && label::read(text, Span::new(at + spaces, value.end)).is_some() {
            return Some(at);
        }
        at += spaces.max(1);
    }
    None
}

/// The inside of `~~item~~`, and whether the item begins struck through.
fn struck(text: &str, content: Span) -> (Span, bool) {
    let Some(rest) = content.of(text).strip_prefix("~~") else { return (content, false) };
    match rest.find("~~") {
        Some(length) if length + 2 == rest.len() => (Span::new(content.start + 2, content.end - 2), true),
        Some(length) => (content, length > 0),
        None => (content, false),
    }
}
