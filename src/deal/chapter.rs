//! What one note tells about its account: who promised what, and what it shows of earlier promises.

use crate::config::Config;
use crate::extract::{Commitment, Facts, LearningKind, Outcome, Status, Strength, VagueKind};
use crate::lexicon::words::{Token, TokenKind, fold, tokenize};
use crate::lexicon::{Entry, Form, Lexicon, Match, Scratch, Sense};
use crate::note::{Note, Side};
use crate::record::{CommitmentRecord, Person, Record, Region};
use crate::rules::Verdict;
use crate::span::{LineIndex, Span};
use crate::suppress::Suppression;
use jiff::civil::Date;
use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHasher;
use std::hash::Hasher;
use std::sync::Arc;

/// How many words a "not" reaches over.
const DENIED: usize = 4;

/// A word without its ending, as a number: equal words are equal, and different ones nearly always different.
pub(super) type Stem = u32;

/// One note of an account. It keeps what deals need and no more, so that many fit into memory.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Chapter {
    pub path: String,
    pub entry: Option<String>,
    pub date: Option<Date>,
    pub account: Option<String>,
    /// Whether the configuration says so, so that it is the account whatever others are called.
    pub is_mapped: bool,
    pub participants: Vec<Person>,
    pub verdict: Verdict,
    /// The commitments that have an act in them.
    pub promises: Vec<Promise>,
    pub learnings: Vec<LearningKind>,
    /// How often praise, interest or hope stands in it.
    pub optimism: usize,
    /// How often our side pushed.
    pub pressure: usize,
    /// The customer's people whom it calls a champion.
    pub champions: Vec<String>,
    /// What it shows of promises, in order.
    pub(super) shown: Vec<Shown>,
    /// The words of all that it shows, one sentence's behind the other's.
    pub(super) stems: Vec<Stem>,
    pub(super) text: Box<str>,
    /// What it asks to pass over.
    pub(super) suppressions: Vec<Suppression>,
    /// What holds for it.
    pub(super) config: Arc<Config>,
}

/// A commitment and the words that it is about.
#[derive(Debug, Clone)]
pub struct Promise {
    /// As it was found.
    pub record: CommitmentRecord,
    pub(super) topic: Vec<Stem>,
    /// The words of its owners' names.
    pub(super) owners: Vec<Stem>,
    /// Whether it is a price that we are to name.
    pub(super) is_offer: bool,
    /// Whether it is a step on the way to an order, which an order proves done.
    pub(super) is_paper: bool,
    /// Whether it is a meeting or other event that both attend.
    pub(super) is_event: bool,
    /// Whether something is to be asked or found out, so that any answer shows it done, a no too.
    pub(super) is_query: bool,
    pub(super) span: Span,
}

/// What a sentence can show of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    /// That there is such a thing.
    Named,
    /// That something is not so.
    Denied,
    /// That something was done.
    Done,
    /// That something will not be.
    Refused,
    /// That the customer bought.
    Order,
    /// That it is over.
    NoSale,
}

/// A sentence that can show what became of a promise.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    pub(super) shows: Shows,
    /// Whether it names a price of ours, or takes for granted that there is one.
    pub(super) has_price: bool,
    pub(super) region: Region,
    pub(super) span: Span,
    /// Where its words begin among those of the note, where those in a past form do, where the names do, and the end.
    words: [usize; 4],
}

impl Chapter {
    /// Reads what a note shows, beside the facts and the record that were made of it.
    pub fn read(lexicon: &Lexicon, note: &Note, facts: &Facts, record: Record, config: &Arc<Config>) -> Chapter {
        let mut reader = Reader::new(lexicon, note, facts);
        let told = Told::new(facts);
        let people = customers_people(note);
        let (mut shown, mut champions) = (Vec::new(), Vec::new());
        for part in note.sentences.iter().flat_map(|sentence| parts(&note.text, sentence.span)) {
            reader.read(part);
            champions.extend(reader.champions(&people));
            shown.extend(reader.shown(part, &told));
        }
        let mut promises = Vec::new();
        for (fact, record) in facts.commitments.iter().zip(record.commitments) {
            if record.strength != Strength::Empty {
                promises.push(reader.promise(fact.span, fact.due_text, record));
            }
        }
        let title = record.title.as_deref();
        let mapped = config.accounts.of(&record.path, title, record.account.as_deref()).map(str::to_owned);
        let optimistic = |kind| matches!(kind, VagueKind::Praise | VagueKind::Interest | VagueKind::Hope);
        Chapter {
            path: record.path,
            entry: record.entry,
            date: note.meta.date,
            is_mapped: mapped.is_some(),
            account: mapped.or(record.account),
            participants: record.participants,
            verdict: record.verdict,
            promises,
            learnings: record.learnings.iter().map(|learning| learning.kind).collect(),
            optimism: record.vague.iter().filter(|vague| optimistic(vague.kind)).count(),
            pressure: record.pressure.len(),
            champions,
            shown,
            stems: reader.stems,
            text: note.text.clone().into_boxed_str(),
            suppressions: note.suppressions.clone(),
            config: Arc::clone(config),
        }
    }

