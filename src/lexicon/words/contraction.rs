//! Contractions in hasty or dictated notes, which leave out the apostrophe: "theyll send it", "Im going".

/// Contractions that are no other word, with the length of their clitic.
const SURE: &[(&str, usize)] = &[
    ("ive", 2),
    ("hes", 1),
    ("hed", 1),
    ("shes", 1),
    ("itll", 2),
    ("weve", 2),
    ("youd", 1),
    ("youll", 2),
    ("youre", 2),
    ("youve", 2),
    ("theyd", 1),
    ("theyll", 2),
    ("theyre", 2),
    ("theyve", 2),
    ("thats", 1),
    ("whats", 1),
    ("whos", 1),
    ("theres", 1),
];

/// Contractions that are words too, and are contractions where a clause starts and a verb follows.
const MAYBE: &[(&str, usize)] = &[("ill", 2), ("well", 2), ("hell", 2), ("shell", 2), ("id", 1), ("wed", 1)];

/// What follows "im" for "I'm", beside verbs in "-ing": "Ms. Im" is somebody.
const BEING: &[&str] = &["gonna", "in", "not", "off", "on", "out", "still", "sure", "to", "with"];

/// Words after which a clause starts.
const OPENERS: &[&str] =
    &["and", "but", "so", "then", "said", "says", "think", "thinks", "reckons", "if", "when", "that"];

/// Verbs in base form that notes put behind "will" and "would" most.
const VERBS: &[&str] = &[
    "ask",
    "be",
    "bring",
    "call",
    "check",
    "chase",
    "come",
    "do",
    "draft",
    "email",
    "find",
    "fix",
    "get",
    "give",
    "go",
    "have",
    "introduce",
    "join",
    "let",
    "love",
    "mail",
    "make",
    "meet",
    "need",
    "pay",
    "phone",
    "pop",
    "review",
    "ring",
    "see",
    "send",
    "share",
    "sign",
    "sort",
    "speak",
    "start",
    "take",
    "talk",
    "tell",
    "text",
    "try",
    "want",
    "write",
];

/// The length of the clitic at the end of the word `source[start..end]`, or 0 if it is no contraction.
pub(super) fn clitic_len(source: &str, start: usize, end: usize) -> usize {
    let word = &source[start..end];
    if !(2..=6).contains(&word.len()) || !word.ends_with(['m', 's', 'd', 'l', 'e']) {
        return 0;
    }
    // "IM" and "ID" stand for something else
    if word.as_bytes()[1].is_ascii_uppercase() {
        return 0;
    }
    let len = |table: &[(&str, usize)]| {
        table.iter().find(|(known, _)| word.eq_ignore_ascii_case(known)).map_or(0, |&(_, len)| len)
    };
    if word.eq_ignore_ascii_case("im") {
        let next = next_word(&source[end..]);
        return usize::from(next.ends_with("ing") || BEING.contains(&next));
    }
    match len(SURE) {
        0 if len(MAYBE) > 0 && opens_clause(&source[..start]) && verb_follows(&source[end..]) => len(MAYBE),
        sure => sure,
    }
}

/// Whether a clause starts behind some words.
fn opens_clause(before: &str) -> bool {
    let before = before.trim_end_matches(' ');
    let last = before.rsplit(|c: char| !c.is_alphanumeric() && c != '\'').next().unwrap_or_default();
    last.is_empty() || OPENERS.iter().any(|opener| last.eq_ignore_ascii_case(opener))
}

/// Whether a verb comes next.
fn verb_follows(behind: &str) -> bool {
    let next = next_word(behind);
    VERBS.iter().any(|verb| next.eq_ignore_ascii_case(verb))
}

/// The word behind a blank.
fn next_word(behind: &str) -> &str {
    let words = behind.strip_prefix(' ').unwrap_or_default();
    &words[..words.find(|c: char| !c.is_alphanumeric()).unwrap_or(words.len())]
}
