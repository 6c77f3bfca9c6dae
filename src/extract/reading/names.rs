//! Names in a sentence: which words are one, and which only look like one.

use super::{Reading, Unit, ends_clause, tag_of};
use crate::lexicon::tags;
use crate::lexicon::words::TokenKind;
use crate::lexicon::{Form, Lexicon, Match, Sense};
use crate::note::Side;
use crate::note::people::{Directory, is_behind_names, is_calendar, is_given_name, is_honorific, is_word_in_capitals};
use crate::span::Span;

impl Reading {
    /// Cuts the "is" off a name that was written without its apostrophe: "bernards getting it", "Callums going to ask".
    pub(super) fn split_names(&mut self, people: &Directory, text: &str) {
        let mut at = 0;
        while at + 1 < self.tokens.len() {
            let (token, next) = (self.tokens[at], self.tokens[at + 1].span.of(text));
            let word = token.span.of(text);
            if next.ends_with("ing") || matches!(next, "gonna" | "gunna" | "gona") {
                let person = |name: &str| people.resolve(name).is_some_and(|known| !known.is_organization);
                let name = word.strip_suffix('s').filter(|name| name.len() > 2 && people.may_begin(name));
                if token.is_word() && name.is_some_and(person) && !person(word) {
                    let clitic = self.tokens[at].split_clitic(1);
                    self.tokens.insert(at + 1, clitic);
                }
            }
            at += 1;
        }
    }

    /// Reads the stroke between two people as "and": "Bob/Ann sign the form".
    pub(super) fn join_names(&mut self, people: &Directory, text: &str) {
        for at in 1..self.units.len().saturating_sub(1) {
            let stroke = &self.units[at];
            let glued = |unit: &Unit| !self.tokens[unit.first].spaced;
            let somebody = |unit: &Unit| {
                let known = || people.resolve(self.span_of(unit).of(text));
                unit.tag == tags::NAME && known().is_none_or(|known| !known.is_organization)
            };
            let (before, behind) = (&self.units[at - 1], &self.units[at + 1]);
            if stroke.tag == b'/' && glued(stroke) && glued(behind) && somebody(before) && somebody(behind) {
                self.units[at].tag = b'&';
            } else if stroke.tag == b'_' {
                self.open_single(at);
            }
        }
        self.join_me();
    }

    /// Reads single quotation marks behind a colon, a comma or a verb of saying: "Ann: 'I'll send it'".
    fn open_single(&mut self, at: usize) {
        let is_mark = |unit: &Unit| self.tokens[unit.first].is('\'') || self.tokens[unit.first].is('‘');
        let opens = matches!(self.units[at - 1].tag, b':' | b',' | b'S' | b'A' | b'H')
            && is_mark(&self.units[at])
            && self.tokens[self.units[at].first].spaced
            && !self.tokens[self.units[at + 1].first].spaced;
        if !opens {
            return;
        }
        let closes = |unit: &Unit| {
            let mark = self.tokens[unit.first];
            (mark.is('\'') || mark.is('’')) && !mark.spaced
        };
        let end = self.units[at + 1..].iter().rposition(closes).map(|end| at + 1 + end);
        for mark in [Some(at), end].into_iter().flatten() {
            self.units[mark].tag = b'"';
        }
    }

    /// "Me and Bob will meet", "Bob + me sitting down": "me" acts with somebody.
    fn join_me(&mut self) {
        let tag = |at: usize| self.units.get(at).map_or(b'.', |unit| unit.tag);
        let somebody = |at: usize| matches!(tag(at), b'N' | b'R');
        let does = |at: usize| matches!(tag(at), b'm' | b's' | b'g' | b'v' | b'b');
        let opens = |at: usize| ends_clause(at.checked_sub(1).map(tag));
        let acts = |at: usize| {
            let first = || opens(at) && tag(at + 1) == b'&' && somebody(at + 2) && does(at + 3);
            let last = || at >= 2 && tag(at - 1) == b'&' && somebody(at - 2) && opens(at - 2) && does(at + 1);
            tag(at) == b'J' && (first() || last())
        };
        if let Some(me) = (0..self.units.len()).find(|&at| acts(at)) {
            self.units[me].tag = b'I';
        }
    }

