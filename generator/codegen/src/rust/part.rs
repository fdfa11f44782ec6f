//! The input for a module of types.

use super::{text::names::NameScope, type_names::TypeNames};
use crate::options::Options;
use proc_macro2::Ident;
use ringback_contract::{definition::Definition, provenance::ProvenanceTable};

/// The input for one module of types: those of a vendor, or all of a package.
#[derive(Clone, Debug)]
pub struct Part {
    /// The vendor's name; `None` if the types belong to the root module.
    pub name: Option<String>,
    /// The first lines of the module's documentation.
    pub doc: String,
    /// The types.
    pub definitions: Vec<Definition>,
    /// The citations behind their schemas.
    pub provenance: ProvenanceTable,
    /// Additional files, such as the client.
    pub extra_files: Vec<ExtraFile>,
}

/// A file without types of the documents, such as the client.
#[derive(Clone, Debug)]
pub struct ExtraFile {
    /// The name of its module.
    pub name: &'static str,
    /// The cargo feature that it needs.
    pub feature: Option<&'static str>,
    /// The source text.
    pub text: String,
}

/// The Rust names of the types of a part, in order.
pub fn type_names(part: &Part) -> Vec<String> {
    named_types(part, &Options::default())
}

/// The same with the names that options want.
pub fn named_types(part: &Part, options: &Options) -> Vec<String> {
    let mut types = TypeNames::new(options);
    part.definitions.iter().map(|definition| types.type_name(&definition.name).to_string()).collect()
}

/// The names of the modules of named parts, in order.
pub fn modules(parts: &[Part]) -> Vec<Ident> {
    let mut modules = NameScope::of_modules();
    parts.iter().filter_map(|part| part.name.as_deref()).map(|name| modules.module(name)).collect()
}
