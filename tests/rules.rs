//! The rules on hand-made facts, on their own examples, and the page that documents them.

#![allow(clippy::unwrap_used, reason = "a helper of tests may panic like the tests themselves")]

use goodmeeting::Analyzer;
use goodmeeting::config::Config;
use goodmeeting::deal::{AccountBy, deals};
use goodmeeting::extract::trace::Basis;
use goodmeeting::extract::{
    Commitment, Ending, Facts, Learning, LearningKind, Outcome, Pressure, Status, Strength, Vague, VagueKind, extract,
};
use goodmeeting::lexicon::Lexicon;
use goodmeeting::note::{Block, BlockKind, Note, Participant, Side, Us};
use goodmeeting::rules::{Finding, Level, NEXT_NOTE, RULES, Rule, RuleSettings, Tally, explain, judge, judge_folder};
use goodmeeting::source::NoteText;
use goodmeeting::span::Span;
use jiff::civil::date;
use std::collections::BTreeSet;

/// A note of one paragraph a line, read by nobody: what the checks need of one.
fn note(text: &str) -> Note {
    let mut start = 0;
    let blocks = text
        .split_inclusive('\n')
        .map(|line| {
            let span = Span::new(start, start + line.len());
            start = span.end;
            let kind = if line.starts_with('#') { BlockKind::Heading { level: 1 } } else { BlockKind::Paragraph };
            Block { kind, span, content: span.trimmed(text), label: None, heading: None, parent: None }
        })
        .collect();
    Note { text: text.to_owned(), blocks, ..Note::default() }
}

const TEXT: &str = "# Acme\nact one, act two\ngood meeting\nnine days\n20% off\n";

fn span(words: &str) -> Span {
    let start = TEXT.find(words).unwrap();
    Span::new(start, start + words.len())
}

fn act(side: Side, strength: Strength) -> Commitment {
    Commitment {
        span: span("act one"),
        owner: vec!["Priya Shah".into()],
        side,
        strength,
        due_text: Some(span("act one")),
        due: Some(date(2026, 3, 6)),
        resource: vec![],
        status: Status::Open,
        basis: Basis::Name,
        chance: None,
        because: vec![],
    }
}

fn acts(commitments: impl Into<Vec<Commitment>>) -> Facts {
    Facts { commitments: commitments.into(), ..learned() }
}

fn learned() -> Facts {
    let learning = Learning { span: span("nine days"), kind: LearningKind::Metric, because: vec![] };
    Facts { learnings: vec![learning], ..Facts::default() }
}

fn praised(facts: Facts) -> Facts {
    Facts { vague: vec![Vague { span: span("good meeting"), kind: VagueKind::Praise, because: vec![] }], ..facts }
}

fn ended(facts: Facts, outcome: Outcome) -> Facts {
    Facts {
        outcomes: vec![Ending {
            span: span("# Acme"),
            outcome,
            is_prominent: true,
            is_final: false,
            weight: 0,
            because: vec![],
        }],
        ..facts
    }
}

fn findings(facts: &Facts) -> Vec<Finding> {
    judge(&note(TEXT), facts, &RuleSettings::default()).findings
}

fn rules(facts: &Facts) -> BTreeSet<&'static str> {
    findings(facts).iter().map(|finding| finding.rule).collect()
}

fn assert_rules(facts: &Facts, expected: &[&str]) {
    assert_eq!(rules(facts), expected.iter().copied().collect());
}

#[test]
fn a_dated_owned_customer_commitment_and_a_learning_leave_nothing_to_say() {
    assert_rules(&acts([act(Side::Them, Strength::Firm)]), &[]);
    assert_rules(&praised(acts([act(Side::Them, Strength::Firm)])), &[]);
}

#[test]
fn homework_of_ours_only() {
    let facts = acts([act(Side::Us, Strength::Firm), act(Side::Us, Strength::Firm)]);
    assert_rules(&facts, &["no-customer-commitment", "one-sided"]);
    assert_eq!(findings(&facts)[1].message, "both actions are ours");
    let with_a_third = acts([act(Side::Us, Strength::Firm), act(Side::Third, Strength::Firm)]);
    assert_eq!(findings(&with_a_third)[1].message, "none of the 2 actions is the customer's; 1 of them ours");
}

#[test]
fn no_actions_is_another_defect_than_all_ours() {
    assert_rules(&learned(), &["no-customer-commitment", "no-actions"]);
    assert_rules(&acts([act(Side::Them, Strength::Empty)]), &["no-customer-commitment", "no-actions"]);
}

