//! The vendors whose documents are used: those built in, or those of a folder.

use include_dir::{Dir, DirEntry, include_dir};
use ringback_constraints::model::Model;
use ringback_contract::{error::Error, input};
use ringback_documents::folders::Vendors;
use ringback_documents::folders::is_source;
use ringback_documents::folders::read_models;
use ringback_documents::folders::read_schemas;
use std::path::Path;

static BUILT_IN: Dir = include_dir!("$CARGO_MANIFEST_DIR/../../schemas");

/// The documents of all vendors.
///
/// # Errors
///
/// If a file cannot be read, or is not text.
pub fn documents(folder: Option<&Path>) -> Result<Vendors, Error> {
    match folder {
        Some(folder) => read_schemas(folder),
        None => built_in(),
    }
}

/// The models of all vendors.
///
/// # Errors
///
/// If a file cannot be read, or is malformed.
pub fn models(folder: Option<&Path>) -> Result<Vec<Model>, Error> {
    let vendors = documents(folder)?;
    let folder = folder.map_or_else(|| "schemas".into(), |folder| folder.display().to_string());
    read_models(folder.trim_end_matches('/'), &vendors)
}

fn built_in() -> Result<Vendors, Error> {
    let mut vendors = Vendors::new();
    for vendor in BUILT_IN.dirs() {
        let name = vendor.path().display().to_string();
        let inputs = vendors.entry(name.clone()).or_default();
        let mut waiting = vec![vendor];
        while let Some(folder) = waiting.pop() {
            for entry in folder.entries() {
                match entry {
                    DirEntry::Dir(folder) => waiting.push(folder),
                    DirEntry::File(file) => {
                        let path = file.path().display().to_string().replace('\\', "/");
                        let path = path.trim_start_matches(&name).trim_start_matches('/').to_owned();
                        if is_source(&path) {
                            inputs.insert(path.clone(), input::text(&path, file.contents().to_vec())?);
                        }
                    }
                }
            }
        }
    }
    Ok(vendors)
}
