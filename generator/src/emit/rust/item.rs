//! The items of a type: struct, enum or newtype, the line that says how it is read, and its table of rules.

use super::{Context, Definition, doc, names, names::Scope, object, rules, shape::Shape};
use crate::{constraint::spellings, source::Source};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;

/// The items of a definition.
pub fn definition(context: &mut Context, definition: &Definition, ident: &Ident) {
    let schema = &definition.schema;
    context.in_place = true;
    let shape = shape_of(context, schema);
    item(context, ident, &shape, schema, &definition.notes, definition.strict, &definition.source, &ident.to_string());
}

/// The shape of a definition: a name of its own needs an item of its own.
pub fn shape_of(context: &Context, schema: &Value) -> Shape {
    match context.shape(schema) {
        Shape::Object if context.allows_null(schema) => Shape::Loose,
        shape @ (Shape::Reference(_) | Shape::Loose | Shape::Union) => shape,
        Shape::Number | Shape::Double | Shape::Boolean | Shape::Any => Shape::Checked,
        _ if context.allows_null(schema) => Shape::Checked,
        Shape::Text | Shape::Formatted(_) => Shape::RuledText,
        Shape::Integer => Shape::RuledInteger,
        Shape::Whole => Shape::RuledWhole,
        shape => shape,
    }
}

/// The items of a schema inside a definition that needs a type of its own.
pub fn inline(context: &mut Context, ident: &Ident, shape: &Shape, schema: &Value) {
    let Some(definition) = context.definitions.get(context.index) else { return };
    let (strict, source) = (definition.strict, definition.source.clone());
    context.tables.insert(std::ptr::from_ref(schema), names::constant(ident));
    item(context, ident, shape, schema, &[], strict, &source, "");
}

#[allow(clippy::too_many_arguments, reason = "each is one independent fact about the item")]
fn item(
    context: &mut Context,
    ident: &Ident,
    shape: &Shape,
    schema: &Value,
    notes: &[String],
    strict: bool,
    source: &Source,
    name: &str,
) {
    let table = names::constant(ident);
    let (place, tables) = (context.items.len(), context.tables_made.len());
    let docs = documentation(schema, notes);
    let plain = quote!(Clone, Debug, PartialEq);
    let made = match shape {
        Shape::Reference(index) => alias(context, ident, &docs, *index),
        Shape::Object => object::object(context, ident, ident, &docs, schema, strict),
        Shape::Loose => loose(context, ident, &docs, schema, strict),
        Shape::Union => context.union(ident, &docs, schema, strict),
        Shape::Choice { texts, open } => choice(ident, &docs, schema, texts, *open || !strict, strict),
        Shape::RuledText => {
            let derives = quote!(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord);
            wrapper(ident, &docs, &quote!(String), &quote!(text), &derives, strict)
        }
        Shape::RuledInteger => {
            let derives = quote!(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord);
            wrapper(ident, &docs, &quote!(i64), &quote!(integer), &derives, strict)
        }
        Shape::RuledWhole => {
            let derives = quote!(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord);
            wrapper(ident, &docs, &quote!(runtime::number::Integer), &quote!(whole), &derives, strict)
        }
        Shape::Decimal => wrapper(ident, &docs, &quote!(serde_json::Value), &quote!(decimal), &plain, strict),
        Shape::List | Shape::Map => {
            let inner = context.plain_type(schema, &ident.to_string());
            wrapper(ident, &docs, &quote!(pub #inner), &quote!(wraps), &plain, strict)
        }
        _ => wrapper(ident, &docs, &quote!(serde_json::Value), &quote!(value), &plain, strict),
    };
    let rules = rules::rules(context, schema, source);
    context.items.insert(place, made);
    context.tables_made.insert(tables, quote!(pub static #table: Schema = Schema { name: #name, #rules };));
}

fn documentation(schema: &Value, notes: &[String]) -> TokenStream {
    let description = schema.get("description").and_then(Value::as_str).map(doc::words);
    let paragraphs: Vec<String> = description.into_iter().chain(notes.iter().cloned()).collect();
    doc::doc(&paragraphs, &doc::sources(schema))
}

/// A newtype; a macro of the runtime knows how it is read.
fn wrapper(
    ident: &Ident,
    docs: &TokenStream,
    inner: &TokenStream,
    kind: &TokenStream,
    derives: &TokenStream,
    strict: bool,
) -> TokenStream {
    let table = names::constant(ident);
    quote! {
        #docs
        #[derive(#derives)]
        pub struct #ident(#inner);
        runtime::#kind!(#ident, &rules::#table, #strict);
    }
}

/// Another name for another type.
fn alias(context: &Context, ident: &Ident, docs: &TokenStream, index: usize) -> TokenStream {
    let target = context.idents.get(index);
    quote!(#docs pub type #ident = super::#target;)
}

/// A struct for objects, and an enum that also holds what is no object: nothing rules it out.
fn loose(context: &mut Context, ident: &Ident, docs: &TokenStream, schema: &Value, strict: bool) -> TokenStream {
    let inner = context.types.type_name(&format!("{ident} object"));
    let text = format!(" The properties of a [`{ident}`] that is an object.");
    let object = object::object(context, &inner, ident, &quote!(#[doc = #text]), schema, strict);
    let table = names::constant(ident);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #ident {
            /// An object.
            Object(Box<#inner>),
            /// A value that is no object, which nothing rules out.
            Other(serde_json::Value),
        }
        runtime::loose!(#ident, #inner, &rules::#table, #strict);
        #object
    }
}

fn choice(
    ident: &Ident,
    docs: &TokenStream,
    schema: &Value,
    texts: &[String],
    open: bool,
    strict: bool,
) -> TokenStream {
    let table = names::constant(ident);
    let mut scope = Scope::default();
    let others = schema.get(spellings::KEYWORD).and_then(Value::as_object);
    let mut variants = Vec::new();
    let mut choices = Vec::new();
    for text in texts {
        let variant = scope.variant(text);
        let line = doc::doc(&[format!("{}.", doc::code(text))], &[]);
        let spellings = others.into_iter().flatten().filter(|(_, meant)| *meant == text).map(|(spelling, _)| spelling);
        variants.push(quote!(#line #variant));
        choices.push(quote!(#variant = #text #(| #spellings)*));
    }
    let unknown = open.then(|| quote!(/** A value that no document names, as it was read. */ Unknown(String),));
    let openness = if open { quote!(open) } else { quote!(closed) };
    let copy = (!open).then(|| quote!(Copy,));
    quote! {
        #docs
        #[derive(Clone, #copy Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #ident { #(#variants,)* #unknown }
        runtime::choice!(#ident, &rules::#table, #strict, #openness, [#(#choices),*]);
    }
}
