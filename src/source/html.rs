//! HTML to lines: paragraphs, items, boxes, rows. Files of HTML, and cells, mails and notes that hold some.

use super::file::{Emit, File, Halt};
use super::limits::WHOLE;
use super::lines::{Kind, Lines, paragraphs};
use super::programs;
use crate::note::{Known, Origins};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states::RawKind,
};
use std::cell::RefCell;
use std::sync::Arc;

/// Reads a file of HTML.
pub(super) fn read(mut file: File<'_>, emit: &mut Emit<'_>) -> Result<(), Halt> {
    let html = file.take_text(WHOLE)?;
    if programs::keep::is_copy(&html, &file) {
        return Ok(());
    }
    let page = page(&html);
    let from = |what: &str| Some(format!("the page's {what}"));
    let (title, origin) = match (page.heading, page.title) {
        (Some(heading), _) => (heading, from("heading")),
        (None, Some(title)) => (title, from("title")),
        (None, None) => (file.stem().to_owned(), Some("the file's name".to_owned())),
    };
    let origins = Some(Arc::new(Origins { title: origin, ..Origins::default() }));
    let known = Known { title: Some(title), paragraphs: Some(paragraphs(&page.text)), origins, ..Known::default() };
    emit(Ok(file.note(None, page.text, known)).into())
}

/// The text of some HTML.
pub(super) fn text(html: &str) -> String {
    page(html).text
}

/// Whether a text has tags or entities, so that it has to be read as HTML.
pub(super) fn is_html(text: &str) -> bool {
    let tag = |at: usize| {
        let behind = text[at + 1..].trim_start_matches('/');
        let name: &str = &behind[..behind.bytes().take_while(u8::is_ascii_alphanumeric).count()];
        let known = [
            "p", "div", "br", "span", "ul", "ol", "li", "b", "strong", "em", "i", "a", "table", "html", "body", "h1",
            "h2", "h3", "h4",
        ];
        known.iter().any(|known| name.eq_ignore_ascii_case(known))
    };
    let entity = |at: usize| {
        let name = text[at + 1..].split(';').next().unwrap_or_default();
        let known = ["amp", "lt", "gt", "quot", "nbsp", "apos", "rsquo", "#39", "ndash", "mdash"];
        text[at + 1 + name.len()..].starts_with(';') && known.contains(&name)
    };
    text.match_indices('<').take(50).any(|(at, _)| tag(at))
        || text.match_indices('&').take(50).any(|(at, _)| entity(at))
}

/// What a page says.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) text: String,
    /// The first heading of the first level.
    pub(super) heading: Option<String>,
    /// The title in its head.
    pub(super) title: Option<String>,
}

