//! Mentions of time, checked against `tests/data/dates.toml`: what each means, that it is found whole, and what is none.

#![allow(clippy::unwrap_used)] // Data of the test itself.

use goodmeeting::dates::{Kind, Order, When, find, find_absolute, parse_date};
use goodmeeting::span::Span;
use jiff::civil::Date;
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Book {
    reference: String,
    mean: Vec<Meaning>,
    within: Vec<Within>,
    silent: Vec<Silent>,
    absolute: Vec<Meaning>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Meaning {
    date: Option<String>,
    kind: Option<String>,
    forms: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Within {
    text: String,
    mention: String,
    date: Option<String>,
    kind: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Silent {
    texts: Vec<String>,
}

fn book() -> Book {
    toml::from_str(include_str!("data/dates.toml")).unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn kind(name: Option<&str>) -> Kind {
    match name {
        None => Kind::Day,
        Some("vague") => Kind::Vague,
        Some("event") => Kind::Event,
        Some("past") => Kind::Past,
        Some("recurring") => Kind::Recurring,
        Some("duration") => Kind::Duration,
        Some("clock") => Kind::Clock,
        Some("attribute") => Kind::Attribute,
        Some("anaphoric") => Kind::Anaphoric,
        Some(other) => panic!("no such kind: {other}"),
    }
}

fn mentions(text: &str, reference: Date) -> Vec<When> {
    let mut out = Vec::new();
    find(text, Span::new(0, text.len()), Some(reference), &mut out);
    out
}

fn show(text: &str, found: &[When]) -> String {
    let show = |when: &When| format!("  [{}] {:?} {:?} {:?}", when.span.of(text), when.kind, when.lead, when.date);
    found.iter().map(show).collect::<Vec<_>>().join("\n")
}

fn report(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_form_is_found_whole_and_means_its_day() {
    let book = book();
    let reference = day(&book.reference);
    let mut wrong = Vec::new();
    for meaning in &book.mean {
        let date = meaning.date.as_deref().map(day);
        for form in &meaning.forms {
            // By itself, and in the middle of a sentence.
            for (before, after) in [("", ""), ("Priya sends it ", ".")] {
                let text = format!("{before}{form}{after}");
                let found = mentions(&text, reference);
                let whole = Span::new(before.len(), before.len() + form.len());
                let right = found.len() == 1
                    && (found[0].span, found[0].kind, found[0].date) == (whole, kind(meaning.kind.as_deref()), date);
                if !right {
                    wrong.push(format!("{text:?} should be {date:?} {:?}\n{}", meaning.kind, show(&text, &found)));
                }
            }
        }
    }
    report(&wrong);
}

#[test]
fn mentions_are_found_within_sentences() {
    let book = book();
    let mut wrong = Vec::new();
    for case in &book.within {
        let found = mentions(&case.text, day(&book.reference));
        let meant = |when: &&When| when.span.of(&case.text) == case.mention;
        let right = found
            .iter()
            .find(meant)
            .is_some_and(|when| when.date == case.date.as_deref().map(day) && when.kind == kind(case.kind.as_deref()));
        if !right {
            wrong.push(format!("{:?} in {:?}\n{}", case.mention, case.text, show(&case.text, &found)));
        }
    }
    report(&wrong);
}

#[test]
fn what_is_no_time_is_not_found() {
    let book = book();
    let mut wrong = Vec::new();
    for text in book.silent.iter().flat_map(|silent| &silent.texts) {
        let mut found = mentions(text, day(&book.reference));
        found.retain(|when| matches!(when.kind, Kind::Day | Kind::Vague | Kind::Attribute));
        if !found.is_empty() {
            wrong.push(format!("{text:?}\n{}", show(text, &found)));
        }
    }
    report(&wrong);
}

#[test]
fn absolute_dates_are_read_in_all_shapes() {
    let mut wrong = Vec::new();
    for meaning in book().absolute {
        let date = meaning.date.as_deref().map(day);
        for form in &meaning.forms {
            let found = find_absolute(form, Order::default());
            if parse_date(form, None) != date || found.first().map(|(_, date)| *date) != date || found.len() != 1 {
                wrong.push(format!("{form:?}: {:?}, {found:?}", parse_date(form, None)));
            }
        }
    }
    report(&wrong);
}

#[test]
fn a_missing_year_needs_a_reference() {
    assert_eq!(parse_date("2 Oct", None), None);
    assert_eq!(parse_date("2 Oct", Some(day("2025-09-30"))), Some(day("2025-10-02")));
    assert_eq!(parse_date("2 Oct", Some(day("2025-10-03"))), Some(day("2026-10-02")));
    assert!(find_absolute("2 Oct", Order::default()).is_empty());
}

#[test]
fn without_a_reference_only_full_dates_are_days() {
    let text = "by Friday, or 12 June 2026";
    let mut found = Vec::new();
    find(text, Span::new(0, text.len()), None, &mut found);
    let dates: Vec<_> = found.iter().map(|when| when.date).collect();
    assert_eq!(dates, [None, Some(day("2026-06-12"))]);
}

/// Words of the grammar.
const WORDS: &[&str] = &[
    "by",
    "the",
    "next",
    "week",
    "of",
    "Monday",
    "Mon",
    "3/4",
    "3",
    "14",
    "th",
    "-",
    "–",
    "/",
    ".",
    ",",
    "May",
    "may",
    "Q3",
    "end",
    "mid",
    "early",
    "2025",
    "'25",
    "2pm",
    "10:30",
    "before",
    "once",
    "in",
    "a",
    "couple",
    "few",
    "days",
    "from",
    "now",
    "ago",
    "last",
    "every",
    "first",
    "half",
    "KW",
    "EOM",
    "EOD",
    "today",
    "week of",
    "asap",
    "é",
    "’",
    "22.1.",
    "99999999999",
    "2025-13-40",
    "board",
    "meeting",
    "and",
    "to",
    "summer",
    "same",
    "\n",
];

/// Words of the grammar in any order, with marks and numbers between: much nearer to trouble than random letters.
fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec((prop::sample::select(WORDS).prop_map(String::from), prop::bool::ANY), 0..24)
        .prop_map(|pieces| pieces.into_iter().map(|(word, space)| word + if space { " " } else { "" }).collect())
}

#[test]
fn a_note_that_writes_one_date_with_the_day_first_means_all_so() {
    let us = goodmeeting::note::Us::default();
    let due = |other: &str| {
        let text = format!("Acme, {other}\n\nNext steps\n- Ann to send the list by 10-07-2026\n");
        let note = goodmeeting::note::Note::parse(text, Some("a.md"), &us);
        let facts = goodmeeting::extract::extract(goodmeeting::lexicon::Lexicon::embedded(), &note, &us);
        facts.commitments[0].due
    };
    assert_eq!(due("17-06-2026"), Some(Date::constant(2026, 7, 10)));
    assert_eq!(due("06-17-2026"), Some(Date::constant(2026, 10, 7)));
}

fn check(text: &str, reference: Option<Date>) {
    let mut found = Vec::new();
    find(text, Span::new(0, text.len()), reference, &mut found);
    let mut end = 0;
    for when in &found {
        assert!(when.span.start >= end && !when.span.is_empty(), "{text:?}\n{}", show(text, &found));
        assert!(text.get(when.span.start..when.span.end).is_some());
        end = when.span.end;
    }
    for (span, _) in find_absolute(text, Order::told_by(text, None)) {
        assert!(text.get(span.start..span.end).is_some());
    }
    parse_date(text, reference);
}

proptest! {
    #[test]
    fn any_text_is_read(text in ".{0,80}") {
        check(&text, Some(day("2026-05-13")));
    }

    #[test]
    fn any_words_are_read(text in soup(), year in -9999i16..=9999, month in 1i8..=12) {
        check(&text, Date::new(year, month, 28).ok());
        check(&text, Some(Date::MAX));
        check(&text, Some(Date::MIN));
    }
}
