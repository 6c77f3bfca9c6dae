//! Findings as an editor shows them.

use super::buffer::{Analysis, Buffer, Places};
use crate::record::FindingRecord;
use crate::rules::Severity;
use crate::span::Span;
use gen_lsp_types::{
    Code, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location, Message,
};
use serde_json::json;

/// Who says it.
const SOURCE: &str = "goodmeeting";

/// Everything that is to be shown of a note.
pub(super) fn all(buffer: &Buffer, analysis: &Analysis) -> Vec<Diagnostic> {
    let places = buffer.places(analysis);
    let wrong = analysis.error.iter().map(|error| Diagnostic {
        range: buffer.range(buffer.line(0)),
        severity: Some(DiagnosticSeverity::Error),
        source: Some(SOURCE.to_owned()),
        message: Message::String(error.to_string()),
        ..Diagnostic::default()
    });
    wrong.chain(findings(analysis).map(|found| diagnostic(buffer, found, span(buffer, &places, found)))).collect()
}

/// The findings of all records of a note.
pub(super) fn findings(analysis: &Analysis) -> impl Iterator<Item = &FindingRecord> {
    analysis.records.iter().flat_map(|record| &record.findings)
}

/// Where a finding is shown: one about the note as a whole, and one without words, on the line that it begins on.
pub(super) fn span(buffer: &Buffer, places: &Places, found: &FindingRecord) -> Span {
    let span = places.span(found.region);
    if found.whole_note || span.is_empty() { buffer.line(span.start) } else { span }
}

/// A finding in the words of the protocol.
pub(super) fn diagnostic(buffer: &Buffer, found: &FindingRecord, span: Span) -> Diagnostic {
    let range = buffer.range(span);
    let ask = DiagnosticRelatedInformation {
        location: Location { uri: buffer.uri.clone(), range },
        message: format!("ask: {}", found.question),
    };
    Diagnostic {
        range,
        severity: Some(severity(found.severity)),
        code: Some(Code::String(found.rule.to_owned())),
        source: Some(SOURCE.to_owned()),
        message: Message::String(found.message.clone()),
        tags: (found.rule == "unused-suppression").then(|| vec![DiagnosticTag::Unnecessary]),
        related_information: Some(vec![ask]),
        data: Some(json!({
            "fingerprint": found.fingerprint,
            "confidence": found.confidence,
            "question": found.question,
        })),
        ..Diagnostic::default()
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Info => DiagnosticSeverity::Information,
    }
}
