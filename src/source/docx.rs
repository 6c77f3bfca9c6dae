//! Word files: paragraphs, items, tables.

use super::file::{Emit, File, Halt};
use super::lines::{Kind, Lines, paragraphs};
use super::parts::joined;
use super::zip::Archive;
use super::{is_copy, programs};
use crate::note::Known;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Reads a Word file.
pub(super) fn read(file: &File<'_>, archive: &Archive, emit: &mut Emit<'_>) -> Result<(), Halt> {
    let Some(xml) = archive.read("word/document.xml") else {
        return Err(file.limit("a Word file whose text is damaged or too large".to_owned()).into());
    };
    let (text, speakers) = text(&String::from_utf8_lossy(&xml)).map_err(|error| file.damaged("a Word file", error))?;
    let is_transcript = speakers.len() > 1;
    let mut known = Known { paragraphs: Some(paragraphs(&text)), is_transcript, ..Known::default() };
    programs::speakers::add(&mut known, speakers.iter().map(String::as_str));
    let note = programs::of_text(file.note(None, text, known), file);
    if is_copy(file, &note) { Ok(()) } else { emit(Ok(joined(file, note, false)).into()) }
}

/// A paragraph in the making.
#[derive(Default)]
struct Paragraph {
    /// Its lines: a break in a paragraph begins a new one.
    words: String,
    is_item: bool,
    heading: Option<u8>,
}

#[derive(Default)]
struct Document {
    lines: Lines,
    /// The labels of those who speak, where it is a transcript.
    speakers: Vec<String>,
    paragraph: Paragraph,
    /// The cells of the open row, each with its paragraphs.
    row: Vec<String>,
    in_cells: usize,
    in_text: bool,
}

/// The text of `word/document.xml`, and who speaks in it.
fn text(xml: &str) -> Result<(String, Vec<String>), quick_xml::Error> {
    let mut reader = Reader::from_str(xml);
    let mut document = Document::default();
    loop {
        match reader.read_event()? {
            Event::Start(tag) => document.start(&tag),
            Event::Empty(tag) => {
                document.start(&tag);
                document.end(tag.local_name().as_ref());
            }
            Event::End(tag) => document.end(tag.local_name().as_ref()),
            Event::Text(text) if document.in_text => document.paragraph.words.push_str(&text.xml10_content()),
            Event::GeneralRef(entity) if document.in_text => {
                document.paragraph.words.push_str(&super::entity(&entity));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    document.end_paragraph();
    Ok((document.lines.finish(), document.speakers))
}

impl Document {
    fn start(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "t" => self.in_text = true,
            "br" | "cr" => self.paragraph.words.push('\n'),
            "tab" => self.paragraph.words.push('\t'),
            "numPr" => self.paragraph.is_item = true,
            "pStyle" => self.style(&value(tag).unwrap_or_default()),
            "tr" => self.row.clear(),
            "tc" => {
                self.in_cells += 1;
                if self.in_cells == 1 {
                    self.row.push(String::new());
                }
            }
            _ => {}
        }
    }

    fn style(&mut self, style: &str) {
        let style = style.to_ascii_lowercase();
        self.paragraph.is_item |= style.starts_with("list");
        let level = style.strip_prefix("heading").and_then(|level| level.trim().parse().ok());
        self.paragraph.heading = if style == "title" { Some(1) } else { level };
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "p" => self.end_paragraph(),
            "tc" => self.in_cells = self.in_cells.saturating_sub(1),
            "tr" if self.in_cells == 0 => self.end_row(),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let Paragraph { words, is_item, heading } = std::mem::take(&mut self.paragraph);
        if self.in_cells > 0 {
            if let Some(cell) = self.row.last_mut() {
                cell.push_str(&words.replace(['\n', '|'], " "));
                cell.push(' ');
            }
            return;
        }
        // Teams writes a name and a time, and what was said behind a break of the line.
        if let Some((name, said)) = words.split_once('\n').and_then(|(first, said)| Some((stamped(first)?, said))) {
            return self.turn(name, said);
        }
        // Older ones write the times in a line above the name.
        if let Some((_, rest)) = words.split_once('\n').filter(|(first, _)| first.contains(" --> "))
            && let Some((name, said)) = rest.split_once('\n')
        {
            return self.turn(name, said);
        }
        for line in words.lines() {
            let (kind, prefix, line) = match boxed(line.trim()) {
                (Some(done), rest) => (Kind::Item, if done { "- [x] " } else { "- [ ] " }.to_owned(), rest),
                (None, line) if is_item => (Kind::Item, "- ".to_owned(), line),
                (None, line) => match heading {
                    Some(level) => (Kind::Paragraph, "#".repeat(level.clamp(1, 6).into()) + " ", line),
                    None => (Kind::Paragraph, String::new(), line),
                },
            };
            self.lines.push(kind, &prefix, line);
        }
    }

    fn turn(&mut self, name: &str, said: &str) {
        if self.speakers.last().is_none_or(|last| last != name) {
            self.speakers.push(name.to_owned());
        }
        self.lines.turn(&programs::speakers::label(name), said);
    }

    fn end_row(&mut self) {
        let row: Vec<String> = self.row.drain(..).map(|cell| cell.trim().to_owned()).collect();
        match row.iter().filter(|cell| !cell.is_empty()).count() {
            0 => {}
            1 => row.iter().for_each(|cell| self.lines.paragraph(cell)),
            _ => self.lines.row(&row),
        }
    }
}

/// The name before a time: "Ana Ruiz   0:03".
fn stamped(line: &str) -> Option<&str> {
    let (name, time) = line.trim().rsplit_once([' ', '\t', '\u{a0}'])?;
    let parts: Vec<&str> = time.split(':').collect();
    let digits = |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    ((2..=3).contains(&parts.len()) && parts.iter().all(digits)).then(|| name.trim()).filter(|name| !name.is_empty())
}

/// A box that is written as a character, and what follows it.
fn boxed(line: &str) -> (Option<bool>, &str) {
    if let Some(rest) = line.strip_prefix(['☐', '□']) {
        (Some(false), rest.trim_start())
    } else if let Some(rest) = line.strip_prefix(['☑', '☒', '✅', '✔']) {
        (Some(true), rest.trim_start_matches('\u{fe0f}').trim_start())
    } else {
        (None, line)
    }
}

fn value(tag: &BytesStart<'_>) -> Option<String> {
    let mut attributes = tag.attributes();
    let mut known = attributes.with_checks(false).flatten();
    known.find(|one| one.key.local_name().as_ref() == "val").map(|one| one.value.as_ref().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_breaks_items_and_tables_are_read() {
        let xml = "<w:document><w:body><w:p><w:pPr><w:pStyle w:val=\"Heading2\"/></w:pPr><w:r><w:t>Next</w:t></w:r></w:p>\
            <w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Send </w:t></w:r><w:r><w:t>Q&amp;A</w:t></w:r></w:p>\
            <w:p><w:r><w:t>Ana   0:03</w:t><w:br/><w:t>Hi.</w:t></w:r></w:p><w:p><w:r><w:t>☒ done</w:t></w:r></w:p>\
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Who</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>What</w:t></w:r></w:p></w:tc>\
            </w:tr></w:tbl></w:body></w:document>";
        let wanted = "## Next\n\n- Send Q&A\n\nAna: Hi.\n\n- [x] done\n\n| Who | What |\n| --- | --- |";
        assert_eq!(text(xml).unwrap(), (wanted.to_owned(), vec!["Ana".to_owned()]));
    }
}
