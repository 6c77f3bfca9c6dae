//! Whom the words mean: owners and sides.

use super::reading::{Reading, Unit, ends_clause};
use super::trace::Basis;
use crate::lexicon::{Lexicon, Sense};
use crate::note::people::Directory;
use crate::note::{BlockKind, Note, Participant, Side, Us};

/// Who is to act.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Who {
    /// Names or roles, as full as the note gives them.
    pub owner: Vec<String>,
    /// Whose side.
    pub side: Side,
    /// How we know.
    pub basis: Basis,
}

impl Who {
    fn new(owner: Option<String>, side: Side) -> Self {
        Self { owner: owner.into_iter().collect(), side, basis: Basis::default() }
    }

    /// The same, known in another way.
    pub fn on(mut self, basis: Basis) -> Who {
        self.basis = basis;
        self
    }

    /// Both together.
    pub fn and(mut self, other: Who) -> Who {
        self.side = match (self.side, other.side) {
            (a, b) if a == b => a,
            (Side::Unknown, b) => b,
            (a, Side::Unknown) => a,
            (Side::Third, b) => b,
            (a, Side::Third) => a,
            _ => Side::Both,
        };
        for name in other.owner {
            if !self.owner.contains(&name) {
                self.owner.push(name);
            }
        }
        self
    }
}

/// Who speaks, who is spoken to, and who was named last: kept up while a note is read.
#[derive(Debug)]
pub struct Cast<'n> {
    people: &'n Directory,
    author: Option<&'n Participant>,
    author_name: Option<String>,
    /// Whether anybody told us who "us" is.
    pub us_known: bool,
    addressed: bool,
    addressees: Vec<String>,
    speaker: Option<Who>,
    /// The customer who wrote the message that is quoted or forwarded here.
    writer: Option<Who>,
    other_speaker: Option<Who>,
    vocative: Option<Who>,
    last_them: Option<String>,
    last_us: Option<String>,
}

impl<'n> Cast<'n> {
    /// The cast of a note before its first sentence.
    pub fn new(note: &'n Note, people: &'n Directory, us: &Us) -> Self {
        let us_known = !us.organizations.is_empty()
            || !us.people.is_empty()
            || !us.domains.is_empty()
            || note.meta.participants.iter().any(|person| person.side == Side::Us);
        let author_name = note.meta.author.clone();
        let author = author_name.as_deref().and_then(|name| people.resolve(name));
        let addressed = note.meta.addressed_to_customer;
        let mut cast = Self {
            people,
            author,
            author_name,
            us_known,
            addressed,
            addressees: Vec::new(),
            speaker: None,
            writer: None,
            other_speaker: None,
            vocative: None,
            last_them: None,
            last_us: None,
        };
        if addressed {
            cast.addressees = cast.greeted(note);
        }
        cast
    }

