//! Notes of one account together: who is whom, what became of each promise, and what the deal's signals say.

#![allow(clippy::unwrap_used)]

use goodmeeting::Analyzer;
use goodmeeting::config::Config;
use goodmeeting::deal::{AccountBy, Chapter, Deal, Fate, Trend, deals, redact};
use goodmeeting::format::Format;
use goodmeeting::note::{Side, Us};
use goodmeeting::redact::Redaction;
use goodmeeting::report::deals::{self as report, Filter};
use goodmeeting::report::text::Detail;
use goodmeeting::report::{Links, Look, make};
use goodmeeting::source::NoteText;
use jiff::civil::{Date, date};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

#[path = "support/tools.rs"]
mod tools;

const AS_OF: Date = date(2026, 6, 30);

fn analyzer() -> Analyzer {
    let mut config = Config::default();
    config.us = Us::new(vec!["Northwind".to_owned()], vec!["Dana Ruiz".to_owned()], vec![]);
    Analyzer::new(&config).unwrap()
}

fn chapters(notes: &[&str]) -> Vec<Chapter> {
    let analyzer = analyzer();
    let note = |(number, text): (usize, &&str)| analyzer.chapter(NoteText::new(format!("{number}.md"), *text));
    notes.iter().enumerate().map(note).collect()
}

/// The only deal that some notes make.
fn deal(notes: &[&str]) -> Deal {
    let mut all = deals(chapters(notes), AccountBy::Name, AS_OF);
    assert_eq!(all.len(), 1, "{:?}", all.iter().map(|deal| &deal.account).collect::<Vec<_>>());
    all.remove(0)
}

/// The fates of the commitments of the first note, by a word in them.
fn fate(deal: &Deal, word: &str) -> Fate {
    let mut found = deal.commitments.iter().filter(|one| one.commitment.text.contains(word));
    found.next().unwrap_or_else(|| panic!("nobody promised {word}")).fate
}

const FIRST: &str = "# Acme Foods, 2026-03-02\n\nAttendees: Priya Shah (Acme), Dana Ruiz\n\n\
                     Priya will send the freezer maintenance log by Friday.\n\
                     Dana will send the quote by 6 March.\n\
                     Priya will introduce us to the plant director by 20 April.\n\
                     Priya will ask procurement for the vendor form by 31 August.\n";

#[test]
fn what_nothing_shows_is_overdue_or_open_by_its_day() {
    let deal = deal(&[FIRST]);
    assert_eq!(fate(&deal, "maintenance log"), Fate::Overdue);
    assert_eq!(fate(&deal, "vendor form"), Fate::Open);
    assert_eq!(deal.account, "Acme Foods");
}

#[test]
fn a_later_note_that_has_the_thing_shows_it_kept() {
    let deal = deal(&[FIRST, "# ACME, 2026-03-16\n\nPriya sent the freezer maintenance log on Thursday.\n"]);
    assert_eq!(fate(&deal, "maintenance log"), Fate::Kept);
    let one = deal.commitments.iter().find(|one| one.fate == Fate::Kept).unwrap();
    let evidence = one.evidence.as_ref().unwrap();
    assert_eq!((evidence.path.as_str(), evidence.region.line), ("1.md", 3));
    assert_eq!(fate(&deal, "plant director"), Fate::Overdue, "nothing is said of it");
}

#[test]
fn what_still_has_not_come_is_not_kept() {
    for words in
        ["We are still waiting for the freezer maintenance log.", "She hasn't sent the freezer maintenance log."]
    {
        let deal = deal(&[FIRST, &format!("# Acme Foods, 2026-03-16\n\n{words}\n")]);
        assert_eq!(fate(&deal, "maintenance log"), Fate::Overdue, "{words}");
    }
}

#[test]
fn the_same_promise_again_is_rolled_and_a_refusal_drops_it() {
    let again = "# Acme Foods, 2026-03-16\n\nPriya will send the freezer maintenance log by 30 March.\n";
    assert_eq!(fate(&deal(&[FIRST, again]), "maintenance log"), Fate::Rolled);
    let refused = "# Acme Foods, 2026-03-16\n\nPriya cancelled the introduction to the plant director.\n";
    assert_eq!(fate(&deal(&[FIRST, refused]), "plant director"), Fate::Dropped);
}

