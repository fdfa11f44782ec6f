//! Which documented rules a value breaks, asked of its type.

use super::{
    judge::judge,
    rule::{Schema, Source},
};
use serde::de::DeserializeOwned;
use serde_json::Value;

pub use super::{
    broken_rule::{Violation, Violations},
    pointer::JsonPointer,
};

/// Returns a value that breaks none of its rules.
///
/// # Errors
///
/// All broken rules.
pub fn conforming<T: Conform>(value: T) -> Result<T, Violations> {
    Violations::none(value.violations()).map(|()| value)
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
    let value: Value = serde_json::from_slice(json).map_err(|error| whole("json", format!("not JSON: {error}")))?;
    let violations = judge(T::rules(), &value);
    if !violations.is_empty() {
        return Err(violations);
    }
    T::deserialize(value).map_err(|error| whole("type", error.to_string()))
}

/// A violation by the whole value of something that no document needs to say.
pub(super) fn whole(rule: &'static str, message: String) -> Vec<Violation> {
    vec![Violation::new(JsonPointer::default(), rule, message, JSON_ITSELF)]
}

/// The source of such a violation: the definition of JSON.
const JSON_ITSELF: Source = Source { document: "RFC 8259", lines: [1, 1], quote: "JSON text" };
