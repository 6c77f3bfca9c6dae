//! Text put together from structure: a paragraph, item, row or turn to a line, as a hand would write it.
//!
//! Paragraphs have an empty line between them, so that none is taken for the continuation of another.

use std::sync::Arc;

/// Which paragraph, item or row each line of such a text is, from 1; blank lines belong to the one above.
pub(super) fn paragraphs(text: &str) -> Arc<[u32]> {
    let mut count = 0;
    let is_new = |line: &str| !line.trim().is_empty() && !line.starts_with("| ---");
    text.lines()
        .map(|line| {
            count += u32::from(is_new(line));
            count
        })
        .collect()
}

/// A text in the making.
#[derive(Debug, Default)]
pub(super) struct Lines {
    text: String,
    /// What the last line was.
    last: Option<Kind>,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    Item,
    Row,
}

impl Lines {
    /// Adds a line. Blank ones are left out, white space is single.
    pub(super) fn push(&mut self, kind: Kind, prefix: &str, words: &str) {
        let mut words = words.split_whitespace();
        let Some(first) = words.next() else { return };
        match self.last {
            None => {}
            Some(last) if last == kind && kind != Kind::Paragraph => self.text.push('\n'),
            Some(_) => self.text.push_str("\n\n"),
        }
        self.text.push_str(prefix);
        self.text.push_str(first);
        for word in words {
            self.text.push(' ');
            self.text.push_str(word);
        }
        self.last = Some(kind);
    }

    /// Adds a paragraph.
    pub(super) fn paragraph(&mut self, words: &str) {
        self.push(Kind::Paragraph, "", words);
    }

    /// Adds every line of a text as a paragraph.
    pub(super) fn paragraphs(&mut self, text: &str) {
        text.lines().for_each(|line| self.paragraph(line));
    }

    /// Adds Markdown, a line at a time: headings, items and paragraphs stay what they are.
    pub(super) fn markdown(&mut self, text: &str) {
        for line in text.lines() {
            match line.trim_start().strip_prefix(['-', '*']).filter(|rest| rest.starts_with(' ')) {
                Some(item) => self.item(item),
                None => self.paragraph(line),
            }
        }
    }

    /// Adds a heading of the second level, for parts of a note.
    pub(super) fn heading(&mut self, words: &str) {
        self.push(Kind::Paragraph, "## ", words);
    }

    /// Adds an item of a list.
    pub(super) fn item(&mut self, words: &str) {
        self.push(Kind::Item, "- ", words);
    }

    /// Adds what somebody said.
    pub(super) fn turn(&mut self, speaker: &str, words: &str) {
        match speaker.trim() {
            "" => self.paragraph(words),
            speaker => self.push(Kind::Paragraph, &format!("{speaker}: "), words),
        }
    }

    /// Adds a row of a table; the first is followed by the line that makes it one.
    pub(super) fn row(&mut self, cells: &[String]) {
        let opens = self.last != Some(Kind::Row);
        self.push(Kind::Row, "| ", &format!("{} |", cells.join(" | ")));
        if opens {
            self.text.push_str("\n|");
            self.text.push_str(&" --- |".repeat(cells.len()));
        }
    }

    /// Whether there is nothing yet.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text.
    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// The turns of a transcript: what one speaker says in a row is one turn, however it was cut.
#[derive(Debug, Default)]
pub(super) struct Turns {
    speaker: String,
    words: String,
}

impl Turns {
    /// Adds words of somebody.
    pub(super) fn push(&mut self, speaker: &str, words: &str, out: &mut Lines) {
        if speaker != self.speaker {
            self.end(out);
            self.speaker = speaker.to_owned();
        }
        if !self.words.is_empty() {
            self.words.push(' ');
        }
        self.words.push_str(words);
    }

    /// Ends the last turn.
    pub(super) fn end(&mut self, out: &mut Lines) {
        out.turn(&self.speaker, &self.words);
        self.words.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_counted_as_a_reader_does() {
        assert_eq!(*paragraphs("One\n\n- two\n- three\n\n| four |\n| --- |\n| five |"), [1, 1, 2, 3, 3, 4, 4, 5]);
    }

    #[test]
    fn paragraphs_stay_apart_and_items_together() {
        let mut lines = Lines::default();
        lines.paragraph("One \u{a0} two");
        lines.item("three");
        lines.item("four");
        lines.paragraph(" ");
        lines.turn("Ana", "five\nsix");
        assert_eq!(lines.finish(), "One two\n\n- three\n- four\n\nAna: five six");
    }

    #[test]
    fn words_of_one_speaker_are_one_turn() {
        let (mut lines, mut turns) = (Lines::default(), Turns::default());
        for (speaker, words) in [("Ana", "We will send"), ("Ana", "it."), ("Bo", "Good.")] {
            turns.push(speaker, words, &mut lines);
        }
        turns.end(&mut lines);
        assert_eq!(lines.finish(), "Ana: We will send it.\n\nBo: Good.");
    }
}
