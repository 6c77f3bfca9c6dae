//! Records against gold annotations: how much is found, and how right it is.
//!
//! A found fact stands for an annotated one where their places overlap by at least half of the shorter; each is used
//! once, best overlap first. Commitments without content (`empty`) count neither for nor against.

mod gold;
mod pair;
mod show;

pub use gold::{Corpus, Gold, GoldCommitment, GoldFact};
pub use show::{Class, Miss, Show};

use crate::extract::{Resource, Strength};
use crate::note::Side;
use crate::record::{CommitmentRecord, LearningRecord, PressureRecord, Record, Region, VagueRecord};
use crate::rules::Verdict;
use pair::{Chars, Lines, Pairing, pair, same_owners};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::AddAssign;
use std::path::PathBuf;

/// Why there are no figures.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum ScoreError {
    #[error("{}: {source}", path.display())]
    Unreadable { path: PathBuf, source: std::io::Error },
    #[error("{}: not a gold file: {source}", path.display())]
    NotGold { path: PathBuf, source: serde_json::Error },
    #[error("{}: no gold files (*.json) in this folder", .0.display())]
    NoGold(PathBuf),
    #[error("gold of {file}: the quote is not on line {line}: {quote:?}")]
    NoSuchQuote { file: String, line: usize, quote: String },
}

/// What was found, missed, and found in error.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Found and annotated.
    pub right: usize,
    /// Found and not annotated.
    pub extra: usize,
    /// Annotated and not found.
    pub missed: usize,
}

impl Count {
    /// How much of what was found is right.
    pub fn precision(self) -> f64 {
        share(self.right, self.right + self.extra)
    }

    /// How much of what is annotated was found.
    pub fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    /// The harmonic mean of the two.
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }

    fn is_zero(self) -> bool {
        self == Count::default()
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Count) {
        self.right += other.right;
        self.extra += other.extra;
        self.missed += other.missed;
    }
}

/// How often something was right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Accuracy {
    /// Times it was right.
    pub right: usize,
    /// Times it was asked.
    pub of: usize,
}

impl Accuracy {
    fn add(&mut self, is_right: bool) {
        self.right += usize::from(is_right);
        self.of += 1;
    }
}

impl AddAssign for Accuracy {
    fn add_assign(&mut self, other: Accuracy) {
        self.right += other.right;
        self.of += other.of;
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Three decimals; a tie goes to the even digit.
fn rounded(figure: f64) -> f64 {
    format!("{figure:.3}").parse().unwrap_or(figure)
}

/// One row of figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// Precision and recall of one kind of fact.
    Found(Count),
    /// Accuracy of one field.
    Field(Accuracy),
    /// Accuracy of the verdict, with how often one ("gold->found") was given for another.
    Verdict(Accuracy, BTreeMap<String, usize>),
}

impl Row {
    /// The figures that can be better or worse, by name.
    pub fn figures(&self) -> Vec<(&'static str, f64)> {
        match self {
            Row::Found(count) => {
                vec![("p", rounded(count.precision())), ("r", rounded(count.recall())), ("f1", rounded(count.f1()))]
            }
            Row::Field(accuracy) | Row::Verdict(accuracy, _) => {
                vec![("accuracy", rounded(share(accuracy.right, accuracy.of)))]
            }
        }
    }

    /// How many of what they were counted from.
    fn counts(&self) -> Vec<(&'static str, usize)> {
        match self {
            Row::Found(count) => vec![("tp", count.right), ("fp", count.extra), ("fn", count.missed)],
            Row::Field(accuracy) | Row::Verdict(accuracy, _) => vec![("right", accuracy.right), ("of", accuracy.of)],
        }
    }
}

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, figure) in self.figures() {
            map.serialize_entry(name, &figure)?;
        }
        for (name, count) in self.counts() {
            map.serialize_entry(name, &count)?;
        }
        if let Row::Verdict(_, pairs) = self {
            map.serialize_entry("pairs", pairs)?;
        }
        map.end()
    }
}

