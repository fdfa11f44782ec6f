//! Schemas without what only describes.

use super::words::is_annotation;
use ringback_algebra::HIDDEN;
use ringback_contract::dialect::{Holds, holds};
use serde_json::{Map, Value};

/// A schema with nothing in it but what rules something out.
pub fn bare(schema: &Value) -> Value {
    let Value::Object(object) = schema else { return schema.clone() };
    let mut plain = Map::new();
    for (keyword, value) in object {
        if is_annotation(keyword) || keyword == HIDDEN {
            continue;
        }
        plain.insert(keyword.clone(), bare_value(keyword, value));
    }
    Value::Object(plain)
}

/// The value of a keyword, the schemas in it bare.
pub fn bare_value(keyword: &str, value: &Value) -> Value {
    match (holds(keyword, value), value) {
        (Some(Holds::Schema), value) => bare(value),
        (Some(Holds::List), Value::Array(list)) => list.iter().map(bare).collect(),
        (Some(Holds::Map), Value::Object(map)) => {
            map.iter().map(|(name, schema)| (name.clone(), bare(schema))).collect::<Map<_, _>>().into()
        }
        _ => value.clone(),
    }
}
