//! Text cut into words and marks, each word folded to the form in which lexicons list it.

mod contraction;

use crate::span::Span;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters (with inner digits), or a clitic such as `'ll`.
    Word,
    /// A clitic that was written without its apostrophe: the `ll` of "theyll".
    Clitic,
    /// Starts with a digit or a currency sign before one.
    Number,
    /// A punctuation mark or symbol: its character.
    Mark(char),
}

/// A word, number or mark of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it is.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// Whether white space (or the start) comes before it.
    pub spaced: bool,
    /// Whether it starts with a capital letter.
    pub capital: bool,
}

impl Token {
    /// Whether it is this mark.
    pub fn is(&self, mark: char) -> bool {
        self.kind == TokenKind::Mark(mark)
    }

    /// Whether it is a word.
    pub fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Clitic)
    }

    /// Whether it is any mark.
    pub fn is_mark(&self) -> bool {
        matches!(self.kind, TokenKind::Mark(_))
    }

    /// Writes the form in which lexicons list it into `out`.
    pub fn fold(&self, text: &str, out: &mut String) {
        fold(self.span.of(text), out);
        if self.kind == TokenKind::Clitic {
            out.insert(0, '\'');
        }
    }

    /// Cuts off a clitic of some bytes that was written without its apostrophe.
    pub fn split_clitic(&mut self, len: usize) -> Token {
        let cut = self.span.end - len;
        let clitic =
            Token { span: Span::new(cut, self.span.end), kind: TokenKind::Clitic, spaced: false, capital: false };
        self.span.end = cut;
        clitic
    }
}

/// Marks of markup that mean nothing between words.
fn is_markup(c: char) -> bool {
    matches!(c, '*' | '`' | '\\' | '\u{200b}' | '\u{feff}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘')
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}')
}

/// Cuts `text[within]` into tokens, appended to `out`.
///
/// A hyphen or underscore between two word characters only separates ("follow-up" is two words, not spaced);
/// clitics after an apostrophe stand alone ("she'll" is `she` and `'ll`), except `n't`, which stays with its verb.
pub fn tokenize(text: &str, within: Span, out: &mut Vec<Token>) {
    let source = within.of(text);
    let mut spaced = true;
    let mut at = 0;
    while let Some(&byte) = source.as_bytes().get(at) {
        match byte {
            b' ' => (spaced, at) = (true, at + 1),
            b'a'..=b'z' | b'A'..=b'Z' => {
                let slashed = contraction::slashed_len(&source[at..]);
                let len = if slashed > 0 { slashed } else { word_len(&source[at..]) };
                let span = Span::new(within.start + at, within.start + at + len);
                let mut token = Token { span, kind: TokenKind::Word, spaced, capital: byte.is_ascii_uppercase() };
                let clitic = contraction::clitic_len(source, at, at + len);
                let clitic = (clitic > 0).then(|| token.split_clitic(clitic));
                out.push(token);
                out.extend(clitic);
                (spaced, at) = (false, at + len);
            }
            _ => {
                let Some((len, kind, sets_off)) = other(source, at, spaced, out.last()) else { break };
                let span = Span::new(within.start + at, within.start + at + len);
                let capital = source[at..].starts_with(char::is_uppercase);
                out.extend(kind.map(|kind| Token { span, kind, spaced, capital }));
                (spaced, at) = (sets_off, at + len);
            }
        }
    }
}

/// What begins with neither a space nor a plain letter: how long it is, what it is unless it only separates, and
/// whether what follows is set off.
fn other(source: &str, at: usize, spaced: bool, last: Option<&Token>) -> Option<(usize, Option<TokenKind>, bool)> {
    let rest = &source[at..];
    let c = rest.chars().next()?;
    let link = matches!(c, '[' | ']') && (rest[1..].starts_with(c) || source[..at].ends_with(c));
    // "PO #1234" names a number
    let number_sign = c == '#' && rest[1..].starts_with(|next: char| next.is_ascii_digit());
    if c.is_whitespace() || is_markup(c) || link || number_sign {
        return Some((c.len_utf8(), None, spaced || c.is_whitespace()));
    }
    let (len, kind) = if c.is_ascii_digit() {
        (number_len(rest), TokenKind::Number)
    } else if is_word_char(c) {
        (word_len(rest), TokenKind::Word)
    } else if is_apostrophe(c) && clitic_len(rest) > 0 && !spaced {
        (clitic_len(rest), TokenKind::Word)
    } else {
        (c.len_utf8(), TokenKind::Mark(c))
    };
    let joiner = matches!(kind, TokenKind::Mark('-' | '_' | '‑'))
        && !spaced
        && rest[len..].chars().next().is_some_and(is_word_char)
        && last.is_some_and(|last| !last.is_mark());
    Some((len, (!joiner).then_some(kind), false))
}

