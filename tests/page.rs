//! The report as a page: in a real browser, against the records of the same notes.

#![allow(clippy::unwrap_used)]

#[path = "support/tools.rs"]
mod tools;

use assert_cmd::Command;
use goodmeeting::Analyzer;
use goodmeeting::config::Config;
use goodmeeting::deal::{self, AccountBy, Chapter, Deal};
use goodmeeting::report::Summary;
use goodmeeting::report::html::{self, Contents, NotePage};
use goodmeeting::source::NoteText;
use goodmeeting::team::Team;
use jiff::civil::{Date, Weekday, date};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const AS_OF: &str = "2026-10-31";

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/sales-dev")
}

fn goodmeeting(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_goodmeeting"));
    command.args(args);
    command
}

/// The lines of JSON that a command writes about the notes of the corpus.
fn lines(args: &[&str]) -> Vec<Value> {
    let output = goodmeeting(args).arg(corpus().join("notes")).arg("--quiet").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(lines.len() > 10, "{}", String::from_utf8_lossy(&output.stderr));
    lines
}

/// Writes the report of a folder.
fn report(notes: &Path, into: &TempDir) -> PathBuf {
    let file = into.path().join("report.html");
    goodmeeting(&["report", "--quiet", "--as-of", AS_OF, "-o"]).arg(&file).arg(notes).assert().success();
    file
}

/// What a browser saw; `None` where there is no browser. Nothing may have been asked of anybody, and nothing gone wrong.
fn browse(scenario: &str, report: &Path, args: &Value) -> Option<Value> {
    let (node, chromium) = (tools::find("node")?, tools::find("chromium")?);
    let modules = tools::node_modules("playwright-core")?;
    tools::node_modules("axe-core")?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/page.cjs");
    let mut command = Command::new(node);
    command.arg(script).arg(modules).arg(chromium).arg(scenario).arg(report).arg(args.to_string());
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["trouble"], json!({"console": [], "requests": [], "dialogs": 0}), "{scenario}");
    Some(told["result"].clone())
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

#[test]
fn every_view_opens_and_is_accessible_in_both_colors_and_on_a_phone() {
    let dir = tempfile::tempdir().unwrap();
    let file = report(&corpus().join("notes"), &dir);
    let deals = lines(&["deals", "--as-of", AS_OF, "--format", "jsonl"]);
    let deal = deals.iter().max_by_key(|deal| list(deal, "findings").len()).unwrap();
    let note = text(&list(deal, "notes")[0], "path");
    let places: Vec<String> =
        ["overview", "team", "deals", "commitments", "notes"].map(|view| format!("#/{view}")).into();
    let one = [format!("#/deals/{}", text(deal, "account")), format!("#/notes/{}", note.replace('/', "%2F"))];
    let places: Vec<String> = places.into_iter().chain(one).collect();
    let Some(seen) = browse("views", &file, &json!({ "places": places })) else { return };
    assert_eq!(seen.as_array().unwrap().len(), 3 * places.len());
    for view in seen.as_array().unwrap() {
        assert_eq!(view["violations"], json!([]), "{}", view["hash"]);
        assert_eq!(view["overflow"], json!(0), "{}", view["hash"]);
        assert_ne!(view["heading"], json!("Nothing here"));
        assert!(view["rows"].as_u64() > Some(0) || text(view, "hash").starts_with("#/notes/"), "{view}");
    }
}

/// How many conversations and advances each week has.
fn weeks(notes: &[Value]) -> BTreeMap<String, (u64, u64)> {
    let mut weeks = BTreeMap::new();
    for note in notes.iter().filter(|note| note["verdict"] != "no_contact") {
        let Ok(day) = text(note, "date").parse::<Date>() else { continue };
        let monday = if day.weekday() == Weekday::Monday { day } else { day.nth_weekday(-1, Weekday::Monday).unwrap() };
        let week: &mut (u64, u64) = weeks.entry(monday.to_string()).or_default();
        week.0 += 1;
        week.1 += u64::from(["advance", "order"].contains(&text(note, "verdict")));
    }
    weeks
}

