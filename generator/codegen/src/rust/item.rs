//! The items of a type: struct, enum or newtype, the line that says how it is read, and its table of rules.

use super::{
    Context, doc, example,
    kind::Kind,
    markdown,
    names::{self, Scope},
    null::without_null,
    object, rules,
    shape::Shape,
};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use ringback_constraints::constraint::spellings;
use ringback_contract::definition::Definition;
use ringback_contract::keyword::is_annotation;
use ringback_contract::provenance::Citation;
use serde_json::Value;

/// The items of a definition.
pub fn definition<'a>(context: &mut Context<'a>, definition: &'a Definition, ident: &Ident) {
    let schema = &definition.schema;
    context.in_place = true;
    let shape = match shape_of(context, schema) {
        Shape::Object if definition.is_root && context.is_assumed(schema) => Shape::Several(vec!["object".into()]),
        shape => shape,
    };
    let (notes, source, name) = (&definition.notes, Citation::from(&definition.source), ident.to_string());
    item(context, ident, &shape, schema, notes, definition.strict, source, &name);
}

/// The shape of a definition: a name of its own needs an item of its own.
pub fn shape_of(context: &Context, schema: &Value) -> Shape {
    match context.shape(schema) {
        shape @ (Shape::Reference(_) | Shape::Union) => shape,
        Shape::Any => Shape::Checked,
        Shape::Text | Shape::Formatted(_) => Shape::RuledText,
        Shape::Integer => Shape::RuledInteger,
        Shape::Whole => Shape::RuledWhole,
        shape => shape,
    }
}

impl Context<'_> {
    /// Whether a definition is another name for a type.
    pub fn is_alias(&self, definition: &Definition) -> bool {
        matches!(shape_of(self, &definition.schema), Shape::Reference(_))
    }
}

/// The items of a schema inside a definition that needs a type of its own.
pub fn inline(context: &mut Context, ident: &Ident, shape: &Shape, schema: &Value) {
    let Some(definition) = context.definitions.get(context.index) else { return };
    let (strict, source) = (definition.strict, Citation::from(&definition.source));
    context.tables.insert(std::ptr::from_ref(schema), names::constant(ident));
    item(context, ident, shape, schema, &[], strict, source, "");
}

