//! Labels of speakers as recorders write them: "Priya Nair (Harbor Foods) (External)".

use crate::note::{Known, KnownPerson, Side, in_order};
use std::borrow::Cow;

/// Somebody by a label; "(External)" and "(Guest)" tell the side, other brackets, and what stands behind a bar, the organization.
pub(in crate::source) fn person(label: &str) -> Option<KnownPerson> {
    let (name, brackets) = label.split_once(['(', '|']).map_or((label, ""), |(name, rest)| (name, rest));
    let name = in_order(name.trim());
    let is_named = !name.is_empty();
    let mut person = KnownPerson::new(name, None);
    for inner in brackets.split('(').map(|inner| inner.trim().trim_end_matches(')').trim()) {
        match inner.to_ascii_lowercase().as_str() {
            "" | "unverified" | "host" | "organizer" => {}
            "external" | "guest" => person.side = Some(Side::Them),
            // Pronouns.
            inner if inner.contains('/') => {}
            _ => person.organization = Some(inner.to_owned()),
        }
    }
    is_named.then_some(person)
}

/// A label without what the recorder adds behind the organization, the name in its order.
pub(in crate::source) fn label(label: &str) -> Cow<'_, str> {
    const ADDED: [&str; 4] = ["(External)", "(Unverified)", "(Guest)", "(Host)"];
    let label = label.split(" | ").next().unwrap_or(label);
    let label = ADDED.iter().fold(label.trim(), |label, added| label.strip_suffix(added).map_or(label, str::trim_end));
    if label.contains(", ") && !label.contains('(') { in_order(label).into() } else { label.into() }
}

/// Whether the local part of an address spells a name: `priya.nair@…`, `priya@…`, `pnair@…`.
pub(super) fn spells(email: &str, name: &str) -> bool {
    let local = email.split('@').next().unwrap_or_default();
    let local: String = local.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    let [first, .., last] = words.as_slice() else { return false };
    let initial: String = first.chars().take(1).collect();
    words.concat() == local || *first == local || initial + last == local
}

/// Adds everybody who speaks.
pub(in crate::source) fn add<'l>(known: &mut Known, labels: impl IntoIterator<Item = &'l str>) {
    labels.into_iter().filter_map(person).for_each(|person| known.add(person));
}

/// Whether text is a time as recorders write it: `0:03`, `1:02:09`.
pub(super) fn is_clock(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    (2..=3).contains(&parts.len())
        && parts.iter().all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_tell_the_organization_and_the_side() {
        let found = person("Priya Nair (Harbor Foods) (External)").unwrap();
        assert_eq!((found.name.as_str(), found.side), ("Priya Nair", Some(Side::Them)));
        assert_eq!(found.organization.as_deref(), Some("Harbor Foods"));
        assert_eq!(person("Dana").unwrap().side, None);
        assert_eq!(person("Priya Nair (she/her)").unwrap().organization, None);
        let barred = person("Priya Nair | Harbor Foods").unwrap();
        assert_eq!((barred.name.as_str(), barred.organization.as_deref()), ("Priya Nair", Some("Harbor Foods")));
        assert_eq!(label("Priya Nair | Harbor Foods"), "Priya Nair");
        assert!(person(" ").is_none());
    }
}
