//! goodmeeting where teams let it run: before a commit, and in a workflow.

#![allow(clippy::unwrap_used)]

#[path = "support/tools.rs"]
mod tools;

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const CONFIG: &str = "exclude = ['README.md']\n[us]\norganizations = ['Northwind']\npeople = ['Dana Ruiz']\n";
const VAGUE: &str = "# Acme\n\nGood meeting. Priya's month-end close takes nine days. I will send pricing on Friday.\n";
const FIRM: &str = "# Globex\n\nTom's month-end close takes nine days. Tom will send the org chart by Friday.\n";

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The search path with the program of this build first, as if it were installed.
fn path() -> OsString {
    let built = PathBuf::from(env!("CARGO_BIN_EXE_goodmeeting")).parent().unwrap().to_owned();
    let rest = std::env::var_os("PATH").unwrap();
    std::env::join_paths(std::iter::once(built).chain(std::env::split_paths(&rest))).unwrap()
}

/// A repository of notes.
struct Repository {
    dir: TempDir,
}

impl Repository {
    fn new() -> Repository {
        let repository = Repository { dir: tempfile::tempdir().unwrap() };
        repository.put("goodmeeting.toml", CONFIG);
        repository.put("README.md", VAGUE);
        repository.put("notes/old.md", VAGUE);
        repository.git(&["init", "--quiet", "--initial-branch=main"]).success();
        repository.commit().success();
        repository
    }

    fn put(&self, name: &str, text: &str) {
        let file = self.dir.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    /// A program in the repository that knows nobody's own configuration.
    fn run(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.dir).env("PATH", path()).env("GIT_CONFIG_GLOBAL", "/dev/null");
        for role in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{role}_NAME"), "Dana").env(format!("GIT_{role}_EMAIL"), "dana@northwind.example");
        }
        command.env("PRE_COMMIT_HOME", self.dir.path().join(".git/pre-commit"));
        command
    }

    fn git(&self, args: &[&str]) -> assert_cmd::assert::Assert {
        self.run(Path::new("git")).args(args).assert()
    }

    fn commit(&self) -> assert_cmd::assert::Assert {
        self.git(&["add", "--all"]).success();
        self.git(&["commit", "--quiet", "--message", "notes"])
    }
}

#[test]
fn a_vague_note_is_refused_by_pre_commit_until_it_is_mended() {
    let Some(pre_commit) = tools::find("pre-commit") else { return };
    let repository = Repository::new();
    // The hook of this repository, as it is; a repository of its own would have to be cloned from a commit.
    let manifest = fs::read_to_string(here().join(".pre-commit-hooks.yaml")).unwrap();
    let hook = manifest.split("\n\n").find(|hook| hook.contains("id: goodmeeting-system")).unwrap();
    let hook: String = hook.lines().map(|line| format!("      {line}\n")).collect();
    repository.put(".pre-commit-config.yaml", &format!("repos:\n  - repo: local\n    hooks:\n{hook}"));
    repository.run(&pre_commit).arg("install").assert().success();

    repository.commit().success();
    repository.put("README.md", &format!("{VAGUE}More.\n"));
    repository.commit().success();
    repository.put("notes/new note.md", VAGUE);
    let refused = repository.commit().failure();
    refused.stderr(contains("notes/new note.md").and(contains("no-customer-commitment")).and(contains("old.md").not()));

    // What is in the folder, and not staged, does not count: pre-commit puts it aside.
    repository.put("notes/new note.md", FIRM);
    repository.git(&["commit", "--quiet", "--message", "notes"]).failure();
    repository.commit().success();
    repository.run(&pre_commit).args(["run", "--all-files"]).assert().failure().stdout(contains("notes/old.md"));
}

#[test]
fn the_manifest_of_hooks_is_valid() {
    let Some(pre_commit) = tools::find("pre-commit") else { return };
    let mut validate = Command::new(pre_commit);
    validate.arg("validate-manifest").arg(here().join(".pre-commit-hooks.yaml")).assert().success();
}

