//! `goodmeeting score`.

use super::args::{InputArgs, ScoreArgs};
use super::input::Input;
use super::{Console, Failure, Status};
use goodmeeting::score::{Corpus, Gold, score};

pub(crate) fn run(args: &ScoreArgs, console: &Console) -> Result<Status, Failure> {
    let corpus = Corpus::load(&args.corpus)?;
    let mut input = Input::find(&InputArgs::folder(&args.corpus.join("notes"), args.threads), console)?;
    let analyzers = input.analyzers(&args.lexicons)?;
    let mut records = Vec::new();
    input.run(
        |source, note| analyzers.of(source).analyze(note),
        |record| {
            records.push(record);
            Ok(())
        },
    )?;
    let (gold, texts): (Vec<Gold>, Vec<String>) = corpus.notes.into_iter().unzip();
    let gold: Vec<(Gold, &str)> = gold.into_iter().zip(texts.iter().map(String::as_str)).collect();
    let scores = score(&gold, &records)?;
    for file in &scores.without_record {
        console.error(&format!("{file}: annotated in gold/, and not among the notes"));
    }
    let figures = match (args.json, args.show) {
        (true, _) => serde_json::to_string_pretty(&scores).unwrap_or_default() + "\n",
        (false, None) => scores.to_string(),
        (false, Some(what)) => scores.show(what),
    };
    console.write(figures.as_bytes())?;
    Ok(if scores.without_record.is_empty() { input.status(false) } else { Status::Errors })
}
