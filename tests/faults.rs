//! What happens when files, disks, pipes, signals, or the program itself fail: `docs/reliability.md` is the table.

#![cfg(unix)]
#![allow(clippy::unwrap_used)]

use goodmeeting::source::{self, Source};
use serde_json::Value;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_goodmeeting");
const NOTE: &str = "# Acme, 2026-03-02\n\nPriya Shah will send the security questionnaire by Friday.\n";

/// A folder with so many notes; others may look into it.
fn folder(notes: usize) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
    for number in 0..notes {
        fs::write(dir.path().join(format!("{number:04}.md")), NOTE).unwrap();
    }
    dir
}

fn goodmeeting(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.current_dir(dir).args(args).stdin(Stdio::null());
    command
}

/// The same as somebody whom permissions bind, as they do not bind root.
fn goodmeeting_as_nobody(dir: &Path, args: &[&str]) -> Command {
    if fs::metadata("/proc/self").map_or(1, |data| data.uid()) != 0 {
        return goodmeeting(dir, args);
    }
    // The program may lie where nobody else may look.
    let program = dir.join(".goodmeeting");
    fs::copy(PROGRAM, &program).unwrap();
    let mut command = Command::new(program);
    command.current_dir(dir).args(args).stdin(Stdio::null()).uid(65534).gid(65534);
    command
}

/// Waits for the end of a child that must not wait for anything for ever.
fn ended(child: &mut Child) -> ExitStatus {
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        if begun.elapsed() > Duration::from_secs(120) {
            let _ = child.kill();
            panic!("it hangs");
        }
        sleep(Duration::from_millis(20));
    }
}

fn run(command: &mut Command) -> Output {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let reader = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        stdout.read_to_end(&mut bytes).map(|_| bytes)
    });
    let status = ended(&mut child);
    let mut stderr = Vec::new();
    child.stderr.take().unwrap().read_to_end(&mut stderr).unwrap();
    Output { status, stdout: reader.join().unwrap().unwrap(), stderr }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn records(jsonl: &[u8]) -> Vec<Value> {
    text(jsonl)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .filter(|one: &Value| one["path"] != Value::Null)
        .collect()
}

fn paths(jsonl: &[u8]) -> Vec<String> {
    let of = |record: &Value| record.get("error").is_none().then(|| record["path"].as_str().unwrap().to_owned());
    records(jsonl).iter().filter_map(of).collect()
}

const JSONL: [&str; 5] = ["check", "--fail-on", "never", "--format", "jsonl"];

fn with<'a>(args: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [args, more].concat()
}

#[test]
fn files_change_in_mid_run() {
    let dir = folder(2000);
    let file = |number: usize| dir.path().join(format!("{number:04}.md"));
    let mut child =
        goodmeeting_as_nobody(dir.path(), &JSONL).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    // It is at work now, and cannot get much further while nobody reads what it writes.
    out.read_line(&mut first).unwrap();
    fs::remove_file(file(1901)).unwrap();
    fs::write(file(1902), "").unwrap();
    File::options()
        .append(true)
        .open(file(1903))
        .unwrap()
        .write_all(b"\nOmar will sign the order by Monday.\n")
        .unwrap();
    fs::set_permissions(file(1904), fs::Permissions::from_mode(0o0)).unwrap();
    fs::remove_file(file(1905)).unwrap();
    fs::create_dir(file(1905)).unwrap();
    let mut rest = Vec::new();
    out.read_to_end(&mut rest).unwrap();
    let status = ended(&mut child);
    let mut errors = String::new();
    child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    assert_eq!(status.code(), Some(2), "{errors}");
    for (name, why) in [("1901", "no such file"), ("1904", "cannot be read"), ("1905", "cannot be read")] {
        assert!(errors.lines().any(|line| line.contains(&format!("{name}.md: {why}"))), "{name}: {errors}");
    }
    let out = [first.as_bytes(), &rest].concat();
    let found = records(&out);
    let commitments = |name: &str| {
        let of_note = found.iter().find(|record| record["path"].as_str().is_some_and(|path| path.ends_with(name)));
        of_note.and_then(|record| Some(record["commitments"].as_array()?.len()))
    };
    assert_eq!(commitments("1902.md"), Some(0), "it has shrunk");
    assert_eq!(commitments("1903.md"), Some(2), "it has grown");
    assert_eq!(commitments("1999.md"), Some(1));
    assert_eq!(paths(&out).len(), 1997, "all others are read");
}

