//! Extracts the payload from a request: checks the content type, parses the JSON, and opens the envelope.

use ringback_contract::operation::{Operation, PayloadLocator, media_type};
use serde_json::Value;

/// The size limit of a request body, in bytes: four times the largest document that contains a payload.
pub const LARGEST: usize = 1 << 20;

/// The payload of a request.
///
/// # Errors
///
/// If the body contains no payload; the message says why.
pub fn payload(operation: &Operation, content_type: &str, body: &[u8]) -> Result<Value, String> {
    if !media_type::is_json(content_type) {
        return Err("the content type is not application/json".into());
    }
    let whole: Value = serde_json::from_slice(body).map_err(|error| format!("the body is not JSON: {error}"))?;
    operation.payload(whole).ok_or_else(|| {
        let at = operation.request_at.clone().unwrap_or_default();
        format!("the body has no value at {at}")
    })
}

/// Puts a value at a locator and creates the missing parents. The first `*` of the locator is the element at `index`,
/// every later one the first element. An object is merged into an existing one.
pub fn put(document: &mut Value, at: &PayloadLocator, index: usize, value: Value) {
    at.change(document, index, |place| match (place, value) {
        (Value::Object(place), Value::Object(value)) => place.extend(value),
        (place, value) => *place = value,
    });
}

#[cfg(test)]
mod tests {
    use super::{PayloadLocator, payload};
    use ringback_contract::operation::{Direction, Operation, PathTemplate};
    use serde_json::{Value, json};

    fn operation(request_at: &str) -> Operation {
        let mut operation = Operation::new("o", "POST", PathTemplate::new("/"), Direction::Request);
        operation.request_at = Some(request_at.parse().unwrap());
        operation
    }

    #[test]
    fn the_payload_is_taken_out_of_its_envelope() {
        for at in ["", "/a", "/a/0/b", "/Content|json/Actions/0/Parameters"] {
            let mut document = Value::Null;
            at.parse::<PayloadLocator>().unwrap().put(&mut document, json!({"x": 1}));
            let body = document.to_string();
            for content_type in ["Application/JSON; charset=utf-8", "application/problem+json", "text/json"] {
                let found = payload(&operation(at), content_type, body.as_bytes());
                assert_eq!(found, Ok(json!({"x": 1})), "{at} in {body}");
            }
        }
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
