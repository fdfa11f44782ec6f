//! One line per generated type says how it is read and written; the traits follow from it.

#![allow(unused_macros, unused_imports, reason = "which of them are used depends on the types that are generated")]

/// The traits that every generated type has, from its [`Json`](super::decode::Json) implementation.
macro_rules! conforms {
    ($type:ident, $rules:expr, $strict:expr) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::decode::serialize(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::decode::deserialize(deserializer, $rules, $strict)
            }
        }

        impl $crate::runtime::violation::Conform for $type {
            fn violations(&self) -> Vec<$crate::runtime::violation::Violation> {
                $crate::runtime::judge::judge($rules, &$crate::runtime::decode::Json::write(self))
            }

            fn rules() -> &'static $crate::runtime::rule::Schema {
                $rules
            }
        }
    };
}

/// The JSON Schema of a type whose rules say everything.
macro_rules! described_by_rules {
    ($type:ident, $rules:expr) => {
        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn schema_id() -> std::borrow::Cow<'static, str> {
                concat!(module_path!(), "::", stringify!($type)).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $crate::runtime::describe::rules($rules, generator)
            }
        }
    };
}

/// An object: its fields, each with how it is kept and its name on the wire.
macro_rules! object {
    ($type:ident, $rules:expr, $strict:expr, $rest:ident; $($keep:ident $field:ident: $as:ty = $wire:literal,)*) => {
        impl $crate::runtime::decode::Json for $type {
            fn read(value: serde_json::Value) -> Result<Self, $crate::runtime::decode::Fault> {
                #[allow(unused_mut, reason = "an object without documented properties has none to take out")]
                let mut fields = $crate::runtime::decode::Fields::of(value)?;
                Ok(Self { $($field: fields.$keep($wire)?,)* $rest: fields.rest() })
            }

            fn write(&self) -> serde_json::Value {
                let mut object = serde_json::Map::new();
                $($crate::runtime::object!(@write $keep, object, $wire, &self.$field);)*
                for (name, value) in &self.$rest {
                    object.entry(name.clone()).or_insert_with(|| value.clone());
                }
                serde_json::Value::Object(object)
            }
        }

        $crate::runtime::macros::conforms!($type, $rules, $strict);

        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn schema_id() -> std::borrow::Cow<'static, str> {
                concat!(module_path!(), "::", stringify!($type)).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let fields = vec![$(($wire, $crate::runtime::object!(@describe $keep, $as, generator)),)*];
                $crate::runtime::describe::object($rules, fields, generator)
            }
        }
    };
    (@write required, $object:ident, $wire:literal, $value:expr) => {
        $object.insert($wire.into(), $crate::runtime::decode::Json::write($value));
    };
    (@write optional, $object:ident, $wire:literal, $value:expr) => {
        if let Some(value) = $value {
            $object.insert($wire.into(), $crate::runtime::decode::Json::write(value));
        }
    };
    (@write maybe, $object:ident, $wire:literal, $value:expr) => {
        if let Some(value) = $value.write() {
            $object.insert($wire.into(), value);
        }
    };
    (@describe maybe, $as:ty, $generator:ident) => {
        $generator.subschema_for::<Option<$as>>()
    };
    (@describe $keep:ident, $as:ty, $generator:ident) => {
        $generator.subschema_for::<$as>()
    };
}

/// A text with rules of its own.
macro_rules! text {
    ($(#[$attribute:meta])* pub struct $type:ident: $rules:expr, $strict:expr) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $type(String);

        impl $type {
            /// The text as it was read or given.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $type {
            type Error = Vec<$crate::runtime::violation::Violation>;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                let this = Self(text);
                match $crate::runtime::violation::Conform::violations(&this) {
                    violations if violations.is_empty() => Ok(this),
                    violations => Err(violations),
                }
            }
        }

        impl TryFrom<&str> for $type {
            type Error = Vec<$crate::runtime::violation::Violation>;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                Self::try_from(String::from(text))
            }
        }

        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl $crate::runtime::decode::Json for $type {
            fn read(value: serde_json::Value) -> Result<Self, $crate::runtime::decode::Fault> {
                $crate::runtime::decode::Json::read(value).map(Self)
            }

            fn write(&self) -> serde_json::Value {
                serde_json::Value::String(self.0.clone())
            }
        }

        $crate::runtime::macros::conforms!($type, $rules, $strict);
        $crate::runtime::macros::described_by_rules!($type, $rules);
    };
}

