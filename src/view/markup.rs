//! Markup inside a line, taken away: emphasis, links, code marks, tags, escapes and entities. Linear in the text.

use std::borrow::Cow;

/// Tags that mean nothing but looks; anything else in angle brackets may be the author's words.
const TAGS: [&str; 24] = [
    "a", "b", "br", "code", "del", "div", "em", "font", "h1", "h2", "h3", "i", "img", "li", "mark", "ol", "p", "s",
    "small", "span", "strong", "sub", "u", "ul",
];

/// The named entities that exports of notes contain.
const ENTITIES: [(&str, &str); 14] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("euro", "€"),
];

/// How far the end of a tag or of a link's target is looked for: keeps hostile text linear.
const REACH: usize = 2048;

/// The text without its inline markup.
///
/// ```
/// use goodmeeting::view::resolve;
/// assert_eq!(resolve("**Priya** sends [the form](https://acme.example/f) &amp; a_b_c"), "Priya sends the form & a_b_c");
/// ```
pub fn resolve(text: &str) -> Cow<'_, str> {
    if memchr::memchr3(b'*', b'_', b'[', text.as_bytes()).is_none()
        && !text.bytes().any(|byte| matches!(byte, b'`' | b'~' | b'=' | b'<' | b'&' | b'\\'))
    {
        return Cow::Borrowed(text);
    }
    let mut scan = Scan { text, at: 0, edits: Vec::new(), brackets: Vec::new(), open: Vec::new() };
    scan.run();
    Cow::Owned(scan.edited())
}

/// Bytes to replace.
struct Edit {
    start: usize,
    end: usize,
    with: String,
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
    edits: Vec<Edit>,
    /// Where square brackets were opened.
    brackets: Vec<usize>,
    /// The last opening run of each delimiter: its byte, its length and its place. At most a dozen.
    open: Vec<(u8, usize, usize)>,
}

