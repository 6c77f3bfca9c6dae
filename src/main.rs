//! The command line of goodmeeting: prints and exits, and leaves everything else to the library.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
