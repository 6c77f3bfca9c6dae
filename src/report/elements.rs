//! JSON: a value by itself, and the elements of an array, written as they come.

use super::text::is_harmful;
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;
use std::io::{self, Write};

/// Writes a value; whatever a terminal could obey is escaped, so that JSON may be shown as it is.
pub(super) fn write_json(out: impl Write, value: &impl Serialize) -> io::Result<()> {
    Ok(value.serialize(&mut Serializer::with_formatter(out, Inert))?)
}

/// JSON without spaces, in which also those characters are escaped that JSON itself does not mind.
struct Inert;

impl Formatter for Inert {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        if fragment.is_ascii() {
            return out.write_all(fragment.as_bytes());
        }
        let mut rest = fragment;
        while let Some((at, harmful)) = rest.char_indices().find(|&(_, character)| is_harmful(character)) {
            // All of them are of the first plane.
            write!(out, "{}\\u{:04x}", &rest[..at], u32::from(harmful))?;
            rest = &rest[at + harmful.len_utf8()..];
        }
        out.write_all(rest.as_bytes())
    }
}

/// An array in the making, one element to a line.
#[derive(Debug)]
pub(super) struct Elements<W> {
    out: W,
    head: String,
    begun: bool,
}

impl<W: Write> Elements<W> {
    /// An array behind `head`, which ends with its bracket.
    pub(super) fn new(out: W, head: impl Into<String>) -> Self {
        Self { out, head: head.into(), begun: false }
    }

    pub(super) fn push(&mut self, element: &impl Serialize) -> io::Result<()> {
        if self.begun {
            self.out.write_all(b",\n")?;
        } else {
            writeln!(self.out, "{}", self.head)?;
        }
        self.begun = true;
        write_json(&mut self.out, element)
    }

    /// Ends the array; `tail` begins with its bracket.
    pub(super) fn end(&mut self, tail: &str) -> io::Result<()> {
        if self.begun {
            writeln!(self.out)?;
        } else {
            self.out.write_all(self.head.as_bytes())?;
        }
        writeln!(self.out, "{tail}")?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_escaped_and_reads_back_as_it_was() {
        let text = "é\u{9b}2J\u{202e}日\u{2028}\u{1b}\"";
        let mut out = Vec::new();
        write_json(&mut out, &text).unwrap();
        assert_eq!(String::from_utf8(out.clone()).unwrap(), r#""é\u009b2J\u202e日\u2028\u001b\"""#);
        assert_eq!(serde_json::from_slice::<String>(&out).unwrap(), text);
    }
}
