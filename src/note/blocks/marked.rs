//! Lines that markup or a mail program marks without doubt.

use super::heading::{self, Style};
use super::line::Line;
use super::transcript::{self, is_name};
use super::{Parser, label, mail, marker};
use crate::note::BlockKind;
use crate::span::Span;
use memchr::memmem;

impl Parser<'_> {
    /// Reads such a line, or the lines of its construct, and tells where the text goes on.
    pub(super) fn marked(&mut self, line: &Line, words: &str) -> Option<usize> {
        let first = words.as_bytes()[0];
        let next = match first {
            b'`' | b'~' | b'<' => self.fenced(line, words)?,
            b'>' => self.quote(line),
            b'#' => {
                let (level, title) = heading::atx(self.text, line.span())?;
                self.heading(Style::Explicit(level), line.span(), title);
                line.next
            }
            b'-' | b'=' | b'*' | b'_' | 0xE2 => self.ruled(line, words)?,
            _ if mail::is_attribution(words) => {
                self.emit(BlockKind::Quote { depth: 1 }, line.span(), line.span(), None);
                self.is_reply = !self.below(line).is_some_and(|below| self.text[below.start..].starts_with('>'));
                line.next
            }
            _ if self.is_fresh && mail::opens(self.text, line, self.is_top()) => self.mail_header(line),
            _ => return None,
        };
        self.is_fresh = true;
        Some(next)
    }

    /// Whether nothing but front matter stands above.
    pub(super) fn is_top(&self) -> bool {
        self.blocks.last().is_none_or(|block| block.kind == BlockKind::FrontMatter)
    }

    /// Rules, and titles set between them.
    fn ruled(&mut self, line: &Line, words: &str) -> Option<usize> {
        if mail::is_original_message(words) {
            self.close();
            self.is_reply = true;
        } else if heading::is_rule(words) {
            self.close();
            self.lists.clear();
            // what stands below a rule is no longer under the heading above it
            self.outline.leave(self.blocks.len().saturating_sub(1));
        } else {
            let title = heading::ruled(self.text, line.span())?;
            self.heading(Style::Bold, line.span(), title);
        }
        Some(line.next)
    }

    /// Fenced code and comments, as one block.
    fn fenced(&mut self, line: &Line, words: &str) -> Option<usize> {
        let closing = ["```", "~~~", "<!--"].into_iter().find(|open| words.starts_with(open))?;
        if self.unclosed {
            return None;
        }
        let from = if closing == "<!--" { line.start + 4 } else { line.next };
        let closing = if closing == "<!--" { "-->" } else { closing };
        let Some(length) = memmem::find(&self.text.as_bytes()[from..], closing.as_bytes()) else {
            self.unclosed = true;
            return None;
        };
        let last = Line::read(self.text, from + length)?;
        self.outdent(line);
        self.emit(BlockKind::Code, Span::new(line.start, last.end), Span::new(line.start, last.end), None);
        Some(last.next)
    }

    fn quote(&mut self, line: &Line) -> usize {
        let words = line.span().of(self.text);
        let rest = words.trim_start_matches(['>', ' ', '\t']);
        let depth = words[..words.len() - rest.len()].bytes().filter(|&b| b == b'>').count();
        let kind = BlockKind::Quote { depth: u8::try_from(depth).unwrap_or(u8::MAX) };
        let mut content = Span::new(line.end - rest.len(), line.end);
        if content.is_empty() {
            self.close();
            return line.next;
        }
        self.outdent(line);
        if let Some(turn) = transcript::excerpt(self.text, content) {
            self.begin(
                BlockKind::SpeakerTurn,
                line.span(),
                Span::new(turn.content, line.end).trimmed(self.text),
                Some(turn.name),
            );
            return line.next;
        }
        let marker = marker::read(self.text, content);
        if self.open_kind() == Some(kind) && marker.is_none() {
            self.extend(content, content.of(self.text));
            return line.next;
        }
        if let Some(marker) = marker {
            content.start = marker.content;
        }
        self.begin(kind, line.span(), content, None);
        line.next
    }

    fn mail_header(&mut self, first: &Line) -> usize {
        self.close();
        self.lists.clear();
        self.is_mail = true;
        let mut at = first.start;
        while let Some(line) = Line::read(self.text, at).filter(|line| !line.is_blank()) {
            let label = label::read(self.text, line.span());
            let is_header = |name: &str| mail::is_header_name(name) || !name.contains(' ');
            match label.filter(|label| is_header(label.name.of(self.text))) {
                Some(label) => {
                    let content = Span::new(label.content, line.end);
                    self.begin(BlockKind::MailHeader, line.span(), content, Some(label.name));
                }
                None if line.indent > 0 => self.extend(line.span(), ""),
                None => break,
            }
            at = line.next;
        }
        self.close();
        at
    }

    /// Makes a line part of the signature above, unless it is a postscript, or prose: what whoever filed the mail adds.
    pub(super) fn extends_signature(&mut self, line: &Line, words: &str) -> bool {
        if self.open_kind() != Some(BlockKind::Signature) {
            return false;
        }
        let postscript = words.strip_prefix("PS").or_else(|| words.strip_prefix("P.S."));
        let is_postscript = postscript.is_some_and(|rest| rest.starts_with([':', ' ', '.', ',']));
        if is_postscript || mail::is_prose(words) {
            self.close();
            return false;
        }
        self.extend(line.span(), words);
        true
    }

    /// Opens a signature where a mail closes.
    pub(super) fn signature(&mut self, line: &Line, words: &str) -> bool {
        let is_last_name =
            self.is_mail && self.is_fresh && line.end == self.body_end && is_name(words) && words.len() <= 40;
        if !is_last_name && !mail::closes(self.text, line, self.is_mail) {
            return false;
        }
        self.lists.clear();
        self.begin(BlockKind::Signature, line.span(), line.span(), None);
        true
    }
}
