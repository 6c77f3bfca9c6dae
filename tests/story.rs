//! The life of a team with findings, from the first red run to the last suppression that nobody needs any more.

#![allow(clippy::unwrap_used)]

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const CONFIG: &str = "[us]\norganizations = ['Northwind']\npeople = ['Dana Ruiz']\n[rules]\nmissing-due-date = 'off'\n";
const VAGUE: &str = "# Acme\n\nGood meeting. Priya's month-end close takes nine days. I will send pricing on Friday.\n";
const FIRM: &str = "# Globex\n\nTom's month-end close takes nine days. Tom will send the org chart by Friday.\n";

/// A repository of notes.
struct Team {
    dir: TempDir,
}

impl Team {
    fn new() -> Team {
        let team = Team { dir: tempfile::tempdir().unwrap() };
        team.put("goodmeeting.toml", CONFIG);
        team.put("notes/acme.md", VAGUE);
        team.put("notes/globex.md", FIRM);
        team.git(&["init", "--quiet", "--initial-branch=main"]);
        team.commit();
        team
    }

    fn put(&self, name: &str, text: &str) {
        let file = self.dir.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.dir.path().join(name)).unwrap()
    }

    fn git(&self, args: &[&str]) {
        let identity =
            ["-c", "user.name=Dana", "-c", "user.email=dana@northwind.example", "-c", "commit.gpgsign=false"];
        let mut git = Command::new("git");
        git.current_dir(&self.dir).env("GIT_CONFIG_GLOBAL", "/dev/null").args(identity).args(args).assert().success();
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "notes"]);
    }

    fn run(&self, args: &[&str]) -> assert_cmd::assert::Assert {
        let mut command = Command::new(env!("CARGO_BIN_EXE_goodmeeting"));
        command.current_dir(&self.dir).arg("check").args(args).assert()
    }

    /// The exit code, and what was found: path, rule and line of every finding.
    fn check(&self, args: &[&str]) -> (i32, Vec<String>) {
        let assert = self.run(&[&["--format", "jsonl"], args].concat());
        let found = lines(&assert).iter().flat_map(|record| findings(record, "findings")).collect();
        (assert.get_output().status.code().unwrap(), found)
    }

    /// The notes that were read.
    fn notes(&self, args: &[&str]) -> Vec<String> {
        let records = lines(&self.run(&[&["--format", "jsonl"], args].concat()));
        records.iter().map(|record| record["path"].as_str().unwrap().to_owned()).collect()
    }
}

