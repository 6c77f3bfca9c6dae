//! Every corpus under `corpora/` that has a `floor.toml` keeps each of its figures at or above the floor.
//!
//! `GOODMEETING_UPDATE=1 cargo test --test corpora` raises the floors to what is reached; it never lowers one, and
//! writes the first floor of a corpus that has an empty `floor.toml`.

#![allow(clippy::unwrap_used, reason = "a helper of tests may panic like the tests themselves")]

use goodmeeting::Analyzer;
use goodmeeting::config::Config;
use goodmeeting::record::Record;
use goodmeeting::score::{Corpus, Gold, Scores, score};
use goodmeeting::source::NoteText;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Figures by row and name: `floors["commitments"]["f1"]`.
type Figures = BTreeMap<String, BTreeMap<String, f64>>;

#[test]
fn every_figure_is_at_or_above_its_floor() {
    let corpora = corpora();
    assert!(corpora.len() >= 5, "every shipped corpus has a floor.toml");
    let fallen: Vec<String> = corpora.iter().flat_map(|dir| check(dir)).collect();
    assert!(fallen.is_empty(), "figures below their floors:\n{}", fallen.join("\n"));
}

/// The folders under `corpora/` that have floors.
fn corpora() -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora")) else { return Vec::new() };
    let mut dirs: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    dirs.retain(|dir| dir.join("floor.toml").is_file());
    dirs.sort();
    dirs
}

/// The figures of a corpus that have fallen; raises its floors where that is asked for.
fn check(dir: &Path) -> Vec<String> {
    let path = dir.join("floor.toml");
    let stored: Figures = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    let reached = figures(&scores(dir));
    let floors = if std::env::var_os("GOODMEETING_UPDATE").is_some() {
        let raised = raised(&stored, &reached);
        fs::write(&path, toml::to_string(&raised).unwrap()).unwrap();
        raised
    } else {
        stored
    };
    let mut lines = fallen(&floors, &reached);
    if floors.is_empty() {
        lines.push("there are no floors yet: run with GOODMEETING_UPDATE=1".to_owned());
    }
    let name = dir.file_name().unwrap_or_default().to_string_lossy();
    lines.into_iter().map(|line| format!("{name}: {line}")).collect()
}

fn scores(dir: &Path) -> Scores {
    let corpus = Corpus::load(dir).unwrap();
    let analyzer = Analyzer::new(&Config::read(&dir.join("goodmeeting.toml")).unwrap()).unwrap();
    let analyze = |(gold, text): &(Gold, String)| analyzer.analyze(NoteText::new(gold.file.clone(), text.clone()));
    let records: Vec<Record> = corpus.notes.iter().map(analyze).collect();
    let gold: Vec<(Gold, &str)> = corpus.notes.iter().map(|(gold, text)| (gold.clone(), text.as_str())).collect();
    score(&gold, &records).unwrap()
}

fn figures(scores: &Scores) -> Figures {
    let row = |row: &goodmeeting::score::Row| {
        row.figures().into_iter().map(|(name, figure)| (name.to_owned(), figure)).collect()
    };
    scores.rows.iter().map(|(name, figures)| ((*name).to_owned(), row(figures))).collect()
}

/// What lies below its floor, or is not there any more.
fn fallen(floors: &Figures, reached: &Figures) -> Vec<String> {
    let each = floors.iter().flat_map(|(row, figures)| figures.iter().map(move |(name, floor)| (row, name, *floor)));
    each.filter_map(|(row, name, floor)| match reached.get(row).and_then(|row| row.get(name)) {
        Some(&figure) if figure >= floor => None,
        Some(figure) => Some(format!("{row} {name} is {figure}, and was {floor}")),
        None => Some(format!("{row} {name} is gone, and was {floor}")),
    })
    .collect()
}

/// The higher of floor and figure, everywhere.
fn raised(floors: &Figures, reached: &Figures) -> Figures {
    let mut raised = floors.clone();
    for (row, figures) in reached {
        let row = raised.entry(row.clone()).or_default();
        for (name, &figure) in figures {
            let floor = row.entry(name.clone()).or_insert(figure);
            *floor = floor.max(figure);
        }
    }
    raised
}

fn made(figures: &[(&str, &str, f64)]) -> Figures {
    figures.iter().fold(Figures::new(), |mut all, (row, name, figure)| {
        all.entry((*row).to_owned()).or_default().insert((*name).to_owned(), *figure);
        all
    })
}

#[test]
fn a_figure_that_falls_or_goes_is_told() {
    let floors = made(&[("vague", "p", 0.5), ("vague", "r", 0.5), ("owner", "accuracy", 0.9)]);
    let reached = made(&[("vague", "p", 0.5), ("vague", "r", 0.499)]);
    assert_eq!(fallen(&floors, &reached), ["owner accuracy is gone, and was 0.9", "vague r is 0.499, and was 0.5"]);
}

#[test]
fn floors_rise_and_never_fall() {
    let floors = made(&[("vague", "p", 0.5), ("vague", "r", 0.5)]);
    let reached = made(&[("vague", "p", 0.6), ("vague", "r", 0.4), ("side", "accuracy", 0.7)]);
    assert_eq!(raised(&floors, &reached), made(&[("vague", "p", 0.6), ("vague", "r", 0.5), ("side", "accuracy", 0.7)]));
}
