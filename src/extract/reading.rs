//! A sentence read as a string of tags: one letter for each word, name, phrase or time that matters to patterns.

mod choice;
mod names;
mod roles;
mod verbs;

use crate::dates::{self, When};
use crate::lexicon::tags::{self, Tag};
use crate::lexicon::words::{Token, TokenKind, tokenize};
use crate::lexicon::{EntryId, Form, Lexicon, Match, Scratch, Sense};
use crate::note::people::Directory;
use crate::span::Span;
use jiff::civil::Date;

/// One letter of a reading and the words that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// What the words do here.
    pub tag: Tag,
    /// First token.
    pub first: usize,
    /// Last token (inclusive).
    pub last: usize,
    /// The lexicon entry that says so, if one does.
    pub entry: Option<EntryId>,
    /// The form of the verb, if it is one.
    pub form: Form,
}

/// A sentence, read. Reused from sentence to sentence.
#[derive(Debug, Default)]
pub struct Reading {
    /// The words and marks.
    pub tokens: Vec<Token>,
    /// What the lexicon says of them.
    pub matches: Vec<Match>,
    /// The senses of the matches, a bit for each: most sentences have none of most.
    senses: u128,
    /// The times named.
    pub whens: Vec<When>,
    /// One unit a letter.
    pub units: Vec<Unit>,
    /// The letters.
    pub letters: Vec<u8>,
    /// What dates are read by: the day that was mentioned last, by this sentence or one before, and the note's order.
    before: dates::Before,
    scratch: Scratch,
}

/// The grammatical tag of a sense in a form, if it has one.
fn tag_of(sense: Sense, form: Form) -> Option<Tag> {
    Some(match sense {
        Sense::FirstPerson => b'I',
        Sense::Me => b'J',
        Sense::Us => b'U',
        Sense::Him => b'H',
        Sense::Receive => b'r',
        Sense::We => b'W',
        Sense::You => b'Y',
        Sense::They => b'T',
        Sense::It => b'z',
        Sense::Product => b'X',
        Sense::Will => b'm',
        Sense::Would => b'd',
        Sense::Might => b'h',
        Sense::Could => b'e',
        Sense::Should => b'V',
        Sense::Can => b'c',
        Sense::Must => b'k',
        Sense::Want => b'w',
        Sense::Be => b'b',
        Sense::Was => b'y',
        Sense::Number => tags::NUMBER,
        Sense::Have => b'x',
        Sense::Not => b'n',
        Sense::To => b't',
        Sense::Determiner => b'D',
        Sense::Preposition => b'p',
        Sense::By => b'i',
        Sense::Relative => b'q',
        Sense::And => b'&',
        Sense::But => b'!',
        Sense::If => b'f',
        Sense::Please => b'P',
        Sense::Let => b'L',
        Sense::Word => tags::WORD,
        Sense::Agree => b'A',
        Sense::Ask => b'Q',
        Sense::Say => b'S',
        Sense::Owe => b'B',
        Sense::Book => b'K',
        Sense::Accept => b'C',
        Sense::Act | Sense::EmptyAct => match form {
            Form::Base | Form::Plain => tags::ACT,
            Form::Third => tags::ACTS,
            Form::Past => tags::ACTED,
            Form::Ing => tags::ACTING,
        },
        Sense::Thing => tags::THING,
        Sense::Event => tags::EVENT,
        Sense::Role => tags::ROLE,
        _ => return None,
    })
}

/// Tags after which a word in base form is a verb.
fn calls_for_verb(tag: Option<Tag>) -> bool {
    matches!(tag, Some(b'm' | b'd' | b'h' | b'e' | b'V' | b'c' | b'k' | b't' | b'P' | b'L' | b'l' | b'n'))
}

/// Tags that end a clause, so that what follows starts one.
pub(super) fn ends_clause(tag: Option<Tag>) -> bool {
    matches!(tag, None | Some(b',' | b';' | b':' | b'-' | b'.' | b'(' | b'!' | b'&' | b'>' | b'f' | b'"' | b'|' | b'_'))
}

