//! Judges payloads by files of JSON Schema and OpenAPI, among a vendor's documents or alone, read as generated types are.

use ringback_contract::{
    data_file::is_named_as_data,
    definition::Definition,
    error::Error,
    input::{self, Inputs},
    keyword::SOURCE,
    provenance::{ProvenanceTable, Source},
    subschema::each_mut,
    uri,
    vendor_folder::DOCUMENTS,
    width::Width,
};
use ringback_documents::folders::Vendors;
use ringback_openapi::{
    read::{definitions, read_definitions},
    specification::{Completion, FolderLoader, SpecFiles},
};
use ringback_suite::judge::Judge;
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, HashSet},
    path::Path,
};

/// The address of definitions; it is never fetched.
const BASE: &str = "ringback:///";

/// The judge of a type of a vendor whose documents are all schemas or specifications; `None` if they are not, or none of
/// them has the type.
///
/// # Errors
///
/// If its schema does not compile.
pub fn judge(vendors: &Vendors, vendor: &str, type_name: &str) -> Result<Option<Judge>, Error> {
    let Some(inputs) = vendors.get(vendor) else { return Ok(None) };
    let files = inputs.iter().filter(|(path, _)| path.starts_with(DOCUMENTS));
    let files: BTreeMap<String, &str> = files.map(|(path, text)| (path.clone(), text.as_str())).collect();
    if files.is_empty() || !files.keys().all(|path| is_named_as_data(path)) {
        return Ok(None);
    }
    // What is no schema is read as the documents of any vendor are.
    let Ok((definitions, provenance, _)) = definitions(&files) else { return Ok(None) };
    if definitions.iter().all(|definition| definition.name != type_name) {
        return Ok(None);
    }
    of_definitions(&definitions, &provenance, type_name).map(Some)
}

/// The judge of a type in a file of JSON Schema, OpenAPI or Swagger, completed after it was parsed. The type may be named with
/// the file, `FILE/TYPE`.
///
/// # Errors
///
/// If the file cannot be read, has no schema or no such type.
pub fn judge_of_file(file: &Path, type_name: &str, completion: Option<Completion>) -> Result<Judge, Error> {
    let texts = Inputs::from([(file.display().to_string(), input::read(file)?)]);
    let files = SpecFiles::gather(texts, &FolderLoader::of(file)).completed(completion);
    let read = read_definitions(files.parse()?, None)?;
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let name = type_name.strip_prefix(&format!("{stem}/")).unwrap_or(type_name);
    of_definitions(&read.definitions, &read.provenance, name)
}

/// # Errors
///
/// If there is no such definition, or its schema does not compile.
fn of_definitions(definitions: &[Definition], provenance: &ProvenanceTable, type_name: &str) -> Result<Judge, Error> {
    let names = || definitions.iter().map(|definition| &definition.name);
    let wanted = definitions.iter().find(|definition| definition.name == type_name);
    let wanted = wanted.ok_or_else(|| Error::unknown("type", type_name, names().map(String::as_str)))?;
    let known: HashSet<String> = names().flat_map(|name| [name.clone(), uri::encode(name)]).collect();
    let written = |definition: &Definition| {
        let mut schema = definition.schema.clone();
        complete(&mut schema, provenance, &known);
        schema
    };
    let resources: Vec<(String, Value)> = definitions
        .iter()
        .map(|definition| (format!("{BASE}{}", uri::encode(&definition.name)), written(definition)))
        .collect();
    Judge::of(type_name, written(wanted), BASE, &resources)
}

/// Writes the citations into a schema, and what validators do not know: the bounds of integer formats. References that
/// lead nowhere are left out.
fn complete(schema: &mut Value, provenance: &ProvenanceTable, known: &HashSet<String>) {
    let Some(object) = schema.as_object_mut() else { return };
    // References are names here: addresses would lead elsewhere. Dynamic ones are not asserted, as in generated types.
    for address in [
        "$id",
        "$anchor",
        "$dynamicAnchor",
        "$dynamicRef",
        "$recursiveAnchor",
        "$recursiveRef",
        "$schema",
        "$defs",
        "definitions",
    ] {
        object.shift_remove(address);
    }
    if object.get("id").is_some_and(Value::is_string) {
        object.shift_remove("id");
    }
    if object.get("$ref").and_then(Value::as_str).is_some_and(|target| !known.contains(target)) {
        object.shift_remove("$ref");
    }
    // Lists of schemas have a keyword of their own since the draft 2020-12.
    if let Some(Value::Array(_)) = object.get("items") {
        let rest = object.shift_remove("additionalItems");
        if let Some(first) = object.shift_remove("items") {
            object.insert("prefixItems".into(), first);
        }
        object.extend(rest.map(|rest| ("items".to_owned(), rest)));
    }
    if let Some(width) = object.get("format").and_then(Value::as_str).and_then(Width::named) {
        let [least, most] = width.bounds();
        object.entry("minimum").or_insert(least);
        object.entry("maximum").or_insert(most);
    }
    if let Some(list) = object.get(SOURCE) {
        let sources = provenance.by_keyword(list).map(|(keyword, citation)| {
            let source = Source::line(citation.document, citation.lines[0], citation.quote);
            let mut source = serde_json::to_value(source).unwrap_or_default();
            if let Some(source) = source.as_object_mut() {
                source.insert("keywords".into(), json!([keyword]));
            }
            source
        });
        let sources = sources.collect();
        object.insert(SOURCE.into(), sources);
    }
    for (keyword, value) in object.iter_mut() {
        each_mut(keyword, value, &mut |schema| complete(schema, provenance, known));
    }
}
