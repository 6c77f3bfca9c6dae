//! What a rep takes into a call and sends after one, from the notes to the page.

#![allow(clippy::unwrap_used)]

use goodmeeting::Analyzer;
use goodmeeting::brief::{Coaching, Prep, Recap, account};
use goodmeeting::config::Config;
use goodmeeting::deal::{AccountBy, Deal, deals};
use goodmeeting::report::Template;
use goodmeeting::source::NoteText;
use jiff::civil::{Date, date};
use std::path::Path;

const AS_OF: Date = date(2026, 4, 1);

const FIRST: &str = "# Acme Foods, 2026-03-02\n\nAttendees: Priya Shah (Acme), Tom Weber (Acme), Dana Ruiz\n\n\
                     Priya will send the freezer maintenance log by Friday.\n\
                     Dana will send the quote by 6 March.\n\
                     Priya will introduce us to the plant director by 20 April.\n\
                     Priya's month-end close takes nine days and two people work the weekend.\n";

fn analyzer(config: &str) -> Analyzer {
    let us = "[us]\npeople = ['Dana Ruiz']\norganizations = ['Northwind']\n";
    Analyzer::new(&Config::parse(&format!("{us}{config}"), Path::new("goodmeeting.toml")).unwrap()).unwrap()
}

fn deals_of(notes: &[(&str, &str)], config: &str) -> Vec<Deal> {
    let analyzer = analyzer(config);
    let chapters = notes.iter().map(|(path, text)| analyzer.chapter(NoteText::new(*path, *text))).collect();
    deals(chapters, AccountBy::Name, AS_OF)
}

fn shipped(name: &str) -> Template {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates").join(name);
    let text = std::fs::read_to_string(file).unwrap();
    Template { name: name.to_owned(), text, is_markdown: name.ends_with(".md") }
}

fn own(text: &str) -> Template {
    Template { name: "own.md".to_owned(), text: text.to_owned(), is_markdown: true }
}

fn prep(notes: &[(&str, &str)]) -> Prep {
    let all = deals_of(notes, "");
    Prep::new(&all[account(&all, "acme").unwrap()], AS_OF, &Coaching::load(None).unwrap())
}

fn recap(note: &str) -> Recap {
    Recap::new(&analyzer("").analyze(NoteText::new("1.md", note)), &Coaching::load(None).unwrap())
}

#[test]
fn a_page_before_the_call_tells_what_is_owed_and_what_to_ask_for() {
    let page = shipped("prep.txt").render(&prep(&[("1.md", FIRST)])).unwrap();
    let after = |heading: &str| page.split(heading).nth(1).unwrap_or_else(|| panic!("no {heading} in {page}"));
    assert!(
        after("They owe us\n")
            .starts_with("  Priya will send the freezer maintenance log by Friday\n      Priya Shah, 26 days overdue"),
        "{page}"
    );
    assert!(after("We owe them\n").contains("Dana Ruiz, 26 days overdue"), "{page}");
    assert!(after("Their last step\n").contains("introduce us to the plant director"), "{page}");
    assert!(page.contains("were only there: Tom Weber"), "{page}");
    assert!(page.contains("they gave political capital; next is money"), "{page}");
    assert!(page.contains("budget: Which budget") && page.matches("?\n").count() < 12, "{page}");
    assert!(page.lines().count() < 60, "one page");
    let markdown = shipped("prep.md").render(&prep(&[("1.md", FIRST)])).unwrap();
    assert!(markdown.contains("- **26 days overdue**: Priya will send the freezer maintenance log"), "{markdown}");
}

#[test]
fn an_ended_deal_is_asked_for_nothing() {
    let order = "# Acme Foods, 2026-03-20\n\nPriya signed the order form this morning.\n";
    let page = shipped("prep.txt").render(&prep(&[("1.md", FIRST), ("2.md", order)])).unwrap();
    assert!(!page.contains("Worth asking for"), "{page}");
}

#[test]
fn an_account_is_found_by_some_of_its_name_and_mistakes_are_told() {
    let note = |name: &str| format!("# {name}, 2026-03-02\n\nPriya will send the log by Friday.\n");
    let (foods, steel) = (note("Acme Foods"), note("Acme Steel"));
    let all = deals_of(&[("1.md", &foods), ("2.md", &steel)], "");
    assert_eq!(all[account(&all, "steel").unwrap()].account, "Acme Steel");
    assert_eq!(all[account(&all, "ACME FOODS LTD").unwrap()].account, "Acme Foods");
    let error = |name: &str| account(&all, name).unwrap_err().to_string();
    assert_eq!(error("acme"), "`acme` could be any of these accounts: Acme Foods, Acme Steel; give more of the name");
    assert_eq!(error("stel"), "there is no account `stel`; did you mean `Acme Steel`?");
    assert_eq!(error("zzzzzzzz"), "there is no account `zzzzzzzz`");
}

