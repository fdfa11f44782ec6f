//! Writes `openapi.json`: the operations and types of a vendor in OpenAPI 3.1, for existing tools.
//!
//! The document contains only what is in the canonical schemas and `vendor.toml`: an undocumented status, body or
//! security scheme is left out, except for the one response that OpenAPI requires of every operation.

mod body;
mod components;
mod content;
mod described;
mod formats;
mod info;
mod operation;
mod path;
mod paths;
mod phone_examples;
mod responses;
mod routes;

use components::Components;
use ringback_constraints::model::Model;
use ringback_contract::finding::Finding;
use serde_json::{Map, Value, json};

/// The version of OpenAPI. Tools compare it as text, and all that support 3.1 know this one.
const VERSION: &str = "3.1.0";

/// The OpenAPI document of the operations that pages describe, with the types that they lead to and no others.
pub fn document_of_operations(model: &Model) -> Value {
    let reached = described::reached(model);
    let types = model.types.iter().filter(|(name, _)| reached.contains(name.as_str()));
    let part = Model {
        types: types.map(|(name, kind)| (name.clone(), kind.clone())).collect(),
        facts: Vec::new(),
        findings: Vec::new(),
        vendor: model.vendor.clone(),
        documents: model.documents.clone(),
        operations: model.operations.clone(),
    };
    document(&part).0
}

/// The OpenAPI document of a vendor, and findings about what OpenAPI cannot express.
pub fn document(model: &Model) -> (Value, Vec<Finding>) {
    let components = Components::of(model);
    let vendor = &model.vendor;
    let mut findings = Vec::new();
    let routes = routes::Routes::of(vendor, &mut findings);
    let mut document = Map::from_iter([("openapi".to_owned(), json!(VERSION)), ("info".to_owned(), info::info(model))]);
    let mut add = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            document.insert(key.into(), value);
        }
    };
    add("servers", info::servers(vendor));
    add("security", info::security(vendor));
    add("tags", info::tags(&routes));
    add("paths", Some(described::with_described(paths::paths(&routes, model, &components), model, &components)));
    add("webhooks", paths::webhooks(&routes, model, &components));
    add("components", info::components(vendor, components));
    (Value::Object(document), findings)
}
