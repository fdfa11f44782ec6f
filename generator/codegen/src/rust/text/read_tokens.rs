//! Tokens as the formatter reads them: without a parser, and with all words in one string.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use std::fmt::Write;

/// A token; words are ranges of one string.
pub enum Token {
    Word(usize, usize),
    Punct(char, bool),
    Group(Delimiter, Vec<Token>),
}

/// Adds tokens, and their words to the string of all words.
pub fn read(stream: TokenStream, words: &mut String, tokens: &mut Vec<Token>) {
    let stream = stream.into_iter();
    tokens.reserve(stream.size_hint().0);
    for tree in stream {
        tokens.push(match tree {
            TokenTree::Punct(punct) => Token::Punct(punct.as_char(), punct.spacing() == Spacing::Joint),
            TokenTree::Group(group) => {
                let (delimiter, inner) = (group.delimiter(), group.stream());
                drop(group);
                let mut within = Vec::new();
                read(inner, words, &mut within);
                Token::Group(delimiter, within)
            }
            word => {
                let start = words.len();
                let _ = write!(words, "{word}");
                Token::Word(start, words.len())
            }
        });
    }
}

/// The number of tokens of a leading attribute.
pub fn attribute(tokens: &[Token]) -> Option<usize> {
    match tokens {
        [Token::Punct('#', _), Token::Group(Delimiter::Bracket, _), ..] => Some(2),
        [Token::Punct('#', _), Token::Punct('!', _), Token::Group(Delimiter::Bracket, _), ..] => Some(3),
        _ => None,
    }
}

/// The number of tokens up to the first comma between elements.
pub fn element(tokens: &[Token]) -> usize {
    let (mut depth, mut previous) = (0_i32, ' ');
    for (index, token) in tokens.iter().enumerate() {
        match token {
            Token::Punct(',', _) if depth <= 0 => return index + 1,
            Token::Punct('<', _) => depth += 1,
            Token::Punct('>', _) if !matches!(previous, '-' | '=') => depth -= 1,
            _ => {}
        }
        previous = if let Token::Punct(c, true) = token { *c } else { ' ' };
    }
    tokens.len()
}
