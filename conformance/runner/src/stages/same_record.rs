//! Whether a response shows the record that was asked for.

use super::identifier::identifier;
use crate::{
    exchange::Response, observations::Noticed, parameters::Parameters, plan::PlannedOperation, session::Session,
};
use ringback_contract::{
    operation::ValueSource,
    pointer::{JsonPointer, tokens},
};
use ringback_suite::judge::Mismatch;
use std::sync::Arc;

/// The rule that a record is shown under the identifier which it was given when it was created.
const RULE: &str = "identifier";

/// The identifiers that differ from those that were asked for. `made` says which parameters are identifiers that this target
/// has given to a record in this run. Another parameter that the response shows with another value is only observed: the
/// target may know the same thing by several names.
pub fn other_record(
    session: &Session,
    planned: &PlannedOperation,
    parameters: &Parameters,
    made: impl Fn(&str) -> bool,
    response: &Response,
) -> Vec<Mismatch> {
    let operation = &planned.operation;
    let Some(kind) = operation.response.as_deref().filter(|_| operation.response_at.is_none()) else {
        return Vec::new();
    };
    let mut mismatches = Vec::new();
    for (name, asked) in parameters {
        // One further up in the path says where the record is, and not which it is.
        let is_made = made(name) && operation.path.ends_with(name);
        let named = JsonPointer::default().property(name);
        let at = if is_made { given_at(session, planned, name) } else { None }.unwrap_or(named);
        let place = at.to_string();
        let Some(property) = tokens(&place).next() else { continue };
        let Some(because) = session.options.judges.sentences(&planned.vendor, kind, &property) else { continue };
        let Some(shown) = identifier(&ValueSource::Body(at.clone()), response) else { continue };
        // UUIDs may be spelled with capital letters.
        if shown.eq_ignore_ascii_case(asked) {
            continue;
        }
        if is_made {
            let message = format!("it shows the record {shown:?} where {asked:?} was asked for");
            mismatches.push(Mismatch { at: place, rule: RULE.into(), message, because: because.clone() });
        } else if !planned.knows_everything {
            let told = || format!("it shows {shown:?} at {at} where it was called with {asked:?} as {{{name}}}");
            session.observations().note(&planned.name(), Noticed::Parameter, told);
        }
    }
    mismatches
}

/// The place in the response at which the operation that creates a record of the same type gives it an identifier.
fn given_at(session: &Session, planned: &PlannedOperation, name: &str) -> Option<JsonPointer> {
    let creates_the_same = |other: &&Arc<PlannedOperation>| {
        other.vendor == planned.vendor
            && other.operation.response == planned.operation.response
            && other.operation.response_at.is_none()
    };
    let mut makers = session.plan.operations.iter().filter(creates_the_same);
    makers.find_map(|maker| {
        maker.operation.read_back.iter().find_map(|read_back| match read_back.with.get(name)? {
            ValueSource::Body(at) => Some(at.clone()),
            ValueSource::Header(_) => None,
        })
    })
}
