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
