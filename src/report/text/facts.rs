//! The facts of a note, in groups, one a line.

use super::words::{columns, excerpt};
use super::{DIM, Detail, Text};
use crate::extract::{Status, Strength};
use crate::note::Side;
use crate::record::{CommitmentRecord, Record, Region};
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};

const THEIRS: Style = AnsiColor::Green.on_default().bold();
const PLAIN: Style = Style::new().bold();
const DOUBTFUL: Style = AnsiColor::Yellow.on_default().bold();

/// A group of facts under a heading.
struct Group<'r> {
    heading: &'static str,
    style: Style,
    rows: Vec<Row<'r>>,
}

/// A fact on its line.
struct Row<'r> {
    region: Region,
    text: &'r str,
    details: String,
    because: &'r [String],
}

impl<W: Write> Text<W> {
    /// Writes all facts of a note, grouped.
    pub(super) fn facts(&mut self, record: &Record) -> io::Result<()> {
        let groups = groups(record);
        let rows = || groups.iter().flat_map(|group| &group.rows);
        let place = rows().map(|row| self.place(row.region).len()).max().unwrap_or(0);
        let room = self.width.saturating_sub(4 + place + 2);
        let longest = rows().map(|row| columns(&excerpt(row.text, room))).max().unwrap_or(0);
        // Details take what they need, but leave half of the line to the words of the note.
        let details = rows().map(|row| columns(&row.details) + 2).max().unwrap_or(0).min(room / 2);
        let layout = Layout { place, room, text: longest.min(room - details) };
        groups.iter().filter(|group| !group.rows.is_empty()).try_for_each(|group| self.group(group, &layout))
    }

    fn group(&mut self, group: &Group, layout: &Layout) -> io::Result<()> {
        let Group { heading, style, rows } = group;
        writeln!(self.out, "\n  {style}{heading}{style:#}")?;
        rows.iter().try_for_each(|row| self.row(row, layout))
    }

    fn row(&mut self, row: &Row, layout: &Layout) -> io::Result<()> {
        let (place, text) = (self.place(row.region), excerpt(row.text, layout.text));
        write!(self.out, "    {DIM}{place:>width$}{DIM:#}  {text}", width = layout.place)?;
        if !row.details.is_empty() {
            let gap = layout.text.saturating_sub(columns(&text)) + 2;
            let details = excerpt(&row.details, layout.room.saturating_sub(layout.text + 2));
            write!(self.out, "{:gap$}{DIM}{details}{DIM:#}", "")?;
        }
        writeln!(self.out)?;
        if self.detail == Detail::Verbose && !row.because.is_empty() {
            let indent = 4 + layout.place + 2;
            let because = excerpt(&row.because.join(", "), layout.room.saturating_sub("because ".len()));
            writeln!(self.out, "{:indent$}{DIM}because {because}{DIM:#}", "")?;
        }
        Ok(())
    }

    fn place(&self, region: Region) -> String {
        match (region.paragraph, self.detail) {
            (Some(paragraph), _) => format!("¶{paragraph}"),
            (None, Detail::Verbose) => format!("{}:{}", region.line, region.column),
            (None, Detail::Quiet | Detail::Normal) => region.line.to_string(),
        }
    }
}

/// How wide the columns are.
struct Layout {
    place: usize,
    /// All that is right of the place.
    room: usize,
    text: usize,
}

fn groups(record: &Record) -> Vec<Group<'_>> {
    let of = |sides: &'static [Side]| commitments(record, sides);
    let learned = record.learnings.iter().map(|fact| {
        let details = fact.kind.name().to_owned();
        Row { region: fact.region, text: &fact.text, details, because: &fact.because }
    });
    let vague = record.vague.iter().map(|fact| {
        let details = fact.kind.name().to_owned();
        Row { region: fact.region, text: &fact.text, details, because: &fact.because }
    });
    let pressure = record.pressure.iter().map(|fact| {
        let details = String::new();
        Row { region: fact.region, text: &fact.text, details, because: &fact.because }
    });
    vec![
        Group { heading: "They will", style: THEIRS, rows: of(&[Side::Them, Side::Both]) },
        Group { heading: "We will", style: PLAIN, rows: of(&[Side::Us]) },
        Group { heading: "Others will", style: PLAIN, rows: of(&[Side::Third]) },
        Group { heading: "Somebody will", style: PLAIN, rows: of(&[Side::Unknown]) },
        Group { heading: "Learned", style: PLAIN, rows: learned.collect() },
        Group { heading: "Vague", style: DOUBTFUL, rows: vague.collect() },
        Group { heading: "Pressure", style: DOUBTFUL, rows: pressure.collect() },
    ]
}

/// The commitments of some sides. Those without content stand among the vague outcomes.
fn commitments<'r>(record: &'r Record, sides: &[Side]) -> Vec<Row<'r>> {
    record
        .commitments
        .iter()
        .filter(|fact| sides.contains(&fact.side) && fact.strength != Strength::Empty)
        .map(|fact| Row { region: fact.region, text: &fact.text, details: details(fact), because: &fact.because })
        .collect()
}

/// Who, by when, how binding, and what it costs: as far as it is known, and not the usual.
fn details(fact: &CommitmentRecord) -> String {
    let mut parts = Vec::new();
    if fact.status == Status::Done {
        parts.push("done".to_owned());
    }
    if !fact.owner.is_empty() {
        parts.push(fact.owner.join(", "));
    }
    if fact.side == Side::Both {
        parts.push("both sides".to_owned());
    }
    parts.extend(fact.due.as_ref().map(|due| format!("due {due}")).or_else(|| fact.due_text.clone()));
    parts.extend(strength_words(fact.strength).map(str::to_owned));
    if !fact.resource.is_empty() {
        let spent: Vec<&str> = fact.resource.iter().map(|resource| resource.name()).collect();
        parts.push(spent.join(" + "));
    }
    parts.join(" · ")
}

fn strength_words(strength: Strength) -> Option<&'static str> {
    match strength {
        Strength::Firm | Strength::Empty => None,
        Strength::Tentative => Some("tentative"),
        Strength::Conditional => Some("conditional"),
        Strength::Request => Some("asked for"),
    }
}
