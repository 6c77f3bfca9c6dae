//! Commitments in sentences: who will do what, by when, how firmly.

mod marked;

use super::context::{Context, Topic};
use super::cues::pressing;
use super::reading::{Reading, Unit, ends_clause};
use super::terms::spans_weeks;
use super::trace::{Basis, Fate, Fates};
use super::who::{Cast, Who};
use super::{Because, Commitment, Resource, Status, Strength, resource, signs};
use crate::dates::When;
use crate::lexicon::pattern::{Gives, PatternMatch};
use crate::lexicon::{EntryId, Lexicon, Match, Sense, Trait};
use crate::note::Side;
use crate::span::Span;
use jiff::civil::Date;

/// Where a commitment begins in a sentence, and by which pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) pattern: Option<usize>,
    pub(super) gives: Gives,
    /// First unit.
    pub(super) start: usize,
    pub(super) actor: Option<(usize, usize)>,
    /// The unit of the act.
    pub(super) act: usize,
    /// How far it reaches at least: to the end of what the other side will get by it.
    pub(super) reach: usize,
}

/// All that is needed to read the commitments of one sentence.
pub(super) struct Scene<'s, 'n> {
    pub(super) lexicon: &'s Lexicon,
    pub(super) text: &'s str,
    pub(super) cast: &'s Cast<'n>,
    pub(super) context: &'s Context,
    pub(super) reading: &'s Reading,
    pub(super) span: Span,
    /// The note's date.
    pub(super) today: Option<Date>,
    /// Whether the block is ticked or struck.
    pub(super) done: bool,
    /// Whether it is one of the short first lines, which say what the note is.
    pub(super) is_header: bool,
    /// Whether the block is an item, so that all of it is one thought.
    pub(super) is_item: bool,
    /// Whether it is nested under an item that says something itself.
    pub(super) is_remark: bool,
    /// Whether it stands in a list most of whose items so far are promises.
    pub(super) is_among_promises: bool,
    /// Whether it stands in a list whose items open with who is to act: "Bob – drawings".
    pub(super) is_owned: bool,
    /// Whether a few words that ask whoever reads stand before it: "Questions? Ring Bob".
    pub(super) is_help: bool,
}

impl Scene<'_, '_> {
    pub(super) fn units(&self) -> &[Unit] {
        &self.reading.units
    }

    pub(super) fn in_actions(&self) -> bool {
        matches!(self.context.topic, Topic::Actions(_))
    }

    pub(super) fn is_question(&self) -> bool {
        signs::is_question(self.span.of(self.text))
    }

    /// The commitments that patterns find.
    pub(super) fn by_patterns(&self, found: &mut Vec<PatternMatch>, fates: &mut Fates, out: &mut Vec<Commitment>) {
        found.clear();
        let may_hold = |context| fates.are_told() || self.may_hold(context);
        self.lexicon.patterns().find(&self.reading.letters, may_hold, found);
        let mut heads = self.heads(found, fates);
        self.coordinate(&mut heads);
        self.take_conditions(&mut heads);
        let ends: Vec<usize> = (0..heads.len()).map(|at| self.end_of(&heads, at)).collect();
        let from = out.len();
        for (head, end) in heads.iter().zip(ends) {
            match (self.commitment(head, end), out[from..].last_mut()) {
                (Some(again), Some(last)) if self.resumes(head, last, &again) => {
                    self.take_up(head, last, again);
                    fates.fell(head.pattern, head.act, Fate::Resumed);
                }
                (Some(commitment), _) => out.push(commitment),
                (None, _) => fates.fell(head.pattern, head.act, Fate::Nobody),
            }
        }
        self.share_due(&mut out[from..]);
        self.drop_answered(out, from);
    }

    /// What the other side asks of us is promised in the same breath: "she asked for one so I said I'd send it".
    fn drop_answered(&self, out: &mut Vec<Commitment>, from: usize) {
        let is_asked = |fact: &Commitment| fact.side == Side::Us && fact.strength == Strength::Request;
        let between = |pair: &[Commitment]| &self.text[pair[0].span.start..pair[1].span.start.max(pair[0].span.start)];
        let answered = |pair: &[Commitment]| {
            let joined = || between(pair).contains(" so ") || between(pair).ends_with("which ");
            is_asked(&pair[0]) && pair[1].side == Side::Us && !is_asked(&pair[1]) && joined()
        };
        if let Some(at) = out[from..].windows(2).position(answered).map(|at| from + at) {
            // "asked for the accounts, which I'll mail to him": only both tell what
            let told_before = between(&out[at..at + 2]).ends_with("which ");
            let asked = out.remove(at);
            out[at].span.start = if told_before { asked.span.start } else { out[at].span.start };
        }
    }

