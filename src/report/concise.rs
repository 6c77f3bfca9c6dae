//! A line for each finding: `path:line:column: severity rule message`, as editors and other programs for lines know it.

use super::Links;
use super::each::{Each, Found};
use super::text::{DIM, RULE, clean, severity_style};
use std::io::{self, Write};

/// Writes a line for each finding.
#[derive(Debug)]
pub(super) struct Concise<W> {
    out: W,
    links: Links,
}

impl<W: Write> Concise<W> {
    pub(super) fn new(out: W, links: Links) -> Self {
        Self { out, links }
    }
}

impl<W: Write> Each for Concise<W> {
    fn finding(&mut self, found: &Found<'_>) -> io::Result<()> {
        let finding = found.finding;
        let place = found.region.map(|region| format!(":{}:{}", region.line, region.column));
        let place = self.links.link(found.path, &(found.note() + &place.unwrap_or_default()));
        let (style, severity, rule) = (severity_style(finding.severity), finding.severity, finding.rule);
        let message = clean(&finding.message);
        writeln!(self.out, "{place}{DIM}:{DIM:#} {style}{severity}{style:#} {RULE}{rule}{RULE:#} {message}")
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
