//! The test of patterns over tags.

use super::super::Lexicon;
use super::super::pattern::PatternEntry;
use super::super::words::tokenize;
use super::example::{mark, marked};
use super::{Failure, FindPatterns, bad_declaration};
use crate::span::Span;

/// Tests every pattern of a lexicon.
pub(super) fn test(lexicon: &Lexicon, find: &mut FindPatterns<'_>, failures: &mut Vec<Failure>) {
    for (index, pattern) in lexicon.patterns().entries.iter().enumerate() {
        let mut test = PatternTest { lexicon, index, pattern, failures };
        test.run(&mut |text| {
            let of_pattern = find(text).into_iter().filter(|&(found, _)| found == index);
            of_pattern.map(|(_, span)| span).collect()
        });
    }
}

struct PatternTest<'t> {
    lexicon: &'t Lexicon,
    index: usize,
    pattern: &'t PatternEntry,
    failures: &'t mut Vec<Failure>,
}

impl PatternTest<'_> {
    fn run(&mut self, find: &mut dyn FnMut(&str) -> Vec<Span>) {
        let pattern = self.pattern;
        if let Some((expected, found, advice)) = bad_declaration(&pattern.id, &pattern.why) {
            self.fail(None, &expected, found, advice);
        }
        let (hits, misses) = (pattern.hits.len(), pattern.misses.len());
        if hits == 0 || misses == 0 {
            let found = format!("{hits} hits and {misses} misses");
            self.fail(None, "a hit and a miss at least", found, "Add the sentence that is lacking.");
        }
        for hit in &pattern.hits {
            self.hit(hit, find);
        }
        for miss in &pattern.misses {
            let found = find(miss);
            if !found.is_empty() {
                self.fail(Some(miss), "no match", mark(miss, &found), "Narrow the pattern, or use another sentence.");
            }
        }
    }

    fn hit(&mut self, hit: &str, find: &mut dyn FnMut(&str) -> Vec<Span>) {
        let example = match marked(hit) {
            Ok(example) if !example.marks.is_empty() => example,
            Ok(_) => return self.fail(Some(hit), "a mark", "no braces".to_owned(), "Mark the words that must match."),
            Err(wrong) => return self.fail(Some(hit), "braces in pairs", wrong.to_owned(), "Mend the braces."),
        };
        let found = find(&example.text);
        let meets =
            |mark: &Span| found.iter().any(|span| span.overlaps(*mark) && sticks_out(&example.text, *span, *mark) <= 1);
        if !example.marks.iter().all(meets) {
            let advice = "The pattern must match in each mark, and reach out of it by one word at most: move the braces, \
                          or mend the pattern.";
            self.fail(Some(hit), "a match of the pattern in each pair of braces", mark(&example.text, &found), advice);
        }
    }

    fn fail(&mut self, example: Option<&str>, expected: &str, found: String, advice: &str) {
        self.failures.push(Failure {
            source: self.lexicon.pattern_source(self.index).clone(),
            id: self.pattern.id.clone(),
            example: example.map(str::to_owned),
            expected: expected.to_owned(),
            found,
            advice: advice.to_owned(),
        });
    }
}

/// How many words of a match lie outside a mark; punctuation does not count.
fn sticks_out(text: &str, span: Span, mark: Span) -> usize {
    let mut tokens = Vec::new();
    tokenize(text, span, &mut tokens);
    tokens.iter().filter(|token| !token.is_mark() && !mark.contains(token.span)).count()
}
