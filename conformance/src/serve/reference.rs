//! The reference vendor: it takes what the canonical schemas allow, refuses what they do not, and returns what it took.

use super::{
    answer, body,
    contract::{Contract, Vendor, reads, validates},
    fault::{Effect, Fault, Seen},
    likeness::{Signature, signature},
    reply::Reply,
    router::{self, Found, Parameters, Route},
    store::{Record, Store},
};
use ringback_generator::{
    emit::sample,
    runtime::format::Format,
    vendor::{Direction, Operation},
};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The value of every placeholder under which something is found from the start: conversations, organisations and
/// callbacks of this identifier exist before anything is created.
pub fn known() -> &'static str {
    sample::example(Format::Uuid)
}

/// What the reference is asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The method.
    pub method: String,
    /// The path, percent-encoded.
    pub path: String,
    /// The content type; empty when there is none.
    pub content_type: String,
    /// The body; `None` when it is larger than what is read.
    pub body: Option<Vec<u8>>,
}

/// A reference vendor, honest or with one fault.
pub struct Reference {
    contract: Arc<Contract>,
    store: Mutex<Store>,
    fault: Option<Fault>,
}

/// What became of a payload.
struct Taken {
    payload: Value,
    signature: Signature,
    refusal: Option<String>,
}

impl Reference {
    /// A reference, with a fault when one is given.
    pub fn new(contract: Arc<Contract>, fault: Option<Fault>) -> Self {
        let store = Mutex::new(Store::new(contract.vendors().flat_map(seeds).collect()));
        Self { contract, store, fault }
    }

    /// Answers.
    pub fn answer(&self, asked: &Asked) -> Reply {
        let (route, parameters) = match self.contract.router().find(&asked.method, &asked.path) {
            Found::Operation(route, parameters) => (route, parameters),
            Found::OtherMethods(methods) => return Reply::new(405).with("allow", methods.join(", ")),
            Found::Nothing => return Reply::new(404),
        };
        let Some(vendor) = self.contract.vendor(route.model) else { return Reply::new(404) };
        let fault = self.fault.as_ref();
        let fault = fault.filter(|fault| fault.vendor == vendor.name() && fault.operation == route.operation.name);
        if reads(&route.operation) {
            return self.read(vendor, &route.operation, &parameters, fault);
        }
        self.write(vendor, route, &parameters, asked, fault)
    }

    fn read(&self, vendor: Vendor, operation: &Operation, parameters: &Parameters, fault: Option<&Fault>) -> Reply {
        let mut records = self.store().seen_by(vendor.name(), &operation.name, parameters);
        if records.is_empty() && router::item(&operation.path).is_some() {
            return self.missing(vendor, operation);
        }
        let signature = Signature::new();
        let seen = Seen { content_type: "", body: &[], payload: None, signature: &signature, accepted: true };
        let effect = fault.filter(|fault| fault.trigger.strikes(&seen)).map(|fault| &fault.effect);
        if let Some(effect) = effect {
            for record in &mut records {
                if let Some(view) = Arc::make_mut(record).views.get_mut(&operation.name) {
                    *view = effect.returned(view.take());
                }
            }
        }
        let document = answer::document(vendor, operation, &records);
        Reply::new(success(operation)).json(document.as_ref()).spoilt(effect)
    }

    fn write(
        &self,
        vendor: Vendor,
        route: &Route,
        parameters: &Parameters,
        asked: &Asked,
        fault: Option<&Fault>,
    ) -> Reply {
        let operation = &route.operation;
        let Taken { payload, signature, mut refusal } = take(vendor, operation, asked);
        let seen = Seen {
            content_type: &asked.content_type,
            body: asked.body.as_deref().unwrap_or_default(),
            payload: Some(&payload),
            signature: &signature,
            accepted: refusal.is_none(),
        };
        let effect = fault.filter(|fault| fault.trigger.strikes(&seen)).map(|fault| &fault.effect);
        match effect {
            Some(Effect::Accept) => refusal = None,
            Some(Effect::Refuse) => refusal = Some("this value is not supported".into()),
            _ => {}
        }
        let reply = match refusal {
            Some(reason) => refuse(vendor, operation, &reason),
            None => self.accept(vendor, operation, parameters, payload, effect),
        };
        reply.spoilt(effect)
    }

