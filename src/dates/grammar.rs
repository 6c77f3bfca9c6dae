//! Reads mentions of time from tokens.

use super::calendar::{Window, one_day};
use super::tokens::{Sort, Token};
use super::words::{Glue, Lead, Which, Word};
use super::{Before, Kind, Order, When};
use crate::span::Span;
use jiff::civil::Date;

/// Longest event clause, in tokens.
const LONGEST_CLAUSE: usize = 12;

/// What a rule has read: up to which token, and what it means.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    /// One past the last token.
    pub end: usize,
    pub kind: Kind,
    pub window: Option<Window>,
    /// A single day, not a span.
    pub is_day: bool,
}

impl Found {
    pub(super) fn day(end: usize, date: Option<Date>) -> Self {
        Self { end, kind: Kind::Day, window: date.map(one_day), is_day: true }
    }

    pub(super) fn span(end: usize, window: Option<Window>) -> Self {
        Self { end, kind: Kind::Day, window, is_day: false }
    }

    pub(super) fn of(kind: Kind, end: usize, window: Option<Window>) -> Self {
        Self { end, kind, window, is_day: false }
    }

    /// A day that is counted from another one.
    pub(super) fn pointing(end: usize, date: Option<Date>) -> Self {
        Self { kind: Kind::Anaphoric, ..Self::day(end, date) }
    }

    pub(super) fn to(self, end: usize) -> Self {
        Self { end, ..self }
    }
}

/// A reader of tokens. Its rules take the index of a token and look a bounded number of tokens ahead.
pub(super) struct Parser<'a> {
    tokens: &'a [Token],
    pub(super) reference: Option<Date>,
    /// The day mentioned last.
    pub(super) anchor: Option<Date>,
    pub(super) order: Order,
}

impl<'a> Parser<'a> {
    pub(super) fn new(tokens: &'a [Token], reference: Option<Date>) -> Self {
        Self { tokens, reference, anchor: None, order: Order::default() }
    }

    pub(super) fn after(self, before: Before) -> Self {
        Self { anchor: before.day, order: before.order, ..self }
    }