/// Whether sizes are to one another as values are.
fn is_to_scale(marks: &[(f64, f64)]) -> bool {
    let (values, sizes) = marks.iter().fold((0.0, 0.0), |sum, mark| (sum.0 + mark.0, sum.1 + mark.1));
    marks.iter().all(|(value, size)| (value / values - size / sizes).abs() < 0.01)
}

#[test]
fn pictures_and_tables_show_what_the_records_say() {
    let dir = tempfile::tempdir().unwrap();
    let file = report(&corpus().join("notes"), &dir);
    let notes = lines(&["check", "--fail-on", "never", "--format", "jsonl"]);
    let deals = lines(&["deals", "--as-of", AS_OF, "--format", "jsonl"]);
    let names: Vec<&str> = deals.iter().map(|deal| text(deal, "account")).collect();
    let Some(seen) = browse("figures", &file, &json!({ "deals": names })) else { return };

    let stacks = list(&seen, "stacks");
    let verdicts: BTreeMap<&str, u64> = notes.iter().fold(BTreeMap::new(), |mut sum, note| {
        *sum.entry(text(note, "verdict")).or_default() += 1;
        sum
    });
    let shown: BTreeMap<&str, u64> = stacks[0]
        .as_array()
        .unwrap()
        .iter()
        .map(|mark| (mark[0].as_str().unwrap(), mark[1].as_u64().unwrap()))
        .collect();
    assert_eq!(shown, verdicts);
    for stack in stacks {
        let marks = stack.as_array().unwrap().iter().map(|mark| (mark[1].as_f64().unwrap(), mark[2].as_f64().unwrap()));
        assert!(is_to_scale(&marks.collect::<Vec<_>>()), "{stack}");
    }

    let number = |mark: &Value, key: &str| text(mark, key).parse::<u64>().unwrap();
    let periods = list(&seen, "periods");
    let shown: BTreeMap<String, (u64, u64)> = periods
        .iter()
        .map(|mark| (text(mark, "start").to_owned(), (number(mark, "conversations"), number(mark, "advances"))))
        .collect();
    assert_eq!(shown, weeks(&notes));
    let heights = periods.iter().flat_map(|mark| {
        let (all, advances) = (number(mark, "conversations") as f64, number(mark, "advances") as f64);
        [(advances, mark["advance"].as_f64().unwrap()), (all - advances, mark["rest"].as_f64().unwrap())]
    });
    assert!(is_to_scale(&heights.collect::<Vec<_>>()), "{periods:?}");

    for row in list(&seen, "team") {
        let author = row[0].as_str().unwrap().to_lowercase();
        // "april w" and "l. bonnet" are short for one author each
        let stands = |word: &str| {
            let initial = word.trim_end_matches('.');
            author.split(' ').any(|full| full == word || initial.len() == 1 && full.starts_with(initial))
        };
        let is_theirs = |name: &str| !name.is_empty() && name.to_lowercase().split(' ').all(stands);
        let theirs = notes.iter().filter(|note| is_theirs(text(note, "author")));
        let talks = theirs.filter(|note| note["verdict"] != "no_contact");
        assert_eq!(row[1], json!(talks.count().to_string()), "{author}");
    }

    let shown: BTreeMap<&str, &Value> =
        list(&seen, "deals").iter().map(|row| (row[0].as_str().unwrap(), row)).collect();
    assert_eq!(shown.len(), deals.len());
    for deal in &deals {
        let (name, signals) = (text(deal, "account"), &deal["signals"]);
        let steps: Vec<f64> = list(signals, "steps").iter().map(|step| step["size"].as_f64().unwrap()).collect();
        let row = shown[name];
        assert_eq!(row[1], json!(format!("{} of {}", signals["advances"], signals["conversations"])), "{name}");
        assert_eq!(row[2], json!(steps.len()), "{name}");
        let ladder = &seen["ladders"][name];
        let drawn: Vec<f64> = list(ladder, "steps").iter().map(|step| step[0].as_f64().unwrap()).collect();
        assert_eq!(drawn, steps, "{name}");
        for step in list(ladder, "steps") {
            let rung = step[0].as_f64().unwrap().ceil().max(0.0);
            assert_eq!(step[1].as_f64(), Some(150.0 - rung * 32.0), "{name}: {step}");
        }
        let verdicts: Vec<&str> = list(deal, "notes").iter().map(|note| text(note, "verdict")).collect();
        assert_eq!(ladder["verdicts"], json!(verdicts), "{name}");
        assert_eq!(list(ladder, "fates").len(), list(deal, "commitments").len(), "{name}");
        for (fate, words) in [("overdue", "overdue"), ("open", "open"), ("rolled", "promised again"), ("kept", "kept")]
        {
            let told = list(ladder, "fates").iter().filter(|shown| *shown == words).count();
            let wanted = list(deal, "commitments").iter().filter(|one| one["fate"] == fate).count();
            assert_eq!(told, wanted, "{name}: {fate}");
        }
    }
    let all: usize = deals.iter().map(|deal| list(deal, "commitments").len()).sum();
    assert_eq!(seen["commitments"], json!(format!("Commitments: {all} commitments")));
}