fn lines(assert: &assert_cmd::assert::Assert) -> Vec<Value> {
    let out = String::from_utf8(assert.get_output().stdout.clone()).unwrap();
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn findings(record: &Value, list: &str) -> Vec<String> {
    let path = Path::new(record["path"].as_str().unwrap()).file_name().unwrap().to_str().unwrap();
    let one = |finding: &Value| format!("{path} {} {}", finding["rule"].as_str().unwrap(), finding["line"]);
    record[list].as_array().unwrap().iter().map(one).collect()
}

fn is_about<'a>(found: &'a [String], note: &str) -> bool {
    !found.is_empty() && found.iter().all(|one: &'a String| one.starts_with(note))
}

#[test]
fn from_red_to_green_and_only_what_is_new_is_red_again() {
    let team = Team::new();
    let (code, found) = team.check(&[]);
    assert!(code == 1 && is_about(&found, "acme.md"), "{found:?}");

    team.run(&["--write-baseline", "known.json"])
        .code(0)
        .stdout(contains("known.json written: 3 findings in 1 note\n"));
    assert!(!team.read("known.json").contains("Priya"), "no word of a note is in a baseline");
    let known = |more: &[&str]| team.check(&[&["--baseline", "known.json"], more].concat());
    assert_eq!(known(&[]), (0, vec![]));
    team.run(&["--baseline", "known.json"]).code(0).stdout(contains("3 in the baseline"));
    team.commit();

    // Moved lines are known, one more of the same is not.
    team.put("notes/acme.md", &VAGUE.replace("# Acme\n", "# Acme\n\nWeekly call on the new office.\n"));
    assert_eq!(known(&[]), (0, vec![]));
    team.put("notes/acme.md", &format!("{VAGUE}\nGood meeting.\n"));
    assert_eq!(known(&[]), (1, vec!["acme.md unsupported-praise 5".to_owned()]));
    team.put("notes/acme.md", VAGUE);

    // A new vague note is red, on exactly that one.
    team.put("notes/initech.md", &VAGUE.replace("Acme", "Initech"));
    let (code, found) = known(&[]);
    assert!(code == 1 && is_about(&found, "initech.md") && found.len() == 3, "{found:?}");

    // Suppressed with a reason it is green, and says so.
    let reason =
        "<!-- goodmeeting: ignore-file no-customer-commitment, one-sided, unsupported-praise: bought today -->\n";
    team.put("notes/initech.md", &(VAGUE.replace("Acme", "Initech") + reason));
    assert_eq!(known(&[]), (0, vec![]));
    let records = lines(&team.run(&["--format", "jsonl", "notes/initech.md"]).code(0));
    assert_eq!(records[0]["waived"][0]["waiver"]["reason"], "bought today");
    assert_eq!(records[0]["waived"][0]["waiver"]["line"], 4);
    assert_eq!(findings(&records[0], "waived").len(), 3);
    let told = contains("3:1  waived   unsupported-praise  suppressed on line 4: bought today");
    team.run(&["--verbose", "--color", "never", "notes/initech.md"]).code(0).stdout(told);

    // The note gets better: the suppression is stale, which is told, and fails where it is asked to.
    team.put("notes/initech.md", &(FIRM.to_owned() + reason));
    let (code, found) = known(&[]);
    assert_eq!((code, &found[..]), (0, &vec!["initech.md unused-suppression 4".to_owned(); 3][..]));
    assert_eq!(known(&["--config", "rules.unused-suppression=error"]).0, 1);

    // So is the baseline, once its note is better, or gone; but not where the note was not looked at.
    team.put("notes/initech.md", FIRM);
    team.put("notes/acme.md", FIRM);
    assert_eq!(known(&[]), (0, vec!["known.json unused-suppression 1".to_owned(); 3]));
    assert_eq!(known(&["notes/globex.md"]), (0, vec![]));
    fs::remove_file(team.dir.path().join("notes/acme.md")).unwrap();
    assert_eq!(known(&["notes/globex.md"]).1.len(), 3);
    team.run(&["--write-baseline", "known.json"]).code(0).stdout(contains("0 findings in 0 notes\n"));
    assert_eq!(known(&[]), (0, vec![]));
}

#[test]
fn only_what_changed_is_read_and_only_changed_lines_are_told() {
    let team = Team::new();
    assert_eq!(team.notes(&["--since", "HEAD"]), [""; 0]);
    team.run(&["--since", "HEAD"]).code(0);

    team.put("notes/globex.md", &format!("{FIRM}\nNext steps to be discussed.\n"));
    assert_eq!(team.notes(&["--since", "HEAD"]), ["notes/globex.md"]);
    assert_eq!(team.notes(&["--since", "HEAD", "notes/acme.md"]), [""; 0]);
    assert_eq!(team.notes(&["--staged"]), [""; 0]);
    team.git(&["add", "notes/globex.md"]);
    assert_eq!(team.notes(&["--staged", "notes"]), ["notes/globex.md"]);
    team.put("notes/acme.md", &format!("{VAGUE}\nThe lift was out of order.\n"));
    team.git(&["add", "notes/acme.md"]);
    let staged = || team.check(&["--staged"]).1.into_iter().filter(|one| one.starts_with("acme.md unsupported"));
    assert_eq!(staged().next(), None, "an old line is passed over");
    team.put("notes/acme.md", VAGUE);
    team.commit();
    assert_eq!(team.notes(&["--since", "HEAD~1"]), ["notes/globex.md"]);

    // A finding about the note as a whole counts once the note changed; one on an old line does not.
    team.put("notes/acme.md", &VAGUE.replace("\n\n", "\n\nPriya seems keen.\n\n"));
    let (code, found) = team.check(&["--since", "HEAD"]);
    let wanted = ["acme.md no-customer-commitment 1", "acme.md one-sided 1", "acme.md unsupported-praise 3"];
    assert_eq!((code, &found[..]), (1, &wanted.map(str::to_owned)[..]));

    // A file that git does not know yet is new; a folder of thresholds is not held to them by a part of its notes.
    team.put("notes/new note.md", "");
    assert_eq!(team.notes(&["--since", "HEAD"]), ["notes/acme.md", "notes/new note.md"]);
    let strict = ["--config", "rules.many-vague-notes={max_share = 0.0, min_notes = 1}"];
    assert!(!team.check(&[&["--since", "HEAD"][..], &strict].concat()).1.iter().any(|one| one.contains("many-vague")));
    assert!(team.check(&strict).1.contains(&"goodmeeting.toml many-vague-notes 1".to_owned()));

    let diff = "--- a/notes/globex.md\n+++ b/notes/globex.md\n@@ -3 +3 @@\n-x\n+y\n";
    team.put("change.diff", diff);
    assert_eq!(team.notes(&["--diff", "change.diff"]), ["notes/globex.md"]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_goodmeeting"));
    command.current_dir(&team.dir).args(["check", "--diff", "-"]).write_stdin(diff).assert().stdout(contains("globex"));
}

#[test]
fn a_renamed_note_stays_known_and_a_new_one_of_other_words_is_new() {
    let team = Team::new();
    team.put("notes/other.md", &VAGUE.replace("pricing", "prices"));
    team.run(&["--write-baseline", "known.json"]).code(0);
    let known = || team.check(&["--baseline", "known.json"]);
    let rename = |from: &str, to: &str| fs::rename(team.dir.path().join(from), team.dir.path().join(to)).unwrap();
    rename("notes/acme.md", "notes/2026-03 acme.md");
    assert_eq!(known(), (0, vec![]));
    team.put("notes/copy.md", VAGUE);
    let (code, found) = known();
    assert!(code == 1 && is_about(&found, "copy.md"), "one was known, not two: {found:?}");
    team.run(&["--write-baseline", "known.json"]).code(0);
    assert_eq!(known(), (0, vec![]));
    // Renamed and changed, it is new, and what is known of the old name is stale.
    rename("notes/other.md", "notes/moved.md");
    team.put("notes/moved.md", &VAGUE.replace("pricing", "figures"));
    let (code, found) = known();
    assert!(
        code == 1 && found.len() == 6 && found.contains(&"known.json unused-suppression 1".to_owned()),
        "{found:?}"
    );
}

#[test]
fn what_is_staged_is_read_as_it_is_staged() {
    let team = Team::new();
    let praise = |line: usize| vec![format!("acme.md unsupported-praise {line}")];
    let found =
        || -> Vec<String> { team.check(&["--staged"]).1.into_iter().filter(|one| one.contains("praise")).collect() };
    // Vague in the index, mended in the folder; then the other way round.
    team.put("notes/acme.md", &format!("{VAGUE}\nPriya seems keen.\n"));
    team.git(&["add", "notes/acme.md"]);
    team.put("notes/acme.md", FIRM);
    assert_eq!(found(), praise(5));
    team.git(&["add", "notes/acme.md"]);
    team.put("notes/acme.md", &format!("{VAGUE}\nPriya seems keen.\n"));
    assert_eq!(found(), [""; 0]);
    assert_eq!(team.notes(&["--staged", "notes/acme.md"]), ["notes/acme.md"]);

    // Staged, and no longer in the folder.
    team.put("notes/later.md", &VAGUE.replace("Acme", "Later"));
    team.put("notes/.hidden.md", VAGUE);
    team.put("drafts/x.md", VAGUE);
    team.git(&["add", "--all", "--force"]);
    fs::remove_dir_all(team.dir.path().join("notes")).unwrap();
    fs::remove_dir_all(team.dir.path().join("drafts")).unwrap();
    assert_eq!(team.notes(&["--staged", "--exclude", "drafts/"]), ["notes/acme.md", "notes/later.md"]);
    assert_eq!(team.notes(&["--staged", "notes/later.md"]), ["notes/later.md"]);
    assert_eq!(team.check(&["--staged"]).0, 1);
}

#[test]
fn no_note_at_all_is_not_the_same_as_no_change() {
    let team = Team::new();
    team.run(&["--since", "HEAD"]).code(0);
    team.put("empty/readme.pdf", "x");
    team.run(&["--since", "HEAD", "empty"]).code(2).stderr(contains("empty: no notes found"));
    team.run(&["--since", "HEAD", "*.eml"]).code(2).stderr(contains("no notes found"));
    team.run(&["--staged", "notes/*.md"]).code(0);
}

#[test]
fn what_is_missing_is_never_green() {
    let team = Team::new();
    team.run(&["--baseline", "nope.json"]).code(2).stderr(contains("nope.json: no such file"));
    team.put("broken.json", "{\"schema\": \"goodmeeting.baseline/1\", \"findings\": [{}]}");
    team.run(&["--baseline", "broken.json"]).code(2).stderr(contains("broken.json:1: no baseline"));
    team.put("later.json", "{\"schema\": \"goodmeeting.baseline/9\", \"findings\": []}");
    team.run(&["--baseline", "later.json"]).code(2).stderr(contains("the schema is goodmeeting.baseline/9"));
    team.run(&["--since", "nope"]).code(2).stderr(contains("git: ").and(contains("nope")));
    team.run(&["--since=--output=x"]).code(2).stderr(contains("git: "));
    team.run(&["--diff", "nope.diff"]).code(2).stderr(contains("nope.diff: no such file"));
    team.run(&["--since", "HEAD", "nope.md"]).code(2).stderr(contains("nope.md: no such file"));
    team.run(&["--since", "HEAD", "--staged"]).code(2);
    team.run(&["--write-baseline", "x.json", "--since", "HEAD"]).code(2);
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("a.md"), VAGUE).unwrap();
    let path = outside.path().to_str().unwrap();
    team.run(&["--since", "HEAD", path]).code(2).stderr(contains("lies outside of the repository"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_goodmeeting"));
    command.current_dir(&outside).args(["check", "--staged"]).assert().code(2).stderr(contains("is in no repository"));
}

#[test]
fn what_fails_is_apart_from_what_is_shown() {
    let team = Team::new();
    let (code, found) = team.check(&["--min-severity", "error"]);
    assert_eq!((code, &found[..]), (1, &["acme.md no-customer-commitment 1".to_owned()][..]));
    assert_eq!(team.check(&["--fail-on", "never"]).1.len(), 3);
    assert_eq!(team.check(&["--min-severity", "error", "--config", "rules.no-customer-commitment=off"]), (1, vec![]));
    assert_eq!(team.check(&["--max-findings", "2"]).0, 1);
    assert_eq!(team.check(&["--max-findings", "3"]).0, 0);
}

#[test]
fn rules_are_counted() {
    let team = Team::new();
    team.put("notes/b.md", &format!("{VAGUE}\nGood meeting. [goodmeeting: ignore unsupported-praise: said so]\n"));
    team.run(&["--statistics"]).code(1).stdout(contains("unsupported-praise      warning          2      2       1"));
    let out = team.run(&["--statistics", "--format", "json"]).code(1).get_output().stdout.clone();
    let rows: Value = serde_json::from_slice(&out).unwrap();
    let row = rows.as_array().unwrap().iter().find(|row| row["rule"] == "unsupported-praise").unwrap();
    assert_eq!([&row["findings"], &row["notes"], &row["waived"]], [2, 2, 1]);
}

#[test]
fn settings_and_files_are_shown_with_their_reasons() {
    let team = Team::new();
    team.put("base.toml", "fail_on = 'error'\n");
    team.put(
        "goodmeeting.toml",
        "extend = ['base.toml']\nexclude = ['old/']\n[[overrides]]\npaths = ['acme.md']\n\
             rules.no-actions = 'off'\n",
    );
    for name in ["old/x.md", "notes/x.pdf", "notes/.x.md", "notes/skip.md"] {
        team.put(name, "x");
    }
    team.put(".gitignore", "skip.md\n");
    let settings = team.run(&["--show-settings", "--config", "rules.vague-outcome=info"]).code(0);
    settings
        .stdout(predicates::str::is_match("fail_on = \"error\" +# .*base.toml\n").unwrap())
        .stdout(
            predicates::str::is_match(
                "# notes/acme.md\n(.*\n)*rules.no-actions.severity = \"off\" +# .*goodmeeting.toml, overrides 1\n",
            )
            .unwrap(),
        )
        .stdout(predicates::str::is_match("rules.vague-outcome.severity = \"info\" +# command line\n").unwrap())
        .stdout(predicates::str::is_match("us.people = \\[\\] +# default\n").unwrap());
    team.run(&["--show-files", "--exclude", "globex*"])
        .code(0)
        .stdout(contains("read      notes/acme.md\n"))
        .stdout(contains("left out  notes/.x.md: hidden\n"))
        .stdout(contains("left out  notes/globex.md: left out by --exclude\n"))
        .stdout(contains("left out  notes/skip.md: left out by a .gitignore"))
        .stdout(contains("left out  notes/x.pdf: a PDF: save it as text\n"))
        .stdout(predicates::str::is_match("left out  old: left out by `exclude` in .*goodmeeting.toml\n").unwrap());
}

#[test]
fn the_schema_of_the_configuration_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/goodmeeting.schema.json");
    let schema = goodmeeting::config::schema();
    if std::env::var_os("GOODMEETING_UPDATE").is_some() {
        fs::write(path, &schema).unwrap();
    }
    let stored = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        stored == schema,
        "docs/goodmeeting.schema.json is not current: run `GOODMEETING_UPDATE=1 cargo test --test story`"
    );
}