    /// Whether what was asked of us is told to be handed over already: "asked for the figures - sent from the van".
    fn is_handed_over(&self, asked: usize) -> bool {
        let gives = |unit: &Unit| {
            let kind = unit.entry.and_then(|entry| self.lexicon.entry(entry).kind.as_deref());
            unit.tag == b'u' && kind == Some("information")
        };
        let mark = |unit: &Unit| matches!(unit.tag, b',' | b'-' | b';' | b'(' | b'&');
        let rest = &self.units()[asked..];
        let told = &rest[..rest.iter().position(|unit| unit.tag == b'.').unwrap_or(rest.len())];
        // "asked for a data sheet, which I gave him"
        let by_us =
            |three: &[Unit]| three[0].tag == b'q' && matches!(three[1].tag, b'I' | b'W') && three[2].tag == b'u';
        told.windows(3).any(by_us) || told.windows(2).any(|pair| mark(&pair[0]) && gives(&pair[1]))
    }

    /// A day that a comma sets off at the end of an item is the day of all that the item lists: "Bo drafts, I check, 3 May".
    pub(super) fn share_due(&self, found: &mut [Commitment]) {
        self.share_due_of_the_same(found);
        self.share_due_of_helpers(found);
        let Some((last, before)) = found.split_last_mut() else { return };
        let set_off = last.due_text.is_some_and(|due| {
            let at = self.units().partition_point(|unit| self.reading.span_of(unit).start < due.start);
            at.checked_sub(1).is_some_and(|mark| self.units()[mark].tag == b',')
        });
        for one in before.iter_mut().filter(|one| self.is_item && set_off && one.due_text.is_none()) {
            (one.due, one.due_text) = (last.due, last.due_text);
        }
    }

    /// What somebody does on the way to what they do by a day is due then too: "Bo will test it and send me the figures by
    /// Monday".
    fn share_due_of_the_same(&self, found: &mut [Commitment]) {
        for at in (1..found.len()).rev() {
            let (one, next) = (&found[at - 1], &found[at]);
            let between = &self.text[one.span.end.min(next.span.start)..next.span.start];
            let joined = matches!(between.trim_matches([' ', ',']), "and" | "then" | "and then" | "&" | "+");
            let same = one.owner == next.owner && one.side == next.side && one.strength == next.strength;
            // who has a subject or a "will" of its own begins anew
            let first = self.units().partition_point(|unit| self.reading.span_of(unit).start < next.span.start);
            let same = same && self.units().get(first).is_some_and(|unit| b"vsgt".contains(&unit.tag));
            let is_day = |due: Span| {
                let is_one = |when: &When| when.lead.is_deadline() || !spans_weeks(when);
                self.reading.whens.iter().any(|when| when.span == due && is_one(when))
            };
            if joined && same && one.due_text.is_none() && next.due.is_some() && next.due_text.is_some_and(is_day) {
                (found[at - 1].due, found[at - 1].due_text) = (next.due, next.due_text);
            }
        }
    }

    /// What somebody does along with what is told before is done on that day: "they test it on Friday, Bo bringing the kit".
    fn share_due_of_helpers(&self, found: &mut [Commitment]) {
        for at in 1..found.len() {
            let (one, next) = (&found[at - 1], &found[at]);
            let first = self.units().partition_point(|unit| self.reading.span_of(unit).start < next.span.start);
            let along =
                matches!(self.reading.letters.get(first.saturating_sub(1)..), Some([b',', b'N' | b'R', b'g', ..]));
            if along && first > 0 && next.due_text.is_none() && one.due.is_some() {
                (found[at].due, found[at].due_text) = (one.due, one.due_text);
            }
        }
    }

