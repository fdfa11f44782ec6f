//! Rust documentation from paragraphs and the sources that they come from.

use super::{
    literal,
    markdown::{BULLET, code, inline},
};
use proc_macro2::TokenStream;
use quote::quote;
use ringback_contract::provenance::Citation;

const WIDTH: usize = 100;

/// Documentation: the paragraphs, then their sources.
pub fn doc(paragraphs: &[String], sources: &[String]) -> TokenStream {
    with_example(paragraphs, &[], sources)
}

/// The same with an example before the sources.
pub fn with_example(paragraphs: &[String], example: &[String], sources: &[String]) -> TokenStream {
    let mut lines: Vec<String> = Vec::new();
    let mut in_list = false;
    for paragraph in paragraphs.iter().filter(|paragraph| !paragraph.trim().is_empty()) {
        let element = paragraph.strip_prefix(BULLET);
        let goes_on = in_list && element.is_some();
        if !lines.is_empty() && !goes_on {
            lines.push(String::new());
        }
        in_list = element.is_some();
        match element {
            Some(text) => lines.extend(wrap(text).into_iter().enumerate().map(|(index, line)| {
                let before = if index == 0 { BULLET } else { "  " };
                format!("{before}{line}")
            })),
            None => lines.extend(wrap(paragraph)),
        }
    }
    if !example.is_empty() {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(example.iter().cloned());
    }
    if !sources.is_empty() {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(format!("Source: {}.", sources.join("; ")));
    }
    if lines.is_empty() {
        return TokenStream::new();
    }
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate() {
        text.push_str(if index == 0 { "" } else { "\n" });
        text.push_str(if line.is_empty() { "" } else { " " });
        text.push_str(line);
    }
    let text = literal::text(&text);
    quote!(#[doc = #text])
}

/// Documentation of a whole file, `//!`.
pub fn inner_doc(text: &str) -> String {
    inline(text).lines().map(|line| format!("//! {line}\n")).collect()
}

/// The sources of a schema: `documents/Callback.md`, lines 16 and 40.
pub fn sources<'a>(citations: impl Iterator<Item = Citation<'a>>) -> Vec<String> {
    let mut lines: Vec<(&str, Vec<u32>)> = Vec::new();
    for Citation { document, lines: [line, _], .. } in citations {
        match lines.iter_mut().find(|(known, _)| *known == document) {
            Some((_, known)) if known.contains(&line) => {}
            Some((_, known)) => known.push(line),
            None => lines.push((document, vec![line])),
        }
    }
    let place = |(document, mut lines): (&str, Vec<u32>)| {
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

/// Sorted line numbers with ranges: `3`, `7 to 9`.
fn stretches(lines: &[u32]) -> Vec<String> {
    let stretch = |lines: &[u32]| match lines {
        [first, .., last] if lines.len() > 2 => vec![format!("{first} to {last}")],
        lines => lines.iter().map(u32::to_string).collect(),
    };
    lines.chunk_by(|one, next| one + 1 == *next).flat_map(stretch).collect()
}

pub fn wrap(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut line, mut width) = (String::new(), 0);
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if !line.is_empty() && width + 1 + length > WIDTH {
            lines.push(std::mem::take(&mut line));
            width = 0;
        }
        width += length + usize::from(width > 0);
        // A line that begins like a list or a heading would be one.
        match word {
            word if !line.is_empty() => {
                line.push(' ');
                line.push_str(word);
            }
            word if word.starts_with(['-', '+', '=']) => {
                line.push('\\');
                line.push_str(word);
                width += 1;
            }
            word if ordinal(word) => {
                line = word.replace('.', "\\.").replace(')', "\\)");
                width = line.len();
            }
            word => line.push_str(word),
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Whether a line begins a numbered list: `1.` or `2)`.
fn ordinal(word: &str) -> bool {
    let digits = word.trim_end_matches(['.', ')']);
    digits.len() + 1 == word.len() && digits.bytes().all(|b| b.is_ascii_digit())
}
