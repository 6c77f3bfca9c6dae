//! The checks behind the rules: each looks at one judged note and tells what it found.

use super::language::foreign;
use super::settings::Options;
use super::verdict::{is_action, is_firm, is_open, is_ours, is_promise, is_theirs};
use super::{Hit, Tests};
use crate::extract::{Commitment, Facts, Strength, VagueKind};
use crate::note::{BlockKind, Note, Side};
use crate::span::Span;
use jiff::civil::Date;

/// A note with its facts, as the checks see it.
pub(super) struct Case<'a> {
    note: &'a Note,
    facts: &'a Facts,
    tests: Tests,
    /// Where findings about the whole note point to.
    whole: Span,
    is_empty: bool,
    /// The language of the note, where it is sure not to be English.
    language: Option<&'static str>,
}

impl<'a> Case<'a> {
    pub(super) fn new(note: &'a Note, facts: &'a Facts, tests: Tests) -> Self {
        let is_empty = *facts == Facts::default() && !has_words(note);
        Self { note, facts, tests, whole: first_line(note), is_empty, language: foreign(&note.text) }
    }

    /// Whether the note is in a language that the lexicons do not cover.
    pub(super) fn is_foreign(&self) -> bool {
        self.language.is_some()
    }

    /// Whether the note can be asked about the customer: something is written, and the sides can be told apart.
    fn is_about_customer(&self) -> bool {
        !self.is_empty && !self.sides_are_unknown()
    }

    fn actions(&self) -> impl Iterator<Item = &'a Commitment> {
        self.facts.commitments.iter().filter(|fact| is_action(fact))
    }

    fn open(&self) -> impl Iterator<Item = &'a Commitment> {
        self.facts.commitments.iter().filter(|fact| is_open(fact))
    }

    /// Whether the note has actions, and neither they nor the people in it are on a known side.
    fn sides_are_unknown(&self) -> bool {
        let people = &self.note.meta.participants;
        self.actions().next().is_some()
            && self.actions().all(|fact| fact.side == Side::Unknown)
            && people.iter().all(|person| person.side == Side::Unknown)
            && self.note.meta.account.is_none()
    }

    fn hit_whole(&self, message: impl Into<String>) -> Vec<Hit> {
        vec![Hit::whole(self.whole, message)]
    }
}

pub(super) fn no_customer_commitment(case: &Case, _: &Options) -> Vec<Hit> {
    if case.tests.customer_commitment || !case.is_about_customer() {
        return Vec::new();
    }
    case.hit_whole("the note records nothing that the customer will do")
}

pub(super) fn one_sided(case: &Case, options: &Options) -> Vec<Hit> {
    let (all, ours) = (case.actions().count(), case.actions().filter(|fact| is_ours(fact)).count());
    if ours == 0 || all < options.count("min_actions") || case.tests.customer_action {
        return Vec::new();
    }
    case.hit_whole(match (ours, all) {
        (1, 1) => "the only action is ours".to_owned(),
        (2, 2) => "both actions are ours".to_owned(),
        (ours, all) if ours == all => format!("all {all} actions are ours"),
        (ours, all) => format!("none of the {all} actions is the customer's; {ours} of them ours"),
    })
}

pub(super) fn no_actions(case: &Case, _: &Options) -> Vec<Hit> {
    if case.is_empty || case.actions().next().is_some() {
        return Vec::new();
    }
    case.hit_whole("nobody has anything to do after this meeting")
}

pub(super) fn nothing_learned(case: &Case, options: &Options) -> Vec<Hit> {
    let (learned, least) = (case.facts.learnings.len(), options.count("min_learnings"));
    if learned >= least || !case.is_about_customer() {
        return Vec::new();
    }
    case.hit_whole(match learned {
        0 => "the note holds no new fact about the customer".to_owned(),
        1 => format!("the note holds only one new fact about the customer; {least} are asked for"),
        _ => format!("the note holds only {learned} new facts about the customer; {least} are asked for"),
    })
}

/// Vague outcomes of some kinds, where the customer committed to nothing.
pub(super) fn vague_outcome(case: &Case, options: &Options) -> Vec<Hit> {
    if case.tests.customer_commitment {
        return Vec::new();
    }
    let asked = case.facts.vague.iter().filter(|fact| options.has("kinds", vague_name(fact.kind)));
    asked
        .map(|fact| {
            let (what, question) = vague_words(fact.kind);
            let hit = Hit::new(fact.span, format!("{what}, and no customer commitment"));
            Hit { question: Some(question), ..hit }
        })
        .collect()
}

/// The word for a kind in options.
fn vague_name(kind: VagueKind) -> &'static str {
    match kind {
        VagueKind::Praise => "praise",
        VagueKind::Interest => "interest",
        VagueKind::Deferral => "deferral",
        VagueKind::Ownerless => "ownerless",
        VagueKind::LowBar => "low_bar",
        VagueKind::Hope => "hope",
    }
}

/// What a vague outcome is, and the question that would have turned it into something.
fn vague_words(kind: VagueKind) -> (&'static str, &'static str) {
    match kind {
        VagueKind::Praise => ("praise", "What did they agree to do that they were not doing before?"),
        VagueKind::Interest => {
            ("interest with no act behind it", "Interested enough to spend what, and who else there knows?")
        }
        VagueKind::Deferral => {
            ("a deferral", "What has to be true by then, who decides, and which date did both of you write down?")
        }
        VagueKind::Ownerless => ("a step without owner or date", "Who does what, on which day, on whose side?"),
        VagueKind::LowBar => ("a low bar", "What would a bad meeting have looked like, and how was this different?"),
        VagueKind::Hope => ("hope", "What have you seen, not heard, and what could still stop it?"),
    }
}

