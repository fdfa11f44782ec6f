//! Definitions as clues: structure becomes subjects, every other keyword a clue about one.

use ringback_constraints::clue::{Around, Clue, Content};
use ringback_contract::{
    definition::Definition,
    keyword::SOURCE,
    pointer::escape,
    provenance::Source,
    subject::{MAX_STEPS, Step, Subject},
    uri,
    width::Width,
};
use ringback_openapi::read::ReadDefinitions;
use ringback_runtime::format::Format;
use serde_json::{Map, Value, json};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

/// Keywords that describe and state nothing about values.
const DESCRIBING: &[&str] = &[SOURCE, "title", "description", "$comment", "externalDocs", "xml", "discriminator"];

/// Keywords of which the parts of an `allOf` may have different values: names are added up, the first description holds.
const ADDED_UP: &[&str] = &[
    "properties",
    "required",
    "allOf",
    "$ref",
    "example",
    "examples",
    "default",
    "deprecated",
    "readOnly",
    "writeOnly",
];

/// Keywords that combine schemas, or name one value.
const COMBINING: &[&str] = &["allOf", "anyOf", "oneOf", "not", "if", "const", "$ref"];

/// Parts of an `allOf` that are read as one schema.
const MOST_PARTS: usize = 64;

/// The clues of definitions, and those that operations add.
pub struct SchemaClues<'a> {
    read: &'a ReadDefinitions,
    /// The definitions by their names, as references write them.
    by_reference: HashMap<String, &'a Definition>,
    clues: Vec<Clue>,
}

/// The name of the type that a definition becomes: the last token of a reference to it.
pub fn type_name(definition: &str) -> String {
    escape(definition).into_owned()
}

impl<'a> SchemaClues<'a> {
    /// No clues yet.
    pub fn new(read: &'a ReadDefinitions) -> Self {
        let by_reference = read.definitions.iter().map(|definition| (uri::encode(&definition.name), definition));
        Self { read, by_reference: by_reference.collect(), clues: Vec::new() }
    }

    /// The clues.
    pub fn into_clues(self) -> Vec<Clue> {
        self.clues
    }

    /// Adds the clues of all definitions.
    pub fn definitions(&mut self) {
        for definition in &self.read.definitions {
            self.schema(&Subject::of(type_name(&definition.name)), &definition.schema, &definition.source);
        }
    }

    /// Adds that a place exists.
    pub fn declare(&mut self, subject: &Subject, source: Source) {
        self.add(subject, Content::Declared, source);
    }

    /// Adds a keyword.
    pub fn keyword(&mut self, subject: &Subject, keyword: &str, value: Value, source: Source) {
        self.add(subject, Content::Keyword(keyword.into(), value), source);
    }

    /// Adds that a place holds a value of a definition.
    pub fn refer(&mut self, subject: &Subject, definition: &str, source: Source) {
        self.keyword(subject, "$ref", reference_to(definition).into(), source);
    }

    fn add(&mut self, subject: &Subject, content: Content, source: Source) {
        let (around, description) = (Arc::new(Around::default()), "".into());
        self.clues.push(Clue { subject: subject.clone(), content, source, around, description });
    }

    fn schema(&mut self, subject: &Subject, schema: &Value, declared: &Source) {
        if subject.path.len() > MAX_STEPS {
            return;
        }
        self.declare(subject, declared.clone());
        match schema {
            Value::Object(object) => self.keywords(subject, object, declared),
            Value::Bool(false) => self.keyword(subject, "not", json!({}), declared.clone()),
            _ => {}
        }
    }

