//! What makes a note a mail: header lines, attributions of replies, closing formulas.

use super::label::{self, Label};
use super::line::Line;
use super::transcript::is_name;
use super::words::{Attributions, layout};
use crate::span::Span;

/// Whether a label is the name of a mail's header line.
pub(super) fn is_header_name(name: &str) -> bool {
    is_own_header(name) || layout().shared_headers.has(name)
}

/// Whether it is one that only mails have.
pub(super) fn is_own_header(name: &str) -> bool {
    layout().headers.has(name) || layout().subjects.has(name)
}

/// A header line of a mail.
pub(super) fn header(text: &str, line: Span) -> Option<Label> {
    label::read(text, line).filter(|label| is_header_name(label.name.of(text)))
}

/// Whether a mail's header begins with this line: two header lines of which one is a mail's own, or a subject at the
/// very top.
pub(super) fn opens(text: &str, line: &Line, is_top: bool) -> bool {
    let Some(first) = header(text, line.span()) else { return false };
    let first = first.name.of(text);
    if is_top && layout().subjects.has(first) {
        return true;
    }
    let second = Line::read(text, line.next).and_then(|next| header(text, next.span()));
    second.is_some_and(|second| is_own_header(first) || is_own_header(second.name.of(text)))
}

/// "On Tue, 2 Sep, Ana wrote:", in the words of a few mail programs.
pub(super) fn is_attribution(line: &str) -> bool {
    let Attributions { openings, endings, inside, .. } = &layout().attributions;
    line.ends_with(':')
        && line.len() <= 300
        && openings.iter().any(|opening| line.starts_with(opening))
        && (endings.iter().any(|ending| line.ends_with(ending)) || inside.iter().any(|verb| line.contains(verb)))
}

/// "-----Original Message-----".
pub(super) fn is_original_message(line: &str) -> bool {
    let is_ruled = line.starts_with("--") && line.ends_with("--") && line.len() <= 80;
    is_ruled && layout().originals.has(line.trim_matches('-').trim())
}

/// Whether a mail or letter closes with this line: a formula, and below it a name.
///
/// In a mail any short line that ends in a comma will do above the name.
pub(super) fn closes(text: &str, line: &Line, is_mail: bool) -> bool {
    let words = line.span().of(text);
    if words == "--" {
        return true;
    }
    if words.len() > 60 || !words.starts_with(char::is_alphabetic) {
        return false;
    }
    let is_formula = is_closing(words);
    if !(is_formula || is_mail && words.ends_with(',')) {
        return false;
    }
    let Some(next) = Line::read(text, line.next) else { return is_formula && is_mail };
    let next = if next.is_blank() && is_formula { Line::read(text, next.next) } else { Some(next) };
    next.is_some_and(|next| {
        let is_last = is_formula || text[next.next..].trim_start().len() <= 200;
        is_name(next.span().of(text)) && is_last
    })
}

/// Whether words are a closing formula, perhaps with a few more behind it.
pub(in crate::note) fn is_closing(words: &str) -> bool {
    /// In words.
    const LONGEST: usize = 3;
    let ends = words.match_indices(|c: char| !c.is_alphanumeric()).map(|(at, _)| at).chain([words.len()]);
    ends.take(LONGEST).filter(|&end| layout().closings.has(&words[..end])).any(|end| {
        let rest = &words[end..];
        let more = rest.split_whitespace().count();
        more <= 2 || (more <= 4 && rest.ends_with([',', '!', '.']))
    })
}

/// Whether a line below a mail's closing is running text, and not the small print of a firm.
pub(super) fn is_prose(words: &str) -> bool {
    /// In words: what stands in a signature is shorter.
    const SHORTEST: usize = 10;
    let is_sentence =
        words.trim_end().ends_with(['.', '!', '?']) && words.split_whitespace().nth(SHORTEST - 1).is_some();
    is_sentence && !is_footer(words)
}

/// Whether a line is part of the small print.
pub(super) fn is_footer(words: &str) -> bool {
    layout().footers.is_in(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closes(text: &str, is_mail: bool) -> bool {
        super::closes(text, &Line::read(text, 0).expect("a line"), is_mail)
    }

    #[test]
    fn closing_formulas_need_a_name() {
        assert!(closes("Best regards,\nAna Ruiz\nAcme", false));
        assert!(closes("Thanks,\n\nAna", false));
        assert!(closes("Mit freundlichen Grüßen aus Kiel\nAna Ruiz", false));
        assert!(!closes("Thanks for the call\nwe talked about pumps", false));
        assert!(!closes("Best price wins,\nthey said", false));
    }

    #[test]
    fn in_a_mail_any_short_line_with_a_comma_closes() {
        assert!(closes("May the wind be with you,\nAna", true));
        assert!(!closes("May the wind be with you,\nAna", false));
    }

    #[test]
    fn a_date_and_a_contact_are_no_mail() {
        let opens = |text: &str| super::opens(text, &Line::read(text, 0).expect("a line"), true);
        assert!(opens("From: a@b.example\nTo: c@d.example\n"));
        assert!(opens("Subject: pumps\n2 Sep 2025\n"));
        assert!(!opens("Date: 2 Sep\nContact: Ana\n"));
    }
}