    /// The name that begins at a token, if one does.
    pub(super) fn name_at(
        &self,
        lexicon: &Lexicon,
        people: &Directory,
        text: &str,
        at: usize,
        next: usize,
    ) -> Option<Unit> {
        let token = self.tokens[at];
        let (at_first, handle) = (at, token.is('@'));
        let at = if handle { at + 1 } else { at };
        let token = *self.tokens.get(at)?;
        if !token.is_word() || (handle && token.spaced) {
            return None;
        }
        let longest = self.longest_name(lexicon, people, text, at).or_else(|| self.behind_letter(people, text, at));
        let unit = |last| Unit { tag: tags::NAME, first: at_first, last, entry: None, form: Form::Plain };
        if let Some(last) = longest {
            let words = Span::new(token.span.start, self.tokens[last].span.end).of(text);
            // our name stands for the product, but "supplied by Northwind" is by us
            let ours = people.resolve(words).is_some_and(|known| known.is_organization && known.side == Side::Us);
            if ours && self.last_tag() != Some(b'i') && !self.takes_on(lexicon, last + 1) {
                return Some(Unit { tag: b'X', ..unit(last) });
            }
            let lexical = !handle && last == at && self.reads_as_word(lexicon, text, at, next);
            return (!lexical).then(|| unit(self.extend_name(lexicon, text, last)));
        }
        // "the GM" is a role, whoever has these initials
        if handle || self.last_tag() != Some(b'D') && self.is_initials(people, text, at) {
            return Some(unit(at));
        }
        if self.acts_by_initials(lexicon, text, at) {
            return Some(unit(at));
        }
        if token.capital && self.is_title(lexicon, text, at) {
            let named = self.behind_titles(lexicon, text, at)?;
            return Some(unit(self.extend_name(lexicon, text, named)));
        }
        if !token.capital || token.span.len() < 2 {
            return None;
        }
        let is_known = |found: &Match| {
            let sense = lexicon.sense(found.entry);
            sense == Sense::Adverb || tag_of(sense, found.form).is_some()
        };
        let known_word = self.matches_at(at, next).any(is_known);
        let clause_start = ends_clause(self.last_tag());
        if !known_word && (!clause_start || self.acts_next(lexicon, text, at)) {
            let named = unit(self.extend_name(lexicon, text, at));
            // a word with a capital that nobody introduced is a person only where it is a given name
            let word = token.span.of(text);
            // ... or where it agrees to do something, as in "Con agreed to sit down"
            let agrees = || {
                let next = named.last + 1;
                let is = |at: usize, wanted| self.starting_at(at).any(|found| lexicon.sense(found.entry) == wanted);
                clause_start && is(next, Sense::Agree) && is(next + 1, Sense::To)
            };
            let person = (is_given_name(word) || agrees()) && !is_calendar(word);
            return Some(if person { named } else { Unit { tag: tags::CAPITAL, ..named } });
        }
        None
    }

    /// The last token of a last name behind the letter of a first one: "B. Ortiz".
    fn behind_letter(&self, people: &Directory, text: &str, at: usize) -> Option<usize> {
        let token = self.tokens[at];
        let point = self.tokens.get(at + 1).filter(|point| point.is('.') && !point.spaced)?;
        let last = self.tokens.get(at + 2).filter(|last| last.is_word() && last.capital)?;
        let whole = Span::new(token.span.start, last.span.end).of(text);
        let is_one = token.span.len() == 1 && token.capital && point.span.end < last.span.start;
        (is_one && people.resolve(whole).is_some_and(|known| !known.is_organization)).then_some(at + 2)
    }

