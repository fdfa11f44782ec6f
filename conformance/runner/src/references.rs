//! Values that name something which the target has to have, such as a queue. A target may rightly reject a valid payload
//! with one that it does not know, so such a rejection is only held against it if it accepts some value there.

use crate::{event::CaseResult, plan::PlannedOperation, session::Session};
use ringback_constraints::model::Node;
use ringback_contract::pointer::JsonPointer;
use ringback_suite::case::{Case, Payload};
use serde_json::Value;
use std::sync::Arc;

/// What identifiers look like: a UUID, a name.
const IDENTIFIERS: [&str; 2] = ["018f2d0e-7b1c-7d3e-9a41-5c2b6f0e9d11", "callback-queue-7"];

/// How many payloads with a reference are tried, before it counts as unknown to the target.
const TRIES: usize = 3;

/// The first reference in the payload of a case that the target may not know: `[values]` does not give it, and no other
/// payload with the same value there is accepted.
pub async fn unknown_reference(
    session: &Session,
    planned: &Arc<PlannedOperation>,
    result: &CaseResult,
) -> Option<JsonPointer> {
    for (at, value) in references(planned, &result.case) {
        if !planned.known.contains(&at) && !accepts_it(session, planned, &at, &value, &result.case).await {
            return Some(at);
        }
    }
    None
}

/// What to tell of a rejection that a reference may have caused.
pub fn unknown(planned: &PlannedOperation, at: &JsonPointer) -> String {
    let sent = planned.payload_type.as_ref().map_or("", |kind| kind.name.as_str());
    let path = at.to_string();
    format!(
        "{} accepts no payload with this {}, so it may not know what it refers to: give one that it knows in [values], \
         as \"{sent}{path}\" = \"…\"",
        planned.name(),
        path.trim_start_matches('/')
    )
}

/// Whether another payload that has the same value at the same place is accepted.
async fn accepts_it(
    session: &Session,
    planned: &Arc<PlannedOperation>,
    at: &JsonPointer,
    value: &Value,
    except: &Case,
) -> bool {
    let sends_it = |case: &&Arc<Case>| {
        let Payload::Json(payload) = &case.payload else { return false };
        case.name != except.name && at.resolve(payload) == Some(value)
    };
    let mut with: Vec<&Arc<Case>> = planned.bases.values().filter(sends_it).collect();
    // The smallest payloads first: in those, nothing else is likely to be unknown.
    with.sort_by_key(|case| properties(case));
    for case in with.into_iter().take(TRIES) {
        if session.bases.outcome(session, planned, &case.name).await.is_ok() {
            return true;
        }
    }
    false
}

/// The places in a payload that refer to something by its identifier, each with its value: properties whose names end in
/// the word "id", where any identifier may stand, also in objects of which no document tells what is in them.
fn references(planned: &PlannedOperation, case: &Case) -> Vec<(JsonPointer, Value)> {
    let (Payload::Json(payload), Some(kind)) = (&case.payload, &planned.payload_type) else { return Vec::new() };
    // Who consumes an event is told of things, and need not have them.
    if planned.operation.is_event() || planned.knows_everything {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut waiting = vec![(JsonPointer::default(), payload, Some(&kind.node))];
    while let Some((at, value, node)) = waiting.pop() {
        for (name, value) in value.as_object().into_iter().flatten() {
            let (at, node) = (at.property(name), node.and_then(|node| node.properties.get(name)));
            if value.as_str().is_some_and(is_identifier) && ends_in_id(name) && node.is_none_or(takes_any_identifier) {
                found.push((at, value.clone()));
            } else if value.is_object() {
                waiting.push((at, value, node));
            }
        }
    }
    found
}

/// Whether a text can be an identifier: an empty text, a path such as `$.Attributes.queue`, or words refer to nothing that a
/// target has or has not.
fn is_identifier(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.:/".contains(&byte))
}

/// The properties of a type that refer to something by its identifier, which a target may not know.
pub fn may_be_unknown(node: &Node) -> impl Iterator<Item = &str> {
    let properties =
        node.properties.iter().filter(|(name, property)| ends_in_id(name) && takes_any_identifier(property));
    properties.map(|(name, _)| name.as_str())
}

fn ends_in_id(name: &str) -> bool {
    let rest = ["Id", "ID", "_id"].iter().find_map(|word| name.strip_suffix(word));
    rest.is_some_and(|rest| rest.ends_with(|c: char| c.is_alphanumeric()))
}

/// Whether nothing that is documented of a property decides between identifiers: it is not a phone number, say.
fn takes_any_identifier(node: &Node) -> bool {
    let allowed = |identifier: &Value| {
        node.constraints.iter().all(|constraint| constraint.value.allows(identifier).unwrap_or(true))
    };
    IDENTIFIERS.iter().any(|identifier| allowed(&Value::from(*identifier)))
}

fn properties(case: &Case) -> usize {
    match &case.payload {
        Payload::Json(Value::Object(object)) => object.len(),
        Payload::Json(_) | Payload::Body { .. } | Payload::None => 0,
    }
}
