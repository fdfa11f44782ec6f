//! Finds the values at a locator in a document.

use super::locator::{Part, PayloadLocator, Step};
use crate::runtime::{pointer::index, violation::JsonPointer};
use serde_json::Value;

/// A value at a locator.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// Its place; the pointer continues inside a string that contains JSON.
    pub at: JsonPointer,
    /// The value.
    pub value: Value,
    /// Why the locator could not be followed further; `None` if it was followed to its end.
    pub misfit: Option<&'static str>,
}

/// The meaning of `*` for an object.
#[derive(Clone, Copy)]
enum InObjects {
    /// It matches nothing: only lists have elements.
    Misfit,
    /// It matches every value: the object is a map.
    EveryValue,
}

impl PayloadLocator {
    /// All values at the locator, in order. An absent or null value on the path yields nothing. A value that cannot be
    /// followed, such as a string in place of a list, is returned as a misfit.
    pub fn find(&self, document: &Value) -> Vec<Spot> {
        self.spots(document, InObjects::Misfit)
    }

    /// The values at the locator with their places, without misfits. For an object, `*` matches every value.
    pub fn values(&self, document: &Value) -> Vec<(JsonPointer, Value)> {
        let spots = self.spots(document, InObjects::EveryValue).into_iter();
        spots.filter(|spot| spot.misfit.is_none()).map(|spot| (spot.at, spot.value)).collect()
    }

    fn spots(&self, document: &Value, in_objects: InObjects) -> Vec<Spot> {
        let mut spots = Vec::new();
        walk(document, &JsonPointer::default(), self.steps(), in_objects, &mut spots);
        spots
    }
}

/// All values at a locator in text form; see [`PayloadLocator::find`].
pub fn find(document: &Value, locator: &str) -> Vec<Spot> {
    PayloadLocator::read(locator).find(document)
}

fn walk(value: &Value, at: &JsonPointer, steps: &[Step], in_objects: InObjects, spots: &mut Vec<Spot>) {
    let Some((step, rest)) = steps.split_first() else {
        spots.push(Spot { at: at.clone(), value: value.clone(), misfit: None });
        return;
    };
    let mut go = |part: &Value, at: &JsonPointer| match (step.holds_json, part) {
        (false, part) => walk(part, at, rest, in_objects, spots),
        (true, Value::String(text)) => match serde_json::from_str(text) {
            Ok(inner) => walk(&inner, at, rest, in_objects, spots),
            Err(_) => spots.push(misfit(part, at, "expected a string that holds JSON")),
        },
        (true, Value::Null) => {}
        (true, part) => spots.push(misfit(part, at, "expected a string that holds JSON")),
    };
    match (value, &step.part, in_objects) {
        (Value::Null, ..) => {}
        (Value::Array(list), Part::Every, _) => {
            list.iter().enumerate().for_each(|(index, part)| go(part, &at.element(index)));
        }
        (Value::Object(object), Part::Every, InObjects::EveryValue) => {
            object.iter().for_each(|(name, part)| go(part, &at.property(name)));
        }
        (value, Part::Every, _) => spots.push(misfit(value, at, "expected a list")),
        (Value::Object(object), Part::Named(name), _) => {
            if let Some(part) = object.get(name) {
                go(part, &at.property(name));
            }
        }
        (Value::Array(list), Part::Named(name), _) => {
            if let Some((index, part)) = index(name).and_then(|index| Some((index, list.get(index)?))) {
                go(part, &at.element(index));
            }
        }
        (value, Part::Named(_), _) => spots.push(misfit(value, at, "expected an object")),
    }
}

fn misfit(value: &Value, at: &JsonPointer, expected: &'static str) -> Spot {
    Spot { at: at.clone(), value: value.clone(), misfit: Some(expected) }
}
