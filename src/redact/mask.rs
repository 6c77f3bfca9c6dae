//! Numbers of cards (by Luhn's sum), IBANs (by their checksum) and mail addresses.

use memchr::memchr_iter;
use std::borrow::Cow;
use std::ops::Range;

/// The fewest digits that a number to mask has.
const FEWEST: usize = 10;

/// The text with a `*` for each letter and digit of a card's number, an IBAN or a mail address; as long as before.
pub fn mask(text: &str) -> Cow<'_, str> {
    let has_address = memchr::memchr(b'@', text.as_bytes()).is_some();
    let has_number = text.bytes().filter(u8::is_ascii_digit).nth(FEWEST - 1).is_some();
    let mut secret: Vec<Range<usize>> = Vec::new();
    if has_address {
        secret.extend(memchr_iter(b'@', text.as_bytes()).filter_map(|at| address(text, at)));
    }
    if has_number {
        secret.extend(cards(text));
        secret.extend(ibans(text));
    }
    if secret.is_empty() {
        return text.into();
    }
    secret.sort_by_key(|range| range.start);
    let (mut made, mut done) = (String::with_capacity(text.len()), 0);
    for range in secret.into_iter().filter(|range| !range.is_empty()) {
        let start = range.start.max(done);
        if start < range.end {
            made.push_str(&text[done..start]);
            made.extend(text[start..range.end].chars().map(|c| if c.is_alphanumeric() { '*' } else { c }));
            done = range.end;
        }
    }
    made.push_str(&text[done..]);
    made.into()
}

/// The address around an `@`.
fn address(text: &str, at: usize) -> Option<Range<usize>> {
    let is_local = |c: char| c.is_alphanumeric() || "._%+-'".contains(c);
    let start = text[..at].trim_end_matches(is_local).len();
    let behind = &text[at + 1..];
    let length = behind.find(|c: char| !(c.is_alphanumeric() || ".-".contains(c))).unwrap_or(behind.len());
    let domain = behind[..length].trim_end_matches(['.', '-']);
    let (_, top) = domain.rsplit_once('.')?;
    (start < at && top.chars().count() >= 2).then(|| start..at + 1 + domain.len())
}

/// Numbers of 13 to 19 digits, in groups with a space or a hyphen between them, or in one.
fn cards(text: &str) -> Vec<Range<usize>> {
    let groups = groups(text);
    let mut found = Vec::new();
    let mut next = 0;
    for first in 0..groups.len() {
        if first < next {
            continue;
        }
        let (mut digits, mut best) = (Vec::new(), None);
        for (at, group) in groups.iter().enumerate().skip(first) {
            let joined = at == first || matches!(&text[groups[at - 1].end..group.start], " " | "-" | "\u{a0}");
            if !joined || digits.len() + group.len() > 19 {
                break;
            }
            digits.extend(text[group.clone()].bytes().map(|digit| u32::from(digit - b'0')));
            if digits.len() >= 13 && luhn(&digits) {
                best = Some(at);
            }
        }
        if let Some(last) = best {
            found.push(groups[first].start..groups[last].end);
            next = last + 1;
        }
    }
    found
}

/// Runs of digits that are no part of a word.
fn groups(text: &str) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        if character.is_ascii_digit() {
            match groups.last_mut().filter(|group| group.end == at) {
                Some(group) => group.end += 1,
                None if !before.is_alphanumeric() => groups.push(at..at + 1),
                None => {}
            }
        }
        before = character;
    }
    groups
}

/// Whether the last digit is the check of those before it.
fn luhn(digits: &[u32]) -> bool {
    let doubled = |digit: u32| if digit > 4 { 2 * digit - 9 } else { 2 * digit };
    let value = |(place, digit): (usize, &u32)| if place % 2 == 1 { doubled(*digit) } else { *digit };
    digits.iter().rev().enumerate().map(value).sum::<u32>().is_multiple_of(10)
}

/// Two letters, two digits of check, and 11 to 30 letters and digits more, with single spaces in between.
fn ibans(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let starts = (0..bytes.len().saturating_sub(14)).filter(move |&at| {
        let is_head = bytes[at].is_ascii_uppercase() && bytes[at + 1].is_ascii_uppercase();
        let is_checked = bytes[at + 2].is_ascii_digit() && bytes[at + 3].is_ascii_digit();
        is_head && is_checked && (at == 0 || !bytes[at - 1].is_ascii_alphanumeric())
    });
    starts.filter_map(move |start| iban_end(bytes, start).map(|end| start..end))
}

/// The end of the longest IBAN that begins here.
fn iban_end(bytes: &[u8], start: usize) -> Option<usize> {
    let (mut signs, mut found) = (Vec::new(), None);
    let mut at = start;
    while at < bytes.len() && signs.len() < 34 {
        let byte = bytes[at];
        let is_gap = byte == b' ' && at > start && bytes[at - 1] != b' ';
        if byte.is_ascii_uppercase() || byte.is_ascii_digit() {
            signs.push(byte);
        } else if !is_gap {
            break;
        }
        at += 1;
        let is_end = bytes.get(at).is_none_or(|next| !next.is_ascii_alphanumeric());
        if !is_gap && is_end && signs.len() >= 15 && checks(&signs) {
            found = Some(at);
        }
    }
    found
}

/// Whether country and check, moved to the end, make the whole number 1 modulo 97.
fn checks(signs: &[u8]) -> bool {
    let moved = signs[4..].iter().chain(&signs[..4]);
    let rest = moved.fold(0_u32, |rest, sign| match sign {
        b'0'..=b'9' => (rest * 10 + u32::from(sign - b'0')) % 97,
        _ => (rest * 100 + u32::from(sign - b'A') + 10) % 97,
    });
    rest == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_addresses_are_masked_and_nothing_else() {
        for (text, masked) in [
            ("mail priya.shah@acme.example today", "mail *****.****@****.******* today"),
            ("to ána@x.example.", "to ***@*.*******."),
            ("card 4111 1111 1111 1111, exp 12/27", "card **** **** **** ****, exp 12/27"),
            ("on 2026-03-02 4111-1111-1111-1111", "on 2026-03-02 ****-****-****-****"),
            ("5500000000000004", "****************"),
            ("pay DE89 3704 0044 0532 0130 00 by Friday", "pay **** **** **** **** **** ** by Friday"),
            ("NO9386011117947 is theirs", "*************** is theirs"),
            ("GB29NWBK60161331926819", "**********************"),
        ] {
            assert_eq!(mask(text), masked);
            assert_eq!(mask(text).chars().count(), text.chars().count());
        }
        for text in [
            "@priya sends it @ 10",
            "a@b",
            "card 4111 1111 1111 1112",
            "DE88 3704 0044 0532 0130 00",
            "call +49 30 901820 on 2026-03-02",
            "x4111111111111111",
            "12 of 14 for 2026 and 2027 and 2028",
        ] {
            assert!(matches!(mask(text), Cow::Borrowed(_)), "{text}");
        }
    }
}
