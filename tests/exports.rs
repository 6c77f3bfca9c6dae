//! Exports of note programs, each of our own making, after what is known of the program's shape: what is read of them.

#![allow(clippy::unwrap_used)]

use goodmeeting::config::ConfigId;
use goodmeeting::note::{Note, Side, Us};
use goodmeeting::source::{self, Source};
use goodmeeting::view::plain_text;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Files in a folder of their own.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    dir
}

fn us() -> Us {
    Us { domains: vec!["northpeak.example".into()], ..Us::default() }
}

/// The notes of one of them, each with its entry.
fn notes(dir: &Path, name: &str) -> Vec<(Option<String>, Note)> {
    let source = Source { path: dir.join(name), config: ConfigId::default(), is_named: true };
    let read = source::read(&source).into_iter().map(|note| note.unwrap_or_else(|error| panic!("{error}")));
    read.map(|note| (note.entry.clone(), note.parse(&us()))).collect()
}

fn people(note: &Note) -> Vec<(&str, Side)> {
    let people = note.meta.participants.iter().filter(|person| !person.is_organization);
    people.map(|person| (person.name.as_str(), person.side)).collect()
}

#[track_caller]
fn assert_meta(note: &Note, title: Option<&str>, date: Option<&str>, account: Option<&str>) {
    let meta = &note.meta;
    assert_eq!(meta.title.as_deref(), title);
    assert_eq!(meta.date.map(|date| date.to_string()).as_deref(), date);
    assert_eq!(meta.account.as_deref(), account);
}

#[test]
fn hubspot_notes_as_a_table() {
    let csv = "Record ID,Activity date,Activity assigned to,Note body,Associated Company,Associated Contact\r\n\
        7,2026-03-02 10:00,Iris Holm,\"<p>Call with Omar &amp; Lena</p><ul><li>Omar sends the plan by 9 March</li></ul>\",\
        Brightwater,Omar Said (omar@brightwater.example);Lena Fox (lena@brightwater.example)\r\n\
        8,2026-03-03,Iris Holm,,Brightwater,\r\n";
    let dir = folder(&[("all-notes.csv", csv.as_bytes())]);
    let found = notes(dir.path(), "all-notes.csv");
    assert_eq!(found.len(), 1, "a row without a text is no note");
    let (entry, note) = &found[0];
    assert_eq!(entry.as_deref(), Some("row 2"));
    assert_meta(note, None, Some("2026-03-02"), Some("Brightwater"));
    assert_eq!(plain_text(note), "Call with Omar & Lena\nOmar sends the plan by 9 March");
    assert_eq!(people(note), [("Iris Holm", Side::Us), ("Omar Said", Side::Them), ("Lena Fox", Side::Them)]);
    assert_eq!(note.meta.author.as_deref(), Some("Iris Holm"));
}

#[test]
fn hubspot_notes_inside_of_companies() {
    let csv = "ID de registro,Nombre de la empresa,Associated Note,Associated Note IDs\n\
        1,Brightwater,\"Omar agreed;they will pay by May\",11;12\n2,Other,\"One; two; three\",13;14\n";
    let dir = folder(&[("empresas.csv", csv.as_bytes())]);
    let found = notes(dir.path(), "empresas.csv");
    let texts: Vec<_> = found.iter().map(|(entry, note)| (entry.as_deref().unwrap(), note.text.as_str())).collect();
    let wanted =
        [("row 2: note 11", "Omar agreed"), ("row 2: note 12", "they will pay by May"), ("row 3", "One; two; three")];
    assert_eq!(texts, wanted, "the ids tell where a semicolon is between notes");
}

#[test]
fn salesforce_tables_are_joined() {
    let task = "\"Id\",\"WhoId\",\"WhatId\",\"Subject\",\"ActivityDate\",\"OwnerId\",\"Description\",\"AccountId\",\"IsClosed\"\n\
        \"00T000000000001AAA\",\"003000000000001\",\"\",\"Call\",\"2026-03-02\",\"005000000000001AAA\",\"Omar will sign.\",\"001000000000001AAA\",\"1\"\n\
        \"00T000000000002AAA\",\"\",\"\",\"Send plan\",\"2026-03-09\",\"005000000000001AAA\",\"\",\"001000000000001AAA\",\"0\"\n";
    let dir = folder(&[
        ("Task.csv", task.as_bytes()),
        ("Account.csv", b"\"Id\",\"Name\"\n\"001000000000001AAA\",\"Brightwater\"\n"),
        ("Contact.csv", b"\"Id\",\"AccountId\",\"LastName\",\"FirstName\"\n\"003000000000001AAA\",\"001000000000001AAA\",\"Said\",\"Omar\"\n"),
        ("User.csv", b"\"Id\",\"Username\",\"LastName\",\"FirstName\"\n\"005000000000001AAA\",\"i@x.example\",\"Holm\",\"Iris\"\n"),
    ]);
    let found = notes(dir.path(), "Task.csv");
    assert_meta(&found[0].1, Some("Call"), Some("2026-03-02"), Some("Brightwater"));
    assert_eq!(people(&found[0].1), [("Iris Holm", Side::Us), ("Omar Said", Side::Them)]);
    assert_eq!(found[1].1.text, "- [ ] Iris Holm: Send plan, due 2026-03-09");
}

