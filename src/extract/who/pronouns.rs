//! Whom pronouns mean: "she", "him", "they", by who was named before.

use super::{Cast, Who};
use crate::extract::reading::{Reading, Unit, ends_clause};
use crate::lexicon::Lexicon;
use crate::note::Side;
use crate::note::people::{Gender, gender_of};

/// Somebody whom the note named, or meant by a pronoun.
#[derive(Debug)]
struct Mention {
    name: String,
    side: Side,
    gender: Option<Gender>,
    /// In which sentence that had such a mention.
    sentence: usize,
    /// Whether it opened a clause there.
    subject: bool,
}

impl Mention {
    /// Whether the name tells that the pronoun can mean them, where it tells of whom it is one.
    fn surely(&self, gender: Option<Gender>) -> bool {
        gender.is_some() && self.gender == gender
    }
}

/// Who was named last: in the order of mention, each once.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    people: Vec<Mention>,
    sentences: usize,
}

impl Mentions {
    /// More people are not remembered: a pronoun does not reach that far.
    const MOST: usize = 32;

    /// `words` are those of the mention, which can tell more than the full name does: "Olivier" of "O. Marchetti".
    fn add(&mut self, name: &str, side: Side, words: &str, subject: bool) {
        self.people.retain(|known| known.name != name);
        if self.people.len() >= Self::MOST {
            self.people.remove(0);
        }
        let gender = gender_of(name).or_else(|| gender_of(words));
        self.people.push(Mention { name: name.to_owned(), side, gender, sentence: self.sentences, subject });
    }

    /// Whom a pronoun means: the customer's person named last, or ours if named after and a better fit.
    fn latest(&self, gender: Option<Gender>, speaker: Option<&str>) -> Option<&Mention> {
        let fitting = || {
            let all = self.people.iter().rev();
            all.filter(move |one| fits(gender, one.gender) && speaker != Some(one.name.as_str()))
        };
        let of_side = |ours: bool| {
            let last = fitting().find(|one| (one.side == Side::Us) == ours)?;
            let same = fitting().filter(|one| (one.side == Side::Us) == ours && one.sentence == last.sentence);
            Some(same.into_iter().find(|one| one.surely(gender)).unwrap_or(last))
        };
        match (of_side(false), of_side(true)) {
            (Some(them), Some(us))
                if us.sentence > them.sentence
                    && us.surely(gender)
                    && (!them.surely(gender) || us.subject && us.sentence == self.sentences) =>
            {
                Some(us)
            }
            (them, us) => them.or(us),
        }
    }
}

/// Whether a pronoun can mean somebody: names of which nobody knows are everybody's.
fn fits(pronoun: Option<Gender>, person: Option<Gender>) -> bool {
    pronoun.is_none() || person.is_none() || pronoun == person
}

/// What a pronoun tells of whom it means: how many, and whether a woman or a man.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pronoun {
    One(Option<Gender>),
    Many,
}

impl Pronoun {
    fn of(lexicon: &Lexicon, unit: &Unit) -> Pronoun {
        match unit.entry.and_then(|entry| lexicon.entry(entry).kind.as_deref()) {
            Some("woman") => Pronoun::One(Some(Gender::Woman)),
            Some("man") => Pronoun::One(Some(Gender::Man)),
            Some("many") => Pronoun::Many,
            _ => Pronoun::One(None),
        }
    }
}

