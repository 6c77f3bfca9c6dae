//! Words of notes that stay words, whatever the format around them makes of its own signs.

use super::text::{clean, safe};
use std::borrow::Cow;

/// A cell that no spreadsheet takes for a formula.
pub(super) fn inert(cell: &str) -> Cow<'_, str> {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        true => format!("'{cell}").into(),
        false => cell.into(),
    }
}

/// Text in Markdown: no markup, no HTML, no link, no formula, and no cell of a table ends.
pub(super) fn markdown(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    for character in clean(text).chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '!' | '&' | '~' | '$' | '@')
        {
            made.push('\\');
        }
        made.push(character);
    }
    // A link needs no more than these.
    made.replace("www.", "www\\.").replace("://", "\\://")
}

/// Text and attributes of XML 1.0, which has no place for some characters, escaped or not.
pub(super) fn xml(text: &str) -> String {
    let allowed = safe(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
    quick_xml::escape::escape(&allowed).into_owned()
}

/// What a workflow command of GitHub says.
pub(super) fn command_data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property of a workflow command of GitHub.
pub(super) fn command_property(text: &str) -> String {
    command_data(text).replace(':', "%3A").replace(',', "%2C")
}

/// Text of a SARIF message, in which `[words](target)` would be a link.
pub(super) fn no_link(text: &str) -> String {
    clean(text).replace("](", "] (")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words() {
        assert_eq!(inert("=1+1"), "'=1+1");
        assert_eq!(inert("a=1"), "a=1");
        assert_eq!(markdown("a|b `c` [d](http://e) <f>"), r"a\|b \`c\` \[d\](http\://e) \<f\>");
        assert_eq!(xml("a]]>\u{1b}\u{ffff}\n<b a='\"&"), "a]]&gt;\u{fffd}\u{fffd}\u{fffd}&lt;b a=&apos;&quot;&amp;");
        assert_eq!(command_data("100%0A\n::error::"), "100%250A%0A::error::");
        assert_eq!(command_property("a:b,c"), "a%3Ab%2Cc");
        assert_eq!(no_link("[a](1)"), "[a] (1)");
    }
}
