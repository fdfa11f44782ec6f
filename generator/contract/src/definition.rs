//! A named schema, ready to become a type.

use crate::provenance::Source;
use serde_json::Value;

/// A named schema that becomes a Rust type.
#[derive(Clone, Debug)]
pub struct Definition {
    /// Name on the wire and in `$ref`.
    pub name: String,
    /// The canonical schema; the words behind it are the part's.
    pub schema: Value,
    /// Whether values that break a rule are refused when they are read: true for what we send.
    pub strict: bool,
    /// Paragraphs for the documentation beside the schema's description.
    pub notes: Vec<String>,
    /// Where the schema was read.
    pub source: Source,
    /// Whether it is a whole file: such a schema is taken at its word even where it only forgot to say that it means objects.
    pub is_root: bool,
    /// A value that fits, for the documentation; where there is none, one is made if that is simple.
    pub example: Option<Value>,
}
