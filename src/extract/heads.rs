//! Where commitments begin in a sentence: which matches of patterns stand, and how far each reaches.

use super::commitments::{Head, Scene};
use super::reading::{Unit, ends_clause, is_actor};
use super::trace::{Fate, Fates};
use crate::dates::When;
use crate::lexicon::pattern::{Gives, PatternMatch};
use crate::lexicon::{Form, Match, Sense};
use crate::span::Span;

impl Scene<'_, '_> {
    /// The matches that stand, one an act, in order of place.
    pub(super) fn heads(&self, found: &[PatternMatch], fates: &mut Fates) -> Vec<Head> {
        let patterns = &self.lexicon.patterns().entries;
        let nothing: Vec<(usize, usize, usize)> = found
            .iter()
            .filter(|hit| patterns[hit.pattern].gives == Gives::Nothing)
            .map(|hit| (hit.start, hit.end, hit.pattern))
            .collect();
        let mut heads: Vec<Head> = Vec::new();
        let mut spare: Vec<Head> = Vec::new();
        let question = self.is_question();
        let may_propose = question && self.cast.in_speech() && self.reading.letters.contains(&b'@');
        let last_semicolon = self.units().iter().rposition(|unit| unit.tag == b';');
        for hit in found {
            let pattern = &patterns[hit.pattern];
            let act = hit.act.map_or(hit.end - 1, |(act, _)| act);
            let quoted = hit.actor.is_some_and(|(actor, _)| self.in_quotes(actor) && self.sayer(actor).is_none());
            let denied = nothing.iter().find(|&&(start, end, by)| start <= act && act < end && by < hit.pattern);
            // a line that asks for something is no title, whatever its day
            let bare = hit.actor.is_none() && pattern.gives != Gives::Request;
            // "Demo booked for Friday" and "moved to Friday" tell more than a title
            let booked = self.units()[hit.start..hit.end].iter().any(|unit| matches!(unit.tag, b'K' | b'A' | b'o'));
            let titled = pattern.gives == Gives::Event && !booked || bare && self.is_dated_as_note();
            let title = self.is_header && titled;
            let lets = hit.actor.is_some_and(|(first, _)| self.units()[first].tag == b'L');
            // "Shall we say the 16th?" is what the next turn may agree to
            let proposed = may_propose && (pattern.gives == Gives::Event || lets);
            // in "I come on Tuesday; could you bring it?" only the last clause asks
            let asks = question && last_semicolon.is_none_or(|semicolon| semicolon < act);
            let asked = asks && pattern.gives != Gives::Request && !self.in_actions() && !proposed;
            let fate = match denied {
                _ if pattern.gives == Gives::Nothing => Fate::Denies,
                Some(&(_, _, by)) => Fate::Denied { by },
                None if quoted => Fate::Quoted,
                None if title => Fate::Title,
                None if asked => Fate::Question,
                None if pattern.gives == Gives::Event && self.is_since(hit.start) => Fate::Title,
                None if pattern.gives == Gives::Event && self.falls_due(hit) => Fate::Told,
                None if self.is_told(hit) || self.is_counted_thing(hit, act) => Fate::Told,
                None if self.is_idea(hit) => Fate::Question,
                None if self.is_believed(hit) || self.is_hoped(hit, act) => Fate::Believed,
                None if self.is_own_offer(hit) => Fate::Offered,
                None if self.is_taken_back_behind(act) => Fate::TakenBack,
                None => match heads.iter().find(|head| head.act == act) {
                    Some(Head { pattern: Some(by), .. }) => Fate::Taken { by: *by },
                    _ => Fate::Stands,
                },
            };
            fates.matched(hit, act, fate);
            if !matches!(fate, Fate::Stands | Fate::Taken { .. }) {
                continue;
            }
            let actor = hit.actor.map(|actor| self.with_companion(self.without_object(actor)));
            let aside = actor.filter(|&actor| self.is_aside(actor));
            let actor = actor.filter(|_| aside.is_none());
            let first = aside.map_or(hit.start, |(_, end)| end + 1);
            let start = actor.map_or_else(|| self.skip_marks(first), |(actor, _)| actor.min(self.skip_marks(first)));
            let passive = hit.actor.is_some_and(|(actor, _)| actor > act);
            let start = if passive { self.clause_start(start) } else { start };
            let gives = if proposed { Gives::Event } else { pattern.gives };
            let head = Head { pattern: Some(hit.pattern), gives, start, actor, act, reach: 0 };
            // a pattern that does not hold here leaves its act to the next
            if fate != Fate::Stands {
                spare.push(head);
            } else if self.context_holds(&head, self.end_of(std::slice::from_ref(&head), 0)) {
                heads.push(head);
            } else {
                fates.fell(head.pattern, head.act, Fate::OutOfPlace);
            }
        }
        heads.sort_by_key(|head| (head.start, head.act));
        heads = self.without_receipts(heads, fates);
        // of two that share their words, the first pattern in order of trust stands
        let mut kept: Vec<Head> = Vec::new();
        for head in heads {
            match kept.last_mut() {
                Some(last) if head.start <= last.act => {
                    let weaker = if head.pattern < last.pattern { std::mem::replace(last, head) } else { head };
                    fates.fell(weaker.pattern, weaker.act, Fate::overlapped(last.pattern));
                }
                _ => kept.push(head),
            }
        }
        let ends: Vec<usize> = (0..kept.len()).map(|at| self.end_of(&kept, at)).collect();
        kept.into_iter().zip(ends).filter_map(|(head, end)| self.in_place(head, end, &mut spare, fates)).collect()
    }