    /// What tells where somebody is from, between the name that opens a clause and what they do: "Mr Harkema | of the Farmsum
    /// yard | has agreed", "Ann from the audit team to send it". Patterns never see it.
    pub(super) fn origin_at(&self, lexicon: &Lexicon, text: &str, at: usize) -> Option<Unit> {
        const MOST: usize = 5;
        let [before @ .., name] = self.units.as_slice() else { return None };
        let opens = name.tag == tags::NAME && name.last + 1 == at && ends_clause(before.last().map(|unit| unit.tag));
        if !opens || !matches!(self.tokens[at].span.of(text), "of" | "from" | "at" | "in") {
            return None;
        }
        // a role tells more: "Mr. Saji of our agent"
        let is_place = |at: usize| {
            let is_noun = |found: &Match| {
                let of_third = lexicon.entry(found.entry).kind.as_deref() == Some("third");
                !of_third
                    && matches!(
                        tag_of(lexicon.sense(found.entry), found.form),
                        None | Some(b'D' | b'p' | b'a' | b'O' | b'E' | b'v' | b'g' | b'X' | b'U' | b'R')
                    )
            };
            let token = self.tokens.get(at);
            token.is_some_and(|token| token.is_word() && token.spaced && !self.in_when(token.span))
                && self.starting_at(at).all(is_noun)
        };
        let end = (at + 2..at + 2 + MOST).find(|&end| self.takes_on_or_has(lexicon, end))?;
        (at + 1..end).all(is_place).then(|| Unit { tag: 0, first: at, last: end - 1, entry: None, form: Form::Plain })
    }

    /// Whether a verb begins that tells what somebody takes on: "will", "to send", "has agreed".
    fn takes_on_or_has(&self, lexicon: &Lexicon, at: usize) -> bool {
        let is = |at: usize, wanted: Sense| self.starting_at(at).any(|found| lexicon.sense(found.entry) == wanted);
        let agrees = |at: usize| is(at, Sense::Agree);
        is(at, Sense::Will)
            || is(at, Sense::Would)
            || is(at, Sense::To) && is(at + 1, Sense::Act)
            || is(at, Sense::Have) && agrees(at + 1)
            || agrees(at)
    }

    fn is_title(&self, lexicon: &Lexicon, text: &str, at: usize) -> bool {
        is_honorific(self.tokens[at].span.of(text))
            || self.starting_at(at).any(|found| lexicon.sense(found.entry) == Sense::Title)
    }

    /// The word with a capital behind a title, or behind several: "Prof. Dr. Hale".
    fn behind_titles(&self, lexicon: &Lexicon, text: &str, title: usize) -> Option<usize> {
        const MOST: usize = 3;
        let behind = |at: usize| {
            let next = at + 1 + usize::from(self.tokens.get(at + 1).is_some_and(|token| token.is('.')));
            self.tokens.get(next).filter(|token| token.is_word() && token.capital).map(|_| next)
        };
        let mut all = std::iter::successors(behind(title), |&at| behind(at)).take(MOST);
        all.find(|&at| !self.is_title(lexicon, text, at))
    }

    /// Whether what follows is an act that people take on: "Northwind will run the workshop".
    fn takes_on(&self, lexicon: &Lexicon, at: usize) -> bool {
        let is = |at: usize, wanted: Sense| self.starting_at(at).any(|found| lexicon.sense(found.entry) == wanted);
        (is(at, Sense::Will) || is(at, Sense::To)) && is(at + 1, Sense::Act)
    }

