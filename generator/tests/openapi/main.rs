//! Laws of `openapi.json`: it is valid OpenAPI, its references have targets, its examples are valid, and it accepts and
//! rejects the same payloads as the canonical schemas.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

mod judge;
mod odd;

use jsonschema::{Registry, Validator};
use judge::{accepts, problems};
use ringback_constraints::{model::Model, schema::schemas};
use ringback_contract::files::json;
use ringback_contract::{
    operation::Operation,
    validator::{Formats, options},
};
use ringback_documents::folders::Vendors;
use ringback_documents::folders::read_models;
use ringback_documents::folders::read_schemas;
use ringback_openapi::write;
use ringback_runtime::format::Format;
use serde_json::{Value, json};
use std::{fs, path::Path};

fn vendors() -> Vendors {
    read_schemas(&ringback_testing::schemas()).unwrap()
}

/// The models of all vendors, each with its document.
fn documents() -> Vec<(Model, Value)> {
    let models = read_models("schemas", &vendors()).unwrap();
    models
        .into_iter()
        .map(|model| {
            let (document, findings) = write::document(&model);
            assert_eq!(findings, [], "{}", model.vendor.name);
            (model, document)
        })
        .collect()
}

#[test]
fn every_document_is_openapi_and_every_schema_in_it_a_schema() {
    for (model, document) in documents() {
        assert_eq!(problems(&document), [""; 0], "{}", model.vendor.name);
    }
}

#[test]
fn twice_gives_the_same_bytes() {
    let text = || documents().iter().map(|(_, document)| json(document)).collect::<String>();
    assert_eq!(text(), text());
}

#[test]
fn no_operation_is_lost_and_every_type_is_there() {
    for (model, document) in documents() {
        let text = document.to_string();
        for operation in &model.vendor.operations {
            assert!(text.contains(&format!("\"operationId\":{:?}", operation.name)), "{}", operation.name);
        }
        assert_eq!(document["components"]["schemas"].as_object().unwrap().len(), model.types.len());
    }
}

#[test]
fn a_schema_says_what_the_canonical_one_says() {
    const OURS: &[&str] = &["$schema", "$id", "description", "examples"];
    for (model, document) in documents() {
        for (name, canonical) in schemas(&model) {
            let mut canonical = without(&canonical, OURS);
            let mut ours = without(&document["components"]["schemas"][name.replace(' ', "_")], OURS);
            relink(&mut canonical);
            forget_spelt_out(&mut canonical);
            forget_spelt_out(&mut ours);
            assert_eq!(ours, canonical, "{name}");
        }
    }
}

/// A schema without some of its annotations.
fn without(schema: &Value, names: &[&str]) -> Value {
    match schema {
        Value::Object(object) => {
            let kept = object.iter().filter(|(name, value)| !names.contains(&name.as_str()) || value.is_object());
            kept.map(|(name, value)| (name.clone(), without(value, names))).collect::<serde_json::Map<_, _>>().into()
        }
        Value::Array(list) => list.iter().map(|value| without(value, names)).collect(),
        value => value.clone(),
    }
}

fn relink(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(reference)) = object.get_mut("$ref") {
                *reference = format!("#/components/schemas/{reference}");
            }
            object.values_mut().for_each(relink);
        }
        Value::Array(list) => list.iter_mut().for_each(relink),
        _ => {}
    }
}

/// Removes the patterns that are written in addition to formats.
fn forget_spelt_out(value: &mut Value) {
    match value {
        Value::Object(object) => {
            let format = object.get("format").and_then(Value::as_str).and_then(Format::named);
            if format.is_some_and(|format| format.pattern().is_some()) {
                object.shift_remove("pattern");
            }
            object.values_mut().for_each(forget_spelt_out);
        }
        Value::Array(list) => list.iter_mut().for_each(forget_spelt_out),
        _ => {}
    }
}

#[test]
fn every_payload_of_the_suite_is_judged_as_the_canonical_schema_judges_it() {
    let mut judged = 0;
    for (model, document) in documents() {
        for operation in &model.vendor.operations {
            let (Some(kind), Some(body)) = (&operation.request, request(&document, operation)) else { continue };
            let schema = &body["content"]["application/json"]["schema"];
            let canonical = canonical(&model, kind);
            for (name, payload) in payloads(&model.vendor.name, &operation.name) {
                let expected = canonical.is_valid(&payload);
                let whole = enclosed(operation, payload);
                assert_eq!(accepts(&document, schema, &whole), expected, "{name}: {whole}");
                judged += 1;
            }
        }
    }
    assert!(judged > 500, "only {judged} payloads were judged");
}

/// The request body of an operation, in `paths` or `webhooks`.
fn request<'d>(document: &'d Value, operation: &Operation) -> Option<&'d Value> {
    let items = document["paths"].as_object().into_iter().chain(document["webhooks"].as_object()).flatten();
    let mut operations = items.flat_map(|(_, item)| item.as_object().unwrap().values());
    operations.find(|found| found["operationId"] == operation.name.as_str())?.get("requestBody")
}

fn payloads(vendor: &str, operation: &str) -> Vec<(String, Value)> {
    let path = format!("../conformance/cases/{vendor}/{operation}.json");
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    let cases: Vec<Value> = serde_json::from_str(&text).unwrap();
    let payload = |case: &Value| Some((case["name"].as_str()?.to_owned(), case["payload"].get("json")?.clone()));
    cases.iter().filter_map(payload).collect()
}

fn canonical(model: &Model, kind: &str) -> Validator {
    let all = schemas(model);
    let ids = all.values().map(|schema| (schema["$id"].as_str().unwrap(), schema));
    let registry = Registry::new().extend(ids).unwrap().prepare().unwrap();
    options(Formats::Unknown).with_registry(&registry).build(&all[kind]).unwrap()
}

/// The payload in its envelope, as the suite sends it.
fn enclosed(operation: &Operation, payload: Value) -> Value {
    let Some(at) = &operation.request_at else { return payload };
    let mut whole = serde_json::to_value(operation.envelope.as_ref().unwrap()).unwrap();
    let at = at.to_string();
    match at.split_once("|json") {
        Some((outer, inner)) => {
            let text = whole.pointer_mut(outer).unwrap();
            *text.pointer_mut(inner).unwrap() = payload;
            *text = json!(text.to_string());
        }
        None => *whole.pointer_mut(&at).unwrap() = payload,
    }
    whole
}
