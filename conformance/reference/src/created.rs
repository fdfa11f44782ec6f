//! Creates records from accepted payloads: their identifiers, and what every reading operation returns of them.

use super::{
    response::ServerResponse,
    response_body,
    served_models::{ServedVendor, collection},
    store::Record,
};
use ringback_contract::{
    operation::{Operation, PayloadLocator, ValueSource, router::Parameters},
    pointer::JsonPointer,
};
use ringback_runtime::format::Format;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The value of every placeholder of the records that exist from the start, such as conversations and organizations.
pub fn known() -> &'static str {
    Format::Uuid.sample()
}

/// The response body of a writing operation. The identifier of the new record becomes the value of a placeholder.
pub(super) fn respond(
    vendor: ServedVendor,
    operation: &Operation,
    payload: &Value,
    parameters: &mut Parameters,
    response: &mut ServerResponse,
) -> Option<Value> {
    let new = uuid::Uuid::new_v4().to_string();
    for reader in vendor.readers(operation) {
        parameters.extend(
            reader
                .path
                .item()
                .filter(|name| !parameters.contains_key(*name))
                .map(|name| (name.to_owned(), new.clone())),
        );
    }
    let kind = vendor.kind(&operation.response);
    let mut body = kind.as_ref().map(|kind| response_body::view(kind, payload, parameters));
    for (name, place) in operation.read_back.iter().flat_map(|read_back| &read_back.with) {
        let value = parameters.entry(name.clone()).or_insert_with(|| new.clone());
        match (place, &mut body, &kind) {
            (ValueSource::Header(header), ..) => {
                *response = std::mem::take(response).with(header, format!("{}/{value}", operation.path));
            }
            (ValueSource::Body(at), Some(body), Some(kind)) => {
                let named = [json!(value), json!(serial(&new))].into_iter().map(|id| with(body, at, id));
                if let Some(named) = named.into_iter().find(|named| kind.judge.judge(named).is_empty()) {
                    *body = named;
                }
                if let Some(id) = at.resolve(body) {
                    *value = id.as_str().map_or_else(|| id.to_string(), String::from);
                }
            }
            (ValueSource::Body(_), ..) => {}
        }
    }
    body
}

/// A copy of a document with another value at a place.
fn with(document: &Value, at: &JsonPointer, value: Value) -> Value {
    let mut document = document.clone();
    PayloadLocator::from(at).put(&mut document, value);
    document
}

/// A number that identifies a new record, for types whose identifier must be a number.
fn serial(name: &str) -> u32 {
    name.bytes().fold(0, |serial: u32, byte| serial.wrapping_mul(31).wrapping_add(byte.into())) >> 1
}

/// A record with the response of every reading operation for it.
pub(super) fn record(vendor: ServedVendor, operation: &Operation, parameters: Parameters, payload: Value) -> Record {
    let views: BTreeMap<String, Value> = vendor
        .readers(operation)
        .map(|reader| {
            let view = vendor.kind(&reader.response).map(|kind| response_body::view(&kind, &payload, &parameters));
            (reader.name.clone(), view.unwrap_or_default())
        })
        .collect();
    Record {
        vendor: vendor.name().into(),
        operation: operation.name.clone(),
        collection: collection(operation),
        parameters,
        payload,
        views,
    }
}

/// One full record in every readable collection, with the known value for every placeholder.
pub(super) fn seeds(vendor: ServedVendor) -> Vec<Record> {
    let mut seeds: Vec<Record> = Vec::new();
    for reader in vendor.operations().iter().filter(|operation| operation.reads()) {
        let collection = collection(reader);
        let full = vendor.kind(&reader.response).and_then(|kind| kind.samples.full(&kind.kind.node));
        let Some(mut payload) = full.filter(|_| seeds.iter().all(|seed| seed.collection != collection)) else {
            continue;
        };
        let siblings = vendor.operations().iter().filter(|other| self::collection(other) == collection);
        let names = siblings.flat_map(|other| other.path.path_placeholders());
        let parameters: Parameters = names.map(|name| (name.to_owned(), known().to_owned())).collect();
        if let Value::Object(object) = &mut payload {
            object.retain(|name, _| !parameters.contains_key(name));
        }
        seeds.push(Record { operation: String::new(), ..record(vendor, reader, parameters, payload) });
    }
    seeds
}

/// Whether another operation creates what this one changes, so that only a created record can be changed.
pub(super) fn is_created_elsewhere(vendor: ServedVendor, operation: &Operation) -> bool {
    let collection = collection(operation);
    vendor
        .operations()
        .iter()
        .filter(|other| other.request.is_some() && (other.creates() || other.path.item().is_none()))
        .any(|other| self::collection(other) == collection)
}

/// A record after a partial update.
pub(super) fn patched(old: &Value, change: serde_json::Map<String, Value>) -> Value {
    let mut new = old.as_object().cloned().unwrap_or_default();
    new.extend(change);
    Value::Object(new)
}