    pub(super) fn commitment(&self, head: &Head, end: usize) -> Option<Commitment> {
        let span = self.trim(self.reading.span(head.start, end.max(head.act + 1)));
        let who = self.handed(self.who(head, span)?);
        if head.gives == Gives::Request && who.side == Side::Us && self.is_handed_over(head.act) {
            return None;
        }
        if head.actor.is_some_and(|(actor, _)| self.is_rival(actor, head.act)) {
            return None;
        }
        let mut because: Because = Vec::new();
        if let Some(pattern) = head.pattern {
            because.push(self.lexicon.patterns().entries[pattern].id.clone());
        }
        if let Some(entry) = self.units()[head.act].entry {
            because.push(self.lexicon.entry(entry).id.clone());
        }
        let gives = match (head.gives, who.side, head.actor) {
            // a colleague is not asked but told, unless the other side asks
            (Gives::Request, Side::Us, Some(_))
                if self.units()[head.act].tag != b'A' && self.names(head) && !self.is_asked_by_them(head) =>
            {
                Gives::Firm
            }
            (Gives::Request, Side::Us, None) if self.tells_colleague(head) => Gives::Firm,
            (gives, _, _) => gives,
        };
        let fact = self.finish(span, self.joined(who, span, head.act), gives, Some(head.act), because);
        // "if they sign by Friday we'd waive it" is pressure and no act to come
        let offered = fact.side == Side::Us
            && fact.strength == Strength::Conditional
            && pressing(self.lexicon, self.reading, self.span).next().is_some();
        (!offered).then_some(fact)
    }

    /// Whether another seller acts: one by role, or a firm of which the note tells nothing and that does what sellers alone
    /// do.
    fn is_rival(&self, actor: usize, act: usize) -> bool {
        let kind = self.units()[actor].entry.and_then(|entry| self.lexicon.entry(entry).kind.as_deref());
        if self.units()[actor].tag == b'R' && kind == Some("rival") {
            return true;
        }
        let supplies = |entry| self.lexicon.entry(entry).is(Trait::Supplies);
        self.units()[actor].tag == b'M' && self.units()[act].entry.is_some_and(supplies)
    }

    /// Whether a plain "please", and no "could you", tells a colleague what to do, and nobody of the other side says it.
    fn tells_colleague(&self, head: &Head) -> bool {
        let before = self.reading.span(head.start, head.act.max(head.start + 1));
        let plain = |found: &Match| self.lexicon.entry(found.entry).kind.as_deref() == Some("plain");
        !self.cast.in_speech() && self.reading.cues(self.lexicon, Sense::Please, before).any(plain)
    }

    /// An item that says who acts as "we" or not at all may name them at its end: "we make the offer (Ann)".
    fn handed(&self, who: Who) -> Who {
        let named = || self.trailing_owner().filter(|trailing| trailing.side == who.side || who.side == Side::Unknown);
        match who.owner.is_empty().then(named).flatten() {
            Some(trailing) => trailing.on(Basis::Trailing),
            None => who,
        }
    }

    /// Somebody of whom nothing tells the side, and who sends or writes what only a seller does, is of ours: "Dana to send
    /// the quote".
    fn placed(&self, mut who: Who, span: Span, act: Option<usize>) -> Who {
        let Some(act) = act else { return who };
        let is_sellers = |entry: EntryId| self.lexicon.entry(entry).is(Trait::Sellers);
        let sellers = |found: &Match| is_sellers(found.entry);
        let unplaced = || !who.owner.is_empty() && who.owner.iter().all(|name| self.cast.is_unplaced(name));
        let onward = || self.units()[act..].windows(2).any(|pair| pair[0].tag == b't' && pair[1].tag == b'R');
        if who.side == Side::Them
            && self.units()[act].entry.is_some_and(is_sellers)
            && self.reading.cues(self.lexicon, Sense::Thing, span).any(sellers)
            && unplaced()
            && !onward()
        {
            who.side = Side::Us;
        }
        if who.side == Side::Unknown
            && who.owner.is_empty()
            && resource::is_payment(self.lexicon, self.reading, span, act)
        {
            who.side = self.cast.customer().side;
        }
        who
    }

    /// Whether one of the other side asks: "she asked whether Tom could come".
    fn is_asked_by_them(&self, head: &Head) -> bool {
        let Some((actor, _)) = head.actor else { return false };
        let Some(asked) = (1..actor).rev().find(|&at| self.units()[at].tag == b'Q') else { return false };
        let asker = &self.units()[asked - 1];
        let who = self.cast.of_units(self.lexicon, self.reading, self.text, std::slice::from_ref(asker));
        who.is_some_and(|who| who.side == Side::Them)
    }

