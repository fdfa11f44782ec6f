//! The values that one side may send and the other refuses, as a schema.

use super::{bare::bare, place::Place};
use jsonschema::canonical::{CanonicalSchema, Satisfiability};
use serde_json::{Value, json};
use std::panic::catch_unwind;

/// Larger schemas are not subtracted: it may take very long.
const LARGEST: usize = 1_000;
/// Keywords that subtraction knows nothing of, or takes too long with.
const STRANGE: &[&str] =
    &["$ref", "pattern", "patternProperties", "format", "unevaluatedProperties", "unevaluatedItems"];

/// What is of one place and not of another.
pub fn lost(of: &Place, not: &Place) -> Option<Value> {
    let (of, not) = (whole(of), whole(not));
    if of == not {
        return None;
    }
    let simple = |schema: &Value| {
        let text = schema.to_string();
        text.len() < LARGEST && !STRANGE.iter().any(|keyword| text.contains(&format!("\"{keyword}\"")))
    };
    // It is experimental: should it ever panic, nothing but this is lost.
    let tried = (simple(&of) && simple(&not)).then(|| catch_unwind(|| subtract(&of, &not)).ok().flatten());
    let subtracted = tried.flatten();
    subtracted.or_else(|| match (of, not) {
        (_, Value::Bool(true)) => None,
        (of, Value::Bool(false)) => Some(of),
        (of, not) => Some(json!({"allOf": [of, {"not": not}]})),
    })
}

/// The `jsonschema` crate's subtraction. Nothing rests on it but this schema.
fn subtract(of: &Value, not: &Value) -> Option<Value> {
    let canonical = |schema: &Value| -> Option<CanonicalSchema> { jsonschema::canonicalize(schema).ok() };
    let difference = canonical(of)?.subtract(&canonical(not)?).ok()?;
    let mut schema = (difference.satisfiability() != Satisfiability::No).then(|| difference.to_json_schema())?;
    schema.as_object_mut()?.shift_remove("$schema");
    Some(schema)
}

/// All schemas of a place as one, without what only describes.
fn whole(place: &Place) -> Value {
    let mut plain: Vec<Value> = place.schemas.iter().map(|schema| bare(schema)).collect();
    plain.retain(|schema| *schema != Value::Bool(true) && *schema != json!({}));
    match plain.len() {
        0 => Value::Bool(true),
        1 => plain.remove(0),
        _ => json!({"allOf": plain}),
    }
}
