//! Logs: lines that begin with the time of day at which they were written, "0812 rang Grant", "14:05 - quote sent".

use super::line::Line;

/// So many lines whose time is no earlier than that of the line before make a log.
const FEWEST: usize = 3;

/// Whether the lines of a text are a log.
pub(super) fn is_log(text: &str) -> bool {
    let (mut count, mut last, mut at) = (0, 0, 0);
    while let Some(line) = Line::read(text, at) {
        at = line.next;
        let Some((time, _)) = clock(line.span().of(text)) else { continue };
        // four digits may be a year
        count += usize::from(time >= last && !(1900..2100).contains(&time));
        last = time;
    }
    count >= FEWEST
}

/// The time at the start of a line, as hours and minutes in four digits, and how many bytes stand before what was noted.
pub(super) fn clock(words: &str) -> Option<(u32, usize)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(words);
    let (hours, minutes, length) = match (first, words.as_bytes().get(first)) {
        (4, _) => (&words[..2], &words[2..4], 4),
        (1 | 2, Some(b':' | b'.' | b'h')) if digits(&words[first + 1..]) == 2 => {
            (&words[..first], &words[first + 1..first + 3], first + 3)
        }
        _ => return None,
    };
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let rest = &words[length..];
    let noted = rest.trim_start_matches([' ', '\t', '-', '–', '—', ':', '|', '>']);
    let is_noted = noted.starts_with(char::is_alphabetic) && rest.starts_with([' ', '\t', ':']);
    (hours < 24 && minutes < 60 && is_noted).then_some((hours * 100 + minutes, words.len() - noted.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_in_order_make_a_log() {
        assert!(is_log("jo, 3 may\n\n0812 rang Bob\n0815 no answer\n1130 Bob rang back\n"));
        assert!(is_log("9:05 - rang Bob\n9.20 - no answer\n11:30 Bob rang back\n"));
        assert!(!is_log("2024 was slow\n2025 was slower\n2026 is better\n"));
        assert!(!is_log("0812 rang Bob\n0815 no answer\n"));
        assert_eq!(clock("10.5 t of steel"), None);
        assert_eq!(clock("1400 units a week").map(|(time, _)| time), Some(1400));
    }
}
