//! Operations that a specification describes: requests are judged by it, and answered with values of the documented types.

use super::{
    response::ServerResponse,
    response_body::{refusal, view},
    served_models::{JudgedType, ServedVendor},
    server_request::ServerRequest,
};
use ringback_contract::{
    operation::{Credentials, Operation, RequestPart, Specified, ValueSource, router::Parameters},
    pointer::JsonPointer,
};
use ringback_suite::{
    lock::lock_ignoring_poison,
    request::{Received, read},
};
use serde_json::{Map, Value, json};
use std::{collections::BTreeMap, sync::Mutex};
use uuid::Uuid;

/// Records that are kept; the oldest is forgotten for a new one.
const MOST_RECORDS: usize = 10_000;

/// The records that calls have created.
#[derive(Debug, Default)]
pub struct Mock(Mutex<Records>);

#[derive(Debug, Default)]
struct Records {
    /// By vendor, path of the collection as it was requested, and identifier.
    all: BTreeMap<(String, String, String), Value>,
    /// Records created so far.
    created: u64,
}

impl Mock {
    /// The response to a request.
    pub fn answer(
        &self,
        vendor: ServedVendor,
        operation: &Operation,
        specified: &Specified,
        parameters: &Parameters,
        request: &ServerRequest,
    ) -> ServerResponse {
        if specified.credentials.as_ref().is_some_and(|credentials| !shows(credentials, request)) {
            return error(vendor, specified, 401, "no credentials");
        }
        let payload = match payload(vendor, operation, specified, parameters, request) {
            Ok(payload) => payload,
            Err(why) => return error(vendor, specified, operation.usual_rejection(), &why),
        };
        let sent = payload.get(RequestPart::Body.name()).cloned().unwrap_or_else(|| Value::Object(Map::new()));
        let status = operation.usual_success();
        let shown = specified.response_type(status).and_then(|name| vendor.kind(&Some(name.to_owned())));
        let item = item(vendor, operation, request.path.trim_end_matches('/'));
        let mut records = lock_ignoring_poison(&self.0);
        if let Some(key) = &item
            && !records.all.contains_key(key)
        {
            return error(vendor, specified, 404, "there is no such record");
        }
        if let (Some(key), "DELETE") = (&item, operation.method.as_str()) {
            records.all.remove(key);
            return with_headers(vendor, specified, ServerResponse::new(status));
        }
        let kept = item.as_ref().and_then(|key| records.all.get(key)).cloned();
        let known = match (&kept, &sent) {
            (Some(Value::Object(kept)), Value::Object(sent)) => {
                Value::Object(kept.iter().chain(sent).map(|(name, value)| (name.clone(), value.clone())).collect())
            }
            _ => sent.clone(),
        };
        let mut body = shown.as_ref().map(|kind| view(kind, &known, parameters));
        if let Some(key) = item.filter(|_| operation.method != "GET") {
            records.all.insert(key, known.clone());
        }
        let mut response = with_headers(vendor, specified, ServerResponse::new(status));
        if let Some(source) = specified.identifies.values().next() {
            records.created += 1;
            let identifier = records.identify(source, shown.as_ref(), body.as_mut());
            if let ValueSource::Header(name) = source {
                response.headers.retain(|(other, _)| !other.eq_ignore_ascii_case(name));
                response = response.with(name, format!("{}/{identifier}", request.path.trim_end_matches('/')));
            }
            if records.all.len() >= MOST_RECORDS {
                records.all.pop_first();
            }
            let collection = request.path.trim_end_matches('/').to_owned();
            records.all.insert((vendor.name().to_owned(), collection, identifier), body.clone().unwrap_or(known));
        }
        response.json(body.as_ref())
    }
}

