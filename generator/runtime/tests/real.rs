//! Numbers with a fraction are made of Rust's numbers, compare with them, and keep the notation that they were read in.

#![allow(clippy::unwrap_used, reason = "a test stops at the first thing that is wrong")]

use ringback_runtime::{decode::Json, real::Real};
use serde_json::{Number, Value, json};

#[test]
fn a_number_is_written_as_it_was_read() {
    for value in [json!(1), json!(1.0), json!(-0.5), json!(1e25), json!(u64::MAX)] {
        assert_eq!(Real::read(value.clone()).unwrap().write(), value);
    }
    assert!(Real::read(json!("1")).is_err());
}

#[test]
fn numbers_of_rust_become_one_and_compare_with_it() {
    let half = Real::from(1.5);
    assert!(half == 1.5 && half < 2 && half > 1_u8 && half != 2.5 && half != 1_i64);
    let (double, whole) = (Real::from(2.0), Real::from(2));
    assert!(double == whole && double == 2_u64 && whole == 2.0);
    assert!((f64::from(&half) - 1.5).abs() < f64::EPSILON);
    assert_eq!((half.to_string(), half.as_number().cloned()), ("1.5".into(), Number::from_f64(1.5)));
}

#[test]
fn what_json_does_not_know_is_null_and_no_number_of_rust() {
    for unknown in [f64::NAN, f64::INFINITY] {
        let number = Real::from(unknown);
        assert_eq!((number.write(), number.as_number(), number.to_string()), (Value::Null, None, "null".into()));
        let least = Real::from(f64::MIN);
        assert!(number.to_f64().is_nan() && number < least && number != 0);
    }
}
