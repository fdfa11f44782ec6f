//! Collects the code of one definition: its items, their rule tables and their builders.

use super::text::names::{NameScope, constant};
use proc_macro2::{Ident, TokenStream};
use serde_json::Value;
use std::collections::HashMap;

/// Collects the code of one definition after another. Names are unique in the whole module.
pub struct FileWriter {
    /// The names of types that are taken in the module.
    pub types: NameScope,
    /// The items of the current file.
    pub items: Vec<TokenStream>,
    /// The statics with the rule tables of these items.
    pub tables: Vec<TokenStream>,
    /// The builders of these items.
    pub builders: BuilderItems,
    /// The names of rule tables of schemas that have a type of their own, by the address of the schema.
    table_names: HashMap<*const Value, Ident>,
}

/// The builders of one file.
#[derive(Default)]
pub struct BuilderItems {
    /// The items of the builders.
    pub items: Vec<TokenStream>,
    /// The names of the builders.
    pub names: Vec<Ident>,
    /// Marker types of required properties that are not set.
    pub markers: Vec<TokenStream>,
    /// The names of the marker types.
    pub marker_names: NameScope,
}

impl FileWriter {
    /// A writer for a module in which some names are taken.
    pub fn new(types: NameScope) -> Self {
        Self {
            types,
            items: Vec::new(),
            tables: Vec::new(),
            builders: BuilderItems::default(),
            table_names: HashMap::new(),
        }
    }

    /// Assigns a schema the rule table with the name of its type.
    pub fn name_table(&mut self, schema: &Value, ident: &Ident) {
        self.table_names.insert(std::ptr::from_ref(schema), constant(ident));
    }

    /// The rule table of a schema that has a type of its own.
    pub fn table_name(&self, schema: &Value) -> Option<&Ident> {
        self.table_names.get(&std::ptr::from_ref(schema))
    }
}
