//! Macros that implement the traits of generated types, with one line for each type.

#![allow(unused_macros, unused_imports, reason = "which of them are used depends on the types that are generated")]

/// Implements the traits that every generated type has, from its [`Json`](super::decode::Json) implementation.
macro_rules! conforms {
    ($type:ident, $rules:expr, $strict:expr) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                runtime::decode::serialize(self, serializer, $rules, $strict)
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

            fn read_conforming(json: &[u8]) -> Option<Self> {
                runtime::decode::read_conforming(json, $rules)
            }
        }

        impl runtime::builder::IntoProperty<$type> for $type {
            fn into_property(self) -> Self {
                self
            }
        }
    };
}

/// Implements `JsonSchema` for a type from its rules alone.
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

/// Implements an enum of alternatives, each with a test for its values. Where a property tells them apart, its value
/// decides, even if a value breaks rules of the alternative that it is meant as.
macro_rules! union {
    ($type:ident, $rules:expr, $strict:expr, [], [$($variant:ident($fit:ident($what:tt))),* $(,)?]
        $(, [$($unit:ident = $text:literal),* $(,)?])?) => {
        impl runtime::decode::Json for $type {
            fn read(value: serde_json::Value) -> Result<Self, runtime::decode::Fault> {
                $($(
                    if value == $text {
                        return Ok(Self::$unit);
                    }
                )*)?
                runtime::macros::fitting!($rules, value, [$($variant($fit($what))),*])
            }

            fn write(&self) -> serde_json::Value {
                match self {
                    $(Self::$variant(value) => runtime::decode::Json::write(value),)*
                    $($(Self::$unit => $text.into(),)*)?
                    Self::Other(value) => value.clone(),
                }
            }
        }

        runtime::macros::conforms!($type, $rules, $strict);
        runtime::macros::described_by_rules!($type, $rules);
    };
    ($type:ident, $rules:expr, $strict:expr, [$tag:literal],
        [$($variant:ident($fit:ident($what:tt)) = $first:literal $(| $other:literal)*),* $(,)?]
        $(, [$($unit:ident = $text:literal),* $(,)?])?) => {
        impl runtime::decode::Json for $type {
            fn read(value: serde_json::Value) -> Result<Self, runtime::decode::Fault> {
                $($(
                    if runtime::decode::is_only_tag(&value, $tag, $text) {
                        return Ok(Self::$unit);
                    }
                )*)?
                $(
                    if matches!(value.get($tag).and_then(serde_json::Value::as_str), Some($first $(| $other)*)) {
                        if let Ok(read) = runtime::decode::Json::read(value.clone()) {
                            return Ok(Self::$variant(read));
                        }
                    }
                )*
                runtime::macros::fitting!($rules, value, [$($variant($fit($what))),*])
            }

            fn write(&self) -> serde_json::Value {
                match self {
                    $(Self::$variant(value) => {
                        runtime::decode::tagged(runtime::decode::Json::write(value), $tag, &[$first $(, $other)*])
                    })*
                    $($(Self::$unit => serde_json::json!({ $tag: $text }),)*)?
                    Self::Other(value) => value.clone(),
                }
            }
        }

        runtime::macros::conforms!($type, $rules, $strict);
        runtime::macros::described_by_rules!($type, $rules);
    };
}

/// Reads a value as the first variant whose test it passes.
macro_rules! fitting {
    ($rules:expr, $value:ident, [$($variant:ident($fit:ident($what:tt))),*]) => {{
        $(
            if runtime::judge::fits($rules, runtime::macros::fit!($fit, $what), &$value) {
                if let Ok(read) = runtime::decode::Json::read($value.clone()) {
                    return Ok(Self::$variant(read));
                }
            }
        )*
        Ok(Self::Other($value))
    }};
}

/// The test for the values of a variant: the index of an alternative, or a JSON type.
macro_rules! fit {
    (alternative, $index:tt) => {
        runtime::judge::Fit::Alternative($index)
    };
    (kind, $kind:tt) => {
        runtime::judge::Fit::Type(runtime::rule::Kind::$kind)
    };
    (tagged, $nothing:tt) => {
        runtime::judge::Fit::Tag
    };
}

