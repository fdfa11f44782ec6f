//! What every type can that is read from JSON values and written to them, and why a value cannot be read.

use super::{
    reader::{Reader, Undecided},
    rule::Schema,
};
use serde::{Serialize, Serializer};
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

/// A value as a serializer takes it.
#[derive(Debug)]
pub struct Written<'v, T>(pub &'v T);

impl<T: Json> Serialize for Written<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write_to(serializer)
    }
}

/// A type that is read from and written to JSON values.
pub trait Json: Sized {
    /// Reads a value. Rules are not judged here.
    ///
    /// # Errors
    ///
    /// When the type cannot hold the value.
    fn read(value: Value) -> Result<Self, Fault>;
    /// Reads the next value of a text, and judges it meanwhile.
    ///
    /// # Errors
    ///
    /// When it breaks a rule or the type cannot hold it, and when neither is decided here: the value has to be built, which
    /// finds the words for what is wrong.
    fn read_text(reader: &mut Reader<'_>, rules: &'static Schema) -> Result<Self, Undecided> {
        let value = Value::read_text(reader, rules)?;
        let form = value.as_number().cloned();
        let read = Self::read(value).map_err(|_| Undecided)?;
        // A number in another form than the type writes is kept beside it by the reader of built values.
        if form.is_some_and(|form| read.write().as_number() != Some(&form)) { Err(Undecided) } else { Ok(read) }
    }
    /// Writes the value: as it was read, or so that it reads as this.
    fn write(&self) -> Value;
    /// Writes the same to a serializer.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    fn write_to<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Serialize::serialize(&self.write(), serializer)
    }
}
