//! What kind of file it is: by its first bytes, and by its extension where they leave a choice.

use super::text;
use std::ops::Range;

/// The extensions of files inside folders and containers that may hold notes.
pub(super) const EXTENSIONS: [&str; 25] = [
    "md", "markdown", "txt", "text", "html", "htm", "rtf", "docx", "xlsx", "xlsm", "xls", "csv", "tsv", "json",
    "jsonl", "ndjson", "vtt", "srt", "eml", "mbox", "enex", "zip", "mhtml", "mht", "textpack",
];

/// Files of programs that are not read, by their extensions: what they are, and what to do.
const UNREAD: &[(&[&str], &str)] = &[
    (&["doc", "dot"], "a Word file of before 2007: save it as .docx or text"),
    (&["msg"], "a mail of Outlook's own: save it as .eml or text"),
    (&["pst", "ost", "olm"], "a mailbox of Outlook's own: export it as .mbox or .eml"),
    (&["jex"], "Joplin's archive: export as Markdown, or unpack it with tar"),
    (&["one", "onepkg"], "OneNote's own: export it as .docx"),
    (&["odt", "pages"], "a text of another office program: save it as .docx"),
    (&["ods", "numbers"], "a table of another office program: save it as .xlsx or .csv"),
    (&["ppt", "pptx", "key", "odp"], "slides: save their notes as text"),
    (&["pdf"], "a PDF: save it as text"),
];

/// What a file of a program is that is not read, and what to do about it, by its name.
pub(super) fn unread(name: &str) -> Option<&'static str> {
    let extension = name.rsplit_once('.')?.1.to_ascii_lowercase();
    UNREAD.iter().find(|(known, _)| known.contains(&extension.as_str())).map(|(_, what)| *what)
}

/// What stands at the beginning of the reports that we write as HTML.
const REPORT: &str = "<meta name=\"generator\" content=\"goodmeeting report\">";

/// A file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Html,
    Rtf,
    /// A zip, or what is one inside: a Word file, a workbook.
    Zip,
    /// A workbook of the time before zips.
    Xls,
    Table,
    Json,
    JsonLines,
    Cues,
    Mail,
    Mailbox,
    Enex,
    /// Something that is known, and not read; the words say what.
    Foreign(&'static str),
}

/// Files that are no notes, whatever they hold: by their first bytes.
const MAGIC: &[(&[u8], Format)] = &[
    (b"PK\x03\x04", Format::Zip),
    (b"PK\x05\x06", Format::Zip),
    (b"{\\rtf", Format::Rtf),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Format::Xls),
    (b"%PDF-", Format::Foreign("a PDF: save it as text")),
    (b"\x89PNG", Format::Foreign("a picture")),
    (b"\xFF\xD8\xFF", Format::Foreign("a picture")),
    (b"\x1F\x8B", Format::Foreign("packed with gzip")),
    (b"7z\xBC\xAF\x27\x1C", Format::Foreign("packed with 7z")),
    (b"SQLite format 3", Format::Foreign("a database")),
    (b"Rar!", Format::Foreign("packed with RAR")),
    (b"!BDN", Format::Foreign("a mailbox of Outlook's own: export it as .mbox or .eml")),
];

/// Where a file of tar says that it is one.
const TAR: Range<usize> = 257..262;

impl Format {
    /// The format of a file of that name which begins like that.
    pub(super) fn of(name: &str, head: &[u8]) -> Format {
        if let Some((_, format)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
            return match format {
                Format::Zip | Format::Xls => unread(name).map_or(*format, Format::Foreign),
                format => *format,
            };
        }
        if head.get(TAR) == Some(b"ustar") {
            return Format::Foreign(unread(name).unwrap_or("packed with tar"));
        }
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
        let start = text::start_of(head);
        Self::by_first_words(&start).unwrap_or_else(|| Self::by_extension(&extension, &start))
    }

