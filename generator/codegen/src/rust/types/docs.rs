//! The documentation of types and fields.

use crate::rust::{
    schema::{Presence, Property, SchemaReader},
    text::{doc, markdown},
};
use heck::ToSnakeCase;
use proc_macro2::{Ident, TokenStream};
use ringback_contract::keyword::UNRESOLVED;
use serde_json::Value;

/// The paragraphs about a type; a definition of a vendor has at least one.
pub fn paragraphs(reader: SchemaReader, schema: &Value, is_definition: bool) -> Vec<String> {
    let definition = reader.definition;
    let description = schema.get("description").and_then(Value::as_str).map(markdown::paragraphs);
    let mut paragraphs = description.unwrap_or_default();
    if is_definition {
        paragraphs.extend(definition.notes.iter().cloned());
        if paragraphs.is_empty() && reader.definitions.is_annotated {
            paragraphs.push(format!("What is documented as {}.", markdown::code(&definition.name)));
        }
    }
    paragraphs
}

/// The documentation of a field.
pub fn property_docs(reader: SchemaReader, ident: &Ident, property: &Property) -> TokenStream {
    let Property { name: wire, schema: property, presence, .. } = *property;
    let described = ["description", "title"].iter().find_map(|keyword| property.get(*keyword)?.as_str());
    let mut paragraphs: Vec<String> = described.map(markdown::paragraphs).unwrap_or_default();
    let is_annotated = reader.definitions.is_annotated;
    // How it is written in Rust says nothing new.
    let plain = ident.to_string();
    let plain = plain.trim_start_matches("r#");
    let is_its_name = if is_annotated { ident == wire } else { plain == wire || plain == wire.to_snake_case() };
    if paragraphs.is_empty() && is_annotated || !is_its_name {
        paragraphs.push(format!("{} on the wire.", markdown::code(wire)));
    }
    if presence == Presence::Conditional {
        paragraphs.push("Declared under a condition; see the rules of the type.".to_owned());
    }
    if let Some(target) = property.get(UNRESOLVED).and_then(Value::as_str) {
        paragraphs.push(format!("The model {} was not supplied; any object is accepted.", markdown::code(target)));
    }
    if let Some(default) = property.get("default") {
        paragraphs.push(format!("Default: {}.", markdown::code(&default.to_string())));
    }
    let example = property.get("examples").and_then(Value::as_array).and_then(|examples| examples.first());
    if let Some(example) = example {
        paragraphs.push(format!("Example: {}.", markdown::code(&example.to_string())));
    }
    doc::doc(&paragraphs, &sources(reader, property))
}

/// The sources of a schema, as far as documentation shows them.
pub fn sources(reader: SchemaReader, schema: &Value) -> Vec<String> {
    match reader.definitions.is_annotated {
        true => doc::sources(reader.definitions.provenance.citations(schema)),
        false => Vec::new(),
    }
}
