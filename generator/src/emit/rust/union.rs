//! Alternatives as an enum: which there are, and what each is called.

use super::{Context, names, names::Scope, null::without_null, shape::Shape};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;

/// More alternatives than anybody matches on.
const MOST: usize = 200;

impl Context<'_> {
    /// The alternatives of a schema that consists of nothing else, if a Rust type holds each of them.
    pub fn alternatives(&self, schema: &Value, asserting: &[&str]) -> Option<Shape> {
        let ["anyOf" | "oneOf"] = asserting else { return None };
        let schemas = schema.get(asserting.first()?)?.as_array().filter(|schemas| schemas.len() <= MOST)?;
        let shapes: Vec<Shape> =
            schemas.iter().filter(|schema| !is_null(schema)).map(|schema| self.shape(schema)).collect();
        if shapes.iter().any(|shape| matches!(shape, Shape::Checked | Shape::Any | Shape::Decimal)) || shapes.is_empty()
        {
            return None;
        }
        let text = |shape: &Shape| {
            matches!(shape, Shape::Text | Shape::RuledText | Shape::Formatted(_) | Shape::Choice { .. })
        };
        let all_text =
            shapes.iter().all(text) && !schemas.iter().any(|schema| is_null(schema) || without_null(schema).0);
        Some(if all_text { Shape::RuledText } else { Shape::Union })
    }

    /// The enum of a schema's alternatives.
    pub fn union(&mut self, ident: &Ident, docs: &TokenStream, schema: &Value, strict: bool) -> TokenStream {
        let mut scope = Scope::default();
        let _ = scope.variant("other");
        let schemas = ["anyOf", "oneOf"].iter().find_map(|keyword| schema.get(*keyword)?.as_array());
        let (mut variants, mut choices) = (Vec::new(), Vec::new());
        for (index, schema) in schemas.into_iter().flatten().enumerate().filter(|(_, schema)| !is_null(schema)) {
            let shape = self.shape(schema);
            let name = self.alternative_name(&shape, schema);
            let variant = scope.variant(&name);
            let kind = match shape {
                Shape::Reference(index) => self.referred_kind(index),
                _ => self.plain_type(schema, &format!("{ident} {name}")),
            };
            let kind = match shape {
                Shape::Reference(_) | Shape::Object | Shape::Loose | Shape::Union => quote!(Box<#kind>),
                _ => quote!(#kind),
            };
            let text = schema.get("description").and_then(Value::as_str).map(super::doc::words);
            let text = text.unwrap_or_else(|| format!("Alternative {}.", index + 1));
            let docs = super::doc::doc(&[text], &[]);
            let index = super::scalar(index);
            variants.push(quote!(#docs #variant(#kind)));
            choices.push(quote!(#variant(#index)));
        }
        let table = names::constant(ident);
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

    fn alternative_name(&self, shape: &Shape, schema: &Value) -> String {
        let title = || schema.get("title").and_then(Value::as_str).filter(|title| title.split_whitespace().count() < 4);
        let name = match shape {
            Shape::Reference(index) => return self.idents.get(*index).map_or_else(String::new, Ident::to_string),
            Shape::Object | Shape::Loose => tag(schema).unwrap_or("Object"),
            Shape::Map => "Map",
            Shape::List => "List",
            Shape::Choice { texts, .. } => match texts.as_slice() {
                [text] => text,
                _ => "Choice",
            },
            Shape::Formatted(format) => format.name(),
            Shape::Text | Shape::RuledText => "Text",
            Shape::RuledInteger | Shape::RuledWhole | Shape::Integer | Shape::Whole => "Integer",
            Shape::Number | Shape::Double => "Number",
            Shape::Boolean => "Boolean",
            Shape::Union | Shape::Decimal | Shape::Checked | Shape::Any => "Value",
        };
        title().unwrap_or(name).to_owned()
    }
}

/// The value of the first required property that can have no other: `kind: "cat"`.
fn tag(schema: &Value) -> Option<&str> {
    let required = schema.get("required")?.as_array()?;
    required.iter().filter_map(Value::as_str).find_map(|name| {
        let property = schema.get("properties")?.get(name)?;
        let value = match property.get("enum").and_then(Value::as_array).map(Vec::as_slice) {
            Some([value]) => Some(value),
            _ => property.get("const"),
        };
        value?.as_str()
    })
}

fn is_null(schema: &Value) -> bool {
    schema.get("type").is_some_and(|kind| kind == "null")
}