#[test]
fn a_folder_that_cannot_be_read_is_named() {
    let dir = folder(2);
    fs::create_dir(dir.path().join("closed")).unwrap();
    fs::write(dir.path().join("closed/a.md"), NOTE).unwrap();
    fs::set_permissions(dir.path().join("closed"), fs::Permissions::from_mode(0o0)).unwrap();
    let out = run(&mut goodmeeting_as_nobody(dir.path(), &with(&JSONL, &["."])));
    fs::set_permissions(dir.path().join("closed"), fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stderr).contains("closed: cannot be read"), "{}", text(&out.stderr));
    assert_eq!(paths(&out.stdout), ["0000.md", "0001.md"]);
}

#[test]
fn links_that_go_round_end() {
    let dir = folder(1);
    fs::create_dir(dir.path().join("inner")).unwrap();
    symlink("..", dir.path().join("inner/up")).unwrap();
    symlink("..", dir.path().join("inner/up.md")).unwrap();
    symlink("0000.md", dir.path().join("link.md")).unwrap();
    let out = run(&mut goodmeeting(dir.path(), &with(&JSONL, &["."])));
    assert_eq!((out.status.code(), paths(&out.stdout)), (Some(0), vec!["0000.md".to_owned(), "link.md".to_owned()]));
    symlink("self.md", dir.path().join("self.md")).unwrap();
    let out = run(&mut goodmeeting(dir.path(), &with(&JSONL, &["."])));
    assert_eq!((out.status.code(), paths(&out.stdout).len()), (Some(2), 2));
    assert!(text(&out.stderr).contains("self.md: cannot be read"), "{}", text(&out.stderr));
}

fn fifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn pipes_and_devices_in_a_folder_are_left_out() {
    let dir = folder(1);
    fifo(&dir.path().join("pipe.md"));
    symlink("/dev/zero", dir.path().join("zero.md")).unwrap();
    symlink("pipe.md", dir.path().join("link.md")).unwrap();
    let out = run(&mut goodmeeting(dir.path(), &with(&JSONL, &["."])));
    assert_eq!((out.status.code(), paths(&out.stdout)), (Some(0), vec!["0000.md".to_owned()]), "{}", text(&out.stderr));
    let out = run(&mut goodmeeting(dir.path(), &["check", "--show-files"]));
    assert!(text(&out.stdout).contains("left out  pipe.md: no file"), "{}", text(&out.stdout));
}

#[test]
fn a_named_pipe_is_read_and_an_endless_device_is_bounded() {
    let dir = folder(1);
    let pipe = dir.path().join("pipe.md");
    fifo(&pipe);
    let writer = std::thread::spawn(move || fs::write(pipe, NOTE));
    let out = run(&mut goodmeeting(dir.path(), &with(&JSONL, &["pipe.md", "/dev/null", "/dev/zero", "0000.md"])));
    writer.join().unwrap().unwrap();
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stderr).contains("/dev/zero: larger than 256 MB (a limit"), "{}", text(&out.stderr));
    assert_eq!(paths(&out.stdout), ["pipe.md", "/dev/null", "0000.md"]);
}

