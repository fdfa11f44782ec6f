//! The variants of an enum of alternatives: what each is called, and whether its value is boxed.

use crate::rust::schema::{SchemaReader, TypeShape};
use proc_macro2::Ident;
use serde_json::Value;

/// Whether a value is better kept behind a pointer than inside an enum.
pub fn is_large(shape: &TypeShape) -> bool {
    matches!(shape, TypeShape::Reference(_) | TypeShape::Object | TypeShape::Union | TypeShape::Several(_))
}

/// What an alternative is called: by its title, by what it refers to, by its tag, else by what it is.
pub fn alternative_name(reader: SchemaReader, shape: &TypeShape, schema: &Value) -> String {
    let title = || schema.get("title").and_then(Value::as_str).filter(|title| title.split_whitespace().count() < 4);
    let name = match shape {
        TypeShape::Reference(index) => {
            return reader.definitions.ident(*index).map_or_else(String::new, Ident::to_string);
        }
        TypeShape::Object => tag(schema).unwrap_or("Object"),
        TypeShape::Map => "Map",
        TypeShape::List => "List",
        TypeShape::Choice { texts, .. } => match texts.as_slice() {
            [text] => text,
            _ => "Choice",
        },
        TypeShape::Formatted(format) => format.name(),
        TypeShape::Text | TypeShape::RuledText => "Text",
        TypeShape::RuledInteger | TypeShape::RuledWhole | TypeShape::Integer | TypeShape::Whole => "Integer",
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
