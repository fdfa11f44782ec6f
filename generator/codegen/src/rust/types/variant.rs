//! The variants of an enum of alternatives: their names, and whether their values are boxed.

use crate::rust::{
    schema::{Alternative, SchemaReader, TypeShape},
    text::{doc, markdown},
};
use proc_macro2::{Ident, TokenStream};
use serde_json::Value;

/// Whether a value should be boxed inside an enum, because it is large.
pub fn is_large(shape: &TypeShape) -> bool {
    matches!(shape, TypeShape::Reference(_) | TypeShape::Object | TypeShape::Union | TypeShape::Several(_))
}

/// The name of an alternative: from its title, its reference, its tag, else its JSON type.
pub fn alternative_name(reader: SchemaReader, shape: &TypeShape, schema: &Value, tag: Option<&str>) -> String {
    let title = || schema.get("title").and_then(Value::as_str).filter(|title| title.split_whitespace().count() < 4);
    let name = match shape {
        TypeShape::Reference(index) => {
            let name = reader.definitions.ident(*index).map_or_else(String::new, Ident::to_string);
            return title().map_or(name, String::from);
        }
        TypeShape::Object => tag.or_else(|| constant(schema)).or_else(|| only_property(schema)).unwrap_or("Object"),
        TypeShape::Map => "Map",
        TypeShape::List => "List",
        TypeShape::Choice { texts, .. } => match texts.as_slice() {
            [text] => text,
            _ => "Choice",
        },
        TypeShape::Formatted(format) => format.name(),
        TypeShape::Text | TypeShape::RuledText => "Text",
        TypeShape::RuledInteger
        | TypeShape::RuledWhole
        | TypeShape::Integer
        | TypeShape::Unsigned
        | TypeShape::Whole => "Integer",
        TypeShape::Number | TypeShape::Double => "Number",
        TypeShape::Boolean => "Boolean",
        TypeShape::Union
        | TypeShape::Several(_)
        | TypeShape::Literals(_)
        | TypeShape::Decimal
        | TypeShape::Checked
        | TypeShape::Any => "Value",
    };
    title().unwrap_or(name).to_owned()
}

/// The documentation of a variant.
pub fn variant_docs(reader: SchemaReader, shape: &TypeShape, name: &str, alternative: &Alternative) -> TokenStream {
    let of = match shape {
        TypeShape::Reference(index) => reader.definitions.ident(*index).map(Ident::to_string),
        _ => None,
    };
    let of = of.as_deref().unwrap_or(name);
    let text = alternative.schema.get("description").and_then(Value::as_str).map(markdown::inline);
    let text = text.unwrap_or_else(|| match (shape, alternative.index) {
        (TypeShape::Reference(_), _) | (_, None) => format!("A [`{of}`](super::{of})."),
        (_, Some(index)) => match (alternative.tags.as_slice(), only_property(alternative.schema)) {
            ([], Some(name)) => format!("An object with {}.", markdown::code(name)),
            ([], None) => format!("Alternative {} of the schema.", index + 1),
            (tags, _) => {
                let tags: Vec<String> = tags.iter().map(|tag| markdown::code(tag)).collect();
                format!("The alternative {}.", tags.join(" or "))
            }
        },
    });
    doc::doc(&[text], &[])
}

/// The name of the property, if there is one and it is required: `attached` in `{"attached": …}`.
fn only_property(schema: &Value) -> Option<&str> {
    let mut names = schema.get("properties")?.as_object()?.keys();
    let name = names.next().filter(|_| names.next().is_none())?;
    schema.get("required")?.as_array()?.iter().any(|required| required == name.as_str()).then_some(name)
}

/// The value of the first required property that is constant: `cat` for `kind: "cat"`.
fn constant(schema: &Value) -> Option<&str> {
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
