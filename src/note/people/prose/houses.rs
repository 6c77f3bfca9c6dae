//! The houses that people in running text are of, where the words around a name tell.

use crate::note::people::names::{self, Run, is_capitalized, runs, words};
use crate::note::people::words::{fold, lexis};
use crate::span::Span;

/// Whether the words around a name say that it is a partner's: "our reseller Brightmoor", "Brightmoor, our reseller,",
/// "their consultant, Mr Voss".
pub(super) fn is_third(line: &str, run: &Run) -> bool {
    let span = run.span();
    let before = names::ending(&line[..span.start]);
    // the name of "a reseller. Ann" begins another sentence
    if let Some((owner, word)) = last_two(before)
        && before.trim_end_matches(' ').ends_with(|last: char| last.is_alphanumeric() || last == ',')
        && lexis().of(word).is_third()
        && (lexis().is_determiner(owner) || fold(owner).ends_with("'s"))
    {
        return true;
    }
    let after = names::near(&line[span.end..]);
    if is_from_third(after) {
        return true;
    }
    const MARKS: [&str; 6] = [", our ", ", their ", " (our ", " (their ", " of our ", " from our "];
    let Some(apposition) = MARKS.iter().find_map(|mark| after.strip_prefix(mark)) else { return false };
    lexis().tells_third(apposition.split([',', '(', ')', '.', ';']).next().unwrap_or_default())
}

/// Whether a name comes from a partner's house that has no name, or its name behind what it is: "Ann from the agency",
/// "Mr Poe of leasing company Brightmoor".
fn is_from_third(after: &str) -> bool {
    const LONGEST: usize = 4;
    let Some(place) = [" from ", " of ", " at "].iter().find_map(|word| after.strip_prefix(word)) else { return false };
    let clause = place.split([',', '.', ';', '(', ')', ':']).next().unwrap_or_default();
    let house = words(clause).map(|word| word.of(clause)).take_while(|word| !is_capitalized(word)).take(LONGEST);
    // "of the two agencies" are those whom a customer names, "from our agency" who works for us
    let mut house = house.skip_while(|word| matches!(*word, "the" | "their" | "his" | "her" | "a" | "an"));
    house.any(|word| lexis().is_third(&fold(word)))
}

/// "Brightmoor's engineer, Mr. Poe": the organization before a name and its role.
pub(super) fn organization_before<'t>(line: &'t str, run: &Run) -> Option<&'t str> {
    let (owner, role) = last_two(names::ending(&line[..run.span().start]))?;
    let (organization, possessive) = names::unpossessed(owner, Span::new(0, owner.len()));
    let organization = organization.of(owner);
    (possessive && is_capitalized(organization) && lexis().of(role).is_role()).then_some(organization)
}

/// "Sipho Radebe of Umlando Consulting": the organization behind a name.
pub(super) fn organization_behind(after: &str) -> Option<&str> {
    let place = [" of ", " from ", " at "].iter().find_map(|word| after.strip_prefix(word))?;
    let run = runs(place).into_iter().next().filter(|run| run.span().start == 0)?;
    Some(run.span().of(place))
}

/// The last two words of a text.
fn last_two(text: &str) -> Option<(&str, &str)> {
    let last = names::last_word(text)?;
    let before = names::last_word(&text[..last.start])?;
    Some((before.of(text), last.of(text)))
}
