//! Which files a lexicon is made of: those that come with the program, and a folder of one's own.

use super::load::{self, Entry};
use super::pattern::{PatternEntry, Patterns};
use super::trie::Trie;
use super::weights::{Scale, WeightsFile};
use super::{EntryId, Lexicon, Source};
use crate::error::nearest;
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::Path;
use std::sync::Arc;

/// The files that come with the program.
pub const EMBEDDED: &[(&str, &str)] = &[
    ("irregular.toml", include_str!("../../lexicons/en/irregular.toml")),
    ("grammar.toml", include_str!("../../lexicons/en/grammar.toml")),
    ("acts.toml", include_str!("../../lexicons/en/acts.toml")),
    ("borrowed.toml", include_str!("../../lexicons/en/borrowed.toml")),
    ("things.toml", include_str!("../../lexicons/en/things.toml")),
    ("actors.toml", include_str!("../../lexicons/en/actors.toml")),
    ("vague.toml", include_str!("../../lexicons/en/vague.toml")),
    ("learning.toml", include_str!("../../lexicons/en/learning.toml")),
    ("pressure.toml", include_str!("../../lexicons/en/pressure.toml")),
    ("outcome.toml", include_str!("../../lexicons/en/outcome.toml")),
    ("fates.toml", include_str!("../../lexicons/en/fates.toml")),
    ("headings.toml", include_str!("../../lexicons/en/headings.toml")),
    ("patterns.toml", include_str!("../../lexicons/en/patterns.toml")),
    ("weights.toml", include_str!("../../lexicons/en/weights.toml")),
];

/// What is wrong with a lexicon, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LexiconError {
    /// A file that cannot be understood, or a declaration that is refused.
    #[error("{file}:{line}: {message}")]
    File {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong and what to do.
        message: String,
    },
    /// An id to leave out that nothing has.
    #[error("`off` in [lexicons]: there is no entry or pattern `{id}`{}", hint(nearest.as_deref()))]
    UnknownId {
        /// The id, as given.
        id: String,
        /// The nearest id that there is.
        nearest: Option<String>,
    },
}

fn hint(nearest: Option<&str>) -> String {
    match nearest {
        Some(id) => format!("; did you mean `{id}`?"),
        None => "; `goodmeeting lexicon list` lists them".to_owned(),
    }
}

impl LexiconError {
    fn at(source: &Source, message: String) -> Self {
        LexiconError::File { file: source.file.to_string(), line: source.line, message }
    }
}

impl Lexicon {
    /// Loads the files that come with the program and files of one's own, given as path and text.
    ///
    /// A file with the name of an embedded one takes its place; any other adds to them. The entries and patterns in
    /// `off` are left out, so that one's own may have their ids.
    ///
    /// # Errors
    /// A file that is not TOML, has an unknown key or sense, repeats an id, or has a phrase or pattern that cannot be
    /// read; an id in `off` that nothing has.
    pub fn load(own: &[(String, String)], off: &[String]) -> Result<Lexicon, LexiconError> {
        let named =
            |name: &str| own.iter().find(|(path, _)| Path::new(path).file_name().is_some_and(|own| own == name));
        let is_embedded =
            |path: &str| EMBEDDED.iter().any(|(name, _)| Path::new(path).file_name().is_some_and(|own| own == *name));
        let mut files = Vec::with_capacity(EMBEDDED.len() + own.len());
        for &(name, text) in EMBEDDED {
            files.push(match named(name) {
                Some((path, text)) => File::parse(path, text, Origin::Own)?,
                None => File::parse(name, text, Origin::Embedded)?,
            });
        }
        for (path, text) in own.iter().filter(|(path, _)| !is_embedded(path)) {
            files.push(File::parse(path, text, Origin::Own)?);
        }
        Loader::new(off).load(files)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    Embedded,
    Own,
}

/// A parsed file, with the place of each declaration.
struct File {
    origin: Origin,
    parsed: load::File,
    name: Arc<str>,
    /// Where each line starts but the first.
    lines: Vec<usize>,
}

impl File {
    fn parse(name: &str, text: &str, origin: Origin) -> Result<File, LexiconError> {
        let lines: Vec<usize> = text.match_indices('\n').map(|(at, _)| at + 1).collect();
        let mut file = File { origin, parsed: load::File::default(), name: name.into(), lines };
        file.parsed = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            LexiconError::at(&file.source(at), error.message().to_owned())
        })?;
        Ok(file)
    }

    fn source(&self, at: usize) -> Source {
        Source { file: Arc::clone(&self.name), line: self.lines.partition_point(|&start| start <= at) + 1 }
    }
}

