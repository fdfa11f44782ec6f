//! Enums: of strings, of other constant values, or of values of several types.

use crate::rust::{
    schema::NamedValue,
    text::{
        doc,
        literal::text,
        markdown,
        names::constant,
        variants::{VariantValue, spelling, variants},
    },
    type_names::TypeNames,
};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use ringback_contract::keyword::Keyword;
use serde_json::Value;
use std::collections::BTreeMap;

/// An enum of strings; an open one has a variant for undocumented strings.
pub fn choice(
    ident: &Ident,
    docs: &TokenStream,
    schema: &Value,
    values: &[NamedValue],
    is_open: bool,
    strict: bool,
    types: &mut TypeNames,
) -> TokenStream {
    note_names(ident, values, types);
    let names = types.options_of(ident).map(|of| &of.variants);
    let others = schema.get(Keyword::Spellings.name()).and_then(Value::as_object);
    let (mut variants, mut choices) = (Vec::new(), Vec::new());
    for (named, variant) in values.iter().zip(variants_of(values, names)) {
        let value = named.value.as_str().unwrap_or_default();
        let line = variant_docs(named, value);
        let spellings =
            others.into_iter().flatten().filter(|(_, meant)| *meant == value).map(|(spelling, _)| text(spelling));
        let value = text(value);
        variants.push(quote!(#line #variant));
        choices.push(quote!(#variant = #value #(| #spellings)*));
    }
    let unknown = is_open.then(|| quote!(/** A value that no document names, as it was read. */ Unknown(String),));
    let openness = if is_open { quote!(open) } else { quote!(closed) };
    let copy = (!is_open).then(|| quote!(Copy,));
    let table = constant(ident);
    let head = types.decorated(ident, &quote!(Clone, #copy Debug, PartialEq, Eq, Hash));
    quote! {
        #docs
        #head
        #[non_exhaustive]
        pub enum #ident { #(#variants,)* #unknown }
        runtime::choice!(#ident, &rules::#table, #strict, #openness, [#(#choices),*]);
    }
}

/// The names of the variants for listed values; `names` are those that options want, by value.
pub fn variants_of(values: &[NamedValue], names: Option<&BTreeMap<String, String>>) -> Vec<Ident> {
    let values = values.iter().map(|named| {
        let chosen = names.and_then(|names| names.get(&spelling(named.value))).map(String::as_str);
        VariantValue { value: named.value, name: named.name, chosen }
    });
    variants(&values.collect::<Vec<_>>())
}

/// Notes what options call variants of, and is none of the values.
fn note_names(ident: &Ident, values: &[NamedValue], types: &mut TypeNames) {
    let spellings: Vec<String> = values.iter().map(|named| spelling(named.value)).collect();
    types.check_keys(ident, "variants", &spellings);
}

/// The documentation of a variant: what it means, and its value.
fn variant_docs(named: &NamedValue, value: &str) -> TokenStream {
    let value = format!("{}.", markdown::code(value));
    let described = named.description.map(markdown::paragraphs).unwrap_or_default();
    let paragraphs: Vec<String> = if described.is_empty() { vec![value] } else { described };
    doc::doc(&paragraphs, &[])
}

/// An enum of constant values that are not all strings.
pub fn literals(
    ident: &Ident,
    docs: &TokenStream,
    values: &[NamedValue],
    strict: bool,
    types: &mut TypeNames,
) -> TokenStream {
    note_names(ident, values, types);
    let names = types.options_of(ident).map(|of| &of.variants);
    let (mut variants, mut choices) = (Vec::new(), Vec::new());
    for (named, variant) in values.iter().zip(variants_of(values, names)) {
        let json = named.value.to_string();
        let line = variant_docs(named, &json);
        variants.push(quote!(#line #variant));
        choices.push(quote!(#variant = #json));
    }
    let openness = if strict { quote!(closed) } else { quote!(open) };
    let unknown =
        (!strict).then(|| quote!(/** A value that no document names, as it was read. */ Unknown(serde_json::Value),));
    let numbers = values.iter().all(|named| named.value.is_i64());
    let numbered = numbers.then(|| quote!(runtime::numbered!(#ident);));
    let table = constant(ident);
    let copy = strict.then(|| quote!(Copy,));
    let head = types.decorated(ident, &quote!(Clone, #copy Debug, PartialEq, Eq, Hash));
    quote! {
        #docs
        #head
        #[non_exhaustive]
        pub enum #ident { #(#variants,)* #unknown }
        runtime::literals!(#ident, &rules::#table, #strict, #openness, [#(#choices),*]);
        #numbered
    }
}

/// The variants of an enum whose variants hold values.
#[derive(Default)]
pub struct Variants {
    /// Their declarations.
    pub declared: Vec<TokenStream>,
    /// Which values belong to each, for the runtime's macro.
    pub choices: Vec<TokenStream>,
    /// Those that hold nothing, and the value that tells each, for the runtime's macro.
    pub units: Vec<TokenStream>,
    /// The conversions from the types that they hold.
    pub conversions: Vec<TokenStream>,
}

/// An enum whose variants hold values of different types. The `choices` tell the runtime's macro which values belong to
/// which variant.
pub fn union(
    ident: &Ident,
    docs: &TokenStream,
    strict: bool,
    tag: Option<&str>,
    Variants { declared, choices, units, conversions }: &Variants,
    types: &TypeNames,
) -> TokenStream {
    let (table, tag) = (constant(ident), tag.map(text));
    let head = types.decorated(ident, &quote!(Clone, Debug, PartialEq));
    let units = (!units.is_empty()).then(|| quote!(, [#(#units),*]));
    quote! {
        #docs
        #head
        #[non_exhaustive]
        pub enum #ident {
            #(#declared,)*
            /// A value that fits none of the others, as it was read.
            Other(serde_json::Value),
        }
        runtime::union!(#ident, &rules::#table, #strict, [#tag], [#(#choices),*] #units);
        #(#conversions)*
    }
}
