//! The language server, as an editor meets it: over its pipes, and driven by Neovim.

#![allow(clippy::unwrap_used)]

#[path = "support/tools.rs"]
mod tools;

use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use tempfile::TempDir;

const CONFIG: &str = "[us]\norganizations = ['Northwind']\npeople = ['Dana Ruiz']\n";
const VAGUE: &str = "# Grüße 🎉, 2026-03-02\n\nZoë 🎉 called. She seems keen. I will send pricing on Friday.\n";
const FIRM: &str = "# Acme, 2026-03-02\n\nPresent: Priya Shah (Acme)\n\nPriya's month-end close takes nine days. Priya will send the org chart by Friday.\n";

/// A server with a folder of notes, and what it said.
struct Session {
    dir: TempDir,
    server: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    id: i32,
}

impl Session {
    fn start() -> Session {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("goodmeeting.toml"), CONFIG).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_goodmeeting"));
        command.arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut server = command.spawn().unwrap();
        let (input, output) = (server.stdin.take(), BufReader::new(server.stdout.take().unwrap()));
        Session { dir, server, input, output, id: 0 }
    }

    /// A session that is past its first words.
    fn ready(encodings: &[&str]) -> Session {
        let mut session = Session::start();
        let general = json!({ "general": { "positionEncodings": encodings } });
        let result = session.ask("initialize", json!({ "processId": null, "rootUri": null, "capabilities": general }));
        let wanted = if encodings.contains(&"utf-8") { "utf-8" } else { "utf-16" };
        assert_eq!(result["capabilities"]["positionEncoding"], wanted);
        session.tell("initialized", json!({}));
        session
    }

    fn raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// The next message; nothing but messages may come.
    fn next(&mut self) -> Value {
        let mut length = None;
        loop {
            let mut line = String::new();
            self.output.read_line(&mut line).unwrap();
            match line.trim_end().split_once(": ") {
                Some(("Content-Length", count)) => length = Some(count.parse().unwrap()),
                Some(_) => {}
                None => {
                    assert_eq!(line, "\r\n", "a header, or an empty line");
                    break;
                }
            }
        }
        let mut bytes = vec![0; length.unwrap()];
        self.output.read_exact(&mut bytes).unwrap();
        serde_json::from_slice(&bytes).unwrap()
    }

    /// What a request is answered.
    fn reply(&mut self, method: &str, params: Value) -> Value {
        self.id += 1;
        let id = self.id;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.next();
            if message["id"] == id {
                return message;
            }
        }
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        let reply = self.reply(method, params);
        assert!(reply.get("error").is_none(), "{reply}");
        reply["result"].clone()
    }

    fn uri(&self, name: &str) -> String {
        format!("file://{}", self.dir.path().canonicalize().unwrap().join(name).display())
    }

    fn open(&mut self, name: &str, text: &str) -> Vec<Value> {
        let document = json!({ "uri": self.uri(name), "languageId": "markdown", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
        self.diagnostics()
    }

    fn change(&mut self, name: &str, version: i32, changes: Value) -> Vec<Value> {
        let document = json!({ "uri": self.uri(name), "version": version });
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
        self.diagnostics()
    }

    /// What is shown next.
    fn diagnostics(&mut self) -> Vec<Value> {
        loop {
            let message = self.next();
            if message["method"] == "textDocument/publishDiagnostics" {
                return message["params"]["diagnostics"].as_array().unwrap().clone();
            }
        }
    }

    fn at(&mut self, method: &str, name: &str, line: u32, character: u32) -> Value {
        let position = json!({ "line": line, "character": character });
        let document = json!({ "uri": self.uri(name) });
        match method {
            "textDocument/codeAction" => {
                let range = json!({ "start": position, "end": position });
                self.ask(method, json!({ "textDocument": document, "range": range, "context": { "diagnostics": [] } }))
            }
            _ => self.ask(method, json!({ "textDocument": document, "position": position })),
        }
    }

    /// Does what an action proposes, and opens the note as it is then.
    fn apply(&mut self, name: &str, text: &str, line: u32, character: u32, title: &str) -> (String, Vec<Value>) {
        let actions = self.at("textDocument/codeAction", name, line, character);
        let titles: Vec<&str> = actions.as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect();
        let wanted = titles.iter().position(|one| *one == title).unwrap_or_else(|| panic!("{title}: {titles:?}"));
        let edits = &actions[wanted]["edit"]["changes"][self.uri(name)];
        let changed = edited(text, &edits[0]);
        let found = self.open(name, &changed);
        (changed, found)
    }

    /// Takes leave, and tells the exit code.
    fn end(mut self) -> i32 {
        assert_eq!(self.ask("shutdown", Value::Null), Value::Null);
        self.tell("exit", Value::Null);
        self.server.wait().unwrap().code().unwrap()
    }
}

/// A text after an edit; its places count UTF-16 units.
fn edited(text: &str, edit: &Value) -> String {
    let offset = |place: &Value| {
        let (line, character) =
            (place["line"].as_u64().unwrap() as usize, place["character"].as_u64().unwrap() as usize);
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut units = 0;
        let found = text[start..].char_indices().find(|(_, c)| {
            let here = units == character;
            units += c.len_utf16();
            here
        });
        found.map_or(text.len(), |(at, _)| start + at)
    };
    let (start, end) = (offset(&edit["range"]["start"]), offset(&edit["range"]["end"]));
    format!("{}{}{}", &text[..start], edit["newText"].as_str().unwrap(), &text[end..])
}

fn codes(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().map(|one| one["code"].as_str().unwrap_or("none")).collect()
}

fn find<'d>(diagnostics: &'d [Value], code: &str) -> &'d Value {
    diagnostics.iter().find(|one| one["code"] == code).unwrap_or_else(|| panic!("{code}: {diagnostics:?}"))
}

