//! `goodmeeting init`.

use super::args::InputArgs;
use super::input::Input;
use super::{Console, Failure, Status};
use goodmeeting::init::{self, Census, Names};
use goodmeeting::note::Us;
use std::path::Path;

pub(crate) fn run(dir: &Path, console: &Console) -> Result<Status, Failure> {
    let file = init::target(dir)?;
    let mut input = Input::find(&InputArgs::folder(dir, 0), console)?;
    if input.is_empty() {
        return Ok(Status::Errors);
    }
    let mut census = Census::default();
    input.run(
        |_, note| Names::of(&note.parse(&Us::default())),
        |names| {
            census.add(names);
            Ok(())
        },
    )?;
    init::write(&file, &census.configuration())?;
    if !console.quiet {
        console.write(format!("{} written: say in it who \"us\" is\n", file.display()).as_bytes())?;
    }
    Ok(input.status(false))
}
