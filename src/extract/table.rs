//! Rows of tables: who, what, when in cells of their own.

use super::commitments::Scene;
use super::context::{CellValue, Column, Context, HeadingReader, Topic};
use super::reading::Reading;
use super::who::Cast;
use super::{Commitment, Status, Strength};
use crate::dates::{Kind, Lead, When};
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
    empty_cells(lexicon, note, headings, &mut cells);
    (cells, at)
}

/// Adds the cells for a day or a state that a row leaves empty: they make it a row of an action list all the same.
fn empty_cells(lexicon: &Lexicon, note: &Note, headings: &mut HeadingReader, cells: &mut Vec<Cell>) {
    let Some((block, content)) = cells.last().map(|cell| (cell.block, cell.content)) else { return };
    let Some(header) = cells.iter().find_map(|cell| match note.blocks[cell.block].kind {
        BlockKind::TableCell { header, .. } => header,
        _ => None,
    }) else {
        return;
    };
    let is_header = |at: &usize| note.blocks[*at].kind == BlockKind::TableHeader;
    let known = note.blocks.partition_point(|block| block.content.start < header.start);
    let first = (0..known).rev().take_while(is_header).last().unwrap_or(known);
    for at in (first..note.blocks.len()).take_while(is_header) {
        let column = headings.column(lexicon, &note.text, note.blocks[at].content);
        let told = matches!(column, Column::Due | Column::Status) && !cells.iter().any(|cell| cell.column == column);
        if told {
            let content = Span::new(content.end, content.end);
            cells.push(Cell { block, column, content, value: CellValue::Nobody });
        }
    }
}

/// What a row is.
pub(super) enum Row {
    /// One of an action list, with a commitment for each act of its task.
    Acts(Vec<Commitment>),
    /// One of an action list, with neither owner nor day.
    Open,
    /// One of another table.
    Other,
}