/// Reads a page, or a piece of one.
pub(super) fn page(html: &str) -> Page {
    let tokenizer = Tokenizer::new(Sink(RefCell::default()), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let mut builder = tokenizer.sink.0.into_inner();
    builder.end_line();
    builder.end_row();
    Page {
        text: builder.lines.finish(),
        heading: builder.heading,
        title: builder.title.map(|title| title.trim().to_owned()).filter(|title| !title.is_empty()),
    }
}

struct Sink(RefCell<Builder>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut builder = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => builder.characters(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return builder.start(&tag),
            Token::TagToken(tag) => builder.end(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// A list that is open.
#[derive(Debug, Clone, Copy)]
struct List {
    is_checklist: bool,
}

#[derive(Debug, Default)]
struct Builder {
    lines: Lines,
    /// The words of the line so far.
    line: String,
    /// What stands before them: a bullet, a box, the marks of a heading.
    prefix: String,
    lists: Vec<List>,
    /// The cells of the open row, each with its lines; empty outside of tables.
    row: Vec<Vec<String>>,
    in_cell: bool,
    quotes: usize,
    in_pre: usize,
    in_title: bool,
    /// Inside of what is no text.
    is_code: bool,
    is_heading: bool,
    title: Option<String>,
    heading: Option<String>,
}

impl Builder {
    fn characters(&mut self, text: &str) {
        if self.is_code {
        } else if self.in_title {
            self.title.get_or_insert_default().push_str(text);
        } else if self.in_pre > 0 {
            for (at, line) in text.split('\n').enumerate() {
                if at > 0 {
                    self.end_line();
                }
                self.line.push_str(line);
            }
        } else {
            self.line.push_str(text);
        }
    }

    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        match &*tag.name {
            "script" | "style" | "noscript" | "template" => {
                self.is_code = true;
                return TokenSinkResult::RawData(RawKind::Rawtext);
            }
            "title" => {
                self.in_title = true;
                return TokenSinkResult::RawData(RawKind::Rcdata);
            }
            "br" => self.end_line(),
            "ul" | "ol" => {
                self.end_line();
                self.lists.push(List { is_checklist: is_checklist(tag) });
            }
            "li" => {
                self.end_line();
                let indent = "  ".repeat(self.lists.len().saturating_sub(1).min(8));
                let done = checked(tag).or_else(|| self.lists.last()?.is_checklist.then_some(false));
                self.prefix = format!("{indent}- {}", done.map_or("", mark));
            }
            "input" if attribute(tag, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox")) => {
                self.check(attribute(tag, "checked").is_some());
            }
            "en-todo" => self.check(attribute(tag, "checked").is_some_and(|value| value == "true")),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end_line();
                let level = usize::from(tag.name.as_bytes()[1] - b'0');
                self.prefix = format!("{} ", "#".repeat(level));
                self.is_heading = level == 1;
            }
            "td" | "th" => {
                self.end_line();
                self.in_cell = true;
                self.row.push(Vec::new());
            }
            "tr" | "table" => self.end_row(),
            "blockquote" => {
                self.end_line();
                self.quotes += 1;
            }
            "pre" => {
                self.end_line();
                self.in_pre += 1;
            }
            "div" if attribute(tag, "class").is_some_and(|class| class.contains("checkbox-o")) => {
                self.check(attribute(tag, "class").is_some_and(|class| class.contains("checkbox-on")));
            }
            name if is_block(name) => self.end_line(),
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn end(&mut self, name: &str) {
        match name {
            "title" => self.in_title = false,
            "script" | "style" | "noscript" | "template" => self.is_code = false,
            "ul" | "ol" => {
                self.end_line();
                self.lists.pop();
            }
            "li" => {
                self.end_line();
                self.prefix.clear();
            }
            "td" | "th" => {
                self.end_line();
                self.in_cell = false;
            }
            "tr" | "table" => self.end_row(),
            "blockquote" => {
                self.end_line();
                self.quotes = self.quotes.saturating_sub(1);
            }
            "pre" => {
                self.end_line();
                self.in_pre = self.in_pre.saturating_sub(1);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end_line();
                self.prefix.clear();
                self.is_heading = false;
            }
            name if is_block(name) => self.end_line(),
            _ => {}
        }
    }

    /// A box stands before what follows.
    fn check(&mut self, done: bool) {
        match self.prefix.find("- ") {
            Some(at) => self.prefix.truncate(at + 2),
            None => {
                self.end_line();
                self.prefix = "- ".to_owned();
            }
        }
        self.prefix.push_str(mark(done));
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if line.trim().is_empty() {
            return;
        }
        if self.in_cell
            && let Some(cell) = self.row.last_mut()
        {
            let words: Vec<&str> = line.split_whitespace().collect();
            cell.push(words.join(" "));
            return;
        }
        if self.is_heading && self.heading.is_none() {
            self.heading = Some(line.trim().to_owned());
        }
        let mut prefix = std::mem::take(&mut self.prefix);
        let kind = if prefix.trim_start().starts_with("- ") { Kind::Item } else { Kind::Paragraph };
        if self.quotes > 0 {
            prefix.insert_str(0, &"> ".repeat(self.quotes.min(8)));
        }
        self.lines.push(kind, &prefix, &line);
    }

    /// A row with several cells of a line each is a row; tables are also used to place paragraphs.
    fn end_row(&mut self) {
        self.end_line();
        self.in_cell = false;
        let mut row = std::mem::take(&mut self.row);
        let filled = row.iter().filter(|cell| !cell.is_empty()).count();
        if filled > 1 && row.iter().all(|cell| cell.len() <= 1) {
            let cells: Vec<String> =
                row.iter_mut().map(|cell| cell.pop().unwrap_or_default().replace('|', "/")).collect();
            self.lines.row(&cells);
        } else {
            row.iter().flatten().for_each(|line| self.lines.paragraph(line));
        }
    }
}

const fn mark(done: bool) -> &'static str {
    if done { "[x] " } else { "[ ] " }
}

fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

/// Whether an item is ticked, as far as it has a box of its own.
fn checked(tag: &Tag) -> Option<bool> {
    let class = attribute(tag, "class").unwrap_or_default();
    let style = attribute(tag, "style").unwrap_or_default();
    let words = |wanted: &str| class.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case(wanted));
    if words("checked") || style.contains("--en-checked:true") || attribute(tag, "data-checked") == Some("true") {
        Some(true)
    } else if words("unchecked")
        || style.contains("--en-checked:false")
        || attribute(tag, "data-checked") == Some("false")
    {
        Some(false)
    } else {
        None
    }
}

fn is_checklist(tag: &Tag) -> bool {
    attribute(tag, "style").is_some_and(|style| style.contains("--en-todo:true"))
        || attribute(tag, "class").is_some_and(|class| class.split_ascii_whitespace().any(|word| word == "checklist"))
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "aside"
            | "main"
            | "nav"
            | "figure"
            | "figcaption"
            | "dl"
            | "dt"
            | "dd"
            | "hr"
            | "form"
            | "fieldset"
            | "details"
            | "summary"
            | "address"
            | "body"
            | "tbody"
            | "thead"
            | "en-note"
            | "center"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_become_lines_and_entities_characters() {
        let html = "<div><p>Ana &amp; Bo&nbsp;met.<br>All good &lt;3</p><ul><li><p>Send it</p><ul><li>soon</li></ul></li></ul></div>";
        assert_eq!(text(html), "Ana & Bo met.\n\nAll good <3\n\n- Send it\n  - soon");
    }

    #[test]
    fn boxes_are_told_in_every_way_of_writing_them() {
        let html = "<ul class=checklist><li class=checked>a</li><li>b</li></ul><en-todo checked=\"true\"/>c\
                    <ul><li><input type=checkbox checked> d</li></ul><li style=\"--en-checked:false\"><div>e</div></li>";
        assert_eq!(text(html), "- [x] a\n- [ ] b\n- [x] c\n- [x] d\n- [ ] e");
    }

    #[test]
    fn tables_are_rows_where_they_are_tables() {
        assert_eq!(
            text("<table><tr><th>Who<th>What<tr><td>Ana<td>send</table>"),
            "| Who | What |\n| --- | --- |\n| Ana | send |"
        );
        assert_eq!(text("<table><tr><td><p>One.<p>Two.</table>Three"), "One.\n\nTwo.\n\nThree");
    }

    #[test]
    fn code_is_no_text() {
        let page = page("<html><head><title>T</title><style>p{}</style><script>if (a<b) {}</script></head><h1>H</h1>x");
        assert_eq!(
            (page.text.as_str(), page.title.as_deref(), page.heading.as_deref()),
            ("# H\n\nx", Some("T"), Some("H"))
        );
    }

    #[test]
    fn html_is_told_from_text_with_angles() {
        assert!(is_html("<p>x") && is_html("a &amp; b") && is_html("a<br/>b"));
        assert!(!is_html("a < b and <5k") && !is_html("<ana@b.example>") && !is_html("R&D; AT&T"));
    }

    #[test]
    fn torn_markup_is_read_as_far_as_it_goes() {
        for html in
            ["<", "<p", "</", "<ul><li", "&#", "&#x110000;", "<td>a</tr></td>", "</ul></li><li>x", "<!--", "<![CDATA["]
        {
            let _ = text(html);
        }
    }
}
