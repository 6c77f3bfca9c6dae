//! Which lines of which files changed, so that only those are judged.

use crate::error::Error;
use crate::record::Region;
use std::collections::{HashMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The files that changed, by absolute path, with the lines that are new in each.
#[derive(Debug, Default)]
pub struct Changes {
    /// The folder that they are told of: the top of a repository.
    top: PathBuf,
    files: HashMap<PathBuf, Lines>,
    /// All folders above them.
    folders: HashSet<PathBuf>,
    /// Copies of what is staged, where that is not what lies in the folder.
    staged: Option<Staged>,
}

/// Copies of staged files.
#[derive(Debug)]
struct Staged {
    /// They lie in it as in the repository.
    folder: TempDir,
    files: HashSet<PathBuf>,
}

/// Which lines of a file are new.
#[derive(Debug, PartialEq, Eq)]
enum Lines {
    All,
    /// Ranges, from the first line to one past the last, in order.
    Some(Vec<(usize, usize)>),
}

impl Changes {
    /// What changed since the current branch left a revision, up to what now lies in the files; new files that git
    /// does not know yet are changed too.
    pub fn since(revision: &str) -> Result<Changes, Error> {
        let top = top()?;
        let mut changes = Changes { top: top.clone(), ..Changes::default() };
        changes.add(&git(&top, &[&DIFF[..], &["--merge-base", "--end-of-options", revision, "--"]].concat())?);
        for path in paths(&git(&top, &["ls-files", "--others", "--exclude-standard", "-z"])?) {
            changes.insert(top.join(path), Lines::All);
        }
        Ok(changes)
    }

    /// What is staged for the next commit, as it is staged.
    pub fn staged() -> Result<Changes, Error> {
        let top = top()?;
        let mut changes = Changes { top: top.clone(), ..Changes::default() };
        changes.add(&git(&top, &[&DIFF[..], &["--cached", "--"]].concat())?);
        let unstaged = git(&top, &["diff", "--name-only", "-z", "--"])?;
        let mixed = unstaged.split_inclusive(|&byte| byte == 0);
        let mixed = mixed.filter(|path| changes.files.contains_key(&top.join(path_of(&path[..path.len() - 1]))));
        changes.staged = Staged::copies(&top, &mixed.flatten().copied().collect::<Vec<u8>>())?;
        Ok(changes)
    }

    /// What a unified diff changes. Its paths start from the top of the repository, or from the current folder where
    /// there is none.
    pub fn of_diff(diff: &[u8]) -> Changes {
        let mut changes = Changes { top: top().unwrap_or_else(|_| here()), ..Changes::default() };
        changes.add(diff);
        changes
    }

    /// Whether changes of a path can be known at all.
    pub fn knows(&self, path: &Path) -> bool {
        path.starts_with(&self.top)
    }

    /// Whether a file changed, or a folder holds one that did.
    pub fn reaches(&self, path: &Path, is_dir: bool) -> bool {
        if is_dir { self.folders.contains(path) } else { self.files.contains_key(path) }
    }

    /// The copy of a file that is to be read in its place.
    pub fn copy(&self, file: &Path) -> Option<PathBuf> {
        let staged = self.staged.as_ref().filter(|staged| staged.files.contains(file))?;
        Some(staged.folder.path().join(file.strip_prefix(&self.top).ok()?))
    }

    /// The files of which there are copies, in no order.
    pub fn copies(&self) -> impl Iterator<Item = &Path> {
        self.staged.iter().flat_map(|staged| staged.files.iter().map(PathBuf::as_path))
    }

    /// Whether some of the lines of a region are new.
    pub fn touches(&self, file: &Path, region: Region) -> bool {
        match self.files.get(file) {
            None => false,
            Some(Lines::All) => true,
            Some(Lines::Some(ranges)) => {
                ranges.iter().any(|&(first, end)| first <= region.end_line && region.line < end)
            }
        }
    }

    fn insert(&mut self, file: PathBuf, lines: Lines) {
        for folder in file.ancestors().skip(1) {
            if !self.folders.insert(folder.to_owned()) {
                break;
            }
        }
        self.files.insert(file, lines);
    }

    fn add(&mut self, diff: &[u8]) {
        for (path, lines) in parse(diff) {
            self.insert(self.top.join(path), lines);
        }
    }
}

impl Staged {
    /// Copies staged files out of git's index; `list` is their paths from the top, with a zero byte behind each.
    fn copies(top: &Path, list: &[u8]) -> Result<Option<Staged>, Error> {
        if list.is_empty() {
            return Ok(None);
        }
        let failed =
            |error: std::io::Error| Error::Git { message: format!("what is staged cannot be copied: {error}") };
        let folder = tempfile::tempdir().map_err(failed)?;
        let mut named = tempfile::tempfile().map_err(failed)?;
        named.write_all(list).and_then(|()| named.rewind()).map_err(failed)?;
        let mut prefix = OsString::from("--prefix=");
        prefix.push(folder.path().join(""));
        let args = [OsStr::new("checkout-index"), OsStr::new("-z"), OsStr::new("--stdin"), &prefix];
        run(Command::new("git").current_dir(top).args(args).stdin(named))?;
        Ok(Some(Staged { folder, files: paths(list).map(|path| top.join(path)).collect() }))
    }
}

/// A diff that no configuration of the user's changes: only new lines, of all files as text.
const DIFF: [&str; 9] = [
    "-c",
    "core.quotePath=false",
    "diff",
    "--no-color",
    "--no-ext-diff",
    "--text",
    "--unified=0",
    "--src-prefix=a/",
    "--dst-prefix=b/",
];

fn git(top: &Path, args: &[&str]) -> Result<Vec<u8>, Error> {
    run(Command::new("git").current_dir(top).args(args))
}

/// What git writes.
fn run(git: &mut Command) -> Result<Vec<u8>, Error> {
    let failed = |message: String| Error::Git { message };
    let output = git.output().map_err(|error| failed(format!("cannot be run: {error}")))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(failed(said.lines().next().unwrap_or("failed and did not say why").to_owned()))
}

/// The top of the repository around the current folder.
fn top() -> Result<PathBuf, Error> {
    let here = here();
    let top = here.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_owned);
    top.ok_or_else(|| Error::Git { message: format!("{} is in no repository", here.display()) })
}

