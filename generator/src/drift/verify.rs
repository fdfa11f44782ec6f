//! A second opinion on every payload that is said to break somebody: that of the `jsonschema` crate.

use super::contract::View;
use crate::{constraint::format::Format as Width, runtime::format::Format};
use jsonschema::{Registry, Validator};
use serde_json::{Map, Value, json};
use std::collections::{BTreeSet, HashMap};

/// What every reference is relative to. Nothing is ever fetched from there.
const BASE: &str = "https://ringback.invalid/drift/";

/// Judges payloads by the schemas of one state.
pub struct Judge<'a> {
    view: &'a View,
    validators: HashMap<String, Option<Validator>>,
}

impl<'a> Judge<'a> {
    /// By these schemas.
    pub fn new(view: &'a View) -> Self {
        Self { view, validators: HashMap::new() }
    }

    /// Whether a payload is valid; `None` where the schema cannot be run.
    pub fn is_valid(&mut self, reference: &str, payload: &Value) -> Option<bool> {
        if !self.validators.contains_key(reference) {
            let validator = validator(self.view, reference);
            self.validators.insert(reference.into(), validator);
        }
        self.validators.get(reference)?.as_ref().map(|validator| validator.is_valid(payload))
    }

    /// Where in a payload, and by which keyword, it is refused.
    pub fn refusals(&self, reference: &str, payload: &Value) -> Vec<(String, String)> {
        let validator = self.validators.get(reference).and_then(Option::as_ref);
        let errors = validator.into_iter().flat_map(|validator| validator.iter_errors(payload));
        errors.map(|error| (error.instance_path().to_string(), error.schema_path().to_string())).take(20).collect()
    }
}

/// What judges payloads by the schema that a reference leads to, all it refers to included; `None` where that cannot be
/// run.
pub fn validator(view: &View, reference: &str) -> Option<Validator> {
    let schemas: Vec<(String, Value)> = gather(view, reference)?
        .iter()
        .map(|name| Some((format!("{BASE}{name}"), runnable(view.get(name)?))))
        .collect::<Option<_>>()?;
    let resources = schemas.iter().map(|(uri, schema)| (uri.as_str(), schema));
    let registry = Registry::new().extend(resources).ok()?.prepare().ok()?;
    let mut options = jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .with_registry(&registry)
        .with_base_uri(BASE)
        .should_validate_formats(true);
    for format in Format::ALL {
        options = options.with_format(format.name(), move |text: &str| format.holds(text));
    }
    options.build(&json!({"$ref": reference})).ok()
}

/// The definitions that a definition needs; `None` if one is not there.
fn gather(view: &View, reference: &str) -> Option<BTreeSet<String>> {
    let mut needed = BTreeSet::new();
    let mut waiting = vec![reference.to_owned()];
    while let Some(name) = waiting.pop() {
        if !needed.contains(&name) {
            references(view.get(&name)?, &mut waiting);
            needed.insert(name);
        }
    }
    Some(needed)
}

fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            found.extend(object.get("$ref").and_then(Value::as_str).map(String::from));
            object.values().for_each(|value| references(value, found));
        }
        Value::Array(list) => list.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

/// A schema with the formats of numbers as bounds, for the crate knows formats of texts only.
fn runnable(schema: &Value) -> Value {
    match schema {
        Value::Object(object) => {
            let mut runnable: Map<String, Value> =
                object.iter().map(|(keyword, value)| (keyword.clone(), runnable_value(keyword, value))).collect();
            let width = object.get("format").and_then(Value::as_str).and_then(|name| Width::named(name).integers());
            if let Some((least, most)) = width {
                let number = |number: i128| serde_json::Number::from_i128(number).map(Value::Number);
                let bounds = json!({
                    "if": {"type": "number"},
                    "then": {"type": "integer", "minimum": number(least), "maximum": number(most)},
                });
                let parts = runnable.entry("allOf").or_insert_with(|| json!([]));
                if let Value::Array(parts) = parts {
                    parts.push(bounds);
                }
            }
            Value::Object(runnable)
        }
        other => other.clone(),
    }
}

fn runnable_value(keyword: &str, value: &Value) -> Value {
    match (keyword, value) {
        ("const" | "enum" | "default" | "examples" | "x-ringback-source", _) => value.clone(),
        (_, Value::Object(object))
            if matches!(keyword, "properties" | "patternProperties" | "dependentSchemas" | "dependencies") =>
        {
            Value::Object(object.iter().map(|(name, schema)| (name.clone(), runnable(schema))).collect())
        }
        (_, Value::Object(_)) => runnable(value),
        (_, Value::Array(list)) => Value::Array(list.iter().map(runnable).collect()),
        _ => value.clone(),
    }
}