/// Implements the conversion of a value into the variant that holds it.
macro_rules! variant {
    ($type:ident, $variant:ident($of:ty)) => {
        impl From<$of> for $type {
            fn from(value: $of) -> Self {
                Self::$variant(Box::new(value))
            }
        }
    };
}

/// Implements the conversion of a documented number into the variant that is named after it.
macro_rules! numbered {
    ($type:ident) => {
        impl $type {
            /// The number.
            pub fn as_i64(&self) -> Option<i64> {
                runtime::decode::Json::write(self).as_i64()
            }
        }

        impl TryFrom<i64> for $type {
            type Error = runtime::decode::Fault;

            fn try_from(number: i64) -> Result<Self, Self::Error> {
                runtime::decode::Json::read(number.into())
            }
        }
    };
}

/// Implements an enum of documented strings. `open` enums keep unknown strings; alternative spellings follow after `|`.
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

/// Implements an enum of documented values that are not all strings, each written as JSON. `open` enums keep unknown
/// values.
macro_rules! literals {
    ($type:ident, $rules:expr, $strict:expr, $open:ident, [$($variant:ident = $json:literal),* $(,)?]) => {
        impl runtime::decode::Json for $type {
            fn read(value: serde_json::Value) -> Result<Self, runtime::decode::Fault> {
                $(if runtime::equal::equals(&runtime::rule::Literal::Json($json), &value) {
                    return Ok(Self::$variant);
                })*
                runtime::macros::unknown!($open, value)
            }

            fn write(&self) -> serde_json::Value {
                runtime::macros::literal!($open, self, [$($variant = $json),*])
            }
        }

        runtime::macros::conforms!($type, $rules, $strict);
        runtime::macros::described_by_rules!($type, $rules);
    };
}

/// Decodes a value that is not a documented one.
macro_rules! unknown {
    (open, $value:ident) => {
        Ok(Self::Unknown($value))
    };
    (closed, $value:ident) => {
        Err(runtime::decode::Fault::expected("a documented value", &$value))
    };
}

/// The JSON value of a variant.
macro_rules! literal {
    (open, $this:ident, [$($variant:ident = $json:literal),*]) => {
        match $this {
            $(Self::$variant => runtime::equal::parsed($json),)*
            Self::Unknown(value) => value.clone(),
        }
    };
    (closed, $this:ident, [$($variant:ident = $json:literal),*]) => {
        match $this {
            $(Self::$variant => runtime::equal::parsed($json),)*
        }
    };
}

/// Implements what all enums of strings share.
macro_rules! chosen {
    ($type:ident, $rules:expr, $strict:expr) => {
        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                runtime::optional::Choice::text(self)
            }
        }

        impl TryFrom<&str> for $type {
            type Error = runtime::violation::Violations;

            fn try_from(text: &str) -> Result<Self, runtime::violation::Violations> {
                runtime::optional::chosen($rules, text)
            }
        }

        impl std::str::FromStr for $type {
            type Err = runtime::violation::Violations;

            fn from_str(text: &str) -> Result<Self, runtime::violation::Violations> {
                runtime::optional::chosen($rules, text)
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

            fn read_text(
                reader: &mut runtime::reader::Reader<'_>,
                rules: &'static runtime::rule::Schema,
            ) -> Result<Self, runtime::reader::Undecided> {
                let text = reader.conforming_text(rules)?;
                runtime::optional::Choice::of(&text).ok_or(runtime::reader::Undecided)
            }

            fn write(&self) -> serde_json::Value {
                runtime::optional::Choice::text(self).into()
            }

            fn write_to<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(runtime::optional::Choice::text(self))
            }
        }

        runtime::macros::conforms!($type, $rules, $strict);
        runtime::macros::described_by_rules!($type, $rules);
    };
}

pub(crate) use {
    choice, chosen, conforms, described_by_rules, fit, fitting, literal, literals, numbered, union, unknown, variant,
};
