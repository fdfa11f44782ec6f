//! Containers: documents with payloads of several types.

use indexmap::IndexMap;
use ringback_runtime::{envelope::PayloadLocator, runtime::pointer::JsonPointer};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A document with payloads, each of which is judged by its own type.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Container {
    /// The name for `ringback check`, `VENDOR/NAME`.
    pub name: String,
    /// A description for readers.
    #[serde(default)]
    pub doc: String,
    /// Where the payloads are.
    pub payloads: Vec<Contained>,
    /// What an object is that has a value at one of these places and no payload, such as an export of an older format.
    #[serde(default)]
    pub older: IndexMap<JsonPointer, String>,
}

/// The payloads of one type inside a container.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Contained {
    /// The locator of the values that may contain a payload.
    pub at: PayloadLocator,
    /// The condition: values that must be at these places in the located value.
    #[serde(default)]
    pub when: IndexMap<JsonPointer, String>,
    /// The place of the payload in the located value.
    pub payload: JsonPointer,
    /// The payload's type.
    #[serde(rename = "type")]
    pub type_name: String,
}

/// A payload in a container.
#[derive(Debug, PartialEq)]
pub struct FoundPayload {
    /// The place of the payload, even if it is missing.
    pub at: JsonPointer,
    /// The payload; `None` if it is missing.
    pub payload: Option<Value>,
}

impl Contained {
    /// All payloads in a document.
    pub fn find(&self, document: &Value) -> Vec<FoundPayload> {
        let is_meant = |value: &Value| {
            let holds =
                |(at, wanted): (&JsonPointer, &String)| at.resolve(value).and_then(Value::as_str) == Some(wanted);
            self.when.iter().all(holds)
        };
        let found = self.at.values(document).into_iter().filter(|(_, value)| is_meant(value));
        let payload = |(at, value): (JsonPointer, Value)| FoundPayload {
            at: at.join(&self.payload),
            payload: self.payload.resolve(&value).cloned(),
        };
        found.map(payload).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Contained, FoundPayload};
    use serde_json::json;

    #[test]
    fn payloads_are_found_in_lists_and_in_strings_that_hold_json() {
        let contained = |at: &str| Contained {
            at: at.parse().unwrap(),
            when: [("/Type".parse().unwrap(), "Ring".to_owned())].into_iter().collect(),
            payload: "/Parameters".parse().unwrap(),
            type_name: "Ring".into(),
        };
        let flow = json!({"Actions": [{"Type": "Hang"}, {"Type": "Ring", "Parameters": {"a": 1}}, {"Type": "Ring"}]});
        let wrapped = json!({"Content": flow.to_string()});
        let expected = |at: &str| {
            let at = |rest: &str| format!("{at}{rest}").parse().unwrap();
            vec![
                FoundPayload { at: at("/Actions/1/Parameters"), payload: Some(json!({"a": 1})) },
                FoundPayload { at: at("/Actions/2/Parameters"), payload: None },
            ]
        };
        assert_eq!(contained("/Actions/*").find(&flow), expected(""));
        assert_eq!(contained("/Content|json/Actions/*").find(&wrapped), expected("/Content"));
        assert_eq!(contained("/Content|json/Actions/*").find(&json!({"Content": "not json"})), []);
    }
}
