//! Whether a full stop, a mark or an ellipsis ends the sentence.

use super::words::{self, Word};

/// Marks at the possible end of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// One full stop.
    Stop,
    /// An exclamation mark, which can be part of a name.
    Exclamation,
    /// A question mark, or several marks.
    Strong,
    /// Two or more full stops, or `…`.
    Ellipsis,
    /// A mark of a script that puts no space behind it.
    Wide,
}

/// The marks that begin at `at`, with the closing quotes and brackets behind them.
#[derive(Debug, Clone, Copy)]
struct Run {
    mark: Mark,
    /// Whether quotes, brackets or markup close behind the marks.
    is_closed: bool,
    /// Where the last group of marks begins.
    last: usize,
    end: usize,
}

/// Where the sentence ends, if it does at the mark at `at`; else where to look on.
pub(super) fn at_mark(text: &str, sentence: usize, at: usize, end: usize) -> Result<usize, usize> {
    let bytes = &text.as_bytes()[..end];
    let Some(run) = run(bytes, at) else { return Err(at + 1) };
    // "her student (?!) walks it": marks alone in brackets are a remark
    if run.is_closed && at > sentence && matches!(bytes[at - 1], b'(' | b'[') {
        return Err(run.end);
    }
    let (spaced, count) = spaced_dots(bytes, run.end);
    let next = skip_space(text, spaced, end);
    if count > 0 {
        // Three spaced stops leave something out, the fourth ends the sentence.
        let ends = count >= 3 && Next::read(text, next, end).is_upper;
        // "word. . . . Next": the stop is the sentence's own, the ellipsis the next one's.
        let is_own = at > 0 && bytes[at - 1].is_ascii_alphanumeric() && run.end == at + 1;
        return match (ends, is_own) {
            (true, true) => Ok(run.end),
            (true, false) => Ok(spaced),
            (false, _) => Err(spaced),
        };
    }
    if run.mark == Mark::Wide {
        return Ok(run.end);
    }
    if next == run.end && run.end < end {
        return Err(run.end);
    }
    if let Some(length) = emoticon(&text[next..end]) {
        return Ok(next + length);
    }
    let follows = Next::read(text, next, end);
    if ends(text, sentence, &run, &follows) { Ok(run.end) } else { Err(run.end) }
}

/// Reads groups of marks, each with what closes behind it: `?!`, `."`, `!).`, `.[3]`.
fn run(bytes: &[u8], at: usize) -> Option<Run> {
    let (mark, mut end) = marks(bytes, at)?;
    let mut run = Run { mark, is_closed: false, last: at, end };
    loop {
        let closed = closers(bytes, end);
        run.is_closed = closed > end;
        run.end = closed;
        match marks(bytes, closed).filter(|_| run.is_closed) {
            Some((mark, next)) => {
                run.mark = mark;
                run.last = closed;
                end = next;
            }
            None => break,
        }
    }
    run.end = apart(bytes, run.end);
    Some(run)
}

/// Skips what belongs to the sentence though a space stands before it: `! !`, `[3]`.
fn apart(bytes: &[u8], mut at: usize) -> usize {
    let is_apart = |end: usize| bytes.get(end).is_none_or(u8::is_ascii_whitespace);
    while bytes.get(at) == Some(&b' ') {
        let end = match bytes.get(at + 1) {
            Some(b'!' | b'?') => at + 2,
            Some(b'[') => closers(bytes, at + 1),
            _ => at + 1,
        };
        if end == at + 1 || !is_apart(end) {
            break;
        }
        at = end;
    }
    at
}

/// One group of marks.
fn marks(bytes: &[u8], at: usize) -> Option<(Mark, usize)> {
    let (mut end, mut stops, mut strong, mut wide) = (at, 0, 0, false);
    loop {
        let rest = &bytes[end..];
        end += match rest.first() {
            Some(b'.') => {
                stops += 1;
                1
            }
            Some(b'!') => {
                strong += 1;
                1
            }
            Some(b'?') => {
                strong += 2;
                1
            }
            _ if rest.starts_with("…".as_bytes()) => {
                stops += 2;
                3
            }
            _ if ["。", "！", "？"].iter().any(|mark| rest.starts_with(mark.as_bytes())) => {
                wide = true;
                3
            }
            _ => break,
        };
    }
    let mark = match (wide, strong, stops) {
        (true, ..) => Mark::Wide,
        (_, 2.., _) => Mark::Strong,
        (_, 1, _) => Mark::Exclamation,
        (.., 0) => return None,
        (.., 1) => Mark::Stop,
        _ => Mark::Ellipsis,
    };
    Some((mark, end))
}

