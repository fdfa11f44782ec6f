//! One line per generated type says how it is read and written; the traits follow from it.

#![allow(unused_macros, unused_imports, reason = "which of them are used depends on the types that are generated")]

/// The traits that every generated type has, from its [`Json`](super::decode::Json) implementation.
macro_rules! conforms {
    ($type:ident, $rules:expr, $strict:expr) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                runtime::decode::serialize(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                runtime::decode::deserialize(deserializer, $rules, $strict)
            }
        }

        impl runtime::violation::Conform for $type {
            fn violations(&self) -> Vec<runtime::violation::Violation> {
                runtime::judge::judge($rules, &runtime::decode::Json::write(self))
            }

            fn rules() -> &'static runtime::rule::Schema {
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
                runtime::describe::rules($rules, generator)
            }
        }
    };
}

/// An object: its fields, each with how it is kept and its name on the wire, and the field for the rest.
macro_rules! object {
    ($type:ident, $rules:expr, $strict:expr, $rest:ident, [$($keep:ident($field:ident, $wire:literal)),* $(,)?]) => {
        impl runtime::decode::Json for $type {
            fn read(value: serde_json::Value) -> Result<Self, runtime::decode::Fault> {
                #[allow(unused_mut, reason = "an object without documented properties has none to take out")]
                let mut fields = runtime::decode::Fields::of(value)?;
                Ok(Self { $($field: fields.$keep($wire)?,)* $rest: fields.rest() })
            }

            fn write(&self) -> serde_json::Value {
                let mut object = serde_json::Map::new();
                $(runtime::macros::written!($keep, object, $wire, &self.$field);)*
                for (name, value) in &self.$rest {
                    object.entry(name.clone()).or_insert_with(|| value.clone());
                }
                serde_json::Value::Object(object)
            }
        }

        runtime::macros::conforms!($type, $rules, $strict);

        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn schema_id() -> std::borrow::Cow<'static, str> {
                concat!(module_path!(), "::", stringify!($type)).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let fields = vec![$(
                    ($wire, runtime::describe::$keep(generator, |this: &Self| &this.$field)),
                )*];
                runtime::describe::object($rules, fields, generator)
            }
        }
    };
}

/// Writes one field of an object.
macro_rules! written {
    (required, $object:ident, $wire:literal, $value:expr) => {
        $object.insert($wire.into(), runtime::decode::Json::write($value));
    };
    (optional, $object:ident, $wire:literal, $value:expr) => {
        if let Some(value) = $value {
            $object.insert($wire.into(), runtime::decode::Json::write(value));
        }
    };
    (maybe, $object:ident, $wire:literal, $value:expr) => {
        if let Some(value) = $value.write() {
            $object.insert($wire.into(), value);
        }
    };
}

/// A text with rules of its own.
macro_rules! text {
    ($type:ident, $rules:expr, $strict:expr) => {
        impl $type {
            /// The text as it was read or given.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $type {
            type Error = Vec<runtime::violation::Violation>;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                let this = Self(text);
                match runtime::violation::Conform::violations(&this) {
                    violations if violations.is_empty() => Ok(this),
                    violations => Err(violations),
                }
            }
        }

        impl TryFrom<&str> for $type {
            type Error = Vec<runtime::violation::Violation>;

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

        impl runtime::decode::Json for $type {
            fn read(value: serde_json::Value) -> Result<Self, runtime::decode::Fault> {
                runtime::decode::Json::read(value).map(Self)
            }

            fn write(&self) -> serde_json::Value {
                serde_json::Value::String(self.0.clone())
            }
        }

        runtime::macros::conforms!($type, $rules, $strict);
        runtime::macros::described_by_rules!($type, $rules);
    };
}

