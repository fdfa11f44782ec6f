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

/// Where a schema that applies to a value stands.
#[derive(Clone, Copy, Debug)]
pub enum ConjunctPlace {
    /// It is that of a definition.
    Definition(usize),
    /// It is a part of the `allOf` of another: the place of that in the list, and its own.
    Part(usize, usize),
}

/// Whether a word names a type of JSON values, null aside.
pub fn is_type_beside_null(word: &str) -> bool {
    Kind::named(word).is_some_and(|kind| kind != Kind::Null)
}

impl<'a> SchemaReader<'a> {
    /// The schemas that apply to one value: the schema itself first, then those of `$ref` and `allOf`, each once. Those that
    /// only pass the value on are left out.
    pub fn conjuncts(self, schema: &'a Value) -> Vec<Conjunct<'a>> {
        let first = Conjunct { schema, reader: self.in_parts(), by_reference: false };
        if ["$ref", "allOf"].iter().all(|keyword| schema.get(*keyword).is_none()) {
            return vec![first];
        }
        // Those of the last schema are remembered: they are asked for again and again, and a chain may be long.
        let key = (std::ptr::from_ref(schema), self.index);
        if let Some((known, places)) = &*self.definitions.last_conjuncts.borrow()
            && *known == key
        {
            return self.conjuncts_at(first, places);
        }
        let (conjuncts, places) = self.find_conjuncts(first);
        *self.definitions.last_conjuncts.borrow_mut() = Some((key, places));
        conjuncts
    }

    /// The schemas at remembered places.
    fn conjuncts_at(self, first: Conjunct<'a>, places: &[ConjunctPlace]) -> Vec<Conjunct<'a>> {
        let mut found = vec![first];
        for place in places {
            let next =
                match *place {
                    ConjunctPlace::Definition(index) => SchemaReader::new(self.definitions, index)
                        .map(|reader| Conjunct { schema: &reader.definition.schema, reader, by_reference: true }),
                    ConjunctPlace::Part(parent, part) => found.get(parent).and_then(|parent| {
                        Some(Conjunct { schema: parent.schema.get("allOf")?.get(part)?, ..*parent })
                    }),
                };
            found.extend(next);
        }
        found
    }

    /// The schemas that apply beside a first one, and their places.
    fn find_conjuncts(self, first: Conjunct<'a>) -> (Vec<Conjunct<'a>>, Vec<ConjunctPlace>) {
        let mut known = HashSet::from([std::ptr::from_ref(first.schema)]);
        let (mut conjuncts, mut places) = (vec![first], Vec::new());
        let mut next = 0;
        while let Some(Conjunct { schema, reader, by_reference }) = conjuncts.get(next).copied() {
            next += 1;
            let target = schema.get("$ref").and_then(Value::as_str).and_then(|target| reader.target(target));
            let target = target.map(|index| self.definitions.end(index));
            if let Some(reader) = target.and_then(|index| SchemaReader::new(self.definitions, index))
                && known.insert(std::ptr::from_ref(&reader.definition.schema))
            {
                places.push(ConjunctPlace::Definition(reader.index));
                conjuncts.push(Conjunct { schema: &reader.definition.schema, reader, by_reference: true });
            }
            for (part, schema) in schema.get("allOf").and_then(Value::as_array).into_iter().flatten().enumerate() {
                if known.insert(std::ptr::from_ref(schema)) {
                    places.push(ConjunctPlace::Part(next - 1, part));
                    conjuncts.push(Conjunct { schema, reader, by_reference });
                }
            }
        }
        (conjuncts, places)
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
