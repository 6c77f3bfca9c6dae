//! Whose side everybody of a roster is on, and which organizations are neither ours nor the customer's.

use super::{Roster, fits, is_organization, places, same_organization};
use crate::note::people::names::words;
use crate::note::people::words::{fold, lexis};
use crate::note::{Participant, Side, SideBy};

impl Roster<'_> {
    /// Notes an organization that is neither ours nor the customer's.
    pub(in crate::note) fn add_partner(&mut self, name: &str) {
        if !name.is_empty() && !self.is_ours(name) {
            self.partners.push(name.to_owned());
        }
    }

    /// Asks the text about organizations of one word, which could also be a department or the customer's short name.
    pub(in crate::note) fn read_partners(&mut self, text: &str) {
        let single = |name: &&str| !name.contains(' ') && !lexis().of(name).is_group();
        let named: Vec<String> = self
            .entries
            .iter()
            .filter_map(|entry| entry.organization.as_deref())
            .filter(single)
            .map(str::to_owned)
            .collect();
        for name in named.iter().filter(|name| is_called_third(text, name)) {
            self.add_partner(name);
        }
    }

    /// Takes back organizations that the text also writes as words: "(Infection Prevention)" is where somebody works.
    pub(in crate::note) fn drop_departments(&mut self, text: &str) {
        let is_word = |name: &str| {
            let has_suffix =
                words(name).last().is_some_and(|last| lexis().is_organization_suffix(&fold(last.of(name))));
            !has_suffix
                && name.is_ascii()
                && memchr::memmem::find(text.as_bytes(), name.to_lowercase().as_bytes()).is_some()
        };
        for entry in &mut self.entries {
            entry.organization = entry.organization.take().filter(|name| !is_word(name));
        }
    }

    /// Whether an organization is one that the note calls a partner.
    pub(in crate::note::people) fn is_partner(&self, name: &str) -> bool {
        let folded = fold(name);
        self.partners.iter().any(|partner| same_organization(&folded, &fold(partner)))
    }

    /// Gives everybody a side. `told` is whether the note itself says who the customer is.
    pub(in crate::note) fn finish(mut self, account: Option<&str>, told: bool) -> Vec<Participant> {
        let sides = self.knows_sides(told);
        let account = account.filter(|account| told || self.is_attested(account));
        for at in 0..self.entries.len() {
            let side = self.side(at, account, sides);
            if side == Side::Us && self.entries[at].side != Some(side) {
                self.entries[at].side_by = SideBy::Configuration;
            }
            self.entries[at].side = Some(side);
        }
        let people = self.entries.into_iter().map(|entry| {
            let mut aliases = entry.aliases;
            aliases.dedup();
            let (name, side, roles) = (entry.name, entry.side.unwrap_or_default(), entry.roles);
            Participant { name, side, aliases, roles, is_organization: false, side_by: entry.side_by }
        });
        people.collect()
    }

    fn side(&self, at: usize, account: Option<&str>, sides: bool) -> Side {
        let entry = &self.entries[at];
        let fitting = self.us.keyed().filter(|(ours, _)| fits(&entry.key, ours)).count();
        let customers = |name: &str| account.is_some_and(|account| same_organization(&fold(name), &fold(account)));
        match (&entry.side, &entry.organization) {
            (Some(Side::Them), Some(organization)) if customers(organization) => Side::Them,
            _ if fitting == 1 => Side::Us,
            (Some(side), _) => *side,
            (None, Some(name)) if customers(name) => Side::Them,
            (None, Some(name)) if self.is_other(name, account) || self.is_partner(name) => Side::Third,
            (None, _) if sides => Side::Them,
            _ => Side::Unknown,
        }
    }

    /// Whether the organization that a title seems to name can be the customer's: where people come from several houses and
    /// none from that one, the title names something else.
    fn is_attested(&self, account: &str) -> bool {
        let account = fold(account);
        let mut told = self.entries.iter().filter_map(|entry| entry.organization.as_deref());
        let mut others = told.clone().filter(|name| is_organization(name) && !self.is_ours(name));
        let several =
            others.next().is_some_and(|first| others.any(|other| !same_organization(&fold(first), &fold(other))));
        !several || told.any(|name| same_organization(&fold(name), &account))
    }

    /// Whether an organization is neither ours nor the customer's.
    fn is_other(&self, name: &str, account: Option<&str>) -> bool {
        let customers = |account: &str| same_organization(&fold(name), &fold(account));
        (is_organization(name) || self.is_partner(name))
            && !self.is_ours(name)
            && account.is_some_and(|account| !customers(account))
    }

    /// Organizations that people of the note were said to belong to, besides us and the customer.
    pub(in crate::note) fn others(&self, account: Option<&str>) -> Vec<String> {
        let told = self.entries.iter().filter_map(|entry| entry.organization.as_deref());
        let named = told.chain(self.partners.iter().map(String::as_str));
        let mut others: Vec<String> = Vec::new();
        for name in named.filter(|name| self.is_other(name, account)) {
            if !others.iter().any(|other| other == name) {
                others.push(name.to_owned());
            }
        }
        others
    }
}

/// Whether a text says beside an organization's name that it is a partner: "Brightmoor (reseller)", "the integrator
/// Brightmoor".
fn is_called_third(text: &str, name: &str) -> bool {
    const NEAR: usize = 24;
    places(text, name).any(|(before, behind)| {
        let mut from = before.len().saturating_sub(NEAR);
        while !before.is_char_boundary(from) {
            from += 1;
        }
        let mut to = behind.len().min(NEAR);
        while !behind.is_char_boundary(to) {
            to -= 1;
        }
        let before = before[from..].rsplit(line_end).next().unwrap_or_default();
        let behind = behind[..to].split(line_end).next().unwrap_or_default();
        lexis().tells_third(before) || lexis().tells_third(behind)
    })
}

fn line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '.' | '|')
}
