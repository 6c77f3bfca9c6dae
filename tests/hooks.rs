//! goodmeeting where teams let it run: before a commit.

#![allow(clippy::unwrap_used)]

#[path = "support/tools.rs"]
mod tools;

use assert_cmd::Command;

#[test]
fn the_tools_that_tests_need_run() {
    for name in ["pre-commit", "nvim"] {
        let Some(program) = tools::find(name) else { continue };
        Command::new(program).arg("--version").assert().success();
    }
}
