//! CSV, TSV and workbooks, a row at a time.

use super::file::{Emit, File, Halt};
use super::limits::{CELLS, COLUMNS, ENTRY, Metered, WHOLE};
use super::table::{Plan, Row, Table};
use super::{Draft, NoteText, Piece, programs, text};
use crate::decode;
use calamine::{Data, DataRef, ExcelDateTime, Reader, Xls, Xlsx};
use std::borrow::Cow;
use std::io::{Cursor, Read};
use std::sync::Arc;

/// How many rows are looked at before it is told what a table is.
const SAMPLE: usize = 25;
/// The same in bytes.
const SAMPLE_BYTES: usize = 1 << 20;
/// Within how many rows the header stands: reports have lines above it.
const HEADER_WITHIN: usize = 10;

/// What is found out about a table while its rows come.
struct Rowed<'f, 'e, 'x> {
    file: &'f File<'x>,
    emit: &'e mut Emit<'x>,
    /// The sheet, in workbooks.
    sheet: Option<String>,
    delimiter: u8,
    /// The first rows with their numbers, until it is told what the table is.
    held: Vec<(usize, Vec<String>)>,
    held_bytes: usize,
    is_told: bool,
    plan: Option<Plan>,
    /// The row as a spreadsheet counts it, from 1 with the header.
    number: usize,
}

impl<'f, 'e, 'x> Rowed<'f, 'e, 'x> {
    fn new(file: &'f File<'x>, emit: &'e mut Emit<'x>, sheet: Option<String>, delimiter: u8) -> Self {
        let (held, plan) = Default::default();
        Self { file, emit, sheet, delimiter, held, held_bytes: 0, is_told: false, plan, number: 0 }
    }

    /// Takes the next row. False where nothing more can be made of the table.
    fn row(&mut self, cells: &[Cow<'_, str>]) -> Result<bool, Halt> {
        self.number += 1;
        if cells.len() > COLUMNS {
            return Err(self.file.limit(format!("more than {COLUMNS} columns")).into());
        }
        if self.is_told {
            return self.notes(self.number, cells);
        }
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            self.held_bytes += cells.iter().map(|cell| cell.len()).sum::<usize>();
            self.held.push((self.number, cells.iter().map(|cell| cell.as_ref().to_owned()).collect()));
        }
        if self.held.len() < SAMPLE && self.held_bytes < SAMPLE_BYTES { Ok(true) } else { self.tell() }
    }

    /// Ends the table.
    fn end(&mut self) -> Result<(), Halt> {
        if !self.is_told {
            self.tell()?;
        }
        if let Some(Plan::Said(said)) = &mut self.plan
            && let Some(note) = said.note(self.file, self.sheet.clone())
        {
            (self.emit)(Ok(note).into())?;
        }
        Ok(())
    }

