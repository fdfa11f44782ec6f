//! Reads JSON Schema, OpenAPI and Swagger files into definitions: every `$ref` becomes a name, and every keyword keeps
//! its line.

mod canonical;
mod file;
mod identity;
mod index;
mod inheritance;
mod inline_schemas;
mod metaschemas;
mod names;
mod views;
mod whole_alternatives;

use crate::specification::{ParsedFiles, parse};
use canonical::Canonicalizer;
pub use canonical::UNRESOLVED_PREFIX;
use file::DEFINITION_HOLDERS;
pub use file::ExtraSchema;
pub(crate) use file::SchemaFile;
use index::Index;
pub(crate) use index::{elements, members, retrieval};
use names::SchemaNames;
use ringback_contract::{
    definition::Definition,
    error::Error,
    finding::Finding,
    provenance::{ProvenanceTable, Source},
    subject::Subject,
    uri,
};
use std::collections::{BTreeMap, HashMap, HashSet};
pub use views::Way;
pub use whole_alternatives::{MOST_ALTERNATIVES, complete_alternatives};

/// What makes a file one of schemas, for messages.
const A_SCHEMA: &str = "an object with `type`, `properties`, `$defs`, `components.schemas` or the like";

/// The definitions of files, given by path and text, and their provenance. Where `readOnly` or `writeOnly` make a
/// difference, each definition is followed by what is sent of it and what is received. Alternatives are whole.
///
/// # Errors
///
/// When a file is neither JSON nor YAML, no file holds a schema, or two files have one `$id`.
pub fn definitions<T: AsRef<str>>(
    files: &BTreeMap<String, T>,
) -> Result<(Vec<Definition>, ProvenanceTable, Vec<Finding>), Error> {
    let ReadDefinitions { mut definitions, provenance, findings, .. } = read_definitions(parse(files)?, None)?;
    complete_alternatives(&mut definitions);
    Ok((definitions, provenance, findings))
}

/// Definitions as types are made of them.
pub struct ReadDefinitions {
    /// The definitions, each followed by its views where there are any.
    pub definitions: Vec<Definition>,
    /// Their citations.
    pub provenance: ProvenanceTable,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// The names of definitions by where they stand: the file, and the JSON Pointer there.
    pub places: HashMap<(String, String), String>,
    /// The names of what is sent and of what is received of a definition, if they differ.
    pub views: HashMap<String, [String; 2]>,
}

/// The definitions of files, and those of schemas in the operations of specifications.
///
/// # Errors
///
/// When no file holds a schema, or two files have one `$id`.
pub fn read_definitions(parsed: ParsedFiles, extras: Option<&[ExtraSchema]>) -> Result<ReadDefinitions, Error> {
    let (located, provenance, findings) = located_definitions(parsed, extras)?;
    let (mut definitions, mut places) = (Vec::with_capacity(located.len()), HashMap::new());
    for LocatedDefinition { definition, pointer, .. } in located {
        places.insert((definition.source.document.to_string(), pointer), definition.name.clone());
        definitions.push(definition);
    }
    for extra in extras.into_iter().flatten() {
        if let Some(name) = extra.twin.as_ref().and_then(|twin| places.get(twin)).cloned() {
            places.insert((extra.file.clone(), extra.pointer.clone()), name);
        }
    }
    inheritance::resolve(&mut definitions);
    let way = |extra: &ExtraSchema| {
        let place = (extra.file.clone(), extra.pointer.clone());
        Some((places.get(&place)?.clone(), extra.way?)).filter(|_| !is_listed(&extra.pointer))
    };
    let ways = extras.into_iter().flatten().filter_map(way).collect();
    let views = views::add(&mut definitions, &ways);
    Ok(ReadDefinitions { definitions, provenance, findings, places, views })
}

/// A definition, and whether its file lists it.
pub struct LocatedDefinition {
    /// The definition.
    pub definition: Definition,
    /// The JSON Pointer of its schema in its file.
    pub pointer: String,
    /// Whether it is listed under `$defs`, `definitions` or `components/schemas`, and not only nested in another schema.
    pub is_listed: bool,
}

/// The definitions of files as they are written, and their provenance. `extras` are the schemas in the operations of
/// specifications; with `None`, only the listed schemas of a specification are read. A file without a schema is skipped with
/// a finding if others have one.
///
/// # Errors
///
/// When no file holds a schema, or two files have one `$id`.
pub fn located_definitions(
    parsed: ParsedFiles,
    extras: Option<&[ExtraSchema]>,
) -> Result<(Vec<LocatedDefinition>, ProvenanceTable, Vec<Finding>), Error> {
    let ParsedFiles { files: mut documents, mut findings } = parsed;
    let given = documents.len();
    identity::check(&documents)?;
    let metaschemas = metaschemas::referred(&documents);
    for (path, text) in &metaschemas {
        documents.push(SchemaFile::read(path, text)?);
    }
    let index = Index::of(&documents);
    let mut names = SchemaNames::default();
    let mut without = Vec::new();
    for (number, document) in documents.iter().enumerate().take(given) {
        let before = names.order.len();
        names.add_file(number, document);
        for extra in extras.into_iter().flatten().filter(|extra| extra.file == document.path && extra.twin.is_none()) {
            names.add_extra(number, extra);
        }
        // A specification may have operations and no schemas.
        let needs_schema = !(document.is_part() || extras.is_some() && document.is_specification());
        if names.order.len() == before && needs_schema {
            without.push(document.path);
        }
    }
    let has_specification = extras.is_some() && documents.iter().any(SchemaFile::is_specification);
    for path in without {
        if names.order.is_empty() && !has_specification {
            return Err(Error::input(path, 1, format!("holds no JSON Schema: {A_SCHEMA}")));
        }
        let message = format!("skipped, since it holds no JSON Schema: {A_SCHEMA}");
        let subject = Subject::of(uri::file_name(path));
        findings.push(Finding::new("skipped-file", &subject, message, vec![Source::line(path, 1, "")]));
    }
    let mut definitions = Vec::new();
    let mut provenance = ProvenanceTable::default();
    // Schemas that only a `$ref` leads to become definitions too, and so do those that they refer to in turn.
    while let Some(place) = names.order.get(definitions.len()).cloned() {
        let name = names.get(&place).unwrap_or_default().to_owned();
        let (Some(schema), Some(document)) = (index.schema(&place), documents.get(place.0)) else { break };
        let source = Source::line(document.path, document.text.line(schema.json.range.start), name.as_str());
        let (documents, index, owner) = (&documents, &index, &name);
        let (names, provenance, findings) = (&mut names, &mut provenance, &mut findings);
        let mut canonical = Canonicalizer { documents, document, index, names, owner, provenance, findings };
        let schema = canonical.schema(&schema);
        let is_root = place.1.is_empty();
        let (notes, example) = (Vec::new(), None);
        let definition = Definition { name, schema, strict: false, notes, source, is_root, example };
        definitions.push(LocatedDefinition { definition, is_listed: is_listed(&place.1), pointer: place.1 });
    }
    let mut known = HashSet::new();
    findings.retain(|finding: &Finding| known.insert((finding.message.clone(), finding.sources.clone())));
    Ok((definitions, provenance, findings))
}

fn is_listed(pointer: &str) -> bool {
    DEFINITION_HOLDERS.iter().any(|holder| {
        let name = pointer.strip_prefix(holder).and_then(|rest| rest.strip_prefix('/'));
        name.is_some_and(|name| !name.contains('/'))
    })
}
