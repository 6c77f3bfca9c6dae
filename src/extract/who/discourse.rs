//! Whom a note is about as it goes on, and so whom its pronouns mean: "she", "him", "they".
//!
//! A sentence is followed from left to right. Whoever is named in it, or meant by a pronoun, is mentioned in a place: as who
//! acts, as whom something is done to, or in passing. A pronoun means the one who can be meant and is most prominent where
//! it stands: mentioned late, acting, of the customer's, and surely a woman or a man.

use super::{Cast, Who};
use crate::extract::reading::{Reading, Unit, ends_clause};
use crate::lexicon::Lexicon;
use crate::note::Side;
use crate::note::people::{Gender, gender_of};

/// How a sentence mentions somebody, and how much that speaks for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// In passing: "the list for Bob".
    Aside = 0,
    /// As whom something is done to: "asked Bob".
    Object = 1,
    /// At the head of a clause: "Bob, who …".
    Opening = 3,
    /// Before the verb: "Bob wants it".
    Subject = 4,
    /// At the head of a clause by a pronoun: the note goes on about them.
    Topic = 5,
}

/// Somebody whom the note named, or meant by a pronoun.
#[derive(Debug)]
struct Mention {
    name: String,
    side: Side,
    gender: Option<Gender>,
    /// In which sentence that had such a mention.
    sentence: usize,
    place: Place,
    /// Where it ends in the text, if it is of the text.
    end: Option<usize>,
}

impl Mention {
    /// How much speaks for a pronoun meaning them in a sentence.
    fn prominence(&self, gender: Option<Gender>, sentence: usize) -> i32 {
        /// What a sure gender, the customer's side and a sentence more in between are worth.
        const WEIGHT: i32 = 3;
        let is_sure = gender.is_some() && self.gender == gender;
        let for_them = WEIGHT * (i32::from(is_sure) + i32::from(self.side != Side::Us));
        let ago = i32::try_from(sentence - self.sentence).unwrap_or(i32::MAX);
        (self.place as i32 + for_them).saturating_sub(ago.saturating_mul(WEIGHT))
    }
}

/// Who was mentioned, in the order of their last mention, each once.
#[derive(Debug, Default)]
pub(super) struct Discourse {
    people: Vec<Mention>,
    /// How many sentences mentioned somebody.
    sentences: usize,
    /// Whether the sentence that is read did so already.
    opened: bool,
    /// Whom the pronouns of the sentence that is read mean, and whom its verbs of asking ask, by where they begin.
    referents: Vec<(usize, Who)>,
}

impl Discourse {
    /// More people are not remembered: a pronoun does not reach that far.
    const MOST: usize = 32;

    /// `words` are those of the mention, which can tell more than the full name does: "Olivier" of "O. Marchetti".
    fn add(&mut self, who: &Who, words: &str, mut place: Place, end: Option<usize>) {
        let [name] = who.owner.as_slice() else { return };
        if !std::mem::replace(&mut self.opened, true) {
            self.sentences += 1;
        }
        let known = self.people.iter().position(|known| known.name == *name);
        if let Some(known) = known.map(|at| self.people.remove(at))
            && known.sentence == self.sentences
        {
            place = place.max(known.place);
        }
        if self.people.len() >= Self::MOST {
            self.people.remove(0);
        }
        let gender = gender_of(name).or_else(|| gender_of(words));
        self.people.push(Mention { name: name.clone(), side: who.side, gender, sentence: self.sentences, place, end });
    }

