//! Numbers that may have a fraction.

use super::{
    json::{Fault, Json},
    number::{Decimal, compare},
    reader::{Reader, Undecided},
    rule::Schema,
};
use serde_json::{Number, Value};
use std::cmp::Ordering;

/// A number, which keeps the notation that it was read in.
///
/// Without the feature `arbitrary_precision` of `serde_json`, fractions are rounded to doubles before they are decoded;
/// with it, all digits are kept.
///
/// NaN and infinity, which JSON does not know, are written as `null`.
#[derive(Clone, Debug)]
pub struct Real(Option<Number>);

impl Real {
    /// The nearest double.
    pub fn to_f64(&self) -> f64 {
        // Numbers beyond all doubles are infinite.
        let parsed = |number: &Number| number.to_string().parse().ok();
        self.0.as_ref().and_then(|number| number.as_f64().or_else(|| parsed(number))).unwrap_or(f64::NAN)
    }

    /// The number in the notation that it was read in; `None` for what JSON does not know.
    pub fn as_number(&self) -> Option<&Number> {
        self.0.as_ref()
    }
}

impl From<f64> for Real {
    fn from(number: f64) -> Self {
        Self(Number::from_f64(number))
    }
}

impl From<Real> for f64 {
    fn from(number: Real) -> Self {
        number.to_f64()
    }
}

impl From<&Real> for f64 {
    fn from(number: &Real) -> Self {
        number.to_f64()
    }
}

impl From<Number> for Real {
    fn from(number: Number) -> Self {
        Self(Some(number))
    }
}

impl PartialEq<f64> for Real {
    fn eq(&self, other: &f64) -> bool {
        self.to_f64() == *other
    }
}

impl PartialOrd<f64> for Real {
    fn partial_cmp(&self, other: &f64) -> Option<Ordering> {
        self.to_f64().partial_cmp(other)
    }
}

macro_rules! integers {
    ($($kind:ty),*) => {$(
        impl From<$kind> for Real {
            fn from(number: $kind) -> Self {
                Self(Some(number.into()))
            }
        }

        impl PartialEq<$kind> for Real {
            fn eq(&self, other: &$kind) -> bool {
                self.cmp(&Self::from(*other)).is_eq()
            }
        }

        impl PartialOrd<$kind> for Real {
            fn partial_cmp(&self, other: &$kind) -> Option<Ordering> {
                self.partial_cmp(&Self::from(*other))
            }
        }
    )*};
}
integers!(i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);

impl PartialEq for Real {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Real {}

impl PartialOrd for Real {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What JSON does not know is equal to itself and less than all numbers.
impl Ord for Real {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => compare(one, other),
            (one, other) => one.is_some().cmp(&other.is_some()),
        }
    }
}

impl std::hash::Hash for Real {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.as_ref().map(Decimal::from).hash(state);
    }
}

impl std::fmt::Display for Real {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            Some(number) => number.fmt(f),
            None => f.write_str("null"),
        }
    }
}

impl Json for Real {
    fn read(value: Value) -> Result<Self, Fault> {
        Number::read(value).map(Self::from)
    }
    fn read_text(reader: &mut Reader<'_>, rules: &'static Schema) -> Result<Self, Undecided> {
        Number::read_text(reader, rules).map(Self::from)
    }
    fn write(&self) -> Value {
        self.0.clone().map_or(Value::Null, Value::Number)
    }
}
