//! Walks from a schema to its subschemas.

use crate::keyword::{Holds, holds};
use serde_json::{Map, Value};

/// The subschemas of a schema, each with its keyword, without definitions.
pub fn applied(schema: &Value) -> impl Iterator<Item = (&str, &Value)> {
    schema.as_object().into_iter().flatten().flat_map(|(keyword, value)| {
        let found: Vec<&Value> = match holds(keyword, value) {
            Some(Holds::Schema) => vec![value],
            Some(Holds::List) => value.as_array().into_iter().flatten().collect(),
            Some(Holds::Map) => value.as_object().into_iter().flat_map(Map::values).collect(),
            Some(Holds::Definitions) | None => Vec::new(),
        };
        found.into_iter().map(move |schema| (keyword.as_str(), schema))
    })
}

/// Calls `visit` with every subschema in the value of a keyword, including definitions.
pub fn each_mut(keyword: &str, value: &mut Value, visit: &mut impl FnMut(&mut Value)) {
    match (holds(keyword, value), value) {
        (Some(Holds::Schema), value) => visit(value),
        (Some(Holds::List), Value::Array(list)) => list.iter_mut().for_each(visit),
        (Some(Holds::Map | Holds::Definitions), Value::Object(map)) => map.values_mut().for_each(visit),
        _ => {}
    }
}

/// The value of a keyword with every subschema, including definitions, replaced by the result of `change`. A value
/// without subschemas is copied.
pub fn mapped(keyword: &str, value: &Value, change: &mut impl FnMut(&Value) -> Value) -> Value {
    match (holds(keyword, value), value) {
        (Some(Holds::Schema), value) => change(value),
        (Some(Holds::List), Value::Array(list)) => list.iter().map(change).collect(),
        (Some(Holds::Map | Holds::Definitions), Value::Object(map)) => {
            Value::Object(map.iter().map(|(name, schema)| (name.clone(), change(schema))).collect())
        }
        (_, value) => value.clone(),
    }
}

/// Visits a schema and all schemas in it, the inner ones first.
pub fn visit_mut(schema: &mut Value, visit: &mut dyn FnMut(&mut Map<String, Value>)) {
    let Value::Object(object) = schema else { return };
    for (keyword, value) in object.iter_mut() {
        each_mut(keyword, value, &mut |schema| visit_mut(schema, visit));
    }
    visit(object);
}

#[cfg(test)]
mod tests {
    use super::{applied, each_mut, mapped};
    use serde_json::{Value, json};

    #[test]
    fn schemas_are_found_where_keywords_hold_them_and_nowhere_else() {
        let schema = json!({
            "properties": {"a": {"title": "1"}, "properties": {"title": "2"}},
            "allOf": [{"title": "3"}], "not": {"title": "4"},
            "$defs": {"d": {"title": "no"}}, "default": {"not": {"title": "no"}}, "dependencies": {"a": {"title": "5"}},
        });
        let titles: Vec<&str> = applied(&schema).filter_map(|(_, schema)| schema["title"].as_str()).collect();
        assert_eq!(titles, ["1", "2", "3", "4", "5"]);
    }

    #[test]
    fn changing_in_place_and_changing_a_copy_come_to_the_same() {
        for (keyword, value) in
            [("anyOf", json!([{}, true])), ("$defs", json!({"a": {}})), ("if", json!({})), ("enum", json!([{}]))]
        {
            let mut changed = value.clone();
            each_mut(keyword, &mut changed, &mut |schema| *schema = json!({"title": "x"}));
            assert_eq!(changed, mapped(keyword, &value, &mut |_: &Value| json!({"title": "x"})), "{keyword}");
        }
    }
}
