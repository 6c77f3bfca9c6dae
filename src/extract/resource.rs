//! What a commitment costs the customer: told by its objects and addressees where a cue does, else by its verbs.

use super::Resource;
use super::reading::{Reading, Unit};
use crate::dates::Kind;
use crate::lexicon::{EntryId, Lexicon, Match, Sense};
use crate::span::Span;

/// The resources that the words of a customer's commitment spend, in a fixed order. `act` is the unit of its verb, if it
/// has one; `is_theirs` tells which units are somebody of the customer's.
pub(super) fn spent(
    lexicon: &Lexicon,
    reading: &Reading,
    span: Span,
    act: Option<usize>,
    is_theirs: impl Fn(&Unit) -> bool,
) -> Vec<Resource> {
    let verb = act.filter(|&act| is_verb(&reading.units[act]));
    let words = Words { lexicon, reading, span: core(reading, span, act, verb.is_some()) };
    let cues = words.resources();
    let acts = words.acts();
    let first = acts.iter().find_map(|act| act.cost);
    let costly: Vec<Resource> = cues.iter().copied().filter(|&cue| is_costly(cue)).collect();
    // "asked for the drive list": what is asked for is handed over
    let asked_for = act.is_some_and(|act| asks_for(&reading.units[act..])) && first != Some(Resource::Money);
    // "Plan of the hall with the position of the column": without a verb, what stands first says what it is
    let is_paper = verb.is_none() && words.begins_with_a_thing();
    let mut spent = match first {
        _ if !costly.is_empty() => costly,
        _ if asked_for => vec![words.by_nouns(false)],
        _ if verb.is_some_and(|verb| words.reaches(verb, acts.first(), is_theirs)) => vec![Resource::PoliticalCapital],
        Some(first) if is_costly(first) => {
            cues.into_iter().filter(|&cue| cue == Resource::Information).chain([first]).collect()
        }
        Some(Resource::Time) if cues == [Resource::Information] => vec![Resource::Time, Resource::Information],
        _ if !cues.is_empty() => cues,
        _ if is_paper => vec![Resource::Information],
        Some(first) => vec![acts.iter().filter_map(|act| act.cost).find(|&cost| is_costly(cost)).unwrap_or(first)],
        None => vec![words.by_nouns(verb.is_some())],
    };
    spent.sort_unstable();
    spent.dedup();
    spent
}

/// The words that tell what an act costs: from its verb on, if it has one, as far as the condition or the next clause.
fn core(reading: &Reading, span: Span, act: Option<usize>, from_act: bool) -> Span {
    let Some(act) = act else { return span };
    let units = &reading.units;
    let another = |at: usize| {
        let subject =
            units.get(at + 1).is_some_and(|next| matches!(next.tag, b'I' | b'W' | b'T' | b'Y' | b'z' | b'n' | b'y'));
        matches!(units[at].tag, b'f' | b';' | b'.') || matches!(units[at].tag, b'&' | b'!' | b',') && subject
    };
    // what somebody is to ask or to tell is not what it costs: "will confirm who signs the order"
    let asked = |at: usize| units[at].tag == b'q' && at <= act + 2;
    let start = if from_act { reading.span_of(&units[act]).start.max(span.start) } else { span.start };
    let stop = (act + 1..units.len()).find(|&at| another(at) || from_act && asked(at));
    let end = stop.map_or(span.end, |stop| reading.span_of(&units[stop]).start.min(span.end));
    Span::new(start, end.max(start))
}

/// Whether something is asked for: "for a list", "asked for a list".
fn asks_for(units: &[Unit]) -> bool {
    matches!(units, [Unit { tag: b'p', .. }, ..] | [Unit { tag: b'Q', .. }, Unit { tag: b'p', .. }, ..])
}

/// Whether a unit is a verb, in any form.
fn is_verb(unit: &Unit) -> bool {
    matches!(unit.tag, b'v' | b'j' | b's' | b'u' | b'g')
}

/// Whether it is of those that outweigh the time and information that come with them.
fn is_costly(resource: Resource) -> bool {
    matches!(resource, Resource::PoliticalCapital | Resource::Money)
}

fn named(kind: &str) -> Option<Resource> {
    match kind {
        "time" => Some(Resource::Time),
        "information" => Some(Resource::Information),
        "political_capital" => Some(Resource::PoliticalCapital),
        "money" => Some(Resource::Money),
        _ => None,
    }
}

/// A verb of a commitment.
struct Act {
    /// What it costs; `None` is one that costs whatever its object does.
    cost: Option<Resource>,
    /// Whether a cue that begins with the verb tells so: "call us".
    told: bool,
}

