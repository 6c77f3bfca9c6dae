//! Every format of `check`: valid, with the same findings, the same bytes with any number of threads, and no way out of
//! it for what stands in notes and names of files.

#![allow(clippy::unwrap_used)]

#[path = "support/tools.rs"]
mod tools;

use assert_cmd::Command;
use percent_encoding::percent_decode_str;
use predicates::prelude::*;
use predicates::str::contains;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const FORMATS: [&str; 11] =
    ["text", "concise", "jsonl", "json", "csv", "sarif", "junit", "github", "gitlab", "rdjson", "markdown"];

const CONFIG: &str = "[us]\norganizations = ['Northwind']\n[rules]\nsingle-stakeholder = 'on'\n\
                      few-customer-commitments = { min_share = 1.0, min_notes = 1 }\n";

/// Words that mean something to a terminal, a runner, XML, HTML, Markdown, SARIF or a spreadsheet.
const HOSTILE: [&str; 12] = [
    "\u{1b}]0;owned\u{7}\u{1b}[31m",
    "::error::x",
    "%0A::error::x",
    "]]><b>&amp;",
    "<script>alert(1)</script>",
    "|`b`|[c](http://d.example)",
    "=HYPERLINK(\"x\")",
    "@SUM(1)",
    "\u{1}\u{b}\u{fffe}\u{9b}31m",
    "a\rb",
    "\u{202e}yap",
    "\u{2028}##[error]x",
];

/// A folder of notes whose words and names are up to no good.
fn hostile() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(dir.path().join(name), text).unwrap();
    put("goodmeeting.toml", CONFIG);
    for (index, words) in HOSTILE.iter().enumerate() {
        let verb: String = words.split_whitespace().collect();
        put(
            &format!("{index:02}.md"),
            &format!(
                "# {words}\n\nAttendees: Priya {words} Shah (Acme), Dana Ruiz (Northwind)\n\nGood meeting {words}. {words} Priya will \
                 think about it {words}.\nTouch base after the summer. <!-- goodmeeting: {verb} no-actions -->\n\
                 Seems keen. <!-- goodmeeting: ignore unsupported-praise: {words} -->\n\
                 <!-- goodmeeting: ignore {verb}: x -->\n"
            ),
        );
    }
    put(
        "long.md",
        &format!("# Long\n\n{}Good meeting. Priya {} seems keen.\n", "very ".repeat(20_000), "x".repeat(50_000)),
    );
    put(
        "crm.csv",
        "Subject,Date,Notes\n=cmd,2026-03-02,Good meeting. They seem keen.\n]]>,2026-03-03,Touch base after the summer.\n",
    );
    put("broken.docx", "PK\u{3}\u{4}and no more");
    for name in ["a b'.md", "=cmd.md", "100%0A.md", "comma,colon.md", "[c](d).md"] {
        put(name, "Good meeting. They seem keen.\n");
    }
    #[cfg(unix)]
    for name in
        ["new\nline.md", "co:lon::error::.md", "quote\"<b>|`.md", "esc\u{1b}[31m.md", "\u{202e}dm.md", "cr\r.md"]
    {
        put(name, "Good meeting. They seem keen.\n");
    }
    dir
}

/// All formats of a run at once, in the order of [`FORMATS`].
fn check(notes: &Path, more: &[&str]) -> Vec<String> {
    let out = tempfile::tempdir().unwrap();
    let formats = FORMATS.map(|name| format!("{name}={}", out.path().join(name).display()));
    let mut command = Command::new(env!("CARGO_BIN_EXE_goodmeeting"));
    command
        .current_dir(notes)
        .args(["check", ".", "broken.docx", "--glob", "*.md", "--glob", "*.csv", "--fail-on", "never"])
        .args(more);
    formats.iter().for_each(|format| _ = command.args(["--format", format]));
    command.assert().stdout("");
    FORMATS.iter().map(|name| fs::read_to_string(out.path().join(name)).unwrap()).collect()
}

/// A finding: rule, note, line.
type Found = (String, String, u64);

fn sorted(mut found: Vec<Found>) -> Vec<Found> {
    found.sort();
    found
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// What is found as the records have it, in the order of name.
fn recorded(jsonl: &str) -> Vec<Found> {
    let records = jsonl.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let found = records.flat_map(|record| {
        let findings = record["findings"].as_array().unwrap().clone();
        findings.into_iter().map(move |one| (text(&one["rule"]), text(&record["path"]), one["line"].as_u64().unwrap()))
    });
    sorted(found.collect())
}

/// Names of files as they are shown where no sign of control may stand.
fn shown(found: &[Found]) -> Vec<Found> {
    let is_harmful = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2028}');
    let safe = |name: &str| name.chars().map(|c| if is_harmful(c) { '\u{fffd}' } else { c }).collect();
    sorted(found.iter().map(|(rule, path, line)| (rule.clone(), safe(path), *line)).collect())
}

