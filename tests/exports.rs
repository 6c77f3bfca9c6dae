//! Exports of note programs, each of our own making, after what is known of the program's shape: what is read of them.

#![allow(clippy::unwrap_used)]

#[path = "support/exports.rs"]
mod support;

use goodmeeting::config::ConfigId;
use goodmeeting::note::Side;
use goodmeeting::source::{self, Content, Source};
use goodmeeting::view::plain_text;
use std::fs;
use support::{assert_meta, folder, notes, only, people, us, zipped};
use tempfile::TempDir;

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
        let source = |is_named| Source {
            path: dir.path().join(name),
            config: ConfigId::default(),
            is_named,
            content: Content::File,
            ..Source::default()
        };
        let error = source::read(&source(true)).remove(0).unwrap_err().to_string();
        assert!(error.contains(name), "{error}");
        assert_eq!(
            source::read(&source(false)).is_empty(),
            name != "c.zip",
            "a torn file is an error wherever it lies"
        );
    }
}

const PAGE: &str = "# Brightwater review\n\nDate: March 2, 2026 3:00 PM\nAccount: Brightwater\nAttendees: Iris Holm, Omar Said\n\n\
    - [ ]  Omar to sign by @March 9, 2026\n- [ ]  \n\n<aside>\nNote\n</aside>\n";
const PAGE_NAME: &str =
    "Meetings 152bb52ee2b5804da922efa8c3194444/Brightwater review 191bb52ee2b5819aaaf3fcef734a6208.md";

#[test]
fn a_zip_inside_a_zip_is_read_member_by_member() {
    let table = "\u{feff}Name,Date\r\nBrightwater review,\"March 2, 2026 3:00 PM\"\r\n";
    let inner = zipped(&[
        (PAGE_NAME, PAGE.as_bytes()),
        ("Meetings 152bb52ee2b5804da922efa8c3194444_all.csv", table.as_bytes()),
    ]);
    let dir = folder(&[("export.zip", &zipped(&[("Part-1.zip", &inner), ("__MACOSX/._x.md", b"x")]))]);
    let found = notes(dir.path(), "export.zip");
    assert_eq!(found.len(), 1, "the table of a database repeats its pages");
    assert_eq!(found[0].0.as_deref(), Some(format!("Part-1.zip/{PAGE_NAME}").as_str()));
    assert_meta(&found[0].1, Some("Brightwater review"), Some("2026-03-02"), Some("Brightwater"));
    assert!(!found[0].1.text.contains('@') && !found[0].1.text.contains("aside"));
}

#[test]
fn word_files_are_paragraphs_items_and_turns() {
    let xml = "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>Brightwater-20260302_150000-Meeting Recording</w:t></w:r></w:p>\
        <w:p><w:r><w:t>Omar Said   0:03</w:t><w:br/><w:t>We will </w:t></w:r><w:r><w:t>sign.</w:t></w:r></w:p></w:body></w:document>";
    let dir = folder(&[("call.docx", &zipped(&[("word/document.xml", xml.as_bytes())]))]);
    let (entry, note) = notes(dir.path(), "call.docx").remove(0);
    assert_eq!(entry, None);
    assert_meta(&note, Some("Brightwater"), Some("2026-03-02"), Some("Brightwater"));
    assert_eq!(plain_text(&note), "Omar Said: We will sign.");
}

#[test]
fn slack_names_its_people_and_leaves_out_programs() {
    let users = r#"[{"id":"U1","real_name":"Omar Said","profile":{"email":"omar@brightwater.example"}}]"#;
    let day = r#"[{"type":"message","subtype":"channel_join","user":"U1","ts":"1772445600.1","text":"joined"},
        {"type":"message","user":"U1","ts":"1772445700.1","text":"We'll send it &amp; <@U1> signs: <https:\/\/x.example|plan>"}]"#;
    let files: [(&str, &[u8]); 3] =
        [("users.json", users.as_bytes()), ("channels.json", b"[]"), ("deal/2026-03-02.json", day.as_bytes())];
    let dir = folder(&[files[0], files[1], files[2], ("export.zip", &zipped(&files))]);
    for (name, entry) in [("deal/2026-03-02.json", None), ("export.zip", Some("deal/2026-03-02.json"))] {
        let (found, note) = notes(dir.path(), name).remove(0);
        assert_eq!(found.as_deref(), entry);
        assert_meta(&note, Some("#deal"), Some("2026-03-02"), None);
        assert_eq!(note.text, "Omar Said: We'll send it & Omar Said signs: plan");
        assert_eq!(people(&note), [("Omar Said", Side::Them)]);
    }
}

