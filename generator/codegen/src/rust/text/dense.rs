//! Formats tables that nobody reads: as many tokens as fit on each line.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The width of a line; only what cannot be divided is longer.
const WIDTH: usize = 118;

/// The items as text, each from the beginning of a line on.
pub fn dense(items: Vec<TokenStream>) -> String {
    let mut text = String::new();
    for item in items {
        let mut pieces = Pieces::default();
        pieces.add(item);
        pieces.end();
        let mut column = 0;
        for (index, piece) in pieces.list.iter().enumerate() {
            let space = usize::from(index > 0 && piece.is_spaced);
            if index > 0 && column + space + piece.text.len() > WIDTH {
                text.truncate(text.trim_end().len());
                text.push_str("\n    ");
                column = 4;
            } else if space == 1 {
                text.push(' ');
                column += 1;
            }
            text.push_str(&piece.text);
            column += piece.text.len();
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    text
}

/// Tokens between which no line may end.
#[derive(Default)]
struct Piece {
    text: String,
    is_spaced: bool,
}

#[derive(Default)]
struct Pieces {
    list: Vec<Piece>,
    current: Piece,
    /// Whether the last token was a word, which another word must not touch.
    after_word: bool,
}

impl Pieces {
    fn add(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => {
                    let (open, close) = match group.delimiter() {
                        Delimiter::Parenthesis => ("(", ")"),
                        Delimiter::Bracket => ("[", "]"),
                        Delimiter::Brace => ("{ ", " }"),
                        Delimiter::None => ("", ""),
                    };
                    if group.delimiter() == Delimiter::Brace && self.after_word {
                        self.current.text.push(' ');
                    }
                    self.current.text.push_str(open);
                    self.after_word = false;
                    let inner = group.stream();
                    if !inner.is_empty() {
                        self.end();
                        self.current.is_spaced = false;
                        self.add(inner);
                    }
                    self.current.text.push_str(close);
                    self.after_word = true;
                }
                TokenTree::Punct(punct) => {
                    let c = punct.as_char();
                    match c {
                        '=' => self.current.text.push_str(" = "),
                        ',' => {
                            self.current.text.push(',');
                            self.end();
                            self.current.is_spaced = true;
                        }
                        ':' if !self.current.text.ends_with(':') && punct.spacing() == proc_macro2::Spacing::Alone => {
                            self.current.text.push_str(": ");
                        }
                        ';' => self.current.text.push_str("; "),
                        c => self.current.text.push(c),
                    }
                    self.after_word = false;
                }
                word => {
                    if self.after_word {
                        self.current.text.push(' ');
                    }
                    self.current.text.push_str(&word.to_string());
                    self.after_word = true;
                }
            }
        }
    }

    fn end(&mut self) {
        let piece = std::mem::take(&mut self.current);
        if !piece.text.is_empty() {
            self.list.push(piece);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::dense;
    use quote::quote;

    #[test]
    fn a_table_is_filled_line_by_line_and_keeps_its_tokens() {
        let name = "a name that is quite long";
        let rows = (0..9).map(|row: u32| quote!(Check::Property(#name, &part(&[Types(&[Kind::Text])], S[#row]))));
        let table = quote!(pub static A: [&Schema; 3] = [#(#rows),*, If { test: &B, then: &C }];);
        let text = dense(vec![
            table.clone(),
            quote!(
                static B: i8 = -1;
            ),
        ]);
        assert!(text.lines().all(|line| line.len() <= 118), "{text}");
        let before = text.strip_suffix("static B: i8 = -1;\n").unwrap();
        let again: proc_macro2::TokenStream = before.parse().unwrap();
        let table: proc_macro2::TokenStream = table.to_string().parse().unwrap();
        let words = |tokens: &proc_macro2::TokenStream| tokens.to_string().replace(char::is_whitespace, "");
        assert_eq!(words(&again), words(&table));
        assert!(before.lines().count() < 10, "of ten elements some share a line: {text}");
    }
}
