//! Where patterns hold: under which headings, in what sort of note, beside which words.

use super::commitments::{Head, Scene};
use super::context::Topic;
use super::reading::Unit;
use crate::dates::{Kind, Lead, When};
use crate::lexicon::pattern::{Context as Where, Gives, PatternMatch};
use crate::lexicon::{Match, Sense};
use crate::note::Side;
use jiff::civil::Date;

impl Scene<'_, '_> {
    /// Whether a head stands where its pattern holds; `end` is one past its last unit.
    pub(super) fn context_holds(&self, head: &Head, end: usize) -> bool {
        let Some(pattern) = head.pattern else { return true };
        // "Situation: Ann counting the returns" tells what she does all the time
        let is_fact = matches!(self.context.topic, Topic::Facts(_)) && self.units()[head.act].tag == b'g';
        let is_helped = self.is_help && head.actor.is_none();
        if self.is_pitched(head) || is_fact || is_helped || self.is_supposed(head) {
            return false;
        }
        let own = &self.units()[head.start..end];
        let present = || matches!(self.units()[head.act].tag, b's' | b'v');
        let does = self.units()[head.act].tag == b's' && head.actor.is_some_and(|(at, _)| self.units()[at].tag == b'N');
        let hangs = |unit: &Unit| self.cast.us_known && does && self.hangs_on_an_event(unit);
        let listed = self.is_among_promises && self.cast.us_known && head.actor.is_some() && present();
        let on_a_day = |unit: &Unit| unit.tag == b'@' && (self.is_set_time(unit) || hangs(unit));
        let dated = || listed || own.iter().any(on_a_day) || self.is_led_by_a_day(head);
        let ours = || own.iter().any(|unit| matches!(unit.tag, b'J' | b'U'));
        let context = self.lexicon.patterns().entries[pattern].context;
        self.may_hold(context)
            && match context {
                Where::Anywhere | Where::Actions | Where::Letter | Where::Speech | Where::Mail => true,
                Where::Item => self.in_actions() || (self.is_open_list() && self.is_bare_act(head, end)),
                Where::Note => {
                    let is_act =
                        || !self.is_told_otherwise() && !self.is_issue(head) && (dated() || !self.is_aim(head));
                    !self.is_required(head) && (head.actor.is_some() || is_act())
                }
                Where::Minutes => head.actor.is_some() || !self.is_told_otherwise() && self.is_bare_act(head, end),
                // "calls to three hotels today" tells of the day, not of what is to come
                Where::Dated if head.gives == Gives::Event => dated() && !self.is_of_today(own),
                Where::Dated => self.in_actions() || dated(),
                Where::DatedNote => self.is_called(head) || !self.cast.in_speech() && (self.in_actions() || dated()),
                Where::Deadline => !self.is_told_otherwise() && own.iter().any(|unit| self.is_deadline(unit)),
                Where::Handover => !self.is_told_otherwise() && self.is_act_of(head, "information"),
                Where::Standing => !self.is_told_otherwise() && self.is_act_of(head, "political_capital"),
                Where::Ours => self.acts_for_us(head),
                Where::Pledged => {
                    !self.is_news(head)
                        && (self.in_actions()
                            || self.cast.in_mail()
                            || dated()
                            || !self.cast.in_speech()
                                && self.units()[head.act].tag == b'g'
                                && own.iter().any(|unit| self.is_before_an_event(unit))
                            || ours()
                            || self.acts_for_us(head)
                            || self.goes_to_somebody(head, end))
                }
            }
    }

    /// Whether the sentence opens with the day, right before the act: "On Friday Bo sends it", "Fri: I ring her".
    fn is_led_by_a_day(&self, head: &Head) -> bool {
        let mark = |unit: &Unit| matches!(unit.tag, b',' | b':' | b'-');
        let led = match self.units().get(..head.start) {
            Some([day]) => day,
            Some([day, between]) if mark(between) => day,
            _ => return false,
        };
        head.actor.is_some() && led.tag == b'@' && self.is_set_time(led)
    }

    /// Whether patterns of a context can hold in this sentence at all, whatever their words.
    pub(super) fn may_hold(&self, context: Where) -> bool {
        match context {
            Where::Anywhere | Where::Item | Where::Dated | Where::DatedNote | Where::Pledged => true,
            Where::Actions => self.in_actions(),
            Where::Note | Where::Ours | Where::Deadline | Where::Handover | Where::Standing => !self.cast.in_speech(),
            Where::Minutes => !self.cast.us_known && !self.cast.in_speech(),
            Where::Letter => self.cast.unplaced && !self.cast.in_speech() && !self.is_item,
            Where::Speech => self.cast.in_speech(),
            Where::Mail => self.cast.in_mail(),
        }
    }