#[test]
fn evernote_keeps_its_tasks_outside_of_the_text() {
    let enex = "<?xml version=\"1.0\"?><en-export><note><title>Brightwater &amp; us</title><created>20260302T100000Z</created>\
        <content><![CDATA[<en-note><div><en-todo checked=\"true\"/>Omar signed</div></en-note>]]></content>\
        <task><title>Call Omar</title><taskStatus>open</taskStatus><dueDate>20260310T045959Z</dueDate>\
        <timeZone>America/New_York</timeZone></task></note><note><title>Two</title><content>x</content></note></en-export>";
    let dir = folder(&[("all.enex", enex.as_bytes())]);
    let found = notes(dir.path(), "all.enex");
    assert_eq!(found.len(), 2);
    assert_meta(&found[0].1, Some("Brightwater & us"), Some("2026-03-02"), None);
    assert_eq!(found[0].1.text, "- [x] Omar signed\n- [ ] Call Omar, due 2026-03-09");
}

#[test]
fn recordings_are_dated_by_their_folder() {
    let vtt = "WEBVTT\r\n\r\n1\r\n00:00:01.000 --> 00:00:02.000\r\nOmar Said: We will\r\n\r\n2\r\n00:00:02.000 --> 00:00:03.000\r\nOmar Said: sign.\r\n";
    let name = "2026-03-02 15.00.02 Brightwater weekly 81234567890/GMT20260302.transcript.vtt";
    let dir = folder(&[(name, vtt.as_bytes())]);
    let (_, note) = notes(dir.path(), name).remove(0);
    assert_meta(&note, Some("Brightwater weekly"), Some("2026-03-02"), Some("Brightwater"));
    assert_eq!(plain_text(&note), "Omar Said: We will sign.");
}

#[test]
fn fathom_brackets_those_who_are_not_of_the_team() {
    let text = "Brightwater review - March 2\nVIEW RECORDING - 21 mins: https://fathom.video/share/x\n\n0:00 - Iris Holm\n  Hello.\n\
        0:14 - Omar Said (Brightwater)\n  ACTION ITEM: Sign it by Friday - WATCH: https://fathom.video/x?t=1  Is that so?\n";
    let dir = folder(&[("call.txt", text.as_bytes())]);
    let (_, note) = notes(dir.path(), "call.txt").remove(0);
    assert_meta(&note, Some("Brightwater review"), None, Some("Brightwater"));
    assert_eq!(people(&note), [("Iris Holm", Side::Us), ("Omar Said", Side::Them)]);
    assert!(!note.text.contains("http") && note.text.contains("Sign it by Friday."));
}

#[test]
fn meetings_copied_into_one_file_are_notes_where_they_stand() {
    let text = "# Brightwater <> Us\n\nThu, 19 Mar 26\n\n- Omar signs\n\n# Harbourside\n\nFri, 20 Mar 26\n\n- Lena pays\n\nChat with meeting transcript: [https://notes.granola.ai/d/1](x)\n";
    let dir = folder(&[("all.md", text.as_bytes())]);
    let found = notes(dir.path(), "all.md");
    assert_eq!(found.len(), 2);
    assert_meta(&found[1].1, Some("Harbourside"), Some("2026-03-20"), Some("Harbourside"));
    assert_eq!(
        found[1].1.text.lines().position(|line| line == "- Lena pays"),
        text.lines().position(|line| line == "- Lena pays")
    );
}

#[test]
fn keep_notes_are_lists_of_boxes() {
    let json = r#"{"title":"Omar","userEditedTimestampUsec":1772445600000000,"createdTimestampUsec":1772445600000000,"listContent":[{"text":"sign","isChecked":true}]}"#;
    let dir = folder(&[("a.json", json.as_bytes())]);
    let (_, note) = notes(dir.path(), "a.json").remove(0);
    assert_meta(&note, Some("Omar"), Some("2026-03-02"), None);
    assert_eq!(note.text, "- [x] sign");
}

/// What a record says: the path, the entry, the people with their sides.
type Reported = (String, Option<String>, Vec<(String, String)>);

/// The records of a folder, as the program reports them.
fn reported(dir: &TempDir) -> Vec<Reported> {
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_goodmeeting"));
    let output =
        command.current_dir(dir).args(["check", "--format", "jsonl", "--fail-on", "never", "."]).assert().code(0);
    let text = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    let text_of = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    let read = |line: &str| {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let people = record["participants"].as_array().unwrap().iter();
        let people = people.map(|one| (text_of(&one["name"]).unwrap(), text_of(&one["side"]).unwrap())).collect();
        (text_of(&record["path"]).unwrap(), text_of(&record["entry"]), people)
    };
    text.lines().map(read).collect()
}

