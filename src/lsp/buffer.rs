//! A note that is open in the editor, and what is found in it.

use super::position::{Encoding, Positions};
use super::uri;
use super::workspace::Workspace;
use crate::config::ConfigId;
use crate::error::Error;
use crate::record::{Record, Region};
use crate::source::{self, Content, Source};
use crate::span::{LineIndex, Place, Span};
use gen_lsp_types::{Position, Range, TextDocumentContentChangeEvent as Change, TextDocumentItem, Uri};
use std::path::PathBuf;

/// An open note.
pub(super) struct Buffer {
    pub(super) uri: Uri,
    pub(super) version: i32,
    pub(super) text: String,
    path: PathBuf,
    encoding: Encoding,
    positions: Positions,
    /// What was found since the last change, if it was asked for.
    analysis: Option<Analysis>,
}

/// What is found in a note.
#[derive(Default)]
pub(super) struct Analysis {
    /// One record, or several where several meetings were copied into a note.
    pub(super) records: Vec<Record>,
    /// What is wrong with the configuration or the text.
    pub(super) error: Option<Error>,
    /// Whether places in the records are places in the buffer.
    pub(super) in_place: bool,
}

impl Buffer {
    pub(super) fn new(document: TextDocumentItem, encoding: Encoding) -> Buffer {
        let TextDocumentItem { uri, version, text, .. } = document;
        let (path, positions) = (uri::path(&uri), Positions::new(&text, encoding));
        Buffer { uri, version, text, path, encoding, positions, analysis: None }
    }

    /// Takes over what was typed.
    pub(super) fn change(&mut self, version: i32, changes: Vec<Change>) {
        self.version = version;
        for change in changes {
            match change {
                Change::TextDocumentContentChangePartial(part) => {
                    let Span { start, end } = self.span(part.range);
                    self.text.replace_range(start..end, &part.text);
                }
                Change::TextDocumentContentChangeWholeDocument(whole) => self.text = whole.text,
            }
            self.positions = Positions::new(&self.text, self.encoding);
        }
        self.forget();
    }

    /// Lets the next look at the note be a new one.
    pub(super) fn forget(&mut self) {
        self.analysis = None;
    }

    /// The note together with what is found in it as it stands now.
    pub(super) fn analyzed(&mut self, workspace: &mut Workspace) -> (&Buffer, &Analysis) {
        static NOTHING: Analysis = Analysis { records: Vec::new(), error: None, in_place: false };
        if self.analysis.is_none() {
            self.analysis = Some(self.analyze(workspace));
        }
        (self, self.analysis.as_ref().unwrap_or(&NOTHING))
    }

    fn analyze(&self, workspace: &mut Workspace) -> Analysis {
        let analyzer = match workspace.analyzer(&self.path) {
            Ok(Some(analyzer)) => analyzer,
            Ok(None) => return Analysis::default(),
            Err(error) => return Analysis { error: Some(error), ..Analysis::default() },
        };
        let content = Content::Bytes(self.text.as_bytes().into());
        let source = Source {
            path: self.path.clone(),
            config: ConfigId::default(),
            is_named: true,
            content,
            ..Source::default()
        };
        let mut analysis = Analysis { in_place: source.keeps_places(), ..Analysis::default() };
        for note in source::read(&source) {
            match note {
                Ok(note) => analysis.records.push(analyzer.analyze(note)),
                Err(error) => analysis.error = Some(error),
            }
        }
        analysis
    }

    /// Whether its file is Markdown, by its name.
    pub(super) fn is_markdown(&self) -> bool {
        let extension = self.path.extension().unwrap_or_default();
        ["md", "markdown"].iter().any(|known| extension.eq_ignore_ascii_case(known))
    }

    /// Looks places of records up in the text.
    pub(super) fn places<'b>(&'b self, analysis: &Analysis) -> Places<'b> {
        Places { buffer: self, lines: analysis.in_place.then(|| LineIndex::new(&self.text)) }
    }

    pub(super) fn range(&self, span: Span) -> Range {
        self.positions.range(&self.text, span)
    }

    pub(super) fn span(&self, range: Range) -> Span {
        self.positions.span(&self.text, range)
    }

    pub(super) fn offset(&self, position: Position) -> usize {
        self.positions.offset(&self.text, position)
    }

    /// The line around a place, without its end.
    pub(super) fn line(&self, at: usize) -> Span {
        let start = self.text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let end = self.text[at..].find(['\n', '\r']).map_or(self.text.len(), |length| at + length);
        Span::new(start, end)
    }
}

/// Where the places of records are in the text of a buffer.
pub(super) struct Places<'b> {
    buffer: &'b Buffer,
    /// `None` where the text that was read is not the one that is shown, as with HTML.
    lines: Option<LineIndex<'b>>,
}

impl Places<'_> {
    /// The span of a region; the first line where that cannot be told.
    pub(super) fn span(&self, region: Region) -> Span {
        let Some(lines) = &self.lines else { return self.buffer.line(0) };
        let Region { line, column, end_line, end_column, .. } = region;
        let (start, end) = (Place { line, column }, Place { line: end_line, column: end_column });
        let start = lines.offset(start);
        Span::new(start, lines.offset(end).max(start))
    }
}
