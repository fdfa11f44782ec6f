//! Numbers as JSON writes them, exactly.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use serde_json::Value;
use std::cmp::Ordering;

/// An exact number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Number {
    /// An integer of usual width. Every such number is one of these.
    Whole(i64),
    /// Any other.
    Exact(Box<BigRational>),
}

/// Numbers with more digits before or behind the point than this are not told apart.
const LONGEST: i64 = 400;
/// Integers above this are written with an exponent.
const COARSE: f64 = 1e22;

impl Number {
    /// A whole number.
    pub fn whole(number: impl Into<BigInt>) -> Self {
        Self::from(BigRational::from_integer(number.into()))
    }

    /// The number that JSON writes so; `None` where it has more digits than anybody can use.
    pub fn read(number: &serde_json::Number) -> Option<Self> {
        if let Some(number) = number.as_i64() {
            return Some(Self::Whole(number));
        }
        let text = number.to_string();
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
            None => (text.as_str(), 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits: BigInt = format!("{whole}{fraction}").parse().ok()?;
        let exponent = exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?;
        if exponent.abs() > LONGEST {
            return None;
        }
        let power = BigInt::from(10).pow(u32::try_from(exponent.abs()).ok()?);
        Some(Self::from(match exponent < 0 {
            true => BigRational::new(digits, power),
            false => BigRational::from_integer(digits * power),
        }))
    }

    /// As JSON writes it; `None` where no number of JSON's usual width is just this one.
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
        // Not every reader rounds a long integer as it is written here.
        let rounded = exact.is_integer() && BigRational::from_float(double).as_ref() != Some(&**exact);
        if rounded && double.abs() <= COARSE {
            return None;
        }
        let value = Value::from(double);
        let Value::Number(number) = &value else { return None };
        (Self::read(number).as_ref() == Some(self)).then_some(value)
    }

    /// As a fraction.
    pub fn rational(&self) -> BigRational {
        match self {
            Self::Whole(number) => BigRational::from_integer((*number).into()),
            Self::Exact(exact) => BigRational::clone(exact),
        }
    }

    /// Whether there is nothing behind the point.
    pub fn is_integer(&self) -> bool {
        match self {
            Self::Whole(_) => true,
            Self::Exact(exact) => exact.is_integer(),
        }
    }

    /// Whether this is a multiple of another.
    pub fn is_multiple(&self, of: &Self) -> bool {
        match (self, of) {
            (_, Self::Whole(0)) => false,
            (Self::Whole(number), Self::Whole(of)) => number.checked_rem(*of).is_none_or(|rest| rest == 0),
            _ => (self.rational() / of.rational()).is_integer(),
        }
    }

    /// The smallest number above zero that is a multiple of both.
    pub fn common_multiple(&self, other: &Self) -> Self {
        let (one, other) = (self.rational(), other.rational());
        // Of reduced fractions: the multiple of the numerators over the divisor of the denominators.
        let numer = one.numer().abs().lcm(&other.numer().abs());
        Self::from(BigRational::new(numer, one.denom().gcd(other.denom())))
    }

    /// Whether it is neither zero nor below.
    pub fn is_positive(&self) -> bool {
        match self {
            Self::Whole(number) => *number > 0,
            Self::Exact(exact) => !exact.is_zero() && exact.is_positive(),
        }
    }
}

impl From<BigRational> for Number {
    fn from(exact: BigRational) -> Self {
        match exact.numer().to_i64().filter(|_| exact.is_integer()) {
            Some(number) => Self::Whole(number),
            None => Self::Exact(exact.into()),
        }
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Whole(one), Self::Whole(other)) => one.cmp(other),
            _ => self.rational().cmp(&other.rational()),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
