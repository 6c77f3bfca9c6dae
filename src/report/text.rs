//! The report for people.
//!
//! Everything is written with escapes for color; the stream below takes them out where they are not wanted. What
//! comes from a note is made harmless first.

mod closing;
mod facts;
mod words;

use super::{Links, Report, Summary};
use crate::note::Side;
use crate::record::{FindingRecord, FolderRecord, Record, Region, WaivedRecord, Waiver};
use crate::rules::explain::fold;
use crate::rules::{Severity, Verdict};
use anstyle::{AnsiColor, Style};
use closing::Candidate;
use std::collections::BTreeSet;
use std::io::{self, Write};
pub use words::count;
pub(super) use words::{clean, excerpt, is_harmful, safe};

const BOLD: Style = Style::new().bold();
pub(super) const DIM: Style = Style::new().dimmed();
pub(super) const RULE: Style = AnsiColor::Cyan.on_default();

/// The width of a report where the terminal does not tell its own.
pub const USUAL_WIDTH: usize = 100;

/// How much a report tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// One line a note: its verdict and what was found.
    Quiet,
    /// Facts and findings.
    Normal,
    /// And what the note says about itself, columns, and why each fact was taken for one.
    Verbose,
}

/// Writes records for people to read.
#[derive(Debug)]
pub struct Text<W> {
    out: W,
    detail: Detail,
    width: usize,
    links: Links,
    notes: usize,
    first: Vec<Candidate>,
}

impl<W: Write> Text<W> {
    /// Writes to `out`, on lines of about `width` columns.
    pub fn new(out: W, detail: Detail, width: usize) -> Self {
        Self { out, detail, width: width.max(40), links: Links::default(), notes: 0, first: Vec::new() }
    }

    /// The same with links to the notes.
    pub fn with_links(self, links: Links) -> Self {
        Self { links, ..self }
    }
}

impl<W: Write> Report for Text<W> {
    fn record(&mut self, record: &Record) -> io::Result<()> {
        if self.detail == Detail::Quiet {
            self.line(record)?;
        } else {
            if self.notes > 0 {
                writeln!(self.out)?;
            }
            self.head(record)?;
            self.facts(record)?;
            self.findings(&record.findings, |region| place(record, region))?;
            if self.detail == Detail::Verbose {
                self.waived(record)?;
            }
        }
        self.notes += 1;
        let with = |severity| record.findings.iter().filter(|finding| finding.severity == severity).count();
        let (errors, warnings) = (with(Severity::Error), with(Severity::Warning));
        self.consider(Candidate { path: path(record), verdict: record.verdict, errors, warnings });
        Ok(())
    }

    fn folder(&mut self, folder: &FolderRecord) -> io::Result<()> {
        if self.notes > 0 {
            writeln!(self.out)?;
        }
        let path = self.links.link(&folder.path, &clean(&folder.path));
        write!(self.out, "{BOLD}{path}{BOLD:#}")?;
        self.findings(&folder.findings, |region| format!("{}:{}", region.line, region.column))
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        self.closing(summary)?;
        self.out.flush()
    }
}

impl<W: Write> Text<W> {
    /// What counts for nothing, and why.
    fn waived(&mut self, record: &Record) -> io::Result<()> {
        for WaivedRecord { finding: FindingRecord { rule, region, .. }, waiver } in &record.waived {
            let place = place(record, *region);
            writeln!(self.out, "  {DIM}{place}  waived   {rule}  {}{DIM:#}", waiver_words(waiver))?;
        }
        Ok(())
    }

    /// A note on one line.
    fn line(&mut self, record: &Record) -> io::Result<()> {
        let style = verdict_style(record.verdict);
        let path = self.links.link(&record.path, &path(record));
        write!(self.out, "{style}{:12}{style:#}  {path}", verdict_words(record.verdict))?;
        let mut rules: Vec<(&str, Severity, usize)> = Vec::new();
        for finding in &record.findings {
            match rules.iter_mut().find(|(rule, ..)| *rule == finding.rule) {
                Some((.., times)) => *times += 1,
                None => rules.push((finding.rule, finding.severity, 1)),
            }
        }
        rules.sort_by_key(|&(_, severity, _)| std::cmp::Reverse(severity));
        for (index, (rule, severity, times)) in rules.into_iter().enumerate() {
            let (style, gap) = (severity_style(severity), if index == 0 { "  " } else { ", " });
            let times = if times > 1 { format!(" ×{times}") } else { String::new() };
            write!(self.out, "{gap}{style}{rule}{style:#}{times}")?;
        }
        writeln!(self.out)
    }

