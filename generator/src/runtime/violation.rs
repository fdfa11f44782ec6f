//! What is wrong with a value, where, and who says so.

use super::{
    judge::judge,
    rule::{Schema, Source},
};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The place of a value in a document, as RFC 6901 writes it: `/callbackNumbers/0`; empty for the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JsonPointer(String);

impl JsonPointer {
    /// The pointer as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The place of a property of this object.
    #[must_use]
    pub fn property(&self, name: &str) -> Self {
        Self(format!("{}/{}", self.0, name.replace('~', "~0").replace('/', "~1")))
    }

    /// The place of an element of this list.
    #[must_use]
    pub fn element(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }
}

impl std::fmt::Display for JsonPointer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// One broken rule.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Violation {
    /// The value that breaks it.
    pub at: JsonPointer,
    /// The rule's name: `required`, `minimum`, `format`, …
    pub rule: &'static str,
    /// What was expected and what was there.
    pub message: String,
    /// The words the rule rests on.
    pub source: Source,
}

impl Violation {
    /// A violation of a rule.
    pub fn new(at: JsonPointer, rule: &'static str, message: String, source: Source) -> Self {
        Self { at, rule, message, source }
    }
}

impl std::fmt::Display for Violation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let at = if self.at.as_str().is_empty() { "the whole" } else { self.at.as_str() };
        write!(f, "{at}: {} ({})", self.message, self.source)
    }
}

/// A type that can say which documented rules its value breaks.
pub trait Conform {
    /// All broken rules, not only the first.
    fn violations(&self) -> Vec<Violation>;

    /// The rules of the type.
    fn rules() -> &'static Schema
    where
        Self: Sized;
}

/// Reads a value strictly: every documented rule holds, or all broken ones are returned.
///
/// # Errors
///
/// All broken rules; for bytes that are not JSON a single violation of the rule `json`.
pub fn check<T: Conform + DeserializeOwned>(json: &[u8]) -> Result<T, Vec<Violation>> {
    let refuse = |rule, message: String| vec![Violation::new(JsonPointer::default(), rule, message, NOBODY)];
    let value: Value = serde_json::from_slice(json).map_err(|error| refuse("json", format!("not JSON: {error}")))?;
    let violations = judge(T::rules(), &value);
    if !violations.is_empty() {
        return Err(violations);
    }
    T::deserialize(value).map_err(|error| refuse("type", error.to_string()))
}

/// The source of what no document needs to say: JSON itself.
const NOBODY: Source = Source { document: "RFC 8259", lines: [1, 1], quote: "JSON text" };
