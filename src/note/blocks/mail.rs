//! What makes a note a mail: header lines, attributions of replies, closing formulas.

use super::label::{self, Label};
use super::line::Line;
use super::transcript::is_name;
use crate::span::Span;

/// Header names that only mails have.
const STRONG: &[&str] = &[
    "from",
    "to",
    "cc",
    "bcc",
    "subject",
    "sent",
    "reply-to",
    "von",
    "an",
    "betreff",
    "gesendet",
    "objet",
    "envoyé",
    "de",
    "para",
    "asunto",
    "enviado",
    "oggetto",
    "inviato",
    "til",
    "fra",
    "emne",
    "van",
    "aan",
    "onderwerp",
    "från",
    "till",
    "ämne",
];
/// Header names that other notes have, too.
const WEAK: &[&str] = &["date", "datum", "fecha", "data", "dato", "attachments", "importance", "message-id", "à"];
const SUBJECT: &[&str] = &["subject", "betreff", "objet", "asunto", "oggetto", "emne", "onderwerp", "ämne"];

/// What closing formulas begin with, in lower case.
const CLOSINGS: &[&str] = &[
    "all the best",
    "all best",
    "atenciosamente",
    "atentamente",
    "best",
    "bien à vous",
    "cheers",
    "cordialement",
    "cordiali saluti",
    "distinti saluti",
    "freundliche grüße",
    "grüße",
    "hartelijke groet",
    "hälsningar",
    "ha det",
    "hilsen",
    "kind regards",
    "kindest regards",
    "lg",
    "liebe grüße",
    "many thanks",
    "med vänliga hälsningar",
    "med venlig hilsen",
    "mit besten grüßen",
    "mit freundlichen grüßen",
    "mit freundlichem gruß",
    "mvh",
    "regards",
    "saludos",
    "sincerely",
    "talk soon",
    "thank you",
    "thanks",
    "tschüss",
    "un saludo",
    "vänliga hälsningar",
    "venlig hilsen",
    "viele grüße",
    "vriendelijke groet",
    "met vriendelijke groet",
    "warm regards",
    "warmly",
    "with best regards",
    "with kind regards",
    "with thanks",
    "yours",
    "yours sincerely",
    "yours faithfully",
    "yours truly",
];

/// Whether a label is the name of a mail's header line.
pub(super) fn is_header_name(name: &str) -> bool {
    is_strong(name) || holds(WEAK, name)
}

fn is_strong(name: &str) -> bool {
    holds(STRONG, name)
}

fn holds(names: &[&str], name: &str) -> bool {
    name.len() <= 12 && names.iter().any(|known| known.eq_ignore_ascii_case(name))
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
    if is_top && holds(SUBJECT, first) {
        return true;
    }
    let second = Line::read(text, line.next).and_then(|next| header(text, next.span()));
    second.is_some_and(|second| is_strong(first) || is_strong(second.name.of(text)))
}

/// "On Tue, 2 Sep, Ana wrote:", in the words of a few mail programs.
pub(super) fn is_attribution(line: &str) -> bool {
    let verbs = ["wrote:", "schrieb:", "a écrit :", "a écrit:", "escribió:", "ha scritto:", "skrev:", "schreef:"];
    let starts = ["On ", "Am ", "Le ", "El ", "Il ", "Den ", "Op "];
    line.ends_with(':')
        && line.len() <= 300
        && (verbs.iter().any(|verb| line.ends_with(verb)) || line.contains(" schrieb "))
        && starts.iter().any(|start| line.starts_with(start))
}

/// "-----Original Message-----".
pub(super) fn is_original_message(line: &str) -> bool {
    let is_ruled = line.starts_with("--") && line.ends_with("--") && line.len() <= 80;
    is_ruled
        && matches!(line.trim_matches('-').trim(), "Original Message" | "Ursprüngliche Nachricht" | "Message d'origine")
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

fn is_closing(words: &str) -> bool {
    CLOSINGS.iter().any(|formula| {
        // Without a lower-case copy: this is asked of every short line.
        let Some((head, rest)) = words.split_at_checked(formula.len()) else { return false };
        if !head.eq_ignore_ascii_case(formula) || rest.starts_with(char::is_alphanumeric) {
            return false;
        }
        let more = rest.split_whitespace().count();
        more <= 2 || (more <= 4 && rest.ends_with([',', '!', '.']))
    })
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

    #[test]
    fn attributions() {
        assert!(is_attribution("On Tue, 2 Sep 2025 at 10:14, Ana Ruiz <a@b.example> wrote:"));
        assert!(is_attribution("Am 02.09.25 schrieb Ana Ruiz:"));
        assert!(!is_attribution("On Tuesday we agreed:"));
    }
}
