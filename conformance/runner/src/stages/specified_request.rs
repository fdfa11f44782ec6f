//! Stage 1 for operations that a specification describes: the payload is the whole request, parameters included.

use super::prepare::{name_anew, parsed};
use crate::{
    clock::Clock, exchange::Request, parameters::Parameters, plan::PlannedOperation, safety::dialable, site::Site,
};
use ringback_contract::{
    operation::{RequestPart, Specified},
    pointer::tokens,
};
use ringback_suite::{
    case::{Case, Payload},
    judge::Judge,
    request::{Received, as_received, read, write},
};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The request of a case, and the payload that it says. A malformed body is sent with the parameters of the base.
pub fn build(
    planned: &PlannedOperation,
    specified: &Specified,
    case: &Case,
    parameters: &Parameters,
    site: &Site,
    clock: Clock,
) -> (Request, Value) {
    let base = case.base.as_ref().and_then(|name| planned.bases.get(name));
    let payload = match (&case.payload, base.map(|base| &base.payload)) {
        (Payload::Json(payload), _) | (Payload::Body { .. }, Some(Payload::Json(payload))) => payload,
        _ => &Value::Null,
    };
    let mut payload = match &planned.payload_type {
        Some(kind) => clock.ahead(payload, &kind.node, &kind.types),
        None => payload.clone(),
    };
    if let Some(body) = payload.get_mut(RequestPart::Body.name()).filter(|_| case.may_be_taken()) {
        name_anew(body, &planned.operation);
    }
    let written = write(specified, &payload);
    let mut parameters = parameters.clone();
    parameters.extend(written.path);
    let mut request = site.request(planned, &parameters);
    request.case.clone_from(&case.name);
    if !written.query.is_empty() {
        request.url.push(if request.url.contains('?') { '&' } else { '?' });
        request.url.push_str(&written.query);
    }
    for (name, value) in written.headers {
        request.headers.retain(|(other, _)| !other.eq_ignore_ascii_case(&name));
        request.headers.push((name, value));
    }
    let body = match &case.payload {
        Payload::Body { content_type, text } => Some((content_type.clone(), text.clone().into_bytes())),
        Payload::Json(_) | Payload::None => written.body,
    };
    if let Some((content_type, body)) = body {
        request.headers.insert(0, ("content-type".into(), content_type));
        request.body = Some(body);
    }
    if matches!(case.payload, Payload::Json(_)) {
        request.payload = Some(payload.clone());
    }
    (request, payload)
}

/// The first text in what a request says that could be dialled: in its payload, in a body of another kind, or in a value that
/// the specification gives for a placeholder.
pub fn number_in(
    planned: &PlannedOperation,
    specified: &Specified,
    case: &Case,
    parameters: &Parameters,
    said: &Value,
) -> Option<String> {
    let documented = specified.path_values.iter().filter(|(name, value)| parameters.get(*name) == Some(value));
    let path: Map<String, Value> = documented.map(|(name, value)| (name.clone(), value.as_str().into())).collect();
    let path = json!({ RequestPart::Path.name(): path });
    let none = BTreeMap::new();
    let (node, types) = match &planned.payload_type {
        Some(kind) => (Some(&kind.node), kind.types.as_ref()),
        None => (None, &none),
    };
    let body = match &case.payload {
        Payload::Body { text, .. } => Some(parsed(text.as_bytes())),
        Payload::Json(_) | Payload::None => None,
    };
    let typed = [said, &path].into_iter().find_map(|value| dialable(value, node, types));
    typed.or_else(|| dialable(&body?, None, &none))
}

/// The rule that a value of the path breaks, where the case does not break it on purpose: an identifier that the target itself
/// returned, or that the configuration gives, may be none that the path is described for.
pub fn broken_path(
    planned: &PlannedOperation,
    specified: &Specified,
    case: &Case,
    parameters: &Parameters,
    judge: &Judge,
) -> Option<String> {
    let part = RequestPart::Path;
    let kind = planned.payload_type.as_ref().filter(|_| specified.parameters.iter().any(|one| one.part() == part))?;
    let path = parameters.clone().into_iter().collect();
    let request = Received { path: &path, query: "", headers: &[], body: &[] };
    let said = read(specified, &request, &kind.node, &|name| kind.types.get(name)).ok()?;
    let is_own = |name: &str| match &case.payload {
        Payload::Json(payload) => payload[part.name()].get(name).is_some(),
        Payload::Body { .. } | Payload::None => false,
    };
    let parameter = |at: &str| {
        let mut tokens = tokens(at);
        let name = (tokens.next()? == part.name()).then(|| tokens.next())??.into_owned();
        (!is_own(&name)).then_some(name)
    };
    // The rest of the request is not there, which breaks other rules: only what is told is put in words.
    let at = judge.broken_at(&said).into_iter().find(|at| parameter(at).is_some())?;
    let name = parameter(&at)?;
    let broken = judge.judge(&said).into_iter().find(|one| one.at == at)?;
    let value = parameters.get(&name)?;
    Some(format!("{{{name}}} is {value:?}, for which the path is not described: {}", broken.message))
}

/// The payload of a request as a receiver reads it.
pub fn received(planned: &PlannedOperation, specified: &Specified, payload: &Value) -> Option<Value> {
    let kind = planned.payload_type.as_ref()?;
    as_received(specified, payload, &kind.node, &|name| kind.types.get(name))
}
