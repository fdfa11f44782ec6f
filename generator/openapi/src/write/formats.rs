//! Formats that no tool knows, said once more as patterns: a keyword that is not understood constrains nothing.

use ringback_contract::keyword::add;
use ringback_runtime::format::Format;
use serde_json::{Map, Value, json};

/// Adds to a schema the pattern of its format.
pub fn spell_out(schema: &mut Map<String, Value>) {
    let format = schema.get("format").and_then(Value::as_str).and_then(Format::named);
    if let Some(pattern) = format.and_then(Format::pattern) {
        add(schema, "pattern", json!(pattern));
    }
}
