//! Exact rational numbers: what JSON can write, without the rounding of doubles.

use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use ringback_runtime::number::Decimal;
use serde_json::Value;
use std::cmp::Ordering;

/// An exact number. Equal numbers are equal values, however JSON wrote them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ExactNumber {
    /// An integer that fits 64 bits; never stored as `Exact`.
    Whole(i64),
    /// Any other number.
    Exact(Box<BigRational>),
}

/// The largest decimal exponent that is read; beyond it, arithmetic on hostile schemas would take too long.
const EXPONENT_LIMIT: i64 = 400;
/// Above this, doubles are written with an exponent, which every reader rounds alike.
const EXPONENT_NOTATION: f64 = 1e22;

impl ExactNumber {
    /// An integer as an exact number.
    pub fn whole(number: impl Into<BigInt>) -> Self {
        Self::from(BigRational::from_integer(number.into()))
    }

    /// Reads a JSON number; `None` if its exponent is beyond 400.
    pub fn read(number: &serde_json::Number) -> Option<Self> {
        if let Some(number) = number.as_i64() {
            return Some(Self::Whole(number));
        }
        let decimal = Decimal::from(number);
        let exponent = decimal.exponent();
        if exponent.abs() > EXPONENT_LIMIT {
            return None;
        }
        let sign = if decimal.is_negative() { Sign::Minus } else { Sign::Plus };
        let digits = BigInt::from_radix_be(sign, decimal.digits(), 10)?;
        let power = BigInt::from(10).pow(u32::try_from(exponent.abs()).ok()?);
        Some(Self::from(match exponent < 0 {
            true => BigRational::new(digits, power),
            false => BigRational::from_integer(digits * power),
        }))
    }

    /// The JSON number with exactly this value; `None` if neither a 64-bit integer nor a double has it.
    pub fn value(&self) -> Option<Value> {
        let exact = match self {
            Self::Whole(number) => return Some((*number).into()),
            Self::Exact(exact) => exact,
        };
        if exact.is_integer()
            && let Some(number) = exact.numer().to_u64()
        {
            return Some(number.into());
        }
        let double = exact.to_f64()?;
        // Readers disagree on how to round a long integer that is written in full.
        let rounded = exact.is_integer() && BigRational::from_float(double).as_ref() != Some(&**exact);
        if rounded && double.abs() <= EXPONENT_NOTATION {
            return None;
        }
        let value = Value::from(double);
        let Value::Number(number) = &value else { return None };
        (Self::read(number).as_ref() == Some(self)).then_some(value)
    }

    /// The value as a fraction.
    pub fn rational(&self) -> BigRational {
        match self {
            Self::Whole(number) => BigRational::from_integer((*number).into()),
            Self::Exact(exact) => BigRational::clone(exact),
        }
    }

    /// Whether the value is an integer.
    pub fn is_integer(&self) -> bool {
        match self {
            Self::Whole(_) => true,
            Self::Exact(exact) => exact.is_integer(),
        }
    }

    /// Whether this is an integer multiple of another number; nothing is a multiple of zero.
    pub fn is_multiple(&self, of: &Self) -> bool {
        match (self, of) {
            (_, Self::Whole(0)) => false,
            (Self::Whole(number), Self::Whole(of)) => number.checked_rem(*of).is_none_or(|remainder| remainder == 0),
            _ => (self.rational() / of.rational()).is_integer(),
        }
    }

    /// The least common multiple, above zero.
    pub fn common_multiple(&self, other: &Self) -> Self {
        let (one, other) = (self.rational(), other.rational());
        // lcm(a/b, c/d) = lcm(a, c) / gcd(b, d) for reduced fractions.
        let numer = one.numer().abs().lcm(&other.numer().abs());
        Self::from(BigRational::new(numer, one.denom().gcd(other.denom())))
    }

    /// Whether the value is above zero.
    pub fn is_positive(&self) -> bool {
        match self {
            Self::Whole(number) => *number > 0,
            Self::Exact(exact) => !exact.is_zero() && exact.is_positive(),
        }
    }
}

impl From<BigRational> for ExactNumber {
    fn from(exact: BigRational) -> Self {
        match exact.numer().to_i64().filter(|_| exact.is_integer()) {
            Some(number) => Self::Whole(number),
            None => Self::Exact(exact.into()),
        }
    }
}

impl Ord for ExactNumber {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Whole(one), Self::Whole(other)) => one.cmp(other),
            _ => self.rational().cmp(&other.rational()),
        }
    }
}

impl PartialOrd for ExactNumber {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
