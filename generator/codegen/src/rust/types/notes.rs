//! Findings about what a type does not say of its schema.

use crate::rust::{findings::Findings, schema::SchemaReader};
use proc_macro2::Ident;
use ringback_contract::keyword::is_annotation;
use ringback_openapi::read::UNRESOLVED_PREFIX;
use serde_json::Value;

/// Notes a schema that has constraints but no suitable Rust type. Of a reference that leads to nothing, the reader told
/// already.
pub fn note_untyped(findings: &mut Findings, reader: SchemaReader, ident: &Ident, schema: &Value) {
    if is_lost(schema) {
        return;
    }
    let keywords = schema.as_object().into_iter().flatten().map(|(keyword, _)| keyword.as_str());
    let asserting: Vec<&str> = keywords.filter(|keyword| !is_annotation(keyword)).collect();
    if !asserting.is_empty() {
        let message =
            format!("{ident} is kept as a value whose rules are checked: no type holds {}", asserting.join(", "));
        findings.note(reader.definition, "untyped", message);
    }
}

/// Notes what a struct does not hold: values that are no objects, and the types that its properties have in alternatives.
pub fn note_struct<'a>(findings: &mut Findings, reader: SchemaReader<'a>, ident: &Ident, schema: &'a Value) {
    let is_whole = reader.definition.is_root && std::ptr::eq(&reader.definition.schema, schema);
    if !is_whole && reader.is_assumed_object(schema) {
        let message = format!("{ident} requires properties and also takes what is no object; only objects are read");
        findings.note(reader.definition, "object-assumed", message);
    }
    let lost = reader.in_parts().types_lost(schema);
    if !lost.is_empty() {
        let message = format!(
            "{ident} has alternatives or conditions that give properties more specific types than their fields have: {}",
            lost.join(", ")
        );
        findings.note(reader.definition, "untyped", message);
    }
}

/// Whether a schema is a reference that leads to nothing, alone or as the only part of its `allOf`.
fn is_lost(schema: &Value) -> bool {
    let reference = schema.get("$ref").and_then(Value::as_str);
    let only_part = || match schema.get("allOf").and_then(Value::as_array).map(Vec::as_slice) {
        Some([part]) => is_lost(part),
        _ => false,
    };
    reference.map_or_else(only_part, |target| target.starts_with(UNRESOLVED_PREFIX))
}
