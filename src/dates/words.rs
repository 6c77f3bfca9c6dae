//! What a word can mean in a mention of time (`lexicons/en/dates.toml`, which `build.rs` makes JSON of).

use super::tokens::Pieces;
use crate::key::{self, Keyed, LONGEST};
use crate::span::Span;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Unit {
    Minute,
    Hour,
    Day,
    BusinessDay,
    Week,
    Fortnight,
    Weekend,
    Month,
    Quarter,
    Half,
    Year,
}

/// A part of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Edge {
    End,
    Early,
    Middle,
    Late,
}

/// Which one of many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Which {
    Next,
    This,
    Last,
    Each,
    Later,
    Same,
    Following,
}

/// The word that leads a mention of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Lead {
    /// No word leads it.
    #[default]
    Bare,
    By,
    Before,
    Until,
    Within,
    /// Due, deadline.
    Due,
    On,
    In,
    At,
    For,
    During,
    Around,
    From,
    After,
    Since,
    /// Once, as soon as.
    Once,
    /// When, whenever.
    When,
}

impl Lead {
    /// Whether it sets a deadline.
    pub const fn is_deadline(self) -> bool {
        matches!(self, Self::By | Self::Before | Self::Until | Self::Within | Self::Due)
    }

    /// Whether it places something in time.
    pub const fn is_booking(self) -> bool {
        matches!(self, Self::On | Self::In | Self::At | Self::For | Self::During | Self::Around)
    }

    pub(super) const fn opens_event(self) -> bool {
        matches!(self, Self::Before | Self::Until | Self::After | Self::Once | Self::When)
    }
}

/// Small words that join the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Glue {
    The,
    Of,
    And,
    To,
    Ago,
    Now,
    Suffix,
    CalendarWeek,
    WeekOf,
    QuarterSign,
    HalfSign,
    Fiscal,
    IsOut,
    Latest,
    Time,
    OrSo,
    Or,
    Will,
}

/// What a word can mean here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// From 1, Monday.
    Weekday(i8),
    /// From 1, January.
    Month(i8),
    Unit(Unit),
    Number(i32),
    Few,
    Ordinal(i32),
    /// Days after the note's.
    Day(i32),
    NextMorning,
    TimeOfDay,
    Meridiem,
    Zone,
    Close(Unit),
    Edge(Edge),
    Which(Which),
    Lead(Lead),
    Event,
    Season,
    Vague,
    Recurring,
    Glue(Glue),
    Function,
    /// A word before a weekday that makes a feast of it.
    Feast,
}

impl Word {
    /// Whether a mention can begin with it.
    pub(super) fn begins(self) -> bool {
        match self {
            Word::Glue(glue) => !matches!(
                glue,
                Glue::Of
                    | Glue::And
                    | Glue::Or
                    | Glue::To
                    | Glue::Ago
                    | Glue::Now
                    | Glue::Suffix
                    | Glue::IsOut
                    | Glue::OrSo
            ),
            Word::Zone | Word::Meridiem | Word::Function | Word::Feast => false,
            _ => true,
        }
    }

    /// Whether a mention can hang on it; a sentence without such a word and without a digit says nothing of time.
    fn is_telling(self) -> bool {
        match self {
            Word::Lead(lead) => lead.opens_event(),
            Word::Number(_) | Word::Few | Word::Zone | Word::Meridiem | Word::Edge(_) => false,
            Word::Which(_) | Word::Glue(_) | Word::Function | Word::Feast => false,
            _ => true,
        }
    }
}

/// The words of the lexicon file, table by table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    weekday: BTreeMap<String, Vec<String>>,
    month: BTreeMap<String, Vec<String>>,
    doubtful: BTreeMap<String, Vec<String>>,
    feast: BTreeMap<String, Vec<String>>,
    unit: BTreeMap<Unit, Vec<String>>,
    number: BTreeMap<String, Vec<String>>,
    few: BTreeMap<String, Vec<String>>,
    ordinal: BTreeMap<String, Vec<String>>,
    day: BTreeMap<String, Vec<String>>,
    next_morning: BTreeMap<String, Vec<String>>,
    time_of_day: BTreeMap<String, Vec<String>>,
    meridiem: BTreeMap<String, Vec<String>>,
    zone: BTreeMap<String, Vec<String>>,
    close: BTreeMap<Unit, Vec<String>>,
    edge: BTreeMap<Edge, Vec<String>>,
    which: BTreeMap<Which, Vec<String>>,
    lead: BTreeMap<Lead, Vec<String>>,
    event: BTreeMap<String, Vec<String>>,
    season: BTreeMap<String, Vec<String>>,
    vague: BTreeMap<String, Vec<String>>,
    recurring: BTreeMap<String, Vec<String>>,
    glue: BTreeMap<Glue, Vec<String>>,
    function: BTreeMap<String, Vec<String>>,
}

pub(super) use key::Key;

/// The keys of a phrase's later words, and what the whole means.
pub(super) type Tail = (Vec<Key>, Word);

#[derive(Debug, Default, Clone)]
pub(super) struct Entry {
    pub word: Option<Word>,
    pub doubtful: bool,
    /// One of the phrases is telling.
    telling_phrase: bool,
    /// Phrases that begin with this word, longest first.
    pub phrases: Vec<Tail>,
}

impl Entry {
    /// Whether the word, or the phrase it begins, is telling.
    pub(super) fn tells(&self, text: &str, rest: Span) -> bool {
        self.word.is_some_and(Word::is_telling)
            || self.telling_phrase && phrase(text, rest, &self.phrases).is_some_and(|(word, _)| word.is_telling())
    }
}

/// The lexicon, by words.
pub(super) struct Lexicon {
    entries: Keyed<Entry>,
    /// By the first letter (its last five bits), the lengths that telling words have.
    lengths: [u32; 32],
}