#[test]
fn sorting_searching_filtering_addresses_and_the_way_back_work() {
    let dir = tempfile::tempdir().unwrap();
    let file = report(&corpus().join("notes"), &dir);
    let deals = lines(&["deals", "--as-of", AS_OF, "--format", "jsonl"]);
    let name = text(&deals[deals.len() / 2], "account").to_owned();
    let Some(told) = browse("moves", &file, &json!({ "search": name })) else { return };

    let (up, down) = (list(&told["sorted"], "").len(), &told["turned"]);
    assert_eq!(up, 0);
    assert_eq!((&told["sorted"][0], &told["sorted"][1]), (&json!("#/deals?sort=account"), &json!("ascending")));
    assert_eq!(down[0], json!("descending"));
    let names: Vec<&Value> = told["sorted"][2].as_array().unwrap().iter().collect();
    let turned: Vec<&Value> = told["turned"][1].as_array().unwrap().iter().rev().collect();
    assert_eq!((names.len(), &names), (deals.len(), &turned));

    assert!(told["searched"][0].as_array().unwrap().contains(&json!(name)));
    assert!(told["searched"][0].as_array().unwrap().len() < deals.len());
    assert!(told["searched"][1].as_str().unwrap().ends_with(&format!("of {} accounts", deals.len())));
    let found = told["searched"][0][0].as_str().unwrap();
    assert_eq!(told["opened"], json!([found, "H1", format!("{found} · goodmeeting")]));
    assert_eq!(told["back"], json!([told["searched"][0], name]));

    let commitments = || deals.iter().flat_map(|deal| list(deal, "commitments"));
    let theirs = || commitments().filter(|one| ["them", "both"].contains(&text(one, "side")));
    let caption = format!("Commitments: {} of {} commitments", theirs().count(), commitments().count());
    assert_eq!(told["link"], json!([caption, "theirs"]));
    let kept = theirs().filter(|one| one["fate"] == "kept").count();
    assert_eq!(told["filtered"], json!(["#/commitments?fate=kept&side=theirs", vec!["kept"; kept]]));
    assert_eq!(told["unfiltered"], json!([caption, "all"]));
    assert_eq!(told["cleared"], json!("#/commitments"));
    assert_eq!(told["nowhere"], json!("Nothing here"));
    assert_eq!(told["dark"], json!("rgb(19, 22, 26)"));
    assert_eq!(told["printed"], json!(["rgb(255, 255, 255)", "none"]));
    assert_eq!(told["whole"], json!([100, commitments().count()]));
}

