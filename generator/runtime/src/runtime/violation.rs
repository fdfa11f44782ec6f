//! Violations: the broken rule, the place of the value, and the sentence of the document that states the rule.

use super::{
    judge::judge,
    rule::{Schema, Source},
};
use serde::de::DeserializeOwned;
use serde_json::Value;

pub use super::pointer::JsonPointer;

/// One broken rule.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Violation {
    /// The place of the value that breaks it.
    pub at: JsonPointer,
    /// The rule's name: `required`, `minimum`, `format`, …
    pub rule: &'static str,
    /// What was expected, and what was found.
    pub message: String,
    /// The sentence that states the rule.
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

/// All broken rules of one value, as an error type.
#[derive(Clone, Debug, PartialEq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// `Ok` if there are no violations.
    ///
    /// # Errors
    ///
    /// The violations, if there are any.
    pub fn none(violations: Vec<Violation>) -> Result<(), Self> {
        if violations.is_empty() { Ok(()) } else { Err(Self(violations)) }
    }

    /// The broken rules.
    pub fn into_vec(self) -> Vec<Violation> {
        self.0
    }
}

impl From<Vec<Violation>> for Violations {
    fn from(violations: Vec<Violation>) -> Self {
        Self(violations)
    }
}

impl std::ops::Deref for Violations {
    type Target = [Violation];

    fn deref(&self) -> &[Violation] {
        &self.0
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl std::fmt::Display for Violations {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, violation) in self.iter().enumerate() {
            let between = if index == 0 { "" } else { "; " };
            write!(f, "{between}{violation}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}

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
}

/// Parses a value strictly: it must not break any documented rule.
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

/// A violation by the whole value of a rule that is not in any document.
pub(super) fn whole(rule: &'static str, message: String) -> Vec<Violation> {
    vec![Violation::new(JsonPointer::default(), rule, message, JSON_ITSELF)]
}

/// The source of such a violation: the definition of JSON.
const JSON_ITSELF: Source = Source { document: "RFC 8259", lines: [1, 1], quote: "JSON text" };
