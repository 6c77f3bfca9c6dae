//! Commands about the program itself: `explain`, `completions` and `man`.

use super::args::{Cli, WhyFormat};
use super::{Console, Failure, Status};
use clap::CommandFactory;
use clap_complete::Shell;
use goodmeeting::error::{Error, nearest};
use goodmeeting::rules::{RULES, Rule, UnknownRule, explain};

/// The width of explanations where the terminal's cannot be told, and at most.
const WIDTH: usize = 88;

pub(crate) fn explain(rule: Option<&str>, format: WhyFormat, console: &Console) -> Result<Status, Failure> {
    let rule = rule.map(|id| Rule::find(id).ok_or_else(|| UnknownRule::new(id))).transpose()?;
    match (rule, format) {
        (None, WhyFormat::Text) => console.write_colored(&explain::list()),
        (Some(rule), WhyFormat::Text) => console.write_colored(&explain::rule(rule, console.width(WIDTH))),
        (None, WhyFormat::Json) => console.write_json(&RULES),
        (Some(rule), WhyFormat::Json) => console.write_json(rule),
    }
}

pub(crate) fn completions(shell: Shell, console: &Console) -> Result<Status, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "goodmeeting", &mut script);
    console.write(&script)
}

pub(crate) fn man(of: Option<&str>, console: &Console) -> Result<Status, Failure> {
    let mut program = Cli::command();
    program.build();
    let command = match of {
        None => &program,
        Some(name) => program.find_subcommand(name).ok_or_else(|| {
            let names = program.get_subcommands().map(clap::Command::get_name);
            let suggestion = nearest(name, names).map(str::to_owned);
            Error::Unknown { kind: "command", name: name.to_owned(), suggestion }
        })?,
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    console.write(&page)
}
