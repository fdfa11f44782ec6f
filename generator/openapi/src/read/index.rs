//! Finds the schemas of files by location, address and anchor, so that a `$ref` can be resolved.

use super::file::{DEFINITION_HOLDERS, SchemaFile, SchemaLocation};
use ringback_contract::dialect::{Dialect, is_schema};
use ringback_contract::error::similar;
use ringback_contract::keyword::{Holds, holds};
use ringback_contract::pointer::{escape, tokens, unescape};
use ringback_contract::spanned_json::{SpannedData, SpannedJson};
use ringback_contract::uri;
use serde_json::Value;
use std::{collections::HashMap, rc::Rc};

/// Pointers through references, within each other.
const THROUGH_LIMIT: usize = 2;

/// A schema with its text and its base URI.
#[derive(Clone)]
pub struct Schema<'a> {
    /// The schema as JSON.
    pub value: &'a Value,
    /// The same value with ranges.
    pub json: &'a SpannedJson,
    /// The URI that references in it are relative to.
    pub base: Rc<str>,
}

/// Every schema by its location, its URI and its anchor.
pub struct Index<'a> {
    documents: &'a [SchemaFile<'a>],
    schemas: HashMap<SchemaLocation, Schema<'a>>,
    /// Schemas by the URI that they give themselves, and files by theirs.
    resources: HashMap<String, SchemaLocation>,
    /// Schemas by anchor, as `URI#name`.
    anchors: HashMap<String, SchemaLocation>,
    /// Schemas by the keyword that refers to a dynamic anchor, and its name.
    dynamic: HashMap<(&'static str, String), Vec<SchemaLocation>>,
}

