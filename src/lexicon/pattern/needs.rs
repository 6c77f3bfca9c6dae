//! The letters without which an expression matches nothing.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind};
use serde::{Deserialize, Serialize};

/// A set of letters, a bit for each of the first 128 bytes; others share the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letters(u128);

impl Letters {
    /// Those of a tag string.
    pub(super) fn of(tags: &[u8]) -> Letters {
        Letters(tags.iter().fold(0, |all, &tag| all | bit(tag)))
    }
}

fn bit(letter: u8) -> u128 {
    1 << letter.min(127)
}

/// Sets of letters of each of which a match has one.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Needs(Vec<u128>);

impl Needs {
    /// Those of an expression over bytes. An error tells why it is none.
    pub(super) fn of(expression: &str) -> Result<Needs, String> {
        let parsed = ParserBuilder::new().utf8(false).build().parse(expression).map_err(|error| error.to_string())?;
        let mut needs = of(&parsed);
        needs.sort_unstable_by_key(|letters| (letters.count_ones(), *letters));
        needs.dedup();
        Ok(Needs(needs))
    }

    /// Whether a string of these letters may match.
    pub(super) fn are_in(&self, letters: Letters) -> bool {
        self.0.iter().all(|one_of| one_of & letters.0 != 0)
    }
}

/// Which patterns to try, by the letters of a sentence: for each 64 patterns and each letter a bit for those of whose
/// hardest need it is one, and behind the letters the bits of those that need nothing.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Candidates(Vec<Vec<u64>>);

impl Candidates {
    const LETTERS: usize = 128;

    pub(super) fn new<'n>(needs: impl Iterator<Item = &'n Needs>) -> Self {
        let mut all: Vec<Vec<u64>> = Vec::new();
        for (pattern, needs) in needs.enumerate() {
            if pattern % 64 == 0 {
                all.push(vec![0; Self::LETTERS + 1]);
            }
            let block = &mut all[pattern / 64];
            match needs.0.first() {
                Some(&hardest) => ones(hardest).for_each(|letter| block[letter] |= 1 << (pattern % 64)),
                None => block[Self::LETTERS] |= 1 << (pattern % 64),
            }
        }
        Self(all)
    }

    /// Those for a sentence of these letters, in order.
    pub(super) fn of(&self, letters: Letters) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(move |(at, block)| {
            let found = ones(letters.0).fold(block[Self::LETTERS], |all, letter| all | block[letter]);
            ones(found.into()).map(move |pattern| at * 64 + pattern)
        })
    }
}

/// The places of the bits of a set.
fn ones(mut set: u128) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let first = (set != 0).then(|| set.trailing_zeros() as usize);
        set &= set.wrapping_sub(1);
        first
    })
}

fn of(expression: &Hir) -> Vec<u128> {
    match expression.kind() {
        HirKind::Empty | HirKind::Look(_) => Vec::new(),
        HirKind::Literal(literal) => literal.0.iter().map(|&letter| bit(letter)).collect(),
        HirKind::Class(class) => vec![class_of(class)],
        HirKind::Repetition(repetition) if repetition.min == 0 => Vec::new(),
        HirKind::Repetition(repetition) => of(&repetition.sub),
        HirKind::Capture(capture) => of(&capture.sub),
        HirKind::Concat(parts) => parts.iter().flat_map(of).collect(),
        HirKind::Alternation(branches) => any_of(branches).into_iter().collect(),
    }
}

/// Of each branch the set that is hardest to meet, together; none if a branch needs nothing.
fn any_of(branches: &[Hir]) -> Option<u128> {
    let hardest = |branch: &Hir| of(branch).into_iter().min_by_key(|letters| letters.count_ones());
    branches.iter().try_fold(0, |all, branch| Some(all | hardest(branch)?))
}

fn class_of(class: &Class) -> u128 {
    let letters = |start: u8, end: u8| (start..=end).fold(0, |all, letter| all | bit(letter));
    match class {
        Class::Bytes(class) => class.ranges().iter().fold(0, |all, range| all | letters(range.start(), range.end())),
        Class::Unicode(class) => {
            let byte = |letter: char| u8::try_from(letter).unwrap_or(u8::MAX);
            class.ranges().iter().fold(0, |all, range| all | letters(byte(range.start()), byte(range.end())))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may_match(expression: &str, tags: &str) -> bool {
        Needs::of(expression).unwrap().are_in(Letters::of(tags.as_bytes()))
    }

    #[test]
    fn what_may_be_left_out_is_not_needed() {
        assert!(may_match("(?-u)a?b*cd{0,2}", "c"));
        assert!(!may_match("(?-u)ab+c", "ac"));
        assert!(may_match("(?-u)^$", ""));
    }

    #[test]
    fn one_letter_of_a_class_and_one_branch_are_enough() {
        assert!(may_match("(?-u)[NR]m", "mR"));
        assert!(!may_match("(?-u)[NR]m", "NR"));
        assert!(may_match("(?-u)(?:ab|[cd]e)f", "bf") || may_match("(?-u)(?:ab|[cd]e)f", "af"));
        assert!(!may_match("(?-u)(?:ab|[cd]e)f", "xyf"));
        assert!(may_match("(?-u)(?:ab|)f", "f"));
        assert!(may_match("(?-u)(?:^|[,;])f", "f"));
    }

    #[test]
    fn letters_beyond_ascii_are_never_said_to_be_missing() {
        assert!(Needs::of("(?-u)[^a]").unwrap().are_in(Letters::of(&[0xe9])));
    }
}
