//! The report for people, on hand-made records.

#![allow(clippy::unwrap_used, reason = "a helper of tests may panic like the tests themselves")]

use goodmeeting::extract::trace::Basis;
use goodmeeting::extract::{
    Commitment, Ending, Facts, Learning, LearningKind, Outcome, Pressure, Resource, Status, Strength, Vague, VagueKind,
};
use goodmeeting::note::{Meta, Note, Participant, Side};
use goodmeeting::record::Record;
use goodmeeting::report::text::{Detail, Text};
use goodmeeting::report::{Report, Summary};
use goodmeeting::rules::{RuleSettings, judge};
use goodmeeting::span::Span;
use jiff::civil::{Date, date};

/// A note under construction.
struct Made {
    note: Note,
    facts: Facts,
}

impl Made {
    fn new(text: &str, title: &str) -> Self {
        let meta = Meta { title: Some(title.into()), date: Some(date(2026, 3, 2)), ..Meta::default() };
        Made { note: Note { text: text.into(), meta, ..Note::default() }, facts: Facts::default() }
    }

    fn span(&self, words: &str) -> Span {
        let start = self.note.text.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    fn act(
        &mut self,
        words: &str,
        owner: &[&str],
        side: Side,
        strength: Strength,
        due: Option<Date>,
    ) -> &mut Commitment {
        let theirs = matches!(side, Side::Them | Side::Both);
        self.facts.commitments.push(Commitment {
            span: self.span(words),
            owner: owner.iter().map(|name| (*name).to_owned()).collect(),
            side,
            strength,
            due_text: None,
            due,
            resource: if theirs { vec![Resource::Information] } else { vec![] },
            status: Status::Open,
            basis: Basis::Name,
            chance: None,
            because: vec!["will-send".into(), "by-weekday".into()],
        });
        self.facts.commitments.last_mut().unwrap()
    }

    fn vague(&mut self, words: &str, kind: VagueKind) {
        self.facts.vague.push(Vague { span: self.span(words), kind, because: vec!["good-meeting".into()] });
    }

    fn learned(&mut self, words: &str, kind: LearningKind) {
        self.facts.learnings.push(Learning { span: self.span(words), kind, because: vec![] });
    }

    fn record(self, path: &str, entry: Option<&str>) -> Record {
        let judgement = judge(&self.note, &self.facts, &RuleSettings::default());
        Record::new(path, entry, &self.note, self.facts, judgement)
    }
}

fn advance() -> Record {
    let text = "# Acme weekly\n\nClose takes them nine days.\n\
                Priya to send security questionnaire by Fri; if legal signs off, Tom will bring the redlines to their next board meeting in Lyon.\n\
                I'll send pricing.\nWorkshop booked for Thursday 2pm\nGood meeting overall.\n";
    let mut made = Made::new(text, "Acme weekly");
    made.act(
        "Priya to send security questionnaire by Fri",
        &["Priya Shah"],
        Side::Them,
        Strength::Firm,
        Some(date(2026, 3, 6)),
    );
    made.act(
        "if legal signs off, Tom will bring the redlines to their next board meeting in Lyon",
        &["Tom Weber"],
        Side::Them,
        Strength::Conditional,
        None,
    );
    made.act("I'll send pricing", &["Dana Ruiz"], Side::Us, Strength::Firm, None);
    made.act("Workshop booked for Thursday 2pm", &[], Side::Both, Strength::Firm, Some(date(2026, 3, 5))).resource =
        vec![Resource::Time];
    made.learned("Close takes them nine days", LearningKind::Metric);
    made.vague("Good meeting overall", VagueKind::Praise);
    let person = |name: &str, side| {
        let name = name.to_owned();
        Participant { name, side, ..Participant::default() }
    };
    made.note.meta.author = Some("Dana Ruiz".into());
    made.note.meta.account = Some("Acme".into());
    made.note.meta.participants =
        vec![person("Priya Shah", Side::Them), person("Tom Weber", Side::Them), person("Dana Ruiz", Side::Us)];
    made.record("notes/0007.md", None)
}

fn good_meeting() -> Record {
    let mut made = Made::new(
        "# Globex\n\nGreat call, they seem keen.\nWill circle back.\n- Send deck\n- Send pricing\n20% off if they sign by month end\n",
        "Globex",
    );
    made.vague("Great call", VagueKind::Praise);
    made.vague("they seem keen", VagueKind::Interest);
    made.vague("Will circle back", VagueKind::Deferral);
    made.act("Will circle back", &[], Side::Us, Strength::Empty, None);
    made.act("Send deck", &[], Side::Us, Strength::Firm, None);
    made.act("Send pricing", &[], Side::Us, Strength::Firm, None).status = Status::Done;
    let span = made.span("20% off if they sign by month end");
    made.facts.pressure.push(Pressure { span, because: vec![] });
    made.record("notes/0008.md", None)
}

fn voicemail() -> Record {
    let mut made = Made::new("Left a voicemail.\n", "");
    let span = made.span("Left a voicemail");
    made.facts.outcomes.push(Ending {
        span,
        outcome: Outcome::NoContact,
        is_prominent: true,
        is_final: false,
        weight: 0,
        because: vec![],
    });
    made.record("crm.csv", Some("row 12"))
}

fn hostile() -> Record {
    let text = "\u{1b}]0;owned\u{7}\u{1b}[2J she\u{301} will \u{202e}yap\r\n\t us 日本語 now\n";
    let mut made = Made::new(text, "\u{1b}[31mtitle");
    made.note.meta.account = Some("Acme\u{9b}1m".into());
    let words = text.trim().to_owned();
    made.act(&words, &["\u{1b}[1mEve"], Side::Them, Strength::Firm, Some(date(2026, 3, 6)));
    made.learned("will", LearningKind::Need);
    made.record("a\u{1b}[2J.md", Some("x\ny"))
}

/// The report with its escapes.
fn colored(detail: Detail, width: usize, records: &[Record]) -> String {
    let mut out = Vec::new();
    let mut summary = Summary::default();
    let mut report = Text::new(&mut out, detail, width);
    for record in records {
        summary.add(record);
        report.record(record).unwrap();
    }
    report.finish(&summary).unwrap();
    drop(report);
    String::from_utf8(out).unwrap()
}

fn plain(detail: Detail, width: usize, records: &[Record]) -> String {
    anstream::adapter::strip_str(&colored(detail, width, records)).to_string()
}

#[test]
fn normal() {
    insta::assert_snapshot!(plain(Detail::Normal, 100, &[advance(), good_meeting(), voicemail()]));
}

#[test]
fn verbose() {
    insta::assert_snapshot!(plain(Detail::Verbose, 100, &[advance()]));
}

#[test]
fn quiet() {
    insta::assert_snapshot!(plain(Detail::Quiet, 100, &[advance(), good_meeting(), voicemail()]));
}

#[test]
fn narrow() {
    insta::assert_snapshot!(plain(Detail::Normal, 50, &[advance()]));
}

#[test]
fn nothing_to_report() {
    insta::assert_snapshot!(plain(Detail::Normal, 100, &[]));
}

#[test]
fn color() {
    insta::assert_snapshot!(colored(Detail::Normal, 100, &[good_meeting()]).replace('\u{1b}', "␛"));
}

#[test]
fn notes_cannot_write_to_the_terminal() {
    for detail in [Detail::Quiet, Detail::Normal, Detail::Verbose] {
        let report = plain(detail, 100, &[hostile(), hostile()]);
        assert!(report.chars().all(|c| c == '\n' || !c.is_control()), "{report:?}");
        assert!(!report.contains('\u{202e}'), "{report:?}");
    }
    insta::assert_snapshot!(plain(Detail::Verbose, 100, &[hostile()]));
}

#[test]
fn facts_keep_within_the_width() {
    for width in [60, 80, 100, 140] {
        let report = plain(Detail::Normal, width, &[advance(), good_meeting()]);
        let facts = report.lines().filter(|line| line.starts_with("    "));
        assert!(facts.clone().count() > 5);
        facts.for_each(|line| assert!(line.chars().count() <= width, "{width}: {line}"));
    }
}

#[test]
fn the_notes_with_most_to_gain_are_named_worst_first() {
    let renamed = |path: &str, record: Record| Record { path: path.into(), ..record };
    let records = ["a", "b", "c", "d"].map(|name| renamed(name, good_meeting()));
    let report = plain(Detail::Quiet, 100, &[&[advance()], &records[..]].concat());
    let first: Vec<&str> = report.split("Look first at\n").nth(1).unwrap().lines().map(|line| &line[2..3]).collect();
    assert_eq!(first, ["a", "b", "c"]);
}