    /// Path, title and date; the verdict in words; and who was there, where it is asked for.
    fn head(&mut self, record: &Record) -> io::Result<()> {
        write!(self.out, "{BOLD}{}{BOLD:#}", self.links.link(&record.path, &path(record)))?;
        let title = record.title.as_deref().map(|title| excerpt(title, self.width / 2));
        for part in title.into_iter().chain(record.date.clone()).filter(|part| !part.is_empty()) {
            write!(self.out, "{DIM} · {part}{DIM:#}")?;
        }
        let style = verdict_style(record.verdict);
        let (word, meaning) = (capitalized(verdict_words(record.verdict)), verdict_meaning(record.verdict));
        writeln!(self.out, "\n  {style}{word}{style:#}: {meaning}")?;
        if self.detail == Detail::Verbose {
            self.about(record)?;
        }
        Ok(())
    }

    fn about(&mut self, record: &Record) -> io::Result<()> {
        let on = |wanted: &[Side]| {
            let people = record.participants.iter().filter(|person| wanted.contains(&person.side));
            people.map(|person| clean(&person.name)).collect::<Vec<_>>().join(", ")
        };
        let fields = [
            ("account", record.account.as_deref().map(clean).unwrap_or_default()),
            ("author", record.author.as_deref().map(clean).unwrap_or_default()),
            ("theirs", on(&[Side::Them])),
            ("ours", on(&[Side::Us])),
            ("others", on(&[Side::Third, Side::Both, Side::Unknown])),
        ];
        let known = fields.iter().filter(|(_, value)| !value.is_empty());
        for (field, value) in known {
            writeln!(self.out, "  {DIM}{field:7}{DIM:#}  {value}")?;
        }
        Ok(())
    }

    fn findings(&mut self, findings: &[FindingRecord], place: impl Fn(Region) -> String) -> io::Result<()> {
        if findings.is_empty() {
            return Ok(());
        }
        writeln!(self.out)?;
        let places = findings.iter().map(|finding| place(finding.region).chars().count()).max().unwrap_or(0);
        let rules = findings.iter().map(|finding| finding.rule.len()).max().unwrap_or(0);
        let mut asked = BTreeSet::new();
        for finding in findings {
            let FindingRecord { rule, severity, message, question, .. } = finding;
            let (style, message) = (severity_style(*severity), clean(message));
            let place = place(finding.region);
            writeln!(
                self.out,
                "  {DIM}{place:>places$}{DIM:#}  {style}{severity:7}{style:#}  {RULE}{rule:rules$}{RULE:#}  {message}"
            )?;
            // A question is asked once, however often there is cause for it.
            if asked.insert(*question) {
                let indent = 2 + places + 2 + 7 + 2;
                let question = fold(question, indent + "ask: ".len(), self.width);
                writeln!(self.out, "{:indent$}{DIM}ask:{DIM:#} {question}", "")?;
            }
        }
        Ok(())
    }
}

/// Why a finding counts for nothing.
fn waiver_words(waiver: &Waiver) -> String {
    match waiver {
        Waiver::Baseline => "in the baseline".to_owned(),
        Waiver::Suppression { line, reason: None } => format!("suppressed on line {line}"),
        Waiver::Suppression { line, reason: Some(reason) } => format!("suppressed on line {line}: {}", clean(reason)),
    }
}

/// Where a region is: its line and column, in the part of a note that it is in.
fn place(record: &Record, region: Region) -> String {
    let (part, own) = record.part_of(region).unzip();
    let Region { line, column, .. } = own.flatten().unwrap_or(region);
    match part {
        Some(part) => format!("{} {line}:{column}", clean(name(&part.file))),
        None => format!("{line}:{column}"),
    }
}

/// The name of a file without its folders.
fn name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The path of a note, with its entry where it is one of several in a file.
fn path(record: &Record) -> String {
    match &record.entry {
        Some(entry) => format!("{} › {}", clean(&record.path), clean(entry)),
        None => clean(&record.path),
    }
}

pub(super) fn severity_style(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::Red.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
        Severity::Info => AnsiColor::Blue.on_default().bold(),
    }
}

fn verdict_style(verdict: Verdict) -> Style {
    match verdict {
        Verdict::Order | Verdict::Advance => AnsiColor::Green.on_default().bold(),
        Verdict::Continuation => AnsiColor::Yellow.on_default().bold(),
        Verdict::NoSale => AnsiColor::Blue.on_default().bold(),
        Verdict::NoContact => DIM,
    }
}

fn verdict_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Order => "order",
        Verdict::NoSale => "no sale",
        Verdict::NoContact => "no contact",
        Verdict::Advance => "advance",
        Verdict::Continuation => "continuation",
    }
}

fn verdict_meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Order => "the customer bought",
        Verdict::NoSale => "it ended here, which is an answer",
        Verdict::NoContact => "nobody of the customer's spoke",
        Verdict::Advance => "the customer will do something",
        Verdict::Continuation => "the talk goes on; nothing sure from the customer",
    }
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
