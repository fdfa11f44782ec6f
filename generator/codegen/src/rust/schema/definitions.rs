//! The definitions of a module: their Rust names, and the targets of `$ref`.

use crate::rust::text::names::NameScope;
use proc_macro2::Ident;
use ringback_contract::{definition::Definition, provenance::ProvenanceTable, uri};
use serde_json::Value;
use std::collections::HashMap;

/// The definitions of a module, and what is known about them before any code is written.
pub struct Definitions<'a> {
    list: &'a [Definition],
    /// The citations behind their schemas.
    pub provenance: &'a ProvenanceTable,
    /// The path of the module for users of the crate, `acme::orders`; `None` if the crate's name is unknown.
    pub path: Option<String>,
    /// Which definitions contain each other.
    pub cycles: Cycles,
    /// Whether any schema has `unevaluatedProperties` or `unevaluatedItems`.
    pub has_unevaluated: bool,
    idents: Vec<Ident>,
    /// The index of every definition, by its name in `$ref`.
    by_name: HashMap<String, usize>,
}

/// Cycles of definitions: by index, the number of the cycle that a definition belongs to.
#[derive(Default)]
pub struct Cycles {
    /// Cycles of values that contain each other directly, without a list or map between: these need a box.
    pub containment: Vec<usize>,
    /// Cycles of references about the same value: their rules would refer to each other forever.
    pub same_value: Vec<usize>,
}

impl<'a> Definitions<'a> {
    /// Names the types and indexes the definitions; cycles are found afterwards.
    pub fn new(
        list: &'a [Definition],
        provenance: &'a ProvenanceTable,
        path: Option<String>,
        types: &mut NameScope,
    ) -> Self {
        let mut by_name = HashMap::new();
        for (index, definition) in list.iter().enumerate() {
            by_name.insert(definition.name.clone(), index);
            by_name.insert(uri::encode(&definition.name), index);
        }
        Self {
            list,
            provenance,
            path,
            cycles: Cycles::default(),
            has_unevaluated: list.iter().any(|definition| has_unevaluated(&definition.schema)),
            idents: list.iter().map(|definition| types.type_name(&definition.name)).collect(),
            by_name,
        }
    }

    /// All definitions.
    pub fn all(&self) -> &'a [Definition] {
        self.list
    }

    /// The definition at an index.
    pub fn get(&self, index: usize) -> Option<&'a Definition> {
        self.list.get(index)
    }

    /// The name of a definition's Rust type.
    pub fn ident(&self, index: usize) -> Option<&Ident> {
        self.idents.get(index)
    }

    /// The index of the definition that a `$ref` in the definition `from` refers to.
    pub fn target(&self, reference: &str, from: usize) -> Option<usize> {
        // What led out of the given files was given a name that nothing has.
        if reference.starts_with("#?") {
            return None;
        }
        if let Some(index) = self.by_name.get(reference) {
            return Some(*index);
        }
        let name = reference.rsplit('/').next().unwrap_or(reference);
        let name = name.trim_start_matches('#');
        if name.is_empty() {
            return Some(from);
        }
        let name = name.trim_end_matches(".json").trim_end_matches(".schema");
        self.by_name.get(name).copied()
    }
}

/// Whether a schema uses `unevaluatedProperties` or `unevaluatedItems`.
fn has_unevaluated(value: &Value) -> bool {
    match value {
        Value::Object(object) => {
            object.iter().any(|(keyword, value)| keyword.starts_with("unevaluated") || has_unevaluated(value))
        }
        Value::Array(list) => list.iter().any(has_unevaluated),
        _ => false,
    }
}
