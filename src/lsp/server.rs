//! The conversation with the editor.

use super::buffer::{Analysis, Buffer};
use super::position::Encoding;
use super::transport::Incoming;
use super::workspace::Workspace;
use super::{End, actions, diagnostics, hover, symbols};
use gen_lsp_types::{
    CodeActionKind, CodeActionParams, DidChangeTextDocumentParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DocumentSymbolParams, HoverParams, InitializeParams, MessageType,
    TextDocumentPositionParams, TextDocumentSyncKind, Uri,
};
use lsp_server::{ErrorCode, Message, Request, RequestId, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::mpsc::{Receiver, TryRecvError};

/// How far the conversation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Waiting,
    Running,
    ShutDown,
}

/// What goes wrong with a request: a code of the protocol, and words.
type Fault = (ErrorCode, String);

/// Serves one editor.
pub(super) struct Server<W> {
    output: W,
    phase: Phase,
    encoding: Encoding,
    /// Whether the editor can tell when configurations change.
    can_watch: bool,
    workspace: Workspace,
    /// The open notes by their names, and whether the editor knows what is found in them.
    buffers: BTreeMap<String, (Buffer, bool)>,
}

impl<W: Write> Server<W> {
    pub(super) fn new(output: W) -> Server<W> {
        Server {
            output,
            phase: Phase::Waiting,
            encoding: Encoding::default(),
            can_watch: false,
            workspace: Workspace::new(),
            buffers: BTreeMap::new(),
        }
    }

    /// Answers until the editor takes its leave. What it typed meanwhile is taken in before anything is analyzed again.
    pub(super) fn run(mut self, queue: &Receiver<Incoming>) -> io::Result<End> {
        loop {
            let incoming = match queue.try_recv() {
                Ok(incoming) => incoming,
                Err(TryRecvError::Disconnected) => return Ok(End::Abrupt),
                Err(TryRecvError::Empty) => {
                    self.publish()?;
                    let Ok(incoming) = queue.recv() else { return Ok(End::Abrupt) };
                    incoming
                }
            };
            match incoming {
                Incoming::Broken(why) => self.log(&why)?,
                Incoming::Message(Message::Request(request)) => self.answer(request)?,
                Incoming::Message(Message::Notification(told)) if told.method == "exit" => {
                    return Ok(if self.phase == Phase::ShutDown { End::Exit } else { End::Abrupt });
                }
                Incoming::Message(Message::Notification(told)) => self.hear(&told.method, told.params)?,
                // The only thing that the editor is asked for is to watch configurations, which it may refuse.
                Incoming::Message(Message::Response(_)) => {}
            }
        }
    }

    fn answer(&mut self, request: Request) -> io::Result<()> {
        let Request { id, method, params } = request;
        let answer = guarded(|| self.request(&method, params))
            .unwrap_or_else(|| Err((ErrorCode::InternalError, "a bug in goodmeeting, please report it".to_owned())));
        let response = match answer {
            Ok(result) => Response::new_ok(id, result),
            Err((code, message)) => Response::new_err(id, code as i32, message),
        };
        self.send(Message::Response(response))
    }

    fn request(&mut self, method: &str, params: Value) -> Result<Value, Fault> {
        match (self.phase, method) {
            (Phase::Waiting, "initialize") => Ok(self.initialize(&read(params)?)),
            (Phase::Waiting, _) => Err((ErrorCode::ServerNotInitialized, "initialize comes first".to_owned())),
            (Phase::ShutDown, _) => Err((ErrorCode::InvalidRequest, "the server is shut down".to_owned())),
            (Phase::Running, "initialize") => Err((ErrorCode::InvalidRequest, "initialize comes once".to_owned())),
            (Phase::Running, "shutdown") => {
                self.phase = Phase::ShutDown;
                Ok(Value::Null)
            }
            (Phase::Running, "textDocument/hover") => {
                let TextDocumentPositionParams { text_document, position } =
                    read::<HoverParams>(params)?.text_document_position_params;
                self.of_note(&text_document.uri, |buffer, analysis| hover::at(buffer, analysis, position))
            }
            (Phase::Running, "textDocument/codeAction") => {
                let CodeActionParams { text_document, range, context, .. } = read(params)?;
                let only = context.only.unwrap_or_default();
                let wanted = only.is_empty() || only.iter().any(is_quick_fix);
                self.of_note(
                    &text_document.uri,
                    |buffer, analysis| {
                        if wanted { actions::at(buffer, analysis, range) } else { Vec::new() }
                    },
                )
            }
            (Phase::Running, "textDocument/documentSymbol") => {
                let DocumentSymbolParams { text_document, .. } = read(params)?;
                self.of_note(&text_document.uri, symbols::all)
            }
            (Phase::Running, _) => Err((ErrorCode::MethodNotFound, format!("there is no {method} here"))),
        }
    }