    fn keywords(&mut self, subject: &Subject, object: &Map<String, Value>, declared: &Source) {
        for (keyword, value) in object.iter().filter(|(keyword, _)| !DESCRIBING.contains(&keyword.as_str())) {
            let source = self.source(object, keyword).unwrap_or_else(|| declared.clone());
            match (keyword.as_str(), value) {
                // A format that nobody checks says nothing about values.
                ("format", Value::String(name)) if Format::named(name).is_none() && Width::named(name).is_none() => {}
                ("properties", Value::Object(properties)) => {
                    // What is only received is no part of what is sent, and the other way round.
                    for (name, property) in properties.iter().filter(|(_, property)| **property != Value::Bool(false)) {
                        let first = property.as_object().and_then(|property| self.first_source(property));
                        self.schema(&subject.property(name), property, &first.unwrap_or_else(|| source.clone()));
                    }
                }
                ("items", Value::Object(_)) => self.schema(&subject.join(Step::Items), value, &source),
                ("additionalProperties", Value::Object(_)) => {
                    self.schema(&subject.join(Step::Values), value, &source);
                }
                ("allOf", Value::Array(parts)) => match self.conjoined(object) {
                    Some(all) => all.into_iter().for_each(|part| self.keywords(subject, &part, declared)),
                    None => self.keyword(subject, keyword, readable(&Value::Array(parts.clone())), source),
                },
                ("anyOf" | "oneOf", Value::Array(alternatives)) => match self.or_null(alternatives) {
                    Some(other) => {
                        self.keywords(subject, &other, declared);
                        self.keyword(subject, "nullable", true.into(), source);
                    }
                    None => self.keyword(subject, keyword, readable(value), source),
                },
                _ => self.keyword(subject, keyword, readable(value), source),
            }
        }
    }

    /// The other of two alternatives of which one is null; where that is a reference, what it leads to.
    fn or_null(&self, alternatives: &[Value]) -> Option<Map<String, Value>> {
        let is_null = |schema: &Value| schema.get("type").is_some_and(|kind| kind == "null");
        let other = match alternatives {
            [other, null] | [null, other] if is_null(null) && !is_null(other) => other.as_object()?,
            _ => return None,
        };
        let meant = match other.get("$ref").and_then(Value::as_str) {
            None => other,
            Some(target) => {
                let schema = &self.by_reference.get(target)?.schema;
                // It is copied to each place that refers to it.
                schema.as_object().filter(|_| is_small(schema, &mut { SMALL }))?
            }
        };
        // Null would have to be added to each of these as well.
        let is_plain = !meant.keys().any(|keyword| COMBINING.contains(&keyword.as_str()));
        is_plain.then(|| meant.clone())
    }

    /// The parts of an `allOf` if they can be read as one schema, without the `allOf`s in them: no keyword has two values, and
    /// none depends on what stands beside it.
    fn conjoined(&self, object: &Map<String, Value>) -> Option<Vec<Map<String, Value>>> {
        let mut parts = Vec::new();
        self.flatten(object, &mut HashSet::new(), &mut parts)?;
        let mut values: HashMap<&str, &Value> = HashMap::new();
        let mut properties: HashMap<&str, &Value> = HashMap::new();
        let all = std::iter::once(object).chain(&parts);
        for (keyword, value) in all.flatten().filter(|(keyword, _)| !DESCRIBING.contains(&keyword.as_str())) {
            let depends = matches!(keyword.as_str(), "additionalProperties" | "unevaluatedProperties" | "items");
            if depends && !matches!(value, Value::Bool(true)) && parts.iter().chain([object]).count() > 1 {
                return None;
            }
            if !ADDED_UP.contains(&keyword.as_str()) && values.insert(keyword, value).is_some_and(|one| one != value) {
                return None;
            }
            let named = value.as_object().filter(|_| keyword == "properties");
            for (name, property) in named.into_iter().flatten() {
                let is_said = |one: &&Value| readable(one) != readable(property);
                if properties.insert(name, property).as_ref().is_some_and(is_said) {
                    return None;
                }
            }
        }
        Some(parts)
    }