    /// A head if it holds up to its end, now that it is known where the next begins, or else the next one of its act that does.
    fn in_place(&self, head: Head, end: usize, spare: &mut Vec<Head>, fates: &mut Fates) -> Option<Head> {
        if self.context_holds(&head, end) {
            return Some(head);
        }
        fates.fell(head.pattern, head.act, Fate::OutOfPlace);
        let next = spare.iter().position(|other| other.act == head.act && self.context_holds(other, end))?;
        let next = spare.swap_remove(next);
        fates.stood(next.pattern, next.act);
        Some(next)
    }

    /// Whether a sentence tells the note's own day in figures: "Visit log, 11.07.2026".
    fn is_dated_as_note(&self) -> bool {
        let in_figures = |when: &When| when.span.of(self.text).bytes().any(|byte| byte.is_ascii_digit());
        self.today.is_some() && self.reading.whens.iter().any(|when| when.date == self.today && in_figures(when))
    }

    /// Whether a question alone is an item of an action list, with nobody who acts: "Get to Bob?"
    fn is_idea(&self, hit: &PatternMatch) -> bool {
        let asks = self.lexicon.patterns().entries[hit.pattern].gives == Gives::Request;
        self.is_item && self.in_actions() && self.is_question() && hit.actor.is_none() && !asks
    }

    /// Whether what seems to act is counted: "6 Acme invoices".
    fn is_counted_thing(&self, hit: &PatternMatch, act: usize) -> bool {
        let counted = |(actor, _): (usize, usize)| actor > 0 && self.units()[actor - 1].tag == b'#';
        self.units()[act].tag == b's' && hit.actor.is_some_and(counted)
    }

    /// Whether a name before "to" is whom another act is done to, not who acts: "Ana will ask Bob to send it".
    pub(super) fn is_told(&self, hit: &PatternMatch) -> bool {
        let Some((actor, end)) = hit.actor else { return false };
        let before = actor.checked_sub(1).map(|before| self.units()[before].tag);
        let named = self.units()[actor].tag == b'N' && self.units().get(end).is_some_and(|unit| unit.tag == b't');
        let taken = || {
            let word = self.reading.span_of(&self.units()[actor - 1]).of(self.text);
            !["for", "on", "of"].iter().any(|gives| word.eq_ignore_ascii_case(gives))
        };
        named && (matches!(before, Some(b'v' | b'j' | b's' | b'u' | b'g' | b'w')) || before == Some(b'p') && taken())
    }

