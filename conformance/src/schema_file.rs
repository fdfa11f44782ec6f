//! The judge of a type in a file of JSON Schema, OpenAPI or Swagger.

use indexmap::IndexMap;
use ringback_constraints::schema::id;
use ringback_contract::{
    error::Error,
    input::{self, Inputs},
    keyword::{DIALECT, SOURCE},
    provenance::ProvenanceTable,
    subschema::visit_mut,
};
use ringback_openapi::{
    read::read_definitions,
    specification::{Completion, FolderLoader, SpecFiles},
};
use ringback_suite::judge::Judge;
use serde_json::{Map, Value, json};
use std::path::Path;

/// The name under which the schemas of a file refer to each other.
const FAMILY: &str = "file";

/// The judge of a type that a file describes, completed after it was parsed.
///
/// # Errors
///
/// If the file cannot be read, has no schema or no such type.
pub fn judge_of_file(file: &Path, type_name: &str, completion: Option<Completion>) -> Result<Judge, Error> {
    let texts = Inputs::from([(file.display().to_string(), input::read(file)?)]);
    let files = SpecFiles::gather(texts, &FolderLoader::of(file)).completed(completion);
    let read = read_definitions(files.parse()?, None)?;
    let mut schemas: IndexMap<String, Value> = IndexMap::new();
    for definition in read.definitions {
        let mut schema = definition.schema;
        visit_mut(&mut schema, &mut |schema| cite(schema, &read.provenance));
        if let Value::Object(schema) = &mut schema {
            schema.insert("$schema".into(), json!(DIALECT));
            schema.insert("$id".into(), json!(id(FAMILY, &definition.name)));
        }
        schemas.insert(definition.name, schema);
    }
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let name = type_name.strip_prefix(&format!("{stem}/")).unwrap_or(type_name);
    Judge::of_schemas(FAMILY, &schemas, name, Vec::new())
}

/// Replaces the index into the table of citations by the citations, as canonical schemas have them.
fn cite(schema: &mut Map<String, Value>, table: &ProvenanceTable) {
    let Some(list) = schema.get(SOURCE) else { return };
    let written = table.by_keyword(list).map(|(keyword, citation)| {
        json!({
            "document": citation.document, "lines": citation.lines, "quote": citation.quote, "keywords": [keyword],
        })
    });
    let written: Vec<Value> = written.collect();
    schema.insert(SOURCE.into(), Value::Array(written));
}
