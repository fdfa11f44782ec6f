//! The values that a schema lists, with the names and descriptions that it gives them.

use super::{conjunct::alternatives, null::is_null, reader::SchemaReader, shape::TypeShape};
use ringback_contract::keyword::{OPEN_ENUM, is_annotation};
use serde_json::{Map, Value};
use std::collections::HashSet;

/// A listed value.
#[derive(Clone, Copy, Debug)]
pub struct NamedValue<'a> {
    /// The value.
    pub value: &'a Value,
    /// Its name in code.
    pub name: Option<&'a str>,
    /// What it means.
    pub description: Option<&'a str>,
}

/// The spellings of the names of enum values, in the order of the values.
const NAMES: &[&str] = &["x-enum-varnames", "x-enumNames", "x-enum-names", "x-enum-keys"];

/// The spellings of their descriptions.
const DESCRIPTIONS: &[&str] = &["x-enum-descriptions", "x-enumDescriptions"];

/// The values that a schema lists by itself, null aside: `enum`, `const`, or alternatives of single constants. `None` if
/// it lists none.
pub fn listed(object: &Map<String, Value>) -> Option<Vec<NamedValue<'_>>> {
    let at = |spellings: &[&str], index: usize, value: &Value| {
        let list = spellings.iter().find_map(|name| object.get(*name))?;
        match list {
            Value::Array(list) => list.get(index)?.as_str(),
            // Some write the descriptions by value.
            Value::Object(by_value) => by_value.get(value.as_str().unwrap_or(&value.to_string()))?.as_str(),
            _ => None,
        }
    };
    let found: Vec<NamedValue> = if let Some(values) = object.get("enum") {
        let named = |(index, value)| NamedValue {
            value,
            name: at(NAMES, index, value).filter(|name| !name.trim().is_empty()),
            description: at(DESCRIPTIONS, index, value),
        };
        values.as_array()?.iter().enumerate().map(named).collect()
    } else if let Some(value) = object.get("const") {
        vec![NamedValue { value, name: None, description: None }]
    } else {
        constants(object)?
    };
    let found: Vec<NamedValue> = found.into_iter().filter(|named| !named.value.is_null()).collect();
    (!found.is_empty()).then_some(found)
}

/// The values of alternatives of which each is one constant.
fn constants(object: &Map<String, Value>) -> Option<Vec<NamedValue<'_>>> {
    let mut lists = ["oneOf", "anyOf"].iter().filter_map(|keyword| object.get(*keyword)?.as_array());
    let list = lists.next().filter(|_| lists.next().is_none())?;
    fn constant(schema: &Value) -> Option<NamedValue<'_>> {
        let object = schema.as_object()?;
        let only =
            object.keys().all(|keyword| is_annotation(keyword) || ["type", "const", "enum"].contains(&&**keyword));
        let value = match object.get("enum").and_then(Value::as_array).map(Vec::as_slice) {
            Some([value]) => value,
            Some(_) => return None,
            None => object.get("const")?,
        };
        let text = |keyword: &str| object.get(keyword).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
        only.then(|| NamedValue { value, name: text("title"), description: text("description") })
    }
    list.iter().filter(|schema| !is_null(schema)).map(constant).collect()
}

impl<'a> SchemaReader<'a> {
    /// The values that a schema lists, itself or by a reference that adds no list of its own.
    pub fn listed_values(self, schema: &'a Value) -> Vec<NamedValue<'a>> {
        let own = schema.as_object().and_then(listed);
        let referred = || {
            let target = self.definitions.get(self.carrier(schema)?)?;
            target.schema.as_object().and_then(listed)
        };
        own.or_else(referred).unwrap_or_default()
    }

    /// The strings that a schema lists or knows, with whether others are allowed.
    pub fn named_texts(self, schema: &'a Value) -> Option<(Vec<NamedValue<'a>>, bool)> {
        let object = schema.as_object()?;
        let (mut found, open) = match listed(object) {
            Some(found) => (found, false),
            None => match object.get(OPEN_ENUM).and_then(Value::as_array) {
                Some(known) => {
                    let named = |value| NamedValue { value, name: None, description: None };
                    (known.iter().map(named).collect(), true)
                }
                None => (self.known_texts(schema)?, true),
            },
        };
        let mut known = HashSet::new();
        found.retain(|named| known.insert(named.value.as_str()));
        (!known.contains(&None) && !found.is_empty()).then_some((found, open))
    }

    /// The strings that are known where any string is allowed: `anyOf: [{type: string}, {enum: […]}]`.
    fn known_texts(self, schema: &'a Value) -> Option<Vec<NamedValue<'a>>> {
        schema.get("anyOf")?;
        let (mut known, mut any) = (Vec::new(), false);
        for alternative in alternatives(schema)?.iter().filter(|schema| !is_null(schema)) {
            let listing = match self.shape(alternative) {
                TypeShape::Text => {
                    any = true;
                    continue;
                }
                TypeShape::Reference(index) => &self.definitions.get(index)?.schema,
                _ => alternative,
            };
            known.extend(listed(listing.as_object()?)?);
        }
        (any && !known.is_empty()).then_some(known)
    }
}