    /// Whom a pronoun means, by all mentions so far; who speaks says "I".
    fn most_prominent(&self, gender: Option<Gender>, speaker: Option<&str>) -> Option<&Mention> {
        // a sentence that has mentioned nobody yet comes behind those that did
        let now = self.sentences + usize::from(!self.opened);
        let fitting = self.people.iter().filter(|one| fits(gender, one.gender) && speaker != Some(one.name.as_str()));
        fitting.max_by_key(|one| one.prominence(gender, now))
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
    /// Follows a sentence: whom it names, whom its pronouns mean, and whom it asks where it does not say.
    pub fn follow(&mut self, lexicon: &Lexicon, reading: &Reading, text: &str) {
        self.discourse.opened = false;
        self.discourse.referents.clear();
        for (at, unit) in reading.units.iter().enumerate() {
            let span = reading.span_of(unit);
            match unit.tag {
                b'N' if !self.is_organization(span.of(text)) => {
                    let who = self.introduced(lexicon, reading, unit, text);
                    self.discourse.add(&who, span.of(text), place_of(&reading.units, at), Some(span.end));
                }
                // the one who has a role, but no role by itself: "the board" and "their lawyers" are talked of in passing
                b'R' => {
                    let who = self.role(lexicon, reading, unit, text);
                    if who.owner.first().is_some_and(|name| self.people.resolve(name).is_some()) {
                        self.discourse.add(&who, span.of(text), place_of(&reading.units, at), Some(span.end));
                    }
                }
                // "asked Zed if he could"
                b'M' if at > 0 && reading.units[at - 1].tag == b'Q' => {
                    let who = self.introduced(lexicon, reading, unit, text);
                    self.discourse.add(&who, span.of(text), Place::Object, Some(span.end));
                }
                b'T' | b'H' => {
                    let one = Pronoun::of(lexicon, unit);
                    let who = match one {
                        Pronoun::Many => {
                            let several = self.several_before(reading, unit, text);
                            several.or_else(|| self.both(&text[span.end..])).unwrap_or_else(|| self.customer())
                        }
                        Pronoun::One(gender) => {
                            let sayer = self.sayer(lexicon, reading, at, gender, text);
                            let subject = (unit.tag == b'T').then(|| &text[..span.start]);
                            sayer.unwrap_or_else(|| self.one(gender, subject))
                        }
                    };
                    if one != Pronoun::Many {
                        let place = place_of(&reading.units, at);
                        let place = if place >= Place::Opening { Place::Topic } else { place };
                        self.discourse.add(&who, span.of(text), place, Some(span.end));
                    }
                    self.discourse.referents.push((span.start, who));
                }
                b'Q' | b's' => {
                    let who = self.one(None, None);
                    self.discourse.referents.push((span.start, who));
                }
                _ => {}
            }
        }
    }

    /// A label names somebody of whom the lines tell: "Anna: runs the lab".
    pub fn remember_label(&mut self, label: &str) {
        if let Some(person) = self.people.resolve(label).filter(|person| !person.is_organization) {
            let who = Who::new(Some(person.name.clone()), person.side);
            self.discourse.opened = false;
            self.discourse.add(&who, label, Place::Topic, None);
        }
    }

    /// Whom a pronoun of the sentence that is read means.
    pub(super) fn meant(&self, reading: &Reading, pronoun: &Unit) -> Who {
        self.referent(reading, pronoun).unwrap_or_else(|| self.customer())
    }

    fn referent(&self, reading: &Reading, unit: &Unit) -> Option<Who> {
        let start = reading.span_of(unit).start;
        let at = self.discourse.referents.binary_search_by_key(&start, |&(start, _)| start).ok()?;
        Some(self.discourse.referents[at].1.clone())
    }

    /// Whom a verb asks, or who does what it says, where nobody is named: the customer's person of whom the note goes on.
    pub fn asked(&self, reading: &Reading, verb: &Unit) -> Who {
        self.referent(reading, verb).filter(|who| who.side == Side::Them).unwrap_or_else(|| self.customer())
    }

    /// "He" or "she", by the mentions so far, else the only customer who can be. `subject` is the text before one that acts.
    fn one(&self, gender: Option<Gender>, subject: Option<&str>) -> Who {
        let author = self.author();
        let mention = self.discourse.most_prominent(gender, author.owner.first().map(String::as_str));
        let mentioned = |one: &Mention| Who::new(Some(one.name.clone()), one.side);
        let only = || self.only_customer(gender).map(|name| self.named(name));
        // whoever of ours was named in another sentence is rather not meant where one customer can be, unless it is about
        // them: "Kim on our side does the plan. She will have it on Tuesday"
        let on_line = |one: &Mention| {
            let between = subject.and_then(|before| before.get(one.end?..));
            between.is_some_and(|between| !between.contains('\n'))
        };
        let is_here = |one: &Mention| {
            let now = one.sentence == self.discourse.sentences;
            let told = one.place >= Place::Opening && on_line(one) && author.owner.first() != Some(&one.name);
            let topic = one.place == Place::Topic || told;
            self.discourse.opened && now || topic && one.sentence + 1 >= self.discourse.sentences
        };
        match mention {
            Some(one) if one.side != Side::Us || is_here(one) => mentioned(one),
            _ => only().or(mention.map(mentioned)).unwrap_or_else(|| self.customer()),
        }
    }

    /// Who says what a pronoun opens: "Bob said he'd send it", "the landlord replied that he will".
    fn sayer(
        &self,
        lexicon: &Lexicon,
        reading: &Reading,
        pronoun: usize,
        gender: Option<Gender>,
        text: &str,
    ) -> Option<Who> {
        let units = &reading.units;
        let before = |at: usize, tags: &[u8]| at - usize::from(at > 0 && tags.contains(&units[at - 1].tag));
        let verb = before(before(before(pronoun, b"q"), b"JUH"), b"aC").checked_sub(1)?;
        let subject = &units[before(verb, b"xy").checked_sub(1)?];
        if !matches!(units[verb].tag, b'S' | b'A') || !matches!(subject.tag, b'N' | b'R' | b'T') {
            return None;
        }
        let who = self.of_units(lexicon, reading, text, std::slice::from_ref(subject))?;
        let [name] = who.owner.as_slice() else { return None };
        fits(gender, gender_of(name)).then_some(who)
    }

    /// The one person of the customer's whom the note introduces and the pronoun can mean, where it is only one.
    pub(super) fn only_customer(&self, gender: Option<Gender>) -> Option<&str> {
        let them = self.people.people().iter().filter(|person| person.side == Side::Them && !person.is_organization);
        let mut fitting = them.filter(|person| fits(gender, gender_of(&person.name)));
        let only = fitting.next()?;
        fitting.next().is_none().then_some(only.name.as_str())
    }

    /// Who "they both" are, where the note introduces two of the customer's.
    fn both(&self, behind: &str) -> Option<Who> {
        let mut words = behind.split_whitespace().take(2);
        let customers = words.any(|word| word == "both").then(|| self.customers())?;
        (customers.len() == 2).then(|| Who { owner: customers, ..Who::new(None, Side::Them) })
    }

    /// Whom "they" means by this sentence alone: several who act together before it.
    fn several_before(&self, reading: &Reading, pronoun: &Unit, text: &str) -> Option<Who> {
        const FARTHEST: usize = 60;
        let units = &reading.units;
        let end = units.partition_point(|unit| unit.first < pronoun.first);
        let joins = |at: usize| units[at].tag == b'&' && units[at - 1].tag == b'N' && units[at + 1].tag == b'N';
        let at = (1..end.saturating_sub(1)).rev().take(FARTHEST).find(|&at| joins(at))?;
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

/// The place in which a unit is mentioned.
fn place_of(units: &[Unit], at: usize) -> Place {
    let before = at.checked_sub(1).map(|before| units[before].tag);
    let behind = units.get(at + 1).map(|next| next.tag);
    if behind.is_some_and(is_finite) {
        Place::Subject
    } else if ends_clause(before) {
        Place::Opening
    } else if matches!(before, Some(b'Q' | b'S' | b'A' | b'v' | b's' | b'u' | b'g' | b'j')) {
        Place::Object
    } else {
        Place::Aside
    }
}

/// Tags of verbs that make what stands before them a subject.
fn is_finite(tag: u8) -> bool {
    matches!(tag, b'S' | b'A' | b'w' | b'Q' | b'b' | b'm' | b'u' | b's' | b'k' | b'x' | b'y')
}