/// No name, title, path or run of words of any note is in a redacted report, and the figures are the same.
#[test]
fn a_redacted_report_has_no_word_of_a_note() {
    let redacted = || {
        let args = ["report", "--quiet", "--redact", "--as-of", AS_OF, "-o", "-"];
        let output = goodmeeting(&args).arg(corpus().join("notes")).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let page = redacted();
    assert_eq!(page, redacted());
    let notes = lines(&["check", "--fail-on", "never", "--format", "jsonl"]);
    for note in &notes {
        let people = list(note, "participants").iter().map(|person| text(person, "name"));
        let facts = ["commitments", "vague", "learnings", "pressure"].iter().flat_map(|facts| list(note, facts));
        let words = facts
            .map(|fact| text(fact, "text"))
            .chain(people)
            .chain(["title", "path", "account"].map(|key| text(note, key)));
        for words in words.filter(|words| words.chars().count() > 11 || words.contains(' ')) {
            assert!(!page.contains(words), "{words}");
        }
    }
    assert!(page.contains("\"Person 1\"") && page.contains("\"Account 1\"") && page.contains("\"note 1\""));
    let summary =
        |page: &str| page.split_once("\"summary\":").unwrap().1.split_once("\"fewest\"").unwrap().0.to_owned();
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(summary(&page), summary(&fs::read_to_string(report(&corpus().join("notes"), &dir)).unwrap()));
}

/// Written over a report, never over a note, and a report is no note.
#[test]
fn a_report_is_written_over_a_report_and_never_over_a_note() {
    let dir = tempfile::tempdir().unwrap();
    let note = dir.path().join("acme.md");
    fs::write(&note, "# Acme, 2026-03-02\n\nPriya will send the log by Friday.\n").unwrap();
    let over_note = goodmeeting(&["report", "-q", "-o"]).arg(&note).arg(dir.path()).assert().code(2);
    assert!(String::from_utf8_lossy(&over_note.get_output().stderr).contains("already exists"));
    assert!(fs::read_to_string(&note).unwrap().starts_with("# Acme"));
    let first = fs::read(report(dir.path(), &dir)).unwrap();
    assert_eq!(first, fs::read(report(dir.path(), &dir)).unwrap(), "the report among the notes is not read as one");
    let nowhere = dir.path().join("no/such/folder/report.html");
    goodmeeting(&["report", "-q", "-o"]).arg(&nowhere).arg(&note).assert().code(2);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2, "no draft is left");
}

#[test]
fn notes_that_try_to_be_more_than_text_are_text() {
    let dir = tempfile::tempdir().unwrap();
    let notes = dir.path().join("notes");
    fs::create_dir(&notes).unwrap();
    let attack = "</script><script>window.ran=1</script><img src=x onerror=window.ran=1>";
    let words = "Priya <b>will</b> send the log by Friday <img src=x onerror=window.ran=1> \u{2028} <!-- [this](javascript:window.ran=1). \
                 Good meeting </script><script>window.ran=1</script> overall.";
    for (name, account) in
        [("a<b>c&amp;.md", attack), ("it's \"two\" {{data}} .md", "__proto__"), ("3.md", "constructor")]
    {
        let text = format!(
            "---\ntitle: '{attack}'\nauthor: 'Ann <img src=x onerror=window.ran=1>'\naccount: '{account}'\ndate: 2026-03-02\n---\n\n{words}\n"
        );
        fs::write(notes.join(name), text).unwrap();
    }
    let file = report(&notes, &dir);
    let page = fs::read_to_string(&file).unwrap();
    assert_eq!(page.matches("</script").count(), 2, "the data and the script");
    let Some(told) = browse("hostile", &file, &json!({})) else { return };
    assert_eq!((&told["elements"], &told["ran"]), (&json!(0), &json!(false)));
    let shown: Vec<&str> = list(&told, "texts").iter().map(|text| text.as_str().unwrap()).collect();
    for part in [attack, "a<b>c&amp;.md", "{{data}}", "<b>will</b>"] {
        assert!(shown.iter().any(|text| text.contains(part)), "{part} is nowhere");
    }
    assert!(!shown.iter().any(|text| text.contains("[object") || text.contains("undefined")), "{shown:?}");
}

