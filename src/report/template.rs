//! Templates: what a team can change of `prep` and `recap`. Words of notes stay words in them.

use super::escape::markdown;
use super::text::clean;
use crate::error::Error;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;
use std::panic::resume_unwind;

/// How much work a template may do, in instructions of its engine: enough for any page, and an end to any loop.
const FUEL: u64 = 1_000_000;
/// How deep what a template calls may go.
const DEPTH: usize = 50;
/// The longest template, in bytes.
const LONGEST: usize = 32 << 10;
/// The stack on which a template is read. The engine goes one deeper for each sign or filter in a row, without a bound of
/// its own; so far down, the longest template does not reach.
const STACK: usize = 128 << 20;

/// A template, and what it writes.
#[derive(Debug, Clone)]
pub struct Template {
    /// Its file, or the name of the one that comes with the program.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Whether it writes Markdown, in which words of notes are kept from being markup.
    pub is_markdown: bool,
}

impl Template {
    /// The page of some data.
    ///
    /// # Errors
    /// A template that cannot be understood, names what there is not, or does too much; with its line.
    pub fn render(&self, data: &(impl Serialize + Sync)) -> Result<String, Error> {
        if self.text.len() > LONGEST {
            return Err(self.refused(format!("a template of more than {} KB", LONGEST >> 10)));
        }
        std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || self.page(data));
            let joined = thread.map(|thread| thread.join());
            joined.map_err(|error| self.refused(error.to_string()))?.unwrap_or_else(|panic| resume_unwind(panic))
        })
    }

    fn page(&self, data: &impl Serialize) -> Result<String, Error> {
        let mut engine = Environment::empty();
        engine.set_undefined_behavior(UndefinedBehavior::Strict);
        engine.set_fuel(Some(FUEL));
        engine.set_recursion_limit(DEPTH);
        engine.add_filter("join", minijinja::filters::join);
        engine.add_filter("length", minijinja::filters::length);
        engine.add_filter("select", minijinja::filters::select);
        engine.add_filter("first", minijinja::filters::first);
        engine.add_filter("last", minijinja::filters::last);
        engine.add_filter("upper", minijinja::filters::upper);
        engine.add_filter("lower", minijinja::filters::lower);
        engine.add_filter("title", minijinja::filters::title);
        engine.add_filter("default", minijinja::filters::default);
        let escape = if self.is_markdown { markdown } else { clean };
        engine.set_formatter(move |out, _, value| {
            let shown = if value.is_undefined() || value.is_none() { String::new() } else { value.to_string() };
            out.write_str(&escape(&shown)).map_err(minijinja::Error::from)
        });
        let page = engine.render_named_str(&self.name, &self.text, Serde(data));
        page.map(|page| page.trim().to_owned() + "\n").map_err(|error| self.mistake(&error))
    }

    fn refused(&self, message: String) -> Error {
        Error::Config { file: self.name.clone(), line: None, message }
    }

    fn mistake(&self, error: &minijinja::Error) -> Error {
        let message = match error.detail() {
            Some(detail) => format!("{}: {detail}", error.kind()),
            None => error.kind().to_string(),
        };
        Error::Config { file: self.name.clone(), line: error.line(), message }
    }
}
