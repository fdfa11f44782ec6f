//! The items of a type: struct, enum or newtype, the line that says how it is read, and its table of rules.

use super::{
    Context, Definition, doc, names,
    names::Scope,
    rules,
    shape::{Shape, rest_field, without_null},
};
use crate::{constraint::spellings, source::Source};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;

/// The items of a definition.
pub fn definition(context: &mut Context, definition: &Definition, ident: &Ident) {
    let (nullable, schema) = without_null(&definition.schema);
    let shape = match context.shape(schema) {
        // A name of its own needs an item of its own.
        _ if nullable => Shape::Checked,
        Shape::Reference(_) | Shape::Number | Shape::Boolean | Shape::Any => Shape::Checked,
        Shape::Text | Shape::Formatted(_) => Shape::RuledText,
        Shape::Integer => Shape::RuledInteger,
        shape => shape,
    };
    item(context, ident, &shape, schema, &definition.notes, definition.strict, &definition.source, &ident.to_string());
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
        Shape::Object => object(context, ident, &docs, schema, strict),
        Shape::Choice { texts, open } => choice(ident, &docs, schema, texts, *open || !strict, strict),
        Shape::RuledText => {
            let derives = quote!(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord);
            wrapper(ident, &docs, &quote!(String), &quote!(text), &derives, strict)
        }
        Shape::RuledInteger => {
            let derives = quote!(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord);
            wrapper(ident, &docs, &quote!(i64), &quote!(integer), &derives, strict)
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
    context.tables_made.insert(tables, quote!(pub static #table: Schema = Schema { name: #name, rules: #rules };));
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

fn object(context: &mut Context, ident: &Ident, docs: &TokenStream, schema: &Value, strict: bool) -> TokenStream {
    let table = names::constant(ident);
    let mut scope = Scope::default();
    let mut fields = Vec::new();
    let mut kept = Vec::new();
    let mut required = Vec::new();
    let mut others = Vec::new();
    for (wire, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let field = scope.field(wire);
        let is_required =
            schema.get("required").and_then(Value::as_array).is_some_and(|names| names.iter().any(|name| name == wire));
        let (nullable, inner) = without_null(property);
        let kind = context.plain_type(inner, &format!("{ident} {wire}"));
        let (keep, kind) = match (is_required, nullable) {
            (true, false) => (quote!(required), kind),
            (true, true) => (quote!(required), quote!(runtime::optional::Nullable<#kind>)),
            (false, false) => (quote!(optional), quote!(Option<#kind>)),
            (false, true) => (quote!(maybe), quote!(runtime::optional::Maybe<#kind>)),
        };
        let docs = field_documentation(wire, property);
        fields.push(quote!(#docs pub #field: #kind));
        kept.push(quote!(#keep(#field, #wire)));
        match (is_required, nullable) {
            (true, _) => required.push((field, kind)),
            (false, true) => others.push(quote!(#field: runtime::optional::Maybe::Absent)),
            (false, false) => others.push(quote!(#field: None)),
        }
    }
    let rest = rest_field(&mut scope);
    let new = strict.then(|| {
        let parameters = required.iter().map(|(field, kind)| quote!(#field: #kind));
        let names = required.iter().map(|(field, _)| field);
        let many =
            (required.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments, reason = "each is required")]));
        let text = format!(
            " A `{ident}` with what is always required and nothing else; `violations` tells what is still missing."
        );
        quote! {
            impl #ident {
                #[doc = #text]
                #many
                pub fn new(#(#parameters),*) -> Self {
                    Self { #(#names,)* #(#others,)* #rest: serde_json::Map::new() }
                }
            }
        }
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct #ident {
            #(#fields,)*
            /// Properties that no document names, as they were read.
            pub #rest: serde_json::Map<String, serde_json::Value>,
        }
        #new
        runtime::object!(#ident, &rules::#table, #strict, #rest, [#(#kept),*]);
    }
}

fn field_documentation(wire: &str, property: &Value) -> TokenStream {
    let mut paragraphs: Vec<String> =
        property.get("description").and_then(Value::as_str).map(doc::words).into_iter().collect();
    if paragraphs.is_empty() {
        paragraphs.push(format!("{} on the wire.", doc::code(wire)));
    }
    if let Some(target) = property.get(crate::emit::schema::UNRESOLVED).and_then(Value::as_str) {
        paragraphs.push(format!("The model {} was not supplied; any object is accepted.", doc::code(target)));
    }
    if let Some(default) = property.get("default") {
        paragraphs.push(format!("Default: {}.", doc::code(&default.to_string())));
    }
    let example = property.get("examples").and_then(Value::as_array).and_then(|examples| examples.first());
    if let Some(example) = example {
        paragraphs.push(format!("Example: {}.", doc::code(&example.to_string())));
    }
    doc::doc(&paragraphs, &doc::sources(property))
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
