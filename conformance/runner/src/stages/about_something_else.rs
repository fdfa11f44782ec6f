//! What an answer means whose status is about something else than the payload.

use crate::exchange::Response;
use http::StatusCode;
use ringback_contract::operation::{Operation, status};

/// What probably happened, if the status of an answer says nothing about the payload; none if it accepts or refuses.
pub fn about_something_else(operation: &Operation, response: &Response) -> Option<String> {
    let code = response.status;
    if operation.accepts(code) || operation.refuses(code) || !status::is_about_something_else(code) {
        return None;
    }
    let reason = StatusCode::from_u16(code).ok().and_then(|status| status.canonical_reason());
    let named = reason.map_or_else(|| code.to_string(), |reason| format!("{code} {reason}"));
    let meaning = match code {
        401 => "the token may have expired, or is of somebody else",
        403 => "whoever calls may not do this",
        404 | 405 => "nothing at this address takes it, or something that the request names does not exist",
        407 => "a proxy wants to know who is calling",
        409 | 412 | 423 | 428 => "it is about the state of the resource, such as one that exists already",
        408 | 425 | 429 => "it asks to come back later",
        502..=504 => "what stands before the target does not reach it",
        _ if status::is_redirect(code) => "it redirects to where the run does not follow",
        _ => "it is about how the request was made",
    };
    Some(format!("{named}: {meaning}"))
}
