//! The folder of each vendor below a folder laid out like `schemas/`, and what people write in it.

use crate::read::read_vendor;
use ringback_constraints::model::Model;
use ringback_contract::{
    error::Error,
    input::{self, Inputs},
    vendor_folder::{DOCUMENTS, OVERLAY},
};
use std::{collections::BTreeMap, path::Path};

/// The files of every vendor's folder, by the name of the folder.
pub type Vendors = BTreeMap<String, Inputs>;

/// Reads the vendor folders below a folder laid out like `schemas/`.
///
/// # Errors
///
/// When a file cannot be read or is not text.
pub fn read_schemas(folder: &Path) -> Result<Vendors, Error> {
    let mut vendors = Vendors::new();
    for entry in std::fs::read_dir(folder).map_err(Error::io(folder))? {
        let path = entry.map_err(Error::io(folder))?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() && !name.starts_with('.') {
            vendors.insert(name, read_sources(&path)?);
        }
    }
    Ok(vendors)
}

/// The files of a vendor's folder that people write; generated ones are not read.
///
/// # Errors
///
/// When a file cannot be read or is not text.
pub fn read_sources(folder: &Path) -> Result<Inputs, Error> {
    let mut inputs = Inputs::new();
    for name in WRITTEN {
        let path = folder.join(name);
        // If it exists it must be readable: nobody would notice that a correction was skipped.
        if path.symlink_metadata().is_ok() {
            inputs.insert(name.into(), input::read(&path)?);
        }
    }
    let documents = folder.join(DOCUMENTS);
    if documents.is_dir() {
        let below = input::read_folder(&documents)?;
        inputs.extend(below.into_iter().map(|(path, text)| (format!("{DOCUMENTS}{path}"), text)));
    }
    Ok(inputs)
}

/// The files beside the documents that people write.
const WRITTEN: [&str; 2] = ["vendor.toml", OVERLAY];

/// Whether a file of a vendor's folder is written by people, by its path in the folder.
pub fn is_source(path: &str) -> bool {
    WRITTEN.contains(&path) || path.starts_with(DOCUMENTS)
}

/// The models of all vendors; `folder` is the path of the folder with all of them, for messages.
///
/// # Errors
///
/// When a `vendor.toml` or `overlay.toml` is malformed.
pub fn read_models(folder: &str, vendors: &Vendors) -> Result<Vec<Model>, Error> {
    vendors.iter().map(|(name, inputs)| read_vendor(&format!("{folder}/{name}"), inputs)).collect()
}
