//! Takes a payload out of a request: content type, JSON to the letter, envelope.

use ringback_contract::vendor::Operation;
use ringback_suite::container;
use serde_json::Value;

/// No body larger than this is read; the largest document that a payload travels in is a quarter of it.
pub const LARGEST: usize = 1 << 20;

/// The payload of a request.
///
/// # Errors
///
/// What is wrong with the request, as a sentence.
pub fn payload(operation: &Operation, content_type: &str, body: &[u8]) -> Result<Value, String> {
    if !is_json(content_type) {
        return Err("the content type is not application/json".into());
    }
    let whole: Value = serde_json::from_slice(body).map_err(|error| format!("the body is not JSON: {error}"))?;
    let Some(at) = operation.request_at.as_deref() else { return Ok(whole) };
    let found = container::walk(&whole, at).into_iter().next();
    found.map(|(_, payload)| payload).ok_or_else(|| format!("there is nothing at {at} in the body"))
}

fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}

/// Puts a value where a pattern leads; the way there is made. The first `*` is the element with this index, every
/// later one the first element; `|json` stands for a string that holds JSON.
pub fn put(document: &mut Value, pattern: &str, index: usize, value: Value) {
    let segments: Vec<&str> = pattern.split('/').skip(1).collect();
    step(document, &segments, index, value);
}

fn step(document: &mut Value, segments: &[&str], index: usize, value: Value) {
    let Some((segment, rest)) = segments.split_first() else {
        match (document, value) {
            (Value::Object(document), Value::Object(value)) => document.extend(value),
            (document, value) => *document = value,
        }
        return;
    };
    let (name, holds_json) = segment.strip_suffix("|json").map_or((*segment, false), |name| (name, true));
    let (part, index) = part(document, name, index);
    let Some(part) = part else { return };
    if !holds_json {
        return step(part, rest, index, value);
    }
    let mut inner = part.as_str().and_then(|text| serde_json::from_str(text).ok()).unwrap_or(Value::Null);
    if !inner.is_object() && part.is_object() {
        inner = part.take();
    }
    step(&mut inner, rest, index, value);
    *part = Value::String(inner.to_string());
}

/// A part of a document, made when it is not there, and the index that the next `*` stands for.
fn part<'a>(document: &'a mut Value, name: &str, index: usize) -> (Option<&'a mut Value>, usize) {
    let place = if name == "*" { Some(index) } else { name.parse().ok() };
    if let (Some(place), false) = (place, document.is_object()) {
        if !document.is_array() {
            *document = Value::Array(Vec::new());
        }
        let next = if name == "*" { 0 } else { index };
        let Value::Array(list) = document else { return (None, next) };
        if list.len() <= place && place < LARGEST {
            list.resize(place + 1, Value::Null);
        }
        return (list.get_mut(place), next);
    }
    if !document.is_object() {
        *document = Value::Object(serde_json::Map::new());
    }
    let name = name.replace("~1", "/").replace("~0", "~");
    (document.as_object_mut().map(|object| object.entry(name).or_insert(Value::Null)), index)
}

#[cfg(test)]
mod tests {
    use super::{payload, put};
    use ringback_contract::vendor::{Operation, parse};
    use serde_json::{Value, json};

    fn operation(request_at: &str) -> Operation {
        let text = "name = \"o\"\nmethod = \"POST\"\npath = \"/\"\ndirection = \"request\"";
        let operation: Operation = parse("o", text).unwrap();
        Operation { request_at: Some(request_at.into()), ..operation }
    }

    #[test]
    fn what_is_put_is_found_again() {
        for at in ["", "/a", "/a/0/b", "/Content|json/Actions/0/Parameters"] {
            let mut document = Value::Null;
            put(&mut document, at, 0, json!({"x": 1}));
            let body = document.to_string();
            let found = payload(&operation(at), "Application/JSON; charset=utf-8", body.as_bytes());
            assert_eq!(found, Ok(json!({"x": 1})), "{at} in {body}");
        }
    }

    #[test]
    fn elements_are_numbered_by_the_first_star_alone() {
        let mut document = Value::Null;
        put(&mut document, "/a/*/b/*", 0, json!(1));
        put(&mut document, "/a/*/b/*", 1, json!(2));
        put(&mut document, "/a/*/c", 1, json!(3));
        assert_eq!(document, json!({"a": [{"b": [1]}, {"b": [2], "c": 3}]}));
    }

    #[test]
    fn what_is_no_json_or_holds_nothing_is_refused() {
        let refused = |kind: &str, text: &str| payload(&operation("/a"), kind, text.as_bytes()).is_err();
        assert!(refused("text/plain", "{\"a\": 1}"));
        assert!(refused("", "{\"a\": 1}"));
        for text in ["", "{", "{'a': 1}", "{\"a\": 1,}", "{\"b\": 1}", "[]", "{\"a\": 1} x", &"[".repeat(100_000)] {
            assert!(refused("application/json", text), "{text:.20}");
        }
    }
}
