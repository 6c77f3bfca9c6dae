//! What programs write in other versions, languages and ways of exporting than those of `exports.rs`.

#![allow(clippy::unwrap_used)]

#[path = "support/exports.rs"]
mod support;

use goodmeeting::Analyzer;
use goodmeeting::config::Config;
use goodmeeting::note::Side;
use goodmeeting::view::plain_text;
use support::{assert_meta, folder, notes, only, people};

#[test]
fn a_sentence_that_begins_with_from_ends_no_mail() {
    let mails = "From a@x.example Mon Mar  2 10:00:00 2026\nFrom: Omar Said <omar@x.example>\nSubject: One\n\nHi.\n\n\
        From here on it is with you.\n\nFrom - Tue, 3 Mar 2026 10:00:00\nFrom: omar@x.example\nSubject: Two\n\nBye.\n";
    let dir = folder(&[("sent", mails.as_bytes())]);
    let found = notes(dir.path(), "sent");
    let texts: Vec<_> = found.iter().map(|(_, note)| note.text.trim()).collect();
    assert_eq!(texts, ["Hi.\n\nFrom here on it is with you.", "Bye."]);
}

#[test]
fn meetings_of_fathoms_interface_tell_who_is_external() {
    let json = r###"{"items":[{"title":"Review","recording_id":7,"recording_start_time":"2026-03-02T10:00:00Z",
        "recorded_by":{"name":"Iris Holm","email":"iris@northpeak.example"},
        "calendar_invitees":[{"name":"Omar Said","email":"omar@x.example","is_external":true}],
        "default_summary":{"markdown_formatted":"## Takeaways\n\n- Two sites first"},
        "action_items":[{"description":"Send the plan","completed":false,"assignee":{"name":"Iris Holm"}}],
        "transcript":[{"speaker":{"display_name":"Omar Said"},"text":"We will sign."}]}]}"###;
    let note = only("meetings.json", json.as_bytes());
    assert_meta(&note, Some("Review"), Some("2026-03-02"), None);
    assert_eq!(people(&note), [("Iris Holm", Side::Us), ("Omar Said", Side::Them)]);
    let wanted = "## Takeaways\n\n- Two sites first\n\n## Action items\n\n- [ ] Iris Holm: Send the plan\n\n## Transcript\n\nOmar Said: We will sign.";
    assert_eq!(note.text, wanted);
}

#[test]
fn what_is_marked_in_a_transcript_of_fathom_is_said_by_whoever_speaks() {
    let text = "Acme - March 2, 2026\nVIEW RECORDING - 3 mins: https://fathom.video/share/x\n\n0:01 - Omar Said (Acme)\n  \
        HIGHLIGHT: Budget is set - WATCH: https://fathom.video/share/x?t=1\n  I will ask.\n\n0:09 - Iris Holm\n  Good.\n";
    assert_eq!(
        plain_text(&only("acme.txt", text.as_bytes())),
        "Acme - March 2, 2026\nOmar Said: Budget is set. I will ask.\nIris Holm: Good."
    );
}

#[test]
fn a_transcript_of_gong_lists_people_under_their_organizations() {
    let text = "Brightwater scoping\nRecorded on Mar 2, 2026 via Zoom, 42m\n\nParticipants\n\nNorthpeak\nIris Holm, Engineer\n\n\
        Brightwater\nOmar Said, CTO\n\nTranscript\n\n0:05 | Iris\nI will send it.\n\n0:41 | Omar\nWe will sign.\n";
    let note = only("scoping.txt", text.as_bytes());
    assert_meta(&note, Some("Brightwater scoping"), Some("2026-03-02"), Some("Brightwater"));
    assert_eq!(people(&note), [("Iris Holm", Side::Us), ("Omar Said", Side::Them)]);
}

