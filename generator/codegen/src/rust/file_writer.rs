//! The file of a definition while it is being written: its items, their tables of rules and their builders.

use super::text::names::{NameScope, constant};
use proc_macro2::{Ident, TokenStream};
use serde_json::Value;
use std::collections::HashMap;

/// Collects what is written for one definition after the other. The names are those of the whole module.
pub struct FileWriter {
    /// The names of types that are taken in the module.
    pub types: NameScope,
    /// The items of the current file.
    pub items: Vec<TokenStream>,
    /// The statics with the rules of these items.
    pub tables: Vec<TokenStream>,
    /// The builders of these items.
    pub builders: BuilderItems,
    /// The names of the tables of schemas that have a type of their own, by the address of the schema.
    table_names: HashMap<*const Value, Ident>,
}

/// The builders of one file.
#[derive(Default)]
pub struct BuilderItems {
    /// Their items.
    pub items: Vec<TokenStream>,
    /// What each is called.
    pub names: Vec<Ident>,
    /// The types that stand for required properties which have not been set yet.
    pub markers: Vec<TokenStream>,
    /// The names of these.
    pub marker_names: NameScope,
}

impl FileWriter {
    /// For a module in which some names are taken.
    pub fn new(types: NameScope) -> Self {
        Self {
            types,
            items: Vec::new(),
            tables: Vec::new(),
            builders: BuilderItems::default(),
            table_names: HashMap::new(),
        }
    }

    /// Gives a schema a table with the name of its type.
    pub fn name_table(&mut self, schema: &Value, ident: &Ident) {
        self.table_names.insert(std::ptr::from_ref(schema), constant(ident));
    }

    /// The table of a schema that has a type of its own.
    pub fn table_name(&self, schema: &Value) -> Option<&Ident> {
        self.table_names.get(&std::ptr::from_ref(schema))
    }
}
