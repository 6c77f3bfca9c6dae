//! What headings, labels and table headers say about the words below or behind them.

use crate::lexicon::words::{Token, TokenKind, tokenize};
use crate::lexicon::{Lexicon, Match, Scratch, Sense};
use crate::note::people::{Directory, is_seller};
use crate::note::{Block, BlockKind, Note, Side};
use crate::span::Span;
use rustc_hash::FxHashMap;

use super::LearningKind;

/// What a heading or label is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Topic {
    /// Nothing that the lexicon knows.
    #[default]
    None,
    /// Acts to come, of a side where it says so.
    Actions(Side),
    /// What was or will be talked about.
    Agenda,
    /// A list, but not of acts to come.
    NotActions,
    /// Who was there.
    People,
    /// What we showed or said.
    Pitch,
    /// What was said in general.
    Learned,
    /// Facts of one kind.
    Facts(LearningKind),
}

impl Topic {
    /// Its name among the signs that are weighed.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Topic::None => "none",
            Topic::Actions(Side::Us) => "actions-us",
            Topic::Actions(Side::Them) => "actions-them",
            Topic::Actions(_) => "actions",
            Topic::Agenda => "agenda",
            Topic::NotActions => "not-actions",
            Topic::People => "people",
            Topic::Pitch => "pitch",
            Topic::Learned => "learned",
            Topic::Facts(_) => "facts",
        }
    }
}

/// What a column of a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Column {
    /// Something else.
    #[default]
    Other,
    /// Who is to act.
    Owner,
    /// The act.
    Task,
    /// The day.
    Due,
    /// Whether it is done.
    Status,
}

/// What a cell of a table says besides its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CellValue {
    /// Nothing: its words are all.
    #[default]
    Words,
    /// It is empty, or names nobody.
    Nobody,
    /// All who were there.
    Everybody,
    /// It is done.
    Done,
    /// It will not be done.
    Dropped,
}

/// What is known of a block before its words are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// What the nearest heading or label that says anything is about.
    pub topic: Topic,
    /// Names in the nearest heading or label, when it is a person's.
    pub owner: Option<Span>,
    /// The side that a label of one word names ("Us", "Customer"): it holds where an outer heading tells of actions.
    pub(super) side: Side,
}

/// Reads headings and labels; kept from block to block.
#[derive(Debug, Default)]
pub struct HeadingReader {
    tokens: Vec<Token>,
    matches: Vec<Match>,
    scratch: Scratch,
    /// The labels read so far: a heading is that of every block below it.
    labels: FxHashMap<Span, Label>,
    /// The heading that only says who wrote the note, once it has been looked for.
    byline: Option<Option<usize>>,
}

/// What a heading or label says.
#[derive(Debug, Clone, Copy)]
struct Label {
    topic: Topic,
    /// Whether it is one word.
    is_word: bool,
    /// Whether that word is enough above a list: "Mine".
    is_enough: bool,
    /// Whether it is about nothing and names people.
    is_person: bool,
    /// Whom it gives the actions to.
    assignee: Option<Span>,
}

impl HeadingReader {
    fn label(&mut self, lexicon: &Lexicon, people: &Directory, text: &str, span: Span) -> Label {
        if let Some(&known) = self.labels.get(&span) {
            return known;
        }
        let (topic, alone) = self.read(lexicon, text, span);
        let whole = self.words() == 1;
        let words = span.of(text);
        let is_person = topic == Topic::None && words.len() < 60 && is_person(people, words);
        let actions = matches!(topic, Topic::Actions(_));
        let assignee = || self.assignee(people, text).or_else(|| assignee_behind(people, text, span));
        let assignee = if actions { assignee() } else { None };
        // "Action (customer): …"
        let bracketed = match (topic, brackets_behind(text, span)) {
            (Topic::Actions(Side::Unknown), Some(inner)) if assignee.is_none() => {
                match (self.topic(lexicon, text, inner), people.resolve(inner.of(text))) {
                    (side @ Topic::Actions(_), _) => Some(side),
                    (_, Some(known)) if known.is_organization => Some(Topic::Actions(known.side)),
                    _ => None,
                }
            }
            _ => None,
        };
        let is_word = whole && bracketed.is_none();
        let label = Label { topic: bracketed.unwrap_or(topic), is_word, is_enough: alone, is_person, assignee };
        self.labels.insert(span, label);
        label
    }

