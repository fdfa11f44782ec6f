//! Newtypes: a struct around one value, which a macro of the runtime reads and writes.

use crate::rust::text::names::constant;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// What a newtype wraps.
pub struct Newtype {
    /// The type of its field, `pub` before it where anybody may change the value.
    inner: TokenStream,
    /// The macro of the runtime that implements its traits.
    macro_name: TokenStream,
    derives: TokenStream,
}

impl Newtype {
    fn new(inner: TokenStream, macro_name: TokenStream, derives: TokenStream) -> Self {
        Self { inner, macro_name, derives }
    }

    /// A text with rules.
    pub fn text() -> Self {
        Self::new(quote!(String), quote!(text), quote!(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord))
    }

    /// An integer of 64 bits with rules.
    pub fn integer() -> Self {
        Self::new(quote!(i64), quote!(integer), quote!(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord))
    }

    /// An integer of any size with rules.
    pub fn whole() -> Self {
        let derives = quote!(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord);
        Self::new(quote!(runtime::number::Integer), quote!(whole), derives)
    }

    /// An integer that may be written as a string.
    pub fn decimal() -> Self {
        Self::new(quote!(serde_json::Value), quote!(decimal), quote!(Clone, Debug, PartialEq))
    }

    /// A JSON value that no type holds better.
    pub fn value() -> Self {
        Self::new(quote!(serde_json::Value), quote!(value), quote!(Clone, Debug, PartialEq))
    }

    /// Another type.
    pub fn wraps(inner: &TokenStream) -> Self {
        Self::new(quote!(pub #inner), quote!(wraps), quote!(Clone, Debug, PartialEq))
    }

    /// The item and the line that implements its traits.
    pub fn item(self, ident: &Ident, docs: &TokenStream, strict: bool) -> TokenStream {
        let (Self { inner, macro_name, derives }, table) = (self, constant(ident));
        quote! {
            #docs
            #[derive(#derives)]
            pub struct #ident(#inner);
            runtime::#macro_name!(#ident, &rules::#table, #strict);
        }
    }
}
