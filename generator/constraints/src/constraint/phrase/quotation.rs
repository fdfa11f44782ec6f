//! Values listed in prose: `"True" or "False"`, `["A", "B"]`, `A, B, or C`.

use super::{Shape, number, phrases};
use crate::clue::Clue;
use serde_json::Value;

/// A list of values at the beginning of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quotation<'t> {
    /// The values, without quotes.
    pub values: Vec<String>,
    /// Whether all values are in quotes.
    pub quoted: bool,
    /// Whether the last value has no closing quote, so that more values may have been cut off.
    pub cut: bool,
    /// The text after the list.
    pub rest: &'t str,
}

phrases! {
    QUOTED = r#"^\s*(?:"(?P<a>[^"]{1,80})"|'(?P<b>[^'`]{1,80})'|`(?P<c>[^`]{1,80})`|“(?P<d>[^”]{1,80})”|‘(?P<e>[^’]{1,80})’)"#;
    /// Matches a quotation without a closing quote at the end of the sentence.
    UNCLOSED = r#"^\s*["'`“‘](?P<a>[A-Za-z][\w-]{0,40})\s*$"#;
    BARE = r"^\s*(?P<a>[A-Za-z0-9][\w+/-]*(?:[.:#][\w+/-]+)*(?:\s[A-Za-z0-9][\w+/.-]*\w){0,2}?)\s*(?:$|[,;|)\]]|\.(?:\s|$)|\(|(?:or|and|and/or)\s|/\s|\sor\b|\sand\b|-\s|–)";
    SEPARATOR = r"^\s*(?:,\s*(?:or|and|and/or)\b|,|;|\||/|&\s|\bor\b|\band\b|\band/or\b)\s*(?:an?\s+)?(?:either\s+)?";
    GLOSS = r"^\s*\([^()]*\)";
    NULL = r"^\s*null\b";
    /// Words that occur in prose and not in values.
    PROSE = r"\b(?:the|(?-i:a)|an|of|to|for|from|that|this|any|all|following|is|are|be|will|with|by|other|others|etc|value|values|custom|your|its|their|same|valid|not|in|on|as|it|one|more|specified|optional|required|number|string|integer|than|which|when|if|only|also)\b";
}

/// The list at the beginning of a text; `None` if the text is prose.
pub fn quotation(text: &str) -> Option<Quotation<'_>> {
    // More values than this stand in a table, not in a sentence.
    const MOST: usize = 200;
    let open = text.trim_start();
    let (bracket, mut rest) = match open.strip_prefix('[') {
        Some(inside) => (true, inside),
        None => (false, open),
    };
    let mut found = Quotation { quoted: true, ..Quotation::default() };
    loop {
        let (value, after) = item(rest, &mut found)?;
        found.values.push(value);
        rest = GLOSS.strip(after).unwrap_or(after);
        if found.values.len() > MOST {
            return None;
        }
        match SEPARATOR.strip(rest) {
            // After quoted values a separator may belong to the sentence: `"A" or "B", which …`.
            Some(next) if !found.quoted || QUOTED.occurs(next) || UNCLOSED.occurs(next) => rest = next,
            // `"a", "b" or null`: null needs no quotes.
            Some(next) if NULL.occurs(next) => {
                found.values.push("null".into());
                rest = NULL.strip(next).unwrap_or(next);
                break;
            }
            _ => break,
        }
    }
    found.rest = match bracket {
        true => rest.trim_start().strip_prefix(']')?,
        false => rest,
    };
    Some(found)
}

/// The values that a text lists and nothing else, each of the type that the subject of a clue has.
pub fn typed_values(clue: &Clue, text: &str) -> Option<Vec<Value>> {
    let found = quotation(text).filter(|found| found.rest.trim().is_empty() && !found.cut)?;
    let typed = |value: String| match Shape::of(clue) {
        Shape::Integer | Shape::Number => number(&value).map(Value::Number),
        Shape::Boolean => value.parse().ok().map(Value::Bool),
        Shape::Text => Some(Value::String(value)),
        Shape::Unknown if found.quoted => Some(Value::String(value)),
        _ => None,
    };
    found.values.into_iter().map(typed).collect()
}

fn item<'t>(text: &'t str, found: &mut Quotation<'_>) -> Option<(String, &'t str)> {
    if let Some(parts) = QUOTED.parts(text) {
        let value = parts.iter().skip(1).flatten().next()?;
        let rest = text.get(parts.get(0)?.end()..)?;
        let prose = value.as_str().split_whitespace().count() > 3 || rest.starts_with(char::is_alphanumeric);
        return (!prose).then(|| (value.as_str().to_owned(), rest));
    }
    if let Some(value) = UNCLOSED.part("a", text) {
        found.cut = true;
        return Some((value.to_owned(), ""));
    }
    let value = BARE.parts(text)?.name("a")?;
    found.quoted = false;
    // `On` and `ALL` are values; "on" and "all" are prose.
    let shouts = |word: &str| word == "On" || word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    (!PROSE.occurs(value.as_str()) || shouts(value.as_str()))
        .then(|| Some((value.as_str().to_owned(), text.get(value.end()..)?)))?
}
