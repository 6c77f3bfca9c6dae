//! Why something was found in a sentence, or was not: collected while it is read, and only where somebody asks.

mod fates;

pub(super) use fates::{Fate, Fates};
use fates::{Fated, fate_words};

use super::context::{Context, Topic};
use super::cues::Sentence;
use super::learnings::THRESHOLD;
use super::reading::Unit;
use super::signs::{self, Kept};
use super::{Commitment, Facts, LearningKind, Status, Strength};
use crate::lexicon::tags::{self, Tag};
use crate::lexicon::weights::{ByKind, Points, Tenths};
use crate::lexicon::{Lexicon, Match, Sense};
use crate::note::Side;
use crate::span::Span;
use serde::Serialize;

/// How we know who is to act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// A name in the sentence.
    #[default]
    Name,
    /// A role in the sentence: "their CFO".
    Role,
    /// "I": whoever writes or speaks.
    FirstPerson,
    /// "We": the side of whoever writes or speaks.
    We,
    /// "You": whoever is written or spoken to.
    You,
    /// "He", "she", "they": somebody named before.
    Pronoun,
    /// The subject of a clause before.
    Subject,
    /// Whoever is told to do something.
    Addressed,
    /// Whoever is said to be asked.
    Asked,
    /// A name at the start of the item, before a mark.
    Leading,
    /// A name at the end of the item.
    Trailing,
    /// Whoever hands the thing over: "from Anna".
    Giver,
    /// The label of the block, or a heading that is a name.
    Label,
    /// A heading that tells the side.
    Heading,
    /// A cell of the table row.
    Cell,
    /// Those who attend.
    Event,
    /// It goes to us, so that the customer does it.
    Recipient,
    /// Nobody is named, so that it is whoever writes or speaks.
    Author,
}

impl Basis {
    /// Its name among the signs that are weighed.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Basis::Name => "name",
            Basis::Role => "role",
            Basis::FirstPerson => "first-person",
            Basis::We => "we",
            Basis::You => "you",
            Basis::Pronoun => "pronoun",
            Basis::Subject => "subject",
            Basis::Addressed => "addressed",
            Basis::Asked => "asked",
            Basis::Leading => "leading",
            Basis::Trailing => "trailing",
            Basis::Giver => "giver",
            Basis::Label => "label",
            Basis::Heading => "heading",
            Basis::Cell => "cell",
            Basis::Event => "event",
            Basis::Recipient => "recipient",
            Basis::Author => "author",
        }
    }

    /// What a unit with this tag tells an owner by.
    pub(super) fn of_tag(tag: Tag) -> Basis {
        match tag {
            b'R' | b'G' => Basis::Role,
            b'I' | b'J' | b'l' => Basis::FirstPerson,
            b'W' | b'U' | b'L' => Basis::We,
            b'Y' => Basis::You,
            b'T' | b'H' => Basis::Pronoun,
            _ => Basis::Name,
        }
    }
}

/// What is told of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteTrace {
    /// Its sentences, in order of place.
    pub sentences: Vec<SentenceTrace>,
    /// What the signs of the note as a whole weigh for nobody's having been reached; `None` where the note is not weighed.
    pub no_contact: Option<Weighed>,
}

/// What a sentence was read as, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SentenceTrace {
    /// Where it is.
    #[serde(skip)]
    pub span: Span,
    /// Its words, as they stand.
    pub text: String,
    /// Its words and phrases with their tags.
    pub units: Vec<UnitTrace>,
    /// What the headings and labels above it are about.
    pub topic: Option<String>,
    /// The person that a heading or label names.
    pub owner: Option<String>,
    /// The patterns that matched.
    pub patterns: Vec<PatternTrace>,
    /// The commitments made of it.
    pub commitments: Vec<CommitmentTrace>,
    /// Whether it only told the day of the commitment before.
    pub dates_the_one_before: bool,
    /// Why no learning was looked for, where none was.
    pub no_learning: Option<&'static str>,
    /// The segments that were weighed as learnings.
    pub learnings: Vec<LearningTrace>,
    /// The cues of vague outcomes, pressure closes and outcomes.
    pub cues: Vec<CueTrace>,
}

/// Some words and what they do in their sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnitTrace {
    /// The words.
    pub words: String,
    /// The tag's name in patterns; none for a plain word or a mark.
    pub tag: Option<&'static str>,
    /// The lexicon entry that says so.
    pub entry: Option<String>,
    /// The day, where the words tell one.
    pub date: Option<String>,
}

