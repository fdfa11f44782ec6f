//! Patterns of places: `/participants/*/callbacks/*`, where `*` is every element, and `/Content|json/Actions/0`, where
//! `|json` is a string that holds JSON.

use crate::runtime::violation::JsonPointer;
use serde_json::{Map, Value};

/// No list is made longer than this to reach a place in it.
const LONGEST: usize = 10_000;

/// What a pattern leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// Where it stands; the pointer goes on inside a string that holds JSON.
    pub at: JsonPointer,
    /// What stands there.
    pub value: Value,
    /// Why the pattern cannot be followed any further here; `None` where it was followed to its end.
    pub misfit: Option<&'static str>,
}

/// Everything that a pattern leads to, in order. What is absent or null on the way leads to nothing; what is there and
/// cannot be followed, such as a text where a list is expected, is a misfit and not lost.
pub fn find(document: &Value, pattern: &str) -> Vec<Spot> {
    let segments: Vec<&str> = pattern.split('/').skip(1).collect();
    let mut spots = Vec::new();
    walk(document, &JsonPointer::default(), &segments, &mut spots);
    spots
}

fn walk(value: &Value, at: &JsonPointer, segments: &[&str], spots: &mut Vec<Spot>) {
    let Some((segment, rest)) = segments.split_first() else {
        spots.push(Spot { at: at.clone(), value: value.clone(), misfit: None });
        return;
    };
    let (name, holds_json) = split(segment);
    let mut go = |part: &Value, at: &JsonPointer| match (holds_json, part) {
        (false, part) => walk(part, at, rest, spots),
        (true, Value::String(text)) => match serde_json::from_str(text) {
            Ok(inner) => walk(&inner, at, rest, spots),
            Err(_) => spots.push(misfit(part, at, "expected a string that holds JSON")),
        },
        (true, Value::Null) => {}
        (true, part) => spots.push(misfit(part, at, "expected a string that holds JSON")),
    };
    match (value, name) {
        (Value::Null, _) => {}
        (Value::Array(list), "*") => {
            list.iter().enumerate().for_each(|(index, part)| go(part, &at.element(index)));
        }
        (value, "*") => spots.push(misfit(value, at, "expected a list")),
        (Value::Object(object), name) => {
            let name = unescaped(name);
            if let Some(part) = object.get(&name) {
                go(part, &at.property(&name));
            }
        }
        (Value::Array(list), name) => {
            let index = name.parse().ok();
            if let Some((index, part)) = index.and_then(|index: usize| Some((index, list.get(index)?))) {
                go(part, &at.element(index));
            }
        }
        (value, _) => spots.push(misfit(value, at, "expected an object")),
    }
}

fn misfit(value: &Value, at: &JsonPointer, expected: &'static str) -> Spot {
    Spot { at: at.clone(), value: value.clone(), misfit: Some(expected) }
}

/// Puts a value where a pattern leads; the way there is made. `*` is the first element.
pub fn put(document: &mut Value, pattern: &str, value: Value) {
    let segments: Vec<&str> = pattern.split('/').skip(1).collect();
    change(document, &segments, |place| *place = value);
}

/// Adds an element to the list to which a pattern leads.
pub(super) fn append(document: &mut Value, pattern: &str, value: Value) {
    let segments: Vec<&str> = pattern.split('/').skip(1).collect();
    change(document, &segments, |place| match place {
        Value::Array(list) => list.push(value),
        place => *place = Value::Array(vec![value]),
    });
}

fn change(document: &mut Value, segments: &[&str], act: impl FnOnce(&mut Value)) {
    let Some((segment, rest)) = segments.split_first() else { return act(document) };
    let (name, holds_json) = split(segment);
    let Some(part) = part(document, name) else { return };
    if !holds_json {
        return change(part, rest, act);
    }
    let mut inner = match part.take() {
        Value::String(text) => serde_json::from_str(&text).unwrap_or(Value::String(text)),
        inner => inner,
    };
    change(&mut inner, rest, act);
    *part = Value::String(inner.to_string());
}

fn part<'a>(document: &'a mut Value, name: &str) -> Option<&'a mut Value> {
    let index: Option<usize> = if name == "*" { Some(0) } else { name.parse().ok() };
    if let (Some(index), false) = (index, document.is_object()) {
        if !document.is_array() {
            *document = Value::Array(Vec::new());
        }
        let list = document.as_array_mut()?;
        if list.len() <= index && index < LONGEST {
            list.resize(index + 1, Value::Null);
        }
        return list.get_mut(index);
    }
    if !document.is_object() {
        *document = Value::Object(Map::new());
    }
    Some(document.as_object_mut()?.entry(unescaped(name)).or_insert(Value::Null))
}

fn split(segment: &str) -> (&str, bool) {
    segment.strip_suffix("|json").map_or((segment, false), |name| (name, true))
}

fn unescaped(name: &str) -> String {
    name.replace("~1", "/").replace("~0", "~")
}
