//! A note's text without markup: a line for each paragraph, list item, table row and turn.

use super::markup::resolve;
use crate::note::{Block, BlockKind, Note};

/// The text of a note without markup; labels stay in front, as in `Priya: we will send it`.
pub fn plain_text(note: &Note) -> String {
    let mut text = String::new();
    let mut above: Option<&Block> = None;
    for block in &note.blocks {
        let line = line(note, block);
        if !line.is_empty() {
            if !text.is_empty() {
                text.push_str(if above.is_some_and(|above| same_row(above, block)) { " | " } else { "\n" });
            }
            text.push_str(&line);
        }
        above = Some(block);
    }
    text
}

fn line(note: &Note, block: &Block) -> String {
    let content = block.content.of(&note.text);
    let words = if block.kind == BlockKind::Code { content.trim_end().to_owned() } else { squeeze(&resolve(content)) };
    match block.label.map(|label| squeeze(&resolve(label.of(&note.text)))) {
        Some(label) if !label.is_empty() => format!("{label}: {words}").trim_end().to_owned(),
        _ => words,
    }
}

/// Whether two neighbours are cells of one row.
fn same_row(one: &Block, other: &Block) -> bool {
    match (one.kind, other.kind) {
        (BlockKind::TableHeader, BlockKind::TableHeader) => true,
        (BlockKind::TableCell { row, .. }, BlockKind::TableCell { row: other, .. }) => row == other,
        _ => false,
    }
}

/// White space as single spaces, without any at the ends.
fn squeeze(text: &str) -> String {
    text.split_whitespace().fold(String::with_capacity(text.len()), |mut squeezed, word| {
        if !squeezed.is_empty() {
            squeezed.push(' ');
        }
        squeezed.push_str(word);
        squeezed
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    #[test]
    fn cells_of_a_row_share_a_line_and_labels_stay() {
        let text = "Owner Due\nAna Fri\nPriya we\n  will **send** it";
        let block = |kind, words: &str, label: Option<&str>| {
            let find = |words: &str| text.find(words).map(|at| Span::new(at, at + words.len())).unwrap();
            let content = find(words);
            Block { kind, span: content, content, label: label.map(find), heading: None, parent: None }
        };
        let cell = |column| BlockKind::TableCell { row: 0, column, header: None };
        let blocks = vec![
            block(BlockKind::TableHeader, "Owner", None),
            block(BlockKind::TableHeader, "Due", None),
            block(cell(0), "Ana", None),
            block(cell(1), "Fri", None),
            block(BlockKind::SpeakerTurn, "we\n  will **send** it", Some("Priya")),
        ];
        let note = Note { text: text.to_owned(), blocks, ..Note::default() };
        assert_eq!(plain_text(&note), "Owner | Due\nAna | Fri\nPriya: we will send it");
    }
}