#[test]
fn a_note_that_comes_twice_is_reported_once_unless_both_are_files_of_their_own() {
    let csv = "Record ID,Activity date,Note body,Associated Company\n7,2026-03-02,Omar signs.,Brightwater\n";
    let dir = folder(&[
        ("a.csv", csv.as_bytes()),
        ("b.csv", csv.replace("signs.", "signs. ").as_bytes()),
        ("page.md", PAGE.as_bytes()),
        ("pages.zip", &zipped(&[("page.md", PAGE.as_bytes())])),
        ("x.md", b"Omar signs."),
        ("y.md", b"Omar signs."),
    ]);
    let paths: Vec<_> = reported(&dir).into_iter().map(|(path, ..)| path).collect();
    assert_eq!(paths, ["a.csv", "page.md", "x.md", "y.md"]);
}

#[test]
fn sides_that_one_file_tells_are_known_in_the_others() {
    let csv = "Record ID,Activity date,Activity assigned to,Note body,Associated Contact\n\
        7,2026-03-02,Iris Holm,Met.,Omar Said (omar@brightwater.example)\n";
    let dir = folder(&[
        ("notes.csv", csv.as_bytes()),
        ("jotted.md", b"# Call\n\nIris sends the plan, Omar signs it by Friday.\n"),
    ]);
    let (_, _, people) = reported(&dir).remove(0);
    let pair = |name: &str, side: &str| (name.to_owned(), side.to_owned());
    assert_eq!(people, [pair("Iris", "us"), pair("Omar", "them")]);
}

/// Files of every format, for damage.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let docx = zipped(&[(
        "word/document.xml",
        b"<w:document><w:body><w:p><w:r><w:t>a &amp; b</w:t></w:r></w:p></w:body></w:document>",
    )]);
    let text = |text: &str| text.as_bytes().to_vec();
    vec![
        ("a.csv", text("Record ID,Note body,Associated Contact\n7,\"<p>a &amp; <b>b</b>\",\"X Y (x@y.example);Z\"\n")),
        (
            "a.json",
            text("{\"calls\":[{\"metaData\":{\"id\":\"1\"},\"parties\":[{\"name\":\"A\"}]}],\"callTranscripts\":[]}"),
        ),
        ("b.json", text("[{\"type\":\"message\",\"ts\":\"1.1\",\"text\":\"a <@U1|b> &amp;\"}]")),
        (
            "a.jsonl",
            text("{\"title\":\"a\",\"note\":\"words that are enough to make a note of them\"}\n{\"title\":1}\n"),
        ),
        ("a.vtt", text("WEBVTT\n\n1\n00:01.000 --> 00:02.000\n<v A B (C)>d &amp; é</v>\n")),
        (
            "a.eml",
            text(
                "From: =?utf-8?B?T21h?= <a@b.example>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n",
            ),
        ),
        ("a.mbox", text("From a\nFrom: a@b.example\n\nx\n\nFrom b\nSubject: y\n\n>From z\n")),
        (
            "a.enex",
            text(
                "<en-export><note><title>a&amp;b</title><content><![CDATA[<en-note>x</en-note>]]></content><task><dueDate>20260310T045959Z</dueDate></task></note></en-export>",
            ),
        ),
        ("a.rtf", text("{\\rtf1\\ansi{\\fonttbl x}\\u8364?a\\'e9\\par\\uc0\\u-10179\\u-8703 b}")),
        (
            "a.html",
            text("<table><tr><td>a<td>b</table><ul><li><input type=checkbox checked>c<blockquote>d &eacute;<pre>e\nf"),
        ),
        (
            "a.md",
            text(
                "---\nx: \"[[A|B]]\"\n---\n- [ ] #task [[A|é]] [due:: 2026-01-01] 📅 2026-01-01 %%x%% ==y== ^q\n- TODO x [#A]\n> [!todo] y\n",
            ),
        ),
        ("fathom.txt", text("T - March 2\nfathom.video\n0:14 - A (B)\n ACTION ITEM: x - WATCH: https://é y\n")),
        ("Notes by Gemini.md", text("Nov 19, 2026\n## T\nInvited [A](mailto:a@b.example) é\n📝 Notes\n")),
        ("a.zip", zipped(&[("a.md", b"x"), ("b.csv", b"note\nx\n"), ("c.docx", &docx)])),
        ("a.docx", docx),
    ]
}

