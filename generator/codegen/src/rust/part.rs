//! A module of types to be generated.

use super::text::names::NameScope;
use proc_macro2::Ident;
use ringback_contract::{definition::Definition, provenance::ProvenanceTable};

/// One module of types: those of a vendor, or all.
#[derive(Clone, Debug)]
pub struct Part {
    /// The vendor's name; `None`: the types stand at the root.
    pub name: Option<String>,
    /// The first lines of the module's documentation.
    pub doc: String,
    /// The types.
    pub definitions: Vec<Definition>,
    /// The citations behind their schemas.
    pub provenance: ProvenanceTable,
    /// What stands beside the types.
    pub extra_files: Vec<ExtraFile>,
}

/// A file of a part that holds no types of the documents: a client, say.
#[derive(Clone, Debug)]
pub struct ExtraFile {
    /// The name of its module.
    pub name: &'static str,
    /// The cargo feature it needs.
    pub feature: Option<&'static str>,
    /// Its text.
    pub text: String,
}

/// The Rust names of the types of a part, in order.
pub fn type_names(part: &Part) -> Vec<String> {
    let mut types = NameScope::default();
    part.definitions.iter().map(|definition| types.type_name(&definition.name).to_string()).collect()
}

/// The names of the modules of named parts, in order.
pub fn modules(parts: &[Part]) -> Vec<Ident> {
    let mut modules = NameScope::of_modules();
    parts.iter().filter_map(|part| part.name.as_deref()).map(|name| modules.field(name)).collect()
}
