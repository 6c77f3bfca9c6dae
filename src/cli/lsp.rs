//! `goodmeeting lsp`.

use super::{Failure, Status};
use goodmeeting::lsp::{self, End};
use std::io::{self, BufReader};

/// Serves the editor at the other end of standard input and output.
pub(crate) fn run() -> Result<Status, Failure> {
    Ok(match lsp::serve(BufReader::new(io::stdin()), io::stdout())? {
        End::Exit => Status::Clean,
        // What the protocol asks for.
        End::Abrupt => Status::Findings,
    })
}