/// Skips closing quotes, brackets, emphasis and `[3]`.
fn closers(bytes: &[u8], mut at: usize) -> usize {
    loop {
        let rest = &bytes[at..];
        at += match rest.first() {
            Some(b'"' | b'\'' | b')' | b']' | b'}' | b'*' | b'_' | b'~' | b'`') => 1,
            Some(b'[') => match note_number(rest) {
                Some(length) => length,
                None => return at,
            },
            Some(0xC2) if rest.get(1) == Some(&0xBB) => 2,
            Some(0xE2) if matches!(rest.get(1..3), Some([0x80, 0x99 | 0x9D | 0xBA])) => 3,
            Some(0xE3) if matches!(rest.get(1..3), Some([0x80, 0x8D | 0x8F])) => 3,
            Some(0xEF) if matches!(rest.get(1..3), Some([0xBC, 0x89])) => 3,
            _ => return at,
        }
    }
}

/// The length of a face that stands by itself: it belongs to the sentence before.
fn emoticon(words: &str) -> Option<usize> {
    let length = words.bytes().take(5).take_while(|b| !b.is_ascii_whitespace()).count();
    let face = words.as_bytes().get(..length)?;
    let (eyes, mouth) = face.split_first()?;
    let mouth = mouth.strip_prefix(b"-").unwrap_or(mouth);
    let is_face = matches!(eyes, b':' | b';' | b'=') && matches!(mouth, [b')' | b'(' | b'D' | b'P' | b'p' | b'/', ..]);
    (is_face && length < 5 && mouth.iter().all(|b| *b == mouth[0])).then_some(length)
}

/// The length of `[3]`.
fn note_number(rest: &[u8]) -> Option<usize> {
    let digits = rest[1..].iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    (digits > 0 && rest.get(1 + digits) == Some(&b']')).then_some(digits + 2)
}

/// Skips " . . ." and what closes behind it; also tells how many stops there are.
fn spaced_dots(bytes: &[u8], mut at: usize) -> (usize, usize) {
    let mut count = 0;
    while bytes[at..].starts_with(b" .") && bytes.get(at + 2).is_none_or(|b| !b.is_ascii_alphanumeric()) {
        at += 2;
        count += 1;
    }
    if count > 0 { (closers(bytes, at), count) } else { (at, 0) }
}

fn skip_space(text: &str, at: usize, end: usize) -> usize {
    let rest = &text[at..end];
    end - rest.trim_start_matches(|c: char| c.is_whitespace() || c == '>').len()
}

/// What follows the white space behind a run of marks.
#[derive(Debug, Clone, Copy, Default)]
struct Next<'t> {
    is_upper: bool,
    is_lower: bool,
    is_digit: bool,
    /// Whether a code in capitals and digits follows, as of an order: "NAC/26/0417".
    is_code: bool,
    is_bracketed: bool,
    is_arrow: bool,
    /// Whether a comma or the like follows: the sentence goes on.
    is_joined: bool,
    /// Whether the word is one letter with a stop.
    is_initial: bool,
    word: &'t str,
}