    fn accept(
        &self,
        vendor: Vendor,
        operation: &Operation,
        parameters: &Parameters,
        payload: Value,
        effect: Option<&Effect>,
    ) -> Reply {
        let mut reply = Reply::new(success(operation));
        if operation.direction == Direction::Event {
            return reply;
        }
        let collection = router::collection(&operation.path);
        let existing = self.store().one(vendor.name(), &collection, parameters);
        let method = operation.method.to_ascii_uppercase();
        let changes = router::item(&operation.path).is_some() && operation.request.is_some();
        if existing.is_none() && (method == "DELETE" || changes && is_created_elsewhere(vendor, operation)) {
            return self.missing(vendor, operation);
        }
        if method == "DELETE" {
            self.store().remove(vendor.name(), &collection, parameters);
            return reply;
        }
        let payload = match (method.as_str(), &existing, payload) {
            ("PATCH", Some(old), Value::Object(change)) => patched(&old.payload, change),
            (_, _, payload) => payload,
        };
        let kept = match effect {
            Some(effect) => effect.kept(payload.clone()),
            None => Some(payload.clone()),
        };
        let mut parameters = parameters.clone();
        if let Some(old) = existing.filter(|_| changes) {
            parameters.extend(old.parameters.clone());
        }
        let shown = kept.as_ref().unwrap_or(&payload);
        let body = respond(vendor, operation, shown, &mut parameters, &mut reply);
        if let (Some(kept), true) = (kept, operation.request.is_some()) {
            let record = record(vendor, operation, parameters, kept);
            if changes { self.store().put(record) } else { self.store().add(record) }
        }
        let body = body.map(|body| effect.map_or(body.clone(), |effect| effect.returned(body)));
        let at = operation.response_at.as_deref().unwrap_or_default();
        let document = body.map(|body| {
            let mut document = Value::Null;
            body::put(&mut document, at, 0, body);
            document
        });
        reply.json(document.as_ref())
    }