    /// Whether a day is somebody by name: "Sunday Bassey", or "Sunday is getting it" where the note knows a Sunday.
    pub(super) fn is_named_day(&self, lexicon: &Lexicon, people: &Directory, text: &str, when: &Unit) -> bool {
        when.first == when.last
            && self.longest_name(lexicon, people, text, when.first).is_some_and(|last| last > when.last)
            || when.first == when.last
                && people.resolve(self.tokens[when.first].span.of(text)).is_some()
                && self.acts_next(lexicon, text, when.first)
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

    /// Whether two capitals that are also a small word are somebody here whom the note introduces nowhere: "AT to confirm it",
    /// "BE → JM: raise it", where the rest is not in capitals.
    fn acts_by_initials(&self, lexicon: &Lexicon, text: &str, at: usize) -> bool {
        let is_short = |at: usize| {
            let word = self.tokens[at].span.of(text);
            word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_uppercase()) && !is_word_in_capitals(word)
        };
        let is_word = self.starting_at(at).any(|found| tag_of(lexicon.sense(found.entry), found.form).is_some());
        if !is_short(at) || !is_word || !(ends_clause(self.last_tag()) || self.last_tag() == Some(b'/')) {
            return false;
        }
        let Some(next) = self.tokens.get(at + 1) else { return false };
        let is_small = next.span.of(text).bytes().any(|byte| byte.is_ascii_lowercase());
        match next.kind {
            TokenKind::Mark(':' | '→') => true,
            TokenKind::Mark('/' | '+' | '&') => {
                self.tokens.get(at + 2).is_some_and(|other| other.is_word()) && is_short(at + 2)
            }
            _ => is_small && self.acts_next(lexicon, text, at),
        }
    }

    /// The last token of the longest run of words from `at` that the directory knows.
    fn longest_name(&self, lexicon: &Lexicon, people: &Directory, text: &str, at: usize) -> Option<usize> {
        let first = self.tokens[at].span.of(text);
        if !people.may_begin(first) {
            return people.by_initials(first).map(|_| at);
        }
        let mut end = at;
        let mut known = None;
        let goes_on = |end: usize| self.tokens[end].is_word() || self.tokens[end].is('&');
        while end < self.tokens.len() && end < at + 4 && (end == at || goes_on(end)) {
            // a name goes on with no word that none begins with; what is not set off belongs to the word before
            if end > at && self.tokens[end].spaced && !people.may_go_on(self.tokens[end].span.of(text)) {
                break;
            }
            if end > at && self.stands_for_is(lexicon, text, end) {
                break;
            }
            let words = Span::new(self.tokens[at].span.start, self.tokens[end].span.end).of(text);
            if self.tokens[end].is_word() && !words.contains('\n') && people.resolve(words).is_some() {
                known = Some(self.with_point(end));
            }
            end += 1;
        }
        known
    }

    /// Whether a "'s" is short for "is", since no noun follows: "Bo's on the drawings", "Bo's boxing them up", but "at Bo's on
    /// Friday", "Bo's pricing".
    fn stands_for_is(&self, lexicon: &Lexicon, text: &str, at: usize) -> bool {
        if !matches!(self.tokens[at].span.of(text), "'s" | "’s")
            || self.tokens.get(at + 1).is_none_or(|next| !next.is_word())
        {
            return false;
        }
        let is = |at: usize, senses: &[Sense]| {
            self.starting_at(at).any(|found| senses.contains(&lexicon.sense(found.entry)))
        };
        let goes_on =
            |at: usize| is(at, &[Sense::Determiner, Sense::Preposition]) || self.in_when(self.tokens[at].span);
        let doing = self.is_doing_next(text, at + 1);
        let noun = || is(at + 1, &[Sense::Thing, Sense::Event, Sense::Product, Sense::Word]);
        let object = || is(at + 2, &[Sense::Determiner, Sense::Him, Sense::It, Sense::Me, Sense::Us]);
        let lodging = matches!(self.last_tag(), Some(b'p' | b't' | b'i'));
        !lodging
            && if doing {
                object() || !noun() && at + 2 < self.tokens.len() && goes_on(at + 2)
            } else {
                goes_on(at + 1)
            }
    }