/// Tags of those who act.
pub(super) fn is_actor(tag: Tag) -> bool {
    matches!(tag, b'N' | b'R' | b'I' | b'W' | b'Y' | b'T' | b'G')
}

impl Reading {
    /// To read a note whose figures name day and month in this order.
    pub fn in_order(order: dates::Order) -> Self {
        Self { before: dates::Before { order, day: None }, ..Self::default() }
    }

    /// Reads `text[span]`.
    pub fn read(&mut self, lexicon: &Lexicon, people: &Directory, text: &str, span: Span, today: Option<Date>) {
        self.tokens.clear();
        self.matches.clear();
        self.whens.clear();
        self.units.clear();
        tokenize(text, span, &mut self.tokens);
        self.split_names(people, text);
        lexicon.find(text, &self.tokens, &mut self.scratch, &mut self.matches);
        self.senses = self.matches.iter().fold(0, |all, found| all | 1_u128 << lexicon.sense(found.entry) as u32);
        self.before.day = dates::find_after(text, span, today, self.before, &mut self.whens);
        self.tag(lexicon, people, text);
        self.join_names(people, text);
        self.open_verbs(text);
        self.bare_thirds(lexicon);
        self.merge_roles(lexicon, text);
        self.letters.clear();
        self.letters.extend(self.units.iter().map(|unit| unit.tag));
    }

    /// The bytes that a unit covers.
    pub fn span_of(&self, unit: &Unit) -> Span {
        Span::new(self.tokens[unit.first].span.start, self.tokens[unit.last].span.end)
    }

    /// The bytes that the units `first..end` cover.
    pub fn span(&self, first: usize, end: usize) -> Span {
        Span::new(self.span_of(&self.units[first]).start, self.span_of(&self.units[end - 1]).end)
    }

    /// Whether it is a time and next to nothing else: "By Thursday, yes.", "Friday?", "She said end of June."
    pub fn is_only_when(&self) -> bool {
        let silent = |letter: &u8| {
            matches!(
                letter,
                b'@' | b'C' | b'K' | b'L' | b'a' | b'p' | b'D' | b'#' | b'T' | b'S' | b',' | b'.' | b'?' | b'-'
            )
        };
        self.units.len() <= 8 && self.letters.contains(&b'@') && self.letters.iter().all(silent)
    }

    /// Whether somebody asks for time: "Give me till Friday."
    pub fn asks_for_time(&self) -> bool {
        self.units.len() <= 5 && matches!(self.letters.as_slice(), [_, b'J' | b'U', b'@', ..])
    }

    /// Matches of a sense inside some bytes.
    pub fn cues<'a>(&'a self, lexicon: &'a Lexicon, sense: Sense, within: Span) -> impl Iterator<Item = &'a Match> {
        let matches = if self.senses >> sense as u32 & 1 == 0 { &[][..] } else { self.matches.as_slice() };
        // matches are in order of their first token: those before and behind the words are not looked at
        let from = matches.partition_point(|found| self.tokens[found.first].span.start < within.start);
        matches[from..]
            .iter()
            .take_while(move |found| self.tokens[found.first].span.start < within.end)
            .filter(move |found| lexicon.sense(found.entry) == sense && within.contains(self.match_span(found)))
            .filter(|found| !self.is_in_name(found))
    }

    /// Whether words are the name of somebody who acts, and so say nothing else: "Grant declined", but "Grant money".
    fn is_in_name(&self, found: &Match) -> bool {
        let at = self.units.partition_point(|unit| unit.last < found.first);
        let [name, next, ..] = &self.units[at.min(self.units.len())..] else { return false };
        name.tag == tags::NAME
            && name.first <= found.first
            && found.last <= name.last
            && !matches!(next.tag, tags::WORD | tags::THING | tags::EVENT | tags::CAPITAL | b'X')
    }

