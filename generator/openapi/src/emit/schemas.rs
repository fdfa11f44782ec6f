//! Walks the schemas inside a schema, and nothing that only looks like one.

use ringback_contract::dialect::{Holds, holds};
use serde_json::{Map, Value};

/// Visits a schema and every schema in it, the inner ones first.
pub fn each(schema: &mut Value, visit: &mut impl FnMut(&mut Map<String, Value>)) {
    let Value::Object(object) = schema else { return };
    for (keyword, value) in object.iter_mut() {
        match (holds(keyword, value), value) {
            (Some(Holds::Schema), value) => each(value, visit),
            (Some(Holds::List), Value::Array(list)) => list.iter_mut().for_each(|schema| each(schema, visit)),
            (Some(Holds::Map | Holds::Definitions), Value::Object(map)) => {
                map.values_mut().for_each(|schema| each(schema, visit));
            }
            _ => {}
        }
    }
    visit(object);
}