/// Gathers declarations from files.
struct Loader<'o> {
    lexicon: Lexicon,
    trie: Trie,
    patterns: Vec<PatternEntry>,
    ids: FxHashMap<String, (Origin, Source)>,
    off: &'o [String],
    /// Ids that were left out.
    left_out: FxHashSet<String>,
}

impl<'o> Loader<'o> {
    fn new(off: &'o [String]) -> Self {
        Loader {
            lexicon: Lexicon::default(),
            trie: Trie::default(),
            patterns: Vec::new(),
            ids: FxHashMap::default(),
            off,
            left_out: FxHashSet::default(),
        }
    }

    fn load(mut self, mut files: Vec<File>) -> Result<Lexicon, LexiconError> {
        // the forms of verbs and the lists of words before all phrases that use them
        let vocabulary = &mut self.lexicon.vocabulary;
        for file in &mut files {
            vocabulary.morphology.learn(std::mem::take(&mut file.parsed.irregular));
            vocabulary.morphology.borrowed.extend(std::mem::take(&mut file.parsed.borrowed));
            vocabulary.morphology.doubling.extend(std::mem::take(&mut file.parsed.doubling));
            vocabulary.lists.extend(std::mem::take(&mut file.parsed.lists));
        }
        for mut file in files {
            self.weights(std::mem::take(&mut file.parsed.weights), &file)?;
            for entry in std::mem::take(&mut file.parsed.entry) {
                let source = file.source(entry.span().start);
                self.entry(entry.into_inner(), source, file.origin)?;
            }
            for pattern in std::mem::take(&mut file.parsed.pattern) {
                let source = file.source(pattern.span().start);
                self.pattern(pattern.into_inner(), source, file.origin)?;
            }
        }
        self.finish()
    }

    /// Takes the weights of a file in place of those before it.
    fn weights(&mut self, from: WeightsFile, file: &File) -> Result<(), LexiconError> {
        let wrong = |message| LexiconError::at(&file.source(0), format!("weights: {message}"));
        let weights = &mut self.lexicon.weights;
        let scales = [
            (&mut weights.commitment, from.commitment),
            (&mut weights.learning, from.learning),
            (&mut weights.vague, from.vague),
            (&mut weights.no_contact, from.no_contact),
        ];
        for (scale, from) in scales {
            if let Some(from) = from {
                *scale = Scale::new(from).map_err(wrong)?;
            }
        }
        if let Some(from) = from.kind {
            weights.kind = Scale::new(from).map_err(wrong)?;
        }
        Ok(())
    }

    fn entry(&mut self, entry: Entry, source: Source, origin: Origin) -> Result<(), LexiconError> {
        if !self.takes(&entry.id, &source, origin)? {
            return Ok(());
        }
        let id = self.lexicon.entries.len() as EntryId;
        for phrase in entry.all_phrases() {
            let slots = load::parse_phrase(&phrase, &self.lexicon.vocabulary)
                .map_err(|why| LexiconError::at(&source, format!("entry `{}`: {why}", entry.id)))?;
            self.trie.add(&slots, id);
        }
        self.lexicon.senses.push(entry.sense);
        if entry.opens || entry.closes {
            self.lexicon.bounded.push(id);
        }
        self.lexicon.entries.push(entry);
        self.lexicon.sources.push(source);
        Ok(())
    }