/// The line of a note in a file of many, from a message: `row 2, line 3: …`.
fn line_in(message: &str) -> u64 {
    message.split_once(", line ").map_or(1, |(_, rest)| rest.split(':').next().unwrap().parse().unwrap())
}

/// `path:line:column: severity rule message`, or without a place for folders.
fn parse_line(line: &str) -> Found {
    let cut = |severity: &str| line.split_once(&format!(": {severity} "));
    let (place, rest) = ["error", "warning", "info"].into_iter().find_map(cut).unwrap();
    let rule = rest.split(' ').next().unwrap().to_owned();
    let mut parts = place.rsplitn(3, ':');
    match (parts.next().unwrap().parse::<u64>(), parts.next().map(str::parse::<u64>), parts.next()) {
        (Ok(_), Some(Ok(line)), Some(path)) => (rule, path.split(" › ").next().unwrap().to_owned(), line),
        _ => (rule, place.to_owned(), 1),
    }
}

fn concise(report: &str) -> Vec<Found> {
    sorted(report.lines().map(parse_line).collect())
}

fn csv(report: &str) -> Vec<Found> {
    let mut rows = csv::Reader::from_reader(report.as_bytes());
    let line = |cell: &str| if cell.is_empty() { 1 } else { cell.parse().unwrap() };
    let found = rows.records().map(|row| {
        let row = row.unwrap();
        assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{row:?}");
        (row[6].to_owned(), row[0].trim_start_matches('\'').to_owned(), line(&row[2]))
    });
    sorted(found.collect())
}

fn sarif(report: &str) -> Vec<Found> {
    let log: Value = serde_json::from_str(report).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let found = results.iter().filter(|result| result["suppressions"].as_array().unwrap().is_empty()).map(|result| {
        let location = &result["locations"][0];
        let uri = text(&location["physicalLocation"]["artifactLocation"]["uri"]);
        let regions = [&location["physicalLocation"]["region"], &location["properties"]["regionOfNote"]];
        let line = regions.iter().find_map(|region| region["startLine"].as_u64()).unwrap_or(1);
        let rule = text(&result["ruleId"]);
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][index]["id"], rule.as_str());
        (rule, percent_decode_str(&uri).decode_utf8().unwrap().into_owned(), line)
    });
    sorted(found.collect())
}

fn junit(report: &str) -> Vec<Found> {
    let mut reader = Reader::from_str(report);
    let (mut found, mut name) = (Vec::new(), String::new());
    let mut body = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) if tag.name().as_ref() == "testcase" => {
                let names = tag.attributes().map(Result::unwrap).find(|one| one.key.as_ref() == "name").unwrap();
                name = quick_xml::escape::unescape(&names.value).unwrap().into_owned();
            }
            Event::Text(text) => body.push_str(&text),
            Event::GeneralRef(entity) => {
                let entity = format!("&{};", &*entity);
                body.push_str(&quick_xml::escape::unescape(&entity).unwrap());
            }
            Event::End(tag) if matches!(tag.name().as_ref(), "failure" | "system-out") => {
                let path = name.split(" › ").next().unwrap();
                let lines = std::mem::take(&mut body);
                found.extend(lines.lines().filter(|line| !line.trim().is_empty()).map(|line| {
                    let (rule, _, line) = parse_line(
                        &format!("x:{}", format!(" {line}").trim_start_matches(' '))
                            .replacen("x:error", "x: error", 1)
                            .replacen("x:warning", "x: warning", 1)
                            .replacen("x:info", "x: info", 1),
                    );
                    (rule, path.to_owned(), line)
                }));
            }
            Event::Eof => return sorted(found),
            _ => {}
        }
    }
}