#[test]
fn no_damage_makes_a_reader_panic() {
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = move |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % below.max(1) as u64) as usize
    };
    let dir = tempfile::tempdir().unwrap();
    for (name, sample) in samples() {
        for _ in 0..150 {
            let mut bytes = sample.clone();
            for _ in 0..=next(3) {
                match (next(4), next(bytes.len())) {
                    (0, at) => bytes.truncate(at),
                    (1, at) if at < bytes.len() => bytes[at] = next(256) as u8,
                    (2, at) => bytes.insert(at, b"<>&[]{}()\"|:\\\n\xFF%"[next(16)]),
                    (_, at) => bytes.drain(at..(at + next(20)).min(bytes.len())).for_each(drop),
                }
            }
            fs::write(dir.path().join(name), &bytes).unwrap();
            let source = Source {
                path: dir.path().join(name),
                config: ConfigId::default(),
                is_named: true,
                content: Content::File,
                ..Source::default()
            };
            for note in source::read(&source).into_iter().flatten() {
                let _ = note.parse(&us());
            }
        }
    }
}

#[test]
fn tables_in_other_languages_are_read_with_their_order_of_day_and_month() {
    let german = "Datensatz-ID;Aktivitätsdatum;Aktivität zugewiesen zu;Notiztext;Associated Company;Associated Contact\r\n\
        7;05.03.2026 10:00;Holm, Iris;<p>Omar signs.</p>;Brightwater;Omar Said (omar@brightwater.example)\r\n";
    let note = only("notizen.csv", german.as_bytes());
    assert_meta(&note, None, Some("2026-03-05"), Some("Brightwater"));
    assert_eq!(people(&note), [("Iris Holm", Side::Us), ("Omar Said", Side::Them)]);
    let french = "ID de fiche d'informations,Date de l'activité,Corps de la note,Activité attribuée à,Associated Company\n7,05/03/2026,Omar signs.,Iris Holm,Brightwater\n";
    assert_meta(&only("notes.csv", french.as_bytes()), None, Some("2026-03-05"), Some("Brightwater"));
    let english = "Record ID,Activity date,Note body,Associated Company\n7,03/05/2026,Omar signs.,Brightwater\n";
    assert_meta(&only("notes.csv", english.as_bytes()), None, Some("2026-03-05"), Some("Brightwater"));
    let proven = english.replace("signs.", "signs.,Brightwater\n8,25/03/2026,Lena pays.");
    let dir = folder(&[("notes.csv", proven.replace("03/05", "05/03").as_bytes())]);
    assert_meta(&notes(dir.path(), "notes.csv")[0].1, None, Some("2026-03-05"), Some("Brightwater"));
}

#[test]
fn a_table_of_no_known_names_is_told_by_its_cells() {
    let table = "Exported by Iris\nNr;Wann;Was wir hörten;Kundenname\n\
        1;05.03.2026;Omar will sign the order form by Friday, he says.;Brightwater\n2;25.03.2026;Lena said that they are nearly there, more soon.;Other\n";
    let dir = folder(&[("crm.csv", table.as_bytes())]);
    let found = notes(dir.path(), "crm.csv");
    assert_eq!(found.iter().map(|(entry, _)| entry.as_deref()).collect::<Vec<_>>(), [Some("row 3"), Some("row 4")]);
    assert_meta(&found[0].1, None, Some("2026-03-05"), Some("Brightwater"));
    assert!(found[0].1.text.starts_with("Omar will sign"));
}

#[test]
fn json_of_no_known_program_is_read_where_its_notes_lie() {
    let json = r#"{"export":{"entries":[{"customer":{"name":"Brightwater"},"when":"2026-03-05","by":"Iris Holm",
        "comment":"Omar will sign the order form by Friday, he says.","attendees":[{"name":"Omar Said","email":"omar@brightwater.example"}]}]}}"#;
    let note = only("log.json", json.as_bytes());
    assert_meta(&note, None, Some("2026-03-05"), Some("Brightwater"));
    assert_eq!((note.meta.author.as_deref(), people(&note)[0]), (Some("Iris Holm"), ("Omar Said", Side::Them)));
}

#[test]
fn objects_under_keys_of_their_own_are_all_read() {
    let json = r#"{"version":2,"notes":{"a1":{"title":"Brightwater","created":"2026-03-02","content":"Omar will sign the order form by Friday, he says."},
        "a2":{"title":"Kestrel","created":"2026-03-03","content":"Iris sends them the plan for the pilot tomorrow."}}}"#;
    let dir = folder(&[("backup.json", json.as_bytes())]);
    let found = notes(dir.path(), "backup.json");
    assert_eq!(found.len(), 2);
    assert_meta(&found[1].1, Some("Kestrel"), Some("2026-03-03"), Some("Kestrel"));
}

