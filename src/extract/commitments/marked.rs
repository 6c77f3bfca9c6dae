//! Owners whom a mark sets off from the act: at the head of an item, at its end, behind "from", a colon or an arrow.

use super::Scene;
use crate::extract::items::leading_owner;
use crate::extract::reading::Unit;
use crate::extract::who::Who;
use crate::note::Side;

impl Scene<'_, '_> {
    /// Who stands at the head of an item for all that follows: "(Ann) drawings: fine, will send them".
    pub(super) fn marked_owner(&self, act: usize) -> Option<Who> {
        let (who, first) = leading_owner(self).filter(|&(_, first)| self.is_item && (2..=act).contains(&first))?;
        let units = self.units();
        let named = matches!(units[usize::from(units[0].tag == b'(')].tag, b'N' | b'J');
        let marked = matches!(units[first - 1].tag, b'-' | b':' | b'>' | b')' | b'/');
        (named && marked && who.side != Side::Unknown).then_some(who)
    }

    /// Who hands the thing over: "asset register from Declan", "a new figure from me", "site plan courtesy of Declan".
    pub(in crate::extract) fn giver(&self, act: usize) -> Option<Who> {
        let units = self.units();
        let from = |at: &usize| {
            const FROM: [&str; 10] =
                ["from", "off", "fm", "frm", "via", "courtesy of", "thanks to", "per", "as per", "according to"];
            let word = self.reading.span_of(&units[*at]).of(self.text);
            units[*at].tag == b'p'
                && FROM.iter().any(|from| word.eq_ignore_ascii_case(from))
                && matches!(units[*at + 1].tag, b'N' | b'R' | b'J' | b'H')
        };
        let at = (act..units.len().saturating_sub(1)).find(from)?;
        let verb = matches!(units[act].tag, b'v' | b's') || units[act].tag == b'g' && !self.receives(act);
        (!verb).then(|| self.cast.of_units(self.lexicon, self.reading, self.text, &units[at + 1..at + 2])).flatten()
    }

    /// Whoever writes, where they stand for themselves behind a colon: "price with Bo: me, Friday".
    pub(super) fn noted_self(&self) -> Option<Who> {
        let closes = |next: Option<&Unit>| next.is_none_or(|next| matches!(next.tag, b',' | b'.' | b'@' | b'('));
        let units = self.units();
        let at = (2..units.len()).find(|&at| {
            units[at - 1].tag == b':' && matches!(units[at].tag, b'J' | b'I') && closes(units.get(at + 1))
        })?;
        self.cast.of_units(self.lexicon, self.reading, self.text, &units[at..at + 1])
    }

    /// The owner at the end of an item: "price at the charity rate: SK", "vetting sample, Aoife, 31/10", "(Dana)".
    pub(in crate::extract) fn trailing_owner(&self) -> Option<Who> {
        if !self.is_item {
            return None;
        }
        let units = self.units();
        let mut at = units.len();
        let parts = |at: usize| units[at].tag == b'|' || units[at].tag == b'/' && self.stands_apart(at);
        let closes = |at: usize| matches!(units[at].tag, b'@' | b'.' | b'?' | b')' | b',' | b'-' | b'#' | b'_');
        while at > 1 && (closes(at - 1) || parts(at - 1) || units[at - 1].tag == b'(' && at < units.len()) {
            at -= 1;
        }
        let end = at;
        let bracketed = units.get(end).is_some_and(|unit| unit.tag == b')');
        let listed = |tag| matches!(tag, b'N' | b'M' | b'I' | b'J' | b'W' | b'U' | b'R' | b'&' | b'/');
        while at > 1 && !parts(at - 1) && (listed(units[at - 1].tag) || bracketed && units[at - 1].tag == b',') {
            at -= 1;
        }
        // "his wife"
        at -= usize::from(at > 1 && at < end && units[at].tag == b'R' && units[at - 1].tag == b'D');
        // "=> *Dana*": emphasis around a name is no part of it
        let open = units[..at].iter().rposition(|unit| unit.tag != b'_').map_or(0, |mark| mark + 1);
        let marked = |at: usize| matches!(units[at].tag, b':' | b'-' | b',' | b'(' | b'>' | b'%' | b'i') || parts(at);
        let is_handle = || self.reading.span_of(&units[at]).of(self.text).starts_with('@');
        let opened = open > 0 && at < end && (open > 1 && marked(open - 1) || is_handle());
        let named =
            opened.then(|| self.cast.of_units(self.lexicon, self.reading, self.text, &units[at..end])).flatten();
        named.or_else(|| self.noted_self())
    }

    /// Whether a mark has a space on either side.
    fn stands_apart(&self, at: usize) -> bool {
        let token = self.reading.tokens[self.units()[at].first];
        let next = self.units().get(at + 1).map(|next| self.reading.tokens[next.first]);
        token.spaced && next.is_none_or(|next| next.spaced)
    }

    /// Whether an arrow hands the item to somebody at its end: "the list => Dana", "the list <- Dana".
    pub(in crate::extract) fn is_handed(&self) -> bool {
        let letters = self.reading.letters.as_slice();
        let trim = |letters: &[u8], marks: &[u8]| {
            letters.iter().rposition(|letter| !marks.contains(letter)).map_or(0, |last| last + 1)
        };
        let end = trim(letters, b"_.?)");
        let name = trim(&letters[..end], b"N&,");
        let arrow = trim(&letters[..name], b"_");
        let left = letters[..arrow].ends_with(b"-") && letters[arrow..name].is_empty() && self.is_left_arrow(arrow);
        name < end && (letters[..arrow].ends_with(b">") || left)
    }

    /// Whether a dash that ends before a unit is the shaft of "<-".
    fn is_left_arrow(&self, end: usize) -> bool {
        end >= 2 && self.reading.tokens[self.units()[end - 2].last].is('<')
    }
}
