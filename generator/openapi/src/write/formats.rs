//! Writes a pattern beside formats that OpenAPI tools do not have: they ignore unknown formats.

use ringback_contract::keyword::add;
use ringback_runtime::format::Format;
use serde_json::{Map, Value, json};

/// Adds the pattern of a schema's format to the schema.
pub fn spell_out(schema: &mut Map<String, Value>) {
    let format = schema.get("format").and_then(Value::as_str).and_then(Format::named);
    if let Some(pattern) = format.and_then(Format::pattern) {
        add(schema, "pattern", json!(pattern));
    }
}
