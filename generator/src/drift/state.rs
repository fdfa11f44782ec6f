//! States of a contract: out of schema files, out of documents.

use super::contract::{Contract, Described};
use super::change::Side;
use crate::{
    definitions::placed, emit, error::Error, finding::Finding, model::Model, source::Source, vendor::Direction,
};
use std::collections::{BTreeMap, BTreeSet};

impl Contract {
    /// The types of schema files, by path and text. What a file keeps beside its own schema is part of that.
    ///
    /// # Errors
    ///
    /// When a file is not JSON, or holds no schema.
    pub fn of_schemas(files: &BTreeMap<String, String>) -> Result<(Self, Vec<Finding>), Error> {
        let (placed, findings) = placed(files)?;
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
        Ok((Self { types }, findings))
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
        Self { types: types.collect() }
    }
}
