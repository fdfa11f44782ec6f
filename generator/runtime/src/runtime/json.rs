//! What every type can that is read from JSON values and written to them, and why a value cannot be read.

use serde_json::Value;

/// Why a value could not be read as a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault(String);

impl Fault {
    /// A fault in these words.
    pub fn new(words: String) -> Self {
        Self(words)
    }

    /// The fault of a value that has another type than expected.
    pub fn expected(what: &str, got: &Value) -> Self {
        let got = match got {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        Self(format!("expected {what}, got {got}"))
    }

    /// The same fault, in a part of a value.
    #[must_use]
    pub fn within(self, place: &str) -> Self {
        Self(format!("{place}: {}", self.0))
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Fault {}

/// A type that is read from and written to JSON values.
pub trait Json: Sized {
    /// Reads a value. Rules are not judged here.
    ///
    /// # Errors
    ///
    /// When the type cannot hold the value.
    fn read(value: Value) -> Result<Self, Fault>;
    /// Writes the value: as it was read, or so that it reads as this.
    fn write(&self) -> Value;
}
