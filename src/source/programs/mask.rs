//! Blanking what is no part of a note, character for character, so that lines and columns stay those of the file.

use std::ops::Range;

/// What is to be blanked in a text.
#[derive(Debug, Default)]
pub(super) struct Mask {
    edits: Vec<(Range<usize>, &'static str)>,
}

impl Mask {
    /// Blanks a range.
    pub(super) fn blank(&mut self, range: Range<usize>) {
        self.write(range, "");
    }

    /// Blanks a range and writes at its front what stands for it: not more characters than it has.
    pub(super) fn write(&mut self, range: Range<usize>, instead: &'static str) {
        if !range.is_empty() {
            self.edits.push((range, instead));
        }
    }

    /// Blanks every line that `wanted` says yes to.
    pub(super) fn lines(&mut self, text: &str, wanted: impl Fn(&str) -> bool) {
        for (start, line) in numbered(text) {
            if wanted(line) {
                self.blank(start..start + line.len());
            }
        }
    }

    /// The text with all that blanked.
    pub(super) fn apply(mut self, text: String) -> String {
        if self.edits.is_empty() {
            return text;
        }
        self.edits.sort_by_key(|(range, _)| (range.start, range.end));
        let (mut out, mut at) = (String::with_capacity(text.len()), 0);
        for (range, instead) in self.edits {
            if range.start < at {
                continue;
            }
            out.push_str(&text[at..range.start]);
            let mut instead = instead.chars();
            out.extend(text[range.clone()].chars().map(|c| match c {
                '\n' | '\r' => c,
                _ => instead.next().unwrap_or(' '),
            }));
            at = range.end;
        }
        out.push_str(&text[at..]);
        out
    }
}

/// The lines of a text with the place where each begins.
pub(super) fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line.trim_end_matches(['\n', '\r']))
    })
}

/// A line without what Markdown puts around its words.
pub(super) fn bare(line: &str) -> &str {
    line.trim().trim_start_matches(['#', '*', '_', '>', ' ', '-']).trim_end_matches(['*', '_', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_stay_what_they_were() {
        let text = "é %%secret\n📅%% b\nc".to_owned();
        let mut mask = Mask::default();
        let (start, end) = (text.find("%%").unwrap(), text.find(" b").unwrap());
        mask.blank(start..end);
        mask.write(start + 2..end, "never");
        let masked = mask.apply(text.clone());
        assert_eq!(masked, "é         \n    b\nc");
        assert_eq!(masked.chars().count(), text.chars().count());
    }
}
