//! What the name of a file tells: the topic, apart from the day and what kind of file it is.

/// The topic in a name with a day, such as "Acme weekly (2026-03-10 14:02 GMT+1) - Transcript", "Acme-20260310_140230-Meeting
/// Recording" or "2026_03_10 Acme".
pub(super) fn topic(name: &str) -> Option<&str> {
    const AROUND: [char; 9] = [' ', '-', '–', '—', '_', '(', '[', '|', '·'];
    let (start, end) = day(name)?;
    let front = name[..start].trim_end_matches(AROUND);
    // Behind the day stand the time, and in recordings the kind of file.
    let behind =
        name[end..].trim_start_matches(|c: char| AROUND.contains(&c) || c.is_ascii_digit() || "Tt:.".contains(c));
    [front, behind].into_iter().find(|topic| topic.chars().any(char::is_alphabetic))
}

/// Where a day in numbers stands: `2026-03-10`, `2026_03_10`, `20260310`.
fn day(name: &str) -> Option<(usize, usize)> {
    let bytes = name.as_bytes();
    let digits =
        |at: usize, count: usize| bytes.get(at..at + count).is_some_and(|digits| digits.iter().all(u8::is_ascii_digit));
    let parted =
        |at: usize| matches!(bytes.get(at), Some(b'-' | b'_' | b'.' | b'/')) && bytes.get(at) == bytes.get(at + 3);
    let length = |at: usize| match () {
        () if digits(at, 8) => Some(8),
        () if digits(at, 4) && parted(at + 4) && digits(at + 5, 2) && digits(at + 8, 2) => Some(10),
        () => None,
    };
    let starts = (0..bytes.len()).filter(|&at| at == 0 || !bytes[at - 1].is_ascii_digit());
    starts
        .filter_map(|at| Some((at, at + length(at)?)))
        .find(|&(at, end)| matches!(&bytes[at..at + 2], b"19" | b"20") && !digits(end, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_topic_stands_before_or_behind_the_day() {
        for name in [
            "Acme weekly (2026-03-10 14:02 GMT+1) - Transcript",
            "Acme weekly-20260310_140230-Meeting Recording",
            "Acme weekly - 2026_03_10 15_00 CET - Notes by Gemini",
            "2026-03-10 Acme weekly",
            "20260310T140230 - Acme weekly",
        ] {
            assert_eq!(topic(name), Some("Acme weekly"), "{name}");
        }
        for name in ["Acme weekly", "2026-03-10", "Call 41555501002026", "é2026"] {
            assert_eq!(topic(name), None, "{name}");
        }
    }
}