#[test]
fn the_good_meeting() {
    let facts = praised(Facts::default());
    assert_rules(&facts, &["no-customer-commitment", "no-actions", "nothing-learned", "unsupported-praise"]);
    let vague = findings(&facts).into_iter().find(|finding| finding.rule == "unsupported-praise").unwrap();
    assert_eq!(vague.span.of(TEXT), "good meeting");
    assert_eq!(vague.question, "What did they agree to do that they were not doing before?");
}

#[test]
fn a_note_without_contact_is_never_blamed() {
    let pressed = Facts { pressure: vec![Pressure { span: span("20% off"), because: vec![] }], ..Facts::default() };
    let nameless = Commitment { owner: vec![], due: None, due_text: None, ..act(Side::Unknown, Strength::Firm) };
    for facts in [praised(Facts::default()), pressed, acts([nameless]), acts([act(Side::Us, Strength::Tentative)])] {
        assert_rules(&ended(facts, Outcome::NoContact), &[]);
    }
}

#[test]
fn a_no_and_an_order_need_no_next_step() {
    assert_rules(&ended(praised(learned()), Outcome::NoSale), &[]);
    assert_rules(&ended(praised(Facts::default()), Outcome::Order), &[]);
    assert_rules(&ended(Facts::default(), Outcome::NoSale), &["nothing-learned"]);
}

#[test]
fn half_a_yes_is_told_where_there_is_no_whole_one() {
    for strength in [Strength::Tentative, Strength::Conditional] {
        assert_rules(&acts([act(Side::Them, strength)]), &["weak-commitment"]);
        assert_rules(&acts([act(Side::Them, strength), act(Side::Both, Strength::Firm)]), &[]);
    }
    assert_rules(&acts([act(Side::Them, Strength::Request)]), &["no-customer-commitment", "weak-commitment"]);
    assert_rules(&acts([act(Side::Them, Strength::Firm), act(Side::Us, Strength::Tentative)]), &["hedged-commitment"]);
}

#[test]
fn owners_and_dates() {
    let theirs = act(Side::Them, Strength::Firm);
    let nameless = |side| Commitment { owner: vec![], ..act(side, Strength::Firm) };
    assert_rules(&acts([theirs.clone(), nameless(Side::Unknown)]), &["missing-owner"]);
    assert_rules(&acts([nameless(Side::Them)]), &["missing-owner"]);
    assert_rules(&acts([theirs.clone(), nameless(Side::Us)]), &[]);

    let undated = Commitment { due: None, due_text: None, ..theirs.clone() };
    assert_rules(&acts([undated.clone()]), &["missing-due-date"]);
    assert_rules(&acts([Commitment { due_text: Some(span("act one")), ..undated.clone() }]), &[]);
    let done = Commitment { status: Status::Done, ..undated };
    assert_rules(&acts([theirs, done]), &[]);
}

#[test]
fn a_date_before_the_notes_own_is_stale() {
    let facts = acts([act(Side::Them, Strength::Firm)]);
    let on = |day| {
        let mut note = note(TEXT);
        note.meta.date = Some(day);
        judge(&note, &facts, &RuleSettings::default()).findings
    };
    assert!(on(date(2026, 3, 6)).is_empty());
    assert_eq!(on(date(2026, 3, 7))[0].message, "due on 2026-03-06, before the day of the note (2026-03-07)");
}

#[test]
fn pressure_is_pointed_at() {
    let pressure = vec![Pressure { span: span("20% off"), because: vec![] }];
    let facts = Facts { pressure, ..acts([act(Side::Them, Strength::Firm)]) };
    assert_rules(&facts, &["pressure-close"]);
    assert_eq!(findings(&facts)[0].span, span("20% off"));
}

#[test]
fn where_the_sides_are_unknown_the_customer_is_not_missed() {
    let facts = Facts { learnings: vec![], ..acts([act(Side::Unknown, Strength::Firm)]) };
    assert_rules(&facts, &["unknown-side"]);
    let mut known = note(TEXT);
    known.meta.account = Some("Acme".into());
    let rules: Vec<_> = judge(&known, &facts, &RuleSettings::default()).findings.iter().map(|f| f.rule).collect();
    assert_eq!(rules, ["no-customer-commitment", "nothing-learned"]);
}

#[test]
fn an_empty_note_is_only_empty() {
    for text in ["", "\n", "# Acme\n", "# Añejo weekly\n\n  \n"] {
        let judged = judge(&note(text), &Facts::default(), &RuleSettings::default());
        let rules: Vec<_> = judged.findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, ["empty-note"], "{text:?}");
        assert!(judged.findings[0].span.end <= text.len());
    }
}