/// How a fate reads in notes of other hands: minutes, a log in telegram style, a mail, a table.
#[test]
fn fates_are_read_in_every_style() {
    use Fate::{Dropped, Kept, Overdue, Rolled};
    for (first, word, later, fate) in [
        ("- [ ] Tom: sample of the brine, by 9 March", "brine", "brine sample rcvd, looks ok", Kept),
        (
            "Tom to measure both kilns by 9 March",
            "kilns",
            "still no contract; both kilns measured; budget unclear",
            Kept,
        ),
        ("Tom to measure both kilns by 9 March", "kilns", "Tom still hasn't measured the kilns.", Overdue),
        ("Dana will send the quote by 9 March.", "quote", "Our price of $48,300 is above their limit.", Kept),
        (
            "Tom will show the glaze trial to the guild.",
            "guild",
            "Glaze trial went well. Tom never took it to the guild.",
            Dropped,
        ),
        (
            "Tom will send the firing curve by 9 March.",
            "curve",
            "Tom will send us the firing curve by 30 March.",
            Rolled,
        ),
        (
            "| Task | Owner | Due |\n|---|---|---|\n| Soil analysis | Tom | 9 March |",
            "Soil",
            "The soil analysis came on Monday.",
            Kept,
        ),
        ("Chase will send the glaze recipe by 9 March.", "recipe", "Chase handed over the glaze recipe.", Kept),
    ] {
        let head = |day: &str| {
            format!("# Acme Foods, 2026-03-{day}\n\nAttendees: Tom Weber (Acme), Chase Lind (Acme), Dana Ruiz\n\n")
        };
        let notes = [format!("{}{first}\n", head("02")), format!("{}{later}\n", head("16"))];
        let deal = deal(&[&notes[0], &notes[1]]);
        assert_eq!(self::fate(&deal, word), fate, "{first} / {later}");
    }
}

#[test]
fn time_that_was_asked_for_is_given_by_a_talk() {
    let asked = "# Acme Foods, 2026-03-02\n\nVoicemail for Priya Shah (Acme), asked her for 15 min.\n";
    let deal =
        deal(&[asked, "# Acme Foods, 2026-03-09\n\nTalked to Priya Shah (Acme). Month-end takes them nine days.\n"]);
    assert_eq!(fate(&deal, "15 min"), Fate::Kept);
}

#[test]
fn an_order_shows_the_quote_sent_and_a_no_ends_what_is_open() {
    let order = "# Acme Foods, 2026-04-20\n\nPriya signed the order form this morning.\n";
    assert_eq!(fate(&deal(&[FIRST, order]), "quote"), Fate::Kept);
    let no = "# Acme Foods, 2026-04-10\n\nPriya told us that they chose another vendor. We are out.\n";
    let ended = deal(&[FIRST, no]);
    assert_eq!(fate(&ended, "vendor form"), Fate::Dropped);
    assert_eq!(fate(&ended, "maintenance log"), Fate::Overdue, "it was due before the end");
}

#[test]
fn a_note_of_the_day_shows_the_meeting_held() {
    let booked = "# Acme Foods, 2026-03-02\n\nDemo booked with Priya on 10 March.\n";
    let held =
        "# Acme Foods, 2026-03-10\n\nPriya and two of her planners were there. Month-end takes them nine days.\n";
    assert_eq!(fate(&deal(&[booked, held]), "Demo"), Fate::Kept);
    let missed = "# Acme Foods, 2026-03-10\n\nPriya did not show up. Left a voicemail.\n";
    assert_ne!(fate(&deal(&[booked, missed]), "Demo"), Fate::Kept);
}

#[test]
fn notes_are_in_order_of_date_whatever_the_order_of_files() {
    let later = "# Acme Foods, 2026-03-16\n\nPriya sent the freezer maintenance log on Thursday.\n";
    let deal = deal(&[later, FIRST]);
    assert_eq!(fate(&deal, "maintenance log"), Fate::Kept);
    assert_eq!(deal.notes[0].date.as_deref(), Some("2026-03-02"));
}

#[test]
fn folders_can_be_accounts() {
    let analyzer = analyzer();
    let at = |path: &str| analyzer.chapter(NoteText::new(path, "Priya will send the log.\n"));
    let all =
        deals(vec![at("notes/Acme/1.md"), at("notes/Zeta/1.md"), at("notes/Acme/2.md")], AccountBy::Folder, AS_OF);
    let names: Vec<(&str, usize)> = all.iter().map(|deal| (deal.account.as_str(), deal.notes.len())).collect();
    assert_eq!(names, [("Acme", 2), ("Zeta", 1)]);
}

