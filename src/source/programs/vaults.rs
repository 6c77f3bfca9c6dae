//! Notes of note programs that keep Markdown: Obsidian, Logseq, Bear, Joplin, Notion. What they add to Markdown is
//! blanked, or read as what it stands for.

use super::Text;
use super::mask::{Mask, numbered};
use crate::note::{Known, KnownPerson, Side};
use crate::source::file::File;
use crate::source::json::Get;
use crate::source::when;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use std::ops::Range;
use std::sync::LazyLock;

/// Marks of which a note of a vault has one at least.
static MARKS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let marks = [
        "[[",
        "%%",
        "==",
        "::",
        "📅",
        "⏳",
        "🛫",
        "✅",
        "➕",
        "❌",
        "#task",
        "[-]",
        "[/]",
        ":LOGBOOK:",
        "DEADLINE:",
        "> [!",
    ];
    AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(marks).expect("a few marks make an automaton")
});

pub(super) fn text(note: &Text<'_>, mask: &mut Mask, known: &mut Known) -> bool {
    if !note.is_markdown {
        return false;
    }
    if let Some(title) = notion_title(note.file.stem()) {
        known.program = Some("Notion page");
        known.title = note
            .text
            .lines()
            .find_map(|line| line.strip_prefix("# "))
            .map_or_else(|| Some(title.to_owned()), |line| Some(line.trim().to_owned()));
        mask.lines(note.text, |line| matches!(line.trim(), "<aside>" | "</aside>"));
        mentions(note.text, mask);
        return true;
    }
    if let Some(front) = joplin_front(note.text) {
        known.program = Some("Joplin note");
        kept_by(front.lines().find_map(|line| line.strip_prefix("author: ")).map(str::trim), known);
        return true;
    }
    if let Some(start) = joplin_fields(note.text) {
        joplin(note.text, start, mask, known);
        return true;
    }
    if !MARKS.is_match(note.text) {
        return false;
    }
    known.program = Some("note of a vault");
    known.date = journal(note.file.stem()).or_else(|| bundled(note.file));
    if known.date.is_none() && !is_titled(note.text) {
        // Such programs call a page by the name of its file.
        known.title = Some(note.file.stem().to_owned());
    }
    let (mut fenced, mut head) = (false, note.text.starts_with("---"));
    comments(note.text, mask);
    for (start, line) in numbered(note.text) {
        let trimmed = line.trim_start();
        if head {
            Line { start, line, mask }.links(false);
            head = start == 0 || !trimmed.starts_with("---");
        } else if trimmed.starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            Line { start, line, mask }.read();
        }
    }
    true
}

/// Where the fields begin that Joplin keeps below a note, if they do: the last lines are `id: …` to `type_: 1`.
fn joplin_fields(text: &str) -> Option<usize> {
    const LONGEST: usize = 4096;
    let ends = text.trim_end().rsplit('\n').next().is_some_and(|line| line.starts_with("type_: "));
    let mut from = text.len().saturating_sub(LONGEST);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let start = text[from..].rfind("\nid: ").map(|at| from + at + 1);
    start.filter(|_| ends)
}

/// A note of Joplin's raw export: the title is its first line, and fields stand below it.
fn joplin(text: &str, start: usize, mask: &mut Mask, known: &mut Known) {
    let field = |name: &str| {
        let mut values = text[start..].lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        values.next().map(str::trim).filter(|value| !value.is_empty())
    };
    known.program = Some("Joplin note");
    known.title = text.lines().next().map(|line| line.trim().to_owned()).filter(|title| !title.is_empty());
    known.date = ["user_created_time", "created_time"].iter().find_map(|name| field(name)).and_then(when::day);
    kept_by(field("author"), known);
    mask.blank(start..text.len());
}

/// Whoever keeps a note is one of ours.
fn kept_by(author: Option<&str>, known: &mut Known) {
    if let Some(person) = author.and_then(|author| KnownPerson::parse(author, Some(Side::Us))) {
        known.author = Some(person.name.clone());
        known.add(person);
    }
}

/// The fields that Joplin writes at the front of a note: both times of its own, in UTC.
fn joplin_front(text: &str) -> Option<&str> {
    let front = text.strip_prefix("---")?;
    let front = &front[..front.find("\n---")?];
    (front.contains("\nupdated: ") && front.contains("\ncreated: ")).then_some(front)
}

/// The day on which Bear says that a bundle was begun.
fn bundled(file: &File<'_>) -> Option<jiff::civil::Date> {
    file.folder_name().filter(|folder| folder.ends_with(".textbundle"))?;
    let info: serde_json::Value = serde_json::from_str(&file.folder.read("info.json")?).ok()?;
    info["net.shinyfrog.bear"].text("creationDate").and_then(when::day)
}

/// The day of a journal: `2026_11_19`.
fn journal(stem: &str) -> Option<jiff::civil::Date> {
    let underscored = stem.len() == 10 && stem.split('_').all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    underscored.then(|| when::day(&stem.replace('_', "-"))).flatten()
}

