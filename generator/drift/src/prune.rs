//! A schema without what a payload never reaches: references are followed only where the payload has a value. So the second
//! judge compiles a few keywords, and not hundreds of types that refer to each other.

use super::view::SchemaView;
use ringback_contract::{
    keyword::{Holds, Keyword, applies_in_place, constrains_nothing, holds},
    width::Width,
};
use serde_json::{Map, Value, json};

/// Schemas that are visited; alternatives that refer to each other multiply.
const VISIT_LIMIT: usize = 50_000;
/// Schemas within schemas; a payload does not nest so deep.
const DEPTH_LIMIT: usize = 160;

/// A schema that accepts a payload exactly if the schema that a reference leads to does, without references, and the number
/// of schemas that were visited for it; `None` if it would be too large.
pub fn pruned(view: &SchemaView, reference: &str, payload: &Value) -> Option<(Value, usize)> {
    let mut pruner = Pruner { view, visits: 0 };
    let schema = pruner.schema(&json!({"$ref": reference}), &[payload], DEPTH_LIMIT)?;
    Some((schema, pruner.visits))
}

struct Pruner<'a> {
    view: &'a SchemaView,
    visits: usize,
}

impl Pruner<'_> {
    /// The schema for some values.
    fn schema(&mut self, schema: &Value, values: &[&Value], depth: usize) -> Option<Value> {
        let depth = depth.checked_sub(1)?;
        self.visits += 1;
        if self.visits > VISIT_LIMIT {
            return None;
        }
        let Value::Object(object) = schema else { return Some(schema.clone()) };
        if values.is_empty() {
            return Some(Value::Bool(true));
        }
        let mut pruned = Map::new();
        let mut more = Vec::new();
        for (keyword, value) in object {
            // Annotations exclude nothing, and one that is none (`title: null`) makes no schema invalid.
            if constrains_nothing(keyword) {
                continue;
            }
            if keyword == "$ref" {
                // Without references that lead nowhere.
                if let Some(target) = value.as_str().and_then(|name| self.view.get(name)) {
                    more.push(self.schema(target, values, depth)?);
                }
                continue;
            }
            if keyword == "$dynamicRef" || keyword == "$recursiveRef" {
                return None;
            }
            pruned.insert(keyword.clone(), self.keyword(keyword, value, values, depth)?);
        }
        // A list of `items` is what draft 2020-12, by which the crate judges, calls `prefixItems`.
        if let Some(Value::Array(tuple)) = pruned.get("items").cloned() {
            pruned.insert("prefixItems".into(), Value::Array(tuple));
            pruned.shift_remove("items");
            if let Some(rest) = pruned.shift_remove("additionalItems") {
                pruned.insert("items".into(), rest);
            }
        }
        // The crate knows formats of strings only.
        if let Some([least, most]) =
            object.get("format").and_then(Value::as_str).and_then(Width::named).map(Width::bounds)
        {
            more.push(json!({
                "if": {"type": "number"},
                "then": {"type": "integer", "minimum": least, "maximum": most},
            }));
        }
        if !more.is_empty()
            && let Value::Array(parts) = pruned.entry("allOf").or_insert_with(|| json!([]))
        {
            parts.extend(more);
        }
        Some(Value::Object(pruned))
    }

    /// The value of a keyword, with the schemas in it for those of the values that they apply to.
    fn keyword(&mut self, keyword: &str, value: &Value, values: &[&Value], depth: usize) -> Option<Value> {
        let Some(held) = holds(keyword, value) else { return Some(value.clone()) };
        match (held, value) {
            (Holds::Definitions, _) => Some(json!({})),
            (Holds::Map, Value::Object(schemas)) => {
                let mut pruned = Map::new();
                let keyword = Keyword::of(keyword);
                for (name, schema) in schemas {
                    let below: Vec<&Value> = match keyword {
                        Some(Keyword::Properties) => values.iter().filter_map(|value| value.get(name)).collect(),
                        Some(Keyword::PatternProperties) => members(values),
                        _ => values.to_vec(),
                    };
                    if keyword == Some(Keyword::Properties) && below.is_empty() {
                        continue;
                    }
                    // A dependency may be a list of names.
                    let schema = if schema.is_array() { schema.clone() } else { self.schema(schema, &below, depth)? };
                    pruned.insert(name.clone(), schema);
                }
                Some(Value::Object(pruned))
            }
            (Holds::List, Value::Array(schemas)) => {
                let mut pruned = Vec::new();
                for (at, schema) in schemas.iter().enumerate() {
                    let below = match applies_in_place(keyword) {
                        true => values.to_vec(),
                        false => values.iter().filter_map(|value| value.as_array()?.get(at)).collect(),
                    };
                    pruned.push(self.schema(schema, &below, depth)?);
                }
                Some(Value::Array(pruned))
            }
            (Holds::Schema, schema) => match Keyword::of(keyword) {
                Some(Keyword::PropertyNames) => {
                    let objects = values.iter().filter_map(|value| value.as_object());
                    let names: Vec<Value> =
                        objects.flat_map(|object| object.keys().cloned().map(Value::String)).collect();
                    self.schema(schema, &names.iter().collect::<Vec<_>>(), depth)
                }
                _ if applies_in_place(keyword) => self.schema(schema, values, depth),
                Some(Keyword::AdditionalProperties | Keyword::UnevaluatedProperties) => {
                    self.schema(schema, &members(values), depth)
                }
                _ => {
                    let elements: Vec<&Value> = values.iter().filter_map(|value| value.as_array()).flatten().collect();
                    // `contains` asks for an element even of an empty list.
                    let is_asked = keyword == "contains" && elements.is_empty();
                    if is_asked { Some(Value::Bool(false)) } else { self.schema(schema, &elements, depth) }
                }
            },
            _ => Some(value.clone()),
        }
    }
}