    /// Whether an event is one from which something is counted: "silence since the visit of 24 July".
    fn is_since(&self, start: usize) -> bool {
        let word = self.reading.span_of(&self.units()[start]).of(self.text);
        word.eq_ignore_ascii_case("since")
    }

    /// Whether "we" act only in what somebody hopes or thinks: "I think we get this one in May".
    fn is_believed(&self, hit: &PatternMatch) -> bool {
        let Some((actor, _)) = hit.actor.filter(|&(actor, _)| self.units()[actor].tag == b'W') else { return false };
        let mut before = self.units()[..actor].iter().rev().skip_while(|unit| unit.tag == b'q');
        let mind =
            |unit: &Unit| unit.entry.is_some_and(|entry| self.lexicon.entry(entry).kind.as_deref() == Some("mind"));
        before.next().is_some_and(|unit| unit.tag == b'S' && mind(unit))
    }

    /// Whether an act of ours is only what somebody hopes: "we'll get it", "commit for Q2".
    fn is_hoped(&self, hit: &PatternMatch, act: usize) -> bool {
        if hit.actor.is_some_and(|(actor, _)| self.units()[actor].tag != b'W') {
            return false;
        }
        let act = &self.units()[act];
        let mut cues = self.reading.cues(self.lexicon, Sense::Vague, self.span);
        cues.any(|found| {
            let hope = self.lexicon.entry(found.entry).kind.as_deref() == Some("hope");
            hope && found.first <= act.first && act.last <= found.last
        })
    }

    /// Whether we tell of an offer of ours: "I offered her a trial".
    fn is_own_offer(&self, hit: &PatternMatch) -> bool {
        let ours = hit.actor.is_none_or(|(actor, _)| matches!(self.units()[actor].tag, b'I' | b'W'));
        let offer = |unit: &Unit| {
            let kind = unit.entry.and_then(|entry| self.lexicon.entry(entry).kind.as_deref());
            unit.tag == b'A' && unit.form == Form::Past && kind == Some("offer")
        };
        ours && !self.cast.in_mail() && self.units()[hit.start..hit.end].iter().any(offer) && !self.is_taken_up(hit.end)
    }

    /// Whether an offer is taken up behind it: "and she took me up on it".
    fn is_taken_up(&self, from: usize) -> bool {
        let behind = Span::new(self.reading.span_of(&self.units()[from - 1]).end, self.span.end);
        let taken = |found: &Match| self.lexicon.entry(found.entry).kind.as_deref() == Some("taken");
        self.reading.cues(self.lexicon, Sense::Yes, behind).any(taken)
    }

    /// Whether what is said behind an act takes it back: "I should send it, actually no, scratch that".
    fn is_taken_back_behind(&self, act: usize) -> bool {
        let behind = Span::new(self.reading.span_of(&self.units()[act]).end, self.span.end);
        let dropped = |found: &Match| self.lexicon.entry(found.entry).kind.as_deref() == Some("dropped");
        // "scratch that, Friday" and "scratch that, she said she'd try" put something in its place
        let in_place = |end: usize| {
            let behind = self.units().iter().filter(|unit| self.reading.span_of(unit).start >= end);
            behind.into_iter().any(|unit| matches!(unit.tag, b'@' | b'm' | b'd' | b'h' | b'e' | b'c' | b't'))
        };
        let is_last = |start: usize| {
            let between = self.reading.units_in(Span::new(behind.start, start));
            !between.iter().any(|unit| matches!(unit.tag, b'v' | b'j'))
        };
        let mut cues = self.reading.cues(self.lexicon, Sense::Correction, behind);
        cues.any(|found| {
            let words = self.reading.match_span(found);
            dropped(found) && is_last(words.start) && !in_place(words.end)
        })
    }

