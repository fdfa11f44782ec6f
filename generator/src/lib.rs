//! From documentation to schemas, types, clients and OpenAPI: the whole pipeline, and the repository as a function.
//!
//! ```text
//! schemas/<vendor>/ ──read_schemas──▶ files ──read_models──▶ Model ──generated_files──▶ canonical schemas, Rust, OpenAPI, facts
//! ```
//!
//! The steps are in the crates below: `ringback-documents` (pages to clues to facts to a model),
//! `ringback-constraints` (what a fact can be; canonical schemas), `ringback-codegen` (Rust), `ringback-openapi`.
//!
//! ```no_run
//! use ringback_generator::{generated_files, read_models, read_schemas};
//!
//! let vendors = read_schemas("schemas".as_ref())?;
//! for (path, text) in generated_files(&mut read_models("schemas", &vendors)?)? {
//!     println!("{path}: {} lines", text.lines().count());
//! }
//! # Ok::<(), ringback_contract::error::Error>(())
//! ```

pub mod explain;
pub mod format_table;
pub mod outputs;

/// What a `build.rs` calls to make types of schemas; `generator/examples/build-script` shows it.
pub use ringback_codegen::generate;
pub use ringback_documents::folders::{Vendors, read_models, read_schemas};

use ringback_constraints::model::Model;
use ringback_contract::{error::Error, files::Files};

/// All generated files of the repository, by path. The Rust is not formatted yet.
///
/// # Errors
///
/// When a vendor describes no type, a name cannot be a module or a method, or generated Rust does not parse, which is a
/// bug.
pub fn generated_files(models: &mut [Model]) -> Result<Files, Error> {
    let mut files = outputs::canonical_schemas(models)?;
    files.extend(outputs::types(models)?);
    files.extend(outputs::openapi_documents(models));
    files.extend(outputs::facts(models));
    files.insert("docs/formats.md".into(), format_table::page());
    Ok(files)
}
