//! The outline of a note: what was promised, what stayed vague, what was learned.

use super::buffer::{Analysis, Buffer};
use crate::record::{CommitmentRecord, Region};
use gen_lsp_types::{DocumentSymbol, SymbolKind};

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
        all.extend(
            record
                .vague
                .iter()
                .map(|one| symbol(&one.text, format!("vague: {}", one.kind.name()), SymbolKind::String, one.region)),
        );
        all.extend(
            record
                .learnings
                .iter()
                .map(|one| symbol(&one.text, format!("learned: {}", one.kind.name()), SymbolKind::Key, one.region)),
        );
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
