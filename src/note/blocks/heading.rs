//! Headings: their shapes in notes, and which covers which.

use super::words::layout;
use crate::note::people;
use crate::span::Span;

/// How a heading is marked. A heading covers those of the styles after its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    /// `## Title`, or underlined: the note says the level.
    Explicit(u8),
    /// `**Title**`.
    Bold,
    /// `TITLE`.
    Capitals,
    /// `Title:`, `Title` above a list.
    Plain,
}

/// The headings that cover the current line.
#[derive(Debug, Default)]
pub(super) struct Outline {
    open: Vec<(Style, u8, usize)>,
}

impl Outline {
    /// The nearest heading.
    pub(super) fn nearest(&self) -> Option<usize> {
        self.open.last().map(|&(_, _, block)| block)
    }

    /// Closes the headings that one of this style ends, and tells the new one's level.
    pub(super) fn enter(&mut self, style: Style) -> u8 {
        while self.open.last().is_some_and(|&(open, _, _)| open >= style) {
            self.open.pop();
        }
        match style {
            Style::Explicit(level) => level,
            _ => self.open.last().map_or(1, |&(_, level, _)| level.saturating_add(1)),
        }
    }

    /// Closes them all, unless the nearest is the last block itself.
    pub(super) fn leave(&mut self, last: usize) {
        if self.nearest().is_some_and(|nearest| nearest < last) {
            self.open.clear();
        }
    }

    /// Puts the new heading on top.
    pub(super) fn push(&mut self, style: Style, level: u8, block: usize) {
        self.open.push((style, level, block));
    }
}

/// `# Title #` → the level and the title.
pub(super) fn atx(text: &str, line: Span) -> Option<(u8, Span)> {
    let words = line.of(text);
    let level = words.bytes().take(7).take_while(|&b| b == b'#').count();
    let rest = &words[level..];
    if !(1..=6).contains(&level) || !(rest.is_empty() || rest.starts_with(char::is_whitespace)) {
        return None;
    }
    let title = Span::new(line.start + level, line.end).trimmed(text);
    let closed = title.of(text).trim_end_matches('#');
    let end =
        if closed.is_empty() || closed.ends_with(char::is_whitespace) { closed.trim_end().len() } else { title.len() };
    Some((level as u8, Span::new(title.start, title.start + end)))
}

/// The level that an underline of `===` or `---` gives to the line above.
pub(super) fn underline(line: &str) -> Option<u8> {
    let first = *line.as_bytes().first()?;
    let level = match first {
        b'=' => 1,
        b'-' => 2,
        _ => return None,
    };
    (line.len() >= 3 && line.bytes().all(|b| b == first)).then_some(level)
}

/// A rule: three or more of `-`, `*`, `_`, `=` or `─`, and nothing else.
pub(super) fn is_rule(line: &str) -> bool {
    let Some(first) = line.chars().next().filter(|c| matches!(c, '-' | '*' | '_' | '=' | '─' | '—' | '~')) else {
        return false;
    };
    let mut count = 0;
    line.chars().all(|c| {
        count += usize::from(c == first);
        c == first || c == ' '
    }) && count >= 3
}

/// `--- over lunch ---` → the words.
pub(super) fn ruled(text: &str, line: Span) -> Option<Span> {
    let words = line.of(text);
    let first = words.chars().next().filter(|c| matches!(c, '-' | '=' | '*' | '_'))?;
    let inner = words.trim_matches(first);
    let sides =
        (words.len() - words.trim_start_matches(first).len()).min(words.len() - words.trim_end_matches(first).len());
    let is_ruled = sides >= 2 && inner.len() <= 80 && inner.starts_with(' ') && inner.ends_with(' ');
    let title = Span::new(line.start, line.end);
    let start = title.start + (words.len() - words.trim_start_matches(first).len());
    (is_ruled && !inner.trim().is_empty()).then(|| Span::new(start, start + inner.len()).trimmed(text))
}

/// The inside of `**words**`, where the markup is around the whole. A single mark is emphasis, a double one is bold.
pub(super) fn unwrap_markup(text: &str, span: Span) -> Option<(Span, bool)> {
    let words = span.of(text);
    let mark = *words.as_bytes().first().filter(|b| matches!(b, b'*' | b'_'))?;
    let count = words.bytes().take_while(|&b| b == mark).count();
    let closing = words.bytes().rev().take_while(|&b| b == mark).count();
    if count > 3 || count != closing || words.len() <= 2 * count {
        return None;
    }
    let inner = Span::new(span.start + count, span.end - count);
    let is_whole = !inner.of(text).as_bytes().contains(&mark);
    let is_tight = !inner.of(text).starts_with(char::is_whitespace) && !inner.of(text).ends_with(char::is_whitespace);
    (is_whole && (is_tight || count > 1)).then(|| (inner.trimmed(text), count > 1))
}

