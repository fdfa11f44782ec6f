//! Finds and redirects the references of a schema.

use ringback_contract::keyword::constrains_nothing;
use serde_json::Value;
use std::collections::BTreeMap;

/// Calls `visit` for the target of every `$ref`, `$dynamicRef` and `$recursiveRef` of a schema, in order.
pub fn references<'a>(schema: &'a Value, visit: &mut impl FnMut(&'a str)) {
    match schema {
        Value::Object(object) => {
            for (keyword, value) in object {
                match value {
                    Value::String(target) if keyword.ends_with("Ref") || keyword == "$ref" => visit(target),
                    value => references(value, visit),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| references(value, visit)),
        _ => {}
    }
}

/// Replaces the targets of `$ref` that `moved` has a new target for, at any depth.
pub fn redirect(schema: &mut Value, moved: &BTreeMap<String, String>) {
    match schema {
        Value::Object(object) => {
            if let Some(Value::String(target)) = object.get_mut("$ref")
                && let Some(new) = moved.get(target)
            {
                target.clone_from(new);
            }
            object.values_mut().for_each(|value| redirect(value, moved));
        }
        Value::Array(list) => list.iter_mut().for_each(|value| redirect(value, moved)),
        _ => {}
    }
}

/// The reference that a schema consists of.
pub fn lone_reference(schema: &Value) -> Option<String> {
    let object = schema.as_object()?;
    let is_alone = object.keys().all(|keyword| keyword == "$ref" || constrains_nothing(keyword));
    object.get("$ref").and_then(Value::as_str).filter(|_| is_alone).map(String::from)
}

/// Whether a schema has a reference at any depth.
pub fn refers(schema: &Value) -> bool {
    let mut found = false;
    references(schema, &mut |_| found = true);
    found
}
