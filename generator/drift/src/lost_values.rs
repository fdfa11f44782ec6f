//! The values that a sender may produce and a receiver rejects, as a schema: for readers; no verdict depends on it.

use super::{assertions::assertions, site::SchemaSite};
use jsonschema::canonical::{CanonicalSchema, Satisfiability};
use serde_json::{Value, json};
use std::panic::catch_unwind;

/// Characters of a schema that is subtracted; larger ones take long.
const SIZE_LIMIT: usize = 1_000;
/// Keywords that the subtraction does not support, or takes long with.
const UNSUPPORTED: &[&str] =
    &["$ref", "pattern", "patternProperties", "format", "unevaluatedProperties", "unevaluatedItems"];

/// A schema of the values that the sender's site accepts and the receiver's does not; `None` if nothing can be said.
pub fn lost_values(sent: &SchemaSite, received: &SchemaSite) -> Option<Value> {
    let (sent, received) = (merged(sent), merged(received));
    if sent == received {
        return None;
    }
    let is_supported = |schema: &Value| {
        let text = schema.to_string();
        text.len() < SIZE_LIMIT && !UNSUPPORTED.iter().any(|keyword| text.contains(&format!("\"{keyword}\"")))
    };
    // The subtraction is experimental: if it panics, only this schema is missing.
    let subtracted = (is_supported(&sent) && is_supported(&received))
        .then(|| catch_unwind(|| subtract(&sent, &received)).ok().flatten());
    subtracted.flatten().or_else(|| match (sent, received) {
        (_, Value::Bool(true)) => None,
        (sent, Value::Bool(false)) => Some(sent),
        (sent, received) => Some(json!({"allOf": [sent, {"not": received}]})),
    })
}

/// The difference of two schemas, by the `jsonschema` crate.
fn subtract(sent: &Value, received: &Value) -> Option<Value> {
    let canonical = |schema: &Value| -> Option<CanonicalSchema> { jsonschema::canonicalize(schema).ok() };
    let difference = canonical(sent)?.subtract(&canonical(received)?).ok()?;
    let mut schema = (difference.satisfiability() != Satisfiability::No).then(|| difference.to_json_schema())?;
    schema.as_object_mut()?.shift_remove("$schema");
    Some(schema)
}

/// All schemas of a site as one, without annotations.
fn merged(site: &SchemaSite) -> Value {
    let mut schemas: Vec<Value> = site.schemas.iter().map(|schema| assertions(schema)).collect();
    schemas.retain(|schema| *schema != Value::Bool(true) && *schema != json!({}));
    match schemas.len() {
        0 => Value::Bool(true),
        1 => schemas.remove(0),
        _ => json!({"allOf": schemas}),
    }
}
