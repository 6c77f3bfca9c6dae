//! Things in things in things: read, or refused by name, in linear time, and never the end of the stack.

#![allow(clippy::unwrap_used)]

use goodmeeting::config::Config;
use goodmeeting::lexicon::Lexicon;
use goodmeeting::report::Template;
use goodmeeting::source::{NoteText, Source, read};
use goodmeeting::{Analyzer, error::Error};
use std::io::{Cursor, Write};
use std::path::Path;
use std::time::{Duration, Instant};
use zip::write::SimpleFileOptions;

/// Does something on a stack of half the usual size, in good time.
fn bounded<T: Send + 'static>(what: &str, work: impl FnOnce() -> T + Send + 'static) -> T {
    let begun = Instant::now();
    let thread = std::thread::Builder::new().stack_size(1 << 20).spawn(work).unwrap();
    let made = thread.join().unwrap_or_else(|_| panic!("{what}: a panic"));
    assert!(begun.elapsed() < Duration::from_secs(60), "{what} takes {:?}", begun.elapsed());
    made
}

/// What is read of a file of that name, and analyzed.
fn notes(name: &'static str, bytes: Vec<u8>) -> Vec<Result<usize, Error>> {
    bounded(name, move || {
        let source = Source::of_bytes(Path::new("/nowhere").join(name), &bytes);
        let analyzer = Analyzer::new(&Config::default()).unwrap();
        let size = |note: NoteText| {
            let size = note.text.len();
            analyzer.analyze(note);
            size
        };
        read(&source).into_iter().map(|note| note.map(size)).collect()
    })
}

/// A note of so many bytes at least comes out.
#[track_caller]
fn is_read(name: &'static str, text: String, least: usize) {
    let found = notes(name, text.into_bytes());
    assert!(matches!(&found[..], [Ok(size)] if *size >= least), "{name}: {found:?}");
}

/// One error comes out, and it says that.
#[track_caller]
fn is_refused(name: &'static str, bytes: Vec<u8>, why: &str) {
    let found = notes(name, bytes);
    let said = |error: &Error| error.to_string().contains(why) && error.to_string().contains(name);
    assert!(matches!(&found[..], [Err(error)] if said(error)), "{name}: {found:?}");
}

#[test]
fn markup_in_markup() {
    let deep = |open: &str, close: &str| format!("{}Priya will send it.{}", open.repeat(50_000), close.repeat(50_000));
    for (open, close) in [
        ("<div>", "</div>"),
        ("<b>", "</b>"),
        ("<ul><li>", "</li></ul>"),
        ("<table><tr><td>", "</td></tr></table>"),
        ("<blockquote>", "</blockquote>"),
        ("<svg><g>", ""),
    ] {
        is_read("page.html", format!("<!doctype html>{}", deep(open, close)), 19);
    }
    is_read("note.rtf", format!("{{\\rtf1 {}", deep("{\\b ", "}")), 19);
    let content = deep("&lt;div&gt;", "&lt;/div&gt;");
    is_read("book.enex", format!("<en-export><note><content>{content}</content></note></en-export>"), 19);
    let nested = deep("<a>", "</a>");
    is_read("book.enex", format!("<en-export>{nested}<note><content>Hi there</content></note></en-export>"), 8);
}

#[test]
fn lists_quotes_and_brackets() {
    is_read("a.md", "> ".repeat(100_000) + "Priya will send it.", 19);
    is_read("a.md", ">".repeat(200_000) + "Priya will send it.", 19);
    is_read("a.md", "- ".repeat(100_000) + "Priya will send it.", 19);
    is_read("a.md", "[".repeat(100_000) + "Priya will send it." + &"]".repeat(100_000), 19);
    is_read("a.md", "(".repeat(20_000) + "Priya will send it." + &")".repeat(20_000), 19);
    is_read("a.md", "“".repeat(20_000) + "Priya will send it." + &"”".repeat(20_000), 19);
    is_read("a.md", (0..2_000).map(|depth| " ".repeat(depth) + "- Priya will send it.\n").collect(), 2_000);
    is_read("a.md", format!("---\n{}---\nHi.\n", (0..500).map(|at| " ".repeat(at) + "a:\n").collect::<String>()), 500);
}

#[test]
fn json_in_json() {
    for deep in ["[".repeat(500_000), "{\"a\":".repeat(500_000), "{\"notes\":[".repeat(100_000)] {
        is_refused("a.json", deep.into_bytes(), "recursion limit");
    }
    let line = |deep: usize| format!("{{\"a\":{}{}}}\n", "[".repeat(deep), "]".repeat(deep));
    let found =
        notes("a.jsonl", (line(1000) + "{\"body\": \"Priya will send it by Friday, she said.\"}\n").into_bytes());
    assert!(found.iter().any(Result::is_err), "{found:?}");
}

#[test]
fn word_files() {
    let cell = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Hi there</w:t></w:r></w:p>";
    let xml = format!("<w:document><w:body>{}", cell.repeat(20_000));
    let found = notes("a.docx", zipped(&[("word/document.xml", xml.as_bytes())]));
    assert!(matches!(&found[..], [Ok(_) | Err(Error::Damaged { .. })]), "{found:?}");
}