#[test]
fn signals_say_nothing_where_there_is_too_little() {
    let signals = deal(&["# Acme Foods, 2026-03-02\n\nGood meeting with Priya.\n"]).signals;
    assert_eq!(
        (signals.customer_share, signals.trend, signals.kept_share, signals.optimism_gap),
        (None, None, None, None)
    );
    assert_eq!(signals.streak_without_advance, 1);
}

#[test]
fn steps_that_grow_are_a_rising_ladder() {
    let notes = [
        "# Acme Foods, 2026-03-02\n\nPriya will join the demo on 5 March.\n",
        "# Acme Foods, 2026-03-09\n\nPriya will send us the downtime data by 12 March.\n",
        "# Acme Foods, 2026-03-20\n\nPriya will introduce us to the plant director by 27 March.\n",
    ];
    let rising = deal(&notes).signals;
    assert_eq!(rising.trend, Some(Trend::Rising), "{:?}", rising.steps);
    assert_eq!((rising.got, rising.given, rising.customer_share), (3, 0, Some(1.0)));
    let falling = deal(&[
        "# Acme Foods, 2026-03-02\n\nPriya will introduce us to the plant director by 27 March.\n",
        notes[1].replace("03-09", "03-10").as_str(),
        "# Acme Foods, 2026-03-20\n\nPriya will join the demo on 25 March.\n",
    ]);
    assert_eq!(falling.signals.trend, Some(Trend::Falling));
    assert!(falling.findings.iter().any(|finding| finding.finding.rule == "flat-ladder"));
}

#[test]
fn good_meetings_in_a_row_are_a_finding() {
    let note =
        |day: &str| format!("# Acme Foods, 2026-03-{day}\n\nGreat meeting with Priya. Dana will send the deck.\n");
    let notes: Vec<String> = ["02", "09", "16"].iter().map(|day| note(day)).collect();
    let deal = deal(&notes.iter().map(String::as_str).collect::<Vec<_>>());
    let rules: Vec<&str> = deal.findings.iter().map(|finding| finding.finding.rule).collect();
    assert!(rules.contains(&"streak-without-advance") && rules.contains(&"single-threaded"), "{rules:?}");
    assert!(rules.contains(&"learning-dried-up"), "{rules:?}");
    assert_eq!(deal.signals.optimism_gap, Some(1.0));
}

#[test]
fn a_champion_is_untested_until_there_is_a_step_of_theirs() {
    let called = "# Acme Foods, 2026-03-02\n\nAttendees: Priya Shah (Acme), Dana Ruiz\n\nPriya is our champion.\n";
    assert_eq!(deal(&[called]).signals.untested_champions, ["Priya Shah"]);
    let gave = format!("{called}Priya will introduce us to the plant director by 27 March.\n");
    assert!(deal(&[&gave]).signals.untested_champions.is_empty());
}

#[test]
fn a_finding_of_a_deal_is_suppressed_in_its_note_and_set_by_the_configuration() {
    let overdue = |note: &str| {
        let deal = deal(&[note]);
        (deal.findings.iter().any(|one| one.finding.rule == "overdue-commitment"), deal.fails())
    };
    let note = "# Acme Foods, 2026-03-02\n\nPriya will send the freezer maintenance log by Friday.";
    assert_eq!(overdue(note), (true, true));
    assert_eq!(overdue(&format!("{note} <!-- goodmeeting: ignore overdue-commitment: by phone -->\n")), (false, false));
    let config = Config::parse("[rules]\noverdue-commitment = 'info'\n", Path::new("goodmeeting.toml")).unwrap();
    let chapter = Analyzer::new(&config).unwrap().chapter(NoteText::new("1.md", note));
    assert!(!deals(vec![chapter], AccountBy::Name, AS_OF)[0].fails());
}

#[test]
fn the_ledger_filters_and_puts_first_what_is_to_be_seen_to() {
    let all = deals(chapters(&[FIRST]), AccountBy::Name, AS_OF);
    let entries = report::entries(&all);
    let fates: Vec<Fate> = entries.iter().map(|entry| entry.followed.fate).collect();
    assert_eq!(fates, [Fate::Overdue, Fate::Overdue, Fate::Overdue, Fate::Open]);
    let listed = |filter: Filter| {
        let mut all = all.clone();
        filter.keep(&mut all);
        report::entries(&all).len()
    };
    assert_eq!(listed(Filter { sides: vec![Side::Us], ..Filter::default() }), 1);
    let by = Filter { due_by: Some(date(2026, 3, 31)), owner: Some("priya".to_owned()), ..Filter::default() };
    assert_eq!(listed(by), 1);
    assert_eq!(listed(Filter { account: Some("zeta".to_owned()), ..Filter::default() }), 0);
}