/// The figures of a corpus, and every single miss behind them.
#[derive(Debug, Default)]
pub struct Scores {
    /// Rows of figures, in the order in which they are reported.
    pub rows: Vec<(&'static str, Row)>,
    /// What was not as annotated, in the order of the notes.
    pub misses: Vec<Miss>,
    /// Files that are annotated and have no record.
    pub without_record: Vec<String>,
}

impl Serialize for Scores {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.rows.iter().map(|(name, row)| (name, row)))
    }
}

/// Scores the records of a corpus against its gold. A record belongs to the gold that names its file.
///
/// # Errors
/// Where a gold quote is not where it is said to be.
pub fn score(gold: &[(Gold, &str)], records: &[Record]) -> Result<Scores, ScoreError> {
    let by_name: HashMap<&str, &Record> = records.iter().map(|record| (file_name(&record.path), record)).collect();
    let mut tally = Tally::default();
    for (gold, text) in gold {
        let record = by_name.get(gold.file.as_str()).copied();
        if record.is_none() {
            tally.without_record.push(gold.file.clone());
        }
        tally.note(gold, text, record)?;
    }
    Ok(tally.finish())
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', std::path::MAIN_SEPARATOR]).next().unwrap_or(path)
}

/// What has been counted so far.
#[derive(Default)]
struct Tally {
    commitments: Count,
    vague: Count,
    learnings: Count,
    pressure: Count,
    /// Owner and due date right.
    core: Count,
    /// Side right, too.
    whole: Count,
    due: Count,
    owner: Accuracy,
    side: Accuracy,
    strength: Accuracy,
    resource: Accuracy,
    status: Accuracy,
    vague_kind: Accuracy,
    learning_kind: Accuracy,
    verdict: Accuracy,
    verdict_pairs: BTreeMap<String, usize>,
    misses: Vec<Miss>,
    without_record: Vec<String>,
}

/// What both sorts of items have: a place and words.
trait Placed {
    fn region(&self) -> Region;
    fn text(&self) -> &str;
}

macro_rules! placed {
    ($($record:ty),*) => {$(
        impl Placed for $record {
            fn region(&self) -> Region {
                self.region
            }
            fn text(&self) -> &str {
                &self.text
            }
        }
    )*};
}
placed!(CommitmentRecord, VagueRecord, LearningRecord, PressureRecord);

/// One note's gold and text.
struct Annotated<'a> {
    file: &'a str,
    lines: Lines<'a>,
}

impl Annotated<'_> {
    fn pair<'q>(
        &self,
        quotes: impl Iterator<Item = (usize, &'q str)>,
        found: &[impl Placed],
    ) -> Result<Pairing, ScoreError> {
        let place = |(line, quote): (usize, &str)| {
            let missing = || ScoreError::NoSuchQuote { file: self.file.to_owned(), line, quote: quote.to_owned() };
            self.lines.quote(line, quote).ok_or_else(missing)
        };
        let gold: Vec<Chars> = quotes.map(place).collect::<Result<_, _>>()?;
        let found: Vec<Chars> = found.iter().map(|fact| self.lines.region(fact.region())).collect();
        Ok(pair(&gold, &found))
    }

    fn miss(&self, of: Show, class: Class, line: usize, words: &str) -> Miss {
        Miss { file: self.file.to_owned(), line, of, class, words: words.to_owned(), pair: None }
    }
}

