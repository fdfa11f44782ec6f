//! States of a contract: out of schema files, out of documents.

use super::{
    change::Side,
    contract::{Contract, Described, Presence},
    operations::{Message, Messages},
    references::references,
};

use ringback_constraints::{model::Model, schema};
use ringback_contract::{
    document::Document,
    error::Error,
    finding::Finding,
    keyword::SOURCE,
    line_index::IndexedText,
    provenance::{ProvenanceTable, Source},
    spanned_json::{self, SpannedJson},
    uri::encode,
    vendor::Direction,
};
use ringback_openapi::read::{Placed, placed};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

impl Contract {
    /// The types of schema files, by path and text, and the operations of specifications. What a file keeps beside its
    /// own schema is part of that.
    ///
    /// # Errors
    ///
    /// When a file is not JSON, or holds no schema.
    pub fn of_schemas(files: &BTreeMap<String, String>) -> Result<(Self, Vec<Finding>), Error> {
        let mut messages = Messages::default();
        for (path, text) in files.iter().filter(|(_, text)| is_specification(text)) {
            // What is not JSON is told of when it is read for its schemas.
            messages.add(path, &serde_json::from_str(text).unwrap_or_default());
        }
        let (placed, provenance, findings) = placed(files, Some(&messages.extras))?;
        let wholes: BTreeSet<&str> = placed
            .iter()
            .filter(|placed| placed.definition.is_root)
            .map(|placed| placed.definition.source.document.as_str())
            .collect();
        let is_subject = |placed: &Placed| {
            let definition = &placed.definition;
            definition.is_root || placed.is_shelved && !wholes.contains(definition.source.document.as_str())
        };
        let subjects: Vec<bool> = placed.iter().map(is_subject).collect();
        let types = placed.into_iter().zip(subjects).map(|(Placed { definition, .. }, is_subject)| Described {
            is_subject,
            name: definition.name,
            sides: Vec::new(),
            schema: definition.schema,
            source: definition.source,
            presence: Presence::Type,
        });
        let mut contract = Self { types: types.collect(), provenance, is_documented: false };
        let lines = lines(files, &messages.messages);
        contract.operations(messages.messages, &lines);
        Ok((contract, findings))
    }

    /// Adds the messages of operations; what they refer to is used on their sides.
    fn operations(&mut self, messages: Vec<Message>, lines: &[u32]) {
        // Where a message holds nothing but a reference, that is what it holds.
        let direct: BTreeMap<String, String> = self
            .types
            .iter()
            .filter(|described| {
                described
                    .schema
                    .as_object()
                    .is_some_and(|schema| schema.keys().all(|key| key == "$ref" || key == SOURCE))
            })
            .filter_map(|described| Some((encode(&described.name), described.schema.get("$ref")?.as_str()?.to_owned())))
            .collect();
        let mut used: BTreeMap<String, BTreeSet<Side>> = BTreeMap::new();
        let mut waiting = Vec::new();
        for (message, line) in messages.into_iter().zip(lines) {
            let mut schema = message.schema;
            refer(&mut schema, &direct);
            references(&schema, &mut |name| waiting.push((name.to_owned(), message.side)));
            self.types.push(Described {
                is_subject: true,
                source: Source::line(&message.file, *line, &message.name),
                name: message.name,
                sides: vec![message.side],
                schema,
                presence: message.call.map_or(Presence::Answer, Presence::Call),
            });
        }
        let by_name: BTreeMap<String, usize> =
            self.types.iter().enumerate().map(|(at, described)| (encode(&described.name), at)).collect();
        while let Some((name, side)) = waiting.pop() {
            if used.entry(name.clone()).or_default().insert(side)
                && let Some(described) = by_name.get(&name).and_then(|at| self.types.get(*at))
            {
                references(&described.schema, &mut |name| waiting.push((name.to_owned(), side)));
            }
        }
        for (name, sides) in used {
            if let Some(described) = by_name.get(&name).and_then(|at| self.types.get_mut(*at)) {
                described.sides.extend(sides);
            }
        }
        if self.types.iter().any(|described| described.presence != Presence::Type) {
            for described in &mut self.types {
                // What no operation uses reaches nobody, and what is gone or new is told where it is used.
                described.is_subject &= !described.sides.is_empty();
                if described.presence == Presence::Type {
                    described.presence = Presence::Answer;
                }
            }
        }
    }

