//! Which keywords speak of the value itself, and which of its parts or of what is left of them.

use super::Context;
use serde_json::Value;

/// Keywords that apply other schemas to the value itself.
pub const IN_PLACE: &[&str] =
    &["$ref", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas", "dependencies"];

/// The definitions whose rules hold for the very value that a schema is about.
pub fn same_value(context: &Context, schema: &Value) -> Vec<usize> {
    let mut found = Vec::new();
    let mut waiting = vec![schema];
    while let Some(schema) = waiting.pop() {
        for (keyword, value) in schema.as_object().into_iter().flatten() {
            match (keyword.as_str(), value) {
                ("$ref", Value::String(target)) => found.extend(context.target(target)),
                ("dependentSchemas" | "dependencies", Value::Object(schemas)) => waiting.extend(schemas.values()),
                (keyword, Value::Array(schemas)) if IN_PLACE.contains(&keyword) => waiting.extend(schemas),
                (keyword, schema) if IN_PLACE.contains(&keyword) => waiting.push(schema),
                _ => {}
            }
        }
    }
    found
}

/// Whether a schema says anything of properties or elements that nothing else speaks of.
pub fn asks_for_the_rest(value: &Value) -> bool {
    match value {
        Value::Object(object) => {
            object.iter().any(|(keyword, value)| keyword.starts_with("unevaluated") || asks_for_the_rest(value))
        }
        Value::Array(list) => list.iter().any(asks_for_the_rest),
        _ => false,
    }
}