/// An integer with rules of its own.
macro_rules! integer {
    ($type:ident, $rules:expr, $strict:expr) => {
        impl $type {
            /// The number.
            pub fn get(self) -> i64 {
                self.0
            }
        }

        impl TryFrom<i64> for $type {
            type Error = Vec<runtime::violation::Violation>;

            fn try_from(number: i64) -> Result<Self, Self::Error> {
                let this = Self(number);
                match runtime::violation::Conform::violations(&this) {
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

        impl runtime::decode::Json for $type {
            fn read(value: serde_json::Value) -> Result<Self, runtime::decode::Fault> {
                runtime::decode::Json::read(value).map(Self)
            }

            fn write(&self) -> serde_json::Value {
                self.0.into()
            }
        }

        runtime::macros::conforms!($type, $rules, $strict);
        runtime::macros::described_by_rules!($type, $rules);
    };
}

/// An integer that also occurs as a string of decimal digits. What is built is written so; what was read keeps its form.
macro_rules! decimal {
    ($type:ident, $rules:expr, $strict:expr) => {
        impl $type {
            /// The number, whichever way it is written; `None` when it is none, or one of more than 64 bits.
            pub fn get(&self) -> Option<i64> {
                match &self.0 {
                    serde_json::Value::String(digits) => digits.parse().ok(),
                    number => runtime::decode::Json::read(number.clone()).ok(),
                }
            }
        }

        impl TryFrom<i64> for $type {
            type Error = Vec<runtime::violation::Violation>;

            fn try_from(number: i64) -> Result<Self, Self::Error> {
                let this = Self(number.to_string().into());
                match runtime::violation::Conform::violations(&this) {
                    violations if violations.is_empty() => Ok(this),
                    violations => Err(violations),
                }
            }
        }

        runtime::macros::checked!($type, $rules, $strict);
    };
}

/// A value that no Rust type holds well; its rules are judged all the same.
macro_rules! value {
    ($type:ident, $rules:expr, $strict:expr) => {
        impl TryFrom<serde_json::Value> for $type {
            type Error = Vec<runtime::violation::Violation>;

            fn try_from(value: serde_json::Value) -> Result<Self, Self::Error> {
                let this = Self(value);
                match runtime::violation::Conform::violations(&this) {
                    violations if violations.is_empty() => Ok(this),
                    violations => Err(violations),
                }
            }
        }

        runtime::macros::checked!($type, $rules, $strict);
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

        impl runtime::decode::Json for $type {
            fn read(value: serde_json::Value) -> Result<Self, runtime::decode::Fault> {
                Ok(Self(value))
            }

            fn write(&self) -> serde_json::Value {
                self.0.clone()
            }
        }

        runtime::macros::conforms!($type, $rules, $strict);
        runtime::macros::described_by_rules!($type, $rules);
    };
}

/// A list or a map with a name of its own.
macro_rules! wraps {
    ($type:ident, $rules:expr, $strict:expr) => {
        impl runtime::decode::Json for $type {
            fn read(value: serde_json::Value) -> Result<Self, runtime::decode::Fault> {
                runtime::decode::Json::read(value).map(Self)
            }

            fn write(&self) -> serde_json::Value {
                runtime::decode::Json::write(&self.0)
            }
        }

        runtime::macros::conforms!($type, $rules, $strict);
        runtime::macros::described_by_rules!($type, $rules);
    };
}

/// An enum of documented texts. `open` ones keep texts they do not know; after `|` stand other spellings of a text.
macro_rules! choice {
    ($type:ident, $rules:expr, $strict:expr, open, [$($variant:ident = $text:literal $(| $other:literal)*),* $(,)?]) => {
        impl runtime::optional::Choice for $type {
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

        runtime::macros::chosen!($type, $rules, $strict);
    };
    ($type:ident, $rules:expr, $strict:expr, closed, [$($variant:ident = $text:literal $(| $other:literal)*),* $(,)?]) => {
        impl runtime::optional::Choice for $type {
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

        runtime::macros::chosen!($type, $rules, $strict);
    };
}

/// What all enums have in common.
macro_rules! chosen {
    ($type:ident, $rules:expr, $strict:expr) => {
        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                runtime::optional::Choice::text(self)
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(runtime::optional::Choice::text(self))
            }
        }

        impl runtime::decode::Json for $type {
            fn read(value: serde_json::Value) -> Result<Self, runtime::decode::Fault> {
                let choice = value.as_str().and_then(runtime::optional::Choice::of);
                choice.ok_or_else(|| runtime::decode::Fault::expected("a documented value", &value))
            }

            fn write(&self) -> serde_json::Value {
                runtime::optional::Choice::text(self).into()
            }
        }

        runtime::macros::conforms!($type, $rules, $strict);
        runtime::macros::described_by_rules!($type, $rules);
    };
}

pub(crate) use {
    checked, choice, chosen, conforms, decimal, described_by_rules, integer, object, text, value, wraps, written,
};
