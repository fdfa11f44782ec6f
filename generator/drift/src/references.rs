//! What a schema refers to.

use serde_json::Value;

/// Finds all references in a schema.
pub fn references<'a>(value: &'a Value, found: &mut impl FnMut(&'a str)) {
    match value {
        Value::Object(object) => {
            for (keyword, value) in object {
                match value {
                    Value::String(target) if keyword.ends_with("Ref") || keyword == "$ref" => found(target),
                    value => references(value, found),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}