    /// The customer's people that a mail greets, or all of them where it greets none.
    fn greeted(&self, note: &Note) -> Vec<String> {
        let them = |person: &&Participant| person.side == Side::Them && !person.is_organization;
        let greeting = note.blocks.iter().find(|block| {
            let words = block.content.of(&note.text);
            matches!(block.kind, BlockKind::Paragraph | BlockKind::KeyValue)
                && words.len() < 120
                && words.split_whitespace().count() <= 12
                && words.trim_end().ends_with([',', '!', ':', '.'])
        });
        let mut names: Vec<String> = Vec::new();
        if let Some(block) = greeting {
            for word in block.content.of(&note.text).split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '\'')) {
                if let Some(person) = self.people.resolve(word).filter(them)
                    && !names.contains(&person.name)
                {
                    names.push(person.name.clone());
                }
            }
        }
        if names.is_empty() {
            names.extend(self.people.people().iter().filter(them).map(|person| person.name.clone()));
        }
        names
    }

    /// A block begins: who speaks in it, by its label, if it is a turn.
    pub fn enter_block(&mut self, speaker: Option<&str>) {
        self.vocative = None;
        let Some(name) = speaker else {
            self.speaker = self.writer.clone();
            return;
        };
        let now = Some(self.named(name));
        if self.speaker.is_some() && self.speaker != now {
            self.other_speaker = self.speaker.take();
        }
        self.speaker = now;
    }

    /// A mail header tells who wrote what follows: what the customer wrote is the customer's speech.
    pub fn enter_message(&mut self, header: &str, value: &str) {
        if matches!(header.trim().to_ascii_lowercase().as_str(), "from" | "von" | "de" | "da" | "van") {
            let name = value.split(['<', '(', '[']).next().unwrap_or(value).trim();
            let who = self.people.resolve(name).map(|person| Who::new(Some(person.name.clone()), person.side));
            self.writer = who.filter(|who| who.side == Side::Them);
        }
    }

    /// Whether the note is a message to the customer.
    pub fn in_mail(&self) -> bool {
        self.addressed
    }

    /// Whether somebody is speaking.
    pub fn in_speech(&self) -> bool {
        self.speaker.is_some()
    }

    /// Remembers the people that a sentence names: its subjects rather than others.
    pub fn remember(&mut self, reading: &Reading, text: &str) {
        let units = &reading.units;
        let subject = |at: usize| ends_clause(at.checked_sub(1).map(|before| units[before].tag));
        let (mut them, mut us) = ((None, false), (None, false));
        for (at, unit) in units.iter().enumerate().filter(|(_, unit)| unit.tag == b'N') {
            let Some(person) = self.people.resolve(reading.span_of(unit).of(text)) else { continue };
            if person.is_organization {
                continue;
            }
            let slot = if person.side == Side::Us { &mut us } else { &mut them };
            if subject(at) || !slot.1 {
                *slot = (Some(person.name.clone()), subject(at));
            }
        }
        self.last_them = them.0.or(self.last_them.take());
        self.last_us = us.0.or(self.last_us.take());
    }

    /// Notes whom a sentence of a message addresses by name: "Karthik, you mentioned …".
    pub fn heed(&mut self, reading: &Reading, text: &str) {
        if let [first, second, ..] = reading.units.as_slice() {
            let name = first.tag == b'N' && second.tag == b',';
            let spoken_to = reading.letters.iter().take(8).any(|&letter| matches!(letter, b'Y' | b'P'));
            if name && spoken_to {
                self.vocative = Some(self.named(reading.span_of(first).of(text)));
            }
        }
    }

    /// The author, or our side where the note names no author.
    pub fn author(&self) -> Who {
        if let Some(speaker) = &self.speaker {
            return speaker.clone();
        }
        let name = self.author.map(|person| person.name.clone()).or_else(|| self.author_name.clone());
        let side = self.author.map_or(Side::Us, |person| person.side);
        Who::new(name, if side == Side::Unknown && self.us_known { Side::Us } else { side })
    }

    /// Our side as a whole.
    pub fn we(&self) -> Who {
        match &self.speaker {
            Some(speaker) => Who::new(None, speaker.side),
            None => Who::new(None, Side::Us),
        }
    }

    /// Those who talk with each other, where the sides are told.
    pub fn speakers(&self) -> Option<Who> {
        let (one, other) = (self.speaker.clone()?, self.other_speaker.clone()?);
        (one.side != other.side).then(|| one.and(other))
    }

    /// Whoever is written or spoken to.
    pub fn you(&self) -> Who {
        if let Some(speaker) = &self.speaker {
            let other = self.other_speaker.clone();
            let side = match speaker.side {
                Side::Us => Side::Them,
                Side::Them => Side::Us,
                side => side,
            };
            return other.unwrap_or(Who::new(None, side));
        }
        if let Some(vocative) = &self.vocative {
            return vocative.clone();
        }
        match self.addressees.as_slice() {
            [only] => Who::new(Some(only.clone()), Side::Them),
            _ if self.addressed || self.us_known => Who::new(None, Side::Them),
            _ => Who::default(),
        }
    }

    /// The customer, of whom the note gives no name here.
    pub fn customer(&self) -> Who {
        Who::new(None, if self.us_known { Side::Them } else { Side::Unknown })
    }

    /// He or she: the customer's person named last, else ours.
    fn he(&self) -> Who {
        match (&self.last_them, &self.last_us) {
            (Some(name), _) => Who::new(Some(name.clone()), self.named(name).side),
            (None, None) if self.only_customer().is_some() => {
                Who::new(self.only_customer().map(str::to_owned), Side::Them)
            }
            (None, Some(name)) => Who::new(Some(name.clone()), Side::Us),
            (None, None) => self.customer(),
        }
    }

    /// The one person of the customer's whom the note introduces, where it is only one.
    fn only_customer(&self) -> Option<&str> {
        let mut them =
            self.people.people().iter().filter(|person| person.side == Side::Them && !person.is_organization);
        let only = them.next()?;
        them.next().is_none().then_some(only.name.as_str())
    }

    /// Whom we asked, where nobody is named: the customer's person spoken of last.
    pub fn asked(&self) -> Who {
        let he = self.he();
        if he.side == Side::Them { he } else { self.customer() }
    }

    /// Whom the names of a label mean: "Kjetil + Jonas", "Will and Marek".
    pub fn listed(&self, names: &str) -> Who {
        let mut parts = names.split(['+', '&', ',', '/']).flat_map(|part| part.split(" and ")).map(str::trim);
        let first = self.named(parts.next().unwrap_or(names));
        parts.filter(|part| !part.is_empty()).fold(first, |who, part| who.and(self.named(part)))
    }

    /// Whom a name means.
    pub fn named(&self, name: &str) -> Who {
        let clean = name.trim().trim_start_matches('@').trim_end_matches(['.', ',', ':']);
        match self.people.resolve(clean) {
            Some(person) => {
                let side = if person.side == Side::Unknown { self.customer().side } else { person.side };
                Who::new(Some(person.name.clone()), side)
            }
            None => match self.by_initials(clean) {
                Some(person) => Who::new(Some(person.name.clone()), person.side),
                None => Who::new(Some(clean.to_owned()), self.customer().side),
            },
        }
    }

    /// The only person with these initials.
    pub fn by_initials(&self, words: &str) -> Option<&Participant> {
        let initials = (2..=3).contains(&words.len()) && words.chars().all(|c| c.is_ascii_uppercase());
        let fits = |person: &&Participant| {
            !person.is_organization
                && person.name.split([' ', '-']).filter_map(|part| part.chars().next()).eq(words.chars())
        };
        let mut people = self.people.people().iter().filter(fits);
        let first = people.next()?;
        (initials && people.next().is_none()).then_some(first)
    }

    /// Whom the actors among these units mean.
    pub fn of_units(&self, lexicon: &Lexicon, reading: &Reading, text: &str, units: &[Unit]) -> Option<Who> {
        let mut all: Option<Who> = None;
        for unit in units {
            let words = reading.span_of(unit).of(text);
            let who = match unit.tag {
                b'N' | b'M' => self.named(words),
                b'R' | b'G' => self.role(lexicon, reading, unit, text),
                b'I' => self.author(),
                b'W' => self.we(),
                b'Y' => self.you(),
                b'T' | b'H' if is_plural(words) => self.customer(),
                b'T' | b'H' => self.antecedent(reading, unit, text).unwrap_or_else(|| self.he()),
                b'J' => self.author(),
                b'U' => self.we(),
                b'l' => self.author(),
                b'L' => Who::new(None, if self.us_known { Side::Both } else { Side::Unknown }),
                _ => continue,
            };
            all = Some(match all {
                Some(before) => before.and(who),
                None => who.on(Basis::of_tag(unit.tag)),
            });
        }
        all
    }

    /// The person whom "he" or "she" means by this sentence alone: its last subject before, else the last name.
    fn antecedent(&self, reading: &Reading, pronoun: &Unit, text: &str) -> Option<Who> {
        let before = reading.units.iter().take_while(|unit| unit.first < pronoun.first);
        let names: Vec<(usize, &Unit)> = before.enumerate().filter(|(_, unit)| unit.tag == b'N').collect();
        let acts = |at: usize| {
            reading.units.get(at + 1).is_some_and(|next| {
                matches!(next.tag, b'S' | b'A' | b'w' | b'Q' | b'b' | b'm' | b'u' | b's' | b'k' | b'x' | b'y')
            })
        };
        let person = |unit: &Unit| {
            self.people.resolve(reading.span_of(unit).of(text)).is_none_or(|known| !known.is_organization)
        };
        let people: Vec<_> = names.into_iter().filter(|(_, unit)| person(unit)).collect();
        let chosen = people.iter().rev().find(|(at, _)| acts(*at)).or(people.last())?;
        Some(self.named(reading.span_of(chosen.1).of(text)))
    }

    fn role(&self, lexicon: &Lexicon, reading: &Reading, unit: &Unit, text: &str) -> Who {
        let kind = unit.entry.map(|entry| lexicon.entry(entry)).filter(|entry| entry.sense == Sense::Role);
        let kind = kind.and_then(|entry| entry.kind.as_deref()).unwrap_or("unknown");
        let words = reading.span_of(unit).of(text);
        let (first, rest) = words.split_once(char::is_whitespace).unwrap_or(("", words));
        let possessor = first.to_ascii_lowercase();
        let side = match (possessor.as_str(), kind) {
            (_, "both") => Side::Both,
            ("our" | "my", _) => self.we().side,
            ("your", _) => self.you().side,
            ("their" | "his" | "her", _) => self.customer().side,
            (_, "us") => self.we().side,
            (_, "them") => self.customer().side,
            (_, "third") => Side::Third,
            _ => self.possessor_side(first).unwrap_or(self.customer().side),
        };
        if kind == "both" {
            return Who::new(None, if self.us_known { Side::Both } else { Side::Unknown });
        }
        let article = matches!(
            possessor.as_str(),
            "the" | "a" | "an" | "our" | "my" | "your" | "their" | "his" | "her" | "some" | "another"
        );
        let name = if article { rest } else { words };
        let whole_customer = kind == "them" && is_whole_customer(name);
        Who::new((!whole_customer).then(|| name.to_owned()), side)
    }

    /// Whether a name or role is of our own side.
    pub fn is_ours(&self, lexicon: &Lexicon, reading: &Reading, text: &str, unit: &Unit) -> bool {
        self.of_units(lexicon, reading, text, std::slice::from_ref(unit)).is_some_and(|who| who.side == Side::Us)
    }

    fn possessor_side(&self, word: &str) -> Option<Side> {
        let name = word.trim_end_matches("'s").trim_end_matches("’s");
        (!name.is_empty())
            .then(|| self.people.resolve(name))
            .flatten()
            .map(|person| person.side)
            .filter(|&side| side != Side::Unknown)
    }

    /// The owners in a table cell or bracket: "MD + AR", "Priya Shah, Tom".
    pub fn in_cell(&self, lexicon: &Lexicon, reading: &Reading, text: &str) -> Option<Who> {
        self.of_units(lexicon, reading, text, &reading.units)
    }
}

fn is_plural(words: &str) -> bool {
    matches!(
        words.to_ascii_lowercase().as_str(),
        "they" | "them" | "themselves" | "their side" | "their end" | "their team"
    )
}

fn is_whole_customer(name: &str) -> bool {
    matches!(name.to_ascii_lowercase().as_str(), "customer" | "client" | "prospect" | "cust" | "buyer")
}