/// The words of one commitment.
struct Words<'r> {
    lexicon: &'r Lexicon,
    reading: &'r Reading,
    span: Span,
}

/// Whether it is the customer's money or order of which something will be done: "the PO will be raised by Friday".
pub(super) fn is_payment(lexicon: &Lexicon, reading: &Reading, span: Span, act: usize) -> bool {
    let before = Span::new(span.start, reading.span_of(&reading.units[act]).end.max(span.start));
    let paid = |found: &Match| lexicon.entry(found.entry).kind.as_deref() == Some("money");
    reading.cues(lexicon, Sense::Resource, before).any(paid)
}

impl Words<'_> {
    /// The matches of a sense, without what only tells when: "once legal signs the NDA".
    fn of(&self, sense: Sense) -> impl Iterator<Item = &Match> {
        let when = |found: &&Match| {
            self.reading
                .whens
                .iter()
                .any(|when| when.kind == Kind::Event && when.span.contains(self.reading.match_span(found)))
        };
        self.reading.cues(self.lexicon, sense, self.span).filter(move |found| !when(found))
    }

    fn cost(&self, entry: EntryId) -> Option<Resource> {
        self.lexicon.entry(entry).kind.as_deref().and_then(named)
    }

    fn resources(&self) -> Vec<Resource> {
        let mut cues: Vec<Resource> = self.of(Sense::Resource).filter_map(|found| self.cost(found.entry)).collect();
        cues.sort_unstable();
        cues.dedup();
        cues
    }

    /// The verbs and what each costs.
    fn acts(&self) -> Vec<Act> {
        let acts = self.of(Sense::Act).filter(|act| self.is_act(act));
        acts.map(|act| match self.of(Sense::Resource).find(|cue| cue.first == act.first) {
            Some(cue) => Act { cost: self.cost(cue.entry), told: true },
            None => Act { cost: self.cost(act.entry), told: false },
        })
        .collect()
    }

    /// Whether a verb brings a matter to somebody of the customer's ("take it to Omar"), or them into it ("get Omar to
    /// join"). Handing over information costs no standing, whoever gets it.
    fn reaches(&self, verb: usize, act: Option<&Act>, is_theirs: impl Fn(&Unit) -> bool) -> bool {
        let somebody = |mut units: &[Unit]| {
            while let [Unit { tag: b'D', .. }, rest @ ..] = units {
                units = rest;
            }
            let owns = units.get(1).is_some_and(|next| next.tag == b'b');
            let within = |unit: &Unit| self.span.contains(self.reading.span_of(unit));
            !owns && units.first().is_some_and(|unit| within(unit) && is_theirs(unit))
        };
        let units = &self.reading.units[verb + 1..];
        let to = |at: usize| units[at].tag == b't' && somebody(&units[at + 1..]);
        let costs_information = act.is_some_and(|act| act.told || act.cost == Some(Resource::Information));
        let asks = |entry| self.lexicon.entry(entry).sense == Sense::Ask;
        let is_open = act.is_some_and(|act| act.cost.is_none()) || self.reading.units[verb].entry.is_some_and(asks);
        // "I'll ask her."
        let alone =
            matches!(units, [Unit { tag: b'H', .. }] | [Unit { tag: b'H', .. }, Unit { tag: b'.' | b',', .. }, ..]);
        // "will forward our outline to Omar": what is ours, or spoken of, she puts before him
        let is_of_us =
            |unit: &Unit| unit.entry.and_then(|entry| self.lexicon.entry(entry).kind.as_deref()) == Some("us");
        let ours = |unit: Option<&Unit>| unit.is_some_and(|unit| unit.tag == b'z' || is_of_us(unit));
        match units {
            [first, next, ..] if ours(Some(next)) && (first.tag == b'H' || is_theirs(first)) => true,
            _ if costs_information && !ours(units.first()) => false,
            _ => (0..units.len()).any(to) || is_open && (alone || somebody(units)),
        }
    }

    /// Whether a verb's word is one here: not behind an article ("the signed form") nor in a noun ("review meeting", but
    /// "to review the deck").
    fn is_act(&self, found: &Match) -> bool {
        let units = &self.reading.units;
        let at = units.partition_point(|unit| unit.last < found.first);
        if at > 0 && units[at - 1].tag == b'D' {
            return false;
        }
        let nouns = self.of(Sense::Thing).chain(self.of(Sense::Event));
        if !nouns.into_iter().any(|noun| noun.first <= found.first && found.last <= noun.last) {
            return true;
        }
        let before = found.first.checked_sub(1).map(|before| self.reading.tokens[before]);
        match before.filter(|token| self.span.contains(token.span)) {
            None => true,
            Some(token) if !token.is_word() => token.is_mark(),
            Some(_) => self
                .reading
                .matches
                .iter()
                .any(|other| other.last + 1 == found.first && calls_for_verb(self.lexicon.sense(other.entry))),
        }
    }

    /// What an act costs that no cue or verb tells of: what is handed over is information, the rest is work.
    fn by_nouns(&self, acts: bool) -> Resource {
        let thing = self.of(Sense::Thing).next().is_some();
        let event = self.of(Sense::Event).next().is_some();
        match (thing, event || acts) {
            (false, true) => Resource::Time,
            _ => Resource::Information,
        }
    }

    /// Whether what can be handed over is named before any act.
    fn begins_with_a_thing(&self) -> bool {
        let act = self.of(Sense::Act).find(|act| self.is_act(act)).map_or(usize::MAX, |act| act.first);
        self.of(Sense::Thing).next().is_some_and(|thing| thing.first <= act)
    }
}

