//! What small signs of a sentence weigh for or against what the rules read in it.
//!
//! The weights are fitted on annotated notes by `scripts/fit-weights.py`, never by hand; `lexicons/README.md` tells of them.

use super::tags::{self, Tag};
use crate::key::Words;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;

/// Points in tenths, so that their sums are exact.
pub type Tenths = i32;

/// A point in tenths.
pub const POINT: Tenths = 10;

/// Some points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Points(pub Tenths);

impl Points {
    /// How likely what has a sum of them is right, in percent, and none below zero: points are logarithms of odds.
    pub fn chance(self) -> u8 {
        // at every half point, from the odds at which something stands
        const PERCENT: [u8; 10] = [44, 56, 68, 78, 85, 91, 94, 96, 98, 98];
        const HALF: usize = POINT as usize / 2;
        let Ok(tenths) = usize::try_from(self.0) else { return 0 };
        let at = (tenths / HALF).min(PERCENT.len() - 2);
        PERCENT[at] + (PERCENT[at + 1] - PERCENT[at]) * (tenths % HALF) as u8 / HALF as u8
    }

    /// Whole ones.
    pub const fn whole(points: i32) -> Points {
        Points(points * POINT)
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % POINT {
            0 => fmt::Display::fmt(&(self.0 / POINT), f),
            _ => fmt::Display::fmt(&(f64::from(self.0) / f64::from(POINT)), f),
        }
    }
}

impl Serialize for Points {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.0) / f64::from(POINT))
    }
}

/// The kinds of learnings, in the order of what is weighed for each.
pub const KINDS: [&str; 11] = [
    "pain",
    "need",
    "metric",
    "current_state",
    "budget",
    "process",
    "criteria",
    "stakeholder",
    "competition",
    "timeline",
    "risk",
];

/// Some points for each kind of learning.
pub type ByKind = [Tenths; KINDS.len()];

/// What a sign weighs: some points, or some for each kind.
pub trait Weight: Copy + Default {
    /// As a file has it.
    type Written;
    /// Reads it. Errors name what is wrong.
    fn read(written: Self::Written) -> Result<Self, String>;
    /// Adds another.
    fn add(&mut self, other: Self);
}

impl Weight for Tenths {
    type Written = f64;

    fn read(written: f64) -> Result<Self, String> {
        Ok((written * f64::from(POINT)).round() as Tenths)
    }

    fn add(&mut self, other: Self) {
        *self += other;
    }
}

impl Weight for ByKind {
    type Written = BTreeMap<String, f64>;

    fn read(written: Self::Written) -> Result<Self, String> {
        let mut all = ByKind::default();
        for (name, points) in written {
            let kind = KINDS.iter().position(|kind| *kind == name);
            all[kind.ok_or_else(|| format!("{name:?} is no kind of learning"))?] = Tenths::read(points)?;
        }
        Ok(all)
    }

    fn add(&mut self, other: Self) {
        self.iter_mut().zip(other).for_each(|(points, more)| *points += more);
    }
}

/// The letter of what stands before the first unit and behind the last.
pub const EDGE: Tag = b'^';

/// Where a unit stands to the words that are weighed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Place {
    Before,
    In,
    Behind,
}

/// A small thing about a sentence that may weigh something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign<'s> {
    /// What every sum begins with.
    Start,
    /// Two neighbours in the sentence.
    Pair(Tag, Tag),
    /// A unit by its place.
    Unit(Place, Tag),
    /// A word in small letters.
    Word(&'s str),
    /// A trait of the fact and its value: an entry or a pattern by its id, a side, a heading.
    Trait(&'static str, &'s str),
}

impl fmt::Display for Sign<'_> {
    /// As in the file of weights: the table, and the key in it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = |tag| if tag == EDGE { "^".to_owned() } else { tags::written(tag) };
        match *self {
            Sign::Start => f.write_str("start"),
            Sign::Pair(one, next) => write!(f, "pair {} {}", unit(one), unit(next)),
            Sign::Unit(Place::Before, tag) => write!(f, "before {}", unit(tag)),
            Sign::Unit(Place::In, tag) => write!(f, "in {}", unit(tag)),
            Sign::Unit(Place::Behind, tag) => write!(f, "behind {}", unit(tag)),
            Sign::Word(word) => write!(f, "word {word}"),
            Sign::Trait(name, value) => write!(f, "{name} {value}"),
        }
    }
}