    /// Tells what the table is by its first rows, and reads those.
    fn tell(&mut self) -> Result<bool, Halt> {
        self.is_told = true;
        let held = std::mem::take(&mut self.held);
        let Some((header, plan)) = planned(&held, self.delimiter, self.file) else { return Ok(false) };
        self.plan = Some(plan);
        for (number, cells) in &held[header + 1..] {
            let cells: Vec<Cow<'_, str>> = cells.iter().map(|cell| Cow::Borrowed(cell.as_str())).collect();
            if !self.notes(*number, &cells)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn notes(&mut self, number: usize, cells: &[Cow<'_, str>]) -> Result<bool, Halt> {
        let rows = match &mut self.plan {
            Some(Plan::Notes(rows)) => Arc::clone(rows),
            Some(Plan::Said(said)) if said.size > WHOLE as usize => {
                return Err(self.file.limit(format!("a transcript of more than {} MB", WHOLE >> 20)).into());
            }
            Some(Plan::Said(said)) => {
                said.row(Row::new(cells));
                return Ok(true);
            }
            _ => return Ok(false),
        };
        let whence = self.file.whence();
        let row = format!("row {number}");
        let place = self.sheet.as_ref().map_or_else(|| row.clone(), |sheet| format!("{sheet}: {row}"));
        let cells: Vec<Cow<'static, str>> = cells.iter().map(|cell| Cow::Owned(cell.as_ref().to_owned())).collect();
        let size = cells.iter().map(|cell| cell.len()).sum();
        let note = move |draft: Draft| {
            let entry = draft.entry.map_or_else(|| place.clone(), |part| format!("{place}: {part}"));
            Ok(NoteText { id: draft.id, ..whence.note(Some(entry), draft.text, draft.known) })
        };
        (self.emit)(Piece::unread(size, move || rows.notes(Row::new(&cells)).into_iter().map(note).collect()))?;
        Ok(true)
    }

    fn not_understood(&self) -> Option<&'static str> {
        match &self.plan {
            Some(Plan::Notes(_) | Plan::Said(_)) => None,
            Some(Plan::Beside(what)) => Some(what),
            None => Some("a table without a column of notes that is known"),
        }
    }
}

/// Which of the first rows is the header, and what is made of the table. The header has more cells than what stands above it.
fn planned(rows: &[(usize, Vec<String>)], delimiter: u8, file: &File<'_>) -> Option<(usize, Plan)> {
    let filled = |row: &[String]| row.iter().filter(|cell| !cell.trim().is_empty()).count();
    let (mut widest, mut headers) = (0, Vec::new());
    for (at, (_, row)) in rows.iter().enumerate().take(HEADER_WITHIN) {
        if filled(row) > widest {
            widest = filled(row);
            headers.push(at);
        }
    }
    let table = |at: usize| {
        let below = rows[at + 1..].iter().map(|(_, row)| row);
        Table::new(rows[at].1.iter().map(String::as_str)).with_rows(below, delimiter)
    };
    if programs::is_database_of_pages(file) {
        return Some((0, Plan::Beside("a database of Notion, whose pages are read")));
    }
    let by_name = headers.iter().find_map(|&at| Some((at, table(at).plan(file)?)));
    by_name.or_else(|| headers.last().and_then(|&at| Some((at, table(at).guessed()?))))
}

/// Reads CSV, whatever separates its columns.
pub(super) fn read_csv(mut file: File<'_>, emit: &mut Emit<'_>) -> Result<(), Halt> {
    let head = file.head().to_vec();
    let content: Box<dyn Read + '_> = match decode::is_utf16(&head) {
        true => Box::new(Cursor::new(file.take_text(WHOLE)?.into_bytes())),
        false => file.stream(),
    };
    let delimiter = delimiter(&text::start_of(&head));
    let (metered, allowance) = Metered::new(content, ENTRY);
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(metered);
    let mut rows = Rowed::new(&file, emit, None, delimiter);
    let mut record = csv::ByteRecord::new();
    loop {
        allowance.renew();
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) if allowance.is_spent() => {
                let what = format!("row {} is larger than {} MB", rows.number + 1, ENTRY >> 20);
                return Err(file.limit(what).into());
            }
            Err(error) => return Err(file.damaged("a table", error).into()),
        }
        if rows.number == 0 && record.len() == 1 && record[0].starts_with(b"sep=") {
            continue;
        }
        let cells = decoded(&record);
        if !rows.row(&cells)? {
            break;
        }
    }
    rows.end()?;
    match rows.not_understood() {
        Some(what) => Err(super::not_notes(&file, what).into()),
        None => Ok(()),
    }
}

/// The cells of a row, each in the encoding that the row is in.
fn decoded(record: &csv::ByteRecord) -> Vec<Cow<'_, str>> {
    let utf8: Result<Vec<_>, _> = record.iter().map(std::str::from_utf8).collect();
    match utf8 {
        Ok(cells) if cells.iter().all(|cell| cell.is_ascii()) => cells.into_iter().map(Cow::Borrowed).collect(),
        Ok(cells) => cells.into_iter().map(|cell| Cow::Owned(text::repaired(cell.to_owned()))).collect(),
        Err(_) => {
            let encoding = decode::guess(record.as_slice());
            record.iter().map(|cell| encoding.decode_without_bom_handling(cell).0).collect()
        }
    }
}

