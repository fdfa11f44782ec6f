//! The vendors whose documents are used: those built in, or those of a folder.

use include_dir::DirEntry;
use ringback_constraints::model::Model;
use ringback_contract::{
    error::Error,
    input::{self, Inputs},
};
use ringback_documents::{
    folders::{Vendors, is_source, read_models, read_schemas},
    read::read_vendor_facts,
};
use ringback_schemas::VENDORS;
use std::path::Path;

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
    models_of(folder, &documents(folder)?)
}

/// The models of all vendors, from their [`documents`].
///
/// # Errors
///
/// If a file is malformed.
pub fn models_of(folder: Option<&Path>, vendors: &Vendors) -> Result<Vec<Model>, Error> {
    match folder {
        Some(folder) => read_models(folder.display().to_string().trim_end_matches('/'), vendors),
        None => vendors.iter().map(|(name, inputs)| built_in_model(name, inputs)).collect(),
    }
}

/// The model of a vendor that is built in, from the facts that were read when it was built.
fn built_in_model(name: &str, inputs: &Inputs) -> Result<Model, Error> {
    let facts = VENDORS.get_file(format!("{name}/facts.json")).and_then(|file| file.contents_utf8());
    read_vendor_facts(&format!("schemas/{name}"), inputs, facts.unwrap_or_default())
}

fn built_in() -> Result<Vendors, Error> {
    let mut vendors = Vendors::new();
    for vendor in VENDORS.dirs() {
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
