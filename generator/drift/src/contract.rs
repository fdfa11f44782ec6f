//! One version of a contract: its types and the messages of its operations, by name.

use super::{
    change::Side,
    discriminator,
    normalize::{normalize, spell_as_format},
    references::references,
};
use ringback_contract::{
    provenance::{ProvenanceTable, Source},
    uri::encode,
};
use ringback_openapi::specification::Specification;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A type of a contract, or a message of an operation.
#[derive(Clone, Debug)]
pub struct ContractEntry {
    /// The name, unique in the contract: `Callback`, `POST /callbacks`, `POST /callbacks response`.
    pub name: String,
    /// The sides on which it is used; empty if that is not known.
    pub sides: Vec<Side>,
    /// Whether it is compared on its own. Other entries are compared where roots refer to them.
    pub is_root: bool,
    /// The schema, of draft 2020-12; references are percent-encoded names of entries.
    pub schema: Value,
    /// Where it is declared.
    pub source: Source,
    /// What it is, and so what its removal means.
    pub role: EntryRole,
}

/// What an entry is, and so what its removal means.
#[derive(Clone, Debug, PartialEq)]
pub enum EntryRole {
    /// A type. If it is removed, nothing is known about its payloads.
    Standalone,
    /// An operation, with a call that proves its removal breaking: `{"method": …, "path": …}`.
    Operation(Value),
    /// The request of an operation that both versions have.
    Request {
        /// Its method.
        method: String,
        /// Its path.
        path: String,
    },
    /// The responses of such an operation.
    Response {
        /// Its method.
        method: String,
        /// Its path.
        path: String,
    },
    /// A type that only operations use. It is judged where they use it.
    PartOfOperation,
}

impl EntryRole {
    /// The operation that the message with a name is of; of anything else the name itself.
    pub fn operation<'a>(&self, name: &'a str) -> &'a str {
        match self {
            Self::Response { .. } => name.strip_suffix(" response").unwrap_or(name),
            _ => name,
        }
    }

    /// Whether it is what is sent or returned by an operation of a specification.
    pub fn is_message(&self) -> bool {
        matches!(self, Self::Request { .. } | Self::Response { .. })
    }
}

/// One version of a contract.
#[derive(Clone, Debug, Default)]
pub struct Contract {
    /// All types and messages of operations.
    pub entries: Vec<ContractEntry>,
    /// The sentences and keywords behind the schemas.
    pub provenance: ProvenanceTable,
    /// Whether it was read from prose rather than from schemas.
    pub is_documented: bool,
    /// The specifications; their operations become entries when two versions are compared.
    pub specifications: Vec<Specification>,
    /// The names of entries by the place of their schema: file and pointer.
    pub places: BTreeMap<(String, String), String>,
}

impl Contract {
    /// Brings every schema into the form that is compared: without identifiers and definitions, open enums as
    /// annotations.
    pub fn normalize(&mut self) {
        let provenance = &mut self.provenance;
        for entry in &mut self.entries {
            normalize(&mut entry.schema, provenance);
            discriminator::apply(&mut entry.schema);
        }
    }

    /// Writes base64 in the spelling of OpenAPI 3.0, if the other version uses that.
    pub fn spell_bytes_like(&mut self, other: &Self) {
        let is_byte = |entry: &ContractEntry| has_member(&entry.schema, "format", "byte");
        if other.entries.iter().any(is_byte) && self.uses_keyword("contentEncoding") {
            self.entries.iter_mut().for_each(|entry| spell_as_format(&mut entry.schema));
        }
    }

    /// Whether any schema uses a keyword.
    pub fn uses_keyword(&self, keyword: &str) -> bool {
        self.entries.iter().any(|entry| has_key(&entry.schema, keyword))
    }

    /// Whether the contract says no more of its types than their names.
    pub fn describes_nothing(&self) -> bool {
        let says = |entry: &ContractEntry| entry.schema.get("type").is_some() || entry.schema.get("anyOf").is_some();
        !self.entries.iter().any(says)
    }

    /// Marks the entries that references lead to as used on a side, and so on for those that they refer to.
    pub(crate) fn mark_used(&mut self, mut waiting: Vec<(String, Side)>) {
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

/// Whether an object at any depth of a value has a key.
fn has_key(value: &Value, key: &str) -> bool {
    match value {
        Value::Object(object) => object.contains_key(key) || object.values().any(|value| has_key(value, key)),
        Value::Array(list) => list.iter().any(|value| has_key(value, key)),
        _ => false,
    }
}

/// Whether an object at any depth of a value has a member with this text.
fn has_member(value: &Value, key: &str, text: &str) -> bool {
    match value {
        Value::Object(object) => {
            object.get(key).is_some_and(|value| value == text)
                || object.values().any(|value| has_member(value, key, text))
        }
        Value::Array(list) => list.iter().any(|value| has_member(value, key, text)),
        _ => false,
    }
}
