//! What a locator leads to in a document.

use super::locator::{Part, PayloadLocator, Step};
use crate::runtime::{pointer::index, violation::JsonPointer};
use serde_json::Value;

/// What a locator leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// Where it stands; the pointer goes on inside a string that holds JSON.
    pub at: JsonPointer,
    /// What stands there.
    pub value: Value,
    /// Why the way cannot be followed any further here; `None` where it was followed to its end.
    pub misfit: Option<&'static str>,
}

/// What `*` is in an object.
#[derive(Clone, Copy)]
enum InObjects {
    /// Nothing: a list is expected.
    Misfit,
    /// Every value: the object is a map.
    EveryValue,
}

impl PayloadLocator {
    /// Everything it leads to, in order. What is absent or null on the way leads to nothing; what is there and cannot be
    /// followed, such as a text where a list is expected, is a misfit and not lost.
    pub fn find(&self, document: &Value) -> Vec<Spot> {
        self.spots(document, InObjects::Misfit)
    }

    /// The values it leads to, with their places; misfits are left out. In an object, `*` is every value.
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

/// Everything that a locator, given as text, leads to; see [`PayloadLocator::find`].
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
