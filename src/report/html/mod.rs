//! All notes and deals as one page of HTML that asks nobody for anything: data, style and scripts are in it.
//!
//! The page is put together from `page.html`, `style.css` and the scripts beside it. Its policy lets only these very
//! scripts and styles run, by their hashes; texts of notes stand in it as data and become text, never markup.

mod data;
mod index;
mod inert;
mod rows;
mod strings;
mod text;

use super::Summary;
use crate::deal::Deal;
use crate::record::Record;
use crate::team::Team;
use crate::view::Passage;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use base64::write::EncoderWriter;
use data::Data;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use index::Index;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use std::io::{self, Write};

const PAGE: &str = include_str!("page.html");
/// The dark colors hold where they are asked for, and where the system is dark and the light ones are not asked for.
const STYLE: &str = concat!(
    include_str!("light.css"),
    ":root[data-theme=\"dark\"] {\n",
    include_str!("dark.css"),
    "}\n@media (prefers-color-scheme: dark) { :root:not([data-theme=\"light\"]) {\n",
    include_str!("dark.css"),
    "} }\n",
    include_str!("style.css"),
    include_str!("print.css")
);
const SCRIPT: &str = concat!(
    include_str!("js/dom.js"),
    include_str!("js/words.js"),
    include_str!("js/data.js"),
    include_str!("js/state.js"),
    include_str!("js/charts.js"),
    include_str!("js/ladder.js"),
    include_str!("js/table.js"),
    include_str!("js/overview.js"),
    include_str!("js/team.js"),
    include_str!("js/commitments.js"),
    include_str!("js/deals.js"),
    include_str!("js/notes.js"),
    include_str!("js/app.js"),
);

/// A note as the page shows it.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct NotePage {
    pub record: Record,
    /// The lines around what was found.
    pub passages: Vec<Passage>,
}

/// What the page is made of.
#[derive(Clone, Copy)]
pub struct Contents<'a> {
    /// What was read, in a few words.
    pub title: &'a str,
    /// The notes.
    pub notes: &'a [NotePage],
    /// The deals that these notes make.
    pub deals: &'a [Deal],
    /// The notes by author and over time.
    pub team: &'a Team,
    /// The figures of all notes.
    pub summary: &'a Summary,
    /// The day as of which commitments are overdue.
    pub as_of: Date,
    /// Whether names and words of notes are replaced.
    pub redacted: bool,
    /// Why a lexicon entry or pattern means what it means, by its id.
    pub why: &'a dyn Fn(&str) -> Option<String>,
}

/// Writes the page.
pub fn write(contents: &Contents<'_>, out: &mut impl Write) -> io::Result<()> {
    let index = Index::new(contents);
    let data = Data::new(contents, &index);
    let mut rest = PAGE;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, after)) = after.split_once("}}") else { break };
        out.write_all(before.as_bytes())?;
        match name {
            "policy" => out.write_all(policy().as_bytes())?,
            "style" => out.write_all(STYLE.as_bytes())?,
            "script" => out.write_all(SCRIPT.as_bytes())?,
            _ => embed(&data, out)?,
        }
        rest = after;
    }
    out.write_all(rest.as_bytes())?;
    out.flush()
}

/// Data of more bytes than this are packed, so that a page of many notes can still be mailed.
const PLAIN: usize = 4 << 20;

/// Writes the data as an element of the page.
fn embed(data: &Data<'_>, out: &mut impl Write) -> io::Result<()> {
    let mut json = Vec::new();
    inert::json(data, &mut json)?;
    if json.len() <= PLAIN {
        out.write_all(b"<script type=\"application/json\" id=\"data\">")?;
        out.write_all(&json)?;
    } else {
        out.write_all(b"<script type=\"text/plain\" id=\"data\" data-packed>")?;
        let mut packer = DeflateEncoder::new(EncoderWriter::new(&mut *out, &BASE64_STANDARD), Compression::default());
        packer.write_all(&json)?;
        packer.finish()?.finish()?;
    }
    out.write_all(b"</script>")
}

/// What the page may do: run its own script and style, and show pictures that stand in it. No request to anywhere.
fn policy() -> String {
    let hash = |text: &str| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)));
    format!(
        "default-src 'none'; script-src {}; style-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        hash(SCRIPT),
        hash(STYLE)
    )
}
