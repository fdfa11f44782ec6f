//! Tokens put together by moving them: whatever is interpolated into a `quote!` is copied, word by word.

use proc_macro2::{Delimiter, Group, Literal, Punct, Spacing, TokenStream, TokenTree};

/// `head { parts }`.
pub fn braced(head: TokenStream, parts: impl IntoIterator<Item = TokenStream>) -> TokenStream {
    with(head, Delimiter::Brace, parts.into_iter().collect())
}

/// `head(parts)`; the parts bring their own commas.
pub fn called(head: TokenStream, parts: impl IntoIterator<Item = TokenStream>) -> TokenStream {
    with(head, Delimiter::Parenthesis, parts.into_iter().collect())
}

/// `head[parts, …]`.
pub fn listed(head: TokenStream, parts: impl IntoIterator<Item = TokenStream>) -> TokenStream {
    let mut list = TokenStream::new();
    for (index, part) in parts.into_iter().enumerate() {
        if index > 0 {
            list.extend([TokenTree::from(Punct::new(',', Spacing::Alone))]);
        }
        list.extend(part);
    }
    with(head, Delimiter::Bracket, list)
}

fn with(mut head: TokenStream, delimiter: Delimiter, inner: TokenStream) -> TokenStream {
    head.extend([TokenTree::from(Group::new(delimiter, inner))]);
    head
}

/// A text as `Literal::string` has it, which looks each character up in the tables of Unicode.
pub fn text(text: &str) -> Literal {
    let written = || format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\t', "\\t"));
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\t'));
    is_plain.then(|| written().parse().ok()).flatten().unwrap_or_else(|| Literal::string(text))
}

/// The same without any escapes, where nobody sees how it is written.
pub fn raw(text: &str) -> Literal {
    let hashes = match text.contains('"') {
        true => "#".repeat(1 + text.matches('#').count()),
        false => String::new(),
    };
    let written = format!("r{hashes}\"{text}\"{hashes}");
    written.parse().unwrap_or_else(|_| Literal::string(text))
}

#[cfg(test)]
mod tests {
    use super::{raw, text};
    use proc_macro2::Literal;

    #[test]
    fn a_text_is_written_as_everybody_writes_it() {
        for plain in ["", "a b", "\"a\": 'b'", "tab\t and \\ \\n", "line\nbreak", "\0", "1\0\u{31}", "é…\u{301}", "\r"]
        {
            assert_eq!(text(plain).to_string(), Literal::string(plain).to_string());
        }
    }

    #[test]
    fn a_raw_text_is_the_text() {
        for plain in ["", "a b", "\"#a\"##", "line\nbreak \\", "r\"\"", "\r", "é…"] {
            let literal: syn::LitStr = syn::parse_str(&raw(plain).to_string()).unwrap();
            assert_eq!(literal.value(), plain);
        }
    }
}
