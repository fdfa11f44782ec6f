//! Tokens of Rust, and where they stand in a text.

use proc_macro2::{Delimiter, Group, TokenTree};
use std::ops::Range;

/// The word of a token.
pub fn ident(token: &TokenTree) -> Option<String> {
    match token {
        TokenTree::Ident(ident) => Some(ident.to_string()),
        _ => None,
    }
}

/// Whether a token is this word.
pub fn is_word(token: Option<&TokenTree>, word: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(ident)) if ident == word)
}

/// Whether a token is this character.
pub fn is_punct(token: Option<&TokenTree>, c: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == c)
}

/// The group that a token is, if it has these brackets.
pub fn group(token: Option<&TokenTree>, delimiter: Delimiter) -> Option<&Group> {
    match token {
        Some(TokenTree::Group(group)) if group.delimiter() == delimiter => Some(group),
        _ => None,
    }
}

/// The block that a token is.
pub fn block(token: Option<&TokenTree>) -> Option<&Group> {
    group(token, Delimiter::Brace)
}

/// The tokens in a group.
pub fn inside(group: &Group) -> Vec<TokenTree> {
    group.stream().into_iter().collect()
}

/// Whether `=>` begins at an index.
pub fn is_arrow(tokens: &[TokenTree], at: usize) -> bool {
    is_punct(tokens.get(at), '=') && is_punct(tokens.get(at + 1), '>')
}

/// Where a token stands in the text, in bytes.
pub fn place(token: &TokenTree) -> Range<usize> {
    token.span().byte_range()
}

/// Where a token ends.
pub fn end(tokens: &[TokenTree], at: usize) -> usize {
    tokens.get(at).map_or(0, |token| place(token).end)
}

/// Where a token begins.
pub fn start(tokens: &[TokenTree], at: usize) -> usize {
    tokens.get(at).map_or(0, |token| place(token).start)
}

/// The end of the line, if nothing but white space follows an offset in it; else the offset itself.
pub fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    match rest.find('\n') {
        Some(length) if rest.get(..length).is_some_and(|rest| rest.trim().is_empty()) => at + length + 1,
        _ => at,
    }
}

/// The index after the attributes that begin at an index.
pub fn after_attributes(tokens: &[TokenTree], mut at: usize) -> usize {
    while is_punct(tokens.get(at), '#') && group(tokens.get(at + 1), Delimiter::Bracket).is_some() {
        at += 2;
    }
    at
}

/// The index after the attributes and the visibility that begin at an index.
pub fn after_visibility(tokens: &[TokenTree], at: usize) -> usize {
    let at = after_attributes(tokens, at);
    match is_word(tokens.get(at), "pub") {
        true => at + 1 + usize::from(group(tokens.get(at + 1), Delimiter::Parenthesis).is_some()),
        false => at,
    }
}
