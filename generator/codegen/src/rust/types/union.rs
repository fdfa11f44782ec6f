//! Enums whose variants hold values: the alternatives of a schema, or values of several JSON types.

use super::{
    enums::{self, Variants},
    item::{Item, ItemWriter},
    variant::{alternative_name, is_large, variant_docs},
};
use crate::rust::{
    schema::TypeShape,
    text::{
        doc,
        literal::{integer, text},
        markdown,
        names::NameScope,
    },
};
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;
use std::collections::HashSet;

impl<'a> ItemWriter<'_, 'a> {
    /// The enum of a schema's alternatives.
    pub(super) fn union(&mut self, item: &Item<'a>, docs: &TokenStream) -> TokenStream {
        let reader = item.reader;
        let mut scope = NameScope::default();
        let _ = scope.variant("other");
        let mut variants = Variants::default();
        let Some(alternatives) = reader.alternatives(item.schema) else { return TokenStream::new() };
        let mut held = HashSet::new();
        for alternative in &alternatives.list {
            let schema = alternative.schema;
            let shape = reader.shape(schema);
            let tag = alternatives.tag.and_then(|_| alternative.tags.first());
            let name = alternative_name(reader, &shape, schema, tag.map(String::as_str));
            if let (TypeShape::Choice { texts, open: false }, None) = (&shape, alternatives.tag) {
                // Listed strings are variants beside the others.
                for value in texts {
                    let (variant, text) = (scope.variant(value), text(value));
                    let docs = doc::doc(&[format!("{}.", markdown::code(value))], &[]);
                    variants.declared.push(quote!(#docs #variant));
                    variants.units.push(quote!(#variant = #text));
                }
                continue;
            }
            let variant = scope.variant(&name);
            if let (Some(name), Some(text)) = (alternatives.tag, alternative.only_tag(alternatives.tag)) {
                let described = schema.get("description").and_then(Value::as_str).map(markdown::inline);
                let has_no_more = format!("An object with {} alone.", markdown::code(&format!("{name}: {text:?}")));
                let docs = doc::doc(&[described.unwrap_or(has_no_more)], &[]);
                variants.declared.push(quote!(#docs #variant));
                let text = self::text(text);
                variants.units.push(quote!(#variant = #text));
                continue;
            }
            let of = self.type_of_shape(reader, schema, &shape, &format!("{} {name}", item.ident));
            let boxed = is_large(&shape);
            let docs = variant_docs(reader, &shape, &name, alternative);
            let held_type = if boxed { quote!(Box<#of>) } else { quote!(#of) };
            variants.declared.push(quote!(#docs #variant(#held_type)));
            let fit = match alternative.index {
                Some(index) => {
                    let index = integer(index);
                    quote!(alternative(#index))
                }
                None => quote!(tagged(())),
            };
            let tags = alternatives.tag.map(|_| {
                let tags = alternative.tags.iter().map(|tag| text(tag));
                quote!(= #(#tags)|*)
            });
            variants.choices.push(quote!(#variant(#fit) #tags));
            let is_new = |of: &TokenStream| held.insert(of.to_string());
            let target = match shape {
                TypeShape::Reference(index) => reader.unaliased(index).map(|ident| quote!(super::#ident)),
                TypeShape::Object => Some(quote!(#of)),
                _ => None,
            };
            let target = target.filter(|target| {
                reader
                    .definitions
                    .ident(reader.index)
                    .is_none_or(|own| target.to_string() != quote!(super::#own).to_string())
            });
            if let Some(target) = target.filter(is_new).filter(|_| boxed) {
                let ident = &item.ident;
                variants.conversions.push(quote!(runtime::variant!(#ident, #variant(#target));));
            }
        }
        enums::union(&item.ident, docs, reader.definition.strict, alternatives.tag, &variants, &self.file.types)
    }

    /// The enum of values of several JSON types.
    pub(super) fn several(&mut self, item: &Item<'a>, types: &[String], docs: &TokenStream) -> TokenStream {
        let reader = item.reader;
        let mut variants = Variants::default();
        for name in types {
            let shape = match reader.shape_of_type(item.schema, name) {
                // The rules of the whole are those of each of its values.
                TypeShape::RuledText | TypeShape::Formatted(_) | TypeShape::Choice { .. } => TypeShape::Text,
                TypeShape::RuledInteger | TypeShape::RuledWhole => TypeShape::Whole,
                shape => shape,
            };
            let variant = NameScope::default().variant(match name.as_str() {
                "array" => "List",
                "string" => "Text",
                name => name,
            });
            let text = format!(" A value of the type `{name}`.");
            let of = self.part_type(reader, item.schema, &shape, Some(name), &format!("{} {name}", item.ident));
            let of = if is_large(&shape) { quote!(Box<#of>) } else { quote!(#of) };
            variants.declared.push(quote!(#[doc = #text] #variant(#of)));
            let json_type = NameScope::default().variant(name);
            variants.choices.push(quote!(#variant(kind(#json_type))));
        }
        enums::union(&item.ident, docs, reader.definition.strict, None, &variants, &self.file.types)
    }
}