    fn initialize(&mut self, params: &InitializeParams) -> Value {
        let capabilities = &params.capabilities;
        let known = capabilities.general.as_ref().and_then(|general| general.position_encodings.as_deref());
        self.encoding = Encoding::choose(known.unwrap_or_default());
        let watched = capabilities.workspace.as_ref().and_then(|workspace| workspace.did_change_watched_files.as_ref());
        self.can_watch = watched.is_some_and(|watched| watched.dynamic_registration == Some(true));
        self.phase = Phase::Running;
        json!({
            "capabilities": {
                "positionEncoding": self.encoding.kind(),
                "textDocumentSync": { "openClose": true, "change": TextDocumentSyncKind::Incremental, "save": {} },
                "hoverProvider": true,
                "documentSymbolProvider": true,
                "codeActionProvider": { "codeActionKinds": [CodeActionKind::QuickFix] },
            },
            "serverInfo": { "name": "goodmeeting", "version": env!("CARGO_PKG_VERSION") },
        })
    }

    /// What is told of an open note.
    fn of_note<T: Serialize>(&mut self, uri: &Uri, tell: impl FnOnce(&Buffer, &Analysis) -> T) -> Result<Value, Fault> {
        let unknown = || (ErrorCode::InvalidParams, format!("{} is not open", uri.0));
        let (buffer, _) = self.buffers.get_mut(&uri.0).ok_or_else(unknown)?;
        let (buffer, analysis) = buffer.analyzed(&mut self.workspace);
        Ok(json!(tell(buffer, analysis)))
    }

    /// Takes in what the editor tells. What cannot be understood is logged, as nobody waits for an answer.
    fn hear(&mut self, method: &str, params: Value) -> io::Result<()> {
        if self.phase != Phase::Running {
            return Ok(());
        }
        let fault = match method {
            "initialized" => return self.watch(),
            "textDocument/didOpen" => read(params).map(|params| self.open(params)).err(),
            "textDocument/didChange" => read(params).map(|params| self.change(params)).err(),
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" | "workspace/didChangeConfiguration" => {
                self.reload();
                None
            }
            "textDocument/didClose" => match read(params) {
                Ok(params) => return self.close(params),
                Err(fault) => Some(fault),
            },
            _ => None,
        };
        fault.map_or(Ok(()), |(_, why)| self.log(&format!("{method}: {why}")))
    }

    fn open(&mut self, DidOpenTextDocumentParams { text_document }: DidOpenTextDocumentParams) {
        let buffer = Buffer::new(text_document, self.encoding);
        self.buffers.insert(buffer.uri.0.clone(), (buffer, false));
    }

    fn change(&mut self, params: DidChangeTextDocumentParams) {
        let document = params.text_document;
        if let Some((buffer, told)) = self.buffers.get_mut(&document.text_document_identifier.uri.0) {
            buffer.change(document.version, params.content_changes);
            *told = false;
        }
    }

    fn close(&mut self, params: DidCloseTextDocumentParams) -> io::Result<()> {
        let uri = params.text_document.uri;
        self.buffers.remove(&uri.0);
        self.notify("textDocument/publishDiagnostics", json!({ "uri": uri, "diagnostics": [] }))
    }

    /// Reads all configurations anew, and judges all open notes by them.
    fn reload(&mut self) {
        self.workspace = Workspace::new();
        for (buffer, told) in self.buffers.values_mut() {
            buffer.forget();
            *told = false;
        }
    }

    /// Asks the editor to tell when a configuration, or words of one's own, change.
    fn watch(&mut self) -> io::Result<()> {
        if !self.can_watch {
            return Ok(());
        }
        let files = json!({ "watchers": [{ "globPattern": "**/*.toml" }] });
        let registration =
            json!({ "id": "configuration", "method": "workspace/didChangeWatchedFiles", "registerOptions": files });
        let id = RequestId::from("watch".to_owned());
        let params = json!({ "registrations": [registration] });
        self.send(Message::Request(Request { id, method: "client/registerCapability".to_owned(), params }))
    }

    /// Tells what is found in notes of which the editor does not know it yet.
    fn publish(&mut self) -> io::Result<()> {
        let mut news = Vec::new();
        for (buffer, told) in self.buffers.values_mut().filter(|(_, told)| !told) {
            *told = true;
            let found = guarded(|| {
                let (buffer, analysis) = buffer.analyzed(&mut self.workspace);
                diagnostics::all(buffer, analysis)
            });
            let (uri, version) = (&buffer.uri, buffer.version);
            news.push(json!({ "uri": uri, "version": version, "diagnostics": found.unwrap_or_default() }));
        }
        news.into_iter().try_for_each(|params| self.notify("textDocument/publishDiagnostics", params))
    }

    fn log(&mut self, message: &str) -> io::Result<()> {
        self.notify("window/logMessage", json!({ "type": MessageType::Warning, "message": message }))
    }

    fn notify(&mut self, method: &str, params: Value) -> io::Result<()> {
        self.send(Message::Notification(lsp_server::Notification { method: method.to_owned(), params }))
    }

    fn send(&mut self, message: Message) -> io::Result<()> {
        message.write(&mut self.output)
    }
}

fn read<T: DeserializeOwned>(params: Value) -> Result<T, Fault> {
    serde_json::from_value(params).map_err(|error| (ErrorCode::InvalidParams, error.to_string()))
}

/// Whether a kind of action that is asked for takes in quick fixes: it, or all kinds.
fn is_quick_fix(kind: &CodeActionKind) -> bool {
    matches!(kind, CodeActionKind::QuickFix | CodeActionKind::Empty)
}

/// Runs something that reads a note. Should it panic all the same, the server goes on, and the next change is read anew:
/// nothing that it works on is left half done.
fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    crate::guard::guarded(String::new, work).ok()
}
