//! Places in a type, such as `callbackNumbers/[]`: written as coordinates, and read and replaced in payloads.

use ringback_contract::{
    pointer::{JsonPointer, escape, unescape},
    subject::Step,
};
use serde_json::Value;
use std::borrow::Cow;

/// The coordinate of a place in a case's name, such as `callbackNumbers/[]`; `whole` for the whole payload.
pub fn coordinate(place: &[Step]) -> String {
    if place.is_empty() {
        return "whole".into();
    }
    place
        .iter()
        .map(|step| match step {
            Step::Property(name) => escape(name),
            Step::Items => "[]".into(),
            Step::Values => "{}".into(),
        })
        .collect::<Vec<Cow<str>>>()
        .join("/")
}

/// The steps of a coordinate that [`coordinate`] wrote.
pub fn steps(coordinate: &str) -> Vec<Step> {
    let steps = coordinate.split('/').map(|step| match step {
        "[]" => Step::Items,
        "{}" => Step::Values,
        name => Step::Property(unescape(name).into_owned()),
    });
    steps.collect()
}

/// The JSON pointer to the first value at a place.
pub fn pointer(value: &Value, place: &[Step]) -> JsonPointer {
    let mut pointer = JsonPointer::default();
    let mut current = Some(value);
    for step in place {
        let (name, next) = match (step, current) {
            (Step::Property(name), value) => (name.as_str(), value.and_then(|value| value.get(name))),
            (Step::Items, value) => ("0", value.and_then(|value| value.get(0))),
            (Step::Values, Some(Value::Object(object))) => match object.iter().next() {
                Some((name, value)) => (name.as_str(), Some(value)),
                None => ("*", None),
            },
            (Step::Values, _) => ("*", None),
        };
        pointer = pointer.property(name);
        current = next;
    }
    pointer
}

/// The first value at a place.
pub fn at<'a>(value: &'a Value, place: &[Step]) -> Option<&'a Value> {
    pointer(value, place).resolve(value)
}

/// The payload with the first value at a place replaced.
pub fn put(value: &Value, place: &[Step], new: Value) -> Option<Value> {
    let mut whole = value.clone();
    *pointer(value, place).resolve_mut(&mut whole)? = new;
    Some(whole)
}
