//! Literals of strings and numbers, written and parsed.

use proc_macro2::{Literal, TokenTree};
use std::borrow::Cow;

/// A string literal. It is never parsed: with the places of tokens, what is parsed stays in memory.
pub fn text(text: &str) -> Literal {
    Literal::string(text)
}

/// A string literal for readers: a raw one if it would need backslashes.
pub fn readable(text: &str) -> TokenTree {
    if !text.contains(['"', '\\', '\n']) {
        return Literal::string(text).into();
    }
    let hashes = (1..).map(|count| "#".repeat(count)).find(|hashes| !text.contains(&format!("\"{hashes}")));
    let hashes = hashes.unwrap_or_default();
    let raw: Option<Literal> = format!("r{hashes}\"{text}\"{hashes}").parse().ok();
    raw.unwrap_or_else(|| Literal::string(text)).into()
}

/// A number without a type suffix.
pub fn integer<T: TryInto<i128>>(number: T) -> Literal {
    Literal::i128_unsuffixed(number.try_into().unwrap_or_default())
}

/// The string of a literal; `None` if it has an escape that is not written here.
pub fn unescaped(literal: &str) -> Option<Cow<'_, str>> {
    if let Some(raw) = literal.strip_prefix('r') {
        return raw.trim_matches('#').strip_prefix('"')?.strip_suffix('"').map(Cow::Borrowed);
    }
    let inner = literal.strip_prefix('"')?.strip_suffix('"')?;
    if !inner.contains('\\') {
        return Some(Cow::Borrowed(inner));
    }
    let mut text = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        text.push(match chars.next()? {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '0' => '\0',
            'u' => {
                let hex: String = chars.by_ref().skip(1).take_while(|c| *c != '}').collect();
                u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32)?
            }
            c @ ('\\' | '"' | '\'') => c,
            _ => return None,
        });
    }
    Some(Cow::Owned(text))
}

#[cfg(test)]
mod tests {
    use super::{text, unescaped};

    #[test]
    fn a_written_text_is_read_again() {
        for plain in ["", "a b", "\"a\": 'b'", "tab\t and \\ \\n", "line\nbreak", "\0", "1\0\u{31}", "é…\u{301}", "\r"]
        {
            assert_eq!(unescaped(&text(plain).to_string()).as_deref(), (plain != "1\0\u{31}").then_some(plain));
        }
    }
}
