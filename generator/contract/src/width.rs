//! Formats that are not strings with a grammar: integer widths, and formats that only affect display or storage.

use serde_json::{Number, Value};

/// A format of integers.
#[derive(Debug)]
pub struct Width {
    /// The name in schemas.
    pub name: &'static str,
    /// The smallest allowed integer.
    pub least: i128,
    /// The largest allowed integer.
    pub most: i128,
    /// Type names of SDKs that imply the format, in their spelling. `int` is missing: its width depends on the
    /// language.
    pub type_names: &'static [&'static str],
    /// Valid boundary values, each with a name that is part of the name of its case.
    pub boundaries: &'static [(&'static str, i64)],
}

/// Formats that only affect how a value is displayed or stored.
const HINTS: &[&str] = &["float", "double", "password", "binary", "decimal", "commonmark", "html"];

impl Width {
    /// All integer formats.
    pub const ALL: &'static [Self] = &[
        Self::new("int8", i8::MIN as i128, i8::MAX as i128),
        Self::new("int16", i16::MIN as i128, i16::MAX as i128),
        Self {
            type_names: &["Integer", "Int", "Int32", "int32", "i32"],
            boundaries: &[("largest-of-its-width", 2_147_483_647)],
            ..Self::new("int32", i32::MIN as i128, i32::MAX as i128)
        },
        Self {
            type_names: &["Long", "long", "Int64", "int64", "i64"],
            boundaries: &[
                ("beyond-32-bits", 4_294_967_296),
                // The largest integer that every reader of JSON keeps exactly, and the largest there is.
                ("largest-exact", 9_007_199_254_740_991),
                ("largest-of-its-width", i64::MAX),
            ],
            ..Self::new("int64", i64::MIN as i128, i64::MAX as i128)
        },
        Self::new("uint8", 0, u8::MAX as i128),
        Self::new("uint16", 0, u16::MAX as i128),
        Self::new("uint32", 0, u32::MAX as i128),
        Self::new("uint64", 0, u64::MAX as i128),
    ];

    const fn new(name: &'static str, least: i128, most: i128) -> Self {
        Self { name, least, most, type_names: &[], boundaries: &[] }
    }

    /// The integer format with this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|width| width.name == name)
    }

    /// The integer format that a type name of an SDK implies.
    pub fn of_type_name(name: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|width| width.type_names.contains(&name))
    }

    /// The bounds, if both fit a signed 64-bit integer.
    pub fn range(&self) -> Option<(i64, i64)> {
        Some((self.least.try_into().ok()?, self.most.try_into().ok()?))
    }

    /// The bounds as values of `minimum` and `maximum`.
    pub fn bounds(&self) -> [Value; 2] {
        [self.least, self.most].map(number)
    }
}

/// An integer as a JSON number.
pub fn number(number: i128) -> Value {
    Number::from_i128(number).map_or(Value::Null, Value::Number)
}

/// Whether a format only affects how a value is displayed or stored: `float`, `password`.
pub fn is_hint(name: &str) -> bool {
    HINTS.contains(&name)
}

/// Whether a format is one of numbers that are stored as a double.
pub fn is_of_doubles(name: &str) -> bool {
    matches!(name, "float" | "double")
}