#[allow(clippy::too_many_arguments, reason = "each is one independent fact about the item")]
fn item<'a>(
    context: &mut Context<'a>,
    ident: &Ident,
    shape: &Shape,
    schema: &Value,
    notes: &[String],
    strict: bool,
    source: Citation<'a>,
    name: &str,
) {
    let table = names::constant(ident);
    let (place, tables) = (context.items.len(), context.tables_made.len());
    let said = said(context, schema, notes, name);
    let shown = !name.is_empty() && !matches!(shape, Shape::Object | Shape::Reference(_));
    let example = if shown { example::example(context, ident, &[]) } else { Vec::new() };
    let docs = doc::with_example(&said, &example, &doc::sources(context.provenance.citations(schema)));
    let plain = quote!(Clone, Debug, PartialEq);
    let made = match shape {
        _ if excludes_null(shape) && !name.is_empty() && context.names_null(schema) => {
            let (_, inner) = without_null(schema);
            let inner = Kind::Nullable(Box::new(context.plain_type(inner, &format!("{ident} value"))));
            wrapper(ident, &table, &docs, &quote!(pub #inner), &quote!(wraps), &plain, strict)
        }
        Shape::Reference(index) => alias(context, ident, &docs, *index),
        Shape::Object => object::object(context, ident, &table, &said, !name.is_empty(), schema, strict),
        Shape::Union => context.union(ident, &docs, schema, strict),
        Shape::Several(kinds) => context.several(ident, &docs, schema, kinds, strict),
        Shape::Literals(values) => literals(ident, &table, &docs, values, strict),
        Shape::Choice { texts, open } => choice(ident, &table, &docs, schema, texts, *open || !strict, strict),
        Shape::RuledText => {
            let derives = quote!(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord);
            wrapper(ident, &table, &docs, &quote!(String), &quote!(text), &derives, strict)
        }
        Shape::RuledInteger => {
            let derives = quote!(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord);
            wrapper(ident, &table, &docs, &quote!(i64), &quote!(integer), &derives, strict)
        }
        Shape::RuledWhole => {
            let derives = quote!(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord);
            wrapper(ident, &table, &docs, &quote!(runtime::number::Integer), &quote!(whole), &derives, strict)
        }
        Shape::Decimal => wrapper(ident, &table, &docs, &quote!(serde_json::Value), &quote!(decimal), &plain, strict),
        Shape::List | Shape::Map | Shape::Boolean | Shape::Number | Shape::Double => {
            let inner = context.plain_type(schema, &ident.to_string());
            wrapper(ident, &table, &docs, &quote!(pub #inner), &quote!(wraps), &plain, strict)
        }
        _ => {
            untyped(context, ident, schema);
            wrapper(ident, &table, &docs, &quote!(serde_json::Value), &quote!(value), &plain, strict)
        }
    };
    let rules = rules::rules(context, schema, source);
    context.items.insert(place, made);
    context.tables_made.insert(tables, rules::declared(&quote!(pub static #table), rules::table(name, rules)));
}

/// Whether null needs a place beside the values of a type: a struct leaves it to those who refer to it, and a value that
/// is only checked may be null.
fn excludes_null(shape: &Shape) -> bool {
    !matches!(shape, Shape::Reference(_) | Shape::Object | Shape::Checked | Shape::Decimal)
}

/// Says that no type was found for a schema that asks for something.
fn untyped(context: &mut Context, ident: &Ident, schema: &Value) {
    let keywords: Vec<&str> = schema.as_object().into_iter().flatten().map(|(keyword, _)| keyword.as_str()).collect();
    let asserting: Vec<&str> = keywords.into_iter().filter(|keyword| !is_annotation(keyword)).collect();
    if !asserting.is_empty() {
        let message =
            format!("{ident} is kept as a value whose rules are checked: no type holds {}", asserting.join(", "));
        context.note("untyped", message);
    }
}

/// The paragraphs about a type.
fn said(context: &Context, schema: &Value, notes: &[String], name: &str) -> Vec<String> {
    let description = schema.get("description").and_then(Value::as_str).map(markdown::paragraphs);
    let mut said: Vec<String> = description.into_iter().flatten().chain(notes.iter().cloned()).collect();
    if said.is_empty() && !name.is_empty() {
        said.push(format!("What is documented as {}.", markdown::code(&context.current)));
    }
    said
}

/// A newtype; a macro of the runtime knows how it is read.
fn wrapper(
    ident: &Ident,
    table: &Ident,
    docs: &TokenStream,
    inner: &TokenStream,
    kind: &TokenStream,
    derives: &TokenStream,
    strict: bool,
) -> TokenStream {
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

/// An enum of values that are not all texts.
fn literals(ident: &Ident, table: &Ident, docs: &TokenStream, values: &[Value], strict: bool) -> TokenStream {
    let mut scope = Scope::default();
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
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #ident { #(#variants,)* #unknown }
        runtime::literals!(#ident, &rules::#table, #strict, #openness, [#(#choices),*]);
    }
}

fn choice(
    ident: &Ident,
    table: &Ident,
    docs: &TokenStream,
    schema: &Value,
    texts: &[String],
    open: bool,
    strict: bool,
) -> TokenStream {
    let others = schema.get(spellings::KEYWORD).and_then(Value::as_object);
    let mut variants = Vec::new();
    let mut choices = Vec::new();
    for (text, variant) in texts.iter().zip(Scope::variants(texts)) {
        let line = doc::doc(&[format!("{}.", markdown::code(text))], &[]);
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
