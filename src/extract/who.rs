//! Whom the words mean: owners and sides.

mod discourse;
mod quotation;
mod recipient;
mod roles;

use super::reading::{Reading, Unit};
use super::trace::Basis;
use crate::lexicon::Lexicon;
use crate::note::people::{self, Directory};
use crate::note::{Block, BlockKind, Note, Participant, Side, Us};
use discourse::Discourse;

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
    /// Whether these are minutes of an organization's own, in which nobody is of a side.
    pub own_meeting: bool,
    /// Whether it is a letter that says nothing of sides, or of a meeting of one's own.
    pub unplaced: bool,
    /// Whether the turns are questions and answers ("Q:", "A:").
    is_interview: bool,
    addressed: bool,
    addressees: Vec<String>,
    /// Whether the message greets them by name.
    is_greeted: bool,
    /// The only one of ours for whom it was written by a colleague or by the customer.
    recipient: Option<Who>,
    speaker: Option<Who>,
    /// The customer who wrote the message that is quoted or forwarded here.
    writer: Option<Who>,
    /// The writer around a quotation that says who wrote it.
    writer_outside: Option<Option<Who>>,
    /// Who says the words in quotation marks that go on in the next sentence.
    quoted: Option<Who>,
    other_speaker: Option<Who>,
    vocative: Option<Who>,
    discourse: Discourse,
}

fn is_customer(person: &Participant) -> bool {
    person.side == Side::Them && !person.is_organization
}

/// Whether the first words of a note are a mail's head, a greeting or a sentence, and no title; nor is it what was said
/// in a meeting.
fn opens_like_a_letter(note: &Note) -> bool {
    let is_turn = |block: &Block| block.kind == BlockKind::SpeakerTurn;
    let opens = |block: &Block| {
        let words = block.content.of(&note.text).trim_end().trim_end_matches(['"', '”']);
        let sentence = words.ends_with(['.', '?', '!', ',']) && words.contains(' ');
        block.kind == BlockKind::MailHeader || block.kind == BlockKind::Paragraph && sentence
    };
    note.blocks.first().is_some_and(opens) && !note.blocks.iter().any(is_turn)
}

impl<'n> Cast<'n> {
    /// The cast of a note before its first sentence.
    pub fn new(note: &'n Note, people: &'n Directory, us: &Us) -> Self {
        let us_known = !us.is_unknown() || note.meta.participants.iter().any(|person| person.side == Side::Us);
        let author_name = note.meta.author.clone();
        let author = author_name.as_deref().and_then(|name| people.resolve(name));
        let addressed = note.meta.addressed_to_customer;
        let mut cast = Self {
            people,
            author,
            author_name,
            us_known,
            own_meeting: note.meta.is_own_meeting && !us_known,
            unplaced: !us_known && !note.meta.is_own_meeting && opens_like_a_letter(note),
            is_interview: note.blocks.iter().any(|block| block.label.is_some_and(|label| label.of(&note.text) == "Q")),
            addressed,
            addressees: Vec::new(),
            is_greeted: false,
            recipient: None,
            speaker: None,
            // Whoever of the customer's wrote it speaks for the customer.
            writer: author
                .filter(|author| author.side == Side::Them)
                .map(|author| Who::new(Some(author.name.clone()), author.side)),
            writer_outside: None,
            quoted: None,
            other_speaker: None,
            vocative: None,
            discourse: Discourse::default(),
        };
        if addressed {
            cast.addressees = cast.greeted(note);
            cast.is_greeted = !cast.addressees.is_empty();
            if !cast.is_greeted {
                let headed = cast.headed(note);
                cast.addressees = if headed.len() == 1 { headed } else { cast.customers() };
            }
        } else {
            cast.recipient = cast.written_to(note);
        }
        cast
    }

    /// All people of the customer's.
    fn customers(&self) -> Vec<String> {
        self.people.people().iter().filter(|&person| is_customer(person)).map(|person| person.name.clone()).collect()
    }

