//! Items of lists that are commitments by their place or shape, though no pattern reads them.

use super::Commitment;
use super::commitments::Scene;
use super::context::Topic;
use super::reading::{Unit, is_actor};
use super::trace::Basis;
use super::who::Who;
use crate::lexicon::pattern::Gives;
use crate::lexicon::words::Token;
use crate::lexicon::{Form, Match, Sense};
use crate::note::Side;
use crate::span::Span;

/// Whether an item says that there is none yet: "TBC", "n/a", "Bob: next steps TBD", "spares pool - to be confirmed".
fn is_missing(scene: &Scene<'_, '_>) -> bool {
    let tokens = &scene.reading.tokens;
    let last = tokens.iter().rposition(|token| token.is_word()).unwrap_or_default();
    let mut cells = scene.reading.cues(scene.lexicon, Sense::Cell, scene.span);
    let nobody = |found: &Match| scene.lexicon.entry(found.entry).kind.as_deref() == Some("nobody");
    let set_off = |found: &Match| {
        let mut before = tokens[..found.first].iter().rev();
        let title = before.by_ref().take_while(|token| token.is_word()).count();
        title <= 2 && before.next().is_none_or(|_| tokens.iter().any(Token::is_mark))
    };
    cells.any(|found| nobody(found) && (found.width() == tokens.len() || found.last == last && set_off(found)))
}

/// A sentence of an action list that no pattern read: the whole item is the act, or each act that it names.
pub(super) fn whole_item(scene: &Scene<'_, '_>) -> Option<Vec<Commitment>> {
    let units = &scene.reading.units;
    if !scene.in_actions() || units.is_empty() || scene.is_question() || is_missing(scene) {
        return None;
    }
    let letters = &scene.reading.letters;
    let negated = letters.iter().take(4).any(|&letter| letter == b'n') || letters.windows(2).any(|pair| pair == b"bn");
    let told = scene.context.owner.is_some() || has_marked_owner(scene) || scene.done;
    // "Us: quote"
    let is_told_thing = letters.starts_with(b"O") && (told || scene.context.side != Side::Unknown);
    let wordless = !is_told_thing && scene.reading.tokens.iter().filter(|token| !token.is_mark()).count() < 2;
    let ownerless = scene.reading.cues(scene.lexicon, Sense::Vague, scene.span).next().is_some();
    // a finite verb that no pattern took makes a statement, unless it tells what a person has to do
    let main = letters.iter().take(8).take_while(|letter| !matches!(letter, b'q' | b'f'));
    let finite = main.enumerate().any(|(at, letter)| match letter {
        // "revised quote" tells what sort of quote, "sent the quote" what was done
        b'u' => (at == 0 && !matches!(letters.get(1), Some(b'O' | b'E'))) || (at > 0 && is_actor(letters[at - 1])),
        letter => matches!(letter, b'm' | b'b' | b'y' | b'x' | b'w' | b'd' | b'h' | b'c' | b'S' | b'Q' | b'A'),
    });
    // below an item that says something itself stand remarks on it, and a link leads to what is spoken of
    let remark = scene.is_remark && !matches!(letters.first(), Some(b'v' | b'g'));
    let link = scene.span.of(scene.text).starts_with(['[', '<']) || scene.span.of(scene.text).starts_with("http");
    if !told && (remark || link) {
        return None;
    }
    // "if the union hears of it we lose them"
    let supposes = letters.first() == Some(&b'f') && letters.windows(2).any(|pair| pair == b"WS");
    // "Minutes prepared by RD"
    let credit = letters.ends_with(b"uiN");
    if negated || wordless || credit || ((ownerless || finite || supposes) && !told) {
        return None;
    }
    whole(scene)
}

/// Whether the units from `act` on say anything but names, titles and times: "Autodesk", "Chairperson, Animal Logic",
/// "JC – 21/04".
fn says_something(scene: &Scene<'_, '_>, act: usize) -> bool {
    let counted = scene.reading.letters[act..].windows(2).any(|pair| pair == b"#R") && scene.trailing_owner().is_some();
    counted
        || scene.reading.units[act..].iter().any(|unit| {
            let token = scene.reading.tokens[unit.first];
            let name = matches!(unit.tag, b'N' | b'M' | b'R') || token.is_mark() || (unit.tag == b'a' && token.capital);
            !name && !matches!(unit.tag, b'&' | b'p' | b'D' | b'@' | b'#')
        })
}

