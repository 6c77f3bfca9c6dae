//! Rows of tables: who, what, when in cells of their own.

use super::commitments::Scene;
use super::context::{CellValue, Column, Context, HeadingReader, Topic};
use super::reading::Reading;
use super::who::Cast;
use super::{Commitment, Status, Strength};
use crate::lexicon::pattern::Gives;
use crate::lexicon::{Lexicon, Sense};
use crate::note::people::Directory;
use crate::note::{BlockKind, Note, Side};
use crate::span::Span;

/// A cell of a row: what its column holds and its words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub(super) block: usize,
    pub(super) column: Column,
    pub(super) content: Span,
    value: CellValue,
}

/// The cells of the row that begins at a block, and the first block behind them.
pub(super) fn row(lexicon: &Lexicon, note: &Note, headings: &mut HeadingReader, first: usize) -> (Vec<Cell>, usize) {
    let mut cells = Vec::new();
    let BlockKind::TableCell { row, .. } = note.blocks[first].kind else { return (cells, first + 1) };
    let mut at = first;
    let mut last_column = None;
    while let Some(BlockKind::TableCell { row: this, column, header }) = note.blocks.get(at).map(|block| block.kind) {
        if this != row || last_column.is_some_and(|last| column <= last) {
            break;
        }
        last_column = Some(column);
        let kind = header.map_or(Column::Other, |header| headings.column(lexicon, &note.text, header));
        let content = note.blocks[at].content;
        let value = match kind {
            Column::Owner | Column::Due | Column::Status => headings.value(lexicon, &note.text, content),
            Column::Task | Column::Other => CellValue::Words,
        };
        cells.push(Cell { block: at, column: kind, content, value });
        at += 1;
    }
    (cells, at)
}

/// The commitment that a row states, if its columns are those of an action list.
pub(super) fn commitment(
    lexicon: &Lexicon,
    people: &Directory,
    note: &Note,
    cast: &Cast<'_>,
    context: &Context,
    cells: &[Cell],
    reading: &mut Reading,
) -> Option<Commitment> {
    let text = note.text.as_str();
    let find = |wanted: Column| cells.iter().find(|cell| cell.column == wanted && !cell.content.is_empty());
    let has = |wanted: Column| cells.iter().any(|cell| cell.column == wanted);
    let listed = has(Column::Owner) && (has(Column::Task) || has(Column::Due) || has(Column::Status))
        || has(Column::Task) && has(Column::Due);
    if !listed && !matches!(context.topic, Topic::Actions(_)) {
        return None;
    }
    let longest = || {
        cells
            .iter()
            .filter(|cell| !matches!(cell.column, Column::Owner | Column::Due | Column::Status))
            .max_by_key(|cell| cell.content.len())
    };
    let task = find(Column::Task).or_else(longest)?;
    if task.content.of(text).trim().len() < 3 {
        return None;
    }
    let today = note.meta.date;
    let owned = cells.iter().any(|cell| cell.column == Column::Owner && cell.value != CellValue::Nobody);
    let dated = cells
        .iter()
        .any(|cell| cell.column == Column::Due && cell.content.of(text).contains(|c: char| c.is_ascii_digit()));
    if has(Column::Owner) && !owned && !dated {
        return None;
    }
    let mut hedged = false;
    let mut who = find(Column::Owner).filter(|cell| cell.value != CellValue::Nobody).and_then(|cell| {
        if cell.value == CellValue::Everybody {
            return Some(cast.all());
        }
        reading.read(lexicon, people, text, cell.content, today);
        hedged = reading.cues(lexicon, Sense::Hedge, cell.content).next().is_some();
        cast.in_cell(lexicon, reading, text).or_else(|| {
            let words = cell.content.of(text).trim();
            (words.len() > 1).then(|| cast.named(words))
        })
    });
    let due = find(Column::Due).filter(|cell| cell.value != CellValue::Done).and_then(|cell| {
        reading.read(lexicon, people, text, cell.content, today);
        reading.whens.first().map(|when| (when.span, when.date))
    });
    let states = cells.iter().filter(|cell| matches!(cell.column, Column::Status | Column::Due));
    let done = states.into_iter().any(|cell| cell.value == CellValue::Done);
    reading.read(lexicon, people, text, task.content, today);
    let scene = Scene {
        lexicon,
        text,
        cast,
        context,
        reading,
        span: task.content,
        today,
        done,
        is_header: false,
        is_item: true,
    };
    let unnamed = || if reading.units.is_empty() { cast.author() } else { scene.unnamed(0) };
    let who = who.take().map_or_else(unnamed, |who| who.on(super::trace::Basis::Cell));
    let event = who.side == Side::Both && reading.letters.contains(&b'E');
    let gives = if event { Gives::Event } else { Gives::Firm };
    let act = (!reading.units.is_empty()).then_some(0);
    let mut fact = scene.finish(task.content, who, gives, act, vec!["action-table".to_owned()]);
    let first = cells.iter().find(|cell| cell.column != Column::Other || cell.block == task.block).unwrap_or(task);
    let last = cells.iter().rev().find(|cell| !cell.content.is_empty()).unwrap_or(task);
    fact.span = Span::new(first.content.start.min(task.content.start), last.content.end.max(task.content.end));
    if let Some((span, date)) = due {
        (fact.due_text, fact.due) = (Some(span), date);
    }
    if hedged && fact.strength == Strength::Firm {
        fact.strength = Strength::Tentative;
    }
    if done {
        fact.status = Status::Done;
    }
    Some(fact)
}
