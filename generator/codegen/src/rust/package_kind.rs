//! The kinds of generated packages: a module, a file for `include!`, or a crate.

use proc_macro2::Ident;

/// The kind of a generated package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackageKind {
    /// A module of an existing crate: `mod.rs` and the files that it declares.
    Module,
    /// The same for use by `include!`, so that `mod.rs` has neither inner documentation nor inner attributes.
    Included,
    /// A crate with this name.
    Crate(String),
    /// The crate `ringback-types` of this repository, whose manifest is written by hand.
    Workspace,
}

impl PackageKind {
    /// The path of a module of types for users of the crate.
    pub fn path(&self, module: Option<&Ident>) -> Option<String> {
        let name = match self {
            Self::Module | Self::Included => return None,
            Self::Crate(name) => name.replace('-', "_"),
            Self::Workspace => "ringback_types".to_owned(),
        };
        Some(module.map_or(name.clone(), |module| format!("{name}::{module}")))
    }

    /// Whether it becomes a part of an existing crate.
    pub fn is_module(&self) -> bool {
        matches!(self, Self::Module | Self::Included)
    }
}