/// Whether a text names itself: by a heading of the first level, or a field at its front.
fn is_titled(text: &str) -> bool {
    const FRONT: usize = 40;
    let mut lines = text.lines().take(FRONT).map(|line| line.trim_start_matches(['-', ' ', '\t']));
    lines.any(|line| line.starts_with("# ") || line.starts_with("title:"))
}

/// A page of Notion ends in a space and 32 hexadecimal digits.
fn notion_title(stem: &str) -> Option<&str> {
    let (title, id) = stem.rsplit_once(' ')?;
    (id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(title)
}

/// Whether a table is a database of Notion whose rows are pages beside it.
pub(in crate::source) fn is_database_of_pages(file: &File<'_>) -> bool {
    let database = file.stem().trim_end_matches("_all");
    let title = notion_title(database).filter(|_| !file.is_named);
    title.is_some_and(|title| file.folder.has_pages(database) || file.folder.has_pages(title))
}

/// `@Name` and `@November 25, 2026` lose their links when they are exported.
fn mentions(text: &str, mask: &mut Mask) {
    for (at, _) in text.match_indices('@') {
        let before = text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || c == '(');
        if before && text[at + 1..].starts_with(char::is_uppercase) {
            mask.blank(at..at + 1);
        }
    }
}

/// `%% … %%`, over lines if need be.
fn comments(text: &str, mask: &mut Mask) {
    let mut rest = 0;
    while let Some(open) = text[rest..].find("%%").map(|at| rest + at) {
        let Some(close) = text[open + 2..].find("%%").map(|at| open + 4 + at) else { return };
        mask.blank(open..close);
        rest = close;
    }
}

struct Line<'l> {
    start: usize,
    line: &'l str,
    mask: &'l mut Mask,
}

/// Signs before a day that is not the one by which it is due, and signs without a day.
const ASIDE: [&str; 6] = ["➕", "⏳", "🛫", "✅", "❌", "⌛"];
const SIGNS: [&str; 12] = ["🔺", "⏫", "🔼", "🔽", "⏬", "🔁", "🏁", "🆔", "⛔", "📅", "🗓", "📆"];
/// Fields that are about a task, and hold no words of the note.
const FIELDS: [&str; 8] = ["completion", "created", "start", "scheduled", "priority", "repeat", "id", "cancelled"];
/// The most characters of a field's name, and of its value.
const FIELD: usize = 60;
/// What Logseq and Org write before a task that is open, or done.
const OPEN: [&str; 7] = ["TODO ", "DOING ", "LATER ", "NOW ", "WAITING ", "WAIT ", "IN-PROGRESS "];
const DONE: [&str; 3] = ["DONE ", "CANCELED ", "CANCELLED "];

