//! Programs that some tests drive and not every machine has; `scripts/test-tools.sh` installs them.
//!
//! A test includes this file by `#[path = "support/tools.rs"] mod tools;` and begins with
//! `let Some(nvim) = tools::find("nvim") else { return };`.

use std::io::Write;
use std::path::{Path, PathBuf};

/// Where `scripts/test-tools.sh` puts what is no package of the system.
fn home() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("tools")
}

/// The program of that name. Where it is missing, the test is skipped, and says so even when its output is captured;
/// with `GOODMEETING_TOOLS=required` it fails instead.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(home().join("bin")).chain(std::env::split_paths(&path));
    let found = folders.map(|folder| folder.join(name)).find(|program| program.is_file());
    if found.is_none() {
        missing(name);
    }
    found
}

/// The folder of npm's packages, if that package is in it; where it is not, as with [`find`].
#[allow(dead_code)]
pub(crate) fn node_modules(package: &str) -> Option<PathBuf> {
    let modules = home().join("node_modules");
    let is_there = modules.join(package).is_dir();
    if !is_there {
        missing(package);
    }
    is_there.then_some(modules)
}

fn missing(name: &str) {
    let required = std::env::var_os("GOODMEETING_TOOLS").is_some_and(|value| value == "required");
    assert!(!required, "{name} is missing: run scripts/test-tools.sh");
    let test = std::thread::current().name().unwrap_or("a test").to_owned();
    // `eprintln!` would be captured, and a test that was skipped must not look like one that passed.
    let _ = writeln!(std::io::stderr(), "{test}: skipped, {name} is missing (scripts/test-tools.sh installs it)");
}
