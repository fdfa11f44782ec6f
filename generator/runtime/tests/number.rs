//! Decimals are compared by value, whatever their size and however they are written.

#![allow(clippy::unwrap_used, reason = "a test stops at the first thing that is wrong")]

use ringback_runtime::number::{Decimal, Integer};

#[test]
fn numbers_are_ordered_by_value_however_they_are_written() {
    let ascending = ["-1e400", "-12", "-1.5", "0", "1e-400", "0.1", "0.25", "1", "9007199254740993", "1e400"];
    for (index, left) in ascending.iter().enumerate() {
        for (other, right) in ascending.iter().enumerate() {
            assert_eq!(Decimal::of(left).cmp(&Decimal::of(right)), index.cmp(&other), "{left} and {right}");
        }
    }
    for [one, other] in [["1.0", "1"], ["-0.0", "0"], ["1e2", "100"], ["0.10", "1E-1"], ["120e-1", "12"]] {
        assert_eq!(Decimal::of(one), Decimal::of(other), "{one} and {other}");
    }
}

#[test]
fn multiples_are_exact() {
    for [number, step] in [["19.99", "0.01"], ["1e400", "8e-3"], ["0", "3"], ["-9", "3"], ["1e6", "64"]] {
        assert!(Decimal::of(number).is_multiple_of(&Decimal::of(step)), "{number} {step}");
    }
    for [number, step] in [["0.075", "0.01"], ["1e400", "7e-3"], ["1e5", "64"], ["1", "10"], ["9007199254740993", "2"]]
    {
        assert!(!Decimal::of(number).is_multiple_of(&Decimal::of(step)), "{number} {step}");
    }
}

#[test]
fn integers_of_64_bits_are_told_from_longer_ones() {
    let to_i64 = |text: &str| Decimal::of(text).to_i64();
    assert_eq!(to_i64("-9223372036854775808"), Some(i64::MIN));
    assert_eq!(to_i64("9223372036854775807"), Some(i64::MAX));
    assert_eq!(to_i64("9223372036854775808"), None);
    assert_eq!((to_i64("1e3"), to_i64("0.5"), to_i64("1e400"), to_i64("0e400")), (Some(1000), None, None, Some(0)));
}

#[test]
fn an_integer_is_compared_with_numbers_of_rust_and_converted_to_them() {
    let integer = Integer::from(7);
    assert!(integer == 7 && integer == 7_u8 && integer > 6_i64 && integer < 8_u64);
    assert_eq!(i64::try_from(&integer).unwrap(), 7);
    assert_eq!(u8::try_from(integer).unwrap(), 7);
    assert!(u8::try_from(Integer::from(256)).is_err() && u64::try_from(Integer::from(-1)).is_err());
    assert_eq!(u64::try_from(Integer::from(u64::MAX)).unwrap(), u64::MAX);
}
