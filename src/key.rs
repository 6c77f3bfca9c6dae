//! Words as numbers: a word of up to sixteen bytes is its own key, so that it is looked up without being copied.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A folded word of up to [`LONGEST`] bytes, padded with zeros: none is 0.
pub(crate) type Key = u128;

/// How many bytes fit.
pub(crate) const LONGEST: usize = 16;

const HALF: usize = LONGEST / 2;

/// A byte of 1 in each place.
const ONES: u64 = u64::MAX / 0xFF;

/// The key of `text[start..end]` in small letters, where that is ASCII and fits. For words and numbers with the marks in
/// them: some other marks share a key.
#[inline]
pub(crate) fn of_ascii(text: &str, start: usize, end: usize) -> Option<Key> {
    let bytes = text.as_bytes();
    let window: Option<&[u8; LONGEST]> = bytes.get(start..start + LONGEST).and_then(|window| window.try_into().ok());
    match (window, end - start) {
        (_, 0) => Some(0),
        (_, length) if length > LONGEST => None,
        // most words
        (Some(window), length) if length <= HALF => {
            let low = u64::from_le_bytes(*window.first_chunk()?);
            Some(Key::from(small(low, length)?))
        }
        (Some(window), length) => {
            let (low, high) = (window.first_chunk()?, window.last_chunk()?);
            let high = small(u64::from_le_bytes(*high), length - HALF)?;
            Some(Key::from(high) << 64 | Key::from(small(u64::from_le_bytes(*low), HALF)?))
        }
        (None, _) => {
            let key = padded(&bytes[start..end]);
            let high = |length| small((key >> 64) as u64, length);
            let low = small(key as u64, HALF.min(end - start))?;
            let high = if end - start > HALF { high(end - start - HALF)? } else { 0 };
            Some(Key::from(high) << 64 | Key::from(low))
        }
    }
}

/// The first `length` of eight ASCII bytes in small letters, one at least.
#[inline]
fn small(bytes: u64, length: usize) -> Option<u64> {
    let mask = u64::MAX >> (8 * (HALF - length));
    // small letters have this bit more than capitals, digits and the marks in words have it anyway
    (bytes & mask & (ONES * 0x80) == 0).then_some((bytes | (ONES * 0x20)) & mask)
}

/// The key of a word that is folded already, or of a mark, if it fits.
pub(crate) fn of_folded(word: &str) -> Option<Key> {
    (word.len() <= LONGEST).then(|| padded(word.as_bytes()))
}

fn padded(bytes: &[u8]) -> Key {
    bytes.iter().rev().fold(0, |key, &byte| key << 8 | Key::from(byte))
}

/// Values by keys: an open-addressing table, at most half full.
#[derive(Debug, Clone)]
pub(crate) struct Keyed<T> {
    keys: Vec<Key>,
    values: Vec<T>,
    used: usize,
}

impl<T> Default for Keyed<T> {
    fn default() -> Self {
        Self { keys: Vec::new(), values: Vec::new(), used: 0 }
    }
}

impl<T: Default> Keyed<T> {
    fn with_room(entries: usize) -> Self {
        let slots = (entries * 2).next_power_of_two().max(16);
        Self { keys: vec![0; slots], values: std::iter::repeat_with(T::default).take(slots).collect(), used: 0 }
    }

    /// Where a key is, or would be. Not for an empty table.
    #[inline]
    fn slot(&self, key: Key) -> usize {
        let folded = (key as u64) ^ ((key >> 64) as u64).rotate_left(29);
        let most = self.keys.len() - 1;
        let mut at = (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & most;
        while self.keys[at] != key && self.keys[at] != 0 {
            at = (at + 1) & most;
        }
        at
    }

    /// The value of a key.
    #[inline]
    pub(crate) fn get(&self, key: Key) -> Option<&T> {
        if self.keys.is_empty() || key == 0 {
            return None;
        }
        let at = self.slot(key);
        (self.keys[at] != 0).then(|| &self.values[at])
    }

    /// The value of a key, which is made if there is none.
    pub(crate) fn entry(&mut self, key: Key) -> &mut T {
        if self.keys.len() <= self.used * 2 {
            let mut larger = Self::with_room(self.used + 1);
            for (key, value) in std::mem::take(self).into_entries() {
                *larger.entry(key) = value;
            }
            *self = larger;
        }
        let at = self.slot(key);
        self.used += usize::from(self.keys[at] == 0);
        self.keys[at] = key;
        &mut self.values[at]
    }

    fn into_entries(self) -> impl Iterator<Item = (Key, T)> {
        self.keys.into_iter().zip(self.values).filter(|(key, _)| *key != 0)
    }

    /// All keys with their values.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (Key, &T)> {
        self.keys.iter().copied().zip(&self.values).filter(|(key, _)| *key != 0)
    }
}

impl<T: Serialize + Default> Serialize for Keyed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.entries().collect::<Vec<_>>().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de> + Default> Deserialize<'de> for Keyed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let entries = Vec::<(Key, T)>::deserialize(deserializer)?;
        let mut all = Self::with_room(entries.len());
        for (key, value) in entries {
            *all.entry(key) = value;
        }
        Ok(all)
    }
}

/// Values by folded words of any length.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound = "T: Serialize + for<'a> Deserialize<'a> + Default")]
pub(crate) struct Words<T> {
    keyed: Keyed<T>,
    long: FxHashMap<String, T>,
}

impl<T> Default for Words<T> {
    fn default() -> Self {
        Self { keyed: Keyed::default(), long: FxHashMap::default() }
    }
}

impl<T: Default> Words<T> {
    /// The value of a word with this key.
    #[inline]
    pub(crate) fn keyed(&self, key: Key) -> Option<&T> {
        self.keyed.get(key)
    }

    /// The value of a folded word.
    pub(crate) fn get(&self, folded: &str) -> Option<&T> {
        match of_folded(folded) {
            Some(key) => self.keyed.get(key),
            None => self.long.get(folded),
        }
    }

    /// The value of a folded word, which is made if there is none.
    pub(crate) fn entry(&mut self, folded: &str) -> &mut T {
        match of_folded(folded) {
            Some(key) => self.keyed.entry(key),
            None => self.long.entry(folded.to_owned()).or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_in_any_case_has_the_key_of_its_small_letters() {
        for (word, folded) in
            [("Send", "send"), ("24/7", "24/7"), ("WON'T", "won't"), ("sixteen-bytes-xx", "sixteen-bytes-xx")]
        {
            let behind = format!("{word} and much more text behind it");
            assert_eq!(of_ascii(word, 0, word.len()), of_folded(folded), "{word}");
            assert_eq!(of_ascii(&behind, 0, word.len()), of_folded(folded), "{word}");
        }
        assert_eq!((of_ascii("é", 0, 2), of_ascii("seventeen letters", 0, 17)), (None, None));
        assert_eq!(of_ascii("", 0, 0), Some(0));
    }

    #[test]
    fn a_table_grows_and_keeps_its_words() {
        let words: Vec<String> = (0..500).map(|at| format!("{}{at}", "w".repeat(1 + at % 20))).collect();
        let mut table = Words::default();
        for (at, word) in words.iter().enumerate() {
            *table.entry(word) = at;
        }
        assert!(words.iter().enumerate().all(|(at, word)| table.get(word) == Some(&at)));
        assert_eq!((table.get(""), table.get("none")), (None, None));
        let bytes = postcard::to_allocvec(&table).expect("serializes");
        let again: Words<usize> = postcard::from_bytes(&bytes).expect("deserializes");
        assert!(words.iter().all(|word| again.get(word) == table.get(word)));
    }
}
