//! Converts a document's text to Markdown for rustdoc: keeps paragraphs, lists, code, links and bold text, and escapes
//! everything else.

use regex::Regex;
use std::sync::LazyLock;

/// Text that stays markup: code spans, links, links within the document, bold text, and bare URLs.
static KEPT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let expressions = [
        r"`[^`\n]+`",
        r"\[(?P<text>[^\[\]\n]+)\]\((?P<link>https?://[^\s()<>`]+)\)",
        r"\[(?P<words>[^\[\]\n]+)\]\((?P<place>[#/.][^\s()<>`]*)\)",
        r"\*\*(?P<bold>[^\s*`\[\]<>/](?:[^*`\[\]<>/\n]*[^\s*`\[\]<>/])?)\*\*",
        r#"https?://[^\s<>()\[\]{}"'`|]+"#,
    ];
    Regex::new(&expressions.join("|")).ok()
});

/// Matches a line that begins a list item.
static ELEMENT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^\s*(?:[-*+•]|(?P<number>\d{1,3}[.)]))\s+").ok());

/// The prefix of a paragraph that is a list item.
pub const BULLET: &str = "* ";

/// A description as paragraphs; those that are list items begin with `BULLET`.
pub fn paragraphs(text: &str) -> Vec<String> {
    let mut found: Vec<(bool, String)> = Vec::new();
    let mut fresh = true;
    for line in text.lines() {
        if line.trim().is_empty() {
            fresh = true;
            continue;
        }
        let begins = |c: char| matches!(c, '-' | '*' | '+' | '•') || c.is_numeric();
        let element = ELEMENT.as_ref().filter(|_| line.trim_start().starts_with(begins));
        let element = element.and_then(|element| element.captures(line));
        let at = element.as_ref().and_then(|element| element.get(0)).map_or(0, |whole| whole.end());
        let number = element.as_ref().and_then(|element| element.name("number")).map(|number| number.as_str());
        let rest = line.get(at..).unwrap_or_default();
        match (element.is_some(), found.last_mut()) {
            (false, Some((_, paragraph))) if !fresh => {
                paragraph.push(' ');
                paragraph.push_str(rest.trim());
            }
            (is_element, _) => {
                let numbered = number.map(|number| format!("{number} ")).unwrap_or_default();
                found.push((is_element, format!("{numbered}{}", rest.trim())));
            }
        }
        fresh = false;
    }
    let written =
        |(is_element, text): (bool, String)| format!("{}{}", if is_element { BULLET } else { "" }, inline(&text));
    found.into_iter().map(written).collect()
}

/// A paragraph with a heading, from a document's text.
pub fn note(topic: &str, text: &str) -> String {
    format!("**{}**: {}", inline(topic), inline(text))
}

/// A document's text as one paragraph.
pub fn inline(text: &str) -> String {
    let mut plain = String::new();
    let mut at = 0;
    // Most texts hold nothing of the kind, which a search for characters finds out much faster than the expression.
    let holds_any = text.contains(['`', '[']) || ["://", "**"].iter().any(|mark| text.contains(mark));
    for kept in KEPT.iter().filter(|_| holds_any).flat_map(|kept| kept.captures_iter(text)) {
        let Some(whole) = kept.get(0) else { continue };
        escape(text.get(at..whole.start()).unwrap_or_default(), &mut plain);
        at = whole.end();
        let part = |name: &str| kept.name(name).map(|found| found.as_str());
        match (part("text"), part("words"), part("bold")) {
            (Some(words), ..) => {
                plain.push('[');
                escape(words, &mut plain);
                plain.push_str(&format!("]({})", part("link").unwrap_or_default()));
            }
            (_, Some(words), _) => {
                // Where it leads is known in the document alone.
                escape(words, &mut plain);
                plain.push_str(&format!(" ({})", code(part("place").unwrap_or_default())));
            }
            (.., Some(words)) => {
                plain.push_str("**");
                escape(words, &mut plain);
                plain.push_str("**");
            }
            _ if whole.as_str().starts_with('`') => plain.push_str(&code(whole.as_str().trim_matches('`'))),
            _ => {
                let address = whole.as_str().trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
                plain.push_str(&format!("<{address}>"));
                escape(whole.as_str().get(address.len()..).unwrap_or_default(), &mut plain);
            }
        }
    }
    escape(text.get(at..).unwrap_or_default(), &mut plain);
    plain
}

/// A JSON name or value as a code span.
pub fn code(text: &str) -> String {
    let plain: String =
        text.chars().map(|c| if c.is_control() || is_invisible(c) || c == '`' { ' ' } else { c }).collect();
    match plain.trim() {
        // Quotes show that there is nothing, or nothing but spaces.
        "" => format!("`\"{plain}\"`"),
        plain => format!("`{plain}`"),
    }
}

/// Escapes text so that nothing in it is markup.
fn escape(text: &str, plain: &mut String) {
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '_' if before.is_alphanumeric() && rest.peek().is_some_and(|next| next.is_alphanumeric()) => plain.push(c),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' => plain.extend(['\\', c]),
            // Direction marks and other invisible characters would show another text than the compiler sees.
            c if c.is_control() || is_invisible(c) => plain.push(' '),
            c => plain.push(c),
        }
        before = c;
    }
}

/// Whether a character has no form of its own but may change how others are shown.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::{inline, paragraphs};

    #[test]
    fn code_links_and_addresses_stay_and_everything_else_is_plain_text() {
        for (text, markdown) in [
            ("a_b *c* <d> [e]", r"a_b \*c\* \<d\> \[e\]"),
            ("see `x_y` and `z", r"see `x_y` and \`z"),
            ("at https://example.com/a_b.", "at <https://example.com/a_b>."),
            ("(see [the docs](https://example.com/x))", "(see [the docs](https://example.com/x))"),
            ("[evil](javascript:alert)", r"\[evil\](javascript:alert)"),
            ("[a_b](#tag/x)", r"a_b (`#tag/x`)"),
            ("**Note:** of a_b", "**Note:** of a_b"),
            ("** no ** **[evil](javascript:alert)**", r"\*\* no \*\* \*\*\[evil\](javascript:alert)\*\*"),
            ("_private", r"\_private"),
            ("a\u{202e}b", "a b"),
        ] {
            assert_eq!(inline(text), markdown, "{text}");
        }
    }

    #[test]
    fn paragraphs_and_lists_stay_apart() {
        let text = "One line\ngoes on.\n\nOf these:\n- first\n  goes on\n* second\n1. third\n\nEnd.";
        assert_eq!(
            paragraphs(text),
            ["One line goes on.", "Of these:", "* first goes on", "* second", "* 1. third", "End."]
        );
        assert!(paragraphs(" \n \n").is_empty());
    }
}