#[test]
fn the_page_that_keep_writes_beside_a_note_is_a_copy() {
    let page = "<html><head><title>Acme</title></head><body><div class=\"note\"><div class=\"heading\">Mar 2, 2026</div>\
        <div class=\"content\">Omar signs.</div></div></body></html>";
    let json = r#"{"userEditedTimestampUsec":1772445600000000,"title":"Acme","textContent":"Omar signs."}"#;
    let beside = folder(&[("a.html", page.as_bytes()), ("a.json", json.as_bytes())]);
    let found = support::walked(beside.path());
    assert_eq!(found.iter().map(|note| note.path.rsplit('.').next().unwrap()).collect::<Vec<_>>(), ["json"]);
    assert_eq!(support::walked(folder(&[("a.html", page.as_bytes())]).path()).len(), 1, "alone it is the note");
}

#[test]
fn transcripts_are_called_by_their_topic() {
    let meet = "Acme weekly (2026-03-02 14:02 GMT+1) - Transcript\nAttendees\nIris Holm, Omar Said, Omar Said's Presentation\n\nTranscript\n\n\
        This editable transcript was computer generated and might contain errors.\n\nOmar Said: We will sign.\n\nMeeting ended after 00:31:07\n";
    let note = only("a.txt", meet.as_bytes());
    assert_meta(&note, Some("Acme weekly"), Some("2026-03-02"), Some("Acme"));
    assert_eq!(people(&note), [("Omar Said", Side::Unknown), ("Iris Holm", Side::Unknown)]);
    assert_eq!(plain_text(&note), "Omar Said: We will sign.");
    let cues = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Omar Said (Guest)>We will sign.</v>\n";
    for name in ["Acme weekly-20260302_140230-Meeting Recording.vtt", "Acme weekly - 2026-03-02.vtt"] {
        let note = only(name, cues.as_bytes());
        assert_meta(&note, Some("Acme weekly"), Some("2026-03-02"), Some("Acme"));
        assert_eq!(people(&note), [("Omar Said", Side::Them)]);
    }
}

#[test]
fn word_transcripts_of_teams_name_their_speakers_as_directories_do() {
    let line = |name: &str, rest: &str| {
        format!("<w:p><w:r><w:t>{name}</w:t></w:r><w:r><w:t xml:space=\"preserve\">{rest}</w:t></w:r></w:p>")
    };
    let body = [
        line("Acme review-20260302_140230-Meeting Transcript", ""),
        line("March 2, 2026, 02:02PM", ""),
        line("27m 42s", ""),
        line("Iris Holm", " started transcription"),
        line("Said, Omar (External)", "   0:14</w:t><w:br/><w:t>We will sign."),
    ];
    let xml = format!("<w:document><w:body>{}</w:body></w:document>", body.concat());
    let note = only("a.docx", &support::zipped(&[("word/document.xml", xml.as_bytes())]));
    assert_meta(&note, Some("Acme review"), Some("2026-03-02"), Some("Acme"));
    assert!(people(&note).contains(&("Omar Said", Side::Them)), "{:?}", people(&note));
    assert_eq!(plain_text(&note), "March 2, 2026, 02:02PM\nOmar Said: We will sign.");
}

#[test]
fn tasks_of_hubspot_are_their_subjects_by_when_they_are_due() {
    let csv = "Task Title,Task Notes,Due Date,Task Status,Assigned to,Associated Company,Create date\n\
        Send the pack,The short one,2026-03-17 09:00,Not started,Iris Holm,Brightwater,2026-03-02 10:00\n";
    let note = only("tasks.csv", csv.as_bytes());
    assert_meta(&note, Some("Send the pack"), Some("2026-03-02"), Some("Brightwater"));
    assert_eq!(note.text, "- [ ] Iris Holm: Send the pack, due 2026-03-17\n\nThe short one");
}

