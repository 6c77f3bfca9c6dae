//! Exports of which the configuration says which columns or keys hold what.

use super::generic::{name_of, people};
use super::shape::{Columns, Places};
use crate::config::Mapping;
use crate::note::{Known, KnownPerson, Origins, Side};
use crate::source::file::File;
use crate::source::json::Get;
use crate::source::table::{Plan, Table, body};
use crate::source::{Draft, when};
use serde_json::Value;
use std::sync::Arc;

const PROGRAM: &str = "export as [[sources]] says";

pub(in crate::source) fn table(table: &Table, file: &File<'_>) -> Option<Plan> {
    let mapping = file.mapping.as_deref()?;
    let find = |name: &String| table.find(&[&name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()]);
    let places = Places {
        id: mapping.id.as_ref().and_then(find),
        title: mapping.title.as_ref().and_then(find),
        bodies: mapping.text.iter().filter_map(find).collect(),
        date: mapping.date.as_ref().and_then(find),
        owner: mapping.author.as_ref().and_then(find),
        account: mapping.account.as_ref().and_then(find),
        contacts: mapping.contacts.as_ref().and_then(find),
        people: mapping.participants.as_ref().and_then(find),
        done: None,
    };
    Some(Plan::of(Columns::new(PROGRAM, places, table)?))
}

/// How deep a list of notes lies at most.
const DEEP: usize = 6;

pub(in crate::source) fn json(value: &Value, file: &File<'_>) -> Option<Vec<Draft>> {
    let mapping = file.mapping.as_deref()?;
    let objects = noted(value, mapping, DEEP)?;
    let origins = Arc::new(origins(mapping));
    Some(objects.iter().filter_map(|object| draft(object, mapping, &origins)).collect())
}

/// The objects that have one of the texts: the value itself, or a list in it.
fn noted<'v>(value: &'v Value, mapping: &Mapping, deep: usize) -> Option<&'v [Value]> {
    let objects = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    let has_text = |object: &Value| mapping.text.iter().any(|key| object.text(key).is_some());
    if objects.iter().any(has_text) {
        return Some(objects);
    }
    let inner = value.as_object().filter(|_| deep > 0)?;
    inner.values().find_map(|value| noted(value, mapping, deep - 1))
}

fn draft(object: &Value, mapping: &Mapping, origins: &Arc<Origins>) -> Option<Draft> {
    let texts: Vec<String> = mapping.text.iter().filter_map(|key| object.text(key)).map(body).collect();
    if texts.is_empty() {
        return None;
    }
    let at = |key: &Option<String>| key.as_ref().map(|key| object.at(key));
    let named = |key: &Option<String>| at(key).and_then(name_of);
    let id = mapping.id.as_ref().and_then(|key| object.id(key));
    let mut known = Known {
        program: Some(PROGRAM),
        title: named(&mapping.title),
        is_body: true,
        date: mapping.date.as_ref().and_then(|key| object.id(key)).as_deref().and_then(when::day),
        account: named(&mapping.account),
        author: named(&mapping.author),
        origins: Some(Arc::clone(origins)),
        ..Known::default()
    };
    known.author.clone().into_iter().for_each(|name| known.add(KnownPerson::new(name, Some(Side::Us))));
    for (key, side) in [(&mapping.contacts, Some(Side::Them)), (&mapping.participants, None)] {
        at(key).into_iter().for_each(|value| people(value, side, &mut known));
    }
    Some(Draft { entry: id.as_ref().map(|id| format!("element {id}")), text: texts.join("\n\n"), known, id })
}

/// Where each thing stands, in words for the reader.
fn origins(mapping: &Mapping) -> Origins {
    let key = |key: &Option<String>| key.as_ref().map(|key| format!("field `{key}`"));
    Origins {
        text: Some(format!("field `{}`", mapping.text.join("`, `"))),
        title: key(&mapping.title),
        date: key(&mapping.date),
        account: key(&mapping.account),
        author: key(&mapping.author),
        people: key(&mapping.participants).or_else(|| key(&mapping.contacts)),
    }
}