    /// Whether the actor of a head is somebody by name.
    pub(super) fn names(&self, head: &Head) -> bool {
        head.actor.is_some_and(|(first, _)| self.units()[first].tag == b'N')
    }

    /// Fills in strength, due date, resource and status.
    pub(super) fn finish(
        &self,
        span: Span,
        who: Who,
        gives: Gives,
        act: Option<usize>,
        because: Because,
    ) -> Commitment {
        let who = self.placed(who, span, act);
        let due = self.due(span, gives, act);
        let put_off = || act.is_some_and(|act| who.side == Side::Them && self.is_put_off(act, span));
        let strength = match self.strength(span, gives, act) {
            Strength::Firm if put_off() => Strength::Empty,
            strength => strength,
        };
        let resource = match who.side {
            _ if strength == Strength::Empty => Vec::new(),
            Side::Them => self.resource(span, act),
            Side::Both => vec![Resource::Time],
            _ => Vec::new(),
        };
        Commitment {
            span,
            owner: who.owner,
            side: if self.cast.own_meeting { Side::Unknown } else { who.side },
            strength,
            due_text: due.map(|when| when.span),
            due: due.filter(|when| !self.hangs_with(when, strength)).and_then(|when| when.date),
            resource,
            status: if self.done { Status::Done } else { Status::Open },
            basis: who.basis,
            chance: None,
            because,
        }
    }

    fn resource(&self, span: Span, act: Option<usize>) -> Vec<Resource> {
        let is_theirs = |unit: &Unit| {
            let who = || self.cast.of_units(self.lexicon, self.reading, self.text, std::slice::from_ref(unit));
            matches!(unit.tag, b'N' | b'R') && who().is_some_and(|who| who.side == Side::Them)
        };
        resource::spent(self.lexicon, self.reading, span, act, is_theirs)
    }

    pub(super) fn who(&self, head: &Head, span: Span) -> Option<Who> {
        if head.gives == Gives::Event {
            return Some(self.attendees(span));
        }
        if let Some((first, end)) = head.actor {
            if let Some(sayer) = self.quoted(first) {
                return Some(sayer);
            }
            if self.is_given_to_us(first, head.act) {
                return Some(self.giver(head.act + 1).unwrap_or_else(|| self.cast.customer()).on(Basis::Giver));
            }
            if let Some(speaker) = self.given_by_speaker(first, head.act) {
                return Some(speaker.on(Basis::Giver));
            }
            if self.is_given_by_us(first, head.act) {
                return Some(self.giver(head.act + 1).unwrap_or_else(|| self.cast.author()).on(Basis::Giver));
            }
            let (first, end) = self.made_to_act(head.act).map_or((first, end), |one| (one, one + 1));
            return self.cast.of_units(self.lexicon, self.reading, self.text, &self.units()[first..end]);
        }
        if head.gives == Gives::Request {
            let asked = self.units()[head.act].tag == b'Q';
            let by_them = head.act > 0 && matches!(self.units()[head.act - 1].tag, b'T' | b'N' | b'R');
            let of_you = self.units().get(head.act + 1).is_some_and(|next| next.tag == b'Y');
            return Some(match (asked, by_them) {
                (true, _) if of_you => self.cast.you().on(Basis::Addressed),
                (true, true) => self.cast.we().on(Basis::Asked),
                (true, false) if self.asks_from(head.act) => self.cast.of_units(
                    self.lexicon,
                    self.reading,
                    self.text,
                    &self.units()[head.act + 2..head.act + 3],
                )?,
                (true, false) if self.cast.in_mail() => self.cast.you().on(Basis::Addressed),
                (true, false) => self.cast.asked(self.reading, &self.units()[head.act]).on(Basis::Asked),
                (false, _) => self.cast.you().on(Basis::Addressed),
            });
        }
        if head.gives == Gives::Receipt {
            return Some(self.given_by(head).on(Basis::Author));
        }
        // "the list is to be sent": nobody is named
        if self.units()[head.act].tag == b'm' {
            return Some(self.giver(head.act).unwrap_or_default());
        }
        let act = &self.units()[head.act];
        let said = || self.said_behind().filter(|_| act.tag != b'k');
        let subject = self.subject_before(head.start).or_else(said);
        // "sends the PO on Friday" is told of the other side, whoever is named last
        let told =
            || if matches!(act.tag, b's' | b'B') { self.cast.asked(self.reading, act) } else { self.unnamed(head.act) };
        Some(subject.map_or_else(told, |who| who.on(Basis::Subject)))
    }

