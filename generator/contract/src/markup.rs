//! Removes the markup of descriptions: Markdown emphasis and links, HTML tags, entities. Code is kept as a quotation in
//! backticks.

use regex::{Captures, Regex};
use std::sync::LazyLock;

/// Names of HTML tags. Anything else in angle brackets, such as `List<String>` or `<id>`, is text.
macro_rules! tags {
    () => {
        "a|abbr|b|big|blockquote|br|center|code|dd|del|div|dl|dt|em|font|h[1-6]|hr|i|img|ins|kbd|li|nobr|ol|p|pre|samp|small|span|strike|strong|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul|var|wbr"
    };
}

static CODE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)<(?:code|tt|kbd|samp|var)(?:\s[^<>]*)?>([^<>`]*)</(?:code|tt|kbd|samp|var)>").ok()
});
static TAG: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(concat!(r"(?i)</?(?:", tags!(), r")(?:\s[^<>]*)?/?>|<!--.*?-->")).ok());
static LINK: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"!?\[([^\[\]]+)\](?:\([^()\s]*(?:\s[^()]*)?\)|\[[^\[\]]*\])").ok());
static STRONG: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(^|[\s(\[,;:>'\x22])(\*{1,3}|_{2,3})([^\s*_](?:[^*\n]*?[^\s*])?)(\*{1,3}|_{2,3})").ok()
});
/// Words between single underscores; names such as `_id_` stay as they are.
static SLANTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(^|[\s(\[])_([A-Za-z]+(?:[ ,.:-]+[A-Za-z]*)+|[Oo]ptional|[Rr]equired|[Dd]eprecated)_($|[\s.,;:)\]])")
        .ok()
});
static FENCE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"`{2,}\s*([^`]+?)\s*`{2,}").ok());
static ENTITY: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"&(?:#(?P<n>\d{1,6})|#[xX](?P<h>[0-9a-fA-F]{1,6})|(?P<name>[A-Za-z]{2,8}));").ok());

/// The text of a sentence as its reader sees it, with single spaces.
pub fn plain(text: &str) -> String {
    let mut text = keyed(text);
    if text.contains('<') {
        replace(&CODE, &mut text, |code| format!("`{}`", code.get(1).map_or("", |inside| inside.as_str()).trim()));
        replace(&TAG, &mut text, |_| String::new());
    }
    if text.contains("](") || text.contains("][") {
        replace(&LINK, &mut text, |link| link.get(1).map_or("", |inside| inside.as_str()).to_owned());
    }
    if text.contains('&') {
        replace(&ENTITY, &mut text, entity);
    }
    if text.contains("``") {
        replace(&FENCE, &mut text, |code| format!("`{}`", code.get(1).map_or("", |inside| inside.as_str())));
    }
    if text.contains('*') || text.contains("__") {
        replace(&STRONG, &mut text, |strong| {
            let part = |at| strong.get(at).map_or("", |part| part.as_str());
            format!("{}{}", part(1), part(3))
        });
    }
    // A star of its own leads to a footnote: "*Required if …".
    if text.starts_with('*') && !text.get(1..).is_some_and(|rest| rest.contains('*') || rest.starts_with(' ')) {
        text.remove(0);
    }
    if text.contains('_') {
        replace(&SLANTED, &mut text, |slanted| {
            let part = |at| slanted.get(at).map_or("", |part| part.as_str());
            format!("{}{}{}", part(1), part(2), part(3))
        });
    }
    if text.contains("\\_") {
        text = text.replace("\\_", "_");
    }
    text.split('\n')
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect::<Vec<_>>()
        .join("\n")
        .trim()
        .to_owned()
}

/// A text in the characters of a keyboard: other hyphens and minus signs are `-`, an apostrophe is `'`, and what has no
/// width is left out. Quotation marks stay.
fn keyed(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut keyed = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\u{2010}' | '\u{2011}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' => keyed.push('-'),
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
            '’' if keyed.ends_with(char::is_alphanumeric) && chars.peek().is_some_and(|next| next.is_alphabetic()) => {
                keyed.push('\'');
            }
            other => keyed.push(other),
        }
    }
    keyed
}

fn replace(regex: &LazyLock<Option<Regex>>, text: &mut String, with: impl Fn(&Captures<'_>) -> String) {
    if let Some(regex) = regex.as_ref()
        && regex.is_match(text)
    {
        *text = regex.replace_all(text, |found: &Captures<'_>| with(found)).into_owned();
    }
}

/// The character of an entity; one that nobody knows is kept as it is.
fn entity(found: &Captures<'_>) -> String {
    let number =
        |name: &str, radix| found.name(name).and_then(|digits| u32::from_str_radix(digits.as_str(), radix).ok());
    let character = number("n", 10).or_else(|| number("h", 16)).and_then(char::from_u32);
    let named = found.name("name").and_then(|name| {
        Some(match name.as_str() {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" | "ldquo" | "rdquo" => '"',
            "apos" | "lsquo" | "rsquo" => '\'',
            "nbsp" => ' ',
            "le" => '≤',
            "ge" => '≥',
            "ndash" | "mdash" => '–',
            "hellip" => '…',
            "bull" => '•',
            _ => return None,
        })
    });
    character.or(named).map_or_else(|| found.get(0).map_or("", |all| all.as_str()).to_owned(), String::from)
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn markup_is_removed_and_code_stays_quoted() {
        for (text, expected) in [
            ("The default is <strong>hls</strong>.", "The default is hls."),
            ("One of <code>ring</code> or <code>mute</code>.", "One of `ring` or `mute`."),
            (
                "An [ISO 4217 code](https://example.com/iso_4217) of three letters.",
                "An ISO 4217 code of three letters.",
            ),
            ("***Optional*** - **How** many *rows*.", "Optional - How many rows."),
            ("It is &lt;b&gt; &amp; &#39;c&#39; &unknown;", "It is <b> & 'c' &unknown;"),
            ("A List<String> of <id>s, 3 * 4 * 5.", "A List<String> of <id>s, 3 * 4 * 5."),
            ("It can’t be −1, non‑breaking or zero\u{200b}-width.", "It can't be -1, non-breaking or zero-width."),
            ("_Read-only._ Say ‘ring’. *Required", "Read-only. Say ‘ring’. *Required"),
            ("*Required if `_id_` is set.", "Required if `_id_` is set."),
            ("Use ``ring`` or snake_case_name and my\\_name.", "Use `ring` or snake_case_name and my_name."),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
    }
}
