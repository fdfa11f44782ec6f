//! Enums: of strings, of other constant values, or of values of several types.

use crate::rust::text::{
    doc, markdown,
    names::{NameScope, constant},
};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use ringback_contract::keyword::Keyword;
use serde_json::Value;

/// An enum of strings; an open one has a variant for undocumented strings.
pub fn choice(
    ident: &Ident,
    docs: &TokenStream,
    schema: &Value,
    texts: &[String],
    is_open: bool,
    strict: bool,
) -> TokenStream {
    let others = schema.get(Keyword::Spellings.name()).and_then(Value::as_object);
    let (mut variants, mut choices) = (Vec::new(), Vec::new());
    for (text, variant) in texts.iter().zip(NameScope::variants(texts)) {
        let line = doc::doc(&[format!("{}.", markdown::code(text))], &[]);
        let spellings = others.into_iter().flatten().filter(|(_, meant)| *meant == text).map(|(spelling, _)| spelling);
        variants.push(quote!(#line #variant));
        choices.push(quote!(#variant = #text #(| #spellings)*));
    }
    let unknown = is_open.then(|| quote!(/** A value that no document names, as it was read. */ Unknown(String),));
    let openness = if is_open { quote!(open) } else { quote!(closed) };
    let copy = (!is_open).then(|| quote!(Copy,));
    let table = constant(ident);
    quote! {
        #docs
        #[derive(Clone, #copy Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #ident { #(#variants,)* #unknown }
        runtime::choice!(#ident, &rules::#table, #strict, #openness, [#(#choices),*]);
    }
}

/// An enum of constant values that are not all strings.
pub fn literals(ident: &Ident, docs: &TokenStream, values: &[Value], strict: bool) -> TokenStream {
    let mut scope = NameScope::default();
    let (mut variants, mut choices) = (Vec::new(), Vec::new());
    for value in values {
        let json = value.to_string();
        let variant = scope.variant(value.as_str().unwrap_or(&json.replace('-', "minus ").replace('.', " point ")));
        let line = doc::doc(&[format!("{}.", markdown::code(&json))], &[]);
        variants.push(quote!(#line #variant));
        choices.push(quote!(#variant = #json));
    }
    let openness = if strict { quote!(closed) } else { quote!(open) };
    let unknown =
        (!strict).then(|| quote!(/** A value that no document names, as it was read. */ Unknown(serde_json::Value),));
    let table = constant(ident);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #ident { #(#variants,)* #unknown }
        runtime::literals!(#ident, &rules::#table, #strict, #openness, [#(#choices),*]);
    }
}

/// An enum whose variants hold values of different types. The `choices` tell the runtime's macro which values belong to
/// which variant.
pub fn union(
    ident: &Ident,
    docs: &TokenStream,
    strict: bool,
    variants: &[TokenStream],
    choices: &[TokenStream],
) -> TokenStream {
    let table = constant(ident);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #ident {
            #(#variants,)*
            /// A value that fits none of the others, as it was read.
            Other(serde_json::Value),
        }
        runtime::union!(#ident, &rules::#table, #strict, [#(#choices),*]);
    }
}