#[test]
fn columns_in_other_languages_are_known() {
    for csv in [
        "Data,Empresa,Anotação,Proprietário\n02/03/2026,Brightwater,Omar will sign by Friday.,Iris Holm\n",
        "日付,会社名,メモ,担当者\n2026/03/02,Brightwater,Omar will sign by Friday.,Iris Holm\n",
        "Meeting date,Client,What was discussed,Next steps,Owner\n2026-03-02,Brightwater,Price.,Omar will sign by Friday.,Iris Holm\n",
    ] {
        let note = only("export.csv", csv.as_bytes());
        assert_meta(&note, None, Some("2026-03-02"), Some("Brightwater"));
        assert_eq!(note.meta.author.as_deref(), Some("Iris Holm"), "{csv}");
        assert!(note.text.contains("Omar will sign by Friday."), "{csv}");
    }
}

#[test]
fn salesforce_names_come_from_other_parts_of_the_export_and_from_queries() {
    let task = "\"Id\",\"WhoId\",\"Subject\",\"ActivityDate\",\"OwnerId\",\"Description\",\"AccountId\"\n\
        \"00T000000000001AAA\",\"003000000000001\",\"Call\",\"2026-03-02\",\"005000000000001AAA\",\"Omar will sign.\",\"001000000000001AAA\"\n";
    let account: (&str, &[u8]) = ("Account.csv", b"\"Id\",\"Name\"\n\"001000000000001AAA\",\"Brightwater\"\n");
    let contact: (&str, &[u8]) =
        ("Contact.csv", b"\"Id\",\"LastName\",\"FirstName\"\n\"003000000000001AAA\",\"Said\",\"Omar\"\n");
    let dir = folder(&[
        ("WE_00D1_1/Task.csv", task.as_bytes()),
        ("WE_00D1_2/Account.csv", account.1),
        ("WE_00D1_3.ZIP", &zipped(&[contact])),
        ("WE_00D2_1/Account.csv", b"\"Id\",\"Name\"\n\"001000000000001AAA\",\"Somebody else\"\n"),
    ]);
    let (_, note) = notes(dir.path(), "WE_00D1_1/Task.csv").remove(0);
    assert_meta(&note, Some("Call"), Some("2026-03-02"), Some("Brightwater"));
    assert_eq!(people(&note), [("005000000000001AAA", Side::Us), ("Omar Said", Side::Them)]);

    let query = "ID,SUBJECT,DESCRIPTION,ACTIVITYDATE,OWNER.NAME,WHO.NAME,ACCOUNT.NAME\n1,Call,Omar will sign.,2026-03-02,Iris Holm,Omar Said,Brightwater\n";
    let note = only("extract.csv", query.as_bytes());
    assert_meta(&note, Some("Call"), Some("2026-03-02"), Some("Brightwater"));
    assert_eq!(people(&note), [("Iris Holm", Side::Us), ("Omar Said", Side::Them)]);
}

#[test]
fn a_note_of_salesforce_belongs_to_what_it_is_linked_to() {
    let dir = folder(&[
        ("ContentNote.csv", b"\"Id\",\"Title\",\"Content\"\n\"069000000000001AAA\",\"Visit\",\"PHA+T21hciB3aWxsIHNpZ24uPC9wPg==\"\n"),
        ("Account.csv", b"\"Id\",\"Name\"\n\"001000000000001AAA\",\"Brightwater\"\n"),
        ("ContentDocumentLink.csv", b"\"Id\",\"LinkedEntityId\",\"ContentDocumentId\"\n\"06A1\",\"001000000000001AAA\",\"069000000000001AAA\"\n"),
    ]);
    let (_, note) = notes(dir.path(), "ContentNote.csv").remove(0);
    assert_meta(&note, Some("Visit"), None, Some("Brightwater"));
    assert_eq!(note.text, "Omar will sign.");
}

#[test]
fn whoever_recorded_has_no_bracket() {
    let text = "Demo - March 2\nVIEW RECORDING - 21 mins: https://fathom.video/share/x\n\n0:00 - Omar Said\n  We will sign.\n\n0:14 - Iris Holm (northpeak.example)\n  Good.\n";
    assert_eq!(people(&only("call.txt", text.as_bytes())), [("Omar Said", Side::Them), ("Iris Holm", Side::Us)]);
}

#[test]
fn a_mail_that_is_attached_is_part_of_the_mail() {
    let mail = "From: Iris Holm <iris@northpeak.example>\r\nTo: \"Okafor, Tom (Sales)\" <tom@northpeak.example>\r\nSubject: Fwd\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n--m\r\nContent-Type: message/rfc822\r\n\r\n\
        From: Omar Said <omar@brightwater.example>\r\nSubject: Order\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\n\r\nWe will sign by Friday.\r\n--m--\r\n";
    let note = only("a.eml", mail.as_bytes());
    assert!(note.text.starts_with("See below.") && note.text.contains("We will sign by Friday."), "{}", note.text);
    assert!(people(&note).contains(&("Tom Okafor", Side::Us)), "{:?}", people(&note));
}