    /// The bytes that a match covers.
    pub fn match_span(&self, found: &Match) -> Span {
        Span::new(self.tokens[found.first].span.start, self.tokens[found.last].span.end)
    }

    fn tag(&mut self, lexicon: &Lexicon, people: &Directory, text: &str) {
        let mut at = 0;
        let mut next_match = 0;
        let mut next_when = 0;
        while at < self.tokens.len() {
            let start = self.tokens[at].span.start;
            while next_match < self.matches.len() && self.matches[next_match].first < at {
                next_match += 1;
            }
            while next_when < self.whens.len() && self.whens[next_when].span.end <= start {
                next_when += 1;
            }
            let unit = self
                .when_at(text, at, next_when)
                .filter(|when| !self.is_named_day(lexicon, people, text, when))
                .or_else(|| self.name_at(lexicon, people, text, at, next_match))
                .or_else(|| self.origin_at(lexicon, text, at))
                .or_else(|| self.phrase_at(lexicon, people, text, at, next_match));
            let unit = unit.unwrap_or_else(|| {
                let tag = match self.tokens[at].kind {
                    TokenKind::Word if self.is_manner(lexicon, text, at) => 0,
                    TokenKind::Mark(mark) => tags::of_mark(mark),
                    TokenKind::Number => tags::NUMBER,
                    TokenKind::Word | TokenKind::Clitic => tags::WORD,
                };
                Unit { tag, first: at, last: at, entry: None, form: Form::Plain }
            });
            at = unit.last + 1;
            // 0 marks an adverb, which patterns never see
            if unit.tag != 0 {
                self.units.push(unit);
            }
        }
    }

    fn when_at(&self, text: &str, at: usize, next: usize) -> Option<Unit> {
        let when = self.whens.get(next)?;
        // "a one-day workshop" tells how long it is, "the call of 3 March" which it was
        let tells_length = when.kind == dates::Kind::Duration && when.span.of(text).contains('-');
        // "asked when it would open": the time is what is asked
        let is_asked = when.lead == dates::Lead::When && matches!(self.last_tag(), Some(b'Q'));
        // "responsible for walking his board through it": what is done to the event is an act
        let words = when.span.of(text);
        let words = words.strip_prefix("for ").unwrap_or(words);
        let is_done_to = when.kind == dates::Kind::Event
            && when.lead == dates::Lead::For
            && words.split(' ').next().is_some_and(|first| first.ends_with("ing"))
            && words.split(' ').nth(2).is_some();
        if tells_length || is_asked || is_done_to || self.is_of_an_event(when, text) {
            return None;
        }
        // a phrase may have taken the first words of a time: "agreed on | 24 March"
        if !when.is_due() || when.span.start > self.tokens[at].span.start || self.is_titled(next, text) {
            return None;
        }
        let last = self.tokens[at..].iter().take_while(|token| token.span.start < when.span.end).count() + at - 1;
        Some(Unit { tag: tags::WHEN, first: at, last, entry: None, form: Form::Plain })
    }

    /// Whether the words before a time end in an event and "of".
    fn is_of_an_event(&self, when: &When, text: &str) -> bool {
        let before = self.units.partition_point(|unit| self.tokens[unit.first].span.start < when.span.start);
        let [.., event, of] = &self.units[..before] else { return false };
        let is_of = of.first == of.last && self.span_of(of).of(text).eq_ignore_ascii_case("of");
        event.tag == tags::EVENT && is_of
    }

    /// Whether an event opens the sentence and more is told of it: "Next meeting: 12 May", "The next meeting will be …",
    /// "Next meeting Monday 12 May".
    fn is_titled(&self, next: usize, text: &str) -> bool {
        let when = &self.whens[next];
        let from = self.tokens.partition_point(|token| token.span.start < when.span.start);
        let behind = self.tokens.partition_point(|token| token.span.start < when.span.end);
        let dated = self.whens.get(next + 1).is_some_and(|after| {
            self.tokens[behind..].first().is_some_and(|token| token.span.start == after.span.start)
        });
        let told = |token: &Token| dated || token.is(':') || token.span.of(text).eq_ignore_ascii_case("will");
        when.kind == dates::Kind::Event
            && when.lead == dates::Lead::Bare
            && from <= 1
            && self.tokens.get(behind).is_some_and(told)
    }

