//! Stage 1: builds the request of a case (path, envelope, payload with future times, headers), and verifies that it
//! breaks exactly the intended rule and contains no dialable phone number.

use super::specified_request;
use crate::{
    clock::Clock,
    event::Verdict,
    exchange::Request,
    judges::Judges,
    parameters::Parameters,
    plan::PlannedOperation,
    safety::{dialable, is_dialable},
    site::{Site, Stranger},
};
use ringback_contract::{
    operation::{
        Operation, ValueSource,
        envelope::{self, Placeholder},
        media_type,
    },
    pointer::JsonPointer,
};
use ringback_suite::{
    case::{Case, Payload},
    judge::Judge,
    sent::tests_its_rule,
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use uuid::{Builder, Uuid};

/// Characters of a number that a message shows.
const MOST_SHOWN: usize = 100;

/// A case with its request.
#[derive(Clone, Debug)]
pub struct PreparedRequest {
    /// The case.
    pub case: Arc<Case>,
    /// The operation, with overrides applied.
    pub operation: Arc<Operation>,
    /// The request to send.
    pub request: Request,
}

/// Builds the request of a case.
///
/// # Errors
///
/// The verdict if the request must not be sent: the case is skipped if there would be a dialable phone number in it,
/// inconclusive if the path is not described for a value in it, and faulty if it would not test what the case states. The
/// message says which.
pub fn prepare(
    planned: &PlannedOperation,
    case: &Arc<Case>,
    parameters: &Parameters,
    site: &Site,
    clock: Clock,
    judges: &Judges,
) -> Result<PreparedRequest, Verdict> {
    let numbers =
        parameters.iter().find(|(name, value)| value.trim_start().starts_with('+') && is_dialable(name, value));
    if let Some((name, value)) = numbers {
        return Err(Verdict::Skipped(format!("the parameter {name} is {}", may_be_real(value))));
    }
    let (mut request, said) = built(planned, case, parameters, site, clock).map_err(Verdict::Faulty)?;
    if let Some(kind) = &planned.payload_type {
        let judge = judges.get(&kind.name);
        let judge = judge.ok_or_else(|| Verdict::Faulty(format!("there is no judge for the type {}", kind.name)))?;
        verify(planned, case, &request, judge).map_err(Verdict::Faulty)?;
        let specified = planned.operation.specified.as_ref();
        let broken = specified.and_then(|one| specified_request::broken_path(planned, one, case, parameters, judge));
        if let Some(why) = broken {
            return Err(Verdict::Inconclusive(why));
        }
    }
    if case.anonymous {
        let anonymous = site.as_stranger(planned, &request, Stranger::Anonymous);
        request = anonymous.ok_or_else(|| Verdict::Skipped("the target is configured without credentials".into()))?;
    }
    // Nothing is changed after this: the numbers are looked for in what is sent.
    let found = match (&planned.operation.specified, &said) {
        (Some(specified), Some(said)) => Ok(specified_request::number_in(planned, specified, case, parameters, said)),
        _ => number_in(planned, case, parameters, &request),
    };
    match found.map_err(Verdict::Faulty)? {
        Some(text) => Err(Verdict::Skipped(may_be_real(&text))),
        None => Ok(PreparedRequest { case: Arc::clone(case), operation: Arc::clone(&planned.operation), request }),
    }
}

fn may_be_real(text: &str) -> String {
    let shown: String = text.chars().take(MOST_SHOWN).collect();
    format!(
        "{shown:?} may be a real phone number: it is in no range reserved for fiction, and nothing that could be dialled is sent"
    )
}

/// The request of a case; of an operation that a specification describes, also all that it says.
fn built(
    planned: &PlannedOperation,
    case: &Arc<Case>,
    parameters: &Parameters,
    site: &Site,
    clock: Clock,
) -> Result<(Request, Option<Value>), String> {
    match &planned.operation.specified {
        Some(specified) => {
            let (request, said) = specified_request::build(planned, specified, case, parameters, site, clock);
            Ok((request, Some(said)))
        }
        None => Ok((documented_request(planned, case, parameters, site, clock)?, None)),
    }
}

/// The request of an operation whose payload is its body, or a part of it.
fn documented_request(
    planned: &PlannedOperation,
    case: &Arc<Case>,
    parameters: &Parameters,
    site: &Site,
    clock: Clock,
) -> Result<Request, String> {
    let operation = &planned.operation;
    let mut request = site.request(planned, parameters);
    request.case.clone_from(&case.name);
    let content_type = match &case.payload {
        Payload::None => None,
        Payload::Body { content_type, text } => {
            request.body = Some(text.clone().into_bytes());
            Some(content_type.as_str())
        }
        Payload::Json(payload) => {
            let mut payload = match &planned.payload_type {
                Some(kind) => clock.ahead(payload, &kind.node, &kind.types),
                None => payload.clone(),
            };
            if case.may_be_taken() {
                name_anew(&mut payload, operation);
            }
            let whole = enclosed(planned, parameters, payload.clone())?;
            request.body = Some(serde_json::to_vec(&whole).map_err(|error| error.to_string())?);
            request.payload = Some(payload);
            Some(media_type::JSON)
        }
    };
    if let Some(content_type) = content_type {
        request.headers.insert(0, ("content-type".into(), content_type.into()));
    }
    Ok(request)
}

/// The first text in a body that could be dialled, in the payload or in the envelope around it.
fn number_in(
    planned: &PlannedOperation,
    case: &Case,
    parameters: &Parameters,
    request: &Request,
) -> Result<Option<String>, String> {
    let none = BTreeMap::new();
    let kind = planned.payload_type.as_ref();
    let Some(body) = &request.body else { return Ok(None) };
    match (&case.payload, kind) {
        (Payload::Json(_), Some(kind)) => {
            let payload = opened(&planned.operation, body).ok_or("the body has no payload at request_at")?;
            let around = enclosed(planned, parameters, Value::Null)?;
            Ok(dialable(&payload, Some(&kind.node), &kind.types).or_else(|| dialable(&around, None, &none)))
        }
        _ => Ok(dialable(&parsed(body), None, &none)),
    }
}

/// A body as a value: what it says if it is JSON, and else its text.
pub fn parsed(body: &[u8]) -> Value {
    serde_json::from_slice(body).unwrap_or_else(|_| Value::from(String::from_utf8_lossy(body).as_ref()))
}

/// Replaces the identifier of a record that the client names by a unique one of the same form: a server may reject or
/// overwrite an existing one.
pub fn name_anew(payload: &mut Value, operation: &Operation) {
    let sources = operation.read_back.iter().flat_map(|read_back| read_back.with.values());
    let named = sources.filter_map(|source| match source {
        ValueSource::Body(at) => Some(at.clone()),
        ValueSource::Header(_) => None,
    });
    let pointers: BTreeSet<JsonPointer> = named.chain([JsonPointer::default().property("id")]).collect();
    for pointer in pointers {
        if let Some(Value::String(name)) = pointer.resolve_mut(payload)
            && let Ok(old) = Uuid::try_parse(name)
            && old.to_string().eq_ignore_ascii_case(name)
        {
            let mut new = Builder::from_random_bytes(Uuid::new_v4().into_bytes());
            if let Some(version) = old.get_version() {
                new.set_version(version);
            }
            let new = new.into_uuid().to_string();
            *name = if name.chars().any(|c| c.is_ascii_uppercase()) { new.to_ascii_uppercase() } else { new };
        }
    }
}

/// The payload inside the envelope, if the operation has one.
fn enclosed(planned: &PlannedOperation, parameters: &Parameters, payload: Value) -> Result<Value, String> {
    let mut envelope = planned.envelope.clone();
    envelope::fill(&mut envelope, &|placeholder| match placeholder {
        Placeholder::Parameter(name) => parameters.get(name).cloned(),
        Placeholder::NewUuid => Some(Uuid::new_v4().to_string()),
    });
    planned.operation.enclose(envelope, payload)
}

/// The payload inside a body that would be sent.
fn opened(operation: &Operation, body: &[u8]) -> Option<Value> {
    operation.payload(serde_json::from_slice(body).ok()?)
}

/// Verifies what would be sent: it breaks exactly the intended rule.
fn verify(planned: &PlannedOperation, case: &Case, request: &Request, judge: &Judge) -> Result<(), String> {
    let operation = &planned.operation;
    let body = request.body.as_deref().unwrap_or_default();
    let sent = match (&case.payload, &operation.specified) {
        (Payload::None, _) => return Ok(()),
        (Payload::Body { content_type, .. }, specified) => {
            let is_json = specified.is_none() && media_type::is_json(content_type);
            let valid = opened(operation, body).is_some_and(|payload| judge.broken_at(&payload).is_empty());
            return if is_json && valid {
                Err("the body is valid, but the case needs an invalid one".into())
            } else {
                Ok(())
            };
        }
        (Payload::Json(_), None) => opened(operation, body).ok_or("the body has no payload at request_at")?,
        // Nothing is wrong with the payload.
        (Payload::Json(_), Some(_)) if case.anonymous => return Ok(()),
        (Payload::Json(payload), Some(specified)) => {
            let payload = request.payload.as_ref().unwrap_or(payload);
            specified_request::received(planned, specified, payload)
                .ok_or("what is sent can be read in several ways")?
        }
    };
    tests_its_rule(case, &sent, judge)
}
