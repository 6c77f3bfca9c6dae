//! What a file tells of a note beside its text: an export's columns, a recorder's list of people, a mail's headers.

use super::Side;
use jiff::civil::Date;

/// What the file knows of a note; the text tells the rest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// The program whose export it is, in words for the reader ("HubSpot export").
    pub program: Option<&'static str>,
    /// The title.
    pub title: Option<String>,
    /// Whether the program keeps titles apart from texts, so that the first line is none.
    pub is_body: bool,
    /// Whether the text is what people said, so that a name before a colon speaks.
    pub is_transcript: bool,
    /// The day of the conversation.
    pub date: Option<Date>,
    /// The customer's organization.
    pub account: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Who took part.
    pub people: Vec<KnownPerson>,
}

/// Somebody whom the file names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownPerson {
    /// The name, or the address where there is none.
    pub name: String,
    /// The address, which tells the side by its domain.
    pub email: Option<String>,
    /// The organization.
    pub organization: Option<String>,
    /// Whose side, where the file itself tells.
    pub side: Option<Side>,
}

impl KnownPerson {
    /// Somebody of a name, with the side that the file tells.
    pub fn new(name: impl Into<String>, side: Option<Side>) -> Self {
        Self { name: name.into(), side, ..Self::default() }
    }

    /// With an address.
    pub fn with_email(mut self, email: Option<&str>) -> Self {
        self.email = email.map(str::trim).filter(|email| email.contains('@')).map(str::to_lowercase);
        self
    }

    /// Somebody written as "Name <address>", "Name (address)", or either alone.
    pub fn parse(text: &str, side: Option<Side>) -> Option<Self> {
        let text = text.trim().trim_matches('"').trim();
        let open = text.rfind(['<', '(']);
        let (name, inner) = open.map_or((text, ""), |at| (&text[..at], text[at + 1..].trim_end_matches([')', '>'])));
        let name = name.trim().trim_matches('"').trim();
        let person = match (name, inner.contains('@')) {
            ("", true) => Self::new(inner, side).with_email(Some(inner)),
            ("", false) => return None,
            (name, true) => Self::new(name, side).with_email(Some(inner)),
            (name, false) if name.contains('@') => Self::new(name, side).with_email(Some(name)),
            (name, false) => Self {
                organization: (!inner.trim().is_empty()).then(|| inner.trim().to_owned()),
                ..Self::new(name, side)
            },
        };
        Some(person)
    }

    /// The domain of the address.
    pub fn domain(&self) -> Option<&str> {
        self.email.as_deref()?.rsplit_once('@').map(|(_, domain)| domain)
    }
}

impl Known {
    /// Adds somebody, unless there is somebody of that name or address already.
    pub fn add(&mut self, person: KnownPerson) {
        let same = |known: &&mut KnownPerson| {
            known.name.eq_ignore_ascii_case(&person.name) || (known.email.is_some() && known.email == person.email)
        };
        match self.people.iter_mut().find(same) {
            None if person.name.is_empty() => {}
            None => self.people.push(person),
            Some(known) => {
                if known.name.contains('@') && !person.name.contains('@') {
                    known.name = person.name;
                }
                known.side = known.side.or(person.side);
                known.email = known.email.take().or(person.email);
                known.organization = known.organization.take().or(person.organization);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_a_name_an_address_or_both() {
        let person = |text| KnownPerson::parse(text, None).map(|person| (person.name, person.email));
        let email = Some("ana@b.example".to_owned());
        assert_eq!(person("Ana Ruiz <Ana@b.example>"), Some(("Ana Ruiz".into(), email.clone())));
        assert_eq!(person("\"Ruiz, Ana\" (ana@b.example)"), Some(("Ruiz, Ana".into(), email.clone())));
        assert_eq!(person("ana@b.example"), Some(("ana@b.example".into(), email.clone())));
        assert_eq!(person("<ana@b.example>"), Some(("ana@b.example".into(), email)));
        assert_eq!(person("Ana"), Some(("Ana".into(), None)));
        assert_eq!(person(" "), None);
    }

    #[test]
    fn one_person_told_twice_is_one() {
        let mut known = Known::default();
        known.add(KnownPerson::new("ana@b.example", None).with_email(Some("ana@b.example")));
        known.add(KnownPerson::new("Ana Ruiz", Some(Side::Them)).with_email(Some("Ana@b.example")));
        assert_eq!(known.people.len(), 1);
        assert_eq!((known.people[0].name.as_str(), known.people[0].side), ("Ana Ruiz", Some(Side::Them)));
    }
}
