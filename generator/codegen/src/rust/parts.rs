//! A schema and everything that holds for the same value beside it: what it refers to and what it is put together from.

use super::Context;
use ringback_contract::keyword::is_annotation;
use serde_json::Value;
use std::collections::HashSet;

impl<'a> Context<'a> {
    /// The schema itself first, then what `$ref` and `allOf` add to it, each once.
    pub fn parts<'s>(&self, schema: &'s Value) -> Vec<&'s Value>
    where
        'a: 's,
    {
        let mut parts = vec![schema];
        if ["$ref", "allOf"].iter().all(|keyword| schema.get(*keyword).is_none()) {
            return parts;
        }
        let mut known = HashSet::from([std::ptr::from_ref(schema)]);
        let mut next = 0;
        while let Some(part) = parts.get(next).copied() {
            next += 1;
            let target = part.get("$ref").and_then(Value::as_str).and_then(|target| self.target(target));
            let referred = target.and_then(|index| self.definitions.get(index)).map(|definition| &definition.schema);
            let all = part.get("allOf").and_then(Value::as_array).into_iter().flatten();
            for added in referred.into_iter().chain(all) {
                if known.insert(std::ptr::from_ref(added)) {
                    parts.push(added);
                }
            }
        }
        parts
    }

    /// The properties that are named for a value, each with its schema, and whether it is required. Where several
    /// schemas speak of one property, the first that says something stands for all.
    pub fn properties<'s>(&self, schema: &'s Value) -> Vec<(&'s str, &'s Value, bool)>
    where
        'a: 's,
    {
        let parts = self.parts(schema);
        let mut found: indexmap::IndexMap<&str, &Value> = indexmap::IndexMap::new();
        for (name, property) in
            parts.iter().filter_map(|part| part.get("properties")?.as_object()).flat_map(|properties| properties.iter())
        {
            let known = found.entry(name).or_insert(property);
            let says_nothing =
                |schema: &Value| schema.as_object().is_some_and(|object| object.keys().all(|key| is_annotation(key)));
            if **known == Value::Bool(true) || says_nothing(known) || *property == Value::Bool(false) {
                *known = property;
            }
        }
        let required: HashSet<&str> = parts
            .iter()
            .filter_map(|part| part.get("required")?.as_array())
            .flat_map(|names| names.iter().filter_map(Value::as_str))
            .collect();
        // What is never allowed needs no field.
        let allowed = found.into_iter().filter(|(_, property)| **property != Value::Bool(false));
        allowed.map(|(name, property)| (name, property, required.contains(name))).collect()
    }

    /// Whether any property is named that is allowed.
    pub fn has_properties(&self, schema: &Value) -> bool {
        let named = |part: &Value| {
            let properties = part.get("properties").and_then(Value::as_object);
            properties.is_some_and(|properties| properties.values().any(|property| *property != Value::Bool(false)))
        };
        match self.parts(schema).as_slice() {
            [only] => named(only),
            parts => parts.iter().any(|part| named(part)) && !self.properties(schema).is_empty(),
        }
    }

    /// The types that a value may have, null aside; `None` when nothing says so.
    pub fn kinds(&self, schema: &Value) -> Option<Vec<String>> {
        let mut kinds: Option<Vec<String>> = None;
        for part in self.parts(schema) {
            let Some(named) = named_types(part) else { continue };
            let both =
                |kind: &String| named.contains(kind) || kind == "integer" && named.contains(&"number".to_owned());
            kinds = Some(match kinds {
                None => named,
                Some(kinds) if kinds.iter().any(both) => kinds.into_iter().filter(|kind| both(kind)).collect(),
                Some(kinds) => kinds,
            });
        }
        kinds
    }
}

/// The types that one schema names, null aside; `None` when it names none that there is.
fn named_types(schema: &Value) -> Option<Vec<String>> {
    const TYPES: &[&str] = &["array", "boolean", "integer", "number", "object", "string"];
    let kinds = match schema.get("type")? {
        Value::String(kind) => vec![kind.as_str()],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => return None,
    };
    let whole = kinds.contains(&"number");
    let known = |kind: &&str| TYPES.contains(kind) && !(whole && *kind == "integer");
    let kinds: Vec<String> = kinds.into_iter().filter(known).map(String::from).collect();
    (!kinds.is_empty()).then_some(kinds)
}