impl Cast<'_> {
    /// Remembers whom a sentence names or means: subjects before others, the customer's people before ours.
    pub fn remember(&mut self, lexicon: &Lexicon, reading: &Reading, text: &str) {
        let mut named: Vec<(bool, bool, Who, &str)> = Vec::new();
        for (at, unit) in reading.units.iter().enumerate() {
            let who = match unit.tag {
                b'N' if !self.is_organization(reading.span_of(unit).of(text)) => {
                    self.introduced(lexicon, reading, unit, text)
                }
                b'T' if Pronoun::of(lexicon, unit) != Pronoun::Many => self.meant(lexicon, reading, unit, text),
                _ => continue,
            };
            let subject = ends_clause(at.checked_sub(1).map(|before| reading.units[before].tag));
            named.push((who.side != Side::Us, subject, who, reading.span_of(unit).of(text)));
        }
        if named.is_empty() {
            return;
        }
        named.sort_by_key(|&(theirs, subject, ..)| (theirs, subject));
        self.mentions.sentences += 1;
        for (_, subject, who, words) in named {
            if let [name] = who.owner.as_slice() {
                self.mentions.add(name, who.side, words, subject);
            }
        }
    }

    /// Whom a pronoun means: somebody of its own sentence, else of those before, else the only customer who can be.
    pub(super) fn meant(&self, lexicon: &Lexicon, reading: &Reading, pronoun: &Unit, text: &str) -> Who {
        match Pronoun::of(lexicon, pronoun) {
            Pronoun::Many => self.several_before(reading, pronoun, text).unwrap_or_else(|| self.customer()),
            Pronoun::One(gender) => self.antecedent(reading, pronoun, gender, text).unwrap_or_else(|| self.one(gender)),
        }
    }

    /// "He" or "she", by the sentences before.
    fn one(&self, gender: Option<Gender>) -> Who {
        let author = self.author();
        let mention = self.mentions.latest(gender, author.owner.first().map(String::as_str));
        let mentioned = |one: &Mention| Who::new(Some(one.name.clone()), one.side);
        let only = || self.only_customer(gender).map(|name| self.named(name));
        match mention {
            Some(one) if one.side != Side::Us => mentioned(one),
            _ => only().or(mention.map(mentioned)).unwrap_or_else(|| self.customer()),
        }
    }

    /// A label names somebody of whom the lines tell: "Anna: runs the lab".
    pub fn remember_label(&mut self, label: &str) {
        if let Some(person) = self.people.resolve(label).filter(|person| !person.is_organization) {
            self.mentions.sentences += 1;
            self.mentions.add(&person.name, person.side, label, true);
        }
    }

    /// Whom we asked, where nobody is named: the customer's person spoken of last, if that is one.
    pub fn asked(&self) -> Who {
        let one = self.one(None);
        if one.side == Side::Them { one } else { self.customer() }
    }

    /// The one person of the customer's whom the note introduces and the pronoun can mean, where it is only one.
    pub(super) fn only_customer(&self, gender: Option<Gender>) -> Option<&str> {
        let them = self.people.people().iter().filter(|person| person.side == Side::Them && !person.is_organization);
        let mut fitting = them.filter(|person| fits(gender, gender_of(&person.name)));
        let only = fitting.next()?;
        fitting.next().is_none().then_some(only.name.as_str())
    }

    /// The person whom "he" or "she" means by this sentence alone: its last subject before, else the last name.
    fn antecedent(&self, reading: &Reading, pronoun: &Unit, gender: Option<Gender>, text: &str) -> Option<Who> {
        let units = &reading.units;
        let before = units.iter().enumerate().take_while(|(_, unit)| unit.first < pronoun.first);
        let words = |unit: &Unit| reading.span_of(unit).of(text);
        let person = |unit: &Unit| {
            let told = || self.people.resolve(words(unit)).and_then(|person| gender_of(&person.name));
            fits(gender, gender_of(words(unit)).or_else(told)) && !self.is_organization(words(unit))
        };
        let people: Vec<(usize, &Unit)> = before.filter(|(_, unit)| unit.tag == b'N' && person(unit)).collect();
        let acts = |at: usize| units.get(at + 1).is_some_and(|next| is_finite(next.tag));
        let chosen = people.iter().rev().find(|(at, _)| acts(*at)).or(people.last())?;
        Some(self.named(words(chosen.1)))
    }

    /// Whom "they" means by this sentence alone: several who act together before it.
    fn several_before(&self, reading: &Reading, pronoun: &Unit, text: &str) -> Option<Who> {
        let units = &reading.units;
        let end = units.partition_point(|unit| unit.first < pronoun.first);
        let joins = |at: usize| units[at].tag == b'&' && units[at - 1].tag == b'N' && units[at + 1].tag == b'N';
        let at = (1..end.saturating_sub(1)).rev().find(|&at| joins(at))?;
        let mut first = at - 1;
        while first > 1 && units[first - 1].tag == b',' && units[first - 2].tag == b'N' {
            first -= 2;
        }
        let subject = ends_clause(first.checked_sub(1).map(|before| units[before].tag))
            && units.get(at + 2).is_some_and(|next| is_finite(next.tag) || next.tag == b'D');
        let names = units[first..=at + 1].iter().filter(|unit| unit.tag == b'N');
        let all = names.map(|unit| self.named(reading.span_of(unit).of(text)));
        all.reduce(Who::and).filter(|_| subject)
    }
}

/// Tags of verbs that make what stands before them a subject.
fn is_finite(tag: u8) -> bool {
    matches!(tag, b'S' | b'A' | b'w' | b'Q' | b'b' | b'm' | b'u' | b's' | b'k' | b'x' | b'y')
}
