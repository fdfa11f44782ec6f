//! One operation: what is sent, with examples, and what its words say beside the schema.

use super::{
    body::Frame,
    components::Components,
    info,
    paths::{Route, Routes},
    responses,
};
use ringback_constraints::{model::Model, sample::Samples};
use ringback_contract::operation::{Operation, media_type};
use serde_json::{Map, Value, json};

/// The operation as OpenAPI has it, without what its path holds for all of its methods.
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
    let declare = |parameter: &super::path::Parameter| parameter.declare("query", &[operation], model, components);
    let query: Vec<Value> = route.place.query.iter().map(declare).chain(pages(operation)).collect();
    if !query.is_empty() && !is_event {
        object.insert("parameters".into(), Value::Array(query));
    }
    if let Some(kind) = &operation.request {
        let contained = model.vendor.containers.iter().flat_map(|container| container.payloads.iter().cloned());
        let content = content(&Frame::sent(operation, contained), kind, &["minimal", "full"], model, components);
        object.insert("requestBody".into(), json!({"required": true, "content": content}));
    }
    object.insert("responses".into(), responses::responses(route, routes, model, components));
    if is_event && info::security(&model.vendor).is_some() {
        // What is delivered carries no token of whoever calls the API.
        object.insert("security".into(), json!([]));
    }
    Value::Object(object)
}

/// The parameters by which a page of a list is asked for.
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

/// What a client should know that no keyword says.
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
            sentences.push(format!("What is sent at `{sent}` is found again by `{with}` at `{read}`."));
        }
        if read_back.compare.is_empty() {
            sentences.push(format!("What is sent is found again by `{}`.", read_back.operation));
        }
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
}

/// A body of a type in its body, with those of the samples that are valid and tell something new.
pub fn content(body: &Frame, kind: &str, wanted: &[&str], model: &Model, components: &Components) -> Value {
    let schema = body.schema(&components.reference(kind));
    let samples = Samples::new(&model.types);
    let mut examples = Map::new();
    let mut payloads = Vec::new();
    for name in wanted {
        let sample = model.types.get(kind).and_then(|kind| match *name {
            "minimal" => samples.minimal(&kind.node),
            _ => samples.full(&kind.node),
        });
        let Some(payload) = sample.filter(|payload| !payloads.contains(payload)) else { continue };
        let body = body.example(payload.clone());
        // In a string that holds JSON the payload is judged by itself.
        if components.hold(&components.reference(kind), &payload) && components.hold(&schema, &body) {
            let summary = if *name == "minimal" {
                "What is required"
            } else {
                "Every property that may be given with the others"
            };
            examples.insert((*name).into(), json!({"summary": summary, "value": body}));
            payloads.push(payload);
        }
    }
    let mut media = Map::from_iter([("schema".to_owned(), schema)]);
    if !examples.is_empty() {
        media.insert("examples".into(), Value::Object(examples));
    }
    json!({media_type::JSON: media})
}