impl Line<'_> {
    fn read(mut self) {
        let trimmed = self.line.trim_start();
        let indent = self.line.len() - trimmed.len();
        if is_drawer(trimmed) || trimmed.starts_with("![[") {
            return self.blank(indent..self.line.len());
        }
        self.callout();
        self.heading();
        self.boxes();
        self.keyword();
        self.links(true);
        self.marks("==");
        self.marks("::");
        self.fields();
        if !self.line.is_ascii() {
            self.signs();
        }
        self.tags();
    }

    fn blank(&mut self, range: Range<usize>) {
        self.mask.blank(self.start + range.start..self.start + range.end);
    }

    /// `> [!todo] Title`: a callout is the note's own, no quotation.
    fn callout(&mut self) {
        let Some(at) = self.line.find("> [!") else { return };
        let end = self.line[at..].find(']').map_or(self.line.len(), |end| at + end + 1);
        let end = end + usize::from(self.line[end..].starts_with(['-', '+']));
        self.blank(at..end);
    }

    /// `[-]` is a task given up, `[/]` one that was begun.
    fn boxes(&mut self) {
        for (state, instead) in [("- [-] ", "- [x] "), ("- [/] ", "- [ ] "), ("- [>] ", "- [ ] ")] {
            let quoted = self.line.trim_start_matches(['>', ' ', '\t']);
            if quoted.starts_with(state) {
                let at = self.start + self.line.len() - quoted.len();
                self.mask.write(at..at + state.len(), instead);
            }
        }
    }

    /// `- ## Words`: a heading in an outline.
    fn heading(&mut self) {
        let words = self.line.trim_start_matches([' ', '\t']);
        let marks =
            words.strip_prefix("- ").filter(|rest| rest.starts_with('#')).map(|rest| rest.trim_start_matches('#'));
        if let Some(rest) = marks.filter(|rest| rest.starts_with(' ')) {
            let end = self.line.len() - rest.len();
            let start = self.line.len() - words.len() + 2;
            self.blank(start..end);
        }
    }

    /// `- TODO Ana sends it`, `DEADLINE: <2026-11-25 Wed>`.
    fn keyword(&mut self) {
        let words = self.line.trim_start_matches([' ', '\t', '-', '*']);
        let at = self.line.len() - words.len();
        for keyword in OPEN.iter().chain(&DONE) {
            if words.starts_with(keyword) {
                let instead = if DONE.contains(keyword) { "[x]" } else { "[ ]" };
                self.mask.write(self.start + at..self.start + at + keyword.len() - 1, instead);
            }
        }
        for keyword in ["DEADLINE: <", "SCHEDULED: <"] {
            if words.starts_with(keyword) {
                self.mask.write(self.start + at..self.start + at + keyword.len(), "due ");
                let end = self.line[at..].find('>').map_or(self.line.len(), |end| at + end);
                self.blank(end..self.line.len());
            }
        }
        let priority = words.find("[#").filter(|&from| words.as_bytes().get(from + 3) == Some(&b']'));
        if let Some(from) = priority {
            self.blank(at + from..at + from + 4);
        }
    }

    /// `[[Page|alias]]` reads as its alias in a text and as its page in front matter, `[[Page]]` as its page.
    fn links(&mut self, by_alias: bool) {
        let mut rest = 0;
        while let Some(open) = self.line[rest..].find("[[").map(|at| rest + at) {
            let Some(close) = self.line[open..].find("]]").map(|at| open + at) else { return };
            let bar = self.line[open..close].rfind('|').map(|bar| open + bar);
            self.blank(open..if by_alias { bar.map_or(open + 2, |bar| bar + 1) } else { open + 2 });
            self.blank(if by_alias { close } else { bar.unwrap_or(close) }..close + 2);
            rest = close + 2;
        }
    }

    /// Pairs of marks around words that are to stand out.
    fn marks(&mut self, mark: &str) {
        let mut rest = 0;
        while let Some(open) = self.line[rest..].find(mark).map(|at| rest + at) {
            let inner = open + mark.len();
            let Some(close) = self.line[inner..].find(mark).map(|at| inner + at) else { return };
            let words = &self.line[inner..close];
            if !words.is_empty() && words.trim() == words {
                self.blank(open..inner);
                self.blank(close..close + mark.len());
            }
            rest = close + mark.len();
        }
    }

    /// `[due:: 2026-11-25]`, `(due:: …)`: the day stays; `key:: value` of its own reads as `key: value`.
    fn fields(&mut self) {
        let mut rest = 0;
        while let Some(at) = self.line[rest..].find("::").map(|at| rest + at) {
            rest = at + 2;
            // Fields are short; no look goes further, so that a long line of them takes no longer than its length.
            let mut before = self.line[..at].char_indices().rev().take(FIELD);
            let open = before.find(|(_, c)| matches!(c, '[' | '(')).map(|(open, _)| open);
            let open = open.filter(|&open| self.is_key(open + 1..at));
            let mut behind = self.line[at..].char_indices().take(FIELD);
            let close = behind.find(|(_, c)| matches!(c, ']' | ')')).map(|(close, _)| at + close);
            match (open, close) {
                (Some(open), Some(close))
                    if FIELDS.contains(&self.line[open + 1..at].trim().to_lowercase().as_str()) =>
                {
                    self.blank(open..close + 1);
                }
                (Some(open), Some(close)) => {
                    self.blank(open..at + 2);
                    self.blank(close..close + 1);
                }
                _ if self.is_key(self.line.len() - self.line.trim_start_matches([' ', '\t', '-', '*']).len()..at) => {
                    self.blank(at + 1..at + 2);
                }
                _ => {}
            }
        }
    }

    fn is_key(&self, range: Range<usize>) -> bool {
        let key = self.line.get(range).unwrap_or_default();
        !key.is_empty() && key.len() < 40 && key.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
    }

    /// The signs of tasks: of all days only the one by which it is due stays.
    fn signs(&mut self) {
        for sign in ASIDE {
            for (at, _) in self.line.match_indices(sign) {
                let behind = &self.line[at + sign.len()..];
                let day = behind.trim_start_matches(['\u{fe0f}', ' ', '\u{a0}']);
                let is_day =
                    day.get(..10).is_some_and(|day| day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'));
                let end = if is_day { self.line.len() - day.len() + 10 } else { at + sign.len() };
                self.blank(at..end);
            }
        }
        for sign in SIGNS {
            for (at, _) in self.line.match_indices(sign) {
                self.blank(at..at + sign.len());
            }
        }
    }

    /// `#task`, and the name of a block at the end of a line.
    fn tags(&mut self) {
        if let Some(at) = self.line.find("#task") {
            self.blank(at..at + "#task".len());
        }
        if let Some(at) = self
            .line
            .rfind(" ^")
            .filter(|&at| self.line[at + 2..].bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'))
        {
            self.blank(at..self.line.trim_end().len());
        }
    }
}

fn is_drawer(line: &str) -> bool {
    matches!(line.trim(), ":LOGBOOK:" | ":END:" | ":PROPERTIES:")
        || line.starts_with("CLOCK: [")
        || line.starts_with("collapsed:: ")
        || line.starts_with("id:: ")
}