impl<'t> Next<'t> {
    fn read(text: &'t str, at: usize, end: usize) -> Next<'t> {
        let opened = &text[at..end];
        let is_opener = |c: char| {
            matches!(c, '"' | '\'' | '“' | '‘' | '«' | '‹' | '„' | '(' | '[' | '*' | '_' | '~' | '`' | '¿' | '¡' | '@')
        };
        let rest = opened.trim_start_matches(is_opener);
        let Some(first) = rest.chars().next() else { return Next::default() };
        let is_part = |c: &char| c.is_alphanumeric() || matches!(c, '\'' | '’');
        let length: usize = rest.chars().take(17).take_while(is_part).map(char::len_utf8).sum();
        Next {
            is_upper: first.is_uppercase() || (first.is_alphabetic() && !first.is_lowercase()),
            is_lower: first.is_lowercase(),
            is_digit: first.is_ascii_digit(),
            is_code: first.is_uppercase() && is_code(rest),
            is_joined: matches!(first, ',' | ';' | ':'),
            is_arrow: matches!(first, '→' | '⇒' | '➔' | '='),
            is_bracketed: opened.starts_with(['(', '[']),
            is_initial: length == first.len_utf8() && rest[length..].starts_with('.'),
            word: &rest[..length],
        }
    }

    /// Whether the next word would begin a sentence anywhere.
    fn is_starter(&self) -> bool {
        self.is_upper && !self.is_initial && words::look_up(self.word).is_starter
    }
}

fn ends(text: &str, sentence: usize, run: &Run, next: &Next) -> bool {
    match run.mark {
        _ if next.is_joined => false,
        Mark::Ellipsis => next.is_upper && !next.is_bracketed,
        Mark::Exclamation => !next.is_lower,
        Mark::Strong | Mark::Wide => !next.is_lower || !run.is_closed,
        Mark::Stop => stop_ends(text, sentence, run, next),
    }
}

fn is_code(rest: &str) -> bool {
    let mut has_digit = false;
    let mut code = rest.chars().take_while(|c| !c.is_whitespace());
    code.all(|c| {
        has_digit |= c.is_ascii_digit();
        !c.is_lowercase()
    }) && has_digit
}

/// Whether one full stop ends the sentence.
fn stop_ends(text: &str, sentence: usize, run: &Run, next: &Next) -> bool {
    let before = word_before(text, sentence, run.last);
    let word = words::look_up(before);
    let length = before.chars().take(3).count();
    let is_letters = before.chars().all(char::is_alphabetic);
    let is_number = !before.is_empty() && before.bytes().all(|b| b.is_ascii_digit());
    if word.never_ends || (word.before_number && (next.is_digit || next.is_code)) {
        return false;
    }
    if word.is_time {
        return next.is_starter() || follows_title(text, sentence, run.last, next);
    }
    if word.before_starter || is_acronym(before) || (length == 1 && is_letters) {
        return next.is_starter();
    }
    if next.is_digit && is_day(before) {
        return false;
    }
    if is_number && length <= 2 {
        return !next.is_lower && !words::look_up(next.word).is_month;
    }
    if next.is_lower {
        return !run.is_closed && is_full_word(before, word);
    }
    // "Halden (distrib.) → price list"
    !(run.is_closed && next.is_arrow)
}

/// Whether a day in figures stands before the stop, behind which its hour follows: "24.03. 10:00".
fn is_day(before: &str) -> bool {
    let is_part = |part: &str| matches!(part.len(), 1 | 2) && part.bytes().all(|byte| byte.is_ascii_digit());
    before.split_once('.').is_some_and(|(day, month)| is_part(day) && is_part(month))
}

/// "… until 6 p.m. Mr. Smith then …": after a few words, a title begins a new sentence.
fn follows_title(text: &str, sentence: usize, at: usize, next: &Next) -> bool {
    next.is_upper
        && words::look_up(next.word).is_title
        && text[sentence..at].split_ascii_whitespace().take(5).count() == 5
}

/// The word that ends at `at`, without what opens or joins it.
fn word_before(text: &str, sentence: usize, at: usize) -> &str {
    let head = &text[sentence..at];
    let joins = |c: char| !(c.is_alphanumeric() || matches!(c, '.' | '\'' | '’' | '°' | '&'));
    // Whatever is longer is no abbreviation; a bounded look back keeps endless words cheap.
    let from = head.char_indices().rev().take(24).find(|&(_, c)| joins(c)).map(|(index, c)| index + c.len_utf8());
    let from = from.unwrap_or_else(|| head.char_indices().rev().take(24).last().map_or(head.len(), |(index, _)| index));
    head[from..].trim_start_matches(['\'', '’', '.'])
}

/// `U.S`, `p.m`, `J.R.R`: single letters between stops.
fn is_acronym(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

/// A word that a sentence can end with before a small letter: no clipped or dotted one.
fn is_full_word(before: &str, word: Word) -> bool {
    let has_vowel =
        before.chars().any(|c| matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y') || !c.is_ascii());
    let is_clipped = before.len() <= 5 && !has_vowel && before.bytes().all(|b| b.is_ascii_alphabetic());
    before.chars().nth(1).is_some() && !before.contains('.') && !is_clipped && (!word.before_number || word.is_starter)
}
