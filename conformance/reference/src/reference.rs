//! The reference vendor: it accepts what the canonical schemas allow, rejects everything else, and returns what it
//! accepted.

use super::{
    created::{is_created_elsewhere, patched, record, respond, seeds},
    fault::{Effect, Fault, Seen},
    mock::Mock,
    request_body,
    response::ServerResponse,
    response_body,
    saboteur::Saboteur,
    served_models::{ServedModels, ServedVendor, collection},
    server_request::ServerRequest,
    store::Store,
    value_class::{Signature, signature},
};
use ringback_contract::operation::{
    Operation,
    router::{Found, Parameters, Route},
};
use ringback_suite::lock::lock_ignoring_poison;
use serde_json::Value;
use std::sync::{Arc, Mutex, MutexGuard};

/// A reference vendor, with at most one fault.
pub struct Reference {
    contract: Arc<ServedModels>,
    store: Mutex<Store>,
    fault: Option<Fault>,
    /// Answers for operations that a specification describes.
    mock: Mock,
}

/// The outcome for a payload.
struct Taken {
    payload: Value,
    signature: Signature,
    refusal: Option<String>,
}

impl Reference {
    /// A reference with an optional fault.
    pub fn new(contract: Arc<ServedModels>, fault: Option<Fault>) -> Self {
        let store = Mutex::new(Store::new(contract.vendors().flat_map(seeds).collect()));
        Self { contract, store, fault, mock: Mock::default() }
    }

    /// The reference without a fault.
    pub fn honest(contract: Arc<ServedModels>) -> Self {
        Self::new(contract, None)
    }

    /// The reference with the fault of a saboteur.
    pub fn sabotaged(contract: Arc<ServedModels>, saboteur: &Saboteur) -> Self {
        Self::new(contract, Some(saboteur.fault.clone()))
    }

    /// The response to a request.
    pub fn answer(&self, request: &ServerRequest) -> ServerResponse {
        let (route, parameters) = match self.contract.router().find(&request.method, &request.path) {
            Found::Operation(route, parameters) => (route, parameters),
            Found::OtherMethods(methods) => return ServerResponse::new(405).with("allow", methods.join(", ")),
            Found::Nothing => return ServerResponse::new(404),
        };
        let Some(vendor) = self.contract.vendor(route.vendor) else { return ServerResponse::new(404) };
        if let Some(specified) = &route.operation.specified {
            return self.mock.answer(vendor, &route.operation, specified, &parameters, request);
        }
        let fault = self.fault.as_ref();
        let fault = fault.filter(|fault| fault.vendor == vendor.name() && fault.operation == route.operation.name);
        if route.operation.reads() {
            return self.read(vendor, &route.operation, &parameters, fault);
        }
        self.write(vendor, route, &parameters, request, fault)
    }

    fn read(
        &self,
        vendor: ServedVendor,
        operation: &Operation,
        parameters: &Parameters,
        fault: Option<&Fault>,
    ) -> ServerResponse {
        let mut records = self.store().seen_by(vendor.name(), &operation.name, parameters);
        if records.is_empty() && operation.path.item().is_some() {
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
        let document = response_body::document(vendor, operation, &records);
        ServerResponse::new(operation.usual_success()).json(document.as_ref()).spoilt(effect)
    }

    fn write(
        &self,
        vendor: ServedVendor,
        route: &Route,
        parameters: &Parameters,
        request: &ServerRequest,
        fault: Option<&Fault>,
    ) -> ServerResponse {
        let operation = &route.operation;
        let Taken { payload, signature, mut refusal } = take(vendor, operation, request);
        let seen = Seen {
            content_type: request.content_type(),
            body: request.body.as_deref().unwrap_or_default(),
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
        let response = match refusal {
            Some(reason) => refuse(vendor, operation, &reason),
            None => self.accept(vendor, operation, parameters, payload, effect),
        };
        response.spoilt(effect)
    }

    fn accept(
        &self,
        vendor: ServedVendor,
        operation: &Operation,
        parameters: &Parameters,
        payload: Value,
        effect: Option<&Effect>,
    ) -> ServerResponse {
        let mut response = ServerResponse::new(operation.usual_success());
        if operation.is_event() {
            return response;
        }
        let collection = collection(operation);
        let existing = self.store().one(vendor.name(), &collection, parameters);
        let method = operation.method.to_ascii_uppercase();
        let changes = operation.path.item().is_some() && operation.request.is_some() && !operation.creates();
        if existing.is_none() && (method == "DELETE" || changes && is_created_elsewhere(vendor, operation)) {
            return self.missing(vendor, operation);
        }
        if method == "DELETE" {
            self.store().remove(vendor.name(), &collection, parameters);
            return response;
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
        let body = respond(vendor, operation, shown, &mut parameters, &mut response);
        if let (Some(kept), true) = (kept, operation.request.is_some()) {
            let record = record(vendor, operation, parameters, kept);
            if changes { self.store().put(record) } else { self.store().add(record) }
        }
        let body = body.map(|body| effect.map_or(body.clone(), |effect| effect.returned(body)));
        let at = operation.response_at.clone().unwrap_or_default();
        let document = body.map(|body| {
            let mut document = Value::Null;
            request_body::put(&mut document, &at, 0, body);
            document
        });
        response.json(document.as_ref())
    }

    fn missing(&self, vendor: ServedVendor, operation: &Operation) -> ServerResponse {
        let body =
            vendor.kind(&operation.error).and_then(|kind| response_body::refusal(&kind, "there is no such record"));
        ServerResponse::new(404).json(body.as_ref())
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        lock_ignoring_poison(&self.store)
    }
}

/// The payload of a request; `Err` is the reason why it is rejected.
fn take(vendor: ServedVendor, operation: &Operation, request: &ServerRequest) -> Taken {
    let refused = |why: String| Taken { payload: Value::Null, signature: Signature::new(), refusal: Some(why) };
    let Some(kind) = vendor.kind(&operation.request) else {
        return Taken { payload: Value::Null, signature: Signature::new(), refusal: None };
    };
    let Some(body) = &request.body else { return refused(format!("the body exceeds {} bytes", request_body::LARGEST)) };
    let payload = match request_body::payload(operation, request.content_type(), body) {
        Ok(payload) => payload,
        Err(why) => return refused(why),
    };
    if !operation.validates() {
        return Taken { payload, signature: Signature::new(), refusal: None };
    }
    let mismatches = kind.judge.judge(&payload);
    let refusal = mismatches.first().map(|mismatch| {
        let at = if mismatch.at.is_empty() { "the payload" } else { mismatch.at.as_str() };
        format!("{at}: {} [{}]", mismatch.message, mismatch.rule)
    });
    Taken { payload, signature: signature(&mismatches), refusal }
}

fn refuse(vendor: ServedVendor, operation: &Operation, reason: &str) -> ServerResponse {
    let body = vendor.kind(&operation.error).and_then(|kind| response_body::refusal(&kind, reason));
    ServerResponse::new(operation.usual_rejection()).json(body.as_ref())
}
