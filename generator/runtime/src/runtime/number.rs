//! JSON numbers of any size, compared by their decimal digits: a double would round them.

use super::json::{Fault, Json};
use serde_json::{Number, Value};
use std::cmp::Ordering;

/// A decimal number: digits times a power of ten. The digits neither begin nor end with a zero; for zero they are
/// empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    negative: bool,
    digits: Vec<u8>,
    exponent: i64,
}

impl Decimal {
    /// Parses a number: `-1`, `0.25`, `1e400`.
    pub fn of(text: &str) -> Self {
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |text| (true, text));
        let (mantissa, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let mut digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).map(|digit| digit.wrapping_sub(b'0')).collect();
        // A power beyond 64 bits is beyond all others too.
        let beyond = if power.starts_with('-') { i64::MIN / 2 } else { i64::MAX / 2 };
        let mut exponent = power.parse().unwrap_or(beyond).saturating_sub(i64::try_from(fraction.len()).unwrap_or(0));
        while digits.last() == Some(&0) {
            digits.pop();
            exponent = exponent.saturating_add(1);
        }
        let zeros = digits.iter().take_while(|digit| **digit == 0).count();
        digits.drain(..zeros);
        if digits.is_empty() {
            return Self { negative: false, digits, exponent: 0 };
        }
        Self { negative, digits, exponent }
    }

    /// Whether the number is an integer.
    pub fn is_integer(&self) -> bool {
        self.exponent >= 0
    }

    /// Whether it is a multiple of another number. Every number counts as a multiple of zero, which no valid schema
    /// contains.
    pub fn is_multiple_of(&self, other: &Self) -> bool {
        let step =
            other.digits.iter().try_fold(0u128, |step, digit| step.checked_mul(10)?.checked_add((*digit).into()));
        let Some(step) = step.filter(|step| *step < u128::MAX / 16) else { return false };
        if step == 0 || self.digits.is_empty() {
            return true;
        }
        // No digit is a zero at the end, so that a finer number is never a multiple of a coarser one.
        let Ok(zeros) = usize::try_from(self.exponent.saturating_sub(other.exponent)) else { return false };
        // A step has fewer than 128 factors of two or five: more zeros change nothing.
        let zeros = std::iter::repeat_n(&0u8, zeros.min(128));
        self.digits.iter().chain(zeros).fold(0, |rest, digit| (rest * 10 + u128::from(*digit)) % step) == 0
    }

    /// The value as a 64-bit integer, if it is one.
    pub fn to_i64(&self) -> Option<i64> {
        let zeros = usize::try_from(self.exponent).ok().filter(|zeros| *zeros < 20)?;
        let sign = if self.negative { -1 } else { 1 };
        let digits = self.digits.iter().copied().chain(std::iter::repeat_n(0, zeros));
        digits.map(i64::from).try_fold(0i64, |all, digit| all.checked_mul(10)?.checked_add(sign * digit))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = |number: &Self| match (number.digits.is_empty(), number.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        };
        let places = |number: &Self| number.exponent.saturating_add(i64::try_from(number.digits.len()).unwrap_or(0));
        let size = || places(self).cmp(&places(other)).then_with(|| self.digits.cmp(&other.digits));
        sign(self).cmp(&sign(other)).then_with(|| if self.negative { size().reverse() } else { size() })
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<&Number> for Decimal {
    fn from(number: &Number) -> Self {
        Self::of(&number.to_string())
    }
}

/// Whether a number is an integer; `1.0` is one.
pub fn is_integer(number: &Number) -> bool {
    number.is_i64() || number.is_u64() || Decimal::from(number).is_integer()
}

/// Compares two numbers by value.
pub fn compare(left: &Number, right: &Number) -> Ordering {
    match (exact(left), exact(right)) {
        (Some(left), Some(right)) => left.cmp(&right),
        _ => Decimal::from(left).cmp(&Decimal::from(right)),
    }
}

/// The 64-bit integer that a number is written as.
pub fn exact(number: &Number) -> Option<i128> {
    number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from))
}

/// The 64-bit integer that a number is equal to, even if it is written `1.0` or `1e3`.
pub fn to_i64(number: &Number) -> Option<i64> {
    number.as_i64().or_else(|| Decimal::from(number).to_i64())
}

/// An integer of any size, which keeps the notation that it was read in.
///
/// Without the feature `arbitrary_precision` of `serde_json`, integers beyond 64 bits are rounded to doubles before
/// they are decoded; with it, all digits are kept.
#[derive(Clone, Debug)]
pub struct Integer(Number);

impl Integer {
    /// The value as a signed 64-bit integer, if it fits.
    pub fn as_i64(&self) -> Option<i64> {
        to_i64(&self.0)
    }

    /// The value as an unsigned 64-bit integer, if it fits.
    pub fn as_u64(&self) -> Option<u64> {
        self.0.as_u64().or_else(|| to_i64(&self.0)?.try_into().ok())
    }

    /// The number in the notation that it was read in.
    pub fn as_number(&self) -> &Number {
        &self.0
    }
}

macro_rules! from {
    ($of:ident, $($kind:ty),*) => {$(
        impl From<$kind> for $of {
            fn from(number: $kind) -> Self {
                Self(number.into())
            }
        }
    )*};
}
from!(Integer, i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);

/// Comparison with the integers of Rust, and conversion to them.
macro_rules! numbers {
    ($of:ident, $($kind:ty),*) => {$(
        impl PartialEq<$kind> for $of {
            fn eq(&self, other: &$kind) -> bool {
                self.cmp(&Self::from(*other)).is_eq()
            }
        }

        impl PartialOrd<$kind> for $of {
            fn partial_cmp(&self, other: &$kind) -> Option<Ordering> {
                self.partial_cmp(&Self::from(*other))
            }
        }

        impl TryFrom<$of> for $kind {
            type Error = Fault;

            /// The number, if it fits.
            fn try_from(number: $of) -> Result<Self, Fault> {
                Self::try_from(&number)
            }
        }

        impl TryFrom<&$of> for $kind {
            type Error = Fault;

            /// The number, if it fits.
            fn try_from(number: &$of) -> Result<Self, Fault> {
                let whole = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
                whole.and_then(|whole| Self::try_from(whole).ok())
                    .ok_or_else(|| Fault::new(format!("{number} does not fit into {}", stringify!($kind))))
            }
        }
    )*};
}
numbers!(Integer, i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);

impl PartialEq for Integer {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Integer {}

impl PartialOrd for Integer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Integer {
    fn cmp(&self, other: &Self) -> Ordering {
        compare(&self.0, &other.0)
    }
}

impl std::hash::Hash for Integer {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        Decimal::from(&self.0).hash(state);
    }
}

impl std::fmt::Display for Integer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl Json for Integer {
    fn read(value: Value) -> Result<Self, Fault> {
        match value {
            Value::Number(number) if is_integer(&number) => Ok(Self(number)),
            other => Err(Fault::expected("an integer", &other)),
        }
    }
    fn write(&self) -> Value {
        Value::Number(self.0.clone())
    }
}

// What follows is for the generator and the suite. It is not embedded into generated code.

impl Decimal {
    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    /// The digits, each from 0 to 9, without zeros at the ends.
    pub fn digits(&self) -> &[u8] {
        &self.digits
    }

    /// The power of ten by which the digits are multiplied.
    pub fn exponent(&self) -> i64 {
        self.exponent
    }
}
