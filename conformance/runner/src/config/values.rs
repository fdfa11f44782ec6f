//! `[values]`: what this target knows, such as the queues that exist, by type and property.

use super::{check::Place, setting::Environment};
use ringback_contract::{error::Error, pointer::JsonPointer};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;
use toml::Spanned;

/// A value as it is written: a text, a number, …; `{ env = "NAME" }`; or a list of values that take turns.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum WrittenValue {
    /// From an environment variable.
    Environment(Environment),
    /// Values that take turns.
    Several(Vec<Value>),
    /// One value.
    One(Value),
}

/// The values of a property that this target knows.
#[derive(Clone, Debug)]
pub struct KnownValue {
    /// The type of the payload, `VENDOR/TYPE`.
    pub type_name: String,
    /// The property in the payload, perhaps one that no document names.
    pub at: JsonPointer,
    /// The values, which take turns; at least one.
    pub values: Vec<Value>,
    /// The line of the file.
    pub line: u32,
}

/// Reads one entry: `"VENDOR/TYPE/PROPERTY" = …`.
pub(super) fn known_value(place: &Place, key: &str, written: &Spanned<WrittenValue>) -> Result<KnownValue, Error> {
    let mut parts = key.split('/');
    let (Some(vendor), Some(kind), properties) = (parts.next(), parts.next(), parts.collect::<Vec<_>>()) else {
        return Err(place.error(written, expected(key)));
    };
    if properties.is_empty() || [vendor, kind].iter().chain(&properties).any(|part| part.is_empty()) {
        return Err(place.error(written, expected(key)));
    }
    let values = match written.get_ref() {
        WrittenValue::Several(values) => values.clone(),
        WrittenValue::One(value) => vec![value.clone()],
        WrittenValue::Environment(Environment { env }) => match (place.look)(env).filter(|value| !value.is_empty()) {
            Some(value) => vec![Value::from(value)],
            None => {
                return Err(place.error(written, format!("{key}: the environment variable {env} is not set, or empty")));
            }
        },
    };
    if values.is_empty() {
        return Err(place.error(written, format!("{key}: the list is empty; give at least one value")));
    }
    let at = properties.iter().fold(JsonPointer::default(), |at, name| at.property(name));
    Ok(KnownValue { type_name: format!("{vendor}/{kind}"), at, values, line: place.line(written) })
}

fn expected(key: &str) -> String {
    format!("invalid key {key:?} in [values]: expected \"VENDOR/TYPE/PROPERTY\", such as \"acme/Order/queueId\"")
}