    fn pattern(&mut self, pattern: PatternEntry, source: Source, origin: Origin) -> Result<(), LexiconError> {
        if self.takes(&pattern.id, &source, origin)? {
            self.patterns.push(pattern);
            self.lexicon.pattern_sources.push(source);
        }
        Ok(())
    }

    /// Whether a declaration is to be loaded. An id that is off leaves out the embedded declaration, if there is one,
    /// and makes room for one's own; else it leaves out one's own.
    fn takes(&mut self, id: &str, source: &Source, origin: Origin) -> Result<bool, LexiconError> {
        if self.off.iter().any(|off| off == id) && self.left_out.insert(id.to_owned()) {
            return Ok(false);
        }
        let message = match self.ids.get(id) {
            None => {
                self.ids.insert(id.to_owned(), (origin, source.clone()));
                return Ok(true);
            }
            Some((Origin::Embedded, first)) if origin == Origin::Own => format!(
                "the id `{id}` is taken by an entry that comes with the program ({}); choose another, or put `{id}` in \
                 `off` under [lexicons] in goodmeeting.toml to replace that entry",
                first.file
            ),
            Some((_, first)) => {
                format!("the id `{id}` is used twice, first at {}:{}; rename one of them", first.file, first.line)
            }
        };
        Err(LexiconError::at(source, message))
    }

    fn finish(mut self) -> Result<Lexicon, LexiconError> {
        if let Some(id) = self.off.iter().find(|id| !self.left_out.contains(*id)) {
            let known = self.ids.keys().map(String::as_str);
            return Err(LexiconError::UnknownId { id: id.clone(), nearest: nearest_id(id, known) });
        }
        self.lexicon.matcher = std::mem::take(&mut self.trie).finish();
        self.lexicon.patterns = match Patterns::new(self.patterns.clone()) {
            Ok(patterns) => patterns,
            Err(message) => return Err(self.bad_pattern(message)),
        };
        Ok(self.lexicon)
    }

    /// The error of the first pattern that does not compile by itself.
    fn bad_pattern(&self, message: String) -> LexiconError {
        let alone = self.patterns.iter().zip(&self.lexicon.pattern_sources);
        let mut wrong = alone.filter_map(|(pattern, source)| {
            let message = Patterns::new(vec![pattern.clone()]).err()?;
            Some(LexiconError::at(source, message))
        });
        let unknown = LexiconError::File { file: "patterns".to_owned(), line: 0, message };
        wrong.next().unwrap_or(unknown)
    }
}