#[test]
fn answers_of_interfaces_name_their_people() {
    let salesforce = r#"{"records":[{"attributes":{"type":"Event"},"Id":"00U1","Subject":"Review","Description":"Omar will sign.",
        "StartDateTime":"2026-03-02T10:00:00.000+0000","Owner":{"Name":"Iris Holm"},"Who":{"Name":"Omar Said"},"Account":{"Name":"Brightwater"}}]}"#;
    let zoho = r#"{"data":[{"Owner":{"name":"Iris Holm","email":"iris@northpeak.example"},"Note_Title":"Review","Note_Content":"Omar will sign.",
        "Parent_Id":{"name":"Brightwater"},"$se_module":"Accounts","Created_Time":"2026-03-02T15:02:00+01:00","id":"1"}]}"#;
    for json in [salesforce, zoho] {
        let note = only("answer.json", json.as_bytes());
        assert_meta(&note, Some("Review"), Some("2026-03-02"), Some("Brightwater"));
        assert!(people(&note).contains(&("Iris Holm", Side::Us)));
        assert_eq!(note.text, "Omar will sign.");
    }
}

#[test]
fn both_answers_of_tldv_are_one_meeting() {
    let meeting = r#"{"id":"m1","name":"Acme","happenedAt":"2026-03-02T14:00:00.000Z","organizer":{"name":"Iris Holm","email":"iris@northpeak.example"},"invitees":[]}"#;
    let said = r#"{"id":"t1","meetingId":"m1","data":[{"speaker":"Omar Said","text":"We will sign."}]}"#;
    let dir = folder(&[("meeting.json", meeting.as_bytes()), ("transcript.json", said.as_bytes())]);
    let found = notes(dir.path(), "meeting.json");
    assert_meta(&found[0].1, Some("Acme"), Some("2026-03-02"), Some("Acme"));
    assert_eq!(found[0].1.text, "Omar Said: We will sign.");
    assert!(notes(dir.path(), "transcript.json").is_empty(), "it is part of the meeting");
    assert_eq!(only("transcript.json", said.as_bytes()).text, "Omar Said: We will sign.", "alone it is a note");
}

#[test]
fn notes_of_zoho_in_another_language_are_joined_too() {
    let dir = folder(&[
        (
            "Notas_001.csv",
            "ID de nota;Propietario de nota;Título de nota;Contenido de la nota;ID principal;Hora de creación\n\
            n1;Iris Holm;Llamada;Omar will sign.;a1;02/03/2026 10:30\n"
                .as_bytes(),
        ),
        ("Cuentas_001.csv", "ID de cuenta;Nombre de cuenta\na1;Brightwater\n".as_bytes()),
    ]);
    let found = notes(dir.path(), "Notas_001.csv");
    assert_meta(&found[0].1, Some("Llamada"), Some("2026-03-02"), Some("Brightwater"));
}

#[test]
fn whoever_keeps_a_notebook_is_one_of_ours() {
    let joplin = "---\ntitle: Acme\nupdated: 2026-03-02 12:00:00Z\ncreated: 2026-03-02 08:00:00Z\nauthor: Iris Holm\n---\n\nOmar will sign.\n";
    assert_eq!(people(&only("Acme.md", joplin.as_bytes()))[0], ("Iris Holm", Side::Us));
    let enex = |author: &str| {
        format!(
            "<en-export><note><title>Acme</title><content><![CDATA[<en-note>Hi</en-note>]]></content><note-attributes>\
            <author>{author}</author></note-attributes></note></en-export>"
        )
    };
    assert_eq!(people(&only("a.enex", enex("Iris Holm").as_bytes())), [("Iris Holm", Side::Us)]);
    assert_eq!(people(&only("a.enex", enex("iris77").as_bytes())), [("iris77", Side::Unknown)], "an account is nobody");
}