/// An integer with rules of its own.
macro_rules! integer {
    ($(#[$attribute:meta])* pub struct $type:ident: $rules:expr, $strict:expr) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $type(i64);

        impl $type {
            /// The number.
            pub fn get(self) -> i64 {
                self.0
            }
        }

        impl TryFrom<i64> for $type {
            type Error = Vec<$crate::runtime::violation::Violation>;

            fn try_from(number: i64) -> Result<Self, Self::Error> {
                let this = Self(number);
                match $crate::runtime::violation::Conform::violations(&this) {
                    violations if violations.is_empty() => Ok(this),
                    violations => Err(violations),
                }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl $crate::runtime::decode::Json for $type {
            fn read(value: serde_json::Value) -> Result<Self, $crate::runtime::decode::Fault> {
                $crate::runtime::decode::Json::read(value).map(Self)
            }

            fn write(&self) -> serde_json::Value {
                self.0.into()
            }
        }

        $crate::runtime::macros::conforms!($type, $rules, $strict);
        $crate::runtime::macros::described_by_rules!($type, $rules);
    };
}

/// An integer that also occurs as a string of decimal digits. What is built is written so; what was read keeps its form.
macro_rules! decimal {
    ($(#[$attribute:meta])* pub struct $type:ident: $rules:expr, $strict:expr) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $type(serde_json::Value);

        impl $type {
            /// The number, whichever way it is written; `None` when it is none, or one of more than 64 bits.
            pub fn get(&self) -> Option<i64> {
                match &self.0 {
                    serde_json::Value::String(digits) => digits.parse().ok(),
                    number => $crate::runtime::decode::Json::read(number.clone()).ok(),
                }
            }
        }

        impl TryFrom<i64> for $type {
            type Error = Vec<$crate::runtime::violation::Violation>;

            fn try_from(number: i64) -> Result<Self, Self::Error> {
                let this = Self(number.to_string().into());
                match $crate::runtime::violation::Conform::violations(&this) {
                    violations if violations.is_empty() => Ok(this),
                    violations => Err(violations),
                }
            }
        }

        $crate::runtime::macros::checked!($type, $rules, $strict);
    };
}

/// A value that no Rust type holds well; its rules are judged all the same.
macro_rules! value {
    ($(#[$attribute:meta])* pub struct $type:ident: $rules:expr, $strict:expr) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $type(serde_json::Value);

        impl TryFrom<serde_json::Value> for $type {
            type Error = Vec<$crate::runtime::violation::Violation>;

            fn try_from(value: serde_json::Value) -> Result<Self, Self::Error> {
                let this = Self(value);
                match $crate::runtime::violation::Conform::violations(&this) {
                    violations if violations.is_empty() => Ok(this),
                    violations => Err(violations),
                }
            }
        }

        $crate::runtime::macros::checked!($type, $rules, $strict);
    };
}

/// What types that hold any JSON value have in common.
macro_rules! checked {
    ($type:ident, $rules:expr, $strict:expr) => {
        impl $type {
            /// The value as it was read or given.
            pub fn as_value(&self) -> &serde_json::Value {
                &self.0
            }
        }

        impl AsRef<serde_json::Value> for $type {
            fn as_ref(&self) -> &serde_json::Value {
                &self.0
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match &self.0 {
                    serde_json::Value::String(text) => f.write_str(text),
                    value => value.fmt(f),
                }
            }
        }

        impl $crate::runtime::decode::Json for $type {
            fn read(value: serde_json::Value) -> Result<Self, $crate::runtime::decode::Fault> {
                Ok(Self(value))
            }

            fn write(&self) -> serde_json::Value {
                self.0.clone()
            }
        }

        $crate::runtime::macros::conforms!($type, $rules, $strict);
        $crate::runtime::macros::described_by_rules!($type, $rules);
    };
}

/// A list with a name of its own.
macro_rules! list {
    ($(#[$attribute:meta])* pub struct $type:ident($element:ty): $rules:expr, $strict:expr) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $type(pub Vec<$element>);

        $crate::runtime::macros::wraps!($type, $rules, $strict);
    };
}

/// A map with a name of its own.
macro_rules! map {
    ($(#[$attribute:meta])* pub struct $type:ident($value:ty): $rules:expr, $strict:expr) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $type(pub indexmap::IndexMap<String, $value>);

        $crate::runtime::macros::wraps!($type, $rules, $strict);
    };
}

/// What named lists and maps have in common.
macro_rules! wraps {
    ($type:ident, $rules:expr, $strict:expr) => {
        impl $crate::runtime::decode::Json for $type {
            fn read(value: serde_json::Value) -> Result<Self, $crate::runtime::decode::Fault> {
                $crate::runtime::decode::Json::read(value).map(Self)
            }

            fn write(&self) -> serde_json::Value {
                $crate::runtime::decode::Json::write(&self.0)
            }
        }

        $crate::runtime::macros::conforms!($type, $rules, $strict);
        $crate::runtime::macros::described_by_rules!($type, $rules);
    };
}

/// An enum of documented texts. `open` ones keep texts they do not know; after `|` stand other spellings of a text.
macro_rules! choice {
    ($type:ident, $rules:expr, $strict:expr, open; $($variant:ident = $text:literal $(| $other:literal)*,)*) => {
        impl $crate::runtime::optional::Choice for $type {
            fn of(text: &str) -> Option<Self> {
                Some(match text {
                    $($text $(| $other)* => Self::$variant,)*
                    other => Self::Unknown(other.into()),
                })
            }

            fn text(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(text) => text,
                }
            }
        }

        $crate::runtime::macros::chosen!($type, $rules, $strict);
    };
    ($type:ident, $rules:expr, $strict:expr, closed; $($variant:ident = $text:literal $(| $other:literal)*,)*) => {
        impl $crate::runtime::optional::Choice for $type {
            fn of(text: &str) -> Option<Self> {
                match text {
                    $($text $(| $other)* => Some(Self::$variant),)*
                    _ => None,
                }
            }

            fn text(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }

        $crate::runtime::macros::chosen!($type, $rules, $strict);
    };
}

/// What all enums have in common.
macro_rules! chosen {
    ($type:ident, $rules:expr, $strict:expr) => {
        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                $crate::runtime::optional::Choice::text(self)
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::runtime::optional::Choice::text(self))
            }
        }

        impl $crate::runtime::decode::Json for $type {
            fn read(value: serde_json::Value) -> Result<Self, $crate::runtime::decode::Fault> {
                let choice = value.as_str().and_then($crate::runtime::optional::Choice::of);
                choice.ok_or_else(|| $crate::runtime::decode::Fault::expected("a documented value", &value))
            }

            fn write(&self) -> serde_json::Value {
                $crate::runtime::optional::Choice::text(self).into()
            }
        }

        $crate::runtime::macros::conforms!($type, $rules, $strict);
        $crate::runtime::macros::described_by_rules!($type, $rules);
    };
}

pub(crate) use {checked, choice, chosen, conforms, decimal, described_by_rules, integer, list, map, object, text, value, wraps};