/// The paths of a list that git wrote with `-z`.
fn paths(list: &[u8]) -> impl Iterator<Item = PathBuf> {
    list.split(|&byte| byte == 0).filter(|path| !path.is_empty()).map(path_of)
}

fn here() -> PathBuf {
    std::env::current_dir().and_then(std::fs::canonicalize).unwrap_or_default()
}

/// The files of a unified diff that are there after it, with their new lines.
fn parse(diff: &[u8]) -> Vec<(PathBuf, Lines)> {
    let mut found: Vec<(PathBuf, Lines)> = Vec::new();
    // How many lines of the hunk are still to come, old and new, and the number of the next new one.
    let (mut old, mut new, mut next) = (0_usize, 0_usize, 0_usize);
    let mut named = None;
    for line in diff.split(|&byte| byte == b'\n') {
        if old > 0 || new > 0 {
            match line.first() {
                Some(b'+') => {
                    if let Some((_, Lines::Some(ranges))) = found.last_mut() {
                        push_line(ranges, next);
                    }
                    (new, next) = (new.saturating_sub(1), next.saturating_add(1));
                }
                Some(b'-') => old = old.saturating_sub(1),
                Some(b'\\') => {}
                _ => (old, new, next) = (old.saturating_sub(1), new.saturating_sub(1), next.saturating_add(1)),
            }
        } else if let Some(names) = line.strip_prefix(b"diff --git ") {
            named = second_name(names);
        } else if line.starts_with(b"new file mode ") {
            // An empty file has no other line that names it.
            found.extend(named.take().map(|path| (path, Lines::All)));
        } else if let Some(name) = line.strip_prefix(b"+++ ") {
            if let Some(path) = path(name) {
                found.retain(|(known, _)| *known != path);
                found.push((path, Lines::Some(Vec::new())));
            }
        } else if let Some(hunk) = line.strip_prefix(b"@@ -") {
            (old, new, next) = hunk_header(hunk).unwrap_or_default();
        }
    }
    found
}

fn push_line(ranges: &mut Vec<(usize, usize)>, line: usize) {
    match ranges.last_mut() {
        Some((_, end)) if *end == line => *end += 1,
        _ => ranges.push((line, line.saturating_add(1))),
    }
}

/// `12,0 +13,2 @@` → how many old and new lines there are, and the number of the first new one.
fn hunk_header(text: &[u8]) -> Option<(usize, usize, usize)> {
    let text = std::str::from_utf8(text.split(|&byte| byte == b'@').next()?).ok()?;
    let (old, new) = text.trim_end().split_once(" +")?;
    let range = |range: &str| -> Option<(usize, usize)> {
        let (first, count) = range.split_once(',').unwrap_or((range, "1"));
        Some((first.parse().ok()?, count.parse().ok()?))
    };
    let ((_, old), (next, new)) = (range(old)?, range(new)?);
    Some((old, new, next))
}

/// The path in `a/PATH b/PATH`, which are as long as each other.
fn second_name(names: &[u8]) -> Option<PathBuf> {
    path(names.get(names.len() / 2 + 1..)?)
}

/// The path of a header of a diff, which may be quoted and prefixed; `None` for what is no file any more.
fn path(name: &[u8]) -> Option<PathBuf> {
    let name = name.strip_suffix(b"\r").unwrap_or(name);
    let name = match name.strip_prefix(b"\"") {
        Some(quoted) => unquoted(quoted),
        // What other programs write behind a tab is the time of the file.
        None => name.split(|&byte| byte == b'\t').next().unwrap_or_default().to_vec(),
    };
    let path = name.strip_prefix(b"b/").unwrap_or(&name);
    (path != b"/dev/null").then(|| path_of(path))
}