    /// Whether we are told to have asked for something: "requested from Bo", "the list (I asked, no answer)", but not
    /// "asked by Bo".
    pub fn tells_of_asking(&self) -> bool {
        let by = |at: usize| self.letters.get(at + 1) == Some(&b'i');
        let asks = |(at, unit): (usize, &Unit)| unit.tag == b'Q' && unit.form == Form::Past && !by(at);
        self.units.iter().enumerate().any(asks)
    }

    /// The matches that begin at a token.
    fn starting_at(&self, at: usize) -> impl Iterator<Item = &Match> {
        let from = self.matches.partition_point(|found| found.first < at);
        self.matches_at(at, from)
    }

    /// The kind of the determiner at a token, if one stands there: whose the words behind it are, or nobody's ("").
    pub fn determiner<'l>(&self, lexicon: &'l Lexicon, at: usize) -> Option<&'l str> {
        let entries = self.starting_at(at).map(|found| lexicon.entry(found.entry));
        let mut determiners = entries.filter(|entry| entry.sense == Sense::Determiner);
        determiners.next().map(|entry| entry.kind.as_deref().unwrap_or_default())
    }

    /// Whether a unit begins with how many there are.
    pub fn is_counted(&self, lexicon: &Lexicon, unit: &Unit) -> bool {
        let is_number = |found: &Match| lexicon.sense(found.entry) == Sense::Number;
        self.tokens[unit.first].kind == TokenKind::Number || self.starting_at(unit.first).any(is_number)
    }

    /// Whether some words belong to a time.
    fn in_when(&self, words: Span) -> bool {
        let next = self.whens.partition_point(|when| when.span.end < words.end);
        self.whens.get(next).is_some_and(|when| when.span.contains(words))
    }

    /// The units where the acts of a task begin: the first, those that open a new sentence or, in a cell, have a capital, and
    /// those behind an "and" that ends another's object.
    pub fn acts(&self, first: usize, in_cell: bool) -> Vec<usize> {
        let units = &self.units;
        let mut starts: Vec<usize> = Vec::new();
        for (at, unit) in units.iter().enumerate().skip(first).filter(|(_, unit)| unit.tag == b'v') {
            let before = at.checked_sub(1).map(|before| units[before].tag);
            let after = units.get(at + 1).map_or(b'.', |after| after.tag);
            let has_object = !matches!(after, b'p' | b'i' | b'@' | b't' | b'&' | b',' | b'.' | b'q' | b')');
            let joined = before == Some(b'&') && has_object && starts.last().is_some_and(|&last| last + 2 < at);
            let capital = in_cell && after != b')' && before != Some(b'/') && self.tokens[unit.first].capital;
            if at == first || before == Some(b'.') || capital || joined {
                starts.push(at);
            }
        }
        starts
    }

    /// The units within some bytes.
    pub fn units_in(&self, within: Span) -> &[Unit] {
        let from = self.units.partition_point(|unit| self.tokens[unit.first].span.start < within.start);
        let to = self.units.partition_point(|unit| self.tokens[unit.last].span.end <= within.end);
        &self.units[from.min(to)..to]
    }

    fn matches_at(&self, at: usize, next: usize) -> impl Iterator<Item = &Match> {
        self.matches[next..].iter().take_while(move |found| found.first == at)
    }

    fn phrase_at(&self, lexicon: &Lexicon, people: &Directory, text: &str, at: usize, next: usize) -> Option<Unit> {
        let mut best: Option<(usize, Unit)> = None;
        let verb_wanted = self.verb_wanted() || self.is_behind_to(text);
        for found in self.matches_at(at, next) {
            let sense = lexicon.sense(found.entry);
            let tag = match (sense, found.form) {
                (Sense::Adverb, _) => 0,
                // "a warning that …" is a thing
                (Sense::Say | Sense::Ask, _) if found.form == Form::Ing && self.last_tag() == Some(b'D') => continue,
                // "Monday, can do", but "I can do that"
                (Sense::Accept, _)
                    if self.last_tag().is_some_and(is_actor)
                        && self.tokens.get(found.last + 1).is_some_and(|next| next.span.of(text) == "that") =>
                {
                    continue;
                }
                (Sense::Agree | Sense::Ask | Sense::Say, Form::Base)
                    if verb_wanted
                        || (ends_clause(self.last_tag()) && self.object_follows(found.last + 1, lexicon)) =>
                {
                    // what one thinks or feels is no act
                    if lexicon.entry(found.entry).kind.as_deref() == Some("mind") { b'S' } else { tags::ACT }
                }
                // "Bob 2 call", but "phase 2"
                (Sense::To, _)
                    if !self.last_tag().is_some_and(is_actor) && self.tokens[at].kind == TokenKind::Number =>
                {
                    tags::NUMBER
                }
                // "told her it will come" is of no department
                (Sense::Role, _) if self.last_tag() == Some(b'S') && self.tokens[found.last].span.of(text) == "it" => {
                    continue;
                }
                (Sense::Role, _) if lexicon.entry(found.entry).kind.as_deref() == Some("both") => tags::GROUP,
                (Sense::It, _) if self.is_department(at, text) => tags::ROLE,
                (Sense::Ask | Sense::Say, Form::Ing)
                    if lexicon.entry(found.entry).kind.is_none()
                        && matches!(self.last_tag(), Some(b'b' | b'm' | b'P')) =>
                {
                    tags::ACTING
                }
                (Sense::Book, _) => match lexicon.entry(found.entry).kind.as_deref() {
                    None => b'K',
                    Some("event") => b'Z',
                    Some(_) => b'o',
                },
                (Sense::Owe, _) if lexicon.entry(found.entry).kind.as_deref() == Some("duty") => {
                    // a name that the note does not know has its "'s" behind it
                    let apart = |unit: &Unit| unit.tag == b'b' && matches!(self.span_of(unit).of(text), "'s" | "’s");
                    if !self.is_owned(at, text) && !self.units.last().is_some_and(apart) {
                        continue;
                    }
                    tags::DUTY
                }
                (Sense::Owe, _) if lexicon.entry(found.entry).kind.is_some() => {
                    if !self.bears(lexicon, people, text, found.last) {
                        continue;
                    }
                    tags::FALLS_TO
                }
                // "would be fine saying a few words", but "would be fine with us"
                (Sense::Agree, _)
                    if lexicon.entry(found.entry).kind.as_deref() == Some("doing")
                        && !self.is_doing_next(text, found.last + 1) =>
                {
                    continue;
                }
                (Sense::Please, _) if lexicon.entry(found.entry).kind.as_deref() == Some("know") => b'F',
                (Sense::Let, _) if lexicon.entry(found.entry).kind.as_deref() == Some("me") => b'l',
                // "Omar's logs": no verb in this form stands behind "is"
                (Sense::Act, Form::Third) if self.is_owned(at, text) => tags::THING,
                (Sense::Act | Sense::EmptyAct, Form::Plain) => self.plain_form(found.first, found.last, text),
                _ => match tag_of(sense, found.form) {
                    // "plan to Declan": a noun and where it goes, no promise
                    Some(b'm') if self.goes_to_somebody(found.last, text) => continue,
                    Some(tag) => tag,
                    None => continue,
                },
            };
            let rank = found.width() * 16 + self.preference(tag, at, found.last, text, lexicon, verb_wanted);
            if best.as_ref().is_none_or(|(top, _)| rank > *top) {
                let unit = Unit { tag, first: at, last: found.last, entry: Some(found.entry), form: found.form };
                best = Some((rank, unit));
            }
        }
        best.map(|(_, unit)| unit)
    }

    /// Whether somebody to whom a thing can fall follows: "the deck is on me", "falls to Ann", but not "is on Ann's desk".
    fn bears(&self, lexicon: &Lexicon, people: &Directory, text: &str, last: usize) -> bool {
        let Some(next) = self.tokens.get(last + 1).filter(|next| next.is_word()) else { return false };
        let owns = self.tokens.get(last + 2).is_some_and(|after| after.kind == TokenKind::Clitic);
        let from = self.matches.partition_point(|found| found.first < last + 1);
        let is_firm =
            |unit: &Unit| people.resolve(self.span_of(unit).of(text)).is_some_and(|known| known.is_organization);
        let is_person = |unit: Unit| unit.tag == tags::NAME && !is_firm(&unit);
        let named = next.capital && self.name_at(lexicon, people, text, last + 1, from).is_some_and(is_person);
        let is =
            |at: usize, bears: fn(Sense) -> bool| self.starting_at(at).any(|found| bears(lexicon.sense(found.entry)));
        let pronoun = is(last + 1, |sense| matches!(sense, Sense::Me | Sense::Us | Sense::Him));
        // "is on procurement" is where it is, "falls to procurement" whose it is
        let given = || self.tokens[last].span.of(text).eq_ignore_ascii_case("to");
        let role = || given() && (last + 1..last + 3).any(|at| is(at, |sense| sense == Sense::Role));
        !owns && (named || pronoun && !self.noun_follows(last + 2, lexicon) || role())
    }

    /// Whether a word in its -ing form stands at a token.
    fn is_doing_next(&self, text: &str, at: usize) -> bool {
        const SHORTEST: usize = "doing".len();
        self.tokens.get(at).is_some_and(|next| next.span.len() >= SHORTEST && next.span.of(text).ends_with("ing"))
    }

    /// Whether the last unit takes something on and ends in "to": "put his hand up to | test it".
    fn is_behind_to(&self, text: &str) -> bool {
        let ends_in_to = |unit: &Unit| self.tokens[unit.last].span.of(text).eq_ignore_ascii_case("to");
        self.units.last().is_some_and(|unit| unit.tag == b'A' && ends_in_to(unit))
    }

    /// Whether a name with its "'s" stands right before a token.
    fn is_owned(&self, at: usize, text: &str) -> bool {
        let before = self.units.last().filter(|unit| unit.tag == tags::NAME && unit.last + 1 == at);
        before.is_some_and(|unit| self.is_owned_by(unit, text))
    }

    /// Whether "to" ends some words and a name follows.
    fn goes_to_somebody(&self, last: usize, text: &str) -> bool {
        let to = self.tokens[last].span.of(text).eq_ignore_ascii_case("to");
        to && self.tokens.get(last + 1).is_some_and(|next| next.is_word() && next.capital)
    }

    /// Whether an unlisted word tells how somebody acts, between a modal and a verb: "will eventually send".
    fn is_manner(&self, lexicon: &Lexicon, text: &str, at: usize) -> bool {
        let Some(before) = self.last_tag() else { return false };
        let suits = |form: Form| match before {
            _ if calls_for_verb(Some(before)) => matches!(form, Form::Base | Form::Plain),
            b'x' => form == Form::Past,
            b'b' => form == Form::Ing,
            _ => is_actor(before) && matches!(form, Form::Third | Form::Past),
        };
        let is_verb =
            |sense: Sense| matches!(sense, Sense::Act | Sense::EmptyAct | Sense::Agree | Sense::Ask | Sense::Say);
        self.tokens[at].span.of(text).ends_with("ly")
            && self.starting_at(at + 1).any(|found| is_verb(lexicon.sense(found.entry)) && suits(found.form))
    }

    fn last_tag(&self) -> Option<Tag> {
        self.units.last().map(|unit| unit.tag)
    }
}