#[test]
fn notes_later_than_the_day_are_not_there() {
    let later = "# Acme Foods, 2026-07-01\n\nPriya sent the freezer maintenance log on Thursday.\n";
    let deal = deal(&[FIRST, later]);
    assert_eq!((deal.notes.len(), fate(&deal, "maintenance log")), (1, Fate::Overdue));
}

#[test]
fn redacted_deals_have_numbers_for_names_and_no_words() {
    let mut all = deals(chapters(&[FIRST]), AccountBy::Name, AS_OF);
    redact(&mut all, Redaction { words: true, paths: true, masks: false });
    let told = serde_json::to_string(&all).unwrap();
    for word in ["Acme", "Priya", "Dana", "maintenance", "quote", "0.md"] {
        assert!(!told.contains(word), "{word} in {told}");
    }
    let owners: Vec<&str> = all[0].commitments.iter().map(|one| one.commitment.owner[0].as_str()).collect();
    assert_eq!(owners, ["[person 1]", "[person 2]", "[person 1]", "[person 1]"]);
    assert_eq!(all[0].signals.overdue_ours, 1, "figures stay");
}

#[test]
fn the_calendar_is_read_by_another_program() {
    let all = deals(chapters(&[FIRST]), AccountBy::Name, AS_OF);
    let text = report::calendar(&report::entries(&all), AS_OF);
    let parsed = ical::IcalParser::new(text.as_bytes()).next().unwrap().unwrap();
    assert_eq!(parsed.todos.len(), 4);
    let value = |todo: &ical::parser::ical::component::IcalTodo, name: &str| {
        todo.properties.iter().find(|property| property.name == name).and_then(|property| property.value.clone())
    };
    assert_eq!(value(&parsed.todos[0], "DUE").as_deref(), Some("20260306"));
    assert!(parsed.todos.iter().all(|todo| value(todo, "UID").is_some() && value(todo, "DTSTAMP").is_some()));
    assert!(parsed.todos.iter().any(|todo| value(todo, "SUMMARY").unwrap().contains("maintenance log")));
}

#[test]
fn tables_are_read_back_and_formulas_are_inert() {
    let hostile = "# Acme Foods, 2026-03-02\n\n- [ ] Dana: =HYPERLINK(\"http://evil.example\") in the quote, by 6 March\n\
                   - [ ] @Dana send the quote | with bars, by 7 March\n";
    let all = deals(chapters(&[hostile]), AccountBy::Name, AS_OF);
    let entries = report::entries(&all);
    let (mut csv, mut tasks) = (Vec::new(), Vec::new());
    report::ledger_csv(&entries, &mut csv).unwrap();
    let mut reader = csv::Reader::from_reader(csv.as_slice());
    let cells: Vec<String> =
        reader.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()).collect();
    assert!(cells.iter().any(|cell| cell.contains("quote")), "{cells:?}");
    assert!(cells.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{cells:?}");
    report::markdown_tasks(&entries, &mut tasks).unwrap();
    let tasks = String::from_utf8(tasks).unwrap();
    assert!(tasks.lines().all(|line| line.starts_with("- [ ] Acme Foods: ")), "{tasks}");
    assert!(tasks.contains("\\| with"), "{tasks}");
}

/// What a corpus says became of its commitments.
#[derive(Deserialize)]
struct Gold {
    as_of: String,
    accounts: Vec<GoldAccount>,
}

#[derive(Deserialize)]
struct GoldAccount {
    notes: Vec<String>,
    commitments: Vec<GoldFate>,
}

#[derive(Deserialize)]
struct GoldFate {
    file: String,
    line: usize,
    quote: String,
    fate: Fate,
}

/// Accuracy over the annotated commitments that are found, and the precision of `kept`. What is found stands for what
/// is annotated where one's words are part of the other's, on the same line.
#[test]
fn fates_of_the_corpus_are_at_or_above_their_floor() {
    let (sales, histories) = (figures("corpora/sales-dev"), figures("tests/histories"));
    assert!(sales.found >= 170 && sales.right * 1000 >= sales.found * 755, "{sales:?}");
    assert!(sales.rightly_kept * 100 >= sales.kept * 82, "{sales:?}");
    assert!(histories.found >= 50 && histories.right * 100 >= histories.found * 80, "{histories:?}");
    assert!(histories.rightly_kept * 100 >= histories.kept * 92, "{histories:?}");
}

