//! The words by which names, roles and header keys are told: `lexicons/en/{names,roles}.toml`, which `build.rs` makes
//! JSON of.

use super::ARTICLE;
use super::names::words;
use crate::key::{self, Words as ByWord};
use crate::note::Side;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::borrow::Cow;
use std::sync::LazyLock;

type Words = Vec<String>;

/// Names of people (`names.toml`).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    women: Words,
    men: Words,
    either: Words,
    titles_of_women: Words,
    titles_of_men: Words,
    word_like: Words,
    honorifics: Words,
    honorific_suffixes: Words,
    particles: Words,
    short_forms: Words,
}

/// Words around names (`roles.toml`).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Roles {
    roles: Words,
    groups: Words,
    third: Words,
    organization_suffixes: Words,
    legal_forms: Words,
    occasions: Words,
    own_meetings: Words,
    minute_labels: Words,
    calendar: Words,
    person_verbs: Words,
    weak_person_verbs: Words,
    not_surnames: Words,
    writing: Words,
    before_dates: Words,
    inside_partners: Words,
    not_initials: Words,
    talking: Words,
    speaker_labels: Words,
    whereabouts: Words,
    connectors: Words,
    joiners: Words,
    separators: Words,
    determiners: Words,
    before_people: Words,
    in_charge: Words,
    addressing: Words,
    writer: Words,
    seller: Words,
    reached: Words,
    place_openers: Words,
    weighty: Words,
    colleagues: Words,
    not_colleagues: Words,
    own_places: Words,
    columns: Columns,
    sides: Sides,
    keys: FxHashMap<Key, Vec<String>>,
    mail: Mail,
}

/// Folded headers of table columns that tell people.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::note) struct Columns {
    pub(in crate::note) names: Words,
    pub(in crate::note) initials: Words,
    /// Those who are to act.
    pub(in crate::note) owners: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sides {
    us: Words,
    them: Words,
    us_before_colon: Words,
    them_before_colon: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mail {
    greetings: Words,
    forwards: Vec<String>,
}

/// What the key of a `Key: value` line at the head of a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::note) enum Key {
    Date,
    Title,
    Account,
    Author,
    Attendees,
    Absent,
    Contact,
    Ours,
    From,
    To,
    /// A key that tells nothing of these.
    Other,
}

/// The lists that a word is on, as a set of bits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::note) struct Senses(u64);

impl Senses {
    /// What one half of a double name tells of the whole.
    const OF_NAMES: u64 = 1 | 1 << 21 | 1 << 22;
}