#[test]
fn findings_are_shown_where_the_editor_counts_them() {
    for (encodings, columns) in [(&["utf-8", "utf-16"][..], (18, 32)), (&["utf-16"], (15, 29)), (&[], (15, 29))] {
        let mut session = Session::ready(encodings);
        let found = session.open("a.md", VAGUE);
        let praise = find(&found, "unsupported-praise");
        let place = |line: u32, character: u32| json!({ "line": line, "character": character });
        assert_eq!(
            praise["range"],
            json!({ "start": place(2, columns.0), "end": place(2, columns.1) }),
            "{encodings:?}"
        );
        assert_eq!((&praise["severity"], &praise["source"]), (&json!(2), &json!("goodmeeting")));
        let ask = praise["relatedInformation"][0]["message"].as_str().unwrap();
        assert!(ask.starts_with("ask: ") && ask.ends_with('?'), "{ask}");
        assert_eq!(praise["data"]["confidence"], "high");
        let whole = find(&found, "no-customer-commitment");
        assert_eq!((&whole["severity"], &whole["range"]["start"]), (&json!(1), &place(0, 0)));
        assert!(whole["range"]["end"]["character"].as_u64().unwrap() > 0, "the first line is marked");
        assert_eq!(session.end(), 0);
    }
}

#[test]
fn what_is_typed_is_judged_in_parts_and_as_a_whole() {
    let mut session = Session::ready(&["utf-16"]);
    session.open("a.md", VAGUE);
    // "keen" becomes "to be away": an emoji of two units stands before it.
    let range = json!({ "start": { "line": 2, "character": 25 }, "end": { "line": 2, "character": 29 } });
    let more = json!({ "start": { "line": 3, "character": 0 }, "end": { "line": 9, "character": 9 } });
    let changes = json!([{ "range": range, "text": "to be away" }, { "range": more, "text": "\nGood meeting.\n" }]);
    let found = session.change("a.md", 2, changes);
    let praise: Vec<&Value> = found.iter().filter(|one| one["code"] == "unsupported-praise").collect();
    assert_eq!((praise.len(), &praise[0]["range"]["start"]["line"]), (1, &json!(4)));
    let found = session.change("a.md", 3, json!([{ "text": FIRM }]));
    assert_eq!(codes(&found), [""; 0]);
    // All that is waiting is taken in before anything is told.
    let document = json!({ "uri": session.uri("a.md"), "version": 4 });
    let params = json!({ "textDocument": document, "contentChanges": [{ "text": VAGUE }] });
    let one = json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": params }).to_string();
    let one = format!("Content-Length: {}\r\n\r\n{one}", one.len());
    session.raw(one.repeat(200).as_bytes());
    let told = session.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": document["uri"] } }));
    assert!(!told.as_array().unwrap().is_empty());
    session.tell("textDocument/didClose", json!({ "textDocument": { "uri": document["uri"] } }));
    let mut times = 1;
    while !session.diagnostics().is_empty() {
        times += 1;
    }
    assert!(times < 100, "{times} analyses of 200 changes");
    assert_eq!(session.end(), 0);
}