    /// The kinds of the matches of a sense in some bytes, and how many words each has; only these matches are kept.
    fn kinds<'l>(&mut self, lexicon: &'l Lexicon, text: &str, span: Span, sense: Sense) -> Vec<(&'l str, usize)> {
        self.tokens.clear();
        self.matches.clear();
        tokenize(text, span, &mut self.tokens);
        lexicon.find(text, &self.tokens, &mut self.scratch, &mut self.matches);
        self.matches.retain(|found| lexicon.sense(found.entry) == sense);
        let kind = |found: &Match| lexicon.entry(found.entry).kind.as_deref().unwrap_or("");
        self.matches.iter().map(|found| (kind(found), found.width())).collect()
    }

    /// Whom the heading read last gives the actions to: the last word behind "for" or a mark ("To do – Bob"), or behind one
    /// word ("ACTION Meera"); others were there or are spoken of ("agreed with Bob").
    fn assignee(&self, people: &Directory, text: &str) -> Option<Span> {
        let closed = usize::from(self.tokens.last().is_some_and(|last| last.is(')')));
        let [.., before, last] = &self.tokens[..self.tokens.len() - closed] else { return None };
        // "Bob's action"
        if self.tokens.get(1).is_some_and(|token| token.kind == TokenKind::Clitic)
            && is_given(people, self.tokens[0].span.of(text))
        {
            return Some(self.tokens[0].span);
        }
        let gives = self.tokens.len() == 2
            || before.is_mark()
            || ["for", "on"].iter().any(|word| before.span.of(text).eq_ignore_ascii_case(word));
        let is_handle = before.is('@') && people.resolve(last.span.of(text)).is_some();
        (gives && (is_handle || is_given(people, last.span.of(text)))).then_some(last.span)
    }

    fn words(&self) -> usize {
        self.tokens.iter().filter(|token| token.is_word()).count()
    }

    /// What a heading or label is about. A long one is prose that happens to hold such a word.
    pub fn topic(&mut self, lexicon: &Lexicon, text: &str, span: Span) -> Topic {
        self.read(lexicon, text, span).0
    }

    /// What a heading or label is about, and whether a word that stands alone says so.
    fn read(&mut self, lexicon: &Lexicon, text: &str, span: Span) -> (Topic, bool) {
        let kinds = self.kinds(lexicon, text, span, Sense::Heading);
        let words = self.words();
        // letters of a template ("B", "DC") are the whole label, or they are somebody's initials
        let initials = |token: &Token| {
            let word = token.span.of(text);
            token.is_word() && word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_uppercase())
        };
        // "AI(@ana)": a label with whom it goes to
        let marked =
            self.tokens.get(1).is_some_and(Token::is_mark) && kinds.first().is_some_and(|(kind, _)| *kind == "actions");
        let named = words > 1 && self.tokens.iter().skip(usize::from(marked)).any(initials);
        let best = kinds
            .iter()
            .filter(|(kind, width)| {
                !matches!(*kind, "owner" | "task" | "due" | "status") && words <= width + 4 && words <= 7
            })
            .max_by_key(|(kind, width)| (*width, kind.starts_with("actions-")));
        // "MY TASKS" names nobody: all its words are the lexicon's
        let Some((kind, width)) = best.filter(|(_, width)| !named || *width == words) else {
            return (Topic::None, false);
        };
        // one common word among others does not make a heading: "Where you are", "What it does today"
        let (kind, alone) = kind.strip_suffix("-alone").map_or((*kind, false), |kind| (kind, true));
        let most = match kind {
            _ if alone => 1,
            "actions-us" | "actions-them" => 1,
            "actions" => 4,
            "people" => 3,
            _ => 2,
        };
        if *width == 1 && words > most {
            return (Topic::None, false);
        }
        let topic = match kind {
            "actions" => Topic::Actions(self.side_named(&kinds)),
            "actions-us" => Topic::Actions(Side::Us),
            "actions-them" => Topic::Actions(Side::Them),
            "agenda" => Topic::Agenda,
            "not-actions" => Topic::NotActions,
            "people" => Topic::People,
            "pitch" => Topic::Pitch,
            "learned" => Topic::Learned,
            kind => super::learning_kind(kind).map_or(Topic::None, Topic::Facts),
        };
        (topic, alone)
    }

    fn side_named(&self, kinds: &[(&str, usize)]) -> Side {
        let us = kinds.iter().any(|(kind, _)| *kind == "actions-us");
        let them = kinds.iter().any(|(kind, _)| *kind == "actions-them");
        match (us, them) {
            (true, false) => Side::Us,
            (false, true) => Side::Them,
            _ => Side::Unknown,
        }
    }

    /// What a table column holds, by its header.
    pub fn column(&mut self, lexicon: &Lexicon, text: &str, header: Span) -> Column {
        let kinds = self.kinds(lexicon, text, header, Sense::Heading);
        let words = self.words();
        let has = |wanted: &str| kinds.iter().any(|(kind, width)| *kind == wanted && words <= width + 1);
        if has("owner") {
            Column::Owner
        } else if has("task") {
            Column::Task
        } else if has("due") {
            Column::Due
        } else if has("status") {
            Column::Status
        } else {
            Column::Other
        }
    }

    /// What a cell says: the whole of it, or for what is done its first word ("done 3 May").
    pub fn value(&mut self, lexicon: &Lexicon, text: &str, cell: Span) -> CellValue {
        if !cell.of(text).contains(char::is_alphanumeric) {
            return if cell.of(text).contains(['✓', '✔', '✅']) { CellValue::Done } else { CellValue::Nobody };
        }
        let kinds = self.kinds(lexicon, text, cell, Sense::Cell);
        let opens = self.matches.first().is_some_and(|found| self.tokens[..found.first].iter().all(Token::is_mark));
        match kinds.first().filter(|_| opens) {
            Some(("done", _)) => CellValue::Done,
            Some(("dropped", _)) => CellValue::Dropped,
            Some(("nobody", width)) if *width == self.words() => CellValue::Nobody,
            Some(("everybody", width)) if *width == self.words() => CellValue::Everybody,
            _ => CellValue::Words,
        }
    }

    /// What is known of a block from its headings, its parent items and its own label.
    pub fn context(&mut self, lexicon: &Lexicon, people: &Directory, note: &Note, block: usize) -> Context {
        let mut context = Context::default();
        let own = &note.blocks[block];
        // a letter before what somebody says is nobody's heading
        let is_letter = |label: &Span| own.kind == BlockKind::SpeakerTurn && label.len() == 1;
        if let Some(label) = own.label.filter(|label| !is_letter(label)) {
            self.refine(lexicon, people, &note.text, label, &mut context, false);
            // "me: price list by Friday" is an action wherever it stands
            let words = label.of(&note.text);
            let is_item = matches!(own.kind, BlockKind::ListItem { .. } | BlockKind::Checkbox { .. });
            let mine = own.kind != BlockKind::SpeakerTurn && words.eq_ignore_ascii_case("me");
            if mine || is_item && is_seller(words) {
                context.topic = Topic::Actions(Side::Us);
                context.owner = Some(label);
            }
            // a form's field with a name of its own is about that, whatever list it stands in
            if own.kind == BlockKind::KeyValue
                && context == Context::default()
                && !label.of(&note.text).contains(|c: char| c.is_ascii_digit())
            {
                context.topic = Topic::NotActions;
            }
        }
        let mut parent = own.parent;
        for _ in 0..8 {
            let Some(index) = parent else { break };
            let item = &note.blocks[index];
            if let Some(label) = item.label.or((item.content.len() < 60).then_some(item.content)) {
                self.refine(lexicon, people, &note.text, label, &mut context, false);
            }
            parent = item.parent;
        }
        let nested = matches!(own.kind, BlockKind::ListItem { depth } | BlockKind::Checkbox { depth, .. } if depth > 0);
        let mut heading = own.heading;
        for outer in 0..8 {
            let Some(index) = heading.filter(|&index| !is_title(note, index)) else { break };
            let before = context.topic;
            let owner = context.owner;
            self.refine(lexicon, people, &note.text, note.blocks[index].content, &mut context, true);
            // the title names the account, and the line of its author who wrote it: neither is to act
            if index == 0 || *self.byline.get_or_insert_with(|| byline(people, note)) == Some(index) {
                context.owner = owner;
            }
            // what is said below an agenda's item, or under a heading of its own, is no longer the agenda
            let list = matches!(context.topic, Topic::NotActions | Topic::Agenda);
            if before == Topic::None && list && (nested || outer > 0) {
                context.topic = Topic::None;
            }
            heading = note.blocks[index].heading;
        }
        if context.topic == Topic::Actions(Side::Unknown) {
            context.topic = Topic::Actions(context.side);
        }
        context
    }

    fn refine(
        &mut self,
        lexicon: &Lexicon,
        people: &Directory,
        text: &str,
        label: Span,
        context: &mut Context,
        by_heading: bool,
    ) {
        let Label { topic, is_word, is_enough, is_person, assignee } = self.label(lexicon, people, text, label);
        if context.owner.is_none() && is_person {
            context.owner = Some(label);
            return;
        }
        // "Actions for Ines", "Homework, Bob"
        context.owner = context.owner.or(assignee);
        if let (Topic::Actions(side @ (Side::Us | Side::Them)), true) = (topic, is_word && !(is_enough && by_heading)) {
            if context.side == Side::Unknown {
                context.side = side;
            }
            return;
        }
        match (context.topic, topic) {
            (Topic::None, topic) => context.topic = topic,
            (Topic::Actions(Side::Unknown), Topic::Actions(side)) => context.topic = Topic::Actions(side),
            // "Acme" or "Us" under "Next steps" may have been read as a mere list
            (Topic::Learned, Topic::Actions(side)) => context.topic = Topic::Actions(side),
            // "Theirs" under "Attendees" are people
            (Topic::Actions(_), Topic::People) if by_heading => context.topic = Topic::People,
            _ => {}
        }
    }
}