#[test]
fn one_name_on_their_side_is_told_where_it_is_asked_for() {
    let mut settings = RuleSettings::default();
    let mut note = note(TEXT);
    let person = |name: &str, is_organization| {
        let name = name.to_owned();
        Participant { name, side: Side::Them, is_organization, ..Participant::default() }
    };
    note.meta.participants = vec![person("Priya Shah", false), person("Acme", true)];
    let facts = acts([act(Side::Them, Strength::Firm)]);
    assert!(judge(&note, &facts, &settings).findings.is_empty());
    settings.set("single-stakeholder", Level::Warning).unwrap();
    assert_eq!(
        judge(&note, &facts, &settings).findings[0].message,
        "Priya Shah is the only person named on the customer's side"
    );
    note.meta.participants.push(person("Tom Weber", false));
    assert!(judge(&note, &facts, &settings).findings.is_empty());
}

#[test]
fn findings_come_in_order_of_place_and_whole_note_findings_point_to_the_title() {
    let found = findings(&praised(Facts::default()));
    assert!(found.is_sorted_by_key(|finding| finding.span.start));
    assert_eq!(found[0].span.of(TEXT), "# Acme");
}

#[test]
fn a_rule_that_is_off_finds_nothing() {
    let facts = praised(Facts::default());
    for rule in rules(&facts) {
        let mut settings = RuleSettings::default();
        settings.set(rule, Level::Off).unwrap();
        assert!(judge(&note(TEXT), &facts, &settings).findings.iter().all(|finding| finding.rule != rule));
    }
}

#[test]
fn rules_are_named_apart_in_kebab_case_and_speak_in_sentences() {
    let ids: BTreeSet<_> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(ids.len(), RULES.len());
    for rule in RULES {
        assert!(rule.id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", rule.id);
        assert!(rule.question.ends_with('?'), "{}", rule.id);
        assert!(rule.options.iter().all(|option| option.meaning.ends_with('.')), "{}", rule.id);
        assert!([rule.summary, rule.why, rule.fix].iter().all(|words| words.ends_with('.')), "{}", rule.id);
    }
}

/// The rules that find something in a folder of notes, read by the whole program.
fn rules_of(notes: &str, us: &Us) -> BTreeSet<&'static str> {
    let mut settings = RuleSettings::default();
    RULES.iter().for_each(|rule| settings.set(rule.id, Level::On).unwrap());
    let (mut found, mut tally) = (BTreeSet::new(), Tally::default());
    for text in notes.split(NEXT_NOTE) {
        let note = Note::parse(text.to_owned(), None, us);
        let facts = extract(Lexicon::embedded(), &note, us);
        let judged = judge(&note, &facts, &settings);
        tally.add(judged.verdict, judged.tests, !facts.vague.is_empty());
        found.extend(judged.findings.iter().map(|finding| finding.rule));
    }
    found.extend(RULES.iter().filter_map(|rule| judge_folder(&tally, &settings, rule.id)).map(|finding| finding.rule));
    found
}

/// The rules that find something in the notes of one account, as of 30 June 2026.
fn rules_of_deal(notes: &str, us: &Us) -> BTreeSet<&'static str> {
    let mut config = Config::default();
    config.us = us.clone();
    let analyzer = Analyzer::new(&config).unwrap();
    let chapters = notes.split(NEXT_NOTE).map(|note| analyzer.chapter(NoteText::new("note.md", note))).collect();
    let deals = deals(chapters, AccountBy::Name, date(2026, 6, 30));
    assert_eq!(deals.len(), 1, "{notes}");
    deals[0].findings.iter().map(|found| found.finding.rule).collect()
}

