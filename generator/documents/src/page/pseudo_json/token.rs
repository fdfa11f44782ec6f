//! The tokens of pseudo-JSON, recognised at the beginning of a text: a key, a mark, a string of a list, prose.

/// Keys have at most this many characters.
const MAX_KEY: usize = 256;

/// The braces that end a placeholder are looked for within this many bytes.
const MAX_PLACEHOLDER: usize = 2_048;

/// Marks have at most this many characters.
const MAX_MARK: usize = 48;

/// The key at the beginning of a text, and the offset behind its colon.
///
/// At least one quote must be there: `"Key":`, `""Key":`, `Key" :`, `"Key: ` are keys, `Note:` is prose.
pub fn key(text: &str) -> Option<(String, usize)> {
    let opening = text.bytes().take_while(|byte| *byte == b'"').count();
    let body = text.get(opening..)?;
    let (name, after) = quoted(body).or_else(|| unclosed(body).filter(|_| opening > 0))?;
    let bare = opening == 0 || !body.get(name.len()..)?.starts_with('"');
    let legal = !(name.trim().is_empty() || bare && name.contains(|c: char| c.is_whitespace() || ":{}[],".contains(c)));
    let unescaped = || serde_json::from_str(&format!("\"{name}\"")).unwrap_or_else(|_| name.to_owned());
    legal.then(|| (unescaped(), opening + after))
}

/// The key at the beginning of a line whose colon was forgotten before a brace that stays open: `"Key" { A map`.
pub fn colonless(line: &str) -> Option<(String, usize)> {
    let (name, rest) = line.strip_prefix('"')?.split_once('"').filter(|(name, _)| name.len() <= MAX_KEY)?;
    let named = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    let open = rest.trim_start().strip_prefix('{').is_some_and(|rest| !rest.contains(['{', '}']));
    (named && open).then(|| (name.to_owned(), name.len() + 2))
}

/// A key with its closing quote, `Key" :`, and the offset behind the colon.
fn quoted(body: &str) -> Option<(&str, usize)> {
    let close = closing_quote(body, MAX_KEY)?;
    let (name, rest) = body.split_at_checked(close)?;
    let colon = rest.trim_start_matches('"').trim_start().strip_prefix(':')?;
    Some((name, body.len() - colon.len()))
}

/// A key without a closing quote, `Key: `, and the offset behind the colon.
fn unclosed(body: &str) -> Option<(&str, usize)> {
    let colon = body.char_indices().take(MAX_KEY).find(|(_, c)| *c == ':')?.0;
    let (name, rest) = body.split_at_checked(colon)?;
    let ends = rest.get(1..).is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
    (ends && !name.contains('"')).then_some((name, colon + 1))
}

/// The mark at the beginning of a text, brackets included: `[Optional]`, but not `[ ]`, `["a"]` or `[ A list`.
pub fn mark(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('[').filter(|inner| inner.starts_with(char::is_alphabetic))?;
    let close = inner.char_indices().take(MAX_MARK).find(|(_, c)| "]\"[{}".contains(*c))?;
    (close.1 == ']').then(|| text.get(..close.0 + 2)).flatten()
}

/// The length of the string at the beginning of a text that is an element of a list: a comma, a closing
/// bracket, another string or nothing follows it.
pub fn element(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('"')?;
    let close = closing_quote(inner, usize::MAX)?;
    let rest = inner.get(close + 1..)?.trim_start();
    let ends = rest.chars().next().is_none_or(|c| matches!(c, ',' | ']' | '"'));
    ends.then_some(close + 2)
}

/// The offset of the first quote that is not escaped.
fn closing_quote(text: &str, within: usize) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices().take(within) {
        match c {
            '"' if !escaped => return Some(at),
            _ => escaped = c == '\\' && !escaped,
        }
    }
    None
}

/// Whether a text begins with a placeholder in doubled braces, `{{the queue}}`.
pub fn placeholder(text: &str) -> bool {
    let near = text.as_bytes().get(..MAX_PLACEHOLDER).unwrap_or(text.as_bytes());
    text.starts_with("{{") && near.windows(2).any(|two| two == b"}}")
}