    /// What the other side will get says when the promise before it is kept, unless it hangs on a condition of its own.
    fn without_receipts(&self, heads: Vec<Head>, fates: &mut Fates) -> Vec<Head> {
        let mut kept: Vec<Head> = Vec::with_capacity(heads.len());
        for head in heads {
            let promised = kept.last().is_some_and(|last| {
                matches!(last.gives, Gives::Firm | Gives::Tentative)
                    && !self.letters_in(last.act, head.start).contains(&b'f')
            });
            let tells_when =
                head.gives == Gives::Receipt && !self.gets_another_thing(&head) || self.is_had(&head, kept.last());
            if promised && tells_when {
                let reach = self.end_of(std::slice::from_ref(&head), 0);
                kept.last_mut().into_iter().for_each(|last| last.reach = reach);
                fates.fell(head.pattern, head.act, Fate::Receipt);
            } else {
                kept.push(head);
            }
        }
        kept
    }

    /// Whether somebody will only have what was promised before: "Bob pulls the logs, he'll have those by Friday". To get it
    /// to somebody else is an act of its own, but of whoever promised it: "I owe her two names, I'll get those over".
    fn is_had(&self, head: &Head, before: Option<&Head>) -> bool {
        let units = self.units();
        let tag = |at: usize| units.get(at).map(|unit| unit.tag);
        // "this report" has a name
        let is_pronoun = matches!(tag(head.act + 1), Some(b'z' | b'H'))
            && matches!(tag(head.act + 2), None | Some(b'@' | b'p' | b't' | b',' | b'.' | b'g' | b'u' | b'a'));
        let actor = |head: &Head| head.actor.map(|(first, _)| units[first].tag);
        let has = || self.reading.span_of(&units[head.act]).of(self.text).eq_ignore_ascii_case("have");
        let is_same = || before.and_then(actor) == Some(b'I') && actor(head) == Some(b'I');
        head.actor.is_some() && is_pronoun && self.receives(head.act) && (has() || is_same())
    }

    /// Whether what the other side will get has a name and a day of its own: "I'll do the survey and you'll have my price
    /// by Friday".
    fn gets_another_thing(&self, head: &Head) -> bool {
        let behind = &self.reading.letters[head.act + 1..];
        matches!(behind.first(), Some(b'D' | b'O' | b'#')) && behind.iter().take(8).any(|&letter| letter == b'@')
    }

    fn letters_in(&self, first: usize, end: usize) -> &[u8] {
        self.reading.letters.get(first..end).unwrap_or_default()
    }

    /// The first unit of the clause of a unit.
    pub(super) fn clause_start(&self, at: usize) -> usize {
        (0..at)
            .rev()
            .find(|&before| matches!(self.units()[before].tag, b',' | b';' | b':' | b'.' | b'!'))
            .map_or(0, |mark| mark + 1)
    }

    pub(super) fn skip_marks(&self, mut at: usize) -> usize {
        while at + 1 < self.units().len() && self.units()[at].tag != b'f' && ends_clause(Some(self.units()[at].tag)) {
            at += 1;
        }
        at
    }