impl Lexicon {
    pub(super) fn get(&self, key: Key) -> Option<&Entry> {
        self.entries.get(key)
    }

    pub(super) fn may_tell(&self, letter: u8, length: usize) -> bool {
        length <= LONGEST && self.lengths[usize::from(letter & 31)] >> length & 1 != 0
    }

    /// Adds a word or a phrase; what was said first stays.
    fn add(&mut self, text: &str, word: Word) {
        let keys: Vec<Key> = Pieces::new(text, Span::new(0, text.len())).map(|piece| piece.key(text)).collect();
        let Some((&first, rest)) = keys.split_first() else { return };
        debug_assert!(!keys.contains(&0), "too long a word: {text}");
        if word.is_telling() {
            let length = (Key::BITS - first.leading_zeros()).div_ceil(8);
            self.lengths[(first & 31) as usize] |= 1 << length;
        }
        let entry = self.entries.entry(first);
        if rest.is_empty() {
            entry.word.get_or_insert(word);
        } else {
            entry.telling_phrase |= word.is_telling();
            entry.phrases.push((rest.to_vec(), word));
            entry.phrases.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
    }

    fn add_all<K>(&mut self, table: &BTreeMap<K, Vec<String>>, word: impl Fn(&K) -> Word) {
        for (key, texts) in table {
            texts.iter().for_each(|text| self.add(text, word(key)));
        }
    }

    fn load(file: &File) -> Self {
        let number = |key: &String| key.parse::<i32>().unwrap_or_default();
        let small = |key: &String| key.parse::<i8>().unwrap_or_default();
        let mut lexicon = Self { entries: Keyed::default(), lengths: [0; 32] };
        lexicon.add_all(&file.weekday, |key| Word::Weekday(small(key)));
        lexicon.add_all(&file.month, |key| Word::Month(small(key)));
        lexicon.add_all(&file.unit, |&unit| Word::Unit(unit));
        lexicon.add_all(&file.number, |key| Word::Number(number(key)));
        lexicon.add_all(&file.few, |_| Word::Few);
        lexicon.add_all(&file.ordinal, |key| Word::Ordinal(number(key)));
        lexicon.add_all(&file.day, |key| Word::Day(number(key)));
        lexicon.add_all(&file.next_morning, |_| Word::NextMorning);
        lexicon.add_all(&file.time_of_day, |_| Word::TimeOfDay);
        lexicon.add_all(&file.meridiem, |_| Word::Meridiem);
        lexicon.add_all(&file.zone, |_| Word::Zone);
        lexicon.add_all(&file.close, |&unit| Word::Close(unit));
        lexicon.add_all(&file.edge, |&edge| Word::Edge(edge));
        lexicon.add_all(&file.which, |&which| Word::Which(which));
        lexicon.add_all(&file.lead, |&lead| Word::Lead(lead));
        lexicon.add_all(&file.event, |_| Word::Event);
        lexicon.add_all(&file.season, |_| Word::Season);
        lexicon.add_all(&file.vague, |_| Word::Vague);
        lexicon.add_all(&file.recurring, |_| Word::Recurring);
        lexicon.add_all(&file.glue, |&glue| Word::Glue(glue));
        lexicon.add_all(&file.function, |_| Word::Function);
        lexicon.add_all(&file.feast, |_| Word::Feast);
        for text in file.doubtful.values().flatten() {
            lexicon.entries.entry(key_of(text)).doubtful = true;
        }
        lexicon
    }
}

pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    #[allow(clippy::expect_used)] // The file is part of the program, and a test reads it.
    let file = serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/dates.json"))).expect("it is well-formed");
    Lexicon::load(&file)
});

/// The longest of `phrases` whose later words begin `rest`, and its end.
pub(super) fn phrase(text: &str, rest: Span, phrases: &[Tail]) -> Option<(Word, usize)> {
    phrases.iter().find_map(|(tail, word)| {
        let mut ahead = Pieces::new(text, rest);
        let fits = tail.iter().all(|&key| ahead.next().is_some_and(|piece| piece.key(text) == key));
        fits.then_some((*word, ahead.at))
    })
}

/// The word in lower case as a number, or 0 if it is too long to be one of ours.
pub(super) fn key_of(word: &str) -> Key {
    key_at(word, 0, word.len())
}

pub(super) fn key_at(text: &str, start: usize, end: usize) -> Key {
    let is_word = text.as_bytes().get(start).is_some_and(u8::is_ascii_alphabetic);
    if let Some(key) = key::of_ascii(text, start, end).filter(|_| is_word) {
        return key;
    }
    match &text.as_bytes()[start..end] {
        [mark] => return Key::from(*mark),
        longer if longer.len() > LONGEST => return 0,
        _ => {}
    }
    let small: String = text[start..end].chars().flat_map(char::to_lowercase).collect();
    key::of_folded(&small).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_in_any_case() {
        let word = |text: &str| LEXICON.get(key_of(text)).and_then(|entry| entry.word);
        assert_eq!(word("TUES"), Some(Word::Weekday(2)));
        assert_eq!(word("FÉVRIER"), Some(Word::Month(2)));
        assert_eq!(word("tuesd"), None);
        assert_eq!(word("a word of more than sixteen bytes"), None);
    }

    #[test]
    fn doubtful_words_are_words_of_their_table() {
        let doubtful: Vec<_> = LEXICON.entries.entries().filter(|(_, entry)| entry.doubtful).collect();
        assert!(doubtful.len() > 10);
        for (_, entry) in doubtful {
            assert!(matches!(entry.word, Some(Word::Weekday(_) | Word::Month(_))), "{entry:?}");
        }
    }
}
