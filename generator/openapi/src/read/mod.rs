//! Anybody's JSON Schemas, OpenAPI and Swagger files as definitions: every `$ref` leads to a name, and every keyword
//! knows its line.

mod canonical;
mod index;
mod metaschemas;
mod names;
mod views;

use canonical::Canonical;
use index::Index;
use names::Names;
use ringback_contract::{
    definition::Definition,
    document::Document as Text,
    error::Error,
    finding::Finding,
    line_index::{IndexedText, line_at},
    provenance::{ProvenanceTable, Source},
    spanned_json::{self, SpannedJson},
};
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};

/// The folders in which schemas are kept, by pointer.
const SHELVES: &[&str] = &["/$defs", "/definitions", "/components/schemas"];

/// A file of schemas.
struct Document<'a> {
    path: &'a str,
    numbered: IndexedText<'a>,
    value: Value,
    places: SpannedJson,
}

/// The definitions of all files, by path and text, each also as what is sent and what comes back where these differ,
/// and their provenance.
///
/// # Errors
///
/// When a file is not JSON, or holds no schema.
pub fn definitions<T: AsRef<str>>(
    files: &BTreeMap<String, T>,
) -> Result<(Vec<Definition>, ProvenanceTable, Vec<Finding>), Error> {
    let (placed, provenance, findings) = placed(files, None)?;
    let mut definitions = placed.into_iter().map(|placed| placed.definition).collect();
    views::add(&mut definitions);
    Ok((definitions, provenance, findings))
}

/// A definition and where it stands.
pub struct Placed {
    /// The definition.
    pub definition: Definition,
    /// Whether it stands among the schemas that a file keeps, and not inside another.
    pub is_shelved: bool,
}

/// A schema that stands where no others are kept, and is to be a definition all the same.
pub struct Extra {
    /// Its file.
    pub file: String,
    /// Its place there.
    pub pointer: String,
    /// What it is called.
    pub name: String,
}

/// The definitions of all files as they are written, and their provenance. Extras are what is needed besides for
/// the operations of specifications; without them, a specification is no more than its schemas.
///
/// # Errors
///
/// When a file is not JSON, or holds no schema.
pub fn placed<T: AsRef<str>>(
    files: &BTreeMap<String, T>,
    extras: Option<&[Extra]>,
) -> Result<(Vec<Placed>, ProvenanceTable, Vec<Finding>), Error> {
    let texts = files.iter().map(|(path, text)| read(path, text.as_ref()));
    let mut documents = texts.collect::<Result<Vec<_>, Error>>()?;
    let metaschemas = metaschemas::referred(&documents);
    for (path, text) in &metaschemas {
        documents.push(read(path, text)?);
    }
    let index = Index::of(&documents);
    let mut names = Names::default();
    for (number, document) in documents.iter().enumerate().take(files.len()) {
        let before = names.order.len();
        names.add_file(number, document);
        for extra in extras.into_iter().flatten().filter(|extra| extra.file == document.path) {
            names.add_extra(number, extra);
        }
        // A specification may say nothing but which operations there are.
        if names.order.len() == before && !(extras.is_some() && document.is_specification()) {
            let message =
                "holds no JSON Schema: an object with `type`, `properties`, `$defs`, `components.schemas` or the like";
            return Err(Error::input(document.path, 1, message));
        }
    }
    let mut definitions = Vec::new();
    let mut provenance = ProvenanceTable::default();
    let mut findings = Vec::new();
    // Places that only a `$ref` points at become definitions too, and so do those that they point at in turn.
    while let Some(place) = names.order.get(definitions.len()).cloned() {
        let name = names.get(&place).unwrap_or_default().to_owned();
        let (Some(schema), Some(document)) = (index.schema(&place), documents.get(place.0)) else { break };
        let source = Source::line(document.path, document.numbered.line(schema.json.range.start), &name);
        let (documents, index, owner) = (&documents, &index, &name);
        let (names, provenance, findings) = (&mut names, &mut provenance, &mut findings);
        let mut canonical = Canonical { documents, document, index, names, owner, provenance, findings };
        let schema = canonical.schema(&schema);
        let is_root = place.1.is_empty();
        let (notes, example) = (Vec::new(), None);
        let definition = Definition { name, schema, strict: false, notes, source, is_root, example };
        definitions.push(Placed { definition, is_shelved: is_shelved(&place.1) });
    }
    let mut known = HashSet::new();
    findings.retain(|finding: &Finding| known.insert((finding.message.clone(), finding.sources.clone())));
    Ok((definitions, provenance, findings))
}

fn is_shelved(pointer: &str) -> bool {
    SHELVES.iter().any(|shelf| {
        let name = pointer.strip_prefix(shelf).and_then(|rest| rest.strip_prefix('/'));
        name.is_some_and(|name| !name.contains('/'))
    })
}

fn read<'a>(path: &'a str, text: &'a str) -> Result<Document<'a>, Error> {
    let value: Value = serde_json::from_str(text).map_err(|error| {
        Error::input(path, u32::try_from(error.line()).unwrap_or(1), format!("not a JSON Schema: {error}"))
    })?;
    let places = spanned_json::parse(text, text.find(|c: char| !c.is_whitespace()).unwrap_or_default())
        .map_err(|broken| Error::input(path, line_at(text, broken.at), broken.message(text)))?;
    Ok(Document { path, numbered: IndexedText::of(&Text { path, text }), value, places: places.root })
}