    /// Whether it was written behind a day.
    pub fn is_after(&self, day: Date) -> bool {
        self.date.is_some_and(|date| date > day)
    }

    /// What the customer said that they will do, alone or with us.
    pub fn steps(&self) -> impl Iterator<Item = &Promise> {
        let promised = |promise: &&Promise| promise.record.strength != Strength::Request;
        let theirs = |promise: &&Promise| matches!(promise.record.side, Side::Them | Side::Both);
        self.promises.iter().filter(promised).filter(theirs)
    }

    /// Those of them that are firm.
    pub fn firm_steps(&self) -> impl Iterator<Item = &Promise> {
        self.steps().filter(|promise| promise.record.strength == Strength::Firm)
    }

    /// The words that say what a sentence is about, sorted.
    pub(super) fn words(&self, shown: &Shown) -> &[Stem] {
        &self.stems[shown.words[0]..shown.words[1]]
    }

    /// Those of them that are a past form, sorted.
    pub(super) fn past_words(&self, shown: &Shown) -> &[Stem] {
        &self.stems[shown.words[1]..shown.words[2]]
    }

    /// The words of participants' names in a sentence, sorted.
    pub(super) fn names(&self, shown: &Shown) -> &[Stem] {
        &self.stems[shown.words[2]..shown.words[3]]
    }

    /// The words of a sentence.
    pub(super) fn text(&self, shown: &Shown) -> &str {
        shown.span.of(&self.text)
    }

    /// The words that say it is over, if any do.
    pub(super) fn no_sale(&self) -> Option<&Shown> {
        self.shown.iter().find(|shown| shown.shows == Shows::NoSale)
    }

    /// The promises that were still to be kept when the note was written.
    pub fn open_promises(&self) -> impl Iterator<Item = &Promise> {
        self.promises.iter().filter(|promise| promise.record.status == Status::Open)
    }
}

/// The parts of a sentence between its semicolons: what one denies, the next may show.
fn parts(text: &str, sentence: Span) -> impl Iterator<Item = Span> {
    let mut start = sentence.start;
    sentence.of(text).split_inclusive(';').map(move |part| {
        let span = Span::new(start, start + part.len());
        start = span.end;
        span.trimmed(text)
    })
}

/// The names of the customer's people.
fn customers_people(note: &Note) -> Vec<&str> {
    let people = note.meta.participants.iter().filter(|person| person.side == Side::Them && !person.is_organization);
    people.map(|person| person.name.as_str()).collect()
}

/// What the facts of a note already tell of what was done, in order of place.
struct Told(Vec<(Span, Shows)>);

impl Told {
    fn new(facts: &Facts) -> Told {
        let outcomes = facts.outcomes.iter().filter_map(|ending| match ending.outcome {
            Outcome::Order | Outcome::Bought => Some((ending.span, Shows::Order)),
            Outcome::NoSale => Some((ending.span, Shows::NoSale)),
            _ => None,
        });
        let done = facts.commitments.iter().filter(|fact| fact.status == Status::Done);
        let mut all: Vec<_> = outcomes.chain(done.map(|fact| (fact.span, Shows::Done))).collect();
        all.sort_by_key(|(span, _)| *span);
        Told(all)
    }

    /// What they tell of the first thing in a sentence.
    fn within(&self, sentence: Span) -> Option<Shows> {
        let from = self.0.partition_point(|(span, _)| span.start < sentence.start);
        self.0.get(from).filter(|(span, _)| sentence.contains(*span)).map(|&(_, shows)| shows)
    }
}

/// Reads sentences for what they show. Its buffers are used for all of a note.
struct Reader<'a> {
    lexicon: &'a Lexicon,
    text: &'a str,
    note: &'a Note,
    lines: LineIndex<'a>,
    stemmer: Stemmer,
    tokens: Vec<Token>,
    matches: Vec<Match>,
    /// Of each token, whether it is only grammar.
    grammar: Vec<bool>,
    /// The words of the participants' names: who is there says nothing of what a promise is about.
    names: Vec<Stem>,
    /// The words of all that was shown so far.
    stems: Vec<Stem>,
    /// Where something is promised that is still to be done, in order: it shows nothing done.
    open: Vec<Span>,
    scratch: Scratch,
    folded: String,
}