/// The sentence as one commitment, or one for each act that it names.
fn whole(scene: &Scene<'_, '_>) -> Option<Vec<Commitment>> {
    let units = &scene.reading.units;
    let letters = &scene.reading.letters;
    let lead = leading_owner(scene);
    let act = lead.as_ref().map_or(0, |(_, act)| *act).min(units.len() - 1);
    if !says_something(scene, act) {
        return None;
    }
    let event = lead.is_none()
        && scene.context.owner.is_none()
        && scene.trailing_owner().is_none()
        && units.iter().take(5).any(|unit| unit.tag == b'E')
        && letters.contains(&b'@');
    // "drawings, asked Bo", "requested from Bo": what was asked for stands open
    let asked = scene.reading.tells_of_asking();
    let gives = match (event, asked) {
        (true, _) => Gives::Event,
        (false, true) => Gives::Request,
        _ => Gives::Firm,
    };
    let who = match lead {
        Some((who, _)) => who.on(Basis::Leading),
        None if event => {
            let side = if scene.cast.us_known { Side::Both } else { Side::Unknown };
            Who { owner: Vec::new(), side, basis: Basis::Event }
        }
        None => scene.unnamed(act),
    };
    let state = |act: usize, span: Span| {
        let unit = &units[act];
        let entry = unit.entry.map(|entry| scene.lexicon.entry(entry).id.clone());
        let because = std::iter::once("action-item".to_owned()).chain(entry).collect();
        let verb = matches!(unit.tag, b'v' | b'g' | b's') || unit.form != Form::Plain;
        let span = scene.trim(span);
        let joins = verb && gives != Gives::Event;
        let who = if joins { scene.joined(who.clone(), span, act) } else { who.clone() };
        scene.finish(span, who, gives, Some(act).filter(|_| verb), because)
    };
    let mut starts = scene.reading.acts(act, false);
    // minutes part each act from the next
    starts.retain(|&at| at == act || !scene.cast.us_known || !scene.is_of_the_same(at));
    if starts.len() < 2 || starts[0] != act {
        return Some(vec![state(act, scene.span)]);
    }
    let place = |at: usize| scene.reading.span_of(&units[at]).start;
    let end = |next: usize| starts.get(next).map_or(scene.span.end, |&at| place(at));
    let start = |at: usize| if at == act { scene.span.start } else { place(at) };
    let mut all: Vec<Commitment> =
        starts.iter().enumerate().map(|(n, &at)| state(at, Span::new(start(at), end(n + 1)))).collect();
    scene.share_due(&mut all);
    Some(all)
}

/// An item outside an action list that is an action by its own shape: an owner, a mark and what to do
/// ("Imran: firmware by Tuesday"), or a thing or event with a day ("asset register from Declan before Fri").
pub(super) fn loose_item(scene: &Scene<'_, '_>) -> Option<Vec<Commitment>> {
    let units = &scene.reading.units;
    let other = matches!(scene.context.topic, Topic::None | Topic::Learned | Topic::Actions(_));
    let assigned = || matches!(scene.context.topic, Topic::NotActions) && is_assigned(scene);
    if !other && !assigned() || units.len() < 3 || scene.is_header || scene.cast.in_speech() || scene.is_question() {
        return None;
    }
    let owner = leading_owner(scene).filter(|(_, act)| {
        let (first, mark) = (units[usize::from(units[0].tag == b'(')].tag, units[act - 1].tag);
        let marked = matches!(first, b'R' | b'I' | b'W' | b'J' | b'T') && mark == b':';
        (marked
            || (matches!(first, b'N' | b'J') && matches!(mark, b'-' | b':' | b'>' | b'/' | b')'))
            || (matches!(first, b'M' | b'R') && mark == b'>'))
            && units[*act].tag != b'"'
    });
    let act = owner.as_ref().map_or(0, |(_, act)| *act);
    let rest = &scene.reading.letters[act..];
    let first_clause = first_clause(rest);
    let finite = is_finite(first_clause);
    let ahead = units[act..].iter().any(|unit| unit.tag == b'@' && scene.is_set_time(unit));
    let ends_dated = rest.iter().rev().find(|&&letter| !matches!(letter, b'.' | b')')) == Some(&b'@');
    // "builds are failing": a noun and what is told of it
    let subject = matches!(rest, [b's', b'b' | b'y' | b'x' | b'm' | b'c', ..]);
    let opens_with_act = (matches!(rest[0], b'v' | b's' | b'g') && !subject) || rest.starts_with(b"tv");
    let thing = rest.iter().take(5).any(|letter| matches!(letter, b'O' | b'E'));
    let shaped = match owner {
        Some(_) => opens_with_act || (ahead && !finite) || scene.is_owned && is_task(rest, first_clause, finite),
        // "the money has to be spent by May" is a fact
        None => {
            let dated = || ahead && !finite && !rest.contains(&b'k') && (thing && ends_dated || ends_owned(scene));
            scene.is_item && (scene.is_handed() || is_assigned(scene) || dated())
        }
    };
    // the name of an organization above a list is its topic as often as its owner
    let person = |owner: Span| !scene.cast.is_organization(owner.of(scene.text));
    let told = scene.context.owner.is_some_and(|owner| (opens_with_act && person(owner)) || (ahead && !finite));
    (shaped || told).then(|| whole(scene)).flatten()
}

