//! Values without parts, as they are read from a text.

use super::reader::Undecided;
use serde_json::{Number, Value};
use std::borrow::Cow;

/// A value without parts.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar<'j> {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A string.
    Text(Cow<'j, str>),
    /// A number that is written as an integer of 64 bits.
    Integer(i64),
    /// Any other number.
    Number(Number),
}

impl Scalar<'_> {
    /// The number.
    ///
    /// # Errors
    ///
    /// If it is something else.
    pub fn into_number(self) -> Result<Number, Undecided> {
        match self {
            Self::Integer(number) => Ok(number.into()),
            Self::Number(number) => Ok(number),
            _ => Err(Undecided),
        }
    }

    /// The value, built.
    pub fn to_value(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Boolean(value) => Value::Bool(*value),
            Self::Text(text) => Value::String(text.as_ref().into()),
            Self::Integer(number) => Value::from(*number),
            Self::Number(number) => Value::Number(number.clone()),
        }
    }
}