#[test]
fn a_zip_is_read_from_a_pipe() {
    let dir = folder(0);
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("a.md", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(NOTE.as_bytes()).unwrap();
    let (pipe, bytes) = (dir.path().join("export.zip"), zip.finish().unwrap().into_inner());
    fifo(&pipe);
    let writer = std::thread::spawn(move || fs::write(pipe, bytes));
    let out = run(&mut goodmeeting(dir.path(), &with(&JSONL, &["export.zip"])));
    writer.join().unwrap().unwrap();
    assert_eq!((out.status.code(), paths(&out.stdout).len()), (Some(0), 1), "{}", text(&out.stderr));
}

#[test]
fn names_of_all_kinds_are_read() {
    let dir = folder(0);
    let long = "é".repeat(126) + ".md";
    let names: [&[u8]; 6] = [b"new\nline.md", b"caf\xE9.md", long.as_bytes(), b"--help.md", b"-", b"\x1b[31mred.md"];
    for name in names {
        fs::write(dir.path().join(OsStr::from_bytes(name)), NOTE).unwrap();
    }
    let mut zip = zip::ZipWriter::new(File::create(dir.path().join(OsStr::from_bytes(b"zip\xFF.zip"))).unwrap());
    zip.start_file("a.md", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(b"Good meeting.").unwrap();
    zip.finish().unwrap();
    let out = run(&mut goodmeeting(dir.path(), &JSONL));
    // A file called `-` has no extension that tells it for a note.
    assert_eq!((out.status.code(), paths(&out.stdout).len()), (Some(0), names.len()), "{}", text(&out.stderr));
    let named = names.iter().filter(|name| **name != b"-").map(|name| PathBuf::from(OsStr::from_bytes(name)));
    let out = run(goodmeeting(dir.path(), &with(&JSONL, &["--"])).args(named));
    assert_eq!((out.status.code(), paths(&out.stdout).len()), (Some(0), 5), "{}", text(&out.stderr));
    let out = run(goodmeeting(dir.path(), &JSONL).arg("./-"));
    assert_eq!((out.status.code(), paths(&out.stdout)), (Some(0), vec!["./-".to_owned()]));
    let missing = OsStr::from_bytes(b"no\x1b[31m\nsuch.md");
    let out = run(goodmeeting(dir.path(), &JSONL).arg(missing));
    assert!(out.status.code() == Some(2) && !text(&out.stderr).contains('\x1b'), "{:?}", text(&out.stderr));
}

/// Commands that write to standard output.
const WRITERS: [&[&str]; 18] = [
    &["check"],
    &["check", "--format", "jsonl"],
    &["check", "--format", "json"],
    &["check", "--format", "csv"],
    &["check", "--format", "sarif"],
    &["check", "--format", "junit"],
    &["check", "--format", "markdown"],
    &["check", "--statistics"],
    &["check", "--show-files"],
    &["sentences"],
    &["show"],
    &["deals"],
    &["report", "-o", "-"],
    &["why", "0000.md:3"],
    &["explain"],
    &["lexicon", "list"],
    &["completions", "bash"],
    &["man"],
];

#[test]
fn a_full_disk_is_told() {
    let dir = folder(3);
    for args in WRITERS {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let out = goodmeeting(dir.path(), args).stdout(full).stderr(Stdio::piped()).output().unwrap();
        let error = text(&out.stderr);
        assert!(out.status.code() == Some(2) && error.contains("cannot write"), "{args:?}: {:?} {error}", out.status);
    }
    for args in [
        &["check", "--format", "json=/dev/full"][..],
        &["report", "-o", "/dev/full"],
        &["check", "--write-baseline", "/dev/full"],
    ] {
        let out = run(&mut goodmeeting(dir.path(), args));
        assert_eq!(out.status.code(), Some(2), "{args:?}: {}", text(&out.stderr));
    }
}

#[test]
fn a_closed_pipe_is_silent() {
    let dir = folder(3);
    for args in WRITERS {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let out = goodmeeting(dir.path(), args).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        assert_eq!((out.status.code(), text(&out.stderr).as_str()), (Some(0), ""), "{args:?}");
    }
}

/// Commands that write a file, and the file.
const FILES: [(&[&str], &str); 4] = [
    (&["check", "--fail-on", "never", "--format", "json=out.json"], "out.json"),
    (&["check", "--fail-on", "never", "--format", "junit=out.xml", "--format", "markdown"], "out.xml"),
    (&["report", "-o", "out.html"], "out.html"),
    (&["check", "--write-baseline", "known.json"], "known.json"),
];

/// No draft is left in a folder.
fn no_draft(dir: &Path) -> bool {
    let draft = |name: &OsStr| name.as_bytes().starts_with(b".goodmeeting-");
    !fs::read_dir(dir).unwrap().any(|file| draft(&file.unwrap().file_name()))
}

#[test]
fn no_half_file_is_left_where_a_file_may_not_grow() {
    let dir = folder(60);
    for (args, name) in FILES {
        fs::write(dir.path().join(name), "old").unwrap();
        let mut limited = Command::new("sh");
        limited.args(["-c", "trap '' XFSZ; ulimit -f 2; exec \"$0\" \"$@\"", PROGRAM]).args(args);
        let out = run(limited.current_dir(dir.path()));
        assert_eq!(out.status.code(), Some(2), "{args:?}: {}", text(&out.stderr));
        assert_eq!(fs::read_to_string(dir.path().join(name)).unwrap(), "old", "{args:?}");
        assert!(no_draft(dir.path()), "{args:?}");
        fs::remove_file(dir.path().join(name)).unwrap();
    }
}

#[test]
fn a_signal_leaves_no_half_file_and_says_what_was_done() {
    for (signal, number) in [("INT", 2), ("TERM", 15)] {
        let dir = folder(3);
        // It waits at the pipe, into which nobody writes.
        fifo(&dir.path().join("pipe"));
        fs::write(dir.path().join("out.json"), "old").unwrap();
        let args = ["check", "-j2", "--format", "json=out.json", "0000.md", "0001.md", "pipe"];
        let mut child = goodmeeting(dir.path(), &args).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let begun = Instant::now();
        while no_draft(dir.path()) && begun.elapsed() < Duration::from_secs(60) {
            sleep(Duration::from_millis(10));
        }
        sleep(Duration::from_millis(200));
        assert!(
            Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status().unwrap().success()
        );
        let status = ended(&mut child);
        let mut errors = String::new();
        child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
        assert_eq!(status.signal(), Some(number), "{errors}");
        assert!(errors.contains(&format!("stopped by SIG{signal} after ")), "{errors}");
        assert!(errors.contains("out.json was left as it was"), "{errors}");
        assert_eq!(fs::read_to_string(dir.path().join("out.json")).unwrap(), "old");
        assert!(no_draft(dir.path()));
    }
}

#[test]
fn a_kill_at_any_moment_leaves_the_previous_file_whole() {
    let dir = folder(40);
    for (args, name) in FILES {
        let file = dir.path().join(name);
        let begun = Instant::now();
        assert_eq!(run(&mut goodmeeting(dir.path(), args)).status.code(), Some(0));
        let (whole, new) = (begun.elapsed(), fs::read(&file).unwrap());
        let mut killed = 0;
        for part in 0..10 {
            fs::write(&file, "old").unwrap();
            let mut child = goodmeeting(dir.path(), args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            sleep(whole * part / 12);
            child.kill().unwrap();
            killed += usize::from(child.wait().unwrap().signal() == Some(9));
            let left = fs::read(&file).unwrap();
            assert!(left == b"old" || left == new, "{args:?}: half a file after {part} twelfths");
        }
        assert!(killed > 0, "{args:?} was never killed in time");
        fs::remove_file(&file).unwrap();
    }
    // What is begun anew is there whole, or not at all.
    for part in 1..=6 {
        let mut child = goodmeeting(dir.path(), &["init"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        sleep(Duration::from_millis(30 * part));
        child.kill().unwrap();
        child.wait().unwrap();
        if let Ok(made) = fs::read_to_string(dir.path().join("goodmeeting.toml")) {
            assert!(
                made.contains("[us]")
                    && run(&mut goodmeeting(dir.path(), &["check", "--show-settings"])).status.success()
            );
            break;
        }
    }
}

#[test]
fn a_panic_on_one_note_is_named_and_the_run_goes_on() {
    let dir = folder(3);
    fs::write(dir.path().join("0001.md"), "The unlucky note.\n").unwrap();
    let out = run(goodmeeting(dir.path(), &JSONL).env("GOODMEETING_TEST_PANIC", "unlucky"));
    let errors = text(&out.stderr);
    assert_eq!(out.status.code(), Some(2), "{errors}");
    assert!(errors.contains("0001.md: goodmeeting failed on this note (a test asked for it: unlucky, at "), "{errors}");
    assert_eq!(errors.lines().count(), 1, "{errors}");
    assert_eq!(paths(&out.stdout), ["0000.md", "0002.md"]);
    let redacted = run(goodmeeting(dir.path(), &with(&JSONL, &["--redact"])).env("GOODMEETING_TEST_PANIC", "unlucky"));
    assert!(!text(&redacted.stderr).contains("unlucky"), "{}", text(&redacted.stderr));
}

#[test]
fn a_pipe_that_came_in_place_of_a_file_holds_nobody_up() {
    let dir = folder(0);
    fifo(&dir.path().join("call.md"));
    fifo(&dir.path().join("users.json"));
    let day = r#"[{"type":"message","user":"U1","text":"I'll send it by Friday","ts":"1774000000.1"}]"#;
    fs::write(dir.path().join("2026-03-20.json"), day).unwrap();
    let (done, is_done) = std::sync::mpsc::channel();
    let path = dir.path().to_owned();
    std::thread::spawn(move || {
        let read = |name: &str| source::read(&Source { path: path.join(name), ..Source::default() });
        done.send((read("call.md"), read("2026-03-20.json")))
    });
    let (swapped, beside) = is_done.recv_timeout(Duration::from_secs(60)).unwrap();
    assert!(swapped.iter().all(|one| one.as_ref().is_err_and(|error| error.to_string().contains("it is no file"))));
    assert_eq!(beside.iter().filter(|one| one.is_ok()).count(), 1);
}

#[test]
fn files_of_other_programs_are_named_with_what_to_do() {
    let dir = folder(0);
    let mut tar = vec![b'a'; 257];
    tar.extend(b"ustar\0notes");
    for (name, content) in [("a.msg", &b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..]), ("b.jex", &tar)] {
        fs::write(dir.path().join(name), content).unwrap();
    }
    let told = |args: &[&str]| {
        let out = run(&mut goodmeeting(dir.path(), args));
        text(&out.stderr) + &text(&out.stdout)
    };
    assert!(
        told(&["check", "a.msg"]).contains("a.msg: no notes in it: it is a mail of Outlook's own: save it as .eml")
    );
    assert!(told(&["check", "b.jex"]).contains("it is Joplin's archive: export as Markdown, or unpack it with tar"));
    assert!(told(&["check"]).contains("; a.msg is a mail of Outlook's own: save it as .eml or text"));
    assert!(told(&["check", "--show-files"]).contains("left out  b.jex: Joplin's archive"));
}