impl<'a> Index<'a> {
    /// Indexes the schemas of all files.
    pub fn of(documents: &'a [SchemaFile<'a>]) -> Self {
        let mut index = Self {
            documents,
            schemas: HashMap::new(),
            resources: HashMap::new(),
            anchors: HashMap::new(),
            dynamic: HashMap::new(),
        };
        for (number, document) in documents.iter().enumerate() {
            let base: Rc<str> = retrieval(document.path).into();
            index.resources.insert(base.to_string(), (number, String::new()));
            let root = Schema { value: &document.value, json: &document.json, base };
            if document.is_specification() {
                for holder in DEFINITION_HOLDERS {
                    index.entries(number, holder, &root);
                }
            } else {
                index.visit(number, String::new(), root);
            }
        }
        index
    }

    /// The schema at a location, even if no schema is expected there.
    pub fn schema(&self, place: &SchemaLocation) -> Option<Schema<'a>> {
        self.schemas.get(place).cloned().or_else(|| {
            let document = self.documents.get(place.0)?;
            let (value, json) = (document.value.pointer(&place.1)?, document.json.at(&place.1)?);
            Some(Schema { value, json, base: retrieval(document.path).into() })
        })
    }

    /// The location of a reference's target; `None` if it is outside of the files.
    pub fn resolve(&self, base: &str, reference: &str) -> Option<SchemaLocation> {
        self.resolve_within(base, reference, THROUGH_LIMIT)
    }

    fn resolve_within(&self, base: &str, reference: &str, depth: usize) -> Option<SchemaLocation> {
        let address = uri::join(base, reference);
        let (resource, fragment) = uri::split(&address);
        let fragment = uri::decoded(fragment);
        let (number, root) = self.resource(resource)?;
        if !fragment.is_empty() && !fragment.starts_with('/') {
            let file = retrieval(self.documents.get(number)?.path);
            let at = |resource: &str| self.anchors.get(&format!("{resource}#{fragment}"));
            return at(resource).or_else(|| at(&file)).cloned();
        }
        // Pointers begin at the schema that has the address; older tools count from the file all the same.
        let inside = [format!("{root}{fragment}"), fragment].map(|pointer| (number, pointer));
        let found = inside.iter().find(|place| self.exists(place)).cloned();
        found.or_else(|| inside.iter().find_map(|place| self.through(place, depth.checked_sub(1)?)))
    }

    /// Why a reference leads to no schema: the kind of finding, and words for it.
    pub fn why_unresolved(&self, base: &str, reference: &str) -> (&'static str, String) {
        let address = uri::join(base, reference);
        let (resource, fragment) = uri::split(&address);
        let file = self.resource(resource).and_then(|(number, _)| self.documents.get(number));
        let Some(file) = file.filter(|_| !fragment.is_empty()) else {
            return ("external-reference", "leads out of the given files; nothing is ever fetched".into());
        };
        let fragment = uri::decoded(fragment);
        let (holder, name) = fragment.rsplit_once('/').unwrap_or_default();
        let beside = file.value.pointer(holder).and_then(Value::as_object).into_iter().flatten();
        let beside: Vec<&str> = beside.map(|(name, _)| name.as_str()).collect();
        let meant = similar(&unescape(name), &beside).map(|name| format!(", did you mean {name:?}?"));
        let words = format!("leads to nothing: {} has no schema there{}", file.path, meant.unwrap_or_default());
        ("unresolved-reference", words)
    }

    /// The location at the end of a pointer that leads through references: `#/components/schemas/Pet`, where one is in the
    /// place of all `schemas`.
    fn through(&self, (number, pointer): &SchemaLocation, depth: usize) -> Option<SchemaLocation> {
        let value = |place: &SchemaLocation| self.documents.get(place.0)?.value.pointer(&place.1);
        let end = tokens(pointer).try_fold((*number, String::new()), |place, token| {
            let below = |(number, pointer): SchemaLocation| (number, format!("{pointer}/{}", escape(&token)));
            let direct = below(place.clone());
            if value(&direct).is_some() {
                return Some(direct);
            }
            let reference = value(&place)?.get("$ref")?.as_str()?;
            let base = retrieval(self.documents.get(place.0)?.path);
            self.resolve_within(&base, reference, depth).map(below)
        })?;
        self.exists(&end).then_some(end)
    }

    /// The locations that a dynamic reference may lead to.
    ///
    /// If the schema that it leads to as written has a dynamic anchor of that name, it may lead to any other schema with
    /// the same anchor.
    pub fn dynamic(&self, base: &str, reference: &str, keyword: &'static str) -> Vec<SchemaLocation> {
        let Some(place) = self.resolve(base, reference) else { return Vec::new() };
        let name = uri::decoded(uri::split(reference).1);
        let schema = self.documents.get(place.0).and_then(|document| document.value.pointer(&place.1));
        let anchor = schema.and_then(|schema| dynamic_anchor(schema, keyword));
        let several = self.dynamic.get(&(keyword, name.clone())).filter(|_| anchor == Some(name.as_str()));
        several.cloned().unwrap_or_else(|| vec![place])
    }

    /// Whether a place is a whole specification, and no schema.
    pub fn is_specification(&self, place: &SchemaLocation) -> bool {
        let root = self.documents.get(place.0).filter(|_| place.1.is_empty());
        root.is_some_and(|document| {
            ["openapi", "swagger", "asyncapi"].iter().any(|key| document.value.get(key).is_some())
        })
    }

    /// The schema with a URI, or the file; names of files may be percent-encoded.
    fn resource(&self, resource: &str) -> Option<SchemaLocation> {
        let known = self.resources.get(resource).or_else(|| self.resources.get(&uri::decoded(resource)));
        known.cloned().or_else(|| self.by_file(resource))
    }

    fn exists(&self, place: &SchemaLocation) -> bool {
        let value = || self.documents.get(place.0).and_then(|document| document.value.pointer(&place.1));
        self.schemas.contains_key(place) || value().is_some_and(is_schema)
    }

    /// The file with the last segment of a URI as its name, in any folder.
    fn by_file(&self, address: &str) -> Option<SchemaLocation> {
        let wanted = uri::decoded(uri::file_name(address));
        let named = |name: &str| self.documents.iter().position(|document| uri::file_name(document.path) == name);
        let stem = || self.documents.iter().position(|document| document.stem() == wanted);
        named(&wanted).or_else(stem).filter(|_| !wanted.is_empty()).map(|number| (number, String::new()))
    }

    fn visit(&mut self, number: usize, pointer: String, mut schema: Schema<'a>) {
        if !is_schema(schema.value) || self.schemas.contains_key(&(number, pointer.clone())) {
            return;
        }
        let place = || (number, pointer.clone());
        // The address of a whole file holds whatever stands beside it.
        let dialect = self.documents.get(number).map(SchemaFile::dialect).filter(|_| !pointer.is_empty());
        if let Some(address) = schema.own_address(dialect.unwrap_or(Dialect::Unsaid)) {
            match uri::split(&address) {
                (address, "") => {
                    self.resources.entry(address.into()).or_insert_with(place);
                    schema.base = address.into();
                }
                (address, _) if pointer.is_empty() => {
                    self.resources.entry(address.into()).or_insert_with(place);
                }
                // Before 2019-09 an anchor was an identifier that is nothing but a fragment.
                _ => _ = self.anchors.entry(address).or_insert_with(place),
            }
        }
        for keyword in ["$anchor", "$dynamicAnchor"] {
            if let Some(name) = schema.value.get(keyword).and_then(Value::as_str) {
                self.anchors.entry(format!("{}#{name}", schema.base)).or_insert_with(place);
            }
        }
        for keyword in [DYNAMIC, RECURSIVE] {
            if let Some(name) = dynamic_anchor(schema.value, keyword) {
                self.dynamic.entry((keyword, name.into())).or_default().push(place());
            }
        }
        self.schemas.insert(place(), schema.clone());
        for (keyword, value, json) in members(schema.value, schema.json) {
            let Some(holds) = holds(keyword, value) else { continue };
            let pointer = format!("{pointer}/{}", escape(keyword));
            let inner = |(value, json)| Schema { value, json, base: schema.base.clone() };
            match holds {
                Holds::Schema => self.visit(number, pointer, inner((value, json))),
                Holds::List => {
                    for (at, value, json) in elements(value, json) {
                        self.visit(number, format!("{pointer}/{at}"), inner((value, json)));
                    }
                }
                Holds::Map | Holds::Definitions => {
                    for (name, value, json) in members(value, json) {
                        self.visit(number, format!("{pointer}/{}", escape(name)), inner((value, json)));
                    }
                }
            }
        }
    }

    /// Indexes the definitions that a specification holds at a pointer.
    fn entries(&mut self, number: usize, holder: &str, root: &Schema<'a>) {
        let (Some(value), Some(json)) = (root.value.pointer(holder), root.json.at(holder)) else { return };
        for (name, value, json) in members(value, json) {
            let schema = Schema { value, json, base: root.base.clone() };
            self.visit(number, format!("{holder}/{}", escape(name)), schema);
        }
    }
}

