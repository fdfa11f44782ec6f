//! Operations that pages describe, as entries of `paths` beside those of `vendor.toml`.

use super::components::{Components, unique};
use ringback_constraints::{
    described_operation::{DescribedOperation, DescribedResponse},
    model::{Model, Node},
};
use ringback_contract::{operation::media_type::JSON, uri::encode};
use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};

/// The scopes and the ways to identify oneself that a page names; of what kind the ways are it does not say, which a security
/// scheme would need.
const AUTHORIZATION: &str = "x-ringback-authorization";

/// The paths with those that only pages describe.
pub fn with_described(mut paths: Value, model: &Model, components: &Components) -> Value {
    let mut names: HashSet<String> =
        model.vendor.operations.iter().map(|operation| operation.name.to_lowercase()).collect();
    for operation in &model.operations {
        let path = operation.path.split(['?', '#']).next().unwrap_or_default();
        let key = format!("/{}", path.trim_start_matches('/'));
        let Some(item) = paths.as_object_mut().map(|paths| paths.entry(key).or_insert_with(|| json!({}))) else {
            continue;
        };
        let method = operation.method.to_lowercase();
        if let Some(item) = item.as_object_mut().filter(|item| !item.contains_key(&method)) {
            let id = unique(operation.name.clone(), &mut names);
            item.insert(method, object(operation, id, components));
        }
    }
    paths
}

/// The names of the types that described operations lead to.
pub fn reached(model: &Model) -> HashSet<&str> {
    let by_reference: HashMap<String, &str> = model.types.keys().map(|name| (encode(name), name.as_str())).collect();
    let mut waiting: Vec<&str> = Vec::new();
    for operation in &model.operations {
        let bodies = operation.body.iter().map(|body| &body.schema);
        let schemas = bodies.chain(operation.responses.iter().filter_map(|response| response.schema.as_ref()));
        for schema in schemas.chain(operation.parameters.iter().map(|parameter| &parameter.schema)) {
            references(schema, &mut |target| waiting.extend(by_reference.get(target)));
        }
    }
    let mut reached = HashSet::new();
    while let Some(name) = waiting.pop() {
        if reached.insert(name)
            && let Some(kind) = model.types.get(name)
        {
            targets(&kind.node, &mut waiting);
        }
    }
    reached
}

/// Calls `found` with each reference of a schema.
fn references(schema: &Value, found: &mut impl FnMut(&str)) {
    match schema {
        Value::Object(object) => {
            object.get("$ref").and_then(Value::as_str).into_iter().for_each(&mut *found);
            object.values().for_each(|value| references(value, found));
        }
        Value::Array(list) => list.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

/// The types that a place in a type leads to.
fn targets<'m>(node: &'m Node, waiting: &mut Vec<&'m str>) {
    waiting.extend(node.constraints.iter().filter_map(|constraint| constraint.value.target()));
    node.parts().for_each(|(_, part)| targets(part, waiting));
}

fn object(operation: &DescribedOperation, id: String, components: &Components) -> Value {
    let linked = |schema: &Value| {
        let mut schema = schema.clone();
        components.link("", &mut schema);
        schema
    };
    let content = |media_types: &[String], schema: &Value| {
        let names = if media_types.is_empty() { vec![JSON.to_owned()] } else { media_types.to_vec() };
        let content = names.into_iter().map(|name| (name, json!({"schema": linked(schema)})));
        Value::Object(content.collect())
    };
    let mut object = Map::from_iter([("operationId".to_owned(), json!(id))]);
    if !operation.doc.is_empty() {
        object.insert("description".into(), json!(operation.doc));
    }
    let parameters = operation.parameters.iter().map(|parameter| {
        let mut schema = linked(&parameter.schema);
        let description = schema.as_object_mut().and_then(|schema| schema.shift_remove("description"));
        let mut object = json!({"name": parameter.name, "in": parameter.place, "schema": schema});
        if let Some(object) = object.as_object_mut() {
            object.extend(parameter.required.map(|required| ("required".to_owned(), json!(required))));
            object.extend(description.map(|description| ("description".to_owned(), description)));
        }
        object
    });
    let parameters: Vec<Value> = parameters.collect();
    if !parameters.is_empty() {
        object.insert("parameters".into(), Value::Array(parameters));
    }
    if let Some(body) = &operation.body {
        let mut described = json!({"content": content(&body.media_types, &body.schema)});
        if let Some(described) = described.as_object_mut() {
            described.extend(body.required.map(|required| ("required".to_owned(), json!(required))));
        }
        object.insert("requestBody".into(), described);
    }
    let response = |response: &DescribedResponse| {
        let mut described = json!({"description": response.description});
        if let (Some(schema), Some(described)) = (&response.schema, described.as_object_mut()) {
            described.insert("content".into(), content(&response.media_types, schema));
        }
        (response.status.clone(), described)
    };
    let mut responses: Map<String, Value> = operation.responses.iter().map(response).collect();
    if responses.is_empty() {
        // OpenAPI requires one; pages that name none leave open what comes back.
        responses.insert("default".into(), json!({"description": ""}));
    }
    object.insert("responses".into(), Value::Object(responses));
    if !operation.authorization.is_empty() || !operation.scopes.is_empty() {
        let said = json!({"schemes": operation.authorization, "scopes": operation.scopes});
        object.insert(AUTHORIZATION.into(), said);
    }
    Value::Object(object)
}
