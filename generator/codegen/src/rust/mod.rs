//! Rust types from canonical schemas: one file per type, and a table of rules for each.

mod builder;
mod circles;
pub mod client;
mod default;
mod doc;
mod example;
mod item;
mod kind;
mod layout;
mod literal;
mod manifest;
mod markdown;
mod names;
mod null;
mod object;
mod package;
mod part;
mod parts;
mod places;
mod print;
mod rules;
mod shape;
mod specimen;
mod tokens;
mod union;

pub use manifest::DEPENDENCIES;
pub use package::{Kind as PackageKind, Package, generate, recursion_limit};
pub use part::{Module, Part};
pub use print::rustfmt;

use names::Scope;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use ringback_contract::{definition::Definition, finding::Finding, provenance::ProvenanceTable};
use serde_json::Value;
use std::collections::HashMap;

/// What is known while the types of one module are written.
pub struct Context<'a> {
    definitions: &'a [Definition],
    provenance: &'a ProvenanceTable,
    /// The path of the module from outside the crate, where it is known.
    path: Option<String>,
    /// The index of every definition, by its name as it stands in a `$ref`.
    by_name: HashMap<String, usize>,
    /// The circle of definitions that each is part of, by number.
    circles: Vec<usize>,
    /// The circle of definitions that refer to each other for one and the same value, by number.
    loops: Vec<usize>,
    /// Whether what is being written is about the definition's value itself, and not about a part of it.
    in_place: bool,
    /// Whether any schema asks for what no other rule speaks of.
    unevaluated: bool,
    /// The Rust name of every definition.
    idents: Vec<Ident>,
    /// The definition that is being written.
    current: String,
    index: usize,
    /// How many tables without a name the one that is being written stands in.
    depth: usize,
    types: Scope,
    /// The items of the file that is being written.
    items: Vec<TokenStream>,
    /// The tables of rules that belong to them.
    tables_made: Vec<TokenStream>,
    /// The builders that belong to them, and what each is called.
    builders: Vec<TokenStream>,
    builder_names: Vec<Ident>,
    /// What stands for the required properties in the builders of the file, and the names that are taken.
    required: Vec<TokenStream>,
    markers: Scope,
    /// Schemas that have a type of their own, by address, with the names of their tables.
    tables: HashMap<*const Value, Ident>,
    findings: Vec<Finding>,
}

impl Context<'_> {
    /// The table of a schema that has a type of its own.
    fn table_of(&self, schema: &Value) -> Option<&Ident> {
        self.tables.get(&std::ptr::from_ref(schema))
    }

    /// The index of the definition that a `$ref` leads to.
    fn target(&self, reference: &str) -> Option<usize> {
        if reference.starts_with("#?") {
            return None;
        }
        if let Some(index) = self.by_name.get(reference) {
            return Some(*index);
        }
        let name = reference.rsplit('/').next().unwrap_or(reference);
        let name = name.trim_start_matches('#');
        if name.is_empty() {
            return Some(self.index);
        }
        let name = name.trim_end_matches(".json").trim_end_matches(".schema");
        self.by_name.get(name).copied()
    }

    /// Whether a reference to a definition from here leads back here without ever coming to a part of the value. In
    /// every such circle at least one leads from a later definition to an earlier one; that one is cut.
    fn is_circular(&self, index: usize) -> bool {
        self.in_place && index <= self.index && self.loops.get(index) == self.loops.get(self.index)
    }

    /// The path of the table that a `$ref` leads to.
    fn referred(&self, reference: &str) -> Option<TokenStream> {
        let ident = self.idents.get(self.target(reference)?)?;
        let table = names::constant(ident);
        Some(quote!(super::#table))
    }
}

/// A paragraph of documentation from a heading and words of a document.
pub fn note(topic: &str, text: &str) -> String {
    format!("**{}**: {}", markdown::words(topic), markdown::words(text))
}

/// The Rust names of the types of a part, in order.
pub fn idents(part: &Part) -> Vec<String> {
    let mut types = Scope::default();
    part.definitions.iter().map(|definition| types.type_name(&definition.name).to_string()).collect()
}

/// The names of the modules of named parts, in order.
pub fn modules(parts: &[Part]) -> Vec<Ident> {
    let mut modules = Scope::of_modules();
    parts.iter().filter_map(|part| part.name.as_deref()).map(|name| modules.field(name)).collect()
}

/// A file of generated Rust: the header, its documentation, its items.
///
/// # Errors
///
/// When the items do not parse, which is a mistake of ours.
pub fn print_file(doc: &str, items: TokenStream) -> Result<String, ringback_contract::error::Error> {
    Ok(format!("{}{doc}{}", package::HEADER, print::print(items)?))
}

/// The Rust name of a property, where no other has taken it.
pub fn field_name(wire: &str) -> String {
    Scope::default().field(wire).to_string()
}

/// A number without a suffix, as a person would write it.
fn scalar<T: TryInto<i128>>(number: T) -> Literal {
    Literal::i128_unsuffixed(number.try_into().unwrap_or_default())
}
