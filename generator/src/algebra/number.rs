//! Numbers as JSON writes them, exactly.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use serde_json::Value;

/// An exact number.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Number(pub BigRational);

/// Numbers with more digits before or behind the point than this are not told apart.
const LONGEST: i64 = 400;

impl Number {
    /// A whole number.
    pub fn whole(number: impl Into<BigInt>) -> Self {
        Self(BigRational::from_integer(number.into()))
    }

    /// The number that JSON writes so; `None` where it has more digits than anybody can use.
    pub fn read(number: &serde_json::Number) -> Option<Self> {
        if let Some(number) = number.as_i64() {
            return Some(Self::whole(number));
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
        Some(Self(if exponent < 0 {
            BigRational::new(digits, power)
        } else {
            BigRational::from_integer(digits * power)
        }))
    }

    /// As JSON writes it; `None` where no number of JSON's usual width is just this one.
    pub fn value(&self) -> Option<Value> {
        if self.0.is_integer() {
            let whole = self.0.numer();
            if let Some(number) = whole.to_i64() {
                return Some(number.into());
            }
            if let Some(number) = whole.to_u64() {
                return Some(number.into());
            }
        }
        let double = self.0.to_f64()?;
        // Not every reader rounds a long integer as it is written here.
        if self.0.is_integer() && BigRational::from_float(double).as_ref() != Some(&self.0) {
            return None;
        }
        let value = Value::from(double);
        let Value::Number(number) = &value else { return None };
        (Self::read(number).as_ref() == Some(self)).then_some(value)
    }

    /// Whether there is nothing behind the point.
    pub fn is_integer(&self) -> bool {
        self.0.is_integer()
    }

    /// Whether this is a multiple of another.
    pub fn is_multiple(&self, of: &Self) -> bool {
        !of.0.is_zero() && (&self.0 / &of.0).is_integer()
    }

    /// The smallest number above zero that is a multiple of both.
    pub fn common_multiple(&self, other: &Self) -> Self {
        // Of reduced fractions: the multiple of the numerators over the divisor of the denominators.
        let numer = self.0.numer().abs().lcm(&other.0.numer().abs());
        let denom = self.0.denom().gcd(other.0.denom());
        Self(BigRational::new(numer, denom))
    }
}
