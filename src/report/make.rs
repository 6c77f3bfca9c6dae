//! From the name of a format to the report that writes it.

use super::concise::Concise;
use super::csv::Csv;
use super::github::Github;
use super::gitlab::Gitlab;
use super::json::Json;
use super::jsonl::Jsonl;
use super::junit::Junit;
use super::markdown::Markdown;
use super::rdjson::Rdjson;
use super::sarif::Sarif;
use super::text::{Detail, Text};
use super::{Links, Report};
use crate::format::Format;
use std::io::Write;

/// How reports for people look.
#[derive(Debug, Clone)]
pub struct Look {
    /// How much they tell.
    pub detail: Detail,
    /// On lines of how many columns.
    pub width: usize,
    /// Whether paths are links.
    pub links: Links,
}

/// The report of a format, written to `out`. Those for people have escapes for color in them.
pub fn make<'w>(format: Format, out: impl Write + 'w, look: &Look) -> Box<dyn Report + 'w> {
    match format {
        Format::Text => Box::new(Text::new(out, look.detail, look.width).with_links(look.links.clone())),
        Format::Concise => Box::new(Concise::new(out, look.links.clone())),
        Format::Jsonl => Box::new(Jsonl::new(out)),
        Format::Json => Box::new(Json::new(out)),
        Format::Csv => Box::new(Csv::new(out)),
        Format::Sarif => Box::new(Sarif::new(out)),
        Format::Junit => Box::new(Junit::new(out)),
        Format::Github => Box::new(Github::new(out)),
        Format::Gitlab => Box::new(Gitlab::new(out)),
        Format::Rdjson => Box::new(Rdjson::new(out)),
        Format::Markdown => Box::new(Markdown::new(out)),
    }
}