/// All shipped notes, again and again under other names, until there are as many as asked for.
struct Many {
    notes: Vec<NotePage>,
    deals: Vec<Deal>,
    team: Team,
    summary: Summary,
}

impl Many {
    fn new(accounts: usize, of_each: usize) -> Many {
        let corpora = corpus().join("..");
        let mut files: Vec<PathBuf> = fs::read_dir(corpora)
            .unwrap()
            .filter_map(|corpus| fs::read_dir(corpus.unwrap().path().join("notes")).ok())
            .flat_map(|notes| notes.map(|note| note.unwrap().path()))
            .collect();
        files.sort();
        let analyzer = Analyzer::new(&Config::default()).unwrap();
        let read = |file: &PathBuf| analyzer.page(NoteText::new("", String::from_utf8_lossy(&fs::read(file).unwrap())));
        let read: Vec<(NotePage, Chapter)> = files.iter().map(read).collect();
        let mut many =
            Many { notes: Vec::new(), deals: Vec::new(), team: Team::default(), summary: Summary::default() };
        let mut all = read.iter().cycle();
        for account in 0..accounts {
            let mut chapters = Vec::new();
            for number in 0..of_each {
                let (mut note, mut chapter) = all.next().unwrap().clone();
                let day = date(2025, 10, 1)
                    .checked_add(jiff::ToSpan::days((account * 7 + number * 37) as i64 % 390))
                    .unwrap();
                let (path, name) =
                    (format!("accounts/{account:04}/call-{number:02}.md"), format!("Account {account:04} Ltd"));
                note.record.path.clone_from(&path);
                note.record.title = Some(format!("{name}, call {number}"));
                note.record.date = Some(day.to_string());
                note.record.author = Some(format!("Author {:02}", account % 40));
                (chapter.path, chapter.account, chapter.date) = (path, Some(name), Some(day));
                many.team.add(&note.record);
                many.summary.add(&note.record);
                many.notes.push(note);
                chapters.push(chapter);
            }
            many.deals.extend(deal::deals(chapters, AccountBy::Folder, date(2026, 10, 31)));
        }
        many
    }

    fn write(&self, file: &Path) {
        let contents = Contents {
            title: "many",
            notes: &self.notes,
            deals: &self.deals,
            team: &self.team,
            summary: &self.summary,
            as_of: date(2026, 10, 31),
            redacted: false,
            why: &|_| None,
        };
        html::write(&contents, &mut fs::File::create(file).unwrap()).unwrap();
    }
}

/// In a quiet machine each view is there in less than two seconds; a busy one may take longer.
#[test]
fn two_thousand_deals_and_twenty_thousand_notes_open_quickly_and_are_small() {
    if tools::find("chromium").is_none() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("report.html");
    Many::new(2000, 10).write(&file);
    let size = fs::metadata(&file).unwrap().len();
    assert!(size < 30_000_000, "{size} bytes");
    let places = [
        "#/overview",
        "#/deals",
        "#/commitments",
        "#/notes",
        "#/notes?q=audit",
        "#/notes/accounts%2F0007%2Fcall-03.md",
    ];
    let Some(told) = browse("large", &file, &json!({ "places": places })) else { return };
    println!("{size} bytes; {}", told["times"]);
    for place in places {
        assert!(told["times"][place].as_u64().unwrap() < 15_000, "{told}");
    }
    assert_eq!(told["rows"]["#/deals"], json!("Accounts: 2,000 accounts"));
    assert_eq!(told["rows"]["#/notes"], json!("Notes: 20,000 notes"));
}