#[test]
fn mails_in_mails() {
    let headers = "From: ana@acme.example\nTo: bo@acme.example\nSubject: Hi\nMIME-Version: 1.0\n";
    let parts: String =
        (0..5_000).map(|at| format!("Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n")).collect();
    let found =
        notes("a.eml", format!("{headers}{parts}Content-Type: text/plain\n\nPriya will send it.\n").into_bytes());
    assert!(matches!(&found[..], [Ok(_)]), "{found:?}");
    let inner = format!("{headers}Content-Type: message/rfc822\n\n");
    let found = notes("a.eml", (inner.repeat(5_000) + headers + "\nPriya will send it.\n").into_bytes());
    assert!(matches!(&found[..], [Ok(_)]), "{found:?}");
    let encoded = format!("{headers}Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n");
    let found = notes("a.eml", (encoded.repeat(1_000) + headers + "\nPriya will send it.\n").into_bytes());
    assert!(matches!(&found[..], [Ok(_)]), "{found:?}");
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn zips_in_zips() {
    let mut zip = zipped(&[("a.md", b"Priya will send it.")]);
    for depth in 1..8 {
        let found = notes("a.zip", zip.clone());
        let is_bounded = |error: &Error| matches!(error, Error::Limit { .. });
        assert!(matches!(&found[..], [Ok(_)]) || depth > 4 && matches!(&found[..], [Err(error)] if is_bounded(error)));
        zip = zipped(&[("a.zip", &zip)]);
    }
    assert!(matches!(&notes("a.zip", zip)[..], [Err(Error::Limit { .. })]));
}

#[test]
fn wide_tables() {
    is_refused("a.csv", ("a,".repeat(100_000) + "\n1,2\n").into_bytes(), "4096 columns");
    is_refused("a.csv", ("\"".to_owned() + &"a".repeat(20 << 20)).into_bytes(), "16 MB");
}

#[test]
fn configurations_and_words() {
    let read = |text: String| bounded("toml", move || Config::parse(&text, Path::new("goodmeeting.toml")).map(drop));
    for text in [
        "exclude = ".to_owned() + &"[".repeat(100_000),
        "a = ".to_owned() + &"{ a = ".repeat(100_000),
        "a.".repeat(100_000) + "a = 1",
        format!("[{}a]", "a.".repeat(100_000)),
        format!("exclude = ['{}']", "{".repeat(100_000)),
        format!("exclude = ['{}']", "{a,".repeat(100_000)),
        format!("exclude = ['{}']", "[".repeat(100_000)),
    ] {
        assert!(read(text).is_err());
    }
    let load = |text: String| bounded("words", move || Lexicon::load(&[("own.toml".to_owned(), text)], &[]).map(drop));
    let entry = |phrase: &str| {
        format!("[[entry]]\nid = 'x'\nsense = 'act'\nwhy = 'w'\nhits = []\nmisses = []\nphrases = ['{phrase}']\n")
    };
    let error = load(entry(&("a? ".repeat(40) + "b"))).unwrap_err().to_string();
    assert!(error.starts_with("own.toml:1: ") && error.contains("in more than"), "{error}");
    assert!(load(entry(&"a|b|c~ ".repeat(40))).is_err());
    assert!(load(entry(&("word ".repeat(50_000)))).is_err(), "no stack is deep enough for a phrase of any length");
    let pattern = |pattern: &str| {
        format!(
            "[[pattern]]\nid = 'x'\npattern = '{pattern}'\ngives = 'commitment'\nwhy = 'w'\nhits = []\nmisses = []\n"
        )
    };
    assert!(load(pattern(&"(".repeat(100_000))).is_err());
    assert!(load(pattern(&format!("{}a{}", "(".repeat(100_000), ")".repeat(100_000)))).is_err());
    assert!(load(pattern("((a{1000}){1000}){1000}")).is_err());
}

#[test]
fn templates() {
    for text in [
        "{{ ".to_owned() + &"(".repeat(100_000),
        "{% if true %}".repeat(100_000),
        "{{ ".to_owned() + &"-".repeat(10_000) + "'a' }}",
        "{{ 'a'".to_owned() + &"-1".repeat(8_000) + " }}",
        "{{ a".to_owned() + &".a".repeat(8_000) + " }}",
        "{{ a".to_owned() + &"|upper".repeat(4_000) + " }}",
        "{{ ".to_owned() + &"not ".repeat(4_000) + "a }}",
        "a".repeat(1 << 20),
        "{{ ".to_owned() + &"[".repeat(100_000),
        "{% for a in range(100000) %}{% for b in range(100000) %}x{% endfor %}{% endfor %}".to_owned(),
        "{{ 'x' * 1000000000000 }}".to_owned(),
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}".to_owned(),
    ] {
        let start = text[..text.len().min(40)].to_owned();
        let template = Template { name: "a.txt".to_owned(), text, is_markdown: false };
        assert!(bounded("a template", move || template.render(&()).map(drop)).is_err(), "{start}");
    }
}
