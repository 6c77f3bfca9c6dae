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
