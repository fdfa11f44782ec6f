//! Macros that implement newtypes: types with rules of their own around another type.

#![allow(unused_macros, unused_imports, reason = "which of them are used depends on the types that are generated")]

/// Implements a string type with rules.
macro_rules! text {
    ($type:ident, $rules:expr, $strict:expr) => {
        impl $type {
            /// The text, as it was read or given.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $type {
            type Error = runtime::violation::Violations;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                runtime::violation::conforming(Self(text))
            }
        }

        impl TryFrom<&str> for $type {
            type Error = runtime::violation::Violations;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                Self::try_from(String::from(text))
            }
        }

        impl std::str::FromStr for $type {
            type Err = runtime::violation::Violations;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::try_from(String::from(text))
            }
        }

        impl From<$type> for String {
            fn from(text: $type) -> Self {
                text.0
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

        runtime::newtypes::wraps!($type, $rules, $strict);
    };
}

/// Implements a 64-bit integer type with rules.
macro_rules! integer {
    ($type:ident, $rules:expr, $strict:expr) => {
        impl $type {
            /// The number.
            pub fn get(self) -> i64 {
                self.0
            }
        }

        impl TryFrom<i64> for $type {
            type Error = runtime::violation::Violations;

            fn try_from(number: i64) -> Result<Self, Self::Error> {
                runtime::violation::conforming(Self(number))
            }
        }

        impl From<$type> for i64 {
            fn from(number: $type) -> Self {
                number.0
            }
        }

        runtime::newtypes::numbers!($type, i64);

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        runtime::newtypes::wraps!($type, $rules, $strict);
    };
}

/// Implements the comparison of an integer type with numbers of Rust, and its conversion from them.
macro_rules! numbers {
    ($type:ident, $inner:ty) => {
        impl PartialEq<i64> for $type {
            fn eq(&self, other: &i64) -> bool {
                self.0 == *other
            }
        }

        impl PartialOrd<i64> for $type {
            fn partial_cmp(&self, other: &i64) -> Option<std::cmp::Ordering> {
                self.0.partial_cmp(other)
            }
        }

        runtime::newtypes::from_numbers!($type, $inner, i32, u32, u64);
    };
}

/// Implements the conversion from numbers of Rust, which have to keep the rules.
macro_rules! from_numbers {
    ($type:ident, $inner:ty, $($number:ty),*) => {$(
        impl TryFrom<$number> for $type {
            type Error = runtime::violation::Violations;

            fn try_from(number: $number) -> Result<Self, Self::Error> {
                match <$inner>::try_from(number) {
                    Ok(number) => Self::try_from(number),
                    Err(_) => Err(runtime::violation::whole("maximum", format!("{number} has more than 64 bits")).into()),
                }
            }
        }
    )*};
}

/// Implements an integer type of any size with rules.
macro_rules! whole {
    ($type:ident, $rules:expr, $strict:expr) => {
        impl $type {
            /// The number.
            pub fn get(&self) -> &runtime::number::Integer {
                &self.0
            }
        }

        impl TryFrom<runtime::number::Integer> for $type {
            type Error = runtime::violation::Violations;

            fn try_from(number: runtime::number::Integer) -> Result<Self, Self::Error> {
                runtime::violation::conforming(Self(number))
            }
        }

        impl TryFrom<i64> for $type {
            type Error = runtime::violation::Violations;

            fn try_from(number: i64) -> Result<Self, Self::Error> {
                Self::try_from(runtime::number::Integer::from(number))
            }
        }

        impl From<$type> for runtime::number::Integer {
            fn from(number: $type) -> Self {
                number.0
            }
        }

        impl TryFrom<$type> for i64 {
            type Error = runtime::decode::Fault;

            /// The number, if it fits.
            fn try_from(number: $type) -> Result<Self, Self::Error> {
                Self::try_from(number.0)
            }
        }

        runtime::newtypes::numbers!($type, runtime::number::Integer);

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        runtime::newtypes::wraps!($type, $rules, $strict);
    };
}

/// Implements an integer that may be written as a string of decimal digits. Newly built values are written as strings;
/// values that were read keep their form.
macro_rules! decimal {
    ($type:ident, $rules:expr, $strict:expr) => {
        impl $type {
            /// The number, whichever form it has; `None` if it is not an integer or exceeds 64 bits.
            pub fn get(&self) -> Option<i64> {
                match &self.0 {
                    serde_json::Value::String(digits) => digits.parse().ok(),
                    number => runtime::decode::Json::read(number.clone()).ok(),
                }
            }
        }

        impl TryFrom<i64> for $type {
            type Error = runtime::violation::Violations;

            fn try_from(number: i64) -> Result<Self, Self::Error> {
                runtime::violation::conforming(Self(number.to_string().into()))
            }
        }

        runtime::newtypes::checked!($type, $rules, $strict);
    };
}

/// Implements a type for any JSON value whose rules are checked, for schemas without a more specific Rust type.
macro_rules! value {
    ($type:ident, $rules:expr, $strict:expr) => {
        impl TryFrom<serde_json::Value> for $type {
            type Error = runtime::violation::Violations;

            fn try_from(value: serde_json::Value) -> Result<Self, Self::Error> {
                runtime::violation::conforming(Self(value))
            }
        }

        runtime::newtypes::checked!($type, $rules, $strict);
    };
}

/// Implements what the types for any JSON value share.
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

            fn write_to<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                runtime::decode::Json::write_to(&self.0, serializer)
            }
        }

        runtime::macros::conforms!($type, $rules, $strict);
        runtime::macros::described_by_rules!($type, $rules);
    };
}

/// Implements a wrapper around another type.
macro_rules! wraps {
    ($type:ident, $rules:expr, $strict:expr) => {
        impl runtime::decode::Json for $type {
            fn read(value: serde_json::Value) -> Result<Self, runtime::decode::Fault> {
                runtime::decode::Json::read(value).map(Self)
            }

            fn read_text(
                reader: &mut runtime::reader::Reader<'_>,
                rules: &'static runtime::rule::Schema,
            ) -> Result<Self, runtime::reader::Undecided> {
                runtime::decode::Json::read_text(reader, rules).map(Self)
            }

            fn write(&self) -> serde_json::Value {
                runtime::decode::Json::write(&self.0)
            }

            fn write_to<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                runtime::decode::Json::write_to(&self.0, serializer)
            }
        }

        runtime::macros::conforms!($type, $rules, $strict);
        runtime::macros::described_by_rules!($type, $rules);
    };
}

/// Implements a type with rules around a list or a map.
macro_rules! collects {
    ($type:ident, $rules:expr, $strict:expr, $inner:ty) => {
        impl std::ops::Deref for $type {
            type Target = $inner;

            fn deref(&self) -> &$inner {
                &self.0
            }
        }

        impl From<$inner> for $type {
            fn from(inner: $inner) -> Self {
                Self(inner)
            }
        }

        impl IntoIterator for $type {
            type Item = <$inner as IntoIterator>::Item;
            type IntoIter = <$inner as IntoIterator>::IntoIter;

            fn into_iter(self) -> Self::IntoIter {
                self.0.into_iter()
            }
        }

        runtime::newtypes::wraps!($type, $rules, $strict);
    };
}

pub(crate) use {checked, collects, decimal, from_numbers, integer, numbers, text, value, whole, wraps};
