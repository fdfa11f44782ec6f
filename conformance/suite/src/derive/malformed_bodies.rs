//! Malformed bodies: invalid JSON, wrong content types, values that are not objects.

use super::subject::CaseSubject;
use crate::case::{Breaks, Case, Expect, Level, Payload};
use ringback_contract::operation::{
    BodyFormat, RequestPart,
    media_type::{FORM, JSON},
};
use serde_json::Value;

/// Name, content type, body, and whether a document decides the case: if the payload is documented as an object, a list
/// or an empty body is invalid.
const BODIES: &[(&str, &str, &str, Level)] = &[
    ("empty", JSON, "", Level::Documented),
    ("not-json", JSON, "callback please", Level::Documented),
    ("unclosed", JSON, "{\"unclosed\": ", Level::Documented),
    ("single-quotes", JSON, "{'a': 1}", Level::Documented),
    ("trailing-comma", JSON, "{\"a\": 1,}", Level::Documented),
    ("null", JSON, "null", Level::Documented),
    ("list", JSON, "[]", Level::Documented),
    ("text", JSON, "\"text\"", Level::Documented),
    ("number", JSON, "7", Level::Documented),
    ("boolean", JSON, "true", Level::Documented),
    ("form", FORM, "a=1", Level::Documented),
    ("wrong-content-type", "text/plain", "{}", Level::Observed),
];

/// One case for every such body; `base` is what a body of the same operation looks like that is one. Where the payload travels in an envelope, a body without one lacks the payload just so.
pub fn cases(subject: &CaseSubject, base: Option<&Case>) -> Vec<Case> {
    let decided = subject.operation.validates() && subject.is_documented();
    let specified = subject.operation.specified.as_ref();
    let root = &subject.kind.node;
    let needs_body =
        root.constraints.iter().any(|rule| rule.value.presence().required == Some(RequestPart::Body.name()));
    if specified.is_some_and(|specified| !needs_body || !matches!(specified.body, Some(BodyFormat::Json(_)))) {
        return Vec::new();
    }
    // Where the body is one property of the payload, what is JSON is told by its type, and other media types may be described too.
    let is_malformed = |(_, content_type, text, _): &&(&str, &str, &str, Level)| {
        specified.is_none_or(|specified| {
            let is_json = serde_json::from_str::<Value>(text).is_ok();
            !is_json && (*content_type == JSON || !specified.takes(content_type))
        })
    };
    BODIES
        .iter()
        .filter(is_malformed)
        .map(|(way, content_type, text, level)| {
            let level = if decided { *level } else { Level::Observed };
            let payload = Payload::Body { content_type: (*content_type).into(), text: (*text).into() };
            let mut case = subject.case(&format!("body/{way}"), level, Expect::Reject, payload, subject.declared());
            case.breaks = Some(Breaks { at: String::new(), rule: "body".into(), way: (*way).into() });
            case.base = base.map(|base| base.name.clone());
            case.tags = vec!["body".into()];
            case
        })
        .collect()
}
