//! Token streams composed by moving them: `quote!` copies whatever is interpolated, token by token.

use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenStream, TokenTree};

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
