//! Confirms witnesses: the `jsonschema` crate must agree with the solver on every payload that breaks.

use super::{prune::pruned, references::references, view::SchemaView};
use jsonschema::{Draft, Registry, Validator};
use ringback_contract::{
    subschema::{applied, mapped},
    validator::{Formats, options},
    width::Width,
};
use serde_json::{Map, Value, json};
use std::collections::{BTreeSet, HashMap};

/// Base of all references; nothing is ever fetched from it.
const BASE: &str = "https://ringback.invalid/drift/";

/// Validates payloads by the schemas of one version.
pub struct VersionValidator<'a> {
    view: &'a SchemaView,
    /// Validators of whole types, for payloads that reach too much of them, and types of which many payloads are validated.
    validators: HashMap<String, Option<Validator>>,
    /// How many schemas were compiled for single payloads of a type.
    compiled: HashMap<String, usize>,
}

impl<'a> VersionValidator<'a> {
    /// A validator for the schemas of a view, each compiled when it is first used.
    pub fn new(view: &'a SchemaView) -> Self {
        Self { view, validators: HashMap::new(), compiled: HashMap::new() }
    }

    /// Whether the schema that a reference leads to accepts a payload; `None` if the schema does not compile.
    pub fn is_valid(&mut self, reference: &str, payload: &Value) -> Option<bool> {
        match self.pruned(reference, payload) {
            Some(schema) => Some(build(&schema)?.is_valid(payload)),
            None => Some(self.whole(reference)?.is_valid(payload)),
        }
    }

    /// The part of a type that a payload reaches; `None` if the whole type costs no more to compile: that is much, or as much
    /// was compiled of it already.
    fn pruned(&mut self, reference: &str, payload: &Value) -> Option<Value> {
        if self.validators.get(reference).is_some_and(Option::is_some) {
            return None;
        }
        let compiled = self.compiled.get(reference).copied().unwrap_or_default();
        if compiled > 0 && self.has_at_most(reference, compiled) {
            return None;
        }
        let (schema, visits) = pruned(self.view, reference, payload)?;
        *self.compiled.entry(reference.to_owned()).or_default() += visits;
        Some(schema)
    }

    /// Whether a type refers to no other, and has at most so many schemas in it. Compiling types that refer to each other
    /// takes the crate longer than their size tells.
    fn has_at_most(&self, reference: &str, limit: usize) -> bool {
        fn count(schema: &Value, limit: usize) -> Option<usize> {
            applied(schema).try_fold(limit.checked_sub(1)?, |left, (_, schema)| count(schema, left))
        }
        let mut refers = false;
        let schema = self.view.get(reference);
        schema.into_iter().for_each(|schema| references(schema, &mut |_| refers = true));
        !refers && schema.is_some_and(|schema| count(schema, limit).is_some())
    }

    /// The deepest location at which a payload is rejected, as a JSON pointer.
    pub fn rejected_at(&mut self, reference: &str, payload: &Value) -> Option<String> {
        match self.pruned(reference, payload) {
            Some(schema) => deepest_error(&build(&schema)?, payload),
            None => deepest_error(self.whole(reference)?, payload),
        }
    }

    fn whole(&mut self, reference: &str) -> Option<&Validator> {
        if !self.validators.contains_key(reference) {
            self.validators.insert(reference.into(), self.validator(reference));
        }
        self.validators.get(reference)?.as_ref()
    }

    fn validator(&self, reference: &str) -> Option<Validator> {
        let schemas: Vec<(String, Value)> = self
            .reachable(reference)
            .into_iter()
            .filter_map(|name| Some((format!("{BASE}{name}"), self.compilable(self.view.get(&name)?))))
            .collect();
        let resources = schemas.iter().map(|(uri, schema)| (uri.as_str(), schema));
        let registry = Registry::new().extend(resources).ok()?.prepare().ok()?;
        options(Formats::All)
            .with_draft(Draft::Draft202012)
            .with_registry(&registry)
            .with_base_uri(BASE)
            .build(&json!({"$ref": reference}))
            .ok()
    }

    /// The references that a definition leads to, itself included.
    fn reachable(&self, reference: &str) -> BTreeSet<String> {
        let mut reachable = BTreeSet::new();
        let mut waiting = vec![reference.to_owned()];
        while let Some(name) = waiting.pop() {
            if let Some(schema) = self.view.get(&name).filter(|_| !reachable.contains(&name)) {
                references(schema, &mut |name| waiting.push(name.to_owned()));
            }
            reachable.insert(name);
        }
        reachable
    }

    /// A schema that the crate can compile: formats of numbers as bounds, as it knows formats of strings only, and
    /// without references that lead nowhere.
    fn compilable(&self, schema: &Value) -> Value {
        let Value::Object(object) = schema else { return schema.clone() };
        let mut compilable: Map<String, Value> =
            object.iter().map(|(keyword, value)| (keyword.clone(), self.keyword(keyword, value))).collect();
        let mut more = Vec::new();
        let target = object.get("$ref").and_then(Value::as_str);
        if target.is_some_and(|target| self.view.get(target).is_none()) {
            compilable.shift_remove("$ref");
        }
        let width = object.get("format").and_then(Value::as_str).and_then(Width::named);
        if let Some([least, most]) = width.map(Width::bounds) {
            more.push(json!({
                "if": {"type": "number"},
                "then": {"type": "integer", "minimum": least, "maximum": most},
            }));
        }
        if !more.is_empty()
            && let Value::Array(parts) = compilable.entry("allOf").or_insert_with(|| json!([]))
        {
            parts.extend(more);
        }
        Value::Object(compilable)
    }

    fn keyword(&self, keyword: &str, value: &Value) -> Value {
        mapped(keyword, value, &mut |schema| self.compilable(schema))
    }
}

/// The validator of a schema without references.
fn build(schema: &Value) -> Option<Validator> {
    options(Formats::All).with_draft(Draft::Draft202012).with_base_uri(BASE).build(schema).ok()
}

fn deepest_error(validator: &Validator, payload: &Value) -> Option<String> {
    const ERROR_LIMIT: usize = 20;
    let errors = validator.iter_errors(payload).take(ERROR_LIMIT);
    errors.map(|error| error.instance_path().to_string()).max_by_key(String::len)
}

/// The validator of the schema that a reference leads to; `None` if it does not compile.
pub fn validator(view: &SchemaView, reference: &str) -> Option<Validator> {
    VersionValidator::new(view).validator(reference)
}