    /// The customer's people that a mail greets; who stands in brackets only reads it too.
    fn greeted(&self, note: &Note) -> Vec<String> {
        let first_line = |block: &Block| {
            let words = block.content.of(&note.text);
            words.split_once('\n').map_or(words, |(line, _)| line)
        };
        let greeting = note.blocks.iter().find(|block| {
            let words = first_line(block);
            matches!(block.kind, BlockKind::Paragraph | BlockKind::KeyValue)
                && words.len() < 120
                && words.split_whitespace().count() <= 12
                && (words.trim_end().ends_with([',', '!', ':', '.']) || people::is_greeting(words))
        });
        let mut names: Vec<String> = Vec::new();
        if let Some(block) = greeting {
            let greeted = first_line(block).split('(').next().unwrap_or_default();
            for word in greeted.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '\'')) {
                if let Some(person) = self.people.resolve(word).filter(|&person| is_customer(person))
                    && !names.contains(&person.name)
                {
                    names.push(person.name.clone());
                }
            }
        }
        names
    }

    /// The customer's people to whom the head of a mail says that it goes; who gets a copy only reads it too.
    fn headed(&self, note: &Note) -> Vec<String> {
        let headers = note.blocks.iter().take_while(|block| block.kind == BlockKind::MailHeader);
        let is_to = |block: &&Block| block.label.is_some_and(|label| people::names_recipient(label.of(&note.text)));
        let to = headers.filter(is_to).flat_map(|block| block.content.of(&note.text).split([',', ';']));
        let bare = to.map(|name| name.split(['<', '(', '[']).next().unwrap_or(name).trim());
        let mut names: Vec<String> = Vec::new();
        for person in bare.filter_map(|name| self.people.resolve(name)).filter(|person| is_customer(person)) {
            if !names.contains(&person.name) {
                names.push(person.name.clone());
            }
        }
        names
    }

    /// A block begins: who speaks in it, by its label, if it is a turn.
    pub fn enter_block(&mut self, speaker: Option<&str>) {
        self.vocative = None;
        self.quoted = None;
        let Some(name) = speaker else {
            self.speaker = self.writer.clone();
            return;
        };
        let mine = name.trim().eq_ignore_ascii_case("me");
        let now = Some(if mine { self.myself() } else { self.speaking(name) });
        if self.speaker.is_some() && self.speaker != now {
            self.other_speaker = self.speaker.take();
        }
        self.speaker = now;
    }

    /// Who speaks under a label: somebody by name, or by the letter that stands for them.
    fn speaking(&self, label: &str) -> Who {
        let label = label.trim();
        match label {
            "Q" if self.is_interview => return self.myself(),
            "A" if self.is_interview => {
                return self.only_customer(None).map_or_else(|| self.customer(), |name| self.named(name));
            }
            _ => {}
        }
        let letter = label.chars().next().filter(|first| first.len_utf8() == label.len());
        match letter.map(|letter| self.people.by_letter(letter)) {
            None => self.named(label),
            Some(Some(person)) => Who::new(Some(person.name.clone()), person.side),
            Some(None) => Who::new(None, self.customer().side),
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

    /// Notes whom a sentence of a message addresses by name: "Karthik, you mentioned …".
    pub fn heed(&mut self, reading: &Reading, text: &str) {
        let opening = usize::from(reading.letters.first() == Some(&b'&'));
        let name = |unit: &Unit| self.named(reading.span_of(unit).of(text));
        if let [first, second, third, ..] = &reading.units[opening.min(reading.units.len())..] {
            let named = first.tag == b'N' && second.tag == b',' && !matches!(third.tag, b'N' | b'&');
            let spoken_to = reading.letters.iter().any(|&letter| matches!(letter, b'Y' | b'P'));
            // "Kev can you do me a one pager?", "Kev if you read this"
            let asked = first.tag == b'N' && matches!(second.tag, b'm' | b'f') && third.tag == b'Y';
            if named && spoken_to || asked {
                self.vocative = Some(name(first));
                return;
            }
        }
        // "Labwise came in lower, and Carl, you were clear about that"
        let inside = reading.units.windows(4).rfind(|four| {
            let tags = [four[0].tag, four[1].tag, four[2].tag, four[3].tag];
            matches!(
                tags,
                [b'&' | b',' | b';' | b'.', b'N', b',', b'Y'] | [b',', b'N', b':', b'd' | b'e' | b'c' | b'Y']
            )
        });
        if let Some(four) = inside {
            self.vocative = Some(name(&four[1]));
        }
    }

    /// The author, or our side where the note names no author.
    pub fn author(&self) -> Who {
        self.speaker.clone().unwrap_or_else(|| self.myself())
    }

    /// Whoever wrote the note, whoever speaks.
    fn myself(&self) -> Who {
        let name = self.author.map(|person| person.name.clone()).or_else(|| self.author_name.clone());
        let side = self.author.map_or(Side::Us, |person| person.side);
        Who::new(name, if side == Side::Unknown && self.us_known { Side::Us } else { side })
    }

    /// Whether a role means the author, who is of ours: "Rep".
    pub fn is_own_role(&self, role: &str) -> bool {
        self.author.is_some_and(|author| author.side == Side::Us) && people::is_seller(role)
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
        if let Some(vocative) = &self.vocative {
            return vocative.clone();
        }
        // without sides it is a meeting of many, and all of them are spoken to
        if let Some(speaker) = self.speaker.as_ref().filter(|speaker| speaker.side != Side::Unknown) {
            let other = self.other_speaker.clone();
            let side = match speaker.side {
                Side::Us => Side::Them,
                Side::Them => Side::Us,
                side => side,
            };
            // a mail of the customer's in somebody's note was written to whoever has it
            let holder = || Who::new(self.author_name.clone(), side);
            let kept = (self.writer_outside.is_some() && side == Side::Us).then(holder);
            let written_to = self.recipient.clone().filter(|one| one.side == side).or(kept);
            return other.or(written_to).unwrap_or(Who::new(None, side));
        }
        if let Some(recipient) = &self.recipient {
            return recipient.clone();
        }
        match self.addressees.as_slice() {
            // two who are greeted are both meant, a crowd is nobody
            few @ ([_] | [_, _]) if self.is_greeted => Who { owner: few.to_vec(), ..Who::new(None, Side::Them) },
            [only] => Who::new(Some(only.clone()), Side::Them),
            _ if self.addressed || self.us_known => Who::new(None, Side::Them),
            _ => Who::default(),
        }
    }

    /// The customer, of whom the note gives no name here.
    pub fn customer(&self) -> Who {
        Who::new(None, if self.us_known { Side::Them } else { Side::Unknown })
    }

    /// Everybody who was there.
    pub fn all(&self) -> Who {
        Who::new(None, if self.us_known { Side::Both } else { Side::Unknown })
    }

    /// Whom the names of a label mean: "Kjetil + Jonas", "Will and Marek".
    pub fn listed(&self, names: &str) -> Who {
        let mine = |name: &str| name.eq_ignore_ascii_case("me") || self.is_own_role(name);
        let one = |name: &str| if mine(name) { self.myself() } else { self.named(name) };
        let mut parts = names.split(['+', '&', ',', '/']).flat_map(|part| part.split(" and ")).map(str::trim);
        let first = one(parts.next().unwrap_or(names));
        parts.filter(|part| !part.is_empty()).fold(first, |who, part| who.and(one(part)))
    }

    /// Whether a name is an organization's.
    pub fn is_organization(&self, name: &str) -> bool {
        self.people.resolve(name).is_some_and(|known| known.is_organization)
    }

    /// Whether a name is no person of the note's, so that whoever comes from it acts: "Ann Lee at Brightmoor".
    pub fn is_house(&self, name: &str) -> bool {
        self.people.resolve(name).is_none_or(|known| known.is_organization)
    }

    /// Whether somebody is of the customer's only because nothing tells whose they are.
    pub fn is_unplaced(&self, name: &str) -> bool {
        self.people.resolve(name).is_none_or(|person| person.side == Side::Unknown && !person.is_organization)
    }

    /// Whom a name means.
    pub fn named(&self, name: &str) -> Who {
        let clean = name.trim().trim_start_matches('@').trim_end_matches(['.', ',', ':']);
        match self.people.resolve(clean) {
            Some(person) => {
                let side = if person.side == Side::Unknown { self.customer().side } else { person.side };
                Who::new(Some(person.name.clone()), side)
            }
            None => Who::new(Some(clean.to_owned()), self.customer().side),
        }
    }

    /// Whom the actors among these units mean.
    pub fn of_units(&self, lexicon: &Lexicon, reading: &Reading, text: &str, units: &[Unit]) -> Option<Who> {
        let mut all: Option<Who> = None;
        for unit in units {
            let who = match unit.tag {
                b'N' | b'M' => self.introduced(lexicon, reading, unit, text),
                b'R' | b'G' => self.role(lexicon, reading, unit, text),
                b'I' | b'J' | b'l' => self.author(),
                b'W' | b'U' => self.we(),
                b'Y' => self.you(),
                b'T' | b'H' => self.meant(reading, unit),
                b'L' => self.all(),
                _ => continue,
            };
            all = Some(match all {
                // "Ann and two techs" are of one side; Ann answers for those who only come along, not for "Ann + 2 techs"
                Some(before) if unit.tag == b'R' && reading.is_counted(lexicon, unit) => {
                    let side = before.side;
                    let listed = reading.tokens[..unit.first].last().is_some_and(|mark| mark.is_mark());
                    if listed { before.and(Who { side, ..who }) } else { before }
                }
                Some(before) => before.and(who),
                None => who.on(Basis::of_tag(unit.tag)),
            });
        }
        all
    }

    /// Whether a name or role is of our own side.
    pub fn is_ours(&self, lexicon: &Lexicon, reading: &Reading, text: &str, unit: &Unit) -> bool {
        self.of_units(lexicon, reading, text, std::slice::from_ref(unit)).is_some_and(|who| who.side == Side::Us)
    }

    /// The owners in a table cell or bracket: "MD + AR", "Priya Shah, Tom".
    pub fn in_cell(&self, lexicon: &Lexicon, reading: &Reading, text: &str) -> Option<Who> {
        self.of_units(lexicon, reading, text, &reading.units)
    }
}
