//! Collects the code of the definitions of a module: their items, each in the file of its definition, and rule tables.

use super::{text::names::constant, type_names::TypeNames, types::Replaced};
use indexmap::{IndexMap, IndexSet};
use proc_macro2::{Ident, TokenStream};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// Collects the code of a module. Names are unique in all of it.
pub struct FileWriter {
    /// The names of types that are taken in the module.
    pub types: TypeNames,
    /// The lists of sources of the rules of each type, in a file of their own.
    pub sources: IndexMap<String, Vec<TokenStream>>,
    /// The documents that they name.
    pub documents: IndexSet<String>,
    /// The types that replace others, by their paths.
    pub replaced: BTreeMap<String, Replaced>,
    /// The code of each definition, by its index.
    files: BTreeMap<usize, DefinitionCode>,
    /// The rule tables of schemas that have a type of their own, by the address of the schema.
    table_names: HashMap<*const Value, Ident>,
    /// The types of schemas that have no name: by the address of the schema, and the JSON type if it is a part of them.
    anonymous: HashMap<(*const Value, Option<String>), Ident>,
}

/// The code of one definition and of the types inside it.
#[derive(Default)]
pub struct DefinitionCode {
    /// The items.
    pub items: Vec<TokenStream>,
    /// The statics with the rule tables of these items.
    pub tables: Vec<TokenStream>,
}

impl DefinitionCode {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty() && self.tables.is_empty()
    }
}

impl FileWriter {
    /// A writer for a module in which some names are taken.
    pub fn new(types: TypeNames) -> Self {
        Self {
            types,
            sources: IndexMap::new(),
            documents: IndexSet::new(),
            replaced: BTreeMap::new(),
            files: BTreeMap::new(),
            table_names: HashMap::new(),
            anonymous: HashMap::new(),
        }
    }

    /// The code of the definition at an index.
    pub fn file(&mut self, index: usize) -> &mut DefinitionCode {
        self.files.entry(index).or_default()
    }

    /// Assigns a schema the rule table with the name of its type.
    pub fn name_table(&mut self, schema: &Value, ident: &Ident) {
        self.table_names.insert(std::ptr::from_ref(schema), constant(ident));
    }

    /// The rule table of a schema that has a type of its own.
    pub fn table_name(&self, schema: &Value) -> Option<&Ident> {
        self.table_names.get(&std::ptr::from_ref(schema))
    }

    /// The type of a schema without a name, and whether it is new and has to be written. `part` is the JSON type of those
    /// of its values that are meant, if there are others.
    pub fn anonymous(&mut self, schema: &Value, part: Option<&str>, name: &str) -> (Ident, bool) {
        let key = (std::ptr::from_ref(schema), part.map(String::from));
        if let Some(known) = self.anonymous.get(&key) {
            return (known.clone(), false);
        }
        let ident = self.types.type_name(name);
        self.anonymous.insert(key, ident.clone());
        (ident, true)
    }
}