/// What separates the columns: whatever cuts most of the first rows into the same number of cells, and into most.
fn delimiter(start: &str) -> u8 {
    if let Some(told) = start.strip_prefix("sep=").and_then(|rest| rest.bytes().next()) {
        return told;
    }
    let columns = |delimiter: u8| {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(start.as_bytes());
        let counts: Vec<usize> = reader.byte_records().map_while(Result::ok).take(20).map(|row| row.len()).collect();
        // The last row may be cut off.
        let whole = &counts[..counts.len().saturating_sub(1).max(1).min(counts.len())];
        let alike = |cells: usize| whole.iter().filter(|&&count| count == cells).count();
        whole.iter().filter(|&&cells| cells > 1).map(|&cells| (alike(cells), cells)).max()
    };
    *b",;\t|".iter().max_by_key(|delimiter| (columns(**delimiter), **delimiter == b',')).unwrap_or(&b',')
}

/// Reads a workbook of the newer kind, all its sheets.
pub(super) fn read_xlsx(file: &File<'_>, content: impl Read + std::io::Seek, emit: &mut Emit<'_>) -> Result<(), Halt> {
    let damaged = |error: &dyn ToString| file.damaged("a workbook", error.to_string());
    let mut book = Xlsx::new(content).map_err(|error| damaged(&error))?;
    let names = book.sheet_names();
    let mut reasons = Vec::new();
    for name in &names {
        let mut rows = Rowed::new(file, emit, (names.len() > 1).then(|| name.clone()), b',');
        let mut cells = book.worksheet_cells_reader(name).map_err(|error| damaged(&error))?;
        let (mut row, mut line): (Vec<Cow<'_, str>>, u32) = (Vec::new(), 0);
        let mut count = 0;
        let mut goes_on = true;
        while goes_on && let Some(cell) = cells.next_cell().map_err(|error| damaged(&error))? {
            count += 1;
            let (at, column) = cell.get_position();
            if count > CELLS || column as usize >= COLUMNS {
                let what = format!("sheet {name} has more than {CELLS} cells or {COLUMNS} columns");
                return Err(file.limit(what).into());
            }
            if at != line && !row.is_empty() {
                goes_on = rows.row(&row)?;
                row.clear();
            }
            rows.number = at as usize;
            line = at;
            row.resize(column as usize + 1, Cow::Borrowed(""));
            row[column as usize] = Cow::Owned(cell_text(cell.get_value()));
        }
        if goes_on && !row.is_empty() {
            rows.row(&row)?;
        }
        rows.end()?;
        reasons.push(rows.not_understood());
    }
    told(file, reasons)
}

/// Reads a workbook of the older kind.
pub(super) fn read_xls(mut file: File<'_>, emit: &mut Emit<'_>) -> Result<(), Halt> {
    let bytes = file.take_whole()?;
    // What else is kept in such a container: documents and mails of old programs.
    let mut book = Xls::new(Cursor::new(bytes)).map_err(|error| file.damaged("an old Office file", error))?;
    let names = book.sheet_names();
    let mut reasons = Vec::new();
    for name in &names {
        let range = book.worksheet_range(name).map_err(|error| file.damaged("a workbook", error))?;
        let mut rows = Rowed::new(&file, emit, (names.len() > 1).then(|| name.clone()), b',');
        rows.number = range.start().map_or(0, |(row, _)| row as usize);
        for row in range.rows() {
            let cells: Vec<Cow<'_, str>> = row.iter().map(|cell| Cow::Owned(data_text(cell))).collect();
            if !rows.row(&cells)? {
                break;
            }
        }
        rows.end()?;
        reasons.push(rows.not_understood());
    }
    told(&file, reasons)
}

/// A workbook holds notes where one of its sheets does.
fn told(file: &File<'_>, reasons: Vec<Option<&'static str>>) -> Result<(), Halt> {
    match reasons.iter().all(Option::is_some) {
        true => Err(super::not_notes(file, reasons.into_iter().flatten().next().unwrap_or("an empty workbook")).into()),
        false => Ok(()),
    }
}

fn cell_text(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(time) => time_text(time),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

fn data_text(cell: &Data) -> String {
    match cell {
        Data::DateTime(time) => time_text(time),
        Data::Error(_) => String::new(),
        other => other.to_string(),
    }
}

fn time_text(time: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}

/// The whole rows of a small table that lies beside a file, by the names of their columns; for joins.
pub(super) fn lookup(text: &str, key: &[&str], mut take: impl FnMut(&str, &Table, Row<'_>)) {
    let start: String = text.chars().take(4096).collect();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&start))
        .from_reader(text.as_bytes());
    let mut records = reader.records().map_while(Result::ok);
    let Some(header) = records.next() else { return };
    let table = Table::new(header.iter());
    let key = table.find(key);
    for record in records {
        let cells: Vec<Cow<'_, str>> = record.iter().map(Cow::Borrowed).collect();
        let row = Row::new(&cells);
        if let Some(id) = row.get(key) {
            take(id, &table, row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A workbook with one sheet of a header and so many rows of ten cells.
    fn workbook(rows: usize) -> Vec<u8> {
        use std::io::Write;
        const BOOK: &str = "<workbook xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'>\
            <sheets><sheet name='Calls' sheetId='1' r:id='r1'/></sheets></workbook>";
        const ROOT: &str = "<Relationships><Relationship Id='r1' Target='xl/workbook.xml' \
            Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'/></Relationships>";
        const RELATIONS: &str = "<Relationships><Relationship Id='r1' Target='worksheets/sheet1.xml' \
            Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet'/></Relationships>";
        let cells: String = ('A'..='J').map(|column| format!("<c r='{column}#'><v>1</v></c>")).collect();
        let row = |number: usize| format!("<row r='{number}'>{}</row>", cells.replace('#', &number.to_string()));
        let head = "<row r='1'><c r='A1' t='inlineStr'><is><t>Notes</t></is></c></row>";
        let rows: String = (2..=rows + 1).map(row).collect();
        let sheet = format!("<worksheet><sheetData>{head}{rows}</sheetData></worksheet>");
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let parts = [
            ("_rels/.rels", ROOT),
            ("xl/workbook.xml", BOOK),
            ("xl/_rels/workbook.xml.rels", RELATIONS),
            ("xl/worksheets/sheet1.xml", &sheet),
        ];
        for (name, part) in parts {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(part.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_sheet_of_too_many_cells_is_named() {
        let told = |rows| {
            let notes = crate::source::read(&crate::source::Source::of_bytes("book.xlsx", &workbook(rows)));
            notes.into_iter().filter_map(Result::err).map(|error| error.to_string()).collect::<String>()
        };
        assert!(told(200).contains("sheet Calls has more than 2000 cells"), "{}", told(200));
        assert_eq!(told(199), "");
    }

    #[test]
    fn the_delimiter_is_what_cuts_the_rows_alike() {
        assert_eq!(delimiter("a,b,c\n1,\"x;y\",3\n"), b',');
        assert_eq!(delimiter("a;b;c\n1;2,5;3\n4;5,5;6\n"), b';');
        assert_eq!(delimiter("a\tb\n1, 2\t3\n"), b'\t');
        assert_eq!(delimiter("Report, of notes\n\na;b;c\n1;2;3\n4;5;6\n"), b';');
        assert_eq!(delimiter("sep=|\na|b\n"), b'|');
        assert_eq!(delimiter("one column\nwith; marks, here\n"), b',');
        assert_eq!(delimiter(""), b',');
    }
}