/// The length of the prose at the beginning of a line, and the brace or bracket that it opens, if any.
///
/// With `inline`, the prose also ends at a comma before the next key and at the first closing brace that it does not
/// open; otherwise only closing braces at the end of the line end it.
pub fn prose(text: &str, inline: bool) -> (usize, Option<char>) {
    let closers = |c: char| c.is_whitespace() || matches!(c, '}' | ']' | ',');
    let words = if inline { 0 } else { text.trim_end_matches(closers).len() };
    let (mut curly, mut square) = (0usize, 0usize);
    for (at, c) in text.char_indices() {
        let depth = match c {
            '{' | '}' => &mut curly,
            '[' | ']' => &mut square,
            ',' if inline && key(text.get(at + 1..).unwrap_or_default().trim_start()).is_some() => {
                return (at, None);
            }
            _ => continue,
        };
        match c {
            '{' | '[' => *depth += 1,
            _ if *depth > 0 => *depth -= 1,
            _ if at >= words => return (at, None),
            _ => {}
        }
    }
    let words = text.trim_end().trim_end_matches(',').trim_end();
    let opener = words.chars().next_back().filter(|c| matches!(c, '{' | '['));
    match opener {
        Some(c) => (words.len() - 1, Some(c)),
        None => (text.len(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_at_least_one_quote_and_a_colon() {
        for (text, name) in [
            ("\"Bell\": x", "Bell"),
            ("\"Bell\" : x", "Bell"),
            ("\"\"Bell\": x", "Bell"),
            ("\"Bell\"\": x", "Bell"),
            ("Bell\" : x", "Bell"),
            ("\"Bell: x", "Bell"),
            ("\"a b\": x", "a b"),
            ("\"a:b\": x", "a:b"),
            ("\"a\\\"b\": x", "a\"b"),
            ("\"*/ 🔔\": x", "*/ 🔔"),
            ("\"\u{5d0}\u{5d1}\":", "\u{5d0}\u{5d1}"),
        ] {
            let (found, after) = key(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(found, name);
            assert!(text[..after].ends_with(':'), "{text}");
        }
        for text in [
            "",
            "\"",
            "\"\"",
            "Bell: x",
            "\"On\" or \"Off\": x",
            "\"http://a\" is",
            "\"see this: it",
            "\"arn:a\" x",
            "a b\": x",
            ": x",
        ] {
            assert_eq!(key(text), None, "{text}");
        }
    }

    #[test]
    fn a_key_may_lack_its_colon_before_a_brace_that_stays_open() {
        assert_eq!(colonless("\"Bell\" { A bell"), Some(("Bell".into(), 6)));
        assert_eq!(colonless("\"Bell-2\"{"), Some(("Bell-2".into(), 8)));
        for line in [
            "",
            "\"",
            "\"Bell",
            "\"\" {",
            "\"Bell\"",
            "\"Bell\" rings {",
            "\"A bell\" {",
            "\"Bell\" {{x}}",
            "\"Bell\" {1}",
            "Bell {",
        ] {
            assert_eq!(colonless(line), None, "{line}");
        }
    }

    #[test]
    fn a_mark_is_one_word_or_a_few_in_brackets() {
        for (text, expected) in
            [("[Optional] A bell", "[Optional]"), ("[default to 5]", "[default to 5]"), ("[été]", "[été]")]
        {
            assert_eq!(mark(text), Some(expected));
        }
        for text in ["", "[", "[]", "[ ] A list", "[\"a\"]", "[ A list", "[A list {", "Optional", "[A \"b\"]"] {
            assert_eq!(mark(text), None, "{text}");
        }
    }

    #[test]
    fn a_string_is_an_element_when_nothing_but_the_next_follows_it() {
        for (text, length) in [("\"a\",", 3), ("\"a\"", 3), ("\"a\" ]", 3), ("\"a\" \"b\"", 3), ("\"a\\\"b\"", 6)] {
            assert_eq!(element(text), Some(length), "{text}");
        }
        for text in ["", "a", "\"a", "\"a\" or \"b\""] {
            assert_eq!(element(text), None, "{text}");
        }
    }
}
