//! Notes in languages that the lexicons do not cover.

use whatlang::{Detector, Lang};

/// English words that are frequent in notes and are no words of its neighbours.
const ENGLISH: [&str; 16] = [
    "and", "are", "by", "from", "has", "it", "not", "our", "she", "that", "the", "their", "they", "this", "with", "you",
];

/// How many words are looked at.
const LOOK: usize = 150;

/// Fewer words than this tell no language.
const LEAST: usize = 12;

/// The language of a text, in English words, where it is sure that it is not English.
pub(super) fn foreign(text: &str) -> Option<&'static str> {
    let (mut words, mut english, mut end) = (0_usize, 0_usize, 0);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).take(LOOK) {
        words += 1;
        english += usize::from(ENGLISH.iter().any(|known| word.eq_ignore_ascii_case(known)));
        end = word.as_ptr() as usize - text.as_ptr() as usize + word.len();
    }
    // One word in forty is English enough: terse notes have few of these.
    if english * 40 > words {
        return None;
    }
    let head = &text[..end];
    let is_latin =
        head.chars().filter(char::is_ascii_alphabetic).count() * 2 > head.chars().filter(|c| c.is_alphabetic()).count();
    if is_latin && words < LEAST {
        return None;
    }
    let guess = Detector::new().detect(head)?;
    (guess.lang() != Lang::Eng && guess.is_reliable()).then(|| guess.lang().eng_name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_language_is_named() {
        let german = "Gutes Gespräch mit Frau Weber. Sie schickt uns bis Freitag die Unterlagen für die Sicherheitsprüfung und klärt intern das Budget.";
        assert_eq!(foreign(german), Some("German"));
        let french = "Bonne réunion avec Claire. Elle nous envoie le questionnaire de sécurité avant vendredi et en parle avec la direction.";
        assert_eq!(foreign(french), Some("French"));
        let japanese = "田中さんと打ち合わせ。来週の金曜日までにセキュリティの質問票を送っていただきます。";
        assert_eq!(foreign(japanese), Some("Japanese"));
    }

    #[test]
    fn english_and_what_cannot_be_told_are_left_alone() {
        for text in [
            "",
            "Acme: PO in, demo Thu 2pm",
            "Call w/ Priya. Pricing sent. Demo Thu 2pm. Wants SSO, SCIM, audit logs. Budget 40k EUR. Legal = Tom Weber, Zürich",
            "Good meeting with Señor García and the team in São Paulo. They will send the questionnaire.",
            "Hr. Weber sagt ja",
        ] {
            assert_eq!(foreign(text), None, "{text}");
        }
    }
}