/// The weights of one kind of fact, in points, as its file has them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScaleFile<P = f64> {
    start: P,
    #[serde(default = "BTreeMap::new")]
    pair: BTreeMap<String, P>,
    #[serde(default = "BTreeMap::new")]
    before: BTreeMap<String, P>,
    #[serde(default = "BTreeMap::new")]
    r#in: BTreeMap<String, P>,
    #[serde(default = "BTreeMap::new")]
    behind: BTreeMap<String, P>,
    #[serde(default = "BTreeMap::new")]
    word: BTreeMap<String, P>,
    /// By trait and value.
    #[serde(default = "BTreeMap::new")]
    of: BTreeMap<String, BTreeMap<String, P>>,
}

/// The weights of one kind of fact.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound = "W: Serialize + for<'a> Deserialize<'a> + Default")]
pub struct Scale<W = Tenths> {
    start: W,
    pairs: FxHashMap<(Tag, Tag), W>,
    /// By the first of two neighbours, a bit for each second that is listed: most are not, and need no look.
    seconds: Vec<u128>,
    units: [FxHashMap<Tag, W>; 3],
    words: Words<W>,
    traits: Vec<(String, FxHashMap<String, W>)>,
}

impl<W: Weight> Scale<W> {
    /// What a sign weighs; nothing, where it is not listed.
    pub fn weight(&self, sign: Sign<'_>) -> W {
        self.listed(sign).copied().unwrap_or_default()
    }

    /// What a sign weighs, where it is listed.
    pub fn listed(&self, sign: Sign<'_>) -> Option<&W> {
        match sign {
            Sign::Start => Some(&self.start),
            Sign::Pair(one, next) => {
                let listed = self.seconds.get(usize::from(one)).is_some_and(|all| all >> (next & 127) & 1 == 1);
                if listed { self.pairs.get(&(one, next)) } else { None }
            }
            Sign::Unit(place, tag) => self.units[place as usize].get(&tag),
            Sign::Word(word) => self.words.get(word),
            Sign::Trait(name, value) => {
                self.traits.iter().find(|(known, _)| known == name).and_then(|(_, values)| values.get(value))
            }
        }
    }

    /// Compiles what a file says. Errors name what is wrong.
    pub(super) fn new(file: ScaleFile<W::Written>) -> Result<Scale<W>, String> {
        let unit = |unit: &str, points| Ok::<_, String>((read_unit(unit)?, W::read(points)?));
        let units = |table: BTreeMap<String, _>| {
            table.into_iter().map(|(one, points)| unit(&one, points)).collect::<Result<_, _>>()
        };
        let pair = |(pair, points): (String, _)| {
            let (one, next) = pair.split_once(' ').ok_or_else(|| format!("{pair:?} is not two units"))?;
            Ok::<_, String>(((read_unit(one)?, read_unit(next)?), W::read(points)?))
        };
        let mut words = Words::default();
        for (word, points) in file.word {
            *words.entry(&word) = W::read(points)?;
        }
        let pairs: FxHashMap<(Tag, Tag), W> = file.pair.into_iter().map(pair).collect::<Result<_, _>>()?;
        let mut seconds = vec![0_u128; if pairs.is_empty() { 0 } else { 128 }];
        pairs.keys().for_each(|&(one, next)| seconds[usize::from(one & 127)] |= 1 << (next & 127));
        let values = |(name, values): (String, BTreeMap<String, _>)| {
            let values = values.into_iter().map(|(value, points)| Ok((value, W::read(points)?)));
            Ok::<_, String>((name, values.collect::<Result<_, String>>()?))
        };
        Ok(Scale {
            start: W::read(file.start)?,
            pairs,
            seconds,
            units: [units(file.before)?, units(file.r#in)?, units(file.behind)?],
            words,
            traits: file.of.into_iter().map(values).collect::<Result<_, _>>()?,
        })
    }
}

fn read_unit(unit: &str) -> Result<Tag, String> {
    if unit == "^" {
        return Ok(EDGE);
    }
    tags::read(unit).ok_or_else(|| format!("{unit:?} is no unit of a sentence"))
}

/// The file of weights.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WeightsFile {
    pub(super) commitment: Option<ScaleFile>,
    pub(super) learning: Option<ScaleFile>,
    pub(super) vague: Option<ScaleFile>,
    pub(super) no_contact: Option<ScaleFile>,
    pub(super) kind: Option<ScaleFile<BTreeMap<String, f64>>>,
}

/// The weights of all kinds of facts that are weighed.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Weights {
    /// Of commitments, which stand where the sum is not below zero.
    pub commitment: Scale,
    /// Of learnings, beside those of their cues.
    pub learning: Scale,
    /// Of vague outcomes, whose cues stand where the sum is not below zero.
    pub vague: Scale,
    /// Of notes as a whole, which tell of nobody reached where the sum is above zero.
    pub no_contact: Scale,
    /// Of the kinds of learnings, beside what their cues tell: the largest sum counts.
    pub kind: Scale<ByKind>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn scale(text: &str) -> Result<Scale, String> {
        Scale::new(toml::from_str(text).expect("is TOML"))
    }

