//! Why something was found in each sentence of a note, or was not: for people, and as data for programs.

use super::text::clean;
use crate::extract::trace::{
    Basis, CommitmentTrace, CueTrace, KindTrace, LearningTrace, NoteTrace, PatternTrace, SentenceTrace, UnitTrace,
    Weighed,
};
use crate::lexicon::weights::Points;
use crate::note::Note;
use crate::rules::explain::fold;
use crate::span::LineIndex;
use anstyle::{AnsiColor, Style};
use serde::Serialize;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const ID: Style = AnsiColor::Cyan.on_default();
const FOUND: Style = AnsiColor::Green.on_default().bold();

/// How far the parts of a sentence are set in.
const INDENT: usize = 4;

/// What is told of a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Why {
    /// The file, as given or found.
    pub path: String,
    /// The note's name inside the file, where a file holds several.
    pub entry: Option<String>,
    /// How many lines the note has.
    #[serde(skip)]
    pub lines: usize,
    /// Its sentences.
    pub sentences: Vec<SentenceWhy>,
    /// What the note as a whole weighs for nobody's having been reached, where it is weighed and told of as a whole.
    pub no_contact: Option<Weighed>,
}

/// What is told of a sentence, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SentenceWhy {
    /// Its first line, from 1.
    pub line: usize,
    /// Its last line.
    pub end_line: usize,
    /// What it was read as, and what came of it.
    #[serde(flatten)]
    pub trace: SentenceTrace,
}

impl Why {
    /// What is told of a note, by lines.
    pub fn new(path: String, entry: Option<String>, note: &Note, trace: NoteTrace) -> Why {
        let index = LineIndex::new(&note.text);
        let placed = |trace: SentenceTrace| SentenceWhy {
            line: index.place(trace.span.start).line,
            end_line: index.place(trace.span.end).line,
            trace,
        };
        let lines = note.text.lines().count();
        let sentences = trace.sentences.into_iter().map(placed).collect();
        Why { path, entry, lines, sentences, no_contact: trace.no_contact }
    }
}

impl SentenceWhy {
    /// Whether any of it stands on a line.
    pub fn touches(&self, line: usize) -> bool {
        self.line <= line && line <= self.end_line
    }
}

/// What is told of a note, for people, with escapes for color.
pub fn text(why: &Why, width: usize) -> String {
    let path = clean(&why.path);
    if why.sentences.is_empty() {
        return format!("{BOLD}{path}{BOLD:#}\n  {DIM}no sentence is read here{DIM:#}\n");
    }
    let width = width.max(40);
    let mut parts: Vec<String> = why.sentences.iter().map(|one| sentence(&path, one, width)).collect();
    parts.extend(why.no_contact.as_ref().filter(|sum| sum.total > Points(0)).map(|sum| unheard(&path, sum, width)));
    parts.join("\n")
}

/// Why a note that tells of no end sounds as if nobody was reached.
fn unheard(path: &str, sum: &Weighed, width: usize) -> String {
    let mut page = Page { out: String::new(), width };
    page.out = format!("{BOLD}{path}{BOLD:#}\n");
    page.line(2, "as a whole it sounds as if nobody was reached, which counts where it tells of no other end and the customer promises nothing");
    page.weighed(sum);
    page.out
}

fn sentence(path: &str, why: &SentenceWhy, width: usize) -> String {
    let trace = &why.trace;
    let mut page = Page { out: String::new(), width };
    page.out = format!("{BOLD}{path}:{}{BOLD:#}\n", why.line);
    page.line(2, &trace.units.iter().map(unit).collect::<Vec<_>>().join(" "));
    let told = [("about", &trace.topic), ("owner", &trace.owner)];
    for (what, value) in told.iter().filter_map(|(what, value)| Some((what, value.as_ref()?))) {
        page.line(2, &format!("headings and labels: {what}: {}", clean(value)));
    }
    page.part("patterns", &trace.patterns, Page::pattern);
    page.part("commitments", &trace.commitments, Page::commitment);
    if trace.dates_the_one_before {
        page.line(2, "it tells the day of the commitment before");
    }
    page.part("learnings", &trace.learnings, Page::learning);
    if let Some(reason) = trace.no_learning {
        page.line(2, &format!("no learning: {reason}"));
    }
    page.part("cues", &trace.cues, Page::cue);
    page.out
}

/// Some words with their tag, their entry and their day: `send[act: act-send]`.
fn unit(unit: &UnitTrace) -> String {
    let words = clean(&unit.words);
    let Some(tag) = unit.tag else { return words };
    let entry = unit.entry.as_ref().filter(|entry| *entry != tag).map(|entry| format!(": {entry}"));
    let date = unit.date.as_ref().map(|date| format!(" {date}"));
    format!("{words}[{tag}{}{}]", entry.unwrap_or_default(), date.unwrap_or_default())
}

/// Lines in the making.
struct Page {
    out: String,
    width: usize,
}

impl Page {
    /// Some words, folded and set in.
    fn line(&mut self, indent: usize, words: &str) {
        self.out += &format!("{:indent$}{}\n", "", fold(words, indent, self.width));
    }