/// The values of all properties of all objects.
fn members<'v>(values: &[&'v Value]) -> Vec<&'v Value> {
    values.iter().filter_map(|value| value.as_object()).flat_map(|object| object.values()).collect()
}

#[cfg(test)]
mod tests {
    use super::{SchemaView, pruned};
    use serde_json::json;

    #[test]
    fn what_a_payload_reaches_is_kept_and_the_rest_goes() {
        let view = SchemaView(
            serde_json::from_value(json!({
                "a": {"properties": {"b": {"$ref": "b"}, "c": {"$ref": "a"}}, "required": ["c"]},
                "b": {"items": {"anyOf": [{"$ref": "a"}, {"type": "string"}]}, "format": "int32"},
            }))
            .unwrap(),
        );
        assert_eq!(
            pruned(&view, "a", &json!({"c": {"d": 1}})).map(|(schema, _)| schema),
            Some(json!({"allOf": [{"required": ["c"], "properties": {
                "c": {"allOf": [{"required": ["c"], "properties": {}}]},
            }}]}))
        );
        let (schema, _) = pruned(&view, "b", &json!([{"b": []}, "x"])).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        assert!(validator.is_valid(&json!(["x"])) && !validator.is_valid(&json!([{"b": []}])));
    }

    #[test]
    fn a_list_of_items_is_judged_as_before_draft_2020_12() {
        let view = SchemaView(
            serde_json::from_value(json!({"a": {"items": [{"type": "string"}], "additionalItems": false}})).unwrap(),
        );
        for (payload, is_valid) in
            [(json!(["x"]), true), (json!([]), true), (json!([1]), false), (json!(["x", 1]), false)]
        {
            let (schema, _) = pruned(&view, "a", &payload).unwrap();
            let validator = jsonschema::validator_for(&schema).unwrap();
            assert_eq!(validator.is_valid(&payload), is_valid, "{payload}");
        }
    }
}
