//! What belongs to a role or a name, taken into one unit.

use super::{Reading, Unit, ends_clause};
use crate::lexicon::tags;
use crate::lexicon::words::Token;
use crate::lexicon::{Form, Lexicon};

impl Reading {
    /// Takes what belongs to a role or a name into one unit: "Aoife's PA", "their legal team", "Mette (CFO)".
    pub(super) fn merge_roles(&mut self, lexicon: &Lexicon, text: &str) {
        let mut merged: Vec<Unit> = Vec::with_capacity(self.units.len());
        let mut at = 0;
        while at < self.units.len() {
            let mut unit = self.units[at];
            if let Some(last) = self.stranger(lexicon, text, at) {
                merged.push(Unit { tag: tags::ROLE, last: self.units[last].last, ..unit });
                at = last + 1;
                continue;
            }
            // 's before a noun is possessive, not a verb
            if unit.tag == b'b'
                && self.tokens[unit.first].span.of(text).ends_with(['s', 'S'])
                && self.tokens[unit.first].span.len() <= 4
                && !self.tokens[unit.first].spaced
                && merged.last().is_some_and(|last| matches!(last.tag, b'N' | b'R' | b'M'))
                && self.units.get(at + 1).is_some_and(|next| {
                    matches!(next.tag, b'R' | b'O' | b'E' | b'a' | b'N' | b'X' | b'M' | b's' | b'v' | tags::DUTY)
                })
                && !self.units.get(at + 1).is_some_and(|next| self.looks_like_participle(next, text))
            {
                unit.tag = b'\'';
                // "Omar's logs": no verb in these forms stands behind "is"
                let owned = &mut self.units[at + 1];
                if matches!(owned.tag, tags::ACT | tags::ACTS) {
                    owned.tag = tags::THING;
                }
            }
            if unit.tag == tags::ROLE {
                while let Some(last) = merged.last().copied() {
                    let before = merged.len().checked_sub(2).map(|at| merged[at]);
                    let owns = |unit: Unit| unit.tag == b'N' && self.is_owned_by(&unit, text);
                    let adjective =
                        last.tag == b'a' && before.is_some_and(|unit| matches!(unit.tag, b'D' | b'\'') || owns(unit));
                    // "Ann and two techs", but "3.4 IT will …"
                    let several = last.tag == tags::NUMBER
                        && matches!(merged.len().checked_sub(2).map(|at| merged[at].tag), Some(b'&'))
                        && last.last + 1 == unit.first;
                    let possessor = matches!(last.tag, b'N' | b'R')
                        && unit.first > 0
                        && (merged_possessive(&self.tokens, unit.first, text)
                            || last.last + 1 == unit.first && self.is_owned_by(&last, text));
                    if matches!(last.tag, b'D' | b'\'') || adjective || several || possessor {
                        unit.first = last.first;
                        merged.pop();
                    } else {
                        break;
                    }
                }
                // a company's name in front: "Grevelund legal"
                if let Some(last) = merged.last().copied()
                    && matches!(last.tag, b'N' | b'M')
                    && last.last + 1 == unit.first
                {
                    unit.first = last.first;
                    merged.pop();
                }
            }
            if unit.tag == b'('
                && merged.last().is_some_and(|last| matches!(last.tag, b'N' | b'R'))
                && let Some(close) = self.short_apposition(at)
                // "… for the support team (Dana)": who is to act, not who the team is
                && !(merged.last().is_some_and(|last| last.tag == b'R') && self.is_closing_name(at, close))
            {
                at = close + 1;
                continue;
            }
            if unit.tag == tags::ROLE && self.is_whereabouts(&merged, text) {
                merged.pop();
                at += 1;
                continue;
            }
            if matches!(unit.tag, b'N' | b'M') {
                self.take_role(&mut unit, &mut merged, self.units.get(at + 1));
            }
            merged.push(unit);
            at += 1;
        }
        self.units = merged;
    }

    /// Whether a name ends in a possessive, so that something of theirs stands behind it.
    pub(super) fn is_owned_by(&self, name: &Unit, text: &str) -> bool {
        let last = self.tokens[name.last].span.of(text);
        ["'s", "’s"].iter().any(|ending| last.ends_with(ending))
    }