    /// A line of its own about something with an id, which is colored.
    fn about(&mut self, stands: bool, id: &str, words: &str) {
        let style = if stands { FOUND } else { DIM };
        let mark = if stands { '+' } else { '-' };
        let folded = fold(words, INDENT + 2 + id.len() + 2, self.width);
        self.out += &format!("{:INDENT$}{style}{mark}{style:#} {ID}{id}{ID:#}  {folded}\n", "");
    }

    fn part<T>(&mut self, title: &str, all: &[T], one: impl Fn(&mut Page, &T)) {
        if !all.is_empty() {
            self.out += &format!("  {BOLD}{title}{BOLD:#}\n");
            all.iter().for_each(|each| one(self, each));
        }
    }

    fn pattern(&mut self, pattern: &PatternTrace) {
        self.about(pattern.stands, &pattern.id, &format!("\"{}\" {}", clean(&pattern.words), pattern.fate));
        self.line(INDENT + 2, &format!("why: {}", clean(&pattern.why)));
    }

    fn commitment(&mut self, fact: &CommitmentTrace) {
        let owner = if fact.owner.is_empty() { "nobody by name".to_owned() } else { clean(&fact.owner.join(", ")) };
        let due = match (&fact.due_text, &fact.due) {
            (Some(words), Some(day)) => format!("\"{}\", {day}", clean(words)),
            (Some(words), None) => format!("\"{}\", which is no day", clean(words)),
            _ => "none".to_owned(),
        };
        self.about(
            !fact.answered && !fact.outweighed,
            &fact.because.join(", "),
            &format!("\"{}\"", clean(&fact.words)),
        );
        if fact.answered {
            self.line(INDENT + 2, "not reported here: the next turn answers it");
        }
        self.line(INDENT + 2, &format!("owner: {owner}, by {}; side: {}", basis(fact.owner_by), fact.side.name()));
        if fact.outweighed {
            self.line(INDENT + 2, "not reported: the signs of the sentence outweigh it");
        }
        self.weighed(&fact.weighed);
        let (strength, status) = (format!("{:?}", fact.strength), format!("{:?}", fact.status));
        self.line(INDENT + 2, &format!("{}, {}; due: {due}", strength.to_lowercase(), status.to_lowercase()));
    }

    fn learning(&mut self, learning: &LearningTrace) {
        let LearningTrace { total, threshold, .. } = learning;
        let verdict = match (&learning.kind, learning.is_vague) {
            (Some(kind), _) => format!("{kind:?}"),
            (None, true) => "none: a vague outcome covers it".to_owned(),
            (None, false) => "none".to_owned(),
        };
        let sum = format!("{total} of {threshold}: {} \"{}\"", verdict.to_lowercase(), clean(&learning.words));
        self.about(learning.kind.is_some(), "sum", &sum);
        for part in &learning.parts {
            let words = part.words.as_ref().map(|words| format!(" \"{}\"", clean(words))).unwrap_or_default();
            self.line(INDENT + 2, &format!("{:+} {}{words}", part.points, part.id));
        }
        self.weighed(&learning.weighed);
        learning.kinds.iter().take(2).for_each(|kind| self.kind(kind));
    }

    /// What speaks for a kind.
    fn kind(&mut self, KindTrace { name, total, told, signs }: &KindTrace) {
        let signs: String = signs.iter().map(|part| format!(", {:+} {}", part.points, clean(&part.id))).collect();
        self.line(INDENT + 2, &format!("{name} {total}: {told:+} told{signs}"));
    }

    /// The signs that weigh something, with their sum.
    fn weighed(&mut self, weighed: &Weighed) {
        let parts: Vec<String> =
            weighed.parts.iter().map(|part| format!("{:+} {}", part.points, clean(&part.id))).collect();
        if !parts.is_empty() {
            self.line(INDENT + 2, &format!("signs {:+}: {}", weighed.total, parts.join(", ")));
        }
    }

    fn cue(&mut self, cue: &CueTrace) {
        let fate = match (cue.stands, cue.denied) {
            (true, _) => "counts",
            (false, true) => "denied by a \"not\" before it",
            (false, false) => "does not count here",
        };
        let kind = cue.kind.as_deref().map(|kind| format!(" ({kind})")).unwrap_or_default();
        self.about(cue.stands, &cue.id, &format!("{}{kind} \"{}\": {fate}", cue.sense, clean(&cue.words)));
        if let Some(weighed) = &cue.weighed {
            self.weighed(weighed);
        }
    }
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Name => "name in the sentence",
        Basis::Role => "role in the sentence",
        Basis::FirstPerson => "\"I\", which is whoever writes or speaks",
        Basis::We => "\"we\", which is the side of whoever writes or speaks",
        Basis::You => "\"you\", which is whoever is addressed",
        Basis::Pronoun => "a pronoun, which means somebody named before",
        Basis::Subject => "the subject of the clause before",
        Basis::Addressed => "being asked to",
        Basis::Asked => "the request that is told",
        Basis::Leading => "the name at the start",
        Basis::Trailing => "the name at the end",
        Basis::Giver => "\"from\" and a name",
        Basis::Label => "the label or heading",
        Basis::Heading => "the side of the heading",
        Basis::Cell => "a cell of the row",
        Basis::Event => "attending",
        Basis::Recipient => "its going to us",
        Basis::Author => "default, which is whoever writes or speaks",
    }
}
