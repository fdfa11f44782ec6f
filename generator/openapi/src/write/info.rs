//! The parts of the document beside the operations: title and sources, servers, security, tags.

use super::{components::Components, routes::Routes};
use ringback_constraints::model::{DocumentRead, Model};
use ringback_contract::{operation::path::placeholders, vendor::Vendor, vendor_folder::DOCUMENTS};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The `info` object: title, version, and the documents that it was made from.
pub fn info(model: &Model) -> Value {
    let title = title(&model.vendor);
    let mut description = format!(
        "What the documents of {title} say about callbacks, and nothing that they do not say. Made by Ringback from the \
         documents below, not by the vendor; `x-ringback-source` names document, lines and words behind every property and rule.\n"
    );
    for document in model.documents.iter().filter(|document| document.file.starts_with(DOCUMENTS)) {
        description.push_str(&format!("\n- {}", origin(&model.vendor, document)));
    }
    json!({"title": title, "description": description, "version": version(model)})
}

fn title(vendor: &Vendor) -> &str {
    if vendor.title.is_empty() { &vendor.name } else { &vendor.title }
}

fn origin(vendor: &Vendor, document: &DocumentRead) -> String {
    let mut line = format!("`{}`", document.file);
    let Some(entry) = vendor.documents.iter().find(|entry| entry.file == document.file) else { return line };
    if let Some(origin) = &entry.origin {
        line.push_str(&format!(": {origin}"));
    }
    if let Some(day) = &entry.retrieved {
        line.push_str(&format!(", retrieved {day}"));
    }
    line
}

/// The version of Ringback and a digest of the documents, so that it changes with them and not with time.
fn version(model: &Model) -> String {
    let mut digest = Sha256::new();
    for document in &model.documents {
        digest.update(format!("{} {}\n", document.sha256, document.file));
    }
    let digest: String = digest.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    format!("{}+{digest}", env!("CARGO_PKG_VERSION"))
}

/// The `servers`. A `{placeholder}` in the URL needs a default value; if none is documented, its name is used.
pub fn servers(vendor: &Vendor) -> Option<Value> {
    let url = vendor.base_url.trim_end_matches('/');
    if url.is_empty() {
        return None;
    }
    let mut server = json!({"url": url});
    let variables: Map<String, Value> =
        placeholders(url).map(|name| (name.to_owned(), json!({"default": name}))).collect();
    if let (false, Value::Object(server)) = (variables.is_empty(), &mut server) {
        server.insert("variables".into(), Value::Object(variables));
    }
    Some(json!([server]))
}

/// The `security` of every operation: the documented scheme with its scopes, which 3.1 allows for any scheme.
pub fn security(vendor: &Vendor) -> Option<Value> {
    scheme(vendor)?;
    let scopes: Vec<&str> =
        vendor.auth.get("scope").and_then(toml::Value::as_str).unwrap_or_default().split_whitespace().collect();
    Some(json!([{BEARER: scopes}]))
}

const BEARER: &str = "bearer";

fn scheme(vendor: &Vendor) -> Option<Value> {
    let token = vendor.auth.get(BEARER)?.as_str()?;
    let mut description = vec![token.to_owned()];
    for (name, value) in vendor.auth.iter().filter(|(name, _)| *name != BEARER) {
        let value = value.as_str().map_or_else(|| value.to_string(), String::from);
        description.push(format!("{name} `{value}`"));
    }
    Some(json!({"type": "http", "scheme": "bearer", "description": description.join(", ")}))
}

/// Schemas and security schemes, where there are any.
pub fn components(vendor: &Vendor, components: Components) -> Option<Value> {
    let mut all = Map::new();
    if !components.schemas.is_empty() {
        all.insert("schemas".into(), Value::Object(components.schemas));
    }
    if let Some(scheme) = scheme(vendor) {
        all.insert("securitySchemes".into(), json!({BEARER: scheme}));
    }
    (!all.is_empty()).then_some(Value::Object(all))
}

/// The `tags`, each described by the paths of its operations.
pub fn tags(routes: &Routes) -> Option<Value> {
    let mut tags: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for route in &routes.all {
        let paths = tags.entry(&route.tag).or_default();
        if !paths.contains(&route.operation.path.as_str()) {
            paths.push(route.operation.path.as_str());
        }
    }
    let tag = |(name, paths): (&str, Vec<&str>)| {
        let paths: Vec<String> = paths.iter().map(|path| format!("`{path}`")).collect();
        json!({"name": name, "description": paths.join(", ")})
    };
    (!tags.is_empty()).then(|| tags.into_iter().map(tag).collect())
}
