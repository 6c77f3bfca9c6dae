//! Lists inside running text: "1) pumps 2) valves".

use crate::note::blocks::marker;

/// What the markers of one inline list share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Bullet(char),
    Number(Close),
    Letter(Close),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Close {
    Stop,
    Bracket,
    Both,
}

/// A marker in running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    style: Style,
    value: u32,
}

impl Item {
    /// Reads the marker at the beginning of `words`; tells its length, too.
    pub(super) fn read(words: &str) -> Option<(Item, usize)> {
        let first = words.chars().next()?;
        if matches!(first, '•' | '⁃' | '‣' | '▪') {
            return Some((Item { style: Style::Bullet(first), value: 0 }, first.len_utf8()));
        }
        if first == '(' {
            return None;
        }
        let length = marker::number(words)?;
        let head = &words[..length];
        let value = head.trim_end_matches(['.', ')']);
        let close = match &head[value.len()..] {
            "." => Close::Stop,
            ")" => Close::Bracket,
            _ => Close::Both,
        };
        let item = match value.parse() {
            Ok(value) => Item { style: Style::Number(close), value },
            Err(_) if value.len() == 1 => Item { style: Style::Letter(close), value: u32::from(value.as_bytes()[0]) },
            Err(_) => return None,
        };
        Some((item, length))
    }

    /// Whether this is the next item of the list that `last` is of.
    pub(super) fn continues(self, last: Item) -> bool {
        self.style == last.style && (matches!(self.style, Style::Bullet(_)) || self.value == last.value + 1)
    }

    /// Whether this marker repeats or continues the numbering: enough at the beginning of a sentence.
    pub(super) fn is_alike(self, last: Item) -> bool {
        self.style == last.style && self.value >= last.value
    }

    /// Whether a list can begin with this marker in the middle of a sentence.
    pub(super) fn opens_anywhere(self) -> bool {
        matches!(self.style, Style::Number(Close::Bracket | Close::Both)) && self.value == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(words: &str) -> Item {
        Item::read(words).expect(words).0
    }

    #[test]
    fn numbering_goes_on_in_the_same_style() {
        assert!(item("2) b").continues(item("1) a")));
        assert!(item("b. b").continues(item("a. a")));
        assert!(item("• b").continues(item("• a")));
        assert!(!item("2. b").continues(item("1) a")));
        assert!(!item("3) b").continues(item("1) a")));
        assert!(item("12) b").is_alike(item("12) a")));
    }

    #[test]
    fn words_are_no_markers() {
        for words in ["(1) a", "no. a", "2019. a", "1.5 a", "word"] {
            assert_eq!(Item::read(words), None, "{words}");
        }
    }
}
