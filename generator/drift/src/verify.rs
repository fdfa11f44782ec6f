//! A second opinion on every payload that is said to break somebody: that of the `jsonschema` crate.

use super::{contract::View, references::references};
use jsonschema::{Registry, Validator};
use ringback_constraints::constraint::format::Format as Width;
use ringback_contract::subschema::mapped;
use ringback_runtime::format::Format;
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
            self.validators.insert(reference.into(), self.validator(reference));
        }
        self.validators.get(reference)?.as_ref().map(|validator| validator.is_valid(payload))
    }

    /// Where in a payload it is refused, as deep in it as possible.
    pub fn refused(&self, reference: &str, payload: &Value) -> Option<String> {
        const MOST: usize = 20;
        let errors = self.validators.get(reference)?.as_ref()?.iter_errors(payload).take(MOST);
        errors.map(|error| error.instance_path().to_string()).max_by_key(String::len)
    }

    fn validator(&self, reference: &str) -> Option<Validator> {
        let schemas: Vec<(String, Value)> = self
            .needed(reference)
            .into_iter()
            .filter_map(|name| Some((format!("{BASE}{name}"), self.runnable(self.view.get(&name)?))))
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
                references(schema, &mut |name| waiting.push(name.to_owned()));
            }
            needed.insert(name);
        }
        needed
    }

    /// A schema with the formats of numbers as bounds, for the crate knows formats of texts only, and without
    /// references that lead nowhere: whatever they mean, nothing rests on it.
    fn runnable(&self, schema: &Value) -> Value {
        let Value::Object(object) = schema else { return schema.clone() };
        let mut runnable: Map<String, Value> =
            object.iter().map(|(keyword, value)| (keyword.clone(), self.keyword(keyword, value))).collect();
        let mut more = Vec::new();
        let target = object.get("$ref").and_then(Value::as_str);
        if target.is_some_and(|target| self.view.get(target).is_none()) {
            runnable.shift_remove("$ref");
        }
        let width = object.get("format").and_then(Value::as_str).and_then(|name| Width::named(name).bounds());
        if let Some([least, most]) = width {
            more.push(json!({
                "if": {"type": "number"},
                "then": {"type": "integer", "minimum": least, "maximum": most},
            }));
        }
        if !more.is_empty()
            && let Value::Array(parts) = runnable.entry("allOf").or_insert_with(|| json!([]))
        {
            parts.extend(more);
        }
        Value::Object(runnable)
    }

    fn keyword(&self, keyword: &str, value: &Value) -> Value {
        mapped(keyword, value, &mut |schema| self.runnable(schema))
    }
}

/// What judges payloads by the schema that a reference leads to; `None` where the schema cannot be run.
pub fn validator(view: &View, reference: &str) -> Option<Validator> {
    Judge::new(view).validator(reference)
}
