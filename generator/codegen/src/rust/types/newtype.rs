//! Newtypes: structs around one value, with serialization by a macro of the runtime.

use crate::rust::{text::names::constant, type_names::TypeNames};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The value that a newtype wraps.
pub struct Newtype {
    /// The type of its field, with `pub` before it if any value is allowed.
    inner: TokenStream,
    /// The macro of the runtime that implements the traits.
    macro_name: TokenStream,
    derives: TokenStream,
    /// What the macro gets beside the name, the rules and whether they are strict.
    more: Option<TokenStream>,
}

impl Newtype {
    fn new(inner: TokenStream, macro_name: TokenStream, derives: TokenStream) -> Self {
        Self { inner, macro_name, derives, more: None }
    }

    /// A list or a map.
    pub fn collects(inner: &TokenStream) -> Self {
        let more = Some(quote!(, #inner));
        Self { more, ..Self::new(quote!(pub #inner), quote!(collects), quote!(Clone, Debug, PartialEq)) }
    }

    /// A string with rules.
    pub fn text() -> Self {
        Self::new(quote!(String), quote!(text), quote!(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord))
    }

    /// A 64-bit integer with rules.
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

    /// A JSON value, if no more specific Rust type fits.
    pub fn value() -> Self {
        Self::new(quote!(serde_json::Value), quote!(value), quote!(Clone, Debug, PartialEq))
    }

    /// Any other type.
    pub fn wraps(inner: &TokenStream) -> Self {
        Self::new(quote!(pub #inner), quote!(wraps), quote!(Clone, Debug, PartialEq))
    }

    /// The struct and the macro call that implements its traits.
    pub fn item(self, ident: &Ident, docs: &TokenStream, strict: bool, types: &TypeNames) -> TokenStream {
        let (Self { inner, macro_name, derives, more }, table) = (self, constant(ident));
        let head = types.decorated(ident, &derives);
        quote! {
            #docs
            #head
            pub struct #ident(#inner);
            runtime::#macro_name!(#ident, &rules::#table, #strict #more);
        }
    }
}