    fn missing(&self, vendor: Vendor, operation: &Operation) -> Reply {
        let body = vendor.kind(&operation.error).and_then(|kind| answer::refusal(&kind, "there is no such record"));
        Reply::new(404).json(body.as_ref())
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The payload of a request, and why it is refused if it is.
fn take(vendor: Vendor, operation: &Operation, asked: &Asked) -> Taken {
    let refused = |why: String| Taken { payload: Value::Null, signature: Signature::new(), refusal: Some(why) };
    let Some(kind) = vendor.kind(&operation.request) else {
        return Taken { payload: Value::Null, signature: Signature::new(), refusal: None };
    };
    let Some(body) = &asked.body else { return refused(format!("the body exceeds {} bytes", body::LARGEST)) };
    let payload = match body::payload(operation, &asked.content_type, body) {
        Ok(payload) => payload,
        Err(why) => return refused(why),
    };
    if !validates(operation) {
        return Taken { payload, signature: Signature::new(), refusal: None };
    }
    let mismatches = kind.judge.judge(&payload);
    let refusal = mismatches.first().map(|mismatch| {
        let at = if mismatch.at.is_empty() { "the payload" } else { mismatch.at.as_str() };
        format!("{at}: {} [{}]", mismatch.message, mismatch.rule)
    });
    Taken { payload, signature: signature(&mismatches), refusal }
}

fn refuse(vendor: Vendor, operation: &Operation, reason: &str) -> Reply {
    let status = operation.rejection.first().copied().unwrap_or(400);
    let body = vendor.kind(&operation.error).and_then(|kind| answer::refusal(&kind, reason));
    Reply::new(status).json(body.as_ref())
}

/// What a writing operation returns. What it calls the new record becomes a placeholder's value.
fn respond(
    vendor: Vendor,
    operation: &Operation,
    payload: &Value,
    parameters: &mut Parameters,
    reply: &mut Reply,
) -> Option<Value> {
    let new = uuid::Uuid::new_v4().to_string();
    for reader in vendor.readers(operation) {
        parameters.extend(
            router::item(&reader.path).filter(|name| !parameters.contains_key(name)).map(|name| (name, new.clone())),
        );
    }
    let kind = vendor.kind(&operation.response);
    let mut body = kind.as_ref().map(|kind| answer::view(kind, payload, parameters));
    for (name, place) in operation.read_back.iter().flat_map(|read_back| &read_back.with) {
        let value = parameters.entry(name.clone()).or_insert_with(|| new.clone());
        if let Some(header) = place.strip_prefix("header:") {
            *reply = std::mem::take(reply).with(header, format!("{}/{value}", operation.path));
        } else if let (Some(pointer), Some(body), Some(kind)) = (place.strip_prefix("body:"), &mut body, &kind) {
            for id in [json!(value), json!(uuid::Uuid::new_v4().as_u128() as u32 >> 1)] {
                let mut named = body.clone();
                body::put(&mut named, pointer, 0, id);
                if kind.judge.judge(&named).is_empty() {
                    *body = named;
                    break;
                }
            }
            if let Some(id) = body.pointer(pointer) {
                *value = id.as_str().map_or_else(|| id.to_string(), String::from);
            }
        }
    }
    body
}

/// A record with what every operation that reads it returns.
fn record(vendor: Vendor, operation: &Operation, parameters: Parameters, payload: Value) -> Record {
    let views: BTreeMap<String, Value> = vendor
        .readers(operation)
        .map(|reader| {
            let view = vendor.kind(&reader.response).map(|kind| answer::view(&kind, &payload, &parameters));
            (reader.name.clone(), view.unwrap_or_default())
        })
        .collect();
    Record {
        vendor: vendor.name().into(),
        operation: operation.name.clone(),
        collection: router::collection(&operation.path),
        parameters,
        payload,
        views,
    }
}

/// One full record in every collection that can be read, under placeholders of which each has the known value.
fn seeds(vendor: Vendor) -> Vec<Record> {
    let mut seeds: Vec<Record> = Vec::new();
    for reader in vendor.operations().iter().filter(|operation| reads(operation)) {
        let collection = router::collection(&reader.path);
        let full = vendor.kind(&reader.response).and_then(|kind| kind.samples.full(&kind.kind.node));
        let Some(mut payload) = full.filter(|_| seeds.iter().all(|seed| seed.collection != collection)) else {
            continue;
        };
        let siblings = vendor.operations().iter().filter(|other| router::collection(&other.path) == collection);
        let names = siblings.flat_map(|other| router::placeholders(&other.path));
        let parameters: Parameters = names.map(|name| (name, known().to_owned())).collect();
        if let Value::Object(object) = &mut payload {
            object.retain(|name, _| !parameters.contains_key(name));
        }
        seeds.push(Record { operation: String::new(), ..record(vendor, reader, parameters, payload) });
    }
    seeds
}

/// Whether there is an operation that creates what this one changes, so that what was not created cannot be changed.
fn is_created_elsewhere(vendor: Vendor, operation: &Operation) -> bool {
    let collection = router::collection(&operation.path);
    vendor.operations().iter().any(|other| {
        other.request.is_some() && router::item(&other.path).is_none() && router::collection(&other.path) == collection
    })
}

fn patched(old: &Value, change: serde_json::Map<String, Value>) -> Value {
    let mut new = old.as_object().cloned().unwrap_or_default();
    new.extend(change);
    Value::Object(new)
}

fn success(operation: &Operation) -> u16 {
    operation.success.first().copied().unwrap_or(200)
}