    fn by_first_words(start: &str) -> Option<Format> {
        let begins = |with: &str| start.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
        if begins("WEBVTT") {
            Some(Format::Cues)
        } else if begins("<?xml") || begins("<!doctype en-export") || begins("<en-export") {
            start
                .contains("<en-export")
                .then_some(Format::Enex)
                .or_else(|| start.contains("<html").then_some(Format::Html))
        } else if start.contains(REPORT) && begins("<!doctype html") {
            Some(Format::Foreign("a report that goodmeeting wrote"))
        } else if begins("<!doctype html") || begins("<html") || begins("<head") || begins("<body") {
            Some(Format::Html)
        } else {
            None
        }
    }

    fn by_extension(extension: &str, start: &str) -> Format {
        match extension {
            "html" | "htm" => Format::Html,
            "csv" | "tsv" if start.starts_with("{\"") || start.starts_with("[{") => Format::Json,
            "csv" | "tsv" => Format::Table,
            // Some programs call a table or a page of HTML a workbook.
            "xls" | "xlsx" if start.starts_with('<') => Format::Html,
            "xls" | "xlsx" => Format::Table,
            "jsonl" | "ndjson" => Format::JsonLines,
            "json" if is_json_lines(start) => Format::JsonLines,
            "json" => Format::Json,
            "vtt" | "srt" => Format::Cues,
            "eml" | "mhtml" | "mht" if is_mailbox(start) => Format::Mailbox,
            "eml" | "mhtml" | "mht" => Format::Mail,
            "mbox" => Format::Mailbox,
            "enex" => Format::Enex,
            "md" | "markdown" => Self::of_text(start),
            _ if is_table(start) => Format::Table,
            _ => Self::of_text(start),
        }
    }

    /// What a text is that could be a note.
    fn of_text(start: &str) -> Format {
        match start {
            _ if is_mailbox(start) => Format::Mailbox,
            _ if is_mail(start) => Format::Mail,
            _ if is_subrip(start) => Format::Cues,
            _ if start.starts_with("{\"") || start.starts_with("[{") || is_pretty_json(start) => Format::Json,
            _ => Format::Text,
        }
    }
}

/// `{`, a line end, and a quoted key: no note begins like that.
fn is_pretty_json(start: &str) -> bool {
    let inner = start.strip_prefix(['{', '[']).map(str::trim_start);
    inner.is_some_and(|inner| inner.starts_with('"') && inner.contains("\":") || inner.starts_with("{\n"))
}

/// A first line that is one whole object, and another one below.
fn is_json_lines(start: &str) -> bool {
    let mut lines = start.lines().map(str::trim).filter(|line| !line.is_empty());
    let object = |line: &str| line.starts_with('{') && line.ends_with('}');
    lines.next().is_some_and(object) && lines.next().is_some_and(|line| line.starts_with('{'))
}

/// `From ` and a header below it.
fn is_mailbox(start: &str) -> bool {
    start.starts_with("From ") && start.lines().nth(1).is_some_and(|line| header_name(line).is_some())
}

/// A first line of short names, one of which a program gives to its notes, and a second one with as many cells.
fn is_table(start: &str) -> bool {
    const NAMES: [&str; 10] = [
        "note body",
        "note content",
        "activity - note",
        "note - content",
        "record id",
        "hs_note_body",
        "associated note",
        "parent id",
        "activity date",
        "description",
    ];
    let mut lines = start.lines();
    let (Some(header), Some(row)) = (lines.next(), lines.next()) else { return false };
    [',', ';', '\t'].iter().any(|&mark| {
        let names: Vec<String> = header.split(mark).map(|name| name.trim_matches(['"', ' ']).to_lowercase()).collect();
        names.len() > 2
            && names.iter().all(|name| !name.is_empty() && name.len() < 40)
            && names.iter().any(|name| NAMES.contains(&name.as_str()))
            && row.contains(mark)
    })
}

