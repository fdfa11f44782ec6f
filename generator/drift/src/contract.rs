//! One version of a contract: its types and the messages of its operations, by name.

use super::{change::Side, normalize::normalize};
use ringback_contract::provenance::{ProvenanceTable, Source};
use serde_json::Value;

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
    /// A response, or a type that only operations use. Its removal is reported with the operation.
    PartOfOperation,
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
}

impl Contract {
    /// Brings every schema into the form that is compared: without identifiers and definitions, open enums as
    /// annotations.
    pub fn normalize(&mut self) {
        let provenance = &mut self.provenance;
        self.entries.iter_mut().for_each(|entry| normalize(&mut entry.schema, provenance));
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
}

/// Whether an object at any depth of a value has a key.
fn has_key(value: &Value, key: &str) -> bool {
    match value {
        Value::Object(object) => object.contains_key(key) || object.values().any(|value| has_key(value, key)),
        Value::Array(list) => list.iter().any(|value| has_key(value, key)),
        _ => false,
    }
}
