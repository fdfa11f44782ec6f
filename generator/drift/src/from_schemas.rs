//! Reads a contract from schema files and specifications.

use super::contract::{Contract, ContractEntry, EntryRole};
use ringback_contract::{error::Error, finding::Finding};
use ringback_openapi::{
    read::{ExtraSchema, LocatedDefinition, located_definitions},
    specification::{SpecFiles, specifications},
};
use std::collections::{BTreeMap, BTreeSet};

impl Contract {
    /// The types of schema files, by path and text, and the operations of OpenAPI and Swagger files. The definitions
    /// that a file keeps beside its own schema are compared as parts of that.
    ///
    /// # Errors
    ///
    /// As [`Contract::of_files`].
    pub fn of_schemas(files: &BTreeMap<String, String>) -> Result<(Self, Vec<Finding>), Error> {
        Self::of_files(&SpecFiles::of(files.clone()))
    }

    /// The same, of files with those that references lead to.
    ///
    /// # Errors
    ///
    /// If a file is neither JSON nor YAML, no file has a schema, or two files have one `$id`.
    pub fn of_files(files: &SpecFiles) -> Result<(Self, Vec<Finding>), Error> {
        let parsed = files.parse()?;
        let specifications = specifications(&parsed);
        let extras: Vec<ExtraSchema> =
            specifications.iter().flat_map(|specification| specification.extra_schemas()).collect();
        let (located, provenance, mut findings) = located_definitions(parsed, Some(&extras))?;
        findings.extend(specifications.iter().flat_map(|specification| specification.findings.clone()));
        let with_root: BTreeSet<&str> = located
            .iter()
            .filter(|located| located.definition.is_root)
            .map(|located| &*located.definition.source.document)
            .collect();
        let is_root = |located: &LocatedDefinition| {
            let definition = &located.definition;
            definition.is_root || located.is_listed && !with_root.contains(&*definition.source.document)
        };
        let roots: Vec<bool> = located.iter().map(is_root).collect();
        let places = located
            .iter()
            .map(|located| {
                let definition = &located.definition;
                ((definition.source.document.to_string(), located.pointer.clone()), definition.name.clone())
            })
            .collect();
        let has_operations = specifications.iter().any(|specification| !specification.operations.is_empty());
        let role = if has_operations { EntryRole::PartOfOperation } else { EntryRole::Standalone };
        let entries =
            located.into_iter().zip(roots).map(|(LocatedDefinition { definition, .. }, is_root)| ContractEntry {
                is_root,
                name: definition.name,
                sides: Vec::new(),
                schema: definition.schema,
                source: definition.source,
                role: role.clone(),
            });
        let entries = entries.collect();
        Ok((Self { entries, provenance, is_documented: false, specifications, places }, findings))
    }
}