macro_rules! senses {
    ($($(#[$doc:meta])* $method:ident = $bit:expr;)*) => {
        impl Senses {
            $($(#[$doc])* pub(in crate::note) fn $method(self) -> bool { self.0 & (1 << $bit) != 0 })*
        }
        #[allow(dead_code)] // each is asked of a word or of what is known of one
        impl Lexis {
            $($(#[$doc])* pub(in crate::note) fn $method(&self, word: &str) -> bool { self.of(word).$method() })*
        }
    };
}

senses! {
    is_given = 0;
    is_word_like = 1;
    is_honorific = 2;
    is_honorific_suffix = 3;
    is_particle = 4;
    is_role = 5;
    is_group = 6;
    is_third = 7;
    is_organization_suffix = 8;
    /// Words of titles that name the occasion.
    is_occasion = 9;
    /// Whether a word of a title says that an organization met by itself.
    is_own_meeting = 10;
    is_calendar = 11;
    is_person_verb = 12;
    is_weak_person_verb = 13;
    is_not_surname = 14;
    /// Whether "by NAME" behind this word tells the author.
    is_writing = 15;
    /// Whether a month's name behind this word is the month.
    is_before_date = 16;
    is_greeting = 17;
    /// Whether it stands inside the name of an organization, in small letters.
    is_connector = 18;
    /// Whether "partner" behind this word is somebody inside an organization.
    is_inside_partner = 19;
    /// Whether these letters are a word of business rather than somebody's initials.
    is_not_initials = 20;
    /// A given name or title of women.
    is_woman = 21;
    /// A given name or title of men.
    is_man = 22;
    /// Whether it tells only the legal form of an organization.
    is_legal_form = 23;
    /// Whether a label with this word stands at the head of an organization's own minutes.
    is_minute_label = 24;
    /// Whether it is somebody who talks or is talked to, or what is theirs: "I", "your".
    is_talking = 25;
    /// Whether it labels what somebody said, and is no name.
    is_speaker_label = 26;
    /// Whether words behind it say where an author is.
    is_whereabouts = 27;
    /// Whether what names a side in a list can begin with it.
    opens_side = 28;
    /// Whether names on both sides of it make a list, and together are a name: "Will and Marek".
    is_joiner = 29;
    /// Whether it sets names of a list apart, as joiners do.
    is_separator = 30;
    /// Whether a noun follows.
    is_determiner = 31;
    /// Whether a word like a name is somebody behind it: "get mark to".
    is_before_people = 32;
    /// Whether it tells what somebody is in charge of: "wikus who runs it".
    is_in_charge = 33;
    /// Whether it means the one who is written to.
    is_addressing = 34;
    /// Whether it means whoever writes, in a list of people.
    is_writer = 35;
    /// Whether it means a seller who writes, where nothing says whose.
    is_seller = 36;
    /// Whether somebody who was met or called stands behind it: "called gus".
    is_reached = 37;
    /// Whether a name behind it is a place: "St Brendan's".
    opens_place = 38;
    /// Whether a small word in capitals is the word rather than somebody's initials.
    is_weighty = 39;
    /// Whether somebody of ours is called so behind "our" and "my", besides by their role.
    is_colleague = 40;
    /// Whether somebody of the customer's is called so, even behind "our" and "my".
    is_not_colleague = 41;
    /// Whether "our" and this are where somebody of ours is from.
    is_own_place = 42;
}

/// What a single word can be. What is longer than a word is asked for as it is folded by [`fold`].
pub(in crate::note) struct Lexis {
    senses: ByWord<Senses>,
    /// Built once: they are looked for in every line.
    forwards: AhoCorasick,
    keys: FxHashMap<String, Key>,
    /// What names a side in a list of people, and whether only before a colon.
    sides: FxHashMap<String, (Side, bool)>,
    columns: Columns,
    beside_names: Beginnings,
    /// The groups of given names and their short forms that a word is in.
    short_forms: FxHashMap<String, Vec<usize>>,
}

/// How words of a set begin: by their first two letters most others are told apart without being folded or looked up.
#[derive(Debug, Clone, Default)]
pub(in crate::note) struct Beginnings([u64; 16]);

impl Beginnings {
    /// Adds a folded word.
    pub(in crate::note) fn add(&mut self, folded: &str) {
        let at = Self::place(folded).unwrap_or_default();
        self.0[at / 64] |= 1 << (at % 64);
    }

    /// Whether a word may be of the set, however it is written.
    pub(in crate::note) fn may_be_of(&self, word: &str) -> bool {
        Self::place(word).is_none_or(|at| self.0[at / 64] >> (at % 64) & 1 != 0)
    }

    /// Where a word's bit is: letters in either case share one. `None` where folding could change what it begins with.
    fn place(word: &str) -> Option<usize> {
        let bytes = word.as_bytes();
        let (first, second) = (*bytes.first()?, bytes.get(1).copied().unwrap_or_default());
        let is_plain = |byte: u8| byte.is_ascii() && !matches!(byte, b'`' | b'\'' | b'-');
        (is_plain(first) && is_plain(second)).then(|| usize::from(first & 31) * 32 + usize::from(second & 31))
    }
}

static LEXIS: LazyLock<Lexis> = LazyLock::new(|| {
    // The files are part of the program: a test reads them, so neither can fail at a user's.
    let names: Names = parse(include_str!(concat!(env!("OUT_DIR"), "/names.json")));
    let roles: Roles = parse(include_str!(concat!(env!("OUT_DIR"), "/roles.json")));
    Lexis::new(names, roles)
});

#[allow(clippy::panic)]
fn parse<T: for<'de> Deserialize<'de>>(source: &str) -> T {
    serde_json::from_str(source).unwrap_or_else(|error| panic!("embedded lexicon: {error}"))
}

/// The embedded words.
pub(in crate::note) fn lexis() -> &'static Lexis {
    &LEXIS
}

impl Lexis {
    fn new(names: Names, roles: Roles) -> Self {
        let Sides { us, them, us_before_colon, them_before_colon } = roles.sides;
        let told = [
            (us, Side::Us, false),
            (them, Side::Them, false),
            (us_before_colon, Side::Us, true),
            (them_before_colon, Side::Them, true),
        ];
        let sides =
            told.into_iter().flat_map(|(words, side, colon)| words.into_iter().map(move |word| (word, (side, colon))));
        let sides: FxHashMap<String, (Side, bool)> = sides.collect();
        let side_openers = sides.keys().filter_map(|words| words.split(' ').next()).map(str::to_owned).collect();
        let given = [&names.women[..], &names.men, &names.either].concat();
        // In the order of the bits above.
        let lists = [
            given,
            names.word_like,
            names.honorifics,
            names.honorific_suffixes,
            names.particles,
            roles.roles,
            roles.groups,
            roles.third,
            roles.organization_suffixes,
            roles.occasions,
            roles.own_meetings,
            roles.calendar,
            roles.person_verbs,
            roles.weak_person_verbs,
            roles.not_surnames,
            roles.writing,
            roles.before_dates,
            roles.mail.greetings,
            roles.connectors,
            roles.inside_partners,
            roles.not_initials,
            [names.women, names.titles_of_women].concat(),
            [names.men, names.titles_of_men].concat(),
            roles.legal_forms,
            roles.minute_labels,
            roles.talking,
            roles.speaker_labels,
            roles.whereabouts,
            side_openers,
            roles.joiners,
            roles.separators,
            roles.determiners,
            roles.before_people,
            roles.in_charge,
            roles.addressing,
            roles.writer,
            roles.seller,
            roles.reached,
            roles.place_openers,
            roles.weighty,
            roles.colleagues,
            roles.not_colleagues,
            roles.own_places,
        ];
        let mut short_forms: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (group, names) in names.short_forms.iter().enumerate() {
            names.split(' ').for_each(|name| short_forms.entry(name.to_owned()).or_default().push(group));
        }
        let mut senses: ByWord<Senses> = ByWord::default();
        let mut beside_names = Beginnings::default();
        beside_names.add(ARTICLE);
        for (bit, list) in lists.into_iter().enumerate() {
            for word in list {
                debug_assert_eq!(word, fold(&word), "not folded");
                let known = senses.entry(&word);
                known.0 |= 1 << bit;
                if known.is_honorific() || known.is_honorific_suffix() {
                    beside_names.add(&word);
                }
            }
        }
        let keys = roles.keys.into_iter().flat_map(|(key, words)| words.into_iter().map(move |word| (word, key)));
        let forwards = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::DFA))
            .build(roles.mail.forwards);
        let forwards = forwards.expect("a few phrases make an automaton");
        Lexis { senses, forwards, keys: keys.collect(), sides, columns: roles.columns, beside_names, short_forms }
    }

    /// Everything that a word can be, as it is written.
    pub(in crate::note) fn of(&self, word: &str) -> Senses {
        match key::of_ascii(word, 0, word.len()) {
            Some(key) => self.senses.keyed(key).copied().unwrap_or_else(|| self.by_half(word)),
            None => {
                let folded = fold(word);
                self.senses.get(&folded).copied().unwrap_or_else(|| self.by_half(&folded))
            }
        }
    }

    /// "Jean-Pierre", "Wei-Ling": one half is enough for a given name.
    fn by_half(&self, word: &str) -> Senses {
        let hyphen = word.bytes().position(|byte| byte == b'-');
        Senses(hyphen.map_or(0, |at| self.of(&word[..at]).0 & Senses::OF_NAMES))
    }

    /// Whether two folded given names can be the same person's: "Bob" and "Robert".
    pub(in crate::note) fn are_short_forms(&self, one: &str, other: &str) -> bool {
        let groups = |name: &str| self.short_forms.get(name).map(Vec::as_slice).unwrap_or_default();
        groups(one).iter().any(|group| groups(other).contains(group))
    }

    /// Whether a word may stand with a name, by its first letters.
    pub(in crate::note) fn may_be_beside_names(&self, word: &str) -> bool {
        self.beside_names.may_be_of(word)
    }

    /// Whether the line says that somebody else's message follows.
    pub(in crate::note) fn is_forward(&self, line: &str) -> bool {
        self.forwards.is_match(line) || !line.is_ascii() && self.forwards.is_match(&*fold(line))
    }

    /// Whose side folded words name in a list of people, and whether they do only before a colon.
    pub(in crate::note) fn side(&self, folded: &str) -> Option<(Side, bool)> {
        self.sides.get(folded).copied()
    }

    /// Whether a text says that somebody is neither ours nor the customer's: "their reseller", not "business partner".
    pub(in crate::note) fn tells_third(&self, text: &str) -> bool {
        let mut before = None;
        words(text).map(|word| fold(word.of(text))).any(|word| {
            let inside = before.replace(word.clone()).is_some_and(|before| self.is_inside_partner(&before));
            self.is_third(&word) && !(inside && word == "partner")
        })
    }

    /// The headers of columns that tell people.
    pub(in crate::note) fn columns(&self) -> &Columns {
        &self.columns
    }

    /// What a folded key means.
    pub(in crate::note) fn key(&self, folded: &str) -> Option<Key> {
        self.keys.get(folded).copied()
    }
}

/// Lower case, without the accents of Latin letters, with a plain apostrophe. Most words are that already.
pub(in crate::note) fn fold(words: &str) -> Cow<'_, str> {
    let bytes = words.as_bytes();
    let Some(first) = bytes.iter().position(|&byte| !is_folded(byte)) else { return Cow::Borrowed(words) };
    if bytes[first..].iter().all(|&byte| byte.is_ascii() && byte != b'`') {
        return Cow::Owned(words.to_ascii_lowercase());
    }
    Cow::Owned(words.chars().flat_map(char::to_lowercase).map(plain).collect())
}

fn is_folded(byte: u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_uppercase() && byte != b'`'
}

/// The base letter of a lower-case Latin letter.
fn plain(letter: char) -> char {
    match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'æ' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' | 'ð' => 'd',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'ì'..='ï' | 'ī' | 'į' | 'ı' => 'i',
        'ł' | 'ľ' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' | 'œ' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        '’' | 'ʼ' | '‘' | '`' => '\'',
        '‐' | '‑' => '-',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_folded_and_loaded() {
        let lexis = lexis();
        for word in lexis.keys.keys() {
            assert_eq!(word, &fold(word), "not folded");
        }
        assert!(lexis.is_given("siobhan") && lexis.is_given(&fold("Siobhán")));
        assert!(lexis.is_woman("siobhan") && lexis.is_man("herr") && !lexis.is_man("kim"));
        assert!(lexis.is_greeting("hi") && lexis.is_seller("rep"), "the last lists have their bits");
        assert_eq!(lexis.key("betreff"), Some(Key::Title));
    }

    #[test]
    fn folding_keeps_other_scripts() {
        assert_eq!(fold("Dvořák’s"), "dvorak's");
        assert_eq!(fold("本日"), "本日");
    }
}
