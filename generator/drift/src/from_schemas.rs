//! Reads a contract from schema files and specifications.

use super::{
    change::Side,
    contract::{Contract, ContractEntry, EntryRole},
    messages::{Message, Messages},
    references::{redirect, references},
};
use ringback_contract::{
    data_file, document::Document, error::Error, finding::Finding, keyword::SOURCE, line_index::IndexedText,
    provenance::Source, spanned_json::SpannedJson, uri::encode,
};
use ringback_openapi::{
    read::{LocatedDefinition, located_definitions},
    specification::parse,
};
use std::collections::{BTreeMap, BTreeSet};

impl Contract {
    /// The types of schema files, by path and text, and the operations of OpenAPI and Swagger files. The definitions
    /// that a file keeps beside its own schema are compared as parts of that.
    ///
    /// # Errors
    ///
    /// If a file is not JSON, or has no schema.
    pub fn of_schemas(files: &BTreeMap<String, String>) -> Result<(Self, Vec<Finding>), Error> {
        let mut messages = Messages::default();
        // What cannot be parsed is an error when the schemas are read below.
        let parsed: BTreeMap<&str, SpannedJson> = files
            .iter()
            .filter(|(_, text)| ["openapi", "swagger"].iter().any(|key| text.contains(key)))
            .filter_map(|(path, text)| Some((path.as_str(), data_file::parse(path, text).ok()?.root)))
            .collect();
        for (path, root) in parsed.iter().filter(|(_, root)| is_specification(root)) {
            messages.add(path, &root.value());
        }
        let (placed, provenance, findings) = located_definitions(parse(files)?, Some(&messages.extras))?;
        let with_root: BTreeSet<&str> = placed
            .iter()
            .filter(|placed| placed.definition.is_root)
            .map(|placed| placed.definition.source.document.as_str())
            .collect();
        let is_root = |placed: &LocatedDefinition| {
            let definition = &placed.definition;
            definition.is_root || placed.is_listed && !with_root.contains(definition.source.document.as_str())
        };
        let roots: Vec<bool> = placed.iter().map(is_root).collect();
        let entries =
            placed.into_iter().zip(roots).map(|(LocatedDefinition { definition, .. }, is_root)| ContractEntry {
                is_root,
                name: definition.name,
                sides: Vec::new(),
                schema: definition.schema,
                source: definition.source,
                role: EntryRole::Standalone,
            });
        let mut contract = Self { entries: entries.collect(), provenance, is_documented: false };
        let lines = lines(files, &parsed, &messages.messages);
        contract.add_messages(messages.messages, &lines);
        Ok((contract, findings))
    }

    /// Adds the messages of operations. The types that they refer to are used on their sides; types that no operation
    /// uses are not compared.
    fn add_messages(&mut self, messages: Vec<Message>, lines: &[u32]) {
        let aliases = self.aliases();
        let mut waiting = Vec::new();
        for (message, line) in messages.into_iter().zip(lines) {
            let mut schema = message.schema;
            redirect(&mut schema, &aliases);
            references(&schema, &mut |name| waiting.push((name.to_owned(), message.side)));
            self.entries.push(ContractEntry {
                is_root: true,
                source: Source::line(&message.file, *line, &message.name),
                name: message.name,
                sides: vec![message.side],
                schema,
                role: message.call.map_or(EntryRole::PartOfOperation, EntryRole::Operation),
            });
        }
        self.mark_used(waiting);
        if self.entries.iter().any(|entry| entry.role != EntryRole::Standalone) {
            for entry in &mut self.entries {
                entry.is_root &= !entry.sides.is_empty();
                if entry.role == EntryRole::Standalone {
                    entry.role = EntryRole::PartOfOperation;
                }
            }
        }
    }

    /// Entries that consist of a reference only, with its target.
    fn aliases(&self) -> BTreeMap<String, String> {
        let is_alias = |entry: &&ContractEntry| {
            entry.schema.as_object().is_some_and(|schema| schema.keys().all(|key| key == "$ref" || key == SOURCE))
        };
        let target = |entry: &ContractEntry| entry.schema.get("$ref")?.as_str().map(String::from);
        let aliases = self.entries.iter().filter(is_alias);
        aliases.filter_map(|entry| Some((encode(&entry.name), target(entry)?))).collect()
    }

    /// Marks the entries that references lead to as used on a side, and so on for those that they refer to.
    fn mark_used(&mut self, mut waiting: Vec<(String, Side)>) {
        let mut used: BTreeMap<String, BTreeSet<Side>> = BTreeMap::new();
        let by_name: BTreeMap<String, usize> =
            self.entries.iter().enumerate().map(|(at, entry)| (encode(&entry.name), at)).collect();
        while let Some((name, side)) = waiting.pop() {
            if used.entry(name.clone()).or_default().insert(side)
                && let Some(entry) = by_name.get(&name).and_then(|at| self.entries.get(*at))
            {
                references(&entry.schema, &mut |name| waiting.push((name.to_owned(), side)));
            }
        }
        for (name, sides) in used {
            if let Some(entry) = by_name.get(&name).and_then(|at| self.entries.get_mut(*at)) {
                entry.sides.extend(sides);
            }
        }
    }
}

/// The lines on which messages are described, counted from 1.
fn lines(files: &BTreeMap<String, String>, parsed: &BTreeMap<&str, SpannedJson>, messages: &[Message]) -> Vec<u32> {
    let mut numbered: BTreeMap<&str, IndexedText> = BTreeMap::new();
    let mut line = |message: &Message| {
        let (path, text) = files.get_key_value(&message.file)?;
        let root = parsed.get(path.as_str())?;
        let numbered = numbered.entry(path).or_insert_with(|| IndexedText::of(&Document { path, text }));
        root.at(&message.pointer).map(|json| numbered.line(json.range.start))
    };
    messages.iter().map(|message| line(message).unwrap_or(1)).collect()
}

/// Whether a file is an OpenAPI or Swagger file.
fn is_specification(root: &SpannedJson) -> bool {
    ["openapi", "swagger"].iter().any(|key| root.member(key).is_some())
}
