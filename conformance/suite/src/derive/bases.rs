//! The base of a case that must be refused: a case of the same operation that sends the payload without the fault.

use super::{negative::Negative, positive, subject::CaseSubject};
use crate::case::{Case, Payload};
use serde_json::Value;

/// Names the base of every negative case. A valid payload that no positive case sends yet becomes a positive case.
pub fn with_bases(subject: &CaseSubject, positives: &mut Vec<Case>, negatives: Vec<Negative>) -> Vec<Case> {
    let mut cases = Vec::with_capacity(negatives.len());
    for Negative { mut case, place, base } in negatives {
        let name = match sends(positives, &base) {
            Some(known) => known.name.clone(),
            None => {
                let mut given = positive::given(subject, &place, base);
                given.name = free_name(positives, given.name);
                let name = given.name.clone();
                positives.push(given);
                name
            }
        };
        case.base = Some(name);
        cases.push(case);
    }
    cases
}

/// The positive case that sends a payload.
fn sends<'a>(positives: &'a [Case], payload: &Value) -> Option<&'a Case> {
    positives.iter().find(|case| matches!(&case.payload, Payload::Json(sent) if sent == payload))
}

/// The name, or the name with the first number that makes it unique.
fn free_name(positives: &[Case], name: String) -> String {
    let is_free = |name: &String| positives.iter().all(|case| case.name != *name);
    if is_free(&name) {
        return name;
    }
    (2..).map(|number| format!("{name}-{number}")).find(is_free).unwrap_or(name)
}
