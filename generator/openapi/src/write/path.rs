//! A documented path in the form of OpenAPI: unique placeholders, and the query as parameters.

use super::components::{Components, unique};
use ringback_constraints::model::Model;
use ringback_contract::operation::{
    Operation, PathTemplate, PayloadLocator,
    path::{placeholders, renamed, without_names},
};
use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// A path and its parameters.
#[derive(Clone, Debug, Default)]
pub struct OperationPath {
    /// The path without a query, as a template.
    pub template: String,
    /// The placeholders in the path.
    pub path: Vec<Parameter>,
    /// The parameters of the query.
    pub query: Vec<Parameter>,
}

/// A parameter of a path or of its query.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name in the OpenAPI document.
    pub name: String,
    /// Its name in the documented path; `None` for a constant part of the query.
    pub placeholder: Option<String>,
    /// Its value, if it is constant.
    pub fixed: Option<String>,
}

impl OperationPath {
    /// Parses a documented path.
    pub fn of(documented: &PathTemplate) -> Self {
        let mut place = Self::default();
        let mut taken = HashSet::new();
        let template = renamed(documented.path().trim_start_matches('/'), |documented| {
            let wanted: String = documented.chars().filter(|c| !"/#?{}".contains(*c)).collect();
            let name = unique(if wanted.is_empty() { "parameter".into() } else { wanted }, &mut taken);
            place.path.push(Parameter { name: name.clone(), placeholder: Some(documented.into()), fixed: None });
            name
        });
        place.template = format!("/{template}");
        let mut taken = HashSet::new();
        for part in documented.query().split('&').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let found = placeholders(value).next().map(String::from);
            let fixed = found.is_none().then(|| value.to_owned());
            place.query.push(Parameter { name: unique(name.into(), &mut taken), placeholder: found, fixed });
        }
        place
    }

    /// The template without the names of placeholders: OpenAPI treats two paths that differ only in these as one.
    pub fn shape(&self) -> String {
        without_names(&self.template)
    }

    /// Takes over the names of placeholders from another path of the same shape.
    pub fn rename_as(&mut self, other: &Self) {
        self.template.clone_from(&other.template);
        for (own, other) in self.path.iter_mut().zip(&other.path) {
            own.name.clone_from(&other.name);
        }
    }

    /// The last segment of the path without a placeholder.
    pub fn last_word(&self) -> Option<&str> {
        self.template.split('/').rfind(|segment| !segment.is_empty() && placeholders(segment).next().is_none())
    }
}

impl Parameter {
    /// The parameter object, with the schema from the first of these operations that has a property of its name.
    pub fn declare(&self, within: &str, known: &[&Operation], model: &Model, components: &Components) -> Value {
        let mut declared = Map::from_iter([
            ("name".to_owned(), json!(self.name)),
            ("in".to_owned(), json!(within)),
            ("required".to_owned(), json!(true)),
        ]);
        let property = self
            .placeholder
            .as_deref()
            .and_then(|name| known.iter().find_map(|operation| property(name, operation, model, components)));
        let mut schema = match (property, &self.fixed) {
            (Some(schema), _) => schema,
            (None, Some(fixed)) => {
                Map::from_iter([("type".to_owned(), json!("string")), ("const".to_owned(), json!(fixed))])
            }
            (None, None) => Map::from_iter([("type".to_owned(), json!("string"))]),
        };
        const DECIDE: [&str; 6] = ["const", "enum", "format", "minLength", "pattern", "anyOf"];
        if schema.get("type") == Some(&json!("string")) && !DECIDE.iter().any(|keyword| schema.contains_key(*keyword)) {
            schema.insert("minLength".into(), json!(1));
        }
        if let Some(description) = schema.shift_remove("description") {
            declared.insert("description".into(), description);
        }
        declared.insert("schema".into(), Value::Object(schema));
        Value::Object(declared)
    }
}

/// The property that a placeholder names, if it is a single value. A bare `id` means the record itself only at the end of a
/// path; before that it identifies something else.
fn property(name: &str, operation: &Operation, model: &Model, components: &Components) -> Option<Map<String, Value>> {
    if name.eq_ignore_ascii_case("id") && !operation.path.ends_with(name) {
        return None;
    }
    let whole = |at: &Option<PayloadLocator>| at.as_ref().is_none_or(PayloadLocator::is_whole);
    let response = operation.response.as_ref().filter(|_| whole(&operation.response_at));
    let request = operation.request.as_ref().filter(|_| whole(&operation.request_at));
    response.into_iter().chain(request).find_map(|kind| {
        model.types.get(kind)?.node.properties.get(name)?;
        let schema = components.get(kind)?.get("properties")?.get(name)?.as_object()?;
        let plain = ["string", "integer", "number", "boolean"];
        plain.contains(&schema.get("type")?.as_str()?).then(|| schema.clone())
    })
}
