//! Null, for which no text stands: where values are written as text, it is as if nobody had allowed it.

use super::fields::SchemaLookup;
use serde_json::Value;

/// Alternatives within alternatives that are looked into.
const DEPTH_LIMIT: usize = 8;
/// Keywords of alternatives.
const ALTERNATIVES: [&str; 2] = ["anyOf", "oneOf"];

/// Whether a schema says that a value may be null.
pub fn accepts_null(schema: &Value, lookup: &SchemaLookup) -> bool {
    accepts_within(schema, lookup, DEPTH_LIMIT)
}

fn accepts_within(schema: &Value, lookup: &SchemaLookup, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    let schema = lookup.resolved(schema);
    let is_listed = schema.get("type").is_some_and(|kinds| lists(kinds, &"null".into()));
    let alternatives = ALTERNATIVES.iter().filter_map(|keyword| schema.get(*keyword)?.as_array()).flatten();
    is_listed || alternatives.into_iter().any(|alternative| accepts_within(alternative, lookup, depth))
}

/// A schema that accepts the same values but null. One of null alone stays as it is.
pub fn without_null(schema: &Value, lookup: &SchemaLookup) -> Value {
    without_within(schema, lookup, DEPTH_LIMIT)
}

fn without_within(schema: &Value, lookup: &SchemaLookup, depth: usize) -> Value {
    let Some(depth) = depth.checked_sub(1) else { return schema.clone() };
    if !accepts_null(schema, lookup) {
        return schema.clone();
    }
    let mut schema = lookup.resolved(schema).clone();
    let Some(object) = schema.as_object_mut() else { return schema };
    for (keyword, null) in [("type", Value::from("null")), ("enum", Value::Null)] {
        if let Some(Value::Array(values)) = object.get_mut(keyword) {
            values.retain(|value| *value != null);
        }
    }
    for keyword in ALTERNATIVES {
        if let Some(Value::Array(alternatives)) = object.get_mut(keyword) {
            alternatives.retain(|alternative| alternative.get("type") != Some(&"null".into()));
            for alternative in alternatives {
                *alternative = without_within(alternative, lookup, depth);
            }
        }
    }
    schema
}

/// Whether a value is another one, or a list with it.
fn lists(value: &Value, element: &Value) -> bool {
    value == element || value.as_array().is_some_and(|list| list.contains(element))
}