#[test]
fn fields_below_a_note_of_joplin_are_no_words_of_it() {
    let text = "Brightwater review\n\nOmar will sign.\n\nid: 0a0bb52ee2b5819aaaf3fcef734a6208\nparent_id: x\ncreated_time: 2026-03-02T09:30:00.000Z\nsource: joplin-desktop\ntype_: 1";
    let note = only("0a0bb52ee2b5819aaaf3fcef734a6208.md", text.as_bytes());
    assert_meta(&note, Some("Brightwater review"), Some("2026-03-02"), Some("Brightwater"));
    assert_eq!(note.text.trim(), "Brightwater review\n\nOmar will sign.");
}

#[test]
fn the_configuration_says_which_columns_and_keys_hold_what() {
    let config = "[[sources]]\npaths = ['crm/']\ntext = ['Heard', 'Next']\ntitle = 'About'\ndate = 'Day'\naccount = 'Whom'\nauthor = 'Us'\ncontacts = 'Them'\n\
        [[sources]]\npaths = ['*.json']\ntext = ['said/en']\ndate = 'at'\naccount = 'whom/label'\nid = 'key'\n";
    let dir = folder(&[
        ("goodmeeting.toml", config.as_bytes()),
        (
            "crm/a.csv",
            b"Day,Whom,Heard,Us,Them,About,Next\n2026-03-02,Brightwater,Good.,Iris Holm,Omar Said,Review,Omar signs.\n",
        ),
        ("b.json", br#"{"rows":[{"key":7,"at":1772445600,"said":{"en":"Short."},"whom":{"label":"Brightwater"}}]}"#),
    ]);
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_goodmeeting"));
    let output = command.current_dir(&dir).args(["show", "--format", "jsonl", "."]).assert().code(0);
    let text = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    let shown: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(shown.len(), 2);
    for (at, key, wanted) in [
        (0, "entry", "element 7"),
        (0, "date", "2026-03-02"),
        (0, "account", "Brightwater"),
        (0, "text", "Short."),
        (1, "entry", "row 2"),
        (1, "title", "Review"),
        (1, "date", "2026-03-02"),
        (1, "account", "Brightwater"),
        (1, "author", "Iris Holm"),
        (1, "text", "Good.\nOmar signs."),
    ] {
        assert_eq!(shown[at][key], wanted, "{at} {key}");
    }
}

/// What a command writes about a folder, as lines of JSON.
fn lines_of(dir: &TempDir, args: &[&str]) -> Vec<serde_json::Value> {
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_goodmeeting"));
    let output = command.current_dir(dir).args(args).args(["--format", "jsonl"]).assert();
    let text = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn what_is_known_is_shown_with_where_it_comes_from() {
    let csv = "Record ID,Activity date,Activity assigned to,Note body,Associated Contact\n7,2026-03-02,Iris Holm,Met.,Omar Said\n";
    let dir = folder(&[
        ("a.csv", csv.as_bytes()),
        ("b.eml", b"From: Omar Said <omar@brightwater.example>\r\nSubject: Plan\r\nMIME-Version: 1.0\r\n\r\nIris, we sign.\r\n"),
        ("2026-03-02 c.md", b"# Call\n\nIris sends the plan.\n"),
        ("goodmeeting.toml", b"[us]\ndomains = ['northpeak.example']\n"),
    ]);
    let shown = lines_of(&dir, &["show", "."]);
    let origin = |at: usize, key: &str| shown[at]["origins"][key].as_str().unwrap_or_default().to_owned();
    assert_eq!((origin(0, "date").as_str(), origin(0, "title").as_str()), ("the file's name", "the text"));
    assert_eq!(shown[0]["origins"]["sides"], serde_json::json!(["another file"]));
    assert_eq!(
        (origin(1, "date").as_str(), origin(1, "text").as_str()),
        ("column `Activity date`", "column `Note body`")
    );
    let sides = ["column `Activity assigned to`", "column `Associated Contact`"];
    assert_eq!(shown[1]["origins"]["sides"], serde_json::json!(sides));
    assert_eq!(origin(2, "title"), "header `Subject`");
    assert_eq!(shown[2]["origins"]["sides"], serde_json::json!(["another file", "the domain of the address"]));
}

#[test]
fn facts_of_word_files_and_pages_tell_the_paragraph() {
    let xml = "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>Brightwater</w:t></w:r></w:p><w:p/>\
        <w:p><w:r><w:t>Omar will send the plan by Friday.</w:t></w:r></w:p></w:body></w:document>";
    let page = "<html><body><h1>Brightwater</h1><p>Omar will send the plan by Friday.</p></body></html>";
    let dir = folder(&[
        ("a.docx", &zipped(&[("word/document.xml", xml.as_bytes())])),
        ("b.html", page.as_bytes()),
        ("c.md", b"# Brightwater\n\nOmar will send the plan by Friday.\n"),
    ]);
    let records = lines_of(&dir, &["check", "."]);
    let paragraphs: Vec<_> = records.iter().map(|record| record["commitments"][0]["paragraph"].as_u64()).collect();
    assert_eq!(paragraphs, [Some(2), Some(2), None]);
}

#[test]
fn a_meeting_in_several_files_is_one_note_with_parts() {
    let recording = "2026-03-02 15.00.02 Brightwater weekly 81234567890";
    let vtt = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nOmar Said: We will sign by Friday.\n";
    let at = |name: &str| format!("{recording}/{name}");
    let (speech, chat, captions) =
        (at("GMT1.transcript.vtt"), at("meeting_saved_chat.txt"), at("meeting_saved_closed_caption.txt"));
    let files: Vec<(&str, &[u8])> = vec![
        (&speech, vtt.as_bytes()),
        (&chat, b"15:03:12 From Lena Fox : I will send the plan by Monday\n"),
        (&captions, b"[Omar Said] 15:00:05\nWe will sign by Friday.\n"),
        (
            "Harbor.md",
            b"# Harbor\n\nTom will pay by Friday.\n\nChat with meeting transcript: [https://notes.granola.ai/d/1](x)\n",
        ),
        ("Harbor transcript.md", b"**Me:** I'll send the plan by Monday.\n\n**Them:** Good.\n"),
        ("Kestrel.md", b"# Kestrel\n\nAda will pay by Friday.\n"),
        ("Kestrel.html", b"<html><body><h1>Kestrel</h1><p>Ada will pay by Friday.</p></body></html>"),
    ];
    let shown = |dir: &TempDir| {
        let notes = lines_of(dir, &["show", "."]).into_iter();
        let text = |note: &serde_json::Value| note["text"].as_str().unwrap().to_owned();
        let mut texts: Vec<String> = notes.map(|note| text(&note)).collect();
        texts.sort();
        texts
    };
    let plain = folder(&files);
    let texts = shown(&plain);
    assert_eq!(texts.len(), 3, "{texts:#?}");
    assert!(
        texts.iter().any(|text| text.contains("sign by Friday") && text.contains("Chat") && text.contains("by Monday"))
    );
    assert!(
        texts
            .iter()
            .any(|text| text.contains("Tom will pay") && text.contains("Transcript") && text.contains("by Monday"))
    );
    assert_eq!(texts.iter().filter(|text| text.contains("Ada")).count(), 1, "one note in two formats");
    assert_eq!(shown(&folder(&[("all.zip", &zipped(&files[..5]))])).len(), 2, "as in a zip");
    let both = folder(&[files.clone(), vec![("all.zip", &zipped(&files[..5]))]].concat());
    assert_eq!(shown(&both), texts, "and as in a zip beside the folder");
    assert_eq!(notes(plain.path(), &chat).len(), 1, "what is named is read for itself");
}

#[test]
fn pages_of_notion_are_read_once_whatever_the_tables_hold() {
    let table = "Name,Date,Notes\nBrightwater review,\"March 2, 2026\",Omar to sign by March 9\n";
    let database = "Meetings 152bb52ee2b5804da922efa8c3194444";
    let (one, all) = (format!("{database}.csv"), format!("{database}_all.csv"));
    let tables: [(&str, &[u8]); 2] = [(&one, table.as_bytes()), (&all, table.as_bytes())];
    let page = "# Brightwater review\n\nDate: March 2, 2026\nNotes: Omar to sign by March 9\n";
    let with_pages = zipped(&[tables[0], tables[1], (PAGE_NAME, page.as_bytes())]);
    let dir = folder(&[("pages.zip", &zipped(&[("Part-1.zip", &with_pages)]))]);
    let entries: Vec<_> = reported(&dir).into_iter().map(|(_, entry, _)| entry.unwrap()).collect();
    assert_eq!(entries, [format!("Part-1.zip/{PAGE_NAME}")]);
    assert_eq!(reported(&folder(&tables)).len(), 1, "a database without pages is told once");
}

#[test]
fn one_mail_in_two_files_is_one() {
    let mail = b"From: Omar Said <omar@brightwater.example>\r\nSubject: Plan\r\nMessage-ID: <1@b.example>\r\nMIME-Version: 1.0\r\n\r\nWe sign by Friday.\r\n";
    let mailbox = [b"From x Mon Mar 2\r\n".as_slice(), mail].concat();
    assert_eq!(reported(&folder(&[("a.eml", mail), ("b.eml", mail), ("all.mbox", &mailbox)])).len(), 1);
}

#[test]
fn names_of_ids_come_from_tables_beside_too() {
    let notes_of = r#"{"results":[{"id":"1","properties":{"hs_note_body":"Omar signs.","hs_timestamp":"1772445600000"},
        "associations":{"contacts":{"results":[{"toObjectId":61}]},"companies":{"results":[{"id":"71"}]}}}]}"#;
    let dir = folder(&[
        ("notes.json", notes_of.as_bytes()),
        ("all-contacts.csv", b"Record ID,First Name,Last Name,Email\n61,Omar,Said,omar@brightwater.example\n"),
        ("all-companies.csv", b"Record ID,Company name\n71,Brightwater\n"),
    ]);
    let (_, note) = notes(dir.path(), "notes.json").remove(0);
    assert_meta(&note, None, Some("2026-03-02"), Some("Brightwater"));
    assert_eq!(people(&note), [("Omar Said", Side::Them)]);
}

