//! What an editor can do about a finding: pass it over with a reason, or leave a place for what is missing.

use super::buffer::{Analysis, Buffer, Places};
use super::diagnostics::{diagnostic, findings, span};
use crate::record::{CommitmentRecord, FindingRecord};
use crate::span::Span;
use gen_lsp_types::{CodeAction, CodeActionKind, Range, TextEdit, WorkspaceEdit};
use std::collections::HashMap;

/// What stands for a reason until its author gives one.
const REASON: &str = "say why";

/// Everything that can be done about a range.
pub(super) fn at(buffer: &Buffer, analysis: &Analysis, range: Range) -> Vec<CodeAction> {
    if !analysis.in_place {
        return Vec::new();
    }
    let (wanted, places) = (buffer.span(range), buffer.places(analysis));
    let is_here = |span: Span| span.start <= wanted.end && wanted.start <= span.end;
    let found = findings(analysis).map(|found| (found, span(buffer, &places, found)));
    let suppressions =
        found.filter(|&(_, span)| is_here(span)).flat_map(|(found, span)| of_finding(buffer, found, span));
    let commitments = analysis.records.iter().flat_map(|record| &record.commitments);
    let here = commitments.filter(|one| is_here(places.span(one.region)));
    let blanks = here.flat_map(|one| placeholders(buffer, &places, one));
    blanks.chain(suppressions).collect()
}

/// What can be done about a finding as it is.
fn of_finding(buffer: &Buffer, found: &FindingRecord, span: Span) -> Vec<CodeAction> {
    let rule = found.rule;
    let edits = match rule {
        "suppression-without-reason" => Vec::new(),
        "unused-suppression" => removal(buffer, span).into_iter().collect(),
        _ => suppressions(buffer, found, span),
    };
    let action = |(title, edit)| CodeAction {
        diagnostics: Some(vec![diagnostic(buffer, found, span)]),
        ..action(buffer, title, edit)
    };
    edits.into_iter().map(action).collect()
}

fn suppressions(buffer: &Buffer, found: &FindingRecord, span: Span) -> Vec<(String, TextEdit)> {
    let rule = found.rule;
    let mut edits = Vec::new();
    if !found.whole_note {
        let line = buffer.line(last(span));
        let comment = comment(buffer, "ignore", rule);
        edits.push((format!("Ignore `{rule}` on this line"), insert(buffer, line.end, format!(" {comment}"))));
        if let Some(at) = above(buffer, span) {
            let text = format!("{}{}", self::comment(buffer, "ignore-next", rule), line_end(buffer));
            edits.push((format!("Ignore `{rule}` on the next line, from a line above"), insert(buffer, at, text)));
        }
    }
    let (gap, end) = match buffer.text.ends_with(['\n', '\r']) {
        true => ("", line_end(buffer)),
        false => (line_end(buffer), ""),
    };
    let text = format!("{gap}{}{end}", comment(buffer, "ignore-file", rule));
    edits.push((format!("Ignore `{rule}` in this note"), insert(buffer, buffer.text.len(), text)));
    edits
}

/// A suppression in the form that suits the note.
fn comment(buffer: &Buffer, verb: &str, rule: &str) -> String {
    let (open, close) = if buffer.is_markdown() { ("<!-- ", " -->") } else { ("[", "]") };
    format!("{open}goodmeeting: {verb} {rule}: {REASON}{close}")
}

/// Where a line can go in above a finding on one line, without breaking up a sentence or a table.
fn above(buffer: &Buffer, span: Span) -> Option<usize> {
    let line = buffer.line(span.start);
    let before = &buffer.text[..line.start];
    let begins_item = line.of(&buffer.text).starts_with(['-', '*', '+', '#']);
    let follows_blank = before.lines().next_back().is_none_or(|line| line.trim().is_empty());
    (line.end >= span.end && (begins_item || follows_blank)).then_some(line.start)
}

/// Takes a suppression away that names one rule, with its line where nothing else stands there.
fn removal(buffer: &Buffer, span: Span) -> Option<(String, TextEdit)> {
    let (text, line) = (&buffer.text, buffer.line(span.start));
    if span.of(text).contains(',') || span.is_empty() {
        return None;
    }
    let before = &text[line.start.min(span.start)..span.start];
    let is_alone = before.trim().is_empty() && line.end >= span.end && text[span.end..line.end].trim().is_empty();
    let rest = &text[line.end..];
    let next_line = line.end + rest.len() - rest.strip_prefix("\r\n").or(rest.strip_prefix('\n')).unwrap_or(rest).len();
    let gone = match is_alone {
        true => Span::new(line.start, next_line),
        false => Span::new(span.start - (before.len() - before.trim_end().len()), span.end),
    };
    let edit = TextEdit { range: buffer.range(gone), new_text: String::new() };
    Some(("Remove this suppression".to_owned(), edit))
}

/// Places for the owner and the due date of a commitment, where they are missing.
fn placeholders(buffer: &Buffer, places: &Places, one: &CommitmentRecord) -> Vec<CodeAction> {
    let span = places.span(one.region);
    let words = span.of(&buffer.text).trim_end_matches(['.', '!', ';', ',', ' ']);
    let at = span.start + words.len();
    let line = buffer.line(last(span));
    let is_there = |mark: &str| buffer.text[span.start..line.end.max(span.end)].contains(mark);
    let missing = [("owner", one.owner.is_empty()), ("due", one.due_text.is_none() && one.due.is_none())];
    let wanted = missing.into_iter().filter(|&(what, missing)| missing && !is_there(&format!("({what}: ")));
    let action = |(what, _)| {
        let name = if what == "due" { "due date" } else { what };
        action(buffer, format!("Add a place for the {name}"), insert(buffer, at, format!(" ({what}: TBD)")))
    };
    wanted.map(action).collect()
}

/// The last byte of a span, where its last line is; a span may end behind the end of that line.
fn last(span: Span) -> usize {
    span.end.max(span.start)
}

fn insert(buffer: &Buffer, at: usize, new_text: String) -> TextEdit {
    TextEdit { range: buffer.range(Span::new(at, at)), new_text }
}

/// How lines end in the note.
fn line_end(buffer: &Buffer) -> &'static str {
    if buffer.text.contains("\r\n") { "\r\n" } else { "\n" }
}

fn action(buffer: &Buffer, title: String, edit: TextEdit) -> CodeAction {
    let edit =
        WorkspaceEdit { changes: Some(HashMap::from([(buffer.uri.clone(), vec![edit])])), ..WorkspaceEdit::default() };
    CodeAction { title, kind: Some(CodeActionKind::QuickFix), edit: Some(edit), ..CodeAction::default() }
}