/// `**Title**`, perhaps with a time or a note in brackets behind it, that is no sentence.
pub(super) fn bold(text: &str, line: Span) -> Option<Span> {
    let words = line.of(text);
    if !(words.starts_with("**") || words.starts_with("__")) || words.len() > 120 {
        return None;
    }
    let marked = match words.strip_suffix(')').and_then(|rest| rest.rfind(" (")) {
        Some(open) if words[..open].ends_with(&words[..2]) => Span::new(line.start, line.start + open),
        _ => line,
    };
    let (title, is_bold) = unwrap_markup(text, marked)?;
    let words = title.of(text);
    (is_bold && !words.is_empty() && !words.ends_with(['.', '!']) && words.split_whitespace().count() <= 12)
        .then_some(title)
}

/// A line of capitals: at least three letters, none of them small.
pub(super) fn is_capitals(line: &str) -> bool {
    line.len() <= 60
        && !line.ends_with(['.', '!', '?', ','])
        && line.split_whitespace().count() <= 6
        && line.chars().filter(|c| c.is_uppercase()).count() >= 3
        && !line.chars().any(char::is_lowercase)
}

/// A short line that ends in a colon.
pub(super) fn is_colon(line: &str) -> bool {
    line.len() <= 60 && line.ends_with(':') && line.split_whitespace().count() <= 8
}

/// A short line that could be a title: begins with a capital or as a handle, ends without a mark.
pub(super) fn is_title(line: &str) -> bool {
    line.len() <= 60
        && line.starts_with(|c: char| c.is_uppercase() || c == '@')
        && !line.ends_with(['.', '!', '?', ',', ';', ':', '…'])
        && !line.match_indices(". ").any(|(at, _)| !ends_in_honorific(&line[..at]))
        && line.split_whitespace().count() <= 8
}

/// Whether the point behind these words is that of a person's title ("Dr.").
fn ends_in_honorific(words: &str) -> bool {
    words.rsplit(' ').next().is_some_and(people::is_honorific)
}

/// Whether the line is one of the usual titles of a section.
pub(super) fn is_section(line: &str) -> bool {
    layout().sections.has(line.trim_end_matches(':').trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(line: &str) -> Span {
        Span::new(0, line.len())
    }

    #[test]
    fn atx_levels() {
        let title = |line: &'static str| atx(line, all(line)).map(|(level, span)| (level, span.of(line)));
        assert_eq!(title("## Next steps ##"), Some((2, "Next steps")));
        assert_eq!(title("# C#"), Some((1, "C#")));
        assert_eq!(title("#"), Some((1, "")));
        assert_eq!(title("#tag"), None);
        assert_eq!(title("####### seven"), None);
    }

    #[test]
    fn bold_lines_are_headings_unless_they_are_sentences() {
        let title = |line: &'static str| bold(line, all(line)).map(|span| span.of(line));
        assert_eq!(title("**Action items**"), Some("Action items"));
        assert_eq!(title("**Concerns** (27:31)"), Some("Concerns"));
        assert_eq!(title("**Topic: pumps**"), Some("Topic: pumps"));
        assert_eq!(title("**Ana sends the quote.**"), None);
        assert_eq!(title("**Ana** and **Bo**"), None);
    }

    #[test]
    fn rules_and_ruled_titles() {
        assert!(is_rule("---") && is_rule("* * *") && is_rule("_____"));
        assert!(!is_rule("--") && !is_rule("- a") && !is_rule(""));
        let line = "--- over lunch ---";
        assert_eq!(ruled(line, all(line)).map(|span| span.of(line)), Some("over lunch"));
    }

    #[test]
    fn a_heading_covers_the_styles_after_its_own() {
        let mut outline = Outline::default();
        for (block, (style, level)) in [
            (Style::Explicit(2), 2),
            (Style::Bold, 3),
            (Style::Plain, 4),
            (Style::Bold, 3),
            (Style::Capitals, 4),
            (Style::Explicit(1), 1),
            (Style::Plain, 2),
        ]
        .into_iter()
        .enumerate()
        {
            assert_eq!(outline.enter(style), level, "{style:?}");
            outline.push(style, level, block);
        }
        assert_eq!(outline.nearest(), Some(6));
    }
}
