//! The texts that stand for the values of a schema where values are written as text: `5` for the integer 5.

use super::{
    fields::SchemaLookup,
    number_texts::{Bound, integers, numbers},
};
use crate::normalize::is_plain_bytes;
use ringback_contract::width::Width;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Schemas within schemas that are looked into.
const DEPTH_LIMIT: usize = 16;

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
        self.scalars == other.scalars || self.is_numeric() && other.is_numeric()
    }

    /// Whether all scalars are numbers.
    pub fn is_numeric(&self) -> bool {
        self.scalars.iter().all(|kind| kind == "integer" || kind == "number")
    }

    fn add(&mut self, schema: &Value, lookup: &SchemaLookup, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else { return };
        let schema = lookup.resolved(schema);
        if schema.as_object().is_some_and(is_plain_bytes) {
            return;
        }
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
        "number" => json!({"type": "string", "pattern": numbers(bound(schema, LEAST), bound(schema, MOST))}),
        "integer" => {
            let width = schema.get("format").and_then(Value::as_str).and_then(Width::named);
            let inner = |(bound, is_excluded): Bound, step: i128| if is_excluded { bound + step } else { bound };
            let least = bound(schema, LEAST).map(|bound| inner(bound, 1)).or_else(|| Some(width?.least));
            let most = bound(schema, MOST).map(|bound| inner(bound, -1)).or_else(|| Some(width?.most));
            json!({"type": "string", "pattern": integers(least, most)})
        }
        _ => {
            let mut strings: Map<String, Value> = schema.clone();
            strings.insert("type".into(), "string".into());
            Value::Object(strings)
        }
    }
}

/// The keywords of a bound: which includes it, which excludes it, and how one that is no whole number is rounded.
type BoundKeywords = (&'static str, &'static str, fn(f64) -> f64);
const LEAST: BoundKeywords = ("minimum", "exclusiveMinimum", f64::floor);
const MOST: BoundKeywords = ("maximum", "exclusiveMaximum", f64::ceil);

/// The bound that a schema of numbers states; one that is no whole number is rounded away from the values.
fn bound(schema: &Map<String, Value>, (inclusive, exclusive, round): BoundKeywords) -> Option<Bound> {
    const EXACT: f64 = 9e15;
    let read = |keyword: &str, is_excluded: bool| {
        let written = schema.get(keyword)?;
        let whole = || Some((i128::from(written.as_i64()?), is_excluded));
        let rounded = || {
            let bound = round(written.as_f64().filter(|bound| bound.abs() < EXACT)?);
            Some((bound as i128, is_excluded || Some(bound) != written.as_f64()))
        };
        whole().or_else(rounded)
    };
    read(exclusive, true).or_else(|| read(inclusive, false))
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}