    /// Whether a role or department behind these units only says where somebody works: "Mrs Pike in accounts".
    fn is_whereabouts(&self, before: &[Unit], text: &str) -> bool {
        let [.., name, place] = before else { return false };
        let word = self.tokens[place.first].span.of(text);
        name.tag == tags::NAME
            && place.tag == b'p'
            && place.first == place.last
            && ["in", "at", "from"].iter().any(|near| word.eq_ignore_ascii_case(near))
    }

    /// The last unit of a noun that no list has and that acts as only people do: "the verger agreed to", "the works council
    /// has promised", "the burgrave will sign".
    fn stranger(&self, lexicon: &Lexicon, text: &str, at: usize) -> Option<usize> {
        const LONGEST: usize = 3;
        let units = &self.units;
        let tag = |at: usize| units.get(at).map_or(0, |unit| unit.tag);
        let opens = matches!(at.checked_sub(1).map(tag), Some(b'S' | b'q')) || ends_clause(at.checked_sub(1).map(tag));
        // "all visitors" and "a visitor" are nobody in particular
        let owned = units[at].entry.is_some_and(|entry| lexicon.entry(entry).kind.is_some());
        let definite = owned || self.tokens[units[at].first].span.of(text).eq_ignore_ascii_case("the");
        if units[at].tag != b'D' || !opens || !definite {
            return None;
        }
        let words = (at + 1..units.len()).take_while(|&at| matches!(units[at].tag, b'a' | b'M')).count();
        let (last, verb) = (at + words, at + words + 1);
        let agrees = |at: usize| tag(at) == b'A' && matches!(units[at].form, Form::Past | Form::Third);
        let spends = |at: usize| {
            let kind = units.get(at).and_then(|unit| unit.entry).and_then(|entry| lexicon.entry(entry).kind.as_deref());
            tag(at) == tags::ACT && matches!(kind, Some("political_capital" | "money"))
        };
        let acts = match tag(verb) {
            b'A' => agrees(verb),
            b'x' => agrees(verb + 1),
            b'm' => spends(verb + 1),
            _ => false,
        };
        ((1..=LONGEST).contains(&words) && acts).then_some(last)
    }

    /// A name behind a role is the name of whoever has it, and the role tells of them: "our reseller Brightmoor", "their
    /// consultant, Mr Voss, will …".
    fn take_role(&self, name: &mut Unit, before: &mut Vec<Unit>, next: Option<&Unit>) {
        let set_off = before.last().is_some_and(|mark| mark.tag == b',') && next.is_some_and(|next| next.tag == b',');
        let role = before.len().checked_sub(1 + usize::from(set_off)).map(|at| before[at]);
        let Some(role) = role.filter(|role| role.tag == tags::ROLE && (set_off || role.last + 1 == name.first)) else {
            return;
        };
        before.truncate(before.len() - 1 - usize::from(set_off));
        (name.tag, name.entry) = (tags::NAME, role.entry);
    }

    fn looks_like_participle(&self, unit: &Unit, text: &str) -> bool {
        let word = self.tokens[unit.first].span.of(text);
        unit.tag == b'a' && (word.ends_with("ing") || word.ends_with("ed"))
    }

    /// Whether a bracket holds nothing but names and ends the sentence.
    fn is_closing_name(&self, open: usize, close: usize) -> bool {
        let names = self.units[open + 1..close].iter().all(|unit| matches!(unit.tag, b'N' | b'&' | b','));
        names && self.units[close + 1..].iter().all(|unit| unit.tag == b'.')
    }

    /// The closing bracket of a short bracket without a time or verb in it, such as "(CFO, Acme)".
    fn short_apposition(&self, open: usize) -> Option<usize> {
        let close = (open + 1..self.units.len().min(open + 8)).find(|&at| self.units[at].tag == b')')?;
        let plain =
            self.units[open + 1..close].iter().all(|unit| !matches!(unit.tag, b'@' | b'm' | b'v' | b'g' | b's' | b'?'));
        plain.then_some(close)
    }
}

fn merged_possessive(tokens: &[Token], first: usize, text: &str) -> bool {
    let word = tokens[first].span.of(text);
    first > 0 && (word.starts_with('\'') || word.starts_with('’'))
}
