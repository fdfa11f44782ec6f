//! Equality of JSON values: numbers are compared by value, objects without regard to order.

use super::{
    number::{Decimal, compare},
    rule::Literal,
};
use serde_json::Value;
use std::{
    collections::{HashMap, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
};

/// Whether two JSON values are equal: numbers by value, objects without regard to order.
pub fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => compare(left, right).is_eq(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(name, value)| right.get(name).is_some_and(|other| same(value, other)))
        }
        (left, right) => left == right,
    }
}

/// Whether a value equals the one in a rule.
pub fn equals(literal: &Literal, value: &Value) -> bool {
    match (literal, value) {
        (Literal::Text(text), Value::String(value)) => text == value,
        (Literal::Json(json), value) => serde_json::from_str(json).is_ok_and(|literal| same(&literal, value)),
        (Literal::Text(_), _) => false,
    }
}

/// The value in a rule, parsed from its JSON.
pub fn parsed(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_default()
}

/// The index of the first element that equals an earlier one.
pub fn twice(list: &[Value]) -> Option<usize> {
    let mut seen: HashMap<u64, Vec<&Value>> = HashMap::new();
    list.iter().position(|value| {
        let mut hasher = DefaultHasher::new();
        hash(value, &mut hasher);
        let alike = seen.entry(hasher.finish()).or_default();
        let found = alike.iter().any(|other| same(other, value));
        alike.push(value);
        found
    })
}

/// Hashes a value so that equal values have equal hashes.
fn hash(value: &Value, hasher: &mut DefaultHasher) {
    match value {
        Value::Null => 0u8.hash(hasher),
        Value::Bool(value) => value.hash(hasher),
        Value::Number(number) => Decimal::from(number).hash(hasher),
        Value::String(text) => text.hash(hasher),
        Value::Array(list) => list.iter().for_each(|value| hash(value, hasher)),
        Value::Object(object) => {
            let each = object.iter().map(|(name, value)| {
                let mut hasher = DefaultHasher::new();
                name.hash(&mut hasher);
                hash(value, &mut hasher);
                hasher.finish()
            });
            each.fold(0u64, u64::wrapping_add).hash(hasher);
        }
    }
}
