//! The documented headers of answers as a type.

use super::{Answer, HeaderMap};
use crate::envelope::Undecodable;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// The documented headers of the answers of an operation. All are optional, because servers and proxies leave some out.
pub trait AnswerHeaders: DeserializeOwned {
    /// The headers.
    const HEADERS: &'static [AnswerHeader];
}

/// A documented header of an answer.
#[derive(Clone, Copy, Debug)]
pub struct AnswerHeader {
    /// Its name.
    pub name: &'static str,
    /// How its text becomes a value.
    pub kind: HeaderKind,
}

/// How the text of a header becomes a value (OpenAPI, style `simple`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderKind {
    /// It is the value.
    Text,
    /// A number, `true`, `false`, or any JSON.
    Json,
    /// Texts between commas.
    Texts,
    /// Numbers, `true` or `false`, between commas.
    Jsons,
    /// Names and values between commas: `a,1,b,2`.
    Object,
    /// Names and values between commas: `a=1,b=2`.
    ExplodedObject,
}

impl HeaderKind {
    /// The value of a text.
    fn value(self, text: &str) -> Value {
        let elements = || text.split(',').map(str::trim);
        match self {
            Self::Text => Value::from(text),
            Self::Json => json(text),
            Self::Texts => elements().map(Value::from).collect(),
            Self::Jsons => elements().map(json).collect(),
            Self::Object => {
                let all: Vec<&str> = elements().collect();
                let pair = |pair: &[&str]| Some(((*pair.first()?).to_owned(), json(pair.get(1)?)));
                Value::Object(all.chunks(2).filter_map(pair).collect())
            }
            Self::ExplodedObject => {
                let pair = |pair: &str| pair.split_once('=').map(|(name, value)| (name.to_owned(), json(value)));
                Value::Object(elements().filter_map(pair).collect())
            }
        }
    }
}

/// The text as JSON, or else as a string.
fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}

/// What an answer holds: its body, and its headers.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct WithHeaders<T, H> {
    /// The body.
    pub body: T,
    /// The documented headers.
    pub headers: H,
    /// The whole response.
    pub answer: Answer,
}

impl Answer {
    /// Decodes the documented headers, of a documented error as well.
    ///
    /// # Errors
    ///
    /// If the value of a header is not what is documented.
    pub fn documented_headers<H: AnswerHeaders>(&self) -> Result<H, Undecodable> {
        let object: Map<String, Value> = H::HEADERS
            .iter()
            .filter_map(|header| Some((header.name.to_owned(), header.kind.value(&all(&self.headers, header.name)?))))
            .collect();
        let value = Value::Object(object);
        H::deserialize(&value).map_err(|error| Undecodable { value, fault: format!("a header: {error}") })
    }
}

/// The values of a header, one after the other; `None` if there is none.
fn all(headers: &HeaderMap, name: &str) -> Option<String> {
    let values = headers.get_all(name).into_iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
    let values: Vec<_> = values.collect();
    (!values.is_empty()).then(|| values.join(", "))
}

#[cfg(test)]
mod tests {
    use super::HeaderKind::{self, ExplodedObject, Json, Jsons, Object, Text, Texts};
    use serde_json::{Value, json};

    #[test]
    fn the_text_of_a_header_becomes_the_value_that_its_schema_tells() {
        let rows: [(HeaderKind, &str, Value); 7] = [
            (Text, "5", json!("5")),
            (Json, "5", json!(5)),
            (Json, "soon", json!("soon")),
            (Texts, "a, 1", json!(["a", "1"])),
            (Jsons, "1,2", json!([1, 2])),
            (Object, "a,1,b,x", json!({"a": 1, "b": "x"})),
            (ExplodedObject, "a=1,b=x", json!({"a": 1, "b": "x"})),
        ];
        for (kind, text, value) in rows {
            assert_eq!(kind.value(text), value, "{kind:?} {text}");
        }
    }
}