/// A run of header lines with some that only machines write.
fn is_mail(start: &str) -> bool {
    const MACHINE: [&str; 7] =
        ["mime-version", "message-id", "received", "content-type", "delivered-to", "return-path", "dkim-signature"];
    let mut headers = start.lines().map_while(|line| match line.starts_with([' ', '\t']) {
        true => Some(""),
        false => header_name(line),
    });
    headers.clone().any(|name| name.eq_ignore_ascii_case("from"))
        && headers.any(|name| MACHINE.iter().any(|machine| name.eq_ignore_ascii_case(machine)))
}

fn header_name(line: &str) -> Option<&str> {
    let (name, _) = line.split_once(':')?;
    let whole = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    whole.then_some(name)
}

/// A number, and a time with a comma in its second.
fn is_subrip(start: &str) -> bool {
    let mut lines = start.lines();
    lines.next().is_some_and(|line| !line.is_empty() && line.trim().bytes().all(|byte| byte.is_ascii_digit()))
        && lines.next().is_some_and(|line| line.contains(" --> ") && line.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, head: &str) -> Format {
        Format::of(name, head.as_bytes())
    }

    #[test]
    fn the_first_bytes_come_before_the_extension() {
        assert_eq!(of("notes.txt", "{\\rtf1\\ansi"), Format::Rtf);
        assert_eq!(of("notes.md", "<!DOCTYPE html><html>"), Format::Html);
        assert_eq!(of("call.txt", "WEBVTT\n\n1\n"), Format::Cues);
        assert_eq!(of("export.xls", "<html><table>"), Format::Html);
        assert_eq!(of("export.xls", "a\tb\n1\t2\n"), Format::Table);
        assert_eq!(of("book.csv", "PK\x03\x04"), Format::Zip);
        assert_eq!(of("call.txt", "1\n00:00:01,000 --> 00:00:02,000\nHi"), Format::Cues);
        assert_eq!(of("call.txt", "{\n  \"calls\": []\n}"), Format::Json);
        assert_eq!(of("mail.txt", "Received: by x\nFrom: a@b.example\nSubject: c\n\nHi"), Format::Mail);
        assert_eq!(of("scan.txt", "%PDF-1.7"), Format::Foreign("a PDF: save it as text"));
        assert_eq!(of("old.doc", "\u{feff}"), Format::Text);
        assert!(matches!(Format::of("old.doc", MAGIC[3].0), Format::Foreign(_)));
        assert_eq!(Format::of("old.xls", MAGIC[3].0), Format::Xls);
        let report = include_str!("../report/html/page.html");
        assert_eq!(of("report.html", report), Format::Foreign("a report that goodmeeting wrote"));
    }

    #[test]
    fn notes_stay_notes() {
        for text in
            ["# Acme\n\nGood.", "From: Ana\nTo: Bo\n\nHi Bo", "1\nfirst --> second", "[x] done\n", "{note to self}"]
        {
            assert_eq!(of("note.md", text), Format::Text, "{text}");
        }
        assert_eq!(of("note.txt", "From the call: they are keen"), Format::Text);
    }

    #[test]
    fn a_table_is_told_by_its_header_in_a_text_too() {
        assert_eq!(of("notes.txt", "Record ID,Activity date,Note body\n7,2026-03-02,Met.\n"), Format::Table);
        assert_eq!(of("notes.txt", "Dana, Priya, description\nThey met.\n"), Format::Text);
        assert_eq!(of("notes.md", "Record ID,Activity date,Note body\n7,2026-03-02,Met.\n"), Format::Text);
        assert_eq!(of("notes.csv", "[{\"note\":1}]"), Format::Json);
    }

    #[test]
    fn lines_of_json_are_told_from_one_value() {
        assert_eq!(of("a.json", "{\"a\":1}\n{\"a\":2}\n"), Format::JsonLines);
        assert_eq!(of("a.json", "{\n\"a\":1}\n"), Format::Json);
    }
}