#[test]
fn a_bundle_of_bear_tells_when_it_was_begun() {
    let info = r#"{"version":2,"net.shinyfrog.bear":{"creationDate":"2026-03-02T09:31:12Z"}}"#;
    let dir = folder(&[
        ("Acme.textbundle/info.json", info.as_bytes()),
        ("Acme.textbundle/text.markdown", b"# Acme\n\n==Good== call\n"),
    ]);
    assert_meta(
        &notes(dir.path(), "Acme.textbundle/text.markdown")[0].1,
        Some("Acme"),
        Some("2026-03-02"),
        Some("Acme"),
    );
}

#[test]
fn conversations_of_two_are_called_by_who_writes() {
    let dir = folder(&[
        ("users.json", br#"[{"id":"U1","real_name":"Iris Holm"},{"id":"U2","real_name":"Omar Said"}]"#),
        ("dms.json", br#"[{"id":"D1","members":["U1","U2"]}]"#),
        ("D1/2026-03-02.json", br#"[{"type":"message","user":"U2","text":"We will sign.","ts":"1772445600.0"}]"#),
    ]);
    assert_meta(&notes(dir.path(), "D1/2026-03-02.json")[0].1, Some("Iris Holm, Omar Said"), Some("2026-03-02"), None);
}

#[test]
fn notes_of_granola_above_their_transcript_keep_their_title() {
    let text = "# Acme pricing\n\nMon, 2 Mar 26\n\n- Omar wants a price\n\nChat with meeting transcript: [x](https://notes.granola.ai/d/1)\n\n\
        **Me:** I'll send it.\n\n**Them:** Good.\n";
    assert_meta(&only("notes.md", text.as_bytes()), Some("Acme pricing"), Some("2026-03-02"), Some("Acme"));
}

#[test]
fn facts_of_a_meeting_in_several_files_lead_to_the_file_that_they_are_from() {
    let cues = "WEBVTT\n\n00:01.000 --> 00:02.000\nOmar Said: We will sign the order by Friday.\n";
    let chat = "15:03:12\t From Iris Holm to Everyone:\n\tI will send the plan by Monday.\n";
    let summary = "Meeting summary\n\nQuick recap\n\nOmar Said will send the contract by Tuesday.\n";
    let recording = "2026-03-02 15.00.02 Acme weekly 81234567890";
    let dir = folder(&[
        (&format!("{recording}/GMT20260302-150002_Recording.transcript.vtt"), cues.as_bytes()),
        (&format!("{recording}/meeting_saved_chat.txt"), chat.as_bytes()),
        ("Meeting summary - Acme weekly.txt", summary.as_bytes()),
    ]);
    let mut found = support::walked(dir.path());
    assert_eq!(found.len(), 1);
    let record = Analyzer::new(&Config::default()).unwrap().analyze(found.remove(0));
    let places: Vec<_> = record.commitments.iter().map(|one| record.part_of(one.region).unwrap()).collect();
    let name = |file: &str| file.rsplit("/").next().unwrap().to_owned();
    let own: Vec<_> = places.iter().map(|(part, own)| (name(&part.file), own.map(|own| own.line))).collect();
    let wanted = [
        ("GMT20260302-150002_Recording.transcript.vtt", None),
        ("meeting_saved_chat.txt", Some(2)),
        ("Meeting summary - Acme weekly.txt", Some(5)),
    ];
    assert_eq!(own, wanted.map(|(file, line)| (file.to_owned(), line)));
    assert_eq!(places[2].0.file, dir.path().join("Meeting summary - Acme weekly.txt").to_string_lossy());
}

#[test]
fn a_table_of_what_was_said_is_one_note() {
    let csv = "Sentence,Speaker name,Start time,End time\nWe will,Omar Said,00:01,00:02\nsign by Friday.,Omar Said,00:02,00:04\n\
        Good.,Iris Holm,00:05,00:06\n";
    let note = only("Acme weekly - 2026-03-02.csv", csv.as_bytes());
    assert_meta(&note, Some("Acme weekly"), Some("2026-03-02"), Some("Acme"));
    assert_eq!(note.text, "Omar Said: We will sign by Friday.\n\nIris Holm: Good.");
}