fn github(report: &str) -> Vec<Found> {
    let unescape = |text: &str| {
        let text = text.replace("%3A", ":").replace("%2C", ",").replace("%0A", "\n").replace("%0D", "\r");
        text.replace("%25", "%")
    };
    let commands = report.lines().map(|line| {
        let level = ["::error ", "::warning ", "::notice "].into_iter().find_map(|level| line.strip_prefix(level));
        level.unwrap_or_else(|| panic!("no command: {line}")).split_once("::").unwrap()
    });
    let found =
        commands.filter(|(properties, _)| properties.contains("title=goodmeeting (")).map(|(properties, data)| {
            let property = |name: &str| {
                let mut all = properties.split(',').filter_map(|one| one.split_once('='));
                all.find(|(key, _)| *key == name).map(|(_, value)| unescape(value))
            };
            let title = property("title").unwrap();
            let rule = title.trim_start_matches("goodmeeting (").trim_end_matches(')').to_owned();
            let line = property("line").map_or_else(|| line_in(data), |line| line.parse().unwrap());
            (rule, property("file").unwrap_or(".".to_owned()), line)
        });
    sorted(found.collect())
}

fn gitlab(report: &str) -> Vec<Found> {
    let issues: Value = serde_json::from_str(report).unwrap();
    let issues = issues.as_array().unwrap();
    let unique: BTreeSet<&str> = issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(unique.len(), issues.len());
    let found = issues.iter().map(|issue| {
        let line = issue["location"]["lines"]["begin"].as_u64().unwrap();
        let line = if line > 1 { line } else { line_in(issue["description"].as_str().unwrap()) };
        (text(&issue["check_name"]), text(&issue["location"]["path"]), line)
    });
    sorted(found.collect())
}

fn rdjson(report: &str) -> Vec<Found> {
    let result: Value = serde_json::from_str(report).unwrap();
    let found = result["diagnostics"].as_array().unwrap().iter().map(|one| {
        let line = one["location"]["range"]["start"]["line"].as_u64();
        let line = line.unwrap_or_else(|| line_in(one["message"].as_str().unwrap()));
        (text(&one["code"]["value"]), text(&one["location"]["path"]), line)
    });
    sorted(found.collect())
}

#[test]
fn every_format_has_the_same_findings() {
    let notes = hostile();
    let reports = check(notes.path(), &[]);
    let report = |name: &str| reports[FORMATS.iter().position(|one| *one == name).unwrap()].as_str();
    let found = recorded(report("jsonl"));
    let rules: BTreeSet<&str> = found.iter().map(|(rule, ..)| rule.as_str()).collect();
    for rule in ["unsupported-praise", "vague-outcome", "unused-suppression", "few-customer-commitments"] {
        assert!(rules.contains(rule), "{rule} is among {rules:?}");
    }
    assert!(found.iter().any(|(_, path, line)| path == "crm.csv" && *line > 0));
    let lines: Value = serde_json::from_str(report("json")).unwrap();
    let lines: String = lines.as_array().unwrap().iter().map(|record| format!("{record}\n")).collect();
    assert_eq!(recorded(&lines), found);
    for (name, read) in [("sarif", sarif as fn(&str) -> Vec<Found>), ("gitlab", gitlab), ("rdjson", rdjson)] {
        assert_eq!(read(report(name)), found, "{name}");
    }
    let found = shown(&found);
    for (name, read) in
        [("concise", concise as fn(&str) -> Vec<Found>), ("csv", csv), ("junit", junit), ("github", github)]
    {
        assert_eq!(read(report(name)), found, "{name}");
    }
    let rows = report("text").lines().filter(|line| {
        let mut words = line.split_whitespace().skip(1);
        matches!(words.next(), Some("error" | "warning" | "info"))
            && words.next().is_some_and(|rule| rules.contains(rule))
    });
    assert_eq!(rows.count(), found.len(), "text");
    assert!(report("markdown").contains(&format!("… and {} more.", found.len() - 10)));
    for name in ["sarif", "junit", "github", "markdown"] {
        assert!(report(name).contains("broken.docx"), "{name} tells what could not be read");
    }
}

#[test]
fn no_word_of_a_note_gets_out_of_its_format() {
    for (name, report) in FORMATS.iter().zip(check(hostile().path(), &[])) {
        let harmful = |c: char| c != '\n' && (c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2028}'));
        assert!(!report.contains(harmful), "{name}: a sign of control");
        match *name {
            "github" => assert!(report.lines().all(|line| line.starts_with("::"))),
            "junit" => assert!(!report.contains("]]>") && !report.contains("<script") && !report.contains('\u{fffe}')),
            "markdown" => {
                assert!(
                    !report.contains("<script") && !report.contains("](") && !report.contains("http://"),
                    "{report}"
                );
                let cells = |row: &str| row.replace("\\\\", "").replace("\\|", "").matches('|').count();
                report
                    .lines()
                    .filter(|line| line.starts_with("| "))
                    .for_each(|row| assert!([5, 7].contains(&cells(row)), "{row}"));
            }
            "sarif" => assert!(!report.contains("](http")),
            _ => {}
        }
    }
}