/// What an item gives its owner before it tells what somebody else does: "Ann: price list, Bob will check it".
pub(super) fn leading_part(scene: &Scene<'_, '_>, next: &Commitment) -> Option<Commitment> {
    let units = &scene.reading.units;
    if !(scene.in_actions() || scene.is_owned) {
        return None;
    }
    let (who, act) = leading_owner(scene).filter(|(who, act)| *act > 0 && who.owner != next.owner)?;
    let behind = units.partition_point(|unit| scene.reading.span_of(unit).start < next.span.start);
    let marked = matches!(units[act - 1].tag, b'-' | b':' | b'>' | b')' | b'/');
    let ends = |at: &usize| matches!(units[*at].tag, b',' | b';' | b'.');
    let end = (act + 1..behind).rev().find(ends).filter(|end| *end + 1 == behind && marked)?;
    let part = &scene.reading.letters[act..end];
    let finite =
        part.iter().any(|letter| matches!(letter, b'm' | b'b' | b'y' | b'w' | b'd' | b'h' | b'c' | b'S' | b'n'));
    let names_it = part.iter().any(|letter| matches!(letter, b'O' | b'E' | b'v' | b'g'));
    let span = scene.trim(scene.reading.span(0, end));
    let verb = matches!(units[act].tag, b'v' | b'g');
    let because = vec!["action-item".to_owned()];
    (names_it && !finite).then(|| scene.finish(span, who.on(Basis::Leading), Gives::Firm, verb.then_some(act), because))
}

/// Whether what stands behind an owner in a list of tasks is one: a thing, an act, a question to answer or something taken
/// on, and no title of theirs.
fn is_task(rest: &[u8], first_clause: &[u8], finite: bool) -> bool {
    let titled = matches!(first_clause, [b'R', ..] | [_, b'R'] | [_, _, b'R']);
    let takes_on = matches!(rest, [b'A', ..] | [b'x', b'A', ..]);
    let names_it = || first_clause.iter().any(|letter| matches!(letter, b'O' | b'E' | b'v'));
    takes_on || rest[0] == b'q' || !finite && !titled && names_it()
}

fn first_clause(letters: &[u8]) -> &[u8] {
    letters.split(|letter| matches!(letter, b',' | b';' | b'.')).next().unwrap_or(letters)
}

/// Whether a clause has a finite verb.
fn is_finite(clause: &[u8]) -> bool {
    clause.iter().enumerate().any(|(at, letter)| match letter {
        // a participle before a noun is no verb: "revised quote"
        b'u' => at > 0 && is_actor(clause[at - 1]),
        letter => matches!(
            letter,
            b'm' | b'b' | b'y' | b'x' | b'w' | b'd' | b'h' | b'c' | b'S' | b'Q' | b'A' | b'n' | b'k' | b's'
        ),
    })
}

/// Whether a person of the note or whoever writes ends an item behind a comma, perhaps before a time: "two fitters Monday,
/// Tom".
fn ends_owned(scene: &Scene<'_, '_>) -> bool {
    let letters = scene.reading.letters.as_slice();
    let end = letters.iter().rposition(|letter| !b"@.,)".contains(letter)).map_or(0, |last| last + 1);
    matches!(&letters[..end], [_, _, .., b',', b'N' | b'J' | b'I' | b'W']) && is_by_person(scene, end - 1)
}