impl Tally {
    fn note(&mut self, gold: &Gold, text: &str, record: Option<&Record>) -> Result<(), ScoreError> {
        let note = Annotated { file: &gold.file, lines: Lines::new(text) };
        if let Some(Some(verdict)) = gold.verdict {
            self.verdict(&note, verdict, record.map(|record| record.verdict));
        }
        if let Some(annotated) = &gold.commitments {
            let found = record.map_or(&[][..], |record| &record.commitments);
            self.commitments(&note, annotated, found, gold.verdict.is_some())?;
        }
        if let Some(annotated) = &gold.vague {
            let found = record.map_or(&[][..], |record| &record.vague);
            let (count, kinds) = self.facts(&note, Show::Vague, annotated, found, |fact| Some(fact.kind))?;
            self.vague += count;
            self.vague_kind += kinds;
        }
        if let Some(annotated) = &gold.learnings {
            let found = record.map_or(&[][..], |record| &record.learnings);
            let (count, kinds) = self.facts(&note, Show::Learnings, annotated, found, |fact| Some(fact.kind))?;
            self.learnings += count;
            self.learning_kind += kinds;
        }
        if let Some(annotated) = &gold.pressure {
            let found = record.map_or(&[][..], |record| &record.pressure);
            let (count, _) = self.facts(&note, Show::Pressure, annotated, found, |_| None)?;
            self.pressure += count;
        }
        Ok(())
    }

    fn verdict(&mut self, note: &Annotated, gold: Verdict, found: Option<Verdict>) {
        self.verdict.add(Some(gold) == found);
        let found = found.map_or("None", Verdict::name);
        *self.verdict_pairs.entry(format!("{gold}->{found}")).or_default() += 1;
        if gold.name() != found {
            let pair = Some((gold.to_string(), found.to_owned()));
            self.misses.push(Miss { pair, ..note.miss(Show::Verdict, Class::WrongVerdict, 1, "") });
        }
    }

    fn commitments(
        &mut self,
        note: &Annotated,
        gold: &[GoldCommitment],
        found: &[CommitmentRecord],
        has_resources: bool,
    ) -> Result<(), ScoreError> {
        let mut pairing = note.pair(gold.iter().map(|fact| (fact.line, fact.quote.as_str())), found)?;
        pairing.pairs.retain(|&(g, _)| gold[g].strength != Strength::Empty);
        pairing.lost.retain(|&g| gold[g].strength != Strength::Empty);
        pairing.extra.retain(|&f| found[f].strength != Strength::Empty);
        let (mut core, mut whole) = (0, 0);
        for &(g, f) in &pairing.pairs {
            let (who_and_when, side) = self.fields(note, &gold[g], &found[f], has_resources);
            core += usize::from(who_and_when);
            whole += usize::from(who_and_when && side);
        }
        self.commitments += counted(&pairing, pairing.pairs.len());
        self.core += counted(&pairing, core);
        self.whole += counted(&pairing, whole);
        self.unpaired(note, Show::Commitments, &pairing, |g| (gold[g].line, &gold[g].quote), found);
        Ok(())
    }

    /// Compares the fields of a pair; tells whether owner and due date, and whether the side is right.
    fn fields(
        &mut self,
        note: &Annotated,
        gold: &GoldCommitment,
        found: &CommitmentRecord,
        has_resources: bool,
    ) -> (bool, bool) {
        let owner = same_owners(&gold.owner, &found.owner);
        let (side, strength) = (gold.side == found.side, gold.strength == found.strength);
        let due = gold.due == found.due;
        self.owner.add(owner);
        self.side.add(side);
        self.strength.add(strength);
        self.status.add(gold.status == found.status);
        if has_resources && matches!(gold.side, Side::Them | Side::Both) {
            let spent = |resources: &[Resource]| resources.iter().copied().collect::<BTreeSet<_>>();
            self.resource.add(spent(gold.resource.as_deref().unwrap_or_default()) == spent(&found.resource));
        }
        if gold.due.is_some() {
            self.due.right += usize::from(due);
            self.due.missed += usize::from(!due);
        }
        self.due.extra += usize::from(found.due.is_some() && !due);
        let compared = [
            (owner, Show::Owner, Class::WrongOwner, show::names(&gold.owner), show::names(&found.owner)),
            (side, Show::Side, Class::WrongSide, show::name(gold.side), show::name(found.side)),
            (strength, Show::Strength, Class::WrongStrength, show::name(gold.strength), show::name(found.strength)),
            (due, Show::Due, Class::WrongDue, show::name(&gold.due), show::name(&found.due)),
        ];
        for (_, of, class, expected, given) in compared.into_iter().filter(|(is_right, ..)| !is_right) {
            let pair = Some((expected, given));
            self.misses.push(Miss { pair, ..note.miss(of, class, gold.line, &gold.quote) });
        }
        (owner && due, side)
    }