impl<'a> Reader<'a> {
    fn new(lexicon: &'a Lexicon, note: &'a Note, facts: &Facts) -> Self {
        // what nobody promises is rather a report: "Layout: received, two poles missing"
        let is_promise = |fact: &&Commitment| fact.status == Status::Open && !fact.owner.is_empty();
        let open = facts.commitments.iter().filter(is_promise).map(|fact| fact.span).collect();
        let mut reader = Reader {
            lexicon,
            note,
            text: &note.text,
            lines: LineIndex::new(&note.text),
            stemmer: Stemmer::create(Algorithm::English),
            tokens: Vec::new(),
            matches: Vec::new(),
            grammar: Vec::new(),
            names: Vec::new(),
            stems: Vec::new(),
            open,
            scratch: Scratch::default(),
            folded: String::new(),
        };
        let people = note.meta.participants.iter().filter(|person| !person.is_organization);
        let words = people.flat_map(|person| person.name.split_whitespace());
        reader.names = words.map(|word| reader.stem(word)).collect();
        reader.names.sort_unstable();
        reader
    }

    /// Leaves out of the read sentence what is itself a promise.
    fn leave_promises(&mut self, span: Span) {
        let from = self.open.partition_point(|open| open.end <= span.start);
        let inside: Vec<Span> = self.open[from..].iter().take_while(|open| open.start < span.end).copied().collect();
        if !inside.is_empty() {
            let free = |at: usize, tokens: &[Token]| !inside.iter().any(|open| open.contains(tokens[at].span));
            let tokens = &self.tokens;
            self.matches.retain(|found| free(found.first, tokens) && free(found.last, tokens));
            for at in 0..self.tokens.len() {
                self.grammar[at] |= !free(at, &self.tokens);
            }
        }
    }

    /// Leaves out words that are somebody's name: "Chase" chases nobody.
    fn leave_names(&mut self) {
        let matches = std::mem::take(&mut self.matches);
        self.matches = matches.into_iter().filter(|found| !self.is_name(found.first)).collect();
    }

    fn read(&mut self, span: Span) {
        self.tokens.clear();
        self.matches.clear();
        tokenize(self.text, span, &mut self.tokens);
        self.lexicon.find(self.text, &self.tokens, &mut self.scratch, &mut self.matches);
        self.grammar.clear();
        self.grammar.resize(self.tokens.len(), false);
        // a number tells: six stores, line 9
        let is_grammar = |sense: Sense| sense.is_grammar() && sense != Sense::Number;
        for found in self.matches.iter().filter(|found| is_grammar(self.lexicon.entry(found.entry).sense)) {
            self.grammar[found.first..=found.last].fill(true);
        }
    }

    /// What the read sentence shows, if anything.
    fn shown(&mut self, span: Span, told: &Told) -> Option<Shown> {
        self.leave_promises(span);
        self.leave_names();
        let shows = told.within(span).or_else(|| self.shows())?;
        let region = Region::of(self.note, &self.lines, span);
        let has = |kind: &str| self.matches.iter().any(|found| self.lexicon.entry(found.entry).is_fate(kind));
        let has_price = has("priced") || has("offer") && self.has_figure();
        Some(Shown { shows, has_price, region, span, words: self.keep_words() })
    }

    /// Adds the words of the read sentence to those of the note.
    fn keep_words(&mut self) -> [usize; 4] {
        let from = self.stems.len();
        let words = self.words(|_, _| true);
        let past = self.words(Self::is_past);
        self.stems.extend(words);
        let past_from = self.stems.len();
        self.stems.extend(past);
        let names_from = self.stems.len();
        let named = self.named();
        self.stems.extend(named);
        [from, past_from, names_from, self.stems.len()]
    }

    /// Whether the read sentence has a figure of three digits or more, as prices have.
    fn has_figure(&self) -> bool {
        let digits = |token: &Token| token.span.of(self.text).bytes().filter(u8::is_ascii_digit).count();
        self.tokens.iter().any(|token| digits(token) > 2)
    }

