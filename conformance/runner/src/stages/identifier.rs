//! Identifiers in responses: `body:/id` is a value of the body, `header:location` the last segment of a URL.

use crate::exchange::Response;
use percent_encoding::percent_decode_str;
use ringback_contract::operation::ValueSource;
use serde_json::Value;

/// The most bytes of an identifier: servers take URLs of 8,000 bytes (RFC 9110, section 4.1).
const LONGEST: usize = 4096;

/// The text at a source such as `body:/id` or `header:location`; `None` if it is empty, not a scalar, or too long for a URL.
pub fn identifier(source: &ValueSource, response: &Response) -> Option<String> {
    let text = match source {
        ValueSource::Body(at) => match at.resolve(&response.json()?)? {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
        },
        ValueSource::Header(name) => {
            let value = response.header(&name.to_ascii_lowercase())?;
            let path = value.split(['?', '#']).next()?.trim_end_matches('/');
            percent_decode_str(path.rsplit('/').next()?).decode_utf8().ok()?.into_owned()
        }
    };
    (!text.is_empty() && text.len() <= LONGEST).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::identifier;
    use crate::exchange::Response;

    #[test]
    fn identifiers_are_taken_from_body_and_header() {
        let response = Response {
            status: 201,
            headers: vec![("location".into(), "https://host/a/b%20c?x=1".into())],
            body: format!(r#"{{"id": 7, "in": {{"id": "x"}}, "empty": "", "long": "{}"}}"#, "1".repeat(1 << 20)).into(),
            truncated: false,
        };
        for (source, expected) in [
            ("body:/id", Some("7")),
            ("body:/in/id", Some("x")),
            ("body:/empty", None),
            ("body:/none", None),
            ("header:Location", Some("b c")),
            ("header:none", None),
            ("body:/long", None),
        ] {
            assert_eq!(identifier(&source.parse().unwrap(), &response).as_deref(), expected, "{source}");
        }
    }
}
