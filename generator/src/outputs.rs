//! One function per output: the canonical schemas, the Rust types, OpenAPI, the facts.

use ringback_codegen::{
    agreement,
    options::Options,
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
    operation::Direction,
    provenance::{ProvenanceTable, Source},
    vendor_folder::file_names,
};
use ringback_documents::{facts_json::facts_json, folders::Vendors};
use ringback_openapi::write as openapi;

/// `schemas/<vendor>/canonical/`: one JSON Schema per type.
///
/// # Errors
///
/// When a vendor's name cannot be a module, or its documents describe no type.
pub fn canonical_schemas(models: &[Model]) -> Result<Files, Error> {
    let mut files = Files::new();
    for model in models {
        let vendor = &model.vendor.name;
        check_name(vendor)?;
        if model.types.is_empty() {
            let message = "describes no type; expected pages of a known layout in documents/";
            return Err(Error::input(format!("schemas/{vendor}"), 1, message));
        }
        let schemas = schema_files(model).into_iter();
        files.extend(schemas.map(|(path, text)| (format!("schemas/{vendor}/canonical/{path}"), text)));
    }
    Ok(files)
}

/// `generated/`: types, clients, and the tests that hold both judges to each other. What could not be typed becomes a
/// finding of its model.
///
/// # Errors
///
/// When an operation cannot become a method, or generated Rust does not parse, which is a bug.
pub fn types(models: &mut [Model]) -> Result<Files, Error> {
    let mut parts = Vec::new();
    for model in models.iter() {
        let mut part = part(model);
        part.extra_files = rust::client::extra_files(model, &part)?;
        parts.push(part);
    }
    let modules = rust::modules(&parts);
    let names: Vec<Vec<String>> = parts.iter().map(rust::type_names).collect();
    let (types, findings) =
        rust::generate(&Package { kind: PackageKind::Workspace, parts, options: Options::default() })?;
    for finding in findings {
        let owner = |model: &&mut Model| model.types.contains_key(&finding.subject.owner);
        if let Some(model) = models.iter_mut().find(owner) {
            model.findings.push(finding);
        }
    }
    let mut files: Files = types.into_iter().map(|(path, text)| (format!("generated/{path}"), text)).collect();
    files.extend(agreement::files(models, &modules, &names)?);
    Ok(files)
}

/// `schemas/<vendor>/openapi.json`. What OpenAPI cannot say becomes a finding of its model.
pub fn openapi_documents(models: &mut [Model]) -> Files {
    let mut files = Files::new();
    for model in models {
        let (document, findings) = openapi::document(model);
        model.findings.extend(findings);
        files.insert(format!("schemas/{}/openapi.json", model.vendor.name), json(&document));
    }
    files
}

/// `schemas/<vendor>/facts.json`: every fact, finding and unread sentence; last, because the other outputs add findings.
pub fn facts(models: &[Model]) -> Files {
    models.iter().map(|model| (format!("schemas/{}/facts.json", model.vendor.name), facts_json(model))).collect()
}

/// The folders and files of the repository in which everything is generated.
pub fn owned(vendors: &Vendors) -> Vec<String> {
    let mut owned =
        ["docs/formats.md", "generated/Cargo.toml", "generated/examples", "generated/src", "generated/tests"]
            .map(String::from)
            .to_vec();
    for name in vendors.keys() {
        owned.push(format!("schemas/{name}/canonical"));
        owned.push(format!("schemas/{name}/facts.json"));
        owned.push(format!("schemas/{name}/openapi.json"));
    }
    owned
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
        source: declared.cloned().unwrap_or_else(|| Source::line("vendor.toml", 1, &*kind.name)),
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
    // One schema is kept at a time: as values they take many times the memory of their texts.
    let texts = model.types.values().map(|kind| json(&schema::schema(&model.vendor.name, kind)));
    file_names(model.types.keys()).into_iter().map(|name| format!("{name}.schema.json")).zip(texts).collect()
}
