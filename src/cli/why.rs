//! `goodmeeting why`: for each sentence of a note, why something was found in it, or was not.

use super::args::{InputArgs, WhyArgs, WhyFormat};
use super::input::Input;
use super::{Console, Failure, Status};
use goodmeeting::error::Error;
use goodmeeting::report::text::USUAL_WIDTH;
use goodmeeting::report::why::{self, Why};
use std::io::Write;
use std::path::{Path, PathBuf};

pub(crate) fn run(args: &WhyArgs, console: &Console) -> Result<Status, Failure> {
    let places: Vec<(PathBuf, Option<usize>)> = args.places.iter().map(|place| split(place)).collect();
    let mut paths: Vec<PathBuf> = Vec::new();
    for (path, _) in &places {
        if !paths.contains(path) {
            paths.push(path.clone());
        }
    }
    let lines = |path: &Path| -> Vec<usize> {
        let named = places.iter().filter(|(named, _)| named == path).filter_map(|(_, line)| *line);
        named.chain(args.line).collect()
    };
    let usual = InputArgs::folder(Path::new("."), 0);
    let mut input = Input::find(&InputArgs { paths, config: args.config.clone(), ..usual }, console)?;
    let analyzers = input.analyzers(&args.lexicons)?;
    let mut told: Vec<Why> = Vec::new();
    let mut missing = 0;
    input.run(
        |source, note| only(analyzers.of(source).why(note), &lines(&source.path)),
        |why| {
            match why {
                Ok(why) => told.push(why),
                Err(error) => {
                    missing += 1;
                    console.error(&error);
                }
            }
            Ok(())
        },
    )?;
    input.errors += missing;
    match args.format {
        WhyFormat::Json => {
            let mut out = console.raw_out();
            serde_json::to_writer_pretty(&mut out, &told).map_err(std::io::Error::from)?;
            out.write_all(b"\n")?;
            out.flush()?;
        }
        WhyFormat::Text => {
            let width = console.width(USUAL_WIDTH);
            let notes: Vec<String> = told.iter().map(|note| why::text(note, width)).collect();
            console.write_colored(&notes.join("\n"))?;
        }
    }
    Ok(input.status(false))
}

/// A path and the line behind its colon; a file that is called like that is meant as it is.
fn split(place: &Path) -> (PathBuf, Option<usize>) {
    let split = place.to_str().filter(|_| !place.exists()).and_then(|place| place.rsplit_once(':'));
    match split.and_then(|(path, line)| Some((path, line.parse().ok()?))) {
        Some((path, line)) => (PathBuf::from(path), Some(line)),
        None => (place.to_owned(), None),
    }
}

/// What is told of some lines; of all where none is named.
fn only(mut why: Why, lines: &[usize]) -> Result<Why, Error> {
    if let Some(&line) = lines.iter().find(|&&line| line == 0 || line > why.lines) {
        return Err(Error::NoLine { path: why.path, line, last: why.lines });
    }
    if !lines.is_empty() {
        why.sentences.retain(|sentence| lines.iter().any(|&line| sentence.touches(line)));
        why.no_contact = None;
    }
    Ok(why)
}