/// What a row states, by the columns of an action list.
pub(super) fn read(
    lexicon: &Lexicon,
    people: &Directory,
    note: &Note,
    cast: &Cast<'_>,
    context: &Context,
    cells: &[Cell],
    reading: &mut Reading,
) -> Row {
    let text = note.text.as_str();
    let find = |wanted: Column| cells.iter().find(|cell| cell.column == wanted && !cell.content.is_empty());
    let has = |wanted: Column| cells.iter().any(|cell| cell.column == wanted);
    let listed = has(Column::Owner) && (has(Column::Task) || has(Column::Due) || has(Column::Status))
        || has(Column::Task) && (has(Column::Due) || has(Column::Status));
    if !listed && !matches!(context.topic, Topic::Actions(_)) {
        return Row::Other;
    }
    let longest = || {
        cells
            .iter()
            .filter(|cell| !matches!(cell.column, Column::Owner | Column::Due | Column::Status))
            .max_by_key(|cell| cell.content.len())
    };
    // of "Item" and "Action" beside each other the last says what is to be done
    let said = |cell: &&Cell| cell.column == Column::Task && cell.content.of(text).contains(char::is_alphabetic);
    // a row without words in that column tells how things stand
    let last = cells.iter().rfind(|cell| cell.column == Column::Task);
    if has(Column::Owner) && last.is_some_and(|last| !said(&last)) {
        return Row::Acts(Vec::new());
    }
    let Some(task) = cells.iter().rfind(said).or_else(longest) else { return Row::Other };
    if task.content.of(text).trim().len() < 3 {
        return Row::Other;
    }
    let today = note.meta.date;
    let owned = cells.iter().any(|cell| cell.column == Column::Owner && cell.value != CellValue::Nobody);
    let dated = cells.iter().any(|cell| cell.column == Column::Due && cell.value == CellValue::Words);
    if has(Column::Owner) && !owned && !dated {
        // "tbd" or "?", where a dash may say that nothing is to be done
        let asks = |cell: &Cell| cell.content.of(text).contains(|c: char| c == '?' || c.is_alphanumeric());
        let open = cells.iter().any(|cell| cell.value == CellValue::Nobody && asks(cell));
        return if open { Row::Open } else { Row::Other };
    }
    let (mut hedged, mut requested, mut conditional) = (false, false, false);
    let mut who = find(Column::Owner).filter(|cell| cell.value != CellValue::Nobody).and_then(|cell| {
        if cell.value == CellValue::Everybody {
            return Some(cast.all());
        }
        reading.read(lexicon, people, text, cell.content, today);
        hedged = reading.cues(lexicon, Sense::Hedge, cell.content).next().is_some();
        requested = reading.tells_of_asking();
        // "Sorcha, if Declan gets her the hours", "Hugh's stores to release, we collect"
        if let Some(clause) = reading.letters.iter().skip(1).position(|&tag| matches!(tag, b'f' | b'm' | b't')) {
            conditional = reading.letters[clause + 1] == b'f';
            let named = Span::new(cell.content.start, reading.span_of(&reading.units[clause + 1]).start);
            reading.read(lexicon, people, text, named, today);
        }
        cast.in_cell(lexicon, reading, text).or_else(|| {
            let words = cell.content.of(text).trim();
            (words.len() > 1).then(|| cast.named(words))
        })
    });
    let mut first_time = |cell: &Cell| {
        reading.read(lexicon, people, text, cell.content, today);
        let hangs = |when: &When| when.lead == Lead::Once && when.kind == Kind::Event;
        let waits = || reading.letters.first() == Some(&b'f') || reading.whens.first().is_some_and(hangs);
        conditional |= cell.column == Column::Due && waits();
        // "hopefully this week" hedges the act, "3 May (tbc)" only the day
        let mut hedges = reading.cues(lexicon, Sense::Hedge, cell.content);
        hedged |= cell.column == Column::Due && hedges.any(|hedge| lexicon.entry(hedge.entry).kind.is_none());
        reading.whens.first().map(|when| (when.span, when.date))
    };
    let due = find(Column::Due).filter(|cell| cell.value != CellValue::Done).and_then(&mut first_time);
    let beside =
        cells.iter().filter(|cell| matches!(cell.column, Column::Task | Column::Other) && cell.block != task.block);
    let due_beside = beside.into_iter().find_map(&mut first_time);
    let is_state = |cell: &&Cell| matches!(cell.column, Column::Status | Column::Due);
    let stands = |value: CellValue| cells.iter().filter(is_state).any(|cell| cell.value == value);
    if stands(CellValue::Dropped) {
        return Row::Acts(Vec::new());
    }
    let struck = task.content.of(text).trim_start().starts_with("~~");
    let done = struck || stands(CellValue::Done);
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
        is_remark: false,
        is_among_promises: false,
        is_owned: false,
        is_help: false,
    };
    if is_told(&reading.letters) && !done {
        return Row::Acts(Vec::new());
    }
    let unnamed = || if reading.units.is_empty() { cast.author() } else { scene.unnamed(0) };
    let mut who = who.take().map_or_else(unnamed, |who| who.on(super::trace::Basis::Cell));
    if has(Column::Owner) && !owned {
        who.owner.clear();
    }
    let event = who.side == Side::Both && reading.letters.contains(&b'E');
    let gives = match event {
        true => Gives::Event,
        false if requested || reading.tells_of_asking() => Gives::Request,
        false => Gives::Firm,
    };
    let act = (!reading.units.is_empty()).then_some(0);
    let first = cells.iter().find(|cell| cell.column != Column::Other || cell.block == task.block).unwrap_or(task);
    let last = cells.iter().rev().find(|cell| !cell.content.is_empty()).unwrap_or(task);
    let row = Span::new(first.content.start.min(task.content.start), last.content.end.max(task.content.end));
    let state = |act: Option<usize>, words: Span, span: Span| {
        let mut fact = scene.finish(words, who.clone(), gives, act, vec!["action-table".to_owned()]);
        fact.span = span;
        if let Some((span, date)) = due.or_else(|| due_beside.filter(|_| fact.due_text.is_none())) {
            (fact.due_text, fact.due) = (Some(span), date);
        }
        if conditional && fact.strength == Strength::Firm {
            fact.strength = Strength::Conditional;
        }
        if hedged && fact.strength == Strength::Firm {
            fact.strength = Strength::Tentative;
        }
        if done {
            fact.status = Status::Done;
        }
        fact
    };
    let acts = reading.acts(0, true);
    if acts.len() < 2 {
        return Row::Acts(vec![state(act, task.content, row)]);
    }
    let ends = acts[1..].iter().copied().chain([reading.units.len()]);
    let spans = acts.iter().zip(ends).map(|(&act, end)| (act, scene.trim(reading.span(act, end))));
    Row::Acts(spans.map(|(act, span)| state(Some(act), span, span)).collect())
}

/// Whether a task's cell tells what was done: "Used the old driver", "Postponed", "Testing has been
/// finished".
fn is_told(letters: &[u8]) -> bool {
    let clause = letters.split(|letter| *letter == b'.').next().unwrap_or(letters);
    let past = matches!(clause, [b'u'] | [b'u', b'D' | b'z' | b'N' | b'H' | b'U' | b'J', ..]);
    past || clause.windows(2).any(|pair| pair == b"xy")
}
