//! A deviation of recorded traffic from the documents, and where it was seen.

use super::location::RecordedLocation;
use serde_json::Value;
use std::rc::Rc;

/// How a recorded value deviates from the documents.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Deviation {
    /// A property that the documents do not mention.
    UndocumentedProperty,
    /// A required property that is missing.
    MissingProperty,
    /// `null` where the documents do not allow it.
    Null,
    /// A value of an undocumented JSON type.
    Type(&'static str),
    /// A value that is not among the documented ones, cut to 200 bytes.
    Value(String),
    /// A value that matches several alternatives of which it must match one.
    SeveralAlternatives,
    /// A value that breaks another keyword of JSON Schema.
    Rule(String),
}

/// The value that stands for all beyond the limit.
pub const OTHER_VALUES: &str = "…";

impl Deviation {
    /// Whether it stands for all values beyond the limit.
    pub fn is_remainder(&self) -> bool {
        matches!(self, Self::Value(text) if text == OTHER_VALUES)
    }
}

/// How often a deviation was recorded, and where first.
#[derive(Debug)]
pub struct Sighting {
    /// The number of payloads with the deviation.
    pub count: u64,
    /// The number of the last such payload, so that none is counted twice.
    pub last: u64,
    /// Where it was recorded first.
    pub location: RecordedLocation,
    /// The first such value, with personal data hidden.
    pub example: Value,
    /// The first payload that is invalid because of it, with personal data hidden.
    pub witness: Option<Rc<Value>>,
    /// A description of the broken rule; empty for other deviations.
    pub description: String,
}

/// A payload with its location in the recordings.
#[derive(Clone, Copy, Debug)]
pub struct RecordedPayload<'p> {
    /// The whole payload.
    pub payload: &'p Value,
    /// Where it was recorded.
    pub location: &'p RecordedLocation,
}
