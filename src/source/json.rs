//! JSON and JSON Lines: a value at a time, and what a program makes notes of.

use super::file::{Emit, File, Halt};
use super::limits::{ENTRY, Metered, WHOLE};
use super::{Draft, NoteText, not_notes, programs, text};
use crate::decode;
use serde_json::Value;
use std::io::{BufRead, BufReader, Cursor, Read};

/// Reads a file with one value.
pub(super) fn read(mut file: File<'_>, emit: &mut Emit<'_>) -> Result<(), Halt> {
    let text = file.take_text(WHOLE)?;
    let value: Value = serde_json::from_str(&text).map_err(|error| file.damaged("JSON", error))?;
    drop(text);
    match drafts(&value, &file) {
        Some(drafts) => send(&file, None, drafts, emit),
        None => Err(not_notes(&file, "JSON of no program that is known, without texts that look like notes").into()),
    }
}

/// Reads a file with a value on each line.
pub(super) fn read_lines(mut file: File<'_>, emit: &mut Emit<'_>) -> Result<(), Halt> {
    let content: Box<dyn Read + '_> = match decode::is_utf16(file.head()) {
        true => Box::new(Cursor::new(file.take_text(WHOLE)?.into_bytes())),
        false => file.stream(),
    };
    let (metered, allowance) = Metered::new(content, ENTRY);
    let mut lines = BufReader::new(metered);
    let (mut number, mut known, mut bytes) = (0, false, Vec::new());
    loop {
        allowance.renew();
        bytes.clear();
        number += 1;
        match lines.read_until(b'\n', &mut bytes) {
            Ok(0) => break,
            Ok(_) => {}
            Err(_) if allowance.is_spent() => {
                return Err(file.limit(format!("line {number} is larger than {} MB", ENTRY >> 20)).into());
            }
            Err(error) => return Err(file.unreadable(error).into()),
        }
        let line = text::read(std::mem::take(&mut bytes)).unwrap_or_default();
        if line.trim().is_empty() {
            continue;
        }
        let drafts = match serde_json::from_str(&line) {
            Ok(value) => drafts(&value, &file),
            Err(error) => {
                emit(Err(file.damaged("JSON", format!("line {number}: {error}"))).into())?;
                continue;
            }
        };
        known |= drafts.is_some();
        send(&file, Some(number), drafts.unwrap_or_default(), emit)?;
    }
    if known { Ok(()) } else { Err(not_notes(&file, "JSON Lines of no program that is known").into()) }
}

fn drafts(value: &Value, file: &File<'_>) -> Option<Vec<Draft>> {
    programs::JSON.iter().find_map(|program| program(value, file))
}

fn send(file: &File<'_>, line: Option<usize>, drafts: Vec<Draft>, emit: &mut Emit<'_>) -> Result<(), Halt> {
    let single = drafts.len() == 1;
    for (at, draft) in drafts.into_iter().enumerate() {
        let own = draft.entry.or_else(|| (!single).then(|| format!("element {}", at + 1)));
        let line = line.map(|line| format!("line {line}"));
        let entry = match (line, own) {
            (Some(line), Some(own)) => Some(format!("{line}: {own}")),
            (line, own) => line.or(own),
        };
        let note = file.note(entry, draft.text, draft.known);
        emit(Ok(NoteText { id: draft.id, ..note }).into())?;
    }
    Ok(())
}

/// Short ways to what a value holds.
pub(super) trait Get {
    /// The value under a path of keys and positions, such as `data/transcript`.
    fn at(&self, path: &str) -> &Value;
    /// A text with words under a path.
    fn text(&self, path: &str) -> Option<&str>;
    /// A text or a number under a path, as text.
    fn id(&self, path: &str) -> Option<String>;
    /// The elements of a list under a path; none where there is no list.
    fn list(&self, path: &str) -> &[Value];
}

impl Get for Value {
    fn at(&self, path: &str) -> &Value {
        path.split('/').filter(|key| !key.is_empty()).fold(self, |value, key| match key.parse::<usize>() {
            Ok(at) if value.is_array() => &value[at],
            _ => &value[key],
        })
    }

    fn text(&self, path: &str) -> Option<&str> {
        self.at(path).as_str().map(str::trim).filter(|text| !text.is_empty())
    }

    fn id(&self, path: &str) -> Option<String> {
        match self.at(path) {
            Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    fn list(&self, path: &str) -> &[Value] {
        self.at(path).as_array().map_or(&[], Vec::as_slice)
    }
}
