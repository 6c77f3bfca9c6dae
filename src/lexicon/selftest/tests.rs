//! The self-test must fail where an entry is wrong.

use super::*;

/// The failures of one entry among all others, as `expected / found`.
fn failures(entry: &str) -> Vec<String> {
    let head = "[[entry]]\nid = 'mine'\nwhy = 'A test.'\n";
    let own = [("mine.toml".to_owned(), format!("{head}{entry}"))];
    let lexicon = Lexicon::load(&own, &[]).expect("loads");
    let id = (lexicon.entries().len() - 1) as EntryId;
    let mut found = Vec::new();
    let mut finder = Finder::new(&lexicon);
    let mut test =
        EntryTest { lexicon: &lexicon, id, entry: lexicon.entry(id), finder: &mut finder, failures: &mut found };
    test.run(&FunctionWords::of(&lexicon));
    found.iter().map(|failure| format!("{} / {}", failure.expected, failure.found)).collect()
}

fn vague(rest: &str) -> Vec<String> {
    failures(&format!("sense = 'vague'\nkind = 'praise'\n{rest}"))
}

const PHRASES: &str = "phrases = ['tip|top notch zorb', 'zorb~ nicely']\n";
const HITS: &str = "hits = ['A {tip notch zorb}.', 'A {top-notch zorb}: it {zorbed nicely}.']\n";
const MISSES: &str = "misses = ['A zorb is a ball.']\n";

#[test]
fn an_entry_that_does_what_it_says_passes() {
    assert_eq!(vague(&format!("{PHRASES}{HITS}{MISSES}known_misses = ['What a zorb!']\n")), Vec::<String>::new());
}

#[test]
fn words_that_are_not_matched_or_not_marked_are_shown() {
    let lost =
        vague(&format!("{PHRASES}{MISSES}hits = ['{{A tip notch zorb}}, {{top notch zorb}}, {{zorbs nicely}}']\n"));
    assert_eq!(
        lost,
        [
            "exactly the words in braces / A {tip notch zorb}, {top notch zorb}, {zorbs nicely}",
            "a hit for every word of the phrase \"tip|top notch zorb\" / none with `tip`"
        ]
    );
    let unmarked = vague(&format!(
        "{PHRASES}{MISSES}hits = ['A {{tip notch zorb}}, {{top notch zorb}}, {{zorbs nicely}}, zorb nicely']\n"
    ));
    assert_eq!(
        unmarked,
        ["exactly the words in braces / A {tip notch zorb}, {top notch zorb}, {zorbs nicely}, {zorb nicely}"]
    );
}

#[test]
fn one_word_of_a_list_is_enough() {
    let entry = "phrases = ['<praising> zorb|zurb']\nhits = ['A {great zorb}, a {good zurb}.']\n";
    assert_eq!(vague(&format!("{entry}{MISSES}")), Vec::<String>::new());
    let unused =
        vague(&format!("phrases = ['<praising>? zorb up']\nhits = ['A {{zorb up}}, one {{zorb up}}.']\n{MISSES}"));
    assert_eq!(unused, ["a hit for every word of the phrase \"<praising>? zorb up\" / none with `<praising>`"]);
}

#[test]
fn words_without_a_hit_are_named() {
    let hits = "hits = ['A {tip notch zorb}.', 'A {tip-notch zorb}.']\n";
    let expected = [
        "a hit for every word of the phrase \"tip|top notch zorb\" / none with `top`",
        "a hit for every word of the phrase \"zorb~ nicely\" / none with `zorb~`, `nicely`",
    ];
    assert_eq!(vague(&format!("{PHRASES}{MISSES}{hits}")), expected);
}

#[test]
fn one_hit_is_too_few_and_a_far_miss_is_none() {
    let found = vague("phrases = ['good zorb']\nhits = ['A {good zorb}.']\nmisses = ['The sky is blue.']\n");
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("two marked hits at least / 1"));
    assert!(found[1].starts_with("a near miss"));
}

#[test]
fn a_miss_that_matches_and_a_known_miss_that_matches_fail() {
    let misses = "misses = ['A tip notch zorb.']\nknown_misses = ['They zorb nicely.']\n";
    let expected = ["no match / A {tip notch zorb}.", "no match, as a known miss / a match"];
    assert_eq!(vague(&format!("{PHRASES}{HITS}{misses}")), expected);
}

