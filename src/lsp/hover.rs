//! What there is to say about a place in a note: why it was found, and what to ask next time.

use super::buffer::{Analysis, Buffer, Places};
use super::diagnostics::{findings, span};
use crate::extract::Resource;
use crate::record::{CommitmentRecord, FindingRecord};
use crate::rules::Rule;
use crate::span::Span;
use gen_lsp_types::{Contents, Hover, MarkupContent, MarkupKind, Position};

/// Everything about a position, in Markdown.
pub(super) fn at(buffer: &Buffer, analysis: &Analysis, position: Position) -> Option<Hover> {
    let (offset, places) = (buffer.offset(position), buffer.places(analysis));
    let is_here = |span: Span| span.start <= offset && offset <= span.end;
    let told = commitments(analysis, &places)
        .chain(findings(analysis).map(|found| (span(buffer, &places, found), finding(found))));
    let (spans, parts): (Vec<Span>, Vec<String>) = told.filter(|&(span, _)| is_here(span)).unzip();
    // What is marked is the narrowest of what is told.
    let narrowest = spans.into_iter().min_by_key(|span| span.len())?;
    let contents = MarkupContent { kind: MarkupKind::Markdown, value: parts.join("\n\n---\n\n") };
    Some(Hover { contents: Contents::MarkupContent(contents), range: Some(buffer.range(narrowest)) })
}

fn commitments<'a>(analysis: &'a Analysis, places: &'a Places) -> impl Iterator<Item = (Span, String)> + 'a {
    let all = analysis.records.iter().flat_map(|record| &record.commitments);
    all.map(|one| (places.span(one.region), commitment(one)))
}

fn commitment(one: &CommitmentRecord) -> String {
    let owner = if one.owner.is_empty() { "nobody by name".to_owned() } else { one.owner.join(", ") };
    let due = match (&one.due, &one.due_text) {
        (Some(day), Some(words)) => format!("{day} ({words})"),
        (day, words) => day.clone().or_else(|| words.clone()).unwrap_or_else(|| "no date".to_owned()),
    };
    let costs: Vec<&str> = one.resource.iter().copied().map(Resource::name).collect();
    let costs = if costs.is_empty() { String::new() } else { format!("  \nCosts: {}", costs.join(", ")) };
    format!(
        "**Commitment**: {}, side: {}  \nOwner: {}  \nDue: {}{costs}",
        one.strength.name(),
        one.side.name(),
        escaped(&owner),
        escaped(&due),
    )
}

fn finding(found: &FindingRecord) -> String {
    let why = Rule::find(found.rule).map_or_else(String::new, |rule| format!("\n\n{}\n\n{}", rule.why, rule.fix));
    let (rule, severity, message) = (found.rule, found.severity, escaped(&found.message));
    format!("**{rule}** ({severity}): {message}{why}\n\n**Ask next time:** {}", found.question)
}

/// Words of a note as they stand, whatever they mean in Markdown.
fn escaped(words: &str) -> String {
    words.chars().fold(String::with_capacity(words.len()), |mut out, character| {
        if character.is_ascii_punctuation() && !matches!(character, '.' | ',' | ':' | '\'' | '(' | ')' | '-' | '?') {
            out.push('\\');
        }
        out.push(if character.is_control() { ' ' } else { character });
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_note_are_no_markup() {
        assert_eq!(escaped("Ana Lee, by 5.3.\n"), "Ana Lee, by 5.3. ");
        assert_eq!(escaped("<b>[x](y)*"), "\\<b\\>\\[x\\](y)\\*");
    }
}