pub(super) fn missing_owner(case: &Case, options: &Options) -> Vec<Hit> {
    case.open()
        .filter(|fact| fact.owner.is_empty() && options.has("sides", fact.side.name()))
        .filter_map(|fact| match fact.side {
            Side::Unknown => Some(Hit::new(fact.span, "an action without an owner")),
            Side::Them => Some(Hit::new(fact.span, "the customer will do it, but nobody there is named")),
            Side::Third => Some(Hit::new(fact.span, "a third party will do it, but nobody there is named")),
            // Ours is the author's unless somebody else is named.
            Side::Us | Side::Both => None,
        })
        .collect()
}

pub(super) fn missing_due_date(case: &Case, options: &Options) -> Vec<Hit> {
    case.facts
        .commitments
        .iter()
        .filter(|fact| is_promise(fact) && fact.due_text.is_none() && fact.due.is_none())
        .filter(|fact| options.has("sides", fact.side.name()))
        .map(|fact| {
            let whose = if is_theirs(fact) { "a customer commitment" } else { "an action" };
            Hit::new(fact.span, format!("{whose} without a date"))
        })
        .collect()
}

pub(super) fn weak_commitment(case: &Case, _: &Options) -> Vec<Hit> {
    if case.facts.commitments.iter().any(|fact| is_theirs(fact) && is_firm(fact)) {
        return Vec::new();
    }
    case.open()
        .filter(|fact| is_theirs(fact))
        .filter_map(|fact| {
            let what = match fact.strength {
                Strength::Tentative => "the customer said perhaps, not yes",
                Strength::Conditional => "the customer's commitment hangs on an if",
                Strength::Request => "the customer was asked; the note records no yes",
                Strength::Firm | Strength::Empty => return None,
            };
            Some(Hit::new(fact.span, what))
        })
        .collect()
}

pub(super) fn hedged_commitment(case: &Case, _: &Options) -> Vec<Hit> {
    case.open()
        .filter(|fact| fact.side == Side::Us && fact.strength == Strength::Tentative)
        .map(|fact| Hit::new(fact.span, "our own promise is hedged"))
        .collect()
}

pub(super) fn pressure_close(case: &Case, _: &Options) -> Vec<Hit> {
    case.facts.pressure.iter().map(|fact| Hit::new(fact.span, "an offer that expires, to force a decision")).collect()
}

pub(super) fn stale_date(case: &Case, options: &Options) -> Vec<Hit> {
    let Some(written) = case.note.meta.date else { return Vec::new() };
    let grace = i32::try_from(options.count("grace_days")).unwrap_or(i32::MAX);
    let is_stale = |due: &Date| due.until(written).is_ok_and(|late| late.get_days() > grace);
    case.open()
        .filter_map(|fact| Some((fact, fact.due.filter(is_stale)?)))
        .map(|(fact, due)| Hit::new(fact.span, format!("due on {due}, before the day of the note ({written})")))
        .collect()
}

pub(super) fn unknown_side(case: &Case, _: &Options) -> Vec<Hit> {
    if !case.sides_are_unknown() {
        return Vec::new();
    }
    case.hit_whole("cannot tell our side from the customer's")
}

pub(super) fn single_stakeholder(case: &Case, options: &Options) -> Vec<Hit> {
    let people = &case.note.meta.participants;
    let theirs: Vec<&str> = people
        .iter()
        .filter(|person| person.side == Side::Them && !person.is_organization)
        .map(|person| person.name.as_str())
        .collect();
    match theirs.as_slice() {
        [only] => case.hit_whole(format!("{only} is the only person named on the customer's side")),
        few if !few.is_empty() && few.len() < options.count("min_people") => {
            case.hit_whole(format!("only {} are named on the customer's side", few.join(", ")))
        }
        _ => Vec::new(),
    }
}

pub(super) fn language_not_covered(case: &Case) -> Vec<Hit> {
    let said =
        |language| format!("this note seems to be {language}, which is not covered: nothing is said of what it holds");
    case.language.map_or_else(Vec::new, |language| case.hit_whole(said(language)))
}

pub(super) fn empty_note(case: &Case, _: &Options) -> Vec<Hit> {
    if case.is_empty { case.hit_whole("nothing is written in this note") } else { Vec::new() }
}

/// Whether anything is written below the title and the fields.
fn has_words(note: &Note) -> bool {
    note.blocks.iter().any(|block| {
        let is_frame = matches!(
            block.kind,
            BlockKind::Heading { .. } | BlockKind::MailHeader | BlockKind::FrontMatter | BlockKind::Signature
        );
        !is_frame && block.content.of(&note.text).contains(char::is_alphanumeric)
    })
}

/// The title, or what stands at the top in its place: the first line that is not front matter.
fn first_line(note: &Note) -> Span {
    let text = &note.text;
    let top = note.blocks.iter().find(|block| block.kind != BlockKind::FrontMatter).map_or(0, |block| block.span.start);
    let start = text[top..].find(|c: char| !c.is_whitespace()).map_or(text.len(), |offset| top + offset);
    let end = memchr::memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |offset| start + offset);
    Span::new(start, end).trimmed(text)
}