    /// Whether facts under a heading tell what a thing has to do: "Criteria: must run offline".
    fn is_required(&self, head: &Head) -> bool {
        matches!(self.context.topic, Topic::Facts(_)) && head.actor.is_none() && self.units()[head.act].tag == b'k'
    }

    /// Whether whoever is to act is called upon: "@Bob look it up".
    fn is_called(&self, head: &Head) -> bool {
        let Some((first, _)) = head.actor else { return false };
        self.reading.span_of(&self.units()[first]).of(self.text).starts_with('@')
    }

    /// Whether somebody only supposes that others will: "she reckons they'd frighten the board".
    fn is_supposed(&self, head: &Head) -> bool {
        let Some((first, _)) = head.actor.filter(|&(first, _)| first > 0) else { return false };
        let [verb, actor, modal, ..] = &self.units()[first - 1..] else { return false };
        let kind = verb.entry.and_then(|entry| self.lexicon.entry(entry).kind.as_deref());
        let others = !self.reading.letters.contains(&b'f')
            && (matches!(actor.tag, b'T' | b'W') || matches!(actor.tag, b'N' | b'R') && modal.tag == b'd');
        let will = matches!(modal.tag, b'm' | b'd') && head.gives == Gives::Firm;
        verb.tag == b'S' && kind == Some("mind") && others && will
    }

    /// Whether what we showed is said to do something: "the panel will report faults".
    fn is_pitched(&self, head: &Head) -> bool {
        self.context.topic == Topic::Pitch && head.actor.is_none_or(|(first, _)| self.units()[first].tag == b'R')
    }

    /// Whether an organization does something to nothing: "Acme is merging in May" is no promise.
    fn is_news(&self, head: &Head) -> bool {
        let Some((first, _)) = head.actor else { return false };
        let actor = self.reading.span_of(&self.units()[first]).of(self.text);
        let object = self.reading.letters.get(head.act + 1).is_some_and(|next| b"DON#HJUMaRz".contains(next));
        self.units()[first].tag == b'N' && !object && self.cast.is_organization(actor)
    }

    /// Whether the sentence is an item of a list that is not told to be something else.
    pub(super) fn is_open_list(&self) -> bool {
        self.is_item && !self.is_told_otherwise()
    }

    /// Whether headings say that what stands here is something else than acts to come.
    fn is_told_otherwise(&self) -> bool {
        matches!(self.context.topic, Topic::NotActions | Topic::Agenda | Topic::Pitch | Topic::People | Topic::Facts(_))
    }

    /// Whether an act stands without a statement about it: no finite verb behind it, no colon, no link to an issue.
    pub(super) fn is_bare_act(&self, head: &Head, end: usize) -> bool {
        let rest = &self.reading.letters[head.act + 1..end];
        let stated = rest.iter().any(|letter| matches!(letter, b'b' | b'y' | b'm' | b'c' | b'x' | b'e' | b'V' | b'u'));
        let titled = rest.iter().take(5).any(|&letter| letter == b':');
        !stated && !titled && !self.is_issue(head)
    }

    /// Whether a bare act in minutes tells a goal or a rule for everybody and no task: "Provide …", "Label every sample".
    fn is_aim(&self, head: &Head) -> bool {
        let clause = self.reading.span(head.start, self.end_of(std::slice::from_ref(head), 0));
        let first = self.units()[head.act].first;
        let is_rule = |found: &Match| self.lexicon.entry(found.entry).kind.is_some();
        let mut aims = self.reading.cues(self.lexicon, Sense::Aim, clause);
        !self.cast.us_known && !self.in_actions() && aims.any(|found| found.first == first || is_rule(found))
    }

    /// Whether an item that opens with an act is the title of an issue, which it links to.
    pub(super) fn is_issue(&self, head: &Head) -> bool {
        head.start == 0 && self.is_open_list() && self.span.of(self.text).contains("](http")
    }

    /// Whether somebody says that a thing goes to somebody: "I'm walking it over to legal".
    fn goes_to_somebody(&self, head: &Head, end: usize) -> bool {
        let object = |letter: &u8| matches!(letter, b'z' | b'D' | b'O');
        let behind = &self.reading.letters[head.act + 1..end];
        self.cast.in_speech()
            && behind.first().is_some_and(object)
            && behind.windows(2).any(|pair| matches!(pair, [b't', b'N' | b'R' | b'M' | b'H' | b'Y']))
    }

    /// Whether an act is of a kind: of "information" it gives somebody something to read or to use ("sends the list").
    fn is_act_of(&self, head: &Head, kind: &str) -> bool {
        let entry = self.units()[head.act].entry.map(|entry| self.lexicon.entry(entry));
        // who asks somebody uses their standing too
        entry.is_some_and(|entry| match entry.sense {
            Sense::Ask => kind == "political_capital",
            sense => sense == Sense::Act && entry.kind.as_deref() == Some(kind),
        })
    }