    /// Adds the parts of an `allOf`, those that references lead to and those in turn, each definition once; `None` if there are
    /// too many.
    fn flatten<'s>(
        &'s self,
        object: &'s Map<String, Value>,
        seen: &mut HashSet<&'s str>,
        parts: &mut Vec<Map<String, Value>>,
    ) -> Option<()> {
        for part in object.get("allOf")?.as_array()? {
            self.flatten_part(part.as_object()?, seen, parts)?;
        }
        Some(())
    }

    fn flatten_part<'s>(
        &'s self,
        part: &'s Map<String, Value>,
        seen: &mut HashSet<&'s str>,
        parts: &mut Vec<Map<String, Value>>,
    ) -> Option<()> {
        if parts.len().max(seen.len()) >= MOST_PARTS {
            return None;
        }
        let mut own = part.clone();
        own.shift_remove("allOf");
        if own.shift_remove("$ref").is_some()
            && let Some(target) = part.get("$ref").and_then(Value::as_str)
            && seen.insert(target)
        {
            self.flatten_part(self.by_reference.get(target)?.schema.as_object()?, seen, parts)?;
        }
        parts.push(own);
        match part.contains_key("allOf") {
            true => self.flatten(part, seen, parts),
            false => Some(()),
        }
    }

    /// The definition that a name leads to: what only refers to another is that one.
    pub fn behind_aliases<'n>(&'n self, name: &'n str) -> &'n str {
        let (mut name, mut seen) = (name, HashSet::new());
        while seen.insert(name) {
            let Some(schema) = self.by_reference.get(&uri::encode(name)).and_then(|one| one.schema.as_object()) else {
                break;
            };
            let says_more = schema.keys().any(|keyword| keyword != "$ref" && !DESCRIBING.contains(&keyword.as_str()));
            let target = schema.get("$ref").and_then(Value::as_str).filter(|_| !says_more);
            let Some(target) = target.and_then(|target| self.by_reference.get(target)) else { break };
            name = &target.name;
        }
        name
    }

    /// The schemas of the properties of a definition by name, also of what it refers to and of the parts of its `allOf`.
    pub fn properties(&self, definition: &str) -> BTreeMap<&str, &Value> {
        let (mut found, mut seen, mut waiting) = (BTreeMap::new(), HashSet::new(), Vec::new());
        waiting.extend(self.schema_of(definition));
        while let Some(schema) = waiting.pop() {
            let properties = schema.get("properties").and_then(Value::as_object);
            found.extend(properties.into_iter().flatten().map(|(name, schema)| (name.as_str(), schema)));
            waiting.extend(schema.get("allOf").and_then(Value::as_array).into_iter().flatten());
            if let Some(target) = schema.get("$ref").and_then(Value::as_str)
                && seen.insert(target)
            {
                waiting.extend(self.by_reference.get(target).map(|definition| &definition.schema));
            }
        }
        found
    }

    /// The schema of a definition.
    pub fn schema_of(&self, definition: &str) -> Option<&Value> {
        self.by_reference.get(&uri::encode(definition)).map(|definition| &definition.schema)
    }

    /// The schema that one refers to, if it does nothing else; else itself.
    pub fn behind_reference<'n>(&'n self, schema: &'n Value) -> &'n Value {
        let target = schema.get("$ref").and_then(Value::as_str);
        let target =
            target.and_then(|target| self.schema_of(self.behind_aliases(&self.by_reference.get(target)?.name)));
        target.unwrap_or(schema)
    }

    /// The citation of a keyword.
    fn source(&self, object: &Map<String, Value>, keyword: &str) -> Option<Source> {
        Some(self.read.provenance.citation_for(object.get(SOURCE)?, keyword)?.into())
    }

    /// The first citation of a schema.
    fn first_source(&self, object: &Map<String, Value>) -> Option<Source> {
        Some(self.read.provenance.by_keyword(object.get(SOURCE)?).next()?.1.into())
    }
}

/// Values in a schema that is small.
const SMALL: usize = 200;

/// Whether a schema has few values and no reference, so that it cannot contain itself.
fn is_small(schema: &Value, left: &mut usize) -> bool {
    let Some(rest) = left.checked_sub(1) else { return false };
    *left = rest;
    match schema {
        Value::Object(object) => object.iter().all(|(keyword, value)| keyword != "$ref" && is_small(value, left)),
        Value::Array(list) => list.iter().all(|value| is_small(value, left)),
        _ => true,
    }
}

/// A reference to a definition as documents write it.
fn reference_to(definition: &str) -> String {
    format!("#/$defs/{}", type_name(definition))
}

/// A value without citations, with references as documents write them.
fn readable(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let members = object.iter().filter(|(keyword, _)| *keyword != SOURCE);
            let members = members.map(|(keyword, value)| match (keyword.as_str(), value) {
                ("$ref", Value::String(target)) => (keyword.clone(), reference_to(&uri::decoded(target)).into()),
                _ => (keyword.clone(), readable(value)),
            });
            Value::Object(members.collect())
        }
        Value::Array(list) => list.iter().map(readable).collect(),
        value => value.clone(),
    }
}
