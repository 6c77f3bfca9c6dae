//! How fast each stage is, and the whole: `cargo bench`. See `benches/README.md`.

#![allow(clippy::unwrap_used)]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use goodmeeting::Analyzer;
use goodmeeting::config::Config;
use goodmeeting::dates;
use goodmeeting::extract::extract;
use goodmeeting::lexicon::{Lexicon, Scratch, words};
use goodmeeting::note::{Known, Note, Us, blocks, meta, sentences};
use goodmeeting::record::Record;
use goodmeeting::rules::{RuleSettings, judge};
use goodmeeting::source::NoteText;
use goodmeeting::span::Span;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

fn main() {
    divan::main();
}

/// All shipped notes, and who "us" is in each.
static CORPUS: LazyLock<Vec<(String, Us)>> = LazyLock::new(|| {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora");
    let mut notes = Vec::new();
    for corpus in fs::read_dir(corpora).expect("the corpora are shipped") {
        let corpus = corpus.expect("a folder").path();
        let Ok(config) = Config::read(&corpus.join("goodmeeting.toml")) else { continue };
        for file in fs::read_dir(corpus.join("notes")).expect("each corpus has notes") {
            notes.push((fs::read_to_string(file.expect("a note").path()).expect("UTF-8"), config.us.clone()));
        }
    }
    notes
});

static PARSED: LazyLock<Vec<(Note, Us)>> =
    LazyLock::new(|| CORPUS.iter().map(|(text, us)| (Note::parse(text.clone(), None, us), us.clone())).collect());

fn bytes() -> BytesCount {
    BytesCount::new(CORPUS.iter().map(|(text, _)| text.len()).sum::<usize>())
}

/// Runs a stage over every parsed note.
fn stage<T>(bencher: Bencher<'_, '_>, mut work: impl FnMut(&Note, &Us) -> T) {
    LazyLock::force(&PARSED);
    bencher.counter(bytes()).bench_local(|| {
        for (note, us) in PARSED.iter() {
            black_box(work(black_box(note), us));
        }
    });
}

#[divan::bench]
fn a1_blocks(bencher: Bencher<'_, '_>) {
    stage(bencher, |note, _| blocks::parse(&note.text));
}

#[divan::bench]
fn a2_sentences(bencher: Bencher<'_, '_>) {
    stage(bencher, |note, _| sentences::split(&note.text, &note.blocks));
}

#[divan::bench]
fn a3_metadata(bencher: Bencher<'_, '_>) {
    stage(bencher, |note, us| meta::read(&note.text, &note.blocks, None, &Known::default(), us));
}

#[divan::bench]
fn b1_tokenize_and_match(bencher: Bencher<'_, '_>) {
    let lexicon = Lexicon::embedded();
    let (mut tokens, mut matches, mut scratch) = (Vec::new(), Vec::new(), Scratch::default());
    stage(bencher, |note, _| {
        for sentence in &note.sentences {
            tokens.clear();
            matches.clear();
            words::tokenize(&note.text, sentence.span, &mut tokens);
            lexicon.find(&note.text, &tokens, &mut scratch, &mut matches);
        }
        matches.len()
    });
}

#[divan::bench]
fn b2_dates(bencher: Bencher<'_, '_>) {
    let mut found = Vec::new();
    stage(bencher, |note, _| {
        found.clear();
        dates::find(&note.text, Span::new(0, note.text.len()), note.meta.date, &mut found);
        found.len()
    });
}

#[divan::bench]
fn c1_extract(bencher: Bencher<'_, '_>) {
    let lexicon = Lexicon::embedded();
    stage(bencher, |note, us| extract(lexicon, note, us));
}

#[divan::bench]
fn c2_judge_record_json(bencher: Bencher<'_, '_>) {
    let (lexicon, settings) = (Lexicon::embedded(), RuleSettings::default());
    let facts: Vec<_> = PARSED.iter().map(|(note, us)| extract(lexicon, note, us)).collect();
    bencher.counter(bytes()).bench_local(|| {
        for ((note, _), facts) in PARSED.iter().zip(&facts) {
            let judgement = judge(note, facts, &settings);
            let record = Record::new("note.md", None, note, facts.clone(), judgement);
            black_box(serde_json::to_string(&record).ok());
        }
    });
}

#[divan::bench]
fn d_whole(bencher: Bencher<'_, '_>) {
    let analyzer = Analyzer::new(&Config::default()).expect("the defaults are right");
    bencher.counter(bytes()).bench_local(|| {
        for (text, _) in CORPUS.iter() {
            let record = analyzer.analyze(NoteText::new("note.md", text.clone()));
            black_box(serde_json::to_string(&record).ok());
        }
    });
}

#[divan::bench]
fn e_load_lexicons(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| Lexicon::load(&[], &[]).is_ok());
}
