//! What the words on both sides of a full stop tell.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::LazyLock;

/// No abbreviation, starter or month is longer, in bytes.
const LONGEST: usize = 16;

/// What a word is to a splitter. One word can be several.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) never_ends: bool,
    pub(super) before_number: bool,
    pub(super) before_starter: bool,
    pub(super) is_time: bool,
    pub(super) is_title: bool,
    pub(super) is_starter: bool,
    pub(super) is_month: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    never: Vec<String>,
    before_number: Vec<String>,
    before_starter: Vec<String>,
    times: Vec<String>,
    titles: Vec<String>,
    starters: Vec<String>,
    months: Vec<String>,
}

static WORDS: LazyLock<FxHashMap<String, Word>> = LazyLock::new(|| load(LISTS).unwrap_or_default());

/// `lexicons/en/abbreviations.toml`, which `build.rs` makes JSON of.
const LISTS: &str = include_str!(concat!(env!("OUT_DIR"), "/abbreviations.json"));

fn load(source: &str) -> serde_json::Result<FxHashMap<String, Word>> {
    let lists: Lists = serde_json::from_str(source)?;
    let mut words: FxHashMap<String, Word> = FxHashMap::default();
    let mut mark = |list: Vec<String>, mark: fn(&mut Word)| {
        for word in list {
            mark(words.entry(word).or_default());
        }
    };
    mark(lists.never, |word| word.never_ends = true);
    mark(lists.before_number, |word| word.before_number = true);
    mark(lists.before_starter, |word| word.before_starter = true);
    mark(lists.times, |word| word.is_time = true);
    mark(lists.titles, |word| word.is_title = true);
    mark(lists.starters, |word| word.is_starter = true);
    mark(lists.months, |word| word.is_month = true);
    Ok(words)
}

/// Looks a word up without regard to case, and without allocating.
pub(super) fn look_up(word: &str) -> Word {
    let mut buffer = [0_u8; LONGEST];
    let mut length = 0;
    for c in word.chars() {
        // Typographic apostrophes are listed as plain ones.
        let c = if c == '’' { '\'' } else { c.to_ascii_lowercase() };
        if length + c.len_utf8() > LONGEST {
            return Word::default();
        }
        length += c.encode_utf8(&mut buffer[length..]).len();
    }
    std::str::from_utf8(&buffer[..length]).ok().and_then(|word| WORDS.get(word)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_load_and_hold_no_word_that_cannot_be_found() {
        let words = load(LISTS).expect("the embedded lists");
        for word in words.keys() {
            assert!(word.len() <= LONGEST && !word.ends_with('.'), "{word}");
            assert_ne!(look_up(word), Word::default(), "{word}");
        }
    }

    #[test]
    fn case_and_apostrophes_do_not_count() {
        assert!(look_up("INC").before_starter);
        assert!(look_up("I’ll").is_starter);
        assert_eq!(look_up("pumps"), Word::default());
    }
}
