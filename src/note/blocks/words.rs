//! The words by which the layout of a note is told: `lexicons/en/layout.toml`, which `build.rs` makes JSON of.

use serde::{Deserialize, Deserializer};
use std::sync::LazyLock;

/// The lists of the file, whose comments say what is in each.
#[derive(Deserialize)]
pub(super) struct Layout {
    pub(super) sections: List,
    pub(super) fields: List,
    pub(super) subjects: List,
    pub(super) headers: List,
    pub(super) shared_headers: List,
    pub(super) closings: List,
    pub(super) originals: List,
    pub(super) attributions: Attributions,
    pub(super) unfinished: List,
    pub(super) footers: List,
}

/// Words in small letters.
#[derive(Deserialize)]
pub(super) struct List {
    #[serde(deserialize_with = "sorted")]
    words: Vec<String>,
    #[cfg(test)]
    hits: Vec<String>,
    #[cfg(test)]
    misses: Vec<String>,
}

/// The line above a message that is answered.
#[derive(Deserialize)]
pub(super) struct Attributions {
    pub(super) openings: Vec<String>,
    pub(super) endings: Vec<String>,
    pub(super) inside: Vec<String>,
    #[cfg(test)]
    hits: Vec<String>,
    #[cfg(test)]
    misses: Vec<String>,
}

impl List {
    /// Whether words are on the list, in small letters or capitals.
    pub(super) fn has(&self, words: &str) -> bool {
        let small = || words.bytes().map(|byte| byte.to_ascii_lowercase());
        self.words.binary_search_by(|known| known.bytes().cmp(small())).is_ok()
    }

    /// Whether any of the list stands in a line, in small letters or capitals.
    pub(super) fn is_in(&self, line: &str) -> bool {
        let line = line.to_ascii_lowercase();
        self.words.iter().any(|known| line.contains(known.as_str()))
    }
}

fn sorted<'de, D: Deserializer<'de>>(list: D) -> Result<Vec<String>, D::Error> {
    let mut words = Vec::<String>::deserialize(list)?;
    words.sort_unstable();
    Ok(words)
}

#[allow(clippy::panic)] // the file is part of the program: a test reads it, so it cannot fail at a user's
static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
    let source = include_str!(concat!(env!("OUT_DIR"), "/layout.json"));
    serde_json::from_str(source).unwrap_or_else(|error| panic!("embedded lexicon: {error}"))
});

/// The embedded words.
pub(super) fn layout() -> &'static Layout {
    &LAYOUT
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::blocks::{heading, line, mail, transcript};

    #[test]
    fn every_list_tells_its_examples() {
        let layout = layout();
        let all = |list: &'static List| (&list.hits, &list.misses);
        type Tells = fn(&str) -> bool;
        let lists: [(_, Tells); 10] = [
            (all(&layout.sections), heading::is_section),
            (all(&layout.fields), transcript::is_key),
            (all(&layout.subjects), |name| super::layout().subjects.has(name)),
            (all(&layout.headers), mail::is_own_header),
            (all(&layout.shared_headers), mail::is_header_name),
            (all(&layout.closings), mail::is_closing),
            (all(&layout.originals), mail::is_original_message),
            ((&layout.attributions.hits, &layout.attributions.misses), mail::is_attribution),
            (all(&layout.unfinished), line::is_unfinished),
            (all(&layout.footers), mail::is_footer),
        ];
        for ((hits, misses), tells) in lists {
            assert!(hits.len() > 1 && misses.len() > 1, "{hits:?}");
            for (text, expected) in hits.iter().map(|hit| (hit, true)).chain(misses.iter().map(|miss| (miss, false))) {
                assert_eq!(tells(text), expected, "{text}");
            }
        }
    }
}