#[test]
fn hovering_tells_why_and_what_to_ask_and_what_was_promised() {
    let mut session = Session::ready(&[]);
    session.open("a.md", VAGUE);
    let told = session.at("textDocument/hover", "a.md", 2, 22)["contents"]["value"].as_str().unwrap().to_owned();
    assert!(told.contains("**unsupported-praise** (warning)") && told.contains("**Ask next time:**"), "{told}");
    assert_eq!(session.at("textDocument/hover", "a.md", 1, 0), Value::Null);
    session.open("b.md", FIRM);
    let hover = session.at("textDocument/hover", "b.md", 4, 45);
    let told = hover["contents"]["value"].as_str().unwrap();
    for part in
        ["**Commitment**: firm, side: them", "Owner: Priya Shah", "Due: 2026-03-06 (by Friday)", "Costs: information"]
    {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert_eq!(hover["range"]["start"]["line"], 4);
    assert_eq!(session.end(), 0);
}

#[test]
fn actions_suppress_in_the_form_that_the_note_understands() {
    let mut session = Session::ready(&[]);
    for (name, open, close) in [("a.md", "<!-- ", " -->"), ("a.txt", "[", "]")] {
        let comment = |verb: &str| format!("{open}goodmeeting: {verb} unsupported-praise: say why{close}");
        for (title, wanted) in [
            ("Ignore `unsupported-praise` on this line", VAGUE.trim_end().to_owned() + " " + &comment("ignore") + "\n"),
            (
                "Ignore `unsupported-praise` on the next line, from a line above",
                VAGUE.replace("Zoë", &format!("{}\nZoë", comment("ignore-next"))),
            ),
            ("Ignore `unsupported-praise` in this note", VAGUE.to_owned() + &comment("ignore-file") + "\n"),
        ] {
            session.open(name, VAGUE);
            let (text, found) = session.apply(name, VAGUE, 2, 20, title);
            assert_eq!(text, wanted);
            assert!(!codes(&found).contains(&"unsupported-praise"), "{title}: {found:?}");
            assert!(!codes(&found).contains(&"unused-suppression"), "{title}: {found:?}");
        }
    }
    let stale = FIRM.replace("days.", "days. <!-- goodmeeting: ignore vague-outcome: x -->");
    session.open("b.md", &stale);
    let (text, _) = session.apply("b.md", &stale, 4, 45, "Remove this suppression");
    assert_eq!(text, FIRM);
    let alone = format!("{FIRM}<!-- goodmeeting: ignore-file vague-outcome: x -->\n");
    session.open("b.md", &alone);
    let (text, _) = session.apply("b.md", &alone, 5, 3, "Remove this suppression");
    assert_eq!(text, FIRM);
    assert_eq!(session.end(), 0);
}

#[test]
fn actions_leave_a_place_for_what_is_missing_and_only_for_that() {
    let mut session = Session::ready(&[]);
    let text = "# Acme, 2026-03-02\n\nPresent: Priya Shah (Acme), Tom Lee (Acme)\n\n## Next steps\n\n- Send the list\n";
    session.open("a.md", text);
    let (text, found) = session.apply("a.md", text, 6, 4, "Add a place for the owner");
    assert!(text.ends_with("- Send the list (owner: TBD)\n"), "{text}");
    assert!(codes(&found).contains(&"missing-due-date"), "a place is no date: {found:?}");
    let (text, _) = session.apply("a.md", &text, 6, 4, "Add a place for the due date");
    assert!(text.contains("(due: TBD)") && text.contains("(owner: TBD)"), "{text}");
    let left = |session: &mut Session| {
        let actions = session.at("textDocument/codeAction", "a.md", 6, 4);
        actions.as_array().unwrap().iter().filter(|one| one["title"].as_str().unwrap().starts_with("Add")).count()
    };
    assert_eq!(left(&mut session), 0, "there are places already");
    let filled = text.replace("owner: TBD", "owner: Priya").replace("due: TBD", "due: Friday");
    let found = session.open("a.md", &filled);
    assert!(!codes(&found).iter().any(|code| code.starts_with("missing")), "{filled}: {found:?}");
    assert_eq!(left(&mut session), 0);
    assert_eq!(session.end(), 0);
}

#[test]
fn symbols_are_the_facts_in_order() {
    let mut session = Session::ready(&[]);
    session.open("a.md", &FIRM.replace("nine days.", "nine days. Good meeting."));
    let params = json!({ "textDocument": { "uri": session.uri("a.md") } });
    let symbols = session.ask("textDocument/documentSymbol", params);
    let told: Vec<(&str, &str)> = symbols
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["name"].as_str().unwrap(), one["detail"].as_str().unwrap()))
        .collect();
    assert!(told.contains(&("Good meeting", "vague: praise")), "{told:?}");
    let promise = told.iter().find(|(name, _)| name.starts_with("Priya will send the org chart")).unwrap();
    assert_eq!(promise.1, "Priya Shah: firm, due 2026-03-06");
    assert_eq!(session.end(), 0);
}

