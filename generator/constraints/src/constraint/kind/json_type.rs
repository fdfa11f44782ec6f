//! The types of JSON values, and how a constraint determines the type of its value.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A type of JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Type {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// A list.
    Array,
    /// An object.
    Object,
}

impl Type {
    /// All types.
    pub const ALL: [Self; 7] =
        [Self::Null, Self::Boolean, Self::Integer, Self::Number, Self::String, Self::Array, Self::Object];

    /// The name in JSON Schema: `"integer"`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    /// The type with a name of JSON Schema.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether a value is of this type; `1.0` is an integer.
    pub fn fits(self, value: &Value) -> bool {
        match (self, value) {
            (Self::Integer, Value::Number(number)) => number.as_f64().is_some_and(|number| number.fract() == 0.0),
            (Self::Null, Value::Null)
            | (Self::Boolean, Value::Bool(_))
            | (Self::Number, Value::Number(_))
            | (Self::String, Value::String(_))
            | (Self::Array, Value::Array(_))
            | (Self::Object, Value::Object(_)) => true,
            _ => false,
        }
    }
}

/// How a constraint determines the type of its value.
#[derive(Clone, Debug, PartialEq)]
pub enum Typing {
    /// Not at all.
    Silent,
    /// It implies the type, because it applies to no other: bounds of a number. The type counts as inferred.
    Implied(Type),
    /// It states the type together with the constraint: an enum of strings, a string format. The type is as certain as
    /// the constraint.
    Stated(Type),
    /// It states the type and nothing else: one of these.
    Says(Vec<Type>),
    /// The type is stated elsewhere: by the referenced type, or by raw keywords.
    Elsewhere,
}

impl Typing {
    /// Whether the type is stated, and not only implied.
    pub fn is_said(&self) -> bool {
        matches!(self, Self::Says(_))
    }
}