/// A name in quotes as git writes it: C's escapes, and bytes as three octal digits.
fn unquoted(quoted: &[u8]) -> Vec<u8> {
    let (mut out, mut rest) = (Vec::new(), quoted);
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match (byte, after.first()) {
            (b'"', _) => break,
            (b'\\', Some(b'0'..=b'3')) if after.len() >= 3 => {
                let octal =
                    after[..3].iter().fold(0_u32, |sum, digit| sum * 8 + u32::from(digit.wrapping_sub(b'0') & 7));
                out.push(octal as u8);
                rest = &after[3..];
            }
            (b'\\', Some(&escaped)) => {
                out.push(match escaped {
                    b'n' => b'\n',
                    b't' => b'\t',
                    b'r' => b'\r',
                    other => other,
                });
                rest = &after[1..];
            }
            _ => out.push(byte),
        }
    }
    out
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file with its new lines; `None` is all of them.
    type Changed = (String, Option<Vec<(usize, usize)>>);

    fn ranges(diff: &str) -> Vec<Changed> {
        let lines = |lines| match lines {
            Lines::All => None,
            Lines::Some(ranges) => Some(ranges),
        };
        parse(diff.as_bytes()).into_iter().map(|(path, of)| (path.display().to_string(), lines(of))).collect()
    }

    fn one(path: &str, lines: &[(usize, usize)]) -> Changed {
        (path.to_owned(), Some(lines.to_vec()))
    }

    #[test]
    fn new_lines_are_counted_with_and_without_context() {
        let diff = "diff --git a/n.md b/n.md\nindex 1..2 100644\n--- a/n.md\n+++ b/n.md\n@@ -1,0 +2,2 @@ x\n+one\n+two\n\
                    @@ -9 +11 @@\n-old\n\\ No newline at end of file\n+new\n\\ No newline at end of file\n";
        assert_eq!(ranges(diff), [one("n.md", &[(2, 4), (11, 12)])]);
        let context = "--- n.md\t2026-01-01\n+++ n.md\t2026-01-02\n@@ -1,3 +1,4 @@\n a\n+b\n c\n-d\n+e\n";
        assert_eq!(ranges(context), [one("n.md", &[(2, 3), (4, 5)])]);
    }

    #[test]
    fn lines_that_look_like_headers_are_lines() {
        let diff = "--- a/n.md\n+++ b/n.md\n@@ -1 +1,2 @@\n--- a/x\n+++ b/x\n+@@ -1 +1 @@\n--- a/m.md\n+++ b/m.md\n@@ -0,0 +1 @@\n+x\n";
        assert_eq!(ranges(diff), [one("n.md", &[(1, 3)]), one("m.md", &[(1, 2)])]);
    }

    #[test]
    fn names_may_be_quoted_and_files_empty_gone_or_only_shorter() {
        let diff = "diff --git \"a/caf\\303\\251 \\\"1\\\".md\" \"b/caf\\303\\251 \\\"1\\\".md\"\n--- \"a/x\"\n\
                    +++ \"b/caf\\303\\251 \\\"1\\\".md\"\n@@ -3,2 +2,0 @@\n-x\n-y\n";
        assert_eq!(ranges(diff), [one("café \"1\".md", &[])]);
        let empty = "diff --git a/a b.md b/a b.md\nnew file mode 100644\nindex 0000000..e69de29\n";
        assert_eq!(ranges(empty), [("a b.md".to_owned(), None)]);
        assert_eq!(ranges("--- a/n.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n"), []);
    }

    #[test]
    fn what_is_no_diff_changes_nothing() {
        for text in
            ["", "+++", "@@ -1 +1", "@@ -x +y @@\n+z", "+++ \"b/\\", "diff --git ", "diff --git \nnew file mode 1\n"]
        {
            assert!(ranges(text).iter().all(|(_, lines)| lines.as_ref().is_none_or(Vec::is_empty)), "{text}");
        }
    }

    #[test]
    fn a_region_is_touched_where_it_shares_a_line() {
        let mut changes = Changes { top: "/r".into(), ..Changes::default() };
        changes.add(b"+++ b/d/n.md\n@@ -1,0 +5,2 @@\n+a\n+b\n");
        assert!(changes.knows(Path::new("/r/d")) && !changes.knows(Path::new("/s")));
        let file = Path::new("/r/d/n.md");
        let touches = |line, end_line| changes.touches(file, Region::new(line, 1, end_line, 2));
        assert_eq!([(4, 4), (3, 5), (6, 9), (7, 7)].map(|(line, end)| touches(line, end)), [false, true, true, false]);
        assert!(changes.reaches(Path::new("/r/d"), true) && changes.reaches(file, false));
        assert!(!changes.reaches(Path::new("/r/e"), true) && !changes.reaches(Path::new("/r/d/m.md"), false));
    }
}
