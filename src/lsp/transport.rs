//! Messages as they come from the editor.

use lsp_server::Message;
use std::io::{self, BufRead};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

/// How many messages wait before the editor does.
const WAITING: usize = 1024;

/// What came from the editor.
#[derive(Debug)]
pub(super) enum Incoming {
    Message(Message),
    /// Something that is no message, and why.
    Broken(String),
}

/// Reads messages on a thread of its own, so that what queues up is seen before the next analysis.
pub(super) fn listen(mut input: impl BufRead + Send + 'static) -> Receiver<Incoming> {
    let (sender, receiver) = sync_channel(WAITING);
    thread::spawn(move || {
        loop {
            let incoming = match Message::read(&mut input) {
                Ok(Some(message)) => Incoming::Message(message),
                // The next message begins behind the broken one, or the input ends there.
                Err(error) if error.kind() == io::ErrorKind::InvalidData => Incoming::Broken(error.to_string()),
                Ok(None) | Err(_) => break,
            };
            if sender.send(incoming).is_err() {
                break;
            }
        }
    });
    receiver
}