#[test]
fn gong_calls_are_joined_with_what_was_said() {
    let calls = r#"{"calls":[{"metaData":{"id":"9","title":"Brightwater review","started":"2026-03-02T10:00:00Z"},
        "context":[{"objects":[{"objectType":"Account","fields":[{"name":"Name","value":"Brightwater"}]}]}],
        "parties":[{"name":"Iris Holm","speakerId":"1","affiliation":"Internal"},{"name":"Omar Said","speakerId":"2","affiliation":"External"}]}]}"#;
    let said = r#"{"callTranscripts":[{"callId":"9","transcript":[{"speakerId":"2","sentences":[{"text":"We will sign."},{"text":"By May."}]},
        {"speakerId":"1","sentences":[{"text":"Good."}]}]}]}"#;
    let dir = folder(&[("calls.json", calls.as_bytes()), ("transcripts.json", said.as_bytes())]);
    let found = notes(dir.path(), "calls.json");
    assert_meta(&found[0].1, Some("Brightwater review"), Some("2026-03-02"), Some("Brightwater"));
    assert_eq!(found[0].1.text, "Omar Said: We will sign. By May.\n\nIris Holm: Good.");
    assert_eq!(people(&found[0].1), [("Omar Said", Side::Them), ("Iris Holm", Side::Us)]);
    assert!(notes(dir.path(), "transcripts.json").is_empty(), "they are part of the call");
}

#[test]
fn a_mail_is_read_once_with_who_wrote_it_to_whom() {
    let mail = "From: =?utf-8?B?T21hciBTYWlk?= <omar@brightwater.example>\r\nTo: Iris Holm <iris@northpeak.example>\r\n\
        Date: Mon, 2 Mar 2026 23:30:00 -0500\r\nSubject: Next steps\r\nMessage-ID: <1@b.example>\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=windows-1252\r\n\
        Content-Transfer-Encoding: quoted-printable\r\n\r\nWe=92ll sign by Fri=\r\nday.\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>We'll sign</p>\r\n--b--\r\n";
    let mailbox = format!(
        "From x Mon Mar 2\r\n{mail}\r\nFrom y Mon Mar 2\r\nFrom: iris@northpeak.example\r\n\r\nHi\r\n>From me\r\n"
    );
    let dir = folder(&[("a.eml", mail.as_bytes()), ("all.mbox", mailbox.as_bytes())]);
    for (name, entry) in [("a.eml", None), ("all.mbox", Some("message 1"))] {
        let (found, note) = notes(dir.path(), name).remove(0);
        assert_eq!(found.as_deref(), entry);
        assert_meta(&note, Some("Next steps"), Some("2026-03-02"), None);
        assert_eq!(note.text.trim(), "We’ll sign by Friday.");
        assert_eq!(people(&note), [("Omar Said", Side::Them), ("Iris Holm", Side::Us)]);
        assert_eq!(note.meta.author.as_deref(), Some("Omar Said"));
    }
    assert_eq!(notes(dir.path(), "all.mbox")[1].1.text.trim(), "Hi\nFrom me");
}

#[test]
fn lines_and_columns_of_markdown_stay_those_of_the_file() {
    let text = "# Brightwater\n\n- [ ] #task [[Omar Said|Omar]] signs 📅 2026-03-09 %% not before %%\n- [-] ==old== plan ❌ 2026-03-01\n";
    let dir = folder(&[("2026-03-02 Brightwater.md", text.as_bytes())]);
    let (_, note) = notes(dir.path(), "2026-03-02 Brightwater.md").remove(0);
    assert_eq!(note.text.lines().count(), text.lines().count());
    for (read, written) in note.text.lines().zip(text.lines()) {
        assert_eq!(read.chars().count(), written.chars().count());
    }
    let words: Vec<_> = note.text.split_whitespace().collect();
    assert_eq!(words[2..9], ["-", "[", "]", "Omar", "signs", "2026-03-09", "-"]);
    assert!(!note.text.contains("not before") && !note.text.contains("2026-03-01"));
}

#[test]
fn a_file_is_what_it_holds_whatever_its_name() {
    let dir = folder(&[
        ("a.txt", b"{\\rtf1\\ansi Omar\\rquote s plan\\par}"),
        ("b.txt", b"<html><body><p>Omar&rsquo;s plan</p></body></html>"),
        ("c.txt", b"WEBVTT\n\n1\n00:01.000 --> 00:02.000\n<v Omar Said>Omar&rsquo;s</v>\n\n2\n00:03.000 --> 00:04.000\n<v Omar Said>plan</v>\n"),
        ("d.txt", "\u{feff}Omar’s plan".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>().leak()),
    ]);
    for name in ["a.txt", "b.txt", "c.txt", "d.txt"] {
        let (_, note) = notes(dir.path(), name).remove(0);
        assert!(note.text.trim().ends_with("Omar’s plan"), "{name}: {:?}", note.text);
    }
}

#[test]
fn what_is_no_export_is_named_where_it_was_named() {
    let dir = folder(&[("a.json", b"{\"name\":\"x\"}"), ("b.csv", b"x,y\n1,2\n"), ("c.zip", b"PK\x03\x04 torn")]);
    for name in ["a.json", "b.csv", "c.zip"] {
        let source = |is_named| Source { path: dir.path().join(name), config: ConfigId::default(), is_named };
        let error = source::read(&source(true)).remove(0).unwrap_err().to_string();
        assert!(error.contains(name), "{error}");
        assert_eq!(
            source::read(&source(false)).is_empty(),
            name != "c.zip",
            "a torn file is an error wherever it lies"
        );
    }
}
