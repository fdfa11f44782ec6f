//! Values that name something which the target has to have, such as a queue. A target may rightly reject a valid payload
//! with one that it does not know, so such a rejection is only held against it if it accepts some value there.

use crate::{event::CaseResult, plan::PlannedOperation, session::Session};
use ringback_constraints::model::Node;
use ringback_suite::case::{Case, Payload};
use serde_json::Value;
use std::sync::Arc;

/// What identifiers look like: a UUID, a name.
const IDENTIFIERS: [&str; 2] = ["018f2d0e-7b1c-7d3e-9a41-5c2b6f0e9d11", "callback-queue-7"];

/// How many payloads with a reference are tried, before it counts as unknown to the target.
const TRIES: usize = 3;

/// The first reference in the payload of a case that the target may not know: `[values]` does not give it, and no payload
/// with a value there is accepted.
pub async fn unknown_reference(
    session: &Session,
    planned: &Arc<PlannedOperation>,
    result: &CaseResult,
) -> Option<String> {
    for name in references(planned, &result.case) {
        if !planned.known.contains(name) && !accepts_some(session, planned, name, &result.case).await {
            return Some(name.to_owned());
        }
    }
    None
}

/// What to tell of a rejection that a reference may have caused.
pub fn unknown(planned: &PlannedOperation, name: &str) -> String {
    let sent = planned.payload_type.as_ref().map_or("", |kind| kind.name.as_str());
    format!(
        "{} accepts no payload with a {name}, so it may not know the one that was sent: give one that it knows in \
         [values], as \"{sent}/{name}\" = \"…\"",
        planned.name()
    )
}

async fn accepts_some(session: &Session, planned: &Arc<PlannedOperation>, name: &str, except: &Case) -> bool {
    let with =
        planned.bases.values().filter(|case| case.name != except.name && references(planned, case).contains(&name));
    let mut with: Vec<&Arc<Case>> = with.collect();
    // The smallest payloads first: in those, nothing else is likely to be unknown.
    with.sort_by_key(|case| properties(case));
    for case in with.into_iter().take(TRIES) {
        if session.bases.outcome(session, planned, &case.name).await.is_ok() {
            return true;
        }
    }
    false
}

/// The properties of a payload that refer to something by its identifier: their names end in the word "id", and any
/// identifier may stand there.
fn references<'c>(planned: &PlannedOperation, case: &'c Case) -> Vec<&'c str> {
    let (Payload::Json(Value::Object(object)), Some(kind)) = (&case.payload, &planned.payload_type) else {
        return Vec::new();
    };
    // Who consumes an event is told of things, and need not have them.
    if planned.operation.is_event() || planned.knows_everything {
        return Vec::new();
    }
    let takes_any = |name: &str| kind.node.properties.get(name).is_some_and(takes_any_identifier);
    let names = object.iter().filter(|(_, value)| value.is_string()).map(|(name, _)| name.as_str());
    names.filter(|name| ends_in_id(name) && takes_any(name)).collect()
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
