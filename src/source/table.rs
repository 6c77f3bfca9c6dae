//! Tables: rows under a header, whether from CSV or a workbook, and what a program makes notes of.

use super::file::File;
use super::programs::Said;
use super::when;
use super::{Draft, html, lines::Lines, programs};
use crate::dates::Order;
use jiff::civil::Date;
use std::borrow::Cow;
use std::sync::Arc;

/// The header of a table, and some of its rows.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The names of the columns: lower case, single spaces.
    columns: Vec<String>,
    /// The names as they are written.
    names: Vec<String>,
    /// The first rows.
    rows: Vec<Vec<String>>,
    /// Whether it was written where days come before months.
    is_european: bool,
}

/// A column of dates.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Dates {
    pub(super) column: Option<usize>,
    order: Option<Order>,
}

/// A row of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'r> {
    cells: &'r [Cow<'r, str>],
}

/// What makes notes of rows, on any thread.
pub(super) trait Rows: Send + Sync {
    /// The notes of a row; most rows have one, an account may have several or none.
    fn notes(&self, row: Row<'_>) -> Vec<Draft>;
}

/// What is made of a table.
pub(super) enum Plan {
    /// Its rows are notes.
    Notes(Arc<dyn Rows>),
    /// Its rows are what was said, one after the other, and one note together.
    Said(Box<Said>),
    /// It is known, and its rows are something else; the words say what.
    Beside(&'static str),
}

impl Plan {
    /// Its rows are notes in that way.
    pub(super) fn of(rows: impl Rows + 'static) -> Plan {
        Plan::Notes(Arc::new(rows))
    }
}

impl Table {
    pub(super) fn new<'c>(header: impl IntoIterator<Item = &'c str>) -> Self {
        let single = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ");
        let names: Vec<String> = header.into_iter().map(|name| single(name.trim_start_matches('\u{feff}'))).collect();
        Self { columns: names.iter().map(|name| name.to_lowercase()).collect(), names, ..Self::default() }
    }

    /// The same with some of its rows, which tell how it writes. Semicolons separate where commas are decimal.
    pub(super) fn with_rows<'r>(mut self, rows: impl IntoIterator<Item = &'r Vec<String>>, delimiter: u8) -> Self {
        self.rows = rows.into_iter().cloned().collect();
        self.is_european = delimiter == b';' || self.names.iter().any(|name| !name.is_ascii());
        self
    }

    /// The first column that has one of these names, the names in order of preference. Of a name behind `~` any column
    /// that contains it; associations with other records are none.
    pub(super) fn find(&self, names: &[&str]) -> Option<usize> {
        let is_own = |column: &String| !column.starts_with("associated ");
        names.iter().find_map(|name| match name.strip_prefix('~') {
            Some(part) => self.columns.iter().position(|column| column.contains(part) && is_own(column)),
            None => self.columns.iter().position(|column| column == name),
        })
    }

    /// The first column of dates that has one of these names.
    pub(super) fn dates(&self, names: &[&str]) -> Dates {
        self.dates_in(self.find(names))
    }

    /// A column, as one of dates.
    pub(super) fn dates_in(&self, column: Option<usize>) -> Dates {
        let order = column.and_then(|column| when::order(self.cells(column)));
        Dates { column, order: order.or_else(|| self.is_european.then_some(Order::DayFirst)) }
    }

    /// The first cells of a column that have words.
    pub(super) fn cells(&self, column: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().filter_map(move |row| row.get(column)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }

    /// The name of a column as it is written.
    pub(super) fn name(&self, column: usize) -> &str {
        self.names.get(column).map_or("", String::as_str)
    }

    /// Whether all of these are columns.
    pub(super) fn has(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.columns.iter().any(|column| column == name))
    }

    /// The names of the columns.
    pub(super) fn columns(&self) -> &[String] {
        &self.columns
    }

    /// What the program that wrote it has in it.
    pub(super) fn plan(&self, file: &File<'_>) -> Option<Plan> {
        programs::TABLES.iter().find_map(|program| program(self, file))
    }

    /// The same by its cells, where no name of a column is known.
    pub(super) fn guessed(&self) -> Option<Plan> {
        programs::guessed(self)
    }
}

impl<'r> Row<'r> {
    pub(super) fn new(cells: &'r [Cow<'r, str>]) -> Self {
        Self { cells }
    }

    /// The cell of a column, if there is such a column and the cell has words.
    pub(super) fn get(&self, column: Option<usize>) -> Option<&'r str> {
        let cell = self.cells.get(column?)?.trim();
        (!cell.is_empty()).then_some(cell)
    }

    /// The day in a column of dates.
    pub(super) fn day(&self, dates: Dates) -> Option<Date> {
        when::day_in(self.get(dates.column)?, dates.order)
    }
}

/// The text of a field: HTML is resolved, and a line is a paragraph, as nobody wraps lines by hand in a form.
pub(super) fn body(field: &str) -> String {
    if html::is_html(field) { html::text(field) } else { plain(field) }
}

/// Plain text of a field.
pub(super) fn plain(field: &str) -> String {
    let mut lines = Lines::default();
    for line in field.lines() {
        match line.trim_start().strip_prefix(['-', '*', '•', '–']).filter(|rest| rest.starts_with([' ', '\t'])) {
            Some(rest) => lines.item(rest),
            None => lines.paragraph(line),
        }
    }
    lines.finish()
}
