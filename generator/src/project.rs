//! The repository as a function: its schema folders in, all generated files out.

use crate::{
    emit::{
        self,
        rust::{Definition, Package, PackageKind, Part},
    },
    error::Error,
    files::Files,
    input::{self, Inputs},
    model::{Model, Type},
    pipeline::{DOCUMENTS, read_vendor},
    source::Source,
    vendor::Direction,
};
use serde_json::Value;
use std::{collections::BTreeMap, path::Path};

/// Every vendor's folder, by name.
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

/// What people write in a vendor's folder; what is generated there is not read.
///
/// # Errors
///
/// When a file cannot be read or is not text.
pub fn read_sources(folder: &Path) -> Result<Inputs, Error> {
    let mut inputs = Inputs::new();
    for name in WRITTEN {
        let path = folder.join(name);
        if path.is_file() {
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

/// The files that people write in a vendor's folder, beside the documents.
const WRITTEN: [&str; 2] = ["vendor.toml", "overlay.toml"];

/// Whether a file of a vendor's folder is written by people.
pub fn is_source(path: &str) -> bool {
    WRITTEN.contains(&path) || path.starts_with(DOCUMENTS)
}

/// The models of all vendors.
///
/// # Errors
///
/// When a `vendor.toml` or `overlay.toml` is not what it must be.
pub fn read_models(vendors: &Vendors) -> Result<Vec<Model>, Error> {
    vendors.iter().map(|(name, inputs)| read_vendor(&format!("schemas/{name}"), inputs)).collect()
}

/// The folders and files of the repository that hold nothing but generated files.
pub fn owned(vendors: &Vendors) -> Vec<String> {
    let mut owned = vec!["generated/Cargo.toml".to_owned(), "generated/src".to_owned(), "generated/tests".to_owned()];
    for name in vendors.keys() {
        owned.push(format!("schemas/{name}/canonical"));
        owned.push(format!("schemas/{name}/facts.json"));
    }
    owned
}

/// All generated files of the repository. The Rust among them still has to go through `rustfmt`.
///
/// # Errors
///
/// When generated Rust does not parse, which is a mistake of ours.
pub fn generate(models: &mut [Model]) -> Result<Files, Error> {
    let mut files = Files::new();
    let mut parts = Vec::new();
    for model in models.iter() {
        let vendor = &model.vendor.name;
        for (name, schema) in emit::schema::schemas(model) {
            files.insert(format!("schemas/{vendor}/canonical/{}.schema.json", file_name(&name)), emit::json(&schema));
        }
        parts.push(part(model));
    }
    let idents: Vec<Vec<String>> = parts.iter().map(emit::rust::idents).collect();
    let package = Package { kind: PackageKind::Workspace, parts };
    let (rust, findings) = emit::rust::generate(&package)?;
    for finding in findings {
        let owner = |model: &&mut Model| model.types.contains_key(&finding.subject.owner);
        if let Some(model) = models.iter_mut().find(owner) {
            model.findings.push(finding);
        }
    }
    files.extend(rust.into_iter().map(|(path, text)| (format!("generated/{path}"), text)));
    files.extend(emit::agreement::files(models, &idents)?);
    for model in models.iter() {
        files.insert(format!("schemas/{}/facts.json", model.vendor.name), emit::facts::ledger(model));
    }
    Ok(files)
}

/// The module of a vendor.
pub fn part(model: &Model) -> Part {
    let title = if model.vendor.title.is_empty() { &model.vendor.name } else { &model.vendor.title };
    Part {
        name: Some(model.vendor.name.clone()),
        doc: format!("Types of {title}, as its documents describe them."),
        definitions: model.types.values().map(|kind| definition(model, kind)).collect(),
    }
}

/// What the Rust emitter needs to know of a type.
pub fn definition(model: &Model, kind: &Type) -> Definition {
    let declared = kind.node.declared.iter().flat_map(|declared| declared.sources.first()).next();
    let schema: Value = emit::schema::schema(&model.vendor.name, kind);
    Definition {
        name: kind.name.clone(),
        schema,
        strict: kind.role == Direction::Request,
        notes: kind.notes.iter().map(|note| emit::rust::note(&note.value.0, &note.value.1)).collect(),
        source: declared.cloned().unwrap_or_else(|| Source::line("vendor.toml", 1, &kind.name)),
    }
}

/// A type's name as a file name: nothing in it leads out of the folder.
pub fn file_name(name: &str) -> String {
    const LONGEST: usize = 100;
    let plain: String = name
        .chars()
        .take(LONGEST)
        .map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '_' })
        .collect();
    let plain = plain.trim_start_matches('.');
    if plain.is_empty() { "_".into() } else { plain.into() }
}
