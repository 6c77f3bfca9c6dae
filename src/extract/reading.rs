//! A sentence read as a string of tags: one letter for each word, name, phrase or time that matters to patterns.

use crate::dates::{self, When};
use crate::lexicon::tags::{self, Tag};
use crate::lexicon::words::{Token, TokenKind, tokenize};
use crate::lexicon::{EntryId, Form, Lexicon, Match, Scratch, Sense};
use crate::note::Side;
use crate::note::people::{Directory, is_given_name};
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
    /// The times named.
    pub whens: Vec<When>,
    /// One unit a letter.
    pub units: Vec<Unit>,
    /// The letters.
    pub letters: Vec<u8>,
    /// The day that was mentioned last, from which "the week after" counts: by this sentence or one read before.
    anchor: Option<Date>,
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
    matches!(tag, Some(b'm' | b'd' | b'h' | b'e' | b'c' | b'k' | b't' | b'P' | b'L' | b'l' | b'n'))
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
    /// Reads `text[span]`.
    pub fn read(&mut self, lexicon: &Lexicon, people: &Directory, text: &str, span: Span, today: Option<Date>) {
        self.tokens.clear();
        self.matches.clear();
        self.whens.clear();
        self.units.clear();
        tokenize(text, span, &mut self.tokens);
        lexicon.find(text, &self.tokens, &mut self.scratch, &mut self.matches);
        self.anchor = dates::find_after(text, span, today, self.anchor, &mut self.whens);
        self.tag(lexicon, people, text);
        self.open_verbs();
        self.merge_roles(text);
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
        // matches are in order of their first token: those before and behind the words are not looked at
        let from = self.matches.partition_point(|found| self.tokens[found.first].span.start < within.start);
        self.matches[from..]
            .iter()
            .take_while(move |found| self.tokens[found.first].span.start < within.end)
            .filter(move |found| lexicon.entry(found.entry).sense == sense && within.contains(self.match_span(found)))
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
                .when_at(at, next_when)
                .or_else(|| self.name_at(lexicon, people, text, at, next_match))
                .or_else(|| self.phrase_at(lexicon, text, at, next_match));
            let unit = unit.unwrap_or_else(|| {
                let tag = match self.tokens[at].kind {
                    TokenKind::Mark(mark) => tags::of_mark(mark),
                    TokenKind::Number => tags::NUMBER,
                    TokenKind::Word => tags::WORD,
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

    fn when_at(&self, at: usize, next: usize) -> Option<Unit> {
        let when = self.whens.get(next)?;
        // a phrase may have taken the first words of a time: "agreed on | 24 March"
        if !when.is_due() || when.span.start > self.tokens[at].span.start || self.is_titled(when) {
            return None;
        }
        let last = self.tokens[at..].iter().take_while(|token| token.span.start < when.span.end).count() + at - 1;
        Some(Unit { tag: tags::WHEN, first: at, last, entry: None, form: Form::Plain })
    }

    /// Whether an event opens the sentence and a colon tells more of it: "Next meeting: 12 May".
    fn is_titled(&self, when: &When) -> bool {
        let behind = self.tokens.partition_point(|token| token.span.start < when.span.end);
        when.kind == dates::Kind::Event
            && when.lead == dates::Lead::Bare
            && self.tokens.first().is_some_and(|first| first.span.start == when.span.start)
            && self.tokens.get(behind).is_some_and(|token| token.is(':'))
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

    /// Whether some words belong to a time.
    fn in_when(&self, words: Span) -> bool {
        let next = self.whens.partition_point(|when| when.span.end < words.end);
        self.whens.get(next).is_some_and(|when| when.span.contains(words))
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

    fn phrase_at(&self, lexicon: &Lexicon, text: &str, at: usize, next: usize) -> Option<Unit> {
        let mut best: Option<(usize, Unit)> = None;
        let verb_wanted = self.verb_wanted(at);
        for found in self.matches_at(at, next) {
            let sense = lexicon.entry(found.entry).sense;
            let tag = match (sense, found.form) {
                (Sense::Adverb, _) => 0,
                (Sense::Agree | Sense::Ask | Sense::Say, Form::Base)
                    if verb_wanted || (ends_clause(self.last_tag()) && self.object_follows(found.last + 1, text)) =>
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
                (Sense::Role, _) if lexicon.entry(found.entry).kind.as_deref() == Some("both") => tags::GROUP,
                (Sense::Ask | Sense::Say, Form::Ing)
                    if lexicon.entry(found.entry).kind.is_none() && matches!(self.last_tag(), Some(b'b' | b'm')) =>
                {
                    tags::ACTING
                }
                (Sense::Book, _) if lexicon.entry(found.entry).kind.is_some() => b'o',
                (Sense::Please, _) if lexicon.entry(found.entry).kind.as_deref() == Some("know") => b'F',
                (Sense::Let, _) if lexicon.entry(found.entry).kind.as_deref() == Some("me") => b'l',
                (Sense::Act | Sense::EmptyAct, Form::Plain) => self.plain_form(found.first, found.last, text),
                _ => match tag_of(sense, found.form) {
                    // "plan to Declan": a noun and where it goes, no promise
                    Some(b'm') if self.goes_to_somebody(found.last, text) => continue,
                    Some(tag) => tag,
                    None => continue,
                },
            };
            let rank = found.width() * 16 + self.preference(tag, at, found.last, text, verb_wanted);
            if best.as_ref().is_none_or(|(top, _)| rank > *top) {
                let unit = Unit { tag, first: at, last: found.last, entry: Some(found.entry), form: found.form };
                best = Some((rank, unit));
            }
        }
        best.map(|(_, unit)| unit)
    }

    /// Whether "to" ends some words and a name follows.
    fn goes_to_somebody(&self, last: usize, text: &str) -> bool {
        let to = self.tokens[last].span.of(text).eq_ignore_ascii_case("to");
        to && self.tokens.get(last + 1).is_some_and(|next| next.is_word() && next.capital)
    }

    /// The form of a verb that is listed as it stands ("fwding", "cc'd"), told by its ending.
    fn plain_form(&self, first: usize, last: usize, text: &str) -> Tag {
        let ends = |tail: &str| {
            self.tokens[first..=last].iter().any(|token| token.span.of(text).to_ascii_lowercase().ends_with(tail))
        };
        if ends("ing") {
            tags::ACTING
        } else if ends("ed") || ends("'d") {
            tags::ACTED
        } else {
            tags::ACT
        }
    }

    fn last_tag(&self) -> Option<Tag> {
        self.units.last().map(|unit| unit.tag)
    }

    /// Whether a base form here is a verb: after a modal or "to", or after a pronoun or name.
    fn verb_wanted(&self, _at: usize) -> bool {
        calls_for_verb(self.last_tag()) || self.last_tag().is_some_and(is_actor)
    }

    /// Whether "you will" or "can we" stands before, behind which "get", "have" and "see" mean to be given something.
    fn gets_something(&self) -> bool {
        let before = |back: usize| self.units.len().checked_sub(back).map(|at| self.units[at].tag);
        matches!((before(2), before(1)), (Some(b'Y'), Some(b'm')) | (Some(b'c' | b'e' | b'h'), Some(b'I' | b'W')))
    }

    /// How well a tag suits its place (0 to 15), to choose between readings of the same words.
    fn preference(&self, tag: Tag, at: usize, last: usize, text: &str, verb_wanted: bool) -> usize {
        let previous = self.last_tag();
        let actor = previous.is_some_and(is_actor);
        let be = matches!(previous, Some(b'b'));
        let noun_wanted = matches!(previous, Some(b'D' | b'p' | b'i' | b'#' | b'O' | b'E' | b'a'));
        match tag {
            tags::ACT if calls_for_verb(previous) => 15,
            tags::ACT if verb_wanted => 11,
            tags::ACT if noun_wanted => 3,
            tags::ACT if ends_clause(previous) => 6 + 6 * usize::from(self.object_follows(last + 1, text)),
            tags::ACT => 6,
            tags::ACTS if actor => 11,
            tags::ACTS => 2,
            tags::ACTING if be || (actor && self.object_follows(last + 1, text)) => 11,
            tags::ACTING if actor => 7,
            tags::ACTING if ends_clause(previous) => 8,
            tags::ACTING => 5,
            tags::ACTED => 6,
            tags::EVENT | tags::THING => 8,
            tags::ROLE | tags::GROUP => 9,
            b't' => 10,
            b'm' | b'h' | b'e' | b'c' | b'k' => 12,
            b'f' => 9,
            b'q' if matches!(previous, Some(b'S' | b'A')) => 12,
            b'n' if self.tokens[at].span.of(text).len() > 2 => 13,
            b'n' => 10,
            0 if verb_wanted && at == last => 4,
            0 => 7,
            b'W' | b'I' => 9,
            b'P' if actor && self.tokens[at].span.of(text).eq_ignore_ascii_case("kindly") => 3,
            b'P' => 9,
            b'F' => 14,
            b'H' if self.noun_follows(last + 1, text) => 3,
            b'H' => 9,
            b'r' if self.gets_something() || self.is_promised_to() => 16,
            b'r' => 0,
            b'C' if matches!(previous, Some(b'@' | b',')) => 12,
            b'C' => 0,
            _ => 7,
        }
    }

    /// Whether the one before the last word gets what is promised: "you'll have it", "told him he'd have it".
    fn is_promised_to(&self) -> bool {
        let tag = |back: usize| self.units.len().checked_sub(back).map_or(0, |at| self.units[at].tag);
        match (tag(1), tag(2)) {
            (b'm' | b'e' | b'c', b'Y') => true,
            (b'm' | b'd', b'T') => matches!(tag(3), b'H' | b'N') && tag(4) == b'S',
            _ => false,
        }
    }

    /// Whether an object seems to follow: a determiner, a pronoun, a name, a number, or a plain word.
    fn object_follows(&self, at: usize, text: &str) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        match token.kind {
            TokenKind::Mark(mark) => matches!(mark, '"' | '“' | '@' | '\''),
            TokenKind::Number => !self.in_when(token.span),
            TokenKind::Word => {
                let when = self
                    .whens
                    .iter()
                    .any(|when| when.span.start <= token.span.start && token.span.end <= when.span.end);
                let word = token.span.of(text);
                !when
                    && !matches!(
                        word,
                        "with"
                            | "w"
                            | "for"
                            | "on"
                            | "at"
                            | "of"
                            | "in"
                            | "is"
                            | "was"
                            | "went"
                            | "and"
                            | "to"
                            | "from"
                            | "by"
                    )
            }
        }
    }

    /// Whether a plain word follows, which makes "her" a possessive.
    fn noun_follows(&self, at: usize, text: &str) -> bool {
        self.object_follows(at, text) && !self.tokens.get(at).is_some_and(|token| token.is_mark())
    }

    fn name_at(&self, lexicon: &Lexicon, people: &Directory, text: &str, at: usize, next: usize) -> Option<Unit> {
        let token = self.tokens[at];
        let (at_first, handle) = (at, token.is('@'));
        let at = if handle { at + 1 } else { at };
        let token = *self.tokens.get(at)?;
        if !token.is_word() || (handle && token.spaced) {
            return None;
        }
        let longest = self.longest_name(people, text, at);
        let unit = |last| Unit { tag: tags::NAME, first: at_first, last, entry: None, form: Form::Plain };
        if let Some(last) = longest {
            let words = Span::new(token.span.start, self.tokens[last].span.end).of(text);
            if people.resolve(words).is_some_and(|known| known.is_organization && known.side == Side::Us) {
                return Some(Unit { tag: b'X', ..unit(last) });
            }
            let lexical = !handle && last == at && self.reads_as_word(lexicon, text, at, next);
            return (!lexical).then(|| unit(self.extend_name(lexicon, text, last)));
        }
        if handle || self.is_initials(people, text, at) {
            return Some(unit(at));
        }
        if self.matches_at(at, next).any(|found| lexicon.entry(found.entry).sense == Sense::Title) && token.capital {
            let dot = usize::from(self.tokens.get(at + 1).is_some_and(|t| t.is('.')));
            let named = self.tokens.get(at + 1 + dot).is_some_and(|t| t.is_word() && t.capital);
            return named.then(|| unit(self.extend_name(lexicon, text, at + 1 + dot)));
        }
        let is_known = |found: &Match| {
            let sense = lexicon.entry(found.entry).sense;
            sense == Sense::Adverb || tag_of(sense, found.form).is_some()
        };
        let known_word = self.matches_at(at, next).any(is_known);
        let clause_start = ends_clause(self.last_tag());
        let shape = token.capital && !known_word && token.span.len() > 1;
        if shape && (!clause_start || self.acts_next(lexicon, text, at)) {
            let named = unit(self.extend_name(lexicon, text, at));
            // a word with a capital that nobody introduced is a person only where it is a given name
            let person = is_given_name(token.span.of(text));
            return Some(if person { named } else { Unit { tag: tags::CAPITAL, ..named } });
        }
        None
    }

    /// Whether a word is somebody's initials: those of one of the note's people, or two or three capitals that act.
    fn is_initials(&self, people: &Directory, text: &str, at: usize) -> bool {
        let word = self.tokens[at].span.of(text);
        if !(2..=3).contains(&word.len()) || !word.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return false;
        }
        let theirs = |name: &str| name.split([' ', '-']).filter_map(|part| part.chars().next()).eq(word.chars());
        people.people().iter().any(|person| !person.is_organization && theirs(&person.name))
    }

    /// The last token of the longest run of words from `at` that the directory knows.
    fn longest_name(&self, people: &Directory, text: &str, at: usize) -> Option<usize> {
        let mut end = at;
        let mut known = None;
        while end < self.tokens.len() && end < at + 4 && (end == at || self.tokens[end].is_word()) {
            let words = Span::new(self.tokens[at].span.start, self.tokens[end].span.end).of(text);
            if !words.contains('\n') && people.resolve(words).is_some() {
                known = Some(end);
            }
            end += 1;
        }
        known
    }

    /// Further capitalised words that belong to a name.
    fn extend_name(&self, lexicon: &Lexicon, text: &str, mut last: usize) -> usize {
        while let Some(token) = self.tokens.get(last + 1) {
            let word = token.span.of(text);
            let initial = word.chars().count() == 1 && word != "I";
            let known = self
                .matches
                .iter()
                .any(|found| found.first == last + 1 && tag_of(lexicon.entry(found.entry).sense, found.form).is_some());
            let time = self.in_when(token.span);
            if token.is_word() && token.capital && !time && (initial || !known) && !word.contains('\'') {
                last += 1;
                if initial && self.tokens.get(last + 1).is_some_and(|dot| dot.is('.') && !dot.spaced) {
                    last += 1;
                }
            } else {
                break;
            }
        }
        last
    }

    /// Whether a known name that is also a word ("Will", "May", "Mark") is the word here.
    fn reads_as_word(&self, lexicon: &Lexicon, text: &str, at: usize, next: usize) -> bool {
        let token = self.tokens[at];
        let has_word_reading =
            self.matches_at(at, next).any(|found| tag_of(lexicon.entry(found.entry).sense, found.form).is_some());
        if !has_word_reading {
            return false;
        }
        if !token.capital {
            return true;
        }
        if !ends_clause(self.last_tag()) || self.acts_next(lexicon, text, at) {
            return false;
        }
        // "Will send it" and "May I ask" open with a modal; "Bill the client" with a verb and its object; "Bill liked it" with a name
        let sense = |found: &Match| lexicon.entry(found.entry).sense;
        let modal = self.matches_at(at, next).any(|found| matches!(sense(found), Sense::Will | Sense::Might));
        let object = self
            .starting_at(at + 1)
            .any(|found| matches!(sense(found), Sense::Determiner | Sense::Him | Sense::Me | Sense::Us | Sense::It));
        modal || object
    }

    /// Whether what follows the token shows that it acts: a modal, "to" and a verb, a possessive, a colon or dash, a verb form.
    fn acts_next(&self, lexicon: &Lexicon, text: &str, at: usize) -> bool {
        let mut next = at + 1;
        let unlisted = |at: usize| {
            !self
                .matches
                .iter()
                .any(|found| found.first == at && tag_of(lexicon.entry(found.entry).sense, found.form).is_some())
        };
        while self
            .tokens
            .get(next)
            .is_some_and(|token| token.is_word() && token.capital && next < at + 3 && unlisted(next))
        {
            next += 1;
        }
        let Some(token) = self.tokens.get(next) else { return false };
        match token.kind {
            TokenKind::Mark(mark) => matches!(mark, ':' | '–' | '—' | '-' | '→' | '(' | '&' | '+' | '/' | ',' | '='),
            TokenKind::Number => false,
            TokenKind::Word => self.starting_at(next).any(|found| {
                let sense = lexicon.entry(found.entry).sense;
                match sense {
                    Sense::Will
                    | Sense::Would
                    | Sense::Might
                    | Sense::Could
                    | Sense::Can
                    | Sense::Must
                    | Sense::Want
                    | Sense::Be
                    | Sense::Was
                    | Sense::Have
                    | Sense::Agree
                    | Sense::Ask
                    | Sense::Say
                    | Sense::Owe
                    | Sense::To => true,
                    Sense::And => token.span.of(text) != "or",
                    Sense::Act | Sense::EmptyAct => matches!(found.form, Form::Third | Form::Ing | Form::Past),
                    _ => false,
                }
            }),
        }
    }

    /// A word that nothing else explains is a verb after a modal, or after "to" behind an actor or an agreement.
    fn open_verbs(&mut self) {
        for at in 1..self.units.len() {
            let before = self.units[at - 1].tag;
            // "will be straight" is no act, "will be joining" is one already
            let being = self.tokens[self.units[at - 1].last].span.len() == 2
                && self.units[at - 1].last > self.units[at - 1].first;
            if being {
                continue;
            }
            let modal = matches!(before, b'm' | b'd' | b'h' | b'e' | b'c' | b'k' | b'P');
            let infinitive = before == b't'
                && at >= 2
                && (is_actor(self.units[at - 2].tag) || matches!(self.units[at - 2].tag, b'A' | b'b' | b'w' | b')'));
            // "quote to follow"
            let owed = before == b't' && at >= 2 && matches!(self.units[at - 2].tag, tags::THING | tags::EVENT);
            // "would have sent it" tells what did not happen
            let perfect = self.units.get(at + 1).is_some_and(|next| next.tag == tags::ACTED);
            if (modal || infinitive) && self.units[at].tag == b'x' && !perfect {
                self.units[at].tag = tags::ACT;
            }
            // what follows "please" is a verb, whatever else the word may be
            let asked = before == b'P' && matches!(self.units[at].tag, b'X' | b'M' | b'R');
            if asked
                || (modal || infinitive)
                    && matches!(self.units[at].tag, b'a' | b'O' | b'E' | b'A' | b'R' | b'X')
                    && self.is_plain_word(at)
            {
                self.units[at].tag = tags::VERB;
            }
            if owed && self.units[at].tag == tags::WORD {
                self.units[at].tag = tags::VERB;
            }
        }
    }

    fn is_plain_word(&self, unit: usize) -> bool {
        let token = self.tokens[self.units[unit].first];
        token.is_word() && !token.capital
    }

    /// Takes what belongs to a role or a name into one unit: "Aoife's PA", "their legal team", "Mette (CFO)".
    fn merge_roles(&mut self, text: &str) {
        let mut merged: Vec<Unit> = Vec::with_capacity(self.units.len());
        let mut at = 0;
        while at < self.units.len() {
            let mut unit = self.units[at];
            // 's before a noun is possessive, not a verb
            if unit.tag == b'b'
                && self.tokens[unit.first].span.of(text).ends_with(['s', 'S'])
                && self.tokens[unit.first].span.len() <= 4
                && !self.tokens[unit.first].spaced
                && merged.last().is_some_and(|last| matches!(last.tag, b'N' | b'R' | b'M'))
                && self
                    .units
                    .get(at + 1)
                    .is_some_and(|next| matches!(next.tag, b'R' | b'O' | b'E' | b'a' | b'N' | b'X' | b'M'))
                && !self.units.get(at + 1).is_some_and(|next| self.looks_like_participle(next, text))
            {
                unit.tag = b'\'';
            }
            if unit.tag == tags::ROLE {
                while let Some(last) = merged.last().copied() {
                    let adjective =
                        last.tag == b'a' && merged.len() >= 2 && matches!(merged[merged.len() - 2].tag, b'D' | b'\'');
                    let possessor = matches!(last.tag, b'N' | b'R')
                        && unit.first > 0
                        && merged_possessive(&self.tokens, unit.first, text);
                    if matches!(last.tag, b'D' | b'\'') || adjective || possessor {
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
            if matches!(unit.tag, b'N' | b'M') {
                self.take_role(&mut unit, &mut merged, self.units.get(at + 1));
            }
            merged.push(unit);
            at += 1;
        }
        self.units = merged;
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
