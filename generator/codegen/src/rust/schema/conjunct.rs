//! The schemas that apply to one value: a schema with what `$ref` and `allOf` add to it, and the JSON types that they
//! leave.

use super::reader::SchemaReader;
use ringback_runtime::kind::Kind;
use serde_json::Value;
use std::collections::HashSet;

/// A schema that applies to a value.
#[derive(Clone, Copy)]
pub struct Conjunct<'a> {
    /// The schema.
    pub schema: &'a Value,
    /// Reads it relative to the definition that contains it.
    pub reader: SchemaReader<'a>,
    /// Whether a `$ref` leads to it.
    pub by_reference: bool,
}

/// Whether a word names a type of JSON values, null aside.
pub fn is_type_beside_null(word: &str) -> bool {
    Kind::named(word).is_some_and(|kind| kind != Kind::Null)
}

impl<'a> SchemaReader<'a> {
    /// All schemas that apply to one value: the schema itself first, then those of `$ref` and `allOf`, each once.
    pub fn conjuncts(self, schema: &'a Value) -> Vec<Conjunct<'a>> {
        let mut conjuncts = vec![Conjunct { schema, reader: self.in_parts(), by_reference: false }];
        if ["$ref", "allOf"].iter().all(|keyword| schema.get(*keyword).is_none()) {
            return conjuncts;
        }
        let mut known = HashSet::from([std::ptr::from_ref(schema)]);
        let mut next = 0;
        while let Some(Conjunct { schema, reader, by_reference }) = conjuncts.get(next).copied() {
            next += 1;
            let target = schema.get("$ref").and_then(Value::as_str).and_then(|target| reader.target(target));
            if let Some(reader) = target.and_then(|index| SchemaReader::new(self.definitions, index))
                && known.insert(std::ptr::from_ref(&reader.definition.schema))
            {
                conjuncts.push(Conjunct { schema: &reader.definition.schema, reader, by_reference: true });
            }
            for schema in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
                if known.insert(std::ptr::from_ref(schema)) {
                    conjuncts.push(Conjunct { schema, reader, by_reference });
                }
            }
        }
        conjuncts
    }

    /// The types that a value may have, without null; `None` if no keyword restricts them.
    pub fn types(self, schema: &'a Value) -> Option<Vec<String>> {
        let mut types: Option<Vec<String>> = None;
        for conjunct in self.conjuncts(schema) {
            let Some(named) = named_types(conjunct.schema) else { continue };
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
