//! The letters by which a sentence is read as a string, and their names in patterns.

/// A tag: one letter for what a word or phrase does in its sentence.
pub type Tag = u8;

/// Any word without a tag of its own.
pub const WORD: Tag = b'a';
/// A person or organization by name.
pub const NAME: Tag = b'N';
/// Words with capitals that the note introduces nowhere: a place, a product, perhaps a person.
pub const CAPITAL: Tag = b'M';
/// A person or group by role.
pub const ROLE: Tag = b'R';
/// Both sides together: both teams, all of us.
pub const GROUP: Tag = b'G';
/// Words that say when.
pub const WHEN: Tag = b'@';
/// A number.
pub const NUMBER: Tag = b'#';
/// An act in its base form.
pub const ACT: Tag = b'v';
/// A verb that the lexicon does not list as an act, known by its place behind a modal.
pub const VERB: Tag = b'j';
/// An act in the third person.
pub const ACTS: Tag = b's';
/// An act in the past.
pub const ACTED: Tag = b'u';
/// An act in the `-ing` form.
pub const ACTING: Tag = b'g';
/// A meeting or other joint event.
pub const EVENT: Tag = b'E';
/// Something that can be handed over.
pub const THING: Tag = b'O';

/// What makes a thing or an act somebody's: "falls to", "is on".
pub const FALLS_TO: Tag = b'1';
/// What makes a thing or an act that of whoever is named before it: "Ann's job".
pub const DUTY: Tag = b'2';

/// Tag names with the class of letters that each stands for.
pub const CLASSES: &[(&str, &str)] = &[
    ("actor", "[NRIWYTG]"),
    ("named", "[NRG]"),
    ("name", "N"),
    ("role", "R"),
    ("i", "I"),
    ("we", "W"),
    ("us", "[IW]"),
    ("me", "J"),
    ("object", "[JUHN]"),
    ("you", "Y"),
    ("receive", "r"),
    ("they", "T"),
    ("it", "z"),
    ("product", "X"),
    ("will", "m"),
    ("would", "d"),
    ("might", "h"),
    ("could", "[eV]"),
    ("should", "V"),
    ("can", "c"),
    ("must", "k"),
    ("want", "w"),
    ("be", "b"),
    ("was", "y"),
    ("have", "x"),
    ("not", "n"),
    ("to", "t"),
    ("det", "D"),
    ("prep", "[pi]"),
    ("by", "i"),
    ("wh", "q"),
    ("and", "&"),
    ("but", "!"),
    ("if", "f"),
    ("please", "P"),
    ("agree", "A"),
    ("ask", "Q"),
    ("say", "S"),
    ("owe", "B"),
    ("falls-to", "1"),
    ("duty", "2"),
    ("book", "K"),
    ("set", "[Ko]"),
    ("setting", "[KZ]"),
    ("accept", "C"),
    ("act", "v"),
    ("verb", "[vj]"),
    ("start", "(?:^|[,;:.>(!&\"_-])"),
    ("acts", "s"),
    ("acted", "u"),
    ("acting", "g"),
    ("event", "E"),
    ("thing", "O"),
    ("number", "#"),
    ("when", "@"),
    ("comma", ","),
    ("semicolon", ";"),
    ("colon", ":"),
    ("dash", "-"),
    ("arrow", ">"),
    ("open", "[(]"),
    ("close", "[)]"),
    ("question", "[?]"),
    ("stop", "[.]"),
    ("quote", "\""),
    ("let", "L"),
    ("let-me", "l"),
    ("let-know", "F"),
    ("capital", "M"),
    ("group", "G"),
    ("plain", "[aM]"),
    ("any", "."),
];

/// The letters that a tag name stands for in a pattern.
pub(super) fn class(name: &str) -> Option<&'static str> {
    CLASSES.iter().find(|(known, _)| *known == name).map(|(_, letters)| *letters)
}

/// The letter of a punctuation mark.
pub fn of_mark(mark: char) -> Tag {
    match mark {
        ',' => b',',
        ';' => b';',
        ':' => b':',
        '-' | '–' | '—' | '‑' => b'-',
        '(' | '[' => b'(',
        ')' | ']' => b')',
        '?' => b'?',
        '.' | '!' | '…' => b'.',
        '→' | '>' | '=' | '⇒' | '➔' => b'>',
        '"' | '“' | '”' | '«' | '»' => b'"',
        '&' | '+' => b'&',
        '/' => b'/',
        '|' => b'|',
        '@' => b'%',
        _ => b'_',
    }
}

/// A unit as it is written in patterns and weights: `<they>` by the first class that is only this letter, `*` for a plain
/// word, and the letter itself where it has no class of its own.
pub fn written(tag: Tag) -> String {
    match name(tag) {
        Some(name) => format!("<{name}>"),
        None if tag == WORD => "*".to_owned(),
        None => char::from(tag).to_string(),
    }
}

/// The letter of a unit that is written so.
pub(super) fn read(written: &str) -> Option<Tag> {
    let letters = match written.strip_prefix('<').and_then(|name| name.strip_suffix('>')) {
        Some(name) => class(name)?.as_bytes(),
        None if written == "*" => return Some(WORD),
        None => written.as_bytes(),
    };
    match letters {
        &[tag] if tag.is_ascii() => Some(tag),
        _ => None,
    }
}

/// The name of a tag in patterns, if it is a word's and has one of its own.
pub fn name(tag: Tag) -> Option<&'static str> {
    if !(tag.is_ascii_alphabetic() || tag == WHEN || tag == NUMBER) || tag == WORD {
        return None;
    }
    let own = |class: &str| class.len() == 1 && class.as_bytes()[0] == tag;
    CLASSES.iter().find(|(_, class)| own(class)).map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_is_read_as_it_is_written() {
        for tag in (33..127).filter(|tag| *tag != b'*') {
            assert_eq!(read(&written(tag)), Some(tag), "{}", char::from(tag));
        }
        assert_eq!((written(b'T'), written(b','), written(WORD)), ("<they>".into(), ",".into(), "*".into()));
        assert_eq!((read("<actor>"), read("<nobody>"), read("ab"), read("")), (None, None, None, None));
    }
}
