//! What is written: model in, files out; one file per kind of output.

pub mod agreement;
pub mod facts;
pub mod meaning;
pub mod openapi;
pub mod rust;
pub mod sample;
pub mod schema;

/// JSON as it is written to files: indented, with a newline at the end.
pub fn json(value: &impl serde::Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
