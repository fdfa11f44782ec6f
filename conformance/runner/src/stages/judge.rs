//! Stage 3: whether the payload was accepted or refused as it had to be, and whether what came back conforms.

use super::{
    prepare::PreparedRequest,
    round_trip::{echo_mismatches, returned_values},
};
use crate::{event::Verdict, exchange::Response, judges::Judges};
use ringback_contract::{
    operation::{media_type, status},
    pointer::JsonPointer,
    provenance::Source,
};
use ringback_suite::{
    case::{Expect, Level, Payload},
    judge::{Judge, Mismatch},
};
use serde_json::Value;

/// What the response to a case means.
pub fn judge(prepared: &PreparedRequest, response: &Response, judges: &Judges) -> Verdict {
    let accepted = accepts(prepared, response.status);
    let case = &prepared.case;
    let mismatches = match case.expect {
        _ if status::is_server_error(response.status) => {
            vec![unexpected(prepared, response, "no payload, valid or not, is answered by a 5xx")]
        }
        Expect::Accept if !accepted => {
            let expected = match case.level {
                Level::Documented => "the payload breaks no documented rule and must be accepted",
                Level::Observed => "no document decides whether such a payload is accepted",
            };
            vec![unexpected(prepared, response, expected)]
        }
        Expect::Reject if rejects(prepared, response.status) => error_body(prepared, response, judges),
        Expect::Reject => vec![not_refused(prepared, response, accepted, judges)],
        Expect::Conform if !accepted && case.may_be_taken() && response.is_success() => {
            vec![unexpected(prepared, response, "what is accepted is answered with a documented status")]
        }
        Expect::Conform if !accepted && case.may_be_taken() => {
            return Verdict::Skipped(format!(
                "refused with status {}, so nothing was returned to be judged",
                response.status
            ));
        }
        Expect::Conform if !accepted => {
            vec![unexpected(prepared, response, "a documented reading operation answers with what it reads")]
        }
        Expect::Accept => returned_and_echoed(prepared, response, judges),
        Expect::Conform => match returned_values(prepared, response) {
            Some(values) if values.is_empty() => {
                return Verdict::Skipped(
                    "nothing of the documented type was returned, so nothing could be judged".into(),
                );
            }
            _ if case.may_be_taken() => returned_and_echoed(prepared, response, judges),
            _ => returned(prepared, response, judges),
        },
    };
    if mismatches.is_empty() { Verdict::Pass } else { Verdict::Fail(mismatches) }
}

/// Whether a status says that the payload was accepted.
fn accepts(prepared: &PreparedRequest, status: u16) -> bool {
    prepared.operation.statuses().accepts(status)
}

/// Whether a status says that the payload was refused. A body that is no payload at all may be refused before anything
/// that is documented looks at it, such as by 415.
fn rejects(prepared: &PreparedRequest, status: u16) -> bool {
    match &prepared.case.payload {
        Payload::Body { .. } => status::is_refusal(status),
        Payload::Json(_) | Payload::None => prepared.operation.statuses().refuses(status),
    }
}

fn unexpected(prepared: &PreparedRequest, response: &Response, expected: &str) -> Mismatch {
    Mismatch {
        at: String::new(),
        rule: "status".into(),
        message: format!("answered with status {}: {expected}", response.status),
        because: prepared.case.because.clone(),
    }
}

fn not_refused(prepared: &PreparedRequest, response: &Response, accepted: bool, judges: &Judges) -> Mismatch {
    let case = &prepared.case;
    let Some(breaks) = &case.breaks else { return unexpected(prepared, response, "the payload must be refused") };
    let verb = if accepted { "accepted" } else { "not refused as documented" };
    let payload = prepared.request.payload.as_ref();
    let broken = payload.and_then(|payload| judges.get(&case.type_name)?.judge(payload).into_iter().next());
    let why = broken.map_or_else(|| format!("it is {}", breaks.way.replace('-', " ")), |mismatch| mismatch.message);
    Mismatch {
        at: breaks.at.clone(),
        rule: breaks.rule.clone(),
        message: format!("{verb} with status {}, although {why}", response.status),
        because: case.because.clone(),
    }
}

/// What is wrong with the body of a refusal, by its documented type.
fn error_body(prepared: &PreparedRequest, response: &Response, judges: &Judges) -> Vec<Mismatch> {
    match (&prepared.operation.error, response.json()) {
        (Some(name), Some(body)) => judges.documented_mismatches(&prepared.case.vendor, name, &body),
        _ => Vec::new(),
    }
}

fn returned_and_echoed(prepared: &PreparedRequest, response: &Response, judges: &Judges) -> Vec<Mismatch> {
    let mut mismatches = returned(prepared, response, judges);
    mismatches.extend(echo_mismatches(prepared, response, judges));
    mismatches
}

/// What is wrong with the values that came back, by their documented type.
fn returned(prepared: &PreparedRequest, response: &Response, judges: &Judges) -> Vec<Mismatch> {
    let Some(name) = &prepared.operation.response else { return Vec::new() };
    let whole = |rule: &str, message: String| {
        let because = declared(prepared, judges, name);
        vec![Mismatch { at: String::new(), rule: rule.into(), message, because }]
    };
    let Some(values) = returned_values(prepared, response) else {
        let broken = if response.truncated { "was cut: it is larger than what is read" } else { "is no JSON" };
        return whole("body", format!("the body {broken}, although the type {name} is documented for it"));
    };
    if let Some(kind) = response.header("content-type").filter(|kind| !media_type::is_json(kind)) {
        let message = format!("the body is JSON of the type {name}, and content-type says {kind:?}");
        return whole("content-type", message);
    }
    let one = |(at, value): (JsonPointer, Value)| -> Vec<Mismatch> {
        let mismatches = judges.documented_mismatches(&prepared.case.vendor, name, &value);
        mismatches.into_iter().map(|mismatch| Mismatch { at: format!("{at}{}", mismatch.at), ..mismatch }).collect()
    };
    values.into_iter().flat_map(one).collect()
}

/// The sentences that declare a type, or else those of the case.
fn declared(prepared: &PreparedRequest, judges: &Judges, name: &str) -> Vec<Source> {
    let judge = judges.get(&format!("{}/{name}", prepared.case.vendor));
    judge.map(Judge::declared).filter(|sources| !sources.is_empty()).unwrap_or_else(|| prepared.case.because.clone())
}
