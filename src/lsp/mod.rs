//! The language server: notes judged while they are written.
//!
//! An editor speaks the Language Server Protocol (3.17) over two pipes. Each open note is a [`buffer`] that is analyzed
//! again after a change, as `check` would; [`diagnostics`], [`hover`], [`actions`] and [`symbols`] tell of it, and
//! [`position`] knows how the editor counts. A note is read by the extension of its file and by the nearest
//! `goodmeeting.toml`, saved or not.

mod actions;
mod buffer;
mod diagnostics;
mod hover;
mod position;
mod server;
mod symbols;
mod transport;
mod uri;
mod workspace;

use server::Server;
use std::io::{self, BufRead, Write};

/// How a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The editor took leave.
    Exit,
    /// It went away without a word.
    Abrupt,
}

/// Serves one editor until it takes its leave, or its end of the pipe closes.
///
/// # Errors
/// Where nothing can be written to the editor any more.
pub fn serve(input: impl BufRead + Send + 'static, output: impl Write) -> io::Result<End> {
    let queue = transport::listen(input);
    Server::new(output).run(&queue)
}
