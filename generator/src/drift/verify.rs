//! A second opinion on every payload that is said to break somebody: that of the `jsonschema` crate.

use super::contract::View;
use crate::{
    constraint::format::Format as Width,
    definitions::dialect::{Holds, holds},
    runtime::format::Format,
};
use jsonschema::{Registry, Validator};
use serde_json::{Map, Value, json};
use std::collections::{BTreeSet, HashMap};

/// What every reference is relative to. Nothing is ever fetched from there.
const BASE: &str = "https://ringback.invalid/drift/";

/// Judges payloads by the schemas of one state.
pub struct Judge<'a> {
    view: &'a View,
    /// By reference: two that differ in what they take references for that lead nowhere.
    validators: HashMap<String, Option<[Validator; 2]>>,
}

impl<'a> Judge<'a> {
    /// By these schemas.
    pub fn new(view: &'a View) -> Self {
        Self { view, validators: HashMap::new() }
    }

    /// Whether a payload is valid; `None` where the schema cannot be run.
    pub fn is_valid(&mut self, reference: &str, payload: &Value) -> Option<bool> {
        if !self.validators.contains_key(reference) {
            let validators = [Value::Bool(true), Value::Bool(false)].map(|nowhere| self.validator(reference, &nowhere));
            let [lenient, strict] = validators;
            self.validators.insert(reference.into(), lenient.zip(strict).map(<[_; 2]>::from));
        }
        let [lenient, strict] = self.validators.get(reference)?.as_ref()?;
        let is_valid = lenient.is_valid(payload);
        (strict.is_valid(payload) == is_valid).then_some(is_valid)
    }

    /// Where in a payload it is refused, as deep in it as possible.
    pub fn refused(&self, reference: &str, payload: &Value) -> Option<String> {
        const MOST: usize = 20;
        let [validator, _] = self.validators.get(reference)?.as_ref()?;
        let errors = validator.iter_errors(payload).take(MOST);
        errors.map(|error| error.instance_path().to_string()).max_by_key(String::len)
    }

    fn validator(&self, reference: &str, nowhere: &Value) -> Option<Validator> {
        let schemas: Vec<(String, Value)> = self
            .needed(reference)
            .into_iter()
            .filter_map(|name| Some((format!("{BASE}{name}"), self.runnable(self.view.get(&name)?, nowhere))))
            .collect();
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

    /// What a definition refers to, itself included.
    fn needed(&self, reference: &str) -> BTreeSet<String> {
        let mut needed = BTreeSet::new();
        let mut waiting = vec![reference.to_owned()];
        while let Some(name) = waiting.pop() {
            if let Some(schema) = self.view.get(&name).filter(|_| !needed.contains(&name)) {
                references(schema, &mut waiting);
            }
            needed.insert(name);
        }
        needed
    }

    /// A schema with the formats of numbers as bounds, for the crate knows formats of texts only, and with something
    /// else for references that lead nowhere.
    fn runnable(&self, schema: &Value, nowhere: &Value) -> Value {
        let Value::Object(object) = schema else { return schema.clone() };
        let mut runnable: Map<String, Value> =
            object.iter().map(|(keyword, value)| (keyword.clone(), self.keyword(keyword, value, nowhere))).collect();
        let mut more = Vec::new();
        let target = object.get("$ref").and_then(Value::as_str);
        if target.is_some_and(|target| self.view.get(target).is_none()) {
            runnable.shift_remove("$ref");
            more.push(nowhere.clone());
        }
        let width = object.get("format").and_then(Value::as_str).and_then(|name| Width::named(name).integers());
        if let Some((least, most)) = width {
            let number = |number: i128| serde_json::Number::from_i128(number).map(Value::Number);
            more.push(json!({
                "if": {"type": "number"},
                "then": {"type": "integer", "minimum": number(least), "maximum": number(most)},
            }));
        }
        if !more.is_empty()
            && let Value::Array(parts) = runnable.entry("allOf").or_insert_with(|| json!([]))
        {
            parts.extend(more);
        }
        Value::Object(runnable)
    }

    fn keyword(&self, keyword: &str, value: &Value, nowhere: &Value) -> Value {
        match (holds(keyword, value), value) {
            (Some(Holds::Schema), value) => self.runnable(value, nowhere),
            (Some(Holds::List), Value::Array(list)) => {
                list.iter().map(|schema| self.runnable(schema, nowhere)).collect()
            }
            (Some(Holds::Map), Value::Object(schemas)) => {
                let runnable = |(name, schema): (&String, &Value)| (name.clone(), self.runnable(schema, nowhere));
                Value::Object(schemas.iter().map(runnable).collect())
            }
            _ => value.clone(),
        }
    }
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