#[test]
fn calls_of_gong_come_one_to_a_line_or_to_a_file() {
    let call = r#"{"metaData":{"id":"9","title":"Review","started":"2026-03-02T10:00:00Z"},"parties":[{"name":"Omar Said","affiliation":"External"}],"content":{"brief":"Omar signs."}}"#;
    assert_meta(&only("call.json", call.as_bytes()), Some("Review"), Some("2026-03-02"), None);
    let lines = format!("{call}\n{}\n", call.replace("\"9\"", "\"10\""));
    let dir = folder(&[("calls.jsonl", lines.as_bytes())]);
    assert_eq!(notes(dir.path(), "calls.jsonl").len(), 2);
}

#[test]
fn newer_exports_of_otter_have_a_head() {
    let text = "Brightwater review\nMon, Mar 2, 2026 9:30AM • 21:30\n\nSUMMARY KEYWORDS\nquote, price\n\nSPEAKERS\nOmar Said, Iris Holm\n\n\
        Omar Said  00:03\nWe will sign by Friday.\n\nTranscribed by https://otter.ai\n";
    let note = only("a.txt", text.as_bytes());
    assert_meta(&note, Some("Brightwater review"), Some("2026-03-02"), Some("Brightwater"));
    assert!(!note.text.contains("quote, price") && note.text.contains("We will sign"));
}

