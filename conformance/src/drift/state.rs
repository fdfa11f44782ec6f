//! Reads one state of a contract, whatever it is written as: schemas, documents, a vendor's folder, several of these.

use super::revision;
use ringback_contract::{
    document::Document,
    error::Error,
    finding::Finding,
    input::{self, Inputs},
    vendor::Vendor,
};
use ringback_documents::{
    layouts::{self, layout_names},
    read as documents,
};
use ringback_drift::Contract;
use ringback_generator::project;
use serde_json::Value;
use std::path::Path;

/// A state that was read.
pub struct Read {
    /// The contract that the state describes.
    pub contract: Contract,
    /// What was noticed while it was read.
    pub findings: Vec<Finding>,
    /// The folder that its documents are named from, when they are not named by whole paths.
    pub folder: Option<String>,
    /// The vendors whose folders were read, each with what stands before the names of its types: nothing, or `name/`.
    pub vendors: Vec<(String, Vendor)>,
}

/// Where the files of a state were found.
struct Found {
    /// As it was named, without a revision.
    path: String,
    files: Inputs,
    is_file: bool,
}

/// Reads a state by its name: a path, or `REVISION:PATH`.
///
/// # Errors
///
/// When there is nothing, or it describes nothing.
pub fn read(name: &str) -> Result<Read, Error> {
    let found = find(name)?;
    if found.files.is_empty() {
        return Err(Error::input(name, 1, "holds no file; schemas, documents or a vendor's folder were expected"));
    }
    if found.is_file { of_file(&found) } else { of_folder(name, &found) }
}

fn find(name: &str) -> Result<Found, Error> {
    let path = Path::new(name);
    match name.split_once(':') {
        Some((revision, path)) if !Path::new(name).exists() => {
            let path = path.trim_end_matches('/');
            let mut files = revision::read(revision, path)?;
            let is_file = files.len() == 1 && files.contains_key("");
            if let Some(text) = files.remove("") {
                files.insert(path.to_owned(), text);
            }
            Ok(Found { path: path.into(), files, is_file })
        }
        _ if path.is_dir() => {
            let path = name.trim_end_matches('/').to_owned();
            Ok(Found { files: input::read_folder(Path::new(name))?, path, is_file: false })
        }
        _ => {
            Ok(Found { path: name.into(), files: Inputs::from([(name.to_owned(), input::read(path)?)]), is_file: true })
        }
    }
}

fn of_file(found: &Found) -> Result<Read, Error> {
    let is_document =
        found.files.iter().all(|(path, text)| !is_json(path) && serde_json::from_str::<Value>(text).is_err());
    if is_document { of_documents(&found.path, &found.files) } else { of_schemas(&found.files) }
}

fn of_folder(name: &str, found: &Found) -> Result<Read, Error> {
    if found.files.contains_key("vendor.toml") {
        return of_vendor(&found.path, &found.files);
    }
    let vendors: Vec<&str> = found.files.keys().filter_map(|path| path.strip_suffix("/vendor.toml")).collect();
    if !vendors.is_empty() {
        return of_vendors(found, &vendors);
    }
    let below = |path: &str| if found.path.is_empty() { path.to_owned() } else { format!("{}/{path}", found.path) };
    let files: Inputs = found.files.iter().map(|(path, text)| (below(path), text.clone())).collect();
    let (schemas, others): (Inputs, Inputs) = files.into_iter().partition(|(path, _)| is_json(path));
    let documents: Inputs =
        others.into_iter().filter(|(path, text)| layouts::detect(&Document { path, text }).is_some()).collect();
    if documents.is_empty() {
        if schemas.is_empty() {
            let message = format!("holds neither schemas nor documents of a known layout ({})", layout_names());
            return Err(Error::input(name, 1, message));
        }
        return of_schemas(&schemas);
    }
    of_documents(&found.path, &schemas.into_iter().chain(documents).collect())
}

fn is_json(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

fn of_schemas(files: &Inputs) -> Result<Read, Error> {
    let (contract, findings) = Contract::of_schemas(files)?;
    Ok(Read { contract, findings, folder: None, vendors: Vec::new() })
}

fn of_documents(path: &str, files: &Inputs) -> Result<Read, Error> {
    let name = Path::new(path).file_stem().map_or_else(|| "documents".into(), |name| name.to_string_lossy());
    let model = documents::read_documents(&name, files, None)?;
    let contract = Contract::of_model(&model);
    if contract.describes_nothing() {
        let message =
            format!("no type is described here; expected a document of one of the layouts {}", layout_names());
        return Err(Error::input(path, 1, message));
    }
    Ok(Read { contract, findings: model.findings, folder: None, vendors: Vec::new() })
}

/// A vendor's folder, which may be a copy with another name.
fn of_vendor(path: &str, files: &Inputs) -> Result<Read, Error> {
    let sources: Inputs = files
        .iter()
        .filter(|(path, _)| project::is_source(path))
        .map(|(path, text)| (path.clone(), text.clone()))
        .collect();
    let model = documents::read_copy(path, &sources)?;
    let contract = Contract::of_model(&model);
    Ok(Read { contract, findings: Vec::new(), folder: Some(path.into()), vendors: vec![(String::new(), model.vendor)] })
}

/// Several vendors' folders in one: types are named after their vendors, documents from the outer folder.
fn of_vendors(found: &Found, vendors: &[&str]) -> Result<Read, Error> {
    let mut all = Contract::default();
    let mut operating = Vec::new();
    for vendor in vendors {
        let below = format!("{vendor}/");
        let files =
            found.files.iter().filter_map(|(path, text)| Some((path.strip_prefix(&below)?.to_owned(), text.clone())));
        let read = of_vendor(&format!("{}/{vendor}", found.path), &files.collect())?;
        operating.extend(read.vendors.into_iter().map(|(_, described)| (format!("{vendor}/"), described)));
        all.add(vendor, read.contract);
    }
    Ok(Read { contract: all, findings: Vec::new(), folder: Some(found.path.clone()), vendors: operating })
}
