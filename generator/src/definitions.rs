//! Anybody's JSON Schemas, OpenAPI and Swagger files as definitions: every `$ref` leads to a name, and every keyword
//! knows its line.

use crate::{
    document::{
        Document as Text,
        json_text::{self, Data, Json},
        numbered::Numbered,
    },
    emit::{rust::Definition, schema::SOURCE},
    error::Error,
    finding::Finding,
    source::Source,
    subject::Subject,
    vendor::line_at,
};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The folders in which schemas are kept, by pointer.
const SHELVES: &[&str] =
    &["/$defs", "/definitions", "/components/schemas", "/components/parameters", "/components/responses"];

/// The definitions of all files, by path and text.
///
/// # Errors
///
/// When a file is not JSON, or holds no schema.
pub fn definitions(files: &BTreeMap<String, String>) -> Result<(Vec<Definition>, Vec<Finding>), Error> {
    let mut documents = Vec::new();
    for (path, text) in files {
        let value: Value = serde_json::from_str(text).map_err(|error| {
            Error::input(path, u32::try_from(error.line()).unwrap_or(1), format!("not a JSON Schema: {error}"))
        })?;
        let places = json_text::read(text, text.find(|c: char| !c.is_whitespace()).unwrap_or_default())
            .map_err(|broken| Error::input(path, line_at(text, broken.at), broken.message(text)))?;
        let numbered = Numbered::of(&Text { path, text });
        documents.push(Document { path, numbered, value, places: places.root });
    }
    let mut names = Names::default();
    for (index, document) in documents.iter().enumerate() {
        names.name_all(index, document)?;
    }
    // Places that only a `$ref` points at become definitions too, and so do those that they point at in turn.
    let mut done = 0;
    while let Some((index, pointer)) = names.order.get(done).cloned() {
        if let Some(schema) = documents.get(index).and_then(|document| document.value.pointer(&pointer)) {
            let mut found = Vec::new();
            references(schema, &mut found);
            for reference in found {
                names.name_target(index, &reference, &documents);
            }
        }
        done += 1;
    }
    let mut findings = Vec::new();
    let definitions = names
        .order
        .iter()
        .filter_map(|(index, pointer)| {
            let document = documents.get(*index)?;
            let name = names.by_place.get(&(*index, pointer.clone()))?;
            let mut schema = document.value.pointer(pointer)?.clone();
            annotate(document, document.places.at(pointer)?, &mut schema);
            normalise(&mut schema, *index, name, &names, &documents, &mut findings);
            let line = document.numbered.line(document.places.at(pointer)?.range.start);
            let source = Source::line(document.path, line, name);
            Some(Definition { name: name.clone(), schema, strict: false, notes: Vec::new(), source })
        })
        .collect();
    Ok((definitions, findings))
}

struct Document<'a> {
    path: &'a str,
    numbered: Numbered<'a>,
    value: Value,
    places: Json,
}

/// What every schema is called.
#[derive(Default)]
struct Names {
    by_place: HashMap<(usize, String), String>,
    order: Vec<(usize, String)>,
    taken: HashSet<String>,
}

impl Names {
    fn add(&mut self, index: usize, pointer: &str, name: &str) {
        if self.by_place.contains_key(&(index, pointer.to_owned())) {
            return;
        }
        let mut unique = name.to_owned();
        let mut count = 1;
        while !self.taken.insert(unique.clone()) {
            count += 1;
            unique = format!("{name}_{count}");
        }
        self.by_place.insert((index, pointer.to_owned()), unique);
        self.order.push((index, pointer.to_owned()));
    }

    /// Names the schemas of a file: the whole, unless it only holds others, and those on its shelves.
    fn name_all(&mut self, index: usize, document: &Document) -> Result<(), Error> {
        let before = self.order.len();
        let object = document.value.as_object();
        if document.value.is_boolean() || object.is_some_and(is_schema) {
            let title =
                document.value.get("title").and_then(Value::as_str).map(str::trim).filter(|title| !title.is_empty());
            self.add(index, "", title.unwrap_or_else(|| stem(document.path)));
        }
        for shelf in SHELVES {
            let schemas = document.value.pointer(shelf).and_then(Value::as_object);
            for (name, schema) in schemas.into_iter().flatten() {
                if schema.is_object() || schema.is_boolean() {
                    self.add(index, &format!("{shelf}/{}", escape(name)), name);
                }
            }
        }
        if self.order.len() == before {
            let message =
                "holds no JSON Schema: an object with `type`, `properties`, `$defs`, `components.schemas` or the like";
            return Err(Error::input(document.path, 1, message));
        }
        Ok(())
    }

    /// Names the schema that a `$ref` points at, when it is in the files.
    fn name_target(&mut self, index: usize, reference: &str, documents: &[Document]) {
        let Some((target, pointer)) = resolve(index, reference, documents) else { return };
        let name = pointer.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or("root");
        let name = name.replace("~1", "/").replace("~0", "~");
        self.add(target, &pointer, &name);
    }
}

/// Whether an object constrains anything itself, and does not only hold definitions.
fn is_schema(object: &Map<String, Value>) -> bool {
    const SPECIFICATIONS: &[&str] = &["openapi", "swagger"];
    const HOLDERS: &[&str] =
        &["$schema", "$id", "id", "title", "description", "$defs", "definitions", "$comment", "components"];
    !object.keys().any(|key| SPECIFICATIONS.contains(&key.as_str()))
        && object.keys().any(|key| !HOLDERS.contains(&key.as_str()))
}

