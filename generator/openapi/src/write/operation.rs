//! The operation object: parameters, request body with examples, responses, and a description of what no keyword
//! expresses.

use super::{
    body::BodyTemplate,
    components::Components,
    content::content,
    info,
    path::Parameter,
    responses,
    routes::{Route, Routes},
};
use ringback_constraints::model::Model;
use ringback_contract::operation::Operation;
use serde_json::{Map, Value, json};

/// The operation object, without the parameters that its path item holds for all methods.
pub fn operation(route: &Route, routes: &Routes, model: &Model, components: &Components) -> Value {
    let operation = route.operation;
    let is_event = operation.is_event();
    let mut object =
        Map::from_iter([("operationId".to_owned(), json!(route.id)), ("tags".to_owned(), json!([route.tag]))]);
    if !operation.doc.is_empty() {
        object.insert("summary".into(), json!(operation.doc.trim_end_matches('.')));
    }
    let description = description(operation);
    if description != operation.doc {
        object.insert("description".into(), json!(description));
    }
    let declare = |parameter: &Parameter| parameter.declare("query", &[operation], model, components);
    let query: Vec<Value> = route.place.query.iter().map(declare).chain(pages(operation)).collect();
    if !query.is_empty() && !is_event {
        object.insert("parameters".into(), Value::Array(query));
    }
    if let Some(kind) = &operation.request {
        let contained = model.vendor.containers.iter().flat_map(|container| container.payloads.iter().cloned());
        let content =
            content(&BodyTemplate::of_request(operation, contained), kind, &["minimal", "full"], model, components);
        object.insert("requestBody".into(), json!({"required": true, "content": content}));
    }
    object.insert("responses".into(), responses::responses(route, routes, model, components));
    if is_event && info::security(&model.vendor).is_some() {
        // A delivery does not carry the token of a caller of the API.
        object.insert("security".into(), json!([]));
    }
    Value::Object(object)
}

/// The query parameters that select a page of a list.
fn pages(operation: &Operation) -> Vec<Value> {
    let Some(pages) = &operation.pages else { return Vec::new() };
    let whole = |name: &String, least: u64, doc: &str| {
        let schema = json!({"type": "integer", "minimum": least});
        json!({"name": name, "in": "query", "description": doc, "schema": schema})
    };
    let number = whole(&pages.number, pages.first, "The number of a page.");
    let size = pages.size.as_ref().map(|size| whole(size, 1, "How many records a page has."));
    [number].into_iter().chain(size).collect()
}

/// The description of an operation: the documented one, followed by facts that no keyword expresses.
fn description(operation: &Operation) -> String {
    let mut sentences = vec![operation.doc.clone()];
    if operation.rings {
        sentences.push("Rings a real phone.".into());
    }
    if operation.echoes {
        sentences.push("What is sent comes back equal.".into());
    }
    for read_back in &operation.read_back {
        for (sent, read) in &read_back.compare {
            let with = &read_back.operation;
            let sent = if sent.is_whole() { String::new() } else { format!(" at `{sent}`") };
            sentences.push(format!("What is sent{sent} is found again by `{with}` at `{read}`."));
        }
        if read_back.compare.is_empty() {
            sentences.push(format!("What is sent is found again by `{}`.", read_back.operation));
        }
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
}
