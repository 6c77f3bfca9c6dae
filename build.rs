//! Reads the lexicons that come with the program when it is built, so that it need not when it starts: what
//! `src/lexicon` makes of them is kept as bytes, and plain lists of words as JSON, which takes less time than TOML.

#![allow(dead_code, unreachable_pub, unused_imports)] // of the library's rooms only what loads a lexicon is called

use std::error::Error;
use std::path::Path;
use std::{env, fs};

#[path = "src/error.rs"]
mod error;
#[path = "src/key.rs"]
mod key;
#[path = "src/lexicon/mod.rs"]
mod lexicon;
#[path = "src/span.rs"]
mod span;

/// Files with lists of words, each of its own form.
const LISTS: [&str; 5] = ["abbreviations", "dates", "layout", "names", "roles"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=lexicons/en");
    println!("cargo::rustc-cfg=lexicons_are_built");
    let out = env::var("OUT_DIR")?;
    let lexicon = lexicon::Lexicon::load(&[], &[])?;
    fs::write(Path::new(&out).join("lexicon"), postcard::to_allocvec(&lexicon)?)?;
    for list in LISTS {
        let file: toml::Table = fs::read_to_string(format!("lexicons/en/{list}.toml"))?.parse()?;
        fs::write(Path::new(&out).join(format!("{list}.json")), serde_json::to_string(&file)?)?;
    }
    Ok(())
}