/// A pattern that matched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PatternTrace {
    /// Its id.
    pub id: String,
    /// Why it is there.
    pub why: String,
    /// The words that it covers.
    pub words: String,
    /// Whether it made a commitment, or denied one.
    pub stands: bool,
    /// What became of it, in words.
    pub fate: String,
    /// The pattern that denied it or came before it.
    pub by: Option<String>,
}

/// A commitment, and how it came to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CommitmentTrace {
    /// Where it is.
    #[serde(skip)]
    pub span: Span,
    /// Its words.
    pub words: String,
    /// Who is to act.
    pub owner: Vec<String>,
    /// How we know.
    pub owner_by: Basis,
    /// Whose side.
    pub side: Side,
    /// How binding it is.
    pub strength: Strength,
    /// The words that tell when.
    pub due_text: Option<String>,
    /// The day.
    pub due: Option<String>,
    /// Whether it is still to do.
    pub status: Status,
    /// The patterns and entries that made it.
    pub because: Vec<String>,
    /// Whether it was a request that the next turn of the talk answered, so that it is not reported here.
    pub answered: bool,
    /// Whether the signs of its sentence outweigh it, so that it is not reported.
    pub outweighed: bool,
    /// What its signs weigh.
    pub weighed: Weighed,
}

/// Some words weighed as a learning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LearningTrace {
    /// The words.
    pub words: String,
    /// The kind, where it is a learning.
    pub kind: Option<LearningKind>,
    /// The sum of the parts and of the signs.
    pub total: Points,
    /// The sum from which it is a learning.
    pub threshold: Points,
    /// Entries by id, and features of shape and place.
    pub parts: Vec<Part>,
    /// What its signs weigh.
    pub weighed: Weighed,
    /// Whether a vague outcome covers it, so that it was not weighed.
    pub is_vague: bool,
    /// What speaks for each kind, the likeliest first, where it is a learning.
    pub kinds: Vec<KindTrace>,
}

/// What speaks for a kind of learning, and against it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KindTrace {
    /// Its name.
    pub name: &'static str,
    /// The sum: the largest counts.
    pub total: Points,
    /// What cues and the heading tell.
    pub told: Points,
    /// The signs that weigh something.
    pub signs: Vec<Part>,
}

/// What something adds to a sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// An entry's id, the name of a feature, or a sign.
    pub id: String,
    /// The words, where it is an entry's.
    pub words: Option<String>,
    /// What it adds.
    pub points: Points,
}

/// A cue that stands for itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CueTrace {
    /// The entry's id.
    pub id: String,
    /// Vague, pressure or outcome.
    pub sense: Sense,
    /// The kind within the sense.
    pub kind: Option<String>,
    /// The words.
    pub words: String,
    /// Whether a fact was made of it.
    pub stands: bool,
    /// Whether a "not" before it denies it.
    pub denied: bool,
    /// What its signs weigh, where the rules let it tell a vague outcome.
    pub weighed: Option<Weighed>,
}

/// The signs of something that was read, and what they weigh together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Weighed {
    /// The sum of the parts.
    pub total: Points,
    /// The signs that weigh something.
    pub parts: Vec<Part>,
    /// All signs.
    pub signs: Vec<String>,
}

impl From<Kept<'_>> for Weighed {
    fn from(kept: Kept<'_>) -> Weighed {
        let weighty = kept.signs.iter().filter(|(_, weight)| *weight != 0);
        Weighed {
            total: Points(kept.signs.iter().map(|(_, weight)| weight).sum()),
            parts: weighty
                .map(|(sign, weight)| Part { id: sign.clone(), words: None, points: Points(*weight) })
                .collect(),
            signs: kept.signs.into_iter().map(|(sign, _)| sign).collect(),
        }
    }
}

impl SentenceTrace {
    /// What is to be told of a sentence whose facts are the last in `facts`.
    pub(super) fn new(
        sentence: &Sentence<'_>,
        fates: Fates,
        outweighed: &[Commitment],
        late: bool,
        facts: &Facts,
    ) -> SentenceTrace {
        let Sentence { lexicon, text, reading, context, span, .. } = *sentence;
        let words = |span: Span| span.of(text).to_owned();
        let all =
            sentence.commitments.iter().map(|fact| (fact, false)).chain(outweighed.iter().map(|fact| (fact, true)));
        let mut commitments: Vec<CommitmentTrace> =
            all.map(|(fact, fell)| commitment_trace(sentence, fact, fell)).collect();
        commitments.sort_by_key(|fact| fact.span);
        SentenceTrace {
            span,
            text: words(span),
            units: reading.units.iter().map(|unit| unit_trace(sentence, unit)).collect(),
            topic: topic(context),
            owner: context.owner.map(words),
            patterns: fates.0.iter().flatten().map(|one| pattern_trace(sentence, one)).collect(),
            commitments,
            dates_the_one_before: late,
            no_learning: sentence.tells_nothing(),
            learnings: learnings(sentence, facts),
            cues: [Sense::Vague, Sense::Pressure, Sense::Outcome]
                .into_iter()
                .flat_map(|sense| sentence.cues(sense))
                .map(|found| cue_trace(sentence, lexicon, found, facts))
                .collect(),
        }
    }

