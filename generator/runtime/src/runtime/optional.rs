//! Values that may be absent or null, and values in alternative spellings.

use super::{
    broken_rule::Violations,
    json::{Fault, Json},
    judge::judge,
    reader::{Reader, Undecided},
    rule::Schema,
};
use serde::Serializer;
use serde_json::Value;

/// A property that may be absent and may be null, with different meanings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Maybe<T> {
    /// The property is absent.
    #[default]
    Absent,
    /// The property is null.
    Null,
    /// The property has a value.
    Value(T),
}

impl<T> Maybe<T> {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Whether the property is present, even as null.
    pub fn is_given(&self) -> bool {
        !matches!(self, Self::Absent)
    }
}

impl<T> From<T> for Maybe<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl From<&str> for Maybe<String> {
    fn from(text: &str) -> Self {
        Self::Value(text.into())
    }
}

impl<T: Json> Maybe<T> {
    /// The JSON value; `None` if absent.
    pub fn write(&self) -> Option<Value> {
        match self {
            Self::Absent => None,
            Self::Null => Some(Value::Null),
            Self::Value(value) => Some(value.write()),
        }
    }
}

/// A required property that may be null.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nullable<T>(pub Option<T>);

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self(Some(value))
    }
}

impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        Self(value)
    }
}

impl From<&str> for Nullable<String> {
    fn from(text: &str) -> Self {
        Self(Some(text.into()))
    }
}

impl<T: Json> Json for Nullable<T> {
    fn read(value: Value) -> Result<Self, Fault> {
        match value {
            Value::Null => Ok(Self(None)),
            value => T::read(value).map(|value| Self(Some(value))),
        }
    }
    fn read_text(reader: &mut Reader<'_>, rules: &'static Schema) -> Result<Self, Undecided> {
        if reader.peek()? == b'n' {
            return reader.conforming_scalar(rules).map(|_| Self(None));
        }
        T::read_text(reader, rules).map(|value| Self(Some(value)))
    }
    fn write(&self) -> Value {
        self.0.as_ref().map_or(Value::Null, Json::write)
    }
    fn write_to<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Some(value) => value.write_to(serializer),
            None => serializer.serialize_unit(),
        }
    }
}

/// A choice between documented strings.
pub trait Choice: Sized {
    /// The choice for a string in any of its spellings.
    fn of(text: &str) -> Option<Self>;
    /// The documented string.
    fn text(&self) -> &str;
}

/// The choice for a string.
///
/// # Errors
///
/// All broken rules, if the string is none of the choices.
pub fn chosen<T: Choice>(rules: &'static Schema, text: &str) -> Result<T, Violations> {
    match T::of(text) {
        Some(choice) => Ok(choice),
        None => Err(judge(rules, &Value::from(text)).into()),
    }
}

/// A choice that keeps the spelling in which it was read: `connected` for the documented `CONNECTED`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelt<T> {
    choice: T,
    spelling: Option<Box<str>>,
}

impl<T> std::ops::Deref for Spelt<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.choice
    }
}

impl<T> From<T> for Spelt<T> {
    fn from(choice: T) -> Self {
        Self { choice, spelling: None }
    }
}

impl<T: Choice> Json for Spelt<T> {
    fn read(value: Value) -> Result<Self, Fault> {
        match value {
            Value::String(text) => match T::of(&text) {
                Some(choice) => {
                    let spelling = (choice.text() != text).then(|| text.into_boxed_str());
                    Ok(Self { choice, spelling })
                }
                None => Err(Fault::expected("a documented value", &Value::String(text))),
            },
            other => Err(Fault::expected("a string", &other)),
        }
    }
    fn read_text(reader: &mut Reader<'_>, rules: &'static Schema) -> Result<Self, Undecided> {
        let text = reader.conforming_text(rules)?;
        let choice = T::of(&text).ok_or(Undecided)?;
        let spelling = (choice.text() != text).then(|| text.into_owned().into_boxed_str());
        Ok(Self { choice, spelling })
    }
    fn write(&self) -> Value {
        Value::from(self.spelling.as_deref().unwrap_or_else(|| self.choice.text()))
    }
    fn write_to<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.spelling.as_deref().unwrap_or_else(|| self.choice.text()))
    }
}
