//! States of a contract: out of schema files, out of documents.

use super::change::Side;
use super::contract::{Contract, Described};
use crate::emit::{rust::Words, schema::encode};
use crate::{
    definitions::placed, emit, error::Error, finding::Finding, model::Model, source::Source, vendor::Direction,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

impl Contract {
    /// The types of schema files, by path and text. What a file keeps beside its own schema is part of that.
    ///
    /// # Errors
    ///
    /// When a file is not JSON, or holds no schema.
    pub fn of_schemas(files: &BTreeMap<String, String>) -> Result<(Self, Vec<Finding>), Error> {
        let (placed, words, findings) = placed(files)?;
        let wholes: BTreeSet<String> = placed
            .iter()
            .filter(|placed| placed.definition.is_root)
            .map(|placed| placed.definition.source.document.clone())
            .collect();
        let types = placed
            .into_iter()
            .map(|placed| {
                let definition = placed.definition;
                let part = wholes.contains(&definition.source.document);
                Described {
                    is_subject: definition.is_root || placed.is_shelved && !part,
                    name: definition.name,
                    sides: Vec::new(),
                    schema: definition.schema,
                    source: definition.source,
                }
            })
            .collect();
        Ok((Self { types, words }, findings))
    }

    /// The types that documents describe.
    pub fn of_model(model: &Model) -> Self {
        let types = model.types.values().map(|kind| {
            let declared = kind.node.declared.iter().flat_map(|declared| declared.sources.first()).next();
            Described {
                name: kind.name.clone(),
                sides: vec![match kind.role {
                    Direction::Request => Side::Request,
                    Direction::Response => Side::Response,
                    Direction::Event => Side::Event,
                }],
                is_subject: true,
                schema: emit::schema::schema(&model.vendor.name, kind),
                source: declared.cloned().unwrap_or_else(|| Source::line("vendor.toml", 1, &kind.name)),
            }
        });
        Self { types: types.collect(), words: Words::default() }
    }

    /// Whether types are named and no more.
    pub fn says_nothing(&self) -> bool {
        let tells =
            |described: &Described| described.schema.as_object().is_some_and(|schema| schema.contains_key("type"));
        !self.types.iter().any(|described| tells(described) || described.schema.get("anyOf").is_some())
    }

    /// Adds the types of a vendor among several.
    pub fn add(&mut self, vendor: &str, other: Self) {
        let renamed = |name: &str| format!("{vendor}/{name}");
        let references: BTreeMap<String, String> =
            other.types.iter().map(|kind| (encode(&kind.name), encode(&renamed(&kind.name)))).collect();
        for mut described in other.types {
            described.name = renamed(&described.name);
            refer(&mut described.schema, &references);
            within(&mut described.schema, vendor);
            described.source.document = format!("{vendor}/{}", described.source.document);
            self.types.push(described);
        }
    }
}

/// Leads references to where their targets went.
fn refer(value: &mut Value, references: &BTreeMap<String, String>) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(target)) = object.get_mut("$ref")
                && let Some(moved) = references.get(target)
            {
                target.clone_from(moved);
            }
            object.values_mut().for_each(|value| refer(value, references));
        }
        Value::Array(list) => list.iter_mut().for_each(|value| refer(value, references)),
        _ => {}
    }
}

/// Names documents as they are seen from the folder above.
fn within(value: &mut Value, folder: &str) {
    match value {
        Value::Object(object) => {
            let sources = object.get_mut(emit::schema::SOURCE).and_then(Value::as_array_mut).into_iter().flatten();
            for document in sources.filter_map(|source| source.get_mut("document")) {
                *document = format!("{folder}/{}", document.as_str().unwrap_or_default()).into();
            }
            object.values_mut().for_each(|value| within(value, folder));
        }
        Value::Array(list) => list.iter_mut().for_each(|value| within(value, folder)),
        _ => {}
    }
}