#[test]
fn every_example_is_flagged_or_cleared() {
    let mut wrong = Vec::new();
    let northwind = Us::new(vec!["Northwind".into()], vec!["Dana Ruiz".into()], vec![]);
    for rule in RULES {
        // this one speaks where nobody said who we are
        let us = if rule.id == "unknown-side" { Us::default() } else { northwind.clone() };
        assert!(!rule.flags.is_empty() && !rule.clears.is_empty(), "{}", rule.id);
        let examples = rule.flags.iter().map(|note| (note, true)).chain(rule.clears.iter().map(|note| (note, false)));
        for (note, is_flagged) in examples {
            let found = if rule.is_about_deals() { rules_of_deal(note, &us) } else { rules_of(note, &us) };
            if found.contains(rule.id) != is_flagged {
                wrong.push(format!("{}: expected flagged = {is_flagged}, found {found:?} in\n{note}", rule.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is found in a note and what is suppressed in it, as rules with the words that they point to.
fn suppressed(text: &str) -> (Vec<String>, Vec<String>) {
    let us = Us::new(vec!["Northwind".into()], vec![], vec![]);
    let note = Note::parse(text.to_owned(), None, &us);
    let facts = extract(Lexicon::embedded(), &note, &us);
    let judged = judge(&note, &facts, &RuleSettings::default());
    let name = |finding: &Finding| format!("{} {}", finding.rule, finding.span.of(text).trim());
    let suppressed = judged.suppressed.iter().map(|one| name(&one.finding)).collect();
    (judged.findings.iter().map(name).collect(), suppressed)
}

const DATED: &str = "# Acme\n\nPriya will send the org chart by Friday. Priya's month-end close takes nine days and two people work the weekend.\n";

#[test]
fn a_suppression_holds_for_its_rule_and_its_place() {
    let act = "Priya will send the usage data.";
    let found = |text: &str| suppressed(&format!("{DATED}\n{text}"));
    let rule = format!("missing-due-date {act}");
    assert_eq!(found(&format!("{act}\n")), (vec![rule.clone()], vec![]));
    for text in [
        format!("{act} <!-- goodmeeting: ignore missing-due-date: she is on leave -->\n"),
        format!("<!-- goodmeeting: ignore-next missing-due-date: she is on leave -->\n{act}\n"),
        format!("[goodmeeting: ignore-start missing-due-date]\n\n{act}\n\n[goodmeeting: ignore-end]\n"),
        format!("{act}\n\ngoodmeeting: ignore-file missing-due-date: she is on leave\n"),
    ] {
        assert_eq!(found(&text), (vec![], vec![rule.clone()]), "{text}");
    }
    let (counts, waived) = found(&format!("{act}\n\nx <!-- goodmeeting: ignore missing-due-date: wrong line -->\n"));
    assert_eq!((counts.len(), waived.len()), (2, 0), "{counts:?}");
    assert!(counts[1].starts_with("unused-suppression"), "{counts:?}");
}

#[test]
fn a_finding_about_the_whole_note_is_suppressed_at_its_title_or_for_the_file() {
    for text in [
        "# Acme <!-- goodmeeting: ignore no-actions: over -->\n\nNine days.\n",
        "goodmeeting: ignore-file no-actions\n\nNine days.\n",
    ] {
        let (counts, waived) = suppressed(text);
        assert!(waived.iter().any(|one| one.starts_with("no-actions")), "{counts:?} {waived:?}");
    }
}

#[test]
fn a_suppression_that_cannot_be_understood_is_told_once() {
    for mark in ["disable x", "ignore", "ignore-start no-actions", "ignore-end"] {
        let (counts, _) = suppressed(&format!("{DATED}\n<!-- goodmeeting: {mark} -->\n"));
        let unused = counts.iter().filter(|one| one.starts_with("unused-suppression")).count();
        assert_eq!((unused, counts.len()), (1 + usize::from(mark.contains("start")), unused), "{mark}: {counts:?}");
    }
}

#[test]
fn what_a_suppression_says_is_not_read_as_part_of_the_note() {
    let text =
        format!("{DATED}<!-- goodmeeting: ignore-next vague-outcome: good meeting, they will sign tomorrow -->\nx\n");
    let (counts, waived) = suppressed(&text);
    assert_eq!((counts.len(), waived.len()), (1, 0), "{counts:?}");
    assert!(counts[0].starts_with("unused-suppression"));
}

#[test]
fn a_note_in_another_language_is_not_told_that_it_lacks_anything() {
    let rule = Rule::find("language-not-covered").unwrap();
    let mut settings = RuleSettings::default();
    let note = Note::parse(rule.flags[0].to_owned(), None, &Us::default());
    let rules = |settings: &RuleSettings| -> Vec<_> {
        judge(&note, &Facts::default(), settings).findings.iter().map(|finding| finding.rule).collect()
    };
    assert_eq!(rules(&settings), ["language-not-covered"]);
    settings.set(rule.id, Level::Off).unwrap();
    assert!(rules(&settings).is_empty());
}

#[test]
fn the_page_of_rules_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules.md");
    let page = explain::markdown();
    if std::env::var_os("GOODMEETING_UPDATE").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    let stored = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert!(stored == page, "docs/rules.md is not current: run `GOODMEETING_UPDATE=1 cargo test --test rules`");
}