    /// Adds the further acts of a head: "will send X and check Y".
    pub(super) fn coordinate(&self, heads: &mut Vec<Head>) {
        let mut more = Vec::new();
        for head in heads.iter_mut().filter(|head| self.is_attempt(head.act)) {
            if let Some([b'&', b'v']) = self.reading.letters.get(head.act + 1..head.act + 3) {
                (head.act, head.gives) = (head.act + 2, Gives::Tentative);
            } else if head.gives == Gives::Firm {
                head.gives = Gives::Tentative;
            }
        }
        for (at, head) in heads.iter().enumerate() {
            if head.gives == Gives::Event {
                continue;
            }
            // any verb behind a modal goes on with acts in base form
            let form = match self.units()[head.act].tag {
                b'j' => b'v',
                tag => tag,
            };
            let end = heads.get(at + 1).map_or(self.units().len(), |next| next.start);
            for unit in head.act + 1..end.saturating_sub(1) {
                // "sends it, asks the bank and calls her": a comma joins acts with objects where an "and" closes the list
                let (joins, listed) = (self.units()[unit].tag == b'&', self.units()[unit].tag == b',');
                // "undertook to count it and to send me the sheet"
                let again = joins && form == b'v' && self.letters_in(head.act.saturating_sub(1), head.act) == b"t";
                let at = unit + 1 + usize::from(again && self.units()[unit + 1].tag == b't' && unit + 2 < end);
                let next = &self.units()[at];
                if matches!(self.units()[unit].tag, b';' | b'.' | b'!' | b'q' | b'f') {
                    break;
                }
                let after = self.units().get(at + 1).map_or(b'.', |after| after.tag);
                // minutes part each act from the next, also one without an object: "draft it and report back in March"
                let bare =
                    !self.cast.us_known && unit > head.act + 1 && form == b'v' && !matches!(after, b'&' | b',' | b'q');
                let to_us = || after == b't' && matches!(self.units().get(at + 2), Some(Unit { tag: b'J' | b'U', .. }));
                let object = match listed {
                    // "tests the labels, gives us the log"
                    true if matches!(after, b'J' | b'U') => form == b's' || self.is_closed(unit + 2, end, form),
                    true if self.goes_on(form, unit + 1, end) => true,
                    true => matches!(after, b'D' | b'N' | b'H') && self.is_closed(unit + 2, end, form),
                    false => {
                        bare || to_us()
                            || !matches!(after, b'p' | b'i' | b'@' | b't' | b'&' | b',' | b'.' | b'q' | b'z')
                    }
                };
                let same = joins && self.is_of_the_same(at);
                if (joins || listed)
                    && !same
                    && object
                    && (next.tag == form || self.goes_on(form, at, end))
                    && matches!(form, b'v' | b'g' | b's')
                    && next.entry.is_some()
                {
                    more.push(Head { start: unit + 1, act: at, ..head.clone() });
                }
            }
        }
        heads.extend(more);
        heads.sort_by_key(|head| head.start);
        // a head without an actor of its own behind another has that one's
        for at in 1..heads.len() {
            // what is wanted "from us" is told of no subject
            let before = heads[at - 1].actor.filter(|&(first, _)| !matches!(self.units()[first].tag, b'U' | b'J'));
            if heads[at].actor.is_none() && !matches!(heads[at].gives, Gives::Request | Gives::Event) {
                heads[at].actor = before;
            }
        }
    }

    /// Whether what somebody does goes on with what they do on a day: "she's putting us in the system, sends the list on Friday".
    fn goes_on(&self, form: u8, act: usize, end: usize) -> bool {
        let units = self.units();
        form == b'g' && units[act].tag == b's' && units[act + 1..end].iter().any(|unit| unit.tag == b'@')
    }

    /// Whether an act is done to what stands before it, and is one deliverable with it: "mark it up and get it to you by
    /// Monday", "pull ten and send them over".
    pub(super) fn is_of_the_same(&self, act: usize) -> bool {
        let units = self.units();
        let last = (act + 1).min(units.len() - 1);
        let words = Span::new(self.reading.span_of(&units[act]).start, self.reading.span_of(&units[last]).end);
        let many = |found: &Match| self.lexicon.entry(found.entry).kind.as_deref() == Some("many");
        // "get it to Bob" is one unit
        let has_it = || words.of(self.text).split_whitespace().any(|word| word.eq_ignore_ascii_case("it"));
        units[last].tag == b'z'
            || has_it()
            || self.cast.us_known && self.reading.cues(self.lexicon, Sense::Him, words).any(many)
    }

    /// Whether another clause begins here in a sentence that runs on: ", he wants …", "and they said …".
    fn runs_on(&self, at: usize) -> bool {
        const LONG: usize = 40;
        let letters = &self.reading.letters;
        letters.len() > LONG
            && matches!(letters[at], b',' | b'&')
            && letters.get(at + 1).is_some_and(|&next| is_actor(next) && next != b'G')
            && letters.get(at + 2).is_some_and(|next| b"bmdheVcyxkwSAQusnB".contains(next))
    }