/// Whether a unit is no name, or a name of one of the note's people.
fn is_by_person(scene: &Scene<'_, '_>, at: usize) -> bool {
    let unit = &scene.reading.units[at];
    let name = scene.reading.span_of(unit).of(scene.text);
    unit.tag != b'N' || !scene.cast.is_organization(name) && !scene.cast.is_unplaced(name)
}

/// Whether a thing or a day stands before a colon and nobody but an owner behind it, perhaps with a time: "parking permit:
/// his wife", "load table: Ann, before Easter"; or a thing before a comma and "me".
fn is_assigned(scene: &Scene<'_, '_>) -> bool {
    let letters = scene.reading.letters.as_slice();
    let end = letters.iter().rposition(|letter| !b"@.,)".contains(letter)).map_or(0, |last| last + 1);
    let Some(mark) = letters[..end].iter().rposition(|letter| matches!(letter, b':' | b',')) else { return false };
    let (task, owner) = (&letters[..mark], &letters[mark + 1..end]);
    let named = match (letters[mark], owner) {
        (b':', [b'D', b'R'] | [b'N' | b'J' | b'I' | b'R'] | [b'N', b'&', b'N' | b'J']) | (b',', [b'J']) => true,
        _ => return false,
    };
    let day = || scene.reading.units[..mark].iter().any(|unit| unit.tag == b'@' && scene.is_set_time(unit));
    let thing = letters[mark] == b':' && day() || task.iter().take(5).any(|letter| *letter == b'O');
    // "site contact: Bo" tells who somebody is
    let before = Span::new(scene.span.start, scene.reading.span_of(&scene.reading.units[mark]).start);
    let people = |found: &Match| scene.lexicon.entry(found.entry).kind.as_deref() == Some("people-alone");
    let somebody = matches!(task.last(), Some(b'R' | b'N' | b'M')) && !task.contains(&b'p')
        || scene.reading.cues(scene.lexicon, Sense::Heading, before).any(people);
    // "hood counts": a noun, unless somebody does it
    let nouns = |at: usize| task[at] != b's' || at > 0 && is_actor(task[at - 1]);
    let told: Vec<u8> = (0..task.len()).filter(|&at| nouns(at)).map(|at| task[at]).collect();
    // "Minutes: Bo", "Report by: Bo" tell who wrote the note
    let titled = letters[mark] == b':' && (task.len() < 2 || matches!(task.last(), Some(b'i' | b'p')));
    named && thing && !somebody && !titled && !is_finite(first_clause(&told)) && is_by_person(scene, end - 1)
}

/// Whether names at the start, with a mark behind them, or names at the end say who is to act.
fn has_marked_owner(scene: &Scene<'_, '_>) -> bool {
    let marked = |act: usize| act > 0 && matches!(scene.reading.units[act - 1].tag, b'-' | b':' | b'>' | b')' | b'/');
    leading_owner(scene).is_some_and(|(_, act)| marked(act)) || scene.trailing_owner().is_some()
}

/// Whether units are names with a "+" or "/" between and a comma behind.
fn several_by_marks(scene: &Scene<'_, '_>, units: &[Unit]) -> bool {
    let letters: Vec<u8> = units.iter().map(|unit| unit.tag).collect();
    let by_mark = |unit: &Unit| scene.reading.tokens[unit.first].is_mark();
    matches!(letters.as_slice(), [b'N' | b'J', b'&', .., b','])
        && letters.iter().filter(|&&letter| letter == b',').count() == 1
        && units.iter().any(|unit| unit.tag == b'&' && by_mark(unit))
}

/// Behind what brackets tell of the names before them, where a mark follows: "Medira (distributor) → price list".
fn behind_brackets(units: &[Unit], at: usize) -> usize {
    const LONGEST: usize = 6;
    let opens = at > 0 && units.get(at).is_some_and(|unit| unit.tag == b'(');
    let close = units.iter().skip(at).take(LONGEST).position(|unit| unit.tag == b')');
    let behind = close.map(|close| at + close + 1).filter(|_| opens);
    behind.filter(|&behind| units.get(behind).is_some_and(|unit| matches!(unit.tag, b'>' | b'-' | b':'))).unwrap_or(at)
}

