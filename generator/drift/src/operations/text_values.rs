//! The texts that stand for the values of a schema where values are written as text: `5` for the integer 5.

use super::fields::SchemaLookup;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Values of an integer that are listed one by one; others are told by a pattern.
const LISTED: i64 = 1_000;
/// Schemas within schemas that are looked into.
const DEPTH_LIMIT: usize = 16;
/// The texts of integers and of numbers.
const INTEGER: &str = "^-?(0|[1-9][0-9]*)$";
const NUMBER: &str = "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$";

/// What the values of a schema are, as far as it says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kinds {
    /// The scalar types: `string`, `integer`, `number`, `boolean`; `null` is left out.
    pub scalars: BTreeSet<String>,
    /// Whether there are lists.
    pub has_lists: bool,
    /// Whether there are objects.
    pub has_objects: bool,
}

impl Kinds {
    /// What the values of a schema are.
    pub fn of(schema: &Value, lookup: &SchemaLookup) -> Self {
        let mut kinds = Self::default();
        kinds.add(schema, lookup, DEPTH_LIMIT);
        kinds
    }

    /// Whether the schema says nothing of it.
    pub fn is_unsaid(&self) -> bool {
        *self == Self::default()
    }

    /// Whether all values are scalars.
    pub fn is_scalar(&self) -> bool {
        !(self.scalars.is_empty() || self.has_lists || self.has_objects)
    }

    /// Whether all values are lists.
    pub fn is_list(&self) -> bool {
        self.has_lists && self.scalars.is_empty() && !self.has_objects
    }

    /// Whether both have scalars that are compared as they are: of the same types, or all of them numbers.
    pub fn compares_with(&self, other: &Self) -> bool {
        let is_numeric = |kinds: &Self| kinds.scalars.iter().all(|kind| kind == "integer" || kind == "number");
        self.scalars == other.scalars || is_numeric(self) && is_numeric(other)
    }

    fn add(&mut self, schema: &Value, lookup: &SchemaLookup, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else { return };
        let schema = lookup.resolved(schema);
        let types: Vec<&str> = match schema.get("type") {
            Some(Value::String(name)) => vec![name],
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        let values = schema.get("enum").and_then(Value::as_array).into_iter().flatten().chain(schema.get("const"));
        let of_values: Vec<&str> = values.map(type_of).collect();
        for name in if types.is_empty() { of_values } else { types } {
            match name {
                "array" => self.has_lists = true,
                "object" => self.has_objects = true,
                "null" => {}
                scalar => _ = self.scalars.insert(scalar.to_owned()),
            }
        }
        if schema.get("type").is_none() {
            self.has_lists |= schema.get("items").is_some();
            self.has_objects |= schema.get("properties").is_some();
            for keyword in ["allOf", "anyOf", "oneOf"] {
                for part in schema.get(keyword).and_then(Value::as_array).into_iter().flatten() {
                    self.add(part, lookup, depth);
                }
            }
        }
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// The texts that stand for the scalar values of a schema, as a schema of strings.
pub fn texts(schema: &Value, lookup: &SchemaLookup) -> Value {
    texts_within(schema, lookup, DEPTH_LIMIT)
}

fn texts_within(schema: &Value, lookup: &SchemaLookup, depth: usize) -> Value {
    let any = || json!({"type": "string"});
    let Some(depth) = depth.checked_sub(1) else { return any() };
    let Value::Object(object) = lookup.resolved(schema) else { return any() };
    let values =
        object.get("enum").and_then(Value::as_array).cloned().or_else(|| Some(vec![object.get("const")?.clone()]));
    if let Some(values) = values {
        let texts: Vec<String> = values.iter().filter_map(text_of).collect();
        return json!({"type": "string", "enum": texts});
    }
    let types: Vec<&str> = match object.get("type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).filter(|name| *name != "null").collect(),
        _ => Vec::new(),
    };
    let mut alternatives: Vec<Value> = types.iter().map(|name| of_type(name, object)).collect();
    if types.is_empty() {
        for keyword in ["anyOf", "oneOf"] {
            let parts = object.get(keyword).and_then(Value::as_array).into_iter().flatten();
            alternatives.extend(parts.map(|part| texts_within(part, lookup, depth)));
        }
        if let Some(parts) = object.get("allOf").and_then(Value::as_array) {
            let said = parts.iter().filter(|part| !Kinds::of(part, lookup).is_unsaid());
            let all: Vec<Value> = said.map(|part| texts_within(part, lookup, depth)).collect();
            return json!({"type": "string", "allOf": all});
        }
    }
    match alternatives.len() {
        0 => any(),
        1 => alternatives.remove(0),
        _ => json!({"type": "string", "anyOf": alternatives}),
    }
}

/// The texts of the values of one type.
fn of_type(name: &str, schema: &Map<String, Value>) -> Value {
    match name {
        "boolean" => json!({"type": "string", "enum": ["true", "false"]}),
        "number" => json!({"type": "string", "pattern": NUMBER}),
        "integer" => {
            let bound = |inclusive: &str, exclusive: &str, step: i64| {
                let exclusive = schema.get(exclusive).and_then(Value::as_i64).and_then(|bound| bound.checked_add(step));
                exclusive.or_else(|| schema.get(inclusive).and_then(Value::as_i64))
            };
            let (least, most) = (bound("minimum", "exclusiveMinimum", 1), bound("maximum", "exclusiveMaximum", -1));
            match (least, most) {
                (Some(least), Some(most)) if most.saturating_sub(least) <= LISTED => {
                    let texts: Vec<String> = (least..=most).map(|value| value.to_string()).collect();
                    json!({"type": "string", "enum": texts})
                }
                (Some(1..), _) => json!({"type": "string", "pattern": "^[1-9][0-9]*$"}),
                (Some(0), _) => json!({"type": "string", "pattern": "^(0|[1-9][0-9]*)$"}),
                _ => json!({"type": "string", "pattern": INTEGER}),
            }
        }
        _ => {
            let mut strings: Map<String, Value> = schema.clone();
            strings.insert("type".into(), "string".into());
            Value::Object(strings)
        }
    }
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}