#[test]
fn a_recap_lists_both_sides_and_asks_for_what_is_missing() {
    let note = "# Acme Foods, 2026-03-02\n\nAttendees: Priya Shah (Acme), Dana Ruiz\n\nPriya will send the freezer log by Friday.\n\
                They will set up the workshop by 9 March.\nDana will send the quote.\n";
    let page = shipped("recap.txt").render(&recap(note)).unwrap();
    assert!(page.starts_with("Subject: Recap: Acme Foods, Monday 2 March\n\nHello Priya,\n"), "{page}");
    assert!(
        page.contains("On your side\n- Priya will send the freezer log by Friday (Priya Shah, by Friday 6 March)"),
        "{page}"
    );
    assert!(page.contains("On our side\n- Dana will send the quote (Dana Ruiz)"), "{page}");
    assert!(page.contains("Who takes this on by name: They will set up the workshop by 9 March"), "{page}");
    assert!(page.contains("Which day suits for this: Dana will send the quote"), "{page}");
    assert!(!page.contains("next thing on your side"), "{page}");
}

#[test]
fn a_recap_invents_nothing() {
    let page = shipped("recap.md").render(&recap("Good meeting.\n")).unwrap();
    assert!(page.starts_with("**Recap: our conversation**\n\nHello,\n\nthank you for your time. "), "{page}");
    assert!(page.contains("What is the next thing on your side, and by when?"), "{page}");
    assert_eq!(page.matches("\n- ").count(), 1, "{page}");
}

#[test]
fn words_of_notes_stay_words() {
    let hostile = "# Acme Foods, 2026-03-02\n\nPriya will send the [log](http://evil.example) <b>now</b> {{ 7 * 7 }} by Friday.\n";
    for (name, safe) in [
        ("recap.md", "\\[log\\](http\\://evil.example) \\<b\\>now\\</b\\> {{ 7 \\* 7 }}"),
        ("recap.txt", "{{ 7 * 7 }}"),
    ] {
        let page = shipped(name).render(&recap(hostile)).unwrap();
        assert!(page.contains(safe), "{page}");
    }
}

#[test]
fn a_template_of_ones_own_is_held_to_what_there_is_and_to_an_end() {
    let data = prep(&[("1.md", FIRST)]);
    let page =
        own("{% for one in they_owe %}{{ loop.index }}. {{ one.owner | upper }}\n{% endfor %}").render(&data).unwrap();
    assert_eq!(page, "1. PRIYA SHAH\n2. PRIYA SHAH\n");
    let mistake = |text: &str| own(text).render(&data).unwrap_err().to_string();
    assert!(mistake("a\n{{ accounts }}").starts_with("own.md:2: undefined value"), "{}", mistake("a\n{{ accounts }}"));
    assert!(mistake("{% for x in").starts_with("own.md:1: syntax error"));
    assert!(mistake("{% include '/etc/passwd' %}").starts_with("own.md:1: "));
    let endless = "{% for a in unknown %}".repeat(7) + &"{% endfor %}".repeat(7);
    assert!(mistake(&endless).contains("fuel"), "{}", mistake(&endless));
}

#[test]
fn the_configuration_says_which_notes_are_whose() {
    let config = "[accounts]\naliases = { 'Acme Corp' = ['ACME', 'Acme Foods'] }\npatterns = [{ account = 'Zeta', title = '^Visit' }]\n";
    let notes = [
        ("1.md", "# Acme Foods, 2026-03-02\n\nPriya will send the log by Friday.\n"),
        ("2.md", "# ACME, 2026-03-09\n\nPriya sent the log.\n"),
        ("3.md", "# Acme Steel, 2026-03-09\n\nTom will send the map by Friday.\n"),
        ("4.md", "# Visit in March\n\nTom will send the map by Friday.\n"),
    ];
    let names: Vec<(String, usize)> =
        deals_of(&notes, config).into_iter().map(|deal| (deal.account, deal.notes.len())).collect();
    assert_eq!(names, [("Acme Corp".to_owned(), 2), ("Acme Steel".to_owned(), 1), ("Zeta".to_owned(), 1)]);
}

#[test]
fn folders_are_accounts_where_the_configuration_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("customers/zeta");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("1.md");
    std::fs::write(&file, "Tom will send the map by Friday.\n").unwrap();
    let text = "[accounts]\npatterns = [{ account = 'Zeta Works', path = 'customers/zeta/' }]\n";
    let config = Config::parse(text, &dir.path().join("goodmeeting.toml")).unwrap();
    let note = NoteText::new(file.display().to_string(), std::fs::read_to_string(&file).unwrap());
    let chapter = Analyzer::new(&config).unwrap().chapter(note);
    assert_eq!(deals(vec![chapter], AccountBy::Name, AS_OF)[0].account, "Zeta Works");
}

#[test]
fn mistakes_in_the_mapping_are_named() {
    let mistake = |text: &str| Config::parse(text, Path::new("goodmeeting.toml")).unwrap_err().to_string();
    assert!(mistake("[accounts]\nalias = {}").contains("unknown key `alias`; did you mean `aliases`?"));
    assert!(
        mistake("[accounts]\npatterns = [{ account = 'A' }]")
            .contains("the pattern for `A` needs a `path` or a `title`")
    );
    assert!(mistake("[accounts]\npatterns = [{ account = 'A', title = '(' }]").contains("no regular expression"));
    assert!(mistake("[accounts]\naliases = { A = ['x'], B = ['X'] }").contains("is both"));
}
