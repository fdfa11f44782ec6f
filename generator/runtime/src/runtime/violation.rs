//! Violations: the broken rule, the place of the value, and the sentence of the document that states the rule.

use super::{
    judge::{holds, judge},
    rule::{Schema, Source},
    verdict::text_holds,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

pub use super::{
    broken_rule::{Violation, Violations},
    pointer::JsonPointer,
};

/// Returns the value if it breaks no rule.
///
/// # Errors
///
/// All broken rules.
pub fn conforming<T: Conform>(value: T) -> Result<T, Violations> {
    Violations::none(value.violations()).map(|()| value)
}

/// A type with documented rules that its values can be checked against.
pub trait Conform {
    /// All rules that the value breaks.
    fn violations(&self) -> Vec<Violation>;

    /// The rules of the type, as a table.
    fn rules() -> &'static Schema
    where
        Self: Sized;

    /// Reads a JSON text that breaks none of the rules, and judges it meanwhile. `None` if it breaks one, and if that is not
    /// decided without building the value.
    fn read_conforming(_json: &[u8]) -> Option<Self>
    where
        Self: Sized,
    {
        None
    }
}

/// Parses a value strictly: it must not break any documented rule.
///
/// # Errors
///
/// All broken rules; for bytes that are not JSON a single violation of the rule `json`.
pub fn check<T: Conform + DeserializeOwned>(json: &[u8]) -> Result<T, Vec<Violation>> {
    #[cfg(feature = "parts")]
    if let Some(value) = T::read_conforming(json) {
        return Ok(value);
    }
    let value = parse(json)?;
    let violations = judge(T::rules(), &value);
    if !violations.is_empty() {
        return Err(violations);
    }
    T::deserialize(value).map_err(|error| whole("type", error.to_string()))
}

/// Whether bytes are JSON that breaks no documented rule of a type. Nothing is built of a value that breaks none.
pub fn conforms<T: Conform>(json: &[u8]) -> bool {
    #[cfg(feature = "parts")]
    if text_holds(T::rules(), json) == Ok(true) {
        return true;
    }
    parse(json).is_ok_and(|value| holds(T::rules(), &value, 0))
}

fn parse(json: &[u8]) -> Result<Value, Vec<Violation>> {
    serde_json::from_slice(json).map_err(|error| whole("json", format!("not JSON: {error}")))
}

/// A violation by the whole value of a rule that is not in any document.
pub(crate) fn whole(rule: &'static str, message: String) -> Vec<Violation> {
    vec![Violation::new(JsonPointer::default(), rule, message, JSON_ITSELF)]
}

/// The source of such a violation: the definition of JSON.
const JSON_ITSELF: Source = Source { document: "RFC 8259", lines: [1, 1], quote: "JSON text" };
