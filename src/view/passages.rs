//! The lines of a note that show what was found in it.

use crate::note::Note;
use crate::record::{Record, Region};
use std::collections::BTreeSet;

/// How many lines are shown before and after what was found.
const AROUND: usize = 1;

/// Lines of a note, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The number of the first line, from 1.
    pub line: usize,
    /// The lines, without the last line end.
    pub text: String,
}

/// The lines of a note with facts and findings on them, and a line before and after.
pub fn passages(note: &Note, record: &Record) -> Vec<Passage> {
    let wanted: BTreeSet<usize> = regions(record)
        .flat_map(|region| region.line.saturating_sub(AROUND)..=region.end_line.saturating_add(AROUND))
        .collect();
    let mut passages: Vec<Passage> = Vec::new();
    let mut after = 0;
    for (number, line) in (1..).zip(note.text.split('\n')).filter(|(number, _)| wanted.contains(number)) {
        let line = line.trim_end_matches('\r');
        match passages.last_mut().filter(|_| number == after) {
            Some(passage) => passage.text.extend(["\n", line]),
            None => passages.push(Passage { line: number, text: line.to_owned() }),
        }
        after = number + 1;
    }
    passages.iter_mut().for_each(trim);
    passages
}

/// Takes the empty lines off both ends.
fn trim(passage: &mut Passage) {
    let empty = passage.text.split('\n').take_while(|line| line.trim().is_empty()).count();
    passage.line += empty;
    let lines: Vec<&str> = passage.text.trim_end().split('\n').skip(empty).collect();
    passage.text = lines.join("\n");
}

/// Where everything is that was found in some place of the note.
fn regions(record: &Record) -> impl Iterator<Item = Region> {
    let commitments = record.commitments.iter().map(|one| one.region);
    let vague = record.vague.iter().map(|one| one.region);
    let learnings = record.learnings.iter().map(|one| one.region);
    let pressure = record.pressure.iter().map(|one| one.region);
    let findings = record.findings.iter().filter(|one| !one.whole_note).map(|one| one.region);
    commitments.chain(vague).chain(learnings).chain(pressure).chain(findings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::Us;
    use crate::record::VagueRecord;

    fn record(lines: &[usize], note: &Note) -> Record {
        let judgement = crate::rules::judge(note, &Default::default(), &Default::default());
        let mut record = Record::new("a.md", None, note, Default::default(), judgement);
        record.findings.clear();
        record.vague = lines
            .iter()
            .map(|&line| VagueRecord {
                text: String::new(),
                region: Region::new(line, 1, line, 2),
                kind: crate::extract::VagueKind::Hope,
                because: Vec::new(),
            })
            .collect();
        record
    }

    #[test]
    fn lines_around_what_was_found_are_kept_and_neighbours_joined() {
        let text: String = ('a'..='j').map(|letter| format!("{letter}\r\n")).collect();
        let note = Note::parse(text, None, &Us::default());
        let told = |lines: &[usize]| -> Vec<(usize, String)> {
            let passages = passages(&note, &record(lines, &note));
            passages.into_iter().map(|passage| (passage.line, passage.text)).collect()
        };
        assert_eq!(told(&[2, 4]), [(1, "a\nb\nc\nd\ne".to_owned())]);
        assert_eq!(told(&[1, 8]), [(1, "a\nb".to_owned()), (7, "g\nh\ni".to_owned())]);
        assert_eq!(told(&[]), []);
        assert_eq!(told(&[99]), []);
    }

    #[test]
    fn empty_lines_around_are_left_out() {
        let note = Note::parse("a\n\n  b\n\nc\nd\n".to_owned(), None, &Us::default());
        let passages = passages(&note, &record(&[3, 5], &note));
        assert_eq!(passages, [Passage { line: 3, text: "  b\n\nc\nd".to_owned() }]);
    }
}
