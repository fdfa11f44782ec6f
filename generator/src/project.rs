//! The repository as a function: its schema folders in, all generated files out.

use crate::format_table;
use ringback_codegen::{
    agreement,
    rust::{self, Package, PackageKind, Part},
};
use ringback_constraints::{
    model::{Model, Type},
    sample::Samples,
    schema,
};
use ringback_contract::{
    definition::Definition,
    error::Error,
    files::{Files, json},
    input::{self, Inputs},
    provenance::{ProvenanceTable, Source},
    vendor::Direction,
    vendor_folder::{DOCUMENTS, OVERLAY, file_names},
};
use ringback_documents::{facts_json::facts_json, read::read_vendor};
use ringback_openapi::write as openapi;
use std::{collections::BTreeMap, path::Path};

pub use ringback_contract::vendor_folder::file_name;

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

/// The folders and files of the repository in which everything is generated.
pub fn owned(vendors: &Vendors) -> Vec<String> {
    let mut owned =
        ["docs/formats.md", "generated/Cargo.toml", "generated/src", "generated/tests"].map(String::from).to_vec();
    for name in vendors.keys() {
        owned.push(format!("schemas/{name}/canonical"));
        owned.push(format!("schemas/{name}/facts.json"));
        owned.push(format!("schemas/{name}/openapi.json"));
    }
    owned
}

/// All generated files of the repository. The Rust is not formatted yet.
///
/// # Errors
///
/// When a vendor describes no type, its name cannot be a module, or generated Rust does not parse, which is a bug.
pub fn generate(models: &mut [Model]) -> Result<Files, Error> {
    let mut files = Files::from([("docs/formats.md".to_owned(), format_table::page())]);
    let mut parts = Vec::new();
    for model in models.iter() {
        let vendor = &model.vendor.name;
        check_name(vendor)?;
        if model.types.is_empty() {
            let message = "describes no type; expected pages of a known layout in documents/";
            return Err(Error::input(format!("schemas/{vendor}"), 1, message));
        }
        for (path, schema) in schema_files(model) {
            files.insert(format!("schemas/{vendor}/canonical/{path}"), schema);
        }
        let mut part = part(model);
        part.extra_files = rust::client::extra_files(model, &part)?;
        parts.push(part);
    }
    let modules = rust::modules(&parts);
    let idents: Vec<Vec<String>> = parts.iter().map(rust::type_names).collect();
    let package = Package { kind: PackageKind::Workspace, parts };
    let (types, findings) = rust::generate(&package)?;
    for finding in findings {
        let owner = |model: &&mut Model| model.types.contains_key(&finding.subject.owner);
        if let Some(model) = models.iter_mut().find(owner) {
            model.findings.push(finding);
        }
    }
    files.extend(types.into_iter().map(|(path, text)| (format!("generated/{path}"), text)));
    files.extend(agreement::files(models, &modules, &idents)?);
    for model in models.iter_mut() {
        let (document, findings) = openapi::document(model);
        model.findings.extend(findings);
        files.insert(format!("schemas/{}/openapi.json", model.vendor.name), json(&document));
        files.insert(format!("schemas/{}/facts.json", model.vendor.name), facts_json(model));
    }
    Ok(files)
}

/// The types of a vendor, as the part of a crate.
pub fn part(model: &Model) -> Part {
    let title = if model.vendor.title.is_empty() { &model.vendor.name } else { &model.vendor.title };
    let mut provenance = ProvenanceTable::default();
    Part {
        name: Some(model.vendor.name.clone()),
        doc: format!("Types of {title}, as its documents describe them."),
        definitions: model.types.values().map(|kind| definition(model, kind, &mut provenance)).collect(),
        provenance,
        extra_files: Vec::new(),
    }
}

/// A type as a definition for the Rust emitter.
fn definition(model: &Model, kind: &Type, provenance: &mut ProvenanceTable) -> Definition {
    let declared = kind.node.declared.iter().flat_map(|declared| declared.sources.first()).next();
    let mut schema = schema::schema(&model.vendor.name, kind);
    provenance.extract(&mut schema);
    Definition {
        name: kind.name.clone(),
        schema,
        strict: kind.role == Direction::Request,
        notes: kind.notes.iter().map(|note| rust::note(&note.value.0, &note.value.1)).collect(),
        is_root: true,
        example: Samples::new(&model.types).full(&kind.node),
        source: declared.cloned().unwrap_or_else(|| Source::line("vendor.toml", 1, &kind.name)),
    }
}

/// The name of a vendor's folder becomes a module and a cargo feature.
fn check_name(vendor: &str) -> Result<(), Error> {
    let plain = vendor.starts_with(|c: char| c.is_ascii_alphabetic())
        && vendor.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if plain && !["default", "schemars", "client"].contains(&vendor) {
        return Ok(());
    }
    let allowed = "letters, digits, - and _, beginning with a letter; not default, schemars or client";
    Err(Error::unknown("name of a folder in schemas", vendor, [allowed]))
}

/// The canonical schemas of a model, by file name.
pub fn schema_files(model: &Model) -> Files {
    let schemas = schema::schemas(model);
    let texts = schemas.values().map(json);
    file_names(model.types.keys()).into_iter().map(|name| format!("{name}.schema.json")).zip(texts).collect()
}