    /// Counts facts that have no field but their kind, and how often that is right.
    fn facts<Kind: PartialEq, Found: Placed>(
        &mut self,
        note: &Annotated,
        of: Show,
        gold: &[GoldFact<Kind>],
        found: &[Found],
        kind: impl Fn(&Found) -> Option<Kind>,
    ) -> Result<(Count, Accuracy), ScoreError> {
        let pairing = note.pair(gold.iter().map(|fact| (fact.line, fact.quote.as_str())), found)?;
        let mut kinds = Accuracy::default();
        for &(g, f) in &pairing.pairs {
            let is_same = gold[g].kind == kind(&found[f]);
            kinds.add(is_same);
            if !is_same {
                self.misses.push(note.miss(of, Class::WrongKind, gold[g].line, &gold[g].quote));
            }
        }
        self.unpaired(note, of, &pairing, |g| (gold[g].line, &gold[g].quote), found);
        Ok((counted(&pairing, pairing.pairs.len()), kinds))
    }

    fn unpaired<'q>(
        &mut self,
        note: &Annotated,
        of: Show,
        pairing: &Pairing,
        quote: impl Fn(usize) -> (usize, &'q str),
        found: &[impl Placed],
    ) {
        let lost = pairing.lost.iter().map(|&g| quote(g));
        self.misses.extend(lost.map(|(line, quote)| note.miss(of, Class::Missed, line, quote)));
        let extra = pairing.extra.iter().map(|&f| &found[f]);
        self.misses.extend(extra.map(|fact| note.miss(of, Class::False, fact.region().line, fact.text())));
    }

    fn finish(self) -> Scores {
        let kinds = [
            ("commitments", self.commitments),
            ("vague", self.vague),
            ("learnings", self.learnings),
            ("pressure", self.pressure),
        ];
        let derived = [("who_and_when", self.core), ("whole_record", self.whole), ("due_date", self.due)];
        let fields = [
            ("owner", self.owner),
            ("side", self.side),
            ("strength", self.strength),
            ("resource", self.resource),
            ("status", self.status),
            ("vague_kind", self.vague_kind),
            ("learning_kind", self.learning_kind),
        ];
        let counts = kinds.into_iter().filter(|(_, count)| !count.is_zero()).chain(derived);
        let mut rows: Vec<_> = counts.map(|(name, count)| (name, Row::Found(count))).collect();
        rows.extend(
            fields.into_iter().filter(|(_, field)| field.of > 0).map(|(name, field)| (name, Row::Field(field))),
        );
        if self.verdict.of > 0 {
            rows.push(("verdict", Row::Verdict(self.verdict, self.verdict_pairs)));
        }
        Scores { rows, misses: self.misses, without_record: self.without_record }
    }
}

/// The count of a pairing of which so many pairs are right.
fn counted(pairing: &Pairing, right: usize) -> Count {
    let paired = pairing.pairs.len();
    Count { right, extra: paired + pairing.extra.len() - right, missed: paired + pairing.lost.len() - right }
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn figures_are_rounded_as_their_binary_value_says_and_ties_to_even() {
        assert_eq!(rounded(0.0625), 0.062);
        assert_eq!(rounded(0.1875), 0.188);
        assert_eq!(rounded(2.0 / 3.0), 0.667);
        assert_eq!(rounded(0.0005), 0.001);
        assert_eq!(rounded(1.0), 1.0);
    }
}
