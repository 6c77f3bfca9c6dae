//! `goodmeeting sentences` and `goodmeeting show`: notes as they were read.

use super::args::{ReadArgs, ReadFormat};
use super::input::Input;
use super::{Console, Failure, Status};
use goodmeeting::note::Note;
use goodmeeting::view::{self, NoteView, SentenceView};
use serde::Serialize;
use std::fmt::Write as _;
use std::io::Write as _;

pub(crate) fn sentences(args: &ReadArgs, console: &Console) -> Result<Status, Failure> {
    run(args, console, |path, entry, note| {
        view::sentences(path, entry, note).iter().fold(String::new(), |out, sentence| match args.format {
            ReadFormat::Jsonl => out + &json_line(sentence),
            ReadFormat::Text => out + &sentence_line(sentence),
        })
    })
}

pub(crate) fn show(args: &ReadArgs, console: &Console) -> Result<Status, Failure> {
    run(args, console, |path, entry, note| {
        let view = view::note(path, entry, note);
        match args.format {
            ReadFormat::Jsonl => json_line(&view),
            ReadFormat::Text => note_text(&view),
        }
    })
}

/// Writes what `view` makes of each note.
fn run(
    args: &ReadArgs,
    console: &Console,
    view: impl Fn(&str, Option<&str>, &Note) -> String + Sync,
) -> Result<Status, Failure> {
    let mut input = Input::find(&args.input, console)?;
    let mut out = console.raw_out();
    let configs = input.configs.clone();
    input.run(
        |source, text| {
            let (path, entry) = (text.path.clone(), text.entry.clone());
            let note = text.parse(&configs[source.config.index()].us);
            view(&path, entry.as_deref(), &note)
        },
        |text| out.write_all(text.as_bytes()),
    )?;
    out.flush()?;
    Ok(input.status(false))
}

/// A value as a line of JSON. Strings and numbers under known names cannot fail to be written.
fn json_line(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default() + "\n"
}

fn sentence_line(sentence: &SentenceView<'_>) -> String {
    let SentenceView { path, region, kind, text, .. } = sentence;
    let words: Vec<&str> = text.split_whitespace().collect();
    format!("{path}:{}:{}: {kind}: {}\n", region.line, region.column, words.join(" "))
}

fn note_text(note: &NoteView<'_>) -> String {
    let mut out = format!("{}\n", note.path);
    let origins = &note.origins;
    for (name, value, origin) in [
        ("entry", note.entry, &None),
        ("read as", note.program, &origins.text),
        ("title", note.title, &origins.title),
        ("date", note.date.as_deref(), &origins.date),
        ("account", note.account, &origins.account),
        ("author", note.author, &origins.author),
    ] {
        if let Some(value) = value {
            line(&mut out, name, value, origin.as_deref());
        }
    }
    for (person, origin) in note.participants.iter().zip(&origins.sides) {
        line(&mut out, "participant", &format!("{}, {}", person.name, person.side.name()), origin.as_deref());
    }
    let _ = writeln!(out, "\n{}\n", note.text);
    out
}

/// A line of what is known, with where it comes from.
fn line(out: &mut String, name: &str, value: &str, origin: Option<&str>) {
    let origin = origin.map(|origin| format!("  ({origin})")).unwrap_or_default();
    // Writing to a string cannot fail.
    let _ = writeln!(out, "  {name}: {value}{origin}");
}
