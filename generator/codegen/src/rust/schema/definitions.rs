//! The definitions of a module: what each is called in Rust, and where a `$ref` leads.

use crate::rust::text::names::NameScope;
use proc_macro2::Ident;
use ringback_contract::{definition::Definition, provenance::ProvenanceTable, uri};
use serde_json::Value;
use std::collections::HashMap;

/// The definitions of a module and everything that is known of them before any of it is written.
pub struct Definitions<'a> {
    list: &'a [Definition],
    /// The citations behind their schemas.
    pub provenance: &'a ProvenanceTable,
    /// The path of the module for users of the crate, `acme::orders`; `None` where the crate's name is not known.
    pub path: Option<String>,
    /// Which definitions contain each other.
    pub cycles: Cycles,
    /// Whether any schema has `unevaluatedProperties` or `unevaluatedItems`.
    pub has_unevaluated: bool,
    idents: Vec<Ident>,
    /// The index of every definition, by its name as a `$ref` spells it.
    by_name: HashMap<String, usize>,
}

/// Which definitions refer to each other in a circle: those of one circle have the same number here, by index.
#[derive(Default)]
pub struct Cycles {
    /// By references from a value to a part that it holds without a list or a map between: there a box is needed.
    pub containment: Vec<usize>,
    /// By references about one and the same value: there a rule would lead back to itself.
    pub same_value: Vec<usize>,
}

impl<'a> Definitions<'a> {
    /// Names the types and indexes the definitions; the circles are still to be found.
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

    /// All of them.
    pub fn all(&self) -> &'a [Definition] {
        self.list
    }

    /// The definition of an index.
    pub fn get(&self, index: usize) -> Option<&'a Definition> {
        self.list.get(index)
    }

    /// The name of a definition's Rust type.
    pub fn ident(&self, index: usize) -> Option<&Ident> {
        self.idents.get(index)
    }

    /// The index of the definition that a `$ref` in the definition of index `from` leads to.
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

/// Whether a schema says anything of properties or elements that nothing else speaks of.
fn has_unevaluated(value: &Value) -> bool {
    match value {
        Value::Object(object) => {
            object.iter().any(|(keyword, value)| keyword.starts_with("unevaluated") || has_unevaluated(value))
        }
        Value::Array(list) => list.iter().any(has_unevaluated),
        _ => false,
    }
}
