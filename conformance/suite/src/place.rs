//! Places in a type: how they are named, read and replaced in a payload.

use ringback_contract::subject::Step;
use serde_json::Value;

/// The coordinate of a place in a case's name: `callbackNumbers/[]`; the whole is `whole`.
pub fn coordinate(place: &[Step]) -> String {
    if place.is_empty() {
        return "whole".into();
    }
    place
        .iter()
        .map(|step| match step {
            Step::Property(name) => name.replace('/', "~1"),
            Step::Items => "[]".into(),
            Step::Values => "{}".into(),
        })
        .collect::<Vec<String>>()
        .join("/")
}

/// The JSON Pointer of the first value at a place.
pub fn pointer(value: &Value, place: &[Step]) -> String {
    let mut pointer = String::new();
    let mut current = Some(value);
    for step in place {
        let (name, next) = match (step, current) {
            (Step::Property(name), value) => (name.clone(), value.and_then(|value| value.get(name))),
            (Step::Items, value) => ("0".to_owned(), value.and_then(|value| value.get(0))),
            (Step::Values, Some(Value::Object(object))) => match object.iter().next() {
                Some((name, value)) => (name.clone(), Some(value)),
                None => ("*".to_owned(), None),
            },
            (Step::Values, _) => ("*".to_owned(), None),
        };
        pointer.push('/');
        pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
        current = next;
    }
    pointer
}

/// The first value at a place.
pub fn at<'a>(value: &'a Value, place: &[Step]) -> Option<&'a Value> {
    value.pointer(&pointer(value, place))
}

/// The payload with another value at a place.
pub fn put(value: &Value, place: &[Step], new: Value) -> Option<Value> {
    let pointer = pointer(value, place);
    let mut whole = value.clone();
    *whole.pointer_mut(&pointer)? = new;
    Some(whole)
}
