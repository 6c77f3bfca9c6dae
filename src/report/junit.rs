//! JUnit XML: a test case for each note, which fails where there are errors or warnings.

use super::escape::xml;
use super::text::{clean, count, safe};
use super::{Report, Summary};
use crate::record::{ErrorRecord, FindingRecord, FolderRecord, Record};
use crate::rules::Severity;
use std::fmt::Write as _;
use std::io::{self, Seek, SeekFrom, Write};
use tempfile::SpooledTempFile;

/// How many bytes of test cases are kept in memory before they go to a file.
const IN_MEMORY: usize = 4 << 20;

/// Writes a test case for each note, folder and error. Their number stands before them, so they wait for the end.
#[derive(Debug)]
pub(super) struct Junit<W> {
    out: W,
    cases: SpooledTempFile,
    tests: usize,
    failures: usize,
    errors: usize,
}

impl<W: Write> Junit<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, cases: SpooledTempFile::new(IN_MEMORY), tests: 0, failures: 0, errors: 0 }
    }

    fn case(&mut self, name: &str, findings: &[FindingRecord], is_folder: bool) -> io::Result<()> {
        let (to_know, bad): (Vec<_>, Vec<_>) = findings.iter().partition(|one| one.severity == Severity::Info);
        let text = |found: &[&FindingRecord]| found.iter().map(|finding| line(finding, is_folder)).collect::<String>();
        let mut body = String::new();
        if let Some(worst) = bad.iter().map(|finding| finding.severity).max() {
            self.failures += 1;
            let findings = count(bad.len(), "finding");
            _ = writeln!(body, "<failure type=\"{worst}\" message=\"{findings}\">\n{}</failure>", text(&bad));
        }
        if !to_know.is_empty() {
            _ = writeln!(body, "<system-out>\n{}</system-out>", text(&to_know));
        }
        self.write(name, &body)
    }

    fn write(&mut self, name: &str, body: &str) -> io::Result<()> {
        self.tests += 1;
        let gap = if body.is_empty() { "" } else { "\n" };
        writeln!(self.cases, "<testcase classname=\"goodmeeting\" name=\"{}\">{gap}{body}</testcase>", xml(name))
    }
}

impl<W: Write> Report for Junit<W> {
    fn record(&mut self, record: &Record) -> io::Result<()> {
        let entry = record.entry.as_deref().map(|entry| format!(" › {}", safe(entry)));
        self.case(&(safe(&record.path) + &entry.unwrap_or_default()), &record.findings, false)
    }

    fn folder(&mut self, folder: &FolderRecord) -> io::Result<()> {
        self.case(&folder.path, &folder.findings, true)
    }

    fn error(&mut self, error: &ErrorRecord) -> io::Result<()> {
        self.errors += 1;
        let message = clean(&error.message);
        let body = format!("<error type=\"unreadable\" message=\"{}\"/>\n", xml(&message));
        self.write(error.path.as_deref().unwrap_or("goodmeeting"), &body)
    }

    fn finish(&mut self, _: &Summary) -> io::Result<()> {
        let Self { tests, failures, errors, .. } = self;
        let counts = format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\"");
        writeln!(self.out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(self.out, "<testsuites name=\"goodmeeting\" {counts}>\n<testsuite name=\"goodmeeting\" {counts}>")?;
        self.cases.seek(SeekFrom::Start(0))?;
        io::copy(&mut self.cases, &mut self.out)?;
        writeln!(self.out, "</testsuite>\n</testsuites>")?;
        self.out.flush()
    }
}

fn line(finding: &FindingRecord, is_folder: bool) -> String {
    let FindingRecord { rule, severity, message, question, region, .. } = finding;
    let place =
        if is_folder && finding.whole_note { String::new() } else { format!("{}:{}: ", region.line, region.column) };
    xml(&format!("{place}{severity} {rule} {}; ask: {question}", clean(message))) + "\n"
}
