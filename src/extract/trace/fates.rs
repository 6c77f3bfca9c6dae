//! What became of each match of a pattern.

use crate::lexicon::pattern::{self, Gives, PatternMatch};

/// What became of a match of a pattern; `by` is another pattern's index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum Fate {
    Stands,
    Denies,
    Denied {
        by: usize,
    },
    Taken {
        by: usize,
    },
    Overlapped {
        by: usize,
    },
    OutOfPlace,
    Question,
    Told,
    Believed,
    Offered,
    TakenBack,
    Quoted,
    Title,
    Receipt,
    /// It says again, and when or how surely, what was promised before it.
    Resumed,
    Nobody,
}

impl Fate {
    /// It gave way to the pattern that shares its words.
    pub(in crate::extract) fn overlapped(by: Option<usize>) -> Fate {
        by.map_or(Fate::Stands, |by| Fate::Overlapped { by })
    }
}

/// A match, its act and its fate.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fated {
    pub(super) hit: PatternMatch,
    act: usize,
    pub(super) fate: Fate,
}

/// The fates of a sentence's matches; nothing is kept where nobody asks.
#[derive(Debug)]
pub(in crate::extract) struct Fates(pub(super) Option<Vec<Fated>>);

impl Fates {
    pub(in crate::extract) fn new(asked: bool) -> Fates {
        Fates(asked.then(Vec::new))
    }

    /// Whether somebody asks for them.
    pub(in crate::extract) fn are_told(&self) -> bool {
        self.0.is_some()
    }

    /// A match begins with a fate.
    pub(in crate::extract) fn matched(&mut self, hit: &PatternMatch, act: usize, fate: Fate) {
        if let Some(all) = &mut self.0 {
            all.push(Fated { hit: *hit, act, fate });
        }
    }

    /// A match that stood falls.
    pub(in crate::extract) fn fell(&mut self, pattern: Option<usize>, act: usize, fate: Fate) {
        self.turn(pattern, act, |before| matches!(before, Fate::Stands), fate);
    }

    /// A match stands in the place of the one that took its act before it.
    pub(in crate::extract) fn stood(&mut self, pattern: Option<usize>, act: usize) {
        self.turn(pattern, act, |before| matches!(before, Fate::Taken { .. }), Fate::Stands);
    }

    fn turn(&mut self, pattern: Option<usize>, act: usize, from: impl Fn(Fate) -> bool, to: Fate) {
        let meant = |one: &&mut Fated| Some(one.hit.pattern) == pattern && one.act == act && from(one.fate);
        if let Some(one) = self.0.iter_mut().flatten().find(meant) {
            one.fate = to;
        }
    }
}

/// What became of it, in words.
pub(super) fn fate_words(fate: Fate, gives: Gives, context: pattern::Context, by: &str) -> String {
    match fate {
        Fate::Stands => format!("stands: {}", gives_words(gives)),
        Fate::Denies => "stands: what it covers is no commitment".to_owned(),
        Fate::Denied { .. } => format!("fell: denied by {by}"),
        Fate::Taken { .. } => format!("fell: {by} took the act before it"),
        Fate::Overlapped { .. } => format!("fell: it shares its words with {by}"),
        Fate::OutOfPlace => format!("fell: it holds only {}", place_words(context)),
        Fate::Question => "fell: the sentence is a question".to_owned(),
        Fate::Told => "fell: another act is done to whoever is named".to_owned(),
        Fate::Believed => "fell: it is what somebody hopes or thinks".to_owned(),
        Fate::Offered => "fell: what we offered is nobody's task until it is taken up".to_owned(),
        Fate::TakenBack => "fell: it is taken back at once".to_owned(),
        Fate::Quoted => "fell: it stands in quotation marks".to_owned(),
        Fate::Title => "fell: the line is the note's title".to_owned(),
        Fate::Resumed => "fell: it tells more of the commitment before it".to_owned(),
        Fate::Receipt => "fell: another act of the sentence is the commitment".to_owned(),
        Fate::Nobody => "fell: nobody is there to do it".to_owned(),
    }
}

fn gives_words(gives: Gives) -> &'static str {
    match gives {
        Gives::Firm => "a firm commitment",
        Gives::Tentative => "a tentative commitment",
        Gives::Request => "a request",
        Gives::Event => "an event",
        Gives::Receipt => "a firm commitment of ours",
        Gives::Nothing => "nothing",
    }
}

fn place_words(context: pattern::Context) -> &'static str {
    match context {
        pattern::Context::Anywhere => "anywhere",
        pattern::Context::Dated => "in an action list or with a time",
        pattern::Context::DatedNote => "in an action list or with a time, and not in speech",
        pattern::Context::Ours => "in notes, where one of ours or a partner acts",
        pattern::Context::Pledged => "in an action list, with a time, where we act, or where it goes to us",
        pattern::Context::Handover => "where something is handed over, and not in speech",
        pattern::Context::Standing => "where somebody's standing with others is used, and not in speech",
        pattern::Context::Deadline => "with a time by which, and not in speech",
        pattern::Context::Item => "in an action list, or as a bare act in another list",
        pattern::Context::Note => "outside speech",
        pattern::Context::Speech => "in speech",
        pattern::Context::Mail => "in a message to the customer",
        pattern::Context::Minutes => "in a note that knows no customer",
        pattern::Context::Letter => "in a mail that knows no customer",
        pattern::Context::Actions => "in an action list",
    }
}
