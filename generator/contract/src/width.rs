//! The formats without a grammar: integers of a width, and hints for whoever shows or keeps a value.

use serde_json::{Number, Value};

/// A format of integers.
#[derive(Debug)]
pub struct Width {
    /// The name that schemas call it by.
    pub name: &'static str,
    /// The smallest that it allows.
    pub least: i128,
    /// The largest that it allows.
    pub most: i128,
    /// Names of types in SDKs that imply it, in the case that they are written in. `int` alone is of no certain width:
    /// in some languages it has none.
    pub type_names: &'static [&'static str],
    /// Integers that few implementations are tried with, and what is rare about each; a part of the names of cases.
    pub boundaries: &'static [(&'static str, i64)],
}

/// Formats that say how a value is shown or kept, and rule nothing out.
const HINTS: &[&str] = &["float", "double", "password", "binary", "decimal", "commonmark", "html"];

impl Width {
    /// Every format of integers.
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

    /// The format of integers of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|width| width.name == name)
    }

    /// The format of integers that the name of an SDK's type implies.
    pub fn of_type_name(name: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|width| width.type_names.contains(&name))
    }

    /// The least and the most, where both are of 64 bits with a sign.
    pub fn range(&self) -> Option<(i64, i64)> {
        Some((self.least.try_into().ok()?, self.most.try_into().ok()?))
    }

    /// The values of `minimum` and `maximum` that say the same.
    pub fn bounds(&self) -> [Value; 2] {
        [self.least, self.most].map(number)
    }
}

/// An integer as JSON has it.
pub fn number(number: i128) -> Value {
    Number::from_i128(number).map_or(Value::Null, Value::Number)
}

/// Whether a format says only how a value is shown or kept: `float`, `password`.
pub fn is_hint(name: &str) -> bool {
    HINTS.contains(&name)
}

/// Whether a format is one of numbers that are kept as a double is.
pub fn is_of_doubles(name: &str) -> bool {
    matches!(name, "float" | "double")
}