#[derive(Debug, Default)]
struct Figures {
    found: usize,
    right: usize,
    kept: usize,
    rightly_kept: usize,
}

/// The figures of a folder with notes, a configuration and `deals.json`.
fn figures(folder: &str) -> Figures {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let gold: Gold = serde_json::from_str(&fs::read_to_string(dir.join("deals.json")).unwrap()).unwrap();
    let analyzer = Analyzer::new(&Config::read(&dir.join("goodmeeting.toml")).unwrap()).unwrap();
    let mut files: Vec<_> = fs::read_dir(dir.join("notes")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let chapter = |file: &std::path::PathBuf| {
        let text = fs::read_to_string(file).unwrap();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        analyzer.chapter(NoteText::new(name, text))
    };
    let found = deals(files.iter().map(chapter).collect(), AccountBy::Name, gold.as_of.parse().unwrap());

    let account_of: BTreeMap<&str, &str> = found
        .iter()
        .flat_map(|deal| deal.notes.iter().map(move |note| (note.path.as_str(), deal.account.as_str())))
        .collect();
    for account in &gold.accounts {
        let names: Vec<_> = account.notes.iter().map(|note| account_of.get(note.as_str())).collect();
        assert!(names.windows(2).all(|pair| pair[0] == pair[1]), "{:?}: {names:?}", account.notes);
    }

    let mut figures = Figures::default();
    for wanted in gold.accounts.iter().flat_map(|account| &account.commitments) {
        let same = |text: &str| text.contains(wanted.quote.as_str()) || wanted.quote.contains(text);
        let mut followed = found.iter().flat_map(|deal| &deal.commitments).filter(|one| {
            one.path == wanted.file && one.commitment.region.line == wanted.line && same(&one.commitment.text)
        });
        if let Some(one) = followed.next() {
            let is_kept = one.fate == Fate::Kept;
            figures.found += 1;
            figures.right += usize::from(one.fate == wanted.fate);
            figures.kept += usize::from(is_kept);
            figures.rightly_kept += usize::from(is_kept && wanted.fate == Fate::Kept);
        }
    }
    figures
}

/// Reads CSV with Python's reader, and writes its cells as JSON.
const PYTHON: &str = "import csv, json, sys; sys.stdin.reconfigure(newline='', encoding='utf-8'); print(json.dumps(list(csv.reader(sys.stdin, strict=True))))";

#[test]
fn another_program_reads_the_tables_as_they_were_meant() {
    let Some(python) = tools::find("python3") else { return };
    let note =
        "# Acme \"Foods\", Inc, 2026-03-02\n\n- [ ] Dana: send the \"big\" quote, the Ärger list, and a ✓ by 6 March\n";
    let all = deals(chapters(&[note, FIRST]), AccountBy::Name, AS_OF);
    let entries = report::entries(&all);
    let (mut ledger, mut table) = (Vec::new(), Vec::new());
    report::ledger_csv(&entries, &mut ledger).unwrap();
    report::deals_csv(&all, &mut table).unwrap();
    let read = |csv: &[u8]| -> Vec<Vec<String>> {
        let mut child =
            Command::new(&python).args(["-c", PYTHON]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(csv).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success());
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let (ledger, table) = (read(&ledger), read(&table));
    assert_eq!((ledger.len(), table.len()), (1 + entries.len(), 1 + all.len()));
    for (row, entry) in ledger[1..].iter().zip(&entries) {
        let one = entry.followed;
        assert_eq!((row[2].as_str(), row[6].as_str()), (entry.account, one.commitment.text.as_str()));
        assert_eq!(row[9], one.commitment.region.line.to_string());
    }
    assert!(table[1..].iter().zip(&all).all(|(row, deal)| row[0] == deal.account && row.len() == table[0].len()));
}

#[test]
fn what_is_found_is_written_in_the_formats_of_check() {
    let all = deals(chapters(&[FIRST]), AccountBy::Name, AS_OF);
    let mut sarif = Vec::new();
    let look = Look { detail: Detail::Normal, width: 80, links: Links::default() };
    report::findings(&all, &mut *make(Format::Sarif, &mut sarif, &look), 0).unwrap();
    let sarif: serde_json::Value = serde_json::from_slice(&sarif).unwrap();
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "overdue-commitment");
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startLine"], 5);
}
