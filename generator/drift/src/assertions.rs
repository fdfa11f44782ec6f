//! Schemas reduced to their assertions.

use ringback_contract::{keyword::constrains_nothing, subschema::mapped};
use serde_json::{Map, Value};

/// A schema without annotations, at any depth: two schemas that differ in descriptions only become equal.
pub fn assertions(schema: &Value) -> Value {
    let Value::Object(object) = schema else { return schema.clone() };
    let mut reduced = Map::new();
    for (keyword, value) in object {
        if !constrains_nothing(keyword) {
            reduced.insert(keyword.clone(), assertions_in(keyword, value));
        }
    }
    Value::Object(reduced)
}

/// The value of a keyword, with the schemas in it reduced to their assertions.
pub fn assertions_in(keyword: &str, value: &Value) -> Value {
    mapped(keyword, value, &mut assertions)
}
