//! A definition: a named schema that becomes a Rust type.

use crate::provenance::Source;
use serde_json::Value;

/// A named schema that becomes a Rust type.
#[derive(Clone, Debug)]
pub struct Definition {
    /// Its name in JSON and in `$ref`.
    pub name: String,
    /// The canonical schema; its citations are in the table of the part.
    pub schema: Value,
    /// Whether decoding rejects values that break a rule: true for types that we send.
    pub strict: bool,
    /// Paragraphs for the documentation in addition to the schema's description.
    pub notes: Vec<String>,
    /// Where the schema was read.
    pub source: Source,
    /// Whether it is a whole file. Such a schema with properties is taken for an object even if `"type": "object"` is
    /// missing.
    pub is_root: bool,
    /// A valid value for the documentation; if `None`, one is made if the schema is simple enough.
    pub example: Option<Value>,
}
