//! Combines a schema with what `$ref` and `allOf` add to it: its properties, its types, its alternatives.

use super::reader::SchemaReader;
use indexmap::IndexMap;
use ringback_contract::keyword::is_annotation;
use ringback_runtime::kind::Kind;
use serde_json::Value;
use std::collections::HashSet;

/// Whether a word names a type of JSON values, null aside.
pub fn is_type_beside_null(word: &str) -> bool {
    Kind::named(word).is_some_and(|kind| kind != Kind::Null)
}

impl<'a> SchemaReader<'a> {
    /// All schemas that apply to one value: the schema itself first, then those of `$ref` and `allOf`, each once.
    pub fn conjuncts<'s>(self, schema: &'s Value) -> Vec<&'s Value>
    where
        'a: 's,
    {
        let mut conjuncts = vec![schema];
        if ["$ref", "allOf"].iter().all(|keyword| schema.get(*keyword).is_none()) {
            return conjuncts;
        }
        let mut known = HashSet::from([std::ptr::from_ref(schema)]);
        let mut next = 0;
        while let Some(conjunct) = conjuncts.get(next).copied() {
            next += 1;
            let referred = self.referred(conjunct).map(|definition| &definition.schema);
            let all = conjunct.get("allOf").and_then(Value::as_array).into_iter().flatten();
            for added in referred.into_iter().chain(all) {
                if known.insert(std::ptr::from_ref(added)) {
                    conjuncts.push(added);
                }
            }
        }
        conjuncts
    }

    /// The declared properties of a value, each with its schema and whether it is required. If several schemas declare
    /// a property, the first one with assertions is used.
    pub fn properties<'s>(self, schema: &'s Value) -> Vec<(&'s str, &'s Value, bool)>
    where
        'a: 's,
    {
        let conjuncts = self.conjuncts(schema);
        let mut found: IndexMap<&str, &Value> = IndexMap::new();
        let named = conjuncts.iter().filter_map(|conjunct| conjunct.get("properties")?.as_object());
        for (name, property) in named.flat_map(|properties| properties.iter()) {
            let known = found.entry(name).or_insert(property);
            let says_nothing =
                |schema: &Value| schema.as_object().is_some_and(|object| object.keys().all(|key| is_annotation(key)));
            if **known == Value::Bool(true) || says_nothing(known) || *property == Value::Bool(false) {
                *known = property;
            }
        }
        let required: HashSet<&str> = conjuncts
            .iter()
            .filter_map(|conjunct| conjunct.get("required")?.as_array())
            .flat_map(|names| names.iter().filter_map(Value::as_str))
            .collect();
        // What is never allowed needs no field.
        let allowed = found.into_iter().filter(|(_, property)| **property != Value::Bool(false));
        allowed.map(|(name, property)| (name, property, required.contains(name))).collect()
    }

    /// Whether at least one property is declared and allowed.
    pub fn has_properties(self, schema: &Value) -> bool {
        let named = |conjunct: &Value| {
            let properties = conjunct.get("properties").and_then(Value::as_object);
            properties.is_some_and(|properties| properties.values().any(|property| *property != Value::Bool(false)))
        };
        match self.conjuncts(schema).as_slice() {
            [only] => named(only),
            conjuncts => conjuncts.iter().any(|conjunct| named(conjunct)) && !self.properties(schema).is_empty(),
        }
    }

    /// The types that a value may have, without null; `None` if no keyword restricts them.
    pub fn types(self, schema: &Value) -> Option<Vec<String>> {
        let mut types: Option<Vec<String>> = None;
        for conjunct in self.conjuncts(schema) {
            let Some(named) = named_types(conjunct) else { continue };
            let in_both =
                |name: &String| named.contains(name) || name == "integer" && named.contains(&"number".to_owned());
            types = Some(match types {
                None => named,
                Some(types) if types.iter().any(in_both) => types.into_iter().filter(|name| in_both(name)).collect(),
                Some(types) => types,
            });
        }
        types
    }
}

/// The alternatives of a schema, if it has exactly one list of them.
pub fn alternatives(schema: &Value) -> Option<&Vec<Value>> {
    let mut lists = ["anyOf", "oneOf"].iter().filter_map(|keyword| schema.get(*keyword)?.as_array());
    lists.next().filter(|_| lists.next().is_none())
}

/// The types that one schema names, without null; `None` if it names none of JSON's.
fn named_types(schema: &Value) -> Option<Vec<String>> {
    let names = match schema.get("type")? {
        Value::String(name) => vec![name.as_str()],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        _ => return None,
    };
    let has_number = names.contains(&"number");
    let known = |name: &&str| is_type_beside_null(name) && !(has_number && *name == "integer");
    let names: Vec<String> = names.into_iter().filter(known).map(String::from).collect();
    (!names.is_empty()).then_some(names)
}