    /// The types that documents describe.
    pub fn of_model(model: &Model) -> Self {
        let types = model.types.values().map(|kind| {
            let declared = kind.node.declared.iter().flat_map(|declared| declared.sources.first()).next();
            Described {
                name: kind.name.clone(),
                sides: vec![side(kind.role)],
                is_subject: true,
                schema: schema::schema(&model.vendor.name, kind),
                source: declared.cloned().unwrap_or_else(|| Source::line("vendor.toml", 1, &kind.name)),
                presence: Presence::Type,
            }
        });
        let calls = model.vendor.operations.iter().map(|operation| {
            let call = json!({"method": operation.method, "path": operation.path});
            let exactly = json!({"const": operation.method});
            Described {
                name: format!("operation {}", operation.name),
                // Whoever reads what comes back has to call as well.
                sides: vec![if operation.direction == Direction::Event { Side::Event } else { Side::Request }],
                is_subject: true,
                schema: json!({
                    "type": "object",
                    "properties": {"method": exactly, "path": {"const": operation.path}},
                    "required": ["method", "path"],
                }),
                source: Source::line("vendor.toml", 1, format!("name = {:?}", operation.name)),
                presence: Presence::Call(call),
            }
        });
        Self { types: types.chain(calls).collect(), provenance: ProvenanceTable::default(), is_documented: true }
    }

    /// Whether types are named and no more.
    pub fn says_nothing(&self) -> bool {
        let tells =
            |described: &Described| described.schema.as_object().is_some_and(|schema| schema.contains_key("type"));
        !self.types.iter().any(|described| tells(described) || described.schema.get("anyOf").is_some())
    }

    /// Adds the types of a vendor among several.
    pub fn add(&mut self, vendor: &str, other: Self) {
        self.is_documented = other.is_documented;
        let renamed = |name: &str| format!("{vendor}/{name}");
        let references: BTreeMap<String, String> =
            other.types.iter().map(|kind| (encode(&kind.name), encode(&renamed(&kind.name)))).collect();
        for mut described in other.types {
            described.name = renamed(&described.name);
            refer(&mut described.schema, &references);
            within(&mut described.schema, vendor);
            described.source.document = format!("{vendor}/{}", described.source.document);
            self.types.push(described);
        }
    }
}

fn side(direction: Direction) -> Side {
    match direction {
        Direction::Request => Side::Request,
        Direction::Response => Side::Response,
        Direction::Event => Side::Event,
    }
}

/// The lines on which messages are described.
fn lines(files: &BTreeMap<String, String>, messages: &[Message]) -> Vec<u32> {
    let mut places: BTreeMap<&str, Option<(SpannedJson, IndexedText)>> = BTreeMap::new();
    let mut line = |message: &Message| {
        let (path, text) = files.get_key_value(&message.file)?;
        let read = || {
            let start = text.find(|c: char| !c.is_whitespace()).unwrap_or_default();
            let read = spanned_json::parse(text, start).ok()?;
            Some((read.root, IndexedText::of(&Document { path, text })))
        };
        let (places, numbered) = places.entry(path).or_insert_with(read).as_ref()?;
        places.at(&message.pointer).map(|json| numbered.line(json.range.start))
    };
    messages.iter().map(|message| line(message).unwrap_or(1)).collect()
}

/// Whether a text may be an OpenAPI or Swagger file.
fn is_specification(text: &str) -> bool {
    ["\"openapi\"", "\"swagger\""].iter().any(|key| text.contains(key))
}

/// Leads references to where their targets went.
fn refer(value: &mut Value, references: &BTreeMap<String, String>) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(target)) = object.get_mut("$ref")
                && let Some(moved) = references.get(target)
            {
                target.clone_from(moved);
            }
            object.values_mut().for_each(|value| refer(value, references));
        }
        Value::Array(list) => list.iter_mut().for_each(|value| refer(value, references)),
        _ => {}
    }
}

/// Names documents as they are seen from the folder above.
fn within(value: &mut Value, folder: &str) {
    match value {
        Value::Object(object) => {
            let sources = object.get_mut(SOURCE).and_then(Value::as_array_mut).into_iter().flatten();
            for document in sources.filter_map(|source| source.get_mut("document")) {
                *document = format!("{folder}/{}", document.as_str().unwrap_or_default()).into();
            }
            object.values_mut().for_each(|value| within(value, folder));
        }
        Value::Array(list) => list.iter_mut().for_each(|value| within(value, folder)),
        _ => {}
    }
}