#[test]
fn the_nearest_configuration_holds_and_is_read_again() {
    let mut session = Session::ready(&[]);
    let found = session.open("a.md", VAGUE);
    assert!(codes(&found).contains(&"unsupported-praise"));
    let config = session.dir.path().join("goodmeeting.toml");
    let write = |session: &mut Session, text: &str, method: &str| {
        fs::write(&config, text).unwrap();
        let uri = json!({ "uri": session.uri("a.md") });
        session.tell(method, json!({ "textDocument": uri, "changes": [] }));
        session.diagnostics()
    };
    let off = format!("{CONFIG}[rules]\nunsupported-praise = 'off'\n");
    let found = write(&mut session, &off, "workspace/didChangeWatchedFiles");
    assert!(!codes(&found).contains(&"unsupported-praise"));
    let found = write(&mut session, "[us]\npoeple = []", "textDocument/didSave");
    assert!(found[0]["message"].as_str().unwrap().contains("did you mean `people`?"), "{found:?}");
    assert_eq!(found.len(), 1);
    assert_eq!(codes(&write(&mut session, "exclude = ['a.md']", "textDocument/didSave")), [""; 0]);
    assert_eq!(session.end(), 0);
}

#[test]
fn a_buffer_is_read_by_the_format_of_its_file() {
    let mut session = Session::ready(&[]);
    let found = session.open("a.html", "<html>\n<body>\n<p>Zoë seems <b>keen</b>.</p>");
    assert_eq!(find(&found, "unsupported-praise")["range"]["start"]["line"], 0, "no place in the file is known");
    assert_eq!(session.at("textDocument/codeAction", "a.html", 0, 1), json!([]));
    session.open("b.json", "{\"not\": ");
    let found = session.open("c.pdf", "%PDF-1.7");
    assert!(found[0]["message"].as_str().unwrap().contains("it is a PDF"), "{found:?}");
    assert_eq!(session.end(), 0);
}