    /// Whether a verb of asking says right behind it of whom something is asked: "requested from Ann the list".
    fn asks_from(&self, act: usize) -> bool {
        let from = |unit: &Unit| matches!(self.reading.span_of(unit).of(self.text), "from" | "of" | "off");
        let letters = &self.reading.letters;
        matches!(letters.get(act + 1..act + 3), Some([b'p', b'N' | b'R' | b'H'])) && from(&self.units()[act + 1])
    }

    /// Somebody by name whom the actor will make act: "I'll get Bob to send it".
    fn made_to_act(&self, act: usize) -> Option<usize> {
        let units = self.units();
        let one = act + 1;
        let to = units.get(one + 1).filter(|to| units[one].tag == b'N' && to.tag == b't')?;
        let words = Span::new(self.reading.span_of(&units[act]).start, self.reading.span_of(to).end);
        self.reading.cues(self.lexicon, Sense::Cause, words).next().map(|_| one)
    }

    /// Who acts in the clauses before, for a verb without a subject: "Tyrell picks the stores and will line up access".
    pub(super) fn subject_before(&self, start: usize) -> Option<Who> {
        let units = self.units();
        let opens = |at: &usize| {
            matches!(units[*at].tag, b'N' | b'R' | b'I' | b'W' | b'T' | b'Y')
                && ends_clause(at.checked_sub(1).map(|before| units[before].tag))
        };
        // "Kit ok with a trial, will clear the dock"
        let acts = |at: &usize| units.get(at + 1).is_some_and(|next| b"sbxumSAgCw".contains(&next.tag));
        // "Kit read it and will comment": what is joined has the same subject, whatever it did before
        let is_joined = start.checked_sub(1).is_some_and(|before| matches!(units[before].tag, b'&' | b'!'));
        let subject = (0..start).rev().find(|at| opens(at) && acts(at));
        let at = subject.or_else(|| (0..start).rev().find(opens).filter(|_| is_joined))?;
        // "she needs a sheet off us, will draft it": who is asked for something answers
        let of_us = units[at..start]
            .windows(2)
            .any(|pair| matches!(pair[0].tag, b'p' | b'a') && matches!(pair[1].tag, b'U' | b'J'));
        if of_us && units[at..start].iter().any(|unit| matches!(unit.tag, b'w' | b'Q' | b'k')) {
            return Some(self.cast.author());
        }
        self.cast.of_units(self.lexicon, self.reading, self.text, &units[at..at + 1])
    }

    /// Who acts where nobody is named: the label's or heading's owner, else told by the object.
    pub(super) fn unnamed(&self, act: usize) -> Who {
        let trailing = self.trailing_owner();
        if let Some(owner) = self.context.owner
            && !(trailing.is_some() && self.is_handed())
        {
            return self.cast.listed(owner.of(self.text)).on(Basis::Label);
        }
        if let Some(trailing) = trailing {
            return trailing.on(Basis::Trailing);
        }
        if let Some(giver) = self.giver(act) {
            return giver.on(Basis::Giver);
        }
        if let Some(owner) = self.marked_owner(act) {
            return owner.on(Basis::Leading);
        }
        let to_us = self.units()[act..].iter().take(6).any(|unit| matches!(unit.tag, b'J' | b'U'));
        match self.context.topic {
            Topic::Actions(Side::Us) => self.cast.author().on(Basis::Heading),
            Topic::Actions(Side::Them) => self.cast.customer().on(Basis::Heading),
            _ if to_us && !self.cast.in_speech() => self.cast.customer().on(Basis::Recipient),
            _ => self.cast.author().on(Basis::Author),
        }
    }

    /// Without the marks and the words at its end that only lead on to what follows: "send it and then".
    pub(super) fn trim(&self, span: Span) -> Span {
        let joiner = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '-' | '–' | '—' | '&' | '*' | '(' | '[');
        let bare = |end: usize| span.start + self.text[span.start..end].trim_end_matches(joiner).len();
        let mut end = bare(span.end);
        let words = self.reading.matches.iter().rev().map(|found| (found, self.reading.match_span(found)));
        for (found, words) in words.take_while(|(_, words)| words.start > span.start) {
            if words.end == end && matches!(self.lexicon.sense(found.entry), Sense::And | Sense::But) {
                end = bare(words.start);
            }
        }
        Span::new(span.start, end)
    }
}
