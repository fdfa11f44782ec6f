//! Documents built around a payload: places with names to fill, and what is documented about the whole.

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

/// How a document around a payload is built.
#[derive(Debug)]
pub struct Build {
    /// Where the payload stands.
    pub payload: &'static str,
    /// Texts that may not be longer than is documented.
    pub limits: &'static [Limit],
    /// Texts that name something elsewhere in the document.
    pub links: &'static [Links],
}

/// A text that may not be longer than this.
#[derive(Debug)]
pub struct Limit {
    /// Where it stands.
    pub at: &'static str,
    /// At most so many characters.
    pub most: usize,
    /// Who says so.
    pub origin: Source,
}

/// Texts that each must be the name of something in the document, and names that are each given once.
#[derive(Debug)]
pub struct Links {
    /// Where the texts stand.
    pub from: &'static [&'static str],
    /// Where the names stand.
    pub to: &'static str,
    /// Who says so.
    pub origin: Source,
}

/// A document around a payload in the making.
#[derive(Clone, Debug, PartialEq)]
pub struct Builder {
    document: Value,
    payload: Vec<Violation>,
}

impl Builder {
    /// A document, given as text, with its payload in place.
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

    /// Writes a text in each of these places.
    pub fn set(&mut self, places: &[&str], text: &str) {
        for place in places {
            put(&mut self.document, place, Value::from(text));
        }
    }

    /// Adds an element to each of these lists.
    pub fn append(&mut self, places: &[&str], element: &Value) {
        for place in places {
            append(&mut self.document, place, element.clone());
        }
    }

    /// The document as it stands.
    pub fn document(&self) -> &Value {
        &self.document
    }

    /// Everything documented that the payload or the document around it breaks.
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

/// The source of what no document needs to say: JSON itself.
const JSON: Source = Source { document: "RFC 8259", lines: [1, 1], quote: "JSON text" };