    /// The last token of a name with the point behind a letter that stands for a word: "dr M. sends it".
    fn with_point(&self, last: usize) -> usize {
        let is_letter = self.tokens[last].span.len() == 1 && self.tokens[last].capital;
        let point = self.tokens.get(last + 1).is_some_and(|next| next.is('.') && !next.spaced);
        last + usize::from(is_letter && point && last + 2 < self.tokens.len())
    }

    /// Further capitalised words that belong to a name.
    fn extend_name(&self, lexicon: &Lexicon, text: &str, mut last: usize) -> usize {
        while let Some(token) = self.tokens.get(last + 1) {
            let word = token.span.of(text);
            let initial = word.chars().count() == 1 && word != "I";
            let known = || {
                let mut matches = self.starting_at(last + 1);
                matches.any(|found| tag_of(lexicon.sense(found.entry), found.form).is_some())
            };
            let goes_on = token.is_word() && token.capital && !self.in_when(token.span);
            if goes_on && (initial || !known()) && !word.contains('\'') {
                last += 1;
                if initial && self.tokens.get(last + 1).is_some_and(|dot| dot.is('.') && !dot.spaced) {
                    last += 1;
                }
            } else {
                break;
            }
        }
        // "Mr. Hale senior"
        let behind = self.tokens.get(last + 1).is_some_and(|next| is_behind_names(next.span.of(text)));
        last + usize::from(behind)
    }

    /// Whether a known name that is also a word ("Will", "May", "Mark") is the word here.
    fn reads_as_word(&self, lexicon: &Lexicon, text: &str, at: usize, next: usize) -> bool {
        let token = self.tokens[at];
        let has_word_reading =
            self.matches_at(at, next).any(|found| tag_of(lexicon.sense(found.entry), found.form).is_some());
        if !has_word_reading {
            return false;
        }
        if !token.capital {
            // "will, pls check": no verb opens a sentence before a comma
            return at > 0 || !self.tokens.get(1).is_some_and(|next| next.is(','));
        }
        if !ends_clause(self.last_tag()) || self.acts_next(lexicon, text, at) {
            return false;
        }
        // "Will send it" and "May I ask" open with a modal; "Bill the client" with a verb and its object; "Bill liked it" with a name
        let sense = |found: &Match| lexicon.sense(found.entry);
        // "Ann, Will from our side": a modal stands before a verb or its subject
        let before_phrase =
            self.starting_at(at + 1).any(|found| matches!(sense(found), Sense::Preposition | Sense::By));
        let modal = !before_phrase
            && at + 1 < self.tokens.len()
            && self.matches_at(at, next).any(|found| matches!(sense(found), Sense::Will | Sense::Might));
        let object = self
            .starting_at(at + 1)
            .any(|found| matches!(sense(found), Sense::Determiner | Sense::Him | Sense::Me | Sense::Us | Sense::It));
        modal || object
    }

    /// Whether what follows the token shows that it acts: a modal, "to" and a verb, a possessive, a colon or dash, a verb form.
    fn acts_next(&self, lexicon: &Lexicon, text: &str, at: usize) -> bool {
        let mut next = at + 1;
        let unlisted = |at: usize| {
            let mut matches = self.starting_at(at);
            !matches.any(|found| tag_of(lexicon.sense(found.entry), found.form).is_some())
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
            TokenKind::Word | TokenKind::Clitic => self.starting_at(next).any(|found| {
                let sense = lexicon.sense(found.entry);
                match sense {
                    Sense::Will
                    | Sense::Would
                    | Sense::Might
                    | Sense::Could
                    | Sense::Should
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
                    | Sense::Please
                    | Sense::To => true,
                    Sense::And => token.span.of(text) != "or",
                    Sense::Act | Sense::EmptyAct => matches!(found.form, Form::Third | Form::Ing | Form::Past),
                    _ => false,
                }
            }),
        }
    }
}