#[test]
fn broken_braces_fail_and_so_does_a_hit_without_any() {
    let hits = "hits = ['A {tip notch zorb', 'A zorb.', 'A {tip notch zorb} or {top notch zorb}, {zorbing nicely}']\n";
    let expected = ["braces in pairs / an opening brace that nothing closes", "a mark / no braces"];
    assert_eq!(vague(&format!("{PHRASES}{hits}{MISSES}")), expected);
}

#[test]
fn who_takes_the_words_is_told() {
    let own = "[[entry]]\nid = 'mine'\nsense = 'vague'\nphrases = ['zorb']\nwhy = 'x'\nhits = ['A {zorb} room.']\nmisses = []\n\
               [[entry]]\nid = 'room'\nsense = 'pseudo'\nphrases = ['zorb room']\nwhy = 'x'\nhits = []\nmisses = []\n";
    let lexicon = Lexicon::load(&[("mine.toml".to_owned(), own.to_owned())], &[]).expect("loads");
    let failures = run(&lexicon, &mut |_| Vec::new());
    let taken = failures.iter().find(|failure| failure.id == "mine" && failure.example.is_some()).expect("a failure");
    assert!(taken.advice.starts_with("`zorb` is part of `zorb room`, which entry `room` takes"), "{taken}");
    assert_eq!(taken.source.line, 1);
    assert!(taken.to_string().starts_with("mine.toml:1: mine\n  example   A {zorb} room.\n"));
}

#[test]
fn a_kind_that_the_sense_does_not_have_fails() {
    let rest = format!("{PHRASES}{HITS}{MISSES}");
    let expected = "a `kind` out of praise, interest, deferral, ownerless, low_bar, hope, none";
    assert_eq!(failures(&format!("sense = 'vague'\nkind = 'prase'\n{rest}")), [format!("{expected} / \"prase\"")]);
    assert_eq!(failures(&format!("sense = 'vague'\n{rest}")), [format!("{expected} / none")]);
    assert_eq!(
        failures(&format!("sense = 'whether'\nkind = 'x'\n{rest}")),
        ["no `kind` with sense \"whether\" / \"x\""]
    );
}

#[test]
fn ids_and_reasons_are_demanded() {
    for id in ["Mine", "mine-", "my_own", ""] {
        assert!(bad_declaration(id, "why").is_some(), "{id}");
    }
    assert!(bad_declaration("mine-1", " ").is_some());
    assert!(bad_declaration("mine-1", "why").is_none());
}

#[test]
fn a_phrase_that_adds_nothing_is_told_and_one_of_another_kind_is_not() {
    let entry = |id: &str, kind: &str, phrases: &str| {
        format!(
            "[[entry]]\nid = '{id}'\nsense = 'vague'\nkind = '{kind}'\nphrases = [{phrases}]\nwhy = 'x'\nhits = []\nmisses = []\n"
        )
    };
    let own = entry("mine", "praise", "'good|nice meeting', 'nice zorb', 'good|nice zorb', 'zorb? nice zorb'")
        + &entry("hopes", "hope", "'good meeting'");
    let lexicon = Lexicon::load(&[("mine.toml".to_owned(), own)], &[]).expect("loads");
    let mut failures = Vec::new();
    repeated_phrases(&lexicon, &mut failures);
    let own = failures.iter().filter(|failure| failure.source.file.as_ref() == "mine.toml");
    let found: Vec<&str> = own.map(|failure| failure.found.as_str()).collect();
    assert_eq!(found, ["\"good|nice meeting\", all of which `good-meeting` has already"]);
}

#[test]
fn a_pattern_is_held_to_its_examples() {
    let own = "[[pattern]]\nid = 'mine'\ngives = 'firm'\npattern = '<actor>'\nwhy = 'x'\nhits = ['{She} came', 'and {left}.']\n\
               misses = ['she came']\n[[pattern]]\nid = 'bare'\ngives = 'firm'\npattern = '<actor>'\nwhy = 'x'\nhits = []\nmisses = []\n";
    let lexicon = Lexicon::load(&[("mine.toml".to_owned(), own.to_owned())], &[]).expect("loads");
    let mine = lexicon.patterns().entries.len() - 2;
    let failures = run(&lexicon, &mut |text| match text.to_lowercase().find("she") {
        Some(at) => vec![(mine, Span::new(at, at + 3))],
        None => Vec::new(),
    });
    let of = |id: &str| {
        failures.iter().filter(|failure| failure.id == id).map(|failure| failure.found.clone()).collect::<Vec<_>>()
    };
    assert_eq!(of("mine"), ["and left.", "{she} came"]);
    assert_eq!(of("bare"), ["0 hits and 0 misses"]);
}