    /// Compares with what was found in the whole note.
    pub(super) fn settle(&mut self, facts: &Facts) {
        for one in self.commitments.iter_mut().filter(|one| !one.outweighed) {
            one.answered = facts.commitments.binary_search_by_key(&one.span, |fact| fact.span).is_err();
        }
    }
}

fn unit_trace(sentence: &Sentence<'_>, unit: &Unit) -> UnitTrace {
    let span = sentence.reading.span_of(unit);
    let date = sentence.reading.whens.iter().find(|when| when.span.overlaps(span)).and_then(|when| when.date);
    UnitTrace {
        words: span.of(sentence.text).to_owned(),
        tag: tags::name(unit.tag).or((unit.tag == tags::VERB).then_some("verb")),
        entry: unit.entry.map(|entry| sentence.lexicon.entry(entry).id.clone()),
        date: date.filter(|_| unit.tag == b'@').map(|date| date.to_string()),
    }
}

/// What headings and labels are about, in words.
fn topic(context: &Context) -> Option<String> {
    Some(match context.topic {
        Topic::None => return None,
        Topic::Actions(Side::Us) => "acts to come, ours".to_owned(),
        Topic::Actions(Side::Them) => "acts to come, the customer's".to_owned(),
        Topic::Actions(_) => "acts to come".to_owned(),
        Topic::Agenda => "an agenda, in which nothing is promised".to_owned(),
        Topic::NotActions => "a list, but not of acts to come".to_owned(),
        Topic::People => "who was there".to_owned(),
        Topic::Pitch => "what we showed or said".to_owned(),
        Topic::Learned => "what was said".to_owned(),
        Topic::Facts(kind) => format!("facts: {}", name(&kind)),
    })
}

/// The name by which a value is written for programs.
pub(crate) fn name(value: &impl Serialize) -> String {
    let name = serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned));
    name.unwrap_or_default().replace('_', " ")
}

fn pattern_trace(sentence: &Sentence<'_>, Fated { hit, fate, .. }: &Fated) -> PatternTrace {
    let patterns = &sentence.lexicon.patterns().entries;
    let entry = &patterns[hit.pattern];
    let by = match fate {
        Fate::Denied { by } | Fate::Taken { by } | Fate::Overlapped { by } => Some(patterns[*by].id.clone()),
        _ => None,
    };
    let last = hit.end.min(sentence.reading.units.len());
    let words = if hit.start < last { sentence.reading.span(hit.start, last).of(sentence.text) } else { "" };
    PatternTrace {
        id: entry.id.clone(),
        why: entry.why.clone(),
        words: words.to_owned(),
        stands: matches!(fate, Fate::Stands | Fate::Denies),
        fate: fate_words(*fate, entry.gives, entry.context, by.as_deref().unwrap_or_default()),
        by,
    }
}

fn commitment_trace(sentence: &Sentence<'_>, fact: &Commitment, outweighed: bool) -> CommitmentTrace {
    let words = |span: Span| span.of(sentence.text).to_owned();
    let place = (sentence.reading, sentence.text, sentence.span);
    let mut kept = Kept::new(&sentence.lexicon.weights().commitment);
    signs::of_commitment(sentence.lexicon, place, sentence.context, fact, &mut kept);
    CommitmentTrace {
        span: fact.span,
        words: words(fact.span),
        owner: fact.owner.clone(),
        owner_by: fact.basis,
        side: fact.side,
        strength: fact.strength,
        due_text: fact.due_text.map(words),
        due: fact.due.map(|date| date.to_string()),
        status: fact.status,
        because: fact.because.clone(),
        answered: false,
        outweighed,
        weighed: kept.into(),
    }
}