/// Whether one person's name alone stands before a thing, or before a comma and a thing: "Ann figures 15 May", "Ann,
/// figures, 15 May", but not "Acme figures".
fn hands_thing(scene: &Scene<'_, '_>, at: usize) -> bool {
    let units = &scene.reading.units;
    let alone = at == 1 || at == 2 && units[1].tag == b',';
    let name = || scene.reading.span_of(&units[0]).of(scene.text);
    let person = || !scene.cast.is_organization(name()) && !scene.cast.is_unplaced(name());
    alone && units[0].tag == b'N' && units.get(at).is_some_and(|unit| unit.tag == b'O') && person()
}

/// Behind a day that opens an item, and the mark behind it: "Friday – Bob – drawings".
fn behind_day(units: &[Unit]) -> usize {
    let day = usize::from(units.first().is_some_and(|unit| unit.tag == b'@'));
    let marked = day > 0 && units.get(day).is_some_and(|unit| matches!(unit.tag, b'-' | b':' | b'/' | b'|' | b','));
    day + usize::from(marked)
}

/// Names at the start of an item, before a dash, colon or arrow, and the unit after it.
pub(super) fn leading_owner(scene: &Scene<'_, '_>) -> Option<(Who, usize)> {
    let units = &scene.reading.units;
    let numbered =
        matches!(units.as_slice(), [number, name, ..] if number.tag == b'#' && matches!(name.tag, b'N' | b'M'));
    let mut at = usize::from(numbered || units.first().is_some_and(|unit| unit.tag == b'(')) + behind_day(units);
    let first = at;
    // "our Will": a name may have a determiner
    let named = |at: usize| units[at].tag == b'D' && units.get(at + 1).is_some_and(|next| next.tag == b'N');
    while at < units.len()
        && (matches!(units[at].tag, b'N' | b'M' | b'R' | b'I' | b'J' | b'W' | b'U' | b'&' | b',' | b'T' | b'Y')
            || named(at))
    {
        at += 1;
    }
    // "BN/HG: …" names two, "Stan / contract / Wed" one and what he does
    while at + 1 < units.len()
        && units[at].tag == b'/'
        && matches!(units[at + 1].tag, b'N' | b'M')
        && !scene.reading.tokens[units[at + 1].first].spaced
    {
        at += 2;
    }
    let names = at;
    at = behind_brackets(units, at);
    let opens = units.get(at).is_some_and(|unit| matches!(unit.tag, b'-' | b':' | b'>' | b')' | b'/'));
    // "Raj's lot swap the nodes": a name that no noun follows
    let bare = first == behind_day(units)
        && at == first + 1
        && matches!(units[first].tag, b'N' | b'R')
        && units.get(at).is_some_and(|unit| !matches!(unit.tag, b'E' | b'O' | b'\'' | b'#' | b'@' | b'X' | b'.'));
    let several = first == 0
        && at > 1
        && units[..at].iter().any(|unit| unit.tag == b'&')
        && units[..at].iter().all(|unit| matches!(unit.tag, b'N' | b'&'));
    // "Ann + Bob, room plan": marks and a comma set the names off
    let set_off = several_by_marks(scene, &units[..at]);
    if set_off || several && !opens && units.get(at).is_some_and(|unit| matches!(unit.tag, b'p' | b'i' | b'@' | b'v')) {
        let who = scene.cast.of_units(scene.lexicon, scene.reading, scene.text, &units[..at])?;
        return Some((who, at));
    }
    if bare && !opens {
        let who = scene.cast.of_units(scene.lexicon, scene.reading, scene.text, &units[first..at])?;
        return Some((who, at));
    }
    if first == 0 && !opens && hands_thing(scene, at) {
        let who = scene.cast.of_units(scene.lexicon, scene.reading, scene.text, &units[..1])?;
        return Some((who, at));
    }
    if at == first || !opens {
        return None;
    }
    let who = scene.cast.of_units(scene.lexicon, scene.reading, scene.text, &units[first..names])?;
    let mut act = at + 1;
    while act + 1 < units.len() && matches!(units[act].tag, b'-' | b':' | b')' | b'>' | b'/') {
        act += 1;
    }
    (act < units.len()).then_some((who, act))
}