/// Senses behind which a word that is noun and verb is a verb.
fn calls_for_verb(sense: Sense) -> bool {
    matches!(
        sense,
        Sense::To
            | Sense::Will
            | Sense::Would
            | Sense::Can
            | Sense::Might
            | Sense::FirstPerson
            | Sense::We
            | Sense::You
            | Sense::They
            | Sense::And
            | Sense::Please
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::people::Directory;

    fn cost(text: &str) -> Vec<Resource> {
        cost_of(text, is_verb)
    }

    fn cost_of_request(text: &str) -> Vec<Resource> {
        cost_of(text, |unit| unit.tag == b'Q')
    }

    fn cost_of(text: &str, is_act: impl Fn(&Unit) -> bool) -> Vec<Resource> {
        let lexicon = Lexicon::embedded();
        let (span, mut reading) = (Span::new(0, text.len()), Reading::default());
        reading.read(lexicon, &Directory::default(), text, span, None);
        let act = reading.units.iter().position(is_act);
        spent(lexicon, &reading, span, act, |unit| unit.tag == b'R')
    }

    #[test]
    fn a_body_or_boss_outweighs_the_paper_that_goes_there() {
        assert_eq!(cost("will present the figures to the board"), [Resource::PoliticalCapital]);
        assert_eq!(cost("will send us the purchase order"), [Resource::Money]);
    }

    #[test]
    fn a_verb_counts_where_it_is_one() {
        assert_eq!(cost("to review the draft"), [Resource::Time]);
        assert_eq!(cost("will send the org chart"), [Resource::Information]);
        assert_eq!(cost("the meeting notes"), [Resource::Information]);
    }

    #[test]
    fn a_condition_costs_nothing() {
        assert_eq!(cost("will send the drawings once legal signs the NDA"), [Resource::Information]);
    }

    #[test]
    fn what_is_asked_costs_nothing() {
        assert_eq!(cost("will confirm who signs the purchase order"), [Resource::Information]);
    }

    #[test]
    fn a_cue_that_begins_with_the_verb_decides() {
        assert_eq!(cost("will call us about the drawings"), [Resource::Time]);
        assert_eq!(cost("will call the plant manager"), [Resource::PoliticalCapital]);
    }

    #[test]
    fn what_goes_to_a_colleague_costs_standing_unless_it_is_mere_information() {
        assert_eq!(cost("will take the idea to procurement"), [Resource::PoliticalCapital]);
        assert_eq!(cost("will get procurement to join"), [Resource::PoliticalCapital]);
        assert_eq!(cost("will send the drawings to procurement"), [Resource::Information]);
    }

    #[test]
    fn passing_on_what_is_ours_costs_standing() {
        assert_eq!(cost("will forward our outline to procurement"), [Resource::PoliticalCapital]);
        assert_eq!(cost("might send him our summary"), [Resource::PoliticalCapital]);
        assert_eq!(cost("will send him the summary"), [Resource::Information]);
    }

    #[test]
    fn without_a_verb_what_stands_first_says_what_it_is() {
        assert_eq!(cost_of("yard drawing and load figures", |_| false), [Resource::Information]);
        assert_eq!(cost_of("load the rack, see drawing", |_| false), [Resource::Time]);
    }

    #[test]
    fn what_is_asked_for_is_handed_over_unless_it_is_a_meeting() {
        assert_eq!(cost_of_request("asked for the incident log"), [Resource::Information]);
        assert_eq!(cost_of_request("asked for a second demo"), [Resource::Time]);
    }

    #[test]
    fn work_is_time() {
        assert_eq!(cost("will sweep up the workshop floor"), [Resource::Time]);
        assert_eq!(cost("emails the signed form"), [Resource::Information]);
    }
}