/// The nearest id; of equally near ones the first by name.
fn nearest_id<'i>(id: &str, known: impl Iterator<Item = &'i str>) -> Option<String> {
    let mut known: Vec<&str> = known.collect();
    known.sort_unstable_by(|one, other| other.cmp(one));
    nearest(id, known).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(files: &[(&str, &str)]) -> Vec<(String, String)> {
        files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    fn entry(id: &str, phrase: &str) -> String {
        format!("[[entry]]\nid = '{id}'\nsense = 'vague'\nphrases = ['{phrase}']\nwhy = 'x'\nhits = []\nmisses = []\n")
    }

    fn error(files: &[(&str, &str)], off: &[&str]) -> String {
        let off: Vec<String> = off.iter().map(|id| (*id).to_owned()).collect();
        Lexicon::load(&own(files), &off).expect_err("must not load").to_string()
    }

    fn ids(lexicon: &Lexicon) -> Vec<&str> {
        lexicon.entries().iter().map(|entry| entry.id.as_str()).collect()
    }

    #[test]
    fn other_files_add_and_a_file_of_the_same_name_replaces() {
        let added = Lexicon::load(&own(&[("my/mine.toml", &entry("mine", "tip top"))]), &[]).expect("loads");
        assert!(ids(&added).contains(&"mine") && ids(&added).contains(&"good-meeting"));
        let replaced =
            Lexicon::load(&own(&[("my/vague.toml", &entry("good-meeting", "tip top"))]), &[]).expect("loads");
        assert!(ids(&replaced).contains(&"good-meeting") && !ids(&replaced).contains(&"catch-up"));
        assert_eq!(replaced.source(ids(&replaced).iter().position(|id| *id == "good-meeting").unwrap() as u32).line, 1);
    }

    #[test]
    fn a_list_serves_the_phrases_of_all_files() {
        let mine = entry("mine", "<zorb>|ball top");
        let files = [("a.toml", mine.as_str()), ("b.toml", "[lists]\nzorb = ['zorb', 'roll~']\n")];
        let lexicon = Lexicon::load(&own(&files), &[]).expect("loads");
        let phrases = lexicon.literal_phrases();
        for phrase in ["zorb top", "rolled top", "ball top"] {
            assert!(phrases.contains(phrase), "{phrase}");
        }
    }

    #[test]
    fn an_embedded_id_is_free_only_where_it_is_off() {
        let mine = entry("good-meeting", "tip top");
        let files = [("my/mine.toml", mine.as_str())];
        assert!(
            error(&files, &[]).starts_with("my/mine.toml:1: the id `good-meeting` is taken by an entry that comes")
        );
        let lexicon = Lexicon::load(&own(&files), &["good-meeting".to_owned()]).expect("loads");
        let taken: Vec<&Entry> = lexicon.entries().iter().filter(|entry| entry.id == "good-meeting").collect();
        assert_eq!(taken.len(), 1);
        assert_eq!(taken[0].phrases, ["tip top"]);
    }

    #[test]
    fn off_leaves_out_ones_own_entries_and_patterns_too() {
        let off = ["mine".to_owned(), "actor-will".to_owned()];
        let lexicon = Lexicon::load(&own(&[("mine.toml", &entry("mine", "tip top"))]), &off).expect("loads");
        assert!(!ids(&lexicon).contains(&"mine"));
        assert!(!lexicon.patterns().entries.iter().any(|pattern| pattern.id == "actor-will"));
    }

    #[test]
    fn an_unknown_id_is_an_error_with_the_one_that_was_meant() {
        assert_eq!(
            error(&[], &["good-meting"]),
            "`off` in [lexicons]: there is no entry or pattern `good-meting`; did you mean `good-meeting`?"
        );
    }

    #[test]
    fn mistakes_are_named_with_file_and_line() {
        let twice = entry("mine", "tip top") + &entry("mine", "top tip");
        assert_eq!(
            error(&[("a.toml", &twice)], &[]),
            "a.toml:8: the id `mine` is used twice, first at a.toml:1; rename one of them"
        );
        assert!(error(&[("a.toml", "\n\n[[entri]]\n")], &[]).starts_with("a.toml:3: unknown field `entri`"));
        assert!(error(&[("a.toml", "\nx = [")], &[]).starts_with("a.toml:2: "));
        let keys = entry("mine", "tip top") + "wy = 'x'\n";
        assert!(error(&[("a.toml", &keys)], &[]).starts_with("a.toml:8: unknown field `wy`"));
        assert!(error(&[("a.toml", &entry("mine", "tip|"))], &[]).contains("alternative without a word"));
        assert!(error(&[("a.toml", &entry("mine", "<nope> top"))], &[]).ends_with("no [lists] has a list `nope`"));
        let pattern =
            "[[pattern]]\nid = 'mine'\ngives = 'firm'\npattern = '<nobody>'\nwhy = 'x'\nhits = []\nmisses = []\n";
        assert_eq!(error(&[("a.toml", pattern)], &[]), "a.toml:1: pattern \"mine\": no tag is called <nobody>");
    }
}
