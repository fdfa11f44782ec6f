//! Equality of JSON values: numbers are compared by value, objects without regard to order.

use super::{
    number::{Decimal, compare},
    rule::Literal,
};
use serde_json::Value;
use std::{
    collections::{HashSet, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
};

/// Whether two JSON values are equal: numbers by value, objects without regard to order.
pub fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Object(left), Value::Object(right)) if left.len() != right.len() => false,
        (Value::Number(left), Value::Number(right)) => compare(left, right).is_eq(),
        _ => alike(left, right, same),
    }
}

/// Whether two values have the same parts: as many elements, and of objects at least the properties of the second one. Parts
/// are compared as they say; what has none is equal or not.
fn alike(left: &Value, right: &Value, parts: impl Fn(&Value, &Value) -> bool) -> bool {
    match (left, right) {
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| parts(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            right.iter().all(|(name, value)| left.get(name).is_some_and(|other| parts(other, value)))
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
    let mut seen = HashSet::new();
    list.iter().position(|value| !seen.insert(ByValue(value)))
}

/// A value for sets and maps, in which it is the same as any value that it equals.
#[derive(Clone, Copy, Debug)]
pub struct ByValue<'a>(pub &'a Value);

impl PartialEq for ByValue<'_> {
    fn eq(&self, other: &Self) -> bool {
        same(self.0, other.0)
    }
}

impl Eq for ByValue<'_> {}

impl Hash for ByValue<'_> {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        hash(self.0, hasher);
    }
}

/// Hashes a value so that equal values have equal hashes.
fn hash(value: &Value, hasher: &mut impl Hasher) {
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

// What follows is for the generator and the suite. It is not embedded into generated code.

use serde_json::Number;

/// Whether everything in `wanted` is in `found`: objects may have more properties there. Numbers and texts are compared as it
/// is said, all else by equality.
pub fn contains(found: &Value, wanted: &Value, scalars: Scalars) -> bool {
    match (found, wanted) {
        (Value::Number(found), Value::Number(wanted)) => (scalars.numbers)(found, wanted),
        (Value::String(found), Value::String(wanted)) => (scalars.texts)(found, wanted),
        (Value::String(text), Value::Number(number)) | (Value::Number(number), Value::String(text)) => {
            (scalars.mixed)(number, text)
        }
        _ => alike(found, wanted, |found, wanted| contains(found, wanted, scalars)),
    }
}

/// Which numbers and which texts count as the same.
#[derive(Clone, Copy, Debug)]
pub struct Scalars {
    /// Of numbers.
    pub numbers: fn(&Number, &Number) -> bool,
    /// Of texts.
    pub texts: fn(&str, &str) -> bool,
    /// Of a number and a text.
    pub mixed: fn(&Number, &str) -> bool,
}
