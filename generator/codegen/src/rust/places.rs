//! Which keywords speak of the value itself, and which of its parts or of what is left of them.

use super::Context;
use ringback_contract::{keyword::applies_in_place, subschema::applied};
use serde_json::Value;

/// The definitions whose rules hold for the very value that a schema is about.
pub fn same_value(context: &Context, schema: &Value) -> Vec<usize> {
    let mut found = Vec::new();
    let mut waiting = vec![schema];
    while let Some(schema) = waiting.pop() {
        found.extend(schema.get("$ref").and_then(Value::as_str).and_then(|target| context.target(target)));
        waiting.extend(applied(schema).filter(|(keyword, _)| applies_in_place(keyword)).map(|(_, schema)| schema));
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