/// Length of the number at the start: digits with inner marks ("31,5", "10:30", "3/14", "2x", "40k", "16th").
fn number_len(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let inner = matches!(bytes[at], b'.' | b',' | b':' | b'/') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if bytes[at].is_ascii_alphanumeric() || inner {
            at += 1;
        } else {
            break;
        }
    }
    at
}

fn word_len(rest: &str) -> usize {
    let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if rest.as_bytes().get(plain).is_none_or(|&next| next.is_ascii() && next != b'\'') {
        return plain;
    }
    let mut end = 0;
    for (at, c) in rest.char_indices() {
        if is_word_char(c) {
            end = at + c.len_utf8();
        } else if is_apostrophe(c) {
            let after = &rest[at + c.len_utf8()..];
            let clitic = clitic_len(&rest[at..]) > 0 && !ends_in_n(&rest[..at], after);
            if clitic || !after.chars().next().is_some_and(is_word_char) {
                break;
            }
        } else {
            break;
        }
    }
    end
}

/// Whether the apostrophe stands in `n't`.
fn ends_in_n(before: &str, after: &str) -> bool {
    before.ends_with(['n', 'N'])
        && after.starts_with(['t', 'T'])
        && !after[1..].chars().next().is_some_and(is_word_char)
}

/// Length of the clitic (`'s`, `'ll`, `'re`, `'ve`, `'d`, `'m`) that starts with this apostrophe, or 0.
fn clitic_len(rest: &str) -> usize {
    let mark = rest.chars().next().map_or(0, char::len_utf8);
    let letters = &rest[mark..];
    for tail in ["ll", "re", "ve", "s", "d", "m"] {
        if letters.len() >= tail.len()
            && letters.is_char_boundary(tail.len())
            && letters[..tail.len()].eq_ignore_ascii_case(tail)
            && !letters[tail.len()..].chars().next().is_some_and(is_word_char)
        {
            return mark + tail.len();
        }
    }
    0
}

/// Writes the folded form of a word into `out`: lower case, with a plain apostrophe.
pub fn fold(word: &str, out: &mut String) {
    out.clear();
    if word.is_ascii() {
        let long = if word.as_bytes().get(1) == Some(&b'/') { contraction::slashed(word) } else { None };
        out.push_str(long.unwrap_or(word));
        out.make_ascii_lowercase();
        return;
    }
    for c in word.chars() {
        if is_apostrophe(c) {
            out.push('\'');
        } else {
            out.extend(c.to_lowercase());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        tokenize(text, Span::new(0, text.len()), &mut out);
        out.iter().map(|token| token.span.of(text)).collect()
    }

    #[test]
    fn clitics_stand_alone_but_not_stays() {
        assert_eq!(words("she’ll send it, we won't"), ["she", "’ll", "send", "it", ",", "we", "won't"]);
        assert_eq!(words("Søren's cc'd"), ["Søren", "'s", "cc", "'d"]);
    }

    #[test]
    fn clitics_stand_alone_without_their_apostrophe_too() {
        assert_eq!(words("Theyll send it, im sure"), ["They", "ll", "send", "it", ",", "i", "m", "sure"]);
        assert_eq!(
            words("so well send it, hell be there"),
            ["so", "we", "ll", "send", "it", ",", "he", "ll", "be", "there"]
        );
        assert_eq!(
            words("what the hell, it may well be id 7"),
            ["what", "the", "hell", ",", "it", "may", "well", "be", "id", "7"]
        );
        let mut folded = String::new();
        let text = "theyll";
        let mut out = Vec::new();
        tokenize(text, Span::new(0, text.len()), &mut out);
        out[1].fold(text, &mut folded);
        assert_eq!(folded, "'ll");
    }

    #[test]
    fn hyphens_inside_words_only_separate() {
        assert_eq!(words("follow-up – one-pager -"), ["follow", "up", "–", "one", "pager", "-"]);
    }

    #[test]
    fn numbers_keep_their_inner_marks() {
        assert_eq!(words("€9,000 by 3/14, 10:30. 40k"), ["€", "9,000", "by", "3/14", ",", "10:30", ".", "40k"]);
    }
}