    /// What the words of the sentence show by themselves.
    fn shows(&self) -> Option<Shows> {
        if self.tokens.last().is_some_and(|token| token.is('?')) {
            return None;
        }
        let (mut done, mut undone, mut refused) = (false, false, false);
        let (mut conditional, mut timed, mut denied) = (false, false, None);
        for found in &self.matches {
            let entry = self.lexicon.entry(found.entry);
            match (entry.sense, entry.kind.as_deref()) {
                (Sense::Fate, Some("undone")) => undone = true,
                (Sense::Fate, Some("refused")) => refused = true,
                (Sense::If, None) => conditional = true,
                // "no power before the summer" is told; "when the log comes" is not
                (Sense::If, Some(_)) => timed = true,
                (Sense::Not, _) => denied = Some(found.last),
                _ => {
                    let says_done = match entry.sense {
                        Sense::Fate => entry.kind.as_deref() == Some("done"),
                        sense => sense == Sense::Act && found.form == Form::Past,
                    };
                    // "approved, subject to the audit" is done; "if it is approved" is not
                    done |= says_done && !conditional && denied.is_none_or(|not| found.first > not + DENIED);
                }
            }
        }
        match (refused, undone) {
            _ if conditional && !done => None,
            (true, _) => Some(Shows::Refused),
            (_, true) => None,
            _ if done => Some(Shows::Done),
            _ if denied.is_some() => Some(Shows::Denied),
            _ => (!timed).then_some(Shows::Named),
        }
    }

    /// The people whom the read sentence names, where it speaks of a champion.
    fn champions(&self, people: &[&str]) -> Vec<String> {
        if !self.matches.iter().any(|found| self.lexicon.entry(found.entry).is_fate("champion")) {
            return Vec::new();
        }
        let says = |word: &str| self.tokens.iter().any(|token| token.span.of(self.text) == word);
        people.iter().filter(|name| name.split(' ').any(says)).map(|name| (*name).to_owned()).collect()
    }

    /// A commitment with what it is about: its words but those that say who and when.
    fn promise(&mut self, span: Span, due: Option<Span>, record: CommitmentRecord) -> Promise {
        self.read(span);
        let mut topic = self.words(|reader, at| !due.is_some_and(|due| due.contains(reader.tokens[at].span)));
        let owners = record.owner.iter().flat_map(|owner| owner.split_whitespace());
        let mut owners: Vec<Stem> = owners.map(|word| self.stem(word)).collect();
        owners.sort_unstable();
        topic.retain(|word| owners.binary_search(word).is_err());
        let has = |is: fn(&Entry) -> bool| self.matches.iter().any(|found| is(self.lexicon.entry(found.entry)));
        let is_offer = record.side == Side::Us && has(|entry| entry.is_fate("offer"));
        let is_paper = has(|entry| entry.is_fate("paper") || entry.is_fate("offer"));
        let is_event = has(|entry| matches!(entry.sense, Sense::Event | Sense::Joint));
        let is_query = has(|entry| entry.is_fate("query"));
        Promise { record, topic, owners, is_offer, is_paper, is_event, is_query, span }
    }

    /// The words that say what the read sentence is about, sorted.
    fn words(&mut self, wanted: impl Fn(&Self, usize) -> bool) -> Vec<Stem> {
        let mut stems = Vec::new();
        for at in 0..self.tokens.len() {
            if self.tells(at) && wanted(self, at) {
                let stem = self.stem(self.tokens[at].span.of(self.text));
                if self.names.binary_search(&stem).is_err() {
                    stems.push(stem);
                }
            }
        }
        sorted(stems)
    }

    /// The words of participants' names in the read sentence.
    fn named(&mut self) -> Vec<Stem> {
        let mut stems = Vec::new();
        for at in 0..self.tokens.len() {
            if self.is_name(at) {
                stems.push(self.stem(self.tokens[at].span.of(self.text)));
            }
        }
        sorted(stems)
    }

    /// Whether a token is a word of a participant's name.
    fn is_name(&mut self, at: usize) -> bool {
        let word = self.tokens[at].span.of(self.text);
        word.starts_with(char::is_uppercase) && {
            let stem = self.stem(word);
            self.names.binary_search(&stem).is_ok()
        }
    }

    /// Whether a token is a verb in the past or its participle, and not one of what is still to be ("to be measured").
    fn is_past(&self, at: usize) -> bool {
        let word = self.tokens[at].span.of(self.text);
        let before = at.checked_sub(1).map(|before| self.tokens[before].span.of(self.text));
        let is_form = word.len() > 4 && word.ends_with("ed") || self.lexicon.base_of_irregular(word).is_some();
        is_form && !before.is_some_and(|before| before.eq_ignore_ascii_case("be"))
    }

    /// Whether a token is a word or number that says what something is about, and not only grammar.
    fn tells(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        !self.grammar[at] && (token.kind == TokenKind::Number || token.is_word() && token.span.len() > 1)
    }

    fn stem(&mut self, word: &str) -> Stem {
        fold(word, &mut self.folded);
        let base = self.lexicon.base_of_irregular(&self.folded).unwrap_or(&self.folded);
        let mut hasher = FxHasher::default();
        hasher.write(self.stemmer.stem(base).as_bytes());
        hasher.finish() as Stem
    }
}

fn sorted(mut stems: Vec<Stem>) -> Vec<Stem> {
    stems.sort_unstable();
    stems.dedup();
    stems
}