#[test]
fn messages_of_slack_with_blocks_only_are_read_and_those_of_programs_are_not() {
    let day = r#"[{"type":"message","user":"U1","ts":"1772445700.1","text":"","blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section",
        "elements":[{"type":"text","text":"We sign, "},{"type":"user","user_id":"U1"},{"type":"text","text":" says"}]}]}]},
        {"type":"message","user":"U2","bot_id":"B1","ts":"1772445701.1","text":"stand-up"}]"#;
    let users = r#"[{"id":"U1","profile":{"real_name_normalized":"Omar Said"}}]"#;
    let dir = folder(&[("users.json", users.as_bytes()), ("deal/2026-03-02.json", day.as_bytes())]);
    let (_, note) = notes(dir.path(), "deal/2026-03-02.json").remove(0);
    assert_eq!(note.text, "Omar Said: We sign, Omar Said says");
}

#[test]
fn a_task_of_evernote_without_a_day_is_due_when_it_reminds() {
    let enex = "<en-export><note><title>Plan</title><content>x</content><task><title>Call Omar</title><taskStatus>open</taskStatus>\
        <reminder><reminderDate>20260310T150000Z</reminderDate></reminder></task></note></en-export>";
    assert!(only("a.enex", enex.as_bytes()).text.ends_with("- [ ] Call Omar, due 2026-03-10"));
}

#[test]
fn whoever_writes_in_a_chat_of_zoom_takes_part() {
    let name = "2026-03-02 15.00.02 Brightwater weekly 81234567890/meeting_saved_chat.txt";
    let chat =
        "15:03:12\t From  Omar Said  to  Everyone:\n\tWe will sign by Friday.\n15:03:14 From Iris Holm : Good.\n";
    let dir = folder(&[(name, chat.as_bytes())]);
    let (_, note) = notes(dir.path(), name).remove(0);
    assert_eq!(people(&note), [("Omar Said", Side::Unknown), ("Iris Holm", Side::Unknown)]);
    assert_eq!(note.text.lines().count(), chat.lines().count());
    assert!(note.text.contains("Iris Holm: ") && !note.text.contains("15:03"));
}