/// The learnings of a sentence, and the segments that are none.
fn learnings(sentence: &Sentence<'_>, facts: &Facts) -> Vec<LearningTrace> {
    if sentence.tells_nothing().is_some() {
        return Vec::new();
    }
    let found = || facts.learnings.iter().rev().take_while(|fact| sentence.span.overlaps(fact.span));
    let mut weighed: Vec<(Span, Option<LearningKind>)> = found().map(|fact| (fact.span, Some(fact.kind))).collect();
    let none = |segment: &Span| !found().any(|fact| fact.span.overlaps(*segment));
    weighed.extend(sentence.segments().into_iter().filter(none).map(|segment| (segment, None)));
    weighed.sort_unstable_by_key(|(span, _)| *span);
    weighed.into_iter().map(|(span, kind)| learning_trace(sentence, span, kind)).collect()
}

fn learning_trace(sentence: &Sentence<'_>, span: Span, kind: Option<LearningKind>) -> LearningTrace {
    let mut parts: Vec<Part> = Vec::new();
    for found in sentence.reading.cues(sentence.lexicon, Sense::Learning, span) {
        let entry = sentence.lexicon.entry(found.entry);
        if !parts.iter().any(|part| part.id == entry.id) {
            let words = Some(sentence.reading.match_span(found).of(sentence.text).to_owned());
            parts.push(Part { id: entry.id.clone(), words, points: Points::whole(entry.weight.into()) });
        }
    }
    let shape = sentence.shape(span).into_iter().filter(|(_, points)| *points != 0);
    parts.extend(shape.map(|(id, points)| Part { id: id.to_owned(), words: None, points: Points::whole(points) }));
    let mut kept = Kept::new(&sentence.lexicon.weights().learning);
    sentence.learning_signs(span, &mut kept);
    let weighed = Weighed::from(kept);
    let total = Points(parts.iter().map(|part| part.points.0).sum::<Tenths>() + weighed.total.0);
    let threshold = Points::whole(THRESHOLD);
    let words = span.of(sentence.text).to_owned();
    let is_vague = kind.is_none() && total >= threshold;
    let kinds = if kind.is_some() { kinds(sentence, span) } else { Vec::new() };
    LearningTrace { words, kind, total, threshold, parts, weighed, is_vague, kinds }
}

fn kinds(sentence: &Sentence<'_>, span: Span) -> Vec<KindTrace> {
    let mut kept = Kept::new(&sentence.lexicon.weights().kind);
    sentence.learning_signs(span, &mut kept);
    kept.signs.retain(|(_, weights)| *weights != ByKind::default());
    let told = sentence.told_kinds(span);
    let trace = |(at, kind): (usize, LearningKind)| {
        let part =
            |(sign, weights): &(String, ByKind)| Part { id: sign.clone(), words: None, points: Points(weights[at]) };
        let signs: Vec<Part> = kept.signs.iter().map(part).filter(|part| part.points != Points(0)).collect();
        let total = Points(told[at] + signs.iter().map(|part| part.points.0).sum::<Tenths>());
        KindTrace { name: kind.name(), total, told: Points(told[at]), signs }
    };
    let mut kinds: Vec<KindTrace> = LearningKind::ALL.into_iter().enumerate().map(trace).collect();
    // of equals the later one counts
    kinds.reverse();
    kinds.sort_by_key(|kind| std::cmp::Reverse(kind.total));
    kinds
}

fn cue_trace(sentence: &Sentence<'_>, lexicon: &Lexicon, found: &Match, facts: &Facts) -> CueTrace {
    let entry = lexicon.entry(found.entry);
    let words = sentence.reading.match_span(found);
    let made = |span: Span, because: &[String]| span.overlaps(words) && because.contains(&entry.id);
    let stands = match entry.sense {
        Sense::Vague => facts.vague.iter().rev().take(16).any(|fact| made(fact.span, &fact.because)),
        Sense::Pressure => facts.pressure.last().is_some_and(|fact| made(fact.span, &fact.because)),
        _ => facts.outcomes.iter().rev().take(16).any(|fact| made(fact.span, &fact.because)),
    };
    CueTrace {
        id: entry.id.clone(),
        sense: entry.sense,
        kind: entry.kind.clone(),
        words: words.of(sentence.text).to_owned(),
        stands,
        denied: !stands && entry.sense != Sense::Pressure && sentence.is_denied(found),
        weighed: sentence.says_nothing(found).map(|_| {
            let mut kept = Kept::new(&lexicon.weights().vague);
            sentence.vague_signs(found, &mut kept);
            kept.into()
        }),
    }
}