/// Runs the shell of the action in a repository, as a runner would.
fn action(repository: &Repository, inputs: &[(&str, &str)]) -> (assert_cmd::assert::Assert, String, String) {
    let files = ["summary", "output"].map(|name| repository.dir.path().join(".git").join(name));
    for file in &files {
        fs::write(file, "before\n").unwrap();
    }
    let mut bash = repository.run(Path::new("bash"));
    bash.arg(here().join("scripts/action.sh")).arg("check").envs(inputs.iter().copied());
    bash.env("GITHUB_STEP_SUMMARY", &files[0]).env("GITHUB_OUTPUT", &files[1]);
    bash.env("GOODMEETING_BINARY", env!("CARGO_BIN_EXE_goodmeeting"));
    let assert = bash.assert();
    let [summary, output] = files.map(|file| fs::read_to_string(file).unwrap());
    (assert, summary, output)
}

#[test]
fn the_shell_of_the_action_annotates_and_sums_up() {
    let repository = Repository::new();
    repository.put("notes/new note.md", VAGUE);
    repository.put("notes/good.md", FIRM);
    let (assert, summary, output) = action(&repository, &[("GOODMEETING_PATHS", "notes/good.md\n")]);
    assert.code(0);
    assert_eq!(output, "before\nexit-code=0\n");
    assert!(summary.starts_with("before\n") && summary.len() > 20, "{summary}");

    let all = [("GOODMEETING_PATHS", "notes/new note.md\n\n  \nnotes/old.md\r\n")];
    let (assert, summary, output) = action(&repository, &all);
    assert
        .code(1)
        .stdout(contains("::error ").and(contains("file=notes/new note.md,")).and(contains("file=notes/old.md,")));
    assert!(summary.contains("no-customer-commitment"), "{summary}");
    assert_eq!(output, "before\nexit-code=1\n");

    let (assert, ..) = action(&repository, &[("GOODMEETING_SINCE", "HEAD"), ("GOODMEETING_PATHS", "notes")]);
    assert.code(1).stdout(contains("new note.md").and(contains("old.md").not()));
    let lenient = [("GOODMEETING_FAIL_ON", "never"), ("GOODMEETING_ARGS", "--min-severity=error\n--no-ignore")];
    let (assert, summary, _) = action(&repository, &[&lenient[..], &[("GOODMEETING_SUMMARY", "false")]].concat());
    assert.code(0).stdout(contains("::error").and(contains("::warning").not()));
    assert_eq!(summary, "before\n");
    let (assert, ..) = action(&repository, &[("GOODMEETING_SINCE", "no-such-revision")]);
    assert.code(2).stderr(contains("git: "));
}

#[test]
fn inputs_of_the_action_are_never_run() {
    let repository = Repository::new();
    for input in ["PATHS", "SINCE", "FAIL_ON", "BASELINE", "CONFIG", "ARGS"] {
        for evil in ["$(touch pwned)", "`touch pwned`", "x; touch pwned", "x\ntouch pwned\n", "\" && touch pwned #"] {
            let (assert, ..) = action(&repository, &[(&format!("GOODMEETING_{input}"), evil)]);
            assert.code(2);
            assert!(!repository.dir.path().join("pwned").exists(), "{input}: {evil}");
        }
    }
    let (assert, ..) = action(&repository, &[("GOODMEETING_PATHS", "--write-baseline=pwned")]);
    assert.code(2).stderr(contains("--write-baseline=pwned: no such file"));

    // Nothing is put into the text of the shell either.
    let text = fs::read_to_string(here().join("action.yml")).unwrap();
    let runs: Vec<&str> = text.lines().filter(|line| line.trim_start().starts_with("run:")).collect();
    assert_eq!(runs.len(), 3);
    assert!(runs.iter().all(|run| !run.contains("${{") && run.contains("scripts/action.sh")), "{runs:?}");
}

#[test]
fn a_built_action_is_known_by_its_sources() {
    let repository = Repository::new();
    let output = repository.dir.path().join("output");
    let mut bash = repository.run(Path::new("bash"));
    bash.arg(here().join("scripts/action.sh")).arg("key").env("GITHUB_OUTPUT", &output).assert().success();
    let key = fs::read_to_string(output).unwrap();
    assert!(key.starts_with("key=") && key.trim_end().len() >= 44, "{key}");
}
