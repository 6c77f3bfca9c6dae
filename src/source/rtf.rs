//! Rich Text Format: the words, without fonts and colors.

use super::file::{Emit, File, Halt};
use super::lines::Lines;
use super::programs;
use crate::note::Known;
use encoding_rs::{Encoding, WINDOWS_1252};

/// Reads a file of Rich Text.
pub(super) fn read(mut file: File<'_>, emit: &mut Emit<'_>) -> Result<(), Halt> {
    let bytes = file.take_whole()?;
    let mut lines = Lines::default();
    for line in text(&bytes).lines() {
        match line.trim_start().strip_prefix(['•', '·', '\u{f0b7}']) {
            Some(item) => lines.item(item),
            None => lines.paragraph(line),
        }
    }
    emit(Ok(programs::of_text(file.note(None, lines.finish(), Known::default()), &file)).into())
}

/// Groups that hold no text of the document.
const ASIDE: [&str; 22] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "header",
    "footer",
    "headerl",
    "headerr",
    "footerl",
    "footerr",
    "footnote",
    "listtable",
    "listoverridetable",
    "generator",
    "filetbl",
    "revtbl",
    "rsidtbl",
    "themedata",
    "datastore",
    "fldinst",
];

/// What holds inside a group.
#[derive(Clone, Copy)]
struct Group {
    /// Whether its text is none of the document's.
    aside: bool,
    /// How many characters stand behind a Unicode escape for readers that do not know it.
    fallback: usize,
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
    out: String,
    encoding: &'static Encoding,
    groups: Vec<Group>,
    now: Group,
    /// Bytes of the document's encoding, not decoded yet.
    raw: Vec<u8>,
    /// The first half of a character of two units.
    high: Option<u16>,
    /// How many characters are still to be left out.
    skip: usize,
}

/// More groups in each other than this are no document.
const NESTING: usize = 1000;

fn text(bytes: &[u8]) -> String {
    let mut reader = Reader {
        bytes,
        at: 0,
        out: String::new(),
        encoding: WINDOWS_1252,
        groups: Vec::new(),
        now: Group { aside: false, fallback: 1 },
        raw: Vec::new(),
        high: None,
        skip: 0,
    };
    while let Some(&byte) = bytes.get(reader.at) {
        reader.at += 1;
        reader.byte(byte);
    }
    reader.flush();
    reader.out
}

impl Reader<'_> {
    fn byte(&mut self, byte: u8) {
        match byte {
            b'{' if self.groups.len() < NESTING => self.groups.push(self.now),
            b'{' => {}
            b'}' => {
                self.flush();
                self.now = self.groups.pop().unwrap_or(self.now);
            }
            b'\\' => self.control(),
            b'\r' | b'\n' => {}
            byte => self.raw(byte),
        }
    }

    /// A byte of text, unless it stands for an escape before it.
    fn raw(&mut self, byte: u8) {
        match self.skip {
            0 if !self.now.aside => self.raw.push(byte),
            0 => {}
            _ => self.skip -= 1,
        }
    }

    fn flush(&mut self) {
        if !self.raw.is_empty() {
            self.out.push_str(&self.encoding.decode_without_bom_handling(&self.raw).0);
            self.raw.clear();
        }
    }

    fn push(&mut self, text: &str) {
        self.flush();
        if !self.now.aside {
            self.out.push_str(text);
        }
    }

    /// What follows a backslash.
    fn control(&mut self) {
        let Some(&first) = self.bytes.get(self.at) else { return };
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            return self.symbol(first);
        }
        let word = self.take(u8::is_ascii_alphabetic);
        let negative = self.bytes.get(self.at) == Some(&b'-');
        self.at += usize::from(negative);
        let digits = self.take(u8::is_ascii_digit);
        let number = digits.parse::<i64>().ok().map(|number| if negative { -number } else { number });
        self.at += usize::from(self.bytes.get(self.at) == Some(&b' '));
        self.word(&word, number);
    }

    fn take(&mut self, wanted: impl Fn(&u8) -> bool) -> String {
        let rest = &self.bytes[self.at..];
        let count = rest.iter().take(32).take_while(|byte| wanted(byte)).count();
        self.at += count;
        String::from_utf8_lossy(&rest[..count]).into_owned()
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'\'' => {
                let hex = self.bytes.get(self.at..self.at + 2).and_then(|hex| std::str::from_utf8(hex).ok());
                if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                    self.at += 2;
                    self.raw(byte);
                }
            }
            b'~' => self.push(" "),
            b'_' => self.push("-"),
            b'*' => self.now.aside = true,
            b'\r' | b'\n' => self.push("\n"),
            b'{' | b'}' | b'\\' => self.raw(symbol),
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i64>) {
        match word {
            "par" | "line" | "row" | "sect" | "page" => self.push("\n"),
            "tab" | "cell" => self.push("\t"),
            "u" => self.unicode(number.unwrap_or(0)),
            "uc" => self.now.fallback = number.and_then(|count| usize::try_from(count).ok()).unwrap_or(1).min(64),
            "ansicpg" => self.encoding = code_page(number.unwrap_or(1252)),
            "mac" => self.encoding = encoding_rs::MACINTOSH,
            "bullet" => self.push("•"),
            "endash" => self.push("–"),
            "emdash" => self.push("—"),
            "lquote" => self.push("‘"),
            "rquote" => self.push("’"),
            "ldblquote" => self.push("“"),
            "rdblquote" => self.push("”"),
            word if ASIDE.contains(&word) => self.now.aside = true,
            _ => {}
        }
    }

    /// A UTF-16 unit, as a signed number.
    fn unicode(&mut self, number: i64) {
        self.skip = self.now.fallback;
        let unit = (number & 0xFFFF) as u16;
        let pair = self.high.take().map_or_else(|| vec![unit], |high| vec![high, unit]);
        match char::decode_utf16(pair).next() {
            Some(Ok(c)) => self.push(c.encode_utf8(&mut [0; 4])),
            _ => self.high = Some(unit),
        }
    }
}

fn code_page(number: i64) -> &'static Encoding {
    let name = match number {
        10000 => "macintosh".to_owned(),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        65001 => "utf-8".to_owned(),
        number => format!("windows-{number}"),
    };
    Encoding::for_label(name.as_bytes()).unwrap_or(WINDOWS_1252)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_out_and_fonts_stay() {
        let rtf = br"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Calibri;}}{\*\generator X;}\f0 Ana\rquote s caf\'e9 \u8364?38k\par \bullet  {\b Send} it\par\u-10179?\u-8703?}";
        assert_eq!(text(rtf), "Ana’s café €38k\n• Send it\n😁");
    }

    #[test]
    fn torn_files_are_read_as_far_as_they_go() {
        for rtf in ["{\\rtf1 a\\'", "{\\rtf1 a\\'zz", "{\\rtf1 a\\u", "}}}}a", "{\\rtf1 a\\", "{\\rtf1\\u55357?x"] {
            let _ = text(rtf.as_bytes());
        }
        assert_eq!(text("{".repeat(5000).as_bytes()), "");
    }
}