impl Scan<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            let next = match byte {
                b'\\' if bytes.get(self.at + 1).is_some_and(u8::is_ascii_punctuation) => {
                    self.cut(self.at, self.at + 1);
                    self.at + 2
                }
                b'&' => self.entity(),
                b'<' => self.tag(),
                b'[' => {
                    self.brackets.push(self.at);
                    self.at + 1
                }
                b']' => self.link(),
                b'*' | b'_' | b'~' | b'=' | b'`' => self.delimiter(byte),
                _ => self.at + 1,
            };
            self.at = next;
        }
    }

    /// An opening or closing run of emphasis, or a run that is neither.
    fn delimiter(&mut self, byte: u8) -> usize {
        let start = self.at;
        let length = self.text.as_bytes()[start..].iter().take_while(|&&other| other == byte).count();
        let end = start + length;
        let (before, after) = (self.text[..start].chars().next_back(), self.text[end..].chars().next());
        let inside_word = |one: Option<char>| one.is_some_and(char::is_alphanumeric);
        let is_blank = |one: Option<char>| one.is_none_or(char::is_whitespace);
        let counts = match byte {
            b'~' | b'=' => length == 2,
            b'_' => length <= 3 && !(inside_word(before) && inside_word(after)),
            _ => length <= 3,
        };
        if !counts {
            return end;
        }
        let opened = self.open.iter().position(|&(one, many, _)| (one, many) == (byte, length));
        match opened {
            Some(index) if !is_blank(before) => {
                let (_, _, opening) = self.open.swap_remove(index);
                self.cut(opening, opening + length);
                self.cut(start, end);
            }
            _ if is_blank(after) => {}
            Some(index) => self.open[index].2 = start,
            None => self.open.push((byte, length, start)),
        }
        end
    }

    /// A bracket that closes: of a link with a target, of a wiki link, or of plain words.
    fn link(&mut self) -> usize {
        let (closing, bytes) = (self.at, self.text.as_bytes());
        let Some(opening) = self.brackets.pop() else { return closing + 1 };
        if bytes.get(closing + 1) == Some(&b'(')
            && let Some(end) = self.find(closing + 2, b')')
            && opening + 1 < closing
        {
            let image = opening > 0 && bytes[opening - 1] == b'!';
            self.cut(opening - usize::from(image), opening + 1);
            self.cut(closing, end + 1);
            return end + 1;
        }
        let outer = self.brackets.last().copied();
        let is_wiki = bytes.get(closing + 1) == Some(&b']') && outer.is_some_and(|outer| outer + 1 == opening);
        if is_wiki && closing - opening <= REACH {
            self.brackets.pop();
            let target = self.text[opening..closing].find('|').map_or(opening + 1, |bar| opening + bar + 1);
            self.cut(opening - 1, target);
            self.cut(closing, closing + 2);
            return closing + 2;
        }
        closing + 1
    }

    /// A tag, which goes, or an address in angle brackets, which stays without them.
    fn tag(&mut self) -> usize {
        let start = self.at;
        let Some(end) = self.find(start + 1, b'>') else { return start + 1 };
        let inside = &self.text[start + 1..end];
        if ["http://", "https://", "mailto:"].iter().any(|scheme| inside.starts_with(scheme)) {
            self.cut(start, start + 1);
            self.cut(end, end + 1);
            return end + 1;
        }
        let name = inside.trim_start_matches('/');
        let name = &name[..name.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(name.len())];
        if !TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name)) {
            return start + 1;
        }
        let with = if ["br", "p", "div", "li"].iter().any(|tag| tag.eq_ignore_ascii_case(name)) { " " } else { "" };
        self.edits.push(Edit { start, end: end + 1, with: with.to_owned() });
        end + 1
    }

    fn entity(&mut self) -> usize {
        let start = self.at;
        let rest = &self.text.as_bytes()[start + 1..];
        let Some(length) = rest.iter().take(10).position(|&byte| byte == b';') else { return start + 1 };
        let end = start + 1 + length;
        let Some(with) = self.text.get(start + 1..end).and_then(entity) else { return start + 1 };
        self.edits.push(Edit { start, end: end + 1, with });
        end + 1
    }

    /// The next `byte` on the same line and within reach.
    fn find(&self, from: usize, byte: u8) -> Option<usize> {
        let bytes = &self.text.as_bytes()[from..];
        let found = memchr::memchr2(byte, b'\n', &bytes[..bytes.len().min(REACH)])?;
        (bytes[found] == byte).then_some(from + found)
    }

    fn cut(&mut self, start: usize, end: usize) {
        self.edits.push(Edit { start, end, with: String::new() });
    }

    fn edited(mut self) -> String {
        self.edits.sort_by_key(|edit| edit.start);
        let mut out = String::with_capacity(self.text.len());
        let mut done = 0;
        for edit in &self.edits {
            if edit.start >= done {
                out.push_str(&self.text[done..edit.start]);
                out.push_str(&edit.with);
                done = edit.end;
            }
        }
        out.push_str(&self.text[done..]);
        out
    }
}

/// What an entity stands for, without its ampersand and semicolon.
fn entity(name: &str) -> Option<String> {
    let number = match name.strip_prefix('#') {
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => digits.parse().ok(),
        },
        None => {
            let known = ENTITIES.iter().find(|(known, _)| *known == name);
            return known.map(|(_, character)| (*character).to_owned());
        }
    };
    number.and_then(char::from_u32).map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn markup_goes_and_words_stay() {
        for (marked, words) in [
            ("no markup", "no markup"),
            ("**bold**, *slanted*, __bold__ and _slanted_", "bold, slanted, bold and slanted"),
            ("***both*** ~~gone~~ ==marked== `code`", "both gone marked code"),
            ("snake_case_name and 2 * 3 * 4 and a == b", "snake_case_name and 2 * 3 * 4 and a == b"),
            ("* not closed, **neither", "* not closed, **neither"),
            ("[text](http://x.example) ![alt](i.png) [x] [a](b", "text alt [x] [a](b"),
            ("[[Acme]] and [[acme|the customer]]", "Acme and the customer"),
            ("<b>Priya</b><br>sends <5 users> <https://x.example>", "Priya sends <5 users> https://x.example"),
            ("R&amp;D &#39;s &#x2013; &bogus; AT&T", "R&D 's – &bogus; AT&T"),
            (r"\*kept\* C:\dir", r"*kept* C:\dir"),
            ("é**ö**ü", "éöü"),
        ] {
            assert_eq!(resolve(marked), words, "{marked}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_resolved(text in r"[\[\]()<>*_~=`&;#x|!\\ab é\n]{0,60}") {
            prop_assert!(resolve(&text).len() <= text.len());
        }
    }
}
