//! Formats long tables: as many rows as fit on each line, and none in pieces that fits on one.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The width of a line; only what cannot be divided is longer.
const WIDTH: usize = 118;

/// The indentation of a row.
const ROW: usize = 4;

/// The indentation of the lines on which a long row goes on.
const CONTINUED: usize = 8;

/// The items as text, each from the beginning of a line on.
pub fn dense(items: Vec<TokenStream>) -> String {
    let mut text = String::new();
    for item in items {
        let mut pieces = Pieces::default();
        pieces.add(item);
        pieces.end();
        let mut column = 0;
        for row in pieces.list.chunk_by(|one, next| one.row == next.row) {
            let length: usize = row.iter().map(|piece| piece.text.len() + usize::from(piece.is_spaced)).sum();
            for (index, piece) in row.iter().enumerate() {
                let needs = if index == 0 { length } else { piece.text.len() };
                let space = usize::from(column > 0 && piece.is_spaced);
                if column > 0 && column + space + needs > WIDTH {
                    text.truncate(text.trim_end().len());
                    column = if index > 0 { CONTINUED } else { ROW };
                    text.push('\n');
                    text.push_str(&" ".repeat(column));
                } else if space == 1 {
                    text.push(' ');
                    column += 1;
                }
                text.push_str(&piece.text);
                column += piece.text.len();
            }
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
    /// The number of the row that it belongs to.
    row: usize,
}

#[derive(Default)]
struct Pieces {
    list: Vec<Piece>,
    current: Piece,
    /// Whether the last token was a word, which another word must not touch.
    after_word: bool,
    /// How many groups are open.
    depth: usize,
    /// Whether the value of the item has begun.
    is_value: bool,
    /// The depth of the elements of the outermost list in the value: the rows.
    row_depth: Option<usize>,
    /// The number of the current row.
    row: usize,
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
                    self.depth += 1;
                    if !inner.is_empty() {
                        self.end();
                        self.current.is_spaced = false;
                        if self.is_value && self.row_depth.is_none() && group.delimiter() == Delimiter::Bracket {
                            self.row_depth = Some(self.depth);
                            self.row += 1;
                        }
                        self.add(inner);
                    }
                    self.depth -= 1;
                    self.current.text.push_str(close);
                    self.after_word = true;
                }
                TokenTree::Punct(punct) => {
                    let c = punct.as_char();
                    match c {
                        '=' => {
                            self.is_value |= self.depth == 0;
                            self.current.text.push_str(" = ");
                        }
                        ',' => {
                            self.current.text.push(',');
                            self.end();
                            self.current.is_spaced = true;
                            self.row += usize::from(self.row_depth == Some(self.depth));
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
        let piece = Piece { row: self.row, ..std::mem::take(&mut self.current) };
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
    fn a_table_is_filled_row_by_row_and_keeps_its_tokens() {
        let rows = (0..9).map(|row: u32| quote!(Property("a", &part(&[Types(&[Text])], S[#row]))));
        let long = "a name that is so long that it needs a line of its own, and what comes after it another one";
        let table = quote!(
            pub static A: [&Schema; 3] = [#(#rows),*, Property(#long, &part(&[Types(&[Kind::Text])], S)),
                Required("a"), If { test: &B, then: &C }];
        );
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
        for row in 0..9 {
            let row = format!("Property(\"a\", &part(&[Types(&[Text])], S[{row}u32])),");
            assert_eq!(before.lines().filter(|line| line.contains(&row)).count(), 1, "{row} is in pieces: {text}");
        }
        assert!(before.lines().any(|line| line.matches("Property").count() == 2), "two rows fit on a line: {text}");
        let long: Vec<&str> = before.lines().skip_while(|line| !line.contains("so long")).collect();
        assert!(long[0].starts_with("    Property(") && long[1].starts_with("        Types("), "{text}");
    }
}
