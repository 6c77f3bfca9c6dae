//! Reads notes of sales calls and meetings, and tells who promised what, by when, and whether a meeting was an advance
//! or only a "good meeting".
//!
//! ```text
//! bytes → Note → Sentences → Facts → Findings and verdict → Record → report
//! ```
//!
//! [`source`] finds files and decodes them, [`note`] parses one note, [`extract`] finds its facts by the words in a
//! [`lexicon`], [`rules`] judge them, and the [`record`] says it all in lines and columns. [`batch`] does it for
//! folders, [`report`] writes records, [`config`] says who "us" is.
//!
//! # Example
//!
//! ```
//! use goodmeeting::{Analyzer, config::Config, source::NoteText};
//!
//! let text = "# Acme, 2026-03-02\n\nGood meeting. Priya will send the security questionnaire by Friday.\n";
//! let analyzer = Analyzer::new(&Config::default())?;
//! let record = analyzer.analyze(NoteText::new("acme.md", text));
//!
//! println!("{}", serde_json::to_string(&record)?);
//! assert_eq!(record.path, "acme.md");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Invariants
//!
//! - The library prints nothing and reads no clock; there is no network.
//! - A note's text is read once and never rewritten: everything points into it by [`span::Span`].
//! - No text makes it panic, and the time that a text takes grows with its length and no faster.
//! - The same notes give the same bytes, whatever the number of threads.
//! - Memory is bounded by the notes in work, not by the folder: [`batch::run`] keeps paths, never records.

pub mod analyzer;
pub mod baseline;
pub mod batch;
pub mod brief;
pub mod changes;
pub mod config;
pub mod dates;
pub mod deal;
pub mod decode;
pub mod draft;
pub mod error;
pub mod extract;
pub mod format;
pub mod gate;
mod globs;
pub mod guard;
pub mod init;
mod key;
pub mod lexicon;
pub mod lsp;
pub mod note;
pub mod record;
pub mod redact;
pub mod report;
pub mod rules;
pub mod score;
pub mod source;
pub mod span;
pub mod suppress;
pub mod team;
pub mod view;

pub use analyzer::Analyzer;
