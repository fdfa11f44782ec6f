//! Payloads that stand deeper in a file: in an object of a template, in a text that is JSON, in JSON within such a text.

use super::{Container, FoundPayload};
use crate::pointer::escape;
use serde_json::Value;

/// How many texts may stand in each other.
const MOST_LEVELS: usize = 8;

/// A payload with the way to it.
pub struct NestedPayload {
    /// Which of the container's payloads it is.
    pub kind: usize,
    /// The place of the outermost text in which it stands; where there is none, of the object.
    pub outer: String,
    /// The payload, with its place in the innermost text, or in the object.
    pub found: FoundPayload,
}

/// What was found in a value.
#[derive(Default)]
pub struct Nested<'c> {
    /// The payloads.
    pub payloads: Vec<NestedPayload>,
    /// Containers of an older format: their places, and what they are.
    pub older: Vec<(String, &'c str)>,
}

/// Finds all containers in a value.
pub fn find<'c>(container: &'c Container, value: &Value) -> Nested<'c> {
    let mut nested = Nested::default();
    look(container, value, "", None, 0, &mut nested);
    nested
}

fn look<'c>(
    container: &'c Container,
    value: &Value,
    at: &str,
    outer: Option<&str>,
    level: usize,
    nested: &mut Nested<'c>,
) {
    let here = outer.unwrap_or(at);
    let before = nested.payloads.len();
    for (kind, contained) in container.payloads.iter().enumerate() {
        let found = contained.find(value).into_iter();
        nested.payloads.extend(found.map(|found| NestedPayload { kind, outer: here.to_owned(), found }));
    }
    if nested.payloads.len() > before {
        return;
    }
    let old = container.older.iter().filter(|(at, _)| at.resolve(value).is_some());
    nested.older.extend(old.map(|(_, says)| (here.to_owned(), says.as_str())));
    match value {
        Value::Object(object) => {
            for (name, part) in object {
                look(container, part, &format!("{at}/{}", escape(name)), outer, level, nested);
            }
        }
        Value::Array(list) => {
            for (index, part) in list.iter().enumerate() {
                look(container, part, &format!("{at}/{index}"), outer, level, nested);
            }
        }
        Value::String(text) if level < MOST_LEVELS && text.trim_start().starts_with(['{', '[']) => {
            if let Ok(inner) = serde_json::from_str::<Value>(text) {
                look(container, &inner, "", Some(here), level + 1, nested);
            }
        }
        _ => {}
    }
}