    pub(super) fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    pub(super) fn before(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at.checked_sub(1)?)
    }

    pub(super) fn word(&self, at: usize) -> Option<Word> {
        match self.token(at)?.sort {
            Sort::Word(word) => Some(word),
            _ => None,
        }
    }

    pub(super) fn number(&self, at: usize) -> Option<i32> {
        match self.token(at)?.sort {
            Sort::Number(value) => Some(value),
            _ => None,
        }
    }

    /// How many digits the number has.
    pub(super) fn digits(&self, at: usize) -> usize {
        self.token(at).filter(|_| self.number(at).is_some()).map_or(0, |token| token.end - token.start)
    }

    pub(super) fn mark(&self, at: usize) -> Option<char> {
        match self.token(at)?.sort {
            Sort::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    /// Whether the token follows the one before it without white space.
    pub(super) fn glued(&self, at: usize) -> bool {
        at > 0 && self.token(at).is_some_and(|token| !token.spaced)
    }

    pub(super) fn is(&self, at: usize, glue: Glue) -> bool {
        self.word(at) == Some(Word::Glue(glue))
    }

    pub(super) fn skip(&self, at: usize, glue: Glue) -> usize {
        at + usize::from(self.is(at, glue))
    }

    pub(super) fn skip_mark(&self, at: usize, mark: char) -> usize {
        at + usize::from(self.mark(at) == Some(mark))
    }

    /// Whether an ordinary word in small letters follows: it makes an attribute of what stands before it.
    pub(super) fn noun_follows(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| {
            let glued_hyphen = token.sort == Sort::Mark('-')
                && !token.spaced
                && !self.tokens.get(at + 1).is_none_or(|next| next.spaced);
            glued_hyphen || !token.capital && matches!(token.sort, Sort::Plain | Sort::Word(Word::Event))
        })
    }

    /// All mentions, in order. Returns the day mentioned last.
    pub(super) fn mentions(mut self, out: &mut Vec<When>) -> Option<Date> {
        let first = out.len();
        let mut at = 0;
        while at < self.tokens.len() {
            if !self.may_begin(at) {
                at += 1;
                continue;
            }
            let (lead, after) = self.leads(at);
            if let Some(found) = self.core(after, lead) {
                self.cut_event(at, first, out);
                let when = self.when(at, lead, found);
                self.anchor = when.date.or(self.anchor);
                out.push(when);
                at = found.end.max(at + 1);
            } else {
                let event = self.event(at, after, lead);
                if let Some((end, _)) = event {
                    self.cut_event(at, first, out);
                    out.push(self.when(at, lead, Found::of(Kind::Event, end, None)));
                }
                at = event.map_or(after, |(_, resume)| resume).max(at + 1);
            }
        }
        self.anchor
    }

    fn may_begin(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| match token.sort {
            Sort::Word(word) => word.begins(),
            Sort::Number(_) => true,
            Sort::Plain | Sort::Mark(_) => false,
        })
    }

    fn when(&self, at: usize, lead: Lead, found: Found) -> When {
        let mut kind = found.kind;
        if kind == Kind::Day && lead == Lead::Since {
            kind = Kind::Past;
        }
        // From then on: the last day of a span is not meant.
        if kind == Kind::Day && !found.is_day && matches!(lead, Lead::From | Lead::After) {
            kind = Kind::Vague;
        }
        let date = found.window.filter(|_| matches!(kind, Kind::Day | Kind::Anaphoric)).map(|(_, last)| last);
        let span = Span::new(self.tokens[at].start, self.tokens[found.end - 1].end);
        When { span, date, window: found.window, kind, lead }
    }

    /// An event clause ends where the next mention begins.
    fn cut_event(&self, at: usize, first: usize, out: &mut [When]) {
        if let Some(last) = out[first..].last_mut()
            && last.span.end > self.tokens[at].start
        {
            last.span.end = self.tokens[at - 1].end;
        }
    }

    /// The words that lead a mention: at most three ("due on or before", "deadline: by").
    fn leads(&self, at: usize) -> (Lead, usize) {
        let (mut lead, mut after) = (Lead::Bare, at);
        for _ in 0..3 {
            let Some(Word::Lead(next)) = self.word(after) else { break };
            // "send it over by Mon", "come in by May": the first word is not part of it.
            if matches!(lead, Lead::In | Lead::At | Lead::For | Lead::During | Lead::After | Lead::Once | Lead::When) {
                break;
            }
            if lead == Lead::Bare || next.is_deadline() {
                lead = next;
            }
            after += 1;
            if lead == Lead::Due {
                after = self.skip_mark(after, ':');
            }
        }
        (lead, after)
    }

    /// A mention without the words that lead it.
    fn core(&self, at: usize, lead: Lead) -> Option<Found> {
        if !self.may_begin(at) || self.is(at, Glue::The) && !self.may_begin(at + 1) {
            return None;
        }
        self.recurring(at)
            .or_else(|| self.nth_of(at))
            .or_else(|| self.days(at, lead))
            .or_else(|| self.clock_then_day(at))
            .or_else(|| self.counted(at, lead))
            .or_else(|| self.period(at, lead))
            .or_else(|| self.clock_alone(at, lead))
            .or_else(|| self.vague(at))
    }

    /// A day with its hour, or several days joined: the last one is meant.
    fn days(&self, at: usize, lead: Lead) -> Option<Found> {
        let mut found = self.day(at, lead)?;
        if let Some(next) = self.joined(found.end).or_else(|| self.is(found.end, Glue::Or).then_some(found.end + 1))
            && let Some(last) = self.day(next, Lead::On)
            && last.kind == Kind::Day
        {
            let first = found.window.map(|(first, _)| first);
            let window = last.window.map(|(begin, end)| (first.filter(|&day| day <= end).unwrap_or(begin), end));
            found = Found { window, ..last };
        }
        Some(found.to(self.hours(found.end)))
    }

    /// Past a dash or "to" that joins two days.
    pub(super) fn joined(&self, at: usize) -> Option<usize> {
        let joins = matches!(self.mark(at), Some('-' | '–' | '—'))
            || self.is(at, Glue::To)
            || self.word(at) == Some(Word::Lead(Lead::During));
        joins.then_some(at + 1)
    }

    fn vague(&self, at: usize) -> Option<Found> {
        (self.word(at)? == Word::Vague).then(|| Found::of(Kind::Vague, at + 1, None))
    }

    /// The end of an event, and where to read on: within a clause ("once legal signs"), past a thing that
    /// happens ("at the board meeting").
    fn event(&self, at: usize, after: usize, lead: Lead) -> Option<(usize, usize)> {
        if lead.opens_event() {
            // "before the next meeting" is one event
            Some((self.clause(after)?, self.happening(at, after).unwrap_or(after)))
        } else {
            self.happening(at, after).map(|end| (end, end))
        }
    }

    /// The end of the clause: its closing mark, "and", or a length that no clause needs.
    pub(super) fn clause(&self, after: usize) -> Option<usize> {
        let ends = |&at: &usize| match self.token(at).map(|token| token.sort) {
            // "re-open", not "on site - Bob will"
            Some(Sort::Mark('-')) => !self.glued(at) && !self.glued(at + 1),
            Some(Sort::Mark('\'' | '/' | '&')) => false,
            Some(Sort::Mark('.')) => !self.glued(at + 1),
            Some(Sort::Mark(_)) | None => true,
            Some(Sort::Word(word)) => word == Word::Glue(Glue::And),
            _ => false,
        };
        let end = (after..after + LONGEST_CLAUSE).find(ends).unwrap_or(after + LONGEST_CLAUSE);
        // "once I've got those I'll size it": what somebody will do is no longer the event
        let will = (after + 2..end).find(|&at| self.is(at, Glue::Will));
        let end = will.map_or(end, |will| will - 1 - usize::from(self.mark(will - 1) == Some('\'')));
        (end > after).then_some(end)
    }

    fn happening(&self, at: usize, after: usize) -> Option<usize> {
        let start = self.skip(after, Glue::The);
        let noun = (start..start + 4).find(|&at| self.word(at) == Some(Word::Event))?;
        let which = matches!(self.word(start), Some(Word::Which(which)) if which != Which::Last);
        let between =
            (start + usize::from(which)..noun).all(|at| self.token(at).is_some_and(|token| token.sort == Sort::Plain));
        let mut end = noun + 1;
        while end < noun + 3 && self.word(end) == Some(Word::Event) {
            end += 1;
        }
        (between && (which || after > at)).then_some(end)
    }
}