#[test]
fn what_is_wrong_is_answered_and_nothing_ends_the_server() {
    let mut session = Session::start();
    assert_eq!(session.reply("textDocument/hover", json!({}))["error"]["code"], -32002);
    session.ask("initialize", json!({ "processId": null, "rootUri": null, "capabilities": {} }));
    assert_eq!(session.reply("initialize", json!({}))["error"]["code"], -32600);
    assert_eq!(session.reply("no/such", json!({}))["error"]["code"], -32601);
    assert_eq!(session.reply("textDocument/hover", json!({ "position": 3 }))["error"]["code"], -32602);
    let nowhere = json!({ "textDocument": { "uri": "file:///nowhere.md" }, "position": { "line": 0, "character": 0 } });
    assert_eq!(session.reply("textDocument/hover", nowhere)["error"]["code"], -32602);
    for broken in [
        "Content-Length: 9\r\n\r\n{\"a\": b}!",
        "nonsense\r\n\r\n",
        "Content-Length: 2\r\n\r\n\"}",
        "Content-Length: x\r\n\r\n",
    ] {
        session.raw(broken.as_bytes());
    }
    session.tell("textDocument/didOpen", json!([1]));
    session.tell("textDocument/didChange", json!({ "textDocument": {} }));
    session.tell("$/unknown", json!(null));
    session.open("a.md", VAGUE);
    let far = json!({ "line": 4_000_000_000_u32, "character": 4_000_000_000_u32 });
    let range = json!({ "start": far, "end": { "line": 2, "character": 5 } });
    session.change("a.md", 2, json!([{ "range": range, "text": "🎉" }]));
    let inside = json!({ "start": { "line": 0, "character": 9 }, "end": { "line": 0, "character": 9 } });
    session.change("a.md", 3, json!([{ "range": inside, "text": "x" }]));
    assert_eq!(session.ask("shutdown", Value::Null), Value::Null);
    assert_eq!(session.reply("textDocument/hover", json!({}))["error"]["code"], -32600);
    session.tell("exit", Value::Null);
    assert_eq!(session.server.wait().unwrap().code(), Some(0));

    for leave in [true, false] {
        let mut session = Session::ready(&[]);
        if leave {
            session.tell("exit", Value::Null);
        }
        drop(session.input.take());
        assert_eq!(
            session.server.wait().unwrap().code(),
            Some(1),
            "an editor that does not shut the server down first"
        );
    }
}

#[test]
fn neovim_shows_explains_and_mends() {
    let Some(nvim) = tools::find("nvim") else { return };
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("goodmeeting.toml"), CONFIG).unwrap();
    fs::write(dir.path().join("a.md"), VAGUE).unwrap();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let program = Path::new(env!("CARGO_BIN_EXE_goodmeeting")).parent().unwrap();
    let path = std::env::join_paths(
        std::iter::once(program.to_owned()).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    );
    let output = Command::new(nvim)
        .args(["--headless", "--clean", "-u"])
        .arg(here.join("docs/nvim.lua"))
        .arg("a.md")
        .arg("-S")
        .arg(here.join("tests/data/editor/neovim.lua"))
        .current_dir(&dir)
        .env("PATH", path.unwrap())
        .env("HOME", dir.path())
        .env("XDG_STATE_HOME", dir.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("all is well"), "{said}");
    let text = fs::read_to_string(dir.path().join("a.md")).unwrap();
    assert!(text.contains("<!-- goodmeeting: ignore unsupported-praise: say why -->"), "{text}");
}
