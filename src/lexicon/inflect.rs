//! The forms of English verbs: regular ones by rule, irregular ones by the lexicon's own table.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

/// Which form of a verb a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Form {
    /// Not a listed verb: a phrase as it stands.
    Plain,
    /// send
    Base,
    /// sends
    Third,
    /// sent (also the participle)
    Past,
    /// sending
    Ing,
}

/// What the rules cannot know of verbs.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Morphology {
    /// Irregular pasts and participles by base.
    pub(super) irregular: FxHashMap<String, Vec<String>>,
    /// The way back: bases by irregular past or participle.
    pub(super) bases: FxHashMap<String, String>,
    /// Present and future forms of verbs of other languages by infinitive: they have no others here.
    pub(super) borrowed: FxHashMap<String, Vec<String>>,
    /// Verbs of several syllables that double their last consonant ("submit").
    pub(super) doubling: FxHashSet<String>,
}

impl Morphology {
    /// Adds irregular pasts and participles by base.
    pub(super) fn learn(&mut self, irregular: FxHashMap<String, Vec<String>>) {
        for (base, pasts) in &irregular {
            self.bases.extend(pasts.iter().filter(|past| *past != base).map(|past| (past.clone(), base.clone())));
        }
        self.irregular.extend(irregular);
    }
}

fn is_vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Whether the last consonant doubles before a vowel: one vowel before one consonant in a short word ("plan", "chat").
fn doubles(base: &str) -> bool {
    let b = base.as_bytes();
    let n = b.len();
    n >= 3
        && !is_vowel(b[n - 1])
        && !matches!(b[n - 1], b'w' | b'x' | b'y')
        && is_vowel(b[n - 2])
        && !is_vowel(b[n - 3])
        && b.iter().filter(|&&c| is_vowel(c)).count() == 1
}

/// Whether the vowel of an ending may be left out behind a word in shorthand.
fn is_noted_short(stem: &str) -> bool {
    stem.len() > 2 && stem.bytes().last().is_some_and(|last| last.is_ascii_lowercase() && !is_vowel(last))
}

/// Every form of a verb with the word it is.
pub(super) fn forms(base: &str, morphology: &Morphology) -> Vec<(Form, String)> {
    if let Some(present) = morphology.borrowed.get(base) {
        let present = present.iter().map(|word| (Form::Third, word.clone()));
        return std::iter::once((Form::Base, base.to_owned())).chain(present).collect();
    }
    let y_stem = base.strip_suffix('y').filter(|stem| stem.bytes().last().is_some_and(|b| !is_vowel(b)));
    let e_stem = base.strip_suffix('e').filter(|stem| !stem.ends_with('e') && !stem.ends_with('o'));
    let doubled =
        (doubles(base) || morphology.doubling.contains(base)).then(|| format!("{base}{}", &base[base.len() - 1..]));
    let stem = doubled.as_deref().unwrap_or(base);
    // "signalled" here is "signaled" there
    let single = doubled.as_deref().filter(|stem| stem.ends_with("ll")).map(|_| base);
    let third = match (y_stem, base) {
        (Some(stem), _) => format!("{stem}ies"),
        _ if base.ends_with(['s', 'x', 'z', 'o']) || base.ends_with("ch") || base.ends_with("sh") => {
            format!("{base}es")
        }
        _ => format!("{base}s"),
    };
    let ing = e_stem.map_or_else(|| format!("{stem}ing"), |stem| format!("{stem}ing"));
    // "gettin": as it is spoken, and typed in a hurry
    let spoken = ing[..ing.len() - 1].to_owned();
    let mut all =
        vec![(Form::Base, base.to_owned()), (Form::Third, third), (Form::Ing, ing.clone()), (Form::Ing, spoken)];
    all.extend(single.map(|stem| (Form::Ing, format!("{stem}ing"))));
    // "sendg", "askd": as they are noted in shorthand
    let noted = ing.strip_suffix("ing").filter(|stem| is_noted_short(stem));
    all.extend(noted.map(|stem| (Form::Ing, format!("{stem}g"))));
    match morphology.irregular.get(base) {
        Some(pasts) => all.extend(pasts.iter().map(|past| (Form::Past, past.clone()))),
        None => {
            let past = match (y_stem, base.ends_with('e')) {
                (Some(stem), _) => format!("{stem}ied"),
                (None, true) => format!("{base}d"),
                (None, false) => format!("{stem}ed"),
            };
            all.push((Form::Past, past));
            all.extend(single.map(|stem| (Form::Past, format!("{stem}ed"))));
            all.extend(Some(base).filter(|base| is_noted_short(base)).map(|base| (Form::Past, format!("{base}d"))));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(base: &str) -> String {
        let mut morphology = Morphology::default();
        morphology.irregular.insert("send".to_owned(), vec!["sent".to_owned()]);
        morphology.doubling.extend(["submit", "signal"].map(str::to_owned));
        forms(base, &morphology).into_iter().map(|(_, word)| word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn regular_and_irregular_forms() {
        assert_eq!(joined("send"), "send sends sending sendin sendg sent");
        assert_eq!(joined("plan"), "plan plans planning plannin planng planned pland");
        assert_eq!(joined("share"), "share shares sharing sharin sharg shared");
        assert_eq!(joined("reply"), "reply replies replying replyin replyg replied replyd");
        assert_eq!(joined("review"), "review reviews reviewing reviewin reviewg reviewed reviewd");
        assert_eq!(joined("agree"), "agree agrees agreeing agreein agreed");
        assert_eq!(joined("submit"), "submit submits submitting submittin submittg submitted submitd");
        assert_eq!(
            joined("signal"),
            "signal signals signalling signallin signaling signallg signalled signaled signald"
        );
        assert_eq!(joined("fix"), "fix fixes fixing fixin fixg fixed fixd");
    }

    #[test]
    fn borrowed_verbs_have_the_forms_that_are_listed() {
        let mut morphology = Morphology::default();
        morphology.borrowed.insert("senden".to_owned(), vec!["sendet".to_owned()]);
        let expected = [(Form::Base, "senden".to_owned()), (Form::Third, "sendet".to_owned())];
        assert_eq!(forms("senden", &morphology), expected);
    }
}
