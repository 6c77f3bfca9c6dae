//! `goodmeeting prep` and `goodmeeting recap`: pages from templates.

use super::args::{InputArgs, LexiconArgs, PageArgs, PageFormat, PrepArgs, RecapArgs};
use super::deals::DealNotes;
use super::input::Input;
use super::{Console, Failure, Status};
use goodmeeting::brief::{self, Coaching, Prep, Recap};
use goodmeeting::config::Config;
use goodmeeting::deal;
use goodmeeting::decode::decode;
use goodmeeting::error::Error;
use goodmeeting::report::Template;
use std::path::{Path, PathBuf};

/// The templates that come with the program: as text, and as Markdown.
struct Shipped {
    text: (&'static str, &'static str),
    markdown: (&'static str, &'static str),
}

const PREP: Shipped = Shipped {
    text: ("prep.txt", include_str!("../../templates/prep.txt")),
    markdown: ("prep.md", include_str!("../../templates/prep.md")),
};

const RECAP: Shipped = Shipped {
    text: ("recap.txt", include_str!("../../templates/recap.txt")),
    markdown: ("recap.md", include_str!("../../templates/recap.md")),
};

pub(crate) fn prep(args: &PrepArgs, console: &Console) -> Result<Status, Failure> {
    if args.page.print_template {
        return console.write(PREP.of(&args.page).1.as_bytes());
    }
    if args.account.contains(['/', '\\']) && Path::new(&args.account).exists() {
        let order = "the account comes first, then the notes: goodmeeting prep ACCOUNT";
        return Err(Failure::Usage(format!("{} are notes; {order} {0}", args.account)));
    }
    let redaction = args.redact.redaction();
    let mut notes = DealNotes::find(&args.notes, &args.notes.input, redaction, console)?;
    let mut deals = notes.deals()?;
    let at = brief::account(&deals, &args.account)?;
    deal::redact(&mut deals, redaction);
    let deal = &deals[at];
    let coaching = coaching(&deal.config, &args.notes.lexicons)?;
    let template = template(&PREP, &args.page, deal.config.templates.prep.as_ref())?;
    console.write(template.render(&Prep::new(deal, notes.as_of, &coaching))?.as_bytes())?;
    Ok(notes.input.status(false))
}

pub(crate) fn recap(args: &RecapArgs, console: &Console) -> Result<Status, Failure> {
    if args.page.print_template {
        return console.write(RECAP.of(&args.page).1.as_bytes());
    }
    let mut input_args = InputArgs::folder(&args.note, 0);
    input_args.config.clone_from(&args.config);
    let redaction = args.redact.redaction();
    let mut input = Input::find_changed(&input_args, None, false, |_| redaction, console)?;
    let analyzers = input.analyzers(&args.lexicons)?;
    let mut records = Vec::new();
    input.run(
        |source, note| (source.config, analyzers.of(source).analyze(note)),
        |record| {
            records.push(record);
            Ok(())
        },
    )?;
    for (at, (config, record)) in records.iter().enumerate() {
        let config = &input.configs[config.index()];
        let coaching = coaching(config, &args.lexicons)?;
        let template = template(&RECAP, &args.page, config.templates.recap.as_ref())?;
        let gap = if at > 0 { "\n---\n\n" } else { "" };
        let page = template.render(&Recap::new(&redaction.record(record), &coaching))?;
        console.write(format!("{gap}{page}").as_bytes())?;
    }
    Ok(input.status(false))
}

impl Shipped {
    fn of(&self, page: &PageArgs) -> (&'static str, &'static str) {
        if page.format == Some(PageFormat::Markdown) { self.markdown } else { self.text }
    }
}

fn coaching(config: &Config, lexicons: &LexiconArgs) -> Result<Coaching, Error> {
    Coaching::load(lexicons.dir.as_deref().or(config.lexicon_dir.as_deref()))
}

/// The template of the command line, that of the configuration, or the one that comes with the program.
fn template(shipped: &Shipped, page: &PageArgs, configured: Option<&PathBuf>) -> Result<Template, Error> {
    let Some(file) = page.template.as_ref().or(configured) else {
        let (name, text) = shipped.of(page);
        return Ok(Template { name: name.to_owned(), text: text.to_owned(), is_markdown: name.ends_with(".md") });
    };
    let name = file.display().to_string();
    let bytes = std::fs::read(file).map_err(|source| Error::from_io(name.clone(), source))?;
    let text = decode(bytes).map_err(|fault| Error::Encoding { path: name.clone(), fault })?;
    let by_name = || file.extension().is_some_and(|extension| extension == "md" || extension == "markdown");
    let is_markdown = page.format.map_or_else(by_name, |format| format == PageFormat::Markdown);
    Ok(Template { name, text, is_markdown })
}
