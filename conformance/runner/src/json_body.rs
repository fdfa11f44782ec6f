//! Reads a body as JSON, also where it is valid JSON that a double cannot hold.

use serde_json::Value;
use std::borrow::Cow;

/// The largest double, for a number that is larger: it is out of every range just so.
const LARGEST: &str = "1.7976931348623157e308";

/// The body as JSON; none if it is something else. A byte order mark before it is ignored, as RFC 8259 allows. A number
/// that no double can hold, such as `1e400`, is valid JSON: the largest double stands for it.
pub fn parse(body: &[u8]) -> Option<Value> {
    let body = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
    serde_json::from_slice(body).ok().or_else(|| {
        let text = std::str::from_utf8(body).ok()?;
        match with_finite_numbers(text) {
            Cow::Borrowed(_) => None,
            Cow::Owned(text) => serde_json::from_str(&text).ok(),
        }
    })
}

/// The text with every number that is no finite double replaced; borrowed if there is none.
fn with_finite_numbers(text: &str) -> Cow<'_, str> {
    let mut replaced = String::new();
    let mut copied = 0;
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        match first {
            '"' => {
                let mut escaped = false;
                while let Some((_, c)) = rest.next_if(|(_, c)| escaped || *c != '"') {
                    escaped = c == '\\' && !escaped;
                }
                rest.next();
            }
            '-' | '0'..='9' => {
                while rest.next_if(|(_, c)| matches!(c, '0'..='9' | '.' | 'e' | 'E' | '+' | '-')).is_some() {}
                let end = rest.peek().map_or(text.len(), |(at, _)| *at);
                let number = text.get(start..end).unwrap_or_default();
                if number.parse::<f64>().is_ok_and(f64::is_infinite) {
                    replaced.push_str(text.get(copied..start).unwrap_or_default());
                    replaced.push_str(if first == '-' { "-" } else { "" });
                    replaced.push_str(LARGEST);
                    copied = end;
                }
            }
            _ => {}
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    replaced.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(replaced)
}

#[cfg(test)]
mod tests {
    use super::parse;
    use serde_json::json;

    #[test]
    fn valid_json_is_read_whatever_its_numbers_and_nothing_else_is() {
        assert_eq!(parse(br#"{"a":1e400,"b":"1e400","c":[-1E+999,"\"9e999"]}"#).unwrap()["b"], "1e400");
        assert_eq!(parse(br#"[-1E+999]"#), Some(json!([-f64::MAX])));
        assert_eq!(parse("\u{feff}[1]".as_bytes()), Some(json!([1])));
        for other in ["", "{", "1e", "--1e400", "[1e400", "<html>", "\"1e400"] {
            assert_eq!(parse(other.as_bytes()), None, "{other}");
        }
    }
}
