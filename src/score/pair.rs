//! Which found fact stands for which annotated one.

use crate::record::Region;
use std::ops::Range;

/// A half-open range of Unicode scalar values: the unit of records, so that a long word counts alike in every script.
pub(super) type Chars = Range<usize>;

/// Where the lines of a text begin.
pub(super) struct Lines<'t> {
    text: &'t str,
    /// Byte and scalar offset of each line's start.
    starts: Vec<(usize, usize)>,
    /// Scalar values in all.
    length: usize,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut starts = vec![(0, 0)];
        let mut length = 0;
        for (byte, character) in text.char_indices() {
            length += 1;
            if character == '\n' {
                starts.push((byte + 1, length));
            }
        }
        Self { text, starts, length }
    }

    /// Where a quote stands that starts on a line (counted from 1).
    pub(super) fn quote(&self, line: usize, quote: &str) -> Option<Chars> {
        let &(start, before) = self.starts.get(line.checked_sub(1)?)?;
        let end = self.starts.get(line).map_or(self.text.len(), |&(next, _)| next);
        let words = &self.text[start..end];
        let begin = before + words[..words.find(quote)?].chars().count();
        Some(begin..begin + quote.chars().count())
    }

    /// Where a region of a record lies, clamped to the text.
    pub(super) fn region(&self, region: Region) -> Chars {
        let begin = self.place(region.line, region.column);
        begin..self.place(region.end_line, region.end_column).max(begin)
    }

    fn place(&self, line: usize, column: usize) -> usize {
        let (_, start) = self.starts[line.clamp(1, self.starts.len()) - 1];
        (start + column.saturating_sub(1)).min(self.length)
    }
}

/// Who stands for whom, by index.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Pairing {
    pub(super) pairs: Vec<(usize, usize)>,
    pub(super) lost: Vec<usize>,
    pub(super) extra: Vec<usize>,
}

/// Pairs annotated with found places that overlap by at least half of the shorter one: best overlap first, each at
/// most once.
pub(super) fn pair(gold: &[Chars], found: &[Chars]) -> Pairing {
    let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
    for (g, a) in gold.iter().enumerate() {
        candidates.extend(found.iter().enumerate().filter_map(|(f, b)| Some((likeness(a, b)?, g, f))));
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut gold_used, mut found_used) = (vec![false; gold.len()], vec![false; found.len()]);
    let mut pairs = Vec::new();
    for (_, g, f) in candidates {
        if !gold_used[g] && !found_used[f] {
            (gold_used[g], found_used[f]) = (true, true);
            pairs.push((g, f));
        }
    }
    Pairing { pairs, lost: unused(&gold_used), extra: unused(&found_used) }
}

/// The share of two places that is common to both, where it is enough to pair them.
fn likeness(a: &Chars, b: &Chars) -> Option<f64> {
    let overlap = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    let shorter = a.len().min(b.len());
    let union = a.end.max(b.end) - a.start.min(b.start);
    (shorter > 0 && overlap * 2 >= shorter).then(|| overlap as f64 / union as f64)
}

fn unused(used: &[bool]) -> Vec<usize> {
    (0..used.len()).filter(|&index| !used[index]).collect()
}

/// Whether two lists of owners are the same: their names pair up, one's words within the other's.
pub(super) fn same_owners(a: &[String], b: &[String]) -> bool {
    let mut left: Vec<Vec<String>> = b.iter().map(|name| words(name)).collect();
    a.len() == b.len()
        && a.iter().map(|name| words(name)).all(|name| {
            let hit = left.iter().position(|other| is_within(&name, other) || is_within(other, &name));
            hit.map(|index| left.remove(index)).is_some()
        })
}

fn is_within(few: &[String], many: &[String]) -> bool {
    few.iter().all(|word| many.contains(word))
}

fn words(name: &str) -> Vec<String> {
    name.replace('-', " ")
        .split_whitespace()
        .map(|word| word.trim_matches(['.', ',', '(', ')', '@', '\'', '’']).to_lowercase())
        .filter(|word| !word.is_empty() && word != "the")
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paired(gold: &[(usize, usize)], found: &[(usize, usize)]) -> Pairing {
        let chars = |places: &[(usize, usize)]| places.iter().map(|&(start, end)| start..end).collect::<Vec<_>>();
        pair(&chars(gold), &chars(found))
    }

    #[test]
    fn the_best_overlap_is_paired_first_and_each_place_once() {
        let best = Pairing { pairs: vec![(1, 0), (0, 1)], lost: vec![], extra: vec![] };
        assert_eq!(paired(&[(0, 10), (5, 20)], &[(4, 20), (0, 3)]), best);
    }

    #[test]
    fn half_of_the_shorter_must_be_common() {
        assert_eq!(paired(&[(0, 10)], &[(5, 15)]).pairs, [(0, 0)]);
        let none = Pairing { pairs: vec![], lost: vec![0], extra: vec![0] };
        assert_eq!(paired(&[(0, 10)], &[(6, 20)]), none);
        assert_eq!(paired(&[(3, 3)], &[(0, 9)]), none);
    }

    #[test]
    fn equal_overlaps_are_paired_in_order() {
        assert_eq!(paired(&[(0, 4), (0, 4)], &[(0, 4), (0, 4)]).pairs, [(0, 0), (1, 1)]);
    }

    #[test]
    fn owners_are_the_same_by_their_words() {
        let same = |a: &[&str], b: &[&str]| {
            let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
            same_owners(&owned(a), &owned(b))
        };
        assert!(same(&["Priya"], &["Priya Shah"]));
        assert!(same(&["the Procurement"], &["procurement"]));
        assert!(same(&["Anne-Marie (Lund)"], &["Anne Marie Lund"]));
        assert!(same(&[], &[]));
        assert!(!same(&["Priya"], &[]));
        assert!(!same(&["Priya Shah"], &["Priya Rao"]));
        assert!(!same(&["Priya", "Tom"], &["Priya Shah", "Priya Shah"]));
    }

    #[test]
    fn places_are_counted_in_scalars_and_clamped() {
        let lines = Lines::new("añb\ncdé fg\n");
        assert_eq!(lines.quote(2, "é f"), Some(6..9));
        assert_eq!(lines.quote(1, "cd"), None);
        assert_eq!((lines.quote(0, "a"), lines.quote(9, "a")), (None, None));
        let region = Region::new;
        assert_eq!(lines.region(region(2, 1, 2, 4)), 4..7);
        assert_eq!(lines.region(region(0, 1, 99, 99)), 0..11);
        assert_eq!(lines.region(region(2, 4, 1, 1)), 7..7);
    }
}
