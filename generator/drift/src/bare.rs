//! Schemas without what only describes.

use ringback_contract::{keyword::constrains_nothing, subschema::mapped};
use serde_json::{Map, Value};

/// A schema with nothing in it but what rules something out.
pub fn bare(schema: &Value) -> Value {
    let Value::Object(object) = schema else { return schema.clone() };
    let mut plain = Map::new();
    for (keyword, value) in object {
        if !constrains_nothing(keyword) {
            plain.insert(keyword.clone(), bare_value(keyword, value));
        }
    }
    Value::Object(plain)
}

/// The value of a keyword, the schemas in it bare.
pub fn bare_value(keyword: &str, value: &Value) -> Value {
    mapped(keyword, value, &mut bare)
}
