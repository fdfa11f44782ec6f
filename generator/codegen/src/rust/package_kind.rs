//! What is generated: a module or a crate.

use proc_macro2::Ident;

/// What ties the types together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackageKind {
    /// A module of somebody's crate: `mod.rs` and what it declares.
    Module,
    /// The same, but for `include!`, which takes no documentation and no attributes of the whole file in `mod.rs`.
    Included,
    /// A crate of its own, of this name.
    Crate(String),
    /// The crate of this repository: its manifest is written by hand.
    Workspace,
}

impl PackageKind {
    /// The path of a module of types for whoever uses the crate.
    pub fn path(&self, module: Option<&Ident>) -> Option<String> {
        let name = match self {
            Self::Module | Self::Included => return None,
            Self::Crate(name) => name.replace('-', "_"),
            Self::Workspace => "ringback_types".to_owned(),
        };
        Some(module.map_or(name.clone(), |module| format!("{name}::{module}")))
    }

    /// Whether it becomes a part of somebody's crate.
    pub fn is_module(&self) -> bool {
        matches!(self, Self::Module | Self::Included)
    }
}
