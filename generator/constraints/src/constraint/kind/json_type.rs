//! The types of JSON values, and what a constraint says about the type of its value.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A type of JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Type {
    /// `null`
    Null,
    /// `true` or `false`
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
    /// Every type.
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

    /// The type of a name in JSON Schema.
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

/// What a constraint says about the type of its value.
#[derive(Clone, Debug, PartialEq)]
pub enum Typing {
    /// Nothing.
    Silent,
    /// It would be about nothing if the value were of another type: bounds of a number. The type is inferred.
    Implied(Type),
    /// Whoever says it says the type with it: a list of texts, the name of a string format. The type is as certain as
    /// the constraint.
    Stated(Type),
    /// That the value is of one of these types; nothing else is said.
    Says(Vec<Type>),
    /// The type is said elsewhere: by the type that is referred to, by keywords that are carried on.
    Elsewhere,
}

impl Typing {
    /// Whether the constraint is about the type and nothing else.
    pub fn is_said(&self) -> bool {
        matches!(self, Self::Says(_))
    }
}
