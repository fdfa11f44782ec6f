//! The vendor's words as Rust documentation: never as markup, never as code.

use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

const WIDTH: usize = 100;

/// Documentation: the paragraphs, then where they come from.
pub fn doc(paragraphs: &[String], sources: &[String]) -> TokenStream {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in paragraphs.iter().filter(|paragraph| !paragraph.trim().is_empty()) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(wrap(paragraph));
    }
    if !sources.is_empty() {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(format!("Source: {}.", sources.join("; ")));
    }
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// Words of a document as plain text in Markdown.
pub fn words(text: &str) -> String {
    let mut plain = String::new();
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' => plain.extend(['\\', c]),
            // Direction marks and other invisible characters would show another text than the compiler sees.
            c if c.is_control() || is_invisible(c) => plain.push(' '),
            c => plain.push(c),
        }
    }
    // A bare address would be a warning in rustdoc.
    plain.replace("://", "&#58;//")
}

/// A wire name or value as code in Markdown.
pub fn code(text: &str) -> String {
    let plain: String =
        text.chars().map(|c| if c.is_control() || is_invisible(c) || c == '`' { ' ' } else { c }).collect();
    format!("`{}`", plain.trim())
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{2028}' | '\u{2029}')
}

/// Where a schema was read: `documents/Callback.md`, lines 16 and 40.
pub fn sources(schema: &Value) -> Vec<String> {
    let sources = schema.get(crate::emit::schema::SOURCE).and_then(Value::as_array);
    let mut lines: IndexMap<&str, Vec<u64>> = IndexMap::new();
    for source in sources.into_iter().flatten() {
        let (Some(document), Some(line)) =
            (source["document"].as_str(), source.pointer("/lines/0").and_then(Value::as_u64))
        else {
            continue;
        };
        let known = lines.entry(document).or_default();
        if !known.contains(&line) {
            known.push(line);
        }
    }
    let place = |(document, mut lines): (&str, Vec<u64>)| {
        lines.sort_unstable();
        let stretches = stretches(&lines);
        match stretches.split_last() {
            Some((last, [])) if lines.len() == 1 => format!("{}, line {last}", code(document)),
            Some((last, [])) => format!("{}, lines {last}", code(document)),
            Some((last, rest)) => format!("{}, lines {} and {last}", code(document), rest.join(", ")),
            None => code(document),
        }
    };
    lines.into_iter().map(place).collect()
}

/// Lines in order as a reader would name them: `3`, `7 to 9`.
fn stretches(lines: &[u64]) -> Vec<String> {
    let stretch = |lines: &[u64]| match lines {
        [first, .., last] if lines.len() > 2 => vec![format!("{first} to {last}")],
        lines => lines.iter().map(u64::to_string).collect(),
    };
    lines.chunk_by(|one, next| one + 1 == *next).flat_map(stretch).collect()
}

fn wrap(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        // A line that begins like a list or a heading would be one.
        let word = match word {
            word if line.is_empty() && word.starts_with(['-', '+', '=']) => format!("\\{word}"),
            word if line.is_empty() && ordinal(word) => word.replace('.', "\\.").replace(')', "\\)"),
            word => word.to_owned(),
        };
        line.push_str(&word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// `1.` and `2)` begin a numbered list.
fn ordinal(word: &str) -> bool {
    let digits = word.trim_end_matches(['.', ')']);
    digits.len() + 1 == word.len() && digits.bytes().all(|b| b.is_ascii_digit())
}
