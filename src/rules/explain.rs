//! Rules in words: for the terminal, and as the page `docs/rules.md`.

use super::{RULES, Rule, Verdict};
use anstyle::{AnsiColor, Style};
use std::fmt::Write as _;

const NAME: Style = AnsiColor::Cyan.on_default().bold();
const HEADING: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// All rules, one a line: id, severity, summary.
pub fn list() -> String {
    let width = RULES.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    RULES.iter().fold(String::new(), |mut out, rule| {
        let level = if rule.on_by_default { rule.severity.name() } else { "off" };
        _ = writeln!(out, "{NAME}{:width$}{NAME:#}  {DIM}{level:7}{DIM:#}  {}", rule.id, rule.summary);
        out
    })
}

/// Everything about one rule, with escapes for colour, folded to `width` columns.
pub fn rule(rule: &Rule, width: usize) -> String {
    let confidence = rule.confidence.name();
    let mut out = format!("{NAME}{}{NAME:#}  {DIM}{}, {confidence} confidence{DIM:#}\n", rule.id, default_level(rule));
    let mut section = |heading: &str, body: &str| {
        _ = writeln!(out, "\n{HEADING}{heading}{HEADING:#}\n  {}", fold(body, 2, width));
    };
    section("What it finds", rule.summary);
    section("Why it matters", rule.why);
    section("What to do", rule.fix);
    section("What to ask next time", rule.question);
    section("Looked for", &verdicts(rule));
    if !rule.options.is_empty() {
        _ = writeln!(out, "\n{HEADING}Options{HEADING:#}");
        for option in rule.options {
            let about = format!("{} Default: {}.", option.meaning, option.default);
            let indent = option.name.len() + 4;
            _ = writeln!(out, "  {NAME}{}{NAME:#}  {}", option.name, fold(&about, indent, width));
        }
    }
    for (heading, notes) in [("Flagged", rule.flags), ("Not flagged", rule.clears)] {
        _ = writeln!(out, "\n{HEADING}{heading}{HEADING:#}");
        for (index, note) in notes.iter().enumerate() {
            let gap = if index > 0 { "\n" } else { "" };
            _ = write!(out, "{gap}{}", quoted(note));
        }
    }
    out
}

/// The page that documents all rules.
pub fn markdown() -> String {
    let mut out = String::from(
        "# Rules\n\n\
         <!-- Written from the table in src/rules/catalogue.rs by `GOODMEETING_UPDATE=1 cargo test --test rules`. -->\n\n\
         Each can be set to `off`, `on`, `info`, `warning` or `error` under `[rules]` in goodmeeting.toml, and those with \
         options also by a table: `vague-outcome = { severity = \"error\", kinds = [\"hope\"] }`. A note without contact is \
         never blamed; a note of an order or a no is not blamed for missing next steps. In the examples, Dana Ruiz and \
         Northwind are \"us\"; those of rules about deals are read as of 30 June 2026.\n\n\
         | rule | default | finds |\n|---|---|---|\n",
    );
    for rule in RULES {
        let level = if rule.on_by_default { rule.severity.name() } else { "off" };
        _ = writeln!(out, "| [{id}](#{id}) | {level} | {} |", rule.summary, id = rule.id);
    }
    for rule in RULES {
        _ = write!(
            out,
            "\n## {}\n\n{} Default: {}. Confidence: {}.\n\n**Why it matters.** {}\n\n**What to do.** {}\n\n**What to ask \
             next time.** {}\n\nLooked for {}.\n",
            rule.id,
            rule.summary,
            default_level(rule),
            rule.confidence.name(),
            rule.why,
            rule.fix,
            rule.question,
            verdicts(rule)
        );
        if !rule.options.is_empty() {
            out.push_str("\n| option | default | |\n|---|---|---|\n");
        }
        for option in rule.options {
            _ = writeln!(out, "| `{}` | `{}` | {} |", option.name, option.default, option.meaning);
        }
        for (heading, notes) in [("Flagged", rule.flags), ("Not flagged", rule.clears)] {
            _ = write!(out, "\n{heading}:\n");
            for note in notes {
                _ = write!(out, "\n```text\n{}\n```\n", note.trim_end());
            }
        }
    }
    out
}

fn default_level(rule: &Rule) -> String {
    let off = if rule.on_by_default { "" } else { ", off by default" };
    format!("{}{off}", rule.severity)
}

fn verdicts(rule: &Rule) -> String {
    if rule.is_about_folders() {
        return "over the notes of a folder, those without contact left out".to_owned();
    }
    if rule.is_about_deals() {
        return "by `goodmeeting deals`, over the notes of an account".to_owned();
    }
    let names: Vec<&str> = rule.verdicts.iter().map(|verdict| verdict.name()).collect();
    match names.split_last() {
        _ if names.len() == Verdict::ALL.len() => "in every note".to_owned(),
        Some((last, rest)) if !rest.is_empty() => format!("when the verdict is {} or {last}", rest.join(", ")),
        Some((last, _)) => format!("when the verdict is {last}"),
        None => String::new(),
    }
}

fn quoted(note: &str) -> String {
    let note = note.trim_end();
    if note.is_empty() {
        return format!("  {DIM}│{DIM:#} {DIM}(nothing){DIM:#}\n");
    }
    note.lines().fold(String::new(), |mut out, line| {
        let bar = format!("{DIM}│{DIM:#} {line}");
        _ = writeln!(out, "  {}", bar.trim_end());
        out
    })
}

/// Words in lines of at most `width` columns, of which all but the first are indented; the first is taken to start at
/// the same column.
pub(crate) fn fold(words: &str, indent: usize, width: usize) -> String {
    let mut out = String::new();
    let mut column = indent;
    for word in words.split_whitespace() {
        let length = word.chars().count();
        if column > indent && column + 1 + length > width {
            _ = write!(out, "\n{:indent$}", "");
            column = indent;
        } else if column > indent {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_every_word_within_the_width() {
        assert_eq!(fold("aa bb  cc\ndd e", 2, 7), "aa bb\n  cc dd\n  e");
        assert_eq!(fold("longer than that", 2, 7), "longer\n  than\n  that");
        assert_eq!(fold("", 2, 7), "");
    }

    #[test]
    fn every_rule_is_explained_with_an_example_of_each_kind() {
        for one in RULES {
            let text = rule(one, 80);
            assert!(text.contains(one.question.split_whitespace().next().unwrap()));
            assert!(!one.flags.is_empty() && !one.clears.is_empty(), "{}", one.id);
        }
    }
}