impl Records {
    /// Puts a new identifier into a response; returns it as text.
    fn identify(&self, source: &ValueSource, kind: Option<&JudgedType>, body: Option<&mut Value>) -> String {
        let number = Value::from(self.created);
        let unique = Value::from(Uuid::from_u64_pair(u64::MAX, self.created).to_string());
        let (ValueSource::Body(at), Some(kind), Some(body)) = (source, kind, body) else { return text(&number) };
        // The kind of identifier that the type allows, tried out.
        for identifier in [number, unique, Value::from(self.created.to_string())] {
            let mut identified = body.clone();
            put(&mut identified, at, identifier.clone());
            if kind.judge.broken_at(&identified).is_empty() {
                *body = identified;
                return text(&identifier);
            }
        }
        at.resolve(body).map(text).unwrap_or_default()
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), String::from)
}

fn put(body: &mut Value, at: &JsonPointer, value: Value) {
    if let Some(place) = at.resolve_mut(body) {
        *place = value;
    }
}

/// The key of the record that a request is about; `None` if it is about none that a call creates.
fn item(vendor: ServedVendor, operation: &Operation, path: &str) -> Option<(String, String, String)> {
    let name = operation.path.item()?;
    let creates = |other: &&Operation| {
        let identifies = other.specified.iter().any(|specified| specified.identifies.contains_key(name));
        identifies && operation.path.item_of(&other.path).is_some()
    };
    vendor.operations().iter().find(creates)?;
    let (collection, identifier) = path.rsplit_once('/')?;
    Some((vendor.name().to_owned(), collection.to_owned(), decoded(identifier)))
}

fn decoded(segment: &str) -> String {
    ringback_contract::operation::path::segments(segment).into_iter().next().unwrap_or_default()
}

/// The payload of a request.
///
/// # Errors
///
/// Why it is refused.
fn payload(
    vendor: ServedVendor,
    operation: &Operation,
    specified: &Specified,
    parameters: &Parameters,
    request: &ServerRequest,
) -> Result<Value, String> {
    let Some(kind) = vendor.kind(&operation.request) else { return Ok(Value::Null) };
    let body = request.body.as_deref().ok_or("the body is too large")?;
    let received = Received { path: parameters, query: &request.query, headers: &request.headers, body };
    let types = &vendor.model.types;
    let payload = read(specified, &received, &kind.kind.node, &|name| types.get(name))?;
    match kind.judge.judge(&payload).first() {
        Some(mismatch) => Err(format!("{}: {} [{}]", mismatch.at, mismatch.message, mismatch.rule)),
        None => Ok(payload),
    }
}

/// Whether a request shows who sends it. Which credentials are right, no specification says.
fn shows(credentials: &Credentials, request: &ServerRequest) -> bool {
    let has = |text: &str, name: &str| text.split(['&', ';']).any(|pair| pair.trim().split('=').next() == Some(name));
    credentials.shown_in.iter().any(|(part, name)| match part {
        RequestPart::Header => request.header(&name.to_ascii_lowercase()).is_some(),
        RequestPart::Query => has(&request.query, name),
        RequestPart::Cookie => request.header("cookie").is_some_and(|cookies| has(cookies, name)),
        RequestPart::Path | RequestPart::Body => false,
    })
}

fn error(vendor: ServedVendor, specified: &Specified, status: u16, why: &str) -> ServerResponse {
    let kind = specified.response_type(status).and_then(|name| vendor.kind(&Some(name.to_owned())));
    let body = kind.and_then(|kind| refusal(&kind, why));
    let response = with_headers(vendor, specified, ServerResponse::new(status));
    response.json(body.as_ref().or(Some(&json!({ "message": why }))))
}

/// A response with a value for each header that is described for its status.
fn with_headers(vendor: ServedVendor, specified: &Specified, mut response: ServerResponse) -> ServerResponse {
    let Some(described) = specified.response(response.status) else { return response };
    let kind = vendor.kind(&described.header_type);
    let values = kind.and_then(|kind| kind.samples.full(&kind.kind.node));
    for header in &described.headers {
        if let Some(value) = values.as_ref().and_then(|values| values.get(&header.name)) {
            response = response.with(&header.name, header.writer().header(value));
        }
    }
    response
}