    /// Gives a condition that opens the clause of a later head to that head: "I'll ask, and if they agree you'll hear it".
    pub(super) fn take_conditions(&self, heads: &mut [Head]) {
        let opens = |at: usize| {
            let unit = &self.units()[at];
            let kind = unit.entry.and_then(|entry| self.lexicon.entry(entry).kind.as_deref());
            unit.tag == b'f' && kind.is_none() && at > 0 && ends_clause(Some(self.units()[at - 1].tag))
        };
        for at in 1..heads.len() {
            let between = heads[at - 1].act + 1..heads[at].start;
            if let Some(condition) = between.rev().find(|&unit| opens(unit)) {
                heads[at].start = condition;
            }
        }
    }

    /// An actor without the name that a preposition or verb before it takes: "to Margit and we" is "we".
    fn without_object(&self, (first, end): (usize, usize)) -> (usize, usize) {
        let letters = &self.reading.letters;
        let taken = first > 0 && matches!(letters[first - 1], b'p' | b'i' | b't' | b'v' | b's' | b'u' | b'g');
        let last = (first..end).rev().find(|&at| letters[at] == b'&').filter(|_| taken);
        let pronoun = |at: &usize| letters.get(at + 1).is_some_and(|next| matches!(next, b'I' | b'W' | b'Y' | b'T'));
        (last.filter(pronoun).map_or(first, |and| and + 1), end)
    }

    /// An actor with whom "and" joins to it behind a "that" or before a number: "agreed that | Ann and I | visit the plant",
    /// "Ann and two shop managers"; and a person rather than the house behind them: "| Ann Lee | at Brightmoor, will send".
    fn with_companion(&self, (first, end): (usize, usize)) -> (usize, usize) {
        let before = &self.reading.letters[..first];
        let opens = |at: usize| ends_clause(at.checked_sub(1).map(|at| before[at]));
        if matches!(before, [.., b'z' | b'q', b'N' | b'R', b'&']) {
            return (first - 2, end);
        }
        let counted =
            before.iter().rposition(|letter| !matches!(letter, b'#' | b'R' | b'a')).filter(|at| at + 1 < first);
        if let Some(and) = counted.filter(|&and| before[and] == b'&' && before[and + 1] == b'#' && and > 0)
            && before[and - 1] == b'N'
            && opens(and - 1)
        {
            return (and - 1, end);
        }
        let is_from = |at: usize| {
            let word = self.reading.span_of(&self.units()[at]).of(self.text);
            matches!(word, "at" | "of" | "from")
        };
        let housed = end == first + 1 && matches!(before, [.., b'N', b'p']) && opens(first - 2) && is_from(first - 1);
        let is_house = || self.cast.is_house(self.reading.span_of(&self.units()[first]).of(self.text));
        if housed && is_house() { (first - 2, first - 1) } else { (first, end) }
    }

    /// Whether an actor is what a preposition stands before, and a mark behind: "talked about a longer hire, will tell me".
    fn is_aside(&self, (first, end): (usize, usize)) -> bool {
        let letters = &self.reading.letters;
        let before = &letters[..first];
        letters[first..end].ends_with(b"R")
            && letters.get(end) == Some(&b',')
            && letters.get(end + 1) == Some(&b'm')
            && matches!(before, [.., b'p'] | [.., b'p', b'D'] | [.., b'p', b'a'] | [.., b'p', b'D', b'a'])
    }

    /// Whether an "and" with an act of the same form follows in the clause, not too far on.
    fn is_closed(&self, from: usize, end: usize, form: u8) -> bool {
        const FARTHEST: usize = 40;
        let rest = &self.reading.letters[from..end.min(from + FARTHEST)];
        let clause = rest.split(|letter| matches!(letter, b';' | b'.' | b'!' | b'q' | b'f')).next().unwrap_or(rest);
        clause.windows(2).any(|pair| pair == [b'&', form])
    }

    /// One past the last unit that belongs to a head.
    pub(super) fn end_of(&self, heads: &[Head], at: usize) -> usize {
        let next = heads.get(at + 1).map_or(self.units().len(), |next| next.start);
        let head = &heads[at];
        let ends = |&unit: &usize| matches!(self.units()[unit].tag, b';' | b'!') || self.runs_on(unit);
        (head.act + 1..next).find(ends).unwrap_or(next).max(head.reach.min(next))
    }
}