/// Whether a heading stands at the head of its note: it tells of the note and of no list.
fn is_title(note: &Note, heading: usize) -> bool {
    note.blocks[..heading].iter().all(|block| block.kind == BlockKind::FrontMatter)
}

/// The heading that names the author above all that the note tells, where no other names anybody: a list below others
/// than the author's name is theirs to do, and so may be that below it.
fn byline(people: &Directory, note: &Note) -> Option<usize> {
    let author = people.resolve(note.meta.author.as_deref()?)?;
    let is_heading = |block: &Block| matches!(block.kind, BlockKind::Heading { .. });
    let named = |&(at, block): &(usize, &Block)| {
        is_heading(block) && !is_title(note, at) && is_person(people, block.content.of(&note.text))
    };
    let mut headings = note.blocks.iter().enumerate().filter(named);
    let (only, block) = headings.next()?;
    let is_author = people.resolve(block.content.of(&note.text)) == Some(author);
    let is_head = |block: &Block| is_heading(block) || matches!(block.kind, BlockKind::Paragraph | BlockKind::KeyValue);
    (is_author && note.blocks[..only].iter().all(is_head) && headings.next().is_none()).then_some(only)
}

/// Whether a label names people and nothing else.
pub(super) fn is_person(people: &Directory, words: &str) -> bool {
    let known = |name: &str| {
        let name = name.trim_matches(|c: char| !c.is_alphanumeric() && c != ')');
        let bare = name.split_once('(').map_or(name, |(name, _)| name.trim());
        people.resolve(name).is_some() || people.resolve(bare).is_some()
    };
    // a handle is somebody's, whether or not the note introduces them
    if words.starts_with('@') && words.split_whitespace().count() <= 2 {
        return true;
    }
    // "Bob will:" above what he will do
    let words =
        [" will", " to"].iter().find_map(|acts| words.trim_end_matches(':').strip_suffix(acts)).unwrap_or(words);
    known(words) || words.split(['+', '&', ',', '/']).flat_map(|part| part.split(" and ")).all(known)
}