fn stem(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or(path);
    let stem = file.split_once('.').map_or(file, |(stem, _)| stem);
    if stem.is_empty() { "Schema" } else { stem }
}

fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The file and pointer that a `$ref` points at; nothing outside the given files is ever looked at.
fn resolve(index: usize, reference: &str, documents: &[Document]) -> Option<(usize, String)> {
    let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let target = if file.is_empty() {
        index
    } else {
        let name = file.rsplit('/').next().unwrap_or(file);
        documents.iter().position(|document| {
            let id = document
                .value
                .get("$id")
                .or_else(|| document.value.get("id"))
                .and_then(Value::as_str)
                .unwrap_or_default();
            id == file
                || id.rsplit('/').next() == Some(name)
                || document.path.rsplit('/').next() == Some(name)
                || stem(document.path) == name
        })?
    };
    let document = documents.get(target)?;
    let fragment = percent_decoded(fragment);
    if fragment.is_empty() || fragment.starts_with('/') {
        return document.value.pointer(&fragment).map(|_| (target, fragment));
    }
    anchor(&document.value, &fragment, "").map(|pointer| (target, pointer))
}

/// The pointer of the schema with this `$anchor`.
fn anchor(value: &Value, name: &str, pointer: &str) -> Option<String> {
    match value {
        Value::Object(object) => {
            let legacy = format!("#{name}");
            let is = |keyword: &str, name: &str| object.get(keyword).and_then(Value::as_str) == Some(name);
            if is("$anchor", name) || is("$id", &legacy) || is("id", &legacy) {
                return Some(pointer.to_owned());
            }
            object.iter().find_map(|(key, value)| anchor(value, name, &format!("{pointer}/{}", escape(key))))
        }
        Value::Array(list) => {
            list.iter().enumerate().find_map(|(index, value)| anchor(value, name, &format!("{pointer}/{index}")))
        }
        _ => None,
    }
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let escaped = tail
            .get(..2)
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (first, escaped) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(reference)) = object.get("$ref") {
                found.push(reference.clone());
            }
            object.values().for_each(|value| references(value, found));
        }
        Value::Array(list) => list.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

/// Writes beside every keyword where it stands.
fn annotate(document: &Document, place: &Json, value: &mut Value) {
    match (&place.data, value) {
        (Data::Object(members), Value::Object(object)) => {
            let mut sources = Vec::new();
            for member in members {
                if let Some(value) = object.get_mut(&member.name) {
                    annotate(document, &member.value, value);
                }
                let source = document.numbered.quoted(member.key.start..member.value.range.end);
                let (lines, quote) = (source.lines, source.quote);
                sources.push(
                    json!({"document": source.document, "lines": lines, "quote": quote, "keywords": [member.name]}),
                );
            }
            if object.keys().any(|key| KEYWORDS.contains(&key.as_str())) && !object.contains_key(SOURCE) {
                object.insert(SOURCE.into(), Value::Array(sources));
            }
        }
        (Data::Array(places), Value::Array(list)) => {
            for (place, value) in places.iter().zip(list) {
                annotate(document, place, value);
            }
        }
        _ => {}
    }
}

/// The keywords by which a schema is told from a map of schemas.
const KEYWORDS: &[&str] = &[
    "type",
    "$ref",
    "enum",
    "const",
    "properties",
    "items",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "format",
    "pattern",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "required",
    "additionalProperties",
    "minItems",
    "maxItems",
    "uniqueItems",
    "if",
];

/// Brings older dialects into the one that is modelled, and points every `$ref` at a definition.
fn normalise(
    value: &mut Value,
    index: usize,
    owner: &str,
    names: &Names,
    documents: &[Document],
    findings: &mut Vec<Finding>,
) {
    match value {
        Value::Object(object) => {
            if object.remove("nullable") == Some(Value::Bool(true))
                && let Some(kind @ Value::String(_)) = object.get_mut("type")
            {
                *kind = json!([kind.take(), "null"]);
            }
            if let Some(Value::String(reference)) = object.get_mut("$ref") {
                let target = resolve(index, reference, documents);
                match target.and_then(|place| names.by_place.get(&place)) {
                    Some(name) => *reference = crate::emit::schema::encode(name),
                    None => {
                        let message = format!(
                            "$ref {reference:?} leads to nothing that was given; nothing is ever fetched, and any value is accepted"
                        );
                        let path = documents.get(index).map_or("", |document| document.path);
                        let source = Source::line(path, 1, reference.clone());
                        findings.push(Finding::new("external-reference", &Subject::of(owner), message, vec![source]));
                        *reference = format!("{UNKNOWN}{reference}");
                    }
                }
            }
            for (keyword, value) in object.iter_mut() {
                if !["enum", "const", "default", "example", "examples", SOURCE].contains(&keyword.as_str()) {
                    normalise(value, index, owner, names, documents, findings);
                }
            }
        }
        Value::Array(list) => {
            list.iter_mut().for_each(|value| normalise(value, index, owner, names, documents, findings))
        }
        _ => {}
    }
}

/// Stands before a reference that leads nowhere, so that it is not taken for a name.
const UNKNOWN: &str = "#?";
