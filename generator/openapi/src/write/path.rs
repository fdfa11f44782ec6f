//! A documented path as OpenAPI has it: placeholders named once each, the query taken off and made parameters.

use super::components::{Components, unique};
use ringback_constraints::model::Model;
use ringback_contract::vendor::Operation;
use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// A path and its parameters.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// The path without a query, as a template.
    pub template: String,
    /// The placeholders in it.
    pub path: Vec<Parameter>,
    /// The parameters of its query.
    pub query: Vec<Parameter>,
}

/// A parameter of a path or of its query.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// What it is called here.
    pub name: String,
    /// What the documented path calls it; none for a part of the query that is always the same.
    pub placeholder: Option<String>,
    /// What always stands there.
    pub fixed: Option<String>,
}

impl Place {
    /// Takes a documented path apart.
    pub fn of(documented: &str) -> Self {
        let (path, query) = documented.split_once('?').unwrap_or((documented, ""));
        let mut place = Self { template: "/".into(), ..Self::default() };
        let mut taken = HashSet::new();
        let mut rest = path.trim_start_matches('/');
        while let Some((before, documented, after)) = placeholder(rest) {
            let wanted: String = documented.chars().filter(|c| !"/#?{}".contains(*c)).collect();
            let name = unique(if wanted.is_empty() { "parameter".into() } else { wanted }, &mut taken);
            place.template.push_str(&format!("{before}{{{name}}}"));
            place.path.push(Parameter { name, placeholder: Some(documented.into()), fixed: None });
            rest = after;
        }
        place.template.push_str(rest);
        let mut taken = HashSet::new();
        for part in query.split('&').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let found = placeholder(value).map(|(_, name, _)| name.to_owned());
            let fixed = found.is_none().then(|| value.to_owned());
            place.query.push(Parameter { name: unique(name.into(), &mut taken), placeholder: found, fixed });
        }
        place
    }

    /// The template with every placeholder alike: two paths that differ in names only are one.
    pub fn shape(&self) -> String {
        let mut shape = String::new();
        let mut rest = self.template.as_str();
        while let Some((before, _, after)) = placeholder(rest) {
            shape.push_str(before);
            shape.push_str("{}");
            rest = after;
        }
        shape + rest
    }

    /// Calls the placeholders as another place of the same shape calls them.
    pub fn rename_as(&mut self, other: &Self) {
        self.template.clone_from(&other.template);
        for (own, other) in self.path.iter_mut().zip(&other.path) {
            own.name.clone_from(&other.name);
        }
    }

    /// The last word of the path that is no placeholder.
    pub fn last_word(&self) -> Option<&str> {
        self.template.split('/').rfind(|segment| !segment.is_empty() && !segment.contains('{'))
    }
}

impl Parameter {
    /// The parameter as OpenAPI declares it, typed by the first of some operations that know it.
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

/// The property that a placeholder names, where it is one plain value. A bare `id` is the record's own only at the end
/// of a path; before that it is the name of something else.
fn property(name: &str, operation: &Operation, model: &Model, components: &Components) -> Option<Map<String, Value>> {
    let ends =
        operation.path.split('?').next().unwrap_or_default().trim_end_matches('/').ends_with(&format!("{{{name}}}"));
    if name.eq_ignore_ascii_case("id") && !ends {
        return None;
    }
    let whole = |at: &Option<String>| at.as_deref().is_none_or(str::is_empty);
    let response = operation.response.as_ref().filter(|_| whole(&operation.response_at));
    let request = operation.request.as_ref().filter(|_| whole(&operation.request_at));
    response.into_iter().chain(request).find_map(|kind| {
        model.types.get(kind)?.node.properties.get(name)?;
        let schema = components.get(kind)?.get("properties")?.get(name)?.as_object()?;
        let plain = ["string", "integer", "number", "boolean"];
        plain.contains(&schema.get("type")?.as_str()?).then(|| schema.clone())
    })
}

/// The names of the placeholders of a template.
pub fn placeholders(template: &str) -> impl Iterator<Item = &str> {
    let mut rest = template;
    std::iter::from_fn(move || {
        let (_, name, after) = placeholder(rest)?;
        rest = after;
        Some(name)
    })
}

/// What stands before the first placeholder, its name, and what follows.
fn placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}
