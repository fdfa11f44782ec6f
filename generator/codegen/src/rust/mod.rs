//! Rust types from canonical schemas: one file per type, and a table of rules for each.
//!
//! The layers, from the bottom: `text` prints Rust, `schema` analyses schemas, `rules` and `types` write the items of a
//! type, `module` and `client` the files of a module, `package` all files.

pub mod client;
mod embedded;
pub mod endpoints;
mod file_writer;
mod findings;
mod manifest;
mod module;
mod package;
mod package_kind;
mod part;
mod prune;
mod rules;
mod schema;
mod text;
mod type_names;
mod types;

pub use manifest::{DEPENDENCIES, of_module as dependencies_of_module};
pub use package::{Package, generate, recursion_limit};
pub use package_kind::PackageKind;
pub use part::{ExtraFile, Part, modules, named_types, type_names};
pub use text::{
    markdown::{note, paragraphs as note_paragraphs},
    names::field_name,
    print::{print_file, rustfmt},
};
