//! JSON beside a file: some interfaces answer in two parts, and each is kept in a file of its own.

use crate::source::file::Folder;
use serde_json::Value;

/// Of more files than this only those are looked into whose names tell that they may hold it.
const BESIDE: usize = 16;
/// And not more of them than make up so many bytes.
const MOST: usize = 64 << 20;

/// The values in the files of a folder that have that key somewhere; `telling` words stand in the names of such files.
pub(super) fn with_key(folder: &Folder<'_>, key: &str, telling: [&str; 2]) -> Vec<Value> {
    let mut names = folder.names();
    names.retain(|name| name.to_lowercase().ends_with(".json"));
    if names.len() > BESIDE {
        names.retain(|name| telling.iter().any(|word| name.to_lowercase().contains(word)));
    }
    let (quoted, mut found, mut read) = (format!("\"{key}\""), Vec::new(), 0);
    for name in &names {
        if read > MOST {
            break;
        }
        let text = folder.read(name).filter(|text| text.contains(&quoted));
        read += text.as_ref().map_or(0, String::len);
        found.extend(text.and_then(|text| serde_json::from_str(&text).ok()));
    }
    found
}
