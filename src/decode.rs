//! From bytes to text.

use crate::error::EncodingFault;
use std::string::FromUtf8Error;

/// How many bytes at the front tell UTF-16 without a mark from UTF-8.
const PROBE: usize = 1024;

/// The text of a file's bytes, without a byte-order mark; line ends stay as they are.
pub fn decode(bytes: Vec<u8>) -> Result<String, EncodingFault> {
    if let Some(fault) = utf16(&bytes) {
        return Err(fault);
    }
    utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        EncodingFault::NotUtf8 { byte: bytes[at], line: memchr::memchr_iter(b'\n', &bytes[..at]).count() + 1 }
    })
}

fn utf8(mut bytes: Vec<u8>) -> Result<String, FromUtf8Error> {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    String::from_utf8(bytes)
}

/// The text of a note's bytes, whatever its encoding: UTF-8, UTF-16, or the old one that makes most sense of them. Fails
/// on bytes that are no text.
pub fn lenient(bytes: Vec<u8>) -> Result<String, EncodingFault> {
    if let Some(EncodingFault::Utf16 { little_endian }) = utf16(&bytes) {
        let little_endian = little_endian.unwrap_or_else(|| bytes.starts_with(b"\xFF\xFE"));
        let encoding = if little_endian { encoding_rs::UTF_16LE } else { encoding_rs::UTF_16BE };
        return Ok(encoding.decode_with_bom_removal(&bytes).0.into_owned());
    }
    utf8(bytes).or_else(|error| old_encoding(error.as_bytes()).ok_or(EncodingFault::NoText))
}

/// Text of the time before UTF-8; `None` where control characters tell that it is no text at all.
fn old_encoding(bytes: &[u8]) -> Option<String> {
    let probe = &bytes[..bytes.len().min(64 * PROBE)];
    let control = |byte: &&u8| **byte < 0x09 || (0x0E..0x1A).contains(*byte);
    if probe.iter().filter(control).count() * 100 > probe.len() {
        return None;
    }
    // Only the old Macintosh ended lines like that; what it wrote was not always in its own encoding.
    let macintosh = memchr::memchr(b'\r', probe).is_some() && memchr::memchr(b'\n', probe).is_none();
    let decoded = |encoding: &'static encoding_rs::Encoding| encoding.decode_without_bom_handling(bytes).0.into_owned();
    let guessed = decoded(guess(probe));
    let other = macintosh.then(|| decoded(encoding_rs::MACINTOSH));
    Some(other.filter(|other| misplaced(other) < misplaced(&guessed)).unwrap_or(guessed))
}

/// How many letters beyond ASCII stand where none is written: alone, or large behind a small one.
fn misplaced(text: &str) -> usize {
    let (mut count, mut before) = (0, ' ');
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let alone = !before.is_alphabetic() && chars.peek().is_none_or(|next| !next.is_alphabetic());
        let large = before.is_lowercase() && c.is_uppercase();
        count += usize::from(!c.is_ascii() && c.is_alphabetic() && (alone || large));
        before = c;
    }
    count
}

/// The old encoding that makes most sense of some bytes.
pub fn guess(bytes: &[u8]) -> &'static encoding_rs::Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

/// Whether bytes are UTF-16, by a mark or by their NULs.
pub fn is_utf16(bytes: &[u8]) -> bool {
    utf16(bytes).is_some()
}

/// UTF-16 has a mark at the front, or a NUL in nearly every second byte of Western text (which UTF-8 would let pass).
fn utf16(bytes: &[u8]) -> Option<EncodingFault> {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Some(EncodingFault::Utf16 { little_endian: None });
    }
    let probe = &bytes[..bytes.len().min(PROBE)];
    let (mut even, mut odd) = (0, 0);
    for at in memchr::memchr_iter(0, probe) {
        *(if at % 2 == 0 { &mut even } else { &mut odd }) += 1;
    }
    let many = probe.len().div_ceil(3).max(2);
    (even.max(odd) >= many && even.min(odd) * 8 <= even.max(odd))
        .then_some(EncodingFault::Utf16 { little_endian: Some(odd > even) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_end_in_carriage_returns_are_of_a_macintosh() {
        let text = "Larkspur – call\rHana’s “data” is café…\r";
        let macintosh = encoding_rs::MACINTOSH.encode(text).0.into_owned();
        assert_eq!(lenient(macintosh).unwrap(), text);
        let windows = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
        assert_eq!(lenient(windows).unwrap(), text);
    }

    fn utf16_bytes(text: &str, swap: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn a_mark_at_the_front_is_dropped_and_line_ends_are_kept() {
        assert_eq!(decode(b"\xEF\xBB\xBFa\r\nb".to_vec()).unwrap(), "a\r\nb");
        assert_eq!(decode(Vec::new()).unwrap(), "");
    }

    #[test]
    fn utf16_is_told_by_its_mark_or_by_its_nuls() {
        let with_mark = utf16_bytes("\u{FEFF}Call with Ana", false);
        assert_eq!(decode(with_mark), Err(EncodingFault::Utf16 { little_endian: None }));
        for swap in [false, true] {
            let bare = utf16_bytes("Call with Ana – good meeting", swap);
            assert_eq!(decode(bare), Err(EncodingFault::Utf16 { little_endian: Some(!swap) }));
        }
    }

    #[test]
    fn a_note_is_read_in_any_encoding() {
        let text = "Priya’s team – “café” by 27/11";
        let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(text);
        let bom = utf16_bytes("\u{FEFF}Priya’s team – “café” by 27/11", true);
        for bytes in [windows.into_owned(), utf16_bytes(text, false), utf16_bytes(text, true), bom, text.into()] {
            assert_eq!(lenient(bytes).unwrap(), text);
        }
        assert_eq!(lenient(b"\x7FELF\x02\x01\x01\0\0\0\xFF\x03\0>\0\x01".to_vec()), Err(EncodingFault::NoText));
    }

    #[test]
    fn a_stray_nul_is_text() {
        assert_eq!(decode(b"a\0b and c".to_vec()).unwrap(), "a\0b and c");
        assert_eq!(decode(b"\0".to_vec()).unwrap(), "\0");
    }

    #[test]
    fn the_first_wrong_byte_is_named_with_its_line() {
        let fault = decode(b"one\ntwo caf\xE9\n".to_vec()).unwrap_err();
        assert_eq!(fault, EncodingFault::NotUtf8 { byte: 0xE9, line: 2 });
        assert!(decode(b"cut off \xE2\x82".to_vec()).is_err());
    }
}