#[test]
fn the_bytes_are_the_same_with_any_number_of_threads() {
    let notes = hostile();
    let one = check(notes.path(), &["-j1"]);
    for threads in ["-j2", "-j8"] {
        assert!(one == check(notes.path(), &[threads]), "{threads}");
    }
}

#[test]
fn reports_are_valid() {
    let empty = tempfile::tempdir().unwrap();
    fs::write(
        empty.path().join("a.md"),
        "# Acme\n\nPriya will send the org chart on Friday. They close in nine days.\n",
    )
    .unwrap();
    let hostile = hostile();
    for reports in [check(hostile.path(), &[]), check(empty.path(), &["--config", "rules.unknown-side=off"])] {
        for (name, schema) in
            [("sarif", "sarif-2.1.0.json"), ("gitlab", "gitlab-code-quality.json"), ("rdjson", "rdjson.json")]
        {
            let report = &reports[FORMATS.iter().position(|one| *one == name).unwrap()];
            let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas").join(schema);
            let schema: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
            let validator = jsonschema::validator_for(&schema).unwrap();
            let report: Value = serde_json::from_str(report).unwrap();
            let wrong: Vec<String> =
                validator.iter_errors(&report).map(|error| format!("{error} at {}", error.instance_path())).collect();
            assert!(wrong.is_empty(), "{name}: {wrong:#?}");
        }
    }
}

#[test]
fn junit_is_valid() {
    let Some(xmllint) = tools::find("xmllint") else { return };
    let reports = check(hostile().path(), &[]);
    let report = &reports[FORMATS.iter().position(|one| *one == "junit").unwrap()];
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/schemas/junit-10.xsd");
    let mut command = Command::new(xmllint);
    command.args(["--noout", "--schema", schema, "-"]).write_stdin(report.clone()).assert().success();
}

#[test]
fn files_are_written_whole_beside_what_is_shown() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.md"), "Good meeting.\n").unwrap();
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_goodmeeting"));
        command.current_dir(&dir).args(["check", "a.md"]).args(args).assert()
    };
    let files = || fs::read_dir(dir.path()).unwrap().count();
    run(&["--format", "sarif=a.sarif", "--format", "concise"]).code(1).stdout(contains("a.md:1:1: error no-actions "));
    run(&["--format", "csv", "--output", "a.sarif"]).code(1).stdout("");
    assert!(fs::read_to_string(dir.path().join("a.sarif")).unwrap().starts_with("path,entry,"));
    run(&["-o", "/dev/stdout", "--format", "jsonl"]).code(1).stdout(contains("goodmeeting.note/1"));
    assert_eq!(files(), 2, "and no drafts");

    let usage = |args: &[&str], words: &str| run(args).code(2).stdout("").stderr(contains(words.to_owned()));
    usage(&["--format", "sarif", "--format", "csv"], "both sarif and csv would go to the same place");
    usage(&["--format", "sarif=x", "--output", "y"], "--output is for a format without a file");
    usage(&["--format", "sarif=x", "--format", "csv=x"], "two formats are to be written to x");
    usage(&["--format", "sarif=no/x"], "no/x: cannot be written");
    usage(&["--format", "sarif=a.md"], "a.md: already exists");
    usage(&["--format", "sarfi=x"], "'sarif'");
    usage(&["--format", "csv", "--statistics"], "--statistics can be written as");
    assert_eq!(files(), 2);
}

#[test]
fn paths_are_links_where_terminals_open_them() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a b.md"), "Good meeting.\n").unwrap();
    let run = |color: &str, format: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_goodmeeting"));
        command.current_dir(&dir).env("FORCE_HYPERLINK", "1").env_remove("NO_COLOR");
        command.args(["check", "--format", format, "--color", color]).assert()
    };
    for format in ["text", "concise"] {
        run("always", format).stdout(contains("\u{1b}]8;;file:///").and(contains("/a%20b.md\u{1b}\\a b.md")));
        run("never", format).stdout(contains("a b.md").and(contains("\u{1b}").not()));
        run("auto", format).stdout(contains("\u{1b}").not());
    }
    run("always", "csv").stdout(contains("\u{1b}").not());
}