    #[test]
    fn a_sign_weighs_what_its_file_says_and_others_nothing() {
        let text = "start = -0.3\nword.soon = -1\npair.\"^ <they>\" = 0.4\nin.\"<will>\" = 0.1\nbefore.\",\" = 2\nof.side.us = 0.2\n";
        let scale = scale(text).expect("loads");
        let weights = [
            (Sign::Start, -3),
            (Sign::Word("soon"), -10),
            (Sign::Word("late"), 0),
            (Sign::Pair(EDGE, b'T'), 4),
            (Sign::Pair(b'T', EDGE), 0),
            (Sign::Unit(Place::In, b'm'), 1),
            (Sign::Unit(Place::Before, b'm'), 0),
            (Sign::Unit(Place::Before, b','), 20),
            (Sign::Trait("side", "us"), 2),
            (Sign::Trait("side", "them"), 0),
            (Sign::Trait("strength", "us"), 0),
        ];
        for (sign, weight) in weights {
            assert_eq!(scale.weight(sign), weight, "{sign}");
        }
    }

    #[test]
    fn units_that_are_none_are_named() {
        let error = |text| scale(text).expect_err("must not load");
        assert_eq!(error("start = 0\npair.\"<they>\" = 1"), "\"<they>\" is not two units");
        assert_eq!(error("start = 0\nin.\"<nobody>\" = 1"), "\"<nobody>\" is no unit of a sentence");
        assert_eq!(error("start = 0\npair.\"^ them\" = 1"), "\"them\" is no unit of a sentence");
    }

    #[test]
    fn each_kind_of_learning_has_points_of_its_own() {
        let read = |text| Scale::<ByKind>::new(toml::from_str(text).expect("is TOML"));
        let scale = read("start = { need = 1 }\nword.grant = { budget = 1.2, risk = -0.3 }").expect("loads");
        let mut sum = scale.weight(Sign::Start);
        sum.add(scale.weight(Sign::Word("grant")));
        sum.add(scale.weight(Sign::Word("soon")));
        assert_eq!(sum, [0, 10, 0, 0, 12, 0, 0, 0, 0, 0, -3]);
        assert_eq!(read("start = { needs = 1 }").expect_err("must not load"), "\"needs\" is no kind of learning");
    }

    #[test]
    fn chances_grow_with_points() {
        let chances: Vec<u8> = (-20..80).map(|tenths| Points(tenths).chance()).collect();
        assert!(chances.is_sorted(), "{chances:?}");
        assert_eq!([-1, 0, 2, 5, 14, 40, 400].map(|tenths| Points(tenths).chance()), [0, 44, 48, 56, 76, 98, 98]);
    }

    #[test]
    fn points_are_written_with_one_decimal_where_they_have_one() {
        let written = |points: Points| (points.to_string(), format!("{points:+}"));
        assert_eq!(written(Points(12)), ("1.2".into(), "+1.2".into()));
        assert_eq!(written(Points(-30)), ("-3".into(), "-3".into()));
    }

    #[test]
    fn the_weights_name_entries_and_patterns_that_there_are() {
        // what facts give as their reason beside entries and patterns
        const REASONS: [&str; 3] = ["action-item", "yes", "answer"];
        let lexicon = Lexicon::embedded();
        let entries = lexicon.entries().iter().map(|entry| entry.id.as_str());
        let ids: Vec<&str> = entries.chain(lexicon.patterns().entries.iter().map(|one| one.id.as_str())).collect();
        let Weights { commitment, learning, vague, no_contact, kind } = &lexicon.weights;
        let all = [commitment, learning, vague, no_contact].into_iter().flat_map(named).chain(named(kind));
        let known = |id: &&str| ids.contains(id) || REASONS.contains(id);
        assert_eq!(all.filter(|id| !known(id)).collect::<Vec<_>>(), Vec::<&str>::new());
        assert!([commitment, learning, vague].into_iter().all(|scale| named(scale).next().is_some()));
        assert!(named(kind).next().is_some());
    }

    /// The ids that weigh something.
    fn named<W>(scale: &Scale<W>) -> impl Iterator<Item = &str> {
        let named = scale.traits.iter().filter(|(name, _)| matches!(name.as_str(), "by" | "holds" | "cue"));
        named.flat_map(|(_, values)| values.keys().map(String::as_str))
    }
}
