//! Text as programs leave it: any encoding, any line end.

use crate::decode;
use crate::error::EncodingFault;

/// The first characters of some bytes, as far as they tell what kind of text it is.
pub(super) fn start_of(head: &[u8]) -> String {
    let whole = match std::str::from_utf8(head) {
        // A character may be cut in two where the head ends.
        Err(error) if error.error_len().is_none() => &head[..error.valid_up_to()],
        _ => head,
    };
    decode::lenient(whole.to_vec()).unwrap_or_default().trim_start().to_owned()
}

/// Reads bytes as text: lone carriage returns are line ends, what was encoded twice is decoded twice.
pub(super) fn read(bytes: Vec<u8>) -> Result<String, EncodingFault> {
    decode::lenient(bytes).map(|text| line_ends(repaired(text)))
}

/// Every line ends in a line feed, as old programs and mixed files leave some that do not.
fn line_ends(text: String) -> String {
    let bytes = text.as_bytes();
    let lone = |at: usize| bytes.get(at + 1) != Some(&b'\n');
    if !memchr::memchr_iter(b'\r', bytes).any(lone) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find('\r') {
        let (line, behind) = rest.split_at(at);
        out.push_str(line);
        out.push(if behind[1..].starts_with('\n') { '\r' } else { '\n' });
        rest = &behind[1..];
    }
    out.push_str(rest);
    out
}

/// What UTF-8 looks like that was read as Windows-1252: the first of two or three characters.
const MARKS: [&str; 4] = ["â€", "Ã", "Â", "ðŸ"];

/// Undoes it where a text was read in the wrong encoding and saved again ("Priyaâ€™s").
pub(super) fn repaired(text: String) -> String {
    let garbled = |line: &str| MARKS.iter().any(|mark| line.contains(mark));
    if text.is_ascii() || !garbled(&text) {
        return text;
    }
    text.split_inclusive('\n').map(|line| if garbled(line) { undone(line) } else { line.to_owned() }).collect()
}

/// A line as it was before: all of it, or each run of such characters that can have been another one.
fn undone(line: &str) -> String {
    if let Some(before) = decoded_again(line) {
        return before;
    }
    let (mut out, mut rest) = (String::with_capacity(line.len()), line);
    while let Some(start) = rest.find(|c: char| !c.is_ascii()) {
        let (before, behind) = rest.split_at(start);
        let length = behind.find(|c: char| c.is_ascii()).unwrap_or(behind.len());
        let (run, after) = behind.split_at(length);
        out.push_str(before);
        match decoded_again(run) {
            Some(before) => out.push_str(&before),
            // The last byte of a closing quotation mark has no character, and gets lost.
            None => out.push_str(if run == "â€" { "”" } else { run }),
        }
        rest = after;
    }
    out + rest
}

/// Some text as it was before it was read in the wrong encoding, if all of it can have been like that.
fn decoded_again(text: &str) -> Option<String> {
    let (bytes, _, lost) = encoding_rs::WINDOWS_1252.encode(text);
    String::from_utf8(bytes.into_owned()).ok().filter(|_| !lost)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        read(bytes.to_vec()).unwrap()
    }

    #[test]
    fn every_line_ends_in_a_line_feed() {
        assert_eq!(text(b"a\rb\r\nc\n\rd\r"), "a\nb\r\nc\n\nd\n");
        assert_eq!(text(b"a\r\nb"), "a\r\nb");
    }

    #[test]
    fn what_was_encoded_twice_is_read_again() {
        assert_eq!(text("Priyaâ€™s caf\u{c3}\u{a9}\nÃ©tÃ©".as_bytes()), "Priya’s café\nété");
        assert_eq!(text("the â€œdataâ€ of Priyaâ€™s".as_bytes()), "the “data” of Priya’s");
        assert_eq!(text("Château d’Ângelo\n".as_bytes()), "Château d’Ângelo\n");
        assert_eq!(text("SÃO PAULO – meeting".as_bytes()), "SÃO PAULO – meeting");
    }
}
