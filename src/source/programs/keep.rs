//! Google Keep: a file for each note, with a text or a list of boxes; times in microseconds.

use crate::note::Known;
use crate::source::file::File;
use crate::source::json::Get;
use crate::source::table::plain;
use crate::source::{Draft, when};
use serde_json::Value;

/// Whether a page is the copy that Keep makes of a note for readers, beside the file with all that is known of it.
pub(in crate::source) fn is_copy(page: &str, file: &File<'_>) -> bool {
    !file.is_named && page.contains("class=\"heading\"") && file.folder.has(&format!("{}.json", file.stem()))
}

pub(in crate::source) fn note(value: &Value, _file: &File<'_>) -> Option<Vec<Draft>> {
    value.id("userEditedTimestampUsec")?;
    if value["isTrashed"] == true {
        return Some(Vec::new());
    }
    let known = Known {
        program: Some("Google Keep note"),
        title: value.text("title").map(str::to_owned),
        is_body: true,
        date: value
            .id("createdTimestampUsec")
            .or_else(|| value.id("userEditedTimestampUsec"))
            .as_deref()
            .and_then(when::day),
        ..Known::default()
    };
    let item = |item: &Value| {
        Some(format!("- [{}] {}\n", if item["isChecked"] == true { "x" } else { " " }, item.text("text")?))
    };
    let items: String = value.list("listContent").iter().filter_map(item).collect();
    let text = format!("{}\n\n{items}", plain(value.text("textContent").unwrap_or_default()));
    Some(vec![Draft { entry: None, text: text.trim().to_owned(), known, id: None }])
}