impl Schema<'_> {
    /// The URI that a schema declares. In dialects that ignore the siblings of `$ref`, an `$id` there is ignored.
    pub fn own_address(&self, dialect: Dialect) -> Option<String> {
        let text = |keyword: &str| self.value.get(keyword).and_then(Value::as_str);
        let id = text("$id").or_else(|| text("id"))?;
        let says_nothing = dialect.reference_stands_alone() && text("$ref").is_some();
        (!says_nothing).then(|| uri::join(&self.base, id))
    }
}

/// The keywords of dynamic references, of 2020-12 and of 2019-09.
const DYNAMIC: &str = "$dynamicRef";
const RECURSIVE: &str = "$recursiveRef";

/// The dynamic anchor of a schema for the references of a keyword.
fn dynamic_anchor<'a>(schema: &'a Value, keyword: &str) -> Option<&'a str> {
    match keyword {
        RECURSIVE => (schema.get("$recursiveAnchor") == Some(&Value::Bool(true))).then_some(""),
        _ => schema.get("$dynamicAnchor").and_then(Value::as_str),
    }
}

/// The URI of a file, by its path.
pub fn retrieval(path: &str) -> String {
    uri::join("file:///", &path.replace('\\', "/").replace(['#', ':'], "_"))
}

/// The members of an object, each with the same with ranges: both have them in the same order.
pub fn members<'a>(
    value: &'a Value,
    json: &'a SpannedJson,
) -> impl Iterator<Item = (&'a str, &'a Value, &'a SpannedJson)> {
    let values = value.as_object().into_iter().flatten();
    values.zip(json.members()).map(|((name, value), member)| (name.as_str(), value, &member.value))
}

/// The elements of a list, each with its index and the same with ranges.
pub fn elements<'a>(
    value: &'a Value,
    json: &'a SpannedJson,
) -> impl Iterator<Item = (usize, &'a Value, &'a SpannedJson)> {
    let places = match &json.data {
        SpannedData::Array(places) => places.as_slice(),
        _ => &[],
    };
    let values = value.as_array().into_iter().flatten();
    values.zip(places).enumerate().map(|(at, (value, json))| (at, value, json))
}
