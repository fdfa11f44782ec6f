//! Puts values at a locator in a document.

use super::locator::{Part, PayloadLocator, Step};
use serde_json::{Map, Value};

/// The length limit of a list that is extended to reach an index.
const LONGEST: usize = 10_000;

/// What may be changed in a document on the path to a place.
#[derive(Clone, Copy)]
enum Way {
    /// Missing values are created, and values of a wrong type replaced.
    Made,
    /// Missing properties are added; nothing else is changed.
    Given,
}

impl PayloadLocator {
    /// Puts a value at the locator, and creates the path to it. `*` selects the first element.
    pub fn put(&self, document: &mut Value, value: Value) {
        self.change(document, 0, |place| *place = value);
    }

    /// Changes the value at the locator, and creates the path to it. The first `*` selects the element at the index,
    /// every later one the first element.
    pub fn change(&self, document: &mut Value, element: usize, act: impl FnOnce(&mut Value)) {
        // Only a list that would get too long is in the way.
        _ = change(document, self.steps(), element, Way::Made, act);
    }

    /// Puts a value at the locator; adds missing properties on the path, and changes nothing else.
    ///
    /// # Errors
    ///
    /// If another value is in the way; the message says which.
    pub fn insert(&self, document: &mut Value, value: Value) -> Result<(), String> {
        change(document, self.steps(), 0, Way::Given, |place| *place = value)
    }
}

/// Puts a value at a locator in text form; see [`PayloadLocator::put`].
pub fn put(document: &mut Value, locator: &str, value: Value) {
    PayloadLocator::read(locator).put(document, value);
}

/// Appends an element to the list at a locator.
pub(super) fn append(document: &mut Value, locator: &str, value: Value) {
    PayloadLocator::read(locator).change(document, 0, |place| match place {
        Value::Array(list) => list.push(value),
        place => *place = Value::Array(vec![value]),
    });
}

fn change(
    document: &mut Value,
    steps: &[Step],
    element: usize,
    way: Way,
    act: impl FnOnce(&mut Value),
) -> Result<(), String> {
    let Some((step, rest)) = steps.split_first() else {
        act(document);
        return Ok(());
    };
    let part = match way {
        Way::Made => made(document, step, element),
        Way::Given => given(document, step),
    }?;
    let element = if step.part == Part::Every { 0 } else { element };
    if !step.holds_json {
        return change(part, rest, element, way, act);
    }
    let mut inner = match part.take() {
        Value::String(text) => match (serde_json::from_str(&text), way) {
            (Ok(inner), _) => inner,
            (Err(_), Way::Made) => Value::String(text),
            (Err(error), Way::Given) => return Err(format!("{:?} holds no JSON: {error}", step.name())),
        },
        inner => inner,
    };
    change(&mut inner, rest, element, way, act)?;
    *part = Value::String(inner.to_string());
    Ok(())
}

/// The part of a value that a step selects, created if it is missing.
fn made<'v>(value: &'v mut Value, step: &Step, element: usize) -> Result<&'v mut Value, String> {
    let is_named = step.part != Part::Every;
    let wanted = if is_named { step.index() } else { Some(element) };
    if let (Some(index), false) = (wanted, value.is_object()) {
        if !value.is_array() {
            *value = Value::Array(Vec::new());
        }
        if let Value::Array(list) = value
            && list.len() <= index
            && !(is_named && index >= LONGEST)
        {
            list.resize(index + 1, Value::Null);
        }
    } else if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    part(value, step, wanted)
}

/// The part of a value that a step selects, in a value that must not be changed otherwise.
fn given<'v>(value: &'v mut Value, step: &Step) -> Result<&'v mut Value, String> {
    if value.is_null() {
        *value = Value::Object(Map::new());
    }
    part(value, step, step.index())
}

fn part<'v>(value: &'v mut Value, step: &Step, index: Option<usize>) -> Result<&'v mut Value, String> {
    match value {
        Value::Object(object) => Ok(object.entry(step.name()).or_insert(Value::Null)),
        Value::Array(list) => {
            let length = list.len();
            let index = index.ok_or_else(|| format!("{:?} is no index", step.name()))?;
            list.get_mut(index).ok_or_else(|| format!("there is no element {index} among {length}"))
        }
        other => Err(format!("{:?} is looked for in {other}", step.name())),
    }
}
