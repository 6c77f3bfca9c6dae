//! The outline of a note: what was promised, what stayed vague, what was learned.

use super::buffer::{Analysis, Buffer};
use crate::record::{CommitmentRecord, Region};
use gen_lsp_types::{DocumentSymbol, SymbolKind};
use serde::Serialize;

/// All facts of a note, in order of place.
pub(super) fn all(buffer: &Buffer, analysis: &Analysis) -> Vec<DocumentSymbol> {
    let places = buffer.places(analysis);
    let symbol = |text: &str, detail: String, kind: SymbolKind, region: Region| {
        let range = buffer.range(places.span(region));
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        DocumentSymbol::new(name, Some(detail), kind, None, None, range, range, None)
    };
    let mut all = Vec::new();
    for record in &analysis.records {
        let promises = record.commitments.iter();
        all.extend(promises.map(|one| symbol(&one.text, promise(one), SymbolKind::Event, one.region)));
        let vague = record.vague.iter().map(|one| (one.kind, one));
        all.extend(vague.map(|(kind, one)| symbol(&one.text, said("vague", kind), SymbolKind::String, one.region)));
        let learned = record.learnings.iter().map(|one| (one.kind, one));
        all.extend(learned.map(|(kind, one)| symbol(&one.text, said("learned", kind), SymbolKind::Key, one.region)));
    }
    all.retain(|symbol| !symbol.name.is_empty());
    all.sort_by_key(|symbol| symbol.range);
    all
}

/// Who, by when, how firmly.
fn promise(one: &CommitmentRecord) -> String {
    let owner = if one.owner.is_empty() { one.side.name().to_owned() } else { one.owner.join(", ") };
    let due = one.due.as_ref().or(one.due_text.as_ref());
    let due = due.map_or_else(String::new, |due| format!(", due {due}"));
    format!("{owner}: {}{due}", one.strength.name())
}

/// A fact and its kind, by the name that the kind has in records.
fn said(fact: &str, kind: impl Serialize) -> String {
    let kind = serde_json::to_value(kind).unwrap_or_default();
    format!("{fact}: {}", kind.as_str().unwrap_or_default().replace('_', " "))
}