/// What stands in brackets right behind a label: "AI(@ana): …", "**Action** (Bob): …".
fn brackets_behind(text: &str, label: Span) -> Option<Span> {
    const LONGEST: usize = 40;
    let rest = &text[label.end..];
    let inner = rest.trim_start_matches(['*', '_', ' ']).strip_prefix('(')?;
    let close = inner.bytes().take(LONGEST).position(|byte| byte == b')')?;
    let open = text.len() - inner.len() + usize::from(inner.starts_with('@'));
    Some(Span::new(open, text.len() - inner.len() + close))
}

/// Whom the brackets right behind a label give the actions to.
fn assignee_behind(people: &Directory, text: &str, label: Span) -> Option<Span> {
    brackets_behind(text, label).filter(|names| is_person(people, names.of(text)))
}

/// Whether a word with a capital is one of the note's people.
fn is_given(people: &Directory, word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c == '@')
        && people.resolve(word).is_some_and(|person| !person.is_organization)
}

/// Whether a block is one where sentences are read for facts at all.
pub fn is_readable(block: &Block) -> bool {
    !matches!(
        block.kind,
        BlockKind::Code
            | BlockKind::MailHeader
            | BlockKind::Signature
            | BlockKind::FrontMatter
            | BlockKind::TableHeader
            | BlockKind::Heading { .. }
    )
}
