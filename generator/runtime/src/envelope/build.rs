//! Builds documents around a payload: fills named places, and checks the rules about the whole document.

use super::{
    find::find,
    put::{append, put},
};
use crate::runtime::{
    rule::Source,
    violation::{Conform, JsonPointer, Violation},
};
use serde::Serialize;
use serde_json::Value;
use std::collections::HashSet;

/// How to build a document around a payload.
#[derive(Debug)]
pub struct Build {
    /// The locator of the payload.
    pub payload: &'static str,
    /// Limits on the length of strings.
    pub limits: &'static [Limit],
    /// Strings that must name something elsewhere in the document.
    pub links: &'static [Links],
}

/// A limit on the length of a string.
#[derive(Debug)]
pub struct Limit {
    /// The place of the string.
    pub at: &'static str,
    /// The greatest number of characters.
    pub most: usize,
    /// The sentence that states the limit.
    pub origin: Source,
}

/// Strings that must each equal a name in the document, where every name is unique.
#[derive(Debug)]
pub struct Links {
    /// The places of the strings.
    pub from: &'static [&'static str],
    /// The places of the names.
    pub to: &'static str,
    /// The sentence that states the rule.
    pub origin: Source,
}

/// A document around a payload, under construction.
#[derive(Clone, Debug, PartialEq)]
pub struct Builder {
    document: Value,
    payload: Vec<Violation>,
}

impl Builder {
    /// Parses the document, and puts the payload in place.
    pub fn new<T: Conform + Serialize>(around: &str, build: &Build, payload: &T) -> Self {
        let mut violations = payload.violations();
        let mut document = Value::Null;
        match serde_json::from_str(around).and_then(|around| Ok((around, serde_json::to_value(payload)?))) {
            Ok((around, payload)) => {
                document = around;
                put(&mut document, build.payload, payload);
            }
            Err(error) => violations.push(violation(JsonPointer::default(), "json", error.to_string(), JSON)),
        }
        Self { document, payload: violations }
    }

    /// Writes a string at each of these places.
    pub fn set(&mut self, places: &[&str], text: &str) {
        for place in places {
            put(&mut self.document, place, Value::from(text));
        }
    }

    /// Appends an element to each of these lists.
    pub fn append(&mut self, places: &[&str], element: &Value) {
        for place in places {
            append(&mut self.document, place, element.clone());
        }
    }

    /// The document in its current state.
    pub fn document(&self) -> &Value {
        &self.document
    }

    /// All documented rules that the payload or the document breaks.
    pub fn violations(&self, build: &Build) -> Vec<Violation> {
        let mut violations = self.payload.clone();
        for limit in build.limits {
            for spot in find(&self.document, limit.at) {
                let count = spot.value.as_str().map_or(0, |text| text.chars().count());
                if count > limit.most {
                    let message = format!("expected at most {} characters, got {count}", limit.most);
                    violations.push(violation(spot.at, "maxLength", message, limit.origin));
                }
            }
        }
        for links in build.links {
            let mut names = HashSet::new();
            for spot in find(&self.document, links.to) {
                let name = spot.value.as_str().unwrap_or_default().to_owned();
                if !names.insert(name.clone()) {
                    violations.push(violation(spot.at, "unique", format!("{name:?} is given twice"), links.origin));
                }
            }
            for spot in links.from.iter().flat_map(|from| find(&self.document, from)) {
                let name = spot.value.as_str().unwrap_or_default();
                if !names.contains(name) {
                    let message = format!("{name:?} names nothing in the document");
                    violations.push(violation(spot.at, "link", message, links.origin));
                }
            }
        }
        violations
    }
}

fn violation(at: JsonPointer, rule: &'static str, message: String, source: Source) -> Violation {
    Violation::new(at, rule, message, source)
}

/// The source of rules that no document states: the definition of JSON.
const JSON: Source = Source { document: "RFC 8259", lines: [1, 1], quote: "JSON text" };