    /// Whether the actor is one of ours or a partner, of whom only acts for the deal are noted.
    pub(super) fn acts_for_us(&self, head: &Head) -> bool {
        let Some((first, end)) = head.actor else { return false };
        let who = self.cast.of_units(self.lexicon, self.reading, self.text, &self.units()[first..end]);
        let ours = who.is_some_and(|who| matches!(who.side, Side::Us | Side::Third | Side::Both));
        // "I'm writing this on the train" is for nobody
        let for_somebody = self.units()[head.act..].iter().any(|unit| matches!(unit.tag, b'H' | b'Y' | b'N'));
        let first_person = matches!(self.units()[first].tag, b'I' | b'W');
        ours && (!first_person || for_somebody)
    }

    /// Whether it falls due at some time, whoever does it: "the inspection is due in August", "demo by Friday".
    pub(super) fn falls_due(&self, hit: &PatternMatch) -> bool {
        let last = &self.units()[hit.end - 1];
        let words = self.reading.span_of(last);
        let is_due = || words.of(self.text).get(..3).is_some_and(|first| first.eq_ignore_ascii_case("due"));
        let mut whens = self.reading.whens.iter().filter(|when| when.span.overlaps(words));
        is_due() || last.tag == b'@' && whens.any(|when| matches!(when.lead, Lead::By | Lead::Until | Lead::Within))
    }

    /// Whether a unit names a time by which something is to be done.
    fn is_deadline(&self, unit: &Unit) -> bool {
        let span = self.reading.span_of(unit);
        let mut whens = self.reading.whens.iter().filter(|when| when.span.overlaps(span));
        // "form due on Friday" tells when it falls due, whoever does it
        let is_due = span.of(self.text).get(..3).is_some_and(|first| first.eq_ignore_ascii_case("due"));
        unit.tag == b'@' && !is_due && self.is_set_time(unit) && whens.any(|when| when.lead.is_deadline())
    }

    /// Whether a unit names an event by which something is to be done: "before the holidays".
    fn is_before_an_event(&self, unit: &Unit) -> bool {
        let span = self.reading.span_of(unit);
        let mut whens = self.reading.whens.iter().filter(|when| when.span.overlaps(span));
        unit.tag == b'@' && whens.any(|when| when.lead.is_deadline())
    }

    /// Whether a unit names an event that an act waits for: "when her list arrives", "before kickoff".
    fn hangs_on_an_event(&self, unit: &Unit) -> bool {
        let span = self.reading.span_of(unit);
        let mut whens = self.reading.whens.iter().filter(|when| when.span.overlaps(span));
        whens.any(|when| when.kind == Kind::Event && matches!(when.lead, Lead::Before | Lead::Once | Lead::When))
    }

    /// Whether the only day that units name is the note's own.
    fn is_of_today(&self, units: &[Unit]) -> bool {
        let spans = units.iter().filter(|unit| unit.tag == b'@').map(|unit| self.reading.span_of(unit));
        let on = |span| self.reading.whens.iter().filter(move |when: &&When| when.span.overlaps(span));
        self.today.is_some() && spans.flat_map(on).all(|when| when.date == self.today)
    }

    /// Whether a unit names a time that somebody can have set for an act.
    pub(super) fn is_set_time(&self, unit: &Unit) -> bool {
        let span = self.reading.span_of(unit);
        // a date on or before the note's own tells of the past, unless it says so in words ("today")
        let ahead = |when: &&When| {
            // "the trial in August", told in September, was last month
            if when.window.zip(self.today).is_some_and(|(window, today)| is_behind(window, today)) {
                return false;
            }
            let in_digits = when.span.of(self.text).bytes().any(|byte| byte.is_ascii_digit());
            !in_digits || when.date.zip(self.today).is_none_or(|(date, today)| date > today)
        };
        let set = |when: &&When| {
            let same = when.kind == Kind::Anaphoric && when.date.is_some();
            let vague = when.kind == Kind::Vague && when.window.map(|(_, last)| last) > self.today;
            ahead(when)
                && (when.kind == Kind::Day || same || vague || (when.lead.is_deadline() && when.kind != Kind::Event))
        };
        self.reading.whens.iter().filter(|when| when.span.overlaps(span)).any(|when| set(&when))
    }
}

/// Whether a window is a month that has just passed, which counts as the next of its name only by the calendar.
fn is_behind((first, last): (Date, Date), today: Date) -> bool {
    /// How long ago "just" is at most, in days.
    const LATELY: i64 = 120;
    const YEAR: i64 = 365;
    let ago = YEAR - today.duration_until(last).as_hours() / 24;
    first == last.first_of_month() && last == last.last_of_month() && (0..LATELY).contains(&ago)
}
