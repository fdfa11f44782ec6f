//! Where null is allowed: Rust types other than `Value` have no null of their own.

use super::{
    conjunct::{alternatives, is_type_beside_null},
    reader::SchemaReader,
};
use ringback_contract::keyword::is_annotation;
use serde_json::{Map, Value};
use std::collections::HashSet;

/// References that are followed one after the other; a longer chain is taken for a cycle.
const DEEPEST: usize = 64;

/// A schema without its null: whether null is allowed in addition, and the schema of the other values.
pub fn without_null(schema: &Value) -> (bool, &Value) {
    let Some(object) = schema.as_object() else { return (false, schema) };
    for keyword in ["anyOf", "oneOf"] {
        if let Some([first, second]) = object.get(keyword).and_then(Value::as_array).map(Vec::as_slice)
            && object.keys().all(|key| key == keyword || is_annotation(key))
        {
            match (is_null(first), is_null(second)) {
                (true, false) => return (true, second),
                (false, true) => return (true, first),
                _ => {}
            }
        }
    }
    let values = object.get("enum").and_then(Value::as_array);
    let nullable = match object.get("type") {
        Some(Value::Array(names)) => names.len() > 1 && names.iter().any(|name| name == "null"),
        None => match values {
            Some(values) => values.len() > 1 && values.contains(&Value::Null),
            None => alternatives(schema).is_some_and(|schemas| schemas.len() > 2 && schemas.iter().any(is_null)),
        },
        _ => false,
    };
    (nullable, schema)
}

impl<'a> SchemaReader<'a> {
    /// Whether null needs an `Option` or `Nullable` around the schema's type.
    pub fn takes_null(self, schema: &Value) -> bool {
        without_null(schema).0 || self.names_null(schema)
    }

    /// Whether a schema explicitly accepts null; one without any `type` does not.
    pub fn names_null(self, schema: &Value) -> bool {
        self.allows_null(schema) && self.mentions_null(schema)
    }

    /// Whether null is named in a schema or its references; each definition in which it is not is visited once for all
    /// schemas.
    fn mentions_null<'s>(self, schema: &'s Value) -> bool
    where
        'a: 's,
    {
        let (mut waiting, mut seen) = (vec![schema], HashSet::new());
        let known = &self.definitions.names_no_null;
        while let Some(object) = waiting.pop().map(Value::as_object) {
            for (keyword, value) in object.into_iter().flatten() {
                match (keyword.as_str(), value) {
                    ("type" | "enum", Value::Array(values))
                        if values.iter().any(|value| value.is_null() || value == "null") =>
                    {
                        return true;
                    }
                    ("const", Value::Null) => return true,
                    ("allOf" | "anyOf" | "oneOf", Value::Array(schemas)) => {
                        if schemas.iter().any(is_null) {
                            return true;
                        }
                        waiting.extend(schemas);
                    }
                    ("$ref", Value::String(target)) => {
                        let is_new = |index: &usize| !known.borrow().contains(index) && seen.insert(*index);
                        let index = self.target(target).filter(is_new);
                        let target = index.and_then(|index| self.definitions.get(index));
                        waiting.extend(target.map(|target| &target.schema));
                    }
                    _ => {}
                }
            }
        }
        known.borrow_mut().extend(seen);
        false
    }

    /// Whether a schema accepts null.
    pub fn allows_null(self, schema: &Value) -> bool {
        self.null_holds(schema, 0)
    }

    /// Each schema is looked at once, because references may lead to it in exponentially many ways.
    fn null_holds(self, schema: &Value, depth: usize) -> bool {
        let object = match schema {
            Value::Bool(any) => return *any,
            Value::Object(object) if depth < DEEPEST => object,
            _ => return true,
        };
        let (address, known) = (std::ptr::from_ref(schema), &self.definitions.accepts_null);
        if let Some(accepts) = known.borrow().get(&address) {
            return *accepts;
        }
        known.borrow_mut().insert(address, true);
        let accepts = object.iter().all(|(keyword, value)| self.keyword_holds(object, keyword, value, depth + 1));
        known.borrow_mut().insert(address, accepts);
        accepts
    }

    fn keyword_holds(self, object: &Map<String, Value>, keyword: &str, value: &Value, depth: usize) -> bool {
        let each = || value.as_array().into_iter().flatten().filter(|schema| self.null_holds(schema, depth));
        match keyword {
            "type" => match value {
                Value::String(name) => !is_type_beside_null(name),
                Value::Array(names) => names.iter().any(|name| name == "null"),
                _ => true,
            },
            "enum" => value.as_array().is_none_or(|values| values.contains(&Value::Null)),
            "const" => value.is_null(),
            "$ref" => {
                let index = value.as_str().and_then(|reference| self.target(reference));
                let target = index.and_then(|index| self.definitions.get(index));
                target.is_none_or(|target| self.null_holds(&target.schema, depth))
            }
            "allOf" => value.as_array().is_none_or(|all| each().count() == all.len()),
            "anyOf" => each().next().is_some(),
            "oneOf" => each().count() == 1,
            "not" => !self.null_holds(value, depth),
            "if" => {
                let branch = if self.null_holds(value, depth) { "then" } else { "else" };
                object.get(branch).is_none_or(|schema| self.null_holds(schema, depth))
            }
            _ => true,
        }
    }
}

/// Whether null is the only allowed value.
pub fn is_null(schema: &Value) -> bool {
    let only = || schema.get("enum").and_then(Value::as_array).is_some_and(|values| values.iter().all(Value::is_null));
    schema.get("type").is_some_and(|name| name == "null")
        || schema.get("const").is_some_and(Value::is_null)
        || schema.get("enum").is_some() && only()
}
