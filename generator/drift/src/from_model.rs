//! Reads a contract from the model of a vendor's documents.

use super::{
    change::Side,
    contract::{Contract, ContractEntry, EntryRole},
    references::redirect,
};
use ringback_constraints::{model::Model, schema};
use ringback_contract::{
    keyword::SOURCE,
    operation::Direction,
    provenance::{ProvenanceTable, Source},
    uri::encode,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

impl Contract {
    /// The types that documents describe, and the operations of `vendor.toml`.
    pub fn of_model(model: &Model) -> Self {
        // Pages without operations say of no type whether it is sent or received.
        let says_sides = !(model.vendor.operations.is_empty() && model.operations.is_empty());
        let types = model.types.values().map(|described| {
            let declared = described.node.declared.iter().flat_map(|declared| declared.sources.first()).next();
            ContractEntry {
                name: described.name.clone(),
                sides: if says_sides { vec![side(described.role)] } else { Vec::new() },
                is_root: true,
                schema: schema::schema(&model.vendor.name, described),
                source: declared.cloned().unwrap_or_else(|| Source::line("vendor.toml", 1, &*described.name)),
                role: EntryRole::Standalone,
            }
        });
        let operations = model.vendor.operations.iter().map(|operation| {
            let (method, path) = (&operation.method, &operation.path);
            ContractEntry {
                name: format!("operation {}", operation.name),
                // A client that only reads responses has to call the operation too.
                sides: vec![if operation.is_event() { Side::Event } else { Side::Request }],
                is_root: true,
                schema: json!({
                    "type": "object",
                    "properties": {"method": {"const": method}, "path": {"const": path}},
                    "required": ["method", "path"],
                }),
                source: Source::line("vendor.toml", 1, format!("name = {:?}", operation.name)),
                role: EntryRole::Operation(json!({"method": method, "path": path})),
            }
        });
        Self {
            entries: types.chain(operations).collect(),
            provenance: ProvenanceTable::default(),
            is_documented: true,
            ..Self::default()
        }
    }

    /// Adds the contract of one of several vendors; names, references and documents get the vendor as a prefix.
    pub fn add(&mut self, vendor: &str, other: Self) {
        self.is_documented = other.is_documented;
        let prefixed = |name: &str| format!("{vendor}/{name}");
        let moved: BTreeMap<String, String> =
            other.entries.iter().map(|entry| (encode(&entry.name), encode(&prefixed(&entry.name)))).collect();
        for mut entry in other.entries {
            entry.name = prefixed(&entry.name);
            redirect(&mut entry.schema, &moved);
            prefix_documents(&mut entry.schema, vendor);
            entry.source.document = prefixed(&entry.source.document).into();
            self.entries.push(entry);
        }
    }
}

fn side(direction: Direction) -> Side {
    match direction {
        Direction::Request => Side::Request,
        Direction::Response => Side::Response,
        Direction::Event => Side::Event,
    }
}

/// Puts a folder before the documents of all sources in a schema.
fn prefix_documents(schema: &mut Value, folder: &str) {
    match schema {
        Value::Object(object) => {
            let sources = object.get_mut(SOURCE).and_then(Value::as_array_mut).into_iter().flatten();
            for document in sources.filter_map(|source| source.get_mut("document")) {
                *document = format!("{folder}/{}", document.as_str().unwrap_or_default()).into();
            }
            object.values_mut().for_each(|value| prefix_documents(value, folder));
        }
        Value::Array(list) => list.iter_mut().for_each(|value| prefix_documents(value, folder)),
        _ => {}
    }
}
