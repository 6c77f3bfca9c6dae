//! Tables: rows under a header, whether from CSV or a workbook, and what a program makes notes of.

use super::file::File;
use super::{Draft, html, lines::Lines, programs};
use std::borrow::Cow;

/// The header of a table.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The names of the columns: lower case, single spaces.
    columns: Vec<String>,
}

/// A row of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'r> {
    cells: &'r [Cow<'r, str>],
}

/// What makes notes of rows.
pub(super) trait Rows {
    /// The notes of a row; most rows have one, an account may have several or none.
    fn notes(&mut self, row: Row<'_>) -> Vec<Draft>;
}

/// What is made of a table.
pub(super) enum Plan {
    /// Its rows are notes.
    Notes(Box<dyn Rows>),
    /// It is known, and its rows are something else; the words say what.
    Beside(&'static str),
}

impl Table {
    pub(super) fn new<'c>(header: impl IntoIterator<Item = &'c str>) -> Self {
        let fold = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        Self { columns: header.into_iter().map(|name| fold(name.trim_start_matches('\u{feff}'))).collect() }
    }

    /// The first column that has one of these names, the names in order of preference.
    pub(super) fn find(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.columns.iter().position(|column| column == name))
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
